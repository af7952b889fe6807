import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { IConstruct } from 'constructs';
import { acknowledge } from '../checks/acknowledge';

/** The packs of cdk-nag 3.0 that share rules. */
const PACKS = ['HIPAA.Security', 'NIST.800.53.R4', 'NIST.800.53.R5', 'PCI.DSS.321'];

const NO_ACCESS_LOGS = 'Weights are not personal data, and server access logs need a second bucket. Pass a bucket of your own to have them.';
const NO_DLQ = 'The state machine tries again, and reports each failure to CloudFormation.';

/** Explains a wildcard among the resources of a policy. */
export function acknowledgeWildcard(policy: iam.ManagedPolicy, resource: string, reason: string): void {
  acknowledge(policy, { id: `AwsSolutions-IAM5[Resource::${resource}]`, reason });
}

/** Explains the rules that a bucket for weights does not follow. */
export function acknowledgeBucket(bucket: s3.Bucket, hasKey: boolean): void {
  acknowledgeAll(bucket, {
    S3BucketLoggingEnabled: NO_ACCESS_LOGS,
    S3BucketReplicationEnabled: 'The Hub still has the files, so that they can be staged again.',
    S3BucketVersioningEnabled: 'Each commit has a prefix of its own, where nothing is overwritten.',
    ...(hasKey ? {} : { S3DefaultEncryptionKMS: 'Encrypted with keys of Amazon S3; pass encryptionKey for a key of your own.' }),
  });
  acknowledge(bucket,
    { id: 'AwsSolutions-S1', reason: NO_ACCESS_LOGS },
    { id: 'NIST.800.53.R4-S3BucketDefaultLockEnabled', reason: 'The files can be staged again from the Hub, and removalPolicy says when they go.' },
  );
}

/** Explains the rules that the functions do not follow. */
export function acknowledgeFunction(made: lambda.Function, inVpc: boolean): void {
  acknowledgeAll(made, {
    LambdaConcurrency: 'The state machine limits how many run at the same time.',
    LambdaDLQ: NO_DLQ,
    ...(inVpc ? {} : { LambdaInsideVPC: 'The function reaches the Hub and AWS over the internet; pass vpc to run it in a VPC.' }),
  });
  acknowledge(made,
    { id: 'Serverless-LambdaDLQ', reason: NO_DLQ },
    { id: 'Serverless-LambdaTracing', reason: 'The state machine that calls the function is traced.' },
  );
}

/** Explains the rules that the log group does not follow. */
export function acknowledgeLogs(group: logs.LogGroup): void {
  acknowledgeAll(group, { CloudWatchLogGroupEncrypted: 'The log holds names and sizes of files, and is encrypted with keys of CloudWatch Logs.' });
}

function acknowledgeAll(scope: IConstruct, reasons: { readonly [rule: string]: string }): void {
  acknowledge(scope, ...PACKS.flatMap((pack) => Object.entries(reasons).map(([rule, reason]) => ({ id: `${pack}-${rule}`, reason }))));
}
