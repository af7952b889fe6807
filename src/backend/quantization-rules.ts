import { CheckpointFate, fateOf, loadedInstead, losesScales, needsQuantizedCheckpoint } from './checkpoint-fate';
import { hasOwnHandler, ModelRule, Rule, Situation } from './rule';
import { BACKENDS } from '../facts/backends';
import { LMI_DIST_ARCHITECTURES } from '../facts/vllm-architectures';

/** What becomes of the method that is set for a checkpoint whose own method is known; undefined if one of them is not, or the user overrides the checkpoint's config. */
function fateIn({ backend, version, quantizationMethod, modelType, environment }: Situation, method: string | undefined): CheckpointFate | undefined {
  const vllm = backend === 'LmiDist' ? LMI_DIST_ARCHITECTURES[version] : version;
  return method === undefined || method === '' || quantizationMethod === undefined || vllm === undefined || environment.OPTION_HF_OVERRIDES !== undefined ? undefined
    : fateOf(method, { version: vllm, method: quantizationMethod, modelType });
}

/** Which quantized checkpoints a backend loads, whatever `quantize` says. */
export const CHECKPOINT_RULES: readonly ModelRule[] = [
  {
    id: 'quant-unreadable',
    backends: ['TrtLlm', 'Neuronx', 'DeepSpeed'],
    violation: (container) => {
      const { backend, version, quantizationMethod: method, isFromHub } = container;
      const loads = method === undefined || hasOwnHandler(container) ? undefined : loadedInstead(backend, { version, method, isFromHub });
      return loads && `the checkpoint is quantized with "${method}", which ${BACKENDS[backend].title} in LMI V${version} cannot load: it loads ${loads}. Use another copy of the model, `
        + 'or VllmBackend.';
    },
  },
  {
    id: 'quant-scales',
    backends: ['Neuronx'],
    warning: 'scales-lost',
    violation: (container) => {
      const { backend, version, quantizationMethod: method } = container;
      return method !== undefined && !hasOwnHandler(container) && losesScales(backend, method)
        ? `the checkpoint is quantized with "${method}", but ${BACKENDS[backend].title} in LMI V${version} reads no scales: the container does not start, or its responses are wrong. Use `
          + 'a copy of the model that is not quantized.'
        : undefined;
    },
  },
];

/** How `quantize` and the checkpoint go together. */
export const QUANTIZATION_RULES: readonly Rule[] = [
  ...CHECKPOINT_RULES,
  {
    id: 'quant-mismatch',
    backends: ['Vllm', 'LmiDist'],
    violation: (container) => fateIn(container, container.literal('OPTION_QUANTIZE')) === 'refuses'
      ? `${container.shown('OPTION_QUANTIZE')}, but the checkpoint is quantized with "${container.quantizationMethod}", and the container does not start when the two differ. `
        + `Omit ${container.nameOf('OPTION_QUANTIZE')}, or use a checkpoint that is not quantized.`
      : undefined,
  },
  {
    id: 'quant-ignored',
    backends: ['Vllm'],
    warning: 'option-ignored',
    violation: (container) => fateIn(container, container.literal('OPTION_QUANTIZE')) === 'ignores'
      ? `${container.shown('OPTION_QUANTIZE')}, which has no effect: the checkpoint is quantized with "${container.quantizationMethod}", and LMI V${container.version} loads it `
        + `that way. Omit ${container.nameOf('OPTION_QUANTIZE')}.`
      : undefined,
  },
  {
    // "Cannot find the config file for awq" (vllm-project/vllm#1419, #13612, read 2026-11-26).
    id: 'quant-unquantized',
    backends: ['Vllm', 'LmiDist'],
    warning: 'unquantized-checkpoint',
    violation: (container) => container.isCatalogModel && !container.isQuantized
      && needsQuantizedCheckpoint(container.literal('OPTION_QUANTIZE') ?? '', container.version)
      ? `${container.shown('OPTION_QUANTIZE')}, a method for checkpoints that are quantized already, but that of the model is not, so that the container does not start. Use a `
        + 'quantized copy of the model, or a method that quantizes at startup, such as "fp8".'
      : undefined,
  },
  {
    id: 'quant-prequantized',
    backends: ['Vllm', 'LmiDist'],
    from: 12,
    warning: 'needless-quantization',
    violation: (container) => {
      const method = container.literal('OPTION_QUANTIZE');
      return method !== undefined && method === container.quantizationMethod
        ? `${container.shown('OPTION_QUANTIZE')}, which the checkpoint says itself; giving it keeps the engine from choosing its fastest kernels. Omit it.`
        : undefined;
    },
  },
];
