import { Construct } from 'constructs';
import { LmiBackend, LmiBackendConfig } from '../backend/lmi-backend';
import { ServedOptions } from '../backend/served-options';
import { Problems, show } from '../checks/problems';
import { warn } from '../checks/warnings';
import { BACKENDS } from '../facts/backends';
import { OPENAI_STREAMING } from '../facts/capabilities';
import { LmiModelConfig } from '../model/lmi-model-config';

/**
 * The `model.py` that makes LMI stream server-sent events. The asynchronous handler of vLLM passes every chunk to it, and sends what it returns.
 *
 * An error that vLLM finds before it generates is passed as an object too. Returned, it would reach the client with status 200; raised, it is a 424.
 */
const FORMATTER = `"""Streams vLLM's server-sent events as they are, which OpenAI clients read; LMI alone would turn them into JSON lines."""
from djl_python.output_formatter import output_formatter


@output_formatter
def openai_events(output):
    error = getattr(output, "error", None)
    if error is not None and not hasattr(output, "choices"):
        raise ValueError(getattr(error, "message", str(error)))
    return output
`;

/** Files that go next to the weights so that the container streams for OpenAI clients. */
export const OPENAI_FILES = { 'model.py': FORMATTER };

/** Checks that the formatter is present and will be called. */
export function checkOpenAiStreaming(
  scope: Construct, problems: Problems, backend: LmiBackend, config: LmiBackendConfig, options: ServedOptions, model: LmiModelConfig,
): void {
  const said = 'openAiStreaming is true, but';
  const name = backend._name;
  if (name !== undefined && name !== OPENAI_STREAMING.backend) {
    problems.add(`${said} ${BACKENDS[name].title} does not generate OpenAI events. Use VllmBackend, or omit openAiStreaming.`);
    return;
  }
  const isVersionKnown = backend._isVersionKnown;
  if (isVersionKnown && backend.version._ordinal < OPENAI_STREAMING.since) {
    problems.add(`${said} ${backend.version} rewrites what a formatter returns. Use LMI V${OPENAI_STREAMING.since} or later, or omit openAiStreaming.`);
    return;
  }
  if (!isVersionKnown || name === undefined) {
    warn(scope, 'openai-streaming', `openAiStreaming requires the asynchronous vLLM handler of LMI V${OPENAI_STREAMING.since} or later, but the library does not know `
      + `the version of ${config.image.version === undefined ? 'the image' : 'the backend'}. Pass its version, and test a streaming request.`);
  } else if (backend.version._ordinal < OPENAI_STREAMING.confirmedSince) {
    warn(scope, 'openai-streaming', `the release notes of ${backend.version} announce formatters for streams, but its published source lacks them. Use LMI `
      + `V${OPENAI_STREAMING.confirmedSince} or later, or test a streaming request.`);
  }
  if (name !== undefined && !options.isAsync) {
    problems.add(`${said} a rolling batch always streams JSON lines. Omit mode, or set it to VllmMode.ASYNC.`);
  }
  const task = options.literal('OPTION_TASK');
  if (task !== undefined && OPENAI_STREAMING.otherTasks.includes(task)) {
    problems.add(`${said} task is ${show(task)}, which generates no output to stream. Omit openAiStreaming.`);
  }
  if (!(model.files ?? []).includes('model.py')) {
    problems.add(`${said} the model takes no files next to its weights. Pass an LmiModel of this library, or pack a model.py with a formatter yourself.`);
  }
}
