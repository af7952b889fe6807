import { WeightFormatName } from './weight-formats';
import { TransformerShape } from '../facts/model-fact';

/**
 * Layers that keep the same of the tokens that passed. A group is one of: heads with keys and values, one latent vector for all heads, or a
 * state for each sequence whatever its length.
 */
export interface CacheGroup {
  readonly layers: number;
  /** Key-value heads, divided by the tensor parallel degree down to one. */
  readonly keyValueHeads?: number;
  /** Elements of one head for one token, key and value together. */
  readonly headElements?: number;
  /** Elements for one token that all accelerators hold alike. */
  readonly latentElements?: number;
  /** Bytes for one token with an 8-bit cache, where the layout is not one byte for each latent element. */
  readonly latentBytesAt8Bits?: number;
  /** Bytes for one token of a sparse-attention index, whatever the type of the cache. */
  readonly indexBytes?: number;
  /** Tokens that share one entry. */
  readonly tokensPerEntry?: number;
  /** Tokens that the layers look back at most. */
  readonly window?: number;
  /** The window is a chunk: it does not move with the token. */
  readonly isChunked?: true;
  /** Tokens of what an encoder read, which each sequence keeps whatever its own length. */
  readonly sourceTokens?: number;
  /** Bytes for each sequence, whatever its length, divided by the tensor parallel degree. */
  readonly stateBytes?: number;
  /** Where prefixes are cached, a state is kept for each block of tokens, and not only for the last. */
  readonly keepsStates?: true;
}

/** Parts of a model that checkpoints quantize, or leave alone, by themselves. */
export const PARTS = [
  'embeddings', 'head', 'attention', 'output', 'linear', 'mlp', 'shared', 'experts', 'router', 'indexer', 'encoder',
] as const;

export type Part = typeof PARTS[number];

/** A number for each part; absent where the model does not have the part. */
export type ByPart = { readonly [part in Part]?: number };

/** A vision encoder, as far as the memory it works in is concerned. */
export interface EncoderShape {
  /** Hidden size and width of the feed-forward block, together. */
  readonly width: number;
  readonly patchesPerToken: number;
  /** Tokens that one image becomes at most. */
  readonly tokensPerImage: number;
  readonly takesVideo: boolean;
}

/** What an estimate needs to know of a model. */
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
  /** The context that LongRoPE scales up. */
  readonly originalContext?: number;
  readonly encoderLayers?: number;
  readonly multimodal?: boolean;
  /** Layers by what they keep. Default: every layer keeps keys and values, within the window if there is one. */
  readonly cache?: readonly CacheGroup[];
  /** Weights by part. Default: the embeddings, the experts, and the rest. */
  readonly parts?: ByPart;
  /** Weights that every accelerator holds in full: the projections into the latent space. */
  readonly replicated?: number;
  /** Bytes that the engine adds when it absorbs the projections out of the latent space. */
  readonly absorbedBytes?: number;
  /** Bytes of one stored weight by part. Default: those of the format for everything that is quantized, 2 for the rest. */
  readonly stored?: ByPart;
  /** How the weights are stored. Default: told by method and bits. */
  readonly format?: WeightFormatName;
  /** The checkpoint asks for an 8-bit cache. */
  readonly hasFp8Cache?: boolean;
  /** Width of what one token passes in a layer, where that is not the feed-forward block. */
  readonly activeWidth?: number;
  /** Layers of the model, those without a cache included. */
  readonly allLayers?: number;
  /** Its vision encoder. Default: where there is one, half a GiB is assumed to work in. */
  readonly encoder?: EncoderShape;
  /** The model embeds or classifies: nothing is cached. */
  readonly isEncoder?: boolean;
  /** What was assumed of the model, one sentence each. */
  readonly assumptions?: readonly string[];
}

/** Layers by what they keep. */
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

/** Parts of a model of which only the totals are known. */
export function roughParts(geometry: Geometry): ByPart {
  const matrix = geometry.vocabularySize * geometry.hiddenSize;
  const embeddings = Math.min(geometry.parameters, matrix);
  const head = geometry.tiedEmbeddings ? 0 : Math.min(geometry.parameters - embeddings, matrix);
  const rest = geometry.parameters - embeddings - head;
  const expertWidth = geometry.expertIntermediateSize ?? geometry.intermediateSize;
  const experts = geometry.experts === undefined ? 0 : Math.min(rest, geometry.layers * geometry.experts * 3 * geometry.hiddenSize * expertWidth);
  return { embeddings, head, experts, mlp: rest - experts, ...(geometry.multimodal ? { encoder: ASSUMED_ENCODER } : {}) };
}

/** Weights of a vision or audio encoder of which nothing is known; those of common models have 0.3 to 0.9 billion. */
export const ASSUMED_ENCODER = 0.6e9;
