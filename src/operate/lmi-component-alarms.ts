import { Construct } from 'constructs';
import { AlarmSet, checkAlarmOptions, COMMON_ALARM_KINDS, commonAlarms } from './alarm-set';
import { LmiAlarm, LmiAlarmKind } from './lmi-alarm';
import { LmiCommonAlarmOptions } from './lmi-alarm-options';
import { LmiComponentMetrics } from './lmi-component-metrics';
import { Problems } from '../checks/problems';
import { ownChecks, PropKinds } from '../checks/prop-kinds';
import { ComponentMetricKey } from '../facts/metrics';

/** Thresholds and actions of the alarms of an inference component. */
export interface LmiComponentAlarmOptions extends LmiCommonAlarmOptions {
  /**
   * Number of consecutive minutes without a copy for requests that triggers the alarm. At least 1. A component that scales to zero rejects requests
   * until its first copy is ready, which is expected.
   *
   * @default 20
   */
  readonly noCapacityMinutes?: number;
}

const KINDS: PropKinds<LmiComponentAlarmOptions> = { ...COMMON_ALARM_KINDS, ...ownChecks('noCapacityMinutes') };

/** The alarms of an inference component. */
export class LmiComponentAlarms extends Construct {
  /**
   * @internal
   */
  public static _of(
    scope: Construct, id: string, metrics: LmiComponentMetrics, concurrentRequests: number | undefined, options: LmiComponentAlarmOptions,
  ): LmiComponentAlarms {
    return new LmiComponentAlarms(scope, id, metrics, concurrentRequests, options);
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
   * @default - excluded
   */
  public readonly latency?: LmiAlarm;
  /**
   * Goes off if the busiest copy has about as many requests as fit in its batch, so that further requests wait. OK without requests.
   *
   * @default - excluded, or the batch size is unknown
   */
  public readonly saturation?: LmiAlarm;
  /**
   * Goes off if the GPU memory of the copies is nearly full. OK without copies.
   *
   * @default - excluded
   */
  public readonly gpuMemory?: LmiAlarm;
  /**
   * Goes off if there is no copy for requests for too long. OK without requests.
   *
   * @default - excluded
   */
  public readonly noCapacity?: LmiAlarm;
  /**
   * Goes off if copies ran for `idleAfter` without a request. OK without copies.
   *
   * @default - excluded, or `idleAfter` is not set
   */
  public readonly idle?: LmiAlarm;
  /** All created alarms. */
  public readonly all: LmiAlarm[];

  private constructor(
    scope: Construct, id: string, metrics: LmiComponentMetrics, concurrentRequests: number | undefined, options: LmiComponentAlarmOptions,
  ) {
    super(scope, id);
    const problems = new Problems(this);
    options = checkAlarmOptions(problems, options, KINDS, ['noCapacityMinutes']);
    problems.number('noCapacityMinutes', options.noCapacityMinutes, { min: 1, max: 1440 }, 'CloudWatch evaluates one day at most');
    problems.throwIfAny();
    const set = new AlarmSet(this, options, `Inference component ${metrics._name}`, (key: ComponentMetricKey, given) => metrics._of(key, given));
    const concurrent = options.concurrentRequests ?? concurrentRequests;

    const common = commonAlarms({ noun: 'component', unit: ['copy', 'copies'] }, options);
    this.serverErrors = set.make(LmiAlarmKind.SERVER_ERRORS, 'ServerErrors', common.serverErrors);
    this.latency = set.make(LmiAlarmKind.LATENCY, 'Latency', common.latency);
    this.saturation = concurrent === undefined ? undefined : set.make(LmiAlarmKind.SATURATION, 'Saturation', common.saturation(concurrent));
    this.gpuMemory = set.make(LmiAlarmKind.GPU_MEMORY, 'GpuMemory', common.gpuMemory(1));
    this.noCapacity = set.make(LmiAlarmKind.NO_CAPACITY, 'NoCapacity', {
      metric: 'noCapacityFailures',
      threshold: 1,
      label: 'no copy',
      description: 'Requests go on finding no copy. Look at the scaling activities of the component, and whether the fleet may grow and the region has capacity.',
      minutes: options.noCapacityMinutes ?? 20,
    });
    this.idle = set.makeIdle('invocations', 'copies', 'Copies run, but nobody sends requests. Let them scale to zero (autoScaleCopies with minCapacity: 0).');
    this.all = set.act();
  }
}
