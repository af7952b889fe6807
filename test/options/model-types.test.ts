import {
  DEEPSPEED_DOCUMENTED, DEEPSPEED_INFERRED, DEEPSPEED_KERNEL_INJECTION, DEEPSPEED_SMOOTHQUANT, LMI_DIST_DOCUMENTED, LMI_DIST_EXCLUDED, ModelTypeList, NEURONX_DOCUMENTED,
  T5_BACKENDS, TRTLLM_DOCUMENTED,
} from '../../src/options/model-types';
import { atVersion } from '../../src/options/option';

/** The `model_type` values of a family, where they differ from the name in the guides. */
const TYPES: { readonly [family: string]: readonly string[] } = {
  'Aquila & Aquila2': ['aquila'],
  'Baichuan & Baichuan2': ['baichuan'],
  'Command-R': ['cohere'],
  'DeciLM': ['deci'],
  'Falcon & Falcon2': ['falcon'],
  'GPT BigCode': ['gpt_bigcode'],
  'GPT-2': ['gpt2'],
  'GPT-J': ['gptj'],
  'GPT-Neo': ['gpt_neo'],
  'GPT-NeoX': ['gpt_neox'],
  'GPT2/SantaCoder': ['gpt2', 'gpt_bigcode'],
  'Llama 2': ['llama'],
  'LlaVA': ['llava'],
  'LlaVA-NeXT': ['llava_next'],
  'Phi-3': ['phi3'],
  'Phi-3-Vision': ['phi3_v'],
  'Phi2': ['phi'],
  'Qwen2MoE': ['qwen2_moe'],
  'Yi': ['llama'],
  'codellama': ['llama'],
  'deberta_v2': ['deberta-v2'],
  'glm': ['chatglm'],
  'openai': ['openai-gpt'],
  'santacoder': ['gpt_bigcode'],
  'starcode': ['gpt_bigcode'],
  'xlm_roberta': ['xlm-roberta'],
};
/** Types of the first Falcon models, from before Transformers supported them. */
const FIRST_FALCON = ['RefinedWeb', 'RefinedWebModel'];

const typesOf = (families: string): string[] => families.split(', ').flatMap((family) => TYPES[family] ?? [family.toLowerCase()]);

const DECODERS = 'Aquila & Aquila2, Baichuan & Baichuan2, BLOOM, ChatGLM, DBRX, DeciLM, Falcon & Falcon2, Gemma, GPT-2, GPT BigCode, GPT-J, GPT-NeoX, InternLM, LLaMA, Mistral, '
  + 'Mixtral, MPT, OPT, Phi, Qwen, Qwen2, Yi, T5';
const SINCE_V10 = `${DECODERS}, Command-R, InternLM2, Jais, MiniCPM, OLMo, Orion, Phi-3, Qwen2MoE, StableLM, Starcoder2, Xverse`;
const JIT = 'LLaMA, Falcon';
const JIT_V8 = `${JIT}, InternLM, Baichuan, ChatGLM, GPT-J, Mistral, Mixtral, Qwen, GPT2/SantaCoder`;
const NEURON = 'BLOOM, GPT-2, GPT BigCode, GPT-J, GPT-NeoX, LLaMA, Mistral, OPT';

/*
 * djl-serving, serving/docs/lmi/user_guides, read 2026-11-26: lmi-dist_user_guide.md at 6d126d06 (V7 and V8), 0.27.0-dlc, 32550b2d ("for 0.28.0 release"), 0.29.0-dlc;
 * trt_llm_user_guide.md at 6d126d06, 0.27.0-dlc, 93ed30d2 (V10, with OPT since V9), 0.29.0-dlc and 0.30.0-dlc, and T5 of lmi-no-code.yml in 0.27.0-dlc; tnx_user_guide.md at 6d126d06 and of
 * 0.27.0-dlc to 0.30.0-dlc; deepspeed_user_guide.md of 0.27.0-dlc, without models that have no config.json.
 */
test.each<[string, ModelTypeList, readonly number[], readonly string[]]>([
  ['LMI-Dist', LMI_DIST_DOCUMENTED, [7, 8], [...typesOf('falcon, GPT-NeoX, llama, Llama 2, LlaVA, mistral, mixtral, mpt, santacoder, t5'), ...FIRST_FALCON]],
  ['LMI-Dist', LMI_DIST_DOCUMENTED, [9], typesOf(DECODERS)],
  ['LMI-Dist', LMI_DIST_DOCUMENTED, [10], typesOf(SINCE_V10)],
  ['LMI-Dist', LMI_DIST_DOCUMENTED, [11], typesOf(`${SINCE_V10}, Arctic, Gemma2, Jamba, Chameleon, Fuyu, LlaVA, LlaVA-NeXT, PaliGemma, Phi-3-Vision`)],
  ['TensorRT-LLM', TRTLLM_DOCUMENTED, [7], [...typesOf(JIT), ...FIRST_FALCON]],
  ['TensorRT-LLM', TRTLLM_DOCUMENTED, [8], [...typesOf(JIT_V8), ...FIRST_FALCON]],
  ['TensorRT-LLM', TRTLLM_DOCUMENTED, [9], [...typesOf(`${JIT_V8}, Phi2, OPT, T5`), ...FIRST_FALCON]],
  ['TensorRT-LLM', TRTLLM_DOCUMENTED, [10, 11], [...typesOf(`${JIT_V8}, Phi2, OPT, Gemma, T5`), ...FIRST_FALCON]],
  ['TensorRT-LLM', TRTLLM_DOCUMENTED, [12, 13, 14], typesOf(`${JIT_V8}, Phi2, OPT, Gemma, T5`)],
  ['Transformers NeuronX', NEURONX_DOCUMENTED, [8], typesOf(NEURON)],
  ['Transformers NeuronX', NEURONX_DOCUMENTED, [9, 10, 11, 12], typesOf(`${NEURON}, Mixtral`)],
  ['DeepSpeed', DEEPSPEED_DOCUMENTED, [7, 8, 9], typesOf('GPT-2, Bert, Bloom, GPT-J, GPT-Neo, GPT-NeoX, OPT, DistilBert, Llama, Llama 2, InternLM, albert, baichuan, '
    + 'bigbird_pegasus, camembert, codegen, codellama, deberta_v2, electra, ernie, esm, falcon, glm, longt5, luke, m2m_100, marian, mistral, mpt, mvp, nezha, openai, pegasus, '
    + 'perceiver, plbart, qwen, reformer, roberta, roformer, splinter, starcode, t5, xglm, xlm_roberta, yoso')],
])('the guide of %s names these families', (_backend, list, versions, types) => {
  expect(versions.map((version) => [...atVersion(list, version) ?? []].sort())).toEqual(versions.map(() => [...new Set(types)].sort()));
});

test.each<[string, ModelTypeList, readonly number[]]>([
  ['LMI-Dist', LMI_DIST_DOCUMENTED, [6, 12]], ['TensorRT-LLM', TRTLLM_DOCUMENTED, [6, 15]], ['Transformers NeuronX', NEURONX_DOCUMENTED, [7, 13]],
  ['DeepSpeed', DEEPSPEED_DOCUMENTED, [6, 10]],
])('no guide of %s is known for other versions', (_backend, list, versions) => {
  expect(versions.map((version) => atVersion(list, version))).toEqual(versions.map(() => undefined));
});

/*
 * djl-serving 0.26.0-dlc, engines/python/setup/djl_python/deepspeed.py: OPTIMIZED_MODEL_TYPES and SMOOTHQUANT_SUPPORTED_MODEL_TYPES; 0.25.0-dlc and 0.26.0-dlc,
 * LmiUtils.java: DEEPSPEED_MODELS, which 0.27.0-dlc no longer has; all read 2026-11-26.
 */
test.each<[string, ModelTypeList, readonly number[], readonly string[]]>([
  ['serves with its own kernels', DEEPSPEED_KERNEL_INJECTION, [7, 8, 9], ['roberta', 'xlm-roberta', 'gpt2', 'bert', 'gpt_neo', 'gptj', 'opt', 'gpt_neox', 'bloom', 'llama']],
  ['has SmoothQuant for', DEEPSPEED_SMOOTHQUANT, [7, 8, 9], ['gpt2', 'gpt_neo', 'gptj', 'gpt_neox', 'bloom', 'llama']],
  ['is chosen for', DEEPSPEED_INFERRED, [7, 8], ['bert', 'bloom', 'gpt_neo', 'gpt_neox', 'gpt2', 'gptj', 'opt', 'roberta', 'xlm-roberta']],
])('DeepSpeed %s the model types of its handler', (_what, list, versions, types) => {
  expect(versions.map((version) => [...atVersion(list, version) ?? []].sort())).toEqual(versions.map(() => [...types].sort()));
  expect([6, versions[versions.length - 1] + 1].map((version) => atVersion(list, version))).toEqual([undefined, undefined]);
});

/* lmi-dist_user_guide.md of 0.30.0-dlc to 0.32.0-dlc: the models of vLLM 0.6 and T5, without mllama; trt_llm_user_guide.md of 0.27.0-dlc to 0.30.0-dlc: T5; read 2026-11-26. */
test('LMI-Dist serves the same types as vLLM except mllama, and only LMI-Dist and TensorRT-LLM serve T5', () => {
  expect([11, 12, 13, 14, 15].map((version) => atVersion(LMI_DIST_EXCLUDED, version))).toEqual([undefined, ['mllama'], ['mllama'], ['mllama'], undefined]);
  const backends = (version: number) => T5_BACKENDS.filter(({ from, to }) => version >= from && version <= to).map(({ backend }) => backend).sort();
  expect([6, 7, 8, 9, 14, 15].map(backends)).toEqual([[], ['LmiDist'], ['LmiDist'], ['LmiDist', 'TrtLlm'], ['LmiDist', 'TrtLlm'], []]);
});
