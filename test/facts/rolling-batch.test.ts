import { defaultBatchSize, defaultMaxNumSeqs } from '../../src/facts/rolling-batch';

/*
 * From the container's source, djl-serving 0.25.0-dlc to 0.36.0-lmi27-dlc, properties_manager/properties.py (max_rolling_batch_size = 32) and
 * LmiConfigRecommender.java (256 for vllm and lmi-dist from 0.27.0, for trtllm from 0.28.0), ds_properties.py (4, 32 from 0.27.0); read 2026-08-21.
 */
test.each<[rollingBatch: string | undefined, version: number, size: number]>([
  ['vllm', 7, 32], ['vllm', 8, 32], ['vllm', 9, 256], ['vllm', 29, 256],
  ['lmi-dist', 8, 32], ['lmi-dist', 9, 256], ['lmi-dist', 14, 256],
  ['trtllm', 7, 32], ['trtllm', 9, 32], ['trtllm', 10, 256], ['trtllm', 15, 256],
  ['deepspeed', 7, 4], ['deepspeed', 8, 4], ['deepspeed', 9, 32],
  ['auto', 9, 32], [undefined, 7, 32], [undefined, 17, 32],
])('a worker with the rolling batch %p in V%d processes %d concurrent requests', (rollingBatch, version, size) => {
  expect(defaultBatchSize(rollingBatch, version)).toBe(size);
});

/* vLLM's own max_num_seqs is 256; since 0.30.0-dlc, LMI passes its batch size instead (rolling_batch_vllm_utils.py), which is 32 in its asynchronous handler. */
test.each([[7, 256], [11, 256], [12, 256], [16, 256], [17, 32], [29, 32]])('vLLM of V%d runs %d sequences at once', (version, sequences) => {
  expect(defaultMaxNumSeqs(version)).toBe(sequences);
});
