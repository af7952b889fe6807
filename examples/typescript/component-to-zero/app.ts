import { App, Stack } from 'aws-cdk-lib';
import { LmiComponentEndpoint, LmiInstanceType, LmiModel, LmiVersion, VllmBackend } from 'cdk-sagemaker-lmi';

const app = new App();
const stack = new Stack(app, 'LmiComponentToZero', { env: { region: 'us-east-1' } });

const fleet = new LmiComponentEndpoint(stack, 'Fleet', {
  instanceType: LmiInstanceType.G5_2XLARGE,
  minInstanceCount: 0,
  maxInstanceCount: 2,
});

fleet.addModel('Mistral', {
  model: LmiModel.fromHuggingFace('mistralai/Mistral-7B-v0.1'),
  backend: new VllmBackend(stack, 'Vllm', { version: LmiVersion.V17, maxModelLen: 4096 }),
}).autoScaleCopies({ minCapacity: 0, maxCapacity: 2 }).scaleOnConcurrentRequests('Load', { targetRequests: 16 });

app.synth();
