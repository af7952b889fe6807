import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as sns from 'aws-cdk-lib/aws-sns';
import { LmiAlarmKind } from './lmi-alarm';

/** Thresholds of the alarms of an endpoint or an inference component, and what they do. */
export interface LmiCommonAlarmOptions {
  /**
   * What every alarm does when it goes off.
   *
   * @default - nothing besides `topic`
   */
  readonly actions?: cloudwatch.IAlarmAction[];

  /**
   * What every alarm does when it is over.
   *
   * @default - nothing besides `topic`
   */
  readonly okActions?: cloudwatch.IAlarmAction[];

  /**
   * A topic that is told when an alarm goes off and when it is over. CloudWatch is allowed to publish to it, and, when it is encrypted with a key of
   * yours, to use the key: without that, alarms of an encrypted topic go off unheard.
   *
   * @default - no topic
   */
  readonly topic?: sns.ITopic;

  /**
   * Alarms that are not made.
   *
   * @default - every alarm that there are metrics for
   */
  readonly without?: LmiAlarmKind[];

  /**
   * Share of requests with a response other than 2xx that is too much, in percent: greater than 0, at most 100. LMI reports failures of the engine as 424, so bad
   * requests of clients count too: raise it above their share.
   *
   * @default 5
   */
  readonly serverErrorPercentage?: number;

  /**
   * Time that nine of ten answers must not exceed.
   *
   * @default - 30 seconds, half of what a real-time call may take; on asynchronous endpoints there is no such alarm unless it is given
   */
  readonly p90Latency?: Duration;

  /**
   * Concurrent requests that an instance, or a copy of a component, serves without making any wait, against which saturation is measured. At least 1.
   *
   * @default - what the rolling batches of the container hold; unknown for what was made elsewhere, which has no such alarm unless it is given
   */
  readonly concurrentRequests?: number;

  /**
   * Share of `concurrentRequests` that is too much, in percent. Above 0; more than 100 means a queue of that length.
   *
   * @default 90
   */
  readonly saturationPercentage?: number;

  /**
   * Share of the GPU memory that is too much, in percent: above 0, at most 100.
   *
   * @default - 98: engines reserve about 90 percent for themselves when they start
   */
  readonly gpuMemoryPercentage?: number;

  /**
   * How long instances or copies may run without a request before an alarm says that they cost money for nothing. From 5 minutes to 7 days; above a day
   * whole hours.
   *
   * @default - no such alarm
   */
  readonly idleAfter?: Duration;

  /**
   * Minutes that are looked at, of which `minutesToAlarm` must be too bad. At least 1.
   *
   * @default 5
   */
  readonly minutesToEvaluate?: number;

  /**
   * Minutes that must be too bad: from 1 to `minutesToEvaluate`.
   *
   * @default - 3, or all when fewer are looked at
   */
  readonly minutesToAlarm?: number;
}

/** Thresholds of the alarms of an endpoint, and what they do. */
export interface LmiAlarmOptions extends LmiCommonAlarmOptions {
  /**
   * The production variant that is watched. The alarms of one variant can be made once.
   *
   * @default - the first production variant
   */
  readonly variantName?: string;

  /**
   * GPUs of an instance, because GPU memory is reported as the sum over them. At least 1.
   *
   * @default - those of the instance type; unknown for imported endpoints, which have no alarm on GPU memory unless it is given
   */
  readonly acceleratorCount?: number;

  /**
   * Age of an asynchronous request in the queue that is too much.
   *
   * @default - 15 minutes
   */
  readonly asyncAge?: Duration;

  /**
   * How long asynchronous requests may wait for a first instance.
   *
   * @default - 20 minutes: an instance that is started from zero needs its time to load the model
   */
  readonly noCapacityTime?: Duration;
}
