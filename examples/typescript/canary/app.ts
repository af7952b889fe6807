import { App, Duration, Stack } from 'aws-cdk-lib';
import { LmiDeploymentPolicy, LmiEndpoint, LmiInstanceType, LmiModel, LmiVersion, VllmBackend } from 'cdk-sagemaker-lmi';

const app = new App();
const stack = new Stack(app, 'LmiCanary', { env: { region: 'us-east-1' } });

new LmiEndpoint(stack, 'Chat', {
  model: LmiModel.fromHuggingFace('Qwen/Qwen2.5-7B-Instruct'),
  backend: new VllmBackend(stack, 'Vllm', { version: LmiVersion.V20, maxModelLen: 8192 }),
  instanceType: LmiInstanceType.G5_4XLARGE,
  initialInstanceCount: 4,
  // Comes with alarms on server errors and latency that roll back an update.
  deploymentPolicy: LmiDeploymentPolicy.canary({
    canaryPercentage: 25,
    waitInterval: Duration.minutes(10),
    terminationWait: Duration.minutes(5),
    rollbackErrorPercentage: 2,
    rollbackModelLatency: Duration.seconds(20),
  }),
});

app.synth();
