import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Failure } from '../failure';

/** Decompressed bytes that are looked at. Weights may come first and have many times that. */
const MOST_BYTES = 2 ** 30;
const MOST_BYTES_OF_FILE = 1_000_000;
const BLOCK = 512;
const NAME = 'serving.properties';

/**
 * The serving.properties of a model.tar.gz: the one at its top or, as `tar czf model.tar.gz mymodel/` makes it, in its only directory.
 *
 * Source: Utils.getNestedModelDir of DJL 0.36.0, which skips hidden files, read 2026-11-26.
 */
export async function propertiesIn(archive: string, compressed: Readable): Promise<Buffer> {
  const gunzip = createGunzip({ chunkSize: 2 ** 18 });
  // Iterating the last stream gets the errors of both, and leaving the iteration ends both.
  pipeline(compressed, gunzip, () => {});
  const top = new Set<string>();
  const elsewhere = new Map<string, Buffer>();
  let isWhole = true;
  try {
    for await (const { path, content } of filesOf(new Bytes(gunzip))) {
      if (path === NAME) {
        return content!;
      }
      const [first] = path.split('/');
      if (!first.startsWith('.')) {
        top.add(first);
      }
      if (content !== undefined) {
        elsewhere.set(path, content);
      }
    }
  } catch (error) {
    if (error !== LIMIT) {
      throw error instanceof Failure ? error : new Failure(`${archive} is not a gzipped tar archive (${(error as Error).message})`, `Pass a model.tar.gz, or its ${NAME}`);
    }
    isWhole = false;
  } finally {
    gunzip.destroy();
  }
  const nested = top.size === 1 ? elsewhere.get(`${[...top][0]}/${NAME}`) : undefined;
  if (nested === undefined) {
    throw missing(archive, [...elsewhere.keys()], isWhole);
  }
  return nested;
}

function missing(archive: string, elsewhere: readonly string[], isWhole: boolean): Failure {
  if (elsewhere.length > 0) {
    return new Failure(`${archive} has ${elsewhere[0]}, but the model server reads ${NAME} only at the top of the archive or in its only directory`, 'Move it there, or pass it alone');
  }
  return isWhole ? new Failure(`${archive} has no ${NAME}`, 'Pass the variables of the container instead')
    : new Failure(`${archive} has no ${NAME} in its first GiB`, 'Extract it with tar, and pass it alone');
}

/** A file of an archive; only one that is wanted has its content. */
interface ArchivedFile {
  readonly path: string;
  readonly content?: Buffer;
}

/** The files and directories of a tar archive in the formats of POSIX (ustar and pax) and GNU. */
async function* filesOf(bytes: Bytes): AsyncGenerator<ArchivedFile> {
  let longer: { readonly path?: string; readonly size?: number } = {};
  for (let header = await bytes.take(BLOCK); header !== undefined && header.some((byte) => byte !== 0); header = await bytes.take(BLOCK)) {
    checkSum(header);
    const type = String.fromCharCode(header[156]);
    const size = longer.size ?? numberIn(header.subarray(124, 136));
    const padded = Math.ceil(size / BLOCK) * BLOCK;
    if (!Number.isSafeInteger(size) || size < 0) {
      throw new Error('a file without a size');
    }
    if (type === 'x' || type === 'L') {
      // What follows is about the next header.
      const content = await bytes.take(padded, MOST_BYTES_OF_FILE);
      longer = { ...longer, ...content && (type === 'L' ? { path: textOf(content) } : recordsOf(content.subarray(0, size))) };
      continue;
    }
    if (type === 'g' || type === 'K') {
      await bytes.skip(padded);
      continue;
    }
    const path = (longer.path ?? pathIn(header)).replace(/^(\.?\/)+|\/+$/g, '');
    longer = {};
    const isWanted = ['0', '\0'].includes(type) && (path === NAME || path.endsWith(`/${NAME}`));
    const content = isWanted ? await bytes.take(padded, MOST_BYTES_OF_FILE) : await bytes.skip(padded);
    if (path !== '' && path !== '.') {
      yield { path, content: content?.subarray(0, size) };
    }
  }
}

/** The sum of all bytes of a header, in which the sum itself counts as spaces. */
function checkSum(header: Buffer): void {
  const sum = header.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0);
  if (sum !== numberIn(header.subarray(148, 156))) {
    throw new Error('no header of tar');
  }
}

/** A number in octal digits or, if it has too many of them, in bytes after one of 128. */
function numberIn(field: Buffer): number {
  return field[0] === 128 ? field.subarray(1).reduce((sum, byte) => sum * 256 + byte, 0) : parseInt(textOf(field).trim() || '0', 8);
}

function textOf(field: Buffer): string {
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? field.length : end);
}

function pathIn(header: Buffer): string {
  const prefix = header.toString('latin1', 257, 263) === 'ustar\0' ? textOf(header.subarray(345, 500)) : '';
  return `${prefix === '' ? '' : `${prefix}/`}${textOf(header.subarray(0, 100))}`;
}

/** Path and size among the records of pax, which are lines such as `18 path=a/b/model\n`, each with its length. */
function recordsOf(content: Buffer): { readonly path?: string; readonly size?: number } {
  const records = Object.fromEntries([...content.toString('utf8').matchAll(/^\d+ (path|size)=(.*)$/gm)].map(([, name, value]) => [name, value]));
  return { ...(records.path === undefined ? {} : { path: records.path }), ...(records.size === undefined ? {} : { size: Number(records.size) }) };
}

const LIMIT = new Error('the limit of what is read');

/** The bytes of a stream, in the order in which they are asked for. */
class Bytes {
  private readonly chunks: AsyncIterator<Buffer>;
  private rest: Buffer = Buffer.alloc(0);
  private read = 0;

  public constructor(stream: Readable) {
    this.chunks = stream[Symbol.asyncIterator]();
  }

  /** The next so many bytes; undefined at the end of the stream. */
  public async take(count: number, most = BLOCK): Promise<Buffer | undefined> {
    if (count > most) {
      throw new Error(`a file of ${count} bytes where at most ${most} are read`);
    }
    while (this.rest.length < count) {
      const isEmpty = this.rest.length === 0;
      const chunk = await this.next();
      if (chunk === undefined) {
        if (isEmpty) {
          return undefined;
        }
        throw new Error('unexpected end');
      }
      this.rest = isEmpty ? chunk : Buffer.concat([this.rest, chunk]);
    }
    return this.drop(count);
  }

  public async skip(count: number): Promise<undefined> {
    let left = count;
    while (this.rest.length < left) {
      left -= this.rest.length;
      const chunk = await this.next();
      if (chunk === undefined) {
        throw new Error('unexpected end');
      }
      this.rest = chunk;
    }
    this.drop(left);
  }

  private drop(count: number): Buffer {
    const taken = this.rest.subarray(0, count);
    this.rest = this.rest.subarray(count);
    return taken;
  }

  private async next(): Promise<Buffer | undefined> {
    const { done, value } = await this.chunks.next();
    this.read += done ? 0 : value.length;
    if (this.read > MOST_BYTES) {
      throw LIMIT;
    }
    return done ? undefined : value;
  }
}
