/**
 * Deploys a fleet with two models and three adapters, invokes one of the models, and asserts on the response.
 *
 * Without an account, `npm run integ` compares the snapshot next to this file. With one, `npm run integ:deploy` deploys it, invokes the
 * endpoint and destroys it again. The bucket must hold the weights and adapters under the keys below, and an ml.g5.12xlarge must be within the
 * quotas of the account.
 */
import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { LmiComponentEndpoint, LmiInstanceType, LmiModel, LmiVersion, LoraAdapter, VllmBackend } from '../src';

const app = new App();
const stack = new Stack(app, 'LmiIntegSharedFleet');
const bucket = Bucket.fromBucketName(stack, 'Weights', process.env.LMI_INTEG_BUCKET ?? 'lmi-integ-weights');

const fleet = new LmiComponentEndpoint(stack, 'Fleet', { instanceType: LmiInstanceType.G5_12XLARGE, maxInstanceCount: 2 });
const llama = fleet.addModel('Llama', {
  model: LmiModel.fromS3(bucket, 'llama-3.1-8b'),
  backend: new VllmBackend(stack, 'LlamaVllm', { version: LmiVersion.V17, enableLora: true, maxModelLen: 8192 }),
  acceleratorsPerCopy: 1,
});
for (const name of ['legal', 'medical', 'support']) {
  llama.addAdapter(name, { adapter: LoraAdapter.fromS3(bucket, `adapters/${name}.tar.gz`) });
}
llama.autoScaleCopies({ maxCapacity: 4 }).scaleOnConcurrentRequests('Load', { targetRequests: 24 });
const mistral = fleet.addModel('Mistral', {
  model: LmiModel.fromHuggingFace('mistralai/Mistral-7B-v0.1'),
  backend: new VllmBackend(stack, 'MistralVllm', { version: LmiVersion.V17, maxModelLen: 8192 }),
  acceleratorsPerCopy: 1,
});

const integ = new IntegTest(app, 'SharedFleet', { testCases: [stack], regions: ['us-east-1'] });
const answer = integ.assertions.awsApiCall('@aws-sdk/client-sagemaker-runtime', 'InvokeEndpoint', {
  EndpointName: fleet.endpointName,
  InferenceComponentName: mistral.inferenceComponentName,
  ContentType: 'application/json',
  Body: JSON.stringify({ inputs: 'The diamondback terrapin was the first reptile to be', parameters: { max_new_tokens: 16 } }),
});
answer.node.addDependency(mistral);
answer.provider.addToRolePolicy({
  Effect: 'Allow', Action: ['sagemaker:InvokeEndpoint'], Resource: [fleet.endpointArn, mistral.inferenceComponentArn],
});
answer.expect(ExpectedResult.objectLike({ ContentType: 'application/json' })).waitForAssertions({ totalTimeout: Duration.minutes(2) });
