import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { LmiCooldownProps } from './load-scaling-props';

/** How far the number of instances may scale. */
export interface LmiInstanceScalingProps {
  /**
   * Fewest instances: at least 1, because a real-time variant cannot scale to zero. An asynchronous endpoint can: with 0 it gives up its
   * last instance when nothing is queued, and a step policy on `HasBacklogWithoutCapacity` brings one back for the next request.
   *
   * @default 1
   */
  readonly minCapacity?: number;

  /** Most instances: at least 1 and at least `minCapacity`. */
  readonly maxCapacity: number;

  /**
   * Whether scaling pauses: nothing is added, removed or scheduled until it is false again, and the count stays where it is. For load tests and
   * maintenance. A change of the instance type needs `deregistered` instead.
   *
   * @default false
   */
  readonly suspended?: boolean;

  /**
   * Whether the variant is taken out of scaling, with its policies, while its count is still kept on deployments. SageMaker refuses to change the
   * instance type of a variant that is registered for scaling, or to remove it: deploy once with true, then with the new instance type and false
   * again, as docs/updating.md shows.
   *
   * @default false
   */
  readonly deregistered?: boolean;
}

/** Props of scaling on the queue of an asynchronous endpoint. */
export interface LmiBacklogScalingProps extends LmiCooldownProps {
  /** Requests in the queue and in work for each instance to aim at. Above 0. */
  readonly targetBacklogPerInstance: number;
}

/** Props of scaling on the utilization of GPUs or of their memory. */
export interface LmiUtilizationScalingProps extends LmiCooldownProps {
  /** Utilization to aim at, in percent of all GPUs of an instance. Above 0 and at most 100. */
  readonly targetUtilizationPercentage: number;
}

/** Props of scaling that keeps a metric near a target. */
export interface LmiMetricTrackingProps extends LmiCooldownProps {
  /**
   * What to track. It must fall when instances are added, as a load per instance does, and be a plain metric with the statistic average, minimum,
   * maximum, sum or sample count: an expression or a percentile raises an error.
   */
  readonly metric: cloudwatch.IMetric;

  /** Value of the metric to aim at. Above 0. */
  readonly targetValue: number;
}
