/**
 * Deploys an asynchronous endpoint that scales to zero, sends a request, and asserts that it is accepted.
 *
 * Without an account, `npm run integ` compares the snapshot next to this file. With one, `npm run integ:deploy` deploys it and destroys it
 * again; an ml.g5.xlarge must be within the quotas of the account.
 */
import { ExpectedResult, IntegTest, Match } from '@aws-cdk/integ-tests-alpha';
import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { LmiAsyncInference, LmiEndpoint, LmiInstanceType, LmiModel, LmiVersion, VllmBackend } from '../src';

const app = new App();
const stack = new Stack(app, 'LmiIntegAsyncToZero');

const key = new Key(stack, 'Key', { removalPolicy: RemovalPolicy.DESTROY });
const bucket = new Bucket(stack, 'Bucket', { encryption: BucketEncryption.KMS, encryptionKey: key, removalPolicy: RemovalPolicy.DESTROY });
const endpoint = new LmiEndpoint(stack, 'Summaries', {
  model: LmiModel.fromHuggingFace('Qwen/Qwen2.5-0.5B-Instruct'),
  backend: new VllmBackend(stack, 'Vllm', { version: LmiVersion.V20, maxModelLen: 4096 }),
  instanceType: LmiInstanceType.G5_XLARGE,
  asyncInference: LmiAsyncInference.toBucket(bucket, { errorTopic: new Topic(stack, 'Failed', { masterKey: key }), maxConcurrentInvocationsPerInstance: 16 }),
});
endpoint.autoScaleInstanceCount({ minCapacity: 0, maxCapacity: 1 }).scaleOnBacklog('Queue', { targetBacklogPerInstance: 32 });

const integ = new IntegTest(app, 'AsyncToZero', { testCases: [stack], regions: ['us-east-1'] });
const put = integ.assertions.awsApiCall('@aws-sdk/client-s3', 'PutObject', {
  Bucket: bucket.bucketName, Key: 'async-input/request.json', Body: JSON.stringify({ inputs: 'Once upon a time', parameters: { max_new_tokens: 16 } }),
});
const invoked = integ.assertions.awsApiCall('@aws-sdk/client-sagemaker-runtime', 'InvokeEndpointAsync', {
  EndpointName: endpoint.endpointName, ContentType: 'application/json', InputLocation: `s3://${bucket.bucketName}/async-input/request.json`,
});
for (const { provider } of [put, invoked]) {
  provider.addToRolePolicy({ Effect: 'Allow', Action: ['s3:PutObject', 's3:GetObject'], Resource: [bucket.arnForObjects('async-input/*')] });
  provider.addToRolePolicy({ Effect: 'Allow', Action: ['kms:GenerateDataKey', 'kms:Decrypt'], Resource: [key.keyArn] });
  provider.addToRolePolicy({ Effect: 'Allow', Action: ['sagemaker:InvokeEndpointAsync'], Resource: [endpoint.endpointArn] });
}
put.next(invoked.expect(ExpectedResult.objectLike({ OutputLocation: Match.stringLikeRegexp('async-output') })));
