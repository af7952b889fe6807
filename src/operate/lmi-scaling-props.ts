import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/** Bounds for the number of instances. */
export interface LmiInstanceScalingProps {
  /**
   * Minimum number of instances: at least 1, because a real-time variant cannot scale to zero. An asynchronous endpoint can: with 0 it releases its
   * last instance when the queue is empty, and a step policy on `HasBacklogWithoutCapacity` starts one for the next request.
   *
   * @default 1
   */
  readonly minCapacity?: number;

  /** Maximum number of instances: at least 1 and at least `minCapacity`. */
  readonly maxCapacity: number;

  /**
   * Whether scaling is paused: the number of instances stays the same until this is false again. For load tests and maintenance. To change the
   * instance type, use `deregistered` instead.
   *
   * @default false
   */
  readonly suspended?: boolean;

  /**
   * Whether to remove the scalable target and its policies, while deployments still keep the number of instances. SageMaker does not allow changing
   * the instance type of a variant that is registered for scaling, or removing it: deploy once with true, then with the new instance type and
   * false, as docs/updating.md shows.
   *
   * @default false
   */
  readonly deregistered?: boolean;
}

/** Cooldowns of scaling. */
export interface LmiCooldownProps {
  /**
   * Time after a scale-in before the next one.
   *
   * @default - 15 minutes, because released instances or copies take minutes to start again
   */
  readonly scaleInCooldown?: Duration;

  /**
   * Time after a scale-out before the next one.
   *
   * @default - 5 minutes, about the time until a new instance or copy serves, so that scaling does not add another one for the same load
   */
  readonly scaleOutCooldown?: Duration;

  /**
   * Whether the policy only scales out, and other policies scale in.
   *
   * @default false
   */
  readonly disableScaleIn?: boolean;
}

/** Props of scaling on concurrent requests. */
export interface LmiConcurrencyScalingProps extends LmiCooldownProps {
  /** Target number of concurrent requests for each instance or copy, including queued ones. Greater than 0. */
  readonly targetRequests: number;
}

/** Props of scaling on the rate of invocations. */
export interface LmiInvocationScalingProps extends LmiCooldownProps {
  /** Target number of invocations per minute for each instance or copy. Greater than 0. */
  readonly targetInvocationsPerMinute: number;
}

/** Props of scaling on the queue of an asynchronous endpoint. */
export interface LmiBacklogScalingProps extends LmiCooldownProps {
  /** Target number of requests in the queue and in progress for each instance. Greater than 0. */
  readonly targetBacklogPerInstance: number;
}

/** Props of scaling on the utilization of GPUs or GPU memory. */
export interface LmiUtilizationScalingProps extends LmiCooldownProps {
  /** Target utilization, as a percentage of all GPUs of an instance. Greater than 0 and at most 100. */
  readonly targetUtilizationPercentage: number;
}

/** Props of scaling on a metric. */
export interface LmiMetricTrackingProps extends LmiCooldownProps {
  /**
   * The metric to track. It must decrease when instances are added, like a load per instance, and be a plain metric with the statistic average,
   * minimum, maximum, sum or sample count: an expression or a percentile raises an error.
   */
  readonly metric: cloudwatch.IMetric;

  /** Target value of the metric. Greater than 0. */
  readonly targetValue: number;
}
