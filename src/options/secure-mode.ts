import { Ordinal } from './option';

/**
 * First LMI version in which secure mode allows an option of the model; it refuses all others, and variables that LMI derives from them.
 *
 * Source: djl-serving 0.28.0-dlc to 0.36.0-lmi27-dlc:plugins/secure-mode/src/main/java/ai/djl/serving/plugins/securemode/SecureModeAllowList.java,
 * read 2026-08-21.
 */
const ALLOWED: ReadonlyArray<readonly [since: Ordinal, names: readonly string[]]> = [
  [10, [
    'BATCH_SIZE', 'COMPILED_GRAPH_PATH', 'CONTEXT_LENGTH_ESTIMATE', 'DRAFT_MODEL_COMPILED_PATH', 'DRAFT_MODEL_TP_SIZE', 'DTYPE', 'ENABLE_LORA',
    'ENABLE_MIXED_PRECISION_ACCUMULATION', 'ENABLE_SATURATE_INFINITY', 'ENFORCE_EAGER', 'ENGINE', 'ENTRYPOINT', 'GPU_MEMORY_UTILIZATION',
    'GROUP_QUERY_ATTENTION', 'LOAD_FORMAT', 'LOAD_IN_8BIT', 'LOAD_SPLIT_MODEL', 'LORA_EXTRA_VOCAB_SIZE', 'LOW_CPU_MEM_USAGE', 'MAX_CPU_LORAS', 'MAX_LORA_RANK',
    'MAX_LORAS', 'MAX_MODEL_LEN', 'MAX_ROLLING_BATCH_PREFILL_TOKENS', 'MAX_ROLLING_BATCH_SIZE', 'MODEL_ID', 'MODEL_LOADING_TIMEOUT', 'MPI_MODE',
    'NEURON_OPTIMIZE_LEVEL', 'N_POSITIONS', 'OUTPUT_FORMATTER', 'PARALLEL_LOADING', 'QUANTIZE', 'RECORD_ACCEPTANCE_RATE', 'REVISION', 'ROLLING_BATCH',
    'SPECULATIVE_DRAFT_MODEL', 'SPECULATIVE_LENGTH', 'TASK', 'TENSOR_PARALLEL_DEGREE', 'TRUST_REMOTE_CODE', 'UNROLL',
  ]],
  [11, [
    'AWQ_CALIB_SIZE', 'AWQ_FORMAT', 'BAICHUAN_MODEL_VERSION', 'BATCH_SCHEDULER_POLICY', 'CALIB_BATCH_SIZE', 'CALIB_SIZE', 'CHATGLM_MODEL_VERSION',
    'CPU_OFFLOAD_GB_PER_GPU', 'ENABLE_CHUNKED_PREFILL', 'ENABLE_KV_CACHE_REUSE', 'ENABLE_PREFIX_CACHING', 'ENABLE_STREAMING', 'ENABLE_TRT_OVERLAP',
    'GPT_MODEL_VERSION', 'KV_CACHE_FREE_GPU_MEM_FRACTION', 'LOAD_BY_SHARD', 'LOGITS_DTYPE', 'MAX_INPUT_LEN', 'MAX_NUM_SEQUENCES', 'MAX_NUM_TOKENS',
    'MAX_OUTPUT_LEN', 'MULTI_BLOCK_MODE', 'MULTI_QUERY_MODE', 'PIPELINE_PARALLEL_DEGREE', 'Q_FORMAT', 'ROTARY_BASE', 'ROTARY_DIM',
    'ROTARY_SCALING_FACTOR', 'ROTARY_SCALING_TYPE', 'SMOOTHQUANT_ALPHA', 'SMOOTHQUANT_PER_CHANNEL', 'SMOOTHQUANT_PER_TOKEN', 'TGI_COMPAT',
    'TOKENS_PER_BLOCK', 'TRTLLM_CHECKPOINT_PATH', 'USE_CUSTOM_ALL_REDUCE', 'USE_FP8_CONTEXT_FMHA', 'USE_FUSED_MLP',
  ]],
  [12, ['DISABLE_SLIDING_WINDOW']],
  [14, ['pythonExecutable']],
];

const ALLOWED_SINCE: ReadonlyMap<string, Ordinal> = new Map(ALLOWED.flatMap(([since, names]) => names.map((name) => [`OPTION_${name}`, since] as const)));

/** Whether secure mode allows a variable. Settings of the server are not options of the model, so it does not check them. */
export function isAllowedInSecureMode(variable: string, version: Ordinal): boolean {
  const since = ALLOWED_SINCE.get(variable);
  return !variable.startsWith('OPTION_') || (since !== undefined && version >= since);
}
