import { TimeZone } from 'aws-cdk-lib';

/** When something has to run, and with how much. */
export interface LmiOfficeHoursProps {
  /** Time zone of the hours, with its daylight saving. */
  readonly timeZone: TimeZone;

  /** Time of day at which the capacity comes, such as `08:30`. An instance takes minutes to start and to load the model: choose it that much earlier. */
  readonly start: string;

  /**
   * Time of day at which the capacity goes, such as `18:00`. One before `start` is of the next day; the same as `start` raises an error.
   */
  readonly end: string;

  /**
   * Days on which the hours begin: `MON`, `TUE`, `WED`, `THU`, `FRI`, `SAT`, `SUN`. At least one.
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
