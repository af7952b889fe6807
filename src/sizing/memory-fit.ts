import { FitEstimate } from './fit-estimate';
import { checkCount, checkShare, GIVEN_ARCHITECTURE } from './fit-input';
import { Advice, causeOf, notesOf, reasonOf, tooFew } from './fit-sentences';
import { cheapest, Search } from './instance-search';
import { MemoryFitProps, WeightFormat } from './memory-fit-props';
import { SmallestInstanceTypeProps } from './smallest-instance-type-props';
import { Problems } from '../checks/problems';
import { checkedProps, knownNow, listOf, ownChecks, PropKinds, STRING, wordOf } from '../checks/prop-kinds';
import { withoutNulls } from '../checks/without-nulls';
import { SizingEngine } from '../facts/sizing-engine';
import { VERSION } from '../image/lmi-version';
import { INSTANCE_TYPE, LmiInstanceType } from '../instance/lmi-instance-type';
import { ModelArchitecture } from '../model/model-architecture';

const PATH = 'MemoryFit';

const SEARCH_KINDS: PropKinds<SmallestInstanceTypeProps> = {
  ...ownChecks('maxModelLen', 'concurrency', 'gpuMemoryUtilization'),
  architecture: GIVEN_ARCHITECTURE,
  among: listOf(INSTANCE_TYPE, 'a list of instance types'),
  version: VERSION,
  engine: knownNow(wordOf(SizingEngine)),
  weightFormat: knownNow(wordOf(WeightFormat)),
  family: knownNow(STRING),
  region: knownNow(STRING),
};

/**
 * An estimate of the memory of one accelerator: weights, KV cache, and the working memory of the engine.
 *
 * It is validated against published logs of vLLM; docs/choosing-an-instance.md states its accuracy by class of model. `notes` lists what an
 * estimate does not include.
 */
export class MemoryFit {
  /**
   * Estimates whether a model fits an instance type, and for which load.
   *
   * @param props model, instance type, and options of the engine; values out of bounds, an instance type with unknown accelerators, and a
   * tensor parallel degree that does not divide the attention heads raise an error with all problems
   */
  public static estimate(props: MemoryFitProps): MemoryFit {
    return new MemoryFit(withoutNulls(props));
  }

  /**
   * The cheapest instance type that can run a model and that it fits, by list price in the region (in us-east-1 if unknown). Types without a known
   * price come last, ordered by total accelerator memory, number of accelerators, generation (newest first), and number of vCPUs.
   *
   * @param props model and load; values out of bounds, and a model that fits none of the types, raise an error
   */
  public static smallestInstanceType(props: SmallestInstanceTypeProps): LmiInstanceType {
    const problems = new Problems(PATH);
    props = checkedProps(problems, props, SEARCH_KINDS);
    checkCount(problems, 'concurrency', props.concurrency);
    checkCount(problems, 'maxModelLen', props.maxModelLen);
    checkShare(problems, props.gpuMemoryUtilization);
    problems.number('the number of instance types in among', props.among?.length, { min: 1 }, 'name at least one');
    problems.pattern('family', props.family, /^(ml\.)?[a-z][a-z0-9-]*$/, 'a family of instance types such as g5', 'write it in lowercase, without a size');
    problems.pattern('region', props.region, /^[a-z]{2}(-[a-z0-9]+)+$/, 'a region such as us-east-1', 'pass the code of the region, or omit it');
    problems.throwIfAny();
    return cheapest(props);
  }

  /**
   * An estimate with advice for a region and for the props of a backend.
   *
   * @internal
   */
  public static _estimateIn(props: MemoryFitProps, advice: Advice = {}): MemoryFit {
    return new MemoryFit(props, advice);
  }

  /**
   * Like `smallestInstanceType`, but the concurrent sequences may be shorter than the maximum length.
   *
   * @param search model and load
   * @internal
   */
  public static _smallest(search: Search): LmiInstanceType {
    return cheapest(search);
  }

  /**
   * Whether the weights fit and the KV cache holds at least one sequence of the maximum length. With TensorRT-LLM, whether the weights leave
   * enough memory for the engine.
   */
  public readonly fits: boolean;
  /** GiB of weights per accelerator (per NeuronCore on Neuron). */
  public readonly weightsGib: number;
  /** GiB per accelerator for everything except weights and KV cache: CUDA context, communication, activations, sampling. */
  public readonly reservedGib: number;
  /** GiB of KV cache per accelerator; 0 if no memory is left for it. */
  public readonly kvCacheGib: number;
  /** Number of tokens that the KV cache holds, for all sequences together. */
  public readonly kvCacheTokens: number;
  /** Longest context that fits, in tokens: at most the requested one or that of the model, whichever is longer. */
  public readonly maxModelLen: number;
  /** Number of accelerators (NeuronCores on Neuron) that one copy of the model is split over. */
  public readonly tensorParallelDegree: number;
  /** Format of the weights. */
  public readonly weightFormat: WeightFormat;
  /** The estimated model. */
  public readonly architecture: ModelArchitecture;
  /** The estimated instance type. */
  public readonly instanceType: LmiInstanceType;
  /**
   * The requested context, in tokens.
   *
   * @internal
   */
  public readonly _requestedModelLen: number;
  /**
   * Number of sequences that the engine may run at once.
   *
   * @internal
   */
  public readonly _maxNumSeqs: number;

  private readonly estimated: FitEstimate;
  private readonly advice: Advice;
  private explanation?: string;

  private constructor(props: MemoryFitProps, advice: Advice = {}) {
    this.advice = advice;
    this.estimated = new FitEstimate(PATH, props);
    const { memory, input } = this.estimated;
    this.fits = this.estimated.fits;
    this.weightsGib = memory.weightsGib;
    this.reservedGib = memory.reservedGib;
    this.kvCacheGib = Math.max(0, memory.kvCacheGib);
    this.kvCacheTokens = memory.kvCacheTokens;
    this.maxModelLen = memory.longestContext;
    this.tensorParallelDegree = input.degree;
    this.weightFormat = input.weightFormat;
    this.architecture = input.architecture;
    this.instanceType = input.instanceType;
    this._requestedModelLen = memory.maxModelLen;
    this._maxNumSeqs = memory.maxNumSeqs;
  }

  /**
   * Why the model does not fit or cannot run, and what would help: a shorter context, another instance type, fewer bits per weight.
   *
   * @default - the model fits
   */
  public get reason(): string | undefined {
    if (this.fits) {
      return undefined;
    }
    this.explanation ??= reasonOf(this.estimated, this.advice);
    return this.explanation;
  }

  /** What the estimate does not model in the case at hand, one sentence each. */
  public get notes(): string[] {
    return notesOf(this.estimated, this.advice);
  }

  /**
   * Number of sequences of the given length that the KV cache holds at the same time. The engine may be configured to run fewer.
   *
   * @param atTokens length of one sequence, prompt and response together, in tokens; anything but an integer >= 1 raises an error
   */
  public maxConcurrency(atTokens: number): number {
    const problems = new Problems(PATH);
    checkCount(problems, 'atTokens', atTokens ?? Number.NaN);
    problems.throwIfAny();
    return this.estimated.sequencesOf(atTokens);
  }

  /**
   * Why the model does not fit, without the names of model and type, and without what would help.
   *
   * @internal
   */
  public get _cause(): string | undefined {
    return this.fits ? undefined : causeOf(this.estimated, this.advice);
  }

  /**
   * The sentence about a KV cache that is too small for the concurrency.
   *
   * @internal
   */
  public _tooFew(concurrency: number, length: number): string {
    return tooFew(this.estimated, concurrency, length, this.advice);
  }

  /**
   * Whether the only problem is a context that is longer than the KV cache.
   *
   * @internal
   */
  public get _isShortOfContext(): boolean {
    return this.estimated.isShortOfContext;
  }

  /**
   * Whether a load fits by less than the error of the estimate: it would not fit with 2% more weights, a quarter of a GiB less, and 5% less cache, which was too
   * optimistic in 4 of 67 starts.
   *
   * @param sequences number of concurrent sequences
   * @param tokens length of each
   * @internal
   */
  public _isTight(sequences: number, tokens: number): boolean {
    const { memory, input } = this.estimated;
    const promised = 0.95 * memory.kvCacheGib - 0.02 * memory.weightsGib - 0.25;
    return !input.architecture._geometry.isEncoder && promised < sequences * memory.gibOf(tokens);
  }

  /**
   * The user's prop for the context; undefined if the backend has none.
   *
   * @internal
   */
  public get _contextProp(): string | undefined {
    return this.advice.contextProp === undefined ? 'maxModelLen' : this.advice.contextProp ?? undefined;
  }

  /**
   * The engine.
   *
   * @internal
   */
  public get _engine(): SizingEngine {
    return this.estimated.input.engine;
  }
}
