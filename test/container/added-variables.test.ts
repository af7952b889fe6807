import { Fn, SecretValue } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { LmiEndpoint, LmiInstanceType, LmiModel, LmiVersion, ModelArchitecture, TrtLlmBackend, VllmBackend, VllmMode } from '../../src';
import { serve } from '../backend/containers';
import { problemsOf, testStack, warningsOf } from '../stacks';

describe('a variable that differs from a default replaces it', () => {
  test.each(['TENSOR_PARALLEL_DEGREE', 'OPTION_TENSOR_PARALLEL_DEGREE', 'SM_NUM_GPUS'])('the degree, set by %s', (name) => {
    const { faults, environment, warnings } = serve({ version: 17, environment: { [name]: '1' }, instanceType: LmiInstanceType.G5_12XLARGE });
    expect(faults).toEqual([]);
    expect(environment[name]).toBe('1');
    // The default degree is gone, whichever of the two the container would use.
    expect(Object.values(environment)).not.toContain('max');
    expect(warnings.join()).toContain(`environment.${name} (pass tensorParallelDegree instead)`);
  });

  test.each([
    ['TrtLlm', 12, { OPTION_ROLLING_BATCH: 'auto' }],
    ['LmiDist', 12, { OPTION_ROLLING_BATCH: 'auto' }],
    ['LmiDist', 9, { OPTION_ENGINE: 'MPI' }],
    ['DeepSpeed', 9, { OPTION_ENGINE: 'DeepSpeed', OPTION_ROLLING_BATCH: 'auto' }],
    ['Neuronx', 12, { OPTION_ROLLING_BATCH: 'vllm' }],
    ['Neuronx', 9, { OPTION_ENTRYPOINT: 'model.py' }],
    ['Vllm', 16, { OPTION_ROLLING_BATCH: 'auto' }],
    ['Vllm', 16, { OPTION_ASYNC_MODE: 'true', OPTION_ROLLING_BATCH: 'disable', OPTION_ENTRYPOINT: 'djl_python.lmi_vllm.vllm_async_service' }],
    ['Vllm', 18, { OPTION_ASYNC_MODE: 'true', OPTION_ROLLING_BATCH: 'disable', OPTION_ENTRYPOINT: 'djl_python.lmi_vllm.vllm_async_service' }],
    ['TrtLlm', 15, { OPTION_ASYNC_MODE: 'True', OPTION_ROLLING_BATCH: 'disable', OPTION_ENTRYPOINT: 'djl_python.lmi_trtllm.trtllm_async_service' }],
  ] as const)('%s V%i accepts %j', (backend, version, environment) => {
    const outcome = serve({ backend, version, environment });
    expect(outcome.faults).toEqual([]);
    expect(outcome.environment).toMatchObject(environment);
  });

  test('and later rules read its value', () => {
    // 71 heads are not divisible by 4 GPUs, but by the requested degree of 1.
    const falcon = { version: 9, architecture: ModelArchitecture.FALCON_7B, instanceType: LmiInstanceType.G5_12XLARGE };
    expect(serve({ ...falcon, environment: { OPTION_TENSOR_PARALLEL_DEGREE: '1' } }).faults).toEqual([]);
    expect(serve({ ...falcon, environment: { OPTION_TENSOR_PARALLEL_DEGREE: '2' } }).faults).toEqual([
      expect.stringContaining('tensorParallelDegree is 2; it must divide the 71 attention heads'),
    ]);
  });

  test('a dynamic batch of the model server turns the default rolling batch off', () => {
    expect(serve({ backend: 'DeepSpeed', version: 9, environment: { SERVING_BATCH_SIZE: '32' } })).toMatchObject({
      faults: [], environment: { OPTION_ROLLING_BATCH: 'disable', SERVING_BATCH_SIZE: '32' },
    });
  });

  test.each([7, 8])('so does a compiled batch size of 1, on NeuronX in V%i', (version) => {
    const environment = { OPTION_BATCH_SIZE: '1', OPTION_N_POSITIONS: '512', OPTION_CONTEXT_LENGTH_ESTIMATE: '256, 512, 1024' };
    expect(serve({ backend: 'Neuronx', version, environment })).toMatchObject({ faults: [], environment: { OPTION_ROLLING_BATCH: 'disable' } });
  });

  test('so does a value known only at deployment', () => {
    const stack = testStack();
    const endpoint = new LmiEndpoint(stack, 'Llm', {
      model: LmiModel.fromHuggingFace('org/model'), instanceType: LmiInstanceType.G5_12XLARGE, environment: { TENSOR_PARALLEL_DEGREE: Fn.importValue('degree') },
    });
    expect(stack.resolve(endpoint.environment.TENSOR_PARALLEL_DEGREE)).toEqual({ 'Fn::ImportValue': 'degree' });
  });

  test('the smallest instance type is chosen with it', () => {
    const make = (environment: { [name: string]: string }) => {
      const stack = testStack();
      return new LmiEndpoint(stack, 'Llm', {
        model: LmiModel.fromHuggingFace('Qwen/Qwen3-32B'), backend: new VllmBackend(stack, 'Vllm', { maxModelLen: 8192 }), environment,
      }).memoryFit!;
    };
    expect(make({ SM_NUM_GPUS: '1' }).instanceType.acceleratorCount).toBe(1);
    expect(make({ SM_NUM_GPUS: '1' }).tensorParallelDegree).toBe(1);
  });
});

test.each([
  [{ tensorParallelDegree: 2 }, { OPTION_TENSOR_PARALLEL_DEGREE: '1' }, 'tensorParallelDegree'],
  [{ mode: VllmMode.ROLLING_BATCH }, { OPTION_ROLLING_BATCH: 'auto' }, 'mode'],
  [{ mode: VllmMode.ASYNC }, { OPTION_ROLLING_BATCH: 'vllm' }, 'mode'],
  [{ entryPoint: 'model.py' }, { OPTION_ENTRYPOINT: 'other.py' }, 'entryPoint'],
])('a variable that contradicts the prop of %j is an error that names both', (props, environment, prop) => {
  const [name] = Object.keys(environment);
  expect(serve({ version: 16, props, environment: environment as any, instanceType: LmiInstanceType.G5_12XLARGE }).faults)
    .toEqual([expect.stringMatching(new RegExp(`^environment\\.${name}.*${prop} sets it`))]);
});

describe('where the model is', () => {
  const s3 = (environment: { [name: string]: string }, version = LmiVersion.V17) => {
    const stack = testStack();
    const model = LmiModel.fromS3(Bucket.fromBucketName(stack, 'Weights', 'weights'), 'llama/');
    return new LmiEndpoint(stack, 'Llm', { model, backend: new VllmBackend(stack, 'Vllm', { version }), instanceType: LmiInstanceType.G5_2XLARGE, environment });
  };

  test.each([
    [LmiVersion.V17, { HF_MODEL_ID: 's3://weights/llama/' }],
    [LmiVersion.V17, { HF_MODEL_ID: '/opt/ml/model' }],
    [LmiVersion.V17, { OPTION_MODEL_ID: 's3://weights/llama' }],
    [LmiVersion.V9, { HF_MODEL_ID: 's3://weights/llama/' }],
    [LmiVersion.V8, { OPTION_MODEL_ID: 's3://weights/llama/' }],
  ])('%s %j repeats the model, which the container still finds in its directory', (version, environment) => {
    const names = Object.entries(s3(environment as any, version).environment).filter(([name]) => name.endsWith('MODEL_ID'));
    expect(names.map(([, value]) => value)).not.toContain('s3://weights/llama/');
    expect(names.map(([, value]) => value)).toContain('/opt/ml/model');
    expect(names.filter(([name]) => name === 'HF_MODEL_ID').length).toBe(version === LmiVersion.V17 ? 1 : 0);
  });

  test.each([{ HF_MODEL_ID: 's3://weights/other/' }, { OPTION_MODEL_ID: 'org/model' }])('%j names another model', (environment) => {
    expect(problemsOf(() => s3(environment as any))).toEqual([expect.stringContaining(Object.keys(environment)[0])]);
  });

  test.each([[8, 'TrtLlm', 'MPI'], [9, 'Vllm', 'Python'], [14, 'Vllm', 'Python']] as const)(
    'an entry for the model directory, as in a notebook, is the only one in V%i', (version, backend, engine) => {
      const entry = { SERVING_LOAD_MODELS: `test::${engine}=/opt/ml/model`, OPTION_MODEL_ID: 'org/model' };
      const { faults, environment } = serve({ backend, version, environment: entry });
      expect(faults).toEqual([]);
      expect(environment).toMatchObject(entry);
      expect(environment).not.toHaveProperty('HF_MODEL_ID');
    });

  test('an entry without the location is a second model', () => {
    expect(serve({ version: 12, environment: { SERVING_LOAD_MODELS: 'other=/opt/ml/other' } }).faults).toEqual([expect.stringContaining('SERVING_LOAD_MODELS')]);
  });
});

describe('secrets', () => {
  test.each([true, false])('an option whose name ends in token is not a secret: smoothquantPerToken %s', (smoothquantPerToken) => {
    const stack = testStack();
    const quantize = { value: 'smoothquant' } as any;
    const backend = new TrtLlmBackend(stack, 'TrtLlm', { version: LmiVersion.V9, quantize, smoothquantPerToken });
    const endpoint = new LmiEndpoint(stack, 'Llm', { model: LmiModel.fromHuggingFace('org/model'), backend, instanceType: LmiInstanceType.G5_2XLARGE });
    expect(endpoint.environment.OPTION_SMOOTHQUANT_PER_TOKEN).toBe(String(smoothquantPerToken));
  });

  test.each([['HF_TOKEN', 'abc123'], ['MY_PASSWORD', 'letmein'], ['NOTE', 'hf_abcdefgh']])('%s: %s is refused', (name, value) => {
    expect(serve({ version: 17, environment: { [name]: value } }).faults).toEqual([expect.stringContaining(`environment.${name} holds a literal secret`)]);
  });

  test('a secret of Secrets Manager passes', () => {
    expect(serve({ version: 17, environment: { HF_TOKEN: SecretValue.secretsManager('hub').unsafeUnwrap() } }).faults).toEqual([]);
  });

  test.each(['<REPLACE WITH YOUR TOKEN>', '(token)', '{{token}}'])('a placeholder is a warning, not a secret: %s', (value) => {
    const { faults, warnings } = serve({ version: 17, environment: { HF_TOKEN: value } });
    expect(faults).toEqual([]);
    expect(warnings.join()).toContain('cdk-sagemaker-lmi:placeholder');
  });
});

test.each([
  ['GPU_MEMORY_UTILIZATION', 'gpuMemoryUtilization'],
  ['DTYPE', 'dtype'],
  ['MAX_INPUT_LENGTH', 'maxModelLen'],
  ['MAX_TOTAL_TOKENS', 'maxModelLen'],
  ['MAX_INPUT_TOKENS', 'maxModelLen'],
  ['MAX_BATCH_TOTAL_TOKENS', 'maxRollingBatchPrefillTokens'],
  ['NUM_SHARD', 'tensorParallelDegree'],
  ['OPTION_MAX_INPUT_LEN', 'maxModelLen'],
  ['OPTION_MAX_SEQ_LEN', 'maxModelLen'],
  ['OPTION_MAX_OUTPUT_LEN', 'maxModelLen'],
  ['MESSAGES_API_ENABLED', 'need no switch'],
  ['SERVING_MODEL_LOADING_TIMEOUT', 'modelLoadingTimeout'],
  ['SERVING_ENGINE', 'the backend names the engine'],
  ['SERVING_MAX_WORKRES', 'SERVING_MAX_WORKERS'],
  ['HF_MODEL_QUANTISE', 'HF_MODEL_QUANTIZE'],
  ['TENSOR_PARALLEL_SIZE', 'tensorParallelDegree'],
  ['PREDICT_TIMEOUTS', 'predictTimeout'],
  ['OPTION_ADAPTERS', 'found without it'],
  ['OPTION_MAX_ROLLING_BATCH', 'OPTION_MAX_ROLLING_BATCH_SIZE'],
  ['SERVING_ENTRY_POINT', 'entryPoint'],
  ['OPTION_MODEL_NAME', 'model says where'],
  ['OPTION_MAX_NEW_TOKENS', 'parameter of each request'],
  ['OPTION_ROLLING_BATCH_SIZE', 'OPTION_MAX_ROLLING_BATCH_SIZE'],
  ...['HF_API_TOKEN', 'HF_HUB_TOKEN', 'HF_ACCESS_TOKEN', 'HUGGINGFACE_TOKEN', 'HUGGINGFACE_API_TOKEN', 'HUGGINGFACEHUB_API_TOKEN', 'HUGGINGFACE_HUB_TOKEN', 'HUGGING_FACE_TOKEN']
    .map((name) => [name, 'pass the secret to LmiModel.fromHuggingFace as token, which sets HF_TOKEN']),
  ['SM_VLLM_MAX_NUM_SEQS', 'only the vLLM container'],
  ['LMI_MAX_MODEL_LEN', 'Did you mean OPTION_MAX_MODEL_LEN?'],
  ['DJL_DTYPE', 'Did you mean OPTION_DTYPE?'],
  ['option_dtype', 'Did you mean OPTION_DTYPE?'],
  ['OPTON_DTYPE', 'Did you mean OPTION_DTYPE?'],
  ['SERVIGN_FAIL_FAST', 'Did you mean SERVING_FAIL_FAST?'],
  ['HF_MODLE_ID', 'Did you mean HF_MODEL_ID?'],
  ['HF_REVISON', 'Did you mean HF_REVISION?'],
])('nothing reads %s: the warning is %s', (name, advice) => {
  const { faults, warnings } = serve({ version: 17, environment: { [name]: '1' } });
  expect(faults).toEqual([]);
  expect(warnings.filter((text) => text.includes(`environment.${name} is not a variable`)).join()).toContain(advice);
});

describe('advice about a variable fits the version and the backend:', () => {
  const adviceOn = (backend: 'Vllm' | 'TrtLlm' | 'LmiDist', version: number, name: string) => serve({ backend, version, environment: { [name]: '1' } })
    .warnings.filter((text) => text.includes(`environment.${name} is not a variable`)).map((text) => text.replace(/ \[ack: .*\]$/, '')).join();

  test('a variable of other backends is reported as theirs', () => {
    // "enable_lora" is an option of vLLM and LMI-Dist; TensorRT-LLM has none (djl-serving, lmi user guides).
    expect(adviceOn('TrtLlm', 14, 'OPTION_ENABLE_LORA')).toMatch(/known to read with TensorRT-LLM, only with vLLM and LMI-Dist;/);
    expect(adviceOn('TrtLlm', 14, 'OPTION_ENABLE_LORA')).not.toContain('Did you mean');
    // "speculative_draft_model" is an option of LMI-Dist and Transformers NeuronX.
    expect(adviceOn('Vllm', 12, 'OPTION_SPECULATIVE_DRAFT_MODEL')).toMatch(/with vLLM, only with Transformers NeuronX and LMI-Dist;.*Did you mean OPTION_SPECULATIVE_MODEL\?/);
  });

  test('if the version reads only the successor, the advice names it', () => {
    // vLLM replaced speculative_model and num_speculative_tokens with speculative_config in 0.8 (docs.vllm.ai, engine arguments), the version in LMI V15.
    for (const name of ['OPTION_SPECULATIVE_DRAFT_MODEL', 'OPTION_SPECULATIVE_LENGTH', 'OPTION_SPECULATIVE_MODLE']) {
      expect(adviceOn('Vllm', 15, name)).toMatch(/Use speculativeConfig\.$/);
    }
  });

  test('if only other versions read it, the advice names them', () => {
    // vLLM added --spec-tokens in the version that LMI V26 contains.
    expect(adviceOn('Vllm', 29, 'OPTION_SPEC_TOKNES')).toMatch(/Did you mean OPTION_SPEC_TOKENS\? Its prop is specTokens\.$/);
    expect(adviceOn('Vllm', 15, 'OPTION_SPEC_TOKNES')).toMatch(/Did you mean OPTION_SPEC_TOKENS\? Only LMI V26 and later read it\.$/);
  });

  test.each(['OPTION_TEMPERATURE', 'OPTION_ABC', 'OPTION_MAX_LATENCY', 'OPTION_USE_FLASH'])('%s resembles no variable, whatever the prefix', (name) => {
    expect(adviceOn('Vllm', 29, name)).toMatch(/silently\.$/);
  });

  test('the number of tokens of a response is not a variable', () => {
    expect(adviceOn('Vllm', 29, 'OPTION_MAX_TOKENS')).toContain('a parameter of each request');
  });
});

test.each(['HF_HOME', 'HF_HUB_CACHE', 'HF_HUB_ENABLE_HF_TRANSFER', 'HUGGINGFACE_HUB_CACHE', 'TRANSFORMERS_CACHE', 'VLLM_ATTENTION_BACKEND', 'PYTHONHASHSEED',
  'PYTORCH_CUDA_ALLOC_CONF', 'SAGEMAKER_PROGRAM', 'SAGEMAKER_CONTAINER_LOG_LEVEL', 'DJL_CACHE_DIR', 'DJL_OFFLINE', 'MODEL_CACHE_ROOT', 'MY_VARIABLE', 'LOG_LEVEL'])(
  '%s is for other code in the container: no warning', (name) => {
    const { faults, warnings } = serve({ version: 17, environment: { [name]: '/tmp' } });
    expect([...faults, ...warnings].filter((text) => text.includes(name))).toEqual([]);
  });

test('a warning about a variable of another container or backend names the prop to use instead', () => {
  const stack = testStack();
  new LmiEndpoint(stack, 'Llm', {
    model: LmiModel.fromHuggingFace('org/model'),
    backend: new TrtLlmBackend(stack, 'TrtLlm', { version: LmiVersion.V14 }),
    instanceType: LmiInstanceType.G5_2XLARGE,
    environment: { OPTION_GPU_MEMORY_UTILIZATION: '0.9' },
  });
  expect(warningsOf(stack).join()).toContain('kvCacheFreeGpuMemFraction');
});
