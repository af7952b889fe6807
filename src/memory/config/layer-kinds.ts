import { ConfigFields, isCount, isGiven, isRecord } from './config-fields';
import { ModelFamilyFact } from '../../facts/model-families';

/** What a layer keeps of previous tokens. `cross` attends to an encoder, `none` does not attend. */
export type Mixer = 'full' | 'window' | 'chunk' | 'state' | 'cross' | 'none';

/** The feed-forward block of a layer. `none`: the layer has only attention or a state. */
type Block = 'dense' | 'sparse' | 'none';

export interface LayerKind {
  readonly mixer: Mixer;
  readonly block: Block;
  /** Key-value heads of this layer, if layers differ. */
  readonly keyValueHeads?: number;
  /** Width of this layer's feed-forward block, if layers differ. */
  readonly width?: number;
  /** Width of this layer's heads, if layers differ. */
  readonly headDimension?: number;
  /** The layer also keeps a state. */
  readonly hasState?: true;
}

/** Name of a layer that attends and keeps a state. */
const HYBRID = 'hybrid';

/** Names of the kinds of layers in `layer_types` and the like. */
const MIXERS: { readonly [name: string]: Mixer } = {
  full_attention: 'full', attention: 'full', deepseek_sparse_attention: 'full', sparse_attention: 'full', [HYBRID]: 'full', global_attention: 'full',
  sliding_attention: 'window', sliding_window_attention: 'window', local_attention: 'window', sliding: 'window',
  chunked_attention: 'chunk', linear_attention: 'state', mamba: 'state', mamba2: 'state', conv: 'state', recurrent: 'state', lightning_attention: 'state',
};

/** Letters of Nemotron-H's pattern: M a state, * attention, E experts, - a feed-forward block. */
const LETTERS: { readonly [letter: string]: LayerKind } = {
  'M': { mixer: 'state', block: 'none' },
  '*': { mixer: 'full', block: 'none' },
  'E': { mixer: 'none', block: 'sparse' },
  '-': { mixer: 'none', block: 'dense' },
};

/** The same by name, in Nemotron-H's own files and in those saved by transformers 5. */
const BLOCK_TYPES: { readonly [name: string]: LayerKind } = {
  mamba: LETTERS.M, linear_attention: LETTERS.M, attention: LETTERS['*'], full_attention: LETTERS['*'], moe: LETTERS.E, mlp: LETTERS['-'],
};

/** The kind of each layer of a model. */
export function layerKinds(
  fields: ConfigFields, modelType: string, family: ModelFamilyFact, layers: number, hiddenSize: number,
): readonly LayerKind[] {
  const { values } = fields;
  const nas = fields.list('block_configs');
  if (nas !== undefined) {
    return nas.map((each) => nasKind(each, fields, hiddenSize));
  }
  const pattern = values.hybrid_override_pattern;
  if (typeof pattern === 'string') {
    return [...pattern].map((letter) => LETTERS[letter] ?? LETTERS['-']);
  }
  const blockTypes = fields.list('layers_block_type');
  if (blockTypes !== undefined && modelType === 'nemotron_h') {
    return blockTypes.map((name) => BLOCK_TYPES[String(name)] ?? LETTERS['-']);
  }
  const mixers = mixersOf(fields, modelType, family, layers);
  const blocks = blocksOf(fields, modelType, layers);
  const widths = fields.perLayer('intermediateSize', layers);
  const heads = fields.perLayer('keyValueHeads', layers);
  // The smallest Gemma 4 has blocks twice as wide in layers that read the cache of others.
  const firstWide = values.use_double_wide_mlp === true ? layers - (fields.count('num_kv_shared_layers') ?? 0) : layers;
  const wide = 2 * (fields.read('intermediateSize') ?? 0);
  const names = fields.list('layer_types') ?? fields.list('layers_block_type') ?? [];
  return Array.from({ length: layers }, (_, index): LayerKind => {
    const own = ownFields(fields, index);
    return {
      mixer: mixers[index] ?? 'full',
      block: family.stateOnly ? 'none' : blocks(index),
      keyValueHeads: own.read('keyValueHeads') ?? heads?.[index],
      width: own.read('intermediateSize') ?? widths?.[index] ?? (index >= firstWide ? wide : undefined),
      headDimension: own.read('headDimension'),
      ...(family.stateBesideAttention || names[index] === HYBRID ? { hasState: true } : {}),
    };
  });
}

/** The fields of a single layer, which transformers 5 keeps in `per_layer_config` under the number of the layer. */
function ownFields(fields: ConfigFields, index: number): ConfigFields {
  const all = isRecord(fields.values.per_layer_config) ? fields.values.per_layer_config : {};
  const own = all[String(index).padStart(2, '0')] ?? all[String(index)];
  return new ConfigFields(isRecord(own) ? own : {}, `per_layer_config.${index}.`);
}

function mixersOf(fields: ConfigFields, modelType: string, family: ModelFamilyFact, layers: number): readonly Mixer[] {
  const { values } = fields;
  const named = fields.list('layer_types') ?? fields.list('layers_block_type');
  if (named !== undefined) {
    return named.map((name) => MIXERS[String(name)] ?? 'full');
  }
  const attending = fields.list('attn_layer_indices') ?? fields.list('full_attn_idxs');
  if (attending !== undefined && !family.stateBesideAttention) {
    return Array.from({ length: layers }, (_, index) => (attending.includes(index) ? 'full' : 'state'));
  }
  if (family.stateOnly) {
    return Array.from({ length: layers }, () => 'state');
  }
  const period = fields.count('attn_layer_period');
  if (period) {
    const offset = fields.count('attn_layer_offset') ?? 0;
    return Array.from({ length: layers }, (_, index) => (index % period === offset ? 'full' : 'state'));
  }
  const every = (count: number | undefined, rest: Mixer): readonly Mixer[] =>
    Array.from({ length: layers }, (_, index) => ((index + 1) % (count ?? Infinity) === 0 ? 'full' : rest));
  const hybrid = fields.list('hybrid_layer_pattern');
  if (hybrid !== undefined) {
    return hybrid.map((isWindow) => (isWindow === 1 ? 'window' : 'full'));
  }
  const linear = isRecord(values.linear_attn_config) ? values.linear_attn_config : undefined;
  if (linear !== undefined && Array.isArray(linear.full_attn_layers)) {
    // The lists count from one.
    const full = linear.full_attn_layers as unknown[];
    return Array.from({ length: layers }, (_, index) => (full.includes(index + 1) ? 'full' : 'state'));
  }
  const kinds = fields.list('attn_type_list');
  if (kinds !== undefined) {
    return kinds.map((kind) => (kind === 0 ? 'state' : 'full'));
  }
  if (isCount(values.full_attention_interval) || family.attentionEvery !== undefined) {
    return every(isCount(values.full_attention_interval) ? values.full_attention_interval : family.attentionEvery, 'state');
  }
  if (isCount(values.attention_chunk_size) && modelType.startsWith('llama4')) {
    const positional = fields.list('no_rope_layers');
    return positional !== undefined && positional.length === layers
      ? positional.map((hasPositions) => (hasPositions === 0 ? 'full' : 'chunk'))
      : every(isCount(values.no_rope_layer_interval) ? values.no_rope_layer_interval : family.fullEvery, 'chunk');
  }
  const cross = fields.list('cross_attention_layers');
  if (cross !== undefined) {
    return Array.from({ length: layers }, (_, index) => (cross.includes(index) ? 'cross' : 'full'));
  }
  const window = fields.read('slidingWindow');
  if (values.use_sliding_window === false || family.ignoresWindow || !isCount(window)) {
    return [];
  }
  const windows = fields.list('sliding_window');
  if (windows !== undefined) {
    return windows.map((each) => (isCount(each) ? 'window' : 'full'));
  }
  // Letters for the layers of one period, such as LLLG; the last layer has full attention.
  const letters = values.sliding_window_pattern;
  if (typeof letters === 'string' && letters !== '') {
    return Array.from({ length: layers }, (_, index) => (index < layers - 1 && letters[index % letters.length] === 'L' ? 'window' : 'full'));
  }
  const first = values.use_sliding_window === true ? fields.count('max_window_layers') : undefined;
  if (first !== undefined) {
    return Array.from({ length: layers }, (_, index) => (index < first ? 'full' : 'window'));
  }
  const pattern = values.sliding_window_pattern ?? values._sliding_window_pattern;
  return every(isCount(pattern) ? pattern : family.fullEvery, 'window');
}

/** Whether each layer has experts. */
function blocksOf(fields: ConfigFields, modelType: string, layers: number): (index: number) => Block {
  const { values } = fields;
  // Jamba's files say one expert if there are none.
  if (fields.read('experts') === undefined || (fields.read('experts') === 1 && isGiven(values.expert_layer_period))) {
    return () => 'dense';
  }
  const types = fields.list('mlp_layer_types');
  if (types !== undefined) {
    return (index) => (types[index] === 'dense' ? 'dense' : 'sparse');
  }
  const frequencies = fields.list('moe_layer_freq');
  if (frequencies !== undefined) {
    return (index) => (frequencies[index] === 0 ? 'dense' : 'sparse');
  }
  const dense = fields.list('mlp_only_layers') ?? [];
  const first = fields.count('first_k_dense_replace', 'num_dense_layers', 'moe_layer_start_index') ?? 0;
  const last = fields.count('moe_layer_end_index') ?? layers;
  const step = fields.count('decoder_sparse_step', 'expert_layer_period', 'moe_layer_interval', 'moe_layer_frequency',
    ...(modelType.startsWith('llama4') ? ['interleave_moe_layer_step'] : [])) ?? (isCount(values.moe_layer_freq) ? values.moe_layer_freq : 1);
  // DeepSeek counts layers from 0, the others from 1. Source: vLLM 0.22.1, models/deepseek_v2.py and models/ernie45_moe.py, read 2026-11-25.
  const offset = fields.count('expert_layer_offset') ?? (isGiven(values.moe_layer_freq) ? 0 : step - 1);
  return (index) => (index < first || index > last || dense.includes(index) || index % step !== offset % step ? 'dense' : 'sparse');
}

/** A block of Nemotron-NAS, which omits or replaces attention and feed-forward blocks individually. */
function nasKind(value: unknown, fields: ConfigFields, hiddenSize: number): LayerKind {
  const block = isRecord(value) ? value : {};
  const attention = isRecord(block.attention) ? block.attention : {};
  const feedForward = isRecord(block.ffn) ? block.ffn : {};
  const group = attention.n_heads_in_group;
  const heads = fields.read('attentionHeads') ?? 1;
  const isOff = (part: { readonly [name: string]: unknown }): boolean => part.no_op === true;
  return {
    mixer: isOff(attention) || attention.replace_with_linear === true ? 'none' : 'full',
    block: isOff(feedForward) ? 'none' : 'dense',
    keyValueHeads: isCount(group) ? heads / group : undefined,
    width: typeof feedForward.ffn_mult === 'number' ? nasWidth(feedForward.ffn_mult, hiddenSize)
      : isCount(feedForward.intermediate_size) ? feedForward.intermediate_size : undefined,
  };
}

/** Width of a feed-forward block of Nemotron-NAS: two thirds of the multiple, rounded up to 256. Source: vLLM 0.22.1, models/nemotron_nas.py, read 2026-11-25. */
function nasWidth(multiple: number, hiddenSize: number): number {
  return Math.ceil(Math.trunc((2 * multiple * hiddenSize) / 3) / 256) * 256;
}
