import { ByPart } from './geometry';
import { ModelFamilyFact } from '../facts/model-families';

/** Layers with the same attention. */
export interface AttentionShape {
  readonly layers: number;
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headDimension: number;
  /** Width of a value, if it differs from that of a key. */
  readonly valueDimension?: number;
  /** Number of layers that read the cache of others and have no keys and values of their own. */
  readonly sharingLayers?: number;
  /** The keys also serve as values. */
  readonly keysAreValues?: boolean;
}

/** Multi-head latent attention, with or without a sparse-attention index. */
export interface LatentShape {
  readonly layers: number;
  readonly heads: number;
  readonly rank: number;
  readonly rope: number;
  readonly nope: number;
  readonly value: number;
  readonly queryRank?: number;
  readonly index?: IndexShape;
}

/** The index of sparse attention. */
interface IndexShape {
  readonly layers: number;
  readonly heads: number;
  readonly dimension: number;
}

/** The attention of DeepSeek V4: one key head for all queries, low-rank queries and output, and a compressor. */
export interface CompressedShape {
  readonly layers: number;
  readonly heads: number;
  readonly headDimension: number;
  readonly queryRank: number;
  readonly outputRank: number;
  readonly outputGroups: number;
  /** Number of layers that compress several tokens into one. */
  readonly compressing: number;
  readonly index?: IndexShape;
}

/** Layers that keep a state: weights of one layer. */
export interface StateShape {
  readonly layers: number;
  readonly weights: number;
}

/** Feed-forward blocks. */
interface FeedForwardShape {
  readonly denseLayers: number;
  readonly denseWidth: number;
  readonly sparseLayers: number;
  readonly experts: number;
  readonly expertWidth: number;
  /** Total width of the experts that every token passes through. */
  readonly sharedWidth: number;
  /** The shared experts have a gate of their own. */
  readonly sharedGate?: boolean;
  /** Width of the experts' latent space, if it is not the hidden size. */
  readonly latentWidth?: number;
  /** Width of the dense block of each layer, if layers differ; 0 if a layer has none. */
  readonly denseWidths?: readonly number[];
  /** Sparse layers have a dense block too. */
  readonly isBoth?: boolean;
}

/** The shape of a model, from which its weights are counted. */
export interface ModelShape {
  readonly hiddenSize: number;
  readonly vocabularySize: number;
  readonly maxPositionEmbeddings: number;
  readonly tiedEmbeddings: boolean;
  /** Number of layers of any kind. */
  readonly layers: number;
  readonly attention: readonly AttentionShape[];
  readonly latent?: LatentShape;
  readonly compressed?: CompressedShape;
  readonly state?: StateShape;
  readonly feedForward: FeedForwardShape;
  /** Whether the feed-forward block has a gate. Default: as in its family. */
  readonly gated?: boolean;
  readonly normsPerLayer?: number;
  readonly encoderLayers?: number;
  /** Positions of the encoder's input, and its mel bands if it is audio. */
  readonly encoderPositions?: number;
  readonly soundBands?: number;
  /** Weights of a vision or audio encoder. */
  readonly encoder?: number;
  /** Embeddings other than those of the vocabulary. */
  readonly extraEmbeddings?: number;
}

/** Number of weights by part, from the shape of a model and the layout of its family. */
export function countParts(shape: ModelShape, family: ModelFamilyFact): ByPart {
  const { hiddenSize, layers, vocabularySize } = shape;
  const norm = hiddenSize * (family.normBias ? 2 : 1);
  const attention = sum(shape.attention.map((each) => each.layers * queriesKeysValues(each, hiddenSize, family)))
    + latentWeights(shape.latent, hiddenSize) + compressedWeights(shape.compressed, hiddenSize);
  const output = sum(shape.attention.map((each) => each.layers * outputWeights(each, hiddenSize, family)))
    + (shape.latent === undefined ? 0 : shape.latent.layers * shape.latent.heads * shape.latent.value * hiddenSize);
  const { feedForward } = shape;
  const gated = shape.gated ?? family.mlp === 'gated';
  const mlp = (width: number, hidden: number = hiddenSize): number => width === 0 ? 0
    : (gated ? 3 : 2) * hidden * width + (family.mlpBias ? (gated ? 2 : 1) * width + hidden : 0);
  const denseWidths = feedForward.denseWidths ?? [];
  const dense = feedForward.denseWidths === undefined
    ? (feedForward.denseLayers + (feedForward.isBoth ? feedForward.sparseLayers : 0)) * mlp(feedForward.denseWidth)
    : sum(denseWidths.map((width) => mlp(width)));
  const latent = feedForward.latentWidth ?? hiddenSize;
  const expert = mlp(feedForward.expertWidth, latent);
  const gate = feedForward.experts * (hiddenSize + (family.mlpBias ? 1 : 0))
    + (latent === hiddenSize ? 0 : 2 * hiddenSize * latent);

  const embeddings = vocabularySize * hiddenSize + (shape.extraEmbeddings ?? 0)
    + (family.positions === undefined ? 0 : (shape.maxPositionEmbeddings + family.positions) * hiddenSize)
    + (family.embeddingNorm ? norm : 0);
  const head = shape.tiedEmbeddings ? 0 : vocabularySize * hiddenSize;
  if (shape.encoderLayers !== undefined) {
    const one = (attention + output) / layers;
    const relativeBias = family.positions === undefined ? 2 * 32 * shape.attention[0].heads : 0;
    const positions = family.positions === undefined ? 0 : ((shape.encoderPositions ?? shape.maxPositionEmbeddings) + family.positions) * hiddenSize;
    // Two convolutions over three steps of audio.
    const sound = shape.soundBands === undefined ? 0 : 3 * hiddenSize * (shape.soundBands + hiddenSize) + 2 * hiddenSize;
    return {
      embeddings: embeddings + positions + sound,
      head,
      attention: shape.encoderLayers * one + 2 * layers * one,
      mlp: (shape.encoderLayers + layers) * mlp(feedForward.denseWidth),
      router: shape.encoderLayers * 2 * norm + layers * 3 * norm + relativeBias + 2 * norm,
      encoder: shape.encoder,
    };
  }
  return {
    embeddings,
    head,
    attention,
    output,
    linear: shape.state === undefined ? 0 : shape.state.layers * shape.state.weights,
    mlp: dense,
    shared: feedForward.sparseLayers * (mlp(feedForward.sharedWidth) + (feedForward.sharedGate ? hiddenSize : 0)),
    experts: feedForward.sparseLayers * feedForward.experts * expert,
    router: feedForward.sparseLayers * gate + layers * (shape.normsPerLayer ?? family.norms) * norm + norm,
    indexer: indexWeights(shape, hiddenSize),
    encoder: shape.encoder,
  };
}

/** Weights of the text model, as catalogs count them. */
export function countText(parts: ByPart): number {
  return Math.round(sum(Object.entries(parts).map(([part, count]) => (part === 'encoder' ? 0 : count ?? 0))));
}

function queriesKeysValues(shape: AttentionShape, hiddenSize: number, family: ModelFamilyFact): number {
  const { heads, keyValueHeads, headDimension, valueDimension = headDimension } = shape;
  const own = 1 - (shape.sharingLayers ?? 0) / shape.layers;
  const queries = heads * headDimension;
  const keys = keyValueHeads * headDimension * own;
  const values = shape.keysAreValues ? 0 : keyValueHeads * valueDimension * own;
  const queryKeyNorms = { head: 2 * headDimension, full: queries + keys };
  const gates = { full: queries, head: heads };
  return hiddenSize * (queries + keys + values)
    + (family.queryKeyValueBias ? queries + keys + values : 0)
    + (family.outputGate ? hiddenSize * gates[family.outputGate] : 0)
    + (family.attentionSinks ? heads : 0)
    + (family.queryKeyNorm ? queryKeyNorms[family.queryKeyNorm] : 0);
}

function outputWeights(shape: AttentionShape, hiddenSize: number, family: ModelFamilyFact): number {
  const { heads, headDimension, valueDimension = headDimension } = shape;
  return hiddenSize * heads * valueDimension + (family.outputBias ? hiddenSize : 0);
}

function latentWeights(shape: LatentShape | undefined, hiddenSize: number): number {
  if (shape === undefined) {
    return 0;
  }
  const queries = shape.heads * (shape.nope + shape.rope);
  const rank = shape.queryRank;
  return shape.layers * ((rank === undefined ? hiddenSize * queries : hiddenSize * rank + rank + rank * queries)
    + hiddenSize * (shape.rank + shape.rope) + shape.rank
    + shape.rank * shape.heads * (shape.nope + shape.value));
}

function compressedWeights(shape: CompressedShape | undefined, hiddenSize: number): number {
  if (shape === undefined) {
    return 0;
  }
  const { heads, headDimension, queryRank } = shape;
  const perLayer = hiddenSize * queryRank + queryRank * heads * headDimension + hiddenSize * headDimension
    + heads * headDimension * shape.outputRank + shape.outputGroups * shape.outputRank * hiddenSize;
  // Layers that compress have a second pair of projections, twice as wide if they have an index.
  const wide = shape.index?.layers ?? 0;
  return shape.layers * perLayer + 2 * hiddenSize * headDimension * (shape.compressing + wide);
}

function indexWeights({ latent, compressed }: ModelShape, hiddenSize: number): number {
  const index = latent?.index ?? compressed?.index;
  if (index === undefined) {
    return 0;
  }
  const rank = latent?.queryRank ?? compressed?.queryRank ?? hiddenSize;
  const keys = compressed === undefined ? hiddenSize * index.dimension : 4 * hiddenSize * index.dimension;
  return index.layers * (rank * index.heads * index.dimension + keys + hiddenSize * index.heads + 2 * index.dimension);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
