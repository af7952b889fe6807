import { isCount, isRecord, Json } from './config-fields';
import { EncoderShape } from '../geometry';

/** Keys of encoders of images and sound in the files. */
const ENCODERS = ['vision_config', 'audio_config', 'vision_tower_config'];

/** Fields that files omit from an encoder because its class in transformers 5.24.0 has defaults for them, read 2026-11-25. */
const CLASS_DEFAULTS: { readonly [modelType: string]: Json } = {
  pixtral: { hidden_size: 1024, intermediate_size: 4096, num_hidden_layers: 24, patch_size: 16, image_size: 1024 },
  clip_vision_model: { hidden_size: 768, intermediate_size: 3072, num_hidden_layers: 12, patch_size: 32, image_size: 224 },
  siglip_vision_model: { hidden_size: 768, intermediate_size: 3072, num_hidden_layers: 12, patch_size: 16, image_size: 224 },
};

function withDefaults(config: Json): Json {
  const modelType = String(config.model_type);
  return Object.prototype.hasOwnProperty.call(CLASS_DEFAULTS, modelType) ? { ...CLASS_DEFAULTS[modelType], ...config } : config;
}

/** Weights of a model's vision and audio encoders, from their own configuration; undefined if it is incomplete. */
export function encoderWeights(outer: Json, textWidth: number): number | undefined {
  const encoders = ENCODERS.map((key) => outer[key]).filter(isRecord);
  const weights = encoders.map((encoder) => transformerWeights(withDefaults(encoder), textWidth));
  return weights.length === 0 || weights.some((count) => count === undefined) ? undefined : weights.reduce((sum, count) => sum! + count!, 0);
}

/** Whether a file describes such an encoder at all. */
export function hasEncoder(outer: Json): boolean {
  return ENCODERS.some((key) => isRecord(outer[key]));
}

/**
 * Maximum tokens of one image: the preprocessors of the Qwen family scale up to 16,384, those of other common models to a few thousand. From vLLM 0.22.1,
 * models/qwen2_vl.py (get_image_size_with_most_features) and the checkpoints' max_pixels; the others from memory.
 */
const TOKENS_PER_IMAGE = { qwen: 16_384, other: 4096 };

/** The shape of the vision encoder; undefined if the file is incomplete. */
export function encoderShape(outer: Json, modelType: string): EncoderShape | undefined {
  if (!isRecord(outer.vision_config)) {
    return undefined;
  }
  const config = withDefaults(outer.vision_config);
  const read = (...keys: string[]): number | undefined => keys.map((key) => config[key]).find(isCount);
  const hidden = read('embed_dim', 'vt_hidden_size', 'hidden_size', 'd_model', 'width');
  const width = read('intermediate_size', 'vt_intermediate_size') ?? (hidden === undefined ? undefined : 4 * hidden);
  if (hidden === undefined || width === undefined) {
    return undefined;
  }
  const fixed = [outer.mm_tokens_per_image, outer.vision_soft_tokens_per_image].find(isCount);
  const [image, patch] = [read('image_size'), read('patch_size')];
  const kernel = Array.isArray(config.merge_kernel_size) ? config.merge_kernel_size as unknown[] : [];
  const merge = [kernel[0], read('spatial_merge_size', 'pooling_kernel_size'), outer.spatial_merge_size].find(isCount) ?? 2;
  const isQwen = /^qwen/.test(modelType);
  return {
    width: hidden + width,
    patchesPerToken: fixed !== undefined && image !== undefined && patch !== undefined ? (image / patch) ** 2 / fixed : merge ** 2,
    tokensPerImage: fixed ?? (isQwen ? TOKENS_PER_IMAGE.qwen : TOKENS_PER_IMAGE.other),
    takesVideo: isQwen,
  };
}

function transformerWeights(config: Json, textWidth: number): number | undefined {
  const read = (...keys: string[]): number | undefined => keys.map((key) => config[key]).find(isCount);
  const layers = read('depth', 'num_hidden_layers', 'vt_num_hidden_layers', 'encoder_layers', 'num_layers', 'layers', 'conf_num_hidden_layers');
  // Qwen2-VL names the width `embed_dim` and calls that of the text `hidden_size`.
  const hidden = read('embed_dim', 'vt_hidden_size', 'hidden_size', 'd_model', 'width');
  if (layers === undefined || hidden === undefined) {
    return undefined;
  }
  const ratio = typeof config.mlp_ratio === 'number' && config.mlp_ratio > 0 && config.mlp_ratio < Infinity ? config.mlp_ratio : 4;
  const out = read('out_hidden_size') ?? textWidth;
  // GLM-4V's blocks are as wide as its output; the width in its file is that of the merger.
  const isGlm = String(config.model_type).startsWith('glm4v');
  const width = isGlm ? out : read('intermediate_size', 'vt_intermediate_size', 'encoder_ffn_dim') ?? ratio * hidden;
  // Among common encoders, only those of Qwen2.5-VL and Pixtral have gated feed-forward blocks.
  const matrices = config.model_type === 'qwen2_5_vl' || config.model_type === 'pixtral' || config.hidden_act === 'silu' ? 3 : 2;
  const layer = 4 * hidden * hidden + matrices * hidden * width;
  const patch = read('patch_size') ?? 14;
  const patches = hidden * 3 * patch * patch * (read('temporal_patch_size') ?? 1);
  const merge = (read('spatial_merge_size') ?? 1) ** 2;
  const merged = hidden * merge;
  const merger = isGlm ? merged * out + out * out + 3 * out * (read('intermediate_size') ?? out) : merge > 1 ? merged * merged + merged * out : hidden * out + (out === textWidth ? 0 : out * out);
  const deepstack = Array.isArray(config.deepstack_visual_indexes) ? config.deepstack_visual_indexes.length : 0;
  // Llama 3.2 has extra global layers that attend to all tiles of an image.
  return (layers + (read('num_global_layers') ?? 0)) * layer + patches + (1 + deepstack) * merger + (read('num_position_embeddings', 'position_embedding_size') ?? 0) * hidden;
}
