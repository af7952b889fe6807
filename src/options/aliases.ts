import { Ordinal } from './option';

/** Versions since which the container knows another name of an option, if that is later than the option itself. */
interface AliasVersions {
  readonly since: Ordinal;
  /** The start script of the GPU images translates it; the Neuron images have none. */
  readonly gpuOnly?: boolean;
}

/**
 * Sources: djl-serving 0.27.0-dlc and 0.28.0-dlc:serving/docker/dockerd-entrypoint-with-cuda-compat.sh, 0.29.0-dlc:PyEnv.java,
 * 0.32.0-dlc:vllm_rb_properties.py, 0.35.0-dlc:SageMakerCompatibility.java; read 2026-08-21.
 */
export const ALIAS_VERSIONS: { readonly [alias: string]: AliasVersions } = {
  HF_MODEL_QUANTIZE: { since: 9, gpuOnly: true },
  HF_MODEL_TRUST_REMOTE_CODE: { since: 9, gpuOnly: true },
  SM_NUM_GPUS: { since: 9, gpuOnly: true },
  MAX_CONCURRENT_REQUESTS: { since: 9, gpuOnly: true },
  MAX_BATCH_PREFILL_TOKENS: { since: 9, gpuOnly: true },
  MAX_BATCH_SIZE: { since: 9, gpuOnly: true },
  CUDA_MEMORY_FRACTION: { since: 10, gpuOnly: true },
  ENABLE_CUDA_GRAPHS: { since: 10, gpuOnly: true },
  PIPELINE_PARALLEL_DEGREE: { since: 11 },
  OPTION_QUANTIZATION: { since: 14 },
  OPTION_MAX_NUM_BATCHED_TOKENS: { since: 14 },
  OPTION_CPU_OFFLOAD_GB: { since: 14 },
  SAGEMAKER_NUM_MODEL_WORKERS: { since: 17 },
  SAGEMAKER_STARTUP_TIMEOUT: { since: 17 },
  SAGEMAKER_MODEL_SERVER_TIMEOUT_SECONDS: { since: 17 },
  SAGEMAKER_MAX_REQUEST_SIZE: { since: 17 },
  SAGEMAKER_MAX_PAYLOAD_IN_MB: { since: 17 },
};
