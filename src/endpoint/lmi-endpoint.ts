import { Lazy, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnEndpoint, CfnEndpointConfig, CfnModel } from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import { acknowledgeHardwareEncryption } from './acknowledgements';
import { ENDPOINT_KINDS, VARIANT_KINDS } from './endpoint-kinds';
import { checkEndpointName, knownName } from './endpoint-name';
import { EndpointUpdates } from './endpoint-updates';
import { checkRole, ExecutionRole } from './execution-role';
import { LmiAsyncInference } from './lmi-async-inference';
import { EndpointIdentity, ILmiEndpoint, ImportedLmiEndpoint, LmiEndpointAttributes, LmiEndpointBase } from './lmi-endpoint-base';
import { LmiEndpointProps } from './lmi-endpoint-props';
import { LmiVariantProperty } from './lmi-hosting-props';
import { LmiVariant } from './lmi-variant';
import { LmiVariantProps } from './lmi-variant-props';
import { Variant } from './make-variant';
import { Network, network } from './network';
import { checkObservability, logGroupOf, observe } from './observability';
import { retainVariantProperties } from './retained-properties';
import { Variants } from './variant-set';
import { LmiBackend } from '../backend/lmi-backend';
import { LmiError } from '../checks/lmi-error';
import { Problems } from '../checks/problems';
import { checkedProps } from '../checks/prop-kinds';
import { isNumber } from '../checks/tokens';
import { BenchmarkedEndpoint } from '../operate/benchmarked-endpoint';
import { LmiScalableInstanceCount } from '../operate/lmi-scalable-instance-count';
import { LmiInstanceScalingProps } from '../operate/lmi-scaling-props';
import { containerCapacity, EndpointCapacity, kvCacheTokens } from '../operate/served-requests';
import { MemoryFit } from '../sizing/memory-fit';

/**
 * One model in an LMI container behind a SageMaker endpoint of its own: role, model, endpoint config, endpoint and scaling.
 *
 * The constructor reports everything that is known to fail at deployment in one error.
 */
export class LmiEndpoint extends LmiEndpointBase implements iam.IGrantable, ec2.IConnectable {
  /**
   * Imports an existing endpoint by name.
   *
   * @param scope the parent construct
   * @param id the id of the construct
   * @param endpointName the name of the endpoint, in the account and region of the stack
   */
  public static fromEndpointName(scope: Construct, id: string, endpointName: string): ILmiEndpoint {
    return ImportedLmiEndpoint.byName(scope, id, { endpointName });
  }

  /**
   * Imports an existing endpoint by ARN.
   *
   * @param scope the parent construct
   * @param id the id of the construct
   * @param endpointArn the ARN of the endpoint
   */
  public static fromEndpointArn(scope: Construct, id: string, endpointArn: string): ILmiEndpoint {
    return ImportedLmiEndpoint.byArn(scope, id, endpointArn);
  }

  /**
   * Imports an existing endpoint by its attributes.
   *
   * @param scope the parent construct
   * @param id the id of the construct
   * @param attributes the attributes of the endpoint
   */
  public static fromEndpointAttributes(scope: Construct, id: string, attributes: LmiEndpointAttributes): ILmiEndpoint {
    return ImportedLmiEndpoint.byName(scope, id, attributes);
  }

  /** The execution role. */
  public readonly role: iam.IRole;
  public readonly grantPrincipal: iam.IPrincipal;
  /** How the container serves the model. */
  public readonly backend: LmiBackend;
  /** All variables of the container. */
  public readonly environment: { [name: string]: string };
  /**
   * Memory estimate for the accelerators of the first variant.
   *
   * @default - the architecture of the model or another value is not known at synth time, or `sizing` disables the check
   */
  public readonly memoryFit?: MemoryFit;
  /** The SageMaker model. */
  public readonly cfnModel: CfnModel;
  /** The endpoint config. */
  public readonly cfnEndpointConfig: CfnEndpointConfig;
  /** The endpoint. */
  public readonly cfnEndpoint: CfnEndpoint;
  protected readonly isAsync: boolean;
  private readonly asyncInference?: LmiAsyncInference;
  private readonly network?: Network;
  private readonly updates: EndpointUpdates;
  private readonly variants: Variants;
  private readonly first: Variant;
  private readonly excluded: readonly LmiVariantProperty[];

  /**
   * @param scope the parent construct
   * @param id the id of the construct
   * @param props the props; all problems in them are reported in one error
   */
  public constructor(scope: Construct, id: string, props: LmiEndpointProps) {
    super(scope, id, { physicalName: typeof props?.endpointName === 'string' ? props.endpointName : undefined });
    const problems = new Problems(this);
    props = checkedProps(problems, props, ENDPOINT_KINDS);
    checkEndpointName(this, problems, props.endpointName);

    checkObservability(problems, props);
    const name = knownName(this, { endpointName: props.endpointName, physicalName: this.physicalName });
    this.network = network(this, problems, props);
    checkRole(this, problems, props.role);
    const execution = new ExecutionRole(this, {
      role: props.role,
      logGroups: [logGroupOf(name)],
      inVpc: this.network !== undefined,
      encryptionKey: props.encryptionKey,
    });
    this.asyncInference = props.asyncInference;
    this.isAsync = this.asyncInference !== undefined;
    this.updates = new EndpointUpdates(problems, {
      ...props,
      endpointName: name,
      endpointConfigName: Lazy.string({ produce: () => this.cfnEndpointConfig.attrEndpointConfigName }),
      isAsync: this.isAsync,
      execution,
    });
    const asyncInferenceConfig = problems.collect(() => props.asyncInference?._render(this, execution.base.grantee));
    const dataCaptureConfig = problems.collect(() => props.dataCapture?._render(this, execution.base.grantee));
    this.variants = new Variants({
      execution, network: this.network, encryptionKey: props.encryptionKey, isAsync: this.isAsync, updates: this.updates,
    });
    const first = this.variants.addProduction(this, problems, props.variantName ?? 'AllTraffic', props);
    problems.throwIfAny();
    execution.warnIfUnchanged();

    this.first = first!;
    this.excluded = props.excludeRetainedVariantProperties ?? [LmiVariantProperty.DESIRED_WEIGHT, LmiVariantProperty.DATA_CAPTURE_CONFIG];
    this.role = execution.role;
    this.grantPrincipal = execution.role.grantPrincipal;
    this.backend = this.first.backend;
    this.environment = { ...this.first.container.environment };
    this.memoryFit = this.first.memoryFit;
    this.cfnModel = this.first.cfnModel;
    this.cfnEndpointConfig = new CfnEndpointConfig(this, 'EndpointConfig', {
      ...this.variants.properties(),
      kmsKeyId: props.encryptionKey?.keyArn,
      asyncInferenceConfig,
      dataCaptureConfig,
    });
    this.variants.override(this.cfnEndpointConfig);
    this.cfnEndpoint = new CfnEndpoint(this, 'Endpoint', {
      endpointName: name,
      endpointConfigName: this.cfnEndpointConfig.attrEndpointConfigName,
      deploymentConfig: this.updates.deploymentConfig(),
    });
    this.cfnEndpoint.node.addDependency(execution.watching, ...this.network?.routes ?? []);
    this.node.defaultChild = this.cfnEndpoint;
    observe(this, this.cfnEndpointConfig, this.cfnEndpoint, props);
    acknowledgeHardwareEncryption(this.cfnEndpointConfig, this.first.instanceTypes);
  }

  /**
   * On-demand price per hour, in US dollars, of the initial instances of all variants, including shadow variants: list prices as of the release of
   * this library, without volumes, data transfer and Savings Plans.
   *
   * @default - the region is known only at deployment, or the price of an instance type there is not public
   */
  public get hourlyPrice(): number | undefined {
    return this.variants.hourlyPrice(Stack.of(this).region);
  }

  /** Network connections of the containers. An error without a VPC, because there is no security group. */
  public get connections(): ec2.Connections {
    if (!this.network) {
      throw new LmiError(this.node.path, ['connections need a security group, but the endpoint is not in a VPC. Pass vpc.']);
    }
    return this.network.connections;
  }

  /**
   * Adds a production variant, whose weight determines its share of the traffic. An endpoint can have 10 production variants, but only one if it is
   * asynchronous or has a shadow variant; otherwise an error.
   *
   * @param name the name of the variant, a literal that is unique within the endpoint
   * @param props model, backend and instances
   */
  public addVariant(name: string, props: LmiVariantProps): LmiVariant {
    return this.newVariant(name, (scope, problems) => {
      return this.variants.addProduction(scope, problems, name, checkedProps(problems, props, VARIANT_KINDS));
    });
  }

  /**
   * Adds a shadow variant, which receives copies of requests and whose responses are discarded. A real-time endpoint with one production variant
   * can have one shadow variant; otherwise an error.
   *
   * @param name the name of the variant, a literal that is unique within the endpoint
   * @param props model, backend and instances; `initialVariantWeight` is the share of requests that are copied to it
   */
  public addShadowVariant(name: string, props: LmiVariantProps): LmiVariant {
    return this.newVariant(name, (scope, problems) => {
      return this.variants.addShadow(scope, problems, name, checkedProps(problems, props, VARIANT_KINDS));
    });
  }

  /**
   * Enables autoscaling of the instances of the first variant. Deployments then keep the current number of instances.
   *
   * @param props bounds; a `minCapacity` below 1 (0 on an asynchronous endpoint) or above `maxCapacity` raises an error
   */
  public autoScaleInstanceCount(props: LmiInstanceScalingProps): LmiScalableInstanceCount {
    return this.scale(this.first, props);
  }

  /**
   * Allows a principal to invoke the endpoint, with and without streaming. On an asynchronous endpoint, this includes permissions to write requests
   * to S3 and to read responses.
   *
   * @param grantee the principal
   */
  public grantInvoke(grantee: iam.IGrantable): iam.Grant {
    const grant = super.grantInvoke(grantee);
    return this.asyncInference ? grant.combine(this.asyncInference._grantCaller(this, grantee)) : grant;
  }

  /**
   * @internal
   */
  protected _identify(): EndpointIdentity {
    return this._referTo(this.cfnEndpoint);
  }

  /**
   * @internal
   */
  protected get _firstVariantName(): string {
    return this.first.name;
  }

  /**
   * @internal
   */
  protected _capacity(variantName?: string): EndpointCapacity {
    const variant = this.variants.find(variantName ?? this.first.name);
    return variant ? containerCapacity(variant.container, variant.instanceTypes[0]) : {};
  }

  /**
   * @internal
   */
  public override _benchmarked(): Partial<BenchmarkedEndpoint> {
    const { instanceTypes: [instanceType], initialInstanceCount } = this.first;
    const capacity = this._capacity();
    return {
      instanceType: instanceType.name,
      instanceCount: isNumber(initialInstanceCount) ? initialInstanceCount : undefined,
      hourlyPrice: this.hourlyPrice,
      maxBatch: capacity.concurrentRequests,
      kvCacheTokens: kvCacheTokens(capacity, this.memoryFit),
    };
  }

  private newVariant(name: string, make: (scope: Construct, problems: Problems) => Variant | undefined): LmiVariant {
    // The name becomes a construct id, which must be a literal and unique.
    const problems = new Problems(this);
    this.variants.checkAddedName(problems, name);
    problems.throwIfAny();
    const added = LmiVariant._of(this, `Variant${name}`, {
      make,
      scale: (variant, scalingProps) => this.scale(variant, scalingProps),
    });
    Object.assign(this.cfnEndpointConfig, this.variants.properties());
    this.variants.override(this.cfnEndpointConfig);
    this.cfnEndpoint.deploymentConfig = this.updates.deploymentConfig();
    return added;
  }

  private scale(variant: Variant, props: LmiInstanceScalingProps): LmiScalableInstanceCount {
    const scaling = this.variants.scale(variant, this.cfnEndpoint.attrEndpointName, props);
    // Otherwise, an update would reset the number of instances from that of scaling to the initial one.
    retainVariantProperties(this.cfnEndpoint, this.excluded);
    return scaling;
  }
}
