/** Dimensions that every transformer has. */
export interface TransformerShape {
  /** Layers that have a KV cache; in an encoder-decoder model, those of the decoder. */
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
  /** Ids with the same geometry and weight format that are gated as well. */
  readonly aliases?: readonly string[];
  /** Ids with the same geometry and weight format that are not gated. */
  readonly openAliases?: readonly string[];
  /** Name in the LMI guide's list of sample models. */
  readonly sample?: string;
  /** Instance type in that list. */
  readonly sampleInstanceType?: string;
  /** Whether the Hub requires a token from an account that accepted the license. */
  readonly gated: boolean;
  /** Its task, if it does not generate text. */
  readonly task?: 'embedding';
  /** The fields of its config.json that determine its memory. */
  readonly config: { readonly [field: string]: unknown };
}
