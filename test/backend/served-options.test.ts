import { Token } from 'aws-cdk-lib';
import { Environment, ServedConfig, ServedOptions } from '../../src/backend/served-options';
import { BackendName } from '../../src/facts/backends';
import { SizingEngine } from '../../src/facts/sizing-engine';

const served = (environment: Environment, version: number = 17, backend: BackendName | undefined = 'Vllm', config: ServedConfig = {}) =>
  new ServedOptions({ backend, version, environment, config });

// The spellings of pydantic for OPTION_ variables, and of Java's Boolean.parseBoolean for the others (djl-serving 0.36.0-lmi27-dlc, ConfigManager.java:227).
test.each([
  ['OPTION_ENABLE_LORA', 'true', true], ['OPTION_ENABLE_LORA', 'True', true], ['OPTION_ENABLE_LORA', '1', true], ['OPTION_ENABLE_LORA', 'on', true],
  ['OPTION_ENABLE_LORA', 'false', false], ['OPTION_ENABLE_LORA', '0', false], ['OPTION_ENABLE_LORA', 'No', false], ['OPTION_ENABLE_LORA', '2', undefined],
  ['SAGEMAKER_SECURE_MODE', 'TRUE', true], ['SAGEMAKER_SECURE_MODE', '1', undefined], ['SAGEMAKER_SECURE_MODE', 'false', false],
])('%s=%s is %s', (variable, word, flag) => {
  expect(served({ [variable]: word }).flag(variable)).toBe(flag);
  expect(served({ [variable]: word }).isOn(variable)).toBe(flag === true);
});

test('a value known only at deployment is neither on nor off', () => {
  const options = served({ OPTION_ENABLE_LORA: Token.asString({ Ref: 'Lora' }) });
  expect([options.flag('OPTION_ENABLE_LORA'), options.isUnknown('OPTION_ENABLE_LORA'), options.isUnknown('OPTION_DTYPE')]).toEqual([undefined, true, false]);
});

test.each<[number, BackendName, Environment, boolean, boolean]>([
  [14, 'Vllm', { OPTION_ASYNC_MODE: 'true' }, false, false],
  [15, 'Vllm', {}, false, false],
  [15, 'Vllm', { OPTION_ASYNC_MODE: '1' }, true, false],
  [16, 'Vllm', {}, false, false],
  [17, 'Vllm', {}, true, true],
  [17, 'Vllm', { OPTION_ROLLING_BATCH: 'auto', OPTION_ASYNC_MODE: 'false' }, true, true],
  [17, 'Vllm', { OPTION_ROLLING_BATCH: 'vllm' }, false, false],
  [17, 'Vllm', { OPTION_ROLLING_BATCH: 'vllm', OPTION_ASYNC_MODE: 'true' }, true, false],
  [14, 'TrtLlm', {}, false, false],
  [15, 'TrtLlm', { OPTION_ROLLING_BATCH: 'trtllm' }, true, true],
  [14, 'LmiDist', { OPTION_ASYNC_MODE: 'true' }, false, false],
])('LMI V%i, %s, %j: asynchronous is %s, by default %s', (version, backend, environment, isAsync, byItself) => {
  const options = served(environment, version, backend);
  expect([options.isAsync, options.isAsyncByItself]).toEqual([isAsync, byItself]);
});

// djl-serving 0.36.0-lmi27-dlc, LmiConfigRecommender.java:122; 0.26.0-dlc and 0.27.0-dlc, properties.py.
test.each<[number, BackendName, Environment, number | undefined]>([
  [8, 'Vllm', { OPTION_ROLLING_BATCH: 'vllm' }, 32],
  [9, 'Vllm', { OPTION_ROLLING_BATCH: 'vllm' }, 256],
  [16, 'Vllm', { OPTION_ROLLING_BATCH: 'auto' }, 256],
  [17, 'Vllm', {}, 32],
  [17, 'Vllm', { OPTION_ROLLING_BATCH: 'vllm' }, 256],
  [17, 'Vllm', { MAX_BATCH_SIZE: '7' }, 7],
  [17, 'Vllm', { MAX_BATCH_SIZE: '7', OPTION_MAX_ROLLING_BATCH_SIZE: '8' }, 8],
  [17, 'Vllm', { OPTION_MAX_ROLLING_BATCH_SIZE: 'many' }, undefined],
  [12, 'Neuronx', { OPTION_ROLLING_BATCH: 'auto' }, 32],
])('LMI V%i, %s, %j: %s requests at once', (version, backend, environment, size) => {
  expect(served(environment, version, backend).batchSize).toBe(size);
});

test.each<[Environment, number | undefined, number | undefined]>([
  [{}, 4, 1],
  [{ TENSOR_PARALLEL_DEGREE: 'max' }, 4, 1],
  [{ TENSOR_PARALLEL_DEGREE: '2' }, 2, 2],
  [{ TENSOR_PARALLEL_DEGREE: '3' }, 3, 1],
  // An option takes precedence over a name without a prefix, and that over a name that the start script translates (PyEnv.java).
  [{ TENSOR_PARALLEL_DEGREE: '4', OPTION_TENSOR_PARALLEL_DEGREE: '2' }, 2, 2],
  [{ TENSOR_PARALLEL_DEGREE: '4', SM_NUM_GPUS: '2' }, 4, 1],
  [{ SM_NUM_GPUS: '2' }, 2, 2],
  [{ TENSOR_PARALLEL_DEGREE: 'max', OPTION_PIPELINE_PARALLEL_DEGREE: '2' }, 2, 1],
  [{ TENSOR_PARALLEL_DEGREE: '1', PIPELINE_PARALLEL_DEGREE: '2' }, 1, 2],
  [{ TENSOR_PARALLEL_DEGREE: Token.asString({ Ref: 'Degree' }) }, undefined, undefined],
])('%j on four accelerators: degree %s, copies %s', (environment, degree, copies) => {
  const options = served(environment);
  expect([options.degreeOn(4), options.copiesOn(4)]).toEqual([degree, copies]);
});

test('an empty option counts as not set', () => {
  const options = served({ OPTION_ROLLING_BATCH: '', OPTION_DTYPE: '' });
  expect([options.isAsync, options.environment.OPTION_DTYPE]).toEqual([true, undefined]);
});

test('SageMaker\'s variables take precedence if the version reads them', () => {
  const environment = { OPTION_MODEL_LOADING_TIMEOUT: '600', SAGEMAKER_STARTUP_TIMEOUT: '900' };
  expect([16, 17].map((version) => served(environment, version).count('OPTION_MODEL_LOADING_TIMEOUT'))).toEqual([600, 900]);
});

test('a custom backend is read like the built-in backend with the same sizing engine', () => {
  const config = { sizingEngine: SizingEngine.VLLM };
  expect([16, 17].map((version) => new ServedOptions({ version, environment: {}, config }).isAsync)).toEqual([false, true]);
});

/* djl-serving 0.28.0-dlc and 0.29.0-dlc, PyEnv.java, read 2026-08-21. */
test.each([[10, undefined], [11, 2], [12, 2]])('V%d reads %p stages from PIPELINE_PARALLEL_DEGREE', (version, stages) => {
  const options = new ServedOptions({ backend: 'LmiDist', version, environment: { PIPELINE_PARALLEL_DEGREE: '2' }, config: {} });
  expect(options.count('OPTION_PIPELINE_PARALLEL_DEGREE')).toBe(stages);
});

const optionsOf = (version: number, environment: Environment, config: object = {}, backend: BackendName = 'LmiDist') =>
  new ServedOptions({ backend, version, environment, config });

test.each<[object, Environment, boolean]>([
  [{ contextVariable: 'OPTION_MAX_MODEL_LEN' }, { OPTION_MAX_MODEL_LEN: '-1' }, true],
  [{ contextVariable: 'OPTION_MAX_MODEL_LEN' }, { OPTION_MAX_MODEL_LEN: 'auto' }, true],
  [{ contextVariable: 'OPTION_MAX_MODEL_LEN' }, { OPTION_MAX_MODEL_LEN: '4096' }, false],
  [{ contextVariable: 'OPTION_MAX_MODEL_LEN' }, {}, false],
  [{}, { OPTION_MAX_MODEL_LEN: '-1' }, false],
])('with %j and %j the engine uses the longest context that fits: %p', (config, environment, expected) => {
  expect(optionsOf(19, environment, config, 'Vllm').hasAutoContext).toBe(expected);
});

test.each([[10, 1], [11, 2], [14, 2]])('V%d divides the layers into %d stages', (version, stages) => {
  expect(optionsOf(version, { OPTION_PIPELINE_PARALLEL_DEGREE: '2' }).stages).toBe(stages);
});

test.each<[Environment, number | undefined, number | undefined, number | undefined]>([
  // Degree and copies on four accelerators, and the degree if the number of accelerators is unknown.
  [{}, 4, 1, undefined],
  [{ TENSOR_PARALLEL_DEGREE: 'max' }, 4, 1, undefined],
  [{ TENSOR_PARALLEL_DEGREE: '2' }, 2, 2, 2],
  [{ OPTION_TENSOR_PARALLEL_DEGREE: '2' }, 2, 2, 2],
  [{ TENSOR_PARALLEL_DEGREE: 'many' }, undefined, undefined, undefined],
])('%j splits each layer over %p of four accelerators, in %p copies', (environment, degree, copies, unknown) => {
  const options = optionsOf(12, environment);
  expect([options.degreeOn(4), options.copiesOn(4), options.degreeOn(undefined)]).toEqual([degree, copies, unknown]);
});

test('a copy that spans all accelerators is the only one, however many there are', () => {
  expect([optionsOf(12, {}).copiesOn(undefined), optionsOf(12, { TENSOR_PARALLEL_DEGREE: '2' }).copiesOn(undefined)]).toEqual([1, undefined]);
});

test('an empty variable that is not an option counts as set', () => {
  expect(optionsOf(12, { HF_HOME: '', OPTION_TASK: '' }).environment).toStrictEqual({ HF_HOME: '' });
});

/* human_readable_int of vLLM, vllm/utils/argparse_utils.py: decimal suffixes in lowercase, binary ones in uppercase; only integers. */
test.each<[string, number | undefined]>([
  ['32768', 32768], ['32k', 32000], ['32K', 32768], ['2m', 2e6], ['2M', 2097152], ['1g', 1e9], ['1G', 2 ** 30], ['1t', 1e12], ['1T', 2 ** 40], ['1.5k', 1500], [' 32k ', 32000], ['0', 0],
  ['1.5', undefined], ['32kb', undefined], ['x32', undefined], ['k', undefined], ['', undefined], ['32 k', undefined], ['-1', undefined],
])('%p is the number %p', (text, count) => {
  expect(optionsOf(20, { OPTION_MAX_MODEL_LEN: text }, {}, 'Vllm').count('OPTION_MAX_MODEL_LEN')).toBe(count);
});
