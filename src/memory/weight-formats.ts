/** Formats of weights. A user can ask the engine for the first six; the others come with a checkpoint. */
export type WeightFormatName = 'fp32' | 'fp16' | 'bf16' | 'fp8' | 'int8' | 'int4' | 'nvfp4' | 'mxfp4' | 'mxfp8';

/**
 * Bytes of one weight, scales included.
 *
 * 4-bit formats by their layout: 16-bit scales and zero points for groups of 128 (AWQ, GPTQ; 0.53 includes what such checkpoints leave unquantized,
 * fitted to published starts), one byte of scale for 16 weights (NVFP4) or 32 (MXFP4, MXFP8). Sources: OCP Microscaling specification 1.0;
 * vLLM 0.22.1, model_executor/layers/quantization, read 2026-11-25.
 */
export const BYTES_PER_WEIGHT: { readonly [format in WeightFormatName]: number } = {
  fp32: 4, fp16: 2, bf16: 2, fp8: 1, int8: 1, int4: 0.53, nvfp4: 0.5625, mxfp4: 0.53125, mxfp8: 1.03125,
};

/** Bits of one weight without its scales. */
export const BITS_PER_WEIGHT: { readonly [format in WeightFormatName]: number } = {
  fp32: 32, fp16: 16, bf16: 16, fp8: 8, int8: 8, int4: 4, nvfp4: 4, mxfp4: 4, mxfp8: 8,
};

/** Bytes of one integer weight in a group, with 16-bit scales, and zero points with as many bits as a weight. */
export function integerBytes(bits: number, group: number | undefined, hasZeroPoints: boolean): number {
  if (group === undefined || group <= 0) {
    return bits / 8;
  }
  return bits === 4 && group === 128 && hasZeroPoints ? BYTES_PER_WEIGHT.int4 : bits / 8 + (2 + (hasZeroPoints ? bits / 8 : 0)) / group;
}
