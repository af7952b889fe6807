import { ASYNC_SERVING } from './capabilities';

/**
 * Default number of requests that a worker processes at the same time, by rolling batch and LMI version.
 *
 * Source: djl-serving 0.25.0-dlc to 0.36.0-lmi27-dlc, properties_manager/properties.py and LmiConfigRecommender.java, read 2026-08-21.
 */
const DEFAULT_SIZES: { readonly [rollingBatch: string]: readonly { readonly since: number; readonly size: number }[] } = {
  'vllm': [{ since: 9, size: 256 }],
  'lmi-dist': [{ since: 9, size: 256 }],
  'trtllm': [{ since: 10, size: 256 }],
  'deepspeed': [{ since: 7, size: 4 }, { since: 9, size: 32 }],
};

/** Default in all other cases: asynchronous vLLM, NeuronX, and earlier versions. */
const ELSEWHERE = 32;

/** The default batch size of a worker. */
export function defaultBatchSize(rollingBatch: string | undefined, ordinal: number): number {
  const rows = DEFAULT_SIZES[rollingBatch ?? ''] ?? [];
  return rows.filter((row) => ordinal >= row.since).pop()?.size ?? ELSEWHERE;
}

/**
 * First LMI version that passes the batch size to vLLM as `max_num_seqs`. Before, LMI does not pass it on, and vLLM's own default applies.
 *
 * Source: djl-serving 0.29.0-dlc and 0.30.0-dlc, rolling_batch_vllm_utils.py, and vLLM 0.2.6 to 0.5.3, config.py; read 2026-08-21.
 */
export const BATCH_SIZE_REACHES_VLLM_SINCE = 12;
const VLLM_SEQUENCES = 256;

/** Default number of concurrent sequences in vLLM. */
export function defaultMaxNumSeqs(ordinal: number): number {
  if (ordinal < BATCH_SIZE_REACHES_VLLM_SINCE) {
    return VLLM_SEQUENCES;
  }
  return defaultBatchSize(ordinal < ASYNC_SERVING.Vllm.byItselfSince ? 'vllm' : undefined, ordinal);
}
