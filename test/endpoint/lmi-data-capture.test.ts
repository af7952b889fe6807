import { Match } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { LmiCaptureMode, LmiDataCapture, LmiDataCaptureOptions, LmiEndpoint } from '../../src';
import { problemsOf, templateOf, testEndpoint, testStack } from '../stacks';

const CONFIG = 'AWS::SageMaker::EndpointConfig';

function endpoint(options?: LmiDataCaptureOptions, stack = testStack()): LmiEndpoint {
  return testEndpoint({ dataCapture: LmiDataCapture.toBucket(Bucket.fromBucketName(stack, 'Bucket', 'captured'), options) }, stack);
}

test('captures requests and responses of every invocation by default', () => {
  templateOf(endpoint()).hasResourceProperties(CONFIG, {
    DataCaptureConfig: {
      EnableCapture: true,
      DestinationS3Uri: 's3://captured/data-capture/',
      InitialSamplingPercentage: 100,
      CaptureOptions: [{ CaptureMode: 'Input' }, { CaptureMode: 'Output' }],
      CaptureContentTypeHeader: { JsonContentTypes: ['application/json'] },
      KmsKeyId: Match.absent(),
    },
  });
});

test('has all properties, including 0 percent', () => {
  const stack = testStack();
  const encryptionKey = new kms.Key(stack, 'Key');
  const of = endpoint({ prefix: 'x', samplingPercentage: 0, captures: LmiCaptureMode.OUTPUT, encryptionKey, jsonContentTypes: ['application/jsonlines'] }, stack);
  templateOf(of).hasResourceProperties(CONFIG, {
    DataCaptureConfig: {
      DestinationS3Uri: 's3://captured/x/',
      InitialSamplingPercentage: 0,
      CaptureOptions: [{ CaptureMode: 'Output' }],
      CaptureContentTypeHeader: { JsonContentTypes: ['application/jsonlines'] },
      KmsKeyId: stack.resolve(encryptionKey.keyArn),
    },
  });
});

test('the execution role may write there, and use the key', () => {
  const stack = testStack();
  const encryptionKey = new kms.Key(stack, 'Key');
  templateOf(endpoint({ encryptionKey }, stack)).hasResourceProperties('AWS::IAM::ManagedPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        {
          Effect: 'Allow', Action: ['s3:PutObject', 's3:AbortMultipartUpload'],
          Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::captured/data-capture/*']] },
        },
        { Effect: 'Allow', Action: Match.arrayWith(['kms:GenerateDataKey']), Resource: stack.resolve(encryptionKey.keyArn) },
      ]),
    },
  });
});

test('is off by default', () => {
  templateOf(testEndpoint()).hasResourceProperties(CONFIG, { DataCaptureConfig: Match.absent() });
});

test.each([[1], [100]])('accepts %i percent', (samplingPercentage) => {
  expect(() => endpoint({ samplingPercentage })).not.toThrow();
});

test.each<[any, string]>([
  [{ samplingPercentage: -1 }, 'samplingPercentage is -1'],
  [{ samplingPercentage: 101 }, 'samplingPercentage is 101'],
  [{ prefix: '/x' }, 'prefix is "/x"'],
  [{ jsonContentTypes: [] }, 'the number of jsonContentTypes is 0'],
  [{ jsonContentTypes: ['application/json', '2_N/C'] }, 'an entry of jsonContentTypes is "2_N/C"'],
  [{ jsonContentTypes: [`a/${'b'.repeat(255)}`] }, 'an entry of jsonContentTypes is "a/bbb'],
  [{ captures: 'Neither' as any }, 'captures is "Neither"; it must be one of'],
  [{ jsonContentTypes: Array(11).fill('application/json') }, 'the number of jsonContentTypes is 11'],
])('fails with %j', (options, fault) => {
  expect(problemsOf(() => endpoint(options))).toEqual([expect.stringContaining(fault)]);
});

test('fails without a bucket, and as a plain object', () => {
  expect(problemsOf(() => testEndpoint({ dataCapture: LmiDataCapture.toBucket(undefined as any) }))).toEqual([expect.stringContaining('bucket is missing')]);
  expect(problemsOf(() => testEndpoint({ dataCapture: {} as any }))).toEqual([expect.stringContaining('dataCapture is {}')]);
});

test.each<[string, any]>([
  ['encryptionKey', 'key'], ['jsonContentTypes', 'json'], ['jsonContentTypes', ['text/json', 1]], ['prefix', 3], ['prefix', Object.create(null)], ['captures', 1],
])('fails when %s is %p', (prop, value) => {
  const bucket = Bucket.fromBucketName(testStack(), 'Other', 'captures');
  expect(problemsOf(() => testEndpoint({ dataCapture: LmiDataCapture.toBucket(bucket, { [prop]: value }) }))).toEqual([
    expect.stringContaining(`${prop} is ${JSON.stringify(value)}; it must be`),
  ]);
});

test('fails when the bucket is a string', () => {
  expect(problemsOf(() => testEndpoint({ dataCapture: LmiDataCapture.toBucket('captures' as any) }))).toEqual([
    expect.stringContaining('bucket is "captures"; it must be a bucket'),
  ]);
});
