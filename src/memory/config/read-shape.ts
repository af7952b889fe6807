import { ConfigFields, isCount, isGiven, Json } from './config-fields';
import { extraWeights } from './extra-weights';
import { compressedGroups, compressedShape, keyIndexBytes, latentGroups, latentShape } from './latent-attention';
import { LayerKind, layerKinds, Mixer } from './layer-kinds';
import { LayersByPart } from './quantization';
import { stateLayers } from './state-layers';
import { ModelFamilyFact } from '../../facts/model-families';
import { CacheGroup } from '../geometry';
import { AttentionShape, ModelShape } from '../parameter-count';

/** The layers of a model as read from its file. */
interface ReadShape {
  readonly model: Omit<ModelShape, 'tiedEmbeddings'>;
  readonly kinds: readonly LayerKind[];
  readonly cache: readonly CacheGroup[];
  readonly hiddenSize: number;
  readonly attentionHeads: number;
  readonly keyValueHeads: number;
  readonly headDimension: number;
  readonly width: number;
  readonly activeWidth?: number;
  readonly encoderLayers?: number;
  readonly replicated?: number;
  readonly absorbedBytes?: number;
  readonly layersByPart: LayersByPart;
}

/** Reads the layers of a model, whose fields have been checked to be numbers. */
export function readShape(fields: ConfigFields, modelType: string, family: ModelFamilyFact, layerCount: number): ReadShape {
  const { values } = fields;
  const hiddenSize = fields.read('hiddenSize')!;
  const kinds = layerKinds(fields, modelType, family, layerCount, hiddenSize);
  const count = (mixer: Mixer): number => kinds.filter((kind) => kind.mixer === mixer).length;
  const states = kinds.filter(({ mixer, hasState }) => mixer === 'state' || hasState).length;
  const attentionHeads = fields.read('attentionHeads')!;
  const rank = fields.read('kvLoraRank');
  const rope = fields.count('qk_rope_head_dim') ?? 0;
  const nope = fields.count('qk_nope_head_dim') ?? 0;
  const headDimension = rank !== undefined ? nope + rope : fields.read('headDimension') ?? hiddenSize / attentionHeads;
  const keyValueHeads = keyValueHeadsOf(values, modelType, attentionHeads) ?? fields.read('keyValueHeads')
    ?? kinds.map(({ keyValueHeads: heads }) => heads).find(isCount) ?? attentionHeads;
  const sourceTokens = fields.count('max_source_positions');
  const encoderLayers = isEncoderDecoder(fields, modelType) ? fields.count('encoder_layers', 'num_layers') : undefined;
  const expertWidth = fields.read('expertIntermediateSize') ?? fields.read('intermediateSize') ?? 4 * hiddenSize;
  const experts = fields.read('experts');
  const isBoth = family.denseBesideExperts === true || values.residual_moe === true || values.parallel_attn_mlp_res === true;
  const denseWidth = values.parallel_attn_mlp_res === true ? hiddenSize
    : denseWidthOf(fields, family) ?? (experts === undefined ? plainWidth(values, family, hiddenSize) ?? 4 * hiddenSize : expertWidth);
  const sharedExperts = fields.count('n_shared_experts', 'num_shared_experts', 'moe_num_shared_experts', 'num_shared_expert');
  const sharedWidth = fields.count('shared_expert_intermediate_size', 'moe_shared_expert_intermediate_size', 'share_expert_dim', 'shared_intermediate_size')
    ?? (sharedExperts ? sharedExperts * expertWidth : modelType.startsWith('llama4') ? expertWidth : 0);
  const sparse = kinds.filter(({ block }) => block === 'sparse').length;
  const dense = kinds.filter(({ block }) => block === 'dense').length;
  const sharing = fields.count('num_kv_shared_layers') ?? 0;

  const groups = attentionGroups(fields, kinds, { attentionHeads, keyValueHeads, headDimension, sharing });
  const latent = rank === undefined ? undefined : latentShape(fields, kinds, attentionHeads, rank, rope, nope);
  const compressed = compressedShape(fields, layerCount, attentionHeads, headDimension);
  const state = stateLayers(states, { fields, hiddenSize, attentionHeads, headDimension });
  const widths = kinds.some(({ width }) => width !== undefined)
    ? kinds.map(({ block, width }) => (block === 'none' || (block === 'sparse' && !isBoth) ? 0 : width ?? denseWidth)) : undefined;
  const isFalcon = modelType === 'falcon' || modelType.startsWith('RefinedWeb');
  const twoNorms = values.new_decoder_architecture === true || values.parallel_attn === false || isGiven(values.n_head_kv);
  const feedForward = values.feed_forward_proj;
  return {
    kinds,
    hiddenSize,
    attentionHeads,
    keyValueHeads,
    headDimension,
    width: widths === undefined ? denseWidth : Math.max(...widths),
    activeWidth: dense === 0 && !isBoth ? Math.max(sharedWidth, expertWidth) : undefined,
    encoderLayers,
    replicated: latent === undefined ? undefined : latent.layers * hiddenSize * ((latent.queryRank ?? 0) + latent.rank + latent.rope),
    absorbedBytes: latent === undefined ? undefined : latent.layers * 2 * latent.rank * latent.heads * (latent.nope + latent.value),
    layersByPart: {
      attention: kinds.length - count('state') - count('none'),
      output: kinds.length - count('state') - count('none'),
      linear: states,
      mlp: isBoth ? kinds.length : dense, shared: sparse, experts: sparse,
      indexer: latent?.index?.layers ?? compressed?.index?.layers ?? 0,
    },
    cache: family.encoder ? [] : [
      ...(compressed !== undefined ? compressedGroups(fields, compressed)
        : latent !== undefined ? latentGroups(latent) : groups.map(({ group }) => group)),
      ...(state === undefined ? [] : [state.group]),
      ...(encoderLayers === undefined || sourceTokens === undefined ? []
        : [{ layers: layerCount, keyValueHeads, headElements: 2 * headDimension, sourceTokens }]),
    ],
    model: {
      hiddenSize,
      vocabularySize: fields.read('vocabularySize')!,
      maxPositionEmbeddings: fields.read('maxPositionEmbeddings')!,
      layers: layerCount,
      attention: latent === undefined && compressed === undefined ? groups.map(({ shape }) => shape) : [],
      latent,
      compressed,
      state: state?.shape,
      feedForward: {
        denseLayers: dense,
        denseWidth,
        denseWidths: widths,
        sparseLayers: sparse,
        experts: experts ?? 0,
        expertWidth,
        sharedWidth,
        sharedGate: isGiven(values.shared_expert_intermediate_size) && sharedWidth > 0,
        latentWidth: fields.count('moe_latent_size') || undefined,
        isBoth,
      },
      gated: typeof feedForward === 'string' ? feedForward.startsWith('gated') : undefined,
      normsPerLayer: isFalcon && twoNorms ? 2 : undefined,
      encoderLayers,
      encoderPositions: sourceTokens,
      soundBands: fields.count('num_mel_bins'),
      extraEmbeddings: extraWeights(fields, family, layerCount, hiddenSize),
    },
  };
}

export function isEncoderDecoder({ values }: ConfigFields, modelType: string): boolean {
  return values.is_encoder_decoder === true || modelType === 't5' || modelType === 'mt5';
}

function denseWidthOf(fields: ConfigFields, family: ModelFamilyFact): number | undefined {
  const width = fields.count('dense_intermediate_size', 'intermediate_size_mlp') ?? fields.read('intermediateSize');
  if (width === undefined) {
    return undefined;
  }
  if (fields.values.block_auto_adjust_ff_dim === true) {
    // LFM2 uses two thirds of the width for its gated block, rounded up.
    const multiplier = typeof fields.values.block_ffn_dim_multiplier === 'number' ? fields.values.block_ffn_dim_multiplier : 1;
    const step = fields.count('block_multiple_of') ?? 256;
    return Math.ceil(Math.trunc(multiplier * Math.trunc((2 * width) / 3)) / step) * step;
  }
  return family.widthOfBothHalves ? width / 2 : width;
}

/** Attention layers with keys and values for each head, grouped by what they cache. */
function attentionGroups(fields: ConfigFields, kinds: readonly LayerKind[],
  plain: { readonly attentionHeads: number; readonly keyValueHeads: number; readonly headDimension: number; readonly sharing: number }):
  readonly { readonly group: CacheGroup; readonly shape: AttentionShape }[] {
  const { values } = fields;
  const valueDimension = fields.count('v_head_dim');
  const cacheFactor = values.use_cla === true ? fields.count('cla_share_factor') || 1 : 1;
  const keeps = (index: number): boolean => index < kinds.length - plain.sharing && index % cacheFactor === 0;
  const result: { group: CacheGroup; shape: AttentionShape }[] = [];
  for (const mixer of ['full', 'window', 'chunk'] as const) {
    const these = kinds.map((kind, index) => ({ ...kind, index })).filter((kind) => kind.mixer === mixer);
    const sizeOf = ({ keyValueHeads = plain.keyValueHeads, headDimension: own = plain.headDimension }: LayerKind): string => `${keyValueHeads}/${own}`;
    for (const sizes of new Set(these.map(sizeOf))) {
      const same = these.filter((kind) => sizeOf(kind) === sizes);
      const { keyValueHeads: size = plain.keyValueHeads, headDimension: own = plain.headDimension } = same[0];
      // Gemma 4 has different heads in layers with full attention, MiMo V2 in those with a window.
      const isGlobal = mixer === 'full' && isCount(values.global_head_dim);
      const isSwa = mixer === 'window' && isCount(values.swa_head_dim);
      const heads = (isGlobal ? fields.count('num_global_key_value_heads') : isSwa ? fields.count('swa_num_key_value_heads') : undefined) ?? size;
      const headDimension = isGlobal ? fields.count('global_head_dim')! : isSwa ? fields.count('swa_head_dim')! : own;
      const value = (isSwa ? fields.count('swa_v_head_dim') : valueDimension) ?? headDimension;
      const keeping = same.filter(({ index }) => keeps(index)).length;
      const window = mixer === 'window' ? fields.read('slidingWindow') : mixer === 'chunk' ? fields.count('attention_chunk_size') : undefined;
      result.push({
        group: {
          layers: keeping,
          keyValueHeads: heads,
          headElements: headDimension + value,
          window,
          indexBytes: keyIndexBytes(values, keeping),
          ...(mixer === 'chunk' ? { isChunked: true as const } : {}),
        },
        shape: {
          layers: same.length,
          heads: (isSwa ? fields.count('swa_num_attention_heads') : undefined) ?? plain.attentionHeads,
          keyValueHeads: heads,
          headDimension,
          valueDimension: value,
          sharingLayers: same.length - keeping,
          keysAreValues: isGlobal && values.attention_k_eq_v === true,
        },
      });
    }
  }
  const cross = kinds.filter(({ mixer }) => mixer === 'cross').length;
  return cross === 0 ? result : [...result, {
    group: { layers: 0 },
    shape: { layers: cross, heads: plain.attentionHeads, keyValueHeads: plain.keyValueHeads, headDimension: plain.headDimension },
  }];
}

function keyValueHeadsOf(values: Json, modelType: string, attentionHeads: number): number | undefined {
  if (modelType === 'falcon' || modelType.startsWith('RefinedWeb')) {
    if (values.new_decoder_architecture === true || isGiven(values.n_head_kv)) {
      return undefined;
    }
    return values.multi_query === false ? attentionHeads : 1;
  }
  if (modelType === 'gpt_bigcode') {
    return values.multi_query === false ? attentionHeads : 1;
  }
  return undefined;
}

/** Families with a plain feed-forward block omit its width if it is four times the hidden size. */
function plainWidth(values: Json, family: ModelFamilyFact, hiddenSize: number): number | undefined {
  const ratio = isCount(values.expansion_ratio) ? values.expansion_ratio : 4;
  return family.mlp === 'plain' ? ratio * hiddenSize : undefined;
}
