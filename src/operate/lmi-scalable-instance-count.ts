import { Duration } from 'aws-cdk-lib';
import * as scaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { LmiOfficeHoursProps } from './lmi-office-hours-props';
import {
  LmiBacklogScalingProps, LmiConcurrencyScalingProps, LmiInstanceScalingProps, LmiInvocationScalingProps, LmiMetricTrackingProps,
  LmiUtilizationScalingProps,
} from './lmi-scaling-props';
import { checkBounds, SCALE_OUT_COOLDOWN, ScalingUnit, ScalingPolicies } from './scaling-policies';
import { scalingRole } from './scaling-role';
import { wakeUp } from './wake-up';
import { Problems } from '../checks/problems';
import { checkedProps, FLAG, knownNow, ownChecks, PropKinds } from '../checks/prop-kinds';
import { isUnresolved } from '../checks/tokens';
import { AcceleratorKind } from '../facts/accelerators';
import { LmiInstanceType } from '../instance/lmi-instance-type';

/** The variant whose instances scale. */
interface ScaledVariant {
  /** The attribute of the endpoint, so that scaling is created after it and deleted before it. */
  readonly endpointName: string;
  readonly variantName: string;
  readonly instanceTypes: readonly LmiInstanceType[];
  readonly isAsync: boolean;
  /** Number of requests that an instance processes at the same time, if known. */
  readonly concurrentRequests?: number;
}

const KINDS: PropKinds<LmiInstanceScalingProps> = { ...ownChecks('minCapacity', 'maxCapacity'), suspended: FLAG, deregistered: knownNow(FLAG) };

/** Autoscaling of the instances of a variant. */
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
    const unit = scalingUnit(variant.isAsync);
    const problems = new Problems(this);
    const { suspended, deregistered } = checkedProps(problems, props, KINDS);
    checkBounds(problems, unit, minCapacity, props?.maxCapacity);
    problems.throwIfAny();
    if (deregistered) {
      this.policies = new ScalingPolicies(this, unit, props);
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
    this.policies = new ScalingPolicies(this, unit, props, target);
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
   * Keeps the number of concurrent requests per instance near a target, measured every 10 seconds. Best for language models, whose requests differ
   * widely in length: choose a target slightly below the batch size. An error on an asynchronous endpoint.
   *
   * @param id the id of the policy
   * @param props the target and the cooldowns
   */
  public scaleOnConcurrentRequests(id: string, props: LmiConcurrencyScalingProps): void {
    const problems = this.policies.problemsOf(id);
    this.refuseOnAsync(problems, 'scaleOnConcurrentRequests');
    this.policies.trackRequests(id, problems, props,
      scaling.PredefinedMetric.SAGEMAKER_VARIANT_CONCURRENT_REQUESTS_PER_MODEL_HIGH_RESOLUTION, this.variant.concurrentRequests);
  }

  /**
   * Keeps the number of invocations per minute and instance near a target. Prefer concurrent requests, because response times vary with the length
   * of responses. An error on an asynchronous endpoint.
   *
   * @param id the id of the policy
   * @param props the target and the cooldowns
   */
  public scaleOnInvocations(id: string, props: LmiInvocationScalingProps): void {
    const problems = this.policies.problemsOf(id);
    this.refuseOnAsync(problems, 'scaleOnInvocations');
    this.policies.track(id, problems, 'targetInvocationsPerMinute', props?.targetInvocationsPerMinute, props, {
      predefinedMetric: scaling.PredefinedMetric.SAGEMAKER_VARIANT_INVOCATIONS_PER_INSTANCE,
    });
  }

  /**
   * Keeps the backlog per instance of an asynchronous endpoint near a target. An error on a real-time endpoint, which has no queue.
   *
   * @param id the id of the policy
   * @param props the target and the cooldowns
   */
  public scaleOnBacklog(id: string, props: LmiBacklogScalingProps): void {
    const problems = this.policies.problemsOf(id);
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
   * Keeps GPU utilization near a target. Engines with continuous batching keep GPUs busy from the first request on, so prefer concurrent requests
   * unless you have measured otherwise.
   *
   * @param id the id of the policy
   * @param props the target and the cooldowns
   */
  public scaleOnGpuUtilization(id: string, props: LmiUtilizationScalingProps): void {
    this.trackGpu(id, 'scaleOnGpuUtilization', 'GPUUtilization', props);
  }

  /**
   * Keeps GPU memory utilization near a target. Not for vLLM and TensorRT-LLM, which reserve nearly all memory for their cache when they start,
   * regardless of the load.
   *
   * @param id the id of the policy
   * @param props the target and the cooldowns
   */
  public scaleOnGpuMemoryUtilization(id: string, props: LmiUtilizationScalingProps): void {
    this.trackGpu(id, 'scaleOnGpuMemoryUtilization', 'GPUMemoryUtilization', props);
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
   * Adds and removes instances in steps, based on the value of a metric.
   *
   * @param id the id of the policy
   * @param props the metric and the steps; the default `cooldown` is 5 minutes, about the time until a new instance serves
   */
  public scaleOnMetric(id: string, props: scaling.BasicStepScalingPolicyProps): void {
    this.policies.step(id, props);
  }

  /**
   * Changes the bounds on a schedule, for example to have instances ready before the working day.
   *
   * @param id the id of the policy
   * @param props the schedule and the new bounds; a `minCapacity` of 0 on a real-time endpoint raises an error
   */
  public scaleOnSchedule(id: string, props: scaling.ScalingSchedule): void {
    this.policies.schedule(id, props);
  }

  /**
   * Runs instances only in office hours: at `end`, an asynchronous endpoint scales to zero, and a real-time variant, which cannot, to one instance
   * (with a warning); at `start`, they are started again.
   *
   * Within office hours, scaling continues based on load. Until the first of these times, the bounds of `autoScaleInstanceCount` apply.
   *
   * @param id the id of the policy
   * @param props the hours; invalid times, unknown days and a capacity outside the bounds raise an error
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
    const problems = this.policies.problemsOf(id);
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
        + 'the metric is their sum. Pass pools with the same number of GPUs, or use scaleOnConcurrentRequests.');
    } else if (counts[0] === undefined) {
      problems.add(`${method} is called, but the number of GPUs of ${instanceTypes[0].name} is unknown. Pass acceleratorCount to LmiInstanceType.of.`);
    }
    return counts[0] ?? 1;
  }
}

/** Always sets the state, because Application Auto Scaling keeps the last one if it is omitted. */
function suspend(target: scaling.ScalableTarget, suspended: boolean): void {
  const resource = target.node.defaultChild as scaling.CfnScalableTarget;
  resource.suspendedState = {
    dynamicScalingInSuspended: suspended,
    dynamicScalingOutSuspended: suspended,
    scheduledScalingSuspended: suspended,
  };
}

function scalingUnit(isAsync: boolean): ScalingUnit {
  return {
    noun: 'instance',
    nouns: 'instances',
    fewest: isAsync ? 0 : 1,
    policy: isAsync ? 'scaleOnBacklog' : 'scaleOnConcurrentRequests',
    remedy: isAsync
      ? 'set the minimum number of instances to keep'
      : 'a real-time variant keeps at least one instance; only inference components and asynchronous endpoints scale to zero',
  };
}
