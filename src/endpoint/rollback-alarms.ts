import { CfnResource, Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { CfnEndpoint } from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import { ExecutionRole } from './execution-role';
import { LmiUpdateOptions } from './lmi-deployment-options';
import { acknowledge } from '../checks/acknowledge';
import { secondsOf } from '../checks/durations';
import { Problems } from '../checks/problems';
import { isLiteral, isNumber, isUnresolved } from '../checks/tokens';
import { LIMITS } from '../facts/limits';

/** The variant or inference component to monitor. */
interface RollbackTarget {
  /** Names that are not references to the resource, which itself refers to the alarms. */
  readonly dimensions: { [name: string]: string };
  /** Name of the new endpoint config, which distinguishes metrics of the new fleet. Inference components have none. */
  readonly endpointConfigName?: string;
  /** Whether to monitor old and new instances together too, in case SageMaker does not publish metrics of the new fleet alone. */
  readonly whole?: boolean;
  readonly isAsync: boolean;
}

/** What alarms have to detect a bad update: the wait after the first step, and its share of the traffic. */
export interface Guard {
  readonly wait: { readonly prop: string; readonly duration?: Duration };
  readonly share?: { readonly prop: string; readonly percentage?: number };
}

/** Rules of cdk-nag 3.0 that require an action for every alarm. */
const ACTION_RULES = ['HIPAA.Security', 'NIST.800.53.R4', 'NIST.800.53.R5'].map((pack) => ({
  id: `${pack}-CloudWatchAlarmAction`, reason: 'SageMaker looks at the alarm itself and rolls the update back; nobody has to be told.',
}));
const ERROR_PERCENTAGE = 5;
const ENDPOINT_ERROR_PERCENTAGE = 50;
const MODEL_LATENCY = Duration.seconds(30);
/** Two consecutive minutes, so that one slow or failed response in a quiet minute does not cause a rollback. */
const EVALUATION_PERIODS = 2;
/** The periods, plus a minute until the last one is published. */
const SECONDS_TO_TRIP = (EVALUATION_PERIODS + 1) * 60;

interface RollbackRequest {
  readonly given?: readonly cloudwatch.IAlarm[];
  /** Thresholds of the alarms that are created. */
  readonly options: LmiUpdateOptions;
  readonly execution: ExecutionRole;
}

/** The alarms that roll back updates of an endpoint or an inference component: the user's, or created ones. */
export class RollbackAlarms {
  private readonly alarms: cloudwatch.IAlarm[] = [];

  public constructor(problems: Problems, private readonly request: RollbackRequest) {
    checkThresholds(problems, request.options);
    checkAlarms(problems, request.given);
    request.given?.forEach((alarm) => this.use(alarm));
  }

  /** Checks that an update leaves the created alarms enough time and traffic to go off. */
  public check(problems: Problems, guard: Guard): void {
    if (this.request.given === undefined) {
      checkGuard(problems, guard, this.request.options);
    }
  }

  /** Creates the alarms of a variant or an inference component, unless the user passes alarms or there are problems. */
  public watch(scope: Construct, problems: Problems, target: RollbackTarget): void {
    if (this.request.given !== undefined || problems.count > 0) {
      return;
    }
    createAlarms(scope, target, this.request.options).forEach((alarm) => this.use(alarm));
    if (this.alarms.length > LIMITS.rollbackAlarms.max) {
      problems.add(`the variants have ${this.alarms.length} rollback alarms, but an endpoint takes ${LIMITS.rollbackAlarms.max}. Set `
        + 'rollbackEndpointErrorPercentage to 100, which creates one alarm fewer, or pass your own rollbackAlarms.');
    }
  }

  /** The property of the endpoint or the component; undefined without alarms. */
  public configuration(): CfnEndpoint.AutoRollbackConfigProperty | undefined {
    return this.alarms.length === 0 ? undefined : { alarms: this.alarms.map(({ alarmName }) => ({ alarmName })) };
  }

  private use(alarm: cloudwatch.IAlarm): void {
    this.alarms.push(alarm);
    this.request.execution.allowDescribeAlarm(alarm);
  }
}

/** Checks the user's alarms. */
function checkAlarms(problems: Problems, alarms: readonly cloudwatch.IAlarm[] = []): void {
  const composite = alarms.filter((alarm) => (alarm.node?.defaultChild as Partial<CfnResource> | undefined)?.cfnResourceType === 'AWS::CloudWatch::CompositeAlarm');
  for (const alarm of composite) {
    // CloudWatch API reference, DescribeAlarms: composite alarms are returned only if requested by type, with permission on all alarms; read 2026-11.
    problems.add(`rollbackAlarms has ${alarm.node.path}, a composite alarm, which SageMaker does not support. Pass the metric alarms that it combines.`);
  }
  problems.number('the number of rollbackAlarms', alarms.length, { max: LIMITS.rollbackAlarms.max }, 'pass the most important ones');
}

/**
 * Checks that the created alarms can go off during the waits of an update, and that failures of the first step's traffic are visible in the error rate of the
 * endpoint as a whole.
 */
function checkGuard(problems: Problems, { wait, share }: Guard, options: LmiUpdateOptions): void {
  const others = 'or pass your own rollbackAlarms (an empty list for none)';
  const seconds = isLiteral(wait.duration) ? secondsOf(problems, wait.prop, wait.duration) : undefined;
  if (seconds !== undefined && seconds < SECONDS_TO_TRIP && !problems.isReported(wait.prop)) {
    problems.add(`${wait.prop} is ${seconds} seconds, but the rollback alarms need ${SECONDS_TO_TRIP} to go off. Wait for at least that long, ${others}.`);
  }
  const threshold = options.rollbackErrorPercentage ?? ERROR_PERCENTAGE;
  if (share && isNumber(share.percentage) && isNumber(threshold) && share.percentage <= threshold && !problems.isReported(share.prop, 'rollbackErrorPercentage')) {
    problems.add(`${share.prop} is ${share.percentage} percent of the traffic, all of which may fail before more than ${threshold} percent of all responses are errors. Use a `
      + `larger step, lower rollbackErrorPercentage, ${others}.`);
  }
}

/** Checks the thresholds of the created alarms. */
function checkThresholds(problems: Problems, options: LmiUpdateOptions): void {
  const { rollbackErrorPercentage: percentage, rollbackEndpointErrorPercentage: whole, rollbackModelLatency: latency } = options;
  const given = { rollbackErrorPercentage: percentage, rollbackEndpointErrorPercentage: whole, rollbackModelLatency: latency };
  for (const [prop, value] of Object.entries(given)) {
    if (isUnresolved(value)) {
      problems.invalid(prop, value, 'known at synth time', 'write it as a literal, because the metric has another unit');
    }
  }
  if (isLiteral(percentage) && !(isNumber(percentage) && percentage > 0 && percentage < 100)) {
    problems.invalid('rollbackErrorPercentage', percentage, 'a number above 0 and below 100', 'pass the percentage of failed responses that triggers a rollback');
  }
  problems.number('rollbackEndpointErrorPercentage', whole, { min: 0, exclusiveMin: true, max: 100, integer: false }, 'pass a percentage of the responses; 100 creates no such alarm');
  problems.seconds('rollbackModelLatency', latency, { min: 0, exclusiveMin: true, integer: false }, 'set the latency that triggers a rollback');
}

/** Creates alarms on errors and model latency of one variant or inference component, which roll back an update. */
function createAlarms(scope: Construct, target: RollbackTarget, options: LmiUpdateOptions): cloudwatch.Alarm[] {
  const { dimensions, endpointConfigName, whole, isAsync } = target;
  // SageMaker publishes metrics with this dimension once the new fleet has traffic (developer guide, "Auto-Rollback Configuration and Monitoring", read 2026-11).
  const fresh = endpointConfigName === undefined ? dimensions : { ...dimensions, EndpointConfigName: endpointConfigName };
  const alarm = (id: string, alarmDescription: string, metric: cloudwatch.IMetric, threshold: number) => new cloudwatch.Alarm(scope, id, {
    alarmDescription,
    metric,
    threshold,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: EVALUATION_PERIODS,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
  const percentage = options.rollbackErrorPercentage ?? ERROR_PERCENTAGE;
  const endpointPercentage = options.rollbackEndpointErrorPercentage ?? ENDPOINT_ERROR_PERCENTAGE;
  // Asynchronous responses may take an hour, so there is no sensible default.
  const latency = options.rollbackModelLatency ?? (isAsync ? undefined : MODEL_LATENCY);
  const alarms = [
    alarm('RollbackErrors', `Errors in more than ${percentage} percent of the responses roll an update back`, errorShare(fresh, isAsync), percentage / 100),
    ...latency === undefined ? [] : [
      // SageMaker publishes latency in microseconds.
      alarm('RollbackLatency', 'Slow responses of the model roll an update back', trafficMetric('ModelLatency', fresh, cloudwatch.Stats.percentile(90)),
        latency.toMilliseconds({ integral: false }) * 1000),
    ],
    ...whole && endpointPercentage < 100 ? [
      alarm('RollbackEndpointErrors', `Errors in more than ${endpointPercentage} percent of the responses of old and new instances together roll an update back`,
        errorShare(dimensions, isAsync), endpointPercentage / 100),
    ] : [],
  ];
  alarms.forEach((made) => acknowledge(made, ...ACTION_RULES));
  return alarms;
}

/**
 * The share of failed requests: each publishes 0 or 1, so the average is the share. LMI reports failures of handler and engine with 424, a 4xx (djl-serving 0.25 to 0.36
 * `outputs.py`, read 2026-11), so 5xx alone would miss them. An asynchronous endpoint does not publish their sum (developer guide, "Monitor an asynchronous endpoint", read
 * 2026-11).
 */
function errorShare(dimensions: RollbackTarget['dimensions'], isAsync: boolean): cloudwatch.IMetric {
  if (!isAsync) {
    return trafficMetric('InvocationModelErrors', dimensions, cloudwatch.Stats.AVERAGE);
  }
  return new cloudwatch.MathExpression({
    expression: 'FILL(client, 0) + FILL(server, 0)',
    usingMetrics: {
      client: trafficMetric('Invocation4XXErrors', dimensions, cloudwatch.Stats.AVERAGE),
      server: trafficMetric('Invocation5XXErrors', dimensions, cloudwatch.Stats.AVERAGE),
    },
    period: Duration.minutes(1),
    label: 'share of failed requests',
  });
}

function trafficMetric(metricName: string, dimensionsMap: RollbackTarget['dimensions'], statistic: string): cloudwatch.Metric {
  return new cloudwatch.Metric({ namespace: 'AWS/SageMaker', metricName, dimensionsMap, statistic, period: Duration.minutes(1) });
}
