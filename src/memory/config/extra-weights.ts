import { ConfigFields } from './config-fields';
import { ModelFamilyFact } from '../../facts/model-families';

/**
 * Weights other than the vocabulary embeddings and the layers; undefined if there are none.
 *
 * Source: transformers 5.24.0, models/{gemma3n,gemma4,opt,bert}, read 2026-11-25.
 */
export function extraWeights(fields: ConfigFields, family: ModelFamilyFact, layers: number, hiddenSize: number): number | undefined {
  return projection(fields, hiddenSize) + layers * (perLayerInput(fields, hiddenSize) + residual(fields, hiddenSize)) + streams(fields, hiddenSize)
    + pooling(fields, family, hiddenSize) || undefined;
}

/** The smallest OPT model embeds in fewer dimensions than it computes in: subtracts the savings, and adds two projections. */
function projection(fields: ConfigFields, hiddenSize: number): number {
  const width = fields.count('word_embed_proj_dim') ?? hiddenSize;
  return width === hiddenSize ? 0 : fields.read('vocabularySize')! * (width - hiddenSize) + 2 * width * hiddenSize;
}

/** Gemma 3n and 4 have additional embeddings per layer, with a gate, two projections and a normalization. */
function perLayerInput(fields: ConfigFields, hiddenSize: number): number {
  const width = fields.count('hidden_size_per_layer_input') ?? 0;
  return width === 0 ? 0 : (fields.count('vocab_size_per_layer_input') ?? 0) * width + 3 * hiddenSize * width + hiddenSize;
}

/** Gemma 3n has a residual connection of low rank, and predicts and corrects several streams around each layer. */
function residual(fields: ConfigFields, hiddenSize: number): number {
  const rank = fields.count('laurel_rank') ?? 0;
  const count = fields.count('altup_num_inputs') ?? 0;
  return (rank === 0 ? 0 : 2 * hiddenSize * rank + hiddenSize) + (count === 0 ? 0 : count ** 2 + count ** 3 + hiddenSize * (count + 2));
}

/** Projections to those streams and back. */
function streams(fields: ConfigFields, hiddenSize: number): number {
  const count = fields.count('altup_num_inputs') ?? 0;
  return count === 0 ? 0 : 2 * (count - 1) * hiddenSize * hiddenSize;
}

/** An encoder embeds the segment of each token, and pools or classifies through one more matrix. */
function pooling(fields: ConfigFields, family: ModelFamilyFact, hiddenSize: number): number {
  return family.encoder ? (fields.count('type_vocab_size') ?? 0) * hiddenSize + (family.pooler ? hiddenSize * (hiddenSize + 1) : 0) : 0;
}
