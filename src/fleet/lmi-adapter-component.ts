import { CfnInferenceComponent } from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import { ComponentHost } from './component-host';
import { identify, identityOf } from './component-identity';
import { LmiInferenceComponentBase } from './lmi-inference-component-base';
import { ADAPTER, LoraAdapter, LoraAdapterConfig } from './lora-adapter';
import { LmiBackend } from '../backend/lmi-backend';
import { ServedOptions } from '../backend/served-options';
import { Problems, show } from '../checks/problems';
import { checkedProps, needed, PropKinds, STRING } from '../checks/prop-kinds';
import { Container } from '../container/container';
import { generatedName } from '../endpoint/endpoint-name';
import { LORA } from '../facts/adapters';
import { LIMITS } from '../facts/limits';
import { BenchmarkedEndpoint } from '../operate/benchmarked-endpoint';

/** Props of `LmiAdapterComponent`. */
export interface LmiAdapterComponentProps {
  /** Location of the adapter. */
  readonly adapter: LoraAdapter;

  /**
   * Name of the component, which requests pass as `InferenceComponentName`: at most 63 lowercase letters, digits and inner hyphens; uppercase
   * letters raise an error. Changing it replaces the component.
   *
   * @default - a name generated from the path of the construct and the id of the stack, which stays the same as long as the construct keeps its
   * path
   */
  readonly inferenceComponentName?: string;
}

const KINDS: PropKinds<LmiAdapterComponentProps> = {
  adapter: needed(ADAPTER, 'specify where the adapter is, for example with LoraAdapter.fromS3'),
  inferenceComponentName: STRING,
};

/** An adapter and its base. */
interface AdapterRequest {
  readonly props: LmiAdapterComponentProps;
  /** The backend of the base. */
  readonly backend: LmiBackend;
  readonly container: Container;
  /** The attribute of the base, so that the adapter is created after it and deleted before it. */
  readonly baseName: string;
  /** Changes with the immutable properties of the base. */
  readonly baseIdentity?: string;
  /** Details of the base's copies for benchmarks; they serve the adapter too. */
  readonly benchmarked: () => Partial<BenchmarkedEndpoint>;
  readonly host: ComponentHost;
}

/** A LoRA adapter of a model on a shared fleet. Create it with `LmiInferenceComponent.addAdapter`. */
export class LmiAdapterComponent extends LmiInferenceComponentBase {
  /**
   * @internal
   */
  public static _of(scope: Construct, id: string, request: AdapterRequest): LmiAdapterComponent {
    return new LmiAdapterComponent(scope, id, request);
  }

  public readonly inferenceComponentName: string;
  public readonly inferenceComponentArn: string;
  /** The inference component. */
  public readonly cfnInferenceComponent: CfnInferenceComponent;
  /**
   * @internal
   */
  protected readonly _endpointArn?: string;
  private readonly host: ComponentHost;
  private readonly benchmarked: () => Partial<BenchmarkedEndpoint>;

  private constructor(scope: Construct, id: string, request: AdapterRequest) {
    super(scope, id, { physicalName: typeof request.props?.inferenceComponentName === 'string' ? request.props.inferenceComponentName : undefined });
    const problems = new Problems(this);
    const props = checkedProps(problems, request.props, KINDS);
    problems.pattern('inferenceComponentName', props.inferenceComponentName, LIMITS.componentName.pattern, LIMITS.componentName.allowed,
      'choose another name, or omit it');
    const grants = request.host.execution.grants();
    const artifact = props.adapter && problems.collect(() => props.adapter.bind(this, grants.grantee));
    checkBase(problems, request);
    checkRank(problems, artifact, request.container.options);
    problems.throwIfAny();
    this.cfnInferenceComponent = new CfnInferenceComponent(this, 'Component', {
      endpointName: request.host.endpointName,
      inferenceComponentName: props.inferenceComponentName ?? generatedName(this, request.baseIdentity),
      specification: {
        baseInferenceComponentName: request.baseName,
        container: { artifactUrl: artifact!.artifactUrl },
      },
    });
    this.cfnInferenceComponent.node.addDependency(grants.dependable);
    this.node.defaultChild = this.cfnInferenceComponent;
    identify(this.cfnInferenceComponent, identityOf(this, request.baseIdentity, this.physicalName));
    this.inferenceComponentName = this.getResourceNameAttribute(this.cfnInferenceComponent.inferenceComponentName!);
    this.inferenceComponentArn = this.getResourceArnAttribute(this.cfnInferenceComponent.ref, {
      service: 'sagemaker', resource: 'inference-component', resourceName: this.physicalName,
    });
    this._endpointArn = request.host.endpoint.endpointArn;
    this.host = request.host;
    this.benchmarked = request.benchmarked;
  }

  /**
   * @internal
   */
  public override _benchmarked(): Partial<BenchmarkedEndpoint> {
    return this.benchmarked();
  }

  /**
   * @internal
   */
  protected get _endpointName(): string {
    return this.host.endpoint.endpointName;
  }
}

/** Checks that the container of the base loads adapters. */
function checkBase(problems: Problems, { backend, container: { options, backend: { imageFamily } } }: AdapterRequest): void {
  const version = backend.version._ordinal;
  if (version < LORA.componentsSince) {
    problems.add(`addAdapter needs a container to which SageMaker can deploy adapters (LMI V${LORA.componentsSince} or later), but the base has `
      + `${backend.version}. Use a newer version, or put the adapter into the directory adapters next to the weights.`);
  }
  if (!LORA.imageFamilies.includes(imageFamily)) {
    problems.add(`addAdapter needs vLLM or LMI-Dist, but the image of the base is from ${imageFamily}. Use VllmBackend.`);
  }
  const library = options.literal('OPTION_ROLLING_BATCH');
  if (library !== undefined && !options.isAsync && !LORA.libraries.includes(library)) {
    problems.add(`addAdapter needs vLLM or LMI-Dist, but the base has OPTION_ROLLING_BATCH ${show(library)}. Use VllmBackend.`);
  }
  if (!options.isOn('OPTION_ENABLE_LORA') && !options.isUnknown('OPTION_ENABLE_LORA')) {
    problems.add('addAdapter needs a base model that loads adapters. Set enableLora: true on its backend.');
  }
}

function checkRank(problems: Problems, artifact: LoraAdapterConfig | undefined, options: ServedOptions): void {
  const most = options.environment.OPTION_MAX_LORA_RANK === undefined ? LORA.maxRank : options.count('OPTION_MAX_LORA_RANK');
  if (artifact?.rank !== undefined && most !== undefined && artifact.rank > most) {
    problems.add(`adapter has rank ${artifact.rank}, but the base takes at most ${most}. Set maxLoraRank on its backend to at least ${artifact.rank}.`);
  }
}
