import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { DeepSpeedBackend, LmiEndpointProps, LmiModel, LmiVersion, VllmBackend } from '../../src';
import { problemsOf, testEndpoint, testStack, warningsOf } from '../stacks';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'model-'));
  writeFileSync(join(directory, 'config.json'), '{}');
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

function deploy(servingProperties: { [name: string]: string } | undefined, version = LmiVersion.V14, props: Partial<LmiEndpointProps> = {}): Stack {
  const stack = testStack();
  testEndpoint({
    model: LmiModel.fromAsset(directory, { servingProperties }),
    backend: new VllmBackend(stack, 'Vllm', { version, maxModelLen: 4096, enforceEager: true, jobQueueSize: 20 }),
    ...props,
  }, stack);
  return stack;
}

function aboutFiles(stack: Stack): string[] {
  return warningsOf(stack).filter((warning) => /serving-properties|unknown-property|handler-ignored|isolated-requirements/.test(warning));
}

describe('fails when servingProperties', () => {
  test.each([
    ['option.max_model_len', '2048', 'maxModelLen, which sets OPTION_MAX_MODEL_LEN to "4096"'],
    ['job_queue_size', '10', 'jobQueueSize, which sets SERVING_JOB_QUEUE_SIZE to "20"'],
    ['option.enforce_eager', 'false', 'enforceEager, which sets OPTION_ENFORCE_EAGER to "true"'],
    ['option.tensor_parallel_degree', '1', 'tensorParallelDegree, which sets TENSOR_PARALLEL_DEGREE to "max"'],
    ['option.rolling_batch', 'lmi-dist', 'mode, which sets OPTION_ROLLING_BATCH to "vllm"'],
  ])('contradicts a prop: %s=%s', (name, value, fault) => {
    expect(problemsOf(() => deploy({ [name]: value }))).toEqual([expect.stringContaining(`servingProperties.${name} is "${value}" and overrides ${fault}`)]);
  });

  test('contradicts a variable set by the user', () => {
    expect(problemsOf(() => deploy({ 'option.dtype': 'fp16' }, LmiVersion.V14, { environment: { OPTION_DTYPE: 'fp32' } }))).toEqual([
      expect.stringContaining('overrides environment.OPTION_DTYPE'),
    ]);
  });

  test('names a different engine than the backend in the list of models', () => {
    const stack = testStack();
    const backend = new DeepSpeedBackend(stack, 'DeepSpeed', { version: LmiVersion.V8 });
    expect(problemsOf(() => testEndpoint({ model: LmiModel.fromAsset(directory, { servingProperties: { engine: 'Python' } }), backend }, stack)))
      .toContainEqual(expect.stringContaining('servingProperties.engine is "Python" and overrides'));
  });

  test('names a model that an isolated container cannot load', () => {
    expect(problemsOf(() => deploy({ 'option.model_id': 'org/model' }))).toEqual([expect.stringContaining('Set networkIsolation to false')]);
  });
});

test.each([
  ['option.max_model_len', '4096'],
  ['option.enforce_eager', 'True'],
  ['log_request_metric', 'true'],
  ['gpu.minWorkers', '1'],
  ['option.model_id', '/opt/ml/model/weights'],
  ['option.entryPoint', 'model.py'],
])('%s=%s passes', (name, value) => {
  expect(aboutFiles(deploy({ [name]: value }))).toEqual([]);
});

test('weights in another location are fine for a container that is not isolated', () => {
  expect(aboutFiles(deploy({ 'option.model_id': 'org/model' }, LmiVersion.V14, { networkIsolation: false }))).toEqual([]);
});

test('warns when the user\'s file overrides a prop', () => {
  writeFileSync(join(directory, 'serving.properties'), '# ours\noption.max_model_len=2048\noption.enforce_eager=true\n');
  expect(aboutFiles(deploy(undefined))).toEqual([expect.stringContaining('overrides maxModelLen')]);
});

test.each([
  ['option.max_modle_len', 'Did you mean option.max_model_len?'],
  ['tensor_parallel_degree', 'Did you mean option.tensor_parallel_degree?'],
  ['minworkers', 'Did you mean minWorkers?'],
  ['log_model_metric', 'Did you mean log_request_metric?'],
])('warns of %s, which the container ignores', (name, hint) => {
  expect(aboutFiles(deploy({ [name]: '1' }))).toEqual([expect.stringContaining(hint)]);
});

test('a property that the version does not read does not matter', () => {
  // The server of V8 reads log_model_metric, that of V9 and later log_request_metric.
  expect(aboutFiles(deploy({ log_modle_metric: '1' }))).toEqual([expect.stringMatching(/ignored silently\.(?! Did you mean log_model)/)]);
});

test('a custom handler may read any property', () => {
  writeFileSync(join(directory, 'model.py'), '');
  expect(aboutFiles(deploy({ 'option.my_setting': '1' }))).toEqual([]);
});

test.each([[LmiVersion.V9, 1], [LmiVersion.V10, 1], [LmiVersion.V11, 0]])('%s warns %d times about a model.py next to an entry point', (version, count) => {
  writeFileSync(join(directory, 'model.py'), '');
  const environment = { OPTION_ENTRYPOINT: 'djl_python.huggingface' };
  expect(aboutFiles(deploy(undefined, version, { environment }))).toHaveLength(count);
});

test.each([[true, 1], [false, 0]])('with isolation %p it warns %d times about requirements', (networkIsolation, count) => {
  writeFileSync(join(directory, 'requirements.txt'), 'sentencepiece');
  expect(aboutFiles(deploy(undefined, LmiVersion.V14, { networkIsolation }))).toHaveLength(count);
});
