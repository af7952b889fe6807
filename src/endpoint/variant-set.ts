import { CfnEndpointConfig } from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import { EndpointUpdates } from './endpoint-updates';
import { LmiVariantProps } from './lmi-variant-props';
import { inferentia1, makeVariant, Variant, VariantHost } from './make-variant';
import { LmiError } from '../checks/lmi-error';
import { plural } from '../checks/plural';
import { Problems, show } from '../checks/problems';
import { isNumber, isUnresolved } from '../checks/tokens';
import { warn } from '../checks/warnings';
import { LIMITS } from '../facts/limits';
import { LmiScalableInstanceCount } from '../operate/lmi-scalable-instance-count';
import { LmiInstanceScalingProps } from '../operate/lmi-scaling-props';
import { containerCapacity } from '../operate/served-requests';

/** Settings that the variants of an endpoint share, and its updates. */
interface VariantsHost extends VariantHost {
  readonly updates: EndpointUpdates;
}

/** The variants as properties of an endpoint config. */
interface VariantProperties {
  readonly productionVariants: CfnEndpointConfig.ProductionVariantProperty[];
  readonly shadowProductionVariants?: CfnEndpointConfig.ProductionVariantProperty[];
}

/** The variants of one endpoint, which can be added until synthesis. */
export class Variants {
  private readonly production: Variant[] = [];
  private readonly shadow: Variant[] = [];
  private readonly scaled = new Set<Variant>();

  public constructor(private readonly host: VariantsHost) {}

  /** The variant with a name. */
  public find(name: string): Variant | undefined {
    return [...this.production, ...this.shadow].find((variant) => variant.name === name);
  }

  /** Hourly price of the initial instances of all variants in a region; undefined if one of the prices is unknown. */
  public hourlyPrice(region: string): number | undefined {
    const prices = [...this.production, ...this.shadow].map(({ instanceTypes: [type], initialInstanceCount: count }) => {
      const price = type.hourlyPrice(region);
      return price === undefined || isUnresolved(count) ? undefined : price * count;
    });
    return prices.every((price) => price !== undefined) ? prices.reduce((sum, price) => sum + price, 0) : undefined;
  }

  /** Checks the name of an additional variant. */
  public checkAddedName(problems: Problems, name: string): void {
    const taken = [...this.production, ...this.shadow].map((variant) => variant.name);
    if (typeof name !== 'string' || isUnresolved(name)) {
      problems.invalid('the name of the variant', name, 'a string known at synth time', 'write it as a literal, because it names a construct too');
    } else if (taken.includes(name)) {
      problems.add(`there are two variants with the name ${show(name)}. Use a different name for each.`);
    }
  }

  public addProduction(scope: Construct, problems: Problems, name: string, props: LmiVariantProps): Variant | undefined {
    if (this.production.length >= LIMITS.variants.max) {
      problems.add(`addVariant would create ${this.production.length + 1} production variants, but an endpoint takes at most ${LIMITS.variants.max}. `
        + 'Put additional models behind another endpoint.');
    }
    if (this.production.length > 0 && this.host.isAsync) {
      problems.add('addVariant is called on an asynchronous endpoint, which takes one variant. Put the other model behind another endpoint.');
    }
    if (this.production.length > 0 && this.shadow.length > 0) {
      problems.add('addVariant is called next to a shadow variant, which takes exactly one production variant. Omit one of them.');
    }
    const count = this.production.length + 1;
    const variant = this.make(this.production, scope, problems, name, props);
    const initialInstanceCount = problems.isReported('initialInstanceCount') ? undefined : props.initialInstanceCount ?? 1;
    this.host.updates.check(problems, { name, initialInstanceCount }, count);
    if (variant) {
      this.host.updates.watch(problems, variant, count);
    }
    return variant;
  }

  public addShadow(scope: Construct, problems: Problems, name: string, props: LmiVariantProps): Variant | undefined {
    if (this.shadow.length > 0) {
      problems.add('addShadowVariant is called twice, but an endpoint takes one shadow variant. Omit one.');
    }
    if (this.production.length > 1) {
      problems.add(`addShadowVariant is called next to ${this.production.length} production variants, but a shadow variant takes exactly one. Omit the others, or `
        + 'use another endpoint for them.');
    }
    if (this.host.isAsync) {
      problems.add('addShadowVariant is called on an asynchronous endpoint, which takes one variant. Use a real-time endpoint.');
    }
    const variant = this.make(this.shadow, scope, problems, name, props);
    const unfit = [...this.production, ...this.shadow].map(inferentia1).find((type) => type !== undefined);
    if (unfit !== undefined) {
      problems.add(`addShadowVariant is called, but SageMaker has no shadow variants on ${unfit}. Choose a newer instance type.`);
    }
    return variant;
  }

  public scale(variant: Variant, endpointName: string, props: LmiInstanceScalingProps): LmiScalableInstanceCount {
    if (this.scaled.has(variant)) {
      throw new LmiError(variant.scope.node.path, ['autoScaleInstanceCount was already called. Keep its result and add policies to it.']);
    }
    const { name: variantName, instanceTypes } = variant;
    const { concurrentRequests } = containerCapacity(variant.container, instanceTypes[0]);
    const scaling = LmiScalableInstanceCount._of(
      variant.scope, 'Scaling', { endpointName, variantName, instanceTypes, isAsync: this.host.isAsync, concurrentRequests }, props,
    );
    this.scaled.add(variant);
    warnOfScaling(variant, props);
    return scaling;
  }

  public properties(): VariantProperties {
    const propertiesOf = (list: readonly Variant[]) => list.map((variant) => variant.property);
    return {
      productionVariants: propertiesOf(this.production),
      shadowProductionVariants: this.shadow.length > 0 ? propertiesOf(this.shadow) : undefined,
    };
  }

  /** Adds the properties without types to the endpoint config. Idempotent. */
  public override(config: CfnEndpointConfig): void {
    for (const [property, list] of Object.entries({ ProductionVariants: this.production, ShadowProductionVariants: this.shadow })) {
      list.forEach((variant, index) => {
        for (const [path, value] of Object.entries(variant.overrides).filter(([, given]) => given !== undefined)) {
          config.addPropertyOverride(`${property}.${index}.${path}`, value);
        }
      });
    }
  }

  private make(list: Variant[], scope: Construct, problems: Problems, name: string, props: LmiVariantProps): Variant | undefined {
    const variant = makeVariant(scope, problems, this.host, name, props);
    if (variant) {
      list.push(variant);
    }
    return variant;
  }
}

function warnOfScaling(
  { scope, name, initialInstanceCount: count, instanceTypes, isTypeChosen }: Variant, { maxCapacity }: LmiInstanceScalingProps,
): void {
  if (isTypeChosen) {
    warn(scope, 'scaled-without-type', `variant ${name} scales, and SageMaker does not allow changing the instance type of a scaling variant, but the library chooses it. Set instanceType to `
      + `LmiInstanceType.of('${instanceTypes[0]}'), so that another model, option or library version does not change it.`);
  }
  if (isNumber(count) && isNumber(maxCapacity) && count > maxCapacity) {
    warn(scope, 'scaling-bounds', `initialInstanceCount is ${count}, but scaling keeps at most ${plural(maxCapacity, 'instance')} and removes the others at once. Lower it, or raise maxCapacity.`);
  }
}
