import { BackendName } from './backends';

/**
 * Capabilities of the backends that the option tables do not cover.
 *
 * Public repository deepjavalibrary/djl-serving, branches 0.25.0-dlc to 0.36.0-lmi27-dlc, and the documentation of vLLM, read
 * 2026-08-21 unless a row says otherwise.
 */
export interface CapabilityFact {
  readonly backend: BackendName;
  readonly since: number;
  readonly until?: number;
  readonly source: string;
}

/** An engine that receives requests individually, instead of in rolling batches that the model server forms. */
export interface AsyncServingFact extends CapabilityFact {
  /** First version that does so by default. */
  readonly byItselfSince: number;
  /** Whether a rolling batch, if named, replaces the engine's own scheduling. */
  readonly yieldsToRollingBatch: boolean;
}

export const ASYNC_SERVING = {
  Vllm: {
    backend: 'Vllm',
    since: 15,
    byItselfSince: 17,
    yieldsToRollingBatch: true,
    source: 'djl-serving 0.33.0-dlc:engines/python/setup/djl_python/lmi_vllm/vllm_async_service.py, '
      + '0.36.0-lmi27-dlc:wlm/src/main/java/ai/djl/serving/wlm/LmiConfigRecommender.java:46, read 2026-08-21',
  },
  TrtLlm: {
    backend: 'TrtLlm',
    since: 15,
    byItselfSince: 15,
    yieldsToRollingBatch: false,
    source: 'djl-serving 0.33.0-dlc:engines/python/src/main/java/ai/djl/python/engine/PyModel.java:185, read 2026-08-21',
  },
} as const satisfies { readonly [backend in BackendName]?: AsyncServingFact };

/** Embeddings with the backend itself. (LMI can also embed with ONNX Runtime, PyTorch and Rust, which this library does not cover.) */
export const EMBEDDING: readonly CapabilityFact[] = [
  {
    backend: 'Vllm',
    since: 25,
    source: 'djl-serving 0.36.0-lmi27-dlc:engines/python/setup/djl_python/lmi_vllm/request_response_utils.py:307 and '
      + 'serving/docs/lmi/user_guides/embedding-user-guide.md, read 2026-08-21',
  },
];

/** A formatter in `model.py` that determines the format of streams, so that OpenAI clients get server-sent events. */
export const OPENAI_STREAMING = {
  backend: 'Vllm',
  since: 19,
  /** The branch of V19 ends one commit before 39ab90b5, which the release notes of V19 announce. */
  confirmedSince: 20,
  /** Values of `task` for which the handler embeds instead of generating. */
  otherTasks: ['text-embedding', 'feature-extraction'] as readonly string[],
  source: 'djl-serving 39ab90b5 (#2993, 2026-01-26), 0.36.0-lmi20-dlc and 0.36.0-lmi27-dlc:engines/python/setup/djl_python/lmi_vllm/vllm_async_service.py, '
    + 'serving/docs/lmi/release_notes.md (V19), read 2026-11-25',
} as const satisfies CapabilityFact & { readonly confirmedSince: number; readonly otherTasks: readonly string[] };

/** Versions in which vLLM, and thus LMI-Dist, loads checkpoints with 8-bit integers (W8A8) automatically. */
export const INT8_CHECKPOINTS: readonly CapabilityFact[] = [
  { backend: 'Vllm', since: 12, source: 'documentation of vLLM 0.6.0, quantization/int8.rst, read 2026-11' },
  { backend: 'LmiDist', since: 12, until: 14, source: 'documentation of vLLM 0.6.0, quantization/int8.rst, read 2026-11' },
];

/**
 * Methods of `quantize` in versions in which LMI no longer checks a list but vLLM does (V13 and later). vLLM 0.6.2, the last one for which LMI
 * had its own list, has them, and so does every later one.
 *
 * Source: documentation of vLLM 0.6.4, 0.8.4 and 0.9.2, page on supported hardware for quantization kernels, read 2026-11.
 */
export const QUANTIZATIONS_OF_VLLM: readonly string[] = ['awq', 'gptq', 'fp8'];

/** Versions of the LMI-Dist library by LMI version. Source: image files of djl-serving 0.25.0-dlc to 0.32.0-dlc, read 2026-08-21. */
export const LMI_DIST_LIBRARY: { readonly [ordinal: number]: string } = {
  7: '0.9.4.post0', 8: '8.0.0', 9: '9.0.0', 10: '10.0.0', 11: '11.0.0', 12: '12.0.0', 13: '13.0.0', 14: '13.0.0',
};

/**
 * LMI versions that serve T5 models with TensorRT-LLM without a rolling batch, in batches of 32 that the container forms by itself. For any other model, the
 * container then neither converts the weights nor starts MPI.
 *
 * Source: djl-serving 0.27.0-dlc and 0.28.0-dlc:wlm/src/main/java/ai/djl/serving/wlm/LmiConfigRecommender.java, run 2026-11-25.
 */
export const T5_WITHOUT_ROLLING_BATCH = { since: 9, until: 10 };
