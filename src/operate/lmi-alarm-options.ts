import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as sns from 'aws-cdk-lib/aws-sns';
import { LmiAlarmKind } from './lmi-alarm';

/** Thresholds and actions of the alarms of an endpoint or an inference component. */
export interface LmiCommonAlarmOptions {
  /**
   * Actions of every alarm when it goes off.
   *
   * @default - only `topic`
   */
  readonly actions?: cloudwatch.IAlarmAction[];

  /**
   * Actions of every alarm when it returns to OK.
   *
   * @default - only `topic`
   */
  readonly okActions?: cloudwatch.IAlarmAction[];

  /**
   * Topic that is notified when an alarm goes off and when it returns to OK. CloudWatch is allowed to publish to it and, if it is encrypted with a
   * customer managed key, to use the key; otherwise alarms could not publish to it.
   *
   * @default - no topic
   */
  readonly topic?: sns.ITopic;

  /**
   * Alarms to exclude.
   *
   * @default - all alarms for which metrics exist
   */
  readonly without?: LmiAlarmKind[];

  /**
   * Percentage of requests with a response other than 2xx that triggers the alarm: greater than 0, at most 100. LMI reports engine failures as 424,
   * so bad requests of clients count too: set a value above their percentage.
   *
   * @default 5
   */
  readonly serverErrorPercentage?: number;

  /**
   * 90th percentile of the response time that triggers the alarm.
   *
   * @default - 30 seconds, half of the limit for a real-time call; no such alarm on an asynchronous endpoint
   */
  readonly p90Latency?: Duration;

  /**
   * Number of concurrent requests that an instance, or a copy of a component, serves without queuing, which saturation is relative to. At least 1.
   *
   * @default - the batch size of the container; if it is imported, this is unknown and there is no such alarm
   */
  readonly concurrentRequests?: number;

  /**
   * Percentage of `concurrentRequests` that triggers the alarm. Greater than 0; values above 100 allow a queue.
   *
   * @default 90
   */
  readonly saturationPercentage?: number;

  /**
   * Percentage of GPU memory in use that triggers the alarm: greater than 0, at most 100.
   *
   * @default - 98, because engines reserve about 90 percent when they start
   */
  readonly gpuMemoryPercentage?: number;

  /**
   * How long instances or copies can run without a request before an alarm reports that they are idle. From 5 minutes to 7 days; whole hours if
   * more than a day.
   *
   * @default - no such alarm
   */
  readonly idleAfter?: Duration;

  /**
   * Evaluation window in minutes, of which `minutesToAlarm` must breach the threshold. At least 1.
   *
   * @default 5
   */
  readonly minutesToEvaluate?: number;

  /**
   * Number of minutes that must breach the threshold: from 1 to `minutesToEvaluate`.
   *
   * @default - 3, or `minutesToEvaluate` if that is smaller
   */
  readonly minutesToAlarm?: number;
}

/** Thresholds and actions of the alarms of an endpoint. */
export interface LmiAlarmOptions extends LmiCommonAlarmOptions {
  /**
   * The production variant to monitor. Each variant can have these alarms once.
   *
   * @default - the first production variant
   */
  readonly variantName?: string;

  /**
   * Number of GPUs per instance, because GPU memory is reported as the sum over them. At least 1.
   *
   * @default - the GPUs of the instance type; if the endpoint is imported, this is unknown and there is no alarm on GPU memory
   */
  readonly acceleratorCount?: number;

  /**
   * Age of an asynchronous request in the queue that triggers the alarm.
   *
   * @default - 15 minutes
   */
  readonly asyncAge?: Duration;

  /**
   * How long asynchronous requests can wait for a first instance.
   *
   * @default - 20 minutes, because a new instance takes time to load the model
   */
  readonly noCapacityTime?: Duration;
}
