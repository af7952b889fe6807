import { App, Stack } from 'aws-cdk-lib';
import { Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { LmiDataCapture, LmiEndpoint, LmiInstanceType, LmiModel, LmiVersion, VllmBackend } from 'cdk-sagemaker-lmi';

const app = new App();
const stack = new Stack(app, 'LmiShadow', { env: { region: 'us-east-1' } });

const captured = new Bucket(stack, 'Captured', { encryption: BucketEncryption.S3_MANAGED, enforceSSL: true });

const endpoint = new LmiEndpoint(stack, 'Chat', {
  model: LmiModel.fromHuggingFace('Qwen/Qwen2.5-7B-Instruct'),
  backend: new VllmBackend(stack, 'Vllm', { version: LmiVersion.V18, maxModelLen: 8192 }),
  instanceType: LmiInstanceType.G5_4XLARGE,
  // Keeps the responses of both variants for comparison.
  dataCapture: LmiDataCapture.toBucket(captured, { samplingPercentage: 50 }),
});

// A newer LMI version gets copies of half of the requests; clients never see its responses.
endpoint.addShadowVariant('Next', {
  model: LmiModel.fromHuggingFace('Qwen/Qwen2.5-7B-Instruct'),
  backend: new VllmBackend(stack, 'NextVllm', { version: LmiVersion.V20, maxModelLen: 8192 }),
  instanceType: LmiInstanceType.G5_4XLARGE,
  initialVariantWeight: 0.5,
});

app.synth();
