import { KnownVariable, OptionTable } from './option';

/** Options that every backend understands. */
export const COMMON_OPTIONS_SOURCE = 'djl-serving branches 0.25.0-dlc to 0.36.0-lmi27-dlc, read 2026-08-21';

export const COMMON_OPTIONS: OptionTable = {
  tensorParallelDegree: {
    env: 'TENSOR_PARALLEL_DEGREE',
    aliases: ['OPTION_TENSOR_PARALLEL_DEGREE', 'SM_NUM_GPUS'],
    kind: 'integer',
    min: 1,
    // The container compares it exactly (known failure tp-max-case).
    alsoInEnvironment: ['max'],
    since: 7,
    summary: 'Number of accelerators (on Neuron: NeuronCores) over which the layers of one model copy are split. It must divide the ' +
      'attention heads of the model.',
    default: '- all accelerators of the instance',
    source: 'djl-serving 0.36.0-lmi27-dlc:engines/python/src/main/java/ai/djl/python/engine/PyEnv.java, read 2026-08-21',
  },
  maxRollingBatchSize: {
    env: 'OPTION_MAX_ROLLING_BATCH_SIZE',
    aliases: ['MAX_BATCH_SIZE'],
    kind: 'integer',
    min: 1,
    since: 7,
    summary: 'Maximum number of requests that a worker processes at the same time. Further requests wait in the job queue.',
    default: '- 32, or the default of the backend in the LMI version',
  },
  dtype: {
    env: 'OPTION_DTYPE',
    kind: 'string',
    values: ['auto', 'fp32', 'fp16', 'bf16', 'int8'],
    since: 7,
    summary: 'Data type to which the weights are cast. `bf16` needs an accelerator that computes in it (NVIDIA A10G, L4, A100 and ' +
      'newer).',
    default: '- decided by the backend',
  },
  trustRemoteCode: {
    env: 'OPTION_TRUST_REMOTE_CODE',
    // HF_TRUST_REMOTE_CODE is read only up to V8 and is therefore listed in COMMON_KNOWN.
    aliases: ['HF_MODEL_TRUST_REMOTE_CODE'],
    kind: 'boolean',
    since: 7,
    excludes: [{
      prop: 'securityControls',
      values: ['DISALLOW_TRUST_REMOTE_CODE'],
      from: 10,
      because: 'the container stops when this security control is on and remote code is trusted',
    }],
    summary: 'Runs Python code that comes with the model. Enable it only for models whose code you have reviewed.',
    default: '- false',
  },
  task: {
    env: 'OPTION_TASK',
    aliases: ['HF_TASK'],
    kind: 'string',
    since: 7,
    summary: 'What the model is used for, as a Hugging Face task name such as `text-generation` or `text-embedding`.',
    default: '- derived from the architecture in `config.json`',
  },
  modelLoadingTimeout: {
    env: 'OPTION_MODEL_LOADING_TIMEOUT',
    aliases: ['MODEL_LOADING_TIMEOUT', 'SAGEMAKER_STARTUP_TIMEOUT'],
    kind: 'duration',
    unit: 'seconds',
    min: 1,
    since: 7,
    summary: 'Maximum time for loading the model, after which the container fails. `containerStartupHealthCheckTimeout` of the endpoint ' +
      'must not be shorter.',
    // The guide says 30 minutes; every image sets MODEL_LOADING_TIMEOUT=1200.
    default: '- 20 minutes',
    source: 'djl-serving 0.26.0-dlc:serving/docker/deepspeed.Dockerfile (image default), read 2026-08-21',
  },
  predictTimeout: {
    env: 'OPTION_PREDICT_TIMEOUT',
    aliases: ['PREDICT_TIMEOUT', 'SAGEMAKER_MODEL_SERVER_TIMEOUT_SECONDS'],
    kind: 'duration',
    unit: 'seconds',
    min: 1,
    since: 7,
    summary: 'Maximum time for a call to the Python handler. A SageMaker real-time call that does not stream ends after 60 seconds anyway.',
    default: '- 4 minutes',
    source: 'djl-serving 0.26.0-dlc:serving/docker/deepspeed.Dockerfile (image default), read 2026-08-21',
  },
  outputFormatter: {
    env: 'OPTION_OUTPUT_FORMATTER',
    kind: 'string',
    values: [
      { to: 8, value: ['json', 'jsonlines', 'none'] },
      { from: 9, to: 9, value: ['json', 'jsonlines', 'json_chat', 'jsonlines_chat', 'none'] },
      { from: 10, to: 10, value: ['json', 'jsonlines', 'sse', 'json_chat', 'jsonlines_chat', 'none'] },
      { from: 11, value: ['json', 'jsonlines', 'sse', 'json_chat', 'jsonlines_chat', '3p', '3p_stream', 'none'] },
    ],
    since: 7,
    mode: 'rolling-batch',
    summary: 'Format of the response: `json` is one document, `jsonlines` and `sse` stream.',
    default: '- `json`; in V9 and later, a stream when the request asks for one',
  },
  entryPoint: {
    env: 'OPTION_ENTRYPOINT',
    aliases: ['DJL_ENTRY_POINT'],
    kind: 'string',
    since: 7,
    summary: 'Python module or file that handles requests, for example a `model.py` in the model directory or an http(s) URL. It replaces ' +
      'the handler of the backend. In asynchronous mode, the default of vLLM in V17 and later, its functions must be declared with ' +
      '`async def`.',
    default: '- the handler of the backend, or `model.py` of the model',
  },
  handler: {
    env: 'OPTION_HANDLER',
    kind: 'string',
    since: 7,
    summary: 'Name of the function in `entryPoint` to call.',
    default: '- `handle`',
  },
  parallelLoading: {
    env: 'OPTION_PARALLEL_LOADING',
    kind: 'boolean',
    since: 7,
    summary: 'Starts all workers of the model at once instead of one after the other. This is faster and needs more host memory while ' +
      'loading.',
    default: '- false',
  },
  enableStreaming: {
    env: 'OPTION_ENABLE_STREAMING',
    kind: 'string',
    values: ['true', 'false', 'huggingface'],
    ignoresCase: true,
    since: 7,
    excludes: [{
      prop: 'batchSize',
      above: 1,
      when: ['true', 'huggingface'],
      because: 'the container refuses streaming together with dynamic batches',
      knownFailure: 'streaming-batch',
    }],
    deprecated: 'The rolling batch streams by itself; choose the form of the response with `outputFormatter`.',
    summary: 'Streams the output of handlers without a rolling batch.',
    default: '- `false`',
  },
  tgiCompat: {
    env: 'OPTION_TGI_COMPAT',
    kind: 'boolean',
    // V9 reads the variable itself, V10 and later the property that it becomes.
    since: 9,
    mode: 'rolling-batch',
    summary: 'Responds in the format of Text Generation Inference: the object of a single response is in a list.',
    default: '- false, the format of LMI',
    source: 'djl-serving 0.27.0-dlc:engines/python/setup/djl_python/rolling_batch/rolling_batch.py, read 2026-08-21',
  },
};

/** Variables that the container reads with any backend, except those that choose the model, the engine or the backend. */
export const COMMON_KNOWN: readonly KnownVariable[] = [
  // Access to the model hub.
  { env: 'HF_TOKEN', since: 7 },
  { env: 'HF_TRUST_REMOTE_CODE', since: 7, until: 8, insteadUse: 'trustRemoteCode' },
  // The Python process.
  // Up to V9, every name was converted to lowercase.
  { env: 'OPTION_pythonExecutable', since: 10, insteadUse: 'PYTHON_EXECUTABLE' },
  { env: 'PYTHON_EXECUTABLE', since: 7 },
  { env: 'OPTION_ENABLE_VENV', since: 7 },
  { env: 'OPTION_ENV', since: 7 },
  // Batching without a rolling batch: reaches only Python; the model server reads SERVING_BATCH_SIZE.
  { env: 'OPTION_BATCH_SIZE', since: 7 },
  { env: 'OPTION_WAITING_STEPS', since: 7 },
  { env: 'OPTION_USE_PASSIVE_WORKERS', since: 12, until: 16 },
  // Read by the Transformers handler, which the backends of this library do not run.
  { env: 'OPTION_DATA_TYPE', since: 11 },
  { env: 'OPTION_DEVICE_MAP', since: 7 },
  { env: 'OPTION_DISABLE_FLASH_ATTN', since: 7 },
  { env: 'OPTION_LOAD_IN_4BIT', since: 7 },
  { env: 'OPTION_LOAD_IN_8BIT', since: 7 },
  { env: 'OPTION_LOW_CPU_MEM_USAGE', since: 7 },
  // Adapters.
  { env: 'ENABLE_ADAPTERS_PREVIEW', since: 7, until: 8 },
  // The response format of Bedrock.
  { env: 'OPTION_BEDROCK_COMPAT', since: 11 },
  // Clusters, which SageMaker hosting does not form.
  { env: 'OPTION_CLUSTER_SIZE', since: 11 },
  { env: 'DJL_CLUSTER_SIZE', since: 11 },
  // Declared by LMI, but used by no backend.
  { env: 'OPTION_DRAFT_MODEL_ID', since: 9 },
  { env: 'OPTION_SPEC_LENGTH', since: 9 },
  // The handlers of scikit-learn and XGBoost models.
  { env: 'OPTION_DEFAULT_ACCEPT', since: 17 },
  { env: 'SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT', since: 17 },
  { env: 'OPTION_MODEL_FORMAT', since: 17 },
  { env: 'OPTION_SKOPS_TRUSTED_TYPES', since: 17 },
  { env: 'OPTION_TRUST_INSECURE_MODEL_FILES', since: 17 },
];
