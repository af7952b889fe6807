
/** Information that a `config.json` does not contain. */
export interface ModelConfigFileOptions {
  /**
   * Number of weights, all experts included, as if nothing were quantized. At least 1.
   *
   * @default - counted from the geometry in the file
   */
  readonly parameters?: number;
}

/** Geometry of a transformer model, as its `config.json` states it. Every value must be known at synth. */
export interface ModelArchitectureProps {
  /**
   * Name that messages use.
   *
   * @default - messages say "the model"
   */
  readonly name?: string;

  /**
   * Number of weights, all experts included, as if nothing were quantized: 7e9 for a model of 7 billion. At least what the embeddings
   * have.
   */
  readonly parameters: number;

  /** Layers that keep a KV cache; in an encoder-decoder model those of the decoder. At least 1. */
  readonly layers: number;

  /** Width of the hidden state. At least 1. */
  readonly hiddenSize: number;

  /** Query heads. At least 1, and a multiple of the key-value heads. */
  readonly attentionHeads: number;

  /** Key-value heads: as many as query heads, fewer with grouped-query attention, one with multi-query attention. At least 1. */
  readonly keyValueHeads: number;

  /**
   * Width of one head. At least 1.
   *
   * @default - the hidden size divided by the attention heads, which then must come out whole
   */
  readonly headDimension?: number;

  /** Width of the feed-forward block. At least 1. */
  readonly intermediateSize: number;

  /** Entries of the vocabulary. At least 1. */
  readonly vocabularySize: number;

  /** Longest context the model was made for, in tokens. At least 1. */
  readonly maxPositionEmbeddings: number;

  /**
   * Whether input and output share one embedding matrix.
   *
   * @default false
   */
  readonly tiedEmbeddings?: boolean;

  /**
   * Class under `architectures`, such as `LlamaForCausalLM`.
   *
   * @default - not known
   */
  readonly architectureClass?: string;

  /**
   * The `model_type`, such as `llama`.
   *
   * @default - not known
   */
  readonly modelType?: string;

  /**
   * Data type of the checkpoint: `float32`, `float16` or `bfloat16`.
   *
   * @default - 16 bits, as vLLM loads 32-bit checkpoints too
   */
  readonly torchDtype?: string;

  /**
   * Method of a checkpoint that is quantized already, such as `awq`, `gptq`, `fp8` or `mxfp4`.
   *
   * @default - told by `quantizationBits` alone
   */
  readonly quantizationMethod?: string;

  /**
   * Bits of one weight of a checkpoint that is quantized already. From 1 to 32.
   *
   * @default - the checkpoint is not quantized
   */
  readonly quantizationBits?: number;

  /**
   * Experts of one layer. At least 1.
   *
   * @default - no mixture of experts
   */
  readonly experts?: number;

  /**
   * Experts that a token passes in one layer. At least 1, at most `experts`.
   *
   * @default - not known
   */
  readonly expertsPerToken?: number;

  /**
   * Width of one expert. At least 1.
   *
   * @default - the width of the feed-forward block
   */
  readonly expertIntermediateSize?: number;

  /**
   * Rank of the compressed KV cache of multi-head latent attention. At least 1; needs `qkRopeHeadDimension`.
   *
   * @default - no latent attention
   */
  readonly kvLoraRank?: number;

  /**
   * Width of the part of a key that carries the position, with multi-head latent attention. At least 1.
   *
   * @default - no latent attention
   */
  readonly qkRopeHeadDimension?: number;

  /**
   * Tokens that sliding-window layers look back at most. At least 1.
   *
   * @default - every layer sees the whole context
   */
  readonly slidingWindow?: number;

  /**
   * Layers that have the sliding window; the others attend to the whole context. From 0 to `layers`, and only with `slidingWindow`.
   *
   * @default - as `modelType` has it where this library knows that; otherwise all layers
   */
  readonly slidingWindowLayers?: number;

  /**
   * Layers of the encoder of an encoder-decoder model. At least 1.
   *
   * @default - decoder only
   */
  readonly encoderLayers?: number;

  /**
   * Whether the model has a vision or audio encoder, whose memory the estimate leaves out.
   *
   * @default false
   */
  readonly multimodal?: boolean;
}
