/** A range of LMI versions whose vLLM serves some classes. */
export interface ArchitectureRange {
  /** First LMI version that has the classes. */
  readonly since: number;
  /** Last LMI version that has them. Default: the newest. */
  readonly until?: number;
  /** The classes take images, audio or video. */
  readonly multimodal?: true;
  /** Names of classes, separated by spaces. */
  readonly classes: string;
}

/**
 * Architectures that the vLLM of an LMI version serves, by the class under `architectures` in config.json.
 *
 * Source: the registry of models (vllm/model_executor/models/registry.py, in older releases __init__.py or model_loader.py) in the source distribution on PyPI
 * of the vLLM in each image (of 0.15.1 the wheel), read 2026-11-25. The images of V20 to V22 and V24 contain builds between two releases: a class
 * listed from V25 on may be in V24 already. Draft models and the names of the Transformers backend of vLLM itself are in the registry too.
 */
export const VLLM_ARCHITECTURES: readonly ArchitectureRange[] = [
  { since: 7, until: 27, classes: 'AquilaForCausalLM AquilaModel BaiChuanForCausalLM BaichuanForCausalLM InternLMForCausalLM' },
  { since: 7, until: 27, multimodal: true, classes: 'QWenLMHeadModel' },
  {
    since: 7,
    classes: 'BloomForCausalLM FalconForCausalLM GPT2LMHeadModel GPTBigCodeForCausalLM GPTJForCausalLM GPTNeoXForCausalLM ' +
      'LLaMAForCausalLM LlamaForCausalLM MistralForCausalLM MPTForCausalLM OPTForCausalLM RWForCausalLM',
  },
  { since: 8, until: 8, classes: 'YiForCausalLM' },
  { since: 8, until: 13, multimodal: true, classes: 'ChatGLMForConditionalGeneration' },
  { since: 8, classes: 'DeciLMForCausalLM MixtralForCausalLM MptForCausalLM PhiForCausalLM' },
  { since: 8, multimodal: true, classes: 'ChatGLMModel' },
  { since: 9, until: 9, classes: 'OLMoForCausalLM' },
  { since: 9, until: 15, classes: 'QuantMixtralForCausalLM' },
  {
    since: 9,
    classes: 'DeepseekForCausalLM GemmaForCausalLM InternLM2ForCausalLM OrionForCausalLM Qwen2ForCausalLM StableLMEpochForCausalLM ' +
      'StableLmForCausalLM Starcoder2ForCausalLM',
  },
  { since: 10, until: 26, classes: 'JAISLMHeadModel' },
  { since: 10, until: 27, classes: 'XverseForCausalLM' },
  { since: 10, classes: 'CohereForCausalLM DbrxForCausalLM MiniCPMForCausalLM OlmoForCausalLM Phi3ForCausalLM Qwen2MoeForCausalLM' },
  { since: 10, multimodal: true, classes: 'LlavaForConditionalGeneration' },
  { since: 11, until: 11, classes: 'ChameleonForCausalLM' },
  { since: 11, until: 15, classes: 'MLPSpeculatorPreTrainedModel Phi3SmallForCausalLM' },
  { since: 11, until: 27, classes: 'PersimmonForCausalLM' },
  { since: 11, until: 27, multimodal: true, classes: 'FuyuForCausalLM' },
  { since: 11, classes: 'ArcticForCausalLM DeepseekV2ForCausalLM Gemma2ForCausalLM JambaForCausalLM MedusaModel MistralModel' },
  {
    since: 11, multimodal: true,
    classes: 'ChameleonForConditionalGeneration LlavaNextForConditionalGeneration PaliGemmaForConditionalGeneration Phi3VForCausalLM',
  },
  { since: 12, until: 15, classes: 'EAGLEModel' },
  { since: 12, until: 16, classes: 'BartForConditionalGeneration BartModel' },
  { since: 12, until: 16, multimodal: true, classes: 'MllamaForConditionalGeneration' },
  {
    since: 12,
    classes: 'ExaoneForCausalLM GraniteForCausalLM MiniCPM3ForCausalLM NemotronForCausalLM OlmoeForCausalLM PhiMoEForCausalLM ' +
      'SolarForCausalLM',
  },
  {
    since: 12, multimodal: true,
    classes: 'Blip2ForConditionalGeneration InternVLChatModel LlavaNextVideoForConditionalGeneration ' +
      'LlavaOnevisionForConditionalGeneration MiniCPMV PixtralForConditionalGeneration Qwen2VLForConditionalGeneration ' +
      'UltravoxModel',
  },
  { since: 13, classes: 'Gemma2Model GraniteMoeForCausalLM MambaForCausalLM Qwen2ForRewardModel' },
  { since: 13, multimodal: true, classes: 'MolmoForCausalLM NVLM_D' },
  { since: 14, until: 14, classes: 'TransformersModel' },
  { since: 14, until: 15, classes: 'Qwen2ForSequenceClassification' },
  { since: 14, until: 16, multimodal: true, classes: 'Florence2ForConditionalGeneration' },
  { since: 14, until: 27, classes: 'BambaForCausalLM InternLM2VEForCausalLM' },
  { since: 14, until: 27, multimodal: true, classes: 'MantisForConditionalGeneration QwenVLForConditionalGeneration' },
  {
    since: 14,
    classes: 'BertForSequenceClassification BertModel Cohere2ForCausalLM DeepSeekMTPModel DeepseekV3ForCausalLM ' +
      'Fairseq2LlamaForCausalLM FalconMambaForCausalLM GlmForCausalLM GritLM InternLM2ForRewardModel InternLM3ForCausalLM ' +
      'JambaForSequenceClassification LlamaModel Mamba2ForCausalLM Olmo2ForCausalLM PrithviGeoSpatialMAE ' +
      'Qwen2ForProcessRewardModel Qwen2Model RobertaForMaskedLM RobertaForSequenceClassification RobertaModel ' +
      'TeleChat2ForCausalLM XLMRobertaForSequenceClassification XLMRobertaModel',
  },
  {
    since: 14, multimodal: true,
    classes: 'AriaForConditionalGeneration DeepseekVLV2ForCausalLM GLM4VForCausalLM H2OVLChatModel Idefics3ForConditionalGeneration ' +
      'MiniCPMO Qwen2_5_VLForConditionalGeneration Qwen2AudioForConditionalGeneration WhisperForConditionalGeneration',
  },
  { since: 15, until: 27, classes: 'Grok1ModelForCausalLM MiniMaxText01ForCausalLM' },
  { since: 15, until: 27, multimodal: true, classes: 'AyaVisionForConditionalGeneration' },
  {
    since: 15,
    classes: 'EagleLlamaForCausalLM Gemma3ForCausalLM Glm4ForCausalLM GraniteMoeSharedForCausalLM Qwen3ForCausalLM Qwen3MoeForCausalLM ' +
      'TeleFLMForCausalLM TransformersForCausalLM Zamba2ForCausalLM',
  },
  {
    since: 15, multimodal: true,
    classes: 'ChatGLMForConditionalGeneration Gemma3ForConditionalGeneration Llama4ForConditionalGeneration ' +
      'Mistral3ForConditionalGeneration Phi4MMForCausalLM SkyworkR1VChatModel SmolVLMForConditionalGeneration',
  },
  {
    since: 16, until: 16,
    classes: 'MBartForConditionalGeneration MotifForCausalLM Phi4FlashForCausalLM TransformersForMultimodalLM TransformersModel',
  },
  { since: 16, until: 16, multimodal: true, classes: 'DonutForConditionalGeneration NemotronH_Nano_VL' },
  { since: 16, until: 18, multimodal: true, classes: 'Phi4MultimodalForCausalLM' },
  { since: 16, until: 27, classes: 'Dots1ForCausalLM MiniMaxForCausalLM MiniMaxM1ForCausalLM' },
  {
    since: 16, until: 27, multimodal: true,
    classes: 'MiniMaxVL01ForConditionalGeneration Tarsier2ForConditionalGeneration TarsierForConditionalGeneration',
  },
  { since: 16, until: 28, classes: 'Plamo2ForCausalLM' },
  {
    since: 16,
    classes: 'ApertusForCausalLM ArceeForCausalLM BailingMoeForCausalLM Eagle3LlamaForCausalLM EagleDeepSeekMTPModel ' +
      'EagleLlama4ForCausalLM EagleMiniCPMForCausalLM Ernie4_5_MoeForCausalLM Ernie4_5ForCausalLM ErnieMTPModel ' +
      'Exaone4ForCausalLM FalconH1ForCausalLM Gemma3nForCausalLM Gemma3TextModel Glm4MoeForCausalLM Glm4MoeMTPModel ' +
      'GPT2ForSequenceClassification GptOssForCausalLM GraniteMoeHybridForCausalLM GteModel GteNewForSequenceClassification ' +
      'GteNewModel HCXVisionForCausalLM HunYuanDenseV1ForCausalLM HunYuanMoEV1ForCausalLM JinaVLForRanking Lfm2ForCausalLM ' +
      'Llama4ForCausalLM LlamaForCausalLMEagle3 MiMoForCausalLM MiMoMTPModel ModernBertForSequenceClassification ' +
      'ModernBertModel NemotronHForCausalLM NomicBertModel Qwen3NextForCausalLM Qwen3NextMTP SeedOssForCausalLM ' +
      'SmolLM3ForCausalLM Step3TextForCausalLM Terratorch',
  },
  {
    since: 16, multimodal: true,
    classes: 'Cohere2VisionForConditionalGeneration Emu3ForConditionalGeneration Ernie4_5_VLMoeForConditionalGeneration ' +
      'Gemma3nForConditionalGeneration Glm4vForConditionalGeneration Glm4vMoeForConditionalGeneration ' +
      'GraniteSpeechForConditionalGeneration InternS1ForConditionalGeneration InternVLForConditionalGeneration ' +
      'KeyeForConditionalGeneration KeyeVL1_5ForConditionalGeneration KimiVLForConditionalGeneration Llama_Nemotron_Nano_VL ' +
      'MiDashengLMModel Ovis Ovis2_5 Qwen2_5OmniForConditionalGeneration Qwen2_5OmniModel RForConditionalGeneration ' +
      'Step3VLForConditionalGeneration VoxtralForConditionalGeneration',
  },
  { since: 17, until: 28, classes: 'OuroForCausalLM' },
  {
    since: 17,
    classes: 'AfmoeForCausalLM BailingMoeV2ForCausalLM BertForTokenClassification BertSpladeSparseEmbeddingModel CLIPModel ' +
      'CwmForCausalLM DeepseekV32ForCausalLM Eagle3Qwen2_5vlForCausalLM FlexOlmoForCausalLM KimiLinearForCausalLM ' +
      'Lfm2MoeForCausalLM LongcatFlashForCausalLM LongCatFlashMTPModel MiniMaxM2ForCausalLM ModernBertForTokenClassification ' +
      'Olmo3ForCausalLM OpenPanguMTPModel PanguEmbeddedForCausalLM PanguUltraMoEForCausalLM SiglipModel ' +
      'TransformersEmbeddingModel TransformersForSequenceClassification TransformersMoEEmbeddingModel ' +
      'TransformersMoEForCausalLM TransformersMoEForSequenceClassification TransformersMultiModalEmbeddingModel ' +
      'TransformersMultiModalForCausalLM TransformersMultiModalForSequenceClassification TransformersMultiModalMoEForCausalLM',
  },
  {
    since: 17, multimodal: true,
    classes: 'BeeForConditionalGeneration DeepseekOCRForCausalLM DotsOCRForCausalLM LightOnOCRForConditionalGeneration ' +
      'NemotronH_Nano_VL_V2 PaddleOCRVLForConditionalGeneration Qwen3OmniMoeForConditionalGeneration ' +
      'Qwen3VLForConditionalGeneration Qwen3VLMoeForConditionalGeneration',
  },
  { since: 18, until: 27, classes: 'TeleChatForCausalLM' },
  { since: 18, classes: 'Eagle3Qwen3vlForCausalLM EagleMistralLarge3ForCausalLM MistralLarge3ForCausalLM Plamo3ForCausalLM' },
  { since: 18, multimodal: true, classes: 'HunYuanVLForConditionalGeneration OpenCUAForConditionalGeneration' },
  { since: 19, until: 20, multimodal: true, classes: 'VoxtralStreamingGeneration' },
  { since: 19, until: 27, classes: 'Grok1ForCausalLM' },
  { since: 19, until: 28, classes: 'ExaoneMoEForCausalLM' },
  {
    since: 19,
    classes: 'ExaoneMoeMTP IQuestCoderForCausalLM IQuestLoopCoderForCausalLM Jais2ForCausalLM ' +
      'LlamaBidirectionalForSequenceClassification LlamaBidirectionalModel MiMoV2FlashForCausalLM PanguProMoEV2ForCausalLM',
  },
  {
    since: 19, multimodal: true,
    classes: 'AudioFlamingo3ForConditionalGeneration BagelForConditionalGeneration GlmAsrForConditionalGeneration ' +
      'IsaacForConditionalGeneration KananaVForConditionalGeneration Lfm2VlForConditionalGeneration ' +
      'NemotronParseForConditionalGeneration',
  },
  { since: 20, classes: 'BgeM3EmbeddingModel Glm4MoeLiteForCausalLM Glm4MoeLiteMTPModel Step1ForCausalLM Step3p5ForCausalLM Step3p5MTP' },
  {
    since: 20, multimodal: true,
    classes: 'Eagle2_5_VLForConditionalGeneration KimiK25ForConditionalGeneration Molmo2ForConditionalGeneration ' +
      'StepVLForConditionalGeneration',
  },
  { since: 21, until: 27, multimodal: true, classes: 'MusicFlamingoForConditionalGeneration' },
  { since: 21, classes: 'GlmMoeDsaForCausalLM GlmOcrMTPModel HF_ColBERT NemotronHPuzzleForCausalLM VoyageQwen3BidirectionalEmbedModel' },
  {
    since: 21, multimodal: true,
    classes: 'DeepseekOCR2ForCausalLM FunAudioChatForConditionalGeneration GlmOcrForConditionalGeneration ' +
      'InternS1ProForConditionalGeneration OpenPanguVLForConditionalGeneration Qwen3ASRForConditionalGeneration ' +
      'VoxtralRealtimeGeneration',
  },
  {
    since: 22,
    classes: 'AXK1ForCausalLM BailingMoeV2_5ForCausalLM ColBERTJinaRobertaModel ColBERTModernBertModel ColModernVBertForRetrieval ' +
      'ColQwen3 ExtractHiddenStatesModel LlamaNemotronVLForSequenceClassification LlamaNemotronVLModel NemotronHMTPModel ' +
      'OpsColQwen3Model Qwen3_5MoeMTP Qwen3_5MTP Qwen3VLNemotronEmbedModel',
  },
  {
    since: 22, multimodal: true,
    classes: 'FireRedASR2ForConditionalGeneration FunASRForConditionalGeneration Ovis2_6_MoeForCausalLM Ovis2_6ForCausalLM ' +
      'Qwen3_5ForConditionalGeneration Qwen3_5MoeForConditionalGeneration Qwen3ASRRealtimeGeneration',
  },
  { since: 23, until: 27, classes: 'ErnieForSequenceClassification ErnieForTokenClassification ErnieModel' },
  {
    since: 23,
    classes: 'ColPaliForRetrieval Eagle3DeepseekV2ForCausalLM Eagle3DeepseekV3ForCausalLM HCXVisionV2ForCausalLM ' +
      'HyperCLOVAXForCausalLM OlmoHybridForCausalLM SarvamMLAForCausalLM SarvamMoEForCausalLM',
  },
  { since: 23, multimodal: true, classes: 'MoonshotKimiaForCausalLM' },
  { since: 24, classes: 'ColBERTLfm2Model ColQwen3_5 Gemma4ForCausalLM Qwen3ASRForcedAlignerForTokenClassification' },
  { since: 24, multimodal: true, classes: 'CohereAsrForConditionalGeneration Gemma4ForConditionalGeneration' },
  {
    since: 25,
    classes: 'DeepseekV4ForCausalLM DeepSeekV4MTPModel DFlashDraftModel Eagle3MiniMaxM2ForCausalLM Exaone4_5_MTP HYV3ForCausalLM ' +
      'HYV3MTPModel JinaEmbeddingsV5Model JinaForRanking Ministral3ForCausalLM Param2MoEForCausalLM Rnj1ForCausalLM ' +
      'TeleChat3ForCausalLM',
  },
  {
    since: 25, multimodal: true,
    classes: 'Cheers CheersForConditionalGeneration Exaone4_5_ForConditionalGeneration FireRedLIDForConditionalGeneration ' +
      'Granite4VisionForConditionalGeneration NemotronH_Nano_Omni_Reasoning_V3 NemotronH_Super_Omni_Reasoning_V3 ' +
      'Phi4ForCausalLMV',
  },
  {
    since: 26,
    classes: 'Cohere2MoeForCausalLM EagleCohereForCausalLM EagleMistralForCausalLM Gemma4MTPModel LagunaForCausalLM MellumForCausalLM ' +
      'MiMoV2ForCausalLM MiMoV2MTPModel MiMoV2OmniMTPModel PEagleDraftModel PeagleLlamaForCausalLM',
  },
  {
    since: 26, multimodal: true,
    classes: 'HfMoondream InternS2PreviewForConditionalGeneration MiMoV2OmniForCausalLM MiniCPMV4_6ForConditionalGeneration ' +
      'Moondream3ForCausalLM OpenVLAForActionPrediction QianfanOCRForConditionalGeneration',
  },
  {
    since: 27, multimodal: true,
    classes: 'Cosmos3ForConditionalGeneration Gemma4UnifiedForConditionalGeneration GraniteSpeechPlusForConditionalGeneration ' +
      'Step3p7ForConditionalGeneration',
  },
  {
    since: 28,
    classes: 'BailingMoeV25MTPModel BertForMaskedLM DFlashLagunaForCausalLM DSparkDraftModel Eagle3Qwen3ForCausalLM Gemma4DSparkModel ' +
      'HrmTextForCausalLM InklingForCausalLM InklingForConditionalGeneration InklingMTPModel LongcatFlashNgramForCausalLM ' +
      'MiniMaxM3MTP MiniMaxM3SparseForCausalLM OpenAIPrivacyFilterForTokenClassification PeagleQwen3ForCausalLM ' +
      'Qwen3DSparkModel RobertaForTokenClassification XLMRobertaForTokenClassification',
  },
  {
    since: 28, multimodal: true,
    classes: 'Cosmos3EdgeForConditionalGeneration DiffusionGemmaForBlockDiffusion LlavaOnevision2ForConditionalGeneration ' +
      'MiniMaxM3SparseForConditionalGeneration MossAudioModel MossTranscribeDiarizeForConditionalGeneration ' +
      'UnlimitedOCRForCausalLM',
  },
  {
    since: 29,
    classes: 'BailingMoeV3ForCausalLM BailingMoeV3MTPModel DFlash2DraftModel DFlashMuseGlimmerAssistantModel Dots3NoteMTPModel ' +
      'ExaoneMoeForCausalLM InternS2MobiusMTP K3DSparkModel KimiK3MTPModel MuseGlimmerAssistantModel MuseGlimmerForCausalLM ' +
      'Qwen3_5ForCausalLM Qwen3_5MoeForCausalLM VaultGemmaForCausalLM',
  },
  {
    since: 29, multimodal: true,
    classes: 'Dots3NoteForCausalLM InternS2MobiusForConditionalGeneration KimiK3ForConditionalGeneration ' +
      'MuseGlimmerForConditionalGeneration VibeVoiceAsrForConditionalGeneration',
  },
];

/** LMI version whose image is built from the main branch after the release of its table, and the version with the next table. */
export const VLLM_BUILD_AHEAD = { version: 24, next: 25 } as const;

/**
 * From V14 on (vLLM 0.7), a class outside the registry is served through Transformers, if the version in the image has a compatible implementation. Before, vLLM refuses it.
 *
 * Source: vllm/model_executor/models/registry.py of vLLM 0.6.3.post1 and 0.7.3, read 2026-11-25.
 */
export const VLLM_TRANSFORMERS_FALLBACK_SINCE = 14;

/**
 * From V16 on (vLLM 0.10), the same applies to multimodal classes. A newer Transformers in `requirements.txt` can serve a class that vLLM does not list: a notebook of
 * aws-samples/sagemaker-genai-hosting-examples (01-models/Qwen/Qwen3-VL) does that for Qwen3-VL on V16, read 2026-11-25.
 */
export const VLLM_MULTIMODAL_FALLBACK_SINCE = 16;

/**
 * Classes that the registry maps to Transformers instead of vLLM's own code: older versions may serve them too, if their Transformers has them.
 *
 * Source: the registry of models of vLLM 0.10.2 and 0.28.0, read 2026-11-25.
 */
export const VLLM_THROUGH_TRANSFORMERS: readonly string[] = [
  'Emu3ForConditionalGeneration', 'SmolLM3ForCausalLM', 'VaultGemmaForCausalLM', 'VibeVoiceAsrForConditionalGeneration',
];

/**
 * The LMI version whose table applies to LMI-Dist, which is built on its own vLLM: 0.6.2 in V12, 0.6.3.post1 in V13 and V14. There is none for older versions, nor
 * for T5, which LMI-Dist adds.
 *
 * Source: djl-serving:serving/docs/lmi/user_guides/lmi-dist_user_guide.md (guides of 0.30.0 to 0.32.0), read 2026-08-21.
 */
export const LMI_DIST_ARCHITECTURES: { readonly [version: number]: number } = { 12: 12, 13: 13, 14: 13 };

let ranges: ReadonlyMap<string, readonly ArchitectureRange[]> | undefined;

/** The versions whose vLLM serves a class, oldest first; empty for a class that is in no registry. */
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
