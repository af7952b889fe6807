import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { backendOf, Request, serve } from './containers';
import { LmiModel, LmiModelOptions, LmiQuantization } from '../../src';
import { BackendName } from '../../src/facts/backends';
import { problemsOf, testEndpoint, testStack, warningsOf } from '../stacks';

/*
 * How the Java code of the model server treats the variables of a container, as observed by running djl-serving 0.25.0 to 0.36.0-lmi27 with stubs of 4 GPUs and of
 * 12 NeuronCores, 2026-11-25. ml.g5.12xlarge has 4 GPUs, ml.inf2.24xlarge has 12 NeuronCores.
 */

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

function served(backend: BackendName, version: number, props: object = {}, environment: { [name: string]: string } = {}, more: Partial<Request> = {}) {
  return serve({ backend, version, props: props as Request['props'], environment, ...more });
}

/** vLLM with the files of a model directory next to it. */
function packed(files: { readonly [name: string]: string }, version: number, props: object = {}, options: LmiModelOptions = {}): { readonly stack: Stack; readonly make: () => object } {
  const directory = mkdtempSync(join(tmpdir(), 'lmi-model-'));
  Object.entries(files).forEach(([name, content]) => writeFileSync(join(directory, name), content));
  const stack = testStack();
  return { stack, make: () => testEndpoint({ model: LmiModel.fromAsset(directory, options), backend: backendOf(stack, 'Vllm', version, props) }, stack).environment };
}

const ids = (warnings: readonly string[]) => warnings.map((text) => /cdk-sagemaker-lmi:([\w-]+)/.exec(text)?.[1]);

describe('the degree of NeuronX', () => {
  test('is set in V12 in the variable that the container does not overwrite', () => {
    expect(served('Neuronx', 12).environment).toMatchObject({ OPTION_TENSOR_PARALLEL_DEGREE: '12' });
    expect(served('Neuronx', 12, { tensorParallelDegree: 2 }).environment).toMatchObject({ OPTION_TENSOR_PARALLEL_DEGREE: '2' });
    expect(served('Neuronx', 12).environment).not.toHaveProperty('TENSOR_PARALLEL_DEGREE');
  });

  test.each(['OPTION_TENSOR_PARALLEL_DEGREE', 'TENSOR_PARALLEL_DEGREE'])('follows the user\'s %s in V12', (name) => {
    const { environment, faults } = served('Neuronx', 12, {}, { [name]: '4' });
    expect(faults).toEqual([]);
    expect(environment.OPTION_TENSOR_PARALLEL_DEGREE).toBe('4');
    expect(served('Neuronx', 12, { tensorParallelDegree: 2 }, { [name]: '4' }).faults).toEqual([expect.stringMatching(new RegExp(`${name}.*tensorParallelDegree`))]);
  });

  test('is checked with the final variables', () => {
    expect(served('Neuronx', 12, {}, { TENSOR_PARALLEL_DEGREE: '24' }).faults).toEqual([expect.stringContaining('tensorParallelDegree is 24')]);
    expect(served('Neuronx', 12, { tensorParallelDegree: 24 }).faults).toEqual([expect.stringContaining('tensorParallelDegree is 24')]);
  });
});

describe('asynchronous vLLM', () => {
  test.each(range(17, 29))('is set explicitly in V%d, so that models whose architecture the server does not know are served by vLLM', (version) => {
    for (const props of [{}, { mode: 'async' }]) {
      const { environment } = served('Vllm', version, props);
      expect(environment).toMatchObject({ OPTION_ASYNC_MODE: 'true' });
      expect(environment).not.toHaveProperty('OPTION_ROLLING_BATCH');
    }
    expect(served('Vllm', version, { mode: 'rolling-batch' }).environment).not.toHaveProperty('OPTION_ASYNC_MODE');
  });

  test.each([17, 20, 27, 29])('accepts the three variables of the guides in V%d', (version) => {
    const three = { OPTION_ASYNC_MODE: 'true', OPTION_ROLLING_BATCH: 'disable', OPTION_ENTRYPOINT: 'djl_python.lmi_vllm.vllm_async_service' };
    for (const props of [{}, { mode: 'async' }]) {
      expect(served('Vllm', version, props, three)).toMatchObject({ faults: [], environment: three });
    }
  });

  test('is off when the user chooses a rolling batch', () => {
    const { environment, faults } = served('Vllm', 27, {}, { OPTION_ROLLING_BATCH: 'vllm' });
    expect(faults).toEqual([]);
    expect(environment).not.toHaveProperty('OPTION_ASYNC_MODE');
  });

  test('is required if the rolling batch is disabled, because nothing else would run vLLM', () => {
    expect(served('Vllm', 17, {}, { OPTION_ROLLING_BATCH: 'disable' }).faults).toEqual([expect.stringContaining('disables vLLM')]);
  });

  test.each([17, 27])('cannot be combined with a rolling batch in V%d', (version) => {
    expect(served('Vllm', version, { mode: 'rolling-batch' }, { OPTION_ASYNC_MODE: 'true' }).faults.join()).toMatch(/OPTION_ASYNC_MODE/);
  });
});

describe('workers', () => {
  // [backend, version, degree, workers], as observed on 4 GPUs (12 NeuronCores). Engines that run in Python count workers per group of accelerators.
  test.each([
    ['Vllm', 8, 4, 2], ['Vllm', 17, 4, 2], ['Vllm', 27, 4, 2], ['Vllm', 17, 2, 2], ['Vllm', 17, 2, 3], ['TrtLlm', 15, 4, 2], ['Neuronx', 10, 12, 2],
  ] as const)('of %s V%d on %d accelerators share them when there are %d', (backend, version, tensorParallelDegree, workers) => {
    for (const props of [{ minWorkers: workers, maxWorkers: workers }, { maxWorkers: workers }]) {
      expect(served(backend, version, { tensorParallelDegree, ...props }).faults).toEqual([expect.stringMatching(/(min|max)Workers is "\d", but .* for each group/)]);
    }
    expect(served(backend, version, { tensorParallelDegree, minWorkers: 1, maxWorkers: 1 }).faults).toEqual([]);
  });

  test.each(['SERVING_MAX_WORKERS', 'SERVING_MIN_WORKERS', 'SAGEMAKER_NUM_MODEL_WORKERS'])('also share accelerators with the variable %s', (name) => {
    expect(served('Vllm', 27, {}, { [name]: '2' }).faults).toEqual([expect.stringContaining(`environment.${name} is "2"`)]);
    expect(served('Vllm', 27, {}, { [name]: '1' }).faults).toEqual([]);
  });

  test('of vLLM fit together if each gets its share of the memory', () => {
    expect(served('Vllm', 27, { tensorParallelDegree: 4, maxWorkers: 2, gpuMemoryUtilization: 0.5 }).faults).toEqual([]);
    expect(served('Vllm', 27, { tensorParallelDegree: 4, maxWorkers: 2, gpuMemoryUtilization: 0.51 }).faults).toHaveLength(1);
  });

  test.each([
    ['LmiDist', 12, 2, 2, 0], ['LmiDist', 12, 2, 3, 1], ['LmiDist', 8, 4, 2, 1], ['DeepSpeed', 9, 1, 4, 0], ['DeepSpeed', 9, 1, 5, 1], ['TrtLlm', 12, 2, 3, 1],
    ['TrtLlm', 14, 1, 4, 0],
  ] as const)('of %s V%d, in total, on %d GPUs each: %d', (backend, version, tensorParallelDegree, workers, faults) => {
    const result = served(backend, version, { tensorParallelDegree, minWorkers: workers, maxWorkers: workers });
    expect(result.faults).toHaveLength(faults);
    result.faults.forEach((fault) => expect(fault).toMatch(/Workers is .*4 GPUs, which hold/));
  });

  test('are one where the server allows only one', () => {
    expect(served('Vllm', 17, { enableLora: true, maxWorkers: 2 }).faults).toEqual([]);
    expect(served('Vllm', 12, { enableLora: true, maxWorkers: 2 }).faults).toHaveLength(1);
  });

  test.each([
    ['LMCache', 27, { lmcacheAutoConfig: true }], ['adapters', 17, { enableLora: true }], ['sessions', 17, { enableStatefulSessions: true }],
  ] as const)('with %s leave accelerators idle, which is a warning', (_, version, props) => {
    expect(ids(served('Vllm', version, { ...props, tensorParallelDegree: 1 }).warnings)).toContain('idle-accelerators');
    expect(ids(served('Vllm', version, { ...props }).warnings)).not.toContain('idle-accelerators');
  });
});

describe('TensorRT-LLM without its rolling batch', () => {
  test.each([9, 10, 11, 12, 14])('cannot serve dynamic batches in V%d', (version) => {
    expect(served('TrtLlm', version, { batchSize: 4 }).faults).toEqual([expect.stringMatching(/^batchSize is "?4/)]);
    expect(served('TrtLlm', version, { batchSize: 4 }, {}, { modelType: 'llama' }).faults).toEqual([expect.stringMatching(/^batchSize is "?4/)]);
    expect(served('TrtLlm', version, { batchSize: 1 }).faults).toEqual([]);
  });

  test.each([[9, true], [10, true], [11, false], [12, false]])('serves T5 in V%d: %p', (version, can) => {
    const { faults, environment } = served('TrtLlm', version, { batchSize: 4 }, {}, { modelType: 't5' });
    expect(faults.length === 0).toBe(can);
    if (can) {
      expect(environment).toMatchObject({ OPTION_ROLLING_BATCH: 'disable', SERVING_BATCH_SIZE: '4' });
    }
  });

  test('cannot serve other models in V9', () => {
    expect(served('TrtLlm', 9, { rollingBatch: 'disable' }, {}, { modelType: 'llama' }).faults).toEqual([expect.stringContaining('T5 models only')]);
    expect(served('TrtLlm', 12, { rollingBatch: 'disable' }).faults).toEqual([expect.stringContaining('trtllm, auto in LMI V12')]);
  });
});

describe('a custom handler', () => {
  function warned(handler: string, version: number, props: object = {}) {
    const { stack, make } = packed({ 'config.json': '{}', 'model.py': handler }, version, props);
    make();
    return ids(warningsOf(stack));
  }

  test('must be declared with async def in the asynchronous mode', () => {
    expect(warned('def handle(inputs):\n    return None\n', 27)).toContain('async-handler');
    expect(warned('async def handle(inputs):\n    return None\n', 27)).not.toContain('async-handler');
    expect(warned('def parse(inputs):\n    return None\n', 27)).not.toContain('async-handler');
    expect(warned('def handle(inputs):\n    return None\n', 27, { mode: 'rolling-batch' })).not.toContain('async-handler');
    expect(warned('def handle(inputs):\n    return None\n', 14)).not.toContain('async-handler');
  });

  test('gets a warning if its source is unknown', () => {
    expect(ids(served('Vllm', 27, { entryPoint: 'model.py' }).warnings)).toEqual(['async-handler']);
    expect(ids(served('Vllm', 14, { entryPoint: 'model.py' }).warnings)).toEqual([]);
  });
});

describe('LMI-Dist and TensorRT-LLM under MPI', () => {
  test.each(range(10, 14))('LMI-Dist V%d sets the MPI mode, in case the server cannot read the model\'s configuration', (version) => {
    expect(served('LmiDist', version).environment).toMatchObject({ OPTION_MPI_MODE: 'true' });
  });

  test.each([['LmiDist', 10], ['LmiDist', 14], ['TrtLlm', 12]] as const)('%s V%d overrules engine and MPI mode, which is a warning', (backend, version) => {
    expect(served(backend, version, {}, { OPTION_ENGINE: 'Python' })).toMatchObject({ faults: [] });
    expect(ids(served(backend, version, {}, { OPTION_ENGINE: 'Python' }).warnings)).toContain('option-ignored');
    expect(served(backend, version, {}, { OPTION_MPI_MODE: 'false' })).toMatchObject({ faults: [] });
  });

  test('V9 keeps the engine that is passed', () => {
    expect(served('LmiDist', 9, {}, { OPTION_ENGINE: 'Python' }).faults).toHaveLength(1);
  });
});

test('a second entry for the model directory is a second model in every version', () => {
  for (const version of [10, 12, 14, 17, 27]) {
    const model = { SERVING_LOAD_MODELS: 'test::Python=/opt/ml/model' };
    expect(served('Vllm', version, {}, model, { local: true }).faults).toEqual([expect.stringContaining('SERVING_LOAD_MODELS')]);
    expect(served('Vllm', version, {}, { SERVING_LOAD_MODELS: 'ALL' }, { local: true }).faults).toEqual([]);
  }
});

test('secure mode of V10 requires directories to search; later versions do not', () => {
  const secure = { secureMode: true, securityControls: ['DISALLOW_PICKLE_FILES'] };
  expect(served('Vllm', 10, secure).faults).toEqual([expect.stringContaining('untrustedChannels')]);
  expect(served('Vllm', 10, { ...secure, untrustedChannels: ['/opt/ml/model'] }).faults).toEqual([]);
  expect(served('Vllm', 11, secure).faults).toEqual([]);
});

test.each([
  ['NeuronX', 'Neuronx', 10, { loadIn8Bit: true }], ['TensorRT-LLM', 'TrtLlm', 11, { useFp8ContextFmha: true, quantize: LmiQuantization.FP8 }],
] as const)('secure mode allows the options of %s that are on its list', (_, backend, version, props) => {
  const secure = { secureMode: true, securityControls: ['DISALLOW_PICKLE_FILES'], untrustedChannels: ['/opt/ml/model'] };
  const { faults } = served(backend, version, { ...secure, ...props });
  expect(faults.filter((fault) => /loadIn8Bit|useFp8ContextFmha|LOAD_IN_8BIT|FP8_CONTEXT/.test(fault))).toEqual([]);
});

describe('options that only one mode reads', () => {
  test.each([
    ['outputFormatter', 17, { outputFormatter: 'json' }], ['tgiCompat', 17, { tgiCompat: true }],
  ] as const)('%s is a warning in asynchronous mode', (prop, version, props) => {
    expect(served('Vllm', version, props).warnings.join()).toContain(`${prop} has no effect in the asynchronous mode`);
    expect(ids(served('Vllm', version, { ...props, mode: 'rolling-batch' }).warnings)).not.toContain('option-ignored');
    expect(served('TrtLlm', 15, props).warnings.join()).toContain(`${prop} has no effect`);
  });

  test.each([
    [{ sessionsPath: '/tmp/sessions' }, 16], [{ lmcacheAutoConfig: true }, 19], [{ lmcacheConfigFile: 'a.yaml' }, 19], [{ normalize: true }, 25],
  ])('%j is a warning in a rolling batch', (props, version) => {
    expect(served('Vllm', version, { ...props, mode: 'rolling-batch' }).warnings.join()).toContain('has no effect in a rolling batch');
    expect(served('Vllm', version, { ...props, mode: 'async' }).warnings.join()).not.toContain('has no effect');
  });

  test('a chat template cannot be a path in a rolling batch', () => {
    for (const chatTemplate of ['/opt/ml/model/chat.jinja', 'chat.jinja']) {
      expect(served('Vllm', 14, { chatTemplate }).faults).toEqual([expect.stringContaining('the path itself would become the prompt')]);
      expect(served('Vllm', 17, { chatTemplate }).faults).toEqual([]);
    }
    expect(served('Vllm', 14, { chatTemplate: '{% for message in messages %}{% endfor %}' }).faults).toEqual([]);
  });

  test('parsers have no effect without their switch', () => {
    const reasoning = { reasoningParser: 'deepseek_r1' };
    expect(ids(served('Vllm', 16, reasoning).warnings)).toContain('option-ignored');
    expect(ids(served('Vllm', 16, { ...reasoning, enableReasoning: true }).warnings)).not.toContain('option-ignored');
    expect(ids(served('Vllm', 17, reasoning).warnings)).not.toContain('option-ignored');
    expect(ids(served('Vllm', 17, { toolCallParser: 'hermes' }).warnings)).toContain('option-ignored');
  });

  test.each([[18, false], [19, true], [25, true], [26, false]])('chat requests fail in a rolling batch of V%d: %p', (version, fails) => {
    expect(ids(served('Vllm', version, { mode: 'rolling-batch' }).warnings).includes('chat-requests')).toBe(fails);
    expect(ids(served('Vllm', version).warnings)).not.toContain('chat-requests');
  });

  test.each([[15, false], [16, true], [19, true], [20, false]])('an ordinary draft model does not start in V%d: %p', (version, fails) => {
    expect(ids(served('Vllm', version, { speculativeConfig: { model: 'draft', num_speculative_tokens: 5 } }).warnings).includes('draft-model')).toBe(fails);
    expect(ids(served('Vllm', version, { speculativeConfig: { method: 'ngram', num_speculative_tokens: 5 } }).warnings)).not.toContain('draft-model');
    expect(ids(served('Vllm', version, { speculativeConfig: { model: null, num_speculative_tokens: 1 } }).warnings)).not.toContain('draft-model');
  });
});

describe('batches of NeuronX', () => {
  test('V7 compiles the model for its batch size', () => {
    expect(served('Neuronx', 7, { nPositions: 512, maxRollingBatchSize: 4 }).environment).toMatchObject({ OPTION_MAX_ROLLING_BATCH_SIZE: '4', OPTION_BATCH_SIZE: '4' });
    expect(served('Neuronx', 7, { nPositions: 512 }, { OPTION_BATCH_SIZE: '4' }).faults).toEqual([]);
    expect(served('Neuronx', 8, { nPositions: 512, maxRollingBatchSize: 4 }).environment).not.toHaveProperty('OPTION_BATCH_SIZE');
    expect(served('Neuronx', 8, { nPositions: 512 }, { OPTION_BATCH_SIZE: '4' }).faults).toHaveLength(1);
  });

  test.each([[7, 0], [8, 1], [10, 1], [11, 0]])('several prompt lengths with a rolling batch in V%d: %d problems', (version, count) => {
    expect(served('Neuronx', version, { nPositions: 512, contextLengthEstimate: [256, 512] }).faults).toHaveLength(count);
    expect(served('Neuronx', version, { nPositions: 512, contextLengthEstimate: [512] }).faults).toEqual([]);
    expect(served('Neuronx', version, { nPositions: 512, contextLengthEstimate: [256, 512], rollingBatch: 'disable' }).faults).toEqual([]);
  });
});

test.each([17, 27])('a property batch_size disables vLLM in V%d', (version) => {
  const batchOf = (size: string) => packed({ 'config.json': '{}' }, version, {}, { servingProperties: { batch_size: size } }).make;
  expect(problemsOf(batchOf('4'))).toEqual([expect.stringContaining('batch_size is "4", which disables vLLM')]);
  expect(batchOf('1')()).toMatchObject({ OPTION_ASYNC_MODE: 'true' });
});

test('a directory without config.json gets an explicit engine', () => {
  expect(packed({ 'params.json': '{}' }, 17).make()).toMatchObject({ OPTION_ENGINE: 'Python', OPTION_ASYNC_MODE: 'true' });
  expect(packed({ 'params.json': '{}', 'config.json': '{}' }, 17).make()).not.toHaveProperty('OPTION_ENGINE');
});
