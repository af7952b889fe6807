import { Rule, Situation } from './rule';
import { isLiteral } from '../checks/tokens';
import { BackendName, BACKENDS } from '../facts/backends';
import { ASYNC_SERVING } from '../facts/capabilities';
import { covers, Ordinal, VersionRange } from '../options/option';

/** `option.rolling_batch` by version: djl-serving 0.25.0-dlc to 0.36.0-lmi27-dlc:properties_manager/properties.py, read 2026-08-21. */
const ROLLING_BATCHES: ReadonlyArray<VersionRange<readonly string[]>> = [
  { from: 7, to: 9, value: ['vllm', 'lmi-dist', 'scheduler', 'auto', 'disable', 'trtllm', 'deepspeed'] },
  { from: 10, to: 14, value: ['vllm', 'tnx', 'lmi-dist', 'scheduler', 'auto', 'disable', 'trtllm'] },
  { from: 15, to: 16, value: ['vllm', 'tnx', 'lmi-dist', 'auto', 'disable', 'trtllm'] },
  { from: 17, value: ['vllm', 'auto', 'disable', 'trtllm'] },
];

/** The handlers of LMI by their module, and the versions that have them. Source: PyModel.java of the same branches, read 2026-08-21. */
const HANDLERS: { readonly [module: string]: { readonly since: Ordinal; readonly until?: Ordinal; readonly backend?: BackendName } } = {
  'djl_python.huggingface': { since: 7 },
  'djl_python.deepspeed': { since: 7, until: 9, backend: 'DeepSpeed' },
  'djl_python.transformers_neuronx': { since: 7, until: 16, backend: 'Neuronx' },
  'djl_python.tensorrt_llm': { since: 7, until: 16, backend: 'TrtLlm' },
  'djl_python.lmi_vllm.vllm_async_service': { since: 15, backend: 'Vllm' },
  'djl_python.lmi_trtllm.trtllm_async_service': { since: 15, backend: 'TrtLlm' },
  'djl_python.transformersneuronx': { since: 99 },
};

const ASYNC_HANDLER = 'djl_python.lmi_vllm.vllm_async_service';

/** Which engine of the model server a backend runs under. */
function engineOf({ backend, version }: Situation): 'Python' | 'MPI' {
  return backend === 'Vllm' || backend === 'Neuronx' || (backend === 'TrtLlm' && version >= ASYNC_SERVING.TrtLlm.since) ? 'Python' : 'MPI';
}

/** What the library chose by leaving `OPTION_ROLLING_BATCH` out; elsewhere it sets the variable, and another value contradicts it. */
function compatibleRollingBatches({ backend }: Situation): readonly string[] {
  return backend === 'Vllm' ? ['auto', 'vllm'] : ['auto', 'disable'];
}

/** Variables that choose the inference library, its engine and the model. */
export const SELECTION_RULES: readonly Rule[] = [
  {
    id: 'rb-enum',
    violation: (container) => {
      const value = container.added.OPTION_ROLLING_BATCH && container.literal('OPTION_ROLLING_BATCH');
      if (!value || compatibleRollingBatches(container).includes(value)) {
        return undefined;
      }
      const known = ROLLING_BATCHES.find((range) => covers(container.version, range.from, range.to))!.value;
      const reason = known.includes(value)
        ? `which takes ${BACKENDS[container.backend].title} out of use`
        : `but LMI V${container.version} knows ${known.join(', ')} only`;
      return `${container.shown('OPTION_ROLLING_BATCH')}, ${reason}: remove the variable, or use the backend of that name`;
    },
  },
  {
    id: 'ds-removed',
    violation: (container) => {
      const value = container.literal('OPTION_ENTRYPOINT');
      const handler = value === undefined ? undefined : HANDLERS[value];
      if (!handler) {
        return undefined;
      }
      const { version, backend } = container;
      if (!covers(version, handler.since, handler.until)) {
        const has = handler.since > version ? `from LMI V${handler.since} on` : `in LMI V${handler.since} to V${handler.until} only`;
        return `${container.shown('OPTION_ENTRYPOINT')}, a handler that exists ${handler.since === 99 ? 'in no version (it is called '
          + 'djl_python.transformers_neuronx)' : has}, but the version is LMI V${version}: leave it out`;
      }
      return handler.backend !== undefined && handler.backend !== backend
        ? `${container.shown('OPTION_ENTRYPOINT')}, which is the handler of ${BACKENDS[handler.backend].title}: leave it out, or use ${handler.backend}Backend`
        : undefined;
    },
  },
  {
    id: 'entrypoint-async',
    backends: ['Vllm'],
    from: ASYNC_SERVING.Vllm.byItselfSince,
    violation: (container) => container.literal('OPTION_ENTRYPOINT') === 'djl_python.huggingface' && container.environment.OPTION_ROLLING_BATCH !== 'vllm'
      ? `${container.shown('OPTION_ENTRYPOINT')}, which cannot serve in asynchronous mode, so every request would fail: leave it out, or give `
        + 'mode: VllmMode.ROLLING_BATCH'
      : undefined,
  },
  {
    id: 'async-explicit',
    backends: ['Vllm'],
    from: ASYNC_SERVING.Vllm.since,
    to: ASYNC_SERVING.Vllm.byItselfSince - 1,
    violation: (container) => {
      const missing = !container.isOn('OPTION_ASYNC_MODE') || container.literal('OPTION_ROLLING_BATCH') !== 'disable';
      const asked = ['OPTION_ASYNC_MODE', 'OPTION_ENTRYPOINT'].find((name) => container.isOn(name) || container.literal(name) === ASYNC_HANDLER);
      return asked !== undefined && missing
        ? `${container.shown(asked)}, but the asynchronous mode also needs OPTION_ASYNC_MODE=true, OPTION_ROLLING_BATCH=disable and `
          + `OPTION_ENTRYPOINT=${ASYNC_HANDLER} in LMI V${container.version}: give mode: VllmMode.ASYNC, which sets all three`
        : undefined;
    },
  },
  {
    id: 'async-forced',
    backends: ['Vllm', 'TrtLlm'],
    from: ASYNC_SERVING.Vllm.since,
    warning: 'option-ignored',
    violation: (container) => {
      const { backend, version, isAsyncByItself } = container;
      const value = container.literal('OPTION_ASYNC_MODE');
      return isAsyncByItself && value !== undefined && !container.isOn('OPTION_ASYNC_MODE')
        ? `${container.shown('OPTION_ASYNC_MODE')}, which LMI V${version} overwrites with true${backend === 'Vllm'
          ? ' unless mode is VllmMode.ROLLING_BATCH' : ''}: remove it`
        : undefined;
    },
  },
  {
    id: 'vllm-engine',
    violation: (container) => {
      const value = container.literal('OPTION_ENGINE');
      const engine = engineOf(container);
      // Without a rolling batch these backends run under either engine.
      const isFree = ['disable'].includes(container.environment.OPTION_ROLLING_BATCH) && container.backend !== 'Vllm';
      return value !== undefined && value !== engine && !isFree && (container.version >= 9 || engine === 'Python')
        ? `${container.shown('OPTION_ENGINE')}, but ${BACKENDS[container.backend].title} runs under ${engine}: remove the variable`
        : undefined;
    },
  },
  {
    id: 'option-engine-026',
    to: 8,
    warning: 'option-ignored',
    violation: (container) => container.added.OPTION_ENGINE !== undefined
      ? `${container.nameOf('OPTION_ENGINE')} does not choose the engine before LMI V9; the backend names it where that is necessary: remove the variable`
      : undefined,
  },
  {
    id: 'mpi-mode-true',
    violation: (container) => {
      const value = container.literal('OPTION_MPI_MODE');
      if (value === undefined || container.literal('OPTION_ROLLING_BATCH') === 'disable') {
        return undefined;
      }
      if (engineOf(container) === 'Python') {
        return container.isOn('OPTION_MPI_MODE')
          ? `${container.shown('OPTION_MPI_MODE')}, but ${BACKENDS[container.backend].title} does not run under MPI: remove the variable`
          : undefined;
      }
      return value !== 'true' ? `${container.shown('OPTION_MPI_MODE')}, but ${BACKENDS[container.backend].title} runs under MPI only, and the `
        + 'container compares with the exact word true: remove the variable' : undefined;
    },
  },
  {
    id: 'double-model',
    violation: (container) => {
      const { added, environment, version } = container;
      const location = ['HF_MODEL_ID', 'OPTION_MODEL_ID'].filter((name) => added[name] === undefined).map((name) => environment[name]).find(Boolean);
      const isOther: { readonly [name: string]: (value: string) => boolean } = {
        // Up to V9 the container loads the same model twice.
        HF_MODEL_ID: (value) => version <= 9 || value !== location,
        OPTION_MODEL_ID: (value) => value !== location,
        SERVING_LOAD_MODELS: (value) => value.toUpperCase() !== 'ALL' && (version <= 9 || value.split('=').pop() !== location),
      };
      const second = Object.keys(isOther).find((name) => isLiteral(added[name]) && isOther[name](added[name]));
      return second && `${container.shown(second)}, which names a model beside that of the endpoint, so that the container would load both or neither: `
        + 'remove it, and say with model where the weights are';
    },
  },
  {
    id: 'batchsize-disables-rb',
    backends: ['LmiDist', 'TrtLlm', 'DeepSpeed', 'Neuronx'],
    violation: (container) => {
      const size = Number(container.literal('SERVING_BATCH_SIZE') ?? 1);
      return size > 1 && container.literal('OPTION_ROLLING_BATCH') !== 'disable'
        ? `${container.shown('SERVING_BATCH_SIZE')}, but dynamic batches take the place of the rolling batch, with which `
          + `${BACKENDS[container.backend].title} is to serve in LMI V${container.version}: leave it out and use maxRollingBatchSize`
          + (['DeepSpeed', 'Neuronx'].includes(container.backend) ? ', or give rollingBatch: "disable"' : '')
        : undefined;
    },
  },
];

