import { readFileSync } from 'node:fs';
import { estimateTokens } from './answer';
import { Failure } from '../failure';
import { random } from '../random';

/** The request schemas of LMI. */
export type Schema = 'lmi' | 'chat' | 'completions';
export const SCHEMAS = ['lmi', 'chat', 'completions'] as const;

/** One request: its body, and an estimate of the tokens in its prompt, for engines that do not count them. */
export interface Prompt {
  readonly body: string;
  readonly estimatedInputTokens: number;
}

interface PromptOptions {
  readonly schema: Schema;
  readonly stream: boolean;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly ignoreEos: boolean;
  readonly adapter?: string;
  readonly file?: string;
  readonly seed: number;
}

// Short, frequent words: in nearly every vocabulary, each is one token together with the preceding space.
const WORDS = ('the of and to in is that it was for on are as with his they at be this from have or by one had not but what all were when we there can '
  + 'an your which their said if do will each about how up out them then she many some so these would other into has more her two like him see time '
  + 'could no make than first been its who now people my made over did down only way find use may water long little very after words called just').split(' ');

/** An endless sequence of prompts: random words, so that a prefix cache is useless, or the lines of a file in turn. */
export function prompts(options: PromptOptions): () => Prompt {
  const next = random(options.seed);
  if (options.file === undefined) {
    return () => {
      const text = Array.from({ length: options.inputTokens }, () => WORDS[Math.floor(next() * WORDS.length)]).join(' ');
      return { body: JSON.stringify(request(text, options)), estimatedInputTokens: options.inputTokens };
    };
  }
  const bodies = readPrompts(options.file).map((entry): Prompt => {
    const body = JSON.stringify(requestOf(entry, options));
    return { body, estimatedInputTokens: estimateTokens(textOf(entry)) };
  });
  let index = 0;
  return () => bodies[index++ % bodies.length];
}

type Entry = string | { readonly [key: string]: any };

function readPrompts(file: string): Entry[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Failure(`cannot read the prompts of ${file} (${(error as NodeJS.ErrnoException).code})`, 'Pass a file with one JSON value per line');
  }
  const entries = text.split(/\r?\n/).map((line, index) => ({ line: line.trim(), number: index + 1 })).filter(({ line }) => line !== '').map(({ line, number }): Entry => {
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      throw new Failure(`line ${number} of ${file} is not JSON`, 'Write one JSON string or object per line');
    }
    const isEntry = typeof value === 'string'
      || (typeof value === 'object' && value !== null && ['prompt', 'inputs', 'text', 'messages'].some((key) => key in value));
    if (!isEntry) {
      throw new Failure(`line ${number} of ${file} is neither a string nor an object with prompt, inputs, text or messages`, 'See docs/benchmarking.md');
    }
    return value as Entry;
  });
  if (entries.length === 0) {
    throw new Failure(`${file} has no prompts`, 'Write one JSON string or object per line');
  }
  return entries;
}

function textOf(entry: Entry): string {
  const value = typeof entry === 'string' ? entry : entry.prompt ?? entry.inputs ?? entry.text ?? entry.messages;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The request for an entry. Fields of the schema in an object are kept; missing ones come from the options. */
function requestOf(entry: Entry, options: PromptOptions): object {
  if (typeof entry === 'string') {
    return request(entry, options);
  }
  const { text, ...given } = entry;
  const made: any = request(textOf(entry), options);
  if (options.schema === 'lmi') {
    const { prompt, messages, ...rest } = given;
    return { ...made, ...rest, parameters: { ...made.parameters, ...given.parameters } };
  }
  const { inputs, parameters, ...own } = given;
  const { [options.schema === 'chat' ? 'prompt' : 'messages']: _ofAnotherSchema, ...rest } = own;
  return { ...made, ...rest };
}

function request(text: string, { schema, stream, outputTokens, ignoreEos, adapter }: PromptOptions): object {
  const common = { ...(stream ? { stream: true } : {}), ...(adapter === undefined ? {} : { adapters: adapter }) };
  if (schema === 'lmi') {
    // With details, the last line contains the number of tokens.
    return { inputs: text, parameters: { max_new_tokens: outputTokens, details: true, ...(ignoreEos ? { ignore_eos_token: true } : {}) }, ...common };
  }
  return {
    ...(schema === 'chat' ? { messages: [{ role: 'user', content: text }] } : { prompt: text }),
    max_tokens: outputTokens,
    ...(ignoreEos ? { ignore_eos: true } : {}),
    ...common,
    ...(stream ? { stream_options: { include_usage: true } } : {}),
  };
}
