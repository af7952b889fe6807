import { Duration } from 'aws-cdk-lib';
import { CfnEndpoint } from 'aws-cdk-lib/aws-sagemaker';
import {
  LmiAllAtOnceOptions, LmiBlueGreenOptions, LmiCanaryOptions, LmiLinearOptions, LmiRollingOptions, LmiUpdateOptions,
} from './lmi-deployment-options';
import { Guard } from './rollback-alarms';
import { secondsOf } from '../checks/durations';
import { Bounds, Problems } from '../checks/problems';
import { checkedProps, instanceOf, ownChecks, PropKinds } from '../checks/prop-kinds';
import { isLiteral, isNumber } from '../checks/tokens';
import { withoutNulls } from '../checks/without-nulls';
import { LIMITS } from '../facts/limits';

/** The instances that a policy replaces. */
export interface DeployedVariant {
  readonly name: string;
  /** Undefined if it is invalid. */
  readonly initialInstanceCount?: number;
  /** Whether it is an inference component, whose copies are replaced. */
  readonly isComponent?: boolean;
}

type Update = Pick<CfnEndpoint.DeploymentConfigProperty, 'blueGreenUpdatePolicy' | 'rollingUpdatePolicy'>;

/**
 * How an update is rolled out to the instances of an endpoint.
 *
 * With `allAtOnce`, `canary` and `linear`, an update temporarily needs a second fleet; `rolling` needs only one additional batch, so use it where
 * GPUs are scarce. Alarms can roll an update back during the wait intervals.
 */
export abstract class LmiDeploymentPolicy {
  /**
   * Moves all traffic to a new fleet at once and keeps the old fleet for a while to roll back to. This is what SageMaker does by default, except
   * that it removes the old fleet immediately.
   *
   * @param options wait intervals and limits
   */
  public static allAtOnce(options: LmiAllAtOnceOptions = {}): LmiDeploymentPolicy {
    return new AllAtOnce(withoutNulls(options));
  }

  /**
   * Moves part of the traffic to a new fleet first, and the rest if no alarm goes off.
   *
   * @param options the first step, wait intervals and limits
   */
  public static canary(options: LmiCanaryOptions): LmiDeploymentPolicy {
    return new Canary(withoutNulls(options));
  }

  /**
   * Moves traffic to a new fleet in equal steps, as long as no alarm goes off.
   *
   * @param options the steps, wait intervals and limits
   */
  public static linear(options: LmiLinearOptions): LmiDeploymentPolicy {
    return new Linear(withoutNulls(options));
  }

  /**
   * Replaces a few instances at a time, as long as no alarm goes off. An error on an endpoint with several production variants.
   *
   * @param options the batches, wait intervals and limits
   */
  public static rolling(options: LmiRollingOptions): LmiDeploymentPolicy {
    return new Rolling(withoutNulls(options));
  }

  /**
   * @internal
   */
  public abstract readonly _options: LmiUpdateOptions;

  /**
   * Whether SageMaker refuses the policy for more than one production variant (developer guide, "Deployment guardrails: exclusions", read 2026-11).
   *
   * @internal
   */
  public readonly _oneVariantOnly: boolean = false;

  /**
   * Checks everything that does not depend on variants, and renders the policy.
   *
   * @internal
   */
  public abstract _bind(problems: Problems): Update;

  /**
   * Checks the sizes in instances against a variant.
   *
   * @internal
   */
  public abstract _checkVariant(problems: Problems, variant: DeployedVariant): void;

  /**
   * The time and traffic that alarms have to detect a bad update.
   *
   * @internal
   */
  public abstract _guard(variant: DeployedVariant): Guard;
}

/** Kind of a prop that takes a deployment policy. */
export const DEPLOYMENT_POLICY = instanceOf(LmiDeploymentPolicy, 'use LmiDeploymentPolicy.allAtOnce, canary, linear or rolling');

const UPDATE_KINDS: PropKinds<LmiUpdateOptions> = ownChecks('maximumExecution', 'rollbackErrorPercentage', 'rollbackEndpointErrorPercentage', 'rollbackModelLatency');
const ALL_AT_ONCE_KINDS: PropKinds<LmiAllAtOnceOptions> = { ...UPDATE_KINDS, ...ownChecks('terminationWait') };
const CANARY_KINDS: PropKinds<LmiCanaryOptions> = { ...ALL_AT_ONCE_KINDS, ...ownChecks('canaryPercentage', 'canaryInstances', 'waitInterval') };
const LINEAR_KINDS: PropKinds<LmiLinearOptions> = { ...ALL_AT_ONCE_KINDS, ...ownChecks('stepPercentage', 'stepInstances', 'waitInterval') };
const ROLLING_KINDS: PropKinds<LmiRollingOptions> = {
  ...UPDATE_KINDS, ...ownChecks('maximumBatchSize', 'maximumBatchPercentage', 'rollbackBatchPercentage', 'waitInterval'),
};

class AllAtOnce extends LmiDeploymentPolicy {
  public constructor(public readonly _options: LmiAllAtOnceOptions) {
    super();
  }

  public _bind(problems: Problems): Update {
    checkedProps(problems, this._options, ALL_AT_ONCE_KINDS);
    const terminationWait = this._options.terminationWait ?? Duration.minutes(10);
    return blueGreen(problems, { ...this._options, terminationWait }, { type: 'ALL_AT_ONCE' }, 0);
  }

  public _checkVariant(): void {}

  public _guard(): Guard {
    return { wait: { prop: 'terminationWait', duration: this._options.terminationWait } };
  }
}

class Canary extends LmiDeploymentPolicy {
  public constructor(public readonly _options: LmiCanaryOptions) {
    super();
  }

  public _bind(problems: Problems): Update {
    const { canaryPercentage, canaryInstances, waitInterval } = checkedProps(problems, this._options, CANARY_KINDS);
    const canarySize = sizeOf(problems, { canaryPercentage, canaryInstances }, LIMITS.canaryPercentage);
    return blueGreen(problems, this._options, { type: 'CANARY', canarySize, waitIntervalInSeconds: waitSeconds(problems, waitInterval) }, 1);
  }

  public _checkVariant(problems: Problems, variant: DeployedVariant): void {
    checkInstances(problems, 'canaryInstances', this._options.canaryInstances, LIMITS.canaryPercentage, variant);
  }

  public _guard(variant: DeployedVariant): Guard {
    const { canaryPercentage, canaryInstances, waitInterval } = this._options;
    return { wait: { prop: 'waitInterval', duration: waitInterval }, share: shareOf({ canaryPercentage, canaryInstances }, variant) };
  }
}

class Linear extends LmiDeploymentPolicy {
  public constructor(public readonly _options: LmiLinearOptions) {
    super();
  }

  public _bind(problems: Problems): Update {
    const { stepPercentage, stepInstances, waitInterval } = checkedProps(problems, this._options, LINEAR_KINDS);
    const linearStepSize = sizeOf(problems, { stepPercentage, stepInstances }, LIMITS.linearPercentage);
    // There is a wait after every step but the last, which has terminationWait.
    const waits = isNumber(stepPercentage) ? Math.ceil(100 / stepPercentage) - 1 : 1;
    return blueGreen(problems, this._options, { type: 'LINEAR', linearStepSize, waitIntervalInSeconds: waitSeconds(problems, waitInterval) }, waits);
  }

  public _checkVariant(problems: Problems, variant: DeployedVariant): void {
    checkInstances(problems, 'stepInstances', this._options.stepInstances, LIMITS.linearPercentage, variant);
  }

  public _guard(variant: DeployedVariant): Guard {
    const { stepPercentage, stepInstances, waitInterval } = this._options;
    return { wait: { prop: 'waitInterval', duration: waitInterval }, share: shareOf({ stepPercentage, stepInstances }, variant) };
  }
}

class Rolling extends LmiDeploymentPolicy {
  public readonly _oneVariantOnly: boolean = true;

  public constructor(public readonly _options: LmiRollingOptions) {
    super();
  }

  public _bind(problems: Problems): Update {
    const { maximumBatchPercentage, maximumBatchSize, rollbackBatchPercentage, waitInterval, maximumExecution }
      = checkedProps(problems, this._options, ROLLING_KINDS);
    problems.number('rollbackBatchPercentage', rollbackBatchPercentage, { min: LIMITS.rollingPercentage.min, max: 100 }, 'pass a percentage of the fleet');
    const waits = isNumber(maximumBatchPercentage) ? Math.ceil(100 / maximumBatchPercentage) : 2;
    checkExecution(problems, maximumExecution, waits, waitInterval);
    return {
      rollingUpdatePolicy: {
        maximumBatchSize: sizeOf(problems, { maximumBatchPercentage, maximumBatchSize }, LIMITS.rollingPercentage)!,
        rollbackMaximumBatchSize: rollbackBatchPercentage === undefined ? undefined : percent(rollbackBatchPercentage),
        waitIntervalInSeconds: waitSeconds(problems, waitInterval)!,
        maximumExecutionTimeoutInSeconds: secondsOf(problems, 'maximumExecution', maximumExecution),
      },
    };
  }

  public _checkVariant(problems: Problems, variant: DeployedVariant): void {
    checkInstances(problems, 'maximumBatchSize', this._options.maximumBatchSize, LIMITS.rollingPercentage, variant);
  }

  public _guard(variant: DeployedVariant): Guard {
    const { maximumBatchPercentage, maximumBatchSize, waitInterval } = this._options;
    return { wait: { prop: 'waitInterval', duration: waitInterval }, share: shareOf({ maximumBatchPercentage, maximumBatchSize }, variant) };
  }
}

function blueGreen(
  problems: Problems, options: LmiBlueGreenOptions & { readonly waitInterval?: Duration },
  trafficRoutingConfiguration: CfnEndpoint.TrafficRoutingConfigProperty, waits: number,
): Update {
  const { terminationWait, maximumExecution } = options;
  problems.seconds('terminationWait', terminationWait, LIMITS.waitInterval, 'wait for at most an hour');
  checkExecution(problems, maximumExecution, waits, options.waitInterval, terminationWait);
  return {
    blueGreenUpdatePolicy: {
      trafficRoutingConfiguration,
      terminationWaitInSeconds: secondsOf(problems, 'terminationWait', terminationWait),
      maximumExecutionTimeoutInSeconds: secondsOf(problems, 'maximumExecution', maximumExecution),
    },
  };
}

function waitSeconds(problems: Problems, waitInterval: Duration): number | undefined {
  if (problems.required('waitInterval', waitInterval, 'set how long alarms watch before the next step')) {
    problems.seconds('waitInterval', waitInterval, LIMITS.waitInterval, 'wait for at most an hour');
  }
  return secondsOf(problems, 'waitInterval', waitInterval);
}

/** A size that exactly one of two props sets. */
function sizeOf(
  problems: Problems, sizes: { readonly [prop: string]: number | undefined }, percentage: Bounds,
): CfnEndpoint.CapacitySizeProperty | undefined {
  const props = Object.keys(sizes);
  const set = props.filter((prop) => sizes[prop] !== undefined && sizes[prop] !== null);
  if (set.length !== 1) {
    problems.add(`${props.join(' and ')} are ${set.length === 0 ? 'both missing' : 'both given'}. Set exactly one of them.`);
    return undefined;
  }
  const [prop] = set;
  const value = sizes[prop]!;
  if (prop.endsWith('Percentage')) {
    problems.number(prop, value, percentage, 'pass a percentage of the fleet that SageMaker allows');
    return percent(value);
  }
  problems.number(prop, value, { min: 1 }, 'pass a number of instances');
  return { type: 'INSTANCE_COUNT', value };
}

/** The share of the traffic that the first step moves, and the prop that sets it. */
function shareOf(sizes: { readonly [prop: string]: number | undefined }, { initialInstanceCount }: DeployedVariant): Guard['share'] {
  const [[prop, value]] = [...Object.entries(sizes).filter(([, size]) => size !== undefined), ['', undefined] as const];
  const isShare = prop.endsWith('Percentage');
  const percentage = isShare ? value : isNumber(value) && isNumber(initialInstanceCount) ? 100 * value / initialInstanceCount : undefined;
  return { prop, percentage };
}

function percent(value: number): CfnEndpoint.CapacitySizeProperty {
  return { type: 'CAPACITY_PERCENT', value };
}

function checkInstances(problems: Problems, prop: string, instances: number | undefined, percentage: Bounds, variant: DeployedVariant): void {
  if (!isNumber(instances) || !isNumber(variant.initialInstanceCount)) {
    return;
  }
  const fleet = variant.initialInstanceCount;
  const [min, max] = [Math.max(1, Math.ceil(fleet * percentage.min! / 100)), Math.floor(fleet * percentage.max! / 100)];
  if (instances < min || instances > max) {
    problems.add(`${prop} is ${instances}; it must be ${max < min ? 'a percentage' : min === max ? min : `from ${min} to ${max}`} for the ${fleet} `
      + `${withCount(variant)}, of which SageMaker moves ${percentage.min} to ${percentage.max} percent at a time. Change it, `
      + `raise ${variant.isComponent ? 'copies' : 'initialInstanceCount'}, or pass a percentage.`);
  }
}

/** If the waits exceed the time limit, every update would end in a rollback. */
function checkExecution(problems: Problems, limit: Duration | undefined, waits: number, waitInterval?: Duration, terminationWait?: Duration): void {
  problems.seconds('maximumExecution', limit, LIMITS.maximumExecution, 'pass 10 minutes to 8 hours');
  const known = (duration: Duration | undefined) => isLiteral(duration) ? secondsOf(problems, 'a duration', duration) : undefined;
  const total = waits * (known(waitInterval) ?? 0) + (known(terminationWait) ?? 0);
  const allowed = known(limit) ?? LIMITS.maximumExecution.max;
  if (total > allowed) {
    problems.add(`the waits add up to ${total} seconds, but the update may take ${allowed} at most. Shorten waitInterval, use larger steps, or raise maximumExecution.`);
  }
}

function withCount({ name, initialInstanceCount: count, isComponent }: DeployedVariant): string {
  return isComponent ? `${count === 1 ? 'copy' : 'copies'} of component ${name}` : `instance${count === 1 ? '' : 's'} of variant ${name}`;
}
