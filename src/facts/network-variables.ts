/**
 * Variables that make a container load something in addition to its model, from the Hugging Face Hub or from S3.
 *
 * Sources: the option tables of each backend (src/options); vLLM `EngineArgs` (tokenizer, hf_config_path, speculative_model), read 2026-11; djl-serving
 * `transformers_neuronx_properties.py` (compiled_graph_path), 0.27.0-dlc, read 2026-08.
 */

/** Variables whose value is an id on the Hub or a path. */
export const MODEL_VARIABLES: readonly string[] = [
  'OPTION_TOKENIZER', 'OPTION_HF_CONFIG_PATH', 'OPTION_SPECULATIVE_MODEL', 'OPTION_SPECULATIVE_DRAFT_MODEL', 'OPTION_DRAFT_MODEL',
];

/** Variables whose value is a directory or an S3 URI of compiled graphs. */
export const COMPILED_GRAPH_VARIABLES: readonly string[] = ['OPTION_COMPILED_GRAPH_PATH', 'OPTION_DRAFT_MODEL_COMPILED_PATH'];
