/** The alternative to a variable that no version of the backend reads. */
interface UnreadVariable {
  /** Prop for the intended setting, if the backend has it. */
  readonly prop?: string;
  /** What to do if there is no such prop. */
  readonly advice?: string;
}

const HUB_TOKEN = 'pass the secret to LmiModel.fromHuggingFace as token, which sets HF_TOKEN';

/**
 * Variables that guides, notebooks and other containers and backends set but no version of the backend reads.
 *
 * Sources, read 2026-11-25: guides and integration tests of djl-serving 0.25.0-dlc to 0.36.0-lmi27-dlc, notebooks of aws-samples, and the launcher arguments of Text
 * Generation Inference; the code of these branches has no other use of the names.
 */
export const UNREAD_VARIABLES: { readonly [variable: string]: UnreadVariable } = {
  OPTION_ADAPTERS: { advice: 'the adapters in the directory adapters of the model are found without it' },
  OPTION_MAX_TOKENS: { advice: 'the length of the output is a parameter of each request' },
  OPTION_MAX_NEW_TOKENS: { advice: 'the length of the output is a parameter of each request' },
  OPTION_MAX_INPUT_LEN: { prop: 'maxModelLen' },
  OPTION_MAX_SEQ_LEN: { prop: 'maxModelLen' },
  OPTION_MAX_OUTPUT_LEN: { prop: 'maxModelLen' },
  OPTION_MAX_MODEL_LEN: { prop: 'maxSeqLen' },
  OPTION_GPU_MEMORY_UTILIZATION: { prop: 'kvCacheFreeGpuMemFraction' },
  // Names that LMI-Dist and Transformers NeuronX read.
  OPTION_SPECULATIVE_DRAFT_MODEL: { prop: 'speculativeModel' },
  OPTION_SPECULATIVE_LENGTH: { prop: 'numSpeculativeTokens' },
  // Names of vLLM's own arguments.
  TENSOR_PARALLEL_SIZE: { prop: 'tensorParallelDegree' },
  OPTION_TENSOR_PARALLEL_SIZE: { prop: 'tensorParallelDegree' },
  PIPELINE_PARALLEL_SIZE: { prop: 'pipelineParallelDegree' },
  OPTION_PIPELINE_PARALLEL_SIZE: { prop: 'pipelineParallelDegree' },
  // Other names for the token of the Hub (text-generation-inference#751); the containers read HF_TOKEN.
  HF_API_TOKEN: { advice: HUB_TOKEN },
  HF_HUB_TOKEN: { advice: HUB_TOKEN },
  HF_ACCESS_TOKEN: { advice: HUB_TOKEN },
  HUGGINGFACE_TOKEN: { advice: HUB_TOKEN },
  HUGGINGFACE_API_TOKEN: { advice: HUB_TOKEN },
  HUGGINGFACEHUB_API_TOKEN: { advice: HUB_TOKEN },
  HUGGINGFACE_HUB_TOKEN: { advice: HUB_TOKEN },
  HUGGING_FACE_TOKEN: { advice: HUB_TOKEN },
  OPTION_MAX_ROLLING_BATCH: { prop: 'maxRollingBatchSize' },
  OPTION_ROLLING_BATCH_SIZE: { prop: 'maxRollingBatchSize' },
  OPTION_MODEL: { advice: 'model says where the weights are' },
  OPTION_MODEL_NAME: { advice: 'model says where the weights are' },
  SERVING_ENTRY_POINT: { prop: 'entryPoint' },
  // Text Generation Inference.
  MAX_INPUT_LENGTH: { prop: 'maxModelLen' },
  MAX_INPUT_TOKENS: { prop: 'maxModelLen' },
  MAX_TOTAL_TOKENS: { prop: 'maxModelLen' },
  MAX_BATCH_TOTAL_TOKENS: { prop: 'maxRollingBatchPrefillTokens' },
  NUM_SHARD: { prop: 'tensorParallelDegree' },
  MESSAGES_API_ENABLED: { advice: 'chat requests need no switch' },
  SERVING_ENGINE: { advice: 'the backend names the engine' },
};
