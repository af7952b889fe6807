/** What an endpoint must be able to serve. With TensorRT-LLM only whether the weights leave room is checked. */
export interface LmiSizingOptions {
  /**
   * Longest sequence to serve, prompt and answer together, in tokens. At least 1.
   *
   * @default - that of the backend, or the model's own context
   */
  readonly maxModelLen?: number;

  /**
   * Sequences of the longest length at once. At least 1.
   *
   * @default 1
   */
  readonly concurrency?: number;
}
