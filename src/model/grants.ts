import { Stack, Token, TokenComparison } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { Problems } from '../checks/problems';
import { isLiteral } from '../checks/tokens';
import { warn } from '../checks/warnings';

/** Conditions of a policy statement, by operator and key. */
interface Conditions {
  readonly [operator: string]: { readonly [key: string]: string };
}

/**
 * Lets the execution role use a key. A key imported by its alias is matched by a condition, because a policy that names the ARN of an alias allows nothing (KMS
 * developer guide, "Specifying KMS keys in IAM policy statements", read 2026-11); the CDK itself grants nothing for it without a feature flag.
 */
export function grantKey(key: kms.IKey | undefined, grantee: iam.IGrantable, actions: readonly string[], conditions: Conditions = {}): void {
  if (key === undefined) {
    return;
  }
  const alias = aliasOf(key);
  if (alias !== undefined) {
    const stack = Stack.of(key);
    grantee.grantPrincipal.addToPrincipalPolicy(new iam.PolicyStatement({
      actions: [...actions],
      resources: [stack.formatArn({ service: 'kms', resource: 'key', resourceName: '*' })],
      conditions: { ...conditions, 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': alias } },
    }));
  } else if (Object.keys(conditions).length > 0) {
    grantee.grantPrincipal.addToPrincipalPolicy(new iam.PolicyStatement({ actions: [...actions], resources: [targetOf(key).keyArn], conditions }));
  } else {
    key.grant(grantee, ...actions);
  }
}

/** The name of an alias whose key is unknown; undefined for any other key. */
function aliasOf(key: kms.IKey): string | undefined {
  const isAlias = typeof key.keyArn === 'string' && /:alias\//.test(key.keyArn);
  return isAlias && targetOf(key) === key ? key.keyArn.slice(key.keyArn.indexOf(':alias/') + 1) : undefined;
}

/** The key behind an alias, if known. */
function targetOf(key: kms.IKey): kms.IKey {
  try {
    return (key as Partial<kms.IAlias>).aliasTargetKey ?? key;
  } catch {
    return key;
  }
}

/** Grants reading and listing only objects whose keys match: `IBucket.grantRead` would allow listing the whole bucket. */
export function grantRead(scope: Construct, bucket: s3.IBucket, grantee: iam.IGrantable, keys: string): void {
  grantObjects(scope, bucket, grantee, keys, ['s3:GetObject']);
  iam.Grant.addToPrincipalOrResource({
    grantee,
    actions: ['s3:ListBucket'],
    resourceArns: [bucket.bucketArn],
    resource: bucket,
    conditions: { StringLike: { 's3:prefix': [keys] } },
  });
  grantKey(bucket.encryptionKey, grantee, ['kms:Decrypt']);
}

/** A bucket and a prefix, without line breaks, which a policy could not contain. */
const S3_URI = /^s3:\/\/([^/\s]+)\/?(.*)$/;

/** Grants reading everything under an S3 URI of a bucket known only by name. A URI without a bucket is a problem. */
export function grantUri(scope: Construct, problems: Problems, grantee: iam.IGrantable, variable: string, uri: string): void {
  const [, bucket, prefix] = S3_URI.exec(uri) ?? [];
  if (bucket === undefined) {
    problems.invalid(variable, uri, 'an S3 URI with a bucket, in one line', 'write it as s3://bucket/prefix');
    return;
  }
  const arn = Stack.of(scope).formatArn({ service: 's3', region: '', account: '', resource: bucket });
  grantee.grantPrincipal.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [`${arn}/${prefix}*`] }));
  grantee.grantPrincipal.addToPrincipalPolicy(new iam.PolicyStatement({
    actions: ['s3:ListBucket'], resources: [arn], conditions: { StringLike: { 's3:prefix': [`${prefix}*`] } },
  }));
}

/**
 * Grants the execution role actions on objects. A bucket of another account must allow them too: this extends the policy of a bucket created in this app, and warns of
 * others.
 */
export function grantObjects(scope: Construct, bucket: s3.IBucket, grantee: iam.IGrantable, keys: string, actions: string[]): void {
  iam.Grant.addToPrincipalOrResource({ grantee, actions, resourceArns: [bucket.arnForObjects(keys)], resource: bucket });
  const account = grantee.grantPrincipal.principalAccount;
  const isForeign = isLiteral(account) && Token.compareStrings(bucket.env.account, account) === TokenComparison.DIFFERENT;
  if (isForeign && bucket.policy === undefined) {
    warn(scope, 'foreign-bucket', `the bucket ${String(bucket.node.path)} is of account ${bucket.env.account}, and its policy cannot be changed here. It must allow `
      + `${actions.join(' and ')} to account ${account}, and its key, if it has one, kms:Decrypt.`);
  }
}
