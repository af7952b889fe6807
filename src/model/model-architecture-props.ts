
/** Information that a `config.json` does not contain. */
export interface ModelConfigFileOptions {
  /**
   * Number of parameters, including all experts, before quantization. At least 1.
   *
   * @default - counted from the geometry in the file
   */
  readonly parameters?: number;
}

/** Geometry of a transformer model, as in its `config.json`. All values must be known at synth time. */
export interface ModelArchitectureProps {
  /**
   * Name in messages.
   *
   * @default - messages say "the model"
   */
  readonly name?: string;

  /**
   * Number of parameters, including all experts, before quantization: 7e9 for a model with 7 billion. At least those of the embeddings.
   */
  readonly parameters: number;

  /** Number of layers with a KV cache; in an encoder-decoder model, those of the decoder. At least 1. */
  readonly layers: number;

  /** Width of the hidden state. At least 1. */
  readonly hiddenSize: number;

  /** Number of query heads. At least 1, and a multiple of the key-value heads. */
  readonly attentionHeads: number;

  /** Number of key-value heads: as many as query heads, fewer with grouped-query attention, one with multi-query attention. At least 1. */
  readonly keyValueHeads: number;

  /**
   * Width of one head. At least 1.
   *
   * @default - the hidden size divided by the attention heads, which must be an integer
   */
  readonly headDimension?: number;

  /** Width of the feed-forward block. At least 1. */
  readonly intermediateSize: number;

  /** Number of entries in the vocabulary. At least 1. */
  readonly vocabularySize: number;

  /** Context of the model, in tokens. At least 1. */
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
   * @default - unknown
   */
  readonly architectureClass?: string;

  /**
   * The `model_type`, such as `llama`.
   *
   * @default - unknown
   */
  readonly modelType?: string;

  /**
   * Data type of the checkpoint: `float32`, `float16` or `bfloat16`.
   *
   * @default - 16 bits, as vLLM loads 32-bit checkpoints too
   */
  readonly torchDtype?: string;

  /**
   * Quantization method of the checkpoint, such as `awq`, `gptq`, `fp8` or `mxfp4`.
   *
   * @default - unknown; only `quantizationBits` counts
   */
  readonly quantizationMethod?: string;

  /**
   * Bits per weight of a quantized checkpoint: 1 to 32.
   *
   * @default - the checkpoint is not quantized
   */
  readonly quantizationBits?: number;

  /**
   * Number of experts per layer. At least 1.
   *
   * @default - not a mixture of experts
   */
  readonly experts?: number;

  /**
   * Number of experts per token in each layer. At least 1, at most `experts`.
   *
   * @default - unknown
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
   * Size of the sliding window, in tokens. At least 1.
   *
   * @default - all layers attend to the whole context
   */
  readonly slidingWindow?: number;

  /**
   * Number of layers with the sliding window; the others attend to the whole context. From 0 to `layers`, and only with `slidingWindow`.
   *
   * @default - those of `modelType` if this library knows it; otherwise all layers
   */
  readonly slidingWindowLayers?: number;

  /**
   * Number of encoder layers of an encoder-decoder model. At least 1.
   *
   * @default - a decoder-only model
   */
  readonly encoderLayers?: number;

  /**
   * Whether the model also has a vision or audio encoder, which `parameters` does not include. An estimate assumes 0.6 billion parameters for it.
   *
   * @default false
   */
  readonly multimodal?: boolean;
}
