import { CfnEndpointConfig } from 'aws-cdk-lib/aws-sagemaker';
import { LmiComponentEndpointProps } from './lmi-component-endpoint-props';
import { LIMITS } from '../facts/limits';
import { checkStorage } from '../hosting/storage';
import { Faults } from '../internal/faults';
import { isLiteral } from '../internal/tokens';

/** The one variant of a fleet, which has no model of its own. */
export interface Fleet {
  readonly property: CfnEndpointConfig.ProductionVariantProperty;
  /** What aws-cdk-lib 2.245 has no types for, by its path below the variant. */
  readonly overrides: [string, any][];
  readonly maxInstanceCount: number;
}

/** Faults of the props that describe the instances. */
export function checkFleet(faults: Faults, props: LmiComponentEndpointProps): void {
  const { minInstanceCount, maxInstanceCount, initialInstanceCount } = props;
  faults.pattern('endpointName', props.endpointName, LIMITS.name.pattern, LIMITS.name.allowed, 'choose another name, or leave it out');
  faults.pattern('variantName', props.variantName, LIMITS.name.pattern, LIMITS.name.allowed, 'choose another name');
  faults.number('minInstanceCount', minInstanceCount, LIMITS.fleetMinimum, 'give the fewest instances; 0 gives all of them up while no model has a copy');
  faults.number('maxInstanceCount', maxInstanceCount, LIMITS.fleetMaximum, 'give the most instances that you want to pay for');
  faults.number('initialInstanceCount', initialInstanceCount, LIMITS.instanceCount, 'SageMaker starts with at least one instance, and gives it up afterwards');
  if (isLiteral(maxInstanceCount)) {
    for (const [prop, value] of Object.entries({ minInstanceCount, initialInstanceCount })) {
      if (isLiteral(value) && value > maxInstanceCount) {
        faults.number(prop, value, { max: maxInstanceCount }, 'lower it, or raise maxInstanceCount');
      }
    }
  }
  checkScaleIn(faults, props);
  checkStorage(faults, { ...props, instanceTypes: [props.instanceType] });
}

function checkScaleIn(faults: Faults, props: LmiComponentEndpointProps): void {
  faults.number('maxScaleInStep', props.maxScaleInStep, LIMITS.scaleInStep, 'give how many instances are given up at once');
  const { min, max } = LIMITS.scaleInCooldownMinutes;
  faults.seconds('scaleInCooldown', props.scaleInCooldown, { min: min * 60, max: max * 60 }, 'stay within what SageMaker allows');
  if (isLiteral(props.scaleInCooldown) && props.scaleInCooldown.toSeconds({ integral: false }) % 60 !== 0) {
    faults.add('scaleInCooldown', props.scaleInCooldown, 'whole minutes', 'round it');
  }
  for (const prop of ['maxScaleInStep', 'scaleInCooldown'] as const) {
    if (props[prop] !== undefined && props.scaleInStrategy === undefined) {
      faults.say(`${prop} is given without scaleInStrategy: give the strategy too, or leave ${prop} out`);
    }
  }
}

/** The variant of a fleet whose props are sound. */
export function fleetOf(props: LmiComponentEndpointProps): Fleet {
  const minInstanceCount = props.minInstanceCount ?? 1;
  const initialInstanceCount = props.initialInstanceCount ?? atLeastOne(minInstanceCount);
  const maxInstanceCount = props.maxInstanceCount ?? larger(atLeastOne(minInstanceCount), initialInstanceCount);
  return {
    maxInstanceCount,
    property: {
      variantName: props.variantName ?? 'AllTraffic',
      instanceType: props.instanceType.name,
      initialInstanceCount,
      managedInstanceScaling: { status: 'ENABLED', minInstanceCount, maxInstanceCount },
      volumeSizeInGb: props.volumeSize?.toGibibytes(),
    },
    overrides: props.scaleInStrategy === undefined ? [] : [[
      // Typed in later versions of aws-cdk-lib.
      'ManagedInstanceScaling.ScaleInPolicy', {
        Strategy: props.scaleInStrategy,
        CooldownInMinutes: props.scaleInCooldown?.toMinutes(),
        MaximumStepSize: props.maxScaleInStep,
      },
    ]],
  };
}

function atLeastOne(count: number): number {
  return isLiteral(count) ? Math.max(1, count) : count;
}

function larger(one: number, other: number): number {
  return isLiteral(one) && isLiteral(other) ? Math.max(one, other) : other;
}
