import { createHash, Hash } from 'node:crypto';
import { ChecksumError } from './errors';
import { HubFile } from './hub';
import { ResumableSha256 } from './resumable-sha256';

/** Checks the bytes of a file, in their order, against what the Hub records: SHA-256 for large file storage, else the id that git gives to the content. */
export class Checksum {
  private readonly hash: Hash | ResumableSha256;

  /**
   * @param state of another invocation, when this one goes on with the file
   * @param isResumable whether the state can be handed on, which costs much time and is for files that need more than one invocation
   */
  public constructor(private readonly file: HubFile, isResumable: boolean = false, state?: string) {
    if (isResumable && file.sha256) {
      this.hash = state ? ResumableSha256.from(state) : new ResumableSha256();
    } else {
      this.hash = createHash(file.sha256 ? 'sha256' : 'sha1');
      if (!file.sha256) {
        this.hash.update(`blob ${file.size}\0`);
      }
    }
  }

  public update(bytes: Buffer): void {
    this.hash.update(bytes);
  }

  /** What another invocation needs to go on; undefined where the hash cannot be handed on. */
  public get state(): string | undefined {
    return this.hash instanceof ResumableSha256 ? this.hash.state : undefined;
  }

  /** Throws when the bytes were not those of the file. */
  public verify(): void {
    const found = this.hash.digest('hex');
    const expected = checksumOf(this.file);
    if (found !== expected) {
      throw new ChecksumError(`${this.file.path}: the bytes from the Hub have checksum ${found}, but the Hub records ${expected}: nothing was stored under this `
        + 'name. Deploy again, and report it to the owner of the model if it stays.');
    }
  }
}

/** What the Hub records for a file. */
export function checksumOf(file: HubFile): string {
  return file.sha256 ?? file.gitId!;
}
