import { Rule, Situation } from './rule';
import { BACKENDS } from '../facts/backends';
import { EMBEDDING, OPENAI_STREAMING } from '../facts/capabilities';

/** First LMI version whose vLLM handler embeds. */
const EMBEDS_SINCE = EMBEDDING.find(({ backend }) => backend === 'Vllm')!.since;

/** Whether the model goes to a handler that may serve anything, or a task is chosen that this library does not know the consequence of. */
function isServedOtherwise(container: Situation): boolean {
  const handler = container.environment.OPTION_ENTRYPOINT;
  const isOwnHandler = handler !== undefined && !container.literal('OPTION_ENTRYPOINT')?.startsWith('djl_python.lmi_');
  return isOwnHandler || container.files?.includes('model.py') === true || container.added.OPTION_ROLLING_BATCH === 'disable' || container.added.OPTION_ENGINE !== undefined
    || container.isUnknown('OPTION_TASK') || (embeds(container) && OPENAI_STREAMING.otherTasks.includes(container.literal('OPTION_TASK') ?? ''));
}

function embeds({ backend, version }: Situation): boolean {
  return backend === 'Vllm' && version >= EMBEDS_SINCE;
}

/** How to get vectors. */
function remedy(container: Situation): string {
  return embeds(container) ? 'Pass task: "text-embedding" to VllmBackend' : `Use VllmBackend with LMI V${EMBEDS_SINCE} or later and task: "text-embedding"`;
}

function where({ backend, version }: Situation): string {
  return `${BACKENDS[backend].title} in LMI V${version}`;
}

/**
 * What the handlers do with a model that is not for text: only a task turns the route for embeddings on, and there is none for scores.
 *
 * Source: djl-serving 0.33.0-dlc to 0.36.0-lmi27-dlc:engines/python/setup/djl_python/lmi_vllm/vllm_async_service.py (`is_embedding`, `preprocess_request`), read 2026-11-26.
 */
export const TASK_RULES: readonly Rule[] = [
  {
    id: 'classifier',
    warning: 'no-route',
    backends: ['Vllm'],
    violation: (container) => container.isClassifier && !isServedOtherwise(container)
      ? `the model has the architecture ${container.architectures.join(', ')}, which returns scores, for which the handler of ${where(container)} has no route: every request fails, `
        + 'whatever the task. Serve it with a handler of your own (model.py next to the weights), or take a reranker that is a language model.'
      : undefined,
  },
  {
    id: 'encoder-task',
    warning: 'embedding-task',
    backends: ['Vllm'],
    violation: (container) => container.isEncoder && !container.isClassifier && !isServedOtherwise(container)
      ? `the model is an encoder, which generates no text, so that every request to ${where(container)} fails unless task makes it embed. ${remedy(container)}, or serve it with a `
        + 'handler of your own.'
      : undefined,
  },
  {
    id: 'embedding-task',
    warning: 'embedding-task',
    violation: (container) => container.isForEmbeddings && !container.isEncoder && !isServedOtherwise(container)
      ? `the model is for embeddings, but ${where(container)} generates text with it${embeds(container) ? ' unless task says otherwise' : ''}. ${remedy(container)}.`
      : undefined,
  },
];
