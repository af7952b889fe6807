import { rollingBatchAdvice } from './mode-rules';
import { hasOwnHandler, Rule, Situation } from './rule';
import { nearest } from '../checks/nearest';
import { ownValue } from '../checks/own-value';
import { isLiteral } from '../checks/tokens';
import { BackendName, BACKENDS } from '../facts/backends';
import { ASYNC_SERVING, T5_WITHOUT_ROLLING_BATCH } from '../facts/capabilities';
import { covers, Ordinal, VersionRange } from '../options/option';

/** `option.rolling_batch` by version: djl-serving 0.25.0-dlc to 0.36.0-lmi27-dlc:properties_manager/properties.py, read 2026-08-21. */
const ROLLING_BATCHES: ReadonlyArray<VersionRange<readonly string[]>> = [
  { from: 7, to: 9, value: ['vllm', 'lmi-dist', 'scheduler', 'auto', 'disable', 'trtllm', 'deepspeed'] },
  { from: 10, to: 14, value: ['vllm', 'tnx', 'lmi-dist', 'scheduler', 'auto', 'disable', 'trtllm'] },
  { from: 15, to: 16, value: ['vllm', 'tnx', 'lmi-dist', 'auto', 'disable', 'trtllm'] },
  { from: 17, value: ['vllm', 'auto', 'disable', 'trtllm'] },
];

/**
 * The handlers of LMI by their module, and the versions that have them.
 *
 * Source: PyModel.java of the same branches, read 2026-08-21, and the modules of engines/python/setup/djl_python with a function `handle`, read 2026-11-25.
 */
const HANDLERS: { readonly [module: string]: { readonly since: Ordinal; readonly until?: Ordinal; readonly backend?: BackendName } } = {
  'djl_python.huggingface': { since: 7 },
  'djl_python.deepspeed': { since: 7, until: 9, backend: 'DeepSpeed' },
  'djl_python.transformers_neuronx': { since: 7, until: 16, backend: 'Neuronx' },
  'djl_python.tensorrt_llm': { since: 7, until: 16, backend: 'TrtLlm' },
  'djl_python.lmi_vllm.vllm_async_service': { since: 15, backend: 'Vllm' },
  'djl_python.lmi_trtllm.trtllm_async_service': { since: 15, backend: 'TrtLlm' },
  'djl_python.sagemaker': { since: 7 },
  'djl_python.stable-diffusion': { since: 7, until: 9 },
  'djl_python.sklearn_handler': { since: 17 },
  'djl_python.xgboost_handler': { since: 17 },
};

/** The message for a module of LMI's package that is not a handler in any version. */
function unknownHandler(container: Situation, module: string): string {
  const close = nearest(module, Object.keys(HANDLERS));
  return `${container.shown('OPTION_ENTRYPOINT')}, a handler that exists in no version${close === undefined ? '' : ` (did you mean ${close}?)`}. Omit it.`;
}

const ASYNC_HANDLER = 'djl_python.lmi_vllm.vllm_async_service';

/** Published deployments set vLLM with the TensorRT-LLM image, so it is not an error. */
function isOfAnotherLibrary({ backend, added }: Situation): boolean {
  return backend === 'TrtLlm' && added.OPTION_ROLLING_BATCH === 'vllm';
}

/** The engine of the model server that a backend runs under. */
export function engineOf({ backend, version }: Situation): 'Python' | 'MPI' {
  return backend === 'Vllm' || backend === 'Neuronx' || (backend === 'TrtLlm' && version >= ASYNC_SERVING.TrtLlm.since) ? 'Python' : 'MPI';
}

/**
 * Whether the container turns MPI on for the rolling batch of the backend, whatever the variables say. V9 does not if an engine is set.
 *
 * Source: LmiConfigRecommender.java of djl-serving 0.27.0-dlc (setEngine) and 0.28.0-dlc to 0.32.0-dlc (setMpiMode), read 2026-11-25.
 */
function isMpiForced(container: Situation): boolean {
  return container.version >= 10 && ['LmiDist', 'TrtLlm'].includes(container.backend) && engineOf(container) === 'MPI';
}

/** In V9, engine Python with rolling batch `auto` does not run LMI-Dist, but it serves. */
function picksScheduler({ backend, version, added }: Situation): boolean {
  return backend === 'LmiDist' && version === 9 && added.OPTION_ENGINE === 'Python' && added.OPTION_ROLLING_BATCH === 'auto';
}

/** Values of `OPTION_ROLLING_BATCH` that the image of a backend can serve with, and since when. */
const ROLLING_BATCHES_OF: { readonly [backend in BackendName]: { readonly [word: string]: Ordinal } } = {
  Vllm: { vllm: 7, auto: 7 },
  LmiDist: { 'lmi-dist': 7, 'auto': 7 },
  TrtLlm: { trtllm: 7, auto: 7, disable: 9 },
  DeepSpeed: { deepspeed: 7, auto: 7, disable: 7 },
  // The image holds vLLM too (djl-serving 0.28.0-dlc to 0.30.0-dlc: pytorch-inf2.Dockerfile, llm_inf2_integration.yml and prepare.py; read 2026-11-25).
  Neuronx: { auto: 7, disable: 7, tnx: 10, vllm: 10 },
};

/** Tasks that a language model serves. */
const GENERATION_TASKS: readonly string[] = ['auto', 'generate', 'text-generation'];

/**
 * Whether the user turns the rolling batch off to use the Hugging Face handler, which serves tasks that vLLM does not, such as object detection.
 *
 * Source: djl-serving 0.25.0-dlc to 0.36.0-lmi27-dlc:engines/python/setup/djl_python/huggingface.py and PyModel.java, read 2026-11-25.
 */
function usesHuggingFaceHandler(container: Situation): boolean {
  const task = container.literal('OPTION_TASK');
  return container.added.OPTION_ROLLING_BATCH === 'disable' && ['Vllm', 'LmiDist'].includes(container.backend) && !container.isOn('OPTION_ASYNC_MODE')
    && (container.literal('OPTION_ENTRYPOINT') === 'djl_python.huggingface' || (task !== undefined && !GENERATION_TASKS.includes(task)));
}

/** Whether requests go to a handler that needs no rolling batch: vLLM's or the user's own. */
function needsNoRollingBatch(container: Situation): boolean {
  return container.isOn('OPTION_ASYNC_MODE') || hasOwnHandler(container);
}

/** Whether the container serves T5 models without a rolling batch. */
function servesT5({ backend, version }: Situation): boolean {
  return backend === 'TrtLlm' && covers(version, T5_WITHOUT_ROLLING_BATCH.since, T5_WITHOUT_ROLLING_BATCH.until);
}

/** Variables that choose the inference library, its engine and the model. */
export const SELECTION_RULES: readonly Rule[] = [
  {
    id: 'rb-enum',
    violation: (container) => {
      const value = container.added.OPTION_ROLLING_BATCH && container.literal('OPTION_ROLLING_BATCH');
      const { backend, version } = container;
      if (!value || (ROLLING_BATCHES_OF[backend][value] ?? Infinity) <= version || (value === 'disable' && needsNoRollingBatch(container))
        || isOfAnotherLibrary(container) || usesHuggingFaceHandler(container)) {
        return undefined;
      }
      const known = ROLLING_BATCHES.find((range) => covers(version, range.from, range.to))!.value;
      const reason = known.includes(value) ? `which disables ${BACKENDS[backend].title}` : `but LMI V${version} knows ${known.join(', ')} only`;
      const own = container.defaultOf('OPTION_ROLLING_BATCH');
      return `${container.shown('OPTION_ROLLING_BATCH')}, ${reason}. Remove the variable${own === undefined ? '' : ` (default: ${JSON.stringify(own)})`}, or use the `
        + 'backend of that name.';
    },
  },
  {
    id: 'rb-other-library',
    warning: 'other-library',
    violation: (container) => isOfAnotherLibrary(container)
      ? `${container.shown('OPTION_ROLLING_BATCH')}, so the container does not serve with TensorRT-LLM, and the options are checked as if it did. Remove the variable, or `
        + 'use VllmBackend.'
      : undefined,
  },
  {
    // The guide of this version still names it, but a server that was run with it did not start.
    id: 'rb-trtllm-async',
    backends: ['TrtLlm'],
    from: ASYNC_SERVING.TrtLlm.since,
    warning: 'rolling-batch',
    // No prop sets it in these versions.
    violation: (container) => container.literal('OPTION_ROLLING_BATCH') === 'trtllm'
      ? `${container.shown('OPTION_ROLLING_BATCH')}, but LMI V${container.version} serves TensorRT-LLM asynchronously, and its server may not start when a rolling batch is named. `
        + 'Remove the variable.'
      : undefined,
  },
  {
    id: 'rb-hugging-face',
    warning: 'other-library',
    violation: (container) => usesHuggingFaceHandler(container)
      ? `${container.shown('OPTION_ROLLING_BATCH')}, so the Hugging Face handler serves instead of ${BACKENDS[container.backend].title}, one request at a time, and it reads `
        + 'few of the options. Omit the variable to serve with the backend.'
      : undefined,
  },
  {
    id: 'ds-removed',
    violation: (container) => {
      const value = container.literal('OPTION_ENTRYPOINT');
      if (value === undefined || !value.startsWith('djl_python.')) {
        return undefined;
      }
      const handler = ownValue(HANDLERS, value);
      if (handler === undefined) {
        return unknownHandler(container, value);
      }
      const { version, backend } = container;
      if (!covers(version, handler.since, handler.until)) {
        const has = handler.since > version ? `from LMI V${handler.since} on` : `in LMI V${handler.since} to V${handler.until} only`;
        return `${container.shown('OPTION_ENTRYPOINT')}, a handler that exists ${has}, but the version is LMI V${version}. Omit it.`;
      }
      return handler.backend !== undefined && handler.backend !== backend
        ? `${container.shown('OPTION_ENTRYPOINT')}, which is the handler of ${BACKENDS[handler.backend].title}. Omit it, or use ${handler.backend}Backend.`
        : undefined;
    },
  },
  {
    id: 'entrypoint-async',
    backends: ['Vllm'],
    from: ASYNC_SERVING.Vllm.byItselfSince,
    violation: (container) => container.literal('OPTION_ENTRYPOINT') === 'djl_python.huggingface' && container.environment.OPTION_ROLLING_BATCH !== 'vllm'
      && !usesHuggingFaceHandler(container)
      ? `${container.shown('OPTION_ENTRYPOINT')}, which cannot serve in asynchronous mode, so the container would not start. Omit it, or `
        + `${rollingBatchAdvice(container)}.`
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
          + `OPTION_ENTRYPOINT=${ASYNC_HANDLER} in LMI V${container.version}. Pass mode: VllmMode.ASYNC, which sets all three.`
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
          ? ' unless mode is VllmMode.ROLLING_BATCH' : ''}. Remove it.`
        : undefined;
    },
  },
  {
    id: 'vllm-engine',
    violation: (container) => {
      const value = container.literal('OPTION_ENGINE');
      const engine = engineOf(container);
      // Without a rolling batch, the other backends run under either engine.
      const isFree = ['disable'].includes(container.environment.OPTION_ROLLING_BATCH) && container.backend !== 'Vllm';
      // Engine DeepSpeed is MPI by another name (djl-serving 0.27.0-dlc, ModelInfo.java, read 2026-11-25).
      const isSame = value === engine || (container.backend === 'DeepSpeed' && value === 'DeepSpeed');
      return value !== undefined && !isSame && !isFree && !isMpiForced(container) && !picksScheduler(container) && (container.version >= 9 || engine === 'Python')
        ? `${container.shown('OPTION_ENGINE')}, but ${BACKENDS[container.backend].title} runs under ${engine}. Remove the variable.`
        : undefined;
    },
  },
  {
    id: 'engine-forced',
    warning: 'option-ignored',
    violation: (container) => {
      const isOff = container.literal('OPTION_MPI_MODE') !== undefined && !container.isOn('OPTION_MPI_MODE');
      const contrary = container.literal('OPTION_ENGINE') === 'Python' ? 'OPTION_ENGINE' : isOff ? 'OPTION_MPI_MODE' : undefined;
      return contrary !== undefined && isMpiForced(container) && container.literal('OPTION_ROLLING_BATCH') !== 'disable'
        ? `${container.shown(contrary)}, but ${BACKENDS[container.backend].title} runs under MPI all the same in LMI V${container.version}. Remove the variable.`
        : undefined;
    },
  },
  {
    id: 'engine-picks-scheduler',
    warning: 'other-library',
    violation: (container) => picksScheduler(container)
      ? `${container.shown('OPTION_ENGINE')} and ${container.shown('OPTION_ROLLING_BATCH')}, with which LMI V${container.version} does not serve with LMI-Dist but with `
        + 'the scheduler of Python. Remove both variables.'
      : undefined,
  },
  {
    id: 'option-engine-026',
    to: 8,
    warning: 'option-ignored',
    violation: (container) => container.added.OPTION_ENGINE !== undefined
      ? `${container.nameOf('OPTION_ENGINE')} does not choose the engine before LMI V9; the backend names it where that is necessary. Remove the variable.`
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
          ? `${container.shown('OPTION_MPI_MODE')}, but ${BACKENDS[container.backend].title} does not run under MPI. Remove the variable.`
          : undefined;
      }
      return value !== 'true' && !isMpiForced(container) ? `${container.shown('OPTION_MPI_MODE')}, but ${BACKENDS[container.backend].title} runs under MPI only, and the `
        + 'container compares with the exact word true. Remove the variable.' : undefined;
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
        // Without HF_MODEL_ID it only locates the model of SERVING_LOAD_MODELS, the only entry.
        OPTION_MODEL_ID: (value) => environment.HF_MODEL_ID !== undefined && value !== location,
        // Next to HF_MODEL_ID it is a second model even if it names the same location.
        SERVING_LOAD_MODELS: (value) => value.toUpperCase() !== 'ALL' && environment.HF_MODEL_ID !== undefined,
      };
      const second = Object.keys(isOther).find((name) => isLiteral(added[name]) && isOther[name](added[name]));
      return second && `${container.shown(second)}, which names a model in addition to that of the endpoint, so that the container would load both or neither. `
        + 'Remove it, and say with model where the weights are.';
    },
  },
  {
    id: 'trt-unbatched',
    backends: ['TrtLlm'],
    from: T5_WITHOUT_ROLLING_BATCH.since,
    to: T5_WITHOUT_ROLLING_BATCH.until,
    // A user who turns the rolling batch off for an unknown model may well have a T5 model.
    violation: (container) => container.literal('OPTION_ROLLING_BATCH') === 'disable' && ![undefined, 't5'].includes(container.modelType)
      ? `${container.shown('OPTION_ROLLING_BATCH')}, but without a rolling batch TensorRT-LLM serves T5 models only in LMI V${container.version}, and the container would not convert the `
        + 'weights of another. Omit it and use maxRollingBatchSize, or pass the architecture of the T5 model.'
      : undefined,
  },
  {
    id: 'batchsize-disables-rb',
    backends: ['LmiDist', 'TrtLlm', 'DeepSpeed', 'Neuronx'],
    violation: (container) => {
      const size = Number(container.literal('SERVING_BATCH_SIZE') ?? 1);
      return size > 1 && container.literal('OPTION_ROLLING_BATCH') !== 'disable'
        ? `${container.shown('SERVING_BATCH_SIZE')}, but ${BACKENDS[container.backend].title} serves with a rolling batch in LMI V${container.version}, which takes requests one by one whatever the `
          + 'server puts together. Omit it and use maxRollingBatchSize'
          + (['DeepSpeed', 'Neuronx'].includes(container.backend) ? ', or pass rollingBatch: "disable".' : servesT5(container) ? ', or pass the architecture of a T5 model.' : '.')
        : undefined;
    },
  },
];

