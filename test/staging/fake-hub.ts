import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';

/** A file of a model: its bytes, or a file on disk if it is too large for memory. */
export type Content = Buffer | { readonly file: string; readonly sha256: string };

export interface FakeModel {
  readonly commit: string;
  /** Branches and tags. */
  readonly revisions?: { readonly [name: string]: string };
  readonly files: { readonly [path: string]: Content };
  /** Who may read the files, and, for a private model, also the file list. */
  readonly access?: 'public' | 'gated' | 'private';
}

/** Failures of the Hub instead of serving a file; each entry is used once, in order. */
type Trouble =
  | { readonly status: number; readonly headers?: { readonly [name: string]: string }; readonly at: 'hub' | 'storage' }
  | { readonly breakAfter: number };

export interface FakeHubOptions {
  readonly models: { readonly [id: string]: FakeModel };
  /** Tokens by permission. */
  readonly tokens?: { readonly [token: string]: 'granted' | 'not granted' };
  /** Whether the storage ignores ranges. */
  readonly ignoreRanges?: boolean;
  /** Page size of the file list. */
  readonly pageSize?: number;
  readonly trouble?: { readonly [path: string]: Trouble[] };
  /** Bytes that are served instead of the content that the Hub has recorded. */
  readonly wrong?: { readonly [path: string]: Buffer };
  /** A false x-linked-etag. */
  readonly wrongEtags?: { readonly [path: string]: string };
  /** Bytes per second of each response, so that a test can interrupt it. */
  readonly bytesPerSecond?: number;
}

/** Files in git itself; all others are in large file storage. */
const IN_GIT = /\.(json|txt|md|py|jinja)$/;

/**
 * A local Hub as a copier sees it: an API, `resolve` with redirects, and storage at another origin that requires a signature and rejects tokens.
 * Modeled on the Hub's own client (huggingface_hub: hf_api.py, file_download.py, utils/_http.py at ee0a4510, 2026-08-20).
 */
export class FakeHub {
  public static async start(options: FakeHubOptions): Promise<FakeHub> {
    const hub = new FakeHub(options);
    await hub.listen();
    return hub;
  }

  /** Paths requested from the Hub, and bytes sent by the storage. */
  public readonly requests: string[] = [];
  public readonly storageRequests: { readonly path: string; readonly range?: string; readonly authorization?: string }[] = [];
  public storageBytes = 0;
  private readonly hub: Server;
  private readonly storage: Server;
  /** Signatures that are still valid. */
  private readonly signatures = new Set<string>();

  private constructor(private readonly options: FakeHubOptions) {
    this.hub = createServer((request, response) => this.serveHub(request, response));
    this.storage = createServer((request, response) => this.serveStorage(request, response));
  }

  public get url(): string {
    return `http://127.0.0.1:${(this.hub.address() as AddressInfo).port}`;
  }

  /** Expires all signed URLs. */
  public expireSignatures(): void {
    this.signatures.clear();
  }

  public async stop(): Promise<void> {
    for (const server of [this.hub, this.storage]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  private async listen(): Promise<void> {
    await Promise.all([this.hub, this.storage].map((server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))));
  }

  private serveHub(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url!, this.url);
    this.requests.push(url.pathname);
    const path = decodeURIComponent(url.pathname);
    const api = /^\/api\/models\/(.+?)\/(revision|tree)\/([^/]+)$/.exec(path);
    const resolve = /^\/(.+?)\/resolve\/([^/]+)\/(.+)$/.exec(path);
    const id = api?.[1] ?? resolve?.[1] ?? '';
    const model = this.options.models[id];
    const refuse = (status: number, code: string | undefined, message: string) => {
      response.writeHead(status, { ...(code ? { 'X-Error-Code': code } : {}), 'X-Error-Message': message }).end(JSON.stringify({ error: message }));
    };

    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    const rights = token === undefined ? undefined : this.options.tokens?.[token];
    if (token !== undefined && rights === undefined) {
      return refuse(401, undefined, 'Invalid credentials in Authorization header');
    }
    if (!model || (model.access === 'private' && rights !== 'granted')) {
      return refuse(token === undefined ? 401 : 404, 'RepoNotFound', 'Repository not found');
    }
    const revision = api?.[3] ?? resolve![2];
    const commit = revision === model.commit ? revision : model.revisions?.[revision];
    if (!commit) {
      return refuse(404, 'RevisionNotFound', `Invalid rev id: ${revision}`);
    }
    if (api?.[2] === 'revision') {
      response.setHeader('content-type', 'application/json');
      return void response.end(JSON.stringify({ id, sha: commit, gated: model.access === 'gated' ? 'manual' : false }));
    }
    if (api) {
      return this.serveTree(model, url, response);
    }
    if (model.access === 'gated' && rights !== 'granted') {
      return refuse(token === undefined ? 401 : 403, 'GatedRepo', `Access to model ${id} is restricted and you are not in the authorized list.`);
    }
    const file = resolve![3];
    const content = model.files[file];
    if (!content) {
      return refuse(404, 'EntryNotFound', 'Entry not found');
    }
    const trouble = this.trouble(file, 'hub');
    if (trouble) {
      return void response.writeHead(trouble.status, trouble.headers).end('trouble');
    }
    response.setHeader('X-Repo-Commit', commit);
    if (IN_GIT.test(file) && !url.searchParams.has('cached')) {
      // The Hub redirects small files within its own origin.
      return void response.writeHead(307, { Location: `${request.url}?cached=1` }).end();
    }
    if (IN_GIT.test(file)) {
      return this.serveContent(file, content, request, response);
    }
    const signature = createHash('sha256').update(`${file}${this.requests.length}`).digest('hex');
    this.signatures.add(signature);
    response.writeHead(302, {
      'X-Linked-Etag': `"${this.options.wrongEtags?.[file] ?? sha256(content)}"`,
      'X-Linked-Size': String(sizeOf(content)),
      'Location': `http://127.0.0.1:${(this.storage.address() as AddressInfo).port}/${id}/${encodeURIComponent(file)}?X-Amz-Signature=${signature}`,
    }).end();
  }

  private serveTree(model: FakeModel, url: URL, response: ServerResponse): void {
    const entries = Object.entries(model.files).map(([path, content]) => ({
      type: 'file', path, size: sizeOf(content), oid: IN_GIT.test(path) ? gitId(content) : createHash('sha1').update(path).digest('hex'),
      ...(IN_GIT.test(path) ? {} : { lfs: { oid: sha256(content), size: sizeOf(content), pointerSize: 135 } }),
    }));
    const all = [{ type: 'directory', path: 'original', size: 0, oid: '0'.repeat(40) }, ...entries];
    const pageSize = this.options.pageSize ?? 1000;
    const cursor = Number(url.searchParams.get('cursor') ?? 0);
    if (cursor + pageSize < all.length) {
      url.searchParams.set('cursor', String(cursor + pageSize));
      response.setHeader('Link', `<${url}>; rel="next"`);
    }
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(all.slice(cursor, cursor + pageSize)));
  }

  private serveStorage(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url!, 'http://storage');
    const parts = url.pathname.slice(1).split('/');
    const file = decodeURIComponent(parts.pop()!);
    this.storageRequests.push({ path: file, range: request.headers.range, authorization: request.headers.authorization });
    const trouble = this.trouble(file, 'storage');
    if (trouble) {
      return void response.writeHead(trouble.status, trouble.headers).end('trouble');
    }
    // Like S3, which rejects requests with two kinds of authentication.
    if (request.headers.authorization || !this.signatures.has(url.searchParams.get('X-Amz-Signature') ?? '')) {
      return void response.writeHead(request.headers.authorization ? 400 : 403).end('<Error/>');
    }
    this.serveContent(file, this.options.models[parts.join('/')].files[file], request, response);
  }

  private serveContent(file: string, recorded: Content, request: IncomingMessage, response: ServerResponse): void {
    const content = this.options.wrong?.[file] ?? recorded;
    const size = sizeOf(content);
    const range = this.options.ignoreRanges ? undefined : /^bytes=(\d+)-(\d+)?$/.exec(request.headers.range ?? '');
    const first = range ? Number(range[1]) : 0;
    const last = Math.min(range?.[2] === undefined ? size - 1 : Number(range[2]), size - 1);
    if (range && first >= size) {
      return void response.writeHead(416).end();
    }
    response.writeHead(range ? 206 : 200, { 'Content-Length': String(last - first + 1), ...(range ? { 'Content-Range': `bytes ${first}-${last}/${size}` } : {}) });
    // The one-byte probe is not the request that is meant to break.
    const trouble = last > first || size === 1 ? this.takeBreak(file) : undefined;
    const end = trouble ? Math.min(first + trouble.bytes - 1, last) : last;
    this.storageBytes += end - first + 1;
    if (end < first) {
      return void response.destroy();
    }
    if (Buffer.isBuffer(content) && !this.options.bytesPerSecond && !trouble) {
      return void response.end(content.subarray(first, end + 1));
    }
    void this.trickle(content, first, end, response, trouble !== undefined);
  }

  private async trickle(content: Content, first: number, end: number, response: ServerResponse, isBroken: boolean): Promise<void> {
    const chunks = Buffer.isBuffer(content) ? [content.subarray(first, end + 1)] : createReadStream(content.file, { start: first, end, highWaterMark: 2 ** 20 });
    for await (const chunk of chunks) {
      if (response.destroyed) {
        return;
      }
      if (!response.write(chunk)) {
        await new Promise<void>((resolve) => {
          const go = () => {
            response.off('drain', go).off('close', go);
            resolve();
          };
          response.on('drain', go).on('close', go);
        });
      }
      if (this.options.bytesPerSecond) {
        await new Promise((resolve) => setTimeout(resolve, chunk.length / this.options.bytesPerSecond! * 1000));
      }
    }
    // Without a pause, data already written would be discarded with the connection.
    isBroken ? setTimeout(() => response.destroy(), 50) : response.end();
  }

  private trouble(file: string, at: 'hub' | 'storage'): { readonly status: number; readonly headers?: { readonly [name: string]: string } } | undefined {
    const [next] = this.options.trouble?.[file] ?? [];
    return next && 'status' in next && next.at === at ? this.options.trouble![file].shift() as any : undefined;
  }

  private takeBreak(file: string): { readonly bytes: number } | undefined {
    const [next] = this.options.trouble?.[file] ?? [];
    if (!next || 'status' in next) {
      return undefined;
    }
    this.options.trouble![file].shift();
    return { bytes: next.breakAfter };
  }
}

function sizeOf(content: Content): number {
  return Buffer.isBuffer(content) ? content.length : statSync(content.file).size;
}

export function sha256(content: Content): string {
  return Buffer.isBuffer(content) ? createHash('sha256').update(content).digest('hex') : content.sha256;
}

/** The output of `git hash-object`. */
function gitId(content: Content): string {
  const bytes = Buffer.isBuffer(content) ? content : readFileSync(content.file);
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
