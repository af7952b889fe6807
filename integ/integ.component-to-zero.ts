/**
 * Deploys a model whose copies and instances scale to zero.
 *
 * Without an account, `npm run integ` compares the snapshot next to this file. With one, `npm run integ:deploy` deploys it, checks whether the
 * component is in service and destroys it again; an ml.g5.2xlarge must be within the quotas of the account.
 */
import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { LmiComponentEndpoint, LmiInstanceType, LmiModel, LmiVersion, VllmBackend } from '../src';

const app = new App();
const stack = new Stack(app, 'LmiIntegComponentToZero');

const fleet = new LmiComponentEndpoint(stack, 'Fleet', { instanceType: LmiInstanceType.G5_2XLARGE, minInstanceCount: 0, maxInstanceCount: 1 });
const mistral = fleet.addModel('Mistral', {
  model: LmiModel.fromHuggingFace('mistralai/Mistral-7B-v0.1'),
  backend: new VllmBackend(stack, 'Vllm', { version: LmiVersion.V17, maxModelLen: 4096 }),
});
mistral.autoScaleCopies({ minCapacity: 0, maxCapacity: 1 }).scaleOnConcurrentRequests('Load', { targetRequests: 16 });

const integ = new IntegTest(app, 'ComponentToZero', { testCases: [stack], regions: ['us-east-1'] });
const description = integ.assertions.awsApiCall('@aws-sdk/client-sagemaker', 'DescribeInferenceComponent', {
  InferenceComponentName: mistral.inferenceComponentName,
});
description.node.addDependency(mistral);
description.provider.addToRolePolicy({
  Effect: 'Allow', Action: ['sagemaker:DescribeInferenceComponent'], Resource: [mistral.inferenceComponentArn],
});
description.expect(ExpectedResult.objectLike({ InferenceComponentStatus: 'InService' })).waitForAssertions({ totalTimeout: Duration.minutes(30) });
