/**
 * Deploys the quick start, invokes it, and asserts on the response.
 *
 * Without an account, `npm run integ` compares the snapshot next to this file. With one, `npm run integ:deploy` deploys it, invokes the
 * endpoint and destroys it again; an ml.g6e.2xlarge must be within the quotas of the account.
 */
import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { LmiEndpoint, LmiInstanceType, LmiModel } from '../src';

const app = new App();
const stack = new Stack(app, 'LmiIntegQuickStart');

const endpoint = new LmiEndpoint(stack, 'Qwen3', {
  model: LmiModel.fromHuggingFace('Qwen/Qwen3-8B'),
  instanceType: LmiInstanceType.G6E_2XLARGE,
});
endpoint.autoScaleInstanceCount({ maxCapacity: 4 })
  .scaleOnConcurrentRequests('Load', { targetRequests: 24 });

const integ = new IntegTest(app, 'QuickStart', { testCases: [stack], regions: ['us-east-1'] });
const answer = integ.assertions.awsApiCall('@aws-sdk/client-sagemaker-runtime', 'InvokeEndpoint', {
  EndpointName: endpoint.endpointName,
  ContentType: 'application/json',
  Body: JSON.stringify({ messages: [{ role: 'user', content: 'What is a diamondback terrapin?' }], max_tokens: 16 }),
});
answer.provider.addToRolePolicy({ Effect: 'Allow', Action: ['sagemaker:InvokeEndpoint'], Resource: [endpoint.endpointArn] });
answer.expect(ExpectedResult.objectLike({ ContentType: 'application/json' })).waitForAssertions({ totalTimeout: Duration.minutes(2) });
