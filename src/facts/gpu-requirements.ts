/**
 * Minimum requirements for running vLLM on a GPU.
 *
 * Sources, read 2026-11-25: `get_min_capability` in vLLM 0.22.1, model_executor/layers/quantization, by method; config/model.py of vLLM 0.26.0 for families that
 * refuse 16-bit floating point (model-families.ts). djl-serving pull requests 3054, 3074 and 3075: the vLLM of LMI V27 and later is built for compute
 * capability 8.0 and newer. PyTorch issues 172352 and 190385: builds with CUDA 13 have no code for GPUs before Turing. The images of V25 and V26 take PyTorch from
 * its index for CUDA 13.0 (djl-serving 0.36.0-lmi26-dlc, lmi-container-requirements.txt). That Blackwell GPUs need CUDA 12.8 is from memory of NVIDIA's and
 * PyTorch's release notes.
 */

/** Minimum compute capability of quantization methods, if it is higher than that of the engine itself. */
export const METHOD_CAPABILITIES: { readonly [method: string]: number } = {
  awq: 7.5,
  experts_int8: 8,
  fbgemm_fp8: 8,
  fp_quant: 10,
  fp8: 8,
  mxfp4: 8,
  gpt_oss_mxfp4: 8,
};

/**
 * The same for TensorRT-LLM: its FP8 kernels exist for Ada and later.
 *
 * Source: support matrix in the documentation of TensorRT-LLM 0.18.2, read 2026-11-26.
 */
export const TENSORRT_METHOD_CAPABILITIES: { readonly [method: string]: number } = { fp8: 8.9 };

/** First LMI version whose vLLM is built only for newer GPUs, and the lowest compute capability that it is built for. */
export const BUILT_FOR = { since: 27, computeCapability: 8 };

/** Lowest compute capability of Blackwell GPUs, and the CUDA version, times ten, that their kernels need. */
export const BLACKWELL = { computeCapability: 10, cuda: 128 };

/** First CUDA version, times ten, without code for GPUs before Turing, and the compute capability of Turing. */
export const TURING = { since: 130, computeCapability: 7.5 };
