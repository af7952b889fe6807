import { Fn, Lazy, Stack } from 'aws-cdk-lib';
import { CfnInferenceComponent } from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import { ComponentHost } from './component-host';
import { identify, identityOf } from './component-identity';
import { makeSpecification, Specification } from './component-specification';
import { componentUpdates } from './component-updates';
import { workersPerDevice } from './copy-resources';
import { COMPONENT_KINDS, SPECIFICATION_KINDS } from './fleet-kinds';
import { LmiAdapterComponent, LmiAdapterComponentProps } from './lmi-adapter-component';
import {
  ILmiInferenceComponent, ImportedInferenceComponent, LmiInferenceComponentAttributes, LmiInferenceComponentBase,
} from './lmi-inference-component-base';
import { LmiInferenceComponentProps, LmiPlacementStrategy } from './lmi-inference-component-props';
import { pascal } from './pascal';
import { Demand } from './placement';
import { LmiBackend } from '../backend/lmi-backend';
import { checkId } from '../checks/check-arguments';
import { LmiError } from '../checks/lmi-error';
import { Problems } from '../checks/problems';
import { checkedProps } from '../checks/prop-kinds';
import { isLiteral, isNumber } from '../checks/tokens';
import { warn } from '../checks/warnings';
import { checkTimeouts } from '../container/timeouts';
import { defaultBackend } from '../endpoint/defaults';
import { generatedName } from '../endpoint/endpoint-name';
import { Grants } from '../endpoint/execution-role';
import { componentLogGroupOf, ownLogGroup } from '../endpoint/observability';
import { LIMITS } from '../facts/limits';
import { BenchmarkedEndpoint } from '../operate/benchmarked-endpoint';
import { LmiCopyScalingProps, LmiScalableCopyCount } from '../operate/lmi-scalable-copy-count';
import { containerCapacity, EndpointCapacity, kvCacheTokens } from '../operate/served-requests';
import { MemoryFit } from '../sizing/memory-fit';

/** A model on a shared fleet, whose copies scale independently. Create it with `LmiComponentEndpoint.addModel`. */
export class LmiInferenceComponent extends LmiInferenceComponentBase {
  /**
   * Imports an existing inference component by name. Its endpoint is unknown, so `grantInvoke` only grants access to the component.
   *
   * @param scope the parent construct
   * @param id the id of the construct
   * @param inferenceComponentName the name of the component, in the account and region of the stack
   */
  public static fromInferenceComponentName(scope: Construct, id: string, inferenceComponentName: string): ILmiInferenceComponent {
    return ImportedInferenceComponent.of(scope, id, { inferenceComponentName });
  }

  /**
   * Imports an existing inference component by its attributes.
   *
   * @param scope the parent construct
   * @param id the id of the construct
   * @param attributes the attributes of the component
   */
  public static fromInferenceComponentAttributes(
    scope: Construct, id: string, attributes: LmiInferenceComponentAttributes,
  ): ILmiInferenceComponent {
    return ImportedInferenceComponent.of(scope, id, attributes);
  }

  /**
   * @internal
   */
  public static _of(scope: Construct, id: string, host: ComponentHost, props: LmiInferenceComponentProps): LmiInferenceComponent {
    return new LmiInferenceComponent(scope, id, host, props);
  }

  public readonly inferenceComponentName: string;
  public readonly inferenceComponentArn: string;
  /** How the container serves. */
  public readonly backend: LmiBackend;
  /** Every variable that the container gets. */
  public readonly environment: { [name: string]: string };
  /** Number of accelerators per copy, on the first instance type if there are several. */
  public readonly acceleratorsPerCopy: number;
  /**
   * Memory estimate for a copy, on the first instance type if there are several.
   *
   * @default - the architecture of the model is unknown
   */
  public readonly memoryFit?: MemoryFit;
  /** The inference component. */
  public readonly cfnInferenceComponent: CfnInferenceComponent;
  /**
   * The adapters of the component.
   *
   * @internal
   */
  public readonly _adapters: LmiAdapterComponent[] = [];
  /**
   * @internal
   */
  protected readonly _endpointArn?: string;
  private readonly host: ComponentHost;
  private readonly specifications: Specification[];
  private readonly copies: number;
  private readonly hasCopies: boolean;
  private minCopies?: number;
  private readonly grants: Grants;
  private readonly identity?: string;

  private constructor(scope: Construct, id: string, host: ComponentHost, props: LmiInferenceComponentProps) {
    super(scope, id, { physicalName: typeof props?.inferenceComponentName === 'string' ? props.inferenceComponentName : undefined });
    this.host = host;
    this.grants = host.execution.grants();
    const problems = new Problems(this);
    props = checkedComponentProps(problems, props);
    checkProps(problems, props, host);
    this.backend = props.backend ?? defaultBackend(this, host.instanceTypes[0]);
    this.copies = props.copies ?? 1;
    this.hasCopies = props.copies !== undefined;
    if (props.copies === 0) {
      warn(this, 'no-copies', 'copies is 0, which SageMaker is reported to reject when a component is created. Use 1, and autoScaleCopies({ minCapacity: 0 }) to scale to zero.');
    }
    const name = props.inferenceComponentName ?? generatedName(this, host.identity);
    this.identity = identityOf(this, host.identity, this.physicalName);
    if (props.inferenceComponentName !== undefined) {
      host.execution.allowLogs(this.grants, componentLogGroupOf(name));
    }
    // With an invalid backend, the container would only have misleading problems.
    this.specifications = props.model && !problems.isReported('backend') ? this.specify(problems, props) : [];
    const deploymentConfig = componentUpdates(this, problems, {
      ...props, copies: this.copies, inferenceComponentName: name, execution: host.execution,
    });
    problems.throwIfAny();

    const [first] = this.specifications;
    this.environment = { ...first.container.environment };
    this.acceleratorsPerCopy = first.devices;
    this.memoryFit = first.fit;
    this.cfnInferenceComponent = this.makeComponent(name, deploymentConfig, props);
    this.node.defaultChild = this.cfnInferenceComponent;
    this.inferenceComponentName = this.getResourceNameAttribute(this.cfnInferenceComponent.inferenceComponentName!);
    this.inferenceComponentArn = this.getResourceArnAttribute(this.cfnInferenceComponent.ref, {
      service: 'sagemaker', resource: 'inference-component', resourceName: this.physicalName,
    });
    this._endpointArn = host.endpoint.endpointArn;
  }

  /**
   * Computed only if needed, because tokens cost as much as a resource.
   *
   * @internal
   */
  protected get _endpointName(): string {
    return this.host.endpoint.endpointName;
  }

  /**
   * Enables autoscaling of the copies. With `minCapacity: 0`, all copies are released when idle, and an alarm on requests without a copy starts the
   * first one again; the fleet then scales in to its `minInstanceCount`.
   *
   * @param props bounds; a `minCapacity` below 0 or above `maxCapacity` raises an error
   */
  public autoScaleCopies(props: LmiCopyScalingProps): LmiScalableCopyCount {
    if (this.minCopies !== undefined) {
      throw new LmiError(this.node.path, ['autoScaleCopies was already called. Keep its result and add policies to it.']);
    }
    const component = {
      inferenceComponentName: this._attributeName,
      noCapacityFailures: this.metricNoCapacityFailures(),
      concurrentRequests: this.capacity.concurrentRequests,
    };
    const scaling = LmiScalableCopyCount._of(this, 'Scaling', component, props);
    this.minCopies = props.minCapacity ?? 1;
    if (isNumber(this.copies) && this.hasCopies && isNumber(this.minCopies) && this.copies < this.minCopies) {
      warn(this, 'copies-below-minimum', `copies is ${this.copies}, but autoScaleCopies keeps at least ${this.minCopies}. Every deployment that changes the component starts with `
        + `${this.copies} until scaling has caught up; raise copies, or omit it.`);
    }
    return scaling;
  }

  /**
   * Adds a LoRA adapter, which requests select by the name of its own component. It reserves no memory of its own. The backend must be vLLM or
   * LMI-Dist with `enableLora`, in LMI V13 or later; otherwise an error.
   *
   * @param id the id of the adapter
   * @param props the adapter
   */
  public addAdapter(id: string, props: LmiAdapterComponentProps): LmiAdapterComponent {
    checkId(this, 'the adapter', id);
    const adapter = LmiAdapterComponent._of(this, id, {
      props,
      backend: this.backend,
      container: this.specifications[0].container,
      baseName: this._attributeName,
      baseIdentity: this.identity,
      benchmarked: () => this._benchmarked(),
      host: this.host,
    });
    this._adapters.push(adapter);
    return adapter;
  }

  /**
   * The name from the attribute of the resource, for resources that must be created after it and deleted before it.
   *
   * @internal
   */
  public get _attributeName(): string {
    return Fn.select(1, Fn.split('/', this.cfnInferenceComponent.ref));
  }

  /**
   * The resources of its minimum number of copies; undefined if they are known only at deployment.
   *
   * @internal
   */
  public get _demand(): Demand | undefined {
    const [{ devices, memoryMib }] = this.specifications;
    const copies = this.minCopies ?? this.copies;
    return this.specifications.length === 1 && isLiteral(copies) && isLiteral(devices) && isLiteral(memoryMib)
      ? { name: this.node.id, copies, devices, memoryMib } : undefined;
  }

  /**
   * Whether its weights come from S3, so that it needs no network access.
   *
   * @internal
   */
  public get _isIsolated(): boolean {
    return this.specifications.every((specification) => specification.container.networkIsolation);
  }

  /**
   * @internal
   */
  public override _benchmarked(): Partial<BenchmarkedEndpoint> {
    const [{ instanceType, devices, fit }] = this.specifications;
    const copies = this.fewestCopies();
    const price = instanceType.hourlyPrice(Stack.of(this).region);
    const { acceleratorCount } = instanceType;
    const isPriced = price !== undefined && acceleratorCount !== undefined && isNumber(devices) && isNumber(copies);
    return {
      instanceType: instanceType.name,
      copies: isNumber(copies) ? copies : undefined,
      // Other components share the instances: the cost of a copy is proportional to its accelerators.
      hourlyPrice: isPriced ? price * devices / acceleratorCount * copies : undefined,
      maxBatch: this.capacity.concurrentRequests,
      kvCacheTokens: kvCacheTokens(this.capacity, fit),
    };
  }

  /**
   * @internal
   */
  protected override get _concurrentRequests(): number | undefined {
    return this.capacity.concurrentRequests;
  }

  /** The capacity of a copy. */
  private get capacity(): EndpointCapacity {
    const [{ instanceType, container, devices }] = this.specifications;
    return containerCapacity(container, instanceType, devices * workersPerDevice(instanceType));
  }

  /** Default number of copies to deploy: the minimum of scaling, but at least one, because SageMaker does not create a component without copies. */
  private fewestCopies(): number {
    const least = this.minCopies ?? this.copies;
    return isNumber(least) ? Math.max(1, least) : least;
  }

  private specify(problems: Problems, props: LmiInferenceComponentProps): Specification[] {
    const specifications = props.specifications ?? [{ instanceType: this.host.instanceTypes[0] }];
    return specifications.flatMap((specification, index) => {
      if (!specification.instanceType || problems.isReported(`specifications[${index}].backend`)) {
        return [];
      }
      const scope = props.specifications ? new Construct(this, `Specification${index}`) : this;
      const others = props.specifications ? [] : this.host.instanceTypes.slice(1);
      return makeSpecification(scope, problems, this.host, this.grants, { ...props, backend: this.backend, ...specification, others }) ?? [];
    });
  }

  private makeComponent(
    inferenceComponentName: string, deploymentConfig: CfnInferenceComponent.InferenceComponentDeploymentConfigProperty | undefined,
    props: LmiInferenceComponentProps,
  ): CfnInferenceComponent {
    const [first, ...others] = this.specifications;
    // CloudFormation requires at least two elements in the list (schema of the resource in aws-cdk-lib 2.276.0); a fleet of one type needs no list.
    const isList = others.length > 0;
    const component = new CfnInferenceComponent(this, 'Component', {
      endpointName: this.host.endpointName,
      inferenceComponentName,
      deploymentConfig,
      variantName: this.host.variantName,
      specification: isList ? {} : first.property,
      runtimeConfig: {
        // A deployment that changes the component sets it again, and must not go below the minimum of scaling.
        copyCount: props.copies ?? Lazy.number({ produce: () => this.fewestCopies() }),
      },
    });
    component.node.addDependency(this.grants.dependable);
    if (deploymentConfig?.autoRollbackConfiguration) {
      component.node.addDependency(this.host.execution.watching);
    }
    identify(component, this.identity);
    const group = ownLogGroup(this, this.host.observability, {
      logGroupName: componentLogGroupOf(inferenceComponentName),
      pattern: componentLogGroupOf('*'),
      isGenerated: props.inferenceComponentName === undefined,
    });
    if (group) {
      component.node.addDependency(group);
    }
    const newer = newerProperties(props);
    if (isList) {
      // aws-cdk-lib 2.276.0 has types for it, 2.245.0 does not. It replaces the single specification.
      component.addPropertyDeletionOverride('Specification');
      component.addPropertyOverride('Specifications', this.specifications.map((specification) => ({
        InstanceType: specification.instanceType.name, ...withMetrics(pascal(specification.property), specification.metrics), ...newer,
      })));
    } else {
      if (first.metrics) {
        component.addPropertyOverride('Specification.Container.ContainerMetricsConfig', first.metrics);
      }
      Object.entries(newer).forEach(([name, value]) => component.addPropertyOverride(`Specification.${name}`, value));
    }
    return component;
  }
}

function withMetrics(specification: { readonly Container?: object }, metrics: object | undefined): object {
  return metrics === undefined ? specification : { ...specification, Container: { ...specification.Container, ContainerMetricsConfig: metrics } };
}

/** Properties without types in aws-cdk-lib 2.245. */
function newerProperties(props: LmiInferenceComponentProps): { [name: string]: any } {
  const { placement, maxZoneImbalance, dataCaching } = props;
  const isScheduled = placement !== undefined || maxZoneImbalance !== undefined;
  return {
    ...(isScheduled && {
      SchedulingConfig: {
        PlacementStrategy: placement ?? LmiPlacementStrategy.SPREAD,
        AvailabilityZoneBalance: { EnforcementMode: 'PERMISSIVE', MaxImbalance: maxZoneImbalance },
      },
    }),
    ...(dataCaching !== undefined && { DataCacheConfig: { EnableCaching: dataCaching } }),
  };
}

/** The valid props, including those of specifications. */
function checkedComponentProps(problems: Problems, props: LmiInferenceComponentProps): LmiInferenceComponentProps {
  const checked = checkedProps(problems, props, COMPONENT_KINDS);
  return checked.specifications === undefined ? checked : {
    ...checked,
    specifications: checked.specifications.map((specification, index) => checkedProps(problems, specification, SPECIFICATION_KINDS, { path: `specifications[${index}].` })),
  };
}

function checkProps(problems: Problems, props: LmiInferenceComponentProps, host: ComponentHost): void {
  problems.pattern('inferenceComponentName', props.inferenceComponentName, LIMITS.componentName.pattern, LIMITS.componentName.allowed,
    'choose another name, or omit it');
  problems.number('copies', props.copies, LIMITS.componentCopies, 'set the number of copies to start with; 0 starts none');
  problems.number('maxZoneImbalance', props.maxZoneImbalance, LIMITS.zoneImbalance, 'set the maximum difference in copies between zones');
  checkTimeouts(problems, props);
  if (props.specifications) {
    problems.number('the number of specifications', props.specifications.length, LIMITS.componentSpecifications, 'pass one for each instance type of the fleet');
    const names = props.specifications.flatMap(({ instanceType }) => instanceType?.name ?? []);
    const fleet = host.instanceTypes.map(({ name }) => name);
    for (const name of names.filter((candidate) => !fleet.includes(candidate))) {
      problems.add(`specifications has ${name}, but the fleet has ${fleet.join(', ')}. Add it to instancePools of the endpoint, or omit the specification.`);
    }
    if (props.specifications.length === 1 && fleet.length > 1) {
      problems.add(`specifications has one entry, but the fleet has ${fleet.join(', ')}. Pass one for each of them.`);
    }
    for (const name of new Set(names.filter((candidate, index) => names.indexOf(candidate) !== index))) {
      problems.add(`specifications has ${name} twice. Pass one for each instance type.`);
    }
  }
}
