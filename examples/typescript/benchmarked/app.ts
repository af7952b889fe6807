import { App, Duration, Stack } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { LmiBenchmarkSchema, LmiEndpoint, LmiInstanceType, LmiModel, LmiVersion, VllmBackend } from 'cdk-sagemaker-lmi';

const app = new App();
const stack = new Stack(app, 'LmiBenchmarked', { env: { region: 'us-east-1' } });

const endpoint = new LmiEndpoint(stack, 'Chat', {
  model: LmiModel.fromHuggingFace('Qwen/Qwen2.5-7B-Instruct'),
  backend: new VllmBackend(stack, 'Vllm', { version: LmiVersion.V20, maxModelLen: 8192, maxRollingBatchSize: 32 }),
  instanceType: LmiInstanceType.G6E_2XLARGE,
});

// Runs after every deployment and once a week; the alarm goes off when a release is slower than the previous one.
const benchmark = endpoint.addBenchmark('Speed', {
  concurrency: [1, 8, 32],
  inputTokens: 512,
  outputTokens: 128,
  schema: LmiBenchmarkSchema.CHAT,
  afterDeployment: true,
  schedule: Schedule.cron({ weekDay: 'MON', hour: '5', minute: '0' }),
  maxCost: 1,
  slowdownPercentage: 15,
});

endpoint.addAlarms({ idleAfter: Duration.days(2) });
endpoint.addDashboard().addWidgets(...benchmark.widgets());

app.synth();
