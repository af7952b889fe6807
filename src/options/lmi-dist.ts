import { BackendTable } from './option';

/** LMI-Dist, the engine of AWS on top of vLLM: LMI V7 to V14, in the `deepspeed` and then the `lmi` images. */
export const LMI_DIST: BackendTable = {
  name: 'LmiDist',
  title: 'LMI-Dist',
  source: 'djl-serving branches 0.25.0-dlc to 0.32.0-dlc, lmi_dist_rb_properties.py and lmi-dist_user_guide.md, read 2026-08-21',
  options: {
    dtype: {
      env: 'OPTION_DTYPE', kind: 'string', since: 7,
      values: [
        { to: 8, value: ['auto', 'fp16', 'bf16', 'fp32', 'int8'] },
        { from: 9, value: ['auto', 'fp16', 'bf16', 'fp32'] },
      ],
      excludes: [{
        prop: 'quantize', from: 8, to: 8, gotcha: 'dtype-quant-lmidist',
        because: 'LMI V8 takes a data type or a quantization, not both',
      }],
      summary: 'Data type of the weights. In LMI V7 and V8, `int8` quantizes them with bitsandbytes.',
      default: '- fp16 in LMI V7 and V8, the data type of the checkpoint from LMI V9 on',
      source: 'djl-serving 0.26.0-dlc:engines/python/setup/djl_python/properties_manager/lmi_dist_rb_properties.py:62, read 2026-08-21',
    },
    quantize: {
      env: 'OPTION_QUANTIZE', aliases: ['HF_MODEL_QUANTIZE'], kind: 'quantization', since: 7,
      // No list from V13 on: LMI hands the word to vLLM 0.6.3.post1, which refuses what it does not know.
      values: [
        // LMI V7 checks nothing; the guide of V8 names `bitsandbytes` for V7 too.
        { from: 7, to: 7, value: ['bitsandbytes', 'bitsandbytes8', 'gptq'] },
        { from: 8, to: 8, value: ['bitsandbytes', 'bitsandbytes8', 'gptq', 'awq'] },
        { from: 9, to: 9, value: ['awq', 'gptq'] },
        { from: 10, to: 10, value: ['awq', 'gptq', 'deepspeedfp'] },
        {
          from: 11, to: 12,
          value: [
            'awq', 'deepspeedfp', 'fp8', 'fbgemm_fp8', 'gptq', 'gptq_marlin', 'gptq_marlin_24', 'awq_marlin', 'marlin', 'squeezellm',
          ],
        },
      ],
      summary: 'How the weights are quantized, or were when the checkpoint was made. From LMI V12 on leave it out for a quantized ' +
        'checkpoint: the engine reads the method there and picks the fastest kernel, which a given `awq` or `gptq` prevents.',
      default: '- as the checkpoint says',
      source: 'djl-serving 0.26.0-dlc:engines/python/setup/djl_python/properties_manager/lmi_dist_rb_properties.py:51, read 2026-08-21',
    },
    maxRollingBatchSize: {
      env: 'OPTION_MAX_ROLLING_BATCH_SIZE', aliases: ['MAX_BATCH_SIZE'], kind: 'integer', min: 1, since: 7,
      summary: 'Number of requests that one rolling batch holds at most. Further requests wait in the job queue. ' +
        'The engine itself knows the bound from LMI V12 on.',
      default: '- 32 in LMI V7 and V8, 256 from LMI V9 on',
      source: 'djl-serving 0.30.0-dlc:engines/python/setup/djl_python/rolling_batch/rolling_batch_vllm_utils.py:269, read 2026-08-21',
    },
    maxRollingBatchPrefillTokens: {
      env: 'OPTION_MAX_ROLLING_BATCH_PREFILL_TOKENS', aliases: ['MAX_BATCH_PREFILL_TOKENS'], kind: 'integer', min: 1, since: 7,
      summary: 'Number of prompt tokens that are processed at a time. A high bound takes GPU memory away from the KV cache.',
      default: '- 1088 in LMI V7, 4096 in LMI V8 to V11, chosen by the engine from LMI V12 on',
    },
    pipelineParallelDegree: {
      env: 'OPTION_PIPELINE_PARALLEL_DEGREE', aliases: ['PIPELINE_PARALLEL_DEGREE'], kind: 'integer', min: 1, since: 11,
      summary: 'Number of groups of GPUs among which the layers of one model copy are dealt out. ' +
        'Times the tensor parallel degree it must give the number of GPUs of a copy.',
      default: '- 1',
      source: 'djl-serving 0.29.0-dlc:engines/python/src/main/java/ai/djl/python/engine/PyModel.java:133, read 2026-08-21',
    },
    maxModelLen: {
      env: 'OPTION_MAX_MODEL_LEN', kind: 'integer', min: 1, since: 9,
      summary: 'Prompt and output tokens of one request at most. Lower it when the KV cache of the full context does not fit.',
      default: '- context length of the model',
    },
    loadFormat: {
      env: 'OPTION_LOAD_FORMAT', kind: 'string', since: 9,
      summary: 'Format of the weights, as vLLM names it. `sagemaker_fast_model_loader` (from LMI V13 on) streams weights that ' +
        'SageMaker prepared.',
      default: '- auto: safetensors, else PyTorch files',
    },
    enforceEager: {
      env: 'OPTION_ENFORCE_EAGER', kind: 'boolean', since: 9,
      summary: 'Runs without CUDA graphs: slower, with some GPU memory more for the KV cache. T5 models never use CUDA graphs.',
      default: '- false',
    },
    gpuMemoryUtilization: {
      env: 'OPTION_GPU_MEMORY_UTILIZATION', aliases: ['CUDA_MEMORY_FRACTION'],
      kind: 'number', min: 0, exclusiveMin: true, max: 1, since: 9,
      summary: 'Fraction of the memory of each GPU that the engine takes for weights, activations and KV cache.',
      default: '- 0.9',
    },
    cpuOffloadGbPerGpu: {
      env: 'OPTION_CPU_OFFLOAD_GB_PER_GPU', kind: 'integer', min: 0, since: 11,
      summary: 'GiB of weights per GPU that stay in host memory and are fetched in every forward pass.',
      default: '- 0',
    },
    enablePrefixCaching: {
      env: 'OPTION_ENABLE_PREFIX_CACHING', kind: 'boolean', since: 11,
      summary: 'Keeps the KV cache of prompts for later requests that begin with the same tokens.',
      default: '- false',
    },
    enableChunkedPrefill: {
      env: 'OPTION_ENABLE_CHUNKED_PREFILL', kind: 'boolean', since: 11,
      excludes: [
        { prop: 'enableLora', because: 'LMI-Dist cannot process prompts in chunks for LoRA adapters' },
        { prop: 'speculativeDraftModel', because: 'LMI-Dist cannot process prompts in chunks with speculative decoding' },
      ],
      summary: 'Splits long prompts and mixes the parts with decoding, so that running requests wait less. Tested by AWS with ' +
        'Llama and Falcon models only.',
      default: '- false in LMI V11, chosen by the engine from LMI V12 on',
      source: 'djl-serving 0.32.0-dlc:serving/docs/lmi/user_guides/lmi-dist_user_guide.md:143, read 2026-08-21',
    },
    disableSlidingWindow: {
      env: 'OPTION_DISABLE_SLIDING_WINDOW', kind: 'boolean', since: 12,
      summary: 'Serves a model with sliding window attention without the window, and caps its context at the size of the window.',
      default: '- false',
    },
    tokenizerMode: {
      env: 'OPTION_TOKENIZER_MODE', kind: 'string', since: 12,
      summary: 'Which tokenizer is loaded. Mistral models with a tokenizer of Mistral\'s own format need `mistral`.',
      default: '- auto',
    },
    limitMmPerPrompt: {
      env: 'OPTION_LIMIT_MM_PER_PROMPT', kind: 'object', spelling: 'pairs', since: 12,
      summary: 'Number of items of each modality that one prompt may carry, such as `{ image: 2 }`.',
      default: '- 1 of each modality of the model',
      source: 'djl-serving 0.31.0-dlc:engines/python/setup/djl_python/properties_manager/lmi_dist_rb_properties.py:106, read 2026-08-21',
    },
    maxLogprobs: {
      env: 'OPTION_MAX_LOGPROBS', kind: 'integer', min: 0, since: 11,
      summary: 'Number of log probabilities per token that a request may ask for.',
      default: '- 20',
    },
    speculativeDraftModel: {
      env: 'OPTION_SPECULATIVE_DRAFT_MODEL', kind: 'string', since: 9,
      excludes: [
        {
          prop: 'enableLora', gotcha: 'lmidist-lora-spec',
          because: 'LMI-Dist does not combine speculative decoding with LoRA adapters',
        },
        {
          prop: 'loadFormat', values: ['sagemaker_fast_model_loader'], from: 13, gotcha: 'lmidist-fml-spec',
          because: 'the fast model loader does not load a draft model',
        },
      ],
      summary: 'Small model that drafts tokens for the large one to verify (speculative decoding): a Hugging Face id or a path.',
      default: '- no speculative decoding',
      source: 'djl-serving 0.31.0-dlc:engines/python/setup/djl_python/properties_manager/lmi_dist_rb_properties.py:73, read 2026-08-21',
    },
    speculativeLength: {
      env: 'OPTION_SPECULATIVE_LENGTH', kind: 'integer', min: 1, since: 9,
      requires: [{ prop: 'speculativeDraftModel', ignored: true, because: 'nothing is drafted without a draft model' }],
      summary: 'Number of tokens that the draft model proposes at a time.',
      default: '- 5 up to LMI V11, 4 from LMI V12 on',
    },
    draftModelTpSize: {
      env: 'OPTION_DRAFT_MODEL_TP_SIZE', kind: 'integer', min: 1, since: 9,
      requires: [{ prop: 'speculativeDraftModel', ignored: true, because: 'there is no draft model to split' }],
      summary: 'Tensor parallel degree of the draft model: 1 or the degree of the large model.',
      default: '- 1',
    },
    recordAcceptanceRate: {
      env: 'OPTION_RECORD_ACCEPTANCE_RATE', kind: 'boolean', since: 9,
      requires: [{ prop: 'speculativeDraftModel', ignored: true, because: 'nothing is drafted without a draft model' }],
      summary: 'Logs which fraction of the drafted tokens the large model accepts.',
      default: '- false',
    },
    enableLora: {
      env: 'OPTION_ENABLE_LORA', kind: 'boolean', since: 9,
      summary: 'Makes room for LoRA adapters. From LMI V13 on adapters are refused without it, and one worker serves the ' +
        'endpoint: GPUs beyond its tensor parallel degree stay idle.',
      default: '- false',
      source: 'djl-serving 0.31.0-dlc:wlm/src/main/java/ai/djl/serving/wlm/LmiConfigRecommender.java:45, read 2026-08-21',
    },
    maxLoras: {
      env: 'OPTION_MAX_LORAS', kind: 'integer', min: 1, since: 9,
      requires: [{ prop: 'enableLora', ignored: true, because: 'adapters are off' }],
      summary: 'Number of different adapters in one batch. GPU memory is set aside for each.',
      default: '- 4',
    },
    maxLoraRank: {
      env: 'OPTION_MAX_LORA_RANK', kind: 'integer', min: 1, since: 9,
      requires: [{ prop: 'enableLora', ignored: true, because: 'adapters are off' }],
      summary: 'Highest rank of an adapter. An adapter of a higher rank fails to load; a needlessly high bound costs GPU memory.',
      default: '- 16',
    },
    maxCpuLoras: {
      env: 'OPTION_MAX_CPU_LORAS', kind: 'integer', min: 1, since: 9,
      requires: [{ prop: 'enableLora', ignored: true, because: 'adapters are off' }],
      summary: 'Number of adapters kept in host memory, at least `maxLoras`. Others are read from disk when they are asked for.',
      default: '- as many as `maxLoras`',
    },
    fullyShardedLoras: {
      env: 'OPTION_FULLY_SHARDED_LORAS', kind: 'boolean', since: 13,
      requires: [{ prop: 'enableLora', ignored: true, because: 'adapters are off' }],
      summary: 'Splits all of the adapter computation over the GPUs rather than half of it; faster with long sequences, high ranks ' +
        'or a high tensor parallel degree.',
      // The adapter guide says true.
      default: '- false',
      source: 'djl-serving 0.31.0-dlc:engines/python/setup/djl_python/properties_manager/vllm_rb_properties.py:40, read 2026-08-21',
    },
    loraExtraVocabSize: {
      env: 'OPTION_LORA_EXTRA_VOCAB_SIZE', kind: 'integer', min: 0, since: 9,
      requires: [{ prop: 'enableLora', ignored: true, because: 'adapters are off' }],
      summary: 'Number of tokens that an adapter may add to the vocabulary.',
      default: '- 256',
    },
    longLoraScalingFactors: {
      env: 'OPTION_LONG_LORA_SCALING_FACTORS', kind: 'list', elements: 'number', spelling: 'json', min: 0, exclusiveMin: true, since: 13,
      requires: [{ prop: 'enableLora', ignored: true, because: 'adapters are off' }],
      summary: 'Context scaling factors of LongLoRA adapters that are to be served together.',
      default: '- only adapters with the scaling factor of the base model',
    },
    loraDtype: {
      env: 'OPTION_LORA_DTYPE', kind: 'string', since: 13,
      requires: [{ prop: 'enableLora', ignored: true, because: 'adapters are off' }],
      summary: 'Data type of the adapters, as vLLM names it.',
      default: '- auto: that of the base model',
    },
    pagedAttention: {
      env: 'OPTION_PAGED_ATTENTION', kind: 'boolean', since: 7, until: 7,
      summary: 'Keeps the KV cache in pages rather than in one piece for each request.',
      default: '- true',
      source: 'djl-serving 0.25.0-dlc:serving/docs/configurations_large_model_inference_containers.md:78, read 2026-08-21',
    },
  },
  known: [
    { env: 'OPTION_SPECULATIVE_TELEMETRY', since: 10 },
    { env: 'OPTION_USE_PASSIVE_WORKERS', since: 12 },
  ],
};
