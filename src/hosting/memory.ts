import { Container } from './container';
import { Environment } from './environment';
import { QUANTIZATIONS, QuantizationFact } from '../facts/quantizations';
import { LmiVersion } from '../image/lmi-version';
import { LmiInstanceType } from '../instance/lmi-instance-type';
import { isLiteral } from '../internal/tokens';
import { MemoryFit } from '../sizing/memory-fit';
import { SizingEngine } from '../sizing/sizing-engine';
import { WeightFormat } from '../sizing/weight-format';

/** Image flavours whose engine is not vLLM or near to it. */
const ENGINES: { readonly [flavour: string]: SizingEngine } = {
  'djl-tensorrtllm': SizingEngine.TENSORRT_LLM,
  'djl-neuronx': SizingEngine.TRANSFORMERS_NEURONX,
};

/**
 * The memory that a container takes with its final variables, whoever set them; undefined when the architecture or the instance type is not known.
 *
 * @param workers GPUs or NeuronCores of one copy of the model; all of the instance without it
 */
export function memoryOf(container: Container, version: LmiVersion, instanceType: LmiInstanceType, workers?: number): MemoryFit | undefined {
  const { architecture } = container.model;
  const { environment } = container;
  if (architecture === undefined || instanceType.accelerator === undefined || instanceType.coreCount === undefined) {
    return undefined;
  }
  const kvCache = environment.OPTION_KV_CACHE_DTYPE;
  return MemoryFit.estimate({
    architecture,
    instanceType,
    version,
    tensorParallelDegree: workers,
    engine: ENGINES[container.backend.flavour] ?? SizingEngine.VLLM,
    weightFormat: weightFormatOf(environment),
    kvCacheBytesPerElement: isLiteral(kvCache) && /fp8|int8/.test(kvCache) ? 1 : undefined,
    gpuMemoryUtilization: share(environment.OPTION_GPU_MEMORY_UTILIZATION),
    maxModelLen: count(environment.OPTION_MAX_MODEL_LEN) ?? count(environment.OPTION_N_POSITIONS),
    maxNumSeqs: count(environment.OPTION_MAX_ROLLING_BATCH_SIZE) ?? count(environment.OPTION_MAX_NUM_SEQS),
    maxNumBatchedTokens: count(environment.OPTION_MAX_ROLLING_BATCH_PREFILL_TOKENS) ?? count(environment.OPTION_MAX_NUM_BATCHED_TOKENS),
    chunkedPrefill: truth(environment.OPTION_ENABLE_CHUNKED_PREFILL),
  });
}

function weightFormatOf(environment: Environment): WeightFormat | undefined {
  const value = environment.OPTION_QUANTIZE ?? environment.OPTION_QUANTIZATION;
  const quantization: QuantizationFact | undefined = Object.values(QUANTIZATIONS).find((fact) => fact.value === value);
  if (quantization) {
    return quantization.bits === 4 ? WeightFormat.INT4 : quantization.value.includes('fp8') ? WeightFormat.FP8 : WeightFormat.INT8;
  }
  return environment.OPTION_DTYPE === 'fp32' ? WeightFormat.FP32 : undefined;
}

function count(value: string | undefined): number | undefined {
  return isLiteral(value) && /^[1-9]\d*$/.test(value) ? Number(value) : undefined;
}

function share(value: string | undefined): number | undefined {
  const number = isLiteral(value) ? Number(value) : NaN;
  return number > 0 && number <= 1 ? number : undefined;
}

function truth(value: string | undefined): boolean | undefined {
  return value === 'true' ? true : value === 'false' ? false : undefined;
}
