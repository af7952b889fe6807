/**
 * Deploys two production variants that scale independently, and asserts on their weights.
 *
 * Without an account, `npm run integ` compares the snapshot next to this file. With one, `npm run integ:deploy` deploys it and destroys it
 * again; an ml.g5.xlarge and an ml.g6.xlarge must be within the quotas of the account.
 */
import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Stack } from 'aws-cdk-lib';
import { LmiEndpoint, LmiInstanceType, LmiModel, LmiVersion, VllmBackend } from '../src';

const app = new App();
const stack = new Stack(app, 'LmiIntegAb');

const backend = new VllmBackend(stack, 'Vllm', { version: LmiVersion.V20, maxModelLen: 4096 });
const endpoint = new LmiEndpoint(stack, 'Chat', {
  model: LmiModel.fromHuggingFace('Qwen/Qwen2.5-1.5B-Instruct'),
  backend,
  instanceType: LmiInstanceType.G6_XLARGE,
  variantName: 'Large',
  initialVariantWeight: 9,
});
const small = endpoint.addVariant('Small', { model: LmiModel.fromHuggingFace('Qwen/Qwen2.5-0.5B-Instruct'), backend, instanceType: LmiInstanceType.G5_XLARGE });
endpoint.autoScaleInstanceCount({ maxCapacity: 2 }).scaleOnConcurrentRequests('Load', { targetRequests: 24 });
small.autoScaleInstanceCount({ maxCapacity: 2 }).scaleOnInvocations('Load', { targetInvocationsPerMinute: 60 });

const integ = new IntegTest(app, 'Ab', { testCases: [stack], regions: ['us-east-1'] });
const described = integ.assertions.awsApiCall('@aws-sdk/client-sagemaker', 'DescribeEndpoint', { EndpointName: endpoint.endpointName });
described.provider.addToRolePolicy({ Effect: 'Allow', Action: ['sagemaker:DescribeEndpoint'], Resource: [endpoint.endpointArn] });
described.expect(ExpectedResult.objectLike({
  ProductionVariants: [{ VariantName: 'Large', CurrentWeight: 9 }, { VariantName: 'Small', CurrentWeight: 1 }],
}));
