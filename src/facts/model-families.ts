/**
 * Layout of the model families whose config.json this library reads, by `model_type`.
 *
 * Sources: modeling and configuration code of Hugging Face transformers 5.24.0 (PyPI, read 2026-11-25) for the families of 2024 and later, from
 * memory for the older ones; checked against the parameter counts of models.ts. `noFloat16`: vLLM 0.26.0, config/model.py
 * (_FLOAT16_NOT_SUPPORTED_MODELS), read 2026-11-25.
 */
export interface ModelFamilyFact {
  /** Classes under `architectures`, for files without a `model_type`. */
  readonly classes: readonly string[];
  /** Matrices of the feed-forward block: `gated` has three, `plain` two. */
  readonly mlp: 'gated' | 'plain';
  /** Number of normalizations in one layer. */
  readonly norms: number;
  /** Normalizations have a bias. */
  readonly normBias?: true;
  readonly queryKeyValueBias?: true;
  readonly outputBias?: true;
  readonly mlpBias?: true;
  /** Normalization of queries and keys: `head` has weights for one head, `full` for all heads. */
  readonly queryKeyNorm?: 'head' | 'full';
  /** The attention has an output gate: as wide as the queries, or one for each head. */
  readonly outputGate?: 'full' | 'head';
  /** The family has learned positions; the number of them in addition to the context. */
  readonly positions?: number;
  readonly embeddingNorm?: true;
  /** Default if the file does not say. */
  readonly tied: boolean;
  readonly attentionSinks?: true;
  /** Every nth layer has full attention, if the file has a window but no list of layers. */
  readonly fullEvery?: number;
  /** Every nth layer has attention and the others keep a state, if the file has no list of layers. */
  readonly attentionEvery?: number;
  /** Every layer keeps a state, and none has attention. */
  readonly stateOnly?: true;
  /** Every layer has attention and keeps a state. */
  readonly stateBesideAttention?: true;
  /** The width of the feed-forward block in the file includes both halves of its gated input. */
  readonly widthOfBothHalves?: true;
  /** The window of the file is not used by the engine. */
  readonly ignoresWindow?: true;
  /** Sparse layers have a dense feed-forward block in addition to the experts. */
  readonly denseBesideExperts?: true;
  /** Embeds or classifies; it keeps no cache. */
  readonly encoder?: true;
  /** An encoder with a matrix that pools its output. */
  readonly pooler?: true;
  /** Number of weights of the image or audio encoder, if files do not describe it. */
  readonly encoderWeights?: number;
  /** vLLM refuses to run the family in 16-bit floating point. */
  readonly noFloat16?: true;
  /** Values that files omit because the code has defaults for them. */
  readonly defaults?: { readonly [field: string]: number };
  /** Further values that files omit if the text model is nested in another: these contain only what differs from the defaults of its class. */
  readonly nestedDefaults?: { readonly [field: string]: number };
}

const LLAMA: ModelFamilyFact = { classes: [], mlp: 'gated', norms: 2, tied: false };
const LLAMA_DEFAULTS = {
  num_hidden_layers: 32, hidden_size: 4096, num_attention_heads: 32, intermediate_size: 11008, vocab_size: 32000, max_position_embeddings: 2048,
};
const MISTRAL: ModelFamilyFact = {
  ...LLAMA,
  nestedDefaults: { ...LLAMA_DEFAULTS, num_key_value_heads: 8, intermediate_size: 14336, max_position_embeddings: 131_072 },
};
const QWEN2: ModelFamilyFact = {
  ...LLAMA,
  queryKeyValueBias: true,
  nestedDefaults: {
    num_hidden_layers: 32, hidden_size: 4096, num_attention_heads: 32, num_key_value_heads: 32, intermediate_size: 22016, vocab_size: 151_936,
    max_position_embeddings: 32_768,
  },
};
const QWEN2_VL: ModelFamilyFact = {
  ...QWEN2,
  ignoresWindow: true,
  nestedDefaults: {
    num_hidden_layers: 80, hidden_size: 8192, num_attention_heads: 64, num_key_value_heads: 8, intermediate_size: 29568, vocab_size: 152_064,
    max_position_embeddings: 32_768,
  },
};
const QWEN3: ModelFamilyFact = { ...LLAMA, queryKeyNorm: 'head' };
/** Gated delta networks, with attention in every fourth layer. */
const QWEN3_NEXT: ModelFamilyFact = {
  ...QWEN3,
  outputGate: 'full',
  attentionEvery: 4,
  nestedDefaults: {
    num_hidden_layers: 48, hidden_size: 2048, num_attention_heads: 16, num_key_value_heads: 2, head_dim: 256, vocab_size: 151_936,
    max_position_embeddings: 32_768, linear_conv_kernel_dim: 4, linear_key_head_dim: 128, linear_value_head_dim: 128, linear_num_key_heads: 16,
    linear_num_value_heads: 32,
  },
};
const QWEN3_5: ModelFamilyFact = { ...QWEN3_NEXT, nestedDefaults: { ...QWEN3_NEXT.nestedDefaults, vocab_size: 248_320 } };
const FALCON: ModelFamilyFact = {
  classes: [], mlp: 'plain', norms: 1, normBias: true, tied: true, defaults: { max_position_embeddings: 2048 },
};
const GPT: ModelFamilyFact = {
  classes: [], mlp: 'plain', norms: 2, normBias: true, queryKeyValueBias: true, outputBias: true, mlpBias: true, tied: true,
};
const T5: ModelFamilyFact = { classes: [], mlp: 'plain', norms: 2, tied: true, defaults: { n_positions: 512 } };
const GEMMA2: ModelFamilyFact = {
  ...LLAMA,
  norms: 4,
  tied: true,
  fullEvery: 2,
  noFloat16: true,
  nestedDefaults: {
    num_hidden_layers: 26, hidden_size: 2304, num_attention_heads: 8, num_key_value_heads: 4, head_dim: 256, intermediate_size: 9216,
    vocab_size: 256_000, max_position_embeddings: 8192, sliding_window: 4096,
  },
};
const GEMMA3: ModelFamilyFact = {
  ...GEMMA2,
  queryKeyNorm: 'head',
  fullEvery: 6,
  nestedDefaults: { ...GEMMA2.nestedDefaults, vocab_size: 262_208, max_position_embeddings: 131_072 },
};
const GEMMA4: ModelFamilyFact = {
  ...GEMMA3,
  noFloat16: undefined,
  denseBesideExperts: true,
  nestedDefaults: { ...GEMMA2.nestedDefaults, num_hidden_layers: 30, vocab_size: 262_144, max_position_embeddings: 131_072, sliding_window: 512 },
};
const GEMMA3N: ModelFamilyFact = {
  ...GEMMA4,
  fullEvery: 5,
  nestedDefaults: {
    ...GEMMA4.nestedDefaults, num_hidden_layers: 35, hidden_size: 2048, num_key_value_heads: 2, intermediate_size: 16_384, vocab_size: 262_400,
    max_position_embeddings: 32_768, num_kv_shared_layers: 15, hidden_size_per_layer_input: 256, vocab_size_per_layer_input: 262_144,
  },
};
const LLAMA4: ModelFamilyFact = {
  ...LLAMA,
  fullEvery: 4,
  nestedDefaults: {
    num_hidden_layers: 48, hidden_size: 5120, num_attention_heads: 40, num_key_value_heads: 8, head_dim: 128, intermediate_size: 8192,
    intermediate_size_mlp: 16_384, vocab_size: 202_048, num_experts_per_tok: 1, num_local_experts: 16, interleave_moe_layer_step: 1,
    attention_chunk_size: 8192, max_position_embeddings: 131_072,
  },
};
const DEEPSEEK: ModelFamilyFact = LLAMA;
const GLM4_MOE: ModelFamilyFact = { ...LLAMA, queryKeyValueBias: true };
const MINIMAX_M2: ModelFamilyFact = { ...LLAMA, queryKeyNorm: 'full' };
const MIMO_V2: ModelFamilyFact = { ...LLAMA, defaults: { v_head_dim: 128 } };
const STEP3: ModelFamilyFact = { ...LLAMA, queryKeyNorm: 'head', outputGate: 'head' };
const BERT: ModelFamilyFact = {
  classes: [], mlp: 'plain', norms: 2, normBias: true, queryKeyValueBias: true, outputBias: true, mlpBias: true, positions: 0, embeddingNorm: true,
  tied: true, encoder: true, pooler: true,
};
/** An encoder with gated blocks and rotary positions. */
const NOMIC_BERT: ModelFamilyFact = { classes: [], mlp: 'gated', norms: 2, normBias: true, embeddingNorm: true, tied: true, encoder: true };
const BART: ModelFamilyFact = { ...GPT, positions: 2 };
const MAMBA: ModelFamilyFact = {
  ...LLAMA,
  norms: 1,
  stateOnly: true,
  // No attention. vLLM assumes a context of 2,048 if the file has none (config/model.py, read 2026-11-25).
  defaults: { num_attention_heads: 1, num_key_value_heads: 1, max_position_embeddings: 2048 },
};
const LFM2: ModelFamilyFact = { ...QWEN3, tied: true };
const MINIMAX_01: ModelFamilyFact = { ...LLAMA };
const MINICPM: ModelFamilyFact = { ...LLAMA, tied: true };
const CHATGLM: ModelFamilyFact = { ...LLAMA, queryKeyValueBias: true };
const HUNYUAN: ModelFamilyFact = { ...QWEN3, tied: true };
const BAILING: ModelFamilyFact = LLAMA;

export const MODEL_FAMILIES: { readonly [modelType: string]: ModelFamilyFact } = {
  'apertus': { ...LLAMA, classes: ['ApertusForCausalLM'], mlp: 'plain', queryKeyNorm: 'head' },
  'arcee': { ...LLAMA, classes: ['ArceeForCausalLM'], mlp: 'plain' },
  'arctic': { ...LLAMA, classes: ['ArcticForCausalLM'] },
  'aria_text': { ...LLAMA, classes: ['AriaForConditionalGeneration'] },
  'baichuan': { ...LLAMA, classes: ['BaichuanForCausalLM'] },
  'bailing_moe': { ...BAILING, classes: ['BailingMoeForCausalLM', 'BailingMoeV2ForCausalLM'] },
  'bamba': { ...LLAMA, classes: ['BambaForCausalLM'] },
  'bart': { ...BART, classes: ['BartForConditionalGeneration'] },
  'bert': { ...BERT, classes: ['BertModel', 'BertForSequenceClassification'] },
  'bloom': { ...GPT, classes: ['BloomForCausalLM'], embeddingNorm: true, defaults: { seq_length: 2048 } },
  'chatglm': { ...CHATGLM, classes: ['ChatGLMModel', 'ChatGLMForConditionalGeneration'] },
  'cohere': { ...LLAMA, classes: ['CohereForCausalLM'], norms: 1, tied: true },
  'cohere2': { ...LLAMA, classes: ['Cohere2ForCausalLM'], norms: 1, tied: true, fullEvery: 4 },
  'cwm': { ...LLAMA, classes: ['CwmForCausalLM'] },
  'dbrx': { ...LLAMA, classes: ['DbrxForCausalLM'], normBias: true },
  'deepseek': { ...DEEPSEEK, classes: ['DeepseekForCausalLM'] },
  'deepseek_ref': { ...DEEPSEEK, classes: [] },
  'deepseek_v2': { ...DEEPSEEK, classes: ['DeepseekV2ForCausalLM'] },
  'deepseek_v3': { ...DEEPSEEK, classes: ['DeepseekV3ForCausalLM'] },
  'deepseek_v32': { ...DEEPSEEK, classes: ['DeepseekV32ForCausalLM'] },
  'deepseek_v4': { ...DEEPSEEK, classes: ['DeepseekV4ForCausalLM'] },
  'deepseek_vl_v2': { ...DEEPSEEK, classes: ['DeepseekVLV2ForCausalLM', 'DeepseekOCRForCausalLM'] },
  'dots1': { ...QWEN3, classes: ['Dots1ForCausalLM'] },
  'ernie4_5': { ...LLAMA, classes: ['Ernie4_5ForCausalLM'], tied: true },
  'ernie4_5_moe': { ...LLAMA, classes: ['Ernie4_5_MoeForCausalLM'], tied: true },
  'exaone': { ...LLAMA, classes: ['ExaoneForCausalLM'] },
  'exaone4': { ...QWEN3, classes: ['Exaone4ForCausalLM'], fullEvery: 4 },
  'exaone_moe': { ...QWEN3, classes: ['ExaoneMoeForCausalLM', 'ExaoneMoEForCausalLM'], fullEvery: 4 },
  'falcon': { ...FALCON, classes: ['FalconForCausalLM'] },
  'falcon_h1': { ...LLAMA, classes: ['FalconH1ForCausalLM'], stateBesideAttention: true },
  'falcon_mamba': { ...MAMBA, classes: ['FalconMambaForCausalLM'] },
  'flex_olmo': { ...LLAMA, classes: ['FlexOlmoForCausalLM'], queryKeyNorm: 'full' },
  'gemma': { ...LLAMA, classes: ['GemmaForCausalLM'], tied: true },
  'gemma2': { ...GEMMA2, classes: ['Gemma2ForCausalLM'] },
  'gemma3': { ...GEMMA3, classes: ['Gemma3ForConditionalGeneration'] },
  'gemma3_text': { ...GEMMA3, classes: ['Gemma3ForCausalLM', 'Gemma3TextModel'] },
  'gemma3n': { ...GEMMA3N, classes: ['Gemma3nForConditionalGeneration'] },
  'gemma3n_text': { ...GEMMA3N, classes: ['Gemma3nForCausalLM'] },
  'gemma4': { ...GEMMA4, classes: ['Gemma4ForConditionalGeneration'] },
  'gemma4_text': { ...GEMMA4, classes: ['Gemma4ForCausalLM'] },
  'glm': { ...CHATGLM, classes: ['GlmForCausalLM'] },
  'glm4': { ...LLAMA, classes: ['Glm4ForCausalLM'], norms: 4, queryKeyValueBias: true, noFloat16: true },
  'glm4_moe': { ...GLM4_MOE, classes: ['Glm4MoeForCausalLM'] },
  'glm4_moe_lite': { ...DEEPSEEK, classes: ['Glm4MoeLiteForCausalLM'] },
  'glm4v': { ...CHATGLM, classes: ['Glm4vForConditionalGeneration'], norms: 4 },
  'glm4v_moe': { ...GLM4_MOE, classes: ['Glm4vMoeForConditionalGeneration'] },
  'glm4v_moe_text': { ...GLM4_MOE, classes: [] },
  'glm4v_text': { ...CHATGLM, classes: [], norms: 4 },
  'glm_moe_dsa': { ...DEEPSEEK, classes: ['GlmMoeDsaForCausalLM'] },
  'gpt2': { ...GPT, classes: ['GPT2LMHeadModel'], positions: 0 },
  'gpt_bigcode': { ...GPT, classes: ['GPTBigCodeForCausalLM'], positions: 0 },
  'gpt_neo': { ...GPT, classes: ['GPTNeoForCausalLM'], queryKeyValueBias: undefined, positions: 0 },
  'gpt_neox': { ...GPT, classes: ['GPTNeoXForCausalLM'], tied: false },
  'gpt_oss': {
    ...LLAMA, classes: ['GptOssForCausalLM'], queryKeyValueBias: true, outputBias: true, mlpBias: true, attentionSinks: true, fullEvery: 2,
  },
  'gptj': { ...GPT, classes: ['GPTJForCausalLM'], norms: 1, queryKeyValueBias: undefined, outputBias: undefined, tied: false },
  'granite': { ...LLAMA, classes: ['GraniteForCausalLM'], tied: true },
  'granitemoe': { ...LLAMA, classes: ['GraniteMoeForCausalLM'], tied: true },
  'granitemoehybrid': { ...LLAMA, classes: ['GraniteMoeHybridForCausalLM'], tied: true },
  'granitemoeshared': { ...LLAMA, classes: ['GraniteMoeSharedForCausalLM'], tied: true },
  'grok-1': { ...LLAMA, classes: ['Grok1ModelForCausalLM', 'Grok1ForCausalLM'], norms: 4 },
  'hunyuan': { ...HUNYUAN, classes: ['HunYuanForCausalLM'] },
  'hunyuan_v1_dense': { ...HUNYUAN, classes: ['HunYuanDenseV1ForCausalLM'] },
  'hunyuan_v1_moe': { ...HUNYUAN, classes: ['HunYuanMoEV1ForCausalLM'] },
  'hyperclovax': { ...LLAMA, classes: ['HyperCLOVAXForCausalLM'] },
  'internlm2': { ...LLAMA, classes: ['InternLM2ForCausalLM'] },
  'internlm3': { ...LLAMA, classes: ['InternLM3ForCausalLM'] },
  'internvl': { ...QWEN2, classes: ['InternVLForConditionalGeneration'] },
  'internvl_chat': { ...LLAMA, classes: ['InternVLChatModel'] },
  'jamba': { ...LLAMA, classes: ['JambaForCausalLM', 'JambaForSequenceClassification'] },
  'kimi_k2': { ...DEEPSEEK, classes: [] },
  'kimi_k25': { ...DEEPSEEK, classes: ['KimiK25ForConditionalGeneration'] },
  'kimi_linear': { ...DEEPSEEK, classes: ['KimiLinearForCausalLM'] },
  'kimi_vl': { ...DEEPSEEK, classes: ['KimiVLForConditionalGeneration'] },
  'lfm2': { ...LFM2, classes: ['Lfm2ForCausalLM'] },
  'lfm2_moe': { ...LFM2, classes: ['Lfm2MoeForCausalLM'] },
  'llama': { ...LLAMA, classes: ['LlamaForCausalLM', 'LLaMAForCausalLM'], nestedDefaults: LLAMA_DEFAULTS },
  'llama4': { ...LLAMA4, classes: ['Llama4ForConditionalGeneration'] },
  'llama4_text': { ...LLAMA4, classes: ['Llama4ForCausalLM'] },
  'llava': { ...LLAMA, classes: ['LlavaForConditionalGeneration'], nestedDefaults: LLAMA_DEFAULTS },
  'llava_next': { ...LLAMA, classes: ['LlavaNextForConditionalGeneration'], nestedDefaults: LLAMA_DEFAULTS },
  'llava_onevision': { ...QWEN2, classes: ['LlavaOnevisionForConditionalGeneration'] },
  'mamba': { ...MAMBA, classes: ['MambaForCausalLM'], tied: true },
  'mamba2': { ...MAMBA, classes: ['Mamba2ForCausalLM'] },
  'mbart': { ...BART, classes: ['MBartForConditionalGeneration'] },
  'mimo': { ...QWEN2, classes: ['MiMoForCausalLM'] },
  'mimo_v2_flash': { ...MIMO_V2, classes: ['MiMoV2FlashForCausalLM'] },
  'minicpm': { ...MINICPM, classes: ['MiniCPMForCausalLM'] },
  'minicpm3': { ...MINICPM, classes: ['MiniCPM3ForCausalLM'] },
  'minimax': { ...MINIMAX_01, classes: ['MiniMaxForCausalLM'] },
  'minimax_m1': { ...MINIMAX_01, classes: ['MiniMaxM1ForCausalLM'] },
  'minimax_m2': { ...MINIMAX_M2, classes: ['MiniMaxM2ForCausalLM'] },
  'minimax_m3': { ...QWEN3, classes: ['MiniMaxM3ForCausalLM', 'MiniMaxM3SparseForCausalLM', 'MiniMaxM3SparseForConditionalGeneration'] },
  'minimax_m3_vl': { ...QWEN3, classes: [] },
  'minimax_text_01': { ...MINIMAX_01, classes: ['MiniMaxText01ForCausalLM'] },
  'ministral': { ...LLAMA, classes: ['MinistralForCausalLM'] },
  'ministral3': { ...MISTRAL, classes: ['Ministral3ForCausalLM'] },
  'mistral': { ...MISTRAL, classes: ['MistralForCausalLM'] },
  'mistral3': { ...MISTRAL, classes: ['Mistral3ForConditionalGeneration'] },
  'mistral4': { ...DEEPSEEK, classes: ['Mistral4ForCausalLM'] },
  'mixtral': { ...LLAMA, classes: ['MixtralForCausalLM'] },
  'mllama': { ...LLAMA, classes: ['MllamaForConditionalGeneration'] },
  'mllama_text_model': {
    ...LLAMA,
    classes: ['MllamaForCausalLM'],
    nestedDefaults: {
      ...LLAMA_DEFAULTS,
      num_hidden_layers: 40,
      num_key_value_heads: 8,
      intermediate_size: 14336,
      vocab_size: 128_256,
      max_position_embeddings: 131_072,
    },
  },
  'modernbert': { ...NOMIC_BERT, classes: ['ModernBertModel', 'ModernBertForMaskedLM', 'ModernBertForSequenceClassification'], normBias: undefined },
  'molmo': { ...QWEN2, classes: ['MolmoForCausalLM'], widthOfBothHalves: true, encoderWeights: 0.4e9 },
  'mpt': { ...LLAMA, classes: ['MPTForCausalLM', 'MptForCausalLM'], mlp: 'plain', tied: true },
  'nemotron': { ...LLAMA, classes: ['NemotronForCausalLM'], mlp: 'plain', normBias: true },
  'nemotron-nas': { ...LLAMA, classes: ['DeciLMForCausalLM'] },
  'nemotron_h': { ...LLAMA, classes: ['NemotronHForCausalLM'], mlp: 'plain', norms: 1 },
  'new': { ...NOMIC_BERT, classes: ['NewModel', 'NewForSequenceClassification', 'GteNewModel'], queryKeyValueBias: true },
  'nomic_bert': { ...NOMIC_BERT, classes: ['NomicBertModel'] },
  'olmo': { ...LLAMA, classes: ['OlmoForCausalLM', 'OLMoForCausalLM'], norms: 0 },
  'olmo2': { ...LLAMA, classes: ['Olmo2ForCausalLM'], queryKeyNorm: 'full' },
  'olmo3': { ...LLAMA, classes: ['Olmo3ForCausalLM'], queryKeyNorm: 'full', fullEvery: 4 },
  'olmoe': { ...LLAMA, classes: ['OlmoeForCausalLM'], queryKeyNorm: 'full' },
  'opt': { ...GPT, classes: ['OPTForCausalLM'], positions: 2 },
  'phi': { ...GPT, classes: ['PhiForCausalLM'], norms: 1, tied: false },
  'phi3': { ...LLAMA, classes: ['Phi3ForCausalLM'] },
  'phi3_v': { ...LLAMA, classes: ['Phi3VForCausalLM'], encoderWeights: 0.325e9 },
  'phi3small': { ...LLAMA, classes: ['Phi3SmallForCausalLM'], normBias: true, queryKeyValueBias: true, outputBias: true, mlpBias: true, tied: true },
  'phi4_multimodal': { ...LLAMA, classes: ['Phi4MultimodalForCausalLM'], tied: true, encoderWeights: 0.908e9 },
  'phi4mm': { ...LLAMA, classes: ['Phi4MMForCausalLM'], tied: true, encoderWeights: 1.738e9 },
  'phimoe': { ...LLAMA, classes: ['PhiMoEForCausalLM', 'PhimoeForCausalLM'], normBias: true, queryKeyValueBias: true, outputBias: true },
  'qwen': { ...QWEN2, classes: ['QWenLMHeadModel'], widthOfBothHalves: true },
  'qwen2': { ...QWEN2, classes: ['Qwen2ForCausalLM'] },
  'qwen2_5_omni_text': { ...QWEN2_VL, classes: ['Qwen2_5OmniModel', 'Qwen2_5OmniForConditionalGeneration'] },
  'qwen2_5_vl': { ...QWEN2_VL, classes: ['Qwen2_5_VLForConditionalGeneration'] },
  'qwen2_5_vl_text': { ...QWEN2_VL, classes: [] },
  'qwen2_audio': { ...QWEN2, classes: ['Qwen2AudioForConditionalGeneration'] },
  'qwen2_moe': { ...QWEN2, classes: ['Qwen2MoeForCausalLM'] },
  'qwen2_vl': { ...QWEN2_VL, classes: ['Qwen2VLForConditionalGeneration'] },
  'qwen2_vl_text': { ...QWEN2_VL, classes: [] },
  'qwen3': { ...QWEN3, classes: ['Qwen3ForCausalLM', 'Qwen3Model', 'Qwen3ForSequenceClassification'] },
  'qwen3_5': { ...QWEN3_5, classes: ['Qwen3_5ForConditionalGeneration'] },
  'qwen3_5_moe': { ...QWEN3_5, classes: ['Qwen3_5MoeForConditionalGeneration'] },
  'qwen3_5_moe_text': { ...QWEN3_5, classes: ['Qwen3_5MoeForCausalLM'] },
  'qwen3_5_text': { ...QWEN3_5, classes: ['Qwen3_5ForCausalLM'] },
  'qwen3_moe': { ...QWEN3, classes: ['Qwen3MoeForCausalLM'] },
  'qwen3_next': { ...QWEN3_NEXT, classes: ['Qwen3NextForCausalLM'] },
  'qwen3_omni_moe_text': { ...QWEN3, classes: ['Qwen3OmniMoeForConditionalGeneration'] },
  'qwen3_vl': { ...QWEN3, classes: ['Qwen3VLForConditionalGeneration'] },
  'qwen3_vl_moe': { ...QWEN3, classes: ['Qwen3VLMoeForConditionalGeneration'] },
  'qwen3_vl_moe_text': { ...QWEN3, classes: [] },
  'qwen3_vl_text': { ...QWEN3, classes: [] },
  'RefinedWeb': { ...FALCON, classes: [] },
  'RefinedWebModel': { ...FALCON, classes: ['RWForCausalLM'] },
  'roberta': { ...BERT, classes: ['RobertaModel', 'RobertaForSequenceClassification'] },
  'seed_oss': { ...LLAMA, classes: ['SeedOssForCausalLM'], queryKeyValueBias: true },
  'smollm3': { ...LLAMA, classes: ['SmolLM3ForCausalLM'], tied: true },
  'solar': { ...LLAMA, classes: ['SolarForCausalLM'] },
  'stablelm': { ...LLAMA, classes: ['StableLmForCausalLM'], normBias: true },
  'starcoder2': { ...GPT, classes: ['Starcoder2ForCausalLM'] },
  'step3p5': { ...STEP3, classes: ['Step3p5ForCausalLM'] },
  'step3p7': { ...STEP3, classes: ['Step3p7FlashForCausalLM', 'Step3p7ForConditionalGeneration'] },
  't5': { ...T5, classes: ['T5ForConditionalGeneration'] },
  'mt5': { ...T5, classes: ['MT5ForConditionalGeneration'], mlp: 'gated', tied: false },
  'whisper': { ...GPT, classes: ['WhisperForConditionalGeneration'], positions: 0 },
  'xlm-roberta': { ...BERT, classes: ['XLMRobertaModel', 'XLMRobertaForSequenceClassification'] },
};

/** Layout that is assumed for unlisted families: the most common one. */
export const COMMON_FAMILY: ModelFamilyFact = LLAMA;
