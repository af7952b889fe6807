import { ASYNC_SERVING } from './capabilities';

/**
 * How many requests a worker generates for at the same time when nobody says so, by rolling batch and LMI version.
 *
 * Source: djl-serving 0.25.0-dlc to 0.36.0-lmi27-dlc, properties_manager/properties.py and LmiConfigRecommender.java, read 2026-08-21.
 */
const DEFAULT_SIZES: { readonly [rollingBatch: string]: readonly { readonly since: number; readonly size: number }[] } = {
  'vllm': [{ since: 9, size: 256 }],
  'lmi-dist': [{ since: 9, size: 256 }],
  'trtllm': [{ since: 10, size: 256 }],
  'deepspeed': [{ since: 7, size: 4 }, { since: 9, size: 32 }],
};

/** What the container takes where the rows above say nothing: asynchronous vLLM, NeuronX, and everything before them. */
const ELSEWHERE = 32;

/** The batch size of a worker when none is set. */
export function defaultBatchSize(rollingBatch: string | undefined, ordinal: number): number {
  const rows = DEFAULT_SIZES[rollingBatch ?? ''] ?? [];
  return rows.filter((row) => ordinal >= row.since).pop()?.size ?? ELSEWHERE;
}

/**
 * First LMI version that hands the batch size to vLLM as `max_num_seqs`. Before, LMI keeps it to itself, and vLLM's own default holds.
 *
 * Source: djl-serving 0.29.0-dlc and 0.30.0-dlc, rolling_batch_vllm_utils.py, and vLLM 0.2.6 to 0.5.3, config.py; read 2026-08-21.
 */
export const BATCH_SIZE_REACHES_VLLM_SINCE = 12;
const VLLM_SEQUENCES = 256;

/** Sequences at once that vLLM runs when nothing is set. */
export function defaultMaxNumSeqs(ordinal: number): number {
  if (ordinal < BATCH_SIZE_REACHES_VLLM_SINCE) {
    return VLLM_SEQUENCES;
  }
  return defaultBatchSize(ordinal < ASYNC_SERVING.Vllm.byItselfSince ? 'vllm' : undefined, ordinal);
}
