import { Duration, Stack } from 'aws-cdk-lib';
import * as scaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
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

/** How quickly scaling follows. */
export interface LmiCooldownProps {
  /**
   * Time after a scale-in before the next one.
   *
   * @default - 15 minutes: an instance that is given up too early takes minutes to come back and load the model
   */
  readonly scaleInCooldown?: Duration;

  /**
   * Time after a scale-out before the next one.
   *
   * @default - 5 minutes: about what a new instance takes until it serves, so that scaling does not add one again for the same load
   */
  readonly scaleOutCooldown?: Duration;
}

/** Props of scaling on concurrent requests. */
export interface LmiConcurrencyScalingProps extends LmiCooldownProps {
  /** Concurrent requests for each instance to aim at, queued ones included. Above 0. */
  readonly targetRequests: number;
}

/** Props of scaling on the rate of invocations. */
export interface LmiInvocationScalingProps extends LmiCooldownProps {
  /** Invocations a minute for each instance to aim at. Above 0. */
  readonly targetInvocationsPerMinute: number;
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
    faults.number('maxCapacity', request.maxCapacity, { min: 1 }, 'give the most instances that you want to pay for');
    if (minCapacity > request.maxCapacity) {
      faults.number('minCapacity', minCapacity, { max: request.maxCapacity }, 'raise maxCapacity or lower minCapacity');
    }
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
    const faults = new Faults(`${this.node.path}/${id}`);
    faults.number(prop, targetValue, { min: 0, exclusiveMin: true, integer: false }, 'give the load that one instance serves well');
    faults.throwIfAny();
    this.doScaleToTrackMetric(id, {
      predefinedMetric,
      targetValue,
      scaleInCooldown: cooldown.scaleInCooldown ?? Duration.minutes(15),
      scaleOutCooldown: cooldown.scaleOutCooldown ?? Duration.minutes(5),
    });
  }
}

/** The role that Application Auto Scaling uses for SageMaker anyway; without one the CDK would make a role that is never used. */
function serviceLinkedRole(scope: Construct, id: string): iam.IRole {
  return iam.Role.fromRoleArn(scope, `${id}Role`, Stack.of(scope).formatArn({
    service: 'iam',
    region: '',
    resource: 'role/aws-service-role/sagemaker.application-autoscaling.amazonaws.com',
    resourceName: 'AWSServiceRoleForApplicationAutoScaling_SageMakerEndpoint',
  }), { mutable: false });
}
