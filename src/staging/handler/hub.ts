import { IncomingMessage } from 'node:http';
import { StagingError, TransientError } from './errors';
import { discard, get, header, text } from './http';
import { Patience } from './patience';

const REDIRECTS = 10;
const PAGES = 10_000;

/** A file of a model as the Hub records it. */
export interface HubFile {
  readonly path: string;
  readonly size: number;
  /** SHA-256 of a file in large file storage. */
  readonly sha256?: string;
  /** Git id of any other file, the SHA-1 of a header and the content. */
  readonly gitId?: string;
}

/** Credentials for the Hub. */
export interface Credentials {
  readonly token: string;
  /** Name of the secret in messages. */
  readonly secret: string;
}

/** An inclusive range of bytes. */
interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/** One model on the Hub. */
export class HubModel {
  /** URLs that files were last served from after redirects, with signatures that expire after an hour. */
  private readonly locations = new Map<string, URL>();

  public constructor(
    private readonly origin: string,
    private readonly modelId: string,
    private readonly revision: string,
    private readonly patience: Patience,
    private readonly credentials?: Credentials,
  ) {}

  /** The commit that the revision currently refers to. */
  public async commit(): Promise<string> {
    const { sha } = await this.json(new URL(`/api/models/${this.modelId}/revision/${encodeURIComponent(this.revision)}`, this.origin));
    if (typeof sha !== 'string' || !/^[0-9a-f]{40}$/.test(sha)) {
      throw new StagingError(`The Hub at ${this.origin} names no commit for revision ${this.revision} of ${this.modelId}: check hubEndpoint.`);
    }
    return sha;
  }

  /** All files at a commit. */
  public async files(commit: string): Promise<HubFile[]> {
    const files: HubFile[] = [];
    let page: URL | undefined = new URL(`/api/models/${this.modelId}/tree/${commit}?recursive=true`, this.origin);
    for (let pages = 0; page && pages < PAGES; pages++) {
      const current: URL = page;
      const { entries, next } = await this.patience.retry(async () => {
        const response = await this.follow(current, {});
        return { entries: JSON.parse(await text(response)) as any[], next: nextPage(response) };
      });
      for (const { type, path, size, oid, lfs } of entries) {
        if (type === 'file') {
          files.push(lfs ? { path, size: lfs.size ?? size, sha256: lfs.oid } : { path, size, gitId: oid });
        }
      }
      page = next === undefined ? undefined : new URL(next, this.origin);
    }
    return files;
  }

  /** Opens a file at a commit, from its beginning or at a range. A server may ignore the range and answer 200 with the whole file. */
  public async open(commit: string, file: HubFile, range?: ByteRange): Promise<IncomingMessage> {
    const url = new URL(`/${this.modelId}/resolve/${commit}/${file.path.split('/').map(encodeURIComponent).join('/')}`, this.origin);
    // A compressed response would have no length and would not match the checksum.
    const headers = { 'accept-encoding': 'identity', ...(range ? { range: `bytes=${range.first}-${range.last}` } : {}) };
    const known = this.locations.get(file.path);
    if (known) {
      const response = await get(known, headers);
      if (response.statusCode === 200 || response.statusCode === 206) {
        return response;
      }
      // The signature has expired, or the storage has a problem: ask the Hub again.
      this.locations.delete(file.path);
      discard(response);
    }
    return this.follow(url, headers, file);
  }

  private async json(url: URL): Promise<any> {
    return this.patience.retry(async () => JSON.parse(await text(await this.follow(url, {}))));
  }

  /** Follows redirects. The token is only for the Hub: URLs of storage elsewhere contain a signature. */
  private async follow(url: URL, headers: { [name: string]: string }, file?: HubFile): Promise<IncomingMessage> {
    let current = url;
    for (let hops = 0; hops < REDIRECTS; hops++) {
      const isHub = current.origin === new URL(this.origin).origin;
      const authorization = isHub && this.credentials ? { authorization: `Bearer ${this.credentials.token}` } : undefined;
      const response = await get(current, { 'user-agent': 'cdk-sagemaker-lmi', ...headers, ...authorization });
      const location = header(response, 'location');
      if (response.statusCode! >= 300 && response.statusCode! < 400 && location) {
        discard(response);
        checkEtag(header(response, 'x-linked-etag'), file);
        current = new URL(location, current);
        continue;
      }
      if (response.statusCode !== 200 && response.statusCode !== 206) {
        const error = isHub ? await this.refusal(response, file) : await this.storageRefusal(response, current);
        discard(response);
        throw error;
      }
      if (file && !isHub) {
        this.locations.set(file.path, current);
      }
      checkEtag(header(response, 'x-linked-etag'), file);
      return response;
    }
    throw new TransientError(`${url.origin}${url.pathname} redirects in circles.`);
  }

  /** Explains an error response of the Hub. The codes are those that the Hub's own client distinguishes (huggingface_hub, utils/_http.py, 2026-08-20). */
  private async refusal(response: IncomingMessage, file?: HubFile): Promise<Error> {
    const status = response.statusCode!;
    const code = header(response, 'x-error-code');
    const message = header(response, 'x-error-message') ?? '';
    const { modelId, revision } = this;
    const secret = this.credentials?.secret;
    if (status === 429 || status >= 500 || status === 408) {
      return new TransientError(`The Hub answers ${status}${status === 429 ? ' (too many requests)' : ''} for ${modelId}.`, pauseOf(response));
    }
    if (code === 'RevisionNotFound') {
      return new StagingError(`${modelId} has no revision ${revision} on the Hub: pass a branch, tag, or commit that exists as revision.`);
    }
    if (code === 'EntryNotFound') {
      return new StagingError(`${modelId} has no file ${file?.path} at ${revision} on the Hub any more: deploy again.`);
    }
    if (/invalid (credentials|username or password|user token)/i.test(message)) {
      return new StagingError(`The Hub does not accept the token in the secret ${secret}: store a valid token that may read ${modelId}.`);
    }
    if (code === 'GatedRepo') {
      const page = `${this.origin}/${modelId}`;
      return new StagingError(secret
        ? `${modelId} is gated, and the account of the token in the secret ${secret} has not been granted access, or the token may not read gated models: accept the `
          + `conditions at ${page} with that account and wait for approval, or store another token.`
        : `${modelId} is gated, and no token was passed: accept the conditions at ${page}, store a token of that account in AWS Secrets Manager, and pass the secret as token.`);
    }
    if (/access to this resource is disabled/i.test(message)) {
      return new StagingError(`The Hub has disabled access to ${modelId}: choose another model.`);
    }
    if (status === 401 || code === 'RepoNotFound' || status === 404) {
      return new StagingError(`${modelId} does not exist on the Hub, or it is private and ${secret
        ? `the token in the secret ${secret} may not read it` : 'no token was passed'}: check modelId${secret ? ' and the permissions of the token' : ', or pass token'}.`);
    }
    if (status === 403) {
      return new StagingError(`The Hub forbids access to ${modelId}${message ? ` (${message.slice(0, 200)})` : ''}: ${secret
        ? `check the permissions of the token in the secret ${secret}` : 'pass token'}.`);
    }
    return new StagingError(`The Hub answers ${status} for ${modelId}${message ? ` (${message.slice(0, 200)})` : ''}.`);
  }

  /** A signed URL is only moments old, so any error of its storage may resolve itself with the next one. */
  private async storageRefusal(response: IncomingMessage, url: URL): Promise<Error> {
    return new TransientError(`The storage of the Hub at ${url.host} answers ${response.statusCode}.`, pauseOf(response));
  }
}

/** The pause that a server asks for: the rest of its rate-limit window if it is used up, or Retry-After in seconds. */
function pauseOf(response: IncomingMessage): number | undefined {
  const window = /;\s*r\s*=\s*0\s*;\s*t\s*=\s*(\d+)/.exec(header(response, 'ratelimit') ?? '');
  const seconds = window?.[1] ?? (/^\d+$/.test(header(response, 'retry-after') ?? '') ? header(response, 'retry-after') : undefined);
  return seconds === undefined ? undefined : Number(seconds) * 1000 + Math.random() * 1000;
}

function nextPage(response: IncomingMessage): string | undefined {
  return /<([^>]+)>\s*;\s*rel="?next"?/.exec(header(response, 'link') ?? '')?.[1];
}

/** The Hub sends the SHA-256 of a large file when it redirects to the storage; it must match the list of files. */
function checkEtag(etag: string | undefined, file?: HubFile): void {
  const hash = etag?.replace(/^W\//, '').replace(/"/g, '');
  if (file?.sha256 && hash && /^[0-9a-f]{64}$/.test(hash) && hash !== file.sha256) {
    throw new StagingError(`${file.path}: the Hub lists SHA-256 ${file.sha256} but serves ${hash}: deploy again, and report it to the owner of the model if it stays.`);
  }
}
