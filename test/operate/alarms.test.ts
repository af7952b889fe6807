import { CfnParameter, Duration } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { LmiAlarmKind, LmiAlarmOptions, LmiEndpoint, LmiInstanceType, LmiModel, LmiVersion, VllmBackend } from '../../src';
import { problemsOf, templateOf, testEndpoint, testStack } from '../stacks';

const asyncEndpoint = () => LmiEndpoint.fromEndpointAttributes(testStack(), 'Imported', { endpointName: 'chat', isAsync: true });

test('a real-time endpoint gets alarms on errors, latency, saturation, and GPU memory, all silent without requests', () => {
  const endpoint = testEndpoint();
  const alarms = endpoint.addAlarms();
  const template = templateOf(endpoint);
  template.resourceCountIs('AWS::CloudWatch::Alarm', 4);
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'InvocationModelErrors', Statistic: 'Average', Threshold: 0.05, Period: 60, EvaluationPeriods: 5, DatapointsToAlarm: 3,
    TreatMissingData: 'notBreaching',
  });
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'ModelLatency', ExtendedStatistic: 'p90', Threshold: 30_000_000, TreatMissingData: 'notBreaching',
  });
  template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'ConcurrentRequestsPerModel', Statistic: 'Maximum', TreatMissingData: 'notBreaching' });
  template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'GPUMemoryUtilization', Threshold: 98, TreatMissingData: 'missing' });
  expect(alarms.all).toHaveLength(4);
  expect(alarms.asyncAge).toBeUndefined();
});

test('an asynchronous endpoint gets alarms on its queue instead', () => {
  const endpoint = asyncEndpoint();
  const alarms = endpoint.addAlarms();
  const template = templateOf(endpoint);
  const watched = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties: { MetricName, Metrics = [] } }) => MetricName
    ?? Metrics.flatMap(({ MetricStat, Expression }: any) => MetricStat?.Metric.MetricName ?? Expression).join(' '));
  expect(watched.sort()).toEqual([
    'ApproximateAgeOfOldestRequest', 'FILL(first, 0) + FILL(second, 0) Invocation4XXErrors Invocation5XXErrors', 'HasBacklogWithoutCapacity',
  ]);
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'HasBacklogWithoutCapacity', Threshold: 1, EvaluationPeriods: 20, DatapointsToAlarm: 20, Dimensions: [{ Name: 'EndpointName', Value: 'chat' }],
  });
  expect(alarms.asyncAge!.annotation.value).toBe(900);
});

describe('saturation', () => {
  const threshold = (endpoint: LmiEndpoint) => endpoint.addAlarms().saturation!.annotation.value;

  test.each([
    ['maxRollingBatchSize', LmiVersion.V8, { maxRollingBatchSize: 64 }, 57.6],
    ['the default of LMI V8', LmiVersion.V8, {}, 28.8],
    ['the default of LMI V12', LmiVersion.V12, {}, 230.4],
  ] as const)('is measured against %s', (_, version, props, expected) => {
    const stack = testStack();
    expect(threshold(testEndpoint({ backend: new VllmBackend(stack, 'B', { version, ...props }) }, stack))).toBeCloseTo(expected);
  });

  test('counts every copy of a model that is split over some of the GPUs', () => {
    const stack = testStack();
    const backend = new VllmBackend(stack, 'B', { maxRollingBatchSize: 10, tensorParallelDegree: 2 });
    const endpoint = testEndpoint({ backend, instanceType: LmiInstanceType.G5_12XLARGE }, stack);
    expect(threshold(endpoint)).toBe(18);
  });

  test('has no alarm if the batch size is known only at deployment, unless a threshold is passed', () => {
    const stack = testStack();
    const maxRollingBatchSize = new CfnParameter(stack, 'P', { type: 'Number' }).valueAsNumber;
    const endpoint = testEndpoint({ backend: new VllmBackend(stack, 'B', { maxRollingBatchSize }) }, stack);
    expect(endpoint.addAlarms().saturation).toBeUndefined();
    const imported = LmiEndpoint.fromEndpointName(stack, 'Imported', 'chat');
    expect(imported.addAlarms({ concurrentRequests: 20, saturationPercentage: 50 }).saturation!.annotation.value).toBe(10);
  });
});

test('GPU memory is the sum over the GPUs of an instance', () => {
  const endpoint = testEndpoint({ instanceType: LmiInstanceType.G5_12XLARGE });
  expect(endpoint.addAlarms({ gpuMemoryPercentage: 90 }).gpuMemory!.annotation.value).toBe(360);
});

test('thresholds are props, and alarms can be omitted', () => {
  const endpoint = testEndpoint();
  const alarms = endpoint.addAlarms({
    p90Latency: Duration.millis(1500), serverErrorPercentage: 0.5, minutesToEvaluate: 2, without: [LmiAlarmKind.SATURATION, LmiAlarmKind.GPU_MEMORY],
  });
  expect(alarms.latency!.annotation).toMatchObject({ value: 1_500_000, label: expect.any(String) });
  expect(alarms.serverErrors!.annotation.value).toBe(0.005);
  expect(alarms.saturation ?? alarms.gpuMemory).toBeUndefined();
  templateOf(endpoint).allResourcesProperties('AWS::CloudWatch::Alarm', { EvaluationPeriods: 2, DatapointsToAlarm: 2 });
});

test('every alarm has the actions passed', () => {
  const endpoint = testEndpoint();
  const topic = new sns.Topic(endpoint.stack, 'Topic');
  const action: cloudwatch.IAlarmAction = { bind: () => ({ alarmActionArn: 'arn:aws:ssm-incidents::123456789012:response-plan/on-call' }) };
  endpoint.addAlarms({ topic, actions: [action] });
  templateOf(endpoint).allResourcesProperties('AWS::CloudWatch::Alarm', {
    AlarmActions: [{ Ref: Match.stringLikeRegexp('Topic') }, 'arn:aws:ssm-incidents::123456789012:response-plan/on-call'],
    OKActions: [{ Ref: Match.stringLikeRegexp('Topic') }],
  });
});

test('CloudWatch may publish to the topic and use its key, only for alarms of this account', () => {
  const endpoint = testEndpoint();
  const masterKey = new kms.Key(endpoint.stack, 'Key');
  endpoint.addAlarms({ topic: new sns.Topic(endpoint.stack, 'Topic', { masterKey }) });
  const template = templateOf(endpoint);
  const Condition = { StringEquals: { 'aws:SourceAccount': '123456789012' } };
  const Principal = { Service: 'cloudwatch.amazonaws.com' };
  template.hasResourceProperties('AWS::SNS::TopicPolicy', {
    PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 'sns:Publish', Principal, Condition })]) },
  });
  template.hasResourceProperties('AWS::KMS::Key', {
    KeyPolicy: { Statement: Match.arrayWith([Match.objectLike({ Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Principal, Condition })]) },
  });
});

test('a second variant has its own alarms', () => {
  const endpoint = testEndpoint();
  endpoint.addVariant('Second', { model: LmiModel.fromHuggingFace('org/other'), instanceType: LmiInstanceType.G5_12XLARGE });
  endpoint.addAlarms();
  const second = endpoint.addAlarms({ variantName: 'Second' });
  expect(second.gpuMemory!.annotation.value).toBe(98 * 4);
  templateOf(endpoint).hasResourceProperties('AWS::CloudWatch::Alarm', {
    Dimensions: Match.arrayWith([{ Name: 'VariantName', Value: 'Second' }]),
  });
});

describe('fails when', () => {
  test.each<[string, LmiAlarmOptions]>([
    ['serverErrorPercentage', { serverErrorPercentage: 0 }],
    ['serverErrorPercentage', { serverErrorPercentage: 101 }],
    ['saturationPercentage', { saturationPercentage: 0 }],
    ['gpuMemoryPercentage', { gpuMemoryPercentage: -1 }],
    ['gpuMemoryPercentage', { gpuMemoryPercentage: 100.1 }],
    ['concurrentRequests', { concurrentRequests: 0 }],
    ['acceleratorCount', { acceleratorCount: 1.5 }],
    ['minutesToEvaluate', { minutesToEvaluate: 0 }],
    ['minutesToEvaluate', { minutesToEvaluate: 1441 }],
    ['minutesToAlarm', { minutesToEvaluate: 2, minutesToAlarm: 3 }],
    ['p90Latency', { p90Latency: Duration.seconds(0) }],
    ['noCapacityTime', { noCapacityTime: Duration.hours(25) }],
    ['asyncAge', { asyncAge: 'soon' as any }],
  ])('%s is %j', (prop, options) => {
    expect(problemsOf(() => testEndpoint().addAlarms(options))).toEqual([expect.stringContaining(`${prop} is`)]);
  });

  test('a threshold is known only at deployment', () => {
    const endpoint = testEndpoint();
    const concurrentRequests = new CfnParameter(endpoint.stack, 'P', { type: 'Number' }).valueAsNumber;
    expect(problemsOf(() => endpoint.addAlarms({ concurrentRequests }))).toEqual([expect.stringContaining('known at synth')]);
  });

  test('addAlarms is called twice for a variant', () => {
    const endpoint = testEndpoint();
    endpoint.addAlarms();
    expect(problemsOf(() => endpoint.addAlarms({ variantName: 'AllTraffic' }))).toEqual([expect.stringContaining('already called')]);
  });
});

test('100 percent passes', () => {
  const alarms = testEndpoint().addAlarms({ serverErrorPercentage: 100, gpuMemoryPercentage: 100, minutesToEvaluate: 1440, minutesToAlarm: 1440 });
  expect(alarms.all).toHaveLength(4);
});
