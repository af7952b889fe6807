import { IncomingMessage } from 'node:http';
import { TransientError } from './errors';
import { discard } from './http';
import { HubFile, HubModel } from './hub';
import { Patience } from './patience';

/** A source of the parts of a file. */
interface Source {
  /** Whether a part can be read without the previous ones. */
  readonly isRanged: boolean;
  /** Fills a buffer with a part. Parts are requested in order, but several at a time. */
  read(part: number, buffer: Buffer): Promise<void>;
  close(): void;
}

/** Reads ranges if the server supports them, otherwise one stream for the whole file. */
export async function openSource(hub: HubModel, commit: string, file: HubFile, partBytes: number, patience: Patience): Promise<Source> {
  if (file.size <= partBytes) {
    return new StreamSource(hub, commit, file, patience);
  }
  const probe = await patience.retry(() => hub.open(commit, file, { first: 0, last: 0 }));
  discard(probe);
  return probe.statusCode === 206 ? new RangeSource(hub, commit, file, partBytes, patience) : new StreamSource(hub, commit, file, patience);
}

class RangeSource implements Source {
  public readonly isRanged = true;

  public constructor(
    private readonly hub: HubModel, private readonly commit: string, private readonly file: HubFile,
    private readonly partBytes: number, private readonly patience: Patience,
  ) {}

  /** An interrupted body is requested again from where it stopped. */
  public async read(part: number, buffer: Buffer): Promise<void> {
    const start = part * this.partBytes;
    let filled = 0;
    await this.patience.retry(async () => {
      const response = await this.hub.open(this.commit, this.file, { first: start + filled, last: start + buffer.length - 1 });
      const range = /^bytes (\d+)-/.exec(String(response.headers['content-range']));
      if (response.statusCode !== 206 || Number(range?.[1]) !== start + filled) {
        discard(response);
        throw new TransientError(`${this.file.path}: the server sends another range than was asked for.`);
      }
      try {
        // Read to the end, so that the connection is reused.
        for await (const chunk of response) {
          filled += chunk.copy(buffer, filled);
        }
      } catch (error) {
        throw broken(this.file, error as Error);
      }
      if (filled < buffer.length) {
        throw tooShort(this.file);
      }
    }, () => filled);
  }

  public close(): void {
    // nothing is open between parts
  }
}

/** Reads all parts from one response. After an interruption, it starts over and skips what has been read. */
class StreamSource implements Source {
  public readonly isRanged = false;
  private turn: Promise<unknown> = Promise.resolve();
  private body?: AsyncIterator<Buffer>;
  private response?: IncomingMessage;
  /** The rest of the last chunk of the previous part. */
  private rest: Buffer = Buffer.alloc(0);
  private position = 0;

  public constructor(
    private readonly hub: HubModel, private readonly commit: string, private readonly file: HubFile, private readonly patience: Patience,
  ) {}

  public read(_part: number, buffer: Buffer): Promise<void> {
    const reading = this.turn.then(() => this.fill(buffer));
    this.turn = reading.catch(() => undefined);
    return reading;
  }

  /** If the response was read to the end, its connection can be reused for the next file. */
  public close(): void {
    if (this.position === this.file.size) {
      this.response?.resume();
    } else {
      this.response?.destroy();
    }
  }

  private async fill(buffer: Buffer): Promise<void> {
    let filled = 0;
    await this.patience.retry(async () => {
      while (filled < buffer.length) {
        const chunk = this.rest.length > 0 ? this.rest : await this.chunk();
        const taken = chunk.copy(buffer, filled);
        filled += taken;
        this.position += taken;
        this.rest = chunk.subarray(taken);
      }
    }, () => filled);
  }

  private async chunk(): Promise<Buffer> {
    try {
      if (!this.body) {
        this.response = await this.hub.open(this.commit, this.file);
        this.body = this.response[Symbol.asyncIterator]();
        for (let skipped = 0; skipped < this.position;) {
          const chunk = await this.next();
          skipped += chunk.length;
          if (skipped > this.position) {
            return chunk.subarray(chunk.length - (skipped - this.position));
          }
        }
      }
      return await this.next();
    } catch (error) {
      this.response?.destroy();
      this.body = undefined;
      throw error;
    }
  }

  private async next(): Promise<Buffer> {
    const { done, value } = await this.body!.next().catch((error) => {
      throw broken(this.file, error);
    });
    if (done) {
      throw tooShort(this.file);
    }
    return value;
  }
}

function tooShort(file: HubFile): TransientError {
  return new TransientError(`${file.path}: the body ends before the size that the Hub records.`);
}

function broken(file: HubFile, error: Error): TransientError {
  return new TransientError(`${file.path}: the body broke off (${error.message}).`);
}
