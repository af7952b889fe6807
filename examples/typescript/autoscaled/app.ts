import { App, Duration, Stack } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-applicationautoscaling';
import { LmiEndpoint, LmiInstancePool, LmiInstanceType, LmiModel, LmiRouting, LmiVersion, VllmBackend } from 'cdk-sagemaker-lmi';

const app = new App();
const stack = new Stack(app, 'LmiAutoscaled', { env: { region: 'us-east-1' } });

const endpoint = new LmiEndpoint(stack, 'Chat', {
  model: LmiModel.fromHuggingFace('Qwen/Qwen2.5-7B-Instruct'),
  backend: new VllmBackend(stack, 'Vllm', { version: LmiVersion.V20, maxModelLen: 8192 }),
  instanceType: LmiInstanceType.G6_4XLARGE,
  // If there is no capacity for the first type, SageMaker tries the next one.
  instancePools: [LmiInstancePool.of(LmiInstanceType.G5_4XLARGE)],
  provisionTimeout: Duration.minutes(30),
  initialInstanceCount: 2,
  routing: LmiRouting.leastOutstandingRequests(),
});

const instances = endpoint.autoScaleInstanceCount({ minCapacity: 2, maxCapacity: 8 });
instances.scaleOnConcurrentRequests('Load', { targetRequests: 24 });
// Instances take minutes to load the model, so they start before the working day does.
instances.scaleOnSchedule('Morning', { schedule: Schedule.cron({ weekDay: 'MON-FRI', hour: '7', minute: '30' }), minCapacity: 4 });
instances.scaleOnSchedule('Evening', { schedule: Schedule.cron({ weekDay: 'MON-FRI', hour: '19', minute: '0' }), minCapacity: 2 });

app.synth();
