import { ServedOptions } from '../backend/served-options';
import { LORA } from '../facts/adapters';
import { QuantizationFact, QUANTIZATIONS } from '../facts/quantizations';
import { BATCH_SIZE_REACHES_VLLM_SINCE } from '../facts/rolling-batch';
import { SizingEngine } from '../facts/sizing-engine';
import { LmiVersion } from '../image/lmi-version';
import { ModelArchitecture } from '../model/model-architecture';
import { MemoryFitProps, WeightFormat } from '../sizing/memory-fit-props';

/** The memory load of a container, from its variables, whether they come from props or `environment`. */
export interface MemoryLoad extends Omit<MemoryFitProps, 'instanceType'> {
  readonly version: LmiVersion;
  readonly engine: SizingEngine;
  /** The engine uses the longest context that fits. */
  readonly hasAutoContext: boolean;
  /** Number of copies that the accelerators are divided among. */
  readonly copies: number;
  /** Sentences about what is not counted. */
  readonly notes: readonly string[];
  /** The engine does not start if the KV cache is smaller than one sequence of the maximum length. */
  readonly insistsOnContext: boolean;
}

/** Why memory cannot be estimated, and what would enable the estimate; both continue a sentence. */
export interface NotEstimated {
  readonly why: string;
  readonly fix: string;
}

export function isEstimated(load: MemoryLoad | NotEstimated | undefined): load is MemoryLoad {
  return load !== undefined && !('why' in load);
}

/** Settings that change memory use in a way that is not modeled, with their props; any value but a neutral one disables the estimate. */
const NOT_ESTIMATED: { readonly [variable: string]: { readonly neutral: readonly string[]; readonly prop: string } } = {
  OPTION_PIPELINE_PARALLEL_DEGREE: { neutral: ['1'], prop: 'pipelineParallelDegree' },
  OPTION_PIPELINE_PARALLEL_SIZE: { neutral: ['1'], prop: 'pipelineParallelSize' },
  OPTION_KV_CACHE_MEMORY_BYTES: { neutral: [], prop: 'kvCacheMemoryBytes' },
  OPTION_NUM_GPU_BLOCKS_OVERRIDE: { neutral: [], prop: 'numGpuBlocksOverride' },
};

/** Tokens that a backend reserves room for if its variable is not set, unless it is the model's own context. */
const CONTEXT_DEFAULTS: { readonly [variable: string]: number | undefined } = {
  // djl-serving 0.26.0-dlc, ds_properties.py, read 2026-08-21.
  OPTION_MAX_TOKENS: 1024,
};

/** vLLM's V1 engine, the default since LMI V15, always processes prompts in chunks. */
const ALWAYS_CHUNKS_SINCE = 15;

/**
 * Up to LMI V11, LMI-Dist by default profiles this many tokens, not the whole context. Whether it requires a KV cache for one full context is not
 * visible; JumpStart lists types for it that could not hold one. Source: djl-serving 0.27.0-dlc to 0.29.0-dlc, lmi_dist_rolling_batch.py
 * (_WARMUP_PREFILL_TOKENS), read 2026-11-25.
 */
const LMI_DIST_WARMUP = { until: 11, tokens: 4096 };

/**
 * Reads the load from the final variables. There is nothing to estimate if a value is known only at deployment, or a setting is not modeled;
 * undefined if the engine is unknown.
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

/** Room for adapters, if they are enabled. */
function adapters(variables: LoadVariables, isVllm: boolean): Pick<MemoryLoad, 'maxLoras' | 'maxLoraRank'> {
  if (!isVllm || variables.flag('OPTION_ENABLE_LORA') !== true) {
    return {};
  }
  return { maxLoras: variables.count('OPTION_MAX_LORAS') ?? LORA.maxLoras, maxLoraRank: variables.count('OPTION_MAX_LORA_RANK') ?? LORA.maxRank };
}

const DATA_PARALLEL = 'with data parallelism, each group of accelerators is estimated with a full copy; experts that the groups share take less';

/** The draft model, if it is named and known, and what the estimate leaves out of speculative decoding. */
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
    // Another check reports invalid JSON.
    return undefined;
  }
}

/** Number of sequences that the engine may run at once. */
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

/** The weight format that the options request; a quantized checkpoint keeps its own. */
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

/** Reads variables and remembers the first one that is known only at deployment or invalid. */
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

  /** An integer of at least 1. */
  public count(...variables: string[]): number | undefined {
    return this.number(variables, (value) => Number.isSafeInteger(value) && value >= 1);
  }

  /** A share, above 0 and at most 1. */
  public share(...variables: string[]): number | undefined {
    return this.number(variables, (value) => value > 0 && value <= 1);
  }

  /** An amount of at least 0. */
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
