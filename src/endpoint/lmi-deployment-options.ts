import { Duration } from 'aws-cdk-lib';

/** Options that all deployment policies share. */
export interface LmiUpdateOptions {
  /**
   * Maximum duration of an update: 10 minutes to 8 hours. All wait intervals must fit within it. SageMaker aborts an update that takes longer.
   *
   * @default - SageMaker's own limit
   */
  readonly maximumExecution?: Duration;

  /**
   * Percentage of failed responses of the new instances above which an update is rolled back: greater than 0 and less than 100, and less than the
   * percentage of traffic that the first step moves. Every response other than 2xx counts, because LMI reports engine failures as 424; if clients
   * send many bad requests, set a value above their percentage. Has no effect with `rollbackAlarms`.
   *
   * @default 5
   */
  readonly rollbackErrorPercentage?: number;

  /**
   * Percentage of failed responses of old and new instances together above which an update is rolled back: greater than 0, at most 100. If the old
   * fleet already fails that often, the alarm would block the fix: set 100 for that update, which creates no such alarm. Has no effect with
   * `rollbackAlarms`, or on inference components, whose metrics do not distinguish old copies from new ones.
   *
   * @default 50
   */
  readonly rollbackEndpointErrorPercentage?: number;

  /**
   * Model latency (p90) above which an update is rolled back. Greater than 0. Has no effect with `rollbackAlarms`.
   *
   * @default - 30 seconds, half of the limit for a real-time call; no such alarm on an asynchronous endpoint
   */
  readonly rollbackModelLatency?: Duration;
}

/** Options that policies with a second fleet share. */
export interface LmiBlueGreenOptions extends LmiUpdateOptions {
  /**
   * How long to keep the old fleet after all traffic has moved, while alarms can still roll back: up to an hour.
   *
   * @default - 10 minutes if all traffic moves at once; otherwise 0, because alarms had time during the earlier steps
   */
  readonly terminationWait?: Duration;
}

/** Options of an update that moves all traffic at once. */
export interface LmiAllAtOnceOptions extends LmiBlueGreenOptions {}

/** Options of an update that moves part of the traffic first. Set either `canaryPercentage` or `canaryInstances`. */
export interface LmiCanaryOptions extends LmiBlueGreenOptions {
  /**
   * Size of the first step, as a percentage of the new fleet: 1 to 50.
   *
   * @default - determined by `canaryInstances`
   */
  readonly canaryPercentage?: number;

  /**
   * Size of the first step, in instances: at most half of `initialInstanceCount`.
   *
   * @default - determined by `canaryPercentage`
   */
  readonly canaryInstances?: number;

  /** How long alarms watch the first step before the remaining traffic moves: up to an hour. */
  readonly waitInterval: Duration;
}

/** Options of an update that moves traffic in equal steps. Set either `stepPercentage` or `stepInstances`. */
export interface LmiLinearOptions extends LmiBlueGreenOptions {
  /**
   * Size of each step, as a percentage of the new fleet: 10 to 50.
   *
   * @default - determined by `stepInstances`
   */
  readonly stepPercentage?: number;

  /**
   * Size of each step, in instances: 10 to 50 percent of `initialInstanceCount`.
   *
   * @default - determined by `stepPercentage`
   */
  readonly stepInstances?: number;

  /** How long alarms watch each step before the next one: up to an hour. */
  readonly waitInterval: Duration;
}

/** Options of an update that replaces a few instances at a time. Set either `maximumBatchSize` or `maximumBatchPercentage`. */
export interface LmiRollingOptions extends LmiUpdateOptions {
  /**
   * Number of instances to replace at a time: 5 to 50 percent of `initialInstanceCount` (of `copies` for a component).
   *
   * @default - determined by `maximumBatchPercentage`
   */
  readonly maximumBatchSize?: number;

  /**
   * Number of instances to replace at a time, as a percentage of the fleet: 5 to 50.
   *
   * @default - determined by `maximumBatchSize`
   */
  readonly maximumBatchPercentage?: number;

  /**
   * Number of instances to restore at a time in a rollback, as a percentage of the fleet: 5 to 100.
   *
   * @default - the whole old fleet at once, which temporarily needs twice the instances
   */
  readonly rollbackBatchPercentage?: number;

  /** How long alarms watch each batch before the next one: up to an hour. */
  readonly waitInterval: Duration;
}
