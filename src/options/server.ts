import { KnownVariable, OptionTable } from './option';

/** Settings of the model server (DJL Serving), the same for every backend. */
export const SERVER_OPTIONS_SOURCE =
  'djl-serving 0.25.0-dlc to 0.36.0-lmi27-dlc: serving/src/main/java/ai/djl/serving/util/ConfigManager.java, ' +
  'wlm/src/main/java/ai/djl/serving/wlm/ModelInfo.java, read 2026-08-21';

export const SERVER_OPTIONS: OptionTable = {
  // Workers and queue.
  jobQueueSize: {
    env: 'SERVING_JOB_QUEUE_SIZE',
    aliases: ['MAX_CONCURRENT_REQUESTS'],
    kind: 'integer',
    min: 1,
    since: 7,
    summary: 'Maximum number of requests that wait for the model. Further requests are rejected with `throttleErrorHttpCode`.',
    default: '- 1000',
  },
  minWorkers: {
    env: 'SERVING_MIN_WORKERS',
    aliases: ['SAGEMAKER_NUM_MODEL_WORKERS'],
    kind: 'integer',
    min: 1,
    since: 8,
    summary: 'Minimum number of workers. Under the Python engine (vLLM, Transformers NeuronX, TensorRT-LLM V15) it applies to each group ' +
      'of accelerators that holds a copy of the model, so more than 1 would share accelerators. Under MPI (LMI-Dist, DeepSpeed, ' +
      'TensorRT-LLM up to V14) it is a total.',
    default: '- 1 for each group of accelerators that holds a model copy',
  },
  maxWorkers: {
    env: 'SERVING_MAX_WORKERS',
    aliases: ['SAGEMAKER_NUM_MODEL_WORKERS'],
    kind: 'integer',
    min: 1,
    since: 8,
    summary: 'Maximum number of workers, counted like `minWorkers`. Under the Python engine it does not limit the number of copies: use ' +
      '`loadOnDevices` or a higher `tensorParallelDegree`. Each worker loads the model, so set `minWorkers` to the same number.',
    default: '- decided by the server; 1 with `enableLora` from V13 on',
  },
  maxIdleTime: {
    env: 'SERVING_MAX_IDLE_TIME',
    kind: 'duration',
    unit: 'seconds',
    min: 0,
    since: 7,
    summary: 'Time after which an idle worker beyond `minWorkers` is stopped.',
    default: '- 1 minute',
  },
  loadOnDevices: {
    env: 'SERVING_LOAD_ON_DEVICES',
    kind: 'string',
    since: 7,
    summary: 'Devices to load the model on, separated by semicolons, such as `0;1`. It limits the number of copies.',
    default: '- `*`, all devices',
  },
  reservedMemoryMb: {
    env: 'SERVING_RESERVED_MEMORY_MB',
    kind: 'integer',
    min: 0,
    since: 7,
    summary: 'Memory in MB that must stay free when the server starts another worker.',
    default: '- 500',
  },
  retryThreshold: {
    env: 'SERVING_RETRY_THRESHOLD',
    kind: 'integer',
    min: 0,
    since: 7,
    summary: 'Number of times that a failed worker is restarted before the model counts as failed.',
    default: '- 10 in V7 to V11, 0 in V12 and later',
  },
  failFast: {
    env: 'SERVING_FAIL_FAST',
    kind: 'boolean',
    since: 10,
    summary: 'Stops the container when the model cannot be loaded, so that a deployment fails immediately instead of at its timeout.',
    default: '- false, the server keeps running and fails the health check',
  },
  waitModelLoading: {
    env: 'SERVING_WAIT_MODEL_LOADING',
    kind: 'boolean',
    since: 7,
    summary: 'Accepts connections only after the models are loaded.',
    default: '- true',
  },
  downloadDir: {
    env: 'SERVING_DOWNLOAD_DIR',
    kind: 'string',
    since: 7,
    summary: 'Directory of the container into which models are downloaded from Amazon S3.',
    default: '- `.djl.ai` in the temporary directory',
  },

  // Dynamic batches, which the rolling batch replaces.
  batchSize: {
    env: 'SERVING_BATCH_SIZE',
    kind: 'integer',
    min: 1,
    since: 7,
    summary: 'Number of requests that the server combines before it calls a handler without a rolling batch. It does not disable a rolling ' +
      'batch, which processes requests one by one regardless.',
    default: '- 1, no dynamic batches',
    source: 'djl-serving 0.28.0-dlc to 0.36.0-lmi27-dlc:wlm/src/main/java/ai/djl/serving/wlm/ModelInfo.java, run 2026-11-25',
  },
  maxBatchDelay: {
    env: 'SERVING_MAX_BATCH_DELAY',
    kind: 'duration',
    unit: 'milliseconds',
    min: 0,
    since: 7,
    summary: 'Maximum time that a request waits for others to fill `batchSize`.',
    default: '- 100 milliseconds',
  },

  // Requests and responses.
  maxRequestSize: {
    env: 'SERVING_MAX_REQUEST_SIZE',
    // The second alias is in MB, so the two cannot be compared; in the container, either overrides this option.
    aliases: ['SAGEMAKER_MAX_REQUEST_SIZE', 'SAGEMAKER_MAX_PAYLOAD_IN_MB'],
    kind: 'integer',
    min: 1,
    since: 7,
    summary: 'Maximum size in bytes of a request that the server accepts. SageMaker has its own limit, see `InvokeEndpoint`.',
    default: '- 67108864 (64 MiB)',
  },
  chunkedReadTimeout: {
    env: 'SERVING_CHUNKED_READ_TIMEOUT',
    kind: 'duration',
    unit: 'seconds',
    min: 1,
    since: 7,
    summary: 'Maximum pause between two chunks of a streamed response.',
    default: '- 2 minutes',
  },
  allowMultiStatus: {
    env: 'SERVING_ALLOW_MULTI_STATUS',
    kind: 'boolean',
    since: 7,
    summary: 'Returns one status for each of several inputs (HTTP 207) instead of one for the whole response.',
    default: '- false, one status for the whole response',
  },
  requestIdHeaderKey: {
    env: 'SERVING_REQUEST_ID_HEADER_KEY',
    kind: 'string',
    since: 12,
    summary: 'Name of the HTTP header whose value appears in the logs as the request id.',
    default: '- `x-request-id`; in V18 and later the inference id of SageMaker (`X-Amzn-SageMaker-Inference-Id`)',
  },
  badRequestHttpCode: {
    env: 'SERVING_BAD_REQUEST_HTTP_CODE',
    kind: 'integer',
    min: 100,
    max: 599,
    since: 11,
    summary: 'HTTP status for a malformed request.',
    default: '- 400',
  },
  wlmErrorHttpCode: {
    env: 'SERVING_WLM_ERROR_HTTP_CODE',
    kind: 'integer',
    min: 100,
    max: 599,
    since: 11,
    summary: 'HTTP status when no worker is available.',
    default: '- 503',
  },
  throttleErrorHttpCode: {
    env: 'SERVING_THROTTLE_ERROR_HTTP_CODE',
    kind: 'integer',
    min: 100,
    max: 599,
    since: 11,
    summary: 'HTTP status when the job queue is full.',
    default: '- 503',
  },
  timeoutHttpCode: {
    env: 'SERVING_TIMEOUT_HTTP_CODE',
    kind: 'integer',
    min: 100,
    max: 599,
    since: 11,
    summary: 'HTTP status for a request that times out.',
    default: '- 400',
  },
  serverErrorHttpCode: {
    env: 'SERVING_SERVER_ERROR_HTTP_CODE',
    kind: 'integer',
    min: 100,
    max: 599,
    since: 11,
    summary: 'HTTP status for an internal error of the server.',
    default: '- 500',
  },
  numberOfNettyThreads: {
    env: 'SERVING_NUMBER_OF_NETTY_THREADS',
    kind: 'integer',
    min: 0,
    since: 7,
    summary: 'Number of threads that serve HTTP connections.',
    default: '- 0, derived from the number of CPUs',
  },
  prometheus: {
    env: 'SERVING_PROMETHEUS',
    kind: 'boolean',
    since: 9,
    summary: 'Publishes the metrics of the server as a Prometheus page, at `/server/metrics` of the port that serves requests. The detailed observability of SageMaker ' +
      'collects it ($0.50 per GB) from an inference component, for which the library names the path.',
    default: '- false',
  },

  // Secure mode. Its variables are meant for the SageMaker platform, but other containers read them too.
  secureMode: {
    env: 'SAGEMAKER_SECURE_MODE',
    kind: 'boolean',
    since: 10,
    requires: [{
      prop: 'untrustedChannels',
      from: 10,
      to: 10,
      because: 'LMI V10 does not start in secure mode without a list of directories',
    }, {
      prop: 'securityControls',
      because: 'the container does not start in secure mode without a list of controls',
      knownFailure: 'secure-controls',
    }],
    summary: 'Starts the model only when all of its options are on the allow-list of the container and the `securityControls` find no ' +
      'violation.',
    default: '- false',
    source: 'djl-serving 0.36.0-lmi27-dlc:plugins/secure-mode/src/main/java/ai/djl/serving/plugins/securemode/SecureModeUtils.java, ' +
      'read 2026-08-21',
  },
  securityControls: {
    env: 'SAGEMAKER_SECURITY_CONTROLS',
    kind: 'list',
    spelling: 'comma',
    values: [
      'DISALLOW_REQUIREMENTS_TXT',
      'DISALLOW_PICKLE_FILES',
      'DISALLOW_TRUST_REMOTE_CODE',
      'DISALLOW_CUSTOM_INFERENCE_SCRIPTS',
      'DISALLOW_CHAT_TEMPLATE',
    ],
    since: 10,
    summary: 'Controls that `secureMode` enforces.',
    default: '- required with `secureMode`, unused without it',
  },
  untrustedChannels: {
    env: 'SAGEMAKER_UNTRUSTED_CHANNELS',
    kind: 'list',
    spelling: 'comma',
    since: 10,
    summary: 'Absolute paths of the directories that `secureMode` searches for forbidden files.',
    default: '- no directory is searched; required with `secureMode` in V10',
  },
};

/** Server variables without a prop. */
export const SERVER_KNOWN: readonly KnownVariable[] = [
  // SageMaker calls port 8080 over plain HTTP: other addresses or TLS make every health check fail.
  { env: 'SERVING_INFERENCE_ADDRESS', since: 7 },
  { env: 'SERVING_MANAGEMENT_ADDRESS', since: 7 },
  { env: 'SERVING_CLUSTER_ADDRESS', since: 11 },
  { env: 'SERVING_KEYSTORE', since: 7 },
  { env: 'SERVING_KEYSTORE_PASS', since: 7 },
  { env: 'SERVING_KEYSTORE_TYPE', since: 7 },
  { env: 'SERVING_CERTIFICATE_FILE', since: 7 },
  { env: 'SERVING_PRIVATE_KEY_FILE', since: 7 },
  // SageMaker mounts the model at /opt/ml/model, where the image looks for it.
  { env: 'SERVING_MODEL_STORE', since: 7 },
  // A pattern that the model's own location does not match keeps the model from loading.
  { env: 'SERVING_MODEL_URL_PATTERN', since: 7 },
  // The image has a folder with the plugins that hosting needs.
  { env: 'SERVING_PLUGIN_FOLDER', since: 7 },
  // Browsers call SageMaker, never the container.
  { env: 'SERVING_CORS_ALLOWED_ORIGIN', since: 7 },
  { env: 'SERVING_CORS_ALLOWED_METHODS', since: 7 },
  { env: 'SERVING_CORS_ALLOWED_HEADERS', since: 7 },
  // Changes the response of the health check, by which SageMaker decides whether to replace an instance.
  { env: 'SERVING_HEALTH_CHECK_OVERRIDE', since: 10 },
  // The format of a rate is not documented.
  { env: 'SERVING_ERROR_RATE_WLM', since: 11 },
  { env: 'SERVING_ERROR_RATE_SERVER', since: 11 },
  { env: 'SERVING_ERROR_RATE_MODEL', since: 11 },
  { env: 'SERVING_ERROR_RATE_ANY', since: 11 },
  // Settings of the network library.
  { env: 'SERVING_USE_NATIVE_IO', since: 7 },
  { env: 'SERVING_IO_RATIO', since: 7 },
];
