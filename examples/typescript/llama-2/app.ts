import { App, Stack } from 'aws-cdk-lib';
import { LmiEndpoint, LmiInstanceType, LmiModel, LmiVersion, VllmBackend } from 'cdk-sagemaker-lmi';

const app = new App();
const stack = new Stack(app, 'LmiLlama2', { env: { region: 'us-east-1' } });

new LmiEndpoint(stack, 'Llama2', {
  model: LmiModel.fromHuggingFace('TheBloke/Llama-2-7B-fp16'),
  backend: new VllmBackend(stack, 'Vllm', { version: LmiVersion.V8 }),
  instanceType: LmiInstanceType.G5_2XLARGE,
});

app.synth();
