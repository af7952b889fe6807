import { Ordinal, WordsByVersion } from './option';

/**
 * What vLLM does with `quantize` if the checkpoint names its method too. Both have to be the same, except for the words below, which stand for other kernels.
 *
 * Source: `_verify_quantization` of ModelConfig and `override_quantization_method` of the methods in the source distributions of vLLM 0.3.3 to 0.28.0 (without
 * 0.15.1), run with a stub of a GPU of compute capability 9.0; read 2026-11-26. Not every checkpoint suits each of the kernels.
 */
export const CHECKPOINT_WORDS: { readonly [method: string]: WordsByVersion } = {
  'auto-round': { inc: 21 },
  'awq': { auto_awq: 28, awq_marlin: 12, marlin: [11, 15], moe_wna16: 14 },
  'gptq': { auto_gptq: 26, bitblas: [16, 19], gptq_bitblas: [16, 19], gptq_marlin: 12, gptq_marlin_24: [11, 19], marlin: [10, 15], moe_wna16: 14 },
};

/** Words that every checkpoint can be loaded with. `gguf` is for a file in that format, whose base model may be quantized otherwise. */
export const WORDS_FOR_ALL: WordsByVersion = { gguf: 13, humming: 25 };

/** Since when vLLM takes the method of the checkpoint whatever `quantize` says. Source: as above. */
export const CHECKPOINT_WINS: { readonly [method: string]: Ordinal } = { 'auto-round': 21, 'modelopt': 16, 'mxfp4': 25 };

/**
 * Methods whose parameters vLLM reads from the checkpoint, by the first LMI version: it does not start without them.
 *
 * Source: `get_config_filenames` and the constructors in vllm/model_executor/layers/quantization of the same versions of vLLM, read 2026-11-26.
 */
export const CHECKPOINT_ONLY: { readonly [method: string]: Ordinal } = {
  'aqlm': 10, 'auto_awq': 28, 'auto_gptq': 26, 'auto-round': 16, 'awq': 7, 'awq_marlin': 11, 'bitblas': 16, 'compressed-tensors': 11, 'fbgemm_fp8': 11, 'gptq': 9,
  'gptq_bitblas': 16, 'gptq_marlin': 10, 'gptq_marlin_24': 11, 'hqq': 14, 'inc': 21, 'marlin': 10, 'modelopt': 12, 'modelopt_fp4': 16, 'modelopt_mixed': 22,
  'modelopt_mxfp8': 21, 'moe_wna16': 14, 'nvfp4': 15, 'qqq': 13, 'quark': 14, 'squeezellm': 7,
};
