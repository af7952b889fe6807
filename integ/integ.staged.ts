/**
 * Stages a small public model in a bucket that is deleted with the stack, deploys an endpoint that waits for it, and asserts that it serves.
 *
 * Without an account, `npm run integ` compares the snapshot next to this file. With one, `npm run integ:deploy` deploys it and destroys it
 * again; one ml.g5.xlarge must be within the quotas of the account.
 */
import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { LmiEndpoint, LmiInstanceType, LmiStagedModel, LmiVersion, VllmBackend } from '../src';

const app = new App();
const stack = new Stack(app, 'LmiIntegStaged');

const weights = new LmiStagedModel(stack, 'Weights', { modelId: 'Qwen/Qwen2.5-0.5B-Instruct', removalPolicy: RemovalPolicy.DESTROY });
const endpoint = new LmiEndpoint(stack, 'Chat', {
  model: weights.model,
  backend: new VllmBackend(stack, 'Vllm', { version: LmiVersion.V20, maxModelLen: 4096 }),
  instanceType: LmiInstanceType.G5_XLARGE,
});

const integ = new IntegTest(app, 'Staged', { testCases: [stack], regions: ['us-east-1'] });
const described = integ.assertions.awsApiCall('@aws-sdk/client-sagemaker', 'DescribeEndpoint', { EndpointName: endpoint.endpointName });
described.provider.addToRolePolicy({ Effect: 'Allow', Action: ['sagemaker:DescribeEndpoint'], Resource: [endpoint.endpointArn] });
described.expect(ExpectedResult.objectLike({ EndpointStatus: 'InService' }));
