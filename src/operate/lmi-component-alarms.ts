import { Construct } from 'constructs';
import { AlarmSet, checkAlarmOptions, commonAlarms } from './alarm-set';
import { LmiAlarm, LmiAlarmKind } from './lmi-alarm';
import { LmiCommonAlarmOptions } from './lmi-alarm-options';
import { LmiComponentMetrics } from './lmi-component-metrics';
import { Problems } from '../checks/problems';
import { ComponentMetricKey } from '../facts/metrics';

/** Thresholds of the alarms of an inference component, and what they do. */
export interface LmiComponentAlarmOptions extends LmiCommonAlarmOptions {
  /**
   * Minutes in a row in which requests find no copy that are too much. At least 1. A component that scales to zero refuses requests until its first
   * copy is there, which is no reason for alarm.
   *
   * @default 20
   */
  readonly noCapacityMinutes?: number;
}

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
   * Goes off when too many requests get a response other than 2xx. Without requests it stays quiet.
   *
   * @default - excluded
   */
  public readonly serverErrors?: LmiAlarm;
  /**
   * Goes off when the 90th percentile of the answers takes too long. Without requests it stays quiet.
   *
   * @default - excluded
   */
  public readonly latency?: LmiAlarm;
  /**
   * Goes off when the busiest copy has more requests than its batches hold, so that the next ones wait. Without requests it stays quiet.
   *
   * @default - excluded, or not known what the batches hold
   */
  public readonly saturation?: LmiAlarm;
  /**
   * Goes off when the GPU memory of the copies is all but full. Without copies it stays quiet.
   *
   * @default - excluded
   */
  public readonly gpuMemory?: LmiAlarm;
  /**
   * Goes off when requests go on finding no copy. Without requests it stays quiet.
   *
   * @default - excluded
   */
  public readonly noCapacity?: LmiAlarm;
  /**
   * Goes off when copies ran for `idleAfter` without a request. Without copies it stays quiet.
   *
   * @default - excluded, or `idleAfter` is not given
   */
  public readonly idle?: LmiAlarm;
  /** Every alarm that was made. */
  public readonly all: LmiAlarm[];

  private constructor(
    scope: Construct, id: string, metrics: LmiComponentMetrics, concurrentRequests: number | undefined, options: LmiComponentAlarmOptions,
  ) {
    super(scope, id);
    const problems = new Problems(this);
    options = checkAlarmOptions(problems, options, ['noCapacityMinutes']);
    problems.number('noCapacityMinutes', options.noCapacityMinutes, { min: 1, max: 1440 }, 'CloudWatch looks back a day at most');
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
