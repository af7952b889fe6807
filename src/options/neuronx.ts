import { BackendTable } from './option';

/** Transformers NeuronX: LMI V7 to V12, in the `neuronx` images, on Inferentia2 and Trainium. */
export const NEURONX: BackendTable = {
  name: 'Neuronx',
  title: 'Transformers NeuronX',
  source: 'djl-serving branches 0.25.0-dlc to 0.30.0-dlc, tnx_properties.py and tnx_user_guide.md, read 2026-08-21',
  options: {
    dtype: {
      env: 'OPTION_DTYPE', kind: 'string', since: 7,
      values: ['fp32', 'fp16', 'bf16'],
      summary: 'Data type in which the model is compiled. Unlike on GPUs there is no `auto`.',
      default: '- fp32 in LMI V7, fp16 from LMI V8 on',
    },
    quantize: {
      env: 'OPTION_QUANTIZE', kind: 'quantization', since: 7,
      values: [{ from: 7, to: 7, value: ['bitsandbytes8'] }, { from: 8, value: ['static_int8'] }],
      summary: 'Keeps the weights as 8-bit integers; activations keep the data type.',
      default: '- the weights have the data type `dtype`',
      source: 'djl-serving 0.26.0-dlc:engines/python/setup/djl_python/properties_manager/tnx_properties.py:37, read 2026-08-21',
    },
    maxRollingBatchSize: {
      env: 'OPTION_MAX_ROLLING_BATCH_SIZE', kind: 'integer', min: 1, since: 7,
      summary: 'Number of requests in one batch. The model is compiled for this size, and every NeuronCore sets memory aside for it.',
      default: '- 32, in LMI V12 fewer when the memory of the NeuronCores holds fewer',
      source: 'djl-serving 0.30.0-dlc:wlm/src/main/java/ai/djl/serving/wlm/LmiConfigRecommender.java, read 2026-08-21',
    },
    nPositions: {
      env: 'OPTION_N_POSITIONS', kind: 'integer', min: 1, since: 7,
      summary: 'Prompt and output tokens of one request, for which the model is compiled. The default up to LMI V11 is too short ' +
        'for nearly every use.',
      // The guide still says 128 for LMI V12, where the code derives it.
      default: '- 128 up to LMI V11, derived from the context length of the model in LMI V12',
      source: 'djl-serving 0.34.0-dlc:engines/python/setup/djl_python/properties_manager/tnx_properties.py:109, read 2026-08-21',
    },
    contextLengthEstimate: {
      // Not JSON: brackets are refused.
      env: 'OPTION_CONTEXT_LENGTH_ESTIMATE', kind: 'list', elements: 'integer', spelling: 'comma', min: 1, since: 7,
      summary: 'Prompt lengths for which the model is compiled. A prompt is padded to the next one, so that several lengths save ' +
        'time on short prompts and cost time when the model is compiled.',
      default: '- chosen by Transformers NeuronX',
      source: 'djl-serving 0.34.0-dlc:engines/python/setup/djl_python/properties_manager/tnx_properties.py:193, read 2026-08-21',
    },
    loadIn8Bit: {
      env: 'OPTION_LOAD_IN_8BIT', kind: 'boolean', since: 7,
      summary: 'Keeps the weights as 8-bit integers. Prefer `quantize`, which sets it.',
      default: '- true with `quantize`, otherwise false',
    },
    unroll: {
      env: 'OPTION_UNROLL', kind: 'string', since: 7,
      summary: 'Number of layers that are compiled as one graph. Without it the compiler sees all layers and can optimize across them.',
      default: '- all layers',
    },
    neuronOptimizeLevel: {
      env: 'OPTION_NEURON_OPTIMIZE_LEVEL', kind: 'integer', min: 1, max: 3, since: 7,
      summary: 'Effort of the Neuron compiler: a higher level compiles longer and serves faster.',
      default: '- 2',
    },
    lowCpuMemUsage: {
      env: 'OPTION_LOW_CPU_MEM_USAGE', kind: 'boolean', since: 7,
      summary: 'Loads the weights without a second copy of them in host memory.',
      default: '- false',
    },
    loadSplitModel: {
      env: 'OPTION_LOAD_SPLIT_MODEL', kind: 'boolean', since: 7,
      summary: 'Says that the weights of the model were split for Neuron beforehand.',
      default: '- false',
    },
    compiledGraphPath: {
      env: 'OPTION_COMPILED_GRAPH_PATH', kind: 'string', since: 7,
      pattern: { regex: '^(s3://[^/]+/.+|(?!\\w+://).+)$', meaning: 'an S3 URI with a prefix, or a directory in the container' },
      summary: 'Where the compiled graphs (NEFF cache) of the model are, so that the endpoint does not compile it again. ' +
        'They must come from the same Neuron SDK and options.',
      default: '- the model is compiled when the endpoint starts',
      source: 'djl-serving 0.34.0-dlc:engines/python/setup/djl_python/properties_manager/tnx_properties.py:228, read 2026-08-21',
    },
    groupQueryAttention: {
      env: 'OPTION_GROUP_QUERY_ATTENTION', kind: 'string', since: 8,
      values: ['shard-over-heads', 'shard-over-batch', 'replicated-heads', 'all-gather-heads'],
      summary: 'How the key and value heads of Llama and Mistral models are spread over the NeuronCores.',
      default: '- chosen by Transformers NeuronX',
      source: 'djl-serving 0.34.0-dlc:engines/python/setup/djl_python/properties_manager/tnx_properties.py:254, read 2026-08-21',
    },
    enableMixedPrecisionAccumulation: {
      env: 'OPTION_ENABLE_MIXED_PRECISION_ACCUMULATION', kind: 'boolean', since: 8,
      omitFalse: true,
      summary: 'Accumulates in fp32, which makes large models such as Llama 70B more accurate.',
      default: '- false',
      source: 'djl-serving 0.34.0-dlc:engines/python/setup/djl_python/properties_manager/tnx_properties.py:179, read 2026-08-21',
    },
    enableSaturateInfinity: {
      env: 'OPTION_ENABLE_SATURATE_INFINITY', kind: 'boolean', since: 9,
      omitFalse: true,
      summary: 'Replaces infinities by the largest number of the data type, which avoids NaN in some models.',
      default: '- false',
      source: 'djl-serving 0.34.0-dlc:engines/python/setup/djl_python/properties_manager/tnx_properties.py:186, read 2026-08-21',
    },
    speculativeDraftModel: {
      env: 'OPTION_SPECULATIVE_DRAFT_MODEL', kind: 'string', since: 10,
      summary: 'Small model that drafts tokens for the large one to verify (speculative decoding): a Hugging Face id or a path.',
      default: '- no speculative decoding',
    },
    speculativeLength: {
      env: 'OPTION_SPECULATIVE_LENGTH', kind: 'integer', min: 1, since: 10,
      requires: [{ prop: 'speculativeDraftModel', ignored: true, because: 'nothing is drafted without a draft model' }],
      summary: 'Number of tokens that the draft model proposes at a time.',
      default: '- 5',
    },
    draftModelCompiledPath: {
      env: 'OPTION_DRAFT_MODEL_COMPILED_PATH', kind: 'string', since: 10,
      pattern: { regex: '^(s3://[^/]+/.+|(?!\\w+://).+)$', meaning: 'an S3 URI with a prefix, or a directory in the container' },
      requires: [{ prop: 'speculativeDraftModel', ignored: true, because: 'the graphs belong to a draft model' }],
      summary: 'Where the compiled graphs (NEFF cache) of the draft model are.',
      default: '- the draft model is compiled when the endpoint starts',
    },
    modelLoader: {
      env: 'OPTION_MODEL_LOADER', kind: 'string', since: 9,
      values: [{ from: 9, to: 9, value: ['tnx', 'optimum'] }, { from: 10, value: ['tnx', 'optimum', 'vllm'] }],
      requires: [{
        prop: 'partitionSchema', values: ['optimum'], when: ['optimum'], gotcha: 'tnx-loader',
        because: 'the optimum loader reads only models of the optimum schema',
      }],
      excludes: [
        {
          prop: 'partitionSchema', values: ['optimum'], when: ['tnx'], gotcha: 'tnx-loader',
          because: 'the tnx loader does not read models of the optimum schema',
        },
        {
          prop: 'saveMpCheckpointPath', when: ['vllm'], from: 10, gotcha: 'tnx-loader',
          because: 'the vllm loader cannot save a compiled model; use the tnx loader',
        },
      ],
      summary: 'Library that loads the model.',
      default: '- optimum for the schema `optimum`, otherwise tnx',
      source: 'djl-serving 0.34.0-dlc:engines/python/setup/djl_python/properties_manager/tnx_properties.py:278, read 2026-08-21',
    },
    partitionSchema: {
      env: 'OPTION_PARTITION_SCHEMA', kind: 'string', since: 9,
      values: [
        { from: 9, to: 11, value: ['legacy', 'optimum', 'safetensors', 'compile_only'] },
        { from: 12, value: ['optimum', 'safetensors', 'compile_only'] },
      ],
      summary: 'Layout in which a model that is compiled ahead of time is saved.',
      default: '- chosen by the loader',
      source: 'djl-serving 0.34.0-dlc:engines/python/setup/djl_python/properties_manager/tnx_properties.py:298, read 2026-08-21',
    },
    saveMpCheckpointPath: {
      env: 'OPTION_SAVE_MP_CHECKPOINT_PATH', kind: 'string', since: 8,
      summary: 'Where the partition script saves the model that it compiles ahead of time.',
      default: '- nothing is saved',
    },
    rollingBatchStrategy: {
      env: 'OPTION_ROLLING_BATCH_STRATEGY', kind: 'string', since: 9,
      values: ['continuous_batching', 'naive_rolling_batch'],
      summary: 'Whether new requests join a running batch, or the batch is recomputed when requests join.',
      default: '- chosen by LMI for the model type',
    },
    fuseQkv: {
      env: 'OPTION_FUSE_QKV', kind: 'boolean', since: 9,
      summary: 'Computes query, key and value with one matrix multiplication.',
      default: '- false in LMI V9, otherwise chosen by Transformers NeuronX',
    },
    attentionLayout: {
      env: 'OPTION_ATTENTION_LAYOUT', kind: 'string', since: 9,
      values: ['BSH', 'HSB', 'SBH'],
      summary: 'Memory order of the attention: batch (B), sequence (S) and hidden (H) dimension.',
      default: '- chosen by Transformers NeuronX',
    },
    collectivesLayout: {
      env: 'OPTION_COLLECTIVES_LAYOUT', kind: 'string', since: 9,
      values: ['BSH', 'HSB', 'SBH'],
      summary: 'Memory order in which NeuronCores exchange tensors: batch (B), sequence (S) and hidden (H) dimension.',
      default: '- chosen by Transformers NeuronX',
    },
    cacheLayout: {
      env: 'OPTION_CACHE_LAYOUT', kind: 'string', since: 9,
      values: ['BSH', 'HSB', 'SBH'],
      summary: 'Memory order of the KV cache: batch (B), sequence (S) and hidden (H) dimension.',
      default: '- chosen by Transformers NeuronX',
    },
    allReduceDtype: {
      env: 'OPTION_ALL_REDUCE_DTYPE', kind: 'string', since: 9,
      values: ['float32', 'float16', 'bfloat16'],
      summary: 'Data type in which partial results of the NeuronCores are summed.',
      default: '- the data type of the model',
    },
    castLogitsDtype: {
      env: 'OPTION_CAST_LOGITS_DTYPE', kind: 'string', since: 9,
      values: ['float32', 'float16', 'bfloat16'],
      summary: 'Data type to which the logits are cast.',
      default: '- chosen by Transformers NeuronX',
    },
    // Also in LMI V9, then gone for two versions.
    onDeviceEmbedding: {
      env: 'OPTION_ON_DEVICE_EMBEDDING', kind: 'boolean', since: 12,
      summary: 'Looks up the token embeddings on the NeuronCores rather than on the host.',
      default: '- chosen by Transformers NeuronX',
    },
    onDeviceGeneration: {
      env: 'OPTION_ON_DEVICE_GENERATION', kind: 'string', since: 12,
      pattern: { regex: '\\.json$', meaning: 'the path of a JSON file in the container' },
      summary: 'JSON file with the sampling parameters, with which tokens are sampled on the NeuronCores rather than on the host.',
      default: '- tokens are sampled on the host',
      source: 'djl-serving 0.34.0-dlc:engines/python/setup/djl_python/properties_manager/tnx_properties.py:308, read 2026-08-21',
    },
    shardOverSequence: {
      env: 'OPTION_SHARD_OVER_SEQUENCE', kind: 'boolean', since: 12,
      summary: 'Splits the KV cache over the NeuronCores by sequence position; worth it when batch size times sequence length is ' +
        'above about 16,000.',
      default: '- chosen by Transformers NeuronX',
    },
    qkvTiling: {
      env: 'OPTION_QKV_TILING', kind: 'boolean', since: 12,
      summary: 'Stores the query, key and value weights in tiles, in the order in which they are read.',
      default: '- chosen by Transformers NeuronX',
    },
    weightTiling: {
      env: 'OPTION_WEIGHT_TILING', kind: 'boolean', since: 12,
      summary: 'Stores the other weights in tiles, in the order in which they are read.',
      default: '- chosen by Transformers NeuronX',
    },
  },
  known: [
    // The value of dtype overwrites it.
    { env: 'OPTION_AMP', since: 7 },
    { env: 'OPTION_BATCH_SIZE', since: 7 },
    { env: 'OPTION_TASK', since: 8 },
    { env: 'OPTION_ON_DEVICE_EMBEDDING', since: 9, until: 9 },
    { env: 'OPTION_DRAFT_MODEL_TP_SIZE', since: 10 },
    { env: 'OPTION_ON_DEVICE_EMBEDDING_CONFIG', since: 10, until: 11 },
    { env: 'OPTION_FUSE_MLP', since: 12 },
    { env: 'OPTION_FUSED_RMSNORM_QKV', since: 12 },
  ],
};
