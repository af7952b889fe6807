/** How requests reach vLLM. */
export enum VllmMode {
  /** vLLM schedules the requests itself, in its async engine. LMI V15 and later. */
  ASYNC = 'async',
  /** The model server forms a rolling batch and steps the engine. */
  ROLLING_BATCH = 'rolling-batch',
}
