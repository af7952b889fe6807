import { CfnParameter, Duration } from 'aws-cdk-lib';
import { LmiAlarmKind, LmiComponentEndpoint, LmiEndpoint, LmiInstanceType, LmiModel } from '../../src';
import { problemsOf, templateOf, testEndpoint, testStack } from '../stacks';

/** The alarm on idle capacity. */
function idle(construct: any): any {
  return Object.entries(templateOf(construct).findResources('AWS::CloudWatch::Alarm')).find(([id]) => id.includes('Idle'))?.[1].Properties;
}

test('there is none unless idleAfter is given', () => {
  const endpoint = testEndpoint();
  expect(endpoint.addAlarms().idle).toBeUndefined();
  expect(idle(endpoint)).toBeUndefined();
});

test('a real-time endpoint is idle when it had no requests, and therefore no data, throughout', () => {
  const endpoint = testEndpoint();
  const alarms = endpoint.addAlarms({ idleAfter: Duration.hours(6) });
  expect(alarms.all).toContain(alarms.idle);
  expect(idle(endpoint)).toMatchObject({
    MetricName: 'Invocations', Statistic: 'Sum', Period: 3600, EvaluationPeriods: 6, DatapointsToAlarm: 6, Threshold: 1, ComparisonOperator: 'LessThanThreshold',
    TreatMissingData: 'breaching',
  });
  expect(JSON.stringify(idle(endpoint).AlarmDescription)).toContain('does not scale to zero');
});

test('an asynchronous endpoint is idle only while it has instances', () => {
  const endpoint = LmiEndpoint.fromEndpointAttributes(testStack(), 'Imported', { endpointName: 'chat', isAsync: true });
  endpoint.addAlarms({ idleAfter: Duration.minutes(50) });
  const alarm = idle(endpoint);
  expect(alarm).toMatchObject({ EvaluationPeriods: 10, DatapointsToAlarm: 10, TreatMissingData: 'notBreaching', Threshold: 1, ComparisonOperator: 'LessThanThreshold' });
  const [expression, ...metrics] = alarm.Metrics;
  expect(expression).toMatchObject({ Expression: 'FILL(requests, 0) + 0 * capacity', ReturnData: true });
  expect(metrics.map(({ Id, MetricStat: { Metric, Period, Stat } }: any) => [Id, Metric.Namespace, Metric.MetricName, Period, Stat])).toEqual([
    ['requests', 'AWS/SageMaker', 'InvocationsProcessed', 300, 'Sum'], ['capacity', '/aws/sagemaker/Endpoints', 'CPUUtilization', 300, 'SampleCount'],
  ]);
});

test('so is an inference component with copies', () => {
  const fleet = new LmiComponentEndpoint(testStack(), 'Fleet', { instanceType: LmiInstanceType.G5_2XLARGE, maxInstanceCount: 2 });
  const component = fleet.addModel('Chat', { model: LmiModel.fromHuggingFace('TheBloke/Llama-2-7B-fp16') });
  component.addAlarms({ idleAfter: Duration.days(7) });
  expect(idle(fleet)).toMatchObject({ EvaluationPeriods: 168, TreatMissingData: 'notBreaching' });
});

// CloudWatch evaluates at most one day with periods below an hour, and seven days with longer ones.
test.each([[5, 300, 1], [7, 300, 2], [60, 3600, 1], [61, 300, 13], [1440, 3600, 24], [1441, 3600, 25], [10_080, 3600, 168]])(
  '%d minutes are evaluated in periods of %d seconds, %d of them', (minutes, period, periods) => {
    const endpoint = testEndpoint();
    endpoint.addAlarms({ idleAfter: Duration.minutes(minutes) });
    expect(idle(endpoint)).toMatchObject({ Period: period, EvaluationPeriods: periods });
    expect(period * periods).toBeLessThanOrEqual(period < 3600 ? 86_400 : 604_800);
  });

test('it can be omitted', () => {
  expect(testEndpoint().addAlarms({ idleAfter: Duration.hours(1), without: [LmiAlarmKind.IDLE] }).idle).toBeUndefined();
});

test.each([[Duration.minutes(4), 'idleAfter is 4 minutes'], [Duration.days(8), 'idleAfter is 8 days'], [60, 'idleAfter is 60']])('fails with %s', (idleAfter: any, fault) => {
  expect(problemsOf(() => testEndpoint().addAlarms({ idleAfter }))).toContainEqual(expect.stringContaining(fault));
});

test('fails with a time known only at deployment', () => {
  const stack = testStack();
  const idleAfter = Duration.hours(new CfnParameter(stack, 'Hours', { type: 'Number' }).valueAsNumber);
  expect(problemsOf(() => testEndpoint({}, stack).addAlarms({ idleAfter }))).toContainEqual(expect.stringContaining('known at synth'));
});
