import { Ordinal, VersionRange, wordsOutside, WordsByVersion } from './option';

/**
 * Values that vLLM accepts for an option, by the LMI versions whose vLLM knows them.
 *
 * Source: source distributions of vLLM 0.6.3.post1 to 0.28.0 on PyPI (quantization registry, choices of the argument parser), read 2026-11-25. 0.15.1
 * (LMI V20) was not read: a value that 0.14.0 deprecates and 0.16.0 lacks counts as removed there. Choices of 0.28.0 (LMI V29) are assumed to be those of
 * 0.26.0.
 */

/** Quantization methods of vLLM from LMI V13 on, which passes the value on unchecked. */
export const QUANTIZATION_METHODS: WordsByVersion = {
  'aqlm': [13, 15], 'awq': 13, 'awq_marlin': 13, 'bitsandbytes': [13, 28], 'compressed-tensors': 13, 'deepspeedfp': [13, 19], 'experts_int8': 13, 'fbgemm_fp8': 13,
  'fp8': 13, 'gguf': [13, 27], 'gptq': 13, 'gptq_marlin': 13, 'gptq_marlin_24': [13, 19], 'ipex': [13, 19], 'marlin': [13, 15], 'modelopt': 13, 'neuron_quant': [13, 15],
  'qqq': [13, 15], 'tpu_int8': [13, 18], 'hqq': [14, 19], 'moe_wna16': 14, 'ptpc_fp8': [14, 23], 'quark': 14, 'nvfp4': [15, 15], 'torchao': 15, 'auto-round': [16, 19],
  'bitblas': [16, 19], 'gptq_bitblas': [16, 19], 'inc': 16, 'modelopt_fp4': 16, 'mxfp4': 16, 'petit_nvfp4': [16, 24], 'rtn': [16, 19], 'fp_quant': 17, 'cpu_awq': [18, 26],
  'cpu_gptq': [18, 18], 'modelopt_mxfp8': 21, 'modelopt_mixed': 22, 'mxfp8': 24, 'deepseek_v4_fp8': 25, 'fp8_per_block': 25, 'fp8_per_tensor': 25, 'gpt_oss_mxfp4': 25,
  'humming': 25, 'int8_per_channel_weight_only': 25, 'online': 25, 'auto_gptq': 26, 'auto_awq': 28, 'fp8_per_channel': 28, 'nvfp4_per_token': 28,
};

/** Methods of other backends and older versions of vLLM, for which there are constants too. */
const FOREIGN_METHODS = ['dynamic_int8', 'int4_awq', 'smoothquant', 'squeezellm', 'static_int8'];

/**
 * Methods of Text Generation Inference, whose variable `HF_MODEL_QUANTIZE` LMI reads too, that no vLLM version has.
 *
 * Source: documentation of text-generation-inference 3.3.5, page on quantization, read 2026-11-26.
 */
const METHODS_OF_TGI = ['bitsandbytes-fp4', 'bitsandbytes-nf4', 'eetq', 'exl2'];

/** Methods that fail, by LMI version: those that only other versions know, and those that none knows. */
export const REFUSED_QUANTIZATIONS: ReadonlyArray<VersionRange<readonly string[]>> =
  wordsOutside(QUANTIZATION_METHODS).map((range) => ({ ...range, value: [...range.value, ...FOREIGN_METHODS, ...METHODS_OF_TGI].sort() }));

/** Load formats. From V16 on plugins can add others (model_loader/__init__.py, load_config.py). */
export const LOAD_FORMATS: WordsByVersion = {
  auto: 14, dummy: 14, mistral: 14, npcache: 14, pt: 14, runai_streamer: 14, safetensors: 14, sharded_state: 14, tensorizer: 14,
  bitsandbytes: [14, 28], gguf: [14, 27], fastsafetensors: 15, runai_streamer_sharded: 16, hf: 18, instanttensor: 23, modelexpress: 26,
};

export const MOE_BACKENDS: WordsByVersion = {
  aiter: 22, auto: 22, cutlass: 22, deep_gemm: 22, flashinfer_cutedsl: 22, flashinfer_cutlass: 22, flashinfer_trtllm: 22, marlin: 22, triton: 22,
  deep_gemm_mega_moe: 25, emulation: 25, flashinfer_b12x: 26, humming: 26, triton_unfused: 26, flydsl: 28, hpc: 28,
};

export const LINEAR_BACKENDS: WordsByVersion = {
  aiter: 26, auto: 26, conch: 26, cutlass: 26, deep_gemm: 26, emulation: 26, exllama: 26, fbgemm: 26, flashinfer_cudnn: 26, flashinfer_cutlass: 26,
  flashinfer_trtllm: 26, machete: 26, marlin: 26, torch: 26, triton: 26, flashinfer_b12x: 28, flashinfer_cutedsl: 28, humming: 28,
  xpu: 28, xpu_woq: 28,
};

export const ALL2ALL_BACKENDS: WordsByVersion = {
  allgather_reducescatter: 17, deepep_high_throughput: 17, deepep_low_latency: 17, flashinfer_all2allv: 17, naive: 17, pplx: 17, mori: [21, 26],
  flashinfer_nvlink_one_sided: 23, flashinfer_nvlink_two_sided: 23, nixl_ep: 23, mori_high_throughput: 27, mori_low_latency: 27, deepep_v2: 28,
};

/** Allowed values of `max_lora_rank`, by the first LMI version. */
const RANKS: ReadonlyArray<readonly [since: Ordinal, ranks: readonly number[]]> = [
  [9, [8, 16, 32, 64]],
  [12, [8, 16, 32, 64, 128, 256]],
  [15, [8, 16, 32, 64, 128, 256, 320, 512]],
  [17, [1, 8, 16, 32, 64, 128, 256, 320, 512]],
];

/** The same as values of an option. */
export const LORA_RANKS: ReadonlyArray<VersionRange<readonly string[]>> = RANKS.map(([from, ranks], index) => ({
  from,
  to: index + 1 < RANKS.length ? RANKS[index + 1][0] - 1 : undefined,
  value: ranks.map(String),
}));
