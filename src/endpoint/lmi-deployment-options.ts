import { Duration } from 'aws-cdk-lib';

/** What every way to deploy an update has in common. */
export interface LmiUpdateOptions {
  /**
   * Time after which SageMaker gives an update up: 10 minutes to 8 hours. The waits must fit into it.
   *
   * @default - SageMaker's own limit
   */
  readonly maximumExecution?: Duration;

  /**
   * Share of the responses of the new instances that fail, in percent, above which an update is rolled back: greater than 0 and less than 100, and less than
   * the share of the traffic that the first step moves. Every response other than 2xx counts, because LMI reports failures of the engine as 424; on an
   * endpoint with many bad requests of clients, raise it above their share. Has no effect with `rollbackAlarms`.
   *
   * @default 5
   */
  readonly rollbackErrorPercentage?: number;

  /**
   * Share of the responses of old and new instances together that fail, in percent, above which an update is rolled back: greater than 0, at most 100. An old
   * fleet that already fails that much prevents its own fix from being deployed: set 100, which makes no such alarm, for that update. Has no effect with
   * `rollbackAlarms`, nor on inference components, whose metrics do not tell old copies from new ones.
   *
   * @default 50
   */
  readonly rollbackEndpointErrorPercentage?: number;

  /**
   * Model latency of the slowest tenth of the answers above which the rollback alarm that is made rolls an update back. More than 0. Has no effect
   * when `rollbackAlarms` is given.
   *
   * @default - 30 seconds, half of what a real-time call may take; none on an asynchronous endpoint
   */
  readonly rollbackModelLatency?: Duration;
}

/** What the ways with a whole second fleet have in common. */
export interface LmiBlueGreenOptions extends LmiUpdateOptions {
  /**
   * How long the old fleet is kept after all traffic has moved, while alarms still roll back: up to an hour.
   *
   * @default - 10 minutes when the traffic moves all at once; otherwise none, because the alarms had their time before
   */
  readonly terminationWait?: Duration;
}

/** Options of an update that moves all traffic at once. */
export interface LmiAllAtOnceOptions extends LmiBlueGreenOptions {}

/** Options of an update that moves a part of the traffic first. Give one of `canaryPercentage` and `canaryInstances`. */
export interface LmiCanaryOptions extends LmiBlueGreenOptions {
  /**
   * First part, in percent of the new fleet: 1 to 50.
   *
   * @default - `canaryInstances` says it
   */
  readonly canaryPercentage?: number;

  /**
   * First part, in instances: at most half of those that the variant has at first.
   *
   * @default - `canaryPercentage` says it
   */
  readonly canaryInstances?: number;

  /** How long alarms watch the first part before the rest follows: up to an hour. */
  readonly waitInterval: Duration;
}

/** Options of an update that moves the traffic in equal steps. Give one of `stepPercentage` and `stepInstances`. */
export interface LmiLinearOptions extends LmiBlueGreenOptions {
  /**
   * Each step, in percent of the new fleet: 10 to 50.
   *
   * @default - `stepInstances` says it
   */
  readonly stepPercentage?: number;

  /**
   * Each step, in instances: 10 to 50 percent of those that the variant has at first.
   *
   * @default - `stepPercentage` says it
   */
  readonly stepInstances?: number;

  /** How long alarms watch each step before the next: up to an hour. */
  readonly waitInterval: Duration;
}

/** Options of an update that replaces a few instances at a time. Give one of `maximumBatchSize` and `maximumBatchPercentage`. */
export interface LmiRollingOptions extends LmiUpdateOptions {
  /**
   * Instances that are replaced at a time: 5 to 50 percent of those that the variant has at first.
   *
   * @default - `maximumBatchPercentage` says it
   */
  readonly maximumBatchSize?: number;

  /**
   * Instances that are replaced at a time, in percent of the fleet: 5 to 50.
   *
   * @default - `maximumBatchSize` says it
   */
  readonly maximumBatchPercentage?: number;

  /**
   * Instances that are brought back at a time in a rollback, in percent of the fleet: 5 to 100.
   *
   * @default - the whole old fleet at once, which needs twice the instances for that time
   */
  readonly rollbackBatchPercentage?: number;

  /** How long alarms watch each batch before the next: up to an hour. */
  readonly waitInterval: Duration;
}
