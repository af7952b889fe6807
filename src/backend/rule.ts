import { BoundContainer } from './lmi-backend';
import { Environment, ServedOptions } from './served-options';
import { ownValue } from '../checks/own-value';
import { isLiteral } from '../checks/tokens';
import { WarningId } from '../checks/warnings';
import { BackendName } from '../facts/backends';
import { presetOf } from '../facts/model-presets';
import { embeds } from '../model/listed-models';
import { covers, Ordinal } from '../options/option';

/** A container as far as it is known at synth: its final variables, from props and `environment`, and what it runs on. */
export class Situation extends ServedOptions {
  public declare readonly backend: BackendName;
  /** Names of the files next to the weights, if known. */
  public readonly files?: readonly string[];
  /** Whether the `model.py` next to the weights handles requests without `async def`, if known. */
  public readonly synchronousHandler?: boolean;
  /** `model_type` of config.json. */
  public readonly modelType?: string;
  /** Architecture classes of the model, one of which it has; empty if unknown. */
  public readonly architectures: readonly string[];
  public readonly torchDtype?: string;
  public readonly attentionHeads?: number;
  /** The model's context in tokens, without scaling. */
  public readonly maxPositionEmbeddings?: number;
  /** Whether the model is exactly the one that the catalog describes. */
  public readonly isCatalogModel: boolean;
  /** Whether the weights are those of a repository on the Hub. */
  public readonly isFromHub: boolean;
  /** Whether the model embeds or classifies, and generates no text. */
  public readonly isEncoder: boolean;
  /** Whether the model returns scores. */
  public readonly isClassifier: boolean;
  /** Whether the catalog knows the model as one for embeddings. */
  public readonly isForEmbeddings: boolean;
  /** The method by which the checkpoint is quantized, if it is known. */
  public readonly quantizationMethod?: string;
  /** Whether the checkpoint is known to be quantized. */
  public readonly isQuantized: boolean;
  public readonly instanceType: string;
  public readonly accelerator?: string;
  public readonly computesBf16?: boolean;
  public readonly computeCapability?: number;
  /** GPUs or NeuronCores that the container may use. */
  public readonly acceleratorCount?: number;

  /**
   * @param added the variables in `environment` other than those that the backend sets
   */
  public constructor(private readonly container: BoundContainer, public readonly added: Environment) {
    super(container.options);
    const { instanceType, model } = container;
    const geometry = model.architecture?._geometry;
    this.files = model.files;
    this.synchronousHandler = model.synchronousHandler;
    this.modelType = geometry?.modelType;
    this.architectures = geometry?.architectureClass !== undefined ? [geometry.architectureClass]
      : isLiteral(model.modelId) ? presetOf(model.modelId)?.architectures ?? [] : [];
    this.torchDtype = geometry?.torchDtype;
    this.attentionHeads = geometry?.attentionHeads;
    this.maxPositionEmbeddings = geometry?.maxPositionEmbeddings;
    this.isCatalogModel = isLiteral(model.modelId) && geometry?.name === model.modelId;
    this.isFromHub = model.modelId !== undefined;
    this.isEncoder = geometry?.isEncoder === true;
    this.isClassifier = geometry?.architectureClass?.endsWith('ForSequenceClassification') === true;
    this.isForEmbeddings = isLiteral(model.modelId) && embeds(model.modelId);
    this.quantizationMethod = geometry?.quantizationMethod;
    this.isQuantized = geometry?.quantizationMethod !== undefined || geometry?.quantizationBits !== undefined;
    this.instanceType = instanceType.name;
    this.accelerator = instanceType.accelerator?.name;
    this.computesBf16 = instanceType.accelerator?._fact.bf16;
    this.computeCapability = instanceType.accelerator?._fact.computeCapability;
    this.acceleratorCount = container.acceleratorCount ?? instanceType.coreCount;
  }

  /** Number of accelerators that a copy of the model is split over, if known. */
  public get tensorParallelDegree(): number | undefined {
    return this.degreeOn(this.acceleratorCount);
  }

  /** Name of a variable in messages: its prop, or `environment.NAME`. */
  public nameOf(variable: string): string {
    const { config } = this.container;
    const name = variable in this.added ? variable : Object.keys(this.added).find((each) => config.aliases?.[each] === variable);
    return name !== undefined && (!(variable in config.environment) || config.defaults?.includes(variable)) ? `environment.${name}` : config.props?.[variable] ?? variable;
  }

  /** The value that the backend gives a variable if the user does not. */
  public defaultOf(variable: string): string | undefined {
    return ownValue(this.container.config.environment, variable);
  }

  /** A variable and its value, to begin a sentence. */
  public shown(variable: string): string {
    return `${this.nameOf(variable)} is ${JSON.stringify(this.literal(variable))}`;
  }
}

/** A check for a run-time failure that shows in the final variables. */
export interface Rule {
  /** Row of the list of known run-time failures (docs/decisions/known-failures.md) that the rule covers. */
  readonly id: string;
  readonly from?: Ordinal;
  readonly to?: Ordinal;
  /** Default: all. */
  readonly backends?: readonly BackendName[];
  /** Id of the warning. Default: it is an error. */
  readonly warning?: WarningId;
  /** Whether it is an error in spite of `warning`. Default: never. */
  readonly isError?: (container: Situation) => boolean;
  /** The problem and its fix, or undefined. */
  readonly violation: (container: Situation) => string | undefined;
}

/** The part of a situation that decides whether a backend serves a model at all. It is known without a container. */
export type ModelSituation = Pick<Situation,
  'backend' | 'version' | 'modelType' | 'architectures' | 'quantizationMethod' | 'isFromHub' | 'files' | 'environment' | 'literal' | 'isUnknown'
>;

/** A rule that needs no more than that. */
export interface ModelRule extends Rule {
  readonly violation: (container: ModelSituation) => string | undefined;
}

/** Whether a handler that is not LMI's own loads the model, which may load anything. */
export function hasOwnHandler(container: Pick<ModelSituation, 'environment' | 'literal'>): boolean {
  return container.environment.OPTION_ENTRYPOINT !== undefined && !container.literal('OPTION_ENTRYPOINT')?.startsWith('djl_python.');
}

/** Whether a rule is about a container. */
export function appliesTo(rule: Rule, container: ModelSituation): boolean {
  return covers(container.version, rule.from, rule.to) && (rule.backends === undefined || rule.backends.includes(container.backend));
}
