import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { LmiEndpoint, LmiInstanceType, LmiStagedModel, LmiVersion, VllmBackend } from 'cdk-sagemaker-lmi';

const app = new App();
const stack = new Stack(app, 'LmiStaged', { env: { region: 'us-east-1' } });

// The weights of a gated model, copied to a bucket during deployment. Only the function that copies them reads the token.
const weights = new LmiStagedModel(stack, 'Weights', {
  modelId: 'meta-llama/Llama-3.1-8B-Instruct',
  revision: '0e9e39f249a16976918f6564b8830bc894c89659',
  token: secretsmanager.Secret.fromSecretNameV2(stack, 'Token', 'hugging-face'),
  tokenField: 'token',
  // For experiments: the files and the bucket are deleted with the stack.
  removalPolicy: RemovalPolicy.DESTROY,
});

// The endpoint waits for the copy, and loads the weights without network access.
new LmiEndpoint(stack, 'Llama3', {
  model: weights.model,
  backend: new VllmBackend(stack, 'Vllm', { version: LmiVersion.V20, maxModelLen: 8192 }),
  instanceType: LmiInstanceType.G5_2XLARGE,
});

app.synth();
