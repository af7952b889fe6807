import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Construct } from 'constructs';
import { allowAlarmsToPublish } from './alarm-topic';
import { LmiAlarm, LmiAlarmKind } from './lmi-alarm';
import { LmiCommonAlarmOptions } from './lmi-alarm-options';
import { Problems } from '../checks/problems';
import { checkedProps, having, listOf, ownChecks, PropKinds, TOPIC, wordOf } from '../checks/prop-kinds';
import { isLiteral } from '../checks/tokens';
import { ComponentMetricKey, EndpointMetricKey, MICROSECONDS_PER_SECOND } from '../facts/metrics';

/** Properties of an alarm. */
export interface AlarmRequest<Key> {
  readonly metric: Key;
  /** A metric to add to the first one. */
  readonly plus?: Key;
  readonly threshold: number;
  readonly label: string;
  readonly description: string;
  readonly statistic?: string;
  readonly missing?: cloudwatch.TreatMissingData;
  readonly minutes?: number;
}

/** Words in the common alarms that differ between endpoints and inference components. */
interface AlarmWords {
  readonly noun: 'endpoint' | 'component';
  /** The unit that serves requests, in the singular and plural. */
  readonly unit: readonly [one: 'instance' | 'copy', several: 'instances' | 'copies'];
}

/** An alarm of both endpoints and inference components, on a metric that has the same key in both tables. */
type CommonRequest = AlarmRequest<ComponentMetricKey & EndpointMetricKey>;

interface CommonAlarms {
  readonly serverErrors: CommonRequest;
  readonly latency: CommonRequest;
  readonly saturation: (concurrentRequests: number) => CommonRequest;
  readonly gpuMemory: (gpus: number) => CommonRequest;
}

/** The alarms of both endpoints and inference components. */
export function commonAlarms({ noun, unit: [one, several] }: AlarmWords, options: LmiCommonAlarmOptions): CommonAlarms {
  return {
    serverErrors: {
      // LMI reports failures of handler and engine with 424, which SageMaker counts as 4xx (docs/decisions/alarms.md).
      metric: 'modelErrors',
      // Every request counts as 0 or 1, so the average is the share of failures, without arithmetic over two metrics.
      statistic: cloudwatch.Stats.AVERAGE,
      threshold: (options.serverErrorPercentage ?? 5) / 100,
      label: 'too many failed requests',
      description: `Too many requests get a response other than 2xx. Look for errors in the log group of the ${noun}, and for bad requests of clients.`,
    },
    latency: {
      metric: 'modelLatency',
      threshold: (options.p90Latency ?? Duration.seconds(30)).toSeconds({ integral: false }) * MICROSECONDS_PER_SECOND,
      label: 'responses too slow',
      description: 'One response in ten takes too long. Are requests waiting for a place in the batch, or are they longer than planned?',
    },
    saturation: (concurrentRequests: number) => ({
      metric: 'concurrentRequests',
      threshold: concurrentRequests * (options.saturationPercentage ?? 90) / 100,
      label: 'batches full',
      description: `The busiest ${one} has about as many requests as its batches hold; further ones wait. Add ${several}, or raise the batch size.`,
    }),
    gpuMemory: (gpus: number) => ({
      metric: 'gpuMemoryUtilization',
      threshold: gpus * (options.gpuMemoryPercentage ?? 98),
      label: 'GPU memory full',
      description: 'The GPU memory is all but full; the next long request may end in an out-of-memory error. Lower the share that the engine takes, or '
        + 'the longest sequence.',
    }),
  };
}

/** Creates the alarms of one endpoint or inference component. */
export class AlarmSet<Key> {
  private readonly all: LmiAlarm[] = [];

  public constructor(
    private readonly scope: Construct,
    private readonly options: LmiCommonAlarmOptions,
    private readonly subject: string,
    private readonly metricOf: (key: Key, options: cloudwatch.MetricOptions) => cloudwatch.Metric,
  ) {}

  /** Creates an alarm, unless the user excludes it. */
  public make(kind: LmiAlarmKind, id: string, request: AlarmRequest<Key>): LmiAlarm | undefined {
    if (this.options.without?.includes(kind)) {
      return undefined;
    }
    const evaluationPeriods = request.minutes ?? this.options.minutesToEvaluate ?? 5;
    const alarm = new cloudwatch.Alarm(this.scope, id, {
      metric: this.metricFor(request),
      threshold: request.threshold,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods,
      datapointsToAlarm: request.minutes ?? this.options.minutesToAlarm ?? Math.min(3, evaluationPeriods),
      treatMissingData: request.missing ?? cloudwatch.TreatMissingData.NOT_BREACHING,
      alarmDescription: `${this.subject}: ${request.description}`,
    });
    const made = { alarm, annotation: { value: request.threshold, label: request.label, color: cloudwatch.Color.RED } };
    this.all.push(made);
    return made;
  }

  /**
   * Creates the alarm on idle capacity, if the user asks for it.
   *
   * @param requests a metric that counts requests, without data if there are none
   * @param capacity a metric with one sample per minute for each instance or copy, without data if there are none; undefined if there is always an instance
   */
  public makeIdle(requests: Key, capacity: Key | undefined, description: string): LmiAlarm | undefined {
    const { idleAfter } = this.options;
    if (idleAfter === undefined || this.options.without?.includes(LmiAlarmKind.IDLE)) {
      return undefined;
    }
    const { period, periods } = idlePeriods(idleAfter);
    const counted = this.metricOf(requests, { statistic: cloudwatch.Stats.SUM, period });
    const alarm = new cloudwatch.Alarm(this.scope, 'Idle', {
      metric: capacity === undefined ? counted : new cloudwatch.MathExpression({
        // If nothing runs, there is no data, regardless of requests.
        expression: 'FILL(requests, 0) + 0 * capacity',
        usingMetrics: { requests: counted, capacity: this.metricOf(capacity, { statistic: cloudwatch.Stats.SAMPLE_COUNT, period }) },
        period,
        label: 'requests while something runs',
      }),
      threshold: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: periods,
      datapointsToAlarm: periods,
      treatMissingData: capacity === undefined ? cloudwatch.TreatMissingData.BREACHING : cloudwatch.TreatMissingData.NOT_BREACHING,
      alarmDescription: `${this.subject}: ${description}`,
    });
    const made = { alarm, annotation: { value: 1, label: 'idle', color: cloudwatch.Color.GREY } };
    this.all.push(made);
    return made;
  }

  /** Adds the actions to all alarms, and returns the alarms. */
  public act(): LmiAlarm[] {
    const { topic } = this.options;
    if (topic) {
      allowAlarmsToPublish(this.scope, topic);
    }
    const notifications = topic ? [new actions.SnsAction(topic)] : [];
    for (const { alarm } of this.all) {
      const onAlarm = [...notifications, ...this.options.actions ?? []];
      const onOk = [...notifications, ...this.options.okActions ?? []];
      // The oldest supported aws-cdk-lib renders an empty list of actions, the newest does not.
      if (onAlarm.length > 0) {
        alarm.addAlarmAction(...onAlarm);
      }
      if (onOk.length > 0) {
        alarm.addOkAction(...onOk);
      }
    }
    return this.all;
  }

  private metricFor({ metric, plus, statistic }: AlarmRequest<Key>): cloudwatch.IMetric {
    const period = Duration.minutes(1);
    const first = this.metricOf(metric, { statistic, period });
    return plus === undefined ? first : new cloudwatch.MathExpression({
      expression: 'FILL(first, 0) + FILL(second, 0)', usingMetrics: { first, second: this.metricOf(plus, { statistic, period }) }, period,
    });
  }
}

const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3600;
const FIVE_MINUTES = 300;

/**
 * Period and number of periods of an alarm over a time: CloudWatch evaluates at most a day, or a week with periods of at least an hour (CloudWatch user
 * guide, "Evaluating an alarm").
 */
function idlePeriods(time: Duration): { readonly period: Duration; readonly periods: number } {
  const seconds = time.toSeconds();
  const period = seconds > DAY_SECONDS || seconds % HOUR_SECONDS === 0 ? HOUR_SECONDS : FIVE_MINUTES;
  return { period: Duration.seconds(period), periods: Math.ceil(seconds / period) };
}

/** Options that thresholds are computed from. The encoded number of a token must not enter the calculation. */
const NUMBERS = [
  'serverErrorPercentage', 'p90Latency', 'concurrentRequests', 'saturationPercentage', 'gpuMemoryPercentage', 'minutesToEvaluate', 'minutesToAlarm', 'idleAfter',
] as const;
const PERCENT = { min: 0, exclusiveMin: true, max: 100, integer: false };
/** Bounds of times and shares. */
export const POSITIVE = { min: 0, exclusiveMin: true, integer: false };

const ACTIONS = listOf(having('bind', 'an alarm action'), 'a list of alarm actions');
/** Kinds of the options that both kinds of alarms share. */
export const COMMON_ALARM_KINDS: PropKinds<LmiCommonAlarmOptions> = {
  ...ownChecks(...NUMBERS),
  actions: ACTIONS, okActions: ACTIONS, topic: TOPIC, without: listOf(wordOf(LmiAlarmKind), 'a list of LmiAlarmKind'),
};

/** Checks the common options, and that further options are known at synth. */
export function checkAlarmOptions<T extends LmiCommonAlarmOptions>(problems: Problems, given: T, kinds: PropKinds<T>, further: readonly string[]): T {
  const options = checkedProps<T>(problems, given, kinds);
  const { minutesToEvaluate = 5, minutesToAlarm } = options;
  for (const [name, value] of Object.entries(options)) {
    if ([...NUMBERS as readonly string[], ...further].includes(name) && !isLiteral(value)) {
      problems.invalid(name, value, 'known at synth time', 'write it as a literal, because thresholds are computed from it');
    }
  }
  problems.number('serverErrorPercentage', options.serverErrorPercentage, PERCENT, 'pass a percentage of the requests');
  problems.number('saturationPercentage', options.saturationPercentage, POSITIVE, 'pass a percentage of concurrentRequests');
  problems.number('gpuMemoryPercentage', options.gpuMemoryPercentage, PERCENT, 'pass a percentage of the memory');
  problems.number('concurrentRequests', options.concurrentRequests, { min: 1 }, 'pass the number of requests served at once');
  problems.number('minutesToEvaluate', minutesToEvaluate, { min: 1, max: 1440 }, 'CloudWatch evaluates one day at most');
  problems.number('minutesToAlarm', minutesToAlarm, { min: 1, max: minutesToEvaluate }, 'pass at most minutesToEvaluate');
  problems.seconds('idleAfter', options.idleAfter, { min: FIVE_MINUTES, max: 7 * DAY_SECONDS }, 'pass from 5 minutes to 7 days');
  problems.seconds('p90Latency', options.p90Latency, POSITIVE, 'pass a Duration');
  return options;
}
