import { Duration } from 'aws-cdk-lib';
import * as scaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { LmiOfficeHoursProps } from './lmi-office-hours-props';
import { LmiConcurrencyScalingProps, LmiInvocationScalingProps, LmiMetricTrackingProps } from './lmi-scaling-props';
import { checkBounds, ScalingUnit, ScalingPolicies } from './scaling-policies';
import { scalingRole } from './scaling-role';
import { wakeUp } from './wake-up';
import { Problems } from '../checks/problems';
import { checkedProps, ownChecks, PropKinds } from '../checks/prop-kinds';

/** Bounds for the number of copies. */
export interface LmiCopyScalingProps {
  /**
   * Minimum number of copies: at least 0. With 0, the first request that finds no copy fails, and an alarm on such failures starts a copy,
   * which takes about as long as starting an instance and loading the model.
   *
   * @default 1
   */
  readonly minCapacity?: number;

  /** Maximum number of copies: at least 1 and at least `minCapacity`. The fleet must be able to scale out to hold them. */
  readonly maxCapacity: number;
}

/** The inference component whose copies scale. */
interface ScaledComponent {
  /** The attribute of the component, so that scaling is created after it and deleted before it. */
  readonly inferenceComponentName: string;
  readonly noCapacityFailures: cloudwatch.Metric;
  /** Number of requests that a copy processes at the same time, if known. */
  readonly concurrentRequests?: number;
}

const KINDS: PropKinds<LmiCopyScalingProps> = ownChecks('minCapacity', 'maxCapacity');

const COPIES: ScalingUnit = {
  noun: 'copy',
  nouns: 'copies',
  fewest: 0,
  policy: 'scaleOnConcurrentRequests',
  remedy: 'set the minimum number of copies; 0 scales to zero when idle',
};

/** Autoscaling of the copies of an inference component. */
export class LmiScalableCopyCount extends Construct {
  /**
   * @internal
   */
  public static _of(scope: Construct, id: string, component: ScaledComponent, props: LmiCopyScalingProps): LmiScalableCopyCount {
    return new LmiScalableCopyCount(scope, id, component, props);
  }

  /**
   * The alarm that starts the first copy.
   *
   * @default - `minCapacity` is greater than 0
   */
  public readonly wakeUpAlarm?: cloudwatch.Alarm;
  private readonly policies: ScalingPolicies;
  private readonly concurrentRequests?: number;

  private constructor(scope: Construct, id: string, component: ScaledComponent, props: LmiCopyScalingProps) {
    super(scope, id);
    this.concurrentRequests = component.concurrentRequests;
    const minCapacity = props?.minCapacity ?? 1;
    const problems = new Problems(this);
    checkedProps(problems, props, KINDS);
    checkBounds(problems, COPIES, minCapacity, props?.maxCapacity);
    problems.throwIfAny();
    const target = new scaling.ScalableTarget(this, 'Target', {
      serviceNamespace: scaling.ServiceNamespace.SAGEMAKER,
      scalableDimension: 'sagemaker:inference-component:DesiredCopyCount',
      resourceId: `inference-component/${component.inferenceComponentName}`,
      role: scalingRole(this),
      minCapacity,
      maxCapacity: props.maxCapacity,
    });
    this.policies = new ScalingPolicies(this, COPIES, props, target);
    if (minCapacity === 0) {
      this.wakeUpAlarm = wakeUp(this, target, {
        metric: component.noCapacityFailures.with({ statistic: cloudwatch.Stats.SUM, period: Duration.minutes(1) }),
        minutes: 1,
        cooldown: Duration.minutes(1),
        description: 'A request found no copy of the inference component: start one',
      });
    }
  }

  /**
   * Keeps the number of concurrent requests per copy near a target, measured every 10 seconds. Best for language models, whose requests differ
   * widely in length: choose a target slightly below the batch size.
   *
   * @param id the id of the policy
   * @param props the target and the cooldowns
   */
  public scaleOnConcurrentRequests(id: string, props: LmiConcurrencyScalingProps): void {
    this.policies.trackRequests(id, this.policies.problemsOf(id), props,
      scaling.PredefinedMetric.SAGEMAKER_INFERENCE_COMPONENT_CONCURRENT_REQUESTS_PER_COPY_HIGH_RESOLUTION, this.concurrentRequests);
  }

  /**
   * Keeps the number of invocations per minute and copy near a target. Prefer concurrent requests, because response times vary with the length of
   * responses.
   *
   * @param id the id of the policy
   * @param props the target and the cooldowns
   */
  public scaleOnInvocations(id: string, props: LmiInvocationScalingProps): void {
    this.policies.track(id, this.policies.problemsOf(id), 'targetInvocationsPerMinute', props?.targetInvocationsPerMinute, props, {
      predefinedMetric: scaling.PredefinedMetric.SAGEMAKER_INFERENCE_COMPONENT_INVOCATIONS_PER_COPY,
    });
  }

  /**
   * Keeps a metric near a target.
   *
   * @param id the id of the policy
   * @param props the metric, its target and the cooldowns
   */
  public scaleToTrackMetric(id: string, props: LmiMetricTrackingProps): void {
    this.policies.trackMetric(id, props);
  }

  /**
   * Adds and removes copies in steps, based on the value of a metric.
   *
   * @param id the id of the policy
   * @param props the metric and the steps; the default `cooldown` is 5 minutes, about the time until a new copy serves
   */
  public scaleOnMetric(id: string, props: scaling.BasicStepScalingPolicyProps): void {
    this.policies.step(id, props);
  }

  /**
   * Changes the bounds on a schedule, for example to zero at night. If a scheduled bound is 0, pass `minCapacity: 0` to `autoScaleCopies` too;
   * otherwise nothing starts the first copy before the next scheduled time.
   *
   * @param id the id of the policy
   * @param props the schedule and the new bounds
   */
  public scaleOnSchedule(id: string, props: scaling.ScalingSchedule): void {
    this.policies.schedule(id, props);
  }

  /**
   * Runs copies only in office hours: at `end`, all of them are released, and so are instances above `minInstanceCount` of the fleet; at `start`,
   * they are started again.
   *
   * Within office hours, scaling continues based on load. Until the first of these times, the bounds of `autoScaleCopies` apply.
   *
   * @param id the id of the policy
   * @param props the hours; invalid times, unknown days and a capacity outside the bounds raise an error
   */
  public scaleOnOfficeHours(id: string, props: LmiOfficeHoursProps): void {
    this.policies.officeHours(id, props);
  }
}
