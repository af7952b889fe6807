import { Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { grantKey, grantObjects } from './grants';
import { Problems } from '../checks/problems';
import { isLiteral, isUnresolved } from '../checks/tokens';
import { LIMITS } from '../facts/limits';

/** Checks a key prefix and adds a trailing slash, without which SageMaker treats it as a single object. */
export function directoryOf(problems: Problems, prop: string, prefix: string): string {
  problems.pattern(prop, prefix, /^(?!\/|s3:)[^\s]*$/, 'a key prefix without a leading slash', 'pass the prefix alone; the bucket is an argument of its own');
  const text = typeof prefix === 'string' || isUnresolved(prefix) ? Token.asString(prefix) : '';
  // An encoded token ends in a brace, so it gets a slash.
  return text === '' || text.endsWith('/') ? text : `${text}/`;
}

/** A prefix of a bucket that SageMaker reads from or writes to. */
export class S3Prefix {
  /** The URI, with a trailing slash. */
  public readonly uri: string;
  private readonly keys: string;

  /**
   * @param prop prop that the prefix comes from, for error messages
   * @param bucket the bucket; if it is missing, which the caller must have reported, the prefix is checked anyway
   */
  public constructor(problems: Problems, prop: string, private readonly bucket: s3.IBucket, prefix: string) {
    const directory = directoryOf(problems, prop, prefix);
    this.uri = `s3://${bucket?.bucketName}/${directory}`;
    this.keys = `${directory}*`;
    if (isLiteral(this.uri) && this.uri.length > LIMITS.s3OutputUriCharacters) {
      problems.add(`the S3 URI of ${prop} has ${this.uri.length} characters, but can have at most ${LIMITS.s3OutputUriCharacters}. Shorten the prefix.`);
    }
  }

  /** Lets the execution role read objects. */
  public allowRead(scope: Construct, role: iam.IGrantable): void {
    grantObjects(scope, this.bucket, role, this.keys, ['s3:GetObject']);
    grantKey(this.bucket.encryptionKey, role, ['kms:Decrypt']);
  }

  /** Lets the execution role write objects, including multipart uploads. */
  public allowWrite(scope: Construct, role: iam.IGrantable): void {
    grantObjects(scope, this.bucket, role, this.keys, ['s3:PutObject', 's3:AbortMultipartUpload']);
    grantKey(this.bucket.encryptionKey, role, ['kms:Decrypt', 'kms:GenerateDataKey']);
  }

  /** Grants actions on objects to a caller, possibly in another account. */
  public grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant {
    return iam.Grant.addToPrincipalOrResource({
      grantee, actions, resourceArns: [this.bucket.arnForObjects(this.keys)], resource: this.bucket,
    });
  }
}

/** Whether a value is an S3 URI. A model id may be a token of any type. */
export function isS3Uri(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith('s3://');
}
