/** What a `config.json` does not say. */
export interface ModelConfigFileOptions {
  /**
   * Number of weights, all experts included, as if nothing were quantized. At least 1.
   *
   * @default - counted from the geometry in the file
   */
  readonly parameters?: number;
}
