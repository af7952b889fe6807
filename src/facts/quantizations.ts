/**
 * Values of LMI's `option.quantize`, with the resulting format of the weights.
 *
 * Source: djl-serving properties managers 0.25.0-dlc to 0.36.0-lmi27-dlc and its user guides, read 2026-08-21. Which backend accepts which
 * value in which version is in the option tables; those of newer vLLM were read from its source distributions 0.6.2 to 0.26.0 on 2026-11-25. `bits` is the width of a quantized weight.
 */
export interface QuantizationFact {
  readonly value: string;
  readonly bits: 4 | 8;
  readonly summary: string;
}

export const QUANTIZATIONS = {
  AWQ: { value: 'awq', bits: 4, summary: 'Activation-aware weight quantization (4 bit).' },
  AWQ_MARLIN: { value: 'awq_marlin', bits: 4, summary: 'AWQ weights (4 bit) on the Marlin kernels.' },
  BITSANDBYTES: { value: 'bitsandbytes', bits: 4, summary: 'bitsandbytes, quantized while loading (4 bit in vLLM).' },
  BITSANDBYTES4: { value: 'bitsandbytes4', bits: 4, summary: 'bitsandbytes with 4 bit, quantized while loading.' },
  BITSANDBYTES8: { value: 'bitsandbytes8', bits: 8, summary: 'bitsandbytes with 8 bit, quantized while loading.' },
  COMPRESSED_TENSORS: { value: 'compressed-tensors', bits: 8, summary: 'Checkpoints in the compressed-tensors format.' },
  DEEPSPEEDFP: { value: 'deepspeedfp', bits: 8, summary: 'DeepSpeed floating-point quantization while loading (8 bit by default).' },
  DYNAMIC_INT8: { value: 'dynamic_int8', bits: 8, summary: 'Dynamic 8-bit integer quantization while loading.' },
  EXPERTS_INT8: { value: 'experts_int8', bits: 8, summary: '8-bit integers for the experts of a mixture, quantized while loading.' },
  FBGEMM_FP8: { value: 'fbgemm_fp8', bits: 8, summary: 'Checkpoints in 8-bit floating point for the FBGEMM kernels.' },
  FP8: { value: 'fp8', bits: 8, summary: '8-bit floating point.' },
  FP8_PER_BLOCK: { value: 'fp8_per_block', bits: 8, summary: '8-bit floating point with a scale per block, quantized while loading.' },
  FP8_PER_TENSOR: { value: 'fp8_per_tensor', bits: 8, summary: '8-bit floating point with a scale per tensor, quantized while loading.' },
  GPTQ: { value: 'gptq', bits: 4, summary: 'GPTQ weights (4 bit as a rule).' },
  GPTQ_MARLIN: { value: 'gptq_marlin', bits: 4, summary: 'GPTQ weights on the Marlin kernels.' },
  GPTQ_MARLIN_24: { value: 'gptq_marlin_24', bits: 4, summary: 'GPTQ weights with 2:4 sparsity on the Marlin kernels.' },
  INT8_PER_CHANNEL_WEIGHT_ONLY: {
    value: 'int8_per_channel_weight_only', bits: 8, summary: '8-bit integer weights with a scale per channel, quantized while loading.',
  },
  MARLIN: { value: 'marlin', bits: 4, summary: 'Weights stored in the Marlin format (4 bit).' },
  MODELOPT: { value: 'modelopt', bits: 8, summary: 'Checkpoints in 8-bit floating point from NVIDIA Model Optimizer.' },
  MODELOPT_FP4: { value: 'modelopt_fp4', bits: 4, summary: 'Checkpoints in 4-bit floating point (NVFP4) from NVIDIA Model Optimizer.' },
  MXFP4: { value: 'mxfp4', bits: 4, summary: 'Checkpoints in 4-bit microscaling floating point.' },
  MXFP8: { value: 'mxfp8', bits: 8, summary: '8-bit microscaling floating point.' },
  SMOOTHQUANT: { value: 'smoothquant', bits: 8, summary: 'SmoothQuant: 8-bit weights and activations.' },
  SQUEEZELLM: { value: 'squeezellm', bits: 4, summary: 'SqueezeLLM weights (4 bit).' },
  STATIC_INT8: { value: 'static_int8', bits: 8, summary: 'Static 8-bit integer weights.' },
} as const satisfies { readonly [constant: string]: QuantizationFact };
