import { App, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { LmiComponentEndpoint, LmiInstanceType, LmiModel, LmiRouting, LmiVersion, LoraAdapter, VllmBackend } from 'cdk-sagemaker-lmi';

const app = new App();
const stack = new Stack(app, 'LmiSharedFleet', { env: { region: 'us-east-1' } });
const bucket = new Bucket(stack, 'Weights', { enforceSSL: true });

const fleet = new LmiComponentEndpoint(stack, 'Fleet', {
  instanceType: LmiInstanceType.G5_12XLARGE,
  minInstanceCount: 1,
  maxInstanceCount: 3,
  routing: LmiRouting.leastOutstandingRequests(),
});

const llama = fleet.addModel('Llama', {
  model: LmiModel.fromS3(bucket, 'llama-3.1-8b'),
  backend: new VllmBackend(stack, 'LlamaVllm', { version: LmiVersion.V17, enableLora: true, maxLoras: 3, maxModelLen: 8192 }),
  acceleratorsPerCopy: 1,
});
for (const name of ['legal', 'medical', 'support']) {
  llama.addAdapter(name, { adapter: LoraAdapter.fromS3(bucket, `adapters/${name}.tar.gz`) });
}
llama.autoScaleCopies({ minCapacity: 1, maxCapacity: 8 }).scaleOnConcurrentRequests('Load', { targetRequests: 24 });

fleet.addModel('Mistral', {
  model: LmiModel.fromS3(bucket, 'mistral-7b'),
  backend: new VllmBackend(stack, 'MistralVllm', { version: LmiVersion.V17, maxModelLen: 8192 }),
  acceleratorsPerCopy: 1,
  copies: 2,
});

app.synth();
