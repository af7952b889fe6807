import { Rule, Situation } from './rule';
import { OptionRow } from '../options/option';
import { optionsOf } from '../options/tables';

/** Versions whose rolling batch, on a request with messages, imports names that their vLLM no longer has. */
const BROKEN_CHAT = { from: 19, to: 25 };

/** Advice to use a rolling batch, with its drawback in the version. */
export function rollingBatchAdvice({ version }: { readonly version: number }): string {
  const isBroken = version >= BROKEN_CHAT.from && version <= BROKEN_CHAT.to;
  return `pass mode: VllmMode.ROLLING_BATCH${isBroken ? `, in which LMI V${version} fails every request with messages` : ''}`;
}

/** Options that are set but read only in the other mode. */
function ofOtherMode(container: Situation): string[] {
  const isOther = ({ mode }: OptionRow) => mode !== undefined && (mode === 'async') !== container.isAsync;
  return Object.values(optionsOf(container.backend)).filter((row) => isOther(row) && container.environment[row.env] !== undefined)
    .map((row) => row.env);
}

/** The user's own handler, if it may lack `async def`. */
function ownHandler(container: Situation): string | undefined {
  if (container.environment.OPTION_ENTRYPOINT === undefined) {
    return container.synchronousHandler ? 'model.py' : undefined;
  }
  const handler = container.literal('OPTION_ENTRYPOINT');
  const isFine = handler === undefined || handler.startsWith('djl_python.') || (handler === 'model.py' && container.synchronousHandler === false);
  return isFine ? undefined : handler;
}

/** The draft model of speculative decoding, if no method is given. */
function plainDraftModel(container: Situation): string | undefined {
  try {
    const config = JSON.parse(container.literal('OPTION_SPECULATIVE_CONFIG') ?? '{}') ?? {};
    // null is vLLM's default: heads of the model itself may speculate.
    return config.method === undefined && typeof config.model === 'string' ? config.model : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Rules that depend on what schedules the requests: the engine (asynchronous mode) or the model server (rolling batch).
 *
 * Source: djl-serving 0.32.0-dlc to 0.36.0-lmi27-dlc, rolling_batch/vllm_rolling_batch.py, lmi_vllm/vllm_async_service.py and LmiConfigRecommender.java; run
 * and read 2026-11-25.
 */
export const MODE_RULES: readonly Rule[] = [
  {
    // Covers output-formatter-async too.
    id: 'mode-unread',
    warning: 'option-ignored',
    violation: (container) => {
      const names = ofOtherMode(container).map((variable) => container.nameOf(variable));
      if (names.length === 0) {
        return undefined;
      }
      const remedy = `Omit ${names.length > 1 ? 'them' : 'it'}`;
      const where = container.isAsync ? `the asynchronous mode of LMI V${container.version}` : 'a rolling batch';
      const other = container.isAsync ? `, or ${rollingBatchAdvice(container)}` : ', or pass mode: VllmMode.ASYNC';
      return `${names.join(', ')} ${names.length > 1 ? 'have' : 'has'} no effect in ${where}. ${remedy}${container.backend === 'Vllm' ? other : ''}.`;
    },
  },
  {
    id: 'rolling-batch-chat',
    backends: ['Vllm'],
    ...BROKEN_CHAT,
    warning: 'chat-requests',
    violation: (container) => container.isAsync || container.literal('OPTION_ROLLING_BATCH') !== 'vllm' ? undefined
      : `${container.shown('OPTION_ROLLING_BATCH')}, with which LMI V${container.version} fails every request with messages (chat), because it imports what its vLLM `
        + 'no longer has; only requests with inputs work. Use asynchronous mode, or another LMI version.',
  },
  {
    id: 'rolling-batch-async',
    backends: ['Vllm'],
    from: 17,
    warning: 'option-ignored',
    // With variables alone, as in an endpoint to migrate, the container serves as before: asynchronously.
    isError: (container) => container.added.OPTION_ROLLING_BATCH === undefined,
    violation: (container) => container.literal('OPTION_ROLLING_BATCH') === 'vllm' && container.isOn('OPTION_ASYNC_MODE')
      ? `${container.shown('OPTION_ROLLING_BATCH')} and ${container.shown('OPTION_ASYNC_MODE')}, but LMI V${container.version} then serves asynchronously all the `
        + 'same. Remove one of them.'
      : undefined,
  },
  {
    id: 'chat-template-path',
    backends: ['Vllm'],
    from: 14,
    violation: (container) => !container.isAsync && /^\/|\.jinja$/.test(container.literal('OPTION_CHAT_TEMPLATE') ?? '')
      ? `${container.shown('OPTION_CHAT_TEMPLATE')}, but in a rolling batch the path itself would become the prompt, because the container takes the value for the `
        + `template. Pass the template as a string${container.version >= 15 ? ', or serve in asynchronous mode' : ''}.`
      : undefined,
  },
  {
    id: 'reasoning-switch',
    backends: ['Vllm'],
    from: 14,
    warning: 'option-ignored',
    violation: (container) => !container.isAsync && container.environment.OPTION_REASONING_PARSER !== undefined
      && container.environment.OPTION_ENABLE_REASONING === undefined
      ? `${container.nameOf('OPTION_REASONING_PARSER')} has no effect in a rolling batch without enableReasoning. Set enableReasoning: true.`
      : undefined,
  },
  {
    id: 'async-handler',
    backends: ['Vllm', 'TrtLlm'],
    warning: 'async-handler',
    violation: (container) => {
      const own = ownHandler(container);
      return container.isAsync && own !== undefined
        ? `${own} runs in the asynchronous mode of LMI V${container.version}, in which a handler that is not declared with "async def" ends the container. Declare it so`
          + `${container.backend === 'Vllm' ? `, or ${rollingBatchAdvice(container)}` : ''}.`
        : undefined;
    },
  },
  {
    id: 'draft-model',
    backends: ['Vllm'],
    from: 16,
    to: 19,
    warning: 'draft-model',
    violation: (container) => {
      const model = plainDraftModel(container);
      return model === undefined ? undefined
        : `${container.nameOf('OPTION_SPECULATIVE_CONFIG')} names the draft model ${JSON.stringify(model)} without a method; the vLLM of LMI V${container.version} does `
          + 'not start with an ordinary model as the draft model, only with heads such as EAGLE or Medusa. Pass the method, or use LMI V20 or later.';
    },
  },
];
