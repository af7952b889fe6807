import { Duration } from 'aws-cdk-lib';
import * as scaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { IConstruct } from 'constructs';
import { LmiOfficeHoursProps } from './lmi-office-hours-props';
import { LmiMetricTrackingProps } from './lmi-scaling-props';
import { LmiCooldownProps } from './load-scaling-props';
import { officeHours } from './office-hours';
import { Problems } from '../checks/problems';
import { DURATION, FLAG, checkedProps, PropKinds } from '../checks/prop-kinds';
import { isNumber } from '../checks/tokens';
import { warn } from '../checks/warnings';

/** What is given up too early takes minutes to come back and load the model. */
const SCALE_IN_COOLDOWN = Duration.minutes(15);
/** About what a new instance or copy takes until it serves: before that, the load that it is to take still shows in the metric. */
export const SCALE_OUT_COOLDOWN = Duration.minutes(5);

/** What the props that every policy has have to be. */
const COOLDOWN_KINDS: PropKinds = { scaleInCooldown: DURATION, scaleOutCooldown: DURATION, disableScaleIn: FLAG };

/** What scales, and within which bounds. */
export interface ScaledThing {
  /** `instance` or `copy`. */
  readonly noun: string;
  /** In the plural. */
  readonly nouns: string;
  /** Fewest that SageMaker allows. */
  readonly fewest: number;
  /** What to do about a lower bound below it. */
  readonly remedy: string;
}

/** How far it may scale. */
interface Bounds {
  readonly minCapacity?: number;
  readonly maxCapacity: number;
}

/** What a policy follows: a metric that SageMaker predefines, or any other. */
interface TrackedMetric {
  readonly predefinedMetric?: scaling.PredefinedMetric;
  readonly customMetric?: cloudwatch.IMetric;
}

/** The policies of one scalable target, checked alike whatever scales. */
export class ScalingPolicies {
  /**
   * @param scope the construct whose path stands in errors
   * @param thing what scales
   * @param bounds what it was given
   * @param target undefined while it is deregistered: policies are then checked, but not made
   */
  public constructor(
    private readonly scope: IConstruct,
    private readonly thing: ScaledThing,
    private readonly bounds: Bounds,
    private readonly target?: scaling.ScalableTarget,
  ) {}

  /** The problems of one policy. */
  public faultsOf(id: string): Problems {
    return new Problems(`${this.scope.node.path}/${id}`);
  }

  /** Keeps a load near a target. */
  public track(
    id: string, problems: Problems, prop: string, targetValue: number | undefined, cooldown: LmiCooldownProps, metric: TrackedMetric,
    factor: number = 1,
  ): void {
    cooldown = checkedProps(problems, cooldown, COOLDOWN_KINDS);
    const remedy = `pass the load that one ${this.thing.noun} serves well`;
    if (!problems.isReported(prop) && problems.required(prop, targetValue, remedy)) {
      problems.number(prop, targetValue, { min: 0, exclusiveMin: true, integer: false }, remedy);
    }
    problems.seconds('scaleInCooldown', cooldown.scaleInCooldown, { min: 0 }, 'pass whole seconds');
    problems.seconds('scaleOutCooldown', cooldown.scaleOutCooldown, { min: 0 }, 'pass whole seconds');
    this.make(problems, (target) => target.scaleToTrackMetric(id, {
      ...metric,
      targetValue: factor === 1 ? targetValue! : targetValue! * factor,
      scaleInCooldown: cooldown.scaleInCooldown ?? SCALE_IN_COOLDOWN,
      scaleOutCooldown: cooldown.scaleOutCooldown ?? SCALE_OUT_COOLDOWN,
      disableScaleIn: cooldown.disableScaleIn,
    }));
  }

  /** Keeps a metric near a target. */
  public trackMetric(id: string, props: LmiMetricTrackingProps): void {
    const problems = this.faultsOf(id);
    if (typeof props?.metric?.toMetricConfig !== 'function') {
      problems.add('metric is missing. Pass the metric to track.');
    } else if (props.metric.toMetricConfig().metricStat === undefined) {
      problems.add('metric is an expression, but target tracking takes a plain metric. Publish the value as a metric, or use scaleOnMetric.');
    }
    this.track(id, problems, 'targetValue', props?.targetValue, props, { customMetric: props?.metric });
  }

  /** Changes the number in steps. */
  public step(id: string, props: scaling.BasicStepScalingPolicyProps): void {
    const problems = this.faultsOf(id);
    problems.required('metric', props?.metric, 'pass the metric');
    problems.required('scalingSteps', props?.scalingSteps, 'pass the intervals of the metric and the change for each');
    this.make(problems, (target) => target.scaleOnMetric(id, { ...props, cooldown: props.cooldown ?? SCALE_OUT_COOLDOWN }));
  }

  /** Moves the bounds by the clock. */
  public schedule(id: string, props: scaling.ScalingSchedule): void {
    const problems = this.faultsOf(id);
    problems.required('schedule', props?.schedule, 'set the schedule');
    if (props?.minCapacity === undefined && props?.maxCapacity === undefined) {
      problems.add('minCapacity and maxCapacity are both missing. Pass the bound to change.');
    }
    checkCapacities(problems, this.thing, props?.minCapacity, props?.maxCapacity);
    this.make(problems, (target) => target.scaleOnSchedule(id, props));
  }

  /** Moves the bounds at the beginning and at the end of office hours. */
  public officeHours(id: string, props: LmiOfficeHoursProps): void {
    const problems = this.faultsOf(id);
    const hours = officeHours(problems, props, { ...this.bounds, fewest: this.thing.fewest });
    this.make(problems, (target) => {
      target.scaleOnSchedule(`${id}Start`, hours!.open);
      target.scaleOnSchedule(`${id}End`, hours!.close);
    });
    if (this.thing.fewest > 0) {
      warn(this.scope, 'office-hours', `${id}: outside office hours, ${this.thing.fewest} ${this.thing.noun} keeps running and costs money, because a real-time variant `
        + 'does not scale to zero; inference components (LmiComponentEndpoint) and asynchronous endpoints do.');
    }
  }

  /** Makes a policy when nothing is at fault; what the CDK itself finds wrong with it becomes a fault like any other. */
  private make(problems: Problems, policy: (target: scaling.ScalableTarget) => void): void {
    if (problems.count === 0 && this.target) {
      try {
        policy(this.target);
      } catch (error) {
        problems.add(error instanceof Error ? error.message : String(error));
      }
    }
    problems.throwIfAny();
  }
}

/** Checks the bounds of a scalable target. */
export function checkBounds(problems: Problems, thing: ScaledThing, minCapacity?: number, maxCapacity?: number): void {
  problems.required('maxCapacity', maxCapacity, `set the maximum number of ${thing.nouns} that you want to pay for`);
  checkCapacities(problems, thing, minCapacity, maxCapacity);
}

function checkCapacities(problems: Problems, thing: ScaledThing, minCapacity?: number, maxCapacity?: number): void {
  problems.number('minCapacity', minCapacity, { min: thing.fewest }, thing.remedy);
  problems.number('maxCapacity', maxCapacity, { min: 1 }, `set the maximum number of ${thing.nouns} that you want to pay for`);
  if (isNumber(minCapacity) && isNumber(maxCapacity) && minCapacity > maxCapacity) {
    problems.number('minCapacity', minCapacity, { max: maxCapacity }, 'raise maxCapacity or lower minCapacity');
  }
}
