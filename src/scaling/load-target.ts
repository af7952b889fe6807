import { Duration, Stack } from 'aws-cdk-lib';
import * as scaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { LmiCooldownProps } from './load-scaling-props';
import { Faults } from '../internal/faults';
import { isLiteral } from '../internal/tokens';

/** What is given up too early takes minutes to come back and load the model. */
export const SCALE_IN_COOLDOWN = Duration.minutes(15);
/** About what a new instance takes until it serves: before that, the load that it is to take still shows in the metric. */
export const SCALE_OUT_COOLDOWN = Duration.minutes(5);

/** A load that scaling keeps an instance or a copy at. */
export interface LoadTargetRequest {
  /** The prop that gives the load, for error messages. */
  readonly prop: string;
  readonly targetValue: number;
  readonly predefinedMetric: scaling.PredefinedMetric;
  /** What carries the load: `instance` or `copy`. */
  readonly what: string;
  readonly cooldown: LmiCooldownProps;
}

/** Target tracking of a metric that SageMaker measures; `path` is that of the policy. */
export function loadTarget(path: string, request: LoadTargetRequest): scaling.BasicTargetTrackingScalingPolicyProps {
  const { prop, targetValue, predefinedMetric, what, cooldown } = request;
  const faults = new Faults(path);
  const remedy = `give the load that one ${what} serves well`;
  if (faults.required(prop, targetValue, remedy)) {
    faults.number(prop, targetValue, { min: 0, exclusiveMin: true, integer: false }, remedy);
  }
  checkCooldowns(faults, cooldown);
  faults.throwIfAny();
  return { predefinedMetric, targetValue, ...cooldownsOf(cooldown) };
}

/** The cooldowns that are given, or long ones: what serves a large model comes slowly. */
export function cooldownsOf(given: LmiCooldownProps): LmiCooldownProps {
  return {
    scaleInCooldown: given.scaleInCooldown ?? SCALE_IN_COOLDOWN,
    scaleOutCooldown: given.scaleOutCooldown ?? SCALE_OUT_COOLDOWN,
    disableScaleIn: given.disableScaleIn,
  };
}

/** Faults when a cooldown is no whole number of seconds. */
export function checkCooldowns(faults: Faults, cooldown: LmiCooldownProps): void {
  for (const prop of ['scaleInCooldown', 'scaleOutCooldown'] as const) {
    faults.seconds(prop, cooldown[prop], { min: 0 }, 'give whole seconds');
  }
}

/** Faults when the upper bound of scaling is missing, below 1 or below the lower one. */
export function checkMaxCapacity(faults: Faults, minCapacity: number, maxCapacity: number, what: string): void {
  const remedy = `give the most ${what} that you want to pay for`;
  if (faults.required('maxCapacity', maxCapacity, remedy)) {
    faults.number('maxCapacity', maxCapacity, { min: 1 }, remedy);
    if (isLiteral(minCapacity) && isLiteral(maxCapacity) && minCapacity > maxCapacity) {
      faults.number('minCapacity', minCapacity, { max: maxCapacity }, 'raise maxCapacity or lower minCapacity');
    }
  }
}

/** The role that Application Auto Scaling uses for SageMaker anyway; without one the CDK would make a role that is never used. */
export function serviceLinkedRole(scope: Construct, id: string): iam.IRole {
  return iam.Role.fromRoleArn(scope, `${id}Role`, Stack.of(scope).formatArn({
    service: 'iam',
    region: '',
    resource: 'role/aws-service-role/sagemaker.application-autoscaling.amazonaws.com',
    resourceName: 'AWSServiceRoleForApplicationAutoScaling_SageMakerEndpoint',
  }), { mutable: false });
}
