import { WeightFormatName } from './weight-formats';
import { TransformerShape } from '../facts/model-fact';

/**
 * Layers with the same cache. A group is one of: heads with keys and values, one latent vector for all heads, or a state for each sequence regardless of its
 * length.
 */
export interface CacheGroup {
  readonly layers: number;
  /** Key-value heads, which tensor parallelism divides, down to one per accelerator. */
  readonly keyValueHeads?: number;
  /** Elements of one head for one token, key and value together. */
  readonly headElements?: number;
  /** Elements for one token, replicated on all accelerators. */
  readonly latentElements?: number;
  /** Bytes for one token with an 8-bit cache, if the layout is not one byte for each latent element. */
  readonly latentBytesAt8Bits?: number;
  /** Bytes for one token of a sparse-attention index, regardless of the type of the cache. */
  readonly indexBytes?: number;
  /** Tokens that share one entry. */
  readonly tokensPerEntry?: number;
  /** Maximum number of tokens that the layers look back. */
  readonly window?: number;
  /** The window is a chunk: it does not move with the token. */
  readonly isChunked?: true;
  /** Number of encoder tokens, which each sequence keeps regardless of its own length. */
  readonly sourceTokens?: number;
  /** Bytes for each sequence regardless of its length, which tensor parallelism divides. */
  readonly stateBytes?: number;
  /** With prefix caching, a state is kept for each block of tokens, not just for the last. */
  readonly keepsStates?: true;
}

/** Parts of a model that checkpoints quantize independently of each other. */
export const PARTS = [
  'embeddings', 'head', 'attention', 'output', 'linear', 'mlp', 'shared', 'experts', 'router', 'indexer', 'encoder',
] as const;

export type Part = typeof PARTS[number];

/** A number for each part; undefined if the model does not have the part. */
export type ByPart = { readonly [part in Part]?: number };

/** The dimensions of a vision encoder that determine its working memory. */
export interface EncoderShape {
  /** Hidden size and width of the feed-forward block, together. */
  readonly width: number;
  readonly patchesPerToken: number;
  /** Maximum number of tokens of one image. */
  readonly tokensPerImage: number;
  readonly takesVideo: boolean;
}

/** Everything about a model that an estimate needs. */
export interface Geometry extends TransformerShape {
  readonly name?: string;
  readonly architectureClass?: string;
  readonly modelType?: string;
  readonly parameters: number;
  readonly torchDtype?: string;
  readonly quantizationMethod?: string;
  readonly quantizationBits?: number;
  readonly experts?: number;
  readonly expertsPerToken?: number;
  readonly expertIntermediateSize?: number;
  readonly kvLoraRank?: number;
  readonly qkRopeHeadDimension?: number;
  readonly slidingWindow?: number;
  /** The context that LongRoPE extends. */
  readonly originalContext?: number;
  readonly encoderLayers?: number;
  readonly multimodal?: boolean;
  /** Layers grouped by their cache. Default: every layer keeps keys and values, within the window if there is one. */
  readonly cache?: readonly CacheGroup[];
  /** Weights by part. Default: the embeddings, the experts, and the rest. */
  readonly parts?: ByPart;
  /** Weights that every accelerator holds in full: the projections into the latent space. */
  readonly replicated?: number;
  /** Bytes that the engine adds when it absorbs the projections out of the latent space. */
  readonly absorbedBytes?: number;
  /** Bytes of one stored weight by part. Default: those of the format for quantized parts, 2 for the rest. */
  readonly stored?: ByPart;
  /** Format of the stored weights. Default: derived from method and bits. */
  readonly format?: WeightFormatName;
  /** The checkpoint asks for an 8-bit cache. */
  readonly hasFp8Cache?: boolean;
  /** Width that one token passes through in a layer, if it is not that of the feed-forward block. */
  readonly activeWidth?: number;
  /** Layers of the model, including those without a cache. */
  readonly allLayers?: number;
  /** The vision encoder. Default: if the model has one, its working memory is assumed to be half a GiB. */
  readonly encoder?: EncoderShape;
  /** The model embeds or classifies: nothing is cached. */
  readonly isEncoder?: boolean;
  /** Sentences about assumptions made about the model. */
  readonly assumptions?: readonly string[];
}

/** Layers grouped by their cache. */
export function cacheGroups(geometry: Geometry): readonly CacheGroup[] {
  if (geometry.cache !== undefined) {
    return geometry.cache;
  }
  const { layers, kvLoraRank, slidingWindow: window } = geometry;
  return [kvLoraRank === undefined
    ? { layers, keyValueHeads: geometry.keyValueHeads, headElements: 2 * geometry.headDimension, window }
    : { layers, latentElements: kvLoraRank + (geometry.qkRopeHeadDimension ?? 0) }];
}

/** Weights by part. */
export function partsOf(geometry: Geometry): ByPart {
  return geometry.parts ?? roughParts(geometry);
}

/** Parts of a model for which only the totals are known. */
export function roughParts(geometry: Geometry): ByPart {
  const matrix = geometry.vocabularySize * geometry.hiddenSize;
  const embeddings = Math.min(geometry.parameters, matrix);
  const head = geometry.tiedEmbeddings ? 0 : Math.min(geometry.parameters - embeddings, matrix);
  const rest = geometry.parameters - embeddings - head;
  const expertWidth = geometry.expertIntermediateSize ?? geometry.intermediateSize;
  const experts = geometry.experts === undefined ? 0 : Math.min(rest, geometry.layers * geometry.experts * 3 * geometry.hiddenSize * expertWidth);
  return { embeddings, head, experts, mlp: rest - experts, ...(geometry.multimodal ? { encoder: ASSUMED_ENCODER } : {}) };
}

/** Weights of an unknown vision or audio encoder; those of common models have 0.3 to 0.9 billion. */
export const ASSUMED_ENCODER = 0.6e9;
