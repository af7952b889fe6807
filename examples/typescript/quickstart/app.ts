import { App, Stack } from 'aws-cdk-lib';
import { LmiEndpoint, LmiInstanceType, LmiModel } from 'cdk-sagemaker-lmi';

const app = new App();
const stack = new Stack(app, 'Chat', { env: { region: 'us-east-1' } });

const endpoint = new LmiEndpoint(stack, 'Qwen3', {
  model: LmiModel.fromHuggingFace('Qwen/Qwen3-8B'),
  instanceType: LmiInstanceType.G6E_2XLARGE,
});
endpoint.autoScaleInstanceCount({ maxCapacity: 4 })
  .scaleOnConcurrentRequests('Load', { targetRequests: 24 });

app.synth();
