import { ServedOptions } from '../backend/served-options';
import { LORA } from '../facts/adapters';
import { QuantizationFact, QUANTIZATIONS } from '../facts/quantizations';
import { BATCH_SIZE_REACHES_VLLM_SINCE } from '../facts/rolling-batch';
import { SizingEngine } from '../facts/sizing-engine';
import { LmiVersion } from '../image/lmi-version';
import { ModelArchitecture } from '../model/model-architecture';
import { MemoryFitProps, WeightFormat } from '../sizing/memory-fit-props';

/** What the variables of a container say about memory, whether they come from props or from `environment`. */
export interface MemoryLoad extends Omit<MemoryFitProps, 'instanceType'> {
  readonly version: LmiVersion;
  readonly engine: SizingEngine;
  /** The engine takes the longest context that fits. */
  readonly hasAutoContext: boolean;
  /** Copies that share the accelerators, each with its own part of them. */
  readonly copies: number;
  /** What is not counted, one sentence each. */
  readonly notes: readonly string[];
  /** The engine does not start when the KV cache is smaller than one sequence of the longest length. */
  readonly insistsOnContext: boolean;
}

/** Why there is nothing to estimate, and what would let it be; both continue a sentence. */
export interface NotEstimated {
  readonly why: string;
  readonly fix: string;
}

/** Whether memory is estimated. */
export function isEstimated(load: MemoryLoad | NotEstimated | undefined): load is MemoryLoad {
  return load !== undefined && !('why' in load);
}

/** Settings that change what an accelerator holds in a way that is not estimated, and the prop of each; with any but a neutral value nothing is. */
const NOT_ESTIMATED: { readonly [variable: string]: { readonly neutral: readonly string[]; readonly prop: string } } = {
  OPTION_PIPELINE_PARALLEL_DEGREE: { neutral: ['1'], prop: 'pipelineParallelDegree' },
  OPTION_PIPELINE_PARALLEL_SIZE: { neutral: ['1'], prop: 'pipelineParallelSize' },
  OPTION_KV_CACHE_MEMORY_BYTES: { neutral: [], prop: 'kvCacheMemoryBytes' },
  OPTION_NUM_GPU_BLOCKS_OVERRIDE: { neutral: [], prop: 'numGpuBlocksOverride' },
};

/** Tokens that a backend makes room for when its variable is not set, where that is not the model's own context. */
const CONTEXT_DEFAULTS: { readonly [variable: string]: number | undefined } = {
  // djl-serving 0.26.0-dlc, ds_properties.py, read 2026-08-21.
  OPTION_MAX_TOKENS: 1024,
};

/** vLLM's V1 engine came by default with LMI V15 and computes prompts in chunks whatever it is told. */
const ALWAYS_CHUNKS_SINCE = 15;

/**
 * LMI-Dist profiles so many tokens where none are set, up to LMI V11, and not the whole context. Whether it insists on a KV cache of one full context
 * cannot be seen; JumpStart lists types for it that would not have that. Source: djl-serving 0.27.0-dlc to 0.29.0-dlc, lmi_dist_rolling_batch.py
 * (_WARMUP_PREFILL_TOKENS), read 2026-11-25.
 */
const LMI_DIST_WARMUP = { until: 11, tokens: 4096 };

/**
 * Reads the load from the final variables. There is nothing to estimate where a value is known only at deployment, or a setting is beyond the
 * estimate; undefined when the engine is not known.
 */
export function memoryLoad(
  options: ServedOptions, version: LmiVersion, architecture: ModelArchitecture, acceleratorCount?: number,
): MemoryLoad | NotEstimated | undefined {
  const { sizingEngine: engine, contextVariable } = options.config;
  if (engine === undefined) {
    return undefined;
  }
  const variables = new LoadVariables(options);
  const isVllm = engine === SizingEngine.VLLM;
  const context = contextVariable === undefined || options.hasAutoContext ? undefined : variables.count(contextVariable);
  const isWarmedUp = options.backend === 'LmiDist' && options.version <= LMI_DIST_WARMUP.until;
  const batchedTokens = isVllm ? variables.count('OPTION_MAX_ROLLING_BATCH_PREFILL_TOKENS', 'OPTION_MAX_NUM_BATCHED_TOKENS') : undefined;
  const { notes, ...speculation } = speculationOf(variables);
  const copies = variables.count('OPTION_DATA_PARALLEL_SIZE') ?? 1;
  const load: MemoryLoad = {
    architecture,
    version,
    engine,
    hasAutoContext: options.hasAutoContext,
    insistsOnContext: !isWarmedUp,
    copies,
    tensorParallelDegree: options.takesAllAccelerators
      ? acceleratorCount && Math.max(1, Math.floor(acceleratorCount / copies)) : variables.count(options.degreeVariable),
    weightFormat: weightFormat(architecture, variables),
    maxModelLen: context ?? CONTEXT_DEFAULTS[contextVariable ?? ''],
    maxNumSeqs: sequences(options, variables, isVllm),
    gpuMemoryUtilization: isVllm ? variables.share('OPTION_GPU_MEMORY_UTILIZATION') : undefined,
    maxNumBatchedTokens: batchedTokens ?? (isWarmedUp ? LMI_DIST_WARMUP.tokens : undefined),
    kvCacheBytesPerElement: cacheBytes(variables.read('OPTION_KV_CACHE_DTYPE')),
    chunkedPrefill: isWarmedUp ? true : isVllm && options.version < ALWAYS_CHUNKS_SINCE ? variables.flag('OPTION_ENABLE_CHUNKED_PREFILL') : undefined,
    enforceEager: isVllm ? variables.flag('OPTION_ENFORCE_EAGER') : undefined,
    ...adapters(variables, isVllm),
    ...speculation,
    notes: [...notes, ...(copies > 1 ? [DATA_PARALLEL] : [])],
    cpuOffloadGib: isVllm ? variables.amount('OPTION_CPU_OFFLOAD_GB_PER_GPU', 'OPTION_CPU_OFFLOAD_GB') : undefined,
  };
  const special = Object.entries(NOT_ESTIMATED).find(([name, { neutral }]) => {
    const value = variables.read(name);
    return value !== undefined && !neutral.includes(value);
  });
  if (variables.unclear !== undefined) {
    return { why: `${variables.unclear} is known only at deployment, or has an invalid value`, fix: 'set it to a value that is known at synth time' };
  }
  return special === undefined ? load : { why: `${special[1].prop} changes memory use in a way that is not estimated`, fix: 'omit it' };
}

function cacheBytes(dtype: string | undefined): number | undefined {
  return /^(fp8|int8)/i.test(dtype ?? '') ? 1 : dtype === undefined || dtype === 'auto' ? undefined : 2;
}

/** Room for adapters, where they are on. */
function adapters(variables: LoadVariables, isVllm: boolean): Pick<MemoryLoad, 'maxLoras' | 'maxLoraRank'> {
  if (!isVllm || variables.flag('OPTION_ENABLE_LORA') !== true) {
    return {};
  }
  return { maxLoras: variables.count('OPTION_MAX_LORAS') ?? LORA.maxLoras, maxLoraRank: variables.count('OPTION_MAX_LORA_RANK') ?? LORA.maxRank };
}

const DATA_PARALLEL = 'with data parallelism, each group of accelerators is estimated with a full copy; experts that the groups share take less';

/** The draft model, if it is named and listed, and what is not counted of speculative decoding. */
function speculationOf(variables: LoadVariables): Pick<MemoryLoad, 'draftArchitecture' | 'notes'> {
  const config = variables.read('OPTION_SPECULATIVE_CONFIG');
  const named = variables.read('OPTION_SPECULATIVE_DRAFT_MODEL', 'OPTION_SPECULATIVE_MODEL') ?? draftInConfig(config);
  const draftArchitecture = named === undefined ? undefined : ModelArchitecture._forModelId(named);
  const isCounted = draftArchitecture !== undefined || (named === undefined && config === undefined);
  return {
    draftArchitecture, notes: isCounted ? [] : [named === undefined
      ? 'the layers that speculative decoding adds to the model are not counted; on one GPU they took about 1 GiB'
      : `the draft model ${named} is not counted, because its architecture is unknown`],
  };
}

function draftInConfig(config: string | undefined): string | undefined {
  try {
    const value: unknown = JSON.parse(config ?? 'null');
    const model = typeof value === 'object' && value !== null ? (value as { readonly model?: unknown }).model : undefined;
    return typeof model === 'string' ? model : undefined;
  } catch {
    // Another check says what is wrong with it.
    return undefined;
  }
}

/** Sequences at once that the engine is told to run. */
function sequences(options: ServedOptions, variables: LoadVariables, isVllm: boolean): number | undefined {
  const given = variables.count('OPTION_MAX_ROLLING_BATCH_SIZE');
  if (!isVllm) {
    return options.compiledBatchSize ?? given;
  }
  return options.version < BATCH_SIZE_REACHES_VLLM_SINCE ? undefined : options.batchSize;
}

const FORMATS: { readonly [dtype: string]: WeightFormat | undefined } = {
  fp32: WeightFormat.FP32, float32: WeightFormat.FP32, fp16: WeightFormat.FP16, float16: WeightFormat.FP16, half: WeightFormat.FP16,
  bf16: WeightFormat.BF16, bfloat16: WeightFormat.BF16, int8: WeightFormat.INT8,
};

/** The format that the options ask for; a checkpoint that is quantized already keeps its own. */
function weightFormat(architecture: ModelArchitecture, variables: LoadVariables): WeightFormat | undefined {
  const quantize = variables.read('OPTION_QUANTIZE');
  const dtype = variables.read('OPTION_DTYPE');
  if (architecture.quantizationBits !== undefined && architecture.quantizationBits < 16) {
    return undefined;
  }
  const method = Object.values<QuantizationFact>(QUANTIZATIONS).find(({ value }) => value === quantize);
  if (method !== undefined) {
    return method.bits === 4 ? WeightFormat.INT4 : /fp8|fp$/.test(method.value) ? WeightFormat.FP8 : WeightFormat.INT8;
  }
  return variables.flag('OPTION_LOAD_IN_8BIT') === true ? WeightFormat.INT8 : FORMATS[dtype?.toLowerCase() ?? ''];
}

/** Reads variables and remembers the first that is known only at deployment, or not a value of its kind. */
class LoadVariables {
  public unclear?: string;

  public constructor(private readonly options: ServedOptions) {}

  public read(...variables: string[]): string | undefined {
    const name = this.setOf(variables);
    if (name !== undefined && this.options.isUnknown(name)) {
      this.unclear ??= name;
    }
    return name === undefined ? undefined : this.options.literal(name);
  }

  /** A number of things, 1 at least. */
  public count(...variables: string[]): number | undefined {
    return this.number(variables, (value) => Number.isSafeInteger(value) && value >= 1);
  }

  /** A share, above 0 and 1 at most. */
  public share(...variables: string[]): number | undefined {
    return this.number(variables, (value) => value > 0 && value <= 1);
  }

  /** An amount, 0 at least. */
  public amount(...variables: string[]): number | undefined {
    return this.number(variables, (value) => value >= 0);
  }

  public flag(variable: string): boolean | undefined {
    const flag = this.options.flag(variable);
    if (flag === undefined && this.options.environment[variable] !== undefined) {
      this.unclear ??= variable;
    }
    return flag;
  }

  private setOf(variables: readonly string[]): string | undefined {
    return variables.find((each) => this.options.environment[each] !== undefined);
  }

  private number(variables: readonly string[], isValid: (value: number) => boolean): number | undefined {
    const text = this.read(...variables);
    const value = text === undefined || text.trim() === '' ? undefined : Number(text);
    if (value === undefined || isValid(value)) {
      return value;
    }
    this.unclear ??= this.setOf(variables);
    return undefined;
  }
}
