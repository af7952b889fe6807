import { randomUUID } from 'node:crypto';
import { CreateBucketCommand, GetObjectCommand, HeadObjectCommand, ListMultipartUploadsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

const s3 = new S3Client({});

/** A bucket that no other test uses. */
export async function newBucket(): Promise<string> {
  const Bucket = `weights-${randomUUID()}`;
  await s3.send(new CreateBucketCommand({ Bucket }));
  return Bucket;
}

export async function newSecret(SecretString: string): Promise<string> {
  const { ARN } = await new SecretsManagerClient({}).send(new CreateSecretCommand({ Name: `token-${randomUUID()}`, SecretString }));
  return ARN!;
}

/** Keys and sizes of the objects in a bucket. */
export async function objects(bucket: string): Promise<{ [key: string]: number }> {
  const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
  return Object.fromEntries((Contents ?? []).map(({ Key, Size }) => [Key!, Size!]));
}

export async function read(bucket: string, key: string): Promise<Buffer> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  return Buffer.from(await Body!.transformToByteArray());
}

/** When an object was written, and in how many parts (from its entity tag). */
export async function written(bucket: string, key: string): Promise<string> {
  const { LastModified, ETag } = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
  return `${LastModified!.toISOString()} ${ETag}`;
}

export async function openUploads(bucket: string): Promise<number> {
  const { Uploads } = await s3.send(new ListMultipartUploadsCommand({ Bucket: bucket }));
  return Uploads?.length ?? 0;
}
