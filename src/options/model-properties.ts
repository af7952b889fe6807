import { OptionRow } from './option';

/**
 * Properties in `serving.properties` without the prefix `option.`: settings of the model server for one model.
 *
 * Source: djl-serving 0.25.0-dlc to 0.36.0-lmi27-dlc, ModelInfo.java, and serving/docs/configurations_model.md, read 2026-08-21.
 */
export const MODEL_PROPERTIES_SOURCE =
  'djl-serving 0.25.0-dlc to 0.36.0-lmi27-dlc: wlm/src/main/java/ai/djl/serving/wlm/ModelInfo.java, ' +
  'serving/docs/configurations_model.md, read 2026-08-21';

interface ModelPropertyRow extends Pick<OptionRow, 'since' | 'until' | 'insteadUse' | 'summary' | 'default'> {
  /** The corresponding variable, if there is one. The property overrides it. */
  readonly env?: string;
}

export const MODEL_PROPERTIES: { readonly [name: string]: ModelPropertyRow } = {
  'engine': {
    env: 'OPTION_ENGINE',
    since: 7,
    summary: 'Engine that runs the model: `Python`, `MPI`, or up to V9 `DeepSpeed`. The backend chooses it.',
    default: '- derived from the model',
  },
  'minWorkers': {
    env: 'SERVING_MIN_WORKERS',
    since: 7,
    summary: 'Minimum number of workers; see the option `minWorkers`.',
    default: '- 1 for each group of accelerators that holds a model copy',
  },
  'maxWorkers': {
    env: 'SERVING_MAX_WORKERS',
    since: 7,
    summary: 'Maximum number of workers; see the option `maxWorkers`.',
    default: '- decided by the server',
  },
  'gpu.minWorkers': { since: 7, summary: 'As `minWorkers`, for GPUs only.', default: '- `minWorkers`' },
  'gpu.maxWorkers': { since: 7, summary: 'As `maxWorkers`, for GPUs only.', default: '- `maxWorkers`' },
  'cpu.minWorkers': { since: 7, summary: 'As `minWorkers`, for CPUs only.', default: '- `minWorkers`' },
  'cpu.maxWorkers': { since: 7, summary: 'As `maxWorkers`, for CPUs only.', default: '- `maxWorkers`' },
  'job_queue_size': {
    env: 'SERVING_JOB_QUEUE_SIZE',
    since: 7,
    summary: 'Number of requests that may wait for the model.',
    default: '- that of the server, 1000',
  },
  'batch_size': {
    env: 'SERVING_BATCH_SIZE',
    since: 7,
    summary: 'Number of requests in a dynamic batch. More than 1 turns the rolling batch off from V10 on, and with it vLLM, LMI-Dist and TensorRT-LLM.',
    default: '- that of the server, 1',
  },
  'max_batch_delay': {
    env: 'SERVING_MAX_BATCH_DELAY',
    since: 7,
    summary: 'Milliseconds that a request waits for others to fill the batch.',
    default: '- that of the server, 100',
  },
  'max_dynamic_batch_size': {
    since: 9,
    summary: 'Size up to which the server enlarges a dynamic batch by itself.',
    default: '- the batch has the size `batch_size`',
  },
  'max_idle_time': {
    env: 'SERVING_MAX_IDLE_TIME',
    since: 7,
    summary: 'Seconds after which a worker beyond `minWorkers` that had nothing to do is stopped.',
    default: '- that of the server, 60',
  },
  'load_on_devices': {
    env: 'SERVING_LOAD_ON_DEVICES',
    since: 7,
    summary: 'Devices on which the model is loaded, separated by semicolons.',
    default: '- `*`, all devices',
  },
  'retry_threshold': {
    env: 'SERVING_RETRY_THRESHOLD',
    since: 7,
    summary: 'How often a worker that died is started again before the model counts as failed.',
    default: '- that of the server: 10 in V7 to V11, 0 from V12 on',
  },
  'required_memory_mb': {
    since: 7,
    summary: 'Memory in MB, of the host and of the devices, that must be free for the model to be loaded.',
    default: '- not checked',
  },
  'gpu.required_memory_mb': { since: 7, summary: 'As `required_memory_mb`, of the GPU only.', default: '- not checked' },
  'reserved_memory_mb': {
    env: 'SERVING_RESERVED_MEMORY_MB',
    since: 7,
    summary: 'Memory in MB that must stay free for a further worker to be started.',
    default: '- that of the server, 500',
  },
  'gpu.reserved_memory_mb': { since: 7, summary: 'As `reserved_memory_mb`, of the GPU only.', default: '- not checked' },
  'log_model_metric': {
    since: 7,
    until: 8,
    insteadUse: 'log_request_metric',
    summary: 'Logs how long the requests of the model take. Called `log_request_metric` from V9 on.',
    default: '- false',
  },
  'log_request_metric': { since: 9, summary: 'Logs how long the requests of the model take, by phase.', default: '- false' },
  'metrics_aggregation': {
    since: 7,
    summary: 'Number of requests whose metrics are put together before they are logged.',
    default: '- 1000',
  },
};
