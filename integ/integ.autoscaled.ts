/**
 * Deploys an endpoint that scales, and asserts on its registration with Application Auto Scaling.
 *
 * Without an account, `npm run integ` compares the snapshot next to this file. With one, `npm run integ:deploy` deploys it and destroys it
 * again; two ml.g5.xlarge must be within the quotas of the account.
 */
import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Stack } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-applicationautoscaling';
import { LmiEndpoint, LmiInstanceType, LmiModel, LmiRouting, LmiVersion, VllmBackend } from '../src';

const app = new App();
const stack = new Stack(app, 'LmiIntegAutoscaled');

const endpoint = new LmiEndpoint(stack, 'Chat', {
  model: LmiModel.fromHuggingFace('Qwen/Qwen2.5-0.5B-Instruct'),
  backend: new VllmBackend(stack, 'Vllm', { version: LmiVersion.V20, maxModelLen: 4096 }),
  instanceType: LmiInstanceType.G5_XLARGE,
  routing: LmiRouting.leastOutstandingRequests(),
});
const instances = endpoint.autoScaleInstanceCount({ maxCapacity: 2 });
instances.scaleOnConcurrentRequests('Load', { targetRequests: 24 });
instances.scaleOnGpuUtilization('Gpu', { targetUtilizationPercentage: 90, disableScaleIn: true });
instances.scaleOnSchedule('Evening', { schedule: Schedule.cron({ hour: '19', minute: '0' }), maxCapacity: 1 });

const integ = new IntegTest(app, 'Autoscaled', { testCases: [stack], regions: ['us-east-1'] });
const targets = integ.assertions.awsApiCall('@aws-sdk/client-application-auto-scaling', 'DescribeScalableTargets', {
  ServiceNamespace: 'sagemaker',
  ResourceIds: [`endpoint/${endpoint.endpointName}/variant/AllTraffic`],
});
targets.provider.addToRolePolicy({ Effect: 'Allow', Action: ['application-autoscaling:DescribeScalableTargets'], Resource: ['*'] });
targets.expect(ExpectedResult.objectLike({ ScalableTargets: [{ MinCapacity: 1, MaxCapacity: 2, ScalableDimension: 'sagemaker:variant:DesiredInstanceCount' }] }));
