import { DEEPSPEED_KERNEL_INJECTION, DEEPSPEED_SMOOTHQUANT, ModelTypeList } from '../../src/options/model-types';
import { atVersion } from '../../src/options/option';

/* engines/python/setup/djl_python/deepspeed.py of djl-serving 0.26.0-dlc: OPTIMIZED_MODEL_TYPES and SMOOTHQUANT_SUPPORTED_MODEL_TYPES, read 2026-11-26. */
test.each<[string, ModelTypeList, readonly string[]]>([
  ['kernels of its own', DEEPSPEED_KERNEL_INJECTION, ['roberta', 'xlm-roberta', 'gpt2', 'bert', 'gpt_neo', 'gptj', 'opt', 'gpt_neox', 'bloom', 'llama']],
  ['SmoothQuant', DEEPSPEED_SMOOTHQUANT, ['gpt2', 'gpt_neo', 'gptj', 'gpt_neox', 'bloom', 'llama']],
])('DeepSpeed has %s for the model types of its handler, in the versions that have an image for it', (_what, list, types) => {
  expect([7, 8, 9].map((version) => [...atVersion(list, version) ?? []].sort())).toEqual(Array(3).fill([...types].sort()));
  expect([6, 10].map((version) => atVersion(list, version))).toEqual([undefined, undefined]);
});
