import { checkCount, checkShare, GIVEN_ARCHITECTURE, isKnown, isServed, list, rulesOf, settle, Settled } from './fit-input';
import { bySize, isOffered, isOfFamily, listedTypes } from './listed-types';
import { MemoryFitProps, WeightFormat } from './memory-fit-props';
import { SmallestInstanceTypeProps } from './smallest-instance-type-props';
import { Problems } from '../checks/problems';
import { checkedProps, knownNow, listOf, PropKinds, STRING, wordOf } from '../checks/prop-kinds';
import { withoutNulls } from '../checks/without-nulls';
import { AcceleratorKind } from '../facts/accelerators';
import { SizingEngine } from '../facts/sizing-engine';
import { VERSION } from '../image/lmi-version';
import { INSTANCE_TYPE, LmiInstanceType } from '../instance/lmi-instance-type';
import { defaultKvCacheBytes, estimateMemory, isDivisible, MemoryEstimate } from '../memory/memory-model';
import { ModelArchitecture } from '../model/model-architecture';

const PATH = 'MemoryFit';

const SEARCH_KINDS: PropKinds = {
  architecture: GIVEN_ARCHITECTURE,
  among: listOf(INSTANCE_TYPE, 'a list of instance types'),
  version: VERSION,
  engine: knownNow(wordOf(SizingEngine)),
  weightFormat: knownNow(wordOf(WeightFormat)),
  family: knownNow(STRING),
  region: knownNow(STRING),
};

/**
 * An estimate of the memory of one accelerator: weights, KV cache and what the engine needs besides.
 *
 * It was fitted to logs of vLLM: the size of the KV cache is off by less than 2 % in half of them and by less than 10 % in nine out of ten.
 * `notes` says what it leaves out in the case at hand.
 */
export class MemoryFit {
  /**
   * Estimates whether a model fits an instance type, and for which load.
   *
   * @param props model, instance type and options of the engine; values out of bounds, an instance type with unknown accelerators and a
   * tensor parallel degree that does not divide the attention heads raise an error with all problems
   */
  public static estimate(props: MemoryFitProps): MemoryFit {
    return new MemoryFit(withoutNulls(props), settle(PATH, props));
  }

  /**
   * The smallest instance type that a model fits: least accelerator memory in total, then fewest accelerators, then the newest
   * generation, then fewest vCPUs.
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
    problems.pattern('family', props.family, /^(ml\.)?[a-z][a-z0-9-]*$/, 'a family of instance types such as g5', 'write it in lower case, without a size');
    problems.pattern('region', props.region, /^[a-z]{2}(-[a-z0-9]+)+$/, 'a region such as us-east-1', 'give the code of the region, or leave it out');
    problems.throwIfAny();

    return MemoryFit._smallest(props);
  }

  /**
   * An estimate whose advice names instance types of a region only.
   *
   * @internal
   */
  public static _estimateIn(props: MemoryFitProps, region?: string): MemoryFit {
    return new MemoryFit(props, settle(PATH, props), region);
  }

  /**
   * The smallest type as `smallestInstanceType` finds it, for sequences of another length than the longest that the engine must take.
   *
   * @param search model and load
   * @internal
   */
  public static _smallest(search: Search): LmiInstanceType {
    const problems = new Problems(PATH);
    const candidates = candidatesOf(search);
    const found = candidates.find((instanceType) => serves(search, instanceType));
    if (found === undefined) {
      problems.add(unserved(search, candidates));
    }
    problems.throwIfAny();
    return found!;
  }

  /**
   * Whether the weights fit, and the KV cache holds at least one sequence of the longest length; with TensorRT-LLM whether the weights
   * leave room.
   */
  public readonly fits: boolean;
  /** GiB of weights on one accelerator (on Neuron: NeuronCore). */
  public readonly weightsGib: number;
  /** GiB on one accelerator that the engine needs for neither: CUDA context, communication, activations, sampling. */
  public readonly reservedGib: number;
  /** GiB of KV cache on one accelerator; 0 when nothing is left for it. */
  public readonly kvCacheGib: number;
  /** Tokens that the KV cache holds, over all sequences. */
  public readonly kvCacheTokens: number;
  /** Longest context that fits, in tokens; at most the one that was asked for or the model's own, whichever is longer. */
  public readonly maxModelLen: number;
  /** Accelerators (on Neuron: NeuronCores) that share one copy of the model. */
  public readonly tensorParallelDegree: number;
  /** How the weights are held. */
  public readonly weightFormat: WeightFormat;
  /** The model that the estimate is for. */
  public readonly architecture: ModelArchitecture;
  /** The instance type that the estimate is for. */
  public readonly instanceType: LmiInstanceType;
  /**
   * The context that was asked for, in tokens.
   *
   * @internal
   */
  public readonly _requestedModelLen: number;
  /**
   * The sequences at once that the engine is told to run.
   *
   * @internal
   */
  public readonly _maxNumSeqs: number;

  private readonly props: MemoryFitProps;
  private readonly settled: Settled;
  private readonly estimated: MemoryEstimate;
  private readonly splits: boolean;
  private readonly region?: string;
  private explanation?: string;

  private constructor(props: MemoryFitProps, settled: Settled, region?: string) {
    const { architecture, accelerator, degree, engine } = settled;
    this.props = props;
    this.settled = settled;
    this.region = region;
    this.estimated = estimateMemory({
      geometry: architecture._geometry,
      engine,
      ordinal: settled.ordinal,
      rules: rulesOf(settled.ordinal, accelerator.computeCapability),
      acceleratorName: accelerator.name,
      memoryGib: accelerator.memoryGib / (accelerator.kind === AcceleratorKind.NEURON ? accelerator.cores ?? 1 : 1),
      degree,
      format: settled.weightFormat,
      kvCacheBytes: props.kvCacheBytesPerElement ?? defaultKvCacheBytes(settled.weightFormat),
      utilization: settled.utilization,
      maxModelLen: props.maxModelLen,
      maxNumSeqs: props.maxNumSeqs,
      maxNumBatchedTokens: props.maxNumBatchedTokens,
      chunkedPrefill: props.chunkedPrefill,
    });
    this.splits = isDivisible(architecture._geometry, degree, engine);
    this.fits = this.estimated.fits && this.splits && isServed(settled);
    this.weightsGib = this.estimated.weightsGib;
    this.reservedGib = this.estimated.reservedGib;
    this.kvCacheGib = Math.max(0, this.estimated.kvCacheGib);
    this.kvCacheTokens = this.estimated.kvCacheTokens;
    this.maxModelLen = this.estimated.longestContext;
    this.tensorParallelDegree = degree;
    this.weightFormat = settled.weightFormat;
    this.architecture = architecture;
    this.instanceType = settled.instanceType;
    this._requestedModelLen = this.estimated.maxModelLen;
    this._maxNumSeqs = this.estimated.maxNumSeqs;
  }

  /**
   * Why the model does not fit, and what would: a shorter context, a larger instance type, fewer bits a weight.
   *
   * @default - the model fits
   */
  public get reason(): string | undefined {
    if (this.fits) {
      return undefined;
    }
    this.explanation ??= this.explain();
    return this.explanation;
  }

  /** What the estimate does not model in the case at hand, one sentence each. */
  public get notes(): string[] {
    const { architecture, accelerator, engine, instanceType } = this.settled;
    const requested = this._requestedModelLen;
    const notes: string[] = [];
    if (engine === SizingEngine.TENSORRT_LLM) {
      notes.push('TensorRT-LLM: only whether the model fits is estimated; the tokens that an engine is built for are found by its build');
    }
    if (engine === SizingEngine.TRANSFORMERS_NEURONX) {
      notes.push('Neuron: a tenth of the memory of each NeuronCore is left for compiled graphs and the runtime, which is an assumption');
    }
    if (accelerator.name === 'T4' && requested > 8192) {
      notes.push('T4 with long contexts: its attention kernels take memory that grows with the context and is not modelled');
    }
    if (!accelerator.bf16 && this.weightFormat === WeightFormat.BF16) {
      notes.push(`${accelerator.name} does not compute in bfloat16: set the dtype to fp16, which takes the same memory`);
    }
    if (architecture.multimodal) {
      notes.push('the vision or audio encoder is counted with 1.6 GiB on each accelerator, which is an assumption: logs show 0.5 to 2 GiB');
    }
    if (architecture.experts !== undefined) {
      notes.push('the workspace of a mixture of experts is estimated from few logs; it counts where the KV cache is small');
    }
    if (architecture.slidingWindow !== undefined && architecture.slidingWindow < requested) {
      notes.push('sliding-window layers keep fewer tokens than estimated, so more sequences may fit');
    }
    if (architecture.encoderLayers !== undefined) {
      notes.push('the cache of the cross-attention to the encoder\'s output is not modelled');
    }
    if (this.settled.ordinal >= 17 && engine === SizingEngine.VLLM) {
      notes.push('the newest vLLM versions set memory for CUDA graphs aside, which is not modelled');
    }
    if (this.fits && this.kvCacheGib < 0.15 * this.estimated.budgetGib) {
      notes.push(`the KV cache is small (${gib(this.kvCacheGib)}), and the estimate may be off by 0.7 GiB`);
    }
    if (requested > architecture.maxPositionEmbeddings) {
      notes.push(`a context of ${requested} tokens is longer than the model's own (${architecture.maxPositionEmbeddings}), which engines `
        + 'refuse unless its positions are scaled');
    }
    const hostGib = instanceType._fact.memoryGib;
    if (hostGib !== undefined && hostGib < this.weightsGib * this.tensorParallelDegree) {
      notes.push(`the weights are larger than the memory of the host (${hostGib} GiB), through which some loaders pass them`);
    }
    return notes;
  }

  /**
   * Sequences that the KV cache holds at once, when each is as long as given. The engine may be told to run fewer.
   *
   * @param atTokens length of one sequence, prompt and answer together, in tokens; anything but a whole number of at least 1 raises
   * an error
   */
  public maxConcurrency(atTokens: number): number {
    const problems = new Problems(PATH);
    checkCount(problems, 'atTokens', atTokens ?? Number.NaN);
    problems.throwIfAny();
    if (!this.splits || this.estimated.longestContext === 0) {
      return 0;
    }
    return Math.floor(this.kvCacheTokens / atTokens);
  }

  /**
   * The sentence for a KV cache that is too small for the sequences at once.
   *
   * @internal
   */
  public _tooFew(concurrency: number, length: number): string {
    const { architecture, instanceType } = this.settled;
    return `concurrency is ${concurrency}, but the KV cache of ${architecture} on ${instanceType.name} holds `
      + `${this.kvCacheTokens} tokens, which is ${this.maxConcurrency(length)} sequences of ${length}: ${this.remedies(concurrency)}`;
  }

  /**
   * Whether all that is wrong is a context that is longer than the KV cache.
   *
   * @internal
   */
  public get _isShortOfContext(): boolean {
    return !this.fits && this.splits && isServed(this.settled) && this.estimated.longestContext > 0;
  }

  /**
   * Tokens of KV cache that one can promise: with 2 % more weights, a quarter of a GiB less, and 5 % less of the cache, which was too much in
   * 4 of 67 logs.
   *
   * @internal
   */
  public get _promisedTokens(): number {
    const promised = 0.95 * this.estimated.kvCacheGib - 0.02 * this.weightsGib - 0.25;
    return promised <= 0 ? 0 : Math.floor(this.kvCacheTokens * promised / this.estimated.kvCacheGib);
  }

  /**
   * What computes.
   *
   * @internal
   */
  public get _engine(): SizingEngine {
    return this.settled.engine;
  }

  private explain(): string {
    const { architecture, instanceType, accelerator, degree } = this.settled;
    const { budgetGib, reservedGib, kvCacheGib, maxNumSeqs } = this.estimated;
    const cores = accelerator.kind === AcceleratorKind.NEURON ? 'NeuronCore' : 'accelerator';
    const subject = `${architecture} does not fit ${instanceType.name}`;
    if (!isServed(this.settled)) {
      return `${subject}: the engine ${this.settled.engine} does not run on ${accelerator.name}; ${this.remedies()}`;
    }
    if (!this.splits) {
      const degrees = Array.from({ length: degree }, (_, index) => index + 1)
        .filter((candidate) => isDivisible(architecture._geometry, candidate, this.settled.engine));
      return `${subject} with a tensor parallel degree of ${degree}: it has ${architecture.attentionHeads} attention heads and `
        + `${architecture.keyValueHeads} key-value heads, which the degree must divide; set tensorParallelDegree to ${list(degrees)}`;
    }
    if (kvCacheGib <= 0) {
      return `${subject}: its weights take ${gib(this.weightsGib)} (${this.weightFormat}) and the engine ${gib(reservedGib)} of each `
        + `${cores}, of which ${gib(budgetGib)} may be used, so ${gib(-kvCacheGib)} are missing; `
        + `${this.maxModelLen > 0 ? `set maxModelLen to at most ${this.maxModelLen}, or ` : ''}${this.remedies()}`;
    }
    if (this.estimated.longestContext === 0) {
      return `${subject}: its weights take ${gib(this.weightsGib)} (${this.weightFormat}) of each ${cores}, more than TensorRT-LLM leaves `
        + `room for; ${this.remedies()}`;
    }
    const batch = this.settled.engine === SizingEngine.TRANSFORMERS_NEURONX && maxNumSeqs > 1
      ? ` for each of ${maxNumSeqs} sequences, all allocated at load,` : '';
    const whose = this.props.maxModelLen === undefined ? ', which holds where maxModelLen is not given' : '';
    return `${subject} with a context of ${this._requestedModelLen} tokens${whose}${batch}: the KV cache has ${gib(this.kvCacheGib)} `
      + `of each ${cores} and holds ${this.kvCacheTokens} tokens; set maxModelLen to at most ${this.maxModelLen}, or ${this.remedies()}`;
  }

  /** What to change, as far as something would help. */
  private remedies(concurrency?: number): string {
    const { accelerator, architecture, engine, weightFormat } = this.settled;
    const search: Search = { ...this.props, architecture, engine, concurrency, region: this.region };
    const larger = candidatesOf(search).find((candidate) => candidate.name !== this.instanceType.name && serves(search, candidate));
    const fewerBits = engine === SizingEngine.TRANSFORMERS_NEURONX
      ? undefined
      : [accelerator.fp8 ? WeightFormat.FP8 : WeightFormat.INT8, WeightFormat.INT4].find((format) => narrower(format, weightFormat)
        && serves({ ...search, weightFormat: format }, this.instanceType));
    const remedies = [
      ...(larger ? [`take ${larger.name} or larger`] : []),
      ...(fewerBits ? [`quantize the weights to ${BITS[fewerBits]} bits (WeightFormat.${fewerBits.toUpperCase()})`] : []),
    ];
    return remedies.length > 0
      ? remedies.join(', or ')
      : 'no listed instance type holds it: serve a shorter context or fewer bits a weight';
  }
}

/** The load that an instance type is searched for, and where. */
export interface Search extends Omit<MemoryFitProps, 'instanceType'> {
  readonly concurrency?: number;
  /** Length of the sequences at once. Default: the longest. */
  readonly concurrencyAtTokens?: number;
  /** The tensor parallel degree, which is otherwise all accelerators of the type. */
  readonly fixedDegree?: number;
  readonly among?: LmiInstanceType[];
  readonly family?: string;
  readonly region?: string;
}

function candidatesOf({ among, engine, family, region, fixedDegree = 1 }: Search): readonly LmiInstanceType[] {
  // A type that the price list does not have at all counts only when the user names it.
  const offered = (candidate: LmiInstanceType): boolean => region === undefined || (isOffered(candidate, region) ?? among !== undefined);
  return (among === undefined ? listedTypes(engine) : bySize(among.filter(isKnown)))
    .filter((candidate) => (family === undefined || isOfFamily(candidate, family)) && offered(candidate)
      && candidate.coreCount! >= fixedDegree);
}

function loadOf(search: Search): Omit<MemoryFitProps, 'instanceType'> {
  const { concurrency, concurrencyAtTokens, among, family, region, fixedDegree, ...load } = search;
  return { ...load, tensorParallelDegree: fixedDegree };
}

function serves(search: Search, instanceType: LmiInstanceType): boolean {
  const { concurrency = 1 } = search;
  const load = { ...loadOf(search), instanceType };
  const fit = MemoryFit.estimate(load);
  if (!fit.fits || concurrency === 1) {
    return fit.fits;
  }
  // The engine must also be told to run that many, and its buffers grow with them.
  const busy = concurrency > fit._maxNumSeqs ? MemoryFit.estimate({ ...load, maxNumSeqs: concurrency }) : fit;
  return busy.fits && busy.maxConcurrency(search.concurrencyAtTokens ?? busy._requestedModelLen) >= concurrency;
}

function unserved(search: Search, candidates: readonly LmiInstanceType[]): string {
  const { architecture, concurrency = 1, family, region } = search;
  const where = `${family === undefined ? '' : ` of the family ${family}`}${region === undefined ? '' : ` in ${region}`}`;
  if (candidates.length === 0) {
    return `architecture is ${architecture}, but no instance type${where} is known to choose from: widen the choice, or name the type itself`;
  }
  const length = search.maxModelLen ?? architecture.maxPositionEmbeddings;
  const largest = candidates[candidates.length - 1];
  const fit = MemoryFit.estimate({ ...loadOf(search), instanceType: largest });
  return `architecture is ${architecture}, which fits none of ${candidates.length} instance types${where} with a context of ${length} tokens, `
    + `${concurrency} at once: ${fit.maxModelLen > 0
      ? `the largest, ${largest.name}, holds a context of ${fit.maxModelLen} tokens; set maxModelLen, or take fewer bits a weight`
      : 'take fewer bits a weight, or name larger types'}`;
}

const BITS: { readonly [format in WeightFormat]: number } = { fp32: 32, fp16: 16, bf16: 16, fp8: 8, int8: 8, int4: 4 };

function narrower(format: WeightFormat, than: WeightFormat): boolean {
  return BITS[format] < BITS[than];
}

function gib(value: number): string {
  return `${value.toFixed(1)} GiB`;
}
