/**
 * Which architectures, by the class under `architectures` of config.json, the vLLM of an LMI version serves.
 *
 * Source: the registry of models (vllm/model_executor/models/registry.py, in older releases __init__.py or model_loader.py) in the source distribution on PyPI
 * of the vLLM that each image holds (of 0.15.1 the wheel), read 2026-11-25. The images of V20 to V22 and V24 hold builds between two releases: what
 * stands here from V25 on may be in V24 already. Draft models and the names of the Transformers backend of vLLM itself are in the registry too.
 */
export interface ArchitectureRange {
  /** First LMI version that has the classes. */
  readonly since: number;
  /** Last LMI version that has them. Absent: the newest. */
  readonly until?: number;
  /** Names of classes, with a blank between them. */
  readonly classes: string;
}

export const VLLM_ARCHITECTURES: readonly ArchitectureRange[] = [
  { since: 7, until: 27, classes: 'AquilaForCausalLM AquilaModel BaiChuanForCausalLM BaichuanForCausalLM InternLMForCausalLM QWenLMHeadModel' },
  {
    since: 7,
    classes: 'BloomForCausalLM FalconForCausalLM GPT2LMHeadModel GPTBigCodeForCausalLM GPTJForCausalLM GPTNeoXForCausalLM ' +
      'LLaMAForCausalLM LlamaForCausalLM MistralForCausalLM MPTForCausalLM OPTForCausalLM RWForCausalLM',
  },
  { since: 8, until: 8, classes: 'YiForCausalLM' },
  { since: 8, until: 13, classes: 'ChatGLMForConditionalGeneration' },
  { since: 8, classes: 'ChatGLMModel DeciLMForCausalLM MixtralForCausalLM MptForCausalLM PhiForCausalLM' },
  { since: 9, until: 9, classes: 'OLMoForCausalLM' },
  { since: 9, until: 15, classes: 'QuantMixtralForCausalLM' },
  {
    since: 9,
    classes: 'DeepseekForCausalLM GemmaForCausalLM InternLM2ForCausalLM OrionForCausalLM Qwen2ForCausalLM StableLMEpochForCausalLM ' +
      'StableLmForCausalLM Starcoder2ForCausalLM',
  },
  { since: 10, until: 26, classes: 'JAISLMHeadModel' },
  { since: 10, until: 27, classes: 'XverseForCausalLM' },
  {
    since: 10,
    classes: 'CohereForCausalLM DbrxForCausalLM LlavaForConditionalGeneration MiniCPMForCausalLM OlmoForCausalLM Phi3ForCausalLM ' +
      'Qwen2MoeForCausalLM',
  },
  { since: 11, until: 11, classes: 'ChameleonForCausalLM' },
  { since: 11, until: 15, classes: 'MLPSpeculatorPreTrainedModel Phi3SmallForCausalLM' },
  { since: 11, until: 27, classes: 'FuyuForCausalLM PersimmonForCausalLM' },
  {
    since: 11,
    classes: 'ArcticForCausalLM ChameleonForConditionalGeneration DeepseekV2ForCausalLM Gemma2ForCausalLM JambaForCausalLM ' +
      'LlavaNextForConditionalGeneration MedusaModel MistralModel PaliGemmaForConditionalGeneration Phi3VForCausalLM',
  },
  { since: 12, until: 15, classes: 'EAGLEModel' },
  { since: 12, until: 16, classes: 'BartForConditionalGeneration BartModel MllamaForConditionalGeneration' },
  {
    since: 12,
    classes: 'Blip2ForConditionalGeneration ExaoneForCausalLM GraniteForCausalLM InternVLChatModel ' +
      'LlavaNextVideoForConditionalGeneration LlavaOnevisionForConditionalGeneration MiniCPM3ForCausalLM MiniCPMV ' +
      'NemotronForCausalLM OlmoeForCausalLM PhiMoEForCausalLM PixtralForConditionalGeneration Qwen2VLForConditionalGeneration ' +
      'SolarForCausalLM UltravoxModel',
  },
  { since: 13, classes: 'Gemma2Model GraniteMoeForCausalLM MambaForCausalLM MolmoForCausalLM NVLM_D Qwen2ForRewardModel' },
  { since: 14, until: 14, classes: 'TransformersModel' },
  { since: 14, until: 15, classes: 'Qwen2ForSequenceClassification' },
  { since: 14, until: 16, classes: 'Florence2ForConditionalGeneration' },
  { since: 14, until: 27, classes: 'BambaForCausalLM InternLM2VEForCausalLM MantisForConditionalGeneration QwenVLForConditionalGeneration' },
  {
    since: 14,
    classes: 'AriaForConditionalGeneration BertForSequenceClassification BertModel Cohere2ForCausalLM DeepSeekMTPModel ' +
      'DeepseekV3ForCausalLM DeepseekVLV2ForCausalLM Fairseq2LlamaForCausalLM FalconMambaForCausalLM GLM4VForCausalLM ' +
      'GlmForCausalLM GritLM H2OVLChatModel Idefics3ForConditionalGeneration InternLM2ForRewardModel InternLM3ForCausalLM ' +
      'JambaForSequenceClassification LlamaModel Mamba2ForCausalLM MiniCPMO Olmo2ForCausalLM PrithviGeoSpatialMAE ' +
      'Qwen2_5_VLForConditionalGeneration Qwen2AudioForConditionalGeneration Qwen2ForProcessRewardModel Qwen2Model ' +
      'RobertaForMaskedLM RobertaForSequenceClassification RobertaModel TeleChat2ForCausalLM WhisperForConditionalGeneration ' +
      'XLMRobertaForSequenceClassification XLMRobertaModel',
  },
  { since: 15, until: 27, classes: 'AyaVisionForConditionalGeneration Grok1ModelForCausalLM MiniMaxText01ForCausalLM' },
  {
    since: 15,
    classes: 'ChatGLMForConditionalGeneration EagleLlamaForCausalLM Gemma3ForCausalLM Gemma3ForConditionalGeneration Glm4ForCausalLM ' +
      'GraniteMoeSharedForCausalLM Llama4ForConditionalGeneration Mistral3ForConditionalGeneration Phi4MMForCausalLM ' +
      'Qwen3ForCausalLM Qwen3MoeForCausalLM SkyworkR1VChatModel SmolVLMForConditionalGeneration TeleFLMForCausalLM ' +
      'TransformersForCausalLM Zamba2ForCausalLM',
  },
  {
    since: 16, until: 16,
    classes: 'DonutForConditionalGeneration MBartForConditionalGeneration MotifForCausalLM NemotronH_Nano_VL Phi4FlashForCausalLM ' +
      'TransformersForMultimodalLM TransformersModel',
  },
  { since: 16, until: 18, classes: 'Phi4MultimodalForCausalLM' },
  {
    since: 16, until: 27,
    classes: 'Dots1ForCausalLM MiniMaxForCausalLM MiniMaxM1ForCausalLM MiniMaxVL01ForConditionalGeneration ' +
      'Tarsier2ForConditionalGeneration TarsierForConditionalGeneration',
  },
  { since: 16, until: 28, classes: 'Plamo2ForCausalLM' },
  {
    since: 16,
    classes: 'ApertusForCausalLM ArceeForCausalLM BailingMoeForCausalLM Cohere2VisionForConditionalGeneration Eagle3LlamaForCausalLM ' +
      'EagleDeepSeekMTPModel EagleLlama4ForCausalLM EagleMiniCPMForCausalLM Emu3ForConditionalGeneration ' +
      'Ernie4_5_MoeForCausalLM Ernie4_5_VLMoeForConditionalGeneration Ernie4_5ForCausalLM ErnieMTPModel Exaone4ForCausalLM ' +
      'FalconH1ForCausalLM Gemma3nForCausalLM Gemma3nForConditionalGeneration Gemma3TextModel Glm4MoeForCausalLM ' +
      'Glm4MoeMTPModel Glm4vForConditionalGeneration Glm4vMoeForConditionalGeneration GPT2ForSequenceClassification ' +
      'GptOssForCausalLM GraniteMoeHybridForCausalLM GraniteSpeechForConditionalGeneration GteModel ' +
      'GteNewForSequenceClassification GteNewModel HCXVisionForCausalLM HunYuanDenseV1ForCausalLM HunYuanMoEV1ForCausalLM ' +
      'InternS1ForConditionalGeneration InternVLForConditionalGeneration JinaVLForRanking KeyeForConditionalGeneration ' +
      'KeyeVL1_5ForConditionalGeneration KimiVLForConditionalGeneration Lfm2ForCausalLM Llama4ForCausalLM ' +
      'Llama_Nemotron_Nano_VL LlamaForCausalLMEagle3 MiDashengLMModel MiMoForCausalLM MiMoMTPModel ' +
      'ModernBertForSequenceClassification ModernBertModel NemotronHForCausalLM NomicBertModel Ovis Ovis2_5 ' +
      'Qwen2_5OmniForConditionalGeneration Qwen2_5OmniModel Qwen3NextForCausalLM Qwen3NextMTP RForConditionalGeneration ' +
      'SeedOssForCausalLM SmolLM3ForCausalLM Step3TextForCausalLM Step3VLForConditionalGeneration Terratorch ' +
      'VoxtralForConditionalGeneration',
  },
  { since: 17, until: 28, classes: 'OuroForCausalLM' },
  {
    since: 17,
    classes: 'AfmoeForCausalLM BailingMoeV2ForCausalLM BeeForConditionalGeneration BertForTokenClassification ' +
      'BertSpladeSparseEmbeddingModel CLIPModel CwmForCausalLM DeepseekOCRForCausalLM DeepseekV32ForCausalLM ' +
      'DotsOCRForCausalLM Eagle3Qwen2_5vlForCausalLM FlexOlmoForCausalLM KimiLinearForCausalLM Lfm2MoeForCausalLM ' +
      'LightOnOCRForConditionalGeneration LongcatFlashForCausalLM LongCatFlashMTPModel MiniMaxM2ForCausalLM ' +
      'ModernBertForTokenClassification NemotronH_Nano_VL_V2 Olmo3ForCausalLM OpenPanguMTPModel ' +
      'PaddleOCRVLForConditionalGeneration PanguEmbeddedForCausalLM PanguUltraMoEForCausalLM ' +
      'Qwen3OmniMoeForConditionalGeneration Qwen3VLForConditionalGeneration Qwen3VLMoeForConditionalGeneration SiglipModel ' +
      'TransformersEmbeddingModel TransformersForSequenceClassification TransformersMoEEmbeddingModel ' +
      'TransformersMoEForCausalLM TransformersMoEForSequenceClassification TransformersMultiModalEmbeddingModel ' +
      'TransformersMultiModalForCausalLM TransformersMultiModalForSequenceClassification TransformersMultiModalMoEForCausalLM',
  },
  { since: 18, until: 27, classes: 'TeleChatForCausalLM' },
  {
    since: 18,
    classes: 'Eagle3Qwen3vlForCausalLM EagleMistralLarge3ForCausalLM HunYuanVLForConditionalGeneration MistralLarge3ForCausalLM ' +
      'OpenCUAForConditionalGeneration Plamo3ForCausalLM',
  },
  { since: 19, until: 20, classes: 'VoxtralStreamingGeneration' },
  { since: 19, until: 27, classes: 'Grok1ForCausalLM' },
  { since: 19, until: 28, classes: 'ExaoneMoEForCausalLM' },
  {
    since: 19,
    classes: 'AudioFlamingo3ForConditionalGeneration BagelForConditionalGeneration ExaoneMoeMTP GlmAsrForConditionalGeneration ' +
      'IQuestCoderForCausalLM IQuestLoopCoderForCausalLM IsaacForConditionalGeneration Jais2ForCausalLM ' +
      'KananaVForConditionalGeneration Lfm2VlForConditionalGeneration LlamaBidirectionalForSequenceClassification ' +
      'LlamaBidirectionalModel MiMoV2FlashForCausalLM NemotronParseForConditionalGeneration PanguProMoEV2ForCausalLM',
  },
  {
    since: 20,
    classes: 'BgeM3EmbeddingModel Eagle2_5_VLForConditionalGeneration Glm4MoeLiteForCausalLM Glm4MoeLiteMTPModel ' +
      'KimiK25ForConditionalGeneration Molmo2ForConditionalGeneration Step1ForCausalLM Step3p5ForCausalLM Step3p5MTP ' +
      'StepVLForConditionalGeneration',
  },
  { since: 21, until: 27, classes: 'MusicFlamingoForConditionalGeneration' },
  {
    since: 21,
    classes: 'DeepseekOCR2ForCausalLM FunAudioChatForConditionalGeneration GlmMoeDsaForCausalLM GlmOcrForConditionalGeneration ' +
      'GlmOcrMTPModel HF_ColBERT InternS1ProForConditionalGeneration NemotronHPuzzleForCausalLM ' +
      'OpenPanguVLForConditionalGeneration Qwen3ASRForConditionalGeneration VoxtralRealtimeGeneration ' +
      'VoyageQwen3BidirectionalEmbedModel',
  },
  {
    since: 22,
    classes: 'AXK1ForCausalLM BailingMoeV2_5ForCausalLM ColBERTJinaRobertaModel ColBERTModernBertModel ColModernVBertForRetrieval ' +
      'ColQwen3 ExtractHiddenStatesModel FireRedASR2ForConditionalGeneration FunASRForConditionalGeneration ' +
      'LlamaNemotronVLForSequenceClassification LlamaNemotronVLModel NemotronHMTPModel OpsColQwen3Model ' +
      'Ovis2_6_MoeForCausalLM Ovis2_6ForCausalLM Qwen3_5ForConditionalGeneration Qwen3_5MoeForConditionalGeneration ' +
      'Qwen3_5MoeMTP Qwen3_5MTP Qwen3ASRRealtimeGeneration Qwen3VLNemotronEmbedModel',
  },
  { since: 23, until: 27, classes: 'ErnieForSequenceClassification ErnieForTokenClassification ErnieModel' },
  {
    since: 23,
    classes: 'ColPaliForRetrieval Eagle3DeepseekV2ForCausalLM Eagle3DeepseekV3ForCausalLM HCXVisionV2ForCausalLM ' +
      'HyperCLOVAXForCausalLM MoonshotKimiaForCausalLM OlmoHybridForCausalLM SarvamMLAForCausalLM SarvamMoEForCausalLM',
  },
  {
    since: 24,
    classes: 'CohereAsrForConditionalGeneration ColBERTLfm2Model ColQwen3_5 Gemma4ForCausalLM Gemma4ForConditionalGeneration ' +
      'Qwen3ASRForcedAlignerForTokenClassification',
  },
  {
    since: 25,
    classes: 'Cheers CheersForConditionalGeneration DeepseekV4ForCausalLM DeepSeekV4MTPModel DFlashDraftModel ' +
      'Eagle3MiniMaxM2ForCausalLM Exaone4_5_ForConditionalGeneration Exaone4_5_MTP FireRedLIDForConditionalGeneration ' +
      'Granite4VisionForConditionalGeneration HYV3ForCausalLM HYV3MTPModel JinaEmbeddingsV5Model JinaForRanking ' +
      'Ministral3ForCausalLM NemotronH_Nano_Omni_Reasoning_V3 NemotronH_Super_Omni_Reasoning_V3 Param2MoEForCausalLM ' +
      'Phi4ForCausalLMV Rnj1ForCausalLM TeleChat3ForCausalLM',
  },
  {
    since: 26,
    classes: 'Cohere2MoeForCausalLM EagleCohereForCausalLM EagleMistralForCausalLM Gemma4MTPModel HfMoondream ' +
      'InternS2PreviewForConditionalGeneration LagunaForCausalLM MellumForCausalLM MiMoV2ForCausalLM MiMoV2MTPModel ' +
      'MiMoV2OmniForCausalLM MiMoV2OmniMTPModel MiniCPMV4_6ForConditionalGeneration Moondream3ForCausalLM ' +
      'OpenVLAForActionPrediction PEagleDraftModel PeagleLlamaForCausalLM QianfanOCRForConditionalGeneration',
  },
  {
    since: 27,
    classes: 'Cosmos3ForConditionalGeneration Gemma4UnifiedForConditionalGeneration GraniteSpeechPlusForConditionalGeneration ' +
      'Step3p7ForConditionalGeneration',
  },
  {
    since: 28,
    classes: 'BailingMoeV25MTPModel BertForMaskedLM Cosmos3EdgeForConditionalGeneration DFlashLagunaForCausalLM ' +
      'DiffusionGemmaForBlockDiffusion DSparkDraftModel Eagle3Qwen3ForCausalLM Gemma4DSparkModel HrmTextForCausalLM ' +
      'InklingForCausalLM InklingForConditionalGeneration InklingMTPModel LlavaOnevision2ForConditionalGeneration ' +
      'LongcatFlashNgramForCausalLM MiniMaxM3MTP MiniMaxM3SparseForCausalLM MiniMaxM3SparseForConditionalGeneration ' +
      'MossAudioModel MossTranscribeDiarizeForConditionalGeneration OpenAIPrivacyFilterForTokenClassification ' +
      'PeagleQwen3ForCausalLM Qwen3DSparkModel RobertaForTokenClassification UnlimitedOCRForCausalLM ' +
      'XLMRobertaForTokenClassification',
  },
  {
    since: 29,
    classes: 'BailingMoeV3ForCausalLM BailingMoeV3MTPModel DFlash2DraftModel DFlashMuseGlimmerAssistantModel Dots3NoteForCausalLM ' +
      'Dots3NoteMTPModel ExaoneMoeForCausalLM InternS2MobiusForConditionalGeneration InternS2MobiusMTP K3DSparkModel ' +
      'KimiK3ForConditionalGeneration KimiK3MTPModel MuseGlimmerAssistantModel MuseGlimmerForCausalLM ' +
      'MuseGlimmerForConditionalGeneration Qwen3_5ForCausalLM Qwen3_5MoeForCausalLM VaultGemmaForCausalLM ' +
      'VibeVoiceAsrForConditionalGeneration',
  },
];

/** LMI version whose image is built from the main branch after the release of its table, and the version with the next table. */
export const VLLM_BUILD_AHEAD = { version: 24, next: 25 } as const;

/**
 * From V14 on (vLLM 0.7) a class outside the registry is served through Transformers, where the Transformers of the image has it and it is built for that. Before, vLLM refuses it.
 *
 * Source: vllm/model_executor/models/registry.py of vLLM 0.6.3.post1 and 0.7.3, read 2026-11-25.
 */
export const VLLM_TRANSFORMERS_FALLBACK_SINCE = 14;

/**
 * The LMI version whose table holds for LMI-Dist, which is built on a vLLM of its own: 0.6.2 in V12, 0.6.3.post1 in V13 and V14. For older versions there is
 * none, and neither for T5, which LMI-Dist adds.
 *
 * Source: djl-serving:serving/docs/lmi/user_guides/lmi-dist_user_guide.md (guides of 0.30.0 to 0.32.0), read 2026-08-21.
 */
export const LMI_DIST_ARCHITECTURES: { readonly [version: number]: number } = { 12: 12, 13: 13, 14: 13 };

let ranges: ReadonlyMap<string, readonly ArchitectureRange[]> | undefined;

/** The versions whose vLLM serves a class, oldest first; none for a class that no registry has. */
export function rangesOf(architectureClass: string): readonly ArchitectureRange[] {
  ranges ??= byClass();
  return ranges.get(architectureClass) ?? [];
}

function byClass(): ReadonlyMap<string, readonly ArchitectureRange[]> {
  const result = new Map<string, ArchitectureRange[]>();
  for (const range of VLLM_ARCHITECTURES) {
    for (const name of range.classes.split(' ')) {
      result.set(name, [...result.get(name) ?? [], range]);
    }
  }
  return result;
}
