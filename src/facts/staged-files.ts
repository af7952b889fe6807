/**
 * Which files of a model on the Hub an engine needs, by the patterns of huggingface_hub (Python's fnmatch, where `*` crosses slashes).
 *
 * Sources: vLLM, `vllm/model_executor/model_loader/default_loader.py` (`*.safetensors` before `*.bin` and `*.pt`) and `weight_utils.py` (the index of the shards is
 * a JSON file); transformers, `tokenization_utils_base.py` (`tokenizer.json`, `tokenizer.model`, `vocab.txt`, `merges.txt`, `chat_template.jinja`,
 * `*.tiktoken` of Qwen's first tokenizers). Read 2026-11-25.
 */
export const STAGED_FILES = {
  include: ['*.safetensors', '*.json', '*.model', '*.tiktoken', '*.txt', '*.jinja'],
  /** Code of the model, which the engine runs with `trustRemoteCode` alone. */
  code: ['*.py'],
  /** Second copies of the weights for other runtimes: Meta's own format, Apple's Metal (openai/gpt-oss), ONNX and OpenVINO; and what LMI would install with pip. */
  exclude: ['original/*', 'metal/*', 'onnx/*', 'openvino/*', 'requirements.txt'],
  /** Weights that can run code when they are loaded: pickles in all their names. */
  pickles: /\.(bin|pt|pth|ckpt|pkl|pickle)$/i,
} as const;

/**
 * How fast the copier is, in MB a second. Assumptions, and slow on purpose: a connection from the Hub's storage to one function is reported with 60 to 80
 * (from memory).
 */
export const STAGING_RATES = {
  worker: 40,
  /** Bytes of a shard as transformers writes them (`save_pretrained`, `max_shard_size`). */
  shardGb: 5,
} as const;

/** CloudFormation waits for an hour at most (`ServiceTimeout` of a custom resource); the last five minutes are for the answer. */
export const STAGING_MINUTES = 55;
