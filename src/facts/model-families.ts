/**
 * Layout of the model families whose config.json this library reads, by `model_type`.
 *
 * Sources: the modelling code of Hugging Face transformers, from memory (2026-11), checked against the parameter counts of
 * models.ts for llama, mistral, mixtral, t5, falcon, qwen2, qwen3, qwen3_moe, mistral3, gemma2, gemma3, phi3 and gpt_oss.
 */
export interface ModelFamilyFact {
  /** Classes under `architectures`, for files without a `model_type`. */
  readonly classes: readonly string[];
  /** Matrices of the feed-forward block: `gated` has three, `plain` two. */
  readonly mlp: 'gated' | 'plain';
  /** Normalizations of one layer. */
  readonly norms: number;
  /** Normalizations have a bias. */
  readonly normBias?: true;
  readonly queryKeyValueBias?: true;
  readonly outputBias?: true;
  readonly mlpBias?: true;
  /** `head`: weights of one head's size for queries and for keys; `full`: for all their heads. */
  readonly queryKeyNorm?: 'head' | 'full';
  /** Learned positions, and how many more than the context. */
  readonly positions?: number;
  readonly embeddingNorm?: true;
  /** What holds when the file does not say. */
  readonly tied: boolean;
  readonly attentionSinks?: true;
  /** The layout is not one that parameters can be computed for. */
  readonly irregular?: true;
  /** Values that such files leave to the code. */
  readonly defaults?: { readonly [field: string]: number };
}

const LLAMA: ModelFamilyFact = { classes: [], mlp: 'gated', norms: 2, tied: false };
const QWEN2: ModelFamilyFact = { ...LLAMA, queryKeyValueBias: true };
const QWEN3: ModelFamilyFact = { ...LLAMA, queryKeyNorm: 'head' };
const FALCON: ModelFamilyFact = {
  classes: [], mlp: 'plain', norms: 1, normBias: true, tied: true, defaults: { max_position_embeddings: 2048 },
};
const GPT: ModelFamilyFact = {
  classes: [], mlp: 'plain', norms: 2, normBias: true, queryKeyValueBias: true, outputBias: true, mlpBias: true, tied: true,
};
const T5: ModelFamilyFact = { classes: [], mlp: 'plain', norms: 2, tied: true, defaults: { n_positions: 512 } };
const GEMMA3: ModelFamilyFact = { ...LLAMA, norms: 4, queryKeyNorm: 'head', tied: true };

export const MODEL_FAMILIES: { readonly [modelType: string]: ModelFamilyFact } = {
  baichuan: { ...LLAMA, classes: ['BaichuanForCausalLM'] },
  bloom: { ...GPT, classes: ['BloomForCausalLM'], embeddingNorm: true, defaults: { seq_length: 2048 } },
  cohere: { ...LLAMA, classes: ['CohereForCausalLM'], norms: 1, tied: true },
  deepseek_v2: { ...LLAMA, classes: ['DeepseekV2ForCausalLM'] },
  deepseek_v3: { ...LLAMA, classes: ['DeepseekV3ForCausalLM'] },
  exaone: { ...LLAMA, classes: ['ExaoneForCausalLM'] },
  falcon: { ...FALCON, classes: ['FalconForCausalLM'] },
  gemma: { ...LLAMA, classes: ['GemmaForCausalLM'], tied: true },
  gemma2: { ...LLAMA, classes: ['Gemma2ForCausalLM'], norms: 4, tied: true },
  gemma3: { ...GEMMA3, classes: ['Gemma3ForConditionalGeneration'] },
  gemma3_text: { ...GEMMA3, classes: ['Gemma3ForCausalLM'] },
  gemma4: { ...GEMMA3, classes: ['Gemma4ForConditionalGeneration'], irregular: true },
  gemma4_text: { ...GEMMA3, classes: ['Gemma4ForCausalLM'], irregular: true },
  gpt2: { ...GPT, classes: ['GPT2LMHeadModel'], positions: 0 },
  gpt_bigcode: { ...GPT, classes: ['GPTBigCodeForCausalLM'], positions: 0 },
  gpt_neo: { ...GPT, classes: ['GPTNeoForCausalLM'], queryKeyValueBias: undefined, positions: 0 },
  gpt_neox: { ...GPT, classes: ['GPTNeoXForCausalLM'], tied: false },
  gpt_oss: {
    ...LLAMA, classes: ['GptOssForCausalLM'], queryKeyValueBias: true, outputBias: true, mlpBias: true, attentionSinks: true,
  },
  gptj: { ...GPT, classes: ['GPTJForCausalLM'], norms: 1, queryKeyValueBias: undefined, outputBias: undefined, tied: false },
  granite: { ...LLAMA, classes: ['GraniteForCausalLM'], tied: true },
  granitemoe: { ...LLAMA, classes: ['GraniteMoeForCausalLM'], tied: true },
  internlm2: { ...LLAMA, classes: ['InternLM2ForCausalLM'] },
  llama: { ...LLAMA, classes: ['LlamaForCausalLM', 'LLaMAForCausalLM'] },
  llama4: { ...LLAMA, classes: ['Llama4ForConditionalGeneration'] },
  llama4_text: { ...LLAMA, classes: ['Llama4ForCausalLM'] },
  llava: { ...LLAMA, classes: ['LlavaForConditionalGeneration'] },
  llava_next: { ...LLAMA, classes: ['LlavaNextForConditionalGeneration'] },
  ministral: { ...LLAMA, classes: ['MinistralForCausalLM'] },
  mistral: { ...LLAMA, classes: ['MistralForCausalLM'] },
  mistral3: { ...LLAMA, classes: ['Mistral3ForConditionalGeneration'] },
  mixtral: { ...LLAMA, classes: ['MixtralForCausalLM'] },
  mpt: { ...LLAMA, classes: ['MPTForCausalLM', 'MptForCausalLM'], mlp: 'plain', tied: true },
  olmo2: { ...LLAMA, classes: ['Olmo2ForCausalLM'], queryKeyNorm: 'full' },
  opt: { ...GPT, classes: ['OPTForCausalLM'], positions: 2 },
  phi: { ...GPT, classes: ['PhiForCausalLM'], norms: 1, tied: false },
  phi3: { ...LLAMA, classes: ['Phi3ForCausalLM'] },
  qwen2: { ...QWEN2, classes: ['Qwen2ForCausalLM'] },
  qwen2_5_vl: { ...QWEN2, classes: ['Qwen2_5_VLForConditionalGeneration'] },
  qwen2_5_vl_text: QWEN2,
  qwen2_moe: { ...QWEN2, classes: ['Qwen2MoeForCausalLM'] },
  qwen2_vl: { ...QWEN2, classes: ['Qwen2VLForConditionalGeneration'] },
  qwen2_vl_text: QWEN2,
  qwen3: { ...QWEN3, classes: ['Qwen3ForCausalLM'] },
  qwen3_moe: { ...QWEN3, classes: ['Qwen3MoeForCausalLM'] },
  qwen3_vl: { ...QWEN3, classes: ['Qwen3VLForConditionalGeneration'] },
  qwen3_vl_moe: { ...QWEN3, classes: ['Qwen3VLMoeForConditionalGeneration'] },
  qwen3_vl_moe_text: QWEN3,
  qwen3_vl_text: QWEN3,
  RefinedWeb: { ...FALCON, classes: [] },
  RefinedWebModel: { ...FALCON, classes: ['RWForCausalLM'] },
  stablelm: { ...LLAMA, classes: ['StableLmForCausalLM'], normBias: true },
  starcoder2: { ...GPT, classes: ['Starcoder2ForCausalLM'] },
  t5: { ...T5, classes: ['T5ForConditionalGeneration'] },
  mt5: { ...T5, classes: ['MT5ForConditionalGeneration'], mlp: 'gated', tied: false },
};
