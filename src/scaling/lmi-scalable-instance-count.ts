import { Duration } from 'aws-cdk-lib';
import * as scaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { LmiBacklogScalingProps, LmiInstanceScalingProps, LmiMetricTrackingProps, LmiUtilizationScalingProps } from './lmi-scaling-props';
import { LmiConcurrencyScalingProps, LmiCooldownProps, LmiInvocationScalingProps } from './load-scaling-props';
import { checkCooldowns, checkMaxCapacity, cooldownsOf, SCALE_OUT_COOLDOWN, serviceLinkedRole } from './load-target';
import { wakeUp } from './wake-up';
import { AcceleratorKind } from '../facts/accelerators';
import { LmiInstanceType } from '../instance/lmi-instance-type';
import { Faults } from '../internal/faults';
import { isUnresolved } from '../internal/tokens';

/** The variant whose instances are to scale. */
export interface ScaledVariant {
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
  /** Undefined while the variant is deregistered: policies are then checked, but not made. */
  private readonly target?: scaling.ScalableTarget;

  private constructor(scope: Construct, id: string, variant: ScaledVariant, props: LmiInstanceScalingProps) {
    super(scope, id);
    this.variant = variant;
    const minCapacity = props?.minCapacity ?? 1;
    this.checkBounds(minCapacity, props);
    if (props.deregistered) {
      return;
    }
    this.target = new scaling.ScalableTarget(this, 'Target', {
      serviceNamespace: scaling.ServiceNamespace.SAGEMAKER,
      scalableDimension: 'sagemaker:variant:DesiredInstanceCount',
      resourceId: `endpoint/${variant.endpointName}/variant/${variant.variantName}`,
      role: serviceLinkedRole(this, 'Target'),
      minCapacity,
      maxCapacity: props.maxCapacity,
    });
    this.suspend(props.suspended ?? false);
    if (minCapacity === 0) {
      this.wakeUp(this.target);
    }
  }

  /**
   * Keeps the concurrent requests of an instance near a target, measured every ten seconds. Best for language models, whose requests differ
   * widely in length: aim at a little less than what one instance serves at once.
   */
  public scaleOnConcurrentRequests(id: string, props: LmiConcurrencyScalingProps): void {
    const faults = this.faultsOf(id);
    this.refuseOnAsync(faults, 'scaleOnConcurrentRequests');
    this.track(id, faults, 'targetRequests', props?.targetRequests, props, {
      predefinedMetric: scaling.PredefinedMetric.SAGEMAKER_VARIANT_CONCURRENT_REQUESTS_PER_MODEL_HIGH_RESOLUTION,
    });
  }

  /** Keeps the invocations a minute of an instance near a target. Prefer concurrency: the time that an answer takes varies with its length. */
  public scaleOnInvocations(id: string, props: LmiInvocationScalingProps): void {
    const faults = this.faultsOf(id);
    this.refuseOnAsync(faults, 'scaleOnInvocations');
    this.track(id, faults, 'targetInvocationsPerMinute', props?.targetInvocationsPerMinute, props, {
      predefinedMetric: scaling.PredefinedMetric.SAGEMAKER_VARIANT_INVOCATIONS_PER_INSTANCE,
    });
  }

  /** Keeps the queue of an asynchronous endpoint near a target for each instance. On a real-time endpoint, which has no queue, an error. */
  public scaleOnBacklog(id: string, props: LmiBacklogScalingProps): void {
    const faults = this.faultsOf(id);
    if (!this.variant.isAsync) {
      faults.say('scaleOnBacklog is called on a real-time endpoint, which has no queue: use scaleOnConcurrentRequests, or give asyncInference');
    }
    this.track(id, faults, 'targetBacklogPerInstance', props?.targetBacklogPerInstance, props, {
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
    const faults = this.faultsOf(id);
    if (typeof props?.metric?.toMetricConfig !== 'function') {
      faults.say('metric is missing: give the metric to track');
    } else if (props.metric.toMetricConfig().metricStat === undefined) {
      faults.say('metric is an expression, but target tracking takes a plain metric: publish the value as a metric, or use scaleOnMetric');
    }
    this.track(id, faults, 'targetValue', props?.targetValue, props, { customMetric: props?.metric });
  }

  /**
   * Adds and removes instances in steps by the value of a metric.
   *
   * @param id its id below this construct
   * @param props the metric and the steps; `cooldown` is 5 minutes unless given, about what a new instance takes until it serves
   */
  public scaleOnMetric(id: string, props: scaling.BasicStepScalingPolicyProps): void {
    const faults = this.faultsOf(id);
    faults.required('metric', props?.metric, 'give the metric to follow');
    faults.required('scalingSteps', props?.scalingSteps, 'give the intervals of the metric and what each changes');
    this.make(faults, (target) => target.scaleOnMetric(id, { ...props, cooldown: props.cooldown ?? SCALE_OUT_COOLDOWN }));
  }

  /**
   * Moves the bounds by the clock, for instance to have instances ready before the working day.
   *
   * @param id its id below this construct
   * @param props when, and the new bounds; a `minCapacity` of 0 on a real-time endpoint raises an error
   */
  public scaleOnSchedule(id: string, props: scaling.ScalingSchedule): void {
    const faults = this.faultsOf(id);
    faults.required('schedule', props?.schedule, 'say when');
    if (props?.minCapacity === undefined && props?.maxCapacity === undefined) {
      faults.say('minCapacity and maxCapacity are both missing: give the bound that is to change');
    }
    this.checkMinCapacity(faults, props?.minCapacity);
    if (props?.maxCapacity !== undefined) {
      checkMaxCapacity(faults, props.minCapacity ?? 0, props.maxCapacity, 'instances');
    }
    this.make(faults, (target) => target.scaleOnSchedule(id, props));
  }

  /**
   * Target tracking alone would wait until the queue is longer than its target: the backlog per instance is not published without instances.
   * Alarm and policy are those of the developer guide, "Autoscale an asynchronous endpoint", read 2026-11.
   */
  private wakeUp(target: scaling.ScalableTarget): void {
    wakeUp(this, 'WakeUp', {
      attribute: target,
      metric: new cloudwatch.Metric({
        namespace: 'AWS/SageMaker',
        metricName: 'HasBacklogWithoutCapacity',
        dimensionsMap: { EndpointName: this.variant.endpointName },
        statistic: cloudwatch.Stats.AVERAGE,
        period: Duration.minutes(1),
      }),
      evaluationPeriods: 2,
      cooldown: SCALE_OUT_COOLDOWN,
      alarmDescription: 'Requests wait, and the endpoint has no instance',
    });
  }

  private faultsOf(id: string): Faults {
    return new Faults(`${this.node.path}/${id}`);
  }

  private checkBounds(minCapacity: number, props: LmiInstanceScalingProps): void {
    const faults = new Faults(this);
    checkMaxCapacity(faults, minCapacity, props?.maxCapacity, 'instances');
    this.checkMinCapacity(faults, minCapacity);
    faults.throwIfAny();
  }

  private checkMinCapacity(faults: Faults, minCapacity?: number): void {
    faults.number('minCapacity', minCapacity, { min: this.variant.isAsync ? 0 : 1 }, this.variant.isAsync
      ? 'give the fewest instances to keep'
      : 'a real-time variant keeps at least one instance; only inference components and asynchronous endpoints scale to zero');
  }

  /** Always says both, because Application Auto Scaling keeps what it was told last when it is told nothing. */
  private suspend(suspended: boolean): void {
    const resource = this.target!.node.defaultChild as scaling.CfnScalableTarget;
    resource.suspendedState = {
      dynamicScalingInSuspended: suspended,
      dynamicScalingOutSuspended: suspended,
      scheduledScalingSuspended: suspended,
    };
  }

  private refuseOnAsync(faults: Faults, method: string): void {
    if (this.variant.isAsync) {
      faults.say(`${method} is called on an asynchronous endpoint, which does not publish that metric: use scaleOnBacklog`);
    }
  }

  private trackGpu(id: string, method: string, metricName: string, props: LmiUtilizationScalingProps): void {
    const faults = this.faultsOf(id);
    faults.number('targetUtilizationPercent', props?.targetUtilizationPercent, { max: 100, integer: false }, 'give percent of all GPUs of an instance');
    const gpus = this.countGpus(faults, method);
    if (gpus !== 1 && isUnresolved(props?.targetUtilizationPercent)) {
      faults.add('targetUtilizationPercent', props.targetUtilizationPercent, 'known at synth', `write it as a literal, because it is multiplied by ${gpus} GPUs`);
    }
    // SageMaker adds up the utilization of the GPUs: four busy ones count as 400 percent (developer guide, "Monitor with CloudWatch").
    this.track(id, faults, 'targetUtilizationPercent', props?.targetUtilizationPercent, props, {
      customMetric: new cloudwatch.Metric({
        namespace: '/aws/sagemaker/Endpoints',
        metricName,
        dimensionsMap: { EndpointName: this.variant.endpointName, VariantName: this.variant.variantName },
        statistic: cloudwatch.Stats.AVERAGE,
      }),
    }, gpus);
  }

  private countGpus(faults: Faults, method: string): number {
    const { instanceTypes } = this.variant;
    const other = instanceTypes.find((type) => type.accelerator !== undefined && type.accelerator.kind !== AcceleratorKind.GPU);
    const counts = [...new Set(instanceTypes.map((type) => type.acceleratorCount))];
    if (other) {
      faults.say(`${method} is called, but ${other.name} has no GPUs: use scaleOnConcurrentRequests`);
    } else if (counts.length > 1) {
      faults.say(`${method} is called, but ${instanceTypes.map((type) => `${type.name} has ${type.acceleratorCount ?? 'an unknown number of'}`).join(', ')} GPUs, and `
        + 'the metric adds them up: give pools with the same number, or use scaleOnConcurrentRequests');
    } else if (counts[0] === undefined) {
      faults.say(`${method} is called, but the number of GPUs of ${instanceTypes[0].name} is not known: give acceleratorCount to LmiInstanceType.of`);
    }
    return counts[0] ?? 1;
  }

  private track(
    id: string, faults: Faults, prop: string, targetValue: number | undefined, cooldown: LmiCooldownProps,
    metric: { readonly predefinedMetric?: scaling.PredefinedMetric; readonly customMetric?: cloudwatch.IMetric }, factor: number = 1,
  ): void {
    if (faults.required(prop, targetValue, 'give the load that one instance serves well')) {
      faults.number(prop, targetValue, { min: 0, exclusiveMin: true, integer: false }, 'give the load that one instance serves well');
    }
    checkCooldowns(faults, cooldown ?? {});
    this.make(faults, (target) => target.scaleToTrackMetric(id, {
      ...metric,
      targetValue: factor === 1 ? targetValue! : targetValue! * factor,
      ...cooldownsOf(cooldown),
    }));
  }

  /** Makes a policy when nothing is at fault; what the CDK itself finds wrong with it becomes a fault like any other. */
  private make(faults: Faults, policy: (target: scaling.ScalableTarget) => void): void {
    if (faults.count === 0 && this.target) {
      try {
        policy(this.target);
      } catch (error) {
        faults.say(error instanceof Error ? error.message : String(error));
      }
    }
    faults.throwIfAny();
  }
}
