import { LmiCommonAlarmOptions } from './lmi-alarm-options';

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
