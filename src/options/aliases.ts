import { Ordinal } from './option';

/** A name that the start script translates. */
interface ScriptName {
  readonly since: Ordinal;
  /** What it becomes, depending on the image if there are two. */
  readonly variables: readonly string[];
}

/**
 * Names, most of them of Text Generation Inference, that the start script of the GPU images translates. The start script of the Neuron images has no such lines.
 *
 * Source: djl-serving 0.25.0-dlc to 0.34.0-dlc:serving/docker/dockerd-entrypoint-with-cuda-compat.sh, dockerd-entrypoint.sh and pytorch-inf2.Dockerfile, read 2026-11-26.
 */
const SCRIPT_NAMES: ReadonlyMap<string, ScriptName> = new Map(Object.entries({
  HF_MODEL_QUANTIZE: { since: 9, variables: ['OPTION_QUANTIZE'] },
  HF_MODEL_TRUST_REMOTE_CODE: { since: 9, variables: ['OPTION_TRUST_REMOTE_CODE'] },
  SM_NUM_GPUS: { since: 9, variables: ['TENSOR_PARALLEL_DEGREE'] },
  MAX_CONCURRENT_REQUESTS: { since: 9, variables: ['SERVING_JOB_QUEUE_SIZE'] },
  MAX_BATCH_PREFILL_TOKENS: { since: 9, variables: ['OPTION_MAX_ROLLING_BATCH_PREFILL_TOKENS'] },
  MAX_BATCH_SIZE: { since: 9, variables: ['OPTION_MAX_ROLLING_BATCH_SIZE'] },
  // The inverse of the other.
  ENABLE_CUDA_GRAPHS: { since: 10, variables: ['OPTION_ENFORCE_EAGER'] },
  CUDA_MEMORY_FRACTION: { since: 10, variables: ['OPTION_KV_CACHE_FREE_GPU_MEM_FRACTION', 'OPTION_GPU_MEMORY_UTILIZATION'] },
}));

/**
 * Names that LMI reads only in later versions than the option itself.
 *
 * Sources: djl-serving 0.29.0-dlc:PyEnv.java, 0.32.0-dlc:vllm_rb_properties.py, 0.35.0-dlc:SageMakerCompatibility.java; read 2026-08-21.
 */
const LATER_NAMES: { readonly [alias: string]: Ordinal } = {
  PIPELINE_PARALLEL_DEGREE: 11,
  OPTION_QUANTIZATION: 14,
  OPTION_MAX_NUM_BATCHED_TOKENS: 14,
  OPTION_CPU_OFFLOAD_GB: 14,
  SAGEMAKER_NUM_MODEL_WORKERS: 17,
  SAGEMAKER_STARTUP_TIMEOUT: 17,
  SAGEMAKER_MODEL_SERVER_TIMEOUT_SECONDS: 17,
  SAGEMAKER_MAX_REQUEST_SIZE: 17,
  SAGEMAKER_MAX_PAYLOAD_IN_MB: 17,
};

/** Since when the container knows another name of an option; undefined where it is as old as the option. */
export function aliasSince(alias: string): Ordinal | undefined {
  return SCRIPT_NAMES.get(alias)?.since ?? LATER_NAMES[alias];
}

/** What the start script of the GPU images, the only one that knows the name, translates a name to; undefined if it does not know it either. */
export function translationsOf(alias: string): readonly string[] | undefined {
  return SCRIPT_NAMES.get(alias)?.variables;
}

/** Whether only the start script of the GPU images knows a name. */
export function isForGpusOnly(alias: string): boolean {
  return translationsOf(alias) !== undefined;
}
