import { tryEndpoint } from '../configuration/endpoint';
import { Translation } from '../configuration/translation';

// Types for code when neither the configuration nor the library provides one, with an increasing number of accelerators.
const GPU_TYPES = ['ml.g5.2xlarge', 'ml.g5.12xlarge', 'ml.g5.48xlarge'];
const NEURON_TYPES = ['ml.inf2.8xlarge', 'ml.inf2.24xlarge', 'ml.inf2.48xlarge', 'ml.trn1.32xlarge'];

/** The first type that the library accepts, such as one with as many accelerators as the configuration needs; the first one if it accepts none. */
export function defaultTypeFor(translation: Translation): string {
  const types = translation.target.backend === 'Neuronx' ? NEURON_TYPES : GPU_TYPES;
  const errorsOn = (instanceType: string) => tryEndpoint({ ...translation, instanceType }, { keepTokens: false }).findings.filter(({ level }) => level === 'error').length;
  const errors = types.map(errorsOn);
  return types[errors.indexOf(Math.min(...errors))];
}
