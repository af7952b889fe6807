import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { LmiUpdateOptions } from './lmi-deployment-options';
import { acknowledge } from '../checks/acknowledge';
import { Problems } from '../checks/problems';
import { isLiteral, isNumber, isUnresolved } from '../checks/tokens';

/** Which variant or inference component is to be watched. */
export interface Watched {
  /** Names that do not refer to the resource, which itself refers to the alarms. */
  readonly dimensions: { [name: string]: string };
  readonly isAsync: boolean;
}

/** Rules of cdk-nag 3.0 that ask for an action of every alarm. */
const ACTION_RULES = ['HIPAA.Security', 'NIST.800.53.R4', 'NIST.800.53.R5'].map((pack) => ({
  id: `${pack}-CloudWatchAlarmAction`, reason: 'SageMaker looks at the alarm itself and rolls the update back; nobody has to be told.',
}));
const ERROR_PERCENTAGE = 5;
const MODEL_LATENCY = Duration.seconds(30);

/** Checks the thresholds of the alarms that are made. */
export function checkThresholds(problems: Problems, { rollbackErrorPercentage: percentage, rollbackModelLatency: latency }: LmiUpdateOptions): void {
  for (const [prop, value] of Object.entries({ rollbackErrorPercentage: percentage, rollbackModelLatency: latency })) {
    if (isUnresolved(value)) {
      problems.invalid(prop, value, 'known at synth', 'write it as a literal, because the metric has another unit');
    }
  }
  if (isLiteral(percentage) && !(isNumber(percentage) && percentage > 0 && percentage < 100)) {
    problems.invalid('rollbackErrorPercentage', percentage, 'a number above 0 and below 100', 'give a share of the answers');
  }
  problems.seconds('rollbackModelLatency', latency, { min: 0, exclusiveMin: true, integer: false }, 'give the latency that is too much');
}

/** Alarms on server errors and model latency of one variant or inference component, which roll an update back. */
export function rollbackAlarms(scope: Construct, watched: Watched, options: LmiUpdateOptions): cloudwatch.Alarm[] {
  const metric = (metricName: string, statistic: string) => new cloudwatch.Metric({
    namespace: 'AWS/SageMaker',
    metricName,
    dimensionsMap: watched.dimensions,
    statistic,
    period: Duration.minutes(1),
  });
  const alarm = (id: string, description: string, of: cloudwatch.Metric, threshold: number) => new cloudwatch.Alarm(scope, id, {
    alarmDescription: description,
    metric: of,
    threshold,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    // Two minutes in a row, so that one slow or failed answer in a quiet minute does not roll back.
    evaluationPeriods: 2,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
  const percentage = options.rollbackErrorPercentage ?? ERROR_PERCENTAGE;
  // Asynchronous answers may take an hour, so nothing is known about how long is too long.
  const latency = options.rollbackModelLatency ?? (watched.isAsync ? undefined : MODEL_LATENCY);
  // Each invocation publishes 0 or 1, so that the average is the share of those that failed.
  const errors = alarm('RollbackErrors', `Server errors in more than ${percentage} percent of the answers roll an update back`,
    metric('Invocation5XXErrors', cloudwatch.Stats.AVERAGE), percentage / 100);
  const alarms = latency === undefined ? [errors] : [
    errors,
    // SageMaker publishes latency in microseconds.
    alarm('RollbackLatency', 'Slow answers of the model roll an update back', metric('ModelLatency', cloudwatch.Stats.percentile(90)),
      latency.toMilliseconds({ integral: false }) * 1000),
  ];
  alarms.forEach((made) => acknowledge(made, ...ACTION_RULES));
  return alarms;
}
