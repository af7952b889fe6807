import { CfnEndpointConfig } from 'aws-cdk-lib/aws-sagemaker';
import { LmiComponentEndpointProps } from './lmi-component-endpoint-props';
import { isConvertible } from '../checks/durations';
import { Problems } from '../checks/problems';
import { isLiteral, isNumber } from '../checks/tokens';
import { instancePools, ownContainers, poolsProperty } from '../endpoint/instance-pools';
import { bindInstances } from '../endpoint/variant-instances';
import { LIMITS } from '../facts/limits';
import { LmiInstanceType } from '../instance/lmi-instance-type';

/** The single variant of a fleet, which has no model of its own. */
interface Fleet {
  readonly instanceTypes: readonly LmiInstanceType[];
  readonly maxInstanceCount: number;
  readonly property: CfnEndpointConfig.ProductionVariantProperty;
  /** Properties without types in the oldest supported aws-cdk-lib, by their path in the template. */
  readonly overrides: { readonly [path: string]: unknown };
}

/** Checks and renders the instances of a fleet; undefined if there are problems. */
export function makeFleet(problems: Problems, props: LmiComponentEndpointProps): Fleet | undefined {
  checkCounts(problems, props);
  checkScaleIn(problems, props);
  const instanceTypes = (instancePools(problems, props) ?? [props.instanceType]).filter((type) => type !== undefined);
  const [own] = ownContainers(props).keys();
  if (own !== undefined) {
    problems.add(`instancePools has a model or backend for ${own}, but the instances of a fleet have no model of their own. Pass specifications to addModel.`);
  }
  const instances = bindInstances(problems, { ...props, instanceTypes, isAsync: false });
  const minInstanceCount = props.minInstanceCount ?? 1;
  const initialInstanceCount = props.initialInstanceCount ?? atLeastOne(minInstanceCount);
  const maxInstanceCount = props.maxInstanceCount ?? larger(atLeastOne(minInstanceCount), initialInstanceCount);
  return problems.count > 0 ? undefined : {
    instanceTypes,
    maxInstanceCount,
    property: {
      variantName: props.variantName ?? 'AllTraffic',
      initialInstanceCount,
      managedInstanceScaling: { status: 'ENABLED', minInstanceCount, maxInstanceCount },
      ...instances.property,
    },
    overrides: {
      ...instances.overrides,
      'InstancePools': poolsProperty(instanceTypes),
      // aws-cdk-lib 2.276.0 has types for it, 2.245.0 does not.
      'ManagedInstanceScaling.ScaleInPolicy': props.scaleInStrategy && {
        Strategy: props.scaleInStrategy,
        CooldownInMinutes: props.scaleInCooldown?.toMinutes(),
        MaximumStepSize: props.maxScaleInStep,
      },
    },
  };
}

function checkCounts(problems: Problems, props: LmiComponentEndpointProps): void {
  const { minInstanceCount, maxInstanceCount, initialInstanceCount } = props;
  problems.pattern('variantName', props.variantName, LIMITS.name.pattern, LIMITS.name.allowed, 'choose another name');
  problems.number('minInstanceCount', minInstanceCount, LIMITS.fleetMinimum, 'set the minimum number of instances; 0 releases all of them while no model has a copy');
  problems.number('maxInstanceCount', maxInstanceCount, LIMITS.fleetMaximum, 'set the maximum number of instances that you want to pay for');
  problems.number('initialInstanceCount', initialInstanceCount, LIMITS.instanceCount, 'set at least 1; SageMaker releases the instance afterwards if it is idle');
  for (const [prop, value] of Object.entries({ minInstanceCount, initialInstanceCount })) {
    if (isNumber(maxInstanceCount) && isNumber(value) && value > maxInstanceCount) {
      problems.number(prop, value, { max: maxInstanceCount }, 'lower it, or raise maxInstanceCount');
    }
  }
}

function checkScaleIn(problems: Problems, props: LmiComponentEndpointProps): void {
  problems.number('maxScaleInStep', props.maxScaleInStep, LIMITS.scaleInStep, 'set how many instances are released at once');
  const { min, max } = LIMITS.scaleInCooldownMinutes;
  const { scaleInCooldown } = props;
  problems.seconds('scaleInCooldown', scaleInCooldown, { min: min * 60, max: max * 60 }, 'pass a value that SageMaker allows');
  if (scaleInCooldown?.isUnresolved() && !isConvertible(() => scaleInCooldown.toMinutes())) {
    problems.add('scaleInCooldown is known only at deployment, in a unit other than minutes. Create it with Duration.minutes.');
  } else if (isLiteral(scaleInCooldown) && !problems.isReported('scaleInCooldown') && scaleInCooldown.toSeconds({ integral: false }) % 60 !== 0) {
    problems.invalid('scaleInCooldown', scaleInCooldown, 'whole minutes', 'round it');
  }
  for (const prop of ['maxScaleInStep', 'scaleInCooldown'] as const) {
    if (props[prop] !== undefined && props.scaleInStrategy === undefined && !problems.isReported('scaleInStrategy')) {
      problems.add(`${prop} is set without scaleInStrategy. Pass the strategy too, or omit ${prop}.`);
    }
  }
}

function atLeastOne(count: number): number {
  return isNumber(count) ? Math.max(1, count) : count;
}

function larger(one: number, other: number): number {
  return isNumber(one) && isNumber(other) ? Math.max(one, other) : other;
}
