import {
  AbortMultipartUploadCommand, CompletedPart, CompleteMultipartUploadCommand, CopyObjectCommand, CreateMultipartUploadCommand,
  DeleteObjectsCommand, GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, ListPartsCommand, PutObjectCommand, S3Client, UploadPartCommand,
} from '@aws-sdk/client-s3';
import { NoBucketError, StagingError, TransientError } from './errors';
import { AddedFile } from './request';

/** Metadata with the checksum of an object. An object that has it was verified before it was created. */
const CHECKSUM = 'hub-checksum';

/** The bucket for staged weights. */
export class Storage {
  public constructor(private readonly bucket: string, private readonly client: S3Client) {}

  /** Keys and sizes of all objects under a prefix. */
  public async list(prefix: string): Promise<Map<string, number>> {
    const objects = new Map<string, number>();
    let token: string | undefined;
    do {
      const page = await this.guard(() => this.client.send(new ListObjectsV2Command({
        Bucket: this.bucket, Prefix: prefix, ContinuationToken: token,
      })));
      page.Contents?.forEach(({ Key, Size }) => objects.set(Key!, Size ?? 0));
      token = page.NextContinuationToken;
    } while (token);
    return objects;
  }

  /** Whether an object has been verified against a checksum. */
  public async isVerified(key: string, size: number, checksum: string): Promise<boolean> {
    try {
      const head = await this.client.send(new HeadObjectCommand({ Bucket: this.bucket, Key: key }));
      return head.ContentLength === size && head.Metadata?.[CHECKSUM] === checksum;
    } catch (error) {
      // A missing object is 404 with permission to list, otherwise 403.
      if ([403, 404].includes((error as any)?.$metadata?.httpStatusCode)) {
        return false;
      }
      throw this.explain(error);
    }
  }

  /** Reads a document; undefined if it does not exist. */
  public async readJson(key: string): Promise<any> {
    try {
      const { Body } = await this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key: key }));
      return JSON.parse(await Body!.transformToString());
    } catch (error) {
      if ((error as Error).name === 'NoSuchKey') {
        return undefined;
      }
      throw this.explain(error);
    }
  }

  public async writeJson(key: string, document: unknown): Promise<void> {
    await this.guard(() => this.client.send(new PutObjectCommand({
      Bucket: this.bucket, Key: key, Body: JSON.stringify(document, undefined, 1), ContentType: 'application/json',
    })));
  }

  /** Writes a small object at once. */
  public async put(key: string, body: Buffer, checksum: string): Promise<void> {
    await this.guard(() => this.client.send(new PutObjectCommand({ Bucket: this.bucket, Key: key, Body: body, Metadata: { [CHECKSUM]: checksum } })));
  }

  /** Adds a file from the stack. */
  public async add(key: string, { Content, Bucket, Key }: AddedFile): Promise<void> {
    await this.guard(() => (Content !== undefined
      ? this.client.send(new PutObjectCommand({ Bucket: this.bucket, Key: key, Body: Content }))
      : this.client.send(new CopyObjectCommand({ Bucket: this.bucket, Key: key, CopySource: `${Bucket}/${encodeURIComponent(Key!)}` }))));
  }

  /** Starts a multipart upload, which is not visible before it is completed. */
  public async begin(key: string, checksum: string): Promise<string> {
    const { UploadId } = await this.guard(() => this.client.send(new CreateMultipartUploadCommand({
      Bucket: this.bucket, Key: key, Metadata: { [CHECKSUM]: checksum },
    })));
    return UploadId!;
  }

  /**
   * @param number from 1
   */
  public async part(key: string, uploadId: string, number: number, body: Buffer): Promise<CompletedPart> {
    const { ETag, ChecksumCRC32 } = await this.guard(() => this.client.send(new UploadPartCommand({
      Bucket: this.bucket, Key: key, UploadId: uploadId, PartNumber: number, Body: body,
    })));
    return { PartNumber: number, ETag, ChecksumCRC32 };
  }

  /** The parts of an upload. */
  public async parts(key: string, uploadId: string): Promise<CompletedPart[]> {
    const parts: CompletedPart[] = [];
    let marker: string | undefined;
    do {
      const page = await this.guard(() => this.client.send(new ListPartsCommand({
        Bucket: this.bucket, Key: key, UploadId: uploadId, PartNumberMarker: marker,
      })));
      page.Parts?.forEach(({ PartNumber, ETag, ChecksumCRC32 }) => parts.push({ PartNumber, ETag, ChecksumCRC32 }));
      marker = page.IsTruncated ? page.NextPartNumberMarker : undefined;
    } while (marker);
    return parts;
  }

  public async complete(key: string, uploadId: string, parts: readonly CompletedPart[]): Promise<void> {
    const sorted = [...parts].sort((a, b) => a.PartNumber! - b.PartNumber!);
    await this.guard(() => this.client.send(new CompleteMultipartUploadCommand({
      Bucket: this.bucket, Key: key, UploadId: uploadId, MultipartUpload: { Parts: sorted },
    })));
  }

  /** Aborts an upload, so that its parts cost nothing. */
  public async abort(key: string, uploadId: string): Promise<void> {
    await this.client.send(new AbortMultipartUploadCommand({ Bucket: this.bucket, Key: key, UploadId: uploadId })).catch(() => undefined);
  }

  public async remove(keys: readonly string[]): Promise<void> {
    for (let first = 0; first < keys.length; first += 1000) {
      const { Errors } = await this.guard(() => this.client.send(new DeleteObjectsCommand({
        Bucket: this.bucket, Delete: { Quiet: true, Objects: keys.slice(first, first + 1000).map((Key) => ({ Key })) },
      })));
      if (Errors?.length) {
        throw new StagingError(`${Errors.length} objects of the bucket ${this.bucket} could not be deleted (${Errors[0].Key}: ${Errors[0].Code}): delete them yourself, or `
          + 'allow s3:DeleteObject in the bucket policy.');
      }
    }
  }

  private async guard<T>(send: () => Promise<T>): Promise<T> {
    try {
      return await send();
    } catch (error) {
      throw this.explain(error);
    }
  }

  /** Explains an S3 error. The client has already retried errors that it considers transient. */
  private explain(error: any): Error {
    const status = error?.$metadata?.httpStatusCode;
    const { bucket } = this;
    if (error?.name === 'NoSuchBucket') {
      return new NoBucketError(`The bucket ${bucket} does not exist: create it first, or omit bucket.`);
    }
    if (error?.name === 'PermanentRedirect' || status === 301) {
      const region = error?.$response?.headers?.['x-amz-bucket-region'];
      return new StagingError(`The bucket ${bucket} is in ${region ?? 'another region'}, and the stack is in ${process.env.AWS_REGION}: pass a bucket in the region of the stack.`);
    }
    if (/^KMS\./.test(error?.name ?? '') || (status === 403 && /kms/i.test(error?.message ?? ''))) {
      return new StagingError(`The bucket ${bucket} could not be used because of its KMS key (${error.message}): pass the bucket with its encryptionKey, and allow the `
        + 'role of the copier kms:GenerateDataKey and kms:Decrypt in the key policy.');
    }
    if (status === 403) {
      return new StagingError(`The bucket ${bucket} refuses the copier (${error.message}): allow its role to write the prefix in the bucket policy, or pass another bucket.`);
    }
    if (status >= 400 && status < 500 && status !== 408 && status !== 429) {
      return new StagingError(`The bucket ${bucket} answers ${status} ${error.name}: ${error.message}`);
    }
    return new TransientError(`The bucket ${bucket} could not be reached (${error?.name}: ${error?.message}).`);
  }
}
