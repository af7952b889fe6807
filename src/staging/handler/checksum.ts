import { createHash, Hash } from 'node:crypto';
import { ChecksumError } from './errors';
import { HubFile } from './hub';
import { ResumableSha256 } from './resumable-sha256';

/** Checks the bytes of a file, in order, against the Hub's record: SHA-256 for large file storage, otherwise the git id of the content. */
export class Checksum {
  private readonly hash: Hash | ResumableSha256;

  /**
   * @param isResumable whether the state can be passed on, which is slow and only for files that need more than one invocation
   * @param state state from the previous invocation, if this one continues the file
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

  /** The state that the next invocation needs to continue; undefined if it cannot be passed on. */
  public get state(): string | undefined {
    return this.hash instanceof ResumableSha256 ? this.hash.state : undefined;
  }

  /** Throws if the bytes do not match the checksum. */
  public verify(): void {
    const found = this.hash.digest('hex');
    const expected = checksumOf(this.file);
    if (found !== expected) {
      throw new ChecksumError(`${this.file.path}: the bytes from the Hub have checksum ${found}, but the Hub records ${expected}: nothing was stored under this `
        + 'name. Deploy again, and report it to the owner of the model if it stays.');
    }
  }
}

/** The Hub's checksum of a file. */
export function checksumOf(file: HubFile): string {
  return file.sha256 ?? file.gitId!;
}
