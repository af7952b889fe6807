import * as scaling from 'aws-cdk-lib/aws-applicationautoscaling';
import { Construct } from 'constructs';
import { LmiConcurrencyScalingProps, LmiCooldownProps, LmiInvocationScalingProps } from './load-scaling-props';
import { checkMaxCapacity, loadTarget, serviceLinkedRole } from './load-target';
import { Faults } from '../internal/faults';

/** How far scaling may go. */
export interface LmiInstanceScalingProps {
  /**
   * Fewest instances: at least 1, because a real-time variant cannot scale to zero.
   *
   * @default 1
   */
  readonly minCapacity?: number;

  /** Most instances: at least `minCapacity`. */
  readonly maxCapacity: number;
}

/** What the scalable attribute of one variant is made of. */
export interface VariantScalingRequest extends LmiInstanceScalingProps {
  /** The attribute of the endpoint, so that scaling is made after it and removed before it. */
  readonly endpointName: string;
  readonly variantName: string;
}

/** The number of instances of a variant, as something that scales. */
export class LmiScalableInstanceCount extends scaling.BaseScalableAttribute {
  /**
   * @internal
   */
  public static _of(scope: Construct, id: string, request: VariantScalingRequest): LmiScalableInstanceCount {
    return new LmiScalableInstanceCount(scope, id, request);
  }

  private constructor(scope: Construct, id: string, request: VariantScalingRequest) {
    const minCapacity = request.minCapacity ?? 1;
    const faults = new Faults(`${scope.node.path}/${id}`);
    faults.number('minCapacity', minCapacity, { min: 1 },
      'a real-time variant keeps at least one instance; only inference components and asynchronous endpoints scale to zero');
    checkMaxCapacity(faults, minCapacity, request.maxCapacity, 'instances');
    faults.throwIfAny();
    super(scope, id, {
      serviceNamespace: scaling.ServiceNamespace.SAGEMAKER,
      dimension: 'sagemaker:variant:DesiredInstanceCount',
      resourceId: `endpoint/${request.endpointName}/variant/${request.variantName}`,
      role: serviceLinkedRole(scope, id),
      minCapacity,
      maxCapacity: request.maxCapacity,
    });
  }

  /** Keeps the concurrent requests of an instance near a target, measured every ten seconds. */
  public scaleOnConcurrentRequests(id: string, props: LmiConcurrencyScalingProps): void {
    this.track(id, 'targetRequests', props.targetRequests,
      scaling.PredefinedMetric.SAGEMAKER_VARIANT_CONCURRENT_REQUESTS_PER_MODEL_HIGH_RESOLUTION, props);
  }

  /** Keeps the invocations a minute of an instance near a target. Prefer concurrency: the time that an answer takes varies with its length. */
  public scaleOnInvocations(id: string, props: LmiInvocationScalingProps): void {
    this.track(id, 'targetInvocationsPerMinute', props.targetInvocationsPerMinute,
      scaling.PredefinedMetric.SAGEMAKER_VARIANT_INVOCATIONS_PER_INSTANCE, props);
  }

  private track(id: string, prop: string, targetValue: number, predefinedMetric: scaling.PredefinedMetric, cooldown: LmiCooldownProps): void {
    this.doScaleToTrackMetric(id, loadTarget(`${this.node.path}/${id}`, { prop, targetValue, predefinedMetric, what: 'instance', cooldown }));
  }
}
