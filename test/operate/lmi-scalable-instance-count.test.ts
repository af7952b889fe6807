import { CfnParameter, Duration } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { Schedule } from 'aws-cdk-lib/aws-applicationautoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { LmiAsyncInference, LmiEndpoint, LmiInstancePool, LmiInstanceScalingProps, LmiInstanceType, LmiScalableInstanceCount } from '../../src';
import { problemsOf, templateOf, testEndpoint, testStack } from '../stacks';

const POLICY = 'AWS::ApplicationAutoScaling::ScalingPolicy';
const TARGET = 'AWS::ApplicationAutoScaling::ScalableTarget';
const ACTIVE = { DynamicScalingInSuspended: false, DynamicScalingOutSuspended: false, ScheduledScalingSuspended: false };
const SUSPENDED = { DynamicScalingInSuspended: true, DynamicScalingOutSuspended: true, ScheduledScalingSuspended: true };
const ENDPOINT = { Name: 'EndpointName', Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('LlmEndpoint'), 'EndpointName'] } };
const VARIANT = { Name: 'VariantName', Value: 'AllTraffic' };

function asyncEndpoint(): LmiEndpoint {
  const stack = testStack();
  return testEndpoint({ asyncInference: LmiAsyncInference.toBucket(new Bucket(stack, 'Bucket')) }, stack);
}

function scaled(endpoint = testEndpoint(), props: Partial<LmiInstanceScalingProps> = {}): LmiScalableInstanceCount {
  return endpoint.autoScaleInstanceCount({ maxCapacity: 4, ...props });
}

function metric(): cloudwatch.Metric {
  return new cloudwatch.Metric({ namespace: 'Mine', metricName: 'TokensPerInstance', statistic: 'Average' });
}

describe('the target', () => {
  test('waits for the endpoint, uses the service-linked role, and keeps counts on updates', () => {
    const endpoint = testEndpoint({ endpointName: 'chat' });
    scaled(endpoint, { minCapacity: 2 });
    const template = templateOf(endpoint);
    template.hasResourceProperties(TARGET, {
      ServiceNamespace: 'sagemaker',
      ScalableDimension: 'sagemaker:variant:DesiredInstanceCount',
      ResourceId: { 'Fn::Join': ['', ['endpoint/', ENDPOINT.Value, '/variant/AllTraffic']] },
      RoleARN: { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('AWSServiceRoleForApplicationAutoScaling_SageMakerEndpoint$')])] },
      MinCapacity: 2,
      MaxCapacity: 4,
      SuspendedState: ACTIVE,
    });
    template.hasResourceProperties('AWS::SageMaker::Endpoint', { RetainAllVariantProperties: true });
    template.resourceCountIs('AWS::IAM::Role', 1);
  });

  test('is absent without scaling, and then counts are not kept', () => {
    const template = templateOf(testEndpoint());
    template.resourceCountIs(TARGET, 0);
    template.hasResourceProperties('AWS::SageMaker::Endpoint', { RetainAllVariantProperties: Match.absent() });
  });

  test('is suspended in all directions', () => {
    const endpoint = testEndpoint();
    scaled(endpoint, { suspended: true }).scaleOnConcurrentRequests('Load', { targetRequests: 4 });
    templateOf(endpoint).hasResourceProperties(TARGET, { SuspendedState: SUSPENDED });
    templateOf(endpoint).resourceCountIs(POLICY, 1);
  });

  test('is removed with its policies while deregistered, and counts are still kept', () => {
    const endpoint = asyncEndpoint();
    const count = scaled(endpoint, { minCapacity: 0, deregistered: true });
    count.scaleOnBacklog('Load', { targetBacklogPerInstance: 4 });
    count.scaleOnSchedule('Night', { schedule: Schedule.cron({ hour: '22' }), minCapacity: 0 });
    const template = templateOf(endpoint);
    template.resourceCountIs(TARGET, 0);
    template.resourceCountIs(POLICY, 0);
    template.resourceCountIs('AWS::CloudWatch::Alarm', 0);
    template.hasResourceProperties('AWS::SageMaker::Endpoint', { RetainAllVariantProperties: true });
  });

  test('fails on a bad policy even while deregistered', () => {
    expect(problemsOf(() => scaled(testEndpoint(), { deregistered: true }).scaleOnConcurrentRequests('Load', { targetRequests: 0 }))).toHaveLength(1);
  });

  test.each([
    [{ minCapacity: 0, maxCapacity: 4 }, 'minCapacity is 0; it must be an integer >= 1. A real-time variant keeps at least one instance'],
    [{ minCapacity: 5, maxCapacity: 4 }, 'minCapacity is 5; it must be an integer <= 4. Raise maxCapacity'],
    [{ maxCapacity: 0 }, 'maxCapacity is 0'],
    [{ maxCapacity: 1.5 }, 'maxCapacity is 1.5'],
    [{ minCapacity: 1, maxCapacity: Object.create(null) }, 'maxCapacity is {}'],
    [{ minCapacity: -1, maxCapacity: 4 }, 'minCapacity is -1'],
    [{ minCapacity: NaN, maxCapacity: 4 }, 'minCapacity is NaN'],
    [{}, 'maxCapacity is missing'],
    [undefined, 'maxCapacity is missing'],
  ])('fails with bounds of %j', (props: any, fault) => {
    expect(problemsOf(() => testEndpoint().autoScaleInstanceCount(props))).toContainEqual(expect.stringContaining(fault));
  });

  test.each([[{ minCapacity: 1, maxCapacity: 1 }], [{ minCapacity: 4, maxCapacity: 4 }]])('accepts bounds of %j', (props) => {
    expect(() => testEndpoint().autoScaleInstanceCount(props)).not.toThrow();
  });

  test('accepts bounds known only at deployment', () => {
    const endpoint = testEndpoint();
    const most = new CfnParameter(endpoint.stack, 'Most', { type: 'Number' });
    scaled(endpoint, { minCapacity: 2, maxCapacity: most.valueAsNumber });
    templateOf(endpoint).hasResourceProperties(TARGET, { MinCapacity: 2, MaxCapacity: { Ref: 'Most' } });
  });

  test('fails when it is created twice', () => {
    const endpoint = testEndpoint();
    scaled(endpoint);
    expect(problemsOf(() => scaled(endpoint))).toEqual([expect.stringContaining('already called')]);
  });
});

describe('policies', () => {
  const predefined = (PredefinedMetricType: string) => ({ PredefinedMetricSpecification: { PredefinedMetricType } });
  const custom = (namespace: string, name: string, dimensions: unknown[]) => ({
    CustomizedMetricSpecification: { Namespace: namespace, MetricName: name, Dimensions: dimensions, Statistic: 'Average' },
  });

  test.each<[string, (count: LmiScalableInstanceCount) => void, object, number]>([
    ['concurrent requests', (count) => count.scaleOnConcurrentRequests('Load', { targetRequests: 12 }),
      predefined('SageMakerVariantConcurrentRequestsPerModelHighResolution'), 12],
    ['invocations', (count) => count.scaleOnInvocations('Load', { targetInvocationsPerMinute: 12.5 }),
      predefined('SageMakerVariantInvocationsPerInstance'), 12.5],
    ['GPU utilization', (count) => count.scaleOnGpuUtilization('Load', { targetUtilizationPercentage: 70 }),
      custom('/aws/sagemaker/Endpoints', 'GPUUtilization', [ENDPOINT, VARIANT]), 70],
    ['GPU memory', (count) => count.scaleOnGpuMemoryUtilization('Load', { targetUtilizationPercentage: 100 }),
      custom('/aws/sagemaker/Endpoints', 'GPUMemoryUtilization', [ENDPOINT, VARIANT]), 100],
  ])('track %s with cooldowns for models that take minutes to load', (_, policy, specification, target) => {
    const endpoint = testEndpoint();
    policy(scaled(endpoint));
    templateOf(endpoint).hasResourceProperties(POLICY, {
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: { ...specification, TargetValue: target, ScaleInCooldown: 900, ScaleOutCooldown: 300 },
    });
  });

  test('track the backlog by endpoint only', () => {
    const endpoint = asyncEndpoint();
    scaled(endpoint).scaleOnBacklog('Load', { targetBacklogPerInstance: 5, scaleInCooldown: Duration.minutes(1), disableScaleIn: true });
    templateOf(endpoint).hasResourceProperties(POLICY, {
      TargetTrackingScalingPolicyConfiguration: {
        ...custom('AWS/SageMaker', 'ApproximateBacklogSizePerInstance', [ENDPOINT]), TargetValue: 5, ScaleInCooldown: 60, DisableScaleIn: true,
      },
    });
    templateOf(endpoint).resourceCountIs('AWS::CloudWatch::Alarm', 0);
  });

  test('accept a cooldown of zero', () => {
    const endpoint = testEndpoint();
    scaled(endpoint).scaleOnConcurrentRequests('Load', { targetRequests: 1, scaleOutCooldown: Duration.seconds(0) });
    templateOf(endpoint).hasResourceProperties(POLICY, { TargetTrackingScalingPolicyConfiguration: { ScaleOutCooldown: 0 } });
  });

  test('multiply the GPU utilization by the number of GPUs, as the metric does', () => {
    const endpoint = testEndpoint({ instanceType: LmiInstanceType.G5_12XLARGE });
    scaled(endpoint).scaleOnGpuUtilization('Load', { targetUtilizationPercentage: 50 });
    templateOf(endpoint).hasResourceProperties(POLICY, { TargetTrackingScalingPolicyConfiguration: { TargetValue: 200 } });
  });

  test('track any metric', () => {
    const endpoint = testEndpoint();
    scaled(endpoint).scaleToTrackMetric('Load', { metric: metric(), targetValue: 100 });
    templateOf(endpoint).hasResourceProperties(POLICY, {
      TargetTrackingScalingPolicyConfiguration: { CustomizedMetricSpecification: { Namespace: 'Mine', MetricName: 'TokensPerInstance' }, TargetValue: 100 },
    });
  });

  test('scale in steps, with a cooldown', () => {
    const endpoint = testEndpoint();
    scaled(endpoint).scaleOnMetric('Load', { metric: metric(), scalingSteps: [{ upper: 10, change: -1 }, { lower: 50, change: +1 }] });
    templateOf(endpoint).allResourcesProperties(POLICY, { PolicyType: 'StepScaling', StepScalingPolicyConfiguration: { Cooldown: 300 } });
    templateOf(endpoint).resourceCountIs(POLICY, 2);
  });

  test('change the bounds on a schedule', () => {
    const endpoint = testEndpoint();
    scaled(endpoint).scaleOnSchedule('Morning', { schedule: Schedule.cron({ hour: '8', minute: '0' }), minCapacity: 3 });
    templateOf(endpoint).hasResourceProperties(TARGET, {
      ScheduledActions: [{ ScheduledActionName: 'Morning', Schedule: 'cron(0 8 * * ? *)', ScalableTargetAction: { MinCapacity: 3 } }],
    });
  });

  test.each<[string, (count: LmiScalableInstanceCount) => void, string]>([
    ['a target of 0 requests', (count) => count.scaleOnConcurrentRequests('Load', { targetRequests: 0 }), 'targetRequests is 0; it must be a number > 0'],
    ['a target of 0 invocations', (count) => count.scaleOnInvocations('Load', { targetInvocationsPerMinute: 0 }), 'targetInvocationsPerMinute is 0'],
    ['a target of 0 percent', (count) => count.scaleOnGpuUtilization('Load', { targetUtilizationPercentage: 0 }), 'targetUtilizationPercentage is 0'],
    ['a target of 101 percent', (count) => count.scaleOnGpuUtilization('Load', { targetUtilizationPercentage: 101 }), 'targetUtilizationPercentage is 101'],
    ['a target of 0 of any metric', (count) => count.scaleToTrackMetric('Load', { metric: metric(), targetValue: 0 }), 'targetValue is 0'],
    ['a negative target', (count) => count.scaleOnConcurrentRequests('Load', { targetRequests: -1 }), 'targetRequests is -1'],
    ['no target', (count) => count.scaleOnConcurrentRequests('Load', {} as any), 'targetRequests is missing'],
    ['no props', (count) => count.scaleOnConcurrentRequests('Load', undefined as any), 'targetRequests is missing'],
    ['half a second of cooldown', (count) => count.scaleOnConcurrentRequests('Load', { targetRequests: 1, scaleInCooldown: Duration.millis(500) }),
      'scaleInCooldown is 500 millis'],
    ['the backlog of a real-time endpoint', (count) => count.scaleOnBacklog('Load', { targetBacklogPerInstance: 5 }), 'scaleOnBacklog is called on a real-time'],
    ['no metric', (count) => count.scaleToTrackMetric('Load', { targetValue: 1 } as any), 'metric is missing'],
    ['an expression', (count) => count.scaleToTrackMetric('Load', {
      metric: new cloudwatch.MathExpression({ expression: 'a / 2', usingMetrics: { a: metric() } }), targetValue: 1,
    }), 'metric is an expression'],
    ['a percentile', (count) => count.scaleToTrackMetric('Load', { metric: metric().with({ statistic: 'p90' }), targetValue: 1 }), "Cannot use statistic 'p90'"],
    ['no steps', (count) => count.scaleOnMetric('Load', { metric: metric() } as any), 'scalingSteps is missing'],
    ['one step', (count) => count.scaleOnMetric('Load', { metric: metric(), scalingSteps: [{ lower: 1, change: 1 }] }), 'at least 2 intervals'],
    ['no schedule', (count) => count.scaleOnSchedule('Load', { minCapacity: 2 } as any), 'schedule is missing'],
    ['a schedule without bounds', (count) => count.scaleOnSchedule('Load', { schedule: Schedule.rate(Duration.hours(1)) }), 'both missing'],
    ['a schedule to zero', (count) => count.scaleOnSchedule('Load', { schedule: Schedule.rate(Duration.hours(1)), minCapacity: 0 }), 'minCapacity is 0'],
    ['a schedule with crossed bounds', (count) => count.scaleOnSchedule('Load', {
      schedule: Schedule.rate(Duration.hours(1)), minCapacity: 3, maxCapacity: 2,
    }), 'minCapacity is 3'],
    ['the same id twice', (count) => {
      count.scaleOnConcurrentRequests('Load', { targetRequests: 1 });
      count.scaleOnInvocations('Load', { targetInvocationsPerMinute: 1 });
    }, 'There is already a Construct'],
  ])('fail with %s', (_, policy, fault) => {
    expect(problemsOf(() => policy(scaled()))).toContainEqual(expect.stringContaining(fault));
  });

  test.each<[string, (count: LmiScalableInstanceCount) => void]>([
    ['scaleOnConcurrentRequests', (count) => count.scaleOnConcurrentRequests('Load', { targetRequests: 1 })],
    ['scaleOnInvocations', (count) => count.scaleOnInvocations('Load', { targetInvocationsPerMinute: 1 })],
  ])('fail with %s on an asynchronous endpoint, which does not publish the metric', (name, policy) => {
    expect(problemsOf(() => policy(scaled(asyncEndpoint())))).toEqual([expect.stringContaining(`${name} is called on an asynchronous endpoint`)]);
  });

  test('fail when the number of GPUs is unknown or not a number', () => {
    const unknown = testEndpoint({ instanceType: LmiInstanceType.of('ml.x9.large') });
    expect(problemsOf(() => scaled(unknown).scaleOnGpuUtilization('Load', { targetUtilizationPercentage: 50 }))).toEqual([
      expect.stringContaining('number of GPUs of ml.x9.large is unknown'),
    ]);
    const mixed = testEndpoint({ instancePools: [LmiInstancePool.of(LmiInstanceType.G5_12XLARGE)] });
    expect(problemsOf(() => scaled(mixed).scaleOnGpuUtilization('Load', { targetUtilizationPercentage: 50 }))).toEqual([
      expect.stringContaining('ml.g5.2xlarge has 1, ml.g5.12xlarge has 4 GPUs'),
    ]);
  });

  test('fail when a percentage to multiply is known only at deployment', () => {
    const endpoint = testEndpoint({ instanceType: LmiInstanceType.G5_12XLARGE });
    const percent = new CfnParameter(endpoint.stack, 'Percent', { type: 'Number' }).valueAsNumber;
    expect(problemsOf(() => scaled(endpoint).scaleOnGpuUtilization('Load', { targetUtilizationPercentage: percent }))).toEqual([
      expect.stringContaining('multiplied by 4 GPUs'),
    ]);
  });
});

test('an asynchronous endpoint scales to zero, and a waiting request starts an instance', () => {
  const endpoint = asyncEndpoint();
  scaled(endpoint, { minCapacity: 0 }).scaleOnBacklog('Load', { targetBacklogPerInstance: 5 });
  const template = templateOf(endpoint);
  template.hasResourceProperties(TARGET, { MinCapacity: 0 });
  template.hasResourceProperties(POLICY, {
    PolicyType: 'StepScaling',
    StepScalingPolicyConfiguration: {
      AdjustmentType: 'ChangeInCapacity',
      StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }],
    },
  });
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    Namespace: 'AWS/SageMaker',
    MetricName: 'HasBacklogWithoutCapacity',
    Dimensions: [ENDPOINT],
    Threshold: 1,
    Period: 60,
    EvaluationPeriods: 2,
    DatapointsToAlarm: 2,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    AlarmActions: [{ Ref: Match.stringLikeRegexp('WakeUp') }],
  });
});

test('fails when flags and cooldowns have the wrong type', () => {
  expect(problemsOf(() => testEndpoint().autoScaleInstanceCount({ maxCapacity: 2, suspended: 'yes' as any }))).toEqual([
    expect.stringContaining('suspended is "yes"; it must be true or false'),
  ]);
  const scaling = testEndpoint().autoScaleInstanceCount({ maxCapacity: 2 });
  expect(problemsOf(() => scaling.scaleOnConcurrentRequests('Load', { targetRequests: 1, disableScaleIn: 'no' as any, scaleInCooldown: 60 as any }))).toEqual([
    expect.stringContaining('disableScaleIn is "no"'), expect.stringContaining('scaleInCooldown is 60; it must be a Duration'),
  ]);
});
