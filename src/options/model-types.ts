import { VersionRange } from './option';

/**
 * Models that a backend serves, by the `model_type` in their Hugging Face config.json and by LMI version.
 *
 * A list contains what the handler of that version compares with, or what the guide of that version documents. The guides use
 * family names ("GPT-NeoX", "Llama 2 / 3"); the tables use the model_type of those families. A version that no range covers
 * has no list: nothing is known, so nothing is refused.
 *
 * Public repository deepjavalibrary/djl-serving, read 2026-08-21.
 */
export type ModelTypeList = ReadonlyArray<VersionRange<readonly string[]>>;

/**
 * DeepSpeed replaces the layers of these types with its own kernels, and its rolling batch serves no others.
 * (Without a rolling batch, others run with automatic tensor parallelism.)
 *
 * Source: djl-serving 0.26.0-dlc:engines/python/setup/djl_python/deepspeed.py:124 (OPTIMIZED_MODEL_TYPES), read 2026-08-21.
 */
export const DEEPSPEED_KERNEL_INJECTION: ModelTypeList = [{
  from: 7,
  to: 9,
  value: ['bert', 'bloom', 'gpt2', 'gpt_neo', 'gpt_neox', 'gptj', 'llama', 'opt', 'roberta', 'xlm-roberta'],
}];

/**
 * Types that support `quantize: smoothquant` on DeepSpeed; others can use `dynamic_int8`.
 *
 * Source: djl-serving 0.26.0-dlc:engines/python/setup/djl_python/deepspeed.py:44 (SMOOTHQUANT_SUPPORTED_MODEL_TYPES), read 2026-08-21.
 */
export const DEEPSPEED_SMOOTHQUANT: ModelTypeList = [{ from: 7, to: 9, value: ['bloom', 'gpt2', 'gpt_neo', 'gpt_neox', 'gptj', 'llama'] }];

/**
 * Types for which LMI V7 and V8 start the DeepSpeed engine if HF_MODEL_ID or serving.properties specify a model without an
 * engine. Other backends must then specify their engine in SERVING_LOAD_MODELS.
 *
 * Source: djl-serving 0.25.0-dlc and 0.26.0-dlc:wlm/src/main/java/ai/djl/serving/wlm/LmiUtils.java (DEEPSPEED_MODELS), read 2026-11-26.
 */
export const DEEPSPEED_INFERRED: ModelTypeList = [{
  from: 7,
  to: 8,
  value: ['bert', 'bloom', 'gpt_neo', 'gpt_neox', 'gpt2', 'gptj', 'opt', 'roberta', 'xlm-roberta'],
}];

/**
 * Types that the DeepSpeed guide documents, for kernel injection and automatic tensor parallelism together.
 *
 * Source: djl-serving:serving/docs/lmi/user_guides/deepspeed_user_guide.md (guide of 0.27.0), read 2026-08-21.
 */
export const DEEPSPEED_DOCUMENTED: ModelTypeList = [{
  from: 7,
  to: 9,
  value: [
    'albert', 'baichuan', 'bert', 'bigbird_pegasus', 'bloom', 'camembert', 'chatglm', 'codegen', 'deberta-v2', 'distilbert',
    'electra', 'ernie', 'esm', 'falcon', 'gpt2', 'gpt_bigcode', 'gpt_neo', 'gpt_neox', 'gptj', 'internlm', 'llama', 'longt5',
    'luke', 'm2m_100', 'marian', 'mistral', 'mpt', 'mvp', 'nezha', 'openai-gpt', 'opt', 'pegasus', 'perceiver', 'plbart', 'qwen',
    'reformer', 'roberta', 'roformer', 'splinter', 't5', 'xglm', 'xlm-roberta', 'yoso',
  ],
}];

/**
 * LMI-Dist: the families with its own kernels in V7 and V8 (others run through Transformers, more slowly), and the list in the
 * guide in V9 to V11. From V12 on the guide points to vLLM (0.6.2, then 0.6.3.post1) plus T5, minus `mllama`.
 *
 * Source: djl-serving:serving/docs/lmi/user_guides/lmi-dist_user_guide.md (at 6d126d06, 0.27.0-dlc, 32550b2d, 0.29.0-dlc), read 2026-11-26.
 */
export const LMI_DIST_DOCUMENTED: ModelTypeList = [
  {
    from: 7,
    to: 8,
    value: [
      'RefinedWeb', 'RefinedWebModel', 'falcon', 'gpt_bigcode', 'gpt_neox', 'llama', 'llava', 'mistral', 'mixtral', 'mpt', 't5',
    ],
  },
  {
    from: 9,
    to: 9,
    value: [
      'aquila', 'baichuan', 'bloom', 'chatglm', 'dbrx', 'deci', 'falcon', 'gemma', 'gpt2', 'gpt_bigcode', 'gpt_neox', 'gptj',
      'internlm', 'llama', 'mistral', 'mixtral', 'mpt', 'opt', 'phi', 'qwen', 'qwen2', 't5',
    ],
  },
  {
    from: 10,
    to: 10,
    value: [
      'aquila', 'baichuan', 'bloom', 'chatglm', 'cohere', 'dbrx', 'deci', 'falcon', 'gemma', 'gpt2', 'gpt_bigcode', 'gpt_neox',
      'gptj', 'internlm', 'internlm2', 'jais', 'llama', 'minicpm', 'mistral', 'mixtral', 'mpt', 'olmo', 'opt', 'orion', 'phi',
      'phi3', 'qwen', 'qwen2', 'qwen2_moe', 'stablelm', 'starcoder2', 't5', 'xverse',
    ],
  },
  {
    from: 11,
    to: 11,
    value: [
      'aquila', 'arctic', 'baichuan', 'bloom', 'chameleon', 'chatglm', 'cohere', 'dbrx', 'deci', 'falcon', 'fuyu', 'gemma', 'gemma2',
      'gpt2', 'gpt_bigcode', 'gpt_neox', 'gptj', 'internlm', 'internlm2', 'jais', 'jamba', 'llama', 'llava', 'llava_next', 'minicpm',
      'mistral', 'mixtral', 'mpt', 'olmo', 'opt', 'orion', 'paligemma', 'phi', 'phi3', 'phi3_v', 'qwen', 'qwen2', 'qwen2_moe',
      'stablelm', 'starcoder2', 't5', 'xverse',
    ],
  },
];

/**
 * Types of vLLM that LMI-Dist does not serve.
 *
 * Source: djl-serving:serving/docs/lmi/user_guides/lmi-dist_user_guide.md (guides of 0.30.0 to 0.32.0), read 2026-08-21.
 */
export const LMI_DIST_EXCLUDED: ModelTypeList = [{ from: 12, to: 14, value: ['mllama'] }];

/**
 * Types that the TensorRT-LLM images convert at startup. Other types that the TensorRT-LLM version supports need an engine that is
 * built in advance. T5 runs without a rolling batch in V9 and V10. No list is known for V15.
 *
 * Source: djl-serving:serving/docs/lmi/user_guides/trt_llm_user_guide.md (guides of 0.26.0, read 2026-08-21, of 0.27.0, 93ed30d2 for 0.28.0, 0.29.0, 0.30.0 and 0.32.0, read
 * 2026-11-26), which say since when there is a type. T5 is in tests of 0.27.0-dlc, and in options of the guides from V10 on.
 */
const TRTLLM_V9 = [
  'RefinedWeb', 'RefinedWebModel', 'baichuan', 'chatglm', 'falcon', 'gpt2', 'gpt_bigcode', 'gptj', 'internlm', 'llama', 'mistral', 'mixtral', 'opt', 'phi', 'qwen', 't5',
];
export const TRTLLM_DOCUMENTED: ModelTypeList = [
  { from: 7, to: 7, value: ['RefinedWeb', 'RefinedWebModel', 'falcon', 'llama'] },
  {
    from: 8,
    to: 8,
    value: [
      'RefinedWeb', 'RefinedWebModel', 'baichuan', 'chatglm', 'falcon', 'gpt2', 'gpt_bigcode', 'gptj', 'internlm', 'llama', 'mistral',
      'mixtral', 'qwen',
    ],
  },
  { from: 9, to: 9, value: TRTLLM_V9 },
  { from: 10, to: 11, value: [...TRTLLM_V9, 'gemma'] },
  {
    from: 12,
    to: 14,
    value: [
      'baichuan', 'chatglm', 'falcon', 'gemma', 'gpt2', 'gpt_bigcode', 'gptj', 'internlm', 'llama', 'mistral', 'mixtral', 'opt',
      'phi', 'qwen', 't5',
    ],
  },
];

/** Backends other than vLLM that serve T5 (encoder and decoder) for text generation, by name of the option table. */
export const T5_BACKENDS: ReadonlyArray<{ readonly backend: string; readonly from: number; readonly to: number }> = [
  { backend: 'LmiDist', from: 7, to: 14 },
  { backend: 'TrtLlm', from: 9, to: 14 },
];

/**
 * Types that Transformers NeuronX loads, up to V7 the only ones that the handler accepts. The guide names `gpt_bigcode` too, which no version loads.
 *
 * Source: djl-serving 0.25.0-dlc:transformers_neuronx.py (SUPPORTED_MODEL_TYPES), 0.26.0-dlc to 0.30.0-dlc:neuron_utils/model_loader.py (MODEL_TYPE_TO_CLS_LOADER), read 2026-11-26.
 */
export const NEURONX_LOADED: ModelTypeList = [
  { from: 7, to: 7, value: ['bloom', 'gpt2', 'gpt_neox', 'gptj', 'llama', 'opt'] },
  { from: 8, to: 8, value: ['bloom', 'gpt2', 'gpt_neox', 'gptj', 'llama', 'mistral', 'opt'] },
  { from: 9, to: 12, value: ['bloom', 'gpt2', 'gpt_neox', 'gptj', 'llama', 'mistral', 'mixtral', 'opt'] },
];

/**
 * Decoders that the `optimum` loader accepts, and those that it accepts only with a rolling batch. V9 uses the loader without a check if the option names it.
 *
 * Source: djl-serving 0.28.0-dlc to 0.30.0-dlc:transformers_neuronx.py (OPTIMUM_CAUSALLM_MODEL_TYPES and OPTIMUM_CAUSALLM_CONTINUOUS_BATCHING_MODELS), read 2026-11-26.
 */
export const NEURONX_OPTIMUM: ModelTypeList = [{ from: 10, to: 12, value: ['bloom', 'gpt2', 'llama', 'mistral', 'opt'] }];
export const NEURONX_OPTIMUM_ROLLING: readonly string[] = ['llama', 'mistral'];

/** Decoders that the `vllm` loader takes with the rolling batch of vLLM. Source: the same files (VLLM_CONTINUOUS_BATCHING_MODELS). */
export const NEURONX_VLLM: ModelTypeList = [{ from: 10, to: 12, value: ['llama'] }];

/**
 * Types that the Transformers NeuronX guide documents. `mixtral` came to the branch of 0.27.0 with the image for Neuron SDK 2.18.1.
 *
 * Source: djl-serving:serving/docs/lmi/user_guides/tnx_user_guide.md (guides of 0.26.0 and of 0.27.0-dlc to 0.30.0-dlc), read 2026-11-26.
 */
export const NEURONX_DOCUMENTED: ModelTypeList = [
  { from: 8, to: 8, value: ['bloom', 'gpt2', 'gpt_bigcode', 'gpt_neox', 'gptj', 'llama', 'mistral', 'opt'] },
  { from: 9, to: 12, value: ['bloom', 'gpt2', 'gpt_bigcode', 'gpt_neox', 'gptj', 'llama', 'mistral', 'mixtral', 'opt'] },
];
