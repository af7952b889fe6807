import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { AlarmRequest, AlarmSet, checkAlarmOptions, POSITIVE } from './alarm-set';
import { EndpointCapacity } from './endpoint-capacity';
import { LmiAlarm, LmiAlarmKind } from './lmi-alarm';
import { LmiAlarmOptions } from './lmi-alarm-options';
import { LmiMetrics } from './lmi-metrics';
import { EndpointMetricKey, MICROSECONDS_PER_SECOND } from '../facts/metrics';
import { Faults } from '../internal/faults';

/** Options beside the common ones that thresholds are computed from. */
const NUMBERS = ['acceleratorCount', 'asyncAge', 'noCapacityTime'];

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
  private readonly set: AlarmSet<EndpointMetricKey>;

  private constructor(scope: Construct, id: string, metrics: LmiMetrics, capacity: EndpointCapacity, options: LmiAlarmOptions) {
    super(scope, id);
    check(this, options);
    this.set = new AlarmSet(this, options, `Endpoint ${metrics.endpointName}`, (key: EndpointMetricKey, given) => metrics._of(key, given));
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
    this.all.push(...this.set.act());
  }

  private make(kind: LmiAlarmKind, id: string, request: AlarmRequest<EndpointMetricKey>): LmiAlarm | undefined {
    const made = this.set.make(kind, id, request);
    // The share of failures is another scale than their number, which graphs show.
    if (made && request.statistic === undefined) {
      this._lines[request.metric] = made.annotation;
    }
    return made;
  }
}

function check(scope: Construct, options: LmiAlarmOptions): void {
  const faults = new Faults(scope);
  checkAlarmOptions(faults, options, NUMBERS);
  faults.number('acceleratorCount', options.acceleratorCount, { min: 1 }, 'give the GPUs of an instance');
  faults.seconds('asyncAge', options.asyncAge, POSITIVE, 'give a time');
  faults.seconds('noCapacityTime', options.noCapacityTime, { ...POSITIVE, max: 86_400 }, 'CloudWatch looks back a day at most');
  faults.throwIfAny();
}
