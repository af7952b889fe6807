import { Ordinal } from './option';

/**
 * Names that the start script of the GPU images translates, and the first version. The Neuron images have no such script.
 *
 * Source: djl-serving 0.27.0-dlc and 0.28.0-dlc:serving/docker/dockerd-entrypoint-with-cuda-compat.sh, read 2026-08-21.
 */
const SCRIPT_NAMES: { readonly [alias: string]: Ordinal } = {
  HF_MODEL_QUANTIZE: 9,
  HF_MODEL_TRUST_REMOTE_CODE: 9,
  SM_NUM_GPUS: 9,
  MAX_CONCURRENT_REQUESTS: 9,
  MAX_BATCH_PREFILL_TOKENS: 9,
  MAX_BATCH_SIZE: 9,
  CUDA_MEMORY_FRACTION: 10,
};

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
  return SCRIPT_NAMES[alias] ?? LATER_NAMES[alias];
}

/** Whether only the start script of the GPU images knows a name. */
export function isForGpusOnly(alias: string): boolean {
  return alias in SCRIPT_NAMES;
}
