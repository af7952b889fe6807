import { CfnParameter, Duration, Lazy, Token } from 'aws-cdk-lib';
import { architectureOf, backendOf, Request, serve } from './containers';
import { LmiDistBackend, LmiInstanceType, LmiModel, LmiQuantization, LmiVersion, VllmBackend } from '../../src';
import { RULES } from '../../src/backend/rules';
import { WARNINGS } from '../../src/checks/warnings';
import { BackendName, versionsOf } from '../../src/facts/backends';
import { knownVariables, optionsOf } from '../../src/options/tables';
import { problemsOf, testEndpoint, testStack } from '../stacks';

const BACKENDS: readonly BackendName[] = ['Vllm', 'TrtLlm', 'Neuronx', 'LmiDist', 'DeepSpeed'];

test('all problems of a backend are in one error', () => {
  const faults = problemsOf(() => backendOf(testStack(), 'Vllm', 8, {
    maxRollingBatchSize: 0, dtype: 'float16', quantize: LmiQuantization.GPTQ, maxModelLen: -1, enableLora: true, maxModelLenn: 5,
  }));
  expect(faults).toHaveLength(6);
  ['maxRollingBatchSize', 'dtype', 'quantize', 'maxModelLen', 'enableLora', 'Did you mean maxModelLen?']
    .forEach((part) => expect(faults.join('\n')).toContain(part));
});

test.each([
  ['TrtLlm', 13, 'V7 to V12, V14, V15'], ['Neuronx', 13, 'V7 to V12'], ['LmiDist', 15, 'V7 to V14'], ['DeepSpeed', 10, 'V7 to V9'],
] as const)('%s in V%d, which has no image for it, lists the versions that have one, along with all other problems', (backend, version, versions) => {
  const faults = problemsOf(() => backendOf(testStack(), backend, version, { maxRollingBatchSize: 0 }));
  expect(faults).toEqual([expect.stringContaining(versions), expect.stringContaining('maxRollingBatchSize')]);
});

test.each([
  [{ version: 'V8' }, 'version is "V8"'], [{ version: 8 }, 'version is 8'], [{ image: 'djl' }, 'image is "djl"'], [{ mode: 'fast' }, 'mode is "fast"'],
])('fails when a backend is given %j', (props, part) => {
  expect(problemsOf(() => new VllmBackend(testStack(), 'Backend', props as any))).toEqual([expect.stringContaining(part)]);
});

test.each([null, undefined])('a backend without props (%p) has the newest version', (props) => {
  expect(new VllmBackend(testStack(), 'Backend', props as any).version).toBe(LmiVersion.LATEST);
});

test.each(BACKENDS)('a variable of %s must be within the bounds of its prop', (backend) => {
  const version = versionsOf(backend)[2];
  expect(serve({ backend, version, environment: { OPTION_MAX_ROLLING_BATCH_SIZE: '0' } }).faults)
    .toEqual([expect.stringContaining('environment.OPTION_MAX_ROLLING_BATCH_SIZE is 0; it must be an integer >= 1')]);
  expect(serve({ backend, version, environment: { OPTION_MAX_ROLLING_BATCH_SIZE: 'many' } }).faults)
    .toEqual([expect.stringContaining('environment.OPTION_MAX_ROLLING_BATCH_SIZE is "many"')]);
  expect(serve({ backend, version, environment: { OPTION_MAX_ROLLING_BATCH_SIZE: '4' } }).environment.OPTION_MAX_ROLLING_BATCH_SIZE).toBe('4');
});

test.each([
  [{ OPTION_TRUST_REMOTE_CODE: 'maybe' }, 'true or false'],
  [{ SERVING_FAIL_FAST: '1' }, 'true or false'],
  [{ OPTION_MODEL_LOADING_TIMEOUT: '0' }, '>= 1 (in seconds)'],
  [{ OPTION_LONG_LORA_SCALING_FACTORS: 'four' }, 'a list'],
  [{ OPTION_SPECULATIVE_CONFIG: 'ngram' }, 'a JSON object'],
  [{ OPTION_GPU_MEMORY_UTILIZATION: '1.5' }, '> 0 and <= 1'],
  [{ SAGEMAKER_SECURITY_CONTROLS: 'NOTHING' }, 'DISALLOW_PICKLE_FILES'],
])('fails when environment is %j', (environment, part) => {
  expect(serve({ version: 17, environment: environment as any }).faults).toEqual([expect.stringContaining(part)]);
});

test.each([
  { OPTION_TRUST_REMOTE_CODE: 'True' }, { SERVING_FAIL_FAST: 'TRUE' }, { OPTION_MAX_MODEL_LEN: '32k' }, { OPTION_MAX_MODEL_LEN: '-1' },
  { OPTION_GPU_MEMORY_UTILIZATION: '.9' }, { OPTION_SPECULATIVE_CONFIG: '{"method":"ngram"}' }, { HF_TOKENIZER: 'x' }, { MY_OWN: 'x' },
])('environment may be %j', (environment) => {
  const { faults, warnings } = serve({ version: 19, environment: environment as any });
  expect(faults).toEqual([]);
  expect(warnings.filter((text) => /option/.test(text))).toEqual([]);
});

test.each(['4.0', '(4.0, 8.0)', '[4.0, 8.0]', '4, 8', '(4.0,)'])('numbers may be written as Python writes them: %s', (text) => {
  const environment = { OPTION_ENABLE_LORA: 'true', OPTION_LONG_LORA_SCALING_FACTORS: text };
  expect(serve({ version: 14, environment })).toMatchObject({ faults: [], environment });
});

test('a variable whose value is known only at deployment passes', () => {
  const value = Lazy.string({ produce: () => 'whatever' });
  const names = Object.values(optionsOf('Vllm')).filter((row) => row.since <= 17 && (row.until ?? 99) >= 17).map((row) => row.env);
  const environment = Object.fromEntries(names.filter((name) => !name.startsWith('SAGEMAKER') && name !== 'TENSOR_PARALLEL_DEGREE')
    .slice(0, 90).map((name) => [name, value]));
  expect(serve({ version: 17, environment }).faults).toEqual([]);
});

test('a variable that is known only at deployment counts as set, whatever it will be', () => {
  const choice = { OPTION_ENABLE_AUTO_TOOL_CHOICE: 'true' };
  expect(serve({ version: 28, environment: choice }).faults).toEqual([expect.stringContaining('toolCallParser')]);
  expect(serve({ version: 28, environment: { ...choice, OPTION_TOOL_CALL_PARSER: Lazy.string({ produce: () => 'hermes' }) } }).faults).toEqual([]);
});

test('the degree of tensor parallelism may be a value known only at deployment', () => {
  const degree = Lazy.number({ produce: () => 2 });
  expect(serve({ version: 17, modelType: 'llama', props: { tensorParallelDegree: degree } }).faults).toEqual([]);
});

test.each([
  [{ props: { maxModelLen: 4096 }, environment: { OPTION_MAX_MODEL_LEN: '4096' } }],
  [{ props: { quantize: LmiQuantization.AWQ }, environment: { OPTION_QUANTIZATION: 'awq' } }],
  [{ props: {}, environment: { TENSOR_PARALLEL_DEGREE: 'max' } }],
  [{ props: { enforceEager: true }, environment: { ENABLE_CUDA_GRAPHS: 'false' } }],
  [{ props: {}, environment: { HF_MODEL_ID: 'org/model' } }],
])('a variable that repeats what the backend sets passes: %j', ({ props, environment }) => {
  expect(serve({ version: 17, props, environment: environment as any }).faults).toEqual([]);
});

test.each([
  [{ maxModelLen: 4096 }, { OPTION_MAX_MODEL_LEN: '8192' }, 'maxModelLen'],
  [{ enforceEager: true }, { ENABLE_CUDA_GRAPHS: 'true' }, 'enforceEager'],
  [{ enforceEager: false }, { ENABLE_CUDA_GRAPHS: 'false' }, 'enforceEager'],
  [{ tensorParallelDegree: 1 }, { SM_NUM_GPUS: '2' }, 'tensorParallelDegree'],
  [{}, { HF_MODEL_ID: 'org/other' }, 'model'],
])('fails when the props %j contradict environment %j', (props, environment, part) => {
  expect(serve({ version: 17, props, environment: environment as any }).faults).toEqual([expect.stringContaining(part)]);
});

test('relations hold between a prop and a variable', () => {
  expect(serve({ version: 8, backend: 'LmiDist', props: { dtype: 'fp16' }, environment: { OPTION_QUANTIZE: 'gptq' } }).faults)
    .toEqual([expect.stringMatching(/dtype.*environment\.OPTION_QUANTIZE/)]);
});

test.each([
  ['Vllm', 12, 't5', 'LmiDistBackend'], ['TrtLlm', 8, 't5', 'LmiDistBackend'], ['Neuronx', 12, 't5', 'LmiDistBackend'],
  ['LmiDist', 12, 'mllama', 'VllmBackend'], ['DeepSpeed', 9, 'mistral', 'rollingBatch'],
] as const)('fails when %s V%d should serve a %s model', (backend, version, modelType, remedy) => {
  expect(serve({ backend, version, modelType }).faults).toEqual([expect.stringContaining(remedy)]);
});

test.each([
  ['LmiDist', 9, 't5', false], ['TrtLlm', 9, 't5', false], ['TrtLlm', 12, 'llama', false], ['TrtLlm', 12, 'mamba', true], ['TrtLlm', 15, 'mamba', false],
  ['LmiDist', 8, 'bloom', true], ['Neuronx', 9, 'mixtral', false],
] as const)('%s V%d serves a %s model, with a warning: %s', (backend, version, modelType, isDoubtful) => {
  const { faults, warnings } = serve({ backend, version, modelType });
  expect(faults).toEqual([]);
  expect(warnings.some((text) => text.includes('cdk-sagemaker-lmi:untested-model]'))).toBe(isDoubtful);
});

/* MODEL_TYPE_TO_CLS_LOADER of model_loader.py, SUPPORTED_MODEL_TYPES of transformers_neuronx.py in 0.25.0-dlc; which loader: transformers_neuronx.py and tnx_properties.py of each version; read 2026-11-26. */
describe('the types of models that NeuronX loads', () => {
  const TYPES = ['bert', 'bloom', 'gemma', 'gpt2', 'gpt_bigcode', 'gpt_neox', 'gptj', 'llama', 'mistral', 'mixtral', 'opt', 'phi', 'qwen2'];
  const loaded = (version: number, props: Request['props'], architectureClass = 'ForCausalLM') => TYPES.filter((modelType) => serve({
    backend: 'Neuronx', version, props: { nPositions: 1024, ...props }, architecture: architectureOf(modelType, { architectureClass }),
  }).faults.length === 0);

  test.each<[number, Request['props'], readonly string[]]>([
    [7, {}, ['bloom', 'gpt2', 'gpt_neox', 'gptj', 'llama', 'opt']],
    [8, {}, ['bloom', 'gpt2', 'gpt_neox', 'gptj', 'llama', 'mistral', 'opt']],
    [8, { rollingBatch: 'disable' }, ['bloom', 'gpt2', 'gpt_neox', 'gptj', 'llama', 'mistral', 'opt']],
    ...[9, 10, 11, 12].flatMap((version): [number, Request['props'], readonly string[]][] => [{}, { modelLoader: 'tnx' }, { partitionSchema: 'safetensors' }].map((props) => [
      version, props, ['bloom', 'gpt2', 'gpt_neox', 'gptj', 'llama', 'mistral', 'mixtral', 'opt'],
    ])),
    [9, { modelLoader: 'optimum', partitionSchema: 'optimum' }, TYPES],
    ...[10, 11, 12].flatMap((version): [number, Request['props'], readonly string[]][] => [
      [version, { modelLoader: 'optimum', partitionSchema: 'optimum' }, ['bloom', 'gpt2', 'llama', 'mistral', 'opt']],
      [version, { partitionSchema: 'optimum', rollingBatch: 'disable' }, ['bloom', 'gpt2', 'opt']],
      [version, { modelLoader: 'vllm', rollingBatch: 'vllm' }, ['llama']],
      [version, { modelLoader: 'vllm', rollingBatch: 'tnx' }, TYPES],
    ]),
  ])('V%d with %j', (version, props, types) => {
    expect(loaded(version, props)).toEqual(types);
  });

  test('other tasks go to optimum, unless only Transformers NeuronX can be meant', () => {
    expect(loaded(8, { rollingBatch: 'disable' }, 'BertModel')).toEqual(TYPES);
    expect(loaded(9, {}, 'BertModel')).toEqual(TYPES);
    expect(loaded(10, {}, 'BertModel')).not.toContain('bert');
    expect(loaded(12, { modelLoader: 'optimum', partitionSchema: 'optimum' }, 'BertModel')).toEqual(TYPES);
  });

  test('a handler of your own may load any', () => {
    expect(loaded(12, { entryPoint: 'model.py' })).toEqual(TYPES);
    expect(loaded(12, { entryPoint: 'djl_python.transformers_neuronx' })).not.toContain('phi');
  });

  test('the sentence names them', () => {
    expect(serve({ backend: 'Neuronx', version: 12, modelType: 'phi', props: { nPositions: 1024 } }).faults).toEqual([
      'the model is of type phi, but Transformers NeuronX in LMI V12 loads bloom, gpt2, gpt_neox, gptj, llama, mistral, mixtral, opt only. Use another model, or VllmBackend on GPUs.',
    ]);
    const faultsWith = (props: Request['props']) => serve({
      backend: 'Neuronx', version: 12, props: { nPositions: 1024, ...props }, architecture: architectureOf('phi', { architectureClass: 'PhiForCausalLM' }),
    }).faults;
    expect(faultsWith({ modelLoader: 'optimum', partitionSchema: 'optimum' })).toEqual([
      'the model is of type phi, but the loader optimum of LMI V12 loads bloom, gpt2, llama, mistral, opt only, and llama and mistral with a rolling batch only. Use modelLoader: "tnx".',
    ]);
    expect(faultsWith({ modelLoader: 'vllm', rollingBatch: 'vllm' })).toEqual([
      'the model is of type phi, but the loader vllm of LMI V12 loads llama only. Use modelLoader: "tnx".',
    ]);
  });
});

/* model_loader.py of djl-serving 0.30.0-dlc: on_device_generation, if it is not empty, is read from self.config.on_device_embedding_config, which is no field of 0.30.0; read 2026-11-26. */
test('sampling on the device fails with the loader of V12', () => {
  const faultsOf = (props: Request['props']) => serve({ backend: 'Neuronx', version: 12, props: { nPositions: 1024, onDeviceGeneration: '/opt/ml/model/sampling.json', ...props } }).faults;
  expect(faultsOf({})).toEqual(['onDeviceGeneration is set, but the loader of LMI V12 looks for its settings under another name and fails. Omit it.']);
  expect(faultsOf({ modelLoader: 'vllm', rollingBatch: 'vllm' })).toEqual([]);
});

test.each([
  [{ draftModelTpSize: 2, speculativeDraftModel: 'org/draft' }, 'draftModelTpSize is "2"; it must be 1 or tensorParallelDegree, which is 4'],
])('fails when LMI-Dist is given %j', (props, part) => {
  expect(serve({ backend: 'LmiDist', version: 12, props }).faults).toEqual([expect.stringContaining(part)]);
  expect(serve({ backend: 'LmiDist', version: 12, props: { ...props, draftModelTpSize: 4 } }).faults).toEqual([]);
  expect(serve({ backend: 'LmiDist', version: 12, props: { ...props, draftModelTpSize: 1 } }).faults).toEqual([]);
});

test('fails when Transformers NeuronX runs on Inferentia1', () => {
  expect(serve({ backend: 'Neuronx', version: 12, instanceType: LmiInstanceType.INF1_2XLARGE }).faults).toEqual([expect.stringContaining('Inferentia2')]);
});

test('the degree of tensor parallelism must divide the attention heads', () => {
  const architecture = architectureOf('llama', { attentionHeads: 40, keyValueHeads: 40, hiddenSize: 5120 });
  const at = (tensorParallelDegree: number) => serve({ version: 12, architecture, props: { tensorParallelDegree } }).faults;
  expect(at(3).join()).toContain('40 attention heads');
  expect(at(2)).toEqual([]);
});

test('every warning of a rule is in the table of warnings, and rule ids are unique', () => {
  RULES.forEach((rule) => expect(rule.warning === undefined || rule.warning in WARNINGS).toBe(true));
  expect(new Set(RULES.map((rule) => rule.id)).size).toBe(RULES.length);
});

test.each(BACKENDS)('each known variable of %s is listed once', (backend) => {
  const known = knownVariables(backend);
  expect(new Set(known).size).toBe(known.length);
  expect(known).toEqual(expect.arrayContaining(['OPTION_ENTRYPOINT', 'OPTION_TENSOR_PARALLEL_DEGREE', 'HF_TRUST_REMOTE_CODE', 'OPTION_DTYPE']));
});

test.each<[string, any, string]>([
  ['a token in place of a Duration', (token: number) => token, 'a Duration'],
  ['a Duration of another unit', (token: number) => Duration.minutes(token), 'Create it with Duration.seconds'],
])('%s is refused', (_, value, text) => {
  const stack = testStack();
  const token = new CfnParameter(stack, 'N', { type: 'Number' }).valueAsNumber;
  expect(problemsOf(() => new VllmBackend(stack, 'Own', { modelLoadingTimeout: value(token) }))).toEqual([expect.stringContaining(text)]);
});

test('a string token instead of a list is an error, but the list of a parameter is not', () => {
  const stack = testStack();
  const parameter = new CfnParameter(stack, 'L', { type: 'CommaDelimitedList' });
  const make = (untrustedChannels: any) => new VllmBackend(stack, 'Own', { version: LmiVersion.V17, secureMode: true, securityControls: ['DISALLOW_TRUST_REMOTE_CODE'], untrustedChannels });
  expect(problemsOf(() => make(Token.asString(parameter.value)))).toEqual([expect.stringContaining('a list with at least one element')]);
  stack.node.tryRemoveChild('Own');
  expect(make(parameter.valueAsList).version).toBe(LmiVersion.V17);
});

test.each<[any]>([[{ image: [1] }], [{ image: 'a,b' }], [{ 'a=b': 1 }], [{ image: NaN }], [{ image: {} }]])('a value that name=value pairs cannot express is rejected: %j', (limitMmPerPrompt) => {
  expect(problemsOf(() => new LmiDistBackend(testStack(), 'Own', { version: LmiVersion.V13, limitMmPerPrompt })))
    .toEqual([expect.stringContaining('it must be an object of numbers or strings without commas and equals signs')]);
});

test.each<[BackendName, number, any]>([
  ['LmiDist', 13, { OPTION_LIMIT_MM_PER_PROMPT: '{"image": 2}' }], ['Vllm', 13, { OPTION_LIMIT_MM_PER_PROMPT: '{"image": 2}' }],
])('%s V%d reads pairs, and the error says so if a variable contains JSON', (backend, version, environment) => {
  expect(serve({ backend, version, environment }).faults).toEqual([expect.stringContaining('it must be pairs of names and values such as image=2,video=1')]);
  expect(serve({ backend, version, environment: { OPTION_LIMIT_MM_PER_PROMPT: 'image=2' } }).faults).toEqual([]);
});

test('the error for a value that is not an object names the prop or the variable', () => {
  const cyclic: any = {};
  cyclic.self = cyclic;
  expect(problemsOf(() => new VllmBackend(testStack(), 'Own', { speculativeConfig: cyclic })))
    .toEqual([expect.stringMatching(/^speculativeConfig is an object that JSON cannot express; it must be an object of strings, numbers, booleans, lists and objects\./)]);
  expect(serve({ backend: 'Vllm', version: 18, environment: { OPTION_SPECULATIVE_CONFIG: 'ngram' } }).faults)
    .toEqual([expect.stringContaining('it must be a JSON object such as {"name": "value"}')]);
});

/** Warnings that recommend a prop instead of a variable. */
const recommendations = (backend: BackendName, version: number, environment: { [name: string]: string }) =>
  serve({ backend, version, environment }).warnings.filter((text) => text.includes('replace defaults of the backend'));

test('a prop is recommended instead of a variable only if the version has it', () => {
  expect(recommendations('TrtLlm', 9, { OPTION_ROLLING_BATCH: 'auto' })).toEqual([expect.stringContaining('pass rollingBatch instead')]);
  expect(recommendations('TrtLlm', 8, { OPTION_ROLLING_BATCH: 'auto' })).toEqual([]);
});

test('a variable may have the name of an inherited property, such as constructor', () => {
  expect(testEndpoint({ environment: { toString: 'a', constructor: 'b' } as any }).environment).toMatchObject({ toString: 'a', constructor: 'b' });
});

test.each([[14, false], [15, true], [16, true]])('LMI V%d reads limits of media as JSON: %p', (version, json) => {
  expect(serve({ version, environment: { OPTION_LIMIT_MM_PER_PROMPT: '{"image":2}' } }).faults.length === 0).toBe(json);
  expect(serve({ version, environment: { OPTION_LIMIT_MM_PER_PROMPT: 'image=2' } }).faults.length === 0).toBe(version <= 15);
});

test.each([[8, 'HF_MODEL_REVISION', 'HF_REVISION'], [9, 'HF_REVISION', 'HF_MODEL_REVISION']])('the revision in LMI V%d may be set by %s, not by %s', (version, read, unread) => {
  const endpoint = { model: LmiModel.fromHuggingFace('org/model', { revision: 'main' }) };
  expect(serve({ version, endpoint, environment: { [read]: 'other' } }).faults).toEqual([expect.stringContaining(`environment.${read}`)]);
  expect(serve({ version, endpoint, environment: { [read]: 'main' } }).faults).toEqual([]);
  expect(serve({ version, endpoint, environment: { [unread]: 'other' } }).warnings.join()).toContain(unread);
});

test('only LMI-Dist V8 lowercases a data type', () => {
  expect(serve({ backend: 'LmiDist', version: 8, environment: { OPTION_DTYPE: 'FP16' } }).faults).toEqual([]);
  expect(serve({ backend: 'LmiDist', version: 8, environment: { OPTION_DTYPE: 'fp16' } }).faults).toEqual([]);
  expect(serve({ backend: 'LmiDist', version: 9, environment: { OPTION_DTYPE: 'FP16' } }).faults).toHaveLength(1);
});

test('an omitted false is not an error in a version that rejects the option', () => {
  const warning = (environment: { [name: string]: string }) => serve({ version: 20, environment }).warnings.filter((text) => text.includes('false-ignored')).join();
  expect(warning({ OPTION_DISABLE_LOG_STATS: 'false' })).toMatch(/Omit it\. \[/);
  expect(warning({ OPTION_ENFORCE_EAGER: 'false' })).toMatch(/LMI V26 or later/);
});
