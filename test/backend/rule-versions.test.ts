import { Request, serve } from './containers';
import { BackendName, versionsOf } from '../../src/facts/backends';

/*
 * The versions in which a combination fails: all versions with an image for the backend, from the first to the last in the source. Sources are in djl-serving, branches
 * 0.25.0-dlc (V7) to 0.36.0-lmi27-dlc (V27), read 2026-11-26.
 */

type Given = Pick<Request, 'props' | 'environment'>;
const NEWEST = Math.max(...versionsOf('Vllm'));
/** A required option, so that nothing else is missing. */
const POSITIONS = { OPTION_N_POSITIONS: '512' };

test.each<[string, BackendName, Given, string, number, number]>([
  ['LmiUtils.java and ModelInfo.java read option.s3url up to 0.26.0', 'Vllm', { environment: { OPTION_S3URL: 's3://bucket/model/' } }, 'OPTION_S3URL is refused', 7, 8],
  ['properties.py has input_formatter, a Callable, from 0.29.0 on', 'Vllm', { environment: { OPTION_INPUT_FORMATTER: 'mine' } }, 'a Python function only', 11, NEWEST],
  ['dockerd-entrypoint-with-cuda-compat.sh translates the switch from 0.28.0 on', 'Vllm', { environment: { ENABLE_CUDA_GRAPHS: 'true', OPTION_ENFORCE_EAGER: 'true' } }, 'contradict each other', 10, NEWEST],
  ['tnx_properties.py refuses batches from 0.26.0 on', 'Neuronx', { environment: { ...POSITIONS, OPTION_BATCH_SIZE: '2' } }, 'together with a rolling batch', 8, 12],
  ['model_loader.py compares lengths from 0.26.0 to 0.28.0', 'Neuronx', { environment: { ...POSITIONS, OPTION_CONTEXT_LENGTH_ESTIMATE: '256,512' } }, 'takes nPositions alone', 8, 10],
  ['and up to 0.30.0 with this layout', 'Neuronx', { environment: { ...POSITIONS, OPTION_CACHE_LAYOUT: 'BSH', OPTION_CONTEXT_LENGTH_ESTIMATE: '256,512' } }, 'takes nPositions alone', 8, 12],
  ['of which 0.30.0 checks only the first', 'Neuronx', { environment: { ...POSITIONS, OPTION_CACHE_LAYOUT: 'BSH', OPTION_CONTEXT_LENGTH_ESTIMATE: '512,256' } }, 'takes nPositions alone', 8, 11],
  ['lengths are not compared without a rolling batch', 'Neuronx', { props: { rollingBatch: 'disable', cacheLayout: 'BSH', contextLengthEstimate: [256, 512], nPositions: 512 } }, 'takes nPositions alone', 0, 0],
  ['or with vLLM\'s rolling batch', 'Neuronx', { environment: { ...POSITIONS, OPTION_ROLLING_BATCH: 'vllm', OPTION_CONTEXT_LENGTH_ESTIMATE: '256,512' } }, 'takes nPositions alone', 0, 0],
  ['vllm_chat_utils.py imports names that the vLLM of the version lacks', 'Vllm', { environment: { OPTION_ROLLING_BATCH: 'vllm' } }, 'fails every request with messages', 19, 25],
  ['the engine is not an option before 0.27.0', 'LmiDist', { environment: { OPTION_ENGINE: 'MPI' } }, 'does not choose the engine', 7, 8],
])('%s', (_source, backend, given, part, first, last) => {
  const versions = versionsOf(backend);
  const failing = versions.filter((version) => {
    const { faults, warnings } = serve({ backend, version, ...given });
    return [...faults, ...warnings].some((sentence) => sentence.includes(part));
  });
  expect(failing).toEqual(versions.filter((version) => version >= first && version <= last));
});
