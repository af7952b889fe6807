import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { AlarmRequest, AlarmSet, checkAlarmOptions, COMMON_ALARM_KINDS, commonAlarms, POSITIVE } from './alarm-set';
import { LmiAlarm, LmiAlarmKind } from './lmi-alarm';
import { LmiAlarmOptions } from './lmi-alarm-options';
import { LmiMetrics } from './lmi-metrics';
import { EndpointCapacity } from './served-requests';
import { Problems } from '../checks/problems';
import { instanceOf, ownChecks, PropKinds } from '../checks/prop-kinds';
import { EndpointMetricKey } from '../facts/metrics';

/** Options in addition to the common ones that thresholds are computed from. */
const NUMBERS = ['acceleratorCount', 'asyncAge', 'noCapacityTime'] as const;
const KINDS: PropKinds<LmiAlarmOptions> = { ...COMMON_ALARM_KINDS, ...ownChecks('variantName', ...NUMBERS) };

/** The alarms of one variant of an endpoint. */
export class LmiEndpointAlarms extends Construct {
  /**
   * @internal
   */
  public static _of(scope: Construct, id: string, metrics: LmiMetrics, capacity: EndpointCapacity, options: LmiAlarmOptions): LmiEndpointAlarms {
    return new LmiEndpointAlarms(scope, id, metrics, capacity, options);
  }

  /**
   * Goes off if too many requests get a response other than 2xx. OK without requests.
   *
   * @default - excluded
   */
  public readonly serverErrors?: LmiAlarm;
  /**
   * Goes off if the 90th percentile of the response time is too high. OK without requests.
   *
   * @default - excluded, or an asynchronous endpoint without `p90Latency`
   */
  public readonly latency?: LmiAlarm;
  /**
   * Goes off if the busiest instance has about as many requests as fit in its batch, so that further requests wait. OK without requests.
   *
   * @default - excluded, an asynchronous endpoint, or the batch size is unknown
   */
  public readonly saturation?: LmiAlarm;
  /**
   * Goes off if GPU memory is nearly full. INSUFFICIENT_DATA without data, because instances always report.
   *
   * @default - excluded, or the number of GPUs is unknown
   */
  public readonly gpuMemory?: LmiAlarm;
  /**
   * Goes off if an asynchronous request waits too long. OK with an empty queue.
   *
   * @default - excluded, or a real-time endpoint
   */
  public readonly asyncAge?: LmiAlarm;
  /**
   * Goes off if asynchronous requests wait and no instance starts. OK with an empty queue.
   *
   * @default - excluded, or a real-time endpoint
   */
  public readonly noCapacity?: LmiAlarm;
  /**
   * Goes off if instances ran for `idleAfter` without a request. OK while an asynchronous endpoint has no instances.
   *
   * @default - excluded, or `idleAfter` is not set
   */
  public readonly idle?: LmiAlarm;
  /** All created alarms. */
  public readonly all: LmiAlarm[] = [];
  /**
   * The threshold lines by metric.
   *
   * @internal
   */
  public readonly _lines: { [metric in EndpointMetricKey]?: cloudwatch.HorizontalAnnotation } = {};
  private readonly set: AlarmSet<EndpointMetricKey>;

  private constructor(scope: Construct, id: string, metrics: LmiMetrics, capacity: EndpointCapacity, options: LmiAlarmOptions) {
    super(scope, id);
    options = checked(this, options);
    this.set = new AlarmSet(this, options, `Endpoint ${metrics.endpointName}`, (key: EndpointMetricKey, given) => metrics._of(key, given));
    const { isAsync } = metrics;
    const concurrent = options.concurrentRequests ?? capacity.concurrentRequests;
    const gpus = options.acceleratorCount ?? capacity.gpuCount;
    const common = commonAlarms({ noun: 'endpoint', unit: ['instance', 'instances'] }, options);

    this.serverErrors = this.make(LmiAlarmKind.SERVER_ERRORS, 'ServerErrors', isAsync
      // An asynchronous endpoint does not publish their sum.
      ? { ...common.serverErrors, metric: 'invocation4xxErrors', plus: 'invocation5xxErrors' } : common.serverErrors);
    // Asynchronous responses may take an hour, so there is no sensible default.
    this.latency = isAsync && !options.p90Latency ? undefined : this.make(LmiAlarmKind.LATENCY, 'Latency', common.latency);
    this.saturation = isAsync || concurrent === undefined ? undefined : this.make(LmiAlarmKind.SATURATION, 'Saturation', common.saturation(concurrent));
    this.gpuMemory = gpus === undefined ? undefined : this.make(LmiAlarmKind.GPU_MEMORY, 'GpuMemory', {
      ...common.gpuMemory(gpus), missing: cloudwatch.TreatMissingData.MISSING,
    });
    this.asyncAge = isAsync ? this.make(LmiAlarmKind.ASYNC_AGE, 'AsyncAge', {
      metric: 'asyncOldestRequestAge',
      threshold: (options.asyncAge ?? Duration.minutes(15)).toSeconds(),
      label: 'requests wait too long',
      description: 'An asynchronous request waits too long. Let more instances scale out, or check whether the container still responds.',
    }) : undefined;
    this.noCapacity = isAsync ? this.make(LmiAlarmKind.NO_CAPACITY, 'NoCapacity', {
      metric: 'asyncBacklogWithoutCapacity',
      threshold: 1,
      label: 'no instance',
      description: 'Requests wait, but no instance comes. Look at the scaling activities: the policy that wakes the endpoint, or the capacity of the region.',
      minutes: Math.max(1, Math.ceil((options.noCapacityTime ?? Duration.minutes(20)).toMinutes({ integral: false }))),
    }) : undefined;
    this.idle = isAsync
      ? this.set.makeIdle('asyncInvocationsProcessed', 'cpuUtilization', 'Instances run, but nobody sends requests. Let the endpoint scale to zero (minCapacity: 0).')
      : this.set.makeIdle('invocations', undefined, 'Instances run, but nobody sends requests. A real-time variant does not scale to zero: delete the endpoint, scale on '
        + 'office hours, or move the model to an inference component.');
    this.all.push(...this.set.act());
  }

  private make(kind: LmiAlarmKind, id: string, request: AlarmRequest<EndpointMetricKey>): LmiAlarm | undefined {
    const made = this.set.make(kind, id, request);
    // Graphs show the number of failures, not their share, which has a different scale.
    if (made && request.statistic === undefined) {
      this._lines[request.metric] = made.annotation;
    }
    return made;
  }
}

/** Kind of a prop that takes the alarms of an endpoint. */
export const ENDPOINT_ALARMS = instanceOf(LmiEndpointAlarms, 'pass what addAlarms returned');

function checked(scope: Construct, given: LmiAlarmOptions): LmiAlarmOptions {
  const problems = new Problems(scope);
  const options = checkAlarmOptions(problems, given, KINDS, NUMBERS);
  problems.number('acceleratorCount', options.acceleratorCount, { min: 1 }, 'pass the number of GPUs of an instance');
  problems.seconds('asyncAge', options.asyncAge, POSITIVE, 'pass a Duration');
  problems.seconds('noCapacityTime', options.noCapacityTime, { ...POSITIVE, max: 86_400 }, 'CloudWatch evaluates one day at most');
  problems.throwIfAny();
  return options;
}
