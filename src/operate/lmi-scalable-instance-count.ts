import { Duration } from 'aws-cdk-lib';
import * as scaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { LmiOfficeHoursProps } from './lmi-office-hours-props';
import { LmiBacklogScalingProps, LmiInstanceScalingProps, LmiMetricTrackingProps, LmiUtilizationScalingProps } from './lmi-scaling-props';
import { LmiConcurrencyScalingProps, LmiInvocationScalingProps } from './load-scaling-props';
import { checkBounds, SCALE_OUT_COOLDOWN, ScaledThing, ScalingPolicies } from './scaling-policies';
import { scalingRole } from './scaling-role';
import { wakeUp } from './wake-up';
import { Problems } from '../checks/problems';
import { checkedProps, FLAG, knownNow } from '../checks/prop-kinds';
import { isUnresolved } from '../checks/tokens';
import { AcceleratorKind } from '../facts/accelerators';
import { LmiInstanceType } from '../instance/lmi-instance-type';

/** The variant whose instances are to scale. */
interface ScaledVariant {
  /** The attribute of the endpoint, so that scaling is made after it and removed before it. */
  readonly endpointName: string;
  readonly variantName: string;
  readonly instanceTypes: readonly LmiInstanceType[];
  readonly isAsync: boolean;
}

/** The number of instances of a variant, as something that scales. */
export class LmiScalableInstanceCount extends Construct {
  /**
   * @internal
   */
  public static _of(scope: Construct, id: string, variant: ScaledVariant, props: LmiInstanceScalingProps): LmiScalableInstanceCount {
    return new LmiScalableInstanceCount(scope, id, variant, props);
  }

  private readonly variant: ScaledVariant;
  private readonly policies: ScalingPolicies;

  private constructor(scope: Construct, id: string, variant: ScaledVariant, props: LmiInstanceScalingProps) {
    super(scope, id);
    this.variant = variant;
    const minCapacity = props?.minCapacity ?? 1;
    const thing = scaledThing(variant.isAsync);
    const problems = new Problems(this);
    const { suspended, deregistered } = checkedProps(problems, props, { suspended: FLAG, deregistered: knownNow(FLAG) });
    checkBounds(problems, thing, minCapacity, props?.maxCapacity);
    problems.throwIfAny();
    if (deregistered) {
      this.policies = new ScalingPolicies(this, thing, props);
      return;
    }
    const target = new scaling.ScalableTarget(this, 'Target', {
      serviceNamespace: scaling.ServiceNamespace.SAGEMAKER,
      scalableDimension: 'sagemaker:variant:DesiredInstanceCount',
      resourceId: `endpoint/${variant.endpointName}/variant/${variant.variantName}`,
      role: scalingRole(this),
      minCapacity,
      maxCapacity: props.maxCapacity,
    });
    this.policies = new ScalingPolicies(this, thing, props, target);
    suspend(target, suspended ?? false);
    if (minCapacity === 0) {
      wakeUp(this, target, {
        metric: new cloudwatch.Metric({
          namespace: 'AWS/SageMaker',
          metricName: 'HasBacklogWithoutCapacity',
          dimensionsMap: { EndpointName: variant.endpointName },
          statistic: cloudwatch.Stats.AVERAGE,
          period: Duration.minutes(1),
        }),
        minutes: 2,
        cooldown: SCALE_OUT_COOLDOWN,
        description: 'Requests wait, and the endpoint has no instance',
      });
    }
  }

  /**
   * Keeps the concurrent requests of an instance near a target, measured every ten seconds. Best for language models, whose requests differ
   * widely in length: aim at a little less than what one instance serves at once.
   */
  public scaleOnConcurrentRequests(id: string, props: LmiConcurrencyScalingProps): void {
    const problems = this.policies.faultsOf(id);
    this.refuseOnAsync(problems, 'scaleOnConcurrentRequests');
    this.policies.track(id, problems, 'targetRequests', props?.targetRequests, props, {
      predefinedMetric: scaling.PredefinedMetric.SAGEMAKER_VARIANT_CONCURRENT_REQUESTS_PER_MODEL_HIGH_RESOLUTION,
    });
  }

  /** Keeps the invocations a minute of an instance near a target. Prefer concurrency: the time that an answer takes varies with its length. */
  public scaleOnInvocations(id: string, props: LmiInvocationScalingProps): void {
    const problems = this.policies.faultsOf(id);
    this.refuseOnAsync(problems, 'scaleOnInvocations');
    this.policies.track(id, problems, 'targetInvocationsPerMinute', props?.targetInvocationsPerMinute, props, {
      predefinedMetric: scaling.PredefinedMetric.SAGEMAKER_VARIANT_INVOCATIONS_PER_INSTANCE,
    });
  }

  /** Keeps the queue of an asynchronous endpoint near a target for each instance. On a real-time endpoint, which has no queue, an error. */
  public scaleOnBacklog(id: string, props: LmiBacklogScalingProps): void {
    const problems = this.policies.faultsOf(id);
    if (!this.variant.isAsync) {
      problems.add('scaleOnBacklog is called on a real-time endpoint, which has no queue. Use scaleOnConcurrentRequests, or pass asyncInference.');
    }
    this.policies.track(id, problems, 'targetBacklogPerInstance', props?.targetBacklogPerInstance, props, {
      customMetric: new cloudwatch.Metric({
        namespace: 'AWS/SageMaker',
        metricName: 'ApproximateBacklogSizePerInstance',
        dimensionsMap: { EndpointName: this.variant.endpointName },
        statistic: cloudwatch.Stats.AVERAGE,
      }),
    });
  }

  /**
   * Keeps the utilization of the GPUs near a target. An engine that batches keeps its GPUs busy from the first request on, so prefer
   * concurrency unless you measured otherwise.
   */
  public scaleOnGpuUtilization(id: string, props: LmiUtilizationScalingProps): void {
    this.trackGpu(id, 'scaleOnGpuUtilization', 'GPUUtilization', props);
  }

  /**
   * Keeps the utilization of GPU memory near a target. vLLM and TensorRT-LLM take nearly all memory for their cache when they start, whatever the
   * load is: this is for engines that do not.
   */
  public scaleOnGpuMemoryUtilization(id: string, props: LmiUtilizationScalingProps): void {
    this.trackGpu(id, 'scaleOnGpuMemoryUtilization', 'GPUMemoryUtilization', props);
  }

  /** Keeps any metric near a target. */
  public scaleToTrackMetric(id: string, props: LmiMetricTrackingProps): void {
    this.policies.trackMetric(id, props);
  }

  /**
   * Adds and removes instances in steps by the value of a metric.
   *
   * @param id its id below this construct
   * @param props the metric and the steps; `cooldown` is 5 minutes unless given, about what a new instance takes until it serves
   */
  public scaleOnMetric(id: string, props: scaling.BasicStepScalingPolicyProps): void {
    this.policies.step(id, props);
  }

  /**
   * Moves the bounds by the clock, for instance to have instances ready before the working day.
   *
   * @param id its id below this construct
   * @param props when, and the new bounds; a `minCapacity` of 0 on a real-time endpoint raises an error
   */
  public scaleOnSchedule(id: string, props: scaling.ScalingSchedule): void {
    this.policies.schedule(id, props);
  }

  /**
   * Runs the instances in office hours only: at `end` an asynchronous endpoint scales to zero, and a real-time variant, which cannot, to one instance with a warning, at `start` they come back.
   *
   * Scaling by load goes on within the hours. The bounds at deployment are those of `autoScaleInstanceCount`, until the first of the times comes.
   *
   * @param id its id below this construct
   * @param props the hours; a time that is none, unknown days and a capacity outside the bounds raise an error
   */
  public scaleOnOfficeHours(id: string, props: LmiOfficeHoursProps): void {
    this.policies.officeHours(id, props);
  }

  private refuseOnAsync(problems: Problems, method: string): void {
    if (this.variant.isAsync) {
      problems.add(`${method} is called on an asynchronous endpoint, which does not publish that metric. Use scaleOnBacklog.`);
    }
  }

  private trackGpu(id: string, method: string, metricName: string, props: LmiUtilizationScalingProps): void {
    const problems = this.policies.faultsOf(id);
    problems.number('targetUtilizationPercentage', props?.targetUtilizationPercentage, { max: 100, integer: false }, 'pass a percentage of all GPUs of an instance');
    const gpus = this.countGpus(problems, method);
    if (gpus !== 1 && isUnresolved(props?.targetUtilizationPercentage)) {
      problems.invalid('targetUtilizationPercentage', props.targetUtilizationPercentage, 'known at synth time', `write it as a literal, because it is multiplied by ${gpus} GPUs`);
    }
    // SageMaker adds up the utilization of the GPUs: four busy ones count as 400 percent (developer guide, "Monitor with CloudWatch").
    this.policies.track(id, problems, 'targetUtilizationPercentage', props?.targetUtilizationPercentage, props, {
      customMetric: new cloudwatch.Metric({
        namespace: '/aws/sagemaker/Endpoints',
        metricName,
        dimensionsMap: { EndpointName: this.variant.endpointName, VariantName: this.variant.variantName },
        statistic: cloudwatch.Stats.AVERAGE,
      }),
    }, gpus);
  }

  private countGpus(problems: Problems, method: string): number {
    const { instanceTypes } = this.variant;
    const other = instanceTypes.find((type) => type.accelerator !== undefined && type.accelerator.kind !== AcceleratorKind.GPU);
    const counts = [...new Set(instanceTypes.map((type) => type.acceleratorCount))];
    if (other) {
      problems.add(`${method} is called, but ${other.name} has no GPUs. Use scaleOnConcurrentRequests.`);
    } else if (counts.length > 1) {
      problems.add(`${method} is called, but ${instanceTypes.map((type) => `${type.name} has ${type.acceleratorCount ?? 'an unknown number of'}`).join(', ')} GPUs, and `
        + 'the metric adds them up. Pass pools with the same number, or use scaleOnConcurrentRequests.');
    } else if (counts[0] === undefined) {
      problems.add(`${method} is called, but the number of GPUs of ${instanceTypes[0].name} is not known. Pass acceleratorCount to LmiInstanceType.of.`);
    }
    return counts[0] ?? 1;
  }
}

/** Always says both, because Application Auto Scaling keeps what it was told last when it is told nothing. */
function suspend(target: scaling.ScalableTarget, suspended: boolean): void {
  const resource = target.node.defaultChild as scaling.CfnScalableTarget;
  resource.suspendedState = {
    dynamicScalingInSuspended: suspended,
    dynamicScalingOutSuspended: suspended,
    scheduledScalingSuspended: suspended,
  };
}

function scaledThing(isAsync: boolean): ScaledThing {
  return {
    noun: 'instance',
    nouns: 'instances',
    fewest: isAsync ? 0 : 1,
    remedy: isAsync
      ? 'set the minimum number of instances to keep'
      : 'a real-time variant keeps at least one instance; only inference components and asynchronous endpoints scale to zero',
  };
}
