import { doubt, Finding } from './finding';
import { Source } from './source';
import { isKnownVariable } from '../../src/options/tables';

/** Prefixes of what runs in the container: model server, Hub, engines and their libraries. The tables have only what configures LMI itself. */
const IN_THE_CONTAINER = new RegExp(`^(${[
  'OPTION', 'SERVING', 'DJL', 'LMI', 'SAGEMAKER', 'SM', 'HF', 'HUGGING_?FACE(_?HUB)?', 'TRANSFORMERS', 'TOKENIZERS', 'VLLM', 'LMCACHE', 'RAY', 'PYTORCH', 'TORCH', 'TRITON',
  'NCCL', 'CUDA', 'NVIDIA', 'TRTLLM', 'TLLM', 'NEURON', 'NEURONX', 'XLA', 'FI', 'OMPI', 'OMP', 'PYTHON', 'JAVA', 'LD',
].join('|')})_`);
const SHOWN_NAMES = 5;

/** A warning if nothing in the container is known to read any of the variables: the file is probably that of another program. */
export function doubtOfForeign({ settings, deferred = [] }: Source): Finding[] {
  const names = [...settings.map(({ variable }) => variable), ...deferred];
  if (names.length === 0 || names.some(isOfContainer)) {
    return [];
  }
  const more = names.length > SHOWN_NAMES ? ` and ${names.length - SHOWN_NAMES} more` : '';
  return [doubt('', `neither LMI nor its engine is known to read any of these variables: ${names.slice(0, SHOWN_NAMES).join(', ')}${more}. Pass the variables of the container.`)];
}

function isOfContainer(name: string): boolean {
  return IN_THE_CONTAINER.test(name) || isKnownVariable(name);
}
