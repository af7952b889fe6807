import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { Problems } from '../checks/problems';
import { BUCKET, checkedProps, instanceOf, KEY, needed, PropKinds, STRING } from '../checks/prop-kinds';
import { grantKey } from '../model/grants';
import { S3Prefix } from '../model/s3-prefix';

/** Options of core dumps. */
export interface LmiCoreDumpOptions {
  /**
   * Prefix of the dumps.
   *
   * @default 'core-dumps/'
   */
  readonly prefix?: string;

  /**
   * Key that encrypts the dumps.
   *
   * @default - the default key of Amazon S3 in the account
   */
  readonly encryptionKey?: kms.IKey;
}

const BUCKET_KINDS = { bucket: needed(BUCKET, 'pass the bucket for the core dumps') };
const OPTION_KINDS: PropKinds<LmiCoreDumpOptions> = { prefix: STRING, encryptionKey: KEY };

/** Core dumps of the container in S3. A dump holds the memory of the process, including prompts and secrets. */
export class LmiCoreDump {
  /**
   * Writes core dumps to a bucket.
   *
   * @param bucket the bucket, in the region of the endpoint
   * @param options prefix and key
   */
  public static toBucket(bucket: s3.IBucket, options: LmiCoreDumpOptions = {}): LmiCoreDump {
    return new LmiCoreDump(bucket, options ?? {});
  }

  private constructor(private readonly bucket: s3.IBucket, private readonly options: LmiCoreDumpOptions) {}

  /**
   * The property of a variant, which aws-cdk-lib has types for from 2.275.0 at the latest. Allows the execution role to write to the bucket, and to use the key: S3
   * requires data keys, SageMaker `kms:Encrypt` (API reference, ProductionVariantCoreDumpConfig, read 2026-11).
   *
   * @internal
   */
  public _render(scope: Construct, grantee: iam.IGrantable): object {
    const problems = new Problems(scope);
    const { bucket } = checkedProps(problems, { bucket: this.bucket }, BUCKET_KINDS);
    const { prefix, encryptionKey } = checkedProps(problems, this.options, OPTION_KINDS);
    const place = new S3Prefix(problems, 'prefix', bucket, prefix ?? 'core-dumps/');
    problems.throwIfAny();
    place.allowWrite(scope, grantee);
    grantKey(encryptionKey, grantee, ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey']);
    return { DestinationS3Uri: place.uri, ...encryptionKey && { KmsKeyId: encryptionKey.keyArn } };
  }
}

/** Kind of a prop that takes core dumps. */
export const CORE_DUMP = instanceOf(LmiCoreDump, 'create it with LmiCoreDump.toBucket');
