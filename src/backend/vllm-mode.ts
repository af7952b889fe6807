/** What schedules the requests for vLLM. */
export enum VllmMode {
  /** vLLM schedules the requests in its async engine. LMI V15 and later. */
  ASYNC = 'async',
  /** The model server forms a rolling batch and runs the engine step by step. */
  ROLLING_BATCH = 'rolling-batch',
}
