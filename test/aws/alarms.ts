/**
 * Whether the alarms for rolling back an update work.
 *
 * Sources, read 2026-11: SageMaker developer guide, "Auto-Rollback Configuration and Monitoring" (metrics with the dimension EndpointConfigName once the new fleet has
 * traffic; a tripped alarm of the old fleet ends the deployment); CloudWatch API reference, DescribeAlarms (composite alarms need the permission on *); djl-serving
 * 0.25 to 0.36 `outputs.py` (failures are 424) with "monitoring-cloudwatch" (a 4xx does not count as Invocation5XXErrors).
 */
import { array, flat, ofType, Template } from './template';

/** Metrics that an alarm watches, with their dimensions. */
function metricsOf(alarm: any): { readonly name: string; readonly dimensions: { readonly [name: string]: string } }[] {
  const single = alarm.MetricName === undefined ? [] : [alarm];
  const nested = array<any>(alarm.Metrics).flatMap(({ MetricStat }) => MetricStat ? [MetricStat.Metric] : []);
  return [...single, ...nested].map(({ MetricName, Dimensions }) => ({
    name: MetricName, dimensions: Object.fromEntries(array<any>(Dimensions).map(({ Name, Value }) => [Name, flat(Value)])),
  }));
}

/** Seconds from the first failed response to the alarm: its periods, plus a minute until the last one is published. */
function secondsToTrip(alarm: any): number {
  const periods = [alarm.Period, ...array<any>(alarm.Metrics).map(({ Period, MetricStat }) => Period ?? MetricStat?.Period)].filter((period) => period !== undefined);
  return Math.max(...periods) * alarm.EvaluationPeriods + 60;
}

function waitOf({ BlueGreenUpdatePolicy: blueGreen, RollingUpdatePolicy: rolling }: any): any {
  if (rolling) {
    return rolling.WaitIntervalInSeconds;
  }
  const routing = blueGreen?.TrafficRoutingConfiguration;
  return routing?.Type === 'ALL_AT_ONCE' ? blueGreen.TerminationWaitInSeconds ?? 0 : routing?.WaitIntervalInSeconds ?? 0;
}

export function alarmViolations(template: Template): string[] {
  return ofType(template, 'AWS::SageMaker::Endpoint', 'AWS::SageMaker::InferenceComponent').flatMap(([id, properties]) => {
    const config = properties.DeploymentConfig;
    const named = array<any>(config?.AutoRollbackConfiguration?.Alarms).map(({ AlarmName }) => flat(AlarmName).replace(/^<(\w+)(\..*)?>$/, '$1'));
    const known = named.map((name) => [name, template.Resources?.[name]] as const).filter(([, alarm]) => alarm !== undefined);
    if (known.length === 0) {
      return [];
    }
    const wait = waitOf(config);
    const composite = known.filter(([, alarm]) => alarm!.Type !== 'AWS::CloudWatch::Alarm').map(([name]) => `${id} is rolled back by ${name}, which SageMaker cannot see`);
    const metric = known.filter(([, alarm]) => alarm!.Type === 'AWS::CloudWatch::Alarm');
    const late = metric.filter(([, { Properties }]: any) => typeof wait === 'number' && wait < secondsToTrip(Properties))
      .map(([name, { Properties }]: any) => `${name} needs ${secondsToTrip(Properties)} seconds to trip, but ${id} waits ${wait}`);
    // Alarms from the user may do anything; those that this library creates are all for one update.
    const ours = metric.filter(([name]) => /Rollback(Errors|Latency|Endpoint)/.test(name));
    const watched = ours.flatMap(([, { Properties }]: any) => metricsOf(Properties));
    const isEndpoint = template.Resources?.[id]?.Type === 'AWS::SageMaker::Endpoint';
    const blind = isEndpoint && ours.length > 0 && !watched.some(({ name, dimensions }) => /Errors$/.test(name) && dimensions.EndpointConfigName === flat(properties.EndpointConfigName))
      ? [`no rollback alarm of ${id} watches the errors of the new fleet alone`] : [];
    const names = watched.map(({ name }) => name);
    const deaf = ours.length > 0 && !names.includes('InvocationModelErrors') && !names.includes('Invocation4XXErrors') ? [`no rollback alarm of ${id} sees the 424 of a failing engine`] : [];
    return [...composite, ...late, ...blind, ...deaf];
  });
}
