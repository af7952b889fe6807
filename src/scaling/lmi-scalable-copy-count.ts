import { Duration } from 'aws-cdk-lib';
import * as scaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { LmiConcurrencyScalingProps, LmiCooldownProps, LmiInvocationScalingProps } from './load-scaling-props';
import { checkMaxCapacity, loadTarget, serviceLinkedRole } from './load-target';
import { wakeUp } from './wake-up';
import { Faults } from '../internal/faults';

/** How far scaling of copies may go. */
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

/** What the scalable attribute of one inference component is made of. */
export interface CopyScalingRequest extends LmiCopyScalingProps {
  /** From the attribute of the component, so that scaling is made after it and removed before it. */
  readonly inferenceComponentName: string;
  readonly noCapacityFailures: cloudwatch.Metric;
}

/** The number of copies of an inference component, as something that scales. */
export class LmiScalableCopyCount extends scaling.BaseScalableAttribute {
  /**
   * @internal
   */
  public static _of(scope: Construct, id: string, request: CopyScalingRequest): LmiScalableCopyCount {
    return new LmiScalableCopyCount(scope, id, request);
  }

  /**
   * The alarm that brings the first copy back.
   *
   * @default - none, because there is always a copy
   */
  public readonly wakeUpAlarm?: cloudwatch.Alarm;

  private constructor(scope: Construct, id: string, request: CopyScalingRequest) {
    const minCapacity = request.minCapacity ?? 1;
    const faults = new Faults(`${scope.node.path}/${id}`);
    faults.number('minCapacity', minCapacity, { min: 0 }, 'give the fewest copies; 0 gives all of them up when nothing is to be done');
    checkMaxCapacity(faults, minCapacity, request.maxCapacity, 'copies');
    faults.throwIfAny();
    super(scope, id, {
      serviceNamespace: scaling.ServiceNamespace.SAGEMAKER,
      dimension: 'sagemaker:inference-component:DesiredCopyCount',
      resourceId: `inference-component/${request.inferenceComponentName}`,
      role: serviceLinkedRole(scope, id),
      minCapacity,
      maxCapacity: request.maxCapacity,
    });
    if (minCapacity === 0) {
      this.wakeUpAlarm = wakeUp(this, 'WakeUp', {
        attribute: this,
        metric: request.noCapacityFailures.with({ statistic: cloudwatch.Stats.SUM, period: Duration.minutes(1) }),
        evaluationPeriods: 1,
        alarmDescription: 'A request found no copy of the inference component: start one',
      });
    }
  }

  /** Keeps the concurrent requests of a copy near a target, measured every ten seconds. */
  public scaleOnConcurrentRequests(id: string, props: LmiConcurrencyScalingProps): void {
    this.track(id, 'targetRequests', props?.targetRequests,
      scaling.PredefinedMetric.SAGEMAKER_INFERENCE_COMPONENT_CONCURRENT_REQUESTS_PER_COPY_HIGH_RESOLUTION, props ?? {});
  }

  /** Keeps the invocations a minute of a copy near a target. Prefer concurrency: the time that an answer takes varies with its length. */
  public scaleOnInvocations(id: string, props: LmiInvocationScalingProps): void {
    this.track(id, 'targetInvocationsPerMinute', props?.targetInvocationsPerMinute,
      scaling.PredefinedMetric.SAGEMAKER_INFERENCE_COMPONENT_INVOCATIONS_PER_COPY, props ?? {});
  }

  /** Moves the bounds at set times, for instance down to zero at night. */
  public scaleOnSchedule(id: string, props: scaling.ScalingSchedule): void {
    this.doScaleOnSchedule(id, props);
  }

  /** Changes the number of copies in steps, by the value of a metric. */
  public scaleOnMetric(id: string, props: scaling.BasicStepScalingPolicyProps): void {
    this.doScaleOnMetric(id, props);
  }

  /** Keeps a metric of your own near a target. */
  public scaleToTrackMetric(id: string, props: scaling.BasicTargetTrackingScalingPolicyProps): void {
    this.doScaleToTrackMetric(id, props);
  }

  private track(id: string, prop: string, targetValue: number, predefinedMetric: scaling.PredefinedMetric, cooldown: LmiCooldownProps): void {
    this.doScaleToTrackMetric(id, loadTarget(`${this.node.path}/${id}`, { prop, targetValue, predefinedMetric, what: 'copy', cooldown }));
  }
}
