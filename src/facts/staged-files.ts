/**
 * Files of a Hub model that an engine needs, as patterns of huggingface_hub (Python's fnmatch, where `*` matches slashes too).
 *
 * Sources: vLLM, `vllm/model_executor/model_loader/default_loader.py` (`*.safetensors` before `*.bin` and `*.pt`) and `weight_utils.py` (the index of the shards is
 * a JSON file); transformers, `tokenization_utils_base.py` (`tokenizer.json`, `tokenizer.model`, `vocab.txt`, `merges.txt`, `chat_template.jinja`,
 * `*.tiktoken` of Qwen's first tokenizers). Read 2026-11-25.
 */
export const STAGED_FILES = {
  include: ['*.safetensors', '*.json', '*.model', '*.tiktoken', '*.txt', '*.jinja'],
  /** Code of the model, which the engine runs only with `trustRemoteCode`. */
  code: ['*.py'],
  /** Second copies of the weights for other runtimes: Meta's own format, Apple's Metal (openai/gpt-oss), ONNX and OpenVINO; and a file that LMI would install with pip. */
  exclude: ['original/*', 'metal/*', 'onnx/*', 'openvino/*', 'requirements.txt'],
  /** Weights that can run code when they are loaded: pickles under all their names. */
  pickles: /\.(bin|pt|pth|ckpt|pkl|pickle)$/i,
} as const;

/**
 * Speed of the copier in MB per second. An assumption, and deliberately slow: connections from the Hub's storage to a function are reported at 60 to 80 (from
 * memory).
 */
export const STAGING_RATES = {
  worker: 40,
  /** Size of a shard as written by transformers (`save_pretrained`, `max_shard_size`). */
  shardGb: 5,
} as const;

/** CloudFormation waits for at most an hour (`ServiceTimeout` of a custom resource); the last five minutes are for the response. */
export const STAGING_MINUTES = 55;
