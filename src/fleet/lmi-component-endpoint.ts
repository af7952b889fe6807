import { Lazy, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnEndpoint, CfnEndpointConfig } from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import { ComponentHost } from './component-host';
import { identityOf } from './component-identity';
import { makeFleet } from './fleet';
import { COMPONENT_ENDPOINT_KINDS } from './fleet-kinds';
import { LmiComponentEndpointProps } from './lmi-component-endpoint-props';
import { LmiInferenceComponent } from './lmi-inference-component';
import { LmiInferenceComponentProps } from './lmi-inference-component-props';
import { shortage } from './placement';
import { checkGrantee, checkId } from '../checks/check-arguments';
import { LmiError } from '../checks/lmi-error';
import { Problems } from '../checks/problems';
import { checkedProps } from '../checks/prop-kinds';
import { isLiteral } from '../checks/tokens';
import { warn } from '../checks/warnings';
import { acknowledgeHardwareEncryption } from '../endpoint/acknowledgements';
import { checkEndpointName, knownName, uuidOf } from '../endpoint/endpoint-name';
import { checkRole, ExecutionRole } from '../endpoint/execution-role';
import { EndpointIdentity, LmiEndpointBase } from '../endpoint/lmi-endpoint-base';
import { Network, network, vpcConfig } from '../endpoint/network';
import { checkObservability, componentLogGroupOf, configureMetrics, logGroupOf } from '../endpoint/observability';
import { retainVariantProperties } from '../endpoint/retained-properties';
import { AcceleratorKind } from '../facts/accelerators';
import { LmiInstanceType } from '../instance/lmi-instance-type';
import { BenchmarkedEndpoint } from '../operate/benchmarked-endpoint';
import { EndpointCapacity } from '../operate/served-requests';

/**
 * A fleet of instances that several models share, each as an inference component with its own copies.
 *
 * SageMaker adds and releases instances as copies need them, down to zero. All models share the role, the network and the isolation of the
 * containers, which are properties of the endpoint config.
 */
export class LmiComponentEndpoint extends LmiEndpointBase implements iam.IGrantable, ec2.IConnectable {
  /** The execution role of every model on the fleet. */
  public readonly role: iam.IRole;
  public readonly grantPrincipal: iam.IPrincipal;
  /** The instance type of the fleet. */
  public readonly instanceType: LmiInstanceType;
  /** The endpoint config. */
  public readonly cfnEndpointConfig: CfnEndpointConfig;
  /** The endpoint. */
  public readonly cfnEndpoint: CfnEndpoint;
  protected readonly isAsync: boolean = false;
  private readonly host: ComponentHost;
  private readonly components: LmiInferenceComponent[] = [];
  private readonly invokers: iam.IGrantable[] = [];

  /**
   * @param scope the parent construct
   * @param id the id of the construct
   * @param props the props; all problems in them are reported in one error
   */
  public constructor(scope: Construct, id: string, props: LmiComponentEndpointProps) {
    super(scope, id, { physicalName: typeof props?.endpointName === 'string' ? props.endpointName : undefined });
    const problems = new Problems(this);
    props = checkedProps(problems, props, COMPONENT_ENDPOINT_KINDS);
    checkEndpointName(this, problems, props.endpointName);
    const made = makeFleet(problems, props);
    checkObservability(problems, props);
    // Components cannot move to a variant with another name, so a new name means a new fleet.
    const name = knownName(this, { endpointName: props.endpointName, physicalName: this.physicalName, key: identityOf(this, props.variantName) });
    const net = network(this, problems, props);
    checkRole(this, problems, props.role);
    problems.throwIfAny();

    const execution = new ExecutionRole(this, {
      role: props.role,
      logGroups: [logGroupOf(name), componentLogGroupOf(`*-${uuidOf(Stack.of(this))}`)],
      inVpc: net !== undefined,
      encryptionKey: props.encryptionKey,
    });
    this.role = execution.role;
    this.grantPrincipal = execution.role.grantPrincipal;
    this.instanceType = props.instanceType;
    const fleet = made!;
    const isIsolated = Lazy.any({ produce: () => props.networkIsolation ?? this.isIsolated() });
    this.cfnEndpointConfig = new CfnEndpointConfig(this, 'EndpointConfig', {
      executionRoleArn: execution.role.roleArn,
      productionVariants: [fleet.property],
      enableNetworkIsolation: isIsolated,
      vpcConfig: vpcConfig(net),
      kmsKeyId: props.encryptionKey?.keyArn,
    });
    Object.entries(fleet.overrides).filter(([, value]) => value !== undefined)
      .forEach(([path, value]) => this.cfnEndpointConfig.addPropertyOverride(`ProductionVariants.0.${path}`, value));
    this.cfnEndpointConfig.node.addDependency(execution.base.dependable);
    execution.warnIfUnchanged();
    configureMetrics(this.cfnEndpointConfig, props);
    acknowledgeHardwareEncryption(this.cfnEndpointConfig, fleet.instanceTypes);
    this.cfnEndpoint = new CfnEndpoint(this, 'Endpoint', {
      endpointName: name,
      endpointConfigName: this.cfnEndpointConfig.attrEndpointConfigName,
    });
    this.node.defaultChild = this.cfnEndpoint;
    this.cfnEndpoint.node.addDependency(...net?.routes ?? []);
    // Otherwise, an update would reset the number of instances from that of managed scaling to the initial one.
    retainVariantProperties(this.cfnEndpoint, props.excludeRetainedVariantProperties ?? []);
    this.host = {
      endpoint: this,
      endpointName: this.cfnEndpoint.attrEndpointName,
      variantName: fleet.property.variantName,
      identity: identityOf(this, this.physicalName, props.variantName),
      instanceTypes: fleet.instanceTypes,
      inferenceAmiVersion: props.inferenceAmiVersion,
      execution,
      network: net,
      networkIsolation: props.networkIsolation,
      observability: props,
      isIsolated,
    };
    // The total demand is known only after all models have been added and scaling has set its minimums.
    this.node.addValidation({ validate: () => [...this.warnOfShortage(fleet.maxInstanceCount), ...this.warnOfLostIsolation()] });
  }

  /** Network connections of the containers. Without a VPC it raises an error, because there is no security group to open. */
  public get connections(): ec2.Connections {
    const net: Network | undefined = this.host.network;
    if (!net) {
      throw new LmiError(this.node.path, ['connections need a security group, but the endpoint is not in a VPC. Pass vpc.']);
    }
    return net.connections;
  }

  /**
   * Adds a model to the fleet.
   *
   * @param id the id of the component
   * @param props the model and the resources of a copy; all problems in them are reported in one error
   */
  public addModel(id: string, props: LmiInferenceComponentProps): LmiInferenceComponent {
    checkId(this, 'the model', id);
    const component = LmiInferenceComponent._of(this, id, this.host, props);
    this.components.push(component);
    this.invokers.forEach((grantee) => component.grantInvoke(grantee));
    return component;
  }

  /**
   * Allows a principal to invoke all models of the fleet, including models that are added later. It does not include adapters: grant each of them.
   *
   * @param grantee the principal
   */
  public grantInvoke(grantee: iam.IGrantable): iam.Grant {
    checkGrantee(this, grantee);
    this.invokers.push(grantee);
    return this.components.reduce((grant, component) => grant.combine(component.grantInvoke(grantee)), super.grantInvoke(grantee));
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
    return this.host.variantName;
  }

  /**
   * @internal
   */
  public override _benchmarked(): Partial<BenchmarkedEndpoint> {
    return { needsComponent: true };
  }

  /**
   * @internal
   */
  protected override _capacity(): EndpointCapacity {
    const { accelerator, acceleratorCount } = this.instanceType;
    return accelerator?.kind === AcceleratorKind.GPU ? { gpuCount: acceleratorCount } : {};
  }

  private isIsolated(): boolean {
    return this.components.length > 0 && this.components.every((component) => component._isIsolated);
  }

  /** The endpoint config sets isolation for all containers, so one model that needs the network disables isolation for the others too. */
  private warnOfLostIsolation(): string[] {
    const isolated = this.components.filter((component) => component._isIsolated).map(({ node }) => node.id);
    const open = this.components.filter((component) => !component._isIsolated).map(({ node }) => node.id);
    if (this.host.networkIsolation === undefined && isolated.length > 0 && open.length > 0) {
      warn(this, 'fleet-isolation', `the models ${open.join(', ')} come from the Hugging Face Hub or a model package, so no container of the fleet is isolated from the network, including those of `
        + `${isolated.join(', ')}. Put the weights of all models into S3, use two fleets, or accept it with networkIsolation: false.`);
    }
    return [];
  }

  private warnOfShortage(instances: number): string[] {
    const demands = this.components.flatMap((component) => component._demand ?? []);
    const { name, acceleratorCount, _fact: { memoryGib } } = this.instanceType;
    if (demands.length === this.components.length && isLiteral(instances)) {
      const text = shortage(demands, { name, devices: acceleratorCount, memoryMib: memoryGib && memoryGib * 1024, instances });
      if (text) {
        warn(this, 'fleet-too-small', `${text}. Raise maxInstanceCount, lower copies or minCapacity, or choose a larger instance type.`);
      }
    }
    return [];
  }
}
