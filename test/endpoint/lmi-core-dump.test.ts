import { CfnParameter, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { LmiCoreDump, LmiCoreDumpOptions, LmiInstanceType, LmiModel } from '../../src';
import { problemsOf, templateOf, testEndpoint, testStack } from '../stacks';

const CONFIG = 'AWS::SageMaker::EndpointConfig';

function dumped(options?: LmiCoreDumpOptions, stack: Stack = testStack()): Template {
  return templateOf(testEndpoint({ coreDump: LmiCoreDump.toBucket(Bucket.fromBucketName(stack, 'Bucket', 'dumps'), options) }, stack));
}

function configOf(template: Template): any {
  return Object.values(template.findResources(CONFIG))[0].Properties;
}

test('a crash leaves no dump by default', () => {
  expect(configOf(templateOf(testEndpoint())).ProductionVariants[0].CoreDumpConfig).toBeUndefined();
});

test('core dumps go under a prefix of the bucket', () => {
  expect(configOf(dumped()).ProductionVariants[0].CoreDumpConfig).toEqual({ DestinationS3Uri: 's3://dumps/core-dumps/' });
  expect(configOf(dumped({ prefix: 'crashes/chat' })).ProductionVariants[0].CoreDumpConfig).toEqual({ DestinationS3Uri: 's3://dumps/crashes/chat/' });
});

test('the role may write there before the endpoint config exists, and use the key as the API asks', () => {
  const stack = testStack();
  const encryptionKey = new kms.Key(stack, 'Key');
  const template = dumped({ encryptionKey }, stack);
  expect(configOf(template).ProductionVariants[0].CoreDumpConfig.KmsKeyId).toEqual(stack.resolve(encryptionKey.keyArn));
  template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        {
          Effect: 'Allow', Action: ['s3:PutObject', 's3:AbortMultipartUpload'],
          Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::dumps/core-dumps/*']] },
        },
        { Effect: 'Allow', Action: Match.arrayWith(['kms:Encrypt', 'kms:GenerateDataKey']), Resource: stack.resolve(encryptionKey.keyArn) },
      ]),
    },
  });
});

test('every variant has its own prefix', () => {
  const stack = testStack();
  const bucket = Bucket.fromBucketName(stack, 'Bucket', 'dumps');
  const endpoint = testEndpoint({ coreDump: LmiCoreDump.toBucket(bucket, { prefix: 'a' }) }, stack);
  endpoint.addVariant('B', {
    model: LmiModel.fromHuggingFace('org/other'), instanceType: LmiInstanceType.G5_2XLARGE, coreDump: LmiCoreDump.toBucket(bucket, { prefix: 'b' }),
  });
  endpoint.addVariant('C', { model: LmiModel.fromHuggingFace('org/other'), instanceType: LmiInstanceType.G5_2XLARGE });
  expect(configOf(Template.fromStack(stack)).ProductionVariants.map((variant: any) => variant.CoreDumpConfig?.DestinationS3Uri))
    .toEqual(['s3://dumps/a/', 's3://dumps/b/', undefined]);
});

test('bucket and prefix may be known only at deployment', () => {
  const stack = testStack();
  const name = new CfnParameter(stack, 'Name').valueAsString;
  const coreDump = LmiCoreDump.toBucket(Bucket.fromBucketName(stack, 'Bucket', name), { prefix: name });
  expect(configOf(templateOf(testEndpoint({ coreDump }, stack))).ProductionVariants[0].CoreDumpConfig)
    .toEqual({ DestinationS3Uri: { 'Fn::Join': ['', ['s3://', { Ref: 'Name' }, '/', { Ref: 'Name' }, '/']] } });
});

test('accepts a URI of 512 characters and fails with more', () => {
  const free = 512 - 's3://dumps/'.length - 1;
  expect(() => dumped({ prefix: 'x'.repeat(free) })).not.toThrow();
  expect(problemsOf(() => dumped({ prefix: 'x'.repeat(free + 1) }))).toEqual([expect.stringContaining('has 513 characters')]);
});

test.each<[any, string]>([
  [{ prefix: '/x' }, 'prefix is "/x"; it must be'],
  [{ prefix: 's3://x' }, 'prefix is "s3://x"; it must be'],
  [{ prefix: 3 }, 'prefix is 3; it must be a string'],
  [{ encryptionKey: 'alias/x' }, 'encryptionKey is "alias/x"; it must be a KMS key'],
])('fails with %j', (options, fault) => {
  expect(problemsOf(() => dumped(options))).toEqual([expect.stringContaining(fault)]);
});

test('fails without a bucket, with its name, and as a plain object', () => {
  expect(problemsOf(() => testEndpoint({ coreDump: LmiCoreDump.toBucket(undefined as any) }))).toEqual([expect.stringContaining('bucket is missing')]);
  expect(problemsOf(() => testEndpoint({ coreDump: LmiCoreDump.toBucket('dumps' as any) }))).toEqual([expect.stringContaining('bucket is "dumps"; it must be a bucket')]);
  expect(problemsOf(() => testEndpoint({ coreDump: { bucket: 'dumps' } as any }))).toEqual([expect.stringContaining('coreDump is {"bucket":"dumps"}; it must be an LmiCoreDump')]);
});
