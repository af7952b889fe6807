import { Rule, Situation } from './rule';
import { nearest } from '../checks/nearest';
import { asSentence } from '../checks/problems';
import { atVersion, VersionRange, wordsOf } from '../options/option';
import { LOAD_FORMATS, QUANTIZATION_METHODS } from '../options/vllm-words';

/** Options whose values vLLM looks up in a registry that a plugin can extend. */
const REGISTERED: { readonly [variable: string]: ReadonlyArray<VersionRange<readonly string[]>> } = {
  OPTION_LOAD_FORMAT: wordsOf(LOAD_FORMATS),
  OPTION_QUANTIZE: wordsOf(QUANTIZATION_METHODS),
};

function unregistered(container: Situation, variable: string): string | undefined {
  const word = container.literal(variable);
  const words = atVersion(REGISTERED[variable], container.version) ?? [];
  if (word === undefined || words.includes(word.toLowerCase())) {
    return undefined;
  }
  const close = nearest(word.toLowerCase(), words);
  return `${container.shown(variable)}, which the vLLM of LMI V${container.version} does not register, so that the container starts only with a plugin that does: `
    + asSentence(close === undefined ? `it has ${words.join(', ')}` : `did you mean ${close}?`);
}

/** Values that only a plugin could register. Where no plugin can help, the option table makes it an error. */
export const WORD_RULES: readonly Rule[] = Object.keys(REGISTERED).map((variable) => ({
  id: `unregistered-${variable.slice('OPTION_'.length).toLowerCase().replace('_', '-')}`,
  backends: ['Vllm'],
  from: 16,
  warning: 'unknown-word',
  violation: (container) => unregistered(container, variable),
}));
