import { ServedOptions } from '../backend/served-options';
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
}

/** Settings that change what an accelerator holds in a way that is not estimated; with any but a neutral value nothing is. */
const NOT_ESTIMATED: { readonly [variable: string]: readonly string[] } = {
  OPTION_PIPELINE_PARALLEL_DEGREE: ['1'],
  OPTION_PIPELINE_PARALLEL_SIZE: ['1'],
  OPTION_DATA_PARALLEL_SIZE: ['1'],
  OPTION_CPU_OFFLOAD_GB_PER_GPU: ['0', '0.0'],
  OPTION_CPU_OFFLOAD_GB: ['0', '0.0'],
  OPTION_KV_CACHE_MEMORY_BYTES: [],
  OPTION_NUM_GPU_BLOCKS_OVERRIDE: [],
};

/** Tokens that a backend makes room for when its variable is not set, where that is not the model's own context. */
const CONTEXT_DEFAULTS: { readonly [variable: string]: number | undefined } = {
  // djl-serving 0.26.0-dlc, ds_properties.py, read 2026-08-21.
  OPTION_MAX_TOKENS: 1024,
};

/** vLLM's V1 engine came by default with LMI V15 and computes prompts in chunks whatever it is told. */
const ALWAYS_CHUNKS_SINCE = 15;

/**
 * Reads the load from the final variables. Undefined when there is nothing to estimate: the engine or the model is not known, a value is known
 * only at deployment, or a setting is beyond the estimate.
 */
export function memoryLoad(
  options: ServedOptions, version: LmiVersion, architecture: ModelArchitecture, acceleratorCount?: number,
): MemoryLoad | undefined {
  const { sizingEngine: engine, contextVariable } = options.config;
  if (engine === undefined) {
    return undefined;
  }
  const variables = new LoadVariables(options);
  const isVllm = engine === SizingEngine.VLLM;
  const context = contextVariable === undefined || options.hasAutoContext ? undefined : variables.count(contextVariable);
  const load: MemoryLoad = {
    architecture,
    version,
    engine,
    hasAutoContext: options.hasAutoContext,
    tensorParallelDegree: options.takesAllAccelerators ? acceleratorCount : variables.count(options.degreeVariable),
    weightFormat: weightFormat(architecture, variables),
    maxModelLen: context ?? CONTEXT_DEFAULTS[contextVariable ?? ''],
    maxNumSeqs: sequences(options, variables, isVllm),
    gpuMemoryUtilization: isVllm ? variables.share('OPTION_GPU_MEMORY_UTILIZATION') : undefined,
    maxNumBatchedTokens: isVllm ? variables.count('OPTION_MAX_ROLLING_BATCH_PREFILL_TOKENS', 'OPTION_MAX_NUM_BATCHED_TOKENS') : undefined,
    kvCacheBytesPerElement: /^(fp8|int8)/i.test(variables.read('OPTION_KV_CACHE_DTYPE') ?? '') ? 1 : undefined,
    chunkedPrefill: isVllm && options.version < ALWAYS_CHUNKS_SINCE ? variables.flag('OPTION_ENABLE_CHUNKED_PREFILL') : undefined,
  };
  const neutral = Object.entries(NOT_ESTIMATED).every(([name, values]) => {
    const value = variables.read(name);
    return value === undefined || values.includes(value);
  });
  return neutral && !variables.areUnclear ? load : undefined;
}

/** Sequences at once that the engine is told to run. */
function sequences(options: ServedOptions, variables: LoadVariables, isVllm: boolean): number | undefined {
  const given = variables.count('OPTION_MAX_ROLLING_BATCH_SIZE');
  if (!isVllm) {
    return given;
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

/** Reads variables and remembers whether one of them is known only at deployment, or no value of its kind. */
class LoadVariables {
  public areUnclear = false;

  public constructor(private readonly options: ServedOptions) {}

  public read(...variables: string[]): string | undefined {
    const name = variables.find((each) => this.options.environment[each] !== undefined);
    this.areUnclear ||= name !== undefined && this.options.isUnknown(name);
    return name === undefined ? undefined : this.options.literal(name);
  }

  public count(...variables: string[]): number | undefined {
    return this.number(this.read(...variables), (value) => Number.isSafeInteger(value) && value >= 1);
  }

  public share(...variables: string[]): number | undefined {
    return this.number(this.read(...variables), (value) => value > 0 && value <= 1);
  }

  public flag(variable: string): boolean | undefined {
    const flag = this.options.flag(variable);
    this.areUnclear ||= flag === undefined && this.options.environment[variable] !== undefined;
    return flag;
  }

  private number(text: string | undefined, isValid: (value: number) => boolean): number | undefined {
    const value = text === undefined || text.trim() === '' ? undefined : Number(text);
    if (value === undefined || isValid(value)) {
      return value;
    }
    this.areUnclear = true;
    return undefined;
  }
}
