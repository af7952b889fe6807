import { KnownVariable } from './option';

/**
 * Variables that vLLM reads and that have no prop. Since V14 LMI hands every argument of the engine over by name, and vLLM of the image
 * decides which there are; these are the ones seen in vLLM 0.7 or 0.11.
 */
export const VLLM_KNOWN: readonly KnownVariable[] = [
  // Renamed by the container to an option of the opposite meaning, `enforceEager`.
  { env: 'ENABLE_CUDA_GRAPHS', since: 10, insteadUse: 'enforceEager' },
  // CUDA graphs and compilation: parts of `compilationConfig`.
  { env: 'OPTION_CUDAGRAPH_CAPTURE_SIZES', since: 14 },
  { env: 'OPTION_CUDA_GRAPH_SIZES', since: 14 },
  { env: 'OPTION_MAX_CUDAGRAPH_CAPTURE_SIZE', since: 14 },
  // Parts of `eplbConfig`, by their older names.
  { env: 'OPTION_EPLB_LOG_BALANCEDNESS', since: 14 },
  { env: 'OPTION_EPLB_STEP_INTERVAL', since: 14 },
  { env: 'OPTION_EPLB_WINDOW_SIZE', since: 14 },
  { env: 'OPTION_NUM_REDUNDANT_EXPERTS', since: 14 },
  // Details of parallelism, most of them for engines that span several instances.
  { env: 'OPTION_ALL2ALL_BACKEND', since: 14 },
  { env: 'OPTION_DATA_PARALLEL_ADDRESS', since: 14 },
  { env: 'OPTION_DATA_PARALLEL_BACKEND', since: 14 },
  { env: 'OPTION_DATA_PARALLEL_HYBRID_LB', since: 14 },
  { env: 'OPTION_DATA_PARALLEL_RANK', since: 14 },
  { env: 'OPTION_DATA_PARALLEL_RPC_PORT', since: 14 },
  { env: 'OPTION_DATA_PARALLEL_SIZE_LOCAL', since: 14 },
  { env: 'OPTION_DATA_PARALLEL_START_RANK', since: 14 },
  { env: 'OPTION_DBO_DECODE_TOKEN_THRESHOLD', since: 14 },
  { env: 'OPTION_DBO_PREFILL_TOKEN_THRESHOLD', since: 14 },
  { env: 'OPTION_DISABLE_NCCL_FOR_DP_SYNCHRONIZATION', since: 14 },
  { env: 'OPTION_ENABLE_DBO', since: 14 },
  { env: 'OPTION_MAX_PARALLEL_LOADING_WORKERS', since: 14 },
  { env: 'OPTION_RAY_WORKERS_USE_NSIGHT', since: 14 },
  { env: 'OPTION_WORKER_CLS', since: 14 },
  { env: 'OPTION_WORKER_EXTENSION_CLS', since: 14 },
  // Scheduler and KV cache.
  { env: 'OPTION_DISABLE_ASYNC_OUTPUT_PROC', since: 14, until: 15 },
  { env: 'OPTION_KV_EVENTS_CONFIG', since: 14 },
  { env: 'OPTION_KV_SHARING_FAST_PREFILL', since: 14 },
  { env: 'OPTION_MULTI_STEP_STREAM_OUTPUTS', since: 14, until: 15 },
  { env: 'OPTION_NUM_LOOKAHEAD_SLOTS', since: 14 },
  { env: 'OPTION_PREEMPTION_MODE', since: 14, until: 15 },
  { env: 'OPTION_SCHEDULER_CLS', since: 14 },
  { env: 'OPTION_MAMBA_BLOCK_SIZE', since: 14 },
  { env: 'OPTION_MAMBA_CACHE_DTYPE', since: 14 },
  { env: 'OPTION_MAMBA_SSM_CACHE_DTYPE', since: 14 },
  // Speculative decoding before `speculativeConfig`.
  { env: 'OPTION_DISABLE_LOGPROBS_DURING_SPEC_DECODING', since: 12, until: 14 },
  { env: 'OPTION_SPECULATIVE_DISABLE_MQA_SCORER', since: 14, until: 15 },
  { env: 'OPTION_TYPICAL_ACCEPTANCE_SAMPLER_POSTERIOR_ALPHA', since: 12, until: 14 },
  { env: 'OPTION_TYPICAL_ACCEPTANCE_SAMPLER_POSTERIOR_THRESHOLD', since: 12, until: 14 },
  // Adapters.
  { env: 'OPTION_ENABLE_LORA_BIAS', since: 14, until: 15 },
  { env: 'OPTION_ENABLE_PROMPT_ADAPTER', since: 14, until: 15 },
  { env: 'OPTION_MAX_PROMPT_ADAPTERS', since: 14, until: 15 },
  { env: 'OPTION_MAX_PROMPT_ADAPTER_TOKEN', since: 14, until: 15 },
  { env: 'OPTION_QLORA_ADAPTER_NAME_OR_PATH', since: 12, until: 14 },
  // Media and embeddings as inputs.
  { env: 'OPTION_ALLOWED_MEDIA_DOMAINS', since: 14 },
  { env: 'OPTION_DISABLE_CHUNKED_MM_INPUT', since: 14 },
  { env: 'OPTION_ENABLE_MM_EMBEDS', since: 14 },
  { env: 'OPTION_ENABLE_MULTIMODAL_ENCODER_DATA_PARALLEL', since: 14 },
  { env: 'OPTION_ENABLE_PROMPT_EMBEDS', since: 14 },
  { env: 'OPTION_IO_PROCESSOR_PLUGIN', since: 14 },
  { env: 'OPTION_MM_ENCODER_ATTN_BACKEND', since: 14 },
  { env: 'OPTION_MM_PROCESSOR_CACHE_TYPE', since: 14 },
  { env: 'OPTION_MM_SHM_CACHE_MAX_OBJECT_SIZE_MB', since: 14 },
  { env: 'OPTION_VIDEO_PRUNING_RATE', since: 14 },
  // Output: parts of `structuredOutputsConfig` by their older names, and processors of logits.
  { env: 'OPTION_GUIDED_DECODING_DISABLE_ADDITIONAL_PROPERTIES', since: 14 },
  { env: 'OPTION_GUIDED_DECODING_DISABLE_ANY_WHITESPACE', since: 14 },
  { env: 'OPTION_GUIDED_DECODING_DISABLE_FALLBACK', since: 14 },
  { env: 'OPTION_LOGITS_PROCESSORS', since: 14 },
  { env: 'OPTION_LOGITS_PROCESSOR_PATTERN', since: 14 },
  // Loading and the tokenizer.
  { env: 'OPTION_DOWNLOAD_DIR', since: 14 },
  { env: 'OPTION_HF_CONFIG_PATH', since: 14 },
  { env: 'OPTION_HF_TOKEN', since: 14 },
  { env: 'OPTION_IGNORE_PATTERNS', since: 14 },
  { env: 'OPTION_PT_LOAD_MAP_LOCATION', since: 14 },
  { env: 'OPTION_TOKENIZER_POOL_EXTRA_CONFIG', since: 14, until: 15 },
  { env: 'OPTION_TOKENIZER_POOL_SIZE', since: 14, until: 15 },
  { env: 'OPTION_TOKENIZER_POOL_TYPE', since: 14, until: 15 },
  { env: 'OPTION_USE_TQDM_ON_LOAD', since: 14 },
  // Devices: the images of this backend are for NVIDIA GPUs.
  { env: 'OPTION_DEVICE', since: 10 },
  { env: 'OPTION_OVERRIDE_NEURON_CONFIG', since: 14, until: 16 },
  // Logs, traces and experiments.
  { env: 'OPTION_ADDITIONAL_CONFIG', since: 14 },
  { env: 'OPTION_AGGREGATE_ENGINE_LOGGING', since: 14 },
  { env: 'OPTION_COLLECT_DETAILED_TRACES', since: 14 },
  { env: 'OPTION_ENABLE_SLEEP_MODE', since: 14 },
  { env: 'OPTION_OTLP_TRACES_ENDPOINT', since: 14 },
  { env: 'OPTION_OVERRIDE_ATTENTION_DTYPE', since: 14 },
  { env: 'OPTION_SHOW_HIDDEN_METRICS_FOR_VERSION', since: 14 },
];
