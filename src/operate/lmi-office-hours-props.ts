import { TimeZone } from 'aws-cdk-lib';

/** Office hours and their capacity. */
export interface LmiOfficeHoursProps {
  /** Time zone of the hours, including daylight saving time. */
  readonly timeZone: TimeZone;

  /** Time of day when capacity is added, such as `08:30`. Allow several minutes for an instance to start and to load the model. */
  readonly start: string;

  /** Time of day when capacity is removed, such as `18:00`. A time before `start` is on the next day; the same time as `start` raises an error. */
  readonly end: string;

  /**
   * Days on which office hours begin: `MON`, `TUE`, `WED`, `THU`, `FRI`, `SAT`, `SUN`. At least one.
   *
   * @default - Monday to Friday
   */
  readonly days?: string[];

  /**
   * Minimum number of instances or copies in office hours: at least 1, at most the `maxCapacity` of the scaling.
   *
   * @default - the `minCapacity` of the scaling, at least 1
   */
  readonly capacity?: number;
}
