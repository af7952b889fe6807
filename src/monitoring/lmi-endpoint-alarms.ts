import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Construct } from 'constructs';
import { admitAlarms } from './alarm-topic';
import { EndpointCapacity } from './endpoint-capacity';
import { LmiAlarm, LmiAlarmKind } from './lmi-alarm';
import { LmiAlarmOptions } from './lmi-alarm-options';
import { LmiMetrics } from './lmi-metrics';
import { EndpointMetricKey, MICROSECONDS_PER_SECOND } from '../facts/metrics';
import { Faults } from '../internal/faults';
import { isLiteral } from '../internal/tokens';

/** What an alarm is made of besides its id. */
interface AlarmRequest {
  readonly metric: EndpointMetricKey;
  readonly threshold: number;
  readonly label: string;
  readonly description: string;
  readonly statistic?: string;
  readonly missing?: cloudwatch.TreatMissingData;
  readonly minutes?: number;
}

/** Options that thresholds are computed from. A number that is known only at deployment would be taken for the stand-in that it is. */
const NUMBERS = [
  'serverErrorPercent', 'p90Latency', 'concurrentRequests', 'saturationPercent', 'gpuMemoryPercent', 'acceleratorCount', 'asyncAge', 'noCapacityTime',
  'minutesToEvaluate', 'minutesToAlarm',
];
const PERCENT = { min: 0, exclusiveMin: true, max: 100, integer: false };

/** The alarms of one variant of an endpoint. */
export class LmiEndpointAlarms extends Construct {
  /**
   * @internal
   */
  public static _of(scope: Construct, id: string, metrics: LmiMetrics, capacity: EndpointCapacity, options: LmiAlarmOptions): LmiEndpointAlarms {
    return new LmiEndpointAlarms(scope, id, metrics, capacity, options);
  }

  /**
   * Goes off when the model answers too many requests with a 5xx status. Without requests it stays quiet.
   *
   * @default - excluded
   */
  public readonly serverErrors?: LmiAlarm;
  /**
   * Goes off when the 90th percentile of the answers takes too long. Without requests it stays quiet.
   *
   * @default - excluded, or an asynchronous endpoint without `p90Latency`
   */
  public readonly latency?: LmiAlarm;
  /**
   * Goes off when the busiest instance has more requests than its batches hold, so that the next ones wait. Without requests it stays quiet.
   *
   * @default - excluded, asynchronous, or not known what the batches hold
   */
  public readonly saturation?: LmiAlarm;
  /**
   * Goes off when the GPU memory is all but full. Without data it says so, because instances always report.
   *
   * @default - excluded, or not known how many GPUs there are
   */
  public readonly gpuMemory?: LmiAlarm;
  /**
   * Goes off when an asynchronous request waits too long. With an empty queue it stays quiet.
   *
   * @default - excluded, or a real-time endpoint
   */
  public readonly asyncAge?: LmiAlarm;
  /**
   * Goes off when asynchronous requests wait and no instance comes. With an empty queue it stays quiet.
   *
   * @default - excluded, or a real-time endpoint
   */
  public readonly noCapacity?: LmiAlarm;
  /** Every alarm that was made. */
  public readonly all: LmiAlarm[] = [];
  /**
   * The thresholds by the metrics that they are for.
   *
   * @internal
   */
  public readonly _lines: { [metric in EndpointMetricKey]?: cloudwatch.HorizontalAnnotation } = {};
  private readonly metrics: LmiMetrics;
  private readonly options: LmiAlarmOptions;

  private constructor(scope: Construct, id: string, metrics: LmiMetrics, capacity: EndpointCapacity, options: LmiAlarmOptions) {
    super(scope, id);
    this.metrics = metrics;
    this.options = options;
    check(this, options);
    const { isAsync } = metrics;
    const concurrent = options.concurrentRequests ?? capacity.concurrentRequests;
    const gpus = options.acceleratorCount ?? capacity.gpuCount;
    const latency = options.p90Latency ?? (isAsync ? undefined : Duration.seconds(30));

    this.serverErrors = this.make(LmiAlarmKind.SERVER_ERRORS, 'ServerErrors', {
      metric: 'invocation5xxErrors',
      // Every request counts as 0 or 1, so the average is the share of failures, and no arithmetic over two metrics is needed.
      statistic: cloudwatch.Stats.AVERAGE,
      threshold: (options.serverErrorPercent ?? 5) / 100,
      label: 'too many 5xx answers',
      description: 'The model answers too many requests with a 5xx status. Look for its errors in the log group of the endpoint.',
    });
    this.latency = latency && this.make(LmiAlarmKind.LATENCY, 'Latency', {
      metric: 'modelLatency',
      threshold: latency.toSeconds({ integral: false }) * MICROSECONDS_PER_SECOND,
      label: 'answers too slow',
      description: 'One answer in ten takes too long. Are requests waiting for a place in the batch, or are they longer than planned?',
    });
    this.saturation = isAsync || concurrent === undefined ? undefined : this.make(LmiAlarmKind.SATURATION, 'Saturation', {
      metric: 'concurrentRequests',
      threshold: concurrent * (options.saturationPercent ?? 90) / 100,
      label: 'batches full',
      description: 'The busiest instance has about as many requests as its batches hold; further ones wait. Add instances, or raise the batch size.',
    });
    this.gpuMemory = gpus === undefined ? undefined : this.make(LmiAlarmKind.GPU_MEMORY, 'GpuMemory', {
      metric: 'gpuMemoryUtilization',
      threshold: gpus * (options.gpuMemoryPercent ?? 98),
      label: 'GPU memory full',
      description: 'The GPU memory is all but full; the next long request may end in an out-of-memory error. Lower the share that the engine takes, or '
        + 'the longest sequence.',
      missing: cloudwatch.TreatMissingData.MISSING,
    });
    this.asyncAge = isAsync ? this.make(LmiAlarmKind.ASYNC_AGE, 'AsyncAge', {
      metric: 'asyncOldestRequestAge',
      threshold: (options.asyncAge ?? Duration.minutes(15)).toSeconds(),
      label: 'requests wait too long',
      description: 'An asynchronous request waits too long. Let more instances scale out, or look whether the container still answers.',
    }) : undefined;
    this.noCapacity = isAsync ? this.make(LmiAlarmKind.NO_CAPACITY, 'NoCapacity', {
      metric: 'asyncBacklogWithoutCapacity',
      threshold: 1,
      label: 'no instance',
      description: 'Requests wait, but no instance comes. Look at the scaling activities: the policy that wakes the endpoint, or the capacity of the region.',
      minutes: Math.max(1, Math.ceil((options.noCapacityTime ?? Duration.minutes(20)).toMinutes({ integral: false }))),
    }) : undefined;
    this.act();
  }

  private make(kind: LmiAlarmKind, id: string, request: AlarmRequest): LmiAlarm | undefined {
    if (this.options.without?.includes(kind)) {
      return undefined;
    }
    const evaluationPeriods = request.minutes ?? this.options.minutesToEvaluate ?? 5;
    const alarm = new cloudwatch.Alarm(this, id, {
      metric: this.metrics._of(request.metric, { statistic: request.statistic, period: Duration.minutes(1) }),
      threshold: request.threshold,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods,
      datapointsToAlarm: request.minutes ?? this.options.minutesToAlarm ?? Math.min(3, evaluationPeriods),
      treatMissingData: request.missing ?? cloudwatch.TreatMissingData.NOT_BREACHING,
      alarmDescription: `Endpoint ${this.metrics.endpointName}: ${request.description}`,
    });
    const annotation = { value: request.threshold, label: request.label, color: cloudwatch.Color.RED };
    const made = { alarm, annotation };
    this.all.push(made);
    // The share of failures is another scale than their number, which graphs show.
    if (request.statistic === undefined) {
      this._lines[request.metric] = annotation;
    }
    return made;
  }

  private act(): void {
    const { topic } = this.options;
    if (topic) {
      admitAlarms(this, topic);
    }
    const told = topic ? [new actions.SnsAction(topic)] : [];
    for (const { alarm } of this.all) {
      alarm.addAlarmAction(...told, ...this.options.actions ?? []);
      alarm.addOkAction(...told, ...this.options.okActions ?? []);
    }
  }
}

function check(scope: Construct, options: LmiAlarmOptions): void {
  const faults = new Faults(scope);
  const { minutesToEvaluate = 5, minutesToAlarm } = options;
  for (const [name, value] of Object.entries(options)) {
    if (NUMBERS.includes(name) && value !== undefined && value !== null && !isLiteral(value)) {
      faults.add(name, value, 'known at synth', 'thresholds are computed from it');
    }
  }
  faults.number('serverErrorPercent', options.serverErrorPercent, PERCENT, 'give a share of the requests');
  faults.number('saturationPercent', options.saturationPercent, { min: 0, exclusiveMin: true, integer: false }, 'give a share of concurrentRequests');
  faults.number('gpuMemoryPercent', options.gpuMemoryPercent, PERCENT, 'give a share of the memory');
  faults.number('concurrentRequests', options.concurrentRequests, { min: 1 }, 'give the requests that an instance serves at once');
  faults.number('acceleratorCount', options.acceleratorCount, { min: 1 }, 'give the GPUs of an instance');
  faults.number('minutesToEvaluate', minutesToEvaluate, { min: 1, max: 1440 }, 'CloudWatch looks back a day at most');
  faults.number('minutesToAlarm', minutesToAlarm, { min: 1, max: minutesToEvaluate }, 'give at most minutesToEvaluate');
  const seconds = { min: 0, exclusiveMin: true, integer: false };
  faults.seconds('p90Latency', options.p90Latency, seconds, 'give a time');
  faults.seconds('asyncAge', options.asyncAge, seconds, 'give a time');
  faults.seconds('noCapacityTime', options.noCapacityTime, { ...seconds, max: 86_400 }, 'CloudWatch looks back a day at most');
  faults.throwIfAny();
}
