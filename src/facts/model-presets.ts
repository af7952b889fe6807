import { ParserTable } from './vllm-parsers';

/**
 * Families of models on the Hugging Face Hub, with settings that vLLM needs for them.
 *
 * Sources, read 2026-11-25: `tools` docs/features/tool_calling.md and `reasoning` docs/features/reasoning_outputs.md of vLLM 0.28.0; `recipe` the models folder of
 * vllm-project/recipes at 8959cf6 (2026-08-21); `memory` no page was read. Where documentation and recipe name different parsers, the recipe's
 * comes first. First versions are those of the model class and of the vLLM that the source names, whichever is later.
 */
export interface ModelPresetFact {
  readonly family: string;
  /** Ids on the Hub; `*` matches any string. The first row with a matching id wins. */
  readonly ids: readonly string[];
  /** Classes under `architectures` in config.json. */
  readonly architectures: readonly string[];
  /** First LMI version whose vLLM serves the family. */
  readonly since: number;
  /** Parsers of tool calls, the best one first: a version uses the first one that its vLLM has. */
  readonly toolCallParsers?: readonly string[];
  /** Parsers of reasoning, likewise. Undefined if the models do not mark their reasoning. */
  readonly reasoningParsers?: readonly string[];
  /**
   * Chat template in vLLM's examples folder that tool calls require. It is not in the image, so the parser is not set by default.
   */
  readonly toolTemplate?: string;
  readonly note?: string;
  readonly sources: readonly ('tools' | 'reasoning' | 'recipe' | 'memory')[];
}

export const MODEL_PRESETS: readonly ModelPresetFact[] = [
  {
    family: 'Llama 3.2 Vision', ids: ['meta-llama/Llama-3.2-*Vision*'], architectures: ['MllamaForConditionalGeneration'], since: 12,
    note: 'vLLM dropped the class, so LMI V16 is the last version', sources: ['memory'],
  },
  {
    family: 'Llama 3.1, 3.2, 3.3 Instruct',
    ids: ['meta-llama/Llama-3.1-*Instruct*', 'meta-llama/Meta-Llama-3.1-*Instruct*', 'meta-llama/Llama-3.2-*Instruct*', 'meta-llama/Llama-3.3-*Instruct*'],
    architectures: ['LlamaForCausalLM'], since: 11, toolCallParsers: ['llama3_json'],
    note: 'one tool call at a time; `pythonic` is an alternative for the 1B and 3B models', sources: ['tools', 'memory'],
  },
  {
    family: 'Llama 4', ids: ['meta-llama/Llama-4-*'], architectures: ['Llama4ForConditionalGeneration'], since: 15,
    toolCallParsers: ['llama4_pythonic', 'pythonic'], toolTemplate: 'tool_chat_template_llama4_pythonic.jinja', sources: ['tools'],
  },
  {
    family: 'Mistral with reasoning (Magistral, Ministral 3 Reasoning, Medium 3.5, Small 4)',
    ids: ['mistralai/Magistral-*', 'mistralai/Ministral-3-*Reasoning*', 'mistralai/Mistral-Medium-3.5-*', 'mistralai/Mistral-Small-4-*'],
    architectures: ['MistralForCausalLM', 'Mistral3ForConditionalGeneration', 'PixtralForConditionalGeneration'], since: 16,
    toolCallParsers: ['mistral'], reasoningParsers: ['mistral'],
    note: '`tokenizerMode`, `loadFormat` and `OPTION_CONFIG_FORMAT` are `mistral` together, or none of them', sources: ['tools', 'recipe'],
  },
  {
    family: 'Mistral, Mixtral, Ministral, Devstral, Pixtral',
    ids: [
      'mistralai/Mistral-7B-Instruct-v0.3', 'mistralai/Mixtral-*Instruct*', 'mistralai/Ministral-*Instruct*', 'mistralai/Mistral-Small-*Instruct*',
      'mistralai/Mistral-Large-*Instruct*', 'mistralai/Mistral-Nemo-Instruct-*', 'mistralai/Devstral-*', 'mistralai/Pixtral-*',
    ],
    architectures: ['MistralForCausalLM', 'MixtralForCausalLM', 'Mistral3ForConditionalGeneration', 'PixtralForConditionalGeneration', 'MistralLarge3ForCausalLM'],
    since: 12, toolCallParsers: ['mistral'],
    note: '`tokenizerMode`, `loadFormat` and `OPTION_CONFIG_FORMAT` are `mistral` together, or none of them', sources: ['tools', 'recipe'],
  },
  {
    family: 'QwQ', ids: ['Qwen/QwQ-*'], architectures: ['Qwen2ForCausalLM'], since: 14, toolCallParsers: ['hermes'], reasoningParsers: ['deepseek_r1', 'qwen3'],
    sources: ['tools', 'reasoning'],
  },
  {
    family: 'Qwen2.5-VL', ids: ['Qwen/Qwen2.5-VL-*'], architectures: ['Qwen2_5_VLForConditionalGeneration'], since: 14, toolCallParsers: ['hermes'],
    sources: ['tools', 'memory'],
  },
  {
    family: 'Qwen2.5 Instruct', ids: ['Qwen/Qwen2.5-*Instruct*'], architectures: ['Qwen2ForCausalLM'], since: 9, toolCallParsers: ['hermes'], sources: ['tools'],
  },
  {
    family: 'Qwen3-Coder', ids: ['Qwen/Qwen3-Coder-*'], architectures: ['Qwen3MoeForCausalLM', 'Qwen3NextForCausalLM'], since: 16,
    toolCallParsers: ['qwen3_coder', 'qwen3_xml'], note: '`qwen3_xml` (from LMI V17 on) reads the same form', sources: ['tools', 'recipe'],
  },
  {
    family: 'Qwen3-Next Thinking', ids: ['Qwen/Qwen3-Next-*Thinking*'], architectures: ['Qwen3NextForCausalLM'], since: 16, toolCallParsers: ['hermes'],
    reasoningParsers: ['qwen3'], sources: ['recipe'],
  },
  { family: 'Qwen3-Next', ids: ['Qwen/Qwen3-Next-*'], architectures: ['Qwen3NextForCausalLM'], since: 16, toolCallParsers: ['hermes'], sources: ['recipe'] },
  {
    family: 'Qwen3-VL Thinking', ids: ['Qwen/Qwen3-VL-*Thinking*'],
    architectures: ['Qwen3VLForConditionalGeneration', 'Qwen3VLMoeForConditionalGeneration'], since: 17, toolCallParsers: ['hermes'], reasoningParsers: ['qwen3'],
    sources: ['recipe', 'memory'],
  },
  {
    family: 'Qwen3-VL', ids: ['Qwen/Qwen3-VL-*Instruct*'], architectures: ['Qwen3VLForConditionalGeneration', 'Qwen3VLMoeForConditionalGeneration'], since: 17,
    toolCallParsers: ['hermes'], sources: ['recipe', 'memory'],
  },
  {
    family: 'Qwen3 2507 Instruct', ids: ['Qwen/Qwen3-*Instruct-2507*'], architectures: ['Qwen3ForCausalLM', 'Qwen3MoeForCausalLM'], since: 15,
    toolCallParsers: ['hermes'], sources: ['tools', 'recipe'],
  },
  {
    family: 'Qwen3',
    ids: [
      'Qwen/Qwen3-0.6B*', 'Qwen/Qwen3-1.7B*', 'Qwen/Qwen3-4B*', 'Qwen/Qwen3-8B*', 'Qwen/Qwen3-14B*', 'Qwen/Qwen3-32B*', 'Qwen/Qwen3-30B-A3B*', 'Qwen/Qwen3-235B-A22B*',
    ],
    architectures: ['Qwen3ForCausalLM', 'Qwen3MoeForCausalLM'], since: 15, toolCallParsers: ['hermes'], reasoningParsers: ['qwen3', 'deepseek_r1'],
    note: 'reasons unless a request says `"chat_template_kwargs": {"enable_thinking": false}`', sources: ['tools', 'reasoning', 'recipe'],
  },
  {
    family: 'Qwen3.5, 3.6, 3.8', ids: ['Qwen/Qwen3.5-*', 'Qwen/Qwen3.6-*', 'Qwen/Qwen3.8-*'],
    architectures: ['Qwen3_5ForConditionalGeneration', 'Qwen3_5MoeForConditionalGeneration', 'Qwen3_5ForCausalLM'], since: 22,
    toolCallParsers: ['qwen3_coder'], reasoningParsers: ['qwen3'], note: 'reasons by default', sources: ['recipe'],
  },
  {
    family: 'DeepSeek R1 distillates', ids: ['deepseek-ai/DeepSeek-R1-Distill-*', 'deepseek-ai/DeepSeek-R1-0528-Qwen3-*'],
    architectures: ['LlamaForCausalLM', 'Qwen2ForCausalLM', 'Qwen3ForCausalLM'], since: 14, reasoningParsers: ['deepseek_r1'], note: 'no tool calls',
    sources: ['reasoning', 'memory'],
  },
  {
    family: 'DeepSeek R1', ids: ['deepseek-ai/DeepSeek-R1*'], architectures: ['DeepseekV3ForCausalLM'], since: 14, toolCallParsers: ['deepseek_v3'],
    reasoningParsers: ['deepseek_r1'], toolTemplate: 'tool_chat_template_deepseekr1.jinja', sources: ['tools', 'reasoning', 'recipe'],
  },
  {
    family: 'DeepSeek V3.2', ids: ['deepseek-ai/DeepSeek-V3.2*'], architectures: ['DeepseekV32ForCausalLM'], since: 17, toolCallParsers: ['deepseek_v32'],
    reasoningParsers: ['deepseek_v3'], sources: ['recipe'],
  },
  {
    family: 'DeepSeek V3.1', ids: ['deepseek-ai/DeepSeek-V3.1*'], architectures: ['DeepseekV3ForCausalLM'], since: 16, toolCallParsers: ['deepseek_v31'],
    reasoningParsers: ['deepseek_v3'], toolTemplate: 'tool_chat_template_deepseekv31.jinja',
    note: 'reasons when a request says `"chat_template_kwargs": {"thinking": true}`; tools only without', sources: ['tools', 'reasoning', 'recipe'],
  },
  {
    family: 'DeepSeek V3', ids: ['deepseek-ai/DeepSeek-V3', 'deepseek-ai/DeepSeek-V3-0324'], architectures: ['DeepseekV3ForCausalLM'], since: 14,
    toolCallParsers: ['deepseek_v3'], toolTemplate: 'tool_chat_template_deepseekv3.jinja', sources: ['tools', 'recipe'],
  },
  {
    family: 'DeepSeek V4', ids: ['deepseek-ai/DeepSeek-V4-*'], architectures: ['DeepseekV4ForCausalLM'], since: 25, toolCallParsers: ['deepseek_v4'],
    reasoningParsers: ['deepseek_v4'], note: 'the recipe adds `kvCacheDtype: \'fp8\'` and `trustRemoteCode`', sources: ['recipe'],
  },
  {
    family: 'gpt-oss', ids: ['openai/gpt-oss-20b', 'openai/gpt-oss-120b'], architectures: ['GptOssForCausalLM'], since: 16, toolCallParsers: ['openai'],
    reasoningParsers: ['openai_gptoss'], sources: ['tools', 'recipe'],
  },
  {
    family: 'FunctionGemma', ids: ['google/functiongemma-*'], architectures: ['Gemma3ForCausalLM'], since: 15, toolCallParsers: ['functiongemma'],
    toolTemplate: 'tool_chat_template_functiongemma.jinja', note: 'made for fine-tuning', sources: ['tools'],
  },
  {
    family: 'Gemma 3', ids: ['google/gemma-3-*'], architectures: ['Gemma3ForConditionalGeneration', 'Gemma3ForCausalLM'], since: 15, toolCallParsers: ['pythonic'],
    toolTemplate: 'tool_chat_template_gemma3_pythonic.jinja', sources: ['memory'],
  },
  {
    family: 'Gemma 4', ids: ['google/gemma-4-*'],
    architectures: ['Gemma4ForConditionalGeneration', 'Gemma4ForCausalLM', 'Gemma4UnifiedForConditionalGeneration'], since: 25,
    toolCallParsers: ['gemma4'], reasoningParsers: ['gemma4'], toolTemplate: 'tool_chat_template_gemma4.jinja',
    note: 'reasons when a request says `"chat_template_kwargs": {"enable_thinking": true}`; the 12B model needs LMI V27', sources: ['reasoning', 'recipe'],
  },
  {
    family: 'Kimi K3', ids: ['moonshotai/Kimi-K3*'], architectures: ['KimiK3ForConditionalGeneration'], since: 29, toolCallParsers: ['kimi_k3'],
    reasoningParsers: ['kimi_k3'], sources: ['recipe'],
  },
  {
    family: 'Kimi K2.5 and later', ids: ['moonshotai/Kimi-K2.*'], architectures: ['KimiK25ForConditionalGeneration'], since: 20, toolCallParsers: ['kimi_k2'],
    reasoningParsers: ['kimi_k2'], note: 'needs `trustRemoteCode`; the recipe of K2.6 names vLLM 0.25 (LMI V28)', sources: ['recipe'],
  },
  {
    family: 'Kimi K2 Thinking', ids: ['moonshotai/Kimi-K2-Thinking*'], architectures: ['DeepseekV3ForCausalLM'], since: 18, toolCallParsers: ['kimi_k2'],
    reasoningParsers: ['kimi_k2'], note: 'needs `trustRemoteCode`', sources: ['recipe'],
  },
  {
    family: 'Kimi K2', ids: ['moonshotai/Kimi-K2-*'], architectures: ['DeepseekV3ForCausalLM'], since: 16, toolCallParsers: ['kimi_k2'],
    note: 'needs `trustRemoteCode`; the recipe names vLLM 0.12 (LMI V18)', sources: ['tools', 'recipe'],
  },
  {
    family: 'GLM-4.5, GLM-4.6', ids: ['zai-org/GLM-4.5*', 'zai-org/GLM-4.6*'], architectures: ['Glm4MoeForCausalLM', 'Glm4vMoeForConditionalGeneration'], since: 16,
    toolCallParsers: ['glm45'], reasoningParsers: ['glm45'], sources: ['tools', 'reasoning', 'recipe'],
  },
  {
    family: 'GLM-4.7', ids: ['zai-org/GLM-4.7*'], architectures: ['Glm4MoeForCausalLM', 'Glm4MoeLiteForCausalLM'], since: 19, toolCallParsers: ['glm47'],
    reasoningParsers: ['glm45'], note: 'GLM-4.7-Flash needs LMI V20', sources: ['tools', 'recipe'],
  },
  {
    family: 'MiniMax M1', ids: ['MiniMaxAI/MiniMax-M1-*'], architectures: ['MiniMaxM1ForCausalLM'], since: 16, toolCallParsers: ['minimax'],
    toolTemplate: 'tool_chat_template_minimax_m1.jinja', note: 'vLLM dropped class and parser, so LMI V27 is the last version', sources: ['tools'],
  },
  {
    family: 'MiniMax M2', ids: ['MiniMaxAI/MiniMax-M2*'], architectures: ['MiniMaxM2ForCausalLM'], since: 17, toolCallParsers: ['minimax_m2'],
    reasoningParsers: ['minimax_m2'], note: 'needs `trustRemoteCode`; the recipes of M2.5 and M2.7 name vLLM 0.20 (LMI V25)', sources: ['reasoning', 'recipe'],
  },
  {
    family: 'MiniMax M3', ids: ['MiniMaxAI/MiniMax-M3*'], architectures: ['MiniMaxM3SparseForConditionalGeneration', 'MiniMaxM3SparseForCausalLM'], since: 28,
    toolCallParsers: ['minimax_m3'], reasoningParsers: ['minimax_m3'], sources: ['recipe'],
  },
  {
    family: 'Granite 3.0', ids: ['ibm-granite/granite-3.0-*instruct*'], architectures: ['GraniteForCausalLM', 'GraniteMoeForCausalLM'], since: 13,
    toolCallParsers: ['granite'], toolTemplate: 'tool_chat_template_granite.jinja', sources: ['tools'],
  },
  {
    family: 'Granite 3.1', ids: ['ibm-granite/granite-3.1-*instruct*'], architectures: ['GraniteForCausalLM', 'GraniteMoeForCausalLM'], since: 13,
    toolCallParsers: ['granite'], sources: ['tools'],
  },
  {
    family: 'Granite 3.2', ids: ['ibm-granite/granite-3.2-*instruct*'], architectures: ['GraniteForCausalLM'], since: 14, toolCallParsers: ['granite'],
    reasoningParsers: ['granite'], note: 'reasons when a request says `"chat_template_kwargs": {"thinking": true}`', sources: ['tools', 'reasoning'],
  },
  {
    family: 'Granite 4.0', ids: ['ibm-granite/granite-4.0-*'], architectures: ['GraniteMoeHybridForCausalLM'], since: 16, toolCallParsers: ['granite4'],
    sources: ['tools'],
  },
  {
    family: 'Granite 20B functioncalling', ids: ['ibm-granite/granite-20b-functioncalling'], architectures: ['GPTBigCodeForCausalLM'], since: 14,
    toolCallParsers: ['granite-20b-fc'], toolTemplate: 'tool_chat_template_granite_20b_fc.jinja', sources: ['tools'],
  },
  {
    family: 'Hermes', ids: ['NousResearch/Hermes-2-Pro-*', 'NousResearch/Hermes-3-*', 'NousResearch/Hermes-4-*'],
    architectures: ['LlamaForCausalLM', 'MistralForCausalLM', 'Qwen3ForCausalLM'], since: 12, toolCallParsers: ['hermes'], sources: ['tools'],
  },
  {
    family: 'InternLM 2.5', ids: ['internlm/internlm2_5-*'], architectures: ['InternLM2ForCausalLM'], since: 13, toolCallParsers: ['internlm'],
    toolTemplate: 'tool_chat_template_internlm2_tool.jinja', note: 'needs `trustRemoteCode`', sources: ['tools'],
  },
  {
    family: 'Intern-S1', ids: ['internlm/Intern-S1*'], architectures: ['InternS1ForConditionalGeneration'], since: 16, toolCallParsers: ['internlm'],
    reasoningParsers: ['deepseek_r1'], note: 'needs `trustRemoteCode`', sources: ['recipe'],
  },
  {
    family: 'Jamba 1.5', ids: ['ai21labs/AI21-Jamba-1.5-*', 'ai21labs/AI21-Jamba-*-1.5'], architectures: ['JambaForCausalLM'], since: 14,
    toolCallParsers: ['jamba'], sources: ['tools'],
  },
  {
    family: 'xLAM', ids: ['Salesforce/Llama-xLAM-2-*', 'Salesforce/xLAM-*', 'Salesforce/Qwen-xLAM-*'], architectures: ['LlamaForCausalLM', 'Qwen2ForCausalLM'],
    since: 16, toolCallParsers: ['xlam'], toolTemplate: 'tool_chat_template_xlam_llama.jinja', note: 'for the Qwen models tool_chat_template_xlam_qwen.jinja',
    sources: ['tools'],
  },
  {
    family: 'Phi-4-mini', ids: ['microsoft/Phi-4-mini-instruct'], architectures: ['Phi3ForCausalLM'], since: 15, toolCallParsers: ['phi4_mini_json'],
    toolTemplate: 'tool_chat_template_phi4_mini.jinja', sources: ['tools'],
  },
  {
    family: 'Hunyuan A13B', ids: ['tencent/Hunyuan-A13B-Instruct*'], architectures: ['HunYuanMoEV1ForCausalLM'], since: 16, toolCallParsers: ['hunyuan_a13b'],
    reasoningParsers: ['hunyuan_a13b'], note: 'needs `trustRemoteCode`', sources: ['tools', 'reasoning'],
  },
  {
    family: 'Hunyuan 3', ids: ['tencent/Hy3*'], architectures: ['HYV3ForCausalLM'], since: 25, toolCallParsers: ['hy_v3'], reasoningParsers: ['hy_v3'],
    sources: ['recipe'],
  },
  {
    family: 'Seed-OSS', ids: ['ByteDance-Seed/Seed-OSS-*Instruct*'], architectures: ['SeedOssForCausalLM'], since: 16, toolCallParsers: ['seed_oss'],
    reasoningParsers: ['seed_oss'], sources: ['recipe'],
  },
  {
    family: 'ERNIE 4.5 Thinking', ids: ['baidu/ERNIE-4.5-*Thinking*'], architectures: ['Ernie4_5_MoeForCausalLM', 'Ernie4_5_VLMoeForConditionalGeneration'], since: 17,
    toolCallParsers: ['ernie45'], reasoningParsers: ['ernie45'], sources: ['reasoning'],
  },
  {
    family: 'Step-3', ids: ['stepfun-ai/step3*'], architectures: ['Step3VLForConditionalGeneration'], since: 16, toolCallParsers: ['step3'],
    reasoningParsers: ['step3'], note: 'needs `trustRemoteCode`', sources: ['recipe'],
  },
  {
    family: 'Step-3.5', ids: ['stepfun-ai/Step-3.5-*'], architectures: ['Step3p5ForCausalLM'], since: 20, toolCallParsers: ['step3p5'],
    reasoningParsers: ['step3p5'], sources: ['recipe'],
  },
  {
    family: 'LongCat Flash', ids: ['meituan-longcat/LongCat-Flash-Chat*'], architectures: ['LongcatFlashForCausalLM'], since: 17, toolCallParsers: ['longcat'],
    note: 'needs `trustRemoteCode`', sources: ['tools'],
  },
  {
    family: 'OLMo 3 Think', ids: ['allenai/Olmo-3-*Think*'], architectures: ['Olmo3ForCausalLM'], since: 17, toolCallParsers: ['olmo3'],
    reasoningParsers: ['olmo3'], sources: ['tools'],
  },
  {
    family: 'OLMo 3', ids: ['allenai/Olmo-3-*Instruct*'], architectures: ['Olmo3ForCausalLM'], since: 17, toolCallParsers: ['olmo3'], sources: ['tools'],
  },
  {
    family: 'Nemotron 3 Super, 3.5', ids: ['nvidia/NVIDIA-Nemotron-3-Super-*', 'nvidia/NVIDIA-Nemotron-3.5-*'], architectures: ['NemotronHForCausalLM'], since: 23,
    toolCallParsers: ['qwen3_xml'], reasoningParsers: ['nemotron_v3'], sources: ['recipe'],
  },
  {
    family: 'Nemotron 3 Nano, Ultra', ids: ['nvidia/NVIDIA-Nemotron-3-*'], architectures: ['NemotronHForCausalLM'], since: 23,
    toolCallParsers: ['qwen3_coder'], reasoningParsers: ['nemotron_v3'],
    note: 'the recipe of Nano loads a parser of its own, which nemotron_v3 replaces', sources: ['recipe'],
  },
  {
    family: 'MiMo V2 Flash', ids: ['XiaomiMiMo/MiMo-V2-Flash*'], architectures: ['MiMoV2FlashForCausalLM'], since: 19, toolCallParsers: ['qwen3_xml'],
    reasoningParsers: ['qwen3'], note: 'needs `trustRemoteCode`', sources: ['recipe'],
  },
  {
    family: 'MiMo V2.5', ids: ['XiaomiMiMo/MiMo-V2.5*'], architectures: ['MiMoV2ForCausalLM', 'MiMoV2OmniForCausalLM'], since: 26, toolCallParsers: ['mimo'],
    reasoningParsers: ['mimo'], note: 'needs `trustRemoteCode`', sources: ['recipe'],
  },
  {
    family: 'Apertus', ids: ['swiss-ai/Apertus-*Instruct*-2509'], architectures: ['ApertusForCausalLM'], since: 16, toolCallParsers: ['apertus'],
    toolTemplate: 'tool_chat_template_apertus.jinja', sources: ['tools'],
  },
  {
    family: 'LFM2.5 Thinking', ids: ['LiquidAI/LFM2.5-*Thinking*', 'LiquidAI/LFM2.5-8B-A1B*'], architectures: ['Lfm2ForCausalLM', 'Lfm2MoeForCausalLM'], since: 27,
    toolCallParsers: ['lfm2'], reasoningParsers: ['qwen3'], sources: ['recipe'],
  },
  {
    family: 'LFM2.5', ids: ['LiquidAI/LFM2.5-*Instruct*', 'LiquidAI/LFM2.5-230M', 'LiquidAI/LFM2.5-350M'], architectures: ['Lfm2ForCausalLM'], since: 27,
    toolCallParsers: ['lfm2'], sources: ['recipe'],
  },
  {
    family: 'Laguna', ids: ['poolside/Laguna-*'], architectures: ['LagunaForCausalLM'], since: 26, toolCallParsers: ['poolside_v1'],
    reasoningParsers: ['poolside_v1'], sources: ['recipe'],
  },
  {
    family: 'GigaChat 3', ids: ['ai-sage/GigaChat3-*'], architectures: ['DeepseekV3ForCausalLM'], since: 19, toolCallParsers: ['gigachat3'], sources: ['tools'],
  },
  {
    family: 'Inkling', ids: ['thinkingmachines/Inkling*'], architectures: ['InklingForConditionalGeneration', 'InklingForCausalLM'], since: 28,
    toolCallParsers: ['inkling'], reasoningParsers: ['inkling'], note: 'needs `tokenizerMode: \'inkling\'`', sources: ['recipe'],
  },
  {
    family: 'Ling 3', ids: ['inclusionAI/Ling-3.0-flash*'], architectures: ['BailingMoeV3ForCausalLM'], since: 29, toolCallParsers: ['ling3'],
    reasoningParsers: ['ling3'], sources: ['recipe'],
  },
  {
    family: 'Muse Glimmer', ids: ['meta-models/Muse-Glimmer-*'], architectures: ['MuseGlimmerForConditionalGeneration', 'MuseGlimmerForCausalLM'], since: 29,
    toolCallParsers: ['muse_glimmer'], reasoningParsers: ['muse_glimmer'], sources: ['recipe'],
  },
  {
    family: 'ToolACE', ids: ['Team-ACE/ToolACE-*'], architectures: ['LlamaForCausalLM'], since: 14, toolCallParsers: ['pythonic'],
    toolTemplate: 'tool_chat_template_toolace.jinja', sources: ['tools'],
  },
  {
    family: 'Holo2', ids: ['Hcompany/Holo2-*'], architectures: ['Qwen3VLForConditionalGeneration', 'Qwen3VLMoeForConditionalGeneration'], since: 19,
    toolCallParsers: ['hermes'], reasoningParsers: ['holo2'], note: 'reasons unless a request says `"chat_template_kwargs": {"thinking": false}`', sources: ['reasoning'],
  },
];

/** The parts between the asterisks of every pattern, in lower case. */
const PATTERNS = MODEL_PRESETS.flatMap((preset) => preset.ids.map((id) => ({ preset, parts: id.toLowerCase().split('*') })));

/** The family of a model, by its id on the Hub, case-insensitive. */
export function presetOf(modelId: string): ModelPresetFact | undefined {
  const id = modelId.toLowerCase();
  return PATTERNS.find(({ parts }) => matches(id, parts))?.preset;
}

/** The first of several parsers that the vLLM of a version has. */
export function parserAt(names: readonly string[] | undefined, table: ParserTable, version: number): string | undefined {
  return names?.find((name) => version >= table[name].since && version <= (table[name].until ?? version));
}

function matches(id: string, parts: readonly string[]): boolean {
  const [first, last] = [parts[0], parts[parts.length - 1]];
  if (parts.length === 1 || !id.startsWith(first)) {
    return id === first;
  }
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const at = id.indexOf(part, from);
    if (at === -1) {
      return false;
    }
    from = at + part.length;
  }
  return id.length - last.length >= from && id.endsWith(last);
}
