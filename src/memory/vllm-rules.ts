/** Context above which vLLM's V0 engine processes prompts in chunks by default (vLLM 0.5.3.post1 to 0.7.3, engine/arg_utils.py). */
export const LONG_CONTEXT = 32_768;

/** Differences between versions of vLLM. */
export interface VllmRules {
  /** The V1 engine: chunked prefill always, sampler buffers profiled. */
  readonly v1: boolean;
  /** Before 0.6: the memory outside PyTorch is a constant. */
  readonly before06: boolean;
  /** V0 chunks the prefill of contexts above `LONG_CONTEXT` by itself. */
  readonly chunksLongContexts: boolean;
  /** Tokens of one chunk in V0. */
  readonly chunk: number;
  /** The cache of multi-head latent attention is compressed. */
  readonly latentCache: boolean;
  /** Bytes of the sampler's buffers for each sequence and entry of the vocabulary. */
  readonly samplerBytes: number;
  /** Layers with a window keep only the window, not the whole context. */
  readonly windowedCache: boolean;
  /** The same for chunked attention. */
  readonly chunkedCache: boolean;
  /** The cache size that the engine prints is the concurrency times the maximum length, not the slots of all layers. */
  readonly printsConcurrency: boolean;
  /** Number of batches in flight, whose tokens windows keep in addition. */
  readonly batchesInFlight: number;
  /** Number of states that a sequence keeps: one more with prefix caching. */
  readonly statePages: number;
  /** Vision encoders are profiled with a video as long as the context. */
  readonly profilesVideo: boolean;
  /** Share of the memory that the engine takes by default. */
  readonly utilization: number;
  /** Memory for CUDA graphs is set aside before the KV cache is sized. */
  readonly reservesGraphs: boolean;
  /** Models with LongRoPE start with the original context by default. */
  readonly startsUnscaled: boolean;
  /** An 8-bit cache in the checkpoint's configuration is used. */
  readonly cacheAsCheckpointed: boolean;
}

/**
 * Rules of a vLLM version such as `0.5.3.post1`, on a GPU of a CUDA compute capability.
 *
 * Sources, read 2026-11-25 in the distributions of vLLM on PyPI: 0.10.2, 0.11.1 (config/model.py: LongRoPE; the change, pull request 27431, is of October 2025), 0.12.0 and 0.14.0 (v1/core/kv_cache_utils.py, envs.py:
 * VLLM_ALLOW_CHUNKED_LOCAL_ATTN_WITH_HYBRID_KV_CACHE off to 0.12, on from 0.14; utils/torch_utils.py: kv_cache_scheme from 0.14), 0.20.1
 * (VLLM_MEMORY_PROFILER_ESTIMATE_CUDAGRAPHS on, utilization 0.92, size printed as concurrency times length), 0.23.0 and 0.26.0 (v1/kv_cache_interface.py:
 * max_in_flight_tokens, and prefix caching of generative hybrid models, in 0.26 only). 0.19.0 has utilization 0.90 and does not reserve for graphs.
 */
export function vllmRules(version: string, computeCapability?: number): VllmRules {
  const [major, minor, patch] = version.split('.').map((part) => parseInt(part, 10) || 0);
  const number = major * 1_000_000 + minor * 1_000 + patch;
  const old = computeCapability !== undefined && computeCapability < 8;
  return {
    // V1 is the default since 0.8, except on GPUs older than Ampere until V0 was removed in 0.10.
    v1: number >= (old ? 10_000 : 8_000),
    before06: number < 6_000,
    // 0.5.3.post1 would too, but LMI V11, which has it, passes false (djl-serving 0.29.0-dlc, vllm_rb_properties.py, read 2026-11-26).
    chunksLongContexts: number >= 5_004,
    chunk: number < 6_004 ? 512 : 2048,
    latentCache: number >= 7_001,
    // The FlashInfer sampler is the default after 0.20: VLLM_USE_FLASHINFER_SAMPLER is unset in 0.20.1 and true in 0.22.1. Before, vLLM's own kernel
    // replaced sorting the logits (v1/sample/ops/topk_topp_triton.py); two starts of 0.19 show 18 and 22 bytes.
    samplerBytes: number >= 22_000 && !old ? 12 : number >= 17_000 ? 20 : 38.6,
    windowedCache: number >= 9_002,
    chunkedCache: number >= 14_000,
    printsConcurrency: number >= 20_001,
    batchesInFlight: number >= 24_000 ? 2 : 1,
    statePages: number >= 24_000 ? 2 : 1,
    profilesVideo: number >= 8_000 && number < 9_000,
    utilization: number >= 20_000 ? 0.92 : 0.9,
    reservesGraphs: number >= 20_000,
    startsUnscaled: number >= 11_001,
    cacheAsCheckpointed: number >= 14_000,
  };
}
