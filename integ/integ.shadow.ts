/**
 * Deploys a shadow variant next to the production variant, with data capture, and asserts that it serves.
 *
 * Without an account, `npm run integ` compares the snapshot next to this file. With one, `npm run integ:deploy` deploys it and destroys it
 * again; two ml.g5.xlarge must be within the quotas of the account.
 */
import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { LmiDataCapture, LmiEndpoint, LmiInstanceType, LmiModel, LmiVersion, VllmBackend } from '../src';

const app = new App();
const stack = new Stack(app, 'LmiIntegShadow');

const model = LmiModel.fromHuggingFace('Qwen/Qwen2.5-0.5B-Instruct');
const endpoint = new LmiEndpoint(stack, 'Chat', {
  model,
  backend: new VllmBackend(stack, 'Vllm', { version: LmiVersion.V18, maxModelLen: 4096 }),
  instanceType: LmiInstanceType.G5_XLARGE,
  dataCapture: LmiDataCapture.toBucket(new Bucket(stack, 'Captured', { removalPolicy: RemovalPolicy.DESTROY }), { samplingPercentage: 0 }),
});
endpoint.addShadowVariant('Next', {
  model,
  backend: new VllmBackend(stack, 'NextVllm', { version: LmiVersion.V20, maxModelLen: 4096 }),
  instanceType: LmiInstanceType.G5_XLARGE,
  initialVariantWeight: 0.5,
});

const integ = new IntegTest(app, 'Shadow', { testCases: [stack], regions: ['us-east-1'] });
const described = integ.assertions.awsApiCall('@aws-sdk/client-sagemaker', 'DescribeEndpoint', { EndpointName: endpoint.endpointName });
described.provider.addToRolePolicy({ Effect: 'Allow', Action: ['sagemaker:DescribeEndpoint'], Resource: [endpoint.endpointArn] });
described.expect(ExpectedResult.objectLike({ EndpointStatus: 'InService', ShadowProductionVariants: [{ VariantName: 'Next' }] }));
