/** What every transformer is told by, whatever is to be computed of it. */
export interface TransformerShape {
  /** Layers that hold a KV cache; in an encoder-decoder model those of the decoder. */
  readonly layers: number;
  readonly hiddenSize: number;
  readonly attentionHeads: number;
  readonly keyValueHeads: number;
  readonly headDimension: number;
  readonly intermediateSize: number;
  readonly vocabularySize: number;
  readonly maxPositionEmbeddings: number;
  readonly tiedEmbeddings: boolean;
}

/** A model of the catalog. */
export interface ModelFact {
  /** Exact id on the Hugging Face Hub. */
  readonly modelId: string;
  /** Ids of the same geometry, weight format and gate. */
  readonly aliases?: readonly string[];
  /** Ids of the same geometry and weight format that anyone may download. */
  readonly openAliases?: readonly string[];
  /** Name in the LMI guide's list of sample models. */
  readonly sample?: string;
  /** Instance type which that list names. */
  readonly sampleInstanceType?: string;
  /** The Hub asks for a token of an account that accepted the license. */
  readonly gated: boolean;
  /** What it does other than generate text. */
  readonly task?: 'embedding';
  /** Fields of its config.json, under the names that they have there, as far as its memory follows from them. */
  readonly config: { readonly [field: string]: unknown };
}
