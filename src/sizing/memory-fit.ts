import { MemoryFitProps } from './memory-fit-props';
import { SizingEngine } from './sizing-engine';
import { SmallestInstanceTypeProps } from './smallest-instance-type-props';
import { WeightFormat } from './weight-format';
import { AcceleratorFact, AcceleratorKind } from '../facts/accelerators';
import { LMI_RELEASES } from '../facts/lmi-releases';
import { LmiInstanceType } from '../instance/lmi-instance-type';
import { Faults } from '../internal/faults';
import {
  checkpointFormat, defaultKvCacheBytes, estimateMemory, isDivisible, MemoryEstimate, VllmRules, vllmRules,
} from '../internal/memory-model';
import { ModelArchitecture } from '../model/model-architecture';

const PATH = 'MemoryFit';

/** What an estimate was made for, with nothing left open. */
interface Settled {
  readonly architecture: ModelArchitecture;
  readonly instanceType: LmiInstanceType;
  readonly accelerator: AcceleratorFact;
  readonly accelerators: number;
  readonly engine: SizingEngine;
  readonly ordinal: number;
  readonly degree: number;
  readonly weightFormat: WeightFormat;
  readonly utilization: number;
}

/**
 * An estimate of the memory of one accelerator: weights, KV cache and what the engine needs besides.
 *
 * It was fitted to logs of vLLM: the size of the KV cache is off by less than 2 % in half of them and by less than 8 % in nine out of ten.
 * `notes` says what it leaves out in the case at hand.
 */
export class MemoryFit {
  /**
   * Estimates whether a model fits an instance type, and for which load.
   *
   * @param props model, instance type and options of the engine; values out of bounds, an instance type with unknown accelerators and a
   * tensor parallel degree that does not divide the attention heads raise an error with all faults
   */
  public static estimate(props: MemoryFitProps): MemoryFit {
    return new MemoryFit(props, settle(props));
  }

  /**
   * The smallest instance type that a model fits: least accelerator memory in total, then fewest accelerators, then the newest
   * generation, then fewest vCPUs.
   *
   * @param props model and load; values out of bounds, and a model that fits none of the types, raise an error
   */
  public static smallestInstanceType(props: SmallestInstanceTypeProps): LmiInstanceType {
    const faults = new Faults(PATH);
    checkCount(faults, 'concurrency', props.concurrency);
    checkCount(faults, 'maxModelLen', props.maxModelLen);
    checkShare(faults, props.gpuMemoryUtilization);
    checkArchitecture(faults, props.architecture);
    if (props.among !== undefined && !(Array.isArray(props.among) && props.among.length > 0 && props.among.every(isInstanceType))) {
      const given = Array.isArray(props.among) ? props.among.map(String) : props.among;
      faults.add('among', given, 'a list of instance types', 'name at least one');
    }
    faults.throwIfAny();

    const candidates = props.among === undefined ? listedTypes(props.engine) : bySize(props.among.filter(isKnown));
    const found = candidates.find((instanceType) => serves(props, instanceType));
    if (found === undefined) {
      const length = props.maxModelLen ?? props.architecture.maxPositionEmbeddings;
      const load = `a context of ${length} tokens, ${props.concurrency ?? 1} at once`;
      const largest = candidates[candidates.length - 1];
      const fit = largest && MemoryFit.estimate({ ...withoutChoice(props), instanceType: largest });
      faults.say(`architecture is ${props.architecture}, which fits none of ${candidates.length} instance types with ${load}: `
        + (fit && fit.maxModelLen > 0
          ? `the largest, ${largest.name}, holds a context of ${fit.maxModelLen} tokens; set maxModelLen, or take fewer bits a weight`
          : 'take fewer bits a weight, or name larger types'));
    }
    faults.throwIfAny();
    return found!;
  }

  /** Whether the weights fit, and the KV cache holds at least one sequence of the longest length. */
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
  private explanation?: string;

  private constructor(props: MemoryFitProps, settled: Settled) {
    const { architecture, accelerator, degree, engine } = settled;
    this.props = props;
    this.settled = settled;
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
      notes.push('the vision or audio encoder takes 0.5 to 2 GiB more than estimated');
    }
    if (architecture.experts !== undefined) {
      notes.push('the workspace of a mixture of experts is not modelled; it counts where the KV cache is small');
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
    const faults = new Faults(PATH);
    checkCount(faults, 'atTokens', atTokens ?? Number.NaN);
    faults.throwIfAny();
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
    return `${subject} with a context of ${this._requestedModelLen} tokens${batch}: the KV cache has ${gib(this.kvCacheGib)} `
      + `of each ${cores} and holds ${this.kvCacheTokens} tokens; set maxModelLen to at most ${this.maxModelLen}, or ${this.remedies()}`;
  }

  /** What to change, as far as something would help. */
  private remedies(concurrency?: number): string {
    const { accelerator, architecture, engine, weightFormat } = this.settled;
    const search = { ...this.props, architecture, engine, concurrency, maxModelLen: this.props.maxModelLen };
    const larger = listedTypes(engine).find((candidate) => candidate.name !== this.instanceType.name && serves(search, candidate));
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

/** The load that an instance type is searched for. */
type Search = Omit<MemoryFitProps, 'instanceType'> & { readonly concurrency?: number; readonly among?: LmiInstanceType[] };

function withoutChoice(search: Search): Omit<MemoryFitProps, 'instanceType'> {
  const { concurrency, among, tensorParallelDegree, ...load } = search;
  return load;
}

function serves(search: Search, instanceType: LmiInstanceType): boolean {
  const { concurrency = 1 } = search;
  const load = { ...withoutChoice(search), instanceType };
  const fit = MemoryFit.estimate(load);
  if (!fit.fits || concurrency === 1) {
    return fit.fits;
  }
  // The engine must also be told to run that many, and its buffers grow with them.
  const busy = concurrency > fit._maxNumSeqs ? MemoryFit.estimate({ ...load, maxNumSeqs: concurrency }) : fit;
  return busy.fits && busy.maxConcurrency(busy._requestedModelLen) >= concurrency;
}

function settle(props: MemoryFitProps): Settled {
  const faults = new Faults(PATH);
  checkArchitecture(faults, props.architecture);
  for (const name of ['tensorParallelDegree', 'maxModelLen', 'maxNumSeqs', 'maxNumBatchedTokens'] as const) {
    checkCount(faults, name, props[name]);
  }
  checkShare(faults, props.gpuMemoryUtilization);
  const bytes = props.kvCacheBytesPerElement;
  if (bytes !== undefined && !(Number.isFinite(bytes) && bytes > 0 && bytes <= 4)) {
    faults.add('kvCacheBytesPerElement', bytes, 'a number above 0 and at most 4', 'give 1 for an 8-bit cache and 2 for a 16-bit one');
  }
  const format = props.weightFormat;
  if (format !== undefined && !Object.values(WeightFormat).includes(format)) {
    faults.add('weightFormat', format, `one of ${Object.keys(WeightFormat).join(', ')}`, 'take a constant of WeightFormat');
  }
  const { instanceType } = props;
  if (!isInstanceType(instanceType)) {
    faults.add('instanceType', instanceType, 'an LmiInstanceType', 'take a constant, or LmiInstanceType.of');
  } else if (!isKnown(instanceType)) {
    faults.add('instanceType', instanceType.name, 'a type whose accelerators are known',
      'give accelerator and acceleratorCount to LmiInstanceType.of');
  }
  faults.throwIfAny();

  const accelerator = instanceType.accelerator!._fact;
  const accelerators = instanceType.coreCount!;
  const neuron = accelerator.kind === AcceleratorKind.NEURON;
  const engine = props.engine ?? (neuron ? SizingEngine.TRANSFORMERS_NEURONX : SizingEngine.VLLM);
  const degree = props.tensorParallelDegree;
  if (degree !== undefined) {
    checkDegree(faults, degree, accelerators, neuron, props.architecture, engine);
    faults.throwIfAny();
  }
  return {
    architecture: props.architecture,
    instanceType,
    accelerator,
    accelerators,
    engine,
    ordinal: props.version?._ordinal ?? (engine === SizingEngine.TRANSFORMERS_NEURONX ? NEWEST_NEURON : NEWEST),
    degree: degree ?? accelerators,
    weightFormat: format ?? checkpointFormat(props.architecture._geometry) as WeightFormat,
    utilization: props.gpuMemoryUtilization ?? 0.9,
  };
}

function checkDegree(
  faults: Faults, degree: number, accelerators: number, neuron: boolean, architecture: ModelArchitecture, engine: SizingEngine,
): void {
  const allowed = Array.from({ length: accelerators }, (_, index) => index + 1)
    .filter((candidate) => isDivisible(architecture._geometry, candidate, engine));
  if (degree > accelerators) {
    const parts = neuron ? 'NeuronCores' : 'accelerators';
    faults.add('tensorParallelDegree', degree, `at most the ${accelerators} ${parts} of the instance type`,
      `set it to ${list(allowed)}, or take a larger type`);
  }
  if (!isDivisible(architecture._geometry, degree, engine)) {
    faults.add('tensorParallelDegree', degree,
      `a divisor of the ${architecture.attentionHeads} attention heads that goes with the ${architecture.keyValueHeads} key-value heads`,
      `set it to ${list(allowed)}`);
  }
}

function checkArchitecture(faults: Faults, architecture: unknown): void {
  if (!(architecture instanceof ModelArchitecture)) {
    faults.add('architecture', architecture, 'a ModelArchitecture',
      'take a constant, ModelArchitecture.fromConfigFile or ModelArchitecture.of');
  }
}

function checkCount(faults: Faults, name: string, value: number | undefined): void {
  if (value !== undefined && !(Number.isSafeInteger(value) && value >= 1)) {
    faults.add(name, value, 'a whole number of at least 1', 'give a number that is known at synth');
  }
}

function checkShare(faults: Faults, value: number | undefined): void {
  if (value !== undefined && !(Number.isFinite(value) && value > 0 && value <= 1)) {
    faults.add('gpuMemoryUtilization', value, 'a number above 0 and at most 1', 'give the share of the memory that the engine may take');
  }
}

function isInstanceType(value: unknown): value is LmiInstanceType {
  return value instanceof LmiInstanceType;
}

function isKnown(instanceType: LmiInstanceType): boolean {
  return instanceType.accelerator !== undefined && instanceType.coreCount !== undefined;
}

/** Whether the engine runs on the accelerator at all. */
function isServed(settled: Settled): boolean {
  const neuron = settled.accelerator.kind === AcceleratorKind.NEURON;
  return settled.accelerator.kind !== AcceleratorKind.GAUDI && (settled.engine === SizingEngine.TRANSFORMERS_NEURONX) === neuron;
}

const NEWEST = LMI_RELEASES[LMI_RELEASES.length - 1].ordinal;
const NEWEST_NEURON = Math.max(...LMI_RELEASES.filter((release) => release.images['djl-neuronx']).map((release) => release.ordinal));

const RULES = new Map<string, VllmRules>();

/** Rules of the vLLM in an LMI version; versions that are not listed take those of the newest before them. */
function rulesOf(ordinal: number, computeCapability?: number): VllmRules {
  const key = `${ordinal}/${computeCapability}`;
  let rules = RULES.get(key);
  if (rules === undefined) {
    const release = [...LMI_RELEASES].reverse().find((candidate) => candidate.ordinal <= ordinal) ?? LMI_RELEASES[0];
    rules = vllmRules(release.vllm, computeCapability);
    RULES.set(key, rules);
  }
  return rules;
}

const LISTED = new Map<SizingEngine, readonly LmiInstanceType[]>();

/** The listed types that an engine runs on today, the smallest first. */
function listedTypes(engine: SizingEngine = SizingEngine.VLLM): readonly LmiInstanceType[] {
  let types = LISTED.get(engine);
  if (types === undefined) {
    types = bySize(Object.values(LmiInstanceType._known).filter((instanceType) => {
      const { kind, computeCapability = 0, year } = instanceType.accelerator!._fact;
      return instanceType._fact.arm64 !== true && (engine === SizingEngine.TRANSFORMERS_NEURONX
        ? kind === AcceleratorKind.NEURON && year >= 2020
        : kind === AcceleratorKind.GPU && computeCapability >= 7.5);
    }));
    LISTED.set(engine, types);
  }
  return types;
}

function bySize(types: readonly LmiInstanceType[]): LmiInstanceType[] {
  const total = (instanceType: LmiInstanceType): number => instanceType.accelerator!._fact.memoryGib * instanceType.acceleratorCount!;
  const compare = (a: number, b: number): number => (a === b ? 0 : a - b);
  return [...types].sort((a, b) => compare(total(a), total(b))
    || a.acceleratorCount! - b.acceleratorCount!
    || compare(b.accelerator!._fact.year, a.accelerator!._fact.year)
    || compare(a._fact.vcpus ?? Number.POSITIVE_INFINITY, b._fact.vcpus ?? Number.POSITIVE_INFINITY)
    || (a.name < b.name ? -1 : 1));
}

const BITS: { readonly [format in WeightFormat]: number } = { fp32: 32, fp16: 16, bf16: 16, fp8: 8, int8: 8, int4: 4 };

function narrower(format: WeightFormat, than: WeightFormat): boolean {
  return BITS[format] < BITS[than];
}

function gib(value: number): string {
  return `${value.toFixed(1)} GiB`;
}

function list(values: readonly number[]): string {
  return values.length > 1 ? `${values.slice(0, -1).join(', ')} or ${values[values.length - 1]}` : String(values[0] ?? 1);
}
