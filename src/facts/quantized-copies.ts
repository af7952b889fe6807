/**
 * Quantized copies of listed models, by the suffix that their owners append to the id of the base.
 *
 * Sources: `quantization_config` of Qwen/Qwen3-32B-FP8, nvidia/Llama-3.1-70B-Instruct-FP8 and nvidia/Qwen3-235B-A22B-NVFP4 (copies in
 * ai-dynamo/aiconfigurator at 095f58a5, read 2026-11-25). From memory: the layouts of AWQ, GPTQ and RedHatAI's copies (the defaults of their tools), and that owners
 * keep to these names.
 */
export interface QuantizedCopyFact {
  readonly suffix: string;
  /** Owners that copy the models of others. Default: the owner of the base. */
  readonly owners?: readonly string[];
  readonly quantization: { readonly [field: string]: unknown };
  /** Which `quant_method` describes the same weights differs from copy to copy. */
  readonly methodVaries?: true;
}

const BLOCKS = { quant_method: 'fp8', weight_block_size: [128, 128] };
const TENSORS = (bits: number, type: string, group?: number): { readonly [field: string]: unknown } => ({
  quant_method: 'compressed-tensors',
  config_groups: { group_0: { weights: { num_bits: bits, type, symmetric: true, ...(group === undefined ? {} : { group_size: group }) } } },
  ignore: ['lm_head'],
});
const NVFP4 = { quant_method: 'modelopt', quant_algo: 'NVFP4', group_size: 16, kv_cache_quant_algo: 'FP8', ignore: ['lm_head'] };
const RED_HAT = ['RedHatAI', 'neuralmagic'];
const NVIDIA = ['nvidia'];

export const QUANTIZED_COPIES: readonly QuantizedCopyFact[] = [
  { suffix: '-FP8', quantization: BLOCKS },
  { suffix: '-AWQ', quantization: { quant_method: 'awq', bits: 4, group_size: 128, zero_point: true } },
  { suffix: '-GPTQ-Int4', quantization: { quant_method: 'gptq', bits: 4, group_size: 128, sym: true } },
  { suffix: '-GPTQ-Int8', quantization: { quant_method: 'gptq', bits: 8, group_size: 128, sym: true } },
  { suffix: '-FP8', owners: NVIDIA, quantization: { quant_method: 'modelopt', quant_algo: 'FP8', kv_cache_quant_algo: 'FP8', ignore: ['lm_head'] } },
  { suffix: '-NVFP4', owners: NVIDIA, quantization: NVFP4 },
  { suffix: '-NVFP4', owners: RED_HAT, quantization: NVFP4, methodVaries: true },
  // vLLM loads some of them with `quantize: fp8` (djl-serving 0.32.0-dlc, tests/integration/llm/prepare.py, read 2026-11-26), which it refuses for compressed-tensors.
  { suffix: '-FP8', owners: RED_HAT, quantization: TENSORS(8, 'float'), methodVaries: true },
  { suffix: '-FP8-dynamic', owners: RED_HAT, quantization: TENSORS(8, 'float') },
  { suffix: '-quantized.w8a8', owners: RED_HAT, quantization: TENSORS(8, 'int') },
  { suffix: '-quantized.w8a16', owners: RED_HAT, quantization: TENSORS(8, 'int') },
  { suffix: '-quantized.w4a16', owners: RED_HAT, quantization: TENSORS(4, 'int', 128) },
];
