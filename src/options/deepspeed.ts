import { BackendTable } from './option';

/** DeepSpeed: LMI V7 to V9, in the `deepspeed` images. */
export const DEEPSPEED: BackendTable = {
  source: 'djl-serving branches 0.25.0-dlc to 0.27.0-dlc, ds_properties.py and deepspeed_user_guide.md, read 2026-08-21',
  options: {
    task: {
      env: 'OPTION_TASK',
      aliases: ['HF_TASK'],
      kind: 'string',
      since: 7,
      values: [
        'text-generation', 'text-classification', 'question-answering', 'fill-mask', 'token-classification',
        'conversational', 'text2text-generation',
      ],
      summary: 'Task of the Hugging Face pipeline that serves the requests.',
      default: '- inferred from the architecture of the model',
      source: 'djl-serving 0.27.0-dlc:engines/python/setup/djl_python/deepspeed.py, read 2026-08-21',
    },
    dtype: {
      env: 'OPTION_DTYPE',
      kind: 'string',
      since: 7,
      values: ['fp32', 'fp16', 'bf16', 'int8'],
      summary: 'Data type of the weights. Unlike the other backends, DeepSpeed does not accept `auto`.',
      default: '- decided by the DeepSpeed handler of LMI',
    },
    quantize: {
      env: 'OPTION_QUANTIZE',
      aliases: ['HF_MODEL_QUANTIZE'],
      kind: 'quantization',
      since: 7,
      values: ['smoothquant', 'dynamic_int8'],
      excludes: [{
        prop: 'dtype',
        values: ['bf16'],
        when: ['smoothquant'],
        knownFailure: 'ds-smoothquant-bf16',
        because: 'SmoothQuant does not work on bf16 weights; use fp16',
      }],
      summary: 'Quantizes the weights while the model is loaded. SmoothQuant knows only some model types; dynamic int8 works with ' +
        'the others.',
      default: '- the weights keep their data type',
      source: 'djl-serving 0.26.0-dlc:engines/python/setup/djl_python/properties_manager/ds_properties.py:51, read 2026-08-21',
    },
    smoothquantAlpha: {
      env: 'OPTION_SMOOTHQUANT_ALPHA',
      kind: 'number',
      min: 0,
      max: 1,
      since: 7,
      requires: [{
        prop: 'quantize', values: ['smoothquant'], ignored: true, because: 'only SmoothQuant has a migration strength',
      }],
      summary: 'Migration strength of SmoothQuant: how much of the quantization difficulty moves from the activations to the weights.',
      default: '- chosen by DeepSpeed',
      source: 'djl-serving 0.26.0-dlc:engines/python/setup/djl_python/properties_manager/ds_properties.py:65, read 2026-08-21',
    },
    rollingBatch: {
      env: 'OPTION_ROLLING_BATCH',
      kind: 'string',
      since: 7,
      values: ['deepspeed', 'auto', 'disable'],
      summary: 'How requests are batched. The rolling batch supports only the model types for which DeepSpeed has its own kernels; `disable` ' +
      'serves the others too, one request or one dynamic batch (`batchSize`) at a time.',
      default: '- `deepspeed`; `disable` when `batchSize` is above 1',
      source: 'djl-serving 0.26.0-dlc:engines/python/setup/djl_python/properties_manager/ds_properties.py:22, read 2026-08-21',
    },
    maxRollingBatchSize: {
      env: 'OPTION_MAX_ROLLING_BATCH_SIZE',
      aliases: ['MAX_BATCH_SIZE'],
      kind: 'integer',
      min: 1,
      since: 7,
      summary: 'Maximum number of requests in a rolling batch. Further requests wait in the job queue.',
      default: '- 4 in LMI V7 and V8, 32 in LMI V9',
    },
    maxTokens: {
      env: 'OPTION_MAX_TOKENS',
      kind: 'integer',
      min: 1,
      since: 7,
      summary: 'Maximum number of prompt and output tokens together, for which DeepSpeed allocates its buffers.',
      default: '- 1024',
    },
    lowCpuMemUsage: {
      env: 'OPTION_LOW_CPU_MEM_USAGE',
      kind: 'boolean',
      since: 7,
      summary: 'Loads the weights without a second copy of them in host memory.',
      default: '- true',
    },
    enableCudaGraph: {
      env: 'OPTION_ENABLE_CUDA_GRAPH',
      kind: 'boolean',
      since: 7,
      summary: 'Captures the forward pass as a CUDA graph, which saves launch overhead and needs more GPU memory.',
      default: '- false',
    },
    triangularMasking: {
      env: 'OPTION_TRIANGULAR_MASKING',
      kind: 'boolean',
      since: 7,
      summary: 'Masks attention to later tokens. Disable it for encoder models, which attend in both directions.',
      default: '- true',
    },
    returnTuple: {
      env: 'OPTION_RETURN_TUPLE',
      kind: 'boolean',
      since: 7,
      summary: 'Whether a transformer layer returns a tuple or a bare tensor; depends on the code of the model.',
      default: '- true',
    },
    trainingMpSize: {
      env: 'OPTION_TRAINING_MP_SIZE',
      kind: 'integer',
      min: 1,
      since: 7,
      summary: 'Tensor parallel degree with which DeepSpeed trained the checkpoint. It can differ from the degree for serving.',
      default: '- 1',
    },
    checkpoint: {
      env: 'OPTION_CHECKPOINT',
      kind: 'string',
      since: 7,
      requires: [{
        prop: 'dtype', knownFailure: 'ds-checkpoint', because: 'DeepSpeed loads a checkpoint of its own only in a given data type',
      }],
      excludes: [{
        prop: 'quantize', knownFailure: 'ds-checkpoint', because: 'DeepSpeed cannot quantize a checkpoint of its own',
      }],
      summary: 'Index file of a DeepSpeed checkpoint, relative to the model directory, such as `ds_inference_checkpoint.json`.',
      default: '- the model is loaded from its Hugging Face files',
      source: 'djl-serving 0.26.0-dlc:engines/python/setup/djl_python/properties_manager/ds_properties.py:153, read 2026-08-21',
    },
    deepspeedConfigPath: {
      env: 'OPTION_DEEPSPEED_CONFIG_PATH',
      kind: 'string',
      since: 7,
      summary: 'JSON file in the container with a complete DeepSpeed inference configuration. ' +
        'It replaces the one that LMI derives from the other options.',
      default: '- LMI derives the configuration',
    },
  },
  known: [
    { env: 'OPTION_SAVE_MP_CHECKPOINT_PATH', since: 7 },
  ],
};
