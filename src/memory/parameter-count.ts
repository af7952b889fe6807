import { ModelFamilyFact } from '../facts/model-families';
import { TransformerShape } from '../facts/models';

/** What the count of a model's weights follows from. */
export interface ParameterGeometry extends TransformerShape {
  /** The feed-forward block has a gate, where the file says otherwise than its family. */
  readonly gated?: boolean;
  readonly normsPerLayer?: number;
  readonly experts?: number;
  readonly expertIntermediateSize?: number;
  /** Width of the experts that every token passes, together. */
  readonly sharedExpertWidth?: number;
  /** Layers without experts. */
  readonly denseLayers?: number;
  readonly denseIntermediateSize?: number;
  readonly kvLoraRank?: number;
  readonly qLoraRank?: number;
  readonly qkRopeHeadDimension?: number;
  readonly qkNopeHeadDimension?: number;
  readonly valueHeadDimension?: number;
  readonly encoderLayers?: number;
}

/** Number of weights of a text model, from its geometry and the layout of its family. */
export function countParameters(geometry: ParameterGeometry, family: ModelFamilyFact): number {
  const { layers, hiddenSize, attentionHeads, vocabularySize } = geometry;
  const norm = hiddenSize * (family.normBias ? 2 : 1);
  const norms = (geometry.normsPerLayer ?? family.norms) * norm;
  const attention = attentionParameters(geometry, family);
  const gated = geometry.gated ?? family.mlp === 'gated';
  const mlp = (width: number): number =>
    (gated ? 3 : 2) * hiddenSize * width + (family.mlpBias ? (gated ? 2 : 1) * width + hiddenSize : 0);
  const dense = mlp(geometry.denseIntermediateSize ?? geometry.intermediateSize);

  const embeddings = vocabularySize * hiddenSize * (geometry.tiedEmbeddings ? 1 : 2)
    + (family.positions === undefined ? 0 : (geometry.maxPositionEmbeddings + family.positions) * hiddenSize)
    + (family.embeddingNorm ? norm : 0);

  if (geometry.encoderLayers !== undefined) {
    const encoder = geometry.encoderLayers * (attention + dense + 2 * norm);
    const decoder = layers * (2 * attention + dense + 3 * norm);
    const relativeBias = 2 * 32 * attentionHeads;
    return embeddings + encoder + decoder + relativeBias + 2 * norm;
  }
  const sparseLayers = geometry.experts === undefined ? 0 : layers - (geometry.denseLayers ?? 0);
  const router = (geometry.experts ?? 0) * (hiddenSize + (family.mlpBias ? 1 : 0));
  const sparse = (geometry.experts ?? 0) * mlp(geometry.expertIntermediateSize ?? geometry.intermediateSize) + router
    + (geometry.sharedExpertWidth ? mlp(geometry.sharedExpertWidth) : 0);
  return embeddings + layers * (attention + norms) + sparseLayers * sparse + (layers - sparseLayers) * dense + norm;
}

function attentionParameters(geometry: ParameterGeometry, family: ModelFamilyFact): number {
  const { hiddenSize, attentionHeads, keyValueHeads, headDimension } = geometry;
  if (geometry.kvLoraRank !== undefined) {
    const nope = geometry.qkNopeHeadDimension ?? headDimension;
    const rope = geometry.qkRopeHeadDimension ?? 0;
    const value = geometry.valueHeadDimension ?? headDimension;
    const queries = attentionHeads * (nope + rope);
    const rank = geometry.qLoraRank;
    return (rank === undefined ? hiddenSize * queries : hiddenSize * rank + rank + rank * queries)
      + hiddenSize * (geometry.kvLoraRank + rope) + geometry.kvLoraRank
      + geometry.kvLoraRank * attentionHeads * (nope + value)
      + attentionHeads * value * hiddenSize;
  }
  const queries = attentionHeads * headDimension;
  const keysAndValues = 2 * keyValueHeads * headDimension;
  const queryKeyNorms = { head: 2 * headDimension, full: queries + keysAndValues / 2 };
  return 2 * hiddenSize * queries + hiddenSize * keysAndValues
    + (family.queryKeyValueBias ? queries + keysAndValues : 0)
    + (family.outputBias ? hiddenSize : 0)
    + (family.attentionSinks ? attentionHeads : 0)
    + (family.queryKeyNorm ? queryKeyNorms[family.queryKeyNorm] : 0);
}
