/** How the weights are held in the accelerators' memory. Embeddings keep 16 bits in all formats but FP32. */
export enum WeightFormat {
  /** 32-bit floating point, 4 bytes a weight. */
  FP32 = 'fp32',
  /** 16-bit floating point, 2 bytes a weight. */
  FP16 = 'fp16',
  /** bfloat16, 2 bytes a weight. T4 and V100 do not compute in it. */
  BF16 = 'bf16',
  /** 8-bit floating point, 1 byte a weight. */
  FP8 = 'fp8',
  /** 8-bit integers, 1 byte a weight: GPTQ with 8 bits, SmoothQuant, bitsandbytes with 8 bits. */
  INT8 = 'int8',
  /** 4-bit weights, 0.53 bytes a weight with their scales: AWQ, GPTQ with 4 bits, MXFP4, bitsandbytes with 4 bits. */
  INT4 = 'int4',
}
