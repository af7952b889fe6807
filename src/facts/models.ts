/** What every transformer is told by, whatever is to be computed of it. */
export interface TransformerShape {
  /** Layers that hold a KV cache; in an encoder-decoder model those of the decoder. */
  readonly layers: number;
  readonly hiddenSize: number;
  readonly attentionHeads: number;
  readonly keyValueHeads: number;
  readonly headDimension: number;
  readonly intermediateSize: number;
  readonly vocabularySize: number;
  readonly maxPositionEmbeddings: number;
  readonly tiedEmbeddings: boolean;
}

/**
 * Geometry of the sample models of the LMI guide and of popular others, by constant name.
 *
 * Sources, compiled 2026-11: copies of the models' config.json in ai-dynamo/aiconfigurator (model_configs) and
 * citsjtu2020/LLM-Prof, Lightning-AI/litgpt config.py at 26857050 (2026-06-29), OpenBMB/BMInf for T5 v1.1 XXL,
 * kevinstephano/thunder_model_blocks for Llama 3.2, AI-Hypercomputer/maxtext for Gemma 2; names and instance types of the
 * samples from serving/docs/lmi/README.md of djl-serving. From memory: `gated` but for Falcon 180B; every alias;
 * the method of a quantization; the contexts of Mistral 7B v0.1, of the Qwen2.5 instruct models, of Mistral Small 3.1 and of
 * FLAN-T5; Ministral 8B; 262,208 as Gemma 3's vocabulary (the copies say 262,144); the untied heads and the contexts of
 * DeepSeek's Qwen distillates.
 */
export interface ModelFact extends TransformerShape {
  /** Exact id on the Hugging Face hub. */
  readonly modelId: string;
  /** Ids of the same geometry, weight format and gate. */
  readonly aliases?: readonly string[];
  /** Ids of the same geometry and weight format that anyone may download. */
  readonly openAliases?: readonly string[];
  /** Name in the LMI guide's list of sample models. */
  readonly sample?: string;
  /** Instance type which that list names. */
  readonly sampleInstanceType?: string;
  /** Class in the model's config.json. */
  readonly architecture: string;
  readonly modelType: string;
  /** All weights of the text model, as if nothing were quantized. */
  readonly parameters: number;
  /** The count is a published or rounded one; the others were computed from the geometry. */
  readonly parametersStated?: true;
  readonly torchDtype?: string;
  /** The hub asks for a token of an account that accepted the licence. */
  readonly gated: boolean;
  readonly experts?: number;
  readonly expertsPerToken?: number;
  /** Absent where the experts are as wide as `intermediateSize`. */
  readonly expertIntermediateSize?: number;
  readonly sharedExperts?: number;
  /** Leading layers without experts. */
  readonly denseLayers?: number;
  readonly activeParameters?: number;
  /** Multi-head latent attention. */
  readonly kvLoraRank?: number;
  readonly qLoraRank?: number;
  readonly qkRopeHeadDimension?: number;
  readonly qkNopeHeadDimension?: number;
  readonly valueHeadDimension?: number;
  /** Tokens that some or all layers look back at most. */
  readonly slidingWindow?: number;
  readonly encoderLayers?: number;
  /** Has a vision or audio encoder, which the geometry leaves out. */
  readonly multimodal?: true;
  readonly quantization?: { readonly method: string; readonly bits: number };
}

export const MODELS = {
  LLAMA_2_7B: {
    modelId: 'meta-llama/Llama-2-7b-hf', sample: 'Llama-2-7b', sampleInstanceType: 'ml.g5.2xlarge',
    aliases: ['meta-llama/Llama-2-7b-chat-hf'],
    openAliases: ['TheBloke/Llama-2-7B-fp16', 'NousResearch/Llama-2-7b-hf'],
    architecture: 'LlamaForCausalLM', modelType: 'llama', parameters: 6738415616,
    layers: 32, hiddenSize: 4096, attentionHeads: 32, keyValueHeads: 32, headDimension: 128, intermediateSize: 11008,
    vocabularySize: 32000, maxPositionEmbeddings: 4096, tiedEmbeddings: false, torchDtype: 'float16', gated: true,
  },
  LLAMA_2_13B: {
    modelId: 'meta-llama/Llama-2-13b-hf', sample: 'Llama-2-13b', sampleInstanceType: 'ml.g5.12xlarge',
    aliases: ['meta-llama/Llama-2-13b-chat-hf'],
    openAliases: ['TheBloke/Llama-2-13B-fp16', 'NousResearch/Llama-2-13b-hf'],
    architecture: 'LlamaForCausalLM', modelType: 'llama', parameters: 13015864320,
    layers: 40, hiddenSize: 5120, attentionHeads: 40, keyValueHeads: 40, headDimension: 128, intermediateSize: 13824,
    vocabularySize: 32000, maxPositionEmbeddings: 4096, tiedEmbeddings: false, torchDtype: 'float16', gated: true,
  },
  LLAMA_2_70B: {
    modelId: 'meta-llama/Llama-2-70b-hf', sample: 'Llama-2-70b', sampleInstanceType: 'ml.p4d.24xlarge',
    aliases: ['meta-llama/Llama-2-70b-chat-hf'],
    openAliases: ['TheBloke/Llama-2-70B-fp16', 'NousResearch/Llama-2-70b-hf'],
    architecture: 'LlamaForCausalLM', modelType: 'llama', parameters: 68976648192,
    layers: 80, hiddenSize: 8192, attentionHeads: 64, keyValueHeads: 8, headDimension: 128, intermediateSize: 28672,
    vocabularySize: 32000, maxPositionEmbeddings: 4096, tiedEmbeddings: false, torchDtype: 'float16', gated: true,
  },
  LLAMA_2_70B_AWQ: {
    modelId: 'TheBloke/Llama-2-70B-AWQ', sample: 'Llama-2-70b-AWQ', sampleInstanceType: 'ml.g5.12xlarge',
    aliases: ['TheBloke/Llama-2-70B-Chat-AWQ'],
    architecture: 'LlamaForCausalLM', modelType: 'llama', parameters: 68976648192,
    layers: 80, hiddenSize: 8192, attentionHeads: 64, keyValueHeads: 8, headDimension: 128, intermediateSize: 28672,
    vocabularySize: 32000, maxPositionEmbeddings: 4096, tiedEmbeddings: false, torchDtype: 'float16', gated: false,
    quantization: { method: 'awq', bits: 4 },
  },
  MISTRAL_7B: {
    modelId: 'mistralai/Mistral-7B-v0.1', sample: 'Mistral-7b', sampleInstanceType: 'ml.g5.2xlarge',
    aliases: ['mistralai/Mistral-7B-Instruct-v0.1'],
    architecture: 'MistralForCausalLM', modelType: 'mistral', parameters: 7241732096,
    layers: 32, hiddenSize: 4096, attentionHeads: 32, keyValueHeads: 8, headDimension: 128, intermediateSize: 14336,
    vocabularySize: 32000, maxPositionEmbeddings: 32768, tiedEmbeddings: false, torchDtype: 'bfloat16', gated: true,
    slidingWindow: 4096,
  },
  MIXTRAL_8X7B: {
    modelId: 'mistralai/Mixtral-8x7B-v0.1', sample: 'Mixtral-8x7b', sampleInstanceType: 'ml.p4d.24xlarge',
    aliases: ['mistralai/Mixtral-8x7B-Instruct-v0.1'],
    architecture: 'MixtralForCausalLM', modelType: 'mixtral', parameters: 46702792704,
    layers: 32, hiddenSize: 4096, attentionHeads: 32, keyValueHeads: 8, headDimension: 128, intermediateSize: 14336,
    vocabularySize: 32000, maxPositionEmbeddings: 32768, tiedEmbeddings: false, torchDtype: 'bfloat16', gated: true,
    experts: 8, expertsPerToken: 2, activeParameters: 12879925248,
  },
  FLAN_T5_XXL: {
    modelId: 'google/flan-t5-xxl', sample: 'Flan-T5-XXL', sampleInstanceType: 'ml.g5.12xlarge',
    architecture: 'T5ForConditionalGeneration', modelType: 't5', parameters: 11135332352,
    layers: 24, hiddenSize: 4096, attentionHeads: 64, keyValueHeads: 64, headDimension: 64, intermediateSize: 10240,
    vocabularySize: 32128, maxPositionEmbeddings: 512, tiedEmbeddings: false, gated: false,
    encoderLayers: 24,
  },
  CODELLAMA_34B: {
    modelId: 'codellama/CodeLlama-34b-hf', sample: 'CodeLlama-34b', sampleInstanceType: 'ml.g5.48xlarge',
    aliases: ['codellama/CodeLlama-34b-Instruct-hf'],
    architecture: 'LlamaForCausalLM', modelType: 'llama', parameters: 33743970304,
    layers: 48, hiddenSize: 8192, attentionHeads: 64, keyValueHeads: 8, headDimension: 128, intermediateSize: 22016,
    vocabularySize: 32000, maxPositionEmbeddings: 16384, tiedEmbeddings: false, torchDtype: 'bfloat16', gated: false,
  },
  FALCON_7B: {
    modelId: 'tiiuae/falcon-7b', sample: 'Falcon-7b', sampleInstanceType: 'ml.g5.2xlarge',
    aliases: ['tiiuae/falcon-7b-instruct'],
    architecture: 'FalconForCausalLM', modelType: 'falcon', parameters: 6921720704,
    layers: 32, hiddenSize: 4544, attentionHeads: 71, keyValueHeads: 1, headDimension: 64, intermediateSize: 18176,
    vocabularySize: 65024, maxPositionEmbeddings: 2048, tiedEmbeddings: true, torchDtype: 'bfloat16', gated: false,
  },
  FALCON_40B: {
    modelId: 'tiiuae/falcon-40b', sample: 'Falcon-40b', sampleInstanceType: 'ml.g5.48xlarge',
    aliases: ['tiiuae/falcon-40b-instruct'],
    architecture: 'FalconForCausalLM', modelType: 'falcon', parameters: 41303293952,
    layers: 60, hiddenSize: 8192, attentionHeads: 128, keyValueHeads: 8, headDimension: 64, intermediateSize: 32768,
    vocabularySize: 65024, maxPositionEmbeddings: 2048, tiedEmbeddings: true, torchDtype: 'bfloat16', gated: false,
  },
  FALCON_180B: {
    modelId: 'tiiuae/falcon-180B', sample: 'Falcon-180b', sampleInstanceType: 'ml.p4de.24xlarge',
    aliases: ['tiiuae/falcon-180B-chat'],
    architecture: 'FalconForCausalLM', modelType: 'falcon', parameters: 178557088768,
    layers: 80, hiddenSize: 14848, attentionHeads: 232, keyValueHeads: 8, headDimension: 64, intermediateSize: 59392,
    vocabularySize: 65024, maxPositionEmbeddings: 2048, tiedEmbeddings: true, torchDtype: 'bfloat16', gated: true,
  },
  LLAMA_3_1_8B_INSTRUCT: {
    modelId: 'meta-llama/Llama-3.1-8B-Instruct',
    aliases: ['meta-llama/Llama-3.1-8B', 'meta-llama/Meta-Llama-3.1-8B-Instruct', 'meta-llama/Meta-Llama-3.1-8B'],
    architecture: 'LlamaForCausalLM', modelType: 'llama', parameters: 8030261248,
    layers: 32, hiddenSize: 4096, attentionHeads: 32, keyValueHeads: 8, headDimension: 128, intermediateSize: 14336,
    vocabularySize: 128256, maxPositionEmbeddings: 131072, tiedEmbeddings: false, torchDtype: 'bfloat16', gated: true,
  },
  LLAMA_3_1_70B_INSTRUCT: {
    modelId: 'meta-llama/Llama-3.1-70B-Instruct',
    aliases: ['meta-llama/Llama-3.1-70B', 'meta-llama/Meta-Llama-3.1-70B-Instruct', 'meta-llama/Meta-Llama-3.1-70B'],
    architecture: 'LlamaForCausalLM', modelType: 'llama', parameters: 70553706496,
    layers: 80, hiddenSize: 8192, attentionHeads: 64, keyValueHeads: 8, headDimension: 128, intermediateSize: 28672,
    vocabularySize: 128256, maxPositionEmbeddings: 131072, tiedEmbeddings: false, torchDtype: 'bfloat16', gated: true,
  },
  LLAMA_3_1_405B_INSTRUCT: {
    modelId: 'meta-llama/Llama-3.1-405B-Instruct',
    aliases: ['meta-llama/Llama-3.1-405B', 'meta-llama/Meta-Llama-3.1-405B-Instruct', 'meta-llama/Meta-Llama-3.1-405B'],
    architecture: 'LlamaForCausalLM', modelType: 'llama', parameters: 405853388800,
    layers: 126, hiddenSize: 16384, attentionHeads: 128, keyValueHeads: 8, headDimension: 128, intermediateSize: 53248,
    vocabularySize: 128256, maxPositionEmbeddings: 131072, tiedEmbeddings: false, torchDtype: 'bfloat16', gated: true,
  },
  LLAMA_3_2_1B_INSTRUCT: {
    modelId: 'meta-llama/Llama-3.2-1B-Instruct',
    aliases: ['meta-llama/Llama-3.2-1B'],
    architecture: 'LlamaForCausalLM', modelType: 'llama', parameters: 1235814400,
    layers: 16, hiddenSize: 2048, attentionHeads: 32, keyValueHeads: 8, headDimension: 64, intermediateSize: 8192,
    vocabularySize: 128256, maxPositionEmbeddings: 131072, tiedEmbeddings: true, torchDtype: 'bfloat16', gated: true,
  },
  LLAMA_3_2_3B_INSTRUCT: {
    modelId: 'meta-llama/Llama-3.2-3B-Instruct',
    aliases: ['meta-llama/Llama-3.2-3B'],
    architecture: 'LlamaForCausalLM', modelType: 'llama', parameters: 3212749824,
    layers: 28, hiddenSize: 3072, attentionHeads: 24, keyValueHeads: 8, headDimension: 128, intermediateSize: 8192,
    vocabularySize: 128256, maxPositionEmbeddings: 131072, tiedEmbeddings: true, torchDtype: 'bfloat16', gated: true,
  },
  LLAMA_3_3_70B_INSTRUCT: {
    modelId: 'meta-llama/Llama-3.3-70B-Instruct',
    architecture: 'LlamaForCausalLM', modelType: 'llama', parameters: 70553706496,
    layers: 80, hiddenSize: 8192, attentionHeads: 64, keyValueHeads: 8, headDimension: 128, intermediateSize: 28672,
    vocabularySize: 128256, maxPositionEmbeddings: 131072, tiedEmbeddings: false, torchDtype: 'bfloat16', gated: true,
  },
  LLAMA_4_SCOUT_17B_16E_INSTRUCT: {
    modelId: 'meta-llama/Llama-4-Scout-17B-16E-Instruct',
    architecture: 'Llama4ForConditionalGeneration', modelType: 'llama4', parameters: 108641793536, parametersStated: true,
    layers: 48, hiddenSize: 5120, attentionHeads: 40, keyValueHeads: 8, headDimension: 128, intermediateSize: 8192,
    vocabularySize: 202048, maxPositionEmbeddings: 10485760, tiedEmbeddings: false, torchDtype: 'bfloat16', gated: true,
    experts: 16, expertsPerToken: 1, activeParameters: 17000000000,
    multimodal: true,
  },
  QWEN2_5_1_5B_INSTRUCT: {
    modelId: 'Qwen/Qwen2.5-1.5B-Instruct',
    architecture: 'Qwen2ForCausalLM', modelType: 'qwen2', parameters: 1543714304,
    layers: 28, hiddenSize: 1536, attentionHeads: 12, keyValueHeads: 2, headDimension: 128, intermediateSize: 8960,
    vocabularySize: 151936, maxPositionEmbeddings: 32768, tiedEmbeddings: true, torchDtype: 'bfloat16', gated: false,
  },
  QWEN2_5_7B_INSTRUCT: {
    modelId: 'Qwen/Qwen2.5-7B-Instruct',
    architecture: 'Qwen2ForCausalLM', modelType: 'qwen2', parameters: 7615616512,
    layers: 28, hiddenSize: 3584, attentionHeads: 28, keyValueHeads: 4, headDimension: 128, intermediateSize: 18944,
    vocabularySize: 152064, maxPositionEmbeddings: 32768, tiedEmbeddings: false, torchDtype: 'bfloat16', gated: false,
  },
  QWEN2_5_32B_INSTRUCT: {
    modelId: 'Qwen/Qwen2.5-32B-Instruct',
    architecture: 'Qwen2ForCausalLM', modelType: 'qwen2', parameters: 32763876352,
    layers: 64, hiddenSize: 5120, attentionHeads: 40, keyValueHeads: 8, headDimension: 128, intermediateSize: 27648,
    vocabularySize: 152064, maxPositionEmbeddings: 32768, tiedEmbeddings: false, torchDtype: 'bfloat16', gated: false,
  },
  QWEN2_5_72B_INSTRUCT: {
    modelId: 'Qwen/Qwen2.5-72B-Instruct',
    architecture: 'Qwen2ForCausalLM', modelType: 'qwen2', parameters: 72706203648,
    layers: 80, hiddenSize: 8192, attentionHeads: 64, keyValueHeads: 8, headDimension: 128, intermediateSize: 29568,
    vocabularySize: 152064, maxPositionEmbeddings: 32768, tiedEmbeddings: false, torchDtype: 'bfloat16', gated: false,
  },
  QWEN2_5_14B_INSTRUCT: {
    modelId: 'Qwen/Qwen2.5-14B-Instruct',
    architecture: 'Qwen2ForCausalLM', modelType: 'qwen2', parameters: 14770033664,
    layers: 48, hiddenSize: 5120, attentionHeads: 40, keyValueHeads: 8, headDimension: 128, intermediateSize: 13824,
    vocabularySize: 152064, maxPositionEmbeddings: 32768, tiedEmbeddings: false, torchDtype: 'bfloat16', gated: false,
  },
  QWEN3_0_6B: {
    modelId: 'Qwen/Qwen3-0.6B',
    architecture: 'Qwen3ForCausalLM', modelType: 'qwen3', parameters: 596049920,
    layers: 28, hiddenSize: 1024, attentionHeads: 16, keyValueHeads: 8, headDimension: 128, intermediateSize: 3072,
    vocabularySize: 151936, maxPositionEmbeddings: 40960, tiedEmbeddings: true, torchDtype: 'bfloat16', gated: false,
  },
  QWEN3_1_7B: {
    modelId: 'Qwen/Qwen3-1.7B',
    architecture: 'Qwen3ForCausalLM', modelType: 'qwen3', parameters: 1720574976,
    layers: 28, hiddenSize: 2048, attentionHeads: 16, keyValueHeads: 8, headDimension: 128, intermediateSize: 6144,
    vocabularySize: 151936, maxPositionEmbeddings: 40960, tiedEmbeddings: true, torchDtype: 'bfloat16', gated: false,
  },
  QWEN3_8B: {
    modelId: 'Qwen/Qwen3-8B',
    architecture: 'Qwen3ForCausalLM', modelType: 'qwen3', parameters: 8190735360,
    layers: 36, hiddenSize: 4096, attentionHeads: 32, keyValueHeads: 8, headDimension: 128, intermediateSize: 12288,
    vocabularySize: 151936, maxPositionEmbeddings: 40960, tiedEmbeddings: false, torchDtype: 'bfloat16', gated: false,
  },
  QWEN3_32B: {
    modelId: 'Qwen/Qwen3-32B',
    architecture: 'Qwen3ForCausalLM', modelType: 'qwen3', parameters: 32762123264,
    layers: 64, hiddenSize: 5120, attentionHeads: 64, keyValueHeads: 8, headDimension: 128, intermediateSize: 25600,
    vocabularySize: 151936, maxPositionEmbeddings: 40960, tiedEmbeddings: false, torchDtype: 'bfloat16', gated: false,
  },
  QWEN3_4B: {
    modelId: 'Qwen/Qwen3-4B',
    architecture: 'Qwen3ForCausalLM', modelType: 'qwen3', parameters: 4022468096,
    layers: 36, hiddenSize: 2560, attentionHeads: 32, keyValueHeads: 8, headDimension: 128, intermediateSize: 9728,
    vocabularySize: 151936, maxPositionEmbeddings: 40960, tiedEmbeddings: true, torchDtype: 'bfloat16', gated: false,
  },
  QWEN3_14B: {
    modelId: 'Qwen/Qwen3-14B',
    architecture: 'Qwen3ForCausalLM', modelType: 'qwen3', parameters: 14768307200,
    layers: 40, hiddenSize: 5120, attentionHeads: 40, keyValueHeads: 8, headDimension: 128, intermediateSize: 17408,
    vocabularySize: 151936, maxPositionEmbeddings: 40960, tiedEmbeddings: false, torchDtype: 'bfloat16', gated: false,
  },
  QWEN3_30B_A3B: {
    modelId: 'Qwen/Qwen3-30B-A3B',
    architecture: 'Qwen3MoeForCausalLM', modelType: 'qwen3_moe', parameters: 30532122624,
    layers: 48, hiddenSize: 2048, attentionHeads: 32, keyValueHeads: 4, headDimension: 128, intermediateSize: 6144,
    vocabularySize: 151936, maxPositionEmbeddings: 40960, tiedEmbeddings: false, torchDtype: 'bfloat16', gated: false,
    experts: 128, expertsPerToken: 8, expertIntermediateSize: 768, activeParameters: 3353032704,
  },
  QWEN3_235B_A22B: {
    modelId: 'Qwen/Qwen3-235B-A22B',
    architecture: 'Qwen3MoeForCausalLM', modelType: 'qwen3_moe', parameters: 235093634560,
    layers: 94, hiddenSize: 4096, attentionHeads: 64, keyValueHeads: 4, headDimension: 128, intermediateSize: 12288,
    vocabularySize: 151936, maxPositionEmbeddings: 40960, tiedEmbeddings: false, torchDtype: 'bfloat16', gated: false,
    experts: 128, expertsPerToken: 8, expertIntermediateSize: 1536, activeParameters: 22190763520,
  },
  MISTRAL_7B_INSTRUCT_V0_3: {
    modelId: 'mistralai/Mistral-7B-Instruct-v0.3',
    architecture: 'MistralForCausalLM', modelType: 'mistral', parameters: 7248023552,
    layers: 32, hiddenSize: 4096, attentionHeads: 32, keyValueHeads: 8, headDimension: 128, intermediateSize: 14336,
    vocabularySize: 32768, maxPositionEmbeddings: 32768, tiedEmbeddings: false, torchDtype: 'bfloat16', gated: true,
  },
  MINISTRAL_8B_INSTRUCT_2410: {
    modelId: 'mistralai/Ministral-8B-Instruct-2410',
    architecture: 'MistralForCausalLM', modelType: 'mistral', parameters: 8019808256,
    layers: 36, hiddenSize: 4096, attentionHeads: 32, keyValueHeads: 8, headDimension: 128, intermediateSize: 12288,
    vocabularySize: 131072, maxPositionEmbeddings: 32768, tiedEmbeddings: false, torchDtype: 'bfloat16', gated: true,
    slidingWindow: 32768,
  },
  MISTRAL_SMALL_3_1_24B_INSTRUCT_2503: {
    modelId: 'mistralai/Mistral-Small-3.1-24B-Instruct-2503',
    architecture: 'Mistral3ForConditionalGeneration', modelType: 'mistral3', parameters: 23572403200,
    layers: 40, hiddenSize: 5120, attentionHeads: 32, keyValueHeads: 8, headDimension: 128, intermediateSize: 32768,
    vocabularySize: 131072, maxPositionEmbeddings: 131072, tiedEmbeddings: false, torchDtype: 'bfloat16', gated: false,
    multimodal: true,
  },
  MIXTRAL_8X22B: {
    modelId: 'mistralai/Mixtral-8x22B-v0.1',
    architecture: 'MixtralForCausalLM', modelType: 'mixtral', parameters: 140620634112,
    layers: 56, hiddenSize: 6144, attentionHeads: 48, keyValueHeads: 8, headDimension: 128, intermediateSize: 16384,
    vocabularySize: 32000, maxPositionEmbeddings: 65536, tiedEmbeddings: false, torchDtype: 'bfloat16', gated: true,
    experts: 8, expertsPerToken: 2, activeParameters: 39152031744,
  },
  GEMMA_2_9B_IT: {
    modelId: 'google/gemma-2-9b-it',
    architecture: 'Gemma2ForCausalLM', modelType: 'gemma2', parameters: 9241705984,
    layers: 42, hiddenSize: 3584, attentionHeads: 16, keyValueHeads: 8, headDimension: 256, intermediateSize: 14336,
    vocabularySize: 256000, maxPositionEmbeddings: 8192, tiedEmbeddings: true, torchDtype: 'bfloat16', gated: true,
    slidingWindow: 4096,
  },
  GEMMA_2_27B_IT: {
    modelId: 'google/gemma-2-27b-it',
    architecture: 'Gemma2ForCausalLM', modelType: 'gemma2', parameters: 27227128320,
    layers: 46, hiddenSize: 4608, attentionHeads: 32, keyValueHeads: 16, headDimension: 128, intermediateSize: 36864,
    vocabularySize: 256000, maxPositionEmbeddings: 8192, tiedEmbeddings: true, torchDtype: 'bfloat16', gated: true,
    slidingWindow: 4096,
  },
  GEMMA_3_4B_IT: {
    modelId: 'google/gemma-3-4b-it',
    architecture: 'Gemma3ForConditionalGeneration', modelType: 'gemma3', parameters: 3880263168,
    layers: 34, hiddenSize: 2560, attentionHeads: 8, keyValueHeads: 4, headDimension: 256, intermediateSize: 10240,
    vocabularySize: 262208, maxPositionEmbeddings: 131072, tiedEmbeddings: true, torchDtype: 'bfloat16', gated: true,
    slidingWindow: 1024, multimodal: true,
  },
  GEMMA_3_12B_IT: {
    modelId: 'google/gemma-3-12b-it',
    architecture: 'Gemma3ForConditionalGeneration', modelType: 'gemma3', parameters: 11766034176,
    layers: 48, hiddenSize: 3840, attentionHeads: 16, keyValueHeads: 8, headDimension: 256, intermediateSize: 15360,
    vocabularySize: 262208, maxPositionEmbeddings: 131072, tiedEmbeddings: true, torchDtype: 'bfloat16', gated: true,
    slidingWindow: 1024, multimodal: true,
  },
  GEMMA_3_27B_IT: {
    modelId: 'google/gemma-3-27b-it',
    architecture: 'Gemma3ForConditionalGeneration', modelType: 'gemma3', parameters: 27009346304,
    layers: 62, hiddenSize: 5376, attentionHeads: 32, keyValueHeads: 16, headDimension: 128, intermediateSize: 21504,
    vocabularySize: 262208, maxPositionEmbeddings: 131072, tiedEmbeddings: true, torchDtype: 'bfloat16', gated: true,
    slidingWindow: 1024, multimodal: true,
  },
  PHI_4: {
    modelId: 'microsoft/phi-4',
    architecture: 'Phi3ForCausalLM', modelType: 'phi3', parameters: 14659507200,
    layers: 40, hiddenSize: 5120, attentionHeads: 40, keyValueHeads: 10, headDimension: 128, intermediateSize: 17920,
    vocabularySize: 100352, maxPositionEmbeddings: 16384, tiedEmbeddings: false, torchDtype: 'bfloat16', gated: false,
  },
  PHI_4_MINI_INSTRUCT: {
    modelId: 'microsoft/Phi-4-mini-instruct',
    architecture: 'Phi3ForCausalLM', modelType: 'phi3', parameters: 3836021760,
    layers: 32, hiddenSize: 3072, attentionHeads: 24, keyValueHeads: 8, headDimension: 128, intermediateSize: 8192,
    vocabularySize: 200064, maxPositionEmbeddings: 131072, tiedEmbeddings: true, torchDtype: 'bfloat16', gated: false,
  },
  DEEPSEEK_R1_DISTILL_LLAMA_8B: {
    modelId: 'deepseek-ai/DeepSeek-R1-Distill-Llama-8B',
    architecture: 'LlamaForCausalLM', modelType: 'llama', parameters: 8030261248,
    layers: 32, hiddenSize: 4096, attentionHeads: 32, keyValueHeads: 8, headDimension: 128, intermediateSize: 14336,
    vocabularySize: 128256, maxPositionEmbeddings: 131072, tiedEmbeddings: false, torchDtype: 'bfloat16', gated: false,
  },
  DEEPSEEK_R1_DISTILL_LLAMA_70B: {
    modelId: 'deepseek-ai/DeepSeek-R1-Distill-Llama-70B',
    architecture: 'LlamaForCausalLM', modelType: 'llama', parameters: 70553706496,
    layers: 80, hiddenSize: 8192, attentionHeads: 64, keyValueHeads: 8, headDimension: 128, intermediateSize: 28672,
    vocabularySize: 128256, maxPositionEmbeddings: 131072, tiedEmbeddings: false, torchDtype: 'bfloat16', gated: false,
  },
  DEEPSEEK_R1_DISTILL_QWEN_1_5B: {
    modelId: 'deepseek-ai/DeepSeek-R1-Distill-Qwen-1.5B',
    architecture: 'Qwen2ForCausalLM', modelType: 'qwen2', parameters: 1777088000,
    layers: 28, hiddenSize: 1536, attentionHeads: 12, keyValueHeads: 2, headDimension: 128, intermediateSize: 8960,
    vocabularySize: 151936, maxPositionEmbeddings: 131072, tiedEmbeddings: false, torchDtype: 'bfloat16', gated: false,
  },
  DEEPSEEK_R1_DISTILL_QWEN_7B: {
    modelId: 'deepseek-ai/DeepSeek-R1-Distill-Qwen-7B',
    architecture: 'Qwen2ForCausalLM', modelType: 'qwen2', parameters: 7615616512,
    layers: 28, hiddenSize: 3584, attentionHeads: 28, keyValueHeads: 4, headDimension: 128, intermediateSize: 18944,
    vocabularySize: 152064, maxPositionEmbeddings: 131072, tiedEmbeddings: false, torchDtype: 'bfloat16', gated: false,
  },
  DEEPSEEK_R1_DISTILL_QWEN_14B: {
    modelId: 'deepseek-ai/DeepSeek-R1-Distill-Qwen-14B',
    architecture: 'Qwen2ForCausalLM', modelType: 'qwen2', parameters: 14770033664,
    layers: 48, hiddenSize: 5120, attentionHeads: 40, keyValueHeads: 8, headDimension: 128, intermediateSize: 13824,
    vocabularySize: 152064, maxPositionEmbeddings: 131072, tiedEmbeddings: false, torchDtype: 'bfloat16', gated: false,
  },
  DEEPSEEK_R1_DISTILL_QWEN_32B: {
    modelId: 'deepseek-ai/DeepSeek-R1-Distill-Qwen-32B',
    architecture: 'Qwen2ForCausalLM', modelType: 'qwen2', parameters: 32763876352,
    layers: 64, hiddenSize: 5120, attentionHeads: 40, keyValueHeads: 8, headDimension: 128, intermediateSize: 27648,
    vocabularySize: 152064, maxPositionEmbeddings: 131072, tiedEmbeddings: false, torchDtype: 'bfloat16', gated: false,
  },
  DEEPSEEK_R1: {
    modelId: 'deepseek-ai/DeepSeek-R1',
    architecture: 'DeepseekV3ForCausalLM', modelType: 'deepseek_v3', parameters: 671026419200, parametersStated: true,
    layers: 61, hiddenSize: 7168, attentionHeads: 128, keyValueHeads: 128, headDimension: 192, intermediateSize: 18432,
    vocabularySize: 129280, maxPositionEmbeddings: 163840, tiedEmbeddings: false, torchDtype: 'bfloat16', gated: false,
    experts: 256, expertsPerToken: 8, expertIntermediateSize: 2048, sharedExperts: 1, denseLayers: 3, activeParameters: 37000000000,
    kvLoraRank: 512, qLoraRank: 1536, qkRopeHeadDimension: 64, qkNopeHeadDimension: 128, valueHeadDimension: 128,
    quantization: { method: 'fp8', bits: 8 },
  },
  GPT_OSS_20B: {
    modelId: 'openai/gpt-oss-20b',
    architecture: 'GptOssForCausalLM', modelType: 'gpt_oss', parameters: 20914757184,
    layers: 24, hiddenSize: 2880, attentionHeads: 64, keyValueHeads: 8, headDimension: 64, intermediateSize: 2880,
    vocabularySize: 201088, maxPositionEmbeddings: 131072, tiedEmbeddings: false, torchDtype: 'bfloat16', gated: false,
    experts: 32, expertsPerToken: 4,
    slidingWindow: 128, quantization: { method: 'mxfp4', bits: 4 },
  },
  GPT_OSS_120B: {
    modelId: 'openai/gpt-oss-120b',
    architecture: 'GptOssForCausalLM', modelType: 'gpt_oss', parameters: 116829156672,
    layers: 36, hiddenSize: 2880, attentionHeads: 64, keyValueHeads: 8, headDimension: 64, intermediateSize: 2880,
    vocabularySize: 201088, maxPositionEmbeddings: 131072, tiedEmbeddings: false, torchDtype: 'bfloat16', gated: false,
    experts: 128, expertsPerToken: 4,
    slidingWindow: 128, quantization: { method: 'mxfp4', bits: 4 },
  },
  GEMMA_4_26B_A4B_IT: {
    modelId: 'google/gemma-4-26B-A4B-it',
    architecture: 'Gemma4ForConditionalGeneration', modelType: 'gemma4', parameters: 26000000000, parametersStated: true,
    layers: 30, hiddenSize: 2816, attentionHeads: 16, keyValueHeads: 8, headDimension: 256, intermediateSize: 2112,
    vocabularySize: 262144, maxPositionEmbeddings: 262144, tiedEmbeddings: true, torchDtype: 'bfloat16', gated: true,
    experts: 128, activeParameters: 4000000000,
    multimodal: true,
  },
} as const satisfies { readonly [constant: string]: ModelFact };

export type ModelName = keyof typeof MODELS;
