import { Lazy } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnEndpoint, CfnEndpointConfig, CfnModel } from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import { ILmiEndpoint, ImportedLmiEndpoint, LmiEndpointAttributes, LmiEndpointBase } from './lmi-endpoint-base';
import { LmiEndpointProps } from './lmi-endpoint-props';
import { makeVariant, Variant } from './variant';
import { LmiBackend } from '../backend/lmi-backend';
import { VllmBackend } from '../backend/vllm-backend';
import { LIMITS } from '../facts/limits';
import { acknowledgeHardwareEncryption } from '../hosting/acknowledgements';
import { executionRole, warnOfUnchangedRole } from '../hosting/execution-role';
import { Network, network } from '../hosting/network';
import { checkObservability, configureMetrics, logGroupOf, ownLogGroup } from '../hosting/observability';
import { Faults } from '../internal/faults';
import { LmiError } from '../lmi-error';
import { EndpointCapacity, endpointCapacity } from '../monitoring/endpoint-capacity';
import { LmiInstanceScalingProps, LmiScalableInstanceCount } from '../scaling/lmi-scalable-instance-count';

/**
 * One model in an LMI container behind a SageMaker endpoint of its own: role, model, endpoint config, endpoint and scaling.
 *
 * Everything that would fail on deployment and can be known before raises one error with all faults when the construct is made.
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

  public readonly endpointArn: string;
  public readonly endpointName: string;
  /** The execution role. */
  public readonly role: iam.IRole;
  public readonly grantPrincipal: iam.IPrincipal;
  /** How the container serves. */
  public readonly backend: LmiBackend;
  /** Every variable that the container gets. */
  public readonly environment: { [name: string]: string };
  /** The SageMaker model. */
  public readonly cfnModel: CfnModel;
  /** The endpoint config. */
  public readonly cfnEndpointConfig: CfnEndpointConfig;
  /** The endpoint. */
  public readonly cfnEndpoint: CfnEndpoint;
  protected readonly isAsync: boolean = false;
  private readonly network?: Network;
  private readonly variants: Variant[] = [];
  private isScaled = false;

  /**
   * @param scope where the endpoint stands in the tree
   * @param id its id there
   * @param props what it is made of; all faults in them raise one error
   */
  public constructor(scope: Construct, id: string, props: LmiEndpointProps) {
    super(scope, id, { physicalName: props?.endpointName });
    const faults = new Faults(this);
    if (!faults.required('model', props?.model, 'say where the weights are, for instance with LmiModel.fromHuggingFace')
      || !faults.required('instanceType', props.instanceType, 'the architecture of the model is not known, so name the instance type')) {
      faults.throwIfAny();
    }
    const instanceType = props.instanceType!;
    faults.pattern('endpointName', props.endpointName, LIMITS.name.pattern, LIMITS.name.allowed, 'choose another name, or leave it out');
    if (props.encryptionKey && instanceType._fact.nvmeGb) {
      faults.say(`encryptionKey is given, but ${instanceType.name} has local NVMe disks, which the hardware encrypts, and takes no key: leave encryptionKey out`);
    }

    checkObservability(faults, props, props.endpointName);
    this.network = network(this, faults, props);
    const execution = executionRole(this, {
      role: props.role,
      logGroup: logGroupOf(props.endpointName ?? '*'),
      inVpc: this.network !== undefined,
      encryptionKey: props.encryptionKey,
    });
    this.role = execution.role;
    this.grantPrincipal = execution.role.grantPrincipal;
    this.backend = props.backend ?? new VllmBackend(this, 'Backend');

    const variant = makeVariant(this, faults, execution, this.network, {
      ...props, name: props.variantName ?? 'AllTraffic', backend: this.backend, instanceType,
    });
    faults.throwIfAny();
    warnOfUnchangedRole(this, execution);
    this.variants.push(variant!);
    this.cfnModel = variant!.cfnModel;
    this.environment = { ...variant!.container.environment };

    this.cfnEndpointConfig = new CfnEndpointConfig(this, 'EndpointConfig', {
      productionVariants: Lazy.any({ produce: () => this.variants.map((each) => each.property) }),
      kmsKeyId: props.encryptionKey?.keyArn,
    });
    configureMetrics(this.cfnEndpointConfig, props);
    acknowledgeHardwareEncryption(this.cfnEndpointConfig, [instanceType]);
    const logGroup = ownLogGroup(this, props, props.endpointName);
    this.cfnEndpoint = new CfnEndpoint(this, 'Endpoint', {
      endpointName: props.endpointName,
      endpointConfigName: this.cfnEndpointConfig.attrEndpointConfigName,
      // Without it an update would reset the count that scaling has reached to the initial one.
      retainAllVariantProperties: Lazy.any({ produce: () => this.isScaled ? true : undefined }),
    });
    if (logGroup) {
      this.cfnEndpoint.node.addDependency(logGroup);
    }
    this.endpointName = this.getResourceNameAttribute(this.cfnEndpoint.attrEndpointName);
    this.endpointArn = this.getResourceArnAttribute(this.cfnEndpoint.ref, {
      service: 'sagemaker', resource: 'endpoint', resourceName: this.physicalName,
    });
  }

  /** Network connections of the containers. Without a VPC it raises an error, because there is no security group to open. */
  public get connections(): ec2.Connections {
    if (!this.network) {
      throw new LmiError(this.node.path, ['connections need a security group, but the endpoint is in no VPC: give vpc']);
    }
    return this.network.connections;
  }

  /**
   * @internal
   */
  protected get _firstVariantName(): string {
    return this.variants[0].name;
  }

  /**
   * @internal
   */
  protected _capacity(variantName?: string): EndpointCapacity {
    const variant = variantName === undefined ? this.variants[0] : this.variants.find((each) => each.name === variantName);
    return variant ? endpointCapacity(variant.container.environment, variant.instanceType, variant.version._ordinal) : {};
  }

  /**
   * Lets the number of instances scale. From then on deployments keep the count that scaling has reached.
   *
   * @param props bounds; `minCapacity` below 1 or above `maxCapacity` raises an error
   */
  public autoScaleInstanceCount(props: LmiInstanceScalingProps): LmiScalableInstanceCount {
    if (this.isScaled) {
      throw new LmiError(this.node.path, ['autoScaleInstanceCount was already called: keep its result and add policies to it']);
    }
    this.isScaled = true;
    return LmiScalableInstanceCount._of(this, 'Scaling', {
      ...props, endpointName: this.cfnEndpoint.attrEndpointName, variantName: this.variants[0].name,
    });
  }
}
