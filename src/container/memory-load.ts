import { Environment } from './environment';
import { LmiBackendConfig } from '../backend/lmi-backend';
import { ownValue } from '../checks/own-value';
import { isLiteral } from '../checks/tokens';
import { QuantizationFact, QUANTIZATIONS } from '../facts/quantizations';
import { SizingEngine } from '../facts/sizing-engine';
import { LmiVersion } from '../image/lmi-version';
import { ModelArchitecture } from '../model/model-architecture';
import { MemoryFitProps } from '../sizing/memory-fit-props';
import { WeightFormat } from '../sizing/weight-format';

/** What the variables of a container say about memory, whether they come from props or from `environment`. */
export interface MemoryLoad extends Omit<MemoryFitProps, 'instanceType'> {
  readonly version: LmiVersion;
  readonly engine: SizingEngine;
  /** The engine takes the longest context that fits. */
  readonly hasAutoContext: boolean;
}

/** The part of a container that says something about memory. */
export interface LoadedContainer {
  readonly backend: Pick<LmiBackendConfig, 'sizingEngine' | 'contextVariable' | 'aliases'>;
  readonly environment: Environment;
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

/** First LMI version that passes the rolling batch on as sequences at once, and first whose handler is asynchronous by itself. */
const SEQUENCES_PASSED_SINCE = 12;
const ASYNC_BY_ITSELF_SINCE = 17;
/** Sequences at once that the rolling batch passes by default, whatever the version. */
const ROLLING_BATCH_SEQUENCES = 256;
const ASYNC_SEQUENCES = 32;
/** vLLM's V1 engine came by default with LMI V15 and computes prompts in chunks whatever it is told. */
const ALWAYS_CHUNKS_SINCE = 15;

/**
 * Reads the load from the final variables. Undefined when there is nothing to estimate: the engine or the model is not known, a value is known
 * only at deployment, or a setting is beyond the estimate.
 */
export function memoryLoad(
  container: LoadedContainer, version: LmiVersion, architecture: ModelArchitecture, acceleratorCount?: number,
): MemoryLoad | undefined {
  const { backend, environment } = container;
  const engine = backend.sizingEngine;
  if (engine === undefined) {
    return undefined;
  }
  const variables = new LoadVariables(environment, backend);
  const isVllm = engine === SizingEngine.VLLM;
  const context = backend.contextVariable === undefined ? undefined : variables.read(backend.contextVariable);
  const degree = variables.read('TENSOR_PARALLEL_DEGREE') ?? 'max';
  const hasAutoContext = context === '-1' || context === 'auto';
  const load: MemoryLoad = {
    architecture,
    version,
    engine,
    hasAutoContext,
    tensorParallelDegree: degree === 'max' ? acceleratorCount : variables.count('TENSOR_PARALLEL_DEGREE'),
    weightFormat: weightFormat(architecture, variables),
    maxModelLen: context === undefined || hasAutoContext
      ? CONTEXT_DEFAULTS[backend.contextVariable ?? '']
      : variables.count(backend.contextVariable!),
    maxNumSeqs: isVllm ? sequences(variables, version._ordinal) : variables.count('OPTION_MAX_ROLLING_BATCH_SIZE'),
    gpuMemoryUtilization: isVllm ? variables.share('OPTION_GPU_MEMORY_UTILIZATION') : undefined,
    maxNumBatchedTokens: isVllm ? variables.count('OPTION_MAX_ROLLING_BATCH_PREFILL_TOKENS', 'OPTION_MAX_NUM_BATCHED_TOKENS') : undefined,
    kvCacheBytesPerElement: /^(fp8|int8)/i.test(variables.read('OPTION_KV_CACHE_DTYPE') ?? '') ? 1 : undefined,
    chunkedPrefill: isVllm && version._ordinal < ALWAYS_CHUNKS_SINCE ? variables.flag('OPTION_ENABLE_CHUNKED_PREFILL') : undefined,
  };
  const neutral = Object.entries(NOT_ESTIMATED).every(([name, values]) => {
    const value = variables.read(name);
    return value === undefined || values.includes(value);
  });
  return neutral && !variables.areUnclear ? load : undefined;
}

function sequences(variables: LoadVariables, ordinal: number): number | undefined {
  const given = variables.count('OPTION_MAX_ROLLING_BATCH_SIZE');
  if (ordinal < SEQUENCES_PASSED_SINCE) {
    return undefined;
  }
  const rollingBatch = variables.read('OPTION_ROLLING_BATCH');
  const isAsync = variables.flag('OPTION_ASYNC_MODE') === true
    || (ordinal >= ASYNC_BY_ITSELF_SINCE && (rollingBatch === undefined || rollingBatch === 'auto'));
  return given ?? (isAsync ? ASYNC_SEQUENCES : ROLLING_BATCH_SEQUENCES);
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

/** Variables under any of their names, which remembers whether one of those that were read is no literal, or no value of its kind. */
class LoadVariables {
  public areUnclear = false;
  private readonly values: { [variable: string]: unknown } = {};

  public constructor(environment: Environment, { aliases }: LoadedContainer['backend']) {
    for (const [name, value] of Object.entries(environment)) {
      // What stands under the name itself counts before what stands under another.
      const variable = ownValue(aliases, name);
      this.values[variable ?? name] = variable === undefined ? value : environment[variable] ?? this.values[variable] ?? value;
    }
  }

  public read(...variables: string[]): string | undefined {
    const value = variables.map((variable) => this.values[variable]).find((each) => each !== undefined);
    if (value !== undefined && !(typeof value === 'string' && isLiteral(value))) {
      this.areUnclear = true;
      return undefined;
    }
    return value;
  }

  public count(...variables: string[]): number | undefined {
    return this.number(this.read(...variables), (value) => Number.isSafeInteger(value) && value >= 1);
  }

  public share(...variables: string[]): number | undefined {
    return this.number(this.read(...variables), (value) => value > 0 && value <= 1);
  }

  public flag(variable: string): boolean | undefined {
    const value = this.read(variable)?.toLowerCase();
    return value === undefined ? undefined : value === 'true';
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
