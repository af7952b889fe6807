import { Request, serve } from './containers';
import { LmiModel, LmiInstanceType } from '../../src';
import { BackendName, versionsOf } from '../../src/facts/backends';
import { NEWEST_ORDINAL } from '../../src/facts/lmi-releases';
import { testEndpoint } from '../stacks';

/** Variables that select the backend, by version, as the classes of the release require them: for a Hub model, and for model data. */
interface Expectation {
  readonly backend: BackendName;
  readonly versions: readonly number[];
  readonly props?: object;
  readonly hub: string;
  readonly local: string;
}

const HUB = 'HF_MODEL_ID=org/model';
const LOCAL = 'HF_MODEL_ID=/opt/ml/model';
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const loaded = (engine: string, model: string) => `SERVING_LOAD_MODELS=test::${engine}=/opt/ml/model OPTION_MODEL_ID=${model}`;
const ALL_GPUS = 'TENSOR_PARALLEL_DEGREE=max';
// ml.inf2.24xlarge: 6 chips of 2 NeuronCores.
const ALL_CORES = 'TENSOR_PARALLEL_DEGREE=12';
const ROLLING = `OPTION_ROLLING_BATCH=vllm ${ALL_GPUS}`;
const ASYNC = 'OPTION_ASYNC_MODE=true OPTION_ROLLING_BATCH=disable OPTION_ENTRYPOINT=djl_python.lmi_vllm.vllm_async_service';
const ASYNC_ALONE = `OPTION_ASYNC_MODE=true ${ALL_GPUS}`;
const TRT = `OPTION_ROLLING_BATCH=trtllm ${ALL_GPUS}`;
const DIST = `OPTION_ROLLING_BATCH=lmi-dist ${ALL_GPUS}`;
const DS = `OPTION_ENTRYPOINT=djl_python.deepspeed OPTION_ROLLING_BATCH=deepspeed ${ALL_GPUS}`;
const TNX = `OPTION_ENTRYPOINT=djl_python.transformers_neuronx OPTION_ROLLING_BATCH=auto ${ALL_CORES}`;
// V12 sets its own degree if only the other name is set.
const TNX_12 = TNX.replace('TENSOR_PARALLEL_DEGREE', 'OPTION_TENSOR_PARALLEL_DEGREE');

const EXPECTATIONS: readonly Expectation[] = [
  { backend: 'Vllm', versions: [7, 8], hub: `${HUB} ${ROLLING}`, local: `${loaded('Python', '/opt/ml/model')} ${ROLLING}` },
  { backend: 'Vllm', versions: [9], hub: `${HUB} ${ROLLING}`, local: `OPTION_MODEL_ID=/opt/ml/model ${ROLLING}` },
  { backend: 'Vllm', versions: range(10, 16), hub: `${HUB} ${ROLLING}`, local: `${LOCAL} ${ROLLING}` },
  { backend: 'Vllm', versions: range(17, NEWEST_ORDINAL), hub: `${HUB} ${ASYNC_ALONE}`, local: `${LOCAL} ${ASYNC_ALONE}` },
  { backend: 'Vllm', versions: [15, 16], props: { mode: 'async' }, hub: `${HUB} ${ASYNC} ${ALL_GPUS}`, local: `${LOCAL} ${ASYNC} ${ALL_GPUS}` },
  { backend: 'Vllm', versions: range(17, NEWEST_ORDINAL), props: { mode: 'rolling-batch' }, hub: `${HUB} ${ROLLING}`, local: `${LOCAL} ${ROLLING}` },
  { backend: 'LmiDist', versions: [7, 8], hub: `${loaded('MPI', 'org/model')} ${DIST}`, local: `${loaded('MPI', '/opt/ml/model')} ${DIST}` },
  { backend: 'LmiDist', versions: [9], hub: `${HUB} ${DIST}`, local: `OPTION_MODEL_ID=/opt/ml/model ${DIST}` },
  { backend: 'LmiDist', versions: range(10, 14), hub: `${HUB} ${DIST} OPTION_MPI_MODE=true`, local: `${LOCAL} ${DIST} OPTION_MPI_MODE=true` },
  { backend: 'DeepSpeed', versions: [7, 8], hub: `${loaded('MPI', 'org/model')} ${DS}`, local: `${loaded('MPI', '/opt/ml/model')} ${DS}` },
  { backend: 'DeepSpeed', versions: [9], hub: `${HUB} OPTION_ENGINE=MPI ${DS}`, local: `OPTION_MODEL_ID=/opt/ml/model OPTION_ENGINE=MPI ${DS}` },
  { backend: 'TrtLlm', versions: [7, 8], hub: `${HUB} ${TRT}`, local: `${loaded('MPI', '/opt/ml/model')} ${TRT}` },
  { backend: 'TrtLlm', versions: [9], hub: `${HUB} ${TRT}`, local: `OPTION_MODEL_ID=/opt/ml/model ${TRT}` },
  { backend: 'TrtLlm', versions: [10, 11, 12, 14], hub: `${HUB} ${TRT}`, local: `${LOCAL} ${TRT}` },
  { backend: 'TrtLlm', versions: [15], hub: `${HUB} ${ALL_GPUS}`, local: `${LOCAL} ${ALL_GPUS}` },
  { backend: 'Neuronx', versions: [7, 8], hub: `${HUB} ${TNX}`, local: `${loaded('Python', '/opt/ml/model')} ${TNX}` },
  { backend: 'Neuronx', versions: [9], hub: `${HUB} OPTION_ENGINE=Python ${TNX}`, local: `OPTION_MODEL_ID=/opt/ml/model OPTION_ENGINE=Python ${TNX}` },
  { backend: 'Neuronx', versions: [10, 11], hub: `${HUB} ${TNX}`, local: `${LOCAL} ${TNX}` },
  { backend: 'Neuronx', versions: [12], hub: `${HUB} ${TNX_12}`, local: `${LOCAL} ${TNX_12}` },
];

/** `A=1 B=x=y` → `{ A: '1', B: 'x=y' }`. */
function variables(text: string): object {
  return Object.fromEntries(text.split(' ').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}

const CASES = EXPECTATIONS.flatMap((row) => row.versions.flatMap((version) => [false, true].map((local) => ({
  name: `${row.backend} V${version} ${row.props ? JSON.stringify(row.props) : ''} with ${local ? 'model data' : 'a hub model'}`,
  request: { backend: row.backend, version, props: row.props, local } as Request,
  expected: variables(local ? row.local : row.hub),
}))));

test.each(CASES)('$name sets exactly what the version needs', ({ request, expected }) => {
  const { environment, faults } = serve(request);
  expect(faults).toEqual([]);
  expect(environment).toEqual(expected);
});

test.each(['Vllm', 'LmiDist', 'DeepSpeed', 'TrtLlm', 'Neuronx'] as const)('every version of %s has an expectation', (backend) => {
  const expected = EXPECTATIONS.filter((row) => row.backend === backend && !row.props).flatMap((row) => row.versions);
  expect(expected).toEqual(versionsOf(backend));
});

test.each([
  ['Vllm', 'Python'], ['TrtLlm', 'MPI'], ['Neuronx', 'Python'],
] as const)('%s names its engine up to V8 for a model for which the container would start DeepSpeed', (backend, engine) => {
  for (const version of [7, 8]) {
    expect(serve({ backend, version, modelType: 'gpt2', props: backend === 'Neuronx' ? { nPositions: 1024 } : {} }).environment).toMatchObject({
      SERVING_LOAD_MODELS: `test::${engine}=/opt/ml/model`, OPTION_MODEL_ID: 'org/model',
    });
  }
  expect(serve({ backend, version: 9, modelType: 'gpt2' }).environment).toMatchObject({ HF_MODEL_ID: 'org/model' });
  expect(serve({ backend, version: 8, modelType: 'llama' }).environment).toMatchObject({ HF_MODEL_ID: 'org/model' });
});

test('no container ever gets two models to load', () => {
  for (const { request } of CASES) {
    const { environment } = serve(request);
    expect(Object.keys(environment).filter((name) => name === 'HF_MODEL_ID' || name === 'SERVING_LOAD_MODELS').length).toBeLessThanOrEqual(1);
  }
});

test.each(['Vllm', 'DeepSpeed', 'Neuronx', 'LmiDist', 'TrtLlm'] as const)('a custom entry point replaces the one of %s', (backend) => {
  expect(serve({ backend, version: 9, props: { entryPoint: 'model.py' } }).environment.OPTION_ENTRYPOINT).toBe('model.py');
});

test('a custom entry point replaces the handler of the asynchronous mode', () => {
  expect(serve({ version: 16, props: { mode: 'async', entryPoint: 'model.py' } }).environment).toMatchObject({
    OPTION_ENTRYPOINT: 'model.py', OPTION_ASYNC_MODE: 'true', OPTION_ROLLING_BATCH: 'disable',
  });
});

test.each([
  ['DeepSpeed', 8], ['Neuronx', 12],
] as const)('dynamic batches turn the rolling batch of %s V%d off', (backend, version) => {
  const { environment, faults } = serve({ backend, version, props: { batchSize: 4 } });
  expect(faults).toEqual([]);
  expect(environment).toMatchObject({ SERVING_BATCH_SIZE: '4', OPTION_ROLLING_BATCH: 'disable' });
});

test.each([
  ['LmiDist', 8, {}], ['LmiDist', 14, {}], ['Neuronx', 10, { rollingBatch: 'tnx' }], ['DeepSpeed', 9, { rollingBatch: 'auto' }],
] as const)('fails when %s V%d should form dynamic batches in addition to a rolling batch', (backend, version, props) => {
  expect(serve({ backend, version, props: { ...props, batchSize: 2 } }).faults).toEqual([expect.stringContaining('batchSize is "2"')]);
});

test.each([[9, 'disable'], [10, 'disable'], [11, 'trtllm'], [12, 'trtllm']])('T5 on TensorRT-LLM V%d is served with rolling batch %s', (version, rollingBatch) => {
  expect(serve({ backend: 'TrtLlm', version, modelType: 't5' }).environment.OPTION_ROLLING_BATCH).toBe(rollingBatch);
});

test('NeuronX splits the model over the cores of a copy', () => {
  expect(serve({ backend: 'Neuronx', version: 12, props: { tensorParallelDegree: 8 } }).environment.OPTION_TENSOR_PARALLEL_DEGREE).toBe('8');
  expect(serve({ backend: 'Neuronx', version: 11, props: { tensorParallelDegree: 8 } }).environment.TENSOR_PARALLEL_DEGREE).toBe('8');
});

test('fails when NeuronX runs on an instance type with an unknown number of NeuronCores', () => {
  const instanceType = LmiInstanceType.of('ml.inf9.24xlarge');
  expect(serve({ backend: 'Neuronx', version: 12, instanceType }).faults).toEqual([expect.stringContaining('tensorParallelDegree is missing')]);
  expect(serve({ backend: 'Neuronx', version: 12, instanceType, props: { tensorParallelDegree: 4 } }).environment.OPTION_TENSOR_PARALLEL_DEGREE).toBe('4');
});

test('Transformers NeuronX serves on Neuron instance types, and vLLM elsewhere, when no backend is given', () => {
  expect(testEndpoint({ model: LmiModel.fromHuggingFace('org/model'), instanceType: LmiInstanceType.INF2_XLARGE }).environment).toMatchObject({
    OPTION_ENTRYPOINT: 'djl_python.transformers_neuronx', OPTION_TENSOR_PARALLEL_DEGREE: '2',
  });
  expect(testEndpoint().environment).toEqual({ HF_MODEL_ID: 'org/model', TENSOR_PARALLEL_DEGREE: 'max', OPTION_ASYNC_MODE: 'true' });
});
