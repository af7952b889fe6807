import { tryEndpoint } from '../configuration/endpoint';
import { Translation } from '../configuration/translation';

// Types for code whose configuration names none and for which the library finds none, with more and more accelerators.
const GPU_TYPES = ['ml.g5.2xlarge', 'ml.g5.12xlarge', 'ml.g5.48xlarge'];
const NEURON_TYPES = ['ml.inf2.8xlarge', 'ml.inf2.24xlarge', 'ml.inf2.48xlarge', 'ml.trn1.32xlarge'];

/** The first type that the library accepts, such as one with as many accelerators as the configuration asks for; the first of all if it accepts none. */
export function defaultTypeFor(translation: Translation): string {
  const types = translation.target.backend === 'Neuronx' ? NEURON_TYPES : GPU_TYPES;
  const errorsOn = (instanceType: string) => tryEndpoint({ ...translation, instanceType }, { keepTokens: false }).findings.filter(({ level }) => level === 'error').length;
  const errors = types.map(errorsOn);
  return types[errors.indexOf(Math.min(...errors))];
}
