import { CfnModel } from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import { Variant } from './make-variant';
import { LmiBackend } from '../backend/lmi-backend';
import { Problems } from '../checks/problems';
import { LmiScalableInstanceCount } from '../operate/lmi-scalable-instance-count';
import { LmiInstanceScalingProps } from '../operate/lmi-scaling-props';
import { MemoryFit } from '../sizing/memory-fit';

/** How to create and scale a variant, provided by its endpoint. */
interface VariantMaker {
  readonly make: (scope: Construct, problems: Problems) => Variant | undefined;
  readonly scale: (variant: Variant, props: LmiInstanceScalingProps) => LmiScalableInstanceCount;
}

/** A variant that was added to an endpoint with `addVariant` or `addShadowVariant`. */
export class LmiVariant extends Construct {
  /**
   * @internal
   */
  public static _of(scope: Construct, id: string, maker: VariantMaker): LmiVariant {
    return new LmiVariant(scope, id, maker);
  }

  /** Name of the variant. */
  public readonly variantName: string;
  /** How its container serves the model. */
  public readonly backend: LmiBackend;
  /** All variables of its container. */
  public readonly environment: { [name: string]: string };
  /**
   * Memory estimate for its accelerators.
   *
   * @default - the architecture of the model or another value is not known at synth time, or `sizing` disables the check
   */
  public readonly memoryFit?: MemoryFit;
  /** Its SageMaker model. */
  public readonly cfnModel: CfnModel;
  private readonly variant: Variant;
  private readonly maker: VariantMaker;

  private constructor(scope: Construct, id: string, maker: VariantMaker) {
    super(scope, id);
    const problems = new Problems(this);
    const variant = maker.make(this, problems);
    problems.throwIfAny();
    this.variant = variant!;
    this.maker = maker;
    this.variantName = this.variant.name;
    this.backend = this.variant.backend;
    this.environment = { ...this.variant.container.environment };
    this.memoryFit = this.variant.memoryFit;
    this.cfnModel = this.variant.cfnModel;
    this.node.defaultChild = this.cfnModel;
  }

  /**
   * Enables autoscaling of the instances of this variant. Deployments then keep the current number of instances.
   *
   * @param props bounds; a `minCapacity` below 1 (0 on an asynchronous endpoint) or above `maxCapacity` raises an error
   */
  public autoScaleInstanceCount(props: LmiInstanceScalingProps): LmiScalableInstanceCount {
    return this.maker.scale(this.variant, props);
  }
}
