import { Lazy, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnEndpoint, CfnEndpointConfig, CfnModel } from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import { acknowledgeHardwareEncryption } from './acknowledgements';
import { ENDPOINT_KINDS, VARIANT_KINDS } from './endpoint-kinds';
import { checkEndpointName, knownName } from './endpoint-name';
import { EndpointUpdates } from './endpoint-updates';
import { ExecutionRole } from './execution-role';
import { LmiAsyncInference } from './lmi-async-inference';
import { EndpointIdentity, ILmiEndpoint, ImportedLmiEndpoint, LmiEndpointAttributes, LmiEndpointBase } from './lmi-endpoint-base';
import { LmiEndpointProps } from './lmi-endpoint-props';
import { LmiVariant } from './lmi-variant';
import { LmiVariantProperty } from './lmi-variant-property';
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
import { BenchmarkedEndpoint } from '../operate/lmi-benchmark';
import { LmiScalableInstanceCount } from '../operate/lmi-scalable-instance-count';
import { LmiInstanceScalingProps } from '../operate/lmi-scaling-props';
import { EndpointCapacity, endpointCapacity, kvCacheTokens } from '../operate/served-requests';
import { MemoryFit } from '../sizing/memory-fit';

/**
 * One model in an LMI container behind a SageMaker endpoint of its own: role, model, endpoint config, endpoint and scaling.
 *
 * Everything that would fail on deployment and can be known before raises one error with all problems when the construct is made.
 */
export class LmiEndpoint extends LmiEndpointBase implements iam.IGrantable, ec2.IConnectable {
  /**
   * An endpoint that was made elsewhere, by its name.
   *
   * @param scope where it stands in the tree
   * @param id its id there
   * @param endpointName its name, in the account and region of the stack
   */
  public static fromEndpointName(scope: Construct, id: string, endpointName: string): ILmiEndpoint {
    return ImportedLmiEndpoint.byName(scope, id, { endpointName });
  }

  /**
   * An endpoint that was made elsewhere, by its ARN.
   *
   * @param scope where it stands in the tree
   * @param id its id there
   * @param endpointArn its ARN
   */
  public static fromEndpointArn(scope: Construct, id: string, endpointArn: string): ILmiEndpoint {
    return ImportedLmiEndpoint.byArn(scope, id, endpointArn);
  }

  /**
   * An endpoint that was made elsewhere, by what is known of it.
   *
   * @param scope where it stands in the tree
   * @param id its id there
   * @param attributes what is known of it
   */
  public static fromEndpointAttributes(scope: Construct, id: string, attributes: LmiEndpointAttributes): ILmiEndpoint {
    return ImportedLmiEndpoint.byName(scope, id, attributes);
  }

  /** The execution role. */
  public readonly role: iam.IRole;
  public readonly grantPrincipal: iam.IPrincipal;
  /** How the container serves. */
  public readonly backend: LmiBackend;
  /** Every variable that the container gets. */
  public readonly environment: { [name: string]: string };
  /**
   * What the accelerators of the first variant hold.
   *
   * @default - the architecture of the model or a value is not known at synth, or `sizing` skips the check
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
   * @param scope where the endpoint stands in the tree
   * @param id its id there
   * @param props what it is made of; all problems in them raise one error
   */
  public constructor(scope: Construct, id: string, props: LmiEndpointProps) {
    super(scope, id, { physicalName: typeof props?.endpointName === 'string' ? props.endpointName : undefined });
    const problems = new Problems(this);
    props = checkedProps(problems, props, ENDPOINT_KINDS);
    checkEndpointName(this, problems, props.endpointName);

    checkObservability(problems, props);
    const name = knownName(this, { endpointName: props.endpointName, physicalName: this.physicalName });
    this.network = network(this, problems, props);
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
    this.cfnEndpoint.node.addDependency(execution.watching, ...this.network?.wayOut ?? []);
    this.node.defaultChild = this.cfnEndpoint;
    observe(this, this.cfnEndpointConfig, this.cfnEndpoint, props);
    acknowledgeHardwareEncryption(this.cfnEndpointConfig, this.first.instanceTypes);
  }

  /**
   * US dollars an hour that the initial instances of all variants cost on demand, shadow variants included: list prices at the time at which this
   * library was made, without volumes, data and savings plans.
   *
   * @default - the region is known only at deployment, or no public source gives the price of one of the instance types there
   */
  public get hourlyPrice(): number | undefined {
    return this.variants.hourlyPrice(Stack.of(this).region);
  }

  /** Network connections of the containers. Without a VPC it raises an error, because there is no security group to open. */
  public get connections(): ec2.Connections {
    if (!this.network) {
      throw new LmiError(this.node.path, ['connections need a security group, but the endpoint is not in a VPC. Pass vpc.']);
    }
    return this.network.connections;
  }

  /**
   * Adds a production variant, which takes its share of the traffic by its weight. At most 10; an asynchronous endpoint takes one, and beside a
   * shadow variant there may be no second one: an error.
   *
   * @param name its name, a literal that no other variant of the endpoint has
   * @param props its own model, backend and instances
   */
  public addVariant(name: string, props: LmiVariantProps): LmiVariant {
    return this.newVariant(name, (scope, problems) => {
      return this.variants.addProduction(scope, problems, name, checkedProps(problems, props, VARIANT_KINDS));
    });
  }

  /**
   * Adds a shadow variant, which gets copies of the requests and whose answers nobody sees. There may be one, beside one production variant, on a
   * real-time endpoint: otherwise an error.
   *
   * @param name its name, a literal that no other variant of the endpoint has
   * @param props its own model, backend and instances; `initialVariantWeight` is the share of the requests that are copied to it
   */
  public addShadowVariant(name: string, props: LmiVariantProps): LmiVariant {
    return this.newVariant(name, (scope, problems) => {
      return this.variants.addShadow(scope, problems, name, checkedProps(problems, props, VARIANT_KINDS));
    });
  }

  /**
   * Lets the number of instances of the first variant scale. From then on deployments keep the counts and weights that the endpoint has.
   *
   * @param props bounds; `minCapacity` below 1 or above `maxCapacity` raises an error
   */
  public autoScaleInstanceCount(props: LmiInstanceScalingProps): LmiScalableInstanceCount {
    return this.scale(this.first, props);
  }

  /**
   * Permits a principal to invoke the endpoint: with an answer in one piece and as a stream, or, on an asynchronous endpoint, asynchronously, which
   * includes to put requests and to read answers in S3.
   *
   * @param grantee who is to invoke it
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
    return variant ? endpointCapacity(variant.container.options, variant.instanceTypes[0]) : {};
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
    // The name becomes a construct id, which may be neither a token nor used twice.
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
    // Without it an update would reset the count that scaling has reached to the initial one.
    retainVariantProperties(this.cfnEndpoint, this.excluded);
    return scaling;
  }
}
