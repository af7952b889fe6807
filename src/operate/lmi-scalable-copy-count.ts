import { Duration } from 'aws-cdk-lib';
import * as scaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { LmiOfficeHoursProps } from './lmi-office-hours-props';
import { LmiMetricTrackingProps } from './lmi-scaling-props';
import { LmiConcurrencyScalingProps, LmiInvocationScalingProps } from './load-scaling-props';
import { checkBounds, ScaledThing, ScalingPolicies } from './scaling-policies';
import { scalingRole } from './scaling-role';
import { wakeUp } from './wake-up';
import { Problems } from '../checks/problems';

/** How far the number of copies may scale. */
export interface LmiCopyScalingProps {
  /**
   * Fewest copies: at least 0. With 0, the first request that finds no copy fails, and an alarm on such failures brings one copy back; that takes
   * about as long as starting an instance and loading the model.
   *
   * @default 1
   */
  readonly minCapacity?: number;

  /** Most copies: at least 1 and at least `minCapacity`. The fleet must be able to grow to hold them. */
  readonly maxCapacity: number;
}

/** The inference component whose copies are to scale. */
interface ScaledComponent {
  /** From the attribute of the component, so that scaling is made after it and removed before it. */
  readonly inferenceComponentName: string;
  readonly noCapacityFailures: cloudwatch.Metric;
}

const COPIES: ScaledThing = {
  noun: 'copy',
  nouns: 'copies',
  fewest: 0,
  remedy: 'set the minimum number of copies; 0 scales to zero when idle',
};

/** The number of copies of an inference component, as something that scales. */
export class LmiScalableCopyCount extends Construct {
  /**
   * @internal
   */
  public static _of(scope: Construct, id: string, component: ScaledComponent, props: LmiCopyScalingProps): LmiScalableCopyCount {
    return new LmiScalableCopyCount(scope, id, component, props);
  }

  /**
   * The alarm that brings the first copy back.
   *
   * @default - none, because there is always a copy
   */
  public readonly wakeUpAlarm?: cloudwatch.Alarm;
  private readonly policies: ScalingPolicies;

  private constructor(scope: Construct, id: string, component: ScaledComponent, props: LmiCopyScalingProps) {
    super(scope, id);
    const minCapacity = props?.minCapacity ?? 1;
    const problems = new Problems(this);
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
   * Keeps the concurrent requests of a copy near a target, measured every ten seconds. Best for language models, whose requests differ widely in
   * length: aim at a little less than what one copy serves at once.
   */
  public scaleOnConcurrentRequests(id: string, props: LmiConcurrencyScalingProps): void {
    this.policies.track(id, this.policies.faultsOf(id), 'targetRequests', props?.targetRequests, props, {
      predefinedMetric: scaling.PredefinedMetric.SAGEMAKER_INFERENCE_COMPONENT_CONCURRENT_REQUESTS_PER_COPY_HIGH_RESOLUTION,
    });
  }

  /** Keeps the invocations a minute of a copy near a target. Prefer concurrency: the time that an answer takes varies with its length. */
  public scaleOnInvocations(id: string, props: LmiInvocationScalingProps): void {
    this.policies.track(id, this.policies.faultsOf(id), 'targetInvocationsPerMinute', props?.targetInvocationsPerMinute, props, {
      predefinedMetric: scaling.PredefinedMetric.SAGEMAKER_INFERENCE_COMPONENT_INVOCATIONS_PER_COPY,
    });
  }

  /** Keeps any metric near a target. */
  public scaleToTrackMetric(id: string, props: LmiMetricTrackingProps): void {
    this.policies.trackMetric(id, props);
  }

  /**
   * Adds and removes copies in steps by the value of a metric.
   *
   * @param id its id below this construct
   * @param props the metric and the steps; `cooldown` is 5 minutes unless given, about what a new copy takes until it serves
   */
  public scaleOnMetric(id: string, props: scaling.BasicStepScalingPolicyProps): void {
    this.policies.step(id, props);
  }

  /**
   * Moves the bounds by the clock, for instance down to zero at night. Give `minCapacity: 0` to `autoScaleCopies` too when the bound is 0 at some
   * time: otherwise nothing brings the first copy back before the next scheduled time.
   *
   * @param id its id below this construct
   * @param props when, and the new bounds
   */
  public scaleOnSchedule(id: string, props: scaling.ScalingSchedule): void {
    this.policies.schedule(id, props);
  }

  /**
   * Runs copies in office hours only: at `end` all of them are released, and with them the instances that `minInstanceCount` of the fleet does not keep, at `start` they come back.
   *
   * Scaling by load goes on within the hours. The bounds at deployment are those of `autoScaleCopies`, until the first of the times comes.
   *
   * @param id its id below this construct
   * @param props the hours; a time that is none, unknown days and a capacity outside the bounds raise an error
   */
  public scaleOnOfficeHours(id: string, props: LmiOfficeHoursProps): void {
    this.policies.officeHours(id, props);
  }
}
