import { CfnParameter, Lazy, SecretValue } from 'aws-cdk-lib';
import { backendOf, serve } from './containers';
import { LmiBackendBindOptions, LmiImage, LmiInstanceType, LmiModel, LmiQuantization, LmiVersion, VllmBackend } from '../../src';
import { ServedOptions } from '../../src/backend/served-options';
import { BackendName } from '../../src/facts/backends';
import { problemsOf, testStack } from '../stacks';

/* What a backend reports to the endpoint about its variables: aliases, the props behind them, defaults, image family. */

function bound(backend: BackendName, version: number, props: object = {}, options: Partial<LmiBackendBindOptions> = {}) {
  const stack = testStack();
  const instanceType = backend === 'Neuronx' ? LmiInstanceType.INF2_24XLARGE : LmiInstanceType.G5_12XLARGE;
  return backendOf(stack, backend, version, props).bind({ model: LmiModel.fromHuggingFace('org/model').bind(stack, {} as any), instanceType, ...options });
}

/* djl-serving 0.30.0-dlc, tnx_properties.py and PyEnv.java: if both names are set, the option wins; earlier versions read only the bare name. */
test('Transformers NeuronX reads its degree from one of two variables, depending on the version', () => {
  expect(bound('Neuronx', 11).aliases).toMatchObject({ OPTION_TENSOR_PARALLEL_DEGREE: 'TENSOR_PARALLEL_DEGREE' });
  expect(bound('Neuronx', 12).aliases).toMatchObject({ TENSOR_PARALLEL_DEGREE: 'OPTION_TENSOR_PARALLEL_DEGREE' });
  for (const version of [11, 12]) {
    expect(Object.entries(bound('Neuronx', version).aliases ?? {}).filter(([alias, variable]) => alias === variable)).toEqual([]);
  }
  expect(bound('Vllm', 20).aliases).toMatchObject({ OPTION_TENSOR_PARALLEL_DEGREE: 'TENSOR_PARALLEL_DEGREE', SM_NUM_GPUS: 'TENSOR_PARALLEL_DEGREE' });
  expect(bound('Vllm', 20).aliases).not.toHaveProperty('TENSOR_PARALLEL_DEGREE');
});

test.each([['minWorkers', 'SERVING_MIN_WORKERS'], ['maxWorkers', 'SERVING_MAX_WORKERS']])('in a message, the name shared by two variables refers to the one that is set: %s', (prop, variable) => {
  expect(bound('Vllm', 20, { [prop]: 1 }).aliases).toMatchObject({ SAGEMAKER_NUM_MODEL_WORKERS: variable });
});

test('a message names the prop of a variable, or the backend if no prop sets it', () => {
  const { props, defaults } = bound('Vllm', 8, { maxModelLen: 2048 });
  expect(props).toEqual({ HF_MODEL_ID: 'model', OPTION_MAX_MODEL_LEN: 'maxModelLen', OPTION_ROLLING_BATCH: 'mode', TENSOR_PARALLEL_DEGREE: 'tensorParallelDegree' });
  expect(defaults?.slice().sort()).toEqual(['OPTION_ROLLING_BATCH', 'TENSOR_PARALLEL_DEGREE']);
  // The rolling batch of TensorRT-LLM is a prop only since V9.
  expect([8, 9].map((version) => bound('TrtLlm', version).props?.OPTION_ROLLING_BATCH)).toEqual(['backend', 'rollingBatch']);
  expect(bound('LmiDist', 8).props).toMatchObject({ OPTION_MODEL_ID: 'model', SERVING_LOAD_MODELS: 'backend' });
  expect(bound('Vllm', 9, {}, { model: {} }).props).toMatchObject({ OPTION_MODEL_ID: 'model' });
});

test.each<[BackendName, number, string | undefined]>([
  ['Vllm', 7, undefined], ['Vllm', 8, 'OPTION_MAX_MODEL_LEN'], ['Vllm', 29, 'OPTION_MAX_MODEL_LEN'], ['Neuronx', 7, 'OPTION_N_POSITIONS'], ['DeepSpeed', 9, 'OPTION_MAX_TOKENS'],
  ['TrtLlm', 12, undefined], ['LmiDist', 8, undefined], ['LmiDist', 9, 'OPTION_MAX_MODEL_LEN'],
])('the context of %s V%d is set by %s', (backend, version, variable) => {
  expect(bound(backend, version).contextVariable).toBe(variable);
});

test('a custom image has the image family of its version, or of the nearest earlier one', () => {
  const image = LmiImage.fromAsset(__dirname);
  expect([13, 14, 15, 16].map((version) => bound('TrtLlm', version, { image }).imageFamily)).toEqual(Array(4).fill('djl-tensorrtllm'));
  expect([7, 8, 9, 10].map((version) => bound('Vllm', version, { image }).imageFamily)).toEqual(['djl-deepspeed', 'djl-deepspeed', 'djl-deepspeed', 'djl-lmi']);
  expect(bound('Neuronx', 15, { image }).imageFamily).toBe('djl-neuronx');
});

class OwnImage extends LmiImage {
  public constructor(public readonly version: LmiVersion) {
    super();
  }

  public bind(): never {
    throw new Error('not bound here');
  }
}

test('a message says that the version is that of the image', () => {
  const stack = testStack();
  expect(problemsOf(() => new VllmBackend(stack, 'Wrong', { image: new OwnImage('V20' as any), zzyzx: 1 } as any)))
    .toEqual(['zzyzx is not an option of vLLM. Correct the name, or omit it.', expect.stringMatching(/^image\.version is "V20"; it must be an LmiVersion/)]);
  expect(problemsOf(() => new VllmBackend(stack, 'Other', { image: new OwnImage(LmiVersion.V20), version: LmiVersion.V19 })))
    .toEqual([expect.stringMatching(/^version is .*V19.*, but image is of .*V20.*\. Omit version, or pass the image of that version\.$/)]);
  expect(new VllmBackend(stack, 'Right', { image: new OwnImage(LmiVersion.V20), version: LmiVersion.V20 }).version).toBe(LmiVersion.V20);
});

test('options are not checked against a version that the user did not choose', () => {
  // V7 would reject it, but the default version does not.
  expect(problemsOf(() => new VllmBackend(testStack(), 'Vllm', { version: 'V7' as any, maxModelLen: 0, useV2BlockManager: true })))
    .toEqual([expect.stringMatching(/^version is "V7"/), expect.stringMatching(/^maxModelLen is 0/)]);
});

test('a backend gets its version from a prop or from its image', () => {
  const stack = testStack();
  expect(new VllmBackend(stack, 'A')._isVersionKnown).toBe(true);
  expect(new VllmBackend(stack, 'B', { image: LmiImage.fromAsset(__dirname) })._isVersionKnown).toBe(false);
  expect(new VllmBackend(stack, 'C', { image: LmiImage.fromAsset(__dirname), version: LmiVersion.V20 })._isVersionKnown).toBe(true);
  expect(new VllmBackend(stack, 'D', { image: LmiImage.fromAsset(__dirname, { version: LmiVersion.V20 }) })._isVersionKnown).toBe(true);
});

test('an option without effect is reported once, although it is checked alone and next to the variables', () => {
  const ignored = (request: object) => serve({ backend: 'LmiDist', version: 12, ...request }).warnings.filter((warning) => warning.includes('adapters are off'));
  expect(ignored({ props: { maxLoras: 2 } })).toEqual([expect.stringMatching(/^maxLoras is 2, which needs enableLora/)]);
  expect(ignored({ environment: { OPTION_MAX_LORAS: '2' } })).toEqual([expect.stringMatching(/^environment\.OPTION_MAX_LORAS is 2, which needs enableLora/)]);
  expect(ignored({ props: { maxLoras: 2 }, environment: { OPTION_MAX_LORA_RANK: '16' } }).map((warning) => warning.split(' ')[0])).toEqual(['maxLoras', 'environment.OPTION_MAX_LORA_RANK']);
});

test('the error of secure mode names every prop that it does not allow', () => {
  expect(serve({ version: 14, props: { secureMode: true, securityControls: ['DISALLOW_PICKLE_FILES'], kvCacheDtype: 'fp8', swapSpace: 4, dtype: 'fp16' } }).faults)
    .toEqual(['secureMode is true, but LMI V14 does not allow kvCacheDtype, swapSpace in secure mode. Omit one of them.']);
  expect(serve({ version: 14, props: { secureMode: false, kvCacheDtype: 'fp8' } }).faults).toEqual([]);
});

/*
 * djl-serving 0.26.0-dlc, transformers_neuronx.py: no rolling batch unless one is named; a batch size of one means none. 0.27.0-dlc forms one.
 */
test.each<[number, object, { readonly [name: string]: string }, string]>([
  [8, { batchSize: 1 }, {}, 'disable'],
  [8, {}, { OPTION_BATCH_SIZE: '1' }, 'disable'],
  [8, {}, { SERVING_BATCH_SIZE: '1' }, 'disable'],
  [8, {}, {}, 'auto'],
  [8, {}, { OPTION_BATCH_SIZE: '2' }, 'auto'],
  [8, { batchSize: 1, maxRollingBatchSize: 4 }, {}, 'auto'],
  [8, { batchSize: 1 }, { OPTION_MAX_ROLLING_BATCH_SIZE: '4' }, 'auto'],
  [9, { batchSize: 1 }, {}, 'auto'],
  [9, { batchSize: 2 }, {}, 'disable'],
  [9, {}, { SERVING_BATCH_SIZE: '2' }, 'disable'],
  [9, {}, { SERVING_BATCH_SIZE: '1' }, 'auto'],
])('Transformers NeuronX V%d with %j and %j forms the rolling batch %s', (version, props, environment, rollingBatch) => {
  expect(bound('Neuronx', version, props, { environment }).environment.OPTION_ROLLING_BATCH).toBe(rollingBatch);
});

test('NeuronX V7 compiles the model for the size of the rolling batch', () => {
  expect([7, 8].map((version) => bound('Neuronx', version, { maxRollingBatchSize: 4 }).environment.OPTION_BATCH_SIZE)).toEqual(['4', undefined]);
  expect(bound('Neuronx', 7).environment).not.toHaveProperty('OPTION_BATCH_SIZE');
  expect(bound('Neuronx', 7, { maxRollingBatchSize: 4 }).props).toMatchObject({ OPTION_BATCH_SIZE: 'maxRollingBatchSize' });
});

test('a number of cores in a variable is written to the variable that the version reads', () => {
  expect(bound('Neuronx', 12, {}, { environment: { TENSOR_PARALLEL_DEGREE: '4' } }).environment.OPTION_TENSOR_PARALLEL_DEGREE).toBe('4');
  expect(bound('Neuronx', 11, {}, { environment: { TENSOR_PARALLEL_DEGREE: '4' } }).environment.TENSOR_PARALLEL_DEGREE).toBe('12');
  expect(bound('Neuronx', 12, {}, { acceleratorCount: 6 }).environment.OPTION_TENSOR_PARALLEL_DEGREE).toBe('6');
});

test('lists and objects known only at deployment pass the checks, and are rendered at deployment', () => {
  const stack = testStack();
  const bucket = new CfnParameter(stack, 'Word').valueAsString;
  const backend = new VllmBackend(stack, 'Vllm', { version: LmiVersion.V20, hfOverrides: { name: bucket }, loraTargetModules: undefined, compilationConfig: { mode: 3 } });
  const { environment } = backend.bind({ model: LmiModel.fromHuggingFace('org/model').bind(stack, {} as any), instanceType: LmiInstanceType.G5_12XLARGE });
  expect(stack.resolve(environment.OPTION_HF_OVERRIDES)).toEqual({ 'Fn::Join': ['', ['{"name":"', { Ref: 'Word' }, '"}']] });
  expect(environment.OPTION_COMPILATION_CONFIG).toBe('{"mode":3}');
  const lazy = new VllmBackend(stack, 'Lazy', { version: LmiVersion.V24, enableLora: true, loraTargetModules: Lazy.list({ produce: () => ['q_proj', 'v_proj'] }) });
  const served = lazy.bind({ model: LmiModel.fromHuggingFace('org/model').bind(stack, {} as any), instanceType: LmiInstanceType.G5_12XLARGE });
  expect(stack.resolve(served.environment.OPTION_LORA_TARGET_MODULES)).toEqual({ 'Fn::Join': [',', ['q_proj', 'v_proj']] });
});

/* djl-serving 0.28.0-dlc, ModelInfo.java and LmiUtils.java: without config.json and model.py in the directory, no engine is inferred and the server does not start. */
test.each<[number, string[] | undefined, string | undefined]>([
  [10, ['model.gguf'], 'Python'], [29, ['params.json', 'consolidated.safetensors'], 'Python'], [9, ['model.gguf'], undefined],
  [10, ['config.json', 'model.safetensors'], undefined], [10, ['model.py', 'model.gguf'], undefined], [10, undefined, undefined],
])('V%d with the files %j gets the engine %s', (version, files, engine) => {
  expect(bound('Vllm', version, {}, { model: { files } }).environment.OPTION_ENGINE).toBe(engine);
  expect(bound('Vllm', version, {}, { model: { modelId: 'org/model', files } }).environment).not.toHaveProperty('OPTION_ENGINE');
});

test.each([8, 9, 20])('V%d locates a Hub model by its id, revision and token, and a model package not at all', (version) => {
  const hub = bound('Vllm', version, {}, { model: { modelId: 'org/model', revision: 'main', token: SecretValue.unsafePlainText('secret') } });
  expect(hub.environment).toMatchObject({ HF_MODEL_ID: 'org/model', OPTION_REVISION: 'main', HF_TOKEN: 'secret' });
  expect(hub.props).toMatchObject({ HF_MODEL_ID: 'model', OPTION_REVISION: 'model', HF_TOKEN: 'model' });
  const { environment } = bound('Vllm', version, {}, { model: { modelPackageArn: 'arn:aws:sagemaker:us-east-1:123456789012:model-package/p/1' } });
  expect(Object.keys(environment).sort()).toEqual(version >= 17 ? ['OPTION_ASYNC_MODE', 'TENSOR_PARALLEL_DEGREE'] : ['OPTION_ROLLING_BATCH', 'TENSOR_PARALLEL_DEGREE']);
});

/* djl-serving 0.25.0-dlc, transformers_neuronx.py: compiles for batch_size, which also bounds the rolling batch; 0.26.0-dlc compiles for the rolling batch. */
test.each<[number, { readonly [name: string]: string }, number | undefined]>([
  [7, {}, 1], [7, { OPTION_BATCH_SIZE: '4' }, 4], [7, { OPTION_BATCH_SIZE: '4', OPTION_MAX_ROLLING_BATCH_SIZE: '2' }, 2], [7, { SERVING_BATCH_SIZE: '3' }, 3],
  [8, {}, undefined], [8, { OPTION_BATCH_SIZE: '4' }, undefined], [8, { OPTION_BATCH_SIZE: '4', OPTION_ROLLING_BATCH: 'disable' }, 4],
])('Transformers NeuronX V%d with %j compiles for %p requests, if that differs from the rolling batch', (version, environment, size) => {
  expect(new ServedOptions({ backend: 'Neuronx', version, environment, config: {} }).compiledBatchSize).toBe(size);
  expect(new ServedOptions({ backend: 'Vllm', version, environment, config: {} }).compiledBatchSize).toBeUndefined();
});

test('a draft model is not compared with a degree that is known only at deployment', () => {
  const degree = new CfnParameter(testStack(), 'Degree').valueAsString;
  const request = { backend: 'LmiDist', version: 12, props: { draftModelTpSize: 2, speculativeDraftModel: 'org/draft' } } as const;
  expect(serve({ ...request, environment: { TENSOR_PARALLEL_DEGREE: degree } }).faults).toEqual([]);
  expect(serve({ ...request, environment: { TENSOR_PARALLEL_DEGREE: '4' } }).faults).toEqual([expect.stringMatching(/^draftModelTpSize is "2"; it must be 1 or tensorParallelDegree, which is 4/)]);
});

test('constants of quantization methods are named after their values', () => {
  const constants = Object.entries(LmiQuantization).filter(([, value]) => value instanceof LmiQuantization);
  expect(constants.length).toBeGreaterThan(20);
  expect(constants.filter(([name, { value }]) => value.replace(/-/g, '_').toUpperCase() !== name)).toEqual([]);
});
