import { Duration, TimeZone } from 'aws-cdk-lib';
import * as scaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { IConstruct } from 'constructs';
import { LmiOfficeHoursProps } from './lmi-office-hours-props';
import { LmiConcurrencyScalingProps, LmiCooldownProps, LmiMetricTrackingProps } from './lmi-scaling-props';
import { officeHours } from './office-hours';
import { Problems } from '../checks/problems';
import { DURATION, FLAG, checkedProps, ownChecks, PropKinds } from '../checks/prop-kinds';
import { isLiteral, isNumber } from '../checks/tokens';
import { warn } from '../checks/warnings';

/** Capacity that is released too early takes minutes to start again and load the model. */
const SCALE_IN_COOLDOWN = Duration.minutes(15);
/** About the time until a new instance or copy serves; until then, the metric still shows the load that it will take over. */
export const SCALE_OUT_COOLDOWN = Duration.minutes(5);

/** Kinds of the props that all policies share. */
const COOLDOWN_KINDS: PropKinds<LmiCooldownProps> = { scaleInCooldown: DURATION, scaleOutCooldown: DURATION, disableScaleIn: FLAG };

/** Kinds of the props of the CDK, which has checks of its own. */
const STEP_KINDS: PropKinds<scaling.BasicStepScalingPolicyProps> = ownChecks(
  'metric', 'scalingSteps', 'adjustmentType', 'cooldown', 'minAdjustmentMagnitude', 'evaluationPeriods', 'datapointsToAlarm', 'metricAggregationType',
);
const SCHEDULE_KINDS: PropKinds<scaling.ScalingSchedule> = ownChecks('schedule', 'startTime', 'endTime', 'minCapacity', 'maxCapacity', 'timeZone');

/** The unit of capacity, and its lower limit. */
export interface ScalingUnit {
  /** `instance` or `copy`. */
  readonly noun: string;
  /** The plural. */
  readonly nouns: string;
  /** Minimum number that SageMaker allows. */
  readonly fewest: number;
  /** Fix for a `minCapacity` below it. */
  readonly remedy: string;
  /** The method that adds the best policy. */
  readonly policy: string;
}

/** The user's bounds for scaling. */
interface Bounds {
  readonly minCapacity?: number;
  readonly maxCapacity: number;
}

/** The metric of a policy: one predefined by SageMaker, or any other. */
interface TrackedMetric {
  readonly predefinedMetric?: scaling.PredefinedMetric;
  readonly customMetric?: cloudwatch.IMetric;
}

/** The policies of one scalable target, with the same checks for instances and copies. */
export class ScalingPolicies {
  private count = 0;

  /**
   * @param scope the construct whose path is shown in errors
   * @param unit the unit of capacity
   * @param bounds the user's bounds
   * @param target the scalable target; undefined while it is deregistered: policies are then checked, but not created
   */
  public constructor(
    private readonly scope: IConstruct,
    private readonly unit: ScalingUnit,
    private readonly bounds: Bounds,
    private readonly target?: scaling.ScalableTarget,
  ) {
    // Policies are added later.
    scope.node.addValidation({ validate: () => this.warnIfNone() });
  }

  /** Collects the problems with one policy. */
  public problemsOf(id: string): Problems {
    return new Problems(`${this.scope.node.path}/${id}`);
  }

  /** Keeps a load near a target. */
  public track(
    id: string, problems: Problems, prop: string, targetValue: number | undefined, cooldown: LmiCooldownProps, metric: TrackedMetric,
    factor: number = 1, further: readonly string[] = [],
  ): void {
    cooldown = checkedProps(problems, cooldown, { ...COOLDOWN_KINDS, ...ownChecks(prop, ...further) });
    const remedy = `pass the load that one ${this.unit.noun} serves well`;
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

  /**
   * Keeps the number of concurrent requests near a target.
   *
   * @param served number of requests that an instance or copy processes at the same time, if known
   */
  public trackRequests(
    id: string, problems: Problems, props: LmiConcurrencyScalingProps, predefinedMetric: scaling.PredefinedMetric, served?: number,
  ): void {
    this.track(id, problems, 'targetRequests', props?.targetRequests, props, { predefinedMetric });
    const { targetRequests } = props;
    if (isNumber(targetRequests) && served !== undefined && targetRequests > served) {
      warn(this.scope, 'scaling-target', `${id}: targetRequests is ${targetRequests}, but one ${this.unit.noun} processes ${served} requests at the same time, and more of them wait, so that scaling `
        + `begins too late. Pass a target slightly below ${served}, or raise the batch size of the backend.`);
    }
  }

  /** Keeps a metric near a target. */
  public trackMetric(id: string, props: LmiMetricTrackingProps): void {
    const problems = this.problemsOf(id);
    if (typeof props?.metric?.toMetricConfig !== 'function') {
      problems.add('metric is missing. Pass the metric to track.');
    } else if (props.metric.toMetricConfig().metricStat === undefined) {
      problems.add('metric is an expression, but target tracking takes a plain metric. Publish the value as a metric, or use scaleOnMetric.');
    }
    this.track(id, problems, 'targetValue', props?.targetValue, props, { customMetric: props?.metric }, 1, ['metric']);
  }

  /** Changes the capacity in steps. */
  public step(id: string, props: scaling.BasicStepScalingPolicyProps): void {
    const problems = this.problemsOf(id);
    checkedProps(problems, props, STEP_KINDS, { isOpen: true });
    problems.required('metric', props?.metric, 'pass the metric');
    problems.required('scalingSteps', props?.scalingSteps, 'pass the intervals of the metric and the change for each');
    this.make(problems, (target) => target.scaleOnMetric(id, { ...props, cooldown: props.cooldown ?? SCALE_OUT_COOLDOWN }));
  }

  /** Changes the bounds on a schedule. */
  public schedule(id: string, props: scaling.ScalingSchedule): void {
    const problems = this.problemsOf(id);
    checkedProps(problems, props, SCHEDULE_KINDS, { isOpen: true });
    problems.required('schedule', props?.schedule, 'set the schedule');
    if (props?.minCapacity === undefined && props?.maxCapacity === undefined) {
      problems.add('minCapacity and maxCapacity are both missing. Pass the bound to change.');
    }
    checkCapacities(problems, this.unit, props?.minCapacity, props?.maxCapacity);
    this.warnOfZone(id, props?.timeZone);
    this.make(problems, (target) => target.scaleOnSchedule(id, props));
  }

  /** Changes the bounds at the beginning and the end of office hours. */
  public officeHours(id: string, props: LmiOfficeHoursProps): void {
    const problems = this.problemsOf(id);
    const hours = officeHours(problems, props, { ...this.bounds, fewest: this.unit.fewest });
    this.warnOfZone(id, hours?.open.timeZone);
    this.make(problems, (target) => {
      target.scaleOnSchedule(`${id}Start`, hours!.open);
      target.scaleOnSchedule(`${id}End`, hours!.close);
    });
    if (this.unit.fewest > 0) {
      warn(this.scope, 'office-hours', `${id}: outside office hours, ${this.unit.fewest} ${this.unit.noun} keeps running and costs money, because a real-time variant `
        + 'does not scale to zero; inference components (LmiComponentEndpoint) and asynchronous endpoints do.');
    }
  }

  /** AWS has the time zones of the IANA database, and so does Node.js. */
  private warnOfZone(id: string, zone: TimeZone | undefined): void {
    const name = zone?.timezoneName;
    if (isLiteral(name) && !isTimeZone(name)) {
      warn(this.scope, 'unknown-time-zone', `${id}: the time zone is "${name}", which is not in the time zone database of Node.js; AWS may refuse it. Use a constant of TimeZone.`);
    }
  }

  private warnIfNone(): string[] {
    const { minCapacity = 1, maxCapacity } = this.bounds;
    if (this.count === 0 && this.target !== undefined && minCapacity !== maxCapacity) {
      const always = minCapacity === 0 ? ` after the first request has started one ${this.unit.noun}` : '';
      warn(this.scope, 'no-policy', `scaling has bounds but no policy, so that the number of ${this.unit.nouns} never changes${always}. Call ${this.unit.policy} on the result.`);
    }
    return [];
  }

  /** Creates a policy if there are no problems. An error of the CDK becomes a problem like any other. */
  private make(problems: Problems, policy: (target: scaling.ScalableTarget) => void): void {
    this.count++;
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

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format() !== '';
  } catch {
    return false;
  }
}

/** Checks the bounds of a scalable target. */
export function checkBounds(problems: Problems, unit: ScalingUnit, minCapacity?: number, maxCapacity?: number): void {
  problems.required('maxCapacity', maxCapacity, `set the maximum number of ${unit.nouns} that you want to pay for`);
  checkCapacities(problems, unit, minCapacity, maxCapacity);
}

function checkCapacities(problems: Problems, unit: ScalingUnit, minCapacity?: number, maxCapacity?: number): void {
  problems.number('minCapacity', minCapacity, { min: unit.fewest }, unit.remedy);
  problems.number('maxCapacity', maxCapacity, { min: 1 }, `set the maximum number of ${unit.nouns} that you want to pay for`);
  if (isNumber(minCapacity) && isNumber(maxCapacity) && minCapacity > maxCapacity) {
    problems.number('minCapacity', minCapacity, { max: maxCapacity }, 'raise maxCapacity or lower minCapacity');
  }
}
