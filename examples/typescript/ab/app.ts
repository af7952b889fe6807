import { App, Stack } from 'aws-cdk-lib';
import { LmiEndpoint, LmiInstanceType, LmiModel, LmiVersion, VllmBackend } from 'cdk-sagemaker-lmi';

const app = new App();
const stack = new Stack(app, 'LmiAb', { env: { region: 'us-east-1' } });

const endpoint = new LmiEndpoint(stack, 'Chat', {
  model: LmiModel.fromHuggingFace('Qwen/Qwen2.5-7B-Instruct'),
  backend: new VllmBackend(stack, 'Vllm', { version: LmiVersion.V20, maxModelLen: 8192 }),
  instanceType: LmiInstanceType.G5_4XLARGE,
  variantName: 'Large',
  initialVariantWeight: 9,
});

// A tenth of the requests goes to a smaller model on smaller instances, which scales independently.
const small = endpoint.addVariant('Small', {
  model: LmiModel.fromHuggingFace('Qwen/Qwen2.5-3B-Instruct'),
  backend: new VllmBackend(stack, 'SmallVllm', { version: LmiVersion.V20, maxModelLen: 8192 }),
  instanceType: LmiInstanceType.G5_XLARGE,
  initialVariantWeight: 1,
});

endpoint.autoScaleInstanceCount({ maxCapacity: 4 }).scaleOnConcurrentRequests('Load', { targetRequests: 24 });
small.autoScaleInstanceCount({ maxCapacity: 2 }).scaleOnConcurrentRequests('Load', { targetRequests: 32 });

app.synth();
