/**
 * Deploys an endpoint with a canary policy and the alarms created for it, and asserts that it serves.
 *
 * Without an account, `npm run integ` compares the snapshot next to this file. With one, `npm run integ:deploy` deploys it and destroys it
 * again; two ml.g5.xlarge must be within the quotas of the account, and four while an update runs.
 */
import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { LmiDeploymentPolicy, LmiEndpoint, LmiInstanceType, LmiModel, LmiVersion, VllmBackend } from '../src';

const app = new App();
const stack = new Stack(app, 'LmiIntegCanary');

const endpoint = new LmiEndpoint(stack, 'Chat', {
  model: LmiModel.fromHuggingFace('Qwen/Qwen2.5-0.5B-Instruct'),
  backend: new VllmBackend(stack, 'Vllm', { version: LmiVersion.V20, maxModelLen: 4096 }),
  instanceType: LmiInstanceType.G5_XLARGE,
  initialInstanceCount: 2,
  deploymentPolicy: LmiDeploymentPolicy.canary({ canaryInstances: 1, waitInterval: Duration.minutes(5), maximumExecution: Duration.hours(2) }),
});

const integ = new IntegTest(app, 'Canary', { testCases: [stack], regions: ['us-east-1'] });
const described = integ.assertions.awsApiCall('@aws-sdk/client-sagemaker', 'DescribeEndpoint', { EndpointName: endpoint.endpointName });
described.provider.addToRolePolicy({ Effect: 'Allow', Action: ['sagemaker:DescribeEndpoint'], Resource: [endpoint.endpointArn] });
described.expect(ExpectedResult.objectLike({ EndpointStatus: 'InService' }));
