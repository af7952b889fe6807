import { ConfigFields, isCount, isRecord, Json } from './config-fields';
import { LayerKind } from './layer-kinds';
import { CacheGroup } from '../geometry';
import { CompressedShape, LatentShape } from '../parameter-count';

/** Multi-head latent attention, with an index if it is sparse. */
export function latentShape(fields: ConfigFields, kinds: readonly LayerKind[], heads: number, rank: number, rope: number, nope: number): LatentShape {
  const layers = kinds.filter(({ mixer }) => mixer === 'full').length;
  const dimension = fields.count('index_head_dim');
  return {
    layers,
    heads,
    rank,
    rope,
    nope,
    value: fields.count('v_head_dim') ?? nope,
    queryRank: fields.count('q_lora_rank') || undefined,
    index: dimension ? { layers: indexedLayers(fields, layers), heads: fields.count('index_n_heads') ?? heads, dimension } : undefined,
  };
}

/** Number of layers that have their own index. Source: vLLM 0.26.0, models/deepseek_v2.py (index_topk_freq, index_skip_topk_offset), read 2026-11-25. */
function indexedLayers(fields: ConfigFields, layers: number): number {
  const types = fields.list('indexer_types');
  if (types !== undefined) {
    return types.filter((type) => type !== 'shared').length;
  }
  const frequency = fields.count('index_topk_freq') || 1;
  const offset = fields.count('index_skip_topk_offset') ?? 2;
  return Array.from({ length: layers }, (_, index) => Math.max(index - offset + 1, 0) % frequency === 0).filter(Boolean).length;
}

/** Bytes of an index entry: 8-bit elements, and a 32-bit scale for every 128 of them. */
function indexBytes(dimension: number): number {
  return dimension + 4 * Math.ceil(dimension / 128);
}

/**
 * Layers with latent attention. With an index, an 8-bit cache has a special layout: the latent part in bytes with four scales, the positions at 16 bits.
 * Source: vLLM 0.26.0, v1/kv_cache_interface.py (MLAAttentionSpec, fp8_ds_mla), read 2026-11-25.
 */
export function latentGroups({ layers, rank, rope, index }: LatentShape): readonly CacheGroup[] {
  const latentElements = rank + rope;
  if (index === undefined) {
    return [{ layers, latentElements }];
  }
  const sparse = { latentElements, latentBytesAt8Bits: rank + 4 * Math.ceil(rank / 128) + 2 * rope };
  // All of these keep every token, so the engine treats them as one group.
  return [{ layers, ...sparse, indexBytes: (indexBytes(index.dimension) * index.layers) / layers }];
}

/** Layer types of DeepSeek V4 in files saved by transformers 5, which keep the ratio of each type under `compress_rates`. */
const COMPRESSED = ['compressed_sparse_attention', 'heavily_compressed_attention'];

/** Number of tokens that each layer of DeepSeek V4 compresses into one; undefined for other models. */
function compressRatios(fields: ConfigFields, layers: number): readonly unknown[] | undefined {
  const rates = fields.values.compress_rates;
  const names = fields.list('layer_types') ?? [];
  const ratios = fields.list('compress_ratios')
    ?? (isRecord(rates) && names.some((name) => COMPRESSED.includes(String(name))) ? names.map((name) => rates[String(name)]) : undefined);
  // The list also has entries for the multi-token prediction layers.
  return ratios?.slice(0, layers);
}

export function compressedShape(fields: ConfigFields, layers: number, heads: number, headDimension: number): CompressedShape | undefined {
  const ratios = compressRatios(fields, layers);
  if (ratios === undefined) {
    return undefined;
  }
  const dimension = fields.count('index_head_dim') ?? 0;
  const indexed = ratios.filter((ratio) => ratio === 4).length;
  return {
    layers,
    heads,
    headDimension,
    queryRank: fields.count('q_lora_rank') ?? 0,
    outputRank: fields.count('o_lora_rank') ?? 0,
    outputGroups: fields.count('o_groups') ?? 1,
    compressing: ratios.filter((ratio) => isCount(ratio) && ratio > 1).length,
    index: dimension > 0 ? { layers: indexed, heads: fields.count('index_n_heads') ?? heads, dimension } : undefined,
  };
}

/**
 * DeepSeek V4 keeps a window for every layer, and entries that cover several tokens each: the latent part in bytes with scales, the positions at 16 bits,
 * padded to 584 for heads of 512. Source: vLLM 0.26.0, v1/kv_cache_interface.py and models/deepseek_v4/attention.py, read 2026-11-25.
 */
export function compressedGroups(fields: ConfigFields, shape: CompressedShape): readonly CacheGroup[] {
  const rope = fields.count('qk_rope_head_dim') ?? 0;
  const entry = shape.headDimension - rope + 2 * rope + 8;
  const ratios = compressRatios(fields, shape.layers)!.filter((ratio): ratio is number => isCount(ratio) && ratio > 1);
  const index = shape.index === undefined ? 0 : indexBytes(shape.index.dimension);
  return [
    { layers: shape.layers, indexBytes: entry, window: fields.read('slidingWindow') ?? 128, tokensPerEntry: 1 },
    ...[...new Set(ratios)].map((ratio) => ({
      layers: ratios.filter((each) => each === ratio).length,
      indexBytes: entry + (ratio === 4 ? index : 0),
      tokensPerEntry: ratio,
    })),
  ];
}

/** MiniMax M3 keeps a 16-bit key for the index of its sparse layers. Source: vLLM 0.26.0, models/minimax_m3/common/indexer.py, read 2026-11-25. */
export function keyIndexBytes(values: Json, layers: number): number | undefined {
  const sparse = isRecord(values.sparse_attention_config) ? values.sparse_attention_config : undefined;
  if (sparse === undefined || !isCount(sparse.sparse_index_dim)) {
    return undefined;
  }
  const frequency = sparse.sparse_attention_freq;
  const indexed = Array.isArray(frequency) ? frequency.filter((each) => each !== 0).length : layers;
  return (2 * sparse.sparse_index_dim * indexed) / layers;
}
