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

/** Checkpoints that a version of a backend cannot load, whatever `quantize` says. */
interface UnreadableCheckpoints {
  readonly from?: Ordinal;
  readonly to?: Ordinal;
  /** By the method in config.json. */
  readonly methods?: readonly string[];
  /** Every method but these. */
  readonly allBut?: readonly string[];
  /** Weights that are no checkpoint of the Hub may be an engine that was built from one. */
  readonly onlyFromHub?: true;
  /** What it loads instead, as the end of a sentence. */
  readonly loads: string;
}

/**
 * Backends other than vLLM and LMI-Dist do not compare `quantize` with the checkpoint: they quantize weights that they can read, and cannot read these.
 *
 * TensorRT-LLM in V15: `ModelLoader._update_from_hf_quant_config` in tensorrt_llm/llmapi/llm_utils.py, the same in copies of NVIDIA/TensorRT-LLM from before and after 0.21.0
 * (wili-65535/TensorRT-LLM 99193f40, BHbean/TensorRT-LLM 22d1bd42), and NVIDIA/TensorRT-LLM issue 6988: NotImplementedError. FP8 without scales per block fails too, but the method
 * does not tell. The toolkit of V7 to V14 is not public.
 *
 * Transformers NeuronX: `LowMemoryModule` in module.py and `load_weights` of each model in aws-neuron/transformers-neuronx 8b01968, 7a30b42, c8d6bdc and 1ade6d7 (December 2023 to
 * December 2024) read the tensors named `weight`, which AWQ and GPTQ replace by `qweight`; torch 2.1.2 raises for parameters that were never read. What goes through Transformers
 * (LMI V7 and V8, optimum) fails without a GPU, in 4.34.0 for GPTQ alone: AWQ weights stay random numbers. djl-serving 0.25.0-dlc to 0.30.0-dlc, model_loader.py.
 *
 * DeepSpeed: deepspeed.py loads with Transformers 4.34.0, 4.36.2 and 4.39.0 (V7 to V9); the images have the libraries for GPTQ and bitsandbytes, but none for AWQ, AQLM and quanto
 * (deepspeed.Dockerfile), and 4.39.0 raises for any other method. Whether DeepSpeed serves the modules of GPTQ is not public: its wheels are LMI's own.
 *
 * Read 2026-11-26.
 */
export const UNREADABLE_CHECKPOINTS: { readonly [backend: string]: readonly UnreadableCheckpoints[] } = {
  TrtLlm: [{
    from: 15, allBut: ['fp8', 'modelopt'], onlyFromHub: true,
    loads: 'weights that ModelOpt quantized, FP8 weights with a scale per block, and weights that are not quantized',
  }],
  Neuronx: [{ methods: ['awq', 'gptq'], loads: 'weights that are not quantized, which it can quantize itself (quantize)' }],
  DeepSpeed: [
    { to: 8, methods: ['awq'], loads: 'weights that are not quantized, which it can quantize itself (quantize)' },
    { from: 9, allBut: ['bitsandbytes', 'gptq'], loads: 'weights that are not quantized, which it can quantize itself (quantize)' },
  ],
};

/**
 * Methods of checkpoints whose tensors `weight` a backend reads without the scales that stand in other tensors. Source: as above for Transformers NeuronX; the names of the tensors are those
 * in vllm/model_executor/layers/quantization, read 2026-11-26. Formats that pack several weights into a number have other names or shapes, with which it does not start.
 */
export const SCALES_LOST: { readonly [backend: string]: readonly string[] } = { Neuronx: ['compressed-tensors', 'fbgemm_fp8', 'fp8', 'modelopt', 'quark'] };
