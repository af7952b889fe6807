import { BackendTable } from './option';

/**
 * TensorRT-LLM: LMI V7 to V12, V14 and V15, in the `tensorrtllm` images.
 *
 * Up to V14, LMI hands all options to the toolkit that converts the model and builds the engine; the toolkit is not public,
 * so those rows rest on the guide. V15 has TensorRT-LLM 0.21.0 behind an asynchronous handler, which reads only the names of
 * its own properties class: rows of the toolkit end at 14, rows of the class begin at 15.
 */
export const TRTLLM: BackendTable = {
  name: 'TrtLlm',
  title: 'TensorRT-LLM',
  source: 'djl-serving branches 0.25.0-dlc to 0.33.0-dlc, trt_properties.py and trt_llm_user_guide.md, read 2026-08-21',
  options: {
    dtype: {
      env: 'OPTION_DTYPE', kind: 'string', since: 7,
      summary: 'Data type of the weights and the computation. LMI does not check it; the guide names `fp16`, `bf16` and `fp32`.',
      default: '- fp16 up to LMI V14, the data type of the checkpoint in LMI V15',
    },
    quantize: {
      env: 'OPTION_QUANTIZE', aliases: ['HF_MODEL_QUANTIZE'], kind: 'quantization', since: 7, until: 14,
      insteadUse: 'a checkpoint or an engine that is quantized already',
      values: [
        { from: 7, to: 7, value: ['smoothquant'] },
        { from: 8, to: 10, value: ['smoothquant', 'awq'] },
        { from: 11, to: 14, value: ['smoothquant', 'awq', 'fp8'] },
      ],
      summary: 'Quantizes the model while its engine is built. Each method knows only some model types.',
      default: '- the weights have the data type `dtype`',
    },
    maxRollingBatchSize: {
      env: 'OPTION_MAX_ROLLING_BATCH_SIZE', aliases: ['MAX_BATCH_SIZE'], kind: 'integer', min: 1, since: 7,
      summary: 'Number of requests that one rolling batch holds at most, and the batch size for which the engine is built. ' +
        'Further requests wait in the job queue.',
      default: '- 32 in LMI V7 and V8, in LMI V9 unless `maxNumTokens` is given, and in LMI V15; otherwise 256',
      source: 'djl-serving 0.28.0-dlc:wlm/src/main/java/ai/djl/serving/wlm/LmiConfigRecommender.java, read 2026-08-21',
    },
    pipelineParallelDegree: {
      env: 'OPTION_PIPELINE_PARALLEL_DEGREE', aliases: ['PIPELINE_PARALLEL_DEGREE'], kind: 'integer', min: 1, since: 11, until: 14,
      insteadUse: 'pipelineParallelSize in LMI V15',
      summary: 'Number of groups of GPUs among which the layers of one model copy are dealt out.',
      default: '- 1',
      source: 'djl-serving 0.29.0-dlc:engines/python/src/main/java/ai/djl/python/engine/PyModel.java:133, read 2026-08-21',
    },
    pipelineParallelSize: {
      env: 'OPTION_PIPELINE_PARALLEL_SIZE', kind: 'integer', min: 1, since: 15,
      insteadUse: 'pipelineParallelDegree in LMI V11 to V14',
      summary: 'Number of groups of GPUs among which the layers of one model copy are dealt out.',
      default: '- 1',
    },

    // Engine size.
    maxInputLen: {
      env: 'OPTION_MAX_INPUT_LEN', kind: 'integer', min: 1, since: 7,
      summary: 'Tokens of a prompt, for which the engine is built. Longer prompts are refused.',
      default: '- 1024; 512 for Llama models in LMI V7 and V8',
    },
    maxOutputLen: {
      env: 'OPTION_MAX_OUTPUT_LEN', kind: 'integer', min: 1, since: 7, until: 14,
      insteadUse: 'maxSeqLen',
      summary: 'Tokens of an output, for which the engine is built. From LMI V12 on it bounds prompt and output together.',
      default: '- 512; 1024 for Falcon models in LMI V7 and V8',
      source: 'djl-serving 0.30.0-dlc:serving/docs/lmi/user_guides/trt_llm_user_guide.md, read 2026-08-21',
    },
    maxSeqLen: {
      env: 'OPTION_MAX_SEQ_LEN', kind: 'integer', min: 1, since: 15,
      insteadUse: 'maxOutputLen',
      summary: 'Prompt and output tokens of one request, for which the engine is built.',
      default: '- context length of the model',
    },
    maxNumTokens: {
      env: 'OPTION_MAX_NUM_TOKENS', kind: 'integer', min: 1, since: 9,
      summary: 'Tokens of all requests that the engine processes in one step. The main knob for memory and throughput: ' +
        'with it the toolkit raises prompt length, output length and batch size to what the model can do.',
      default: '- not bounded in LMI V9, 16384 in LMI V10 to V14, chosen by TensorRT-LLM in LMI V15',
      source: 'djl-serving 0.28.0-dlc:wlm/src/main/java/ai/djl/serving/wlm/LmiConfigRecommender.java, read 2026-08-21',
    },
    maxNumSequences: {
      env: 'OPTION_MAX_NUM_SEQUENCES', kind: 'integer', min: 1, since: 7, until: 14,
      insteadUse: 'maxRollingBatchSize',
      summary: 'Batch size of the engine, when it is to differ from `maxRollingBatchSize`.',
      default: '- `maxRollingBatchSize`',
    },
    maxBeamWidth: {
      env: 'OPTION_MAX_BEAM_WIDTH', kind: 'integer', min: 1, since: 15,
      summary: 'Number of beams that a request may ask for.',
      default: '- 1',
    },
    tokensPerBlock: {
      env: 'OPTION_TOKENS_PER_BLOCK', kind: 'integer', min: 1, since: 7, until: 14,
      summary: 'Tokens in one block of the paged KV cache.',
      // The guides of V7 and V8 disagree.
      default: '- 64 or 128 in LMI V7 and V8, 128 from LMI V9 on',
    },

    // Scheduling and KV cache.
    batchSchedulerPolicy: {
      env: 'OPTION_BATCH_SCHEDULER_POLICY', kind: 'string', since: 7, until: 14,
      values: ['max_utilization', 'guaranteed_no_evict'],
      summary: 'Whether requests are admitted while the KV cache has room at the moment (some may be paused and computed again), ' +
        'or only when their whole output is sure to fit.',
      default: '- max_utilization',
    },
    enableTrtOverlap: {
      env: 'OPTION_ENABLE_TRT_OVERLAP', kind: 'boolean', since: 7, until: 14,
      insteadUse: 'enableOverlapScheduler',
      summary: 'Overlaps the execution of two batches. With few requests it slows down more than it helps.',
      default: '- false',
    },
    kvCacheFreeGpuMemFraction: {
      env: 'OPTION_KV_CACHE_FREE_GPU_MEM_FRACTION', aliases: ['CUDA_MEMORY_FRACTION'],
      kind: 'number', min: 0, max: 1, since: 7, until: 14,
      insteadUse: 'freeGpuMemoryFraction',
      summary: 'Fraction of the GPU memory left by the engine that the KV cache takes.',
      default: '- 0.95',
    },
    freeGpuMemoryFraction: {
      env: 'OPTION_FREE_GPU_MEMORY_FRACTION', kind: 'number', min: 0, max: 1, since: 15,
      insteadUse: 'kvCacheFreeGpuMemFraction',
      summary: 'Fraction of the GPU memory left by the engine that the KV cache takes.',
      default: '- decided by TensorRT-LLM',
    },
    enableKvCacheReuse: {
      env: 'OPTION_ENABLE_KV_CACHE_REUSE', kind: 'boolean', since: 8, until: 14,
      insteadUse: 'enableBlockReuse',
      summary: 'Keeps the KV cache of prompts for later requests that begin with the same tokens. Only for GPT-like models.',
      default: '- false',
    },
    enableBlockReuse: {
      env: 'OPTION_ENABLE_BLOCK_REUSE', kind: 'boolean', since: 15,
      insteadUse: 'enableKvCacheReuse',
      summary: 'Keeps the KV cache of prompts for later requests that begin with the same tokens.',
      default: '- decided by TensorRT-LLM',
    },
    enableChunkedPrefill: {
      env: 'OPTION_ENABLE_CHUNKED_PREFILL', kind: 'boolean', since: 15,
      summary: 'Splits long prompts and mixes the parts with decoding, so that running requests wait less.',
      default: '- false',
    },
    hostCacheSize: {
      env: 'OPTION_HOST_CACHE_SIZE', kind: 'integer', min: 0, since: 15,
      summary: 'Bytes of host memory to which blocks of the KV cache are moved before they are dropped.',
      default: '- decided by TensorRT-LLM',
    },
    maxAttentionWindow: {
      env: 'OPTION_MAX_ATTENTION_WINDOW', kind: 'list', elements: 'integer', spelling: 'json', min: 1, since: 15,
      summary: 'Tokens to which each layer attends. The list is repeated over the layers; older tokens leave the KV cache.',
      default: '- the whole sequence',
    },
    sinkTokenLength: {
      env: 'OPTION_SINK_TOKEN_LENGTH', kind: 'integer', min: 0, since: 15,
      summary: 'First tokens of a sequence that stay in the attention window.',
      default: '- decided by TensorRT-LLM',
    },

    // Engine or PyTorch.
    backend: {
      env: 'OPTION_BACKEND', kind: 'string', since: 15,
      summary: 'What runs the model inside TensorRT-LLM: `pytorch` needs no engine.',
      default: '- a TensorRT engine, built when the endpoint starts',
    },
    attnBackend: {
      env: 'OPTION_ATTN_BACKEND', kind: 'string', since: 15,
      requires: [{ prop: 'backend', values: ['pytorch'], ignored: true, because: 'a TensorRT engine has its own attention' }],
      summary: 'Attention kernels, as TensorRT-LLM names them.',
      default: '- TRTLLM',
    },
    moeBackend: {
      env: 'OPTION_MOE_BACKEND', kind: 'string', since: 15,
      requires: [{ prop: 'backend', values: ['pytorch'], ignored: true, because: 'a TensorRT engine has its own kernels' }],
      summary: 'Kernels for mixtures of experts, as TensorRT-LLM names them.',
      default: '- CUTLASS',
    },
    kvCacheDtype: {
      env: 'OPTION_KV_CACHE_DTYPE', kind: 'string', since: 15,
      requires: [{ prop: 'backend', values: ['pytorch'], ignored: true, because: 'the data type is part of a TensorRT engine' }],
      summary: 'Data type of the KV cache.',
      default: '- auto: that of the model',
    },
    useCudaGraph: {
      env: 'OPTION_USE_CUDA_GRAPH', kind: 'boolean', since: 15,
      requires: [{ prop: 'backend', values: ['pytorch'], ignored: true, because: 'a TensorRT engine runs without it' }],
      summary: 'Captures decoding as CUDA graphs, which saves launch overhead.',
      default: '- false',
    },
    enableOverlapScheduler: {
      env: 'OPTION_ENABLE_OVERLAP_SCHEDULER', kind: 'boolean', since: 15,
      insteadUse: 'enableTrtOverlap',
      requires: [{ prop: 'backend', values: ['pytorch'], ignored: true, because: 'a TensorRT engine runs without it' }],
      summary: 'Schedules the next batch on the host while the GPU computes the current one.',
      default: '- false',
    },

    // Parallelism.
    contextParallelSize: {
      env: 'OPTION_CONTEXT_PARALLEL_SIZE', kind: 'integer', min: 1, since: 15,
      summary: 'Number of GPUs over which a long sequence is split.',
      default: '- 1',
    },
    moeTensorParallelSize: {
      env: 'OPTION_MOE_TENSOR_PARALLEL_SIZE', kind: 'integer', min: 1, since: 15,
      summary: 'Number of GPUs over which the weights of each expert are split.',
      default: '- chosen by TensorRT-LLM',
    },
    moeExpertParallelSize: {
      env: 'OPTION_MOE_EXPERT_PARALLEL_SIZE', kind: 'integer', min: 1, since: 15,
      summary: 'Number of groups of GPUs over which whole experts are dealt out.',
      default: '- chosen by TensorRT-LLM',
    },
    enableAttentionDp: {
      env: 'OPTION_ENABLE_ATTENTION_DP', kind: 'boolean', since: 15,
      summary: 'Gives each GPU all attention heads of a part of the requests instead of a part of the heads.',
      default: '- false',
    },
    useCustomAllReduce: {
      env: 'OPTION_USE_CUSTOM_ALL_REDUCE', kind: 'boolean', since: 7, until: 11,
      summary: 'Sums partial results with kernels made for GPUs that are joined by NVLink (P4d, P4de, P5).',
      default: '- false',
      source: 'djl-serving 0.29.0-dlc:serving/docs/lmi/user_guides/trt_llm_user_guide.md:89, read 2026-08-21',
    },

    // Loading.
    tokenizer: {
      env: 'OPTION_TOKENIZER', kind: 'string', since: 15,
      summary: 'Tokenizer to load: a Hugging Face id or a path.',
      default: '- the tokenizer of the model',
    },
    tokenizerMode: {
      env: 'OPTION_TOKENIZER_MODE', kind: 'string', since: 15,
      summary: 'Which implementation of the tokenizer is loaded.',
      default: '- auto',
    },
    loadFormat: {
      env: 'OPTION_LOAD_FORMAT', kind: 'string', since: 15,
      summary: 'How weights are loaded, as TensorRT-LLM names it; `dummy` makes random ones.',
      default: '- auto',
    },
    guidedDecodingBackend: {
      env: 'OPTION_GUIDED_DECODING_BACKEND', kind: 'string', since: 15,
      summary: 'Library that holds outputs to a grammar or a JSON schema.',
      default: '- outputs are free',
    },
    gatherGenerationLogits: {
      env: 'OPTION_GATHER_GENERATION_LOGITS', kind: 'boolean', since: 15,
      summary: 'Keeps the logits of generated tokens for responses.',
      default: '- false',
    },
    enableBuildCache: {
      env: 'OPTION_ENABLE_BUILD_CACHE', kind: 'boolean', since: 15,
      summary: 'Keeps a built engine for the next start of a worker.',
      // TensorRT-LLM itself: false.
      default: '- true',
    },

    // Building the engine.
    trtllmCheckpointPath: {
      env: 'OPTION_TRTLLM_CHECKPOINT_PATH', kind: 'string', since: 11, until: 14,
      summary: 'Where the toolkit puts the converted checkpoint. There is rarely a reason to move it.',
      default: '- a directory of the model under the temporary folder',
    },
    numCheckpointWorkers: {
      env: 'OPTION_NUM_CHECKPOINT_WORKERS', kind: 'integer', min: 1, since: 12, until: 14,
      summary: 'Number of processes that convert the checkpoint. Fewer need less host memory.',
      default: '- tensor parallel degree times pipeline parallel degree',
    },
    numEngineWorkers: {
      env: 'OPTION_NUM_ENGINE_WORKERS', kind: 'integer', min: 1, since: 12, until: 14,
      summary: 'Number of processes that build the engine.',
      default: '- number of GPUs',
    },
    loadByShard: {
      env: 'OPTION_LOAD_BY_SHARD', kind: 'boolean', since: 11, until: 14,
      summary: 'Converts the checkpoint file by file. Only for Falcon 40B.',
      default: '- false',
    },
    useFusedMlp: {
      env: 'OPTION_USE_FUSED_MLP', kind: 'boolean', since: 8, until: 14,
      summary: 'Fuses the two matrix multiplications of a gated MLP. Only for Llama models; pays off for large ones.',
      default: '- false',
    },
    multiBlockMode: {
      env: 'OPTION_MULTI_BLOCK_MODE', kind: 'boolean', since: 8, until: 11,
      summary: 'Spreads the attention over a long KV cache over more of the GPU, for small batches. Not for Qwen models.',
      default: '- false',
      source: 'djl-serving 0.29.0-dlc:serving/docs/lmi/user_guides/trt_llm_user_guide.md:99, read 2026-08-21',
    },
    logitsDtype: {
      env: 'OPTION_LOGITS_DTYPE', kind: 'string', since: 11, until: 14,
      values: ['fp16', 'fp32'],
      summary: 'Data type of the logits. Only for T5 models.',
      default: '- fp32',
    },
    rotaryBase: {
      env: 'OPTION_ROTARY_BASE', kind: 'number', min: 0, exclusiveMin: true, since: 8, until: 14,
      summary: 'Base of the rotary position embedding. Only for Llama, InternLM and Qwen models.',
      default: '- 10000',
    },
    rotaryDim: {
      env: 'OPTION_ROTARY_DIM', kind: 'integer', min: 1, since: 8, until: 14,
      summary: 'Dimensions of the rotary position embedding. Only for GPT-J models.',
      default: '- 64',
    },
    rotaryScalingType: {
      env: 'OPTION_ROTARY_SCALING_TYPE', kind: 'string', since: 8, until: 14,
      values: ['linear', 'dynamic'],
      requires: [{ prop: 'rotaryScalingFactor', because: 'type and factor of the rotary scaling go together' }],
      summary: 'How positions are scaled beyond the context length of training. Only for Llama, InternLM and Qwen models.',
      default: '- positions are not scaled',
      source: 'djl-serving 0.30.0-dlc:serving/docs/lmi/user_guides/trt_llm_user_guide.md, read 2026-08-21',
    },
    rotaryScalingFactor: {
      env: 'OPTION_ROTARY_SCALING_FACTOR', kind: 'number', min: 1, exclusiveMin: true, since: 8, until: 14,
      requires: [{ prop: 'rotaryScalingType', because: 'type and factor of the rotary scaling go together' }],
      summary: 'Factor by which positions are scaled. Only for Llama, InternLM and Qwen models.',
      default: '- positions are not scaled',
      source: 'djl-serving 0.30.0-dlc:serving/docs/lmi/user_guides/trt_llm_user_guide.md, read 2026-08-21',
    },
    baichuanModelVersion: {
      env: 'OPTION_BAICHUAN_MODEL_VERSION', kind: 'string', since: 8, until: 14,
      values: ['v1_7b', 'v1_13b', 'v2_7b', 'v2_13b'],
      summary: 'Which Baichuan model it is. Only for Baichuan models.',
      default: '- v1_13b',
    },
    chatglmModelVersion: {
      env: 'OPTION_CHATGLM_MODEL_VERSION', kind: 'string', since: 8, until: 14,
      values: [
        {
          from: 8, to: 11,
          value: ['chatglm_6b', 'chatglm2_6b', 'chatglm2_6b_32k', 'chatglm3_6b', 'chatglm3_6b_base', 'chatglm3_6b_32k', 'glm_10b'],
        },
        { from: 12, to: 14, value: ['glm', 'chatglm', 'chatglm2', 'chatglm3', 'glm4'] },
      ],
      summary: 'Which ChatGLM model it is. Only for ChatGLM models, which do not build without it up to LMI V11.',
      default: '- inferred from the model from LMI V12 on',
      source: 'djl-serving 0.29.0-dlc and 0.30.0-dlc:serving/docs/lmi/user_guides/trt_llm_user_guide.md, read 2026-08-21',
    },
    gptModelVersion: {
      env: 'OPTION_GPT_MODEL_VERSION', kind: 'string', since: 8, until: 14,
      values: ['gpt2', 'santacoder', 'starcoder'],
      summary: 'Which model of the GPT-2 family it is. Only for GPT-2, SantaCoder and StarCoder models.',
      default: '- gpt2',
    },

    // Quantization while the engine is built.
    smoothquantAlpha: {
      env: 'OPTION_SMOOTHQUANT_ALPHA', kind: 'number', min: 0, max: 1, since: 7, until: 14,
      requires: [{ prop: 'quantize', values: ['smoothquant'], ignored: true, because: 'it belongs to SmoothQuant' }],
      summary: 'Migration strength of SmoothQuant: how much of the quantization difficulty moves from the activations to the weights.',
      default: '- 0.8',
    },
    smoothquantPerToken: {
      env: 'OPTION_SMOOTHQUANT_PER_TOKEN', kind: 'boolean', since: 7, until: 14,
      requires: [{ prop: 'quantize', values: ['smoothquant'], ignored: true, because: 'it belongs to SmoothQuant' }],
      summary: 'Gives each token a scaling factor of its own: more accurate and a little slower.',
      default: '- false',
    },
    smoothquantPerChannel: {
      env: 'OPTION_SMOOTHQUANT_PER_CHANNEL', kind: 'boolean', since: 7, until: 14,
      requires: [{ prop: 'quantize', values: ['smoothquant'], ignored: true, because: 'it belongs to SmoothQuant' }],
      summary: 'Gives each channel a scaling factor of its own: more accurate and a little slower.',
      default: '- false',
    },
    multiQueryMode: {
      env: 'OPTION_MULTI_QUERY_MODE', kind: 'boolean', since: 7, until: 14,
      requires: [{ prop: 'quantize', values: ['smoothquant'], ignored: true, because: 'it belongs to SmoothQuant' }],
      summary: 'Says that heads of the model share keys and values, as those of Llama 70B do.',
      default: '- false',
    },
    awqFormat: {
      env: 'OPTION_AWQ_FORMAT', kind: 'string', since: 8, until: 8,
      insteadUse: 'qFormat',
      values: ['int4_awq'],
      requires: [{ prop: 'quantize', values: ['awq'], ignored: true, because: 'it belongs to AWQ' }],
      summary: 'Format of AWQ weights.',
      default: '- int4_awq',
    },
    qFormat: {
      env: 'OPTION_Q_FORMAT', kind: 'string', since: 9, until: 14,
      insteadUse: 'awqFormat in LMI V8',
      values: ['int4_awq'],
      requires: [{ prop: 'quantize', values: ['awq'], ignored: true, because: 'it belongs to AWQ' }],
      summary: 'Format of AWQ weights.',
      default: '- int4_awq',
    },
    awqCalibSize: {
      env: 'OPTION_AWQ_CALIB_SIZE', kind: 'integer', min: 1, since: 8, until: 8,
      insteadUse: 'calibSize',
      requires: [{ prop: 'quantize', values: ['awq'], ignored: true, because: 'it belongs to AWQ' }],
      summary: 'Number of samples with which AWQ is calibrated.',
      default: '- 32',
    },
    calibSize: {
      env: 'OPTION_CALIB_SIZE', kind: 'integer', min: 1, since: 9, until: 14,
      insteadUse: 'awqCalibSize in LMI V8',
      requires: [{ prop: 'quantize', values: ['awq', 'fp8'], ignored: true, because: 'only AWQ and FP8 are calibrated' }],
      summary: 'Number of samples with which AWQ or FP8 is calibrated.',
      default: '- 32 in LMI V9 and V10, 512 from LMI V11 on',
    },
    calibBatchSize: {
      env: 'OPTION_CALIB_BATCH_SIZE', kind: 'integer', min: 1, since: 11, until: 14,
      requires: [{ prop: 'quantize', values: ['awq', 'fp8'], ignored: true, because: 'only AWQ and FP8 are calibrated' }],
      summary: 'Number of samples in one batch of the calibration.',
      default: '- 32',
    },
    awqBlockSize: {
      env: 'OPTION_AWQ_BLOCK_SIZE', kind: 'integer', min: 1, since: 12, until: 14,
      requires: [{ prop: 'quantize', values: ['awq'], ignored: true, because: 'it belongs to AWQ' }],
      summary: 'Number of weights that share a scaling factor in AWQ.',
      default: '- 128',
    },
    useFp8ContextFmha: {
      env: 'OPTION_USE_FP8_CONTEXT_FMHA', kind: 'boolean', since: 11, until: 14,
      requires: [{ prop: 'quantize', values: ['fp8'], ignored: true, because: 'it belongs to FP8' }],
      summary: 'Computes the attention over prompts in FP8. Only on P5 instances.',
      default: '- false',
    },
  },
  known: [
    { env: 'OPTION_AUTO_PARALLEL', since: 15 },
    { env: 'OPTION_AUTO_PARALLEL_WORLD_SIZE', since: 15 },
    { env: 'OPTION_CROSS_KV_CACHE_FRACTION', since: 15 },
    { env: 'OPTION_EMBEDDING_PARALLEL_MODE', since: 15 },
    { env: 'OPTION_EVENT_BUFFER_MAX_SIZE', since: 15 },
    { env: 'OPTION_FAST_BUILD', since: 15 },
    { env: 'OPTION_ITER_STATS_MAX_ITERATIONS', since: 15 },
    // Declared, but max_rolling_batch_size is what LMI passes on as max_batch_size.
    { env: 'OPTION_MAX_BATCH_SIZE', since: 15 },
    { env: 'OPTION_MAX_TOKENS', since: 15 },
    { env: 'OPTION_NORMALIZE_LOG_PROBS', since: 15 },
    { env: 'OPTION_ONBOARD_BLOCKS', since: 15 },
    { env: 'OPTION_REQUEST_STATS_MAX_ITERATIONS', since: 15 },
    { env: 'OPTION_SECONDARY_OFFLOAD_MIN_PRIORITY', since: 15 },
    { env: 'OPTION_SKIP_TOKENIZER_INIT', since: 15 },
    { env: 'OPTION_TOKENIZER_REVISION', since: 15 },
    // Declared as null: the container refuses any value.
    { env: 'OPTION_BATCHING_TYPE', since: 15 },
    { env: 'OPTION_EXTENDED_RUNTIME_PERF_KNOB_CONFIG', since: 15 },
    // Read by the script that builds the engine (serving/docker/partition/trt_llm_partition.py), not by the handler.
    { env: 'OPTION_CALIB_BATCHES', since: 15 },
    { env: 'OPTION_CALIB_BATCH_SIZE', since: 15 },
    { env: 'OPTION_CALIB_DATASET', since: 15 },
    { env: 'OPTION_CALIB_MAX_SEQ_LENGTH', since: 15 },
    { env: 'OPTION_GROUP_SIZE', since: 15 },
    { env: 'OPTION_KV_CACHE_QUANT_ALGO', since: 15 },
    { env: 'OPTION_QUANT_ALGO', since: 15 },
    { env: 'OPTION_SMOOTHQUANT_VAL', since: 15 },
  ],
};
