import { Rule } from './rule';
import { ServedOptions } from './served-options';
import { LONG_CONTEXT } from '../memory/vllm-rules';

/** Variables that change the number of positions given in the model's `config.json`. */
const SCALING = ['OPTION_HF_OVERRIDES', 'OPTION_HF_CONFIG_PATH', 'OPTION_ROPE_SCALING', 'OPTION_ROPE_THETA'];
/** First LMI version whose vLLM has `VLLM_ALLOW_LONG_MAX_MODEL_LEN` (vllm-project/vllm#7080, in 0.5.4). */
const ALLOWED_SINCE = 12;
/** First LMI version that leaves chunked prefill of long contexts to vLLM; V11 passes false (djl-serving 0.29.0-dlc and 0.30.0-dlc, vllm_rb_properties.py, read 2026-11-26). */
const CHUNKS_SINCE = 12;

/** Whether a variable lets the context exceed what the model's `config.json` gives. */
export function mayExceedModel({ version, environment }: Pick<ServedOptions, 'version' | 'environment'>): boolean {
  return (version >= ALLOWED_SINCE && environment.VLLM_ALLOW_LONG_MAX_MODEL_LEN !== undefined)
    || SCALING.some((name) => environment[name] !== undefined);
}

/**
 * Context lengths that vLLM refuses at startup.
 *
 * Source: `_get_and_verify_max_len` and `SchedulerConfig._verify_args` in vllm/config of vLLM 0.2.7 to 0.28.0 (vllm-project/vllm#972, #7080), read 2026-11-26.
 */
export const CONTEXT_RULES: readonly Rule[] = [
  {
    id: 'context-beyond-model',
    backends: ['Vllm'],
    from: 8,
    warning: 'long-context',
    // An architecture that is passed may be that of the model from which this one was trained, with scaled positions.
    isError: (container) => container.isCatalogModel,
    violation: (container) => {
      const asked = container.count('OPTION_MAX_MODEL_LEN');
      const { maxPositionEmbeddings: own, version } = container;
      return asked === undefined || own === undefined || asked <= own || mayExceedModel(container) ? undefined
        : `${container.shown('OPTION_MAX_MODEL_LEN')}, but the model is made for ${own} tokens, and vLLM does not start with more. Lower it, or scale the positions of the model `
          + `with ${version >= 14 ? 'hfOverrides' : 'its config.json'}.`;
    },
  },
  {
    id: 'prefill-below-context',
    backends: ['Vllm'],
    from: 8,
    to: 14,
    violation: (container) => {
      const tokens = container.count('OPTION_MAX_ROLLING_BATCH_PREFILL_TOKENS');
      const context = container.count('OPTION_MAX_MODEL_LEN') ?? container.maxPositionEmbeddings;
      const isChunked = container.isOn('OPTION_ENABLE_CHUNKED_PREFILL')
        || (container.version >= CHUNKS_SINCE && context !== undefined && context > LONG_CONTEXT && container.flag('OPTION_ENABLE_CHUNKED_PREFILL') === undefined);
      return tokens !== undefined && context !== undefined && tokens < context && !isChunked
        ? `${container.shown('OPTION_MAX_ROLLING_BATCH_PREFILL_TOKENS')}, but must be at least the context, which is ${context} tokens, because without chunked prefill a prompt `
          + `is processed in one step. Raise it, ${container.version >= 11 ? 'set enableChunkedPrefill: true, ' : ''}or lower maxModelLen.`
        : undefined;
    },
  },
];
