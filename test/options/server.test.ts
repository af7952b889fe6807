import { BackendName, BACKENDS, versionsOf } from '../../src/facts/backends';
import { covers } from '../../src/options/option';
import { SERVER_KNOWN, SERVER_OPTIONS } from '../../src/options/server';
import { aliasesOf, optionsOf, variablesOf } from '../../src/options/tables';
import { serve } from '../backend/containers';
import * as secureMode from '../golden/secure-mode.json';
import * as server from '../golden/server-settings.json';

/* Settings of the model server, and aliases of options, checked against extracts of the code that reads them. */

const SETTINGS = server.settings as unknown as { readonly [variable: string]: readonly [from: number, to: number] };
const LAST_READ = 27;
const READ = Array.from({ length: LAST_READ - 6 }, (_, index) => 7 + index);
const BACKEND_NAMES = Object.keys(BACKENDS) as BackendName[];

/** Settings of the server that no container of this library needs: response caches, several models in a container, test switches. */
const WITHOUT_USE = [
  'SAGEMAKER_HEALTH_CHECK_OVERRIDE', 'SAGEMAKER_MULTI_MODEL', 'SERVING_BACKPORT_FOR_NON_STREAMING_HTTP_ERROR_CODES', 'SERVING_CACHE_BATCH', 'SERVING_CACHE_MULTITENANT',
  'SERVING_DDB_CACHE', 'SERVING_DDB_TABLE_NAME', 'SERVING_MEMORY_CACHE_CAPACITY', 'SERVING_ROLLING_BATCH_BUFFER', 'SERVING_S3_CACHE', 'SERVING_S3_CACHE_AUTOCREATE',
  'SERVING_S3_CACHE_BUCKET', 'SERVING_S3_CACHE_KEY_PREFIX',
];

test('a user can set exactly the settings that the server of a version reads, by a prop or a variable', () => {
  const opened = [...Object.values(SERVER_OPTIONS), ...SERVER_KNOWN];
  for (const version of READ) {
    const known = new Set([...Object.values(optionsOf('Vllm')), ...variablesOf('Vllm')]
      .filter(({ since, until }) => covers(version, since, until)).map(({ env }) => env));
    const read = Object.entries(SETTINGS).filter(([, [from, to]]) => covers(version, from, to)).map(([name]) => name);
    expect({ version, closed: read.filter((name) => !known.has(name) && !WITHOUT_USE.includes(name)) }).toEqual({ version, closed: [] });
    const unread = opened.filter(({ env, since, until }) => covers(version, since, until) && !read.includes(env)).map(({ env }) => env);
    expect({ version, unread }).toEqual({ version, unread: [] });
  }
});

test('the controls of secure mode are complete', () => {
  expect([...SERVER_OPTIONS.securityControls.values as string[]].sort()).toEqual([...secureMode.controls].sort());
});

const GPU_BACKENDS: readonly BackendName[] = ['Vllm', 'TrtLlm', 'LmiDist', 'DeepSpeed'];

/*
 * djl-serving 0.25.0-dlc and 0.36.0-lmi27-dlc, PyEnv.java, PyModel.java and ModelStore.java; 0.27.0-dlc and 0.28.0-dlc, dockerd-entrypoint-with-cuda-compat.sh; 0.29.0-dlc,
 * PyEnv.java; 0.32.0-dlc, vllm_rb_properties.py; 0.35.0-dlc, SageMakerCompatibility.java; read 2026-11-26.
 */
test.each<[alias: string, variables: readonly string[], since: number, backends: readonly BackendName[], until?: number]>([
  ['OPTION_TENSOR_PARALLEL_DEGREE', ['TENSOR_PARALLEL_DEGREE'], 7, BACKEND_NAMES],
  ['HF_TASK', ['OPTION_TASK'], 7, BACKEND_NAMES],
  ['MODEL_LOADING_TIMEOUT', ['OPTION_MODEL_LOADING_TIMEOUT'], 7, BACKEND_NAMES],
  ['PREDICT_TIMEOUT', ['OPTION_PREDICT_TIMEOUT'], 7, BACKEND_NAMES],
  ['DJL_ENTRY_POINT', ['OPTION_ENTRYPOINT'], 7, BACKEND_NAMES],
  ['SM_NUM_GPUS', ['TENSOR_PARALLEL_DEGREE'], 9, GPU_BACKENDS],
  ['MAX_CONCURRENT_REQUESTS', ['SERVING_JOB_QUEUE_SIZE'], 9, GPU_BACKENDS],
  ['MAX_BATCH_SIZE', ['OPTION_MAX_ROLLING_BATCH_SIZE'], 9, GPU_BACKENDS],
  ['HF_MODEL_TRUST_REMOTE_CODE', ['OPTION_TRUST_REMOTE_CODE'], 9, GPU_BACKENDS],
  ['HF_MODEL_QUANTIZE', ['OPTION_QUANTIZE'], 9, ['Vllm', 'LmiDist', 'DeepSpeed']],
  ['HF_MODEL_QUANTIZE', ['OPTION_QUANTIZE'], 9, ['TrtLlm'], 14],
  ['MAX_BATCH_PREFILL_TOKENS', ['OPTION_MAX_ROLLING_BATCH_PREFILL_TOKENS'], 9, ['Vllm', 'LmiDist']],
  ['CUDA_MEMORY_FRACTION', ['OPTION_GPU_MEMORY_UTILIZATION'], 10, ['Vllm', 'LmiDist']],
  ['CUDA_MEMORY_FRACTION', ['OPTION_KV_CACHE_FREE_GPU_MEM_FRACTION'], 10, ['TrtLlm'], 14],
  ['PIPELINE_PARALLEL_DEGREE', ['OPTION_PIPELINE_PARALLEL_DEGREE'], 11, ['LmiDist']],
  ['PIPELINE_PARALLEL_DEGREE', ['OPTION_PIPELINE_PARALLEL_DEGREE'], 11, ['TrtLlm'], 14],
  ['PIPELINE_PARALLEL_DEGREE', ['OPTION_PIPELINE_PARALLEL_DEGREE'], 12, ['Vllm']],
  ['OPTION_QUANTIZATION', ['OPTION_QUANTIZE'], 14, ['Vllm']],
  ['OPTION_MAX_NUM_BATCHED_TOKENS', ['OPTION_MAX_ROLLING_BATCH_PREFILL_TOKENS'], 14, ['Vllm']],
  ['OPTION_CPU_OFFLOAD_GB', ['OPTION_CPU_OFFLOAD_GB_PER_GPU'], 14, ['Vllm']],
  ['SAGEMAKER_NUM_MODEL_WORKERS', ['SERVING_MIN_WORKERS', 'SERVING_MAX_WORKERS'], 17, ['Vllm']],
  ['SAGEMAKER_STARTUP_TIMEOUT', ['OPTION_MODEL_LOADING_TIMEOUT'], 17, ['Vllm']],
  ['SAGEMAKER_MODEL_SERVER_TIMEOUT_SECONDS', ['OPTION_PREDICT_TIMEOUT'], 17, ['Vllm']],
  ['SAGEMAKER_MAX_REQUEST_SIZE', ['SERVING_MAX_REQUEST_SIZE'], 17, ['Vllm']],
  ['SAGEMAKER_MAX_PAYLOAD_IN_MB', ['SERVING_MAX_REQUEST_SIZE'], 17, ['Vllm']],
])('%s is translated to %j from LMI V%d on', (alias, variables, since, backends, until = Infinity) => {
  for (const backend of backends) {
    for (const version of versionsOf(backend)) {
      const meant = [...new Set(aliasesOf(backend)(version).filter(([name]) => name === alias).map(([, variable]) => variable))];
      expect({ backend, version, meant }).toEqual({ backend, version, meant: version < since || version > until ? [] : variables });
    }
  }
});

test.each([
  ['HF_MODEL_TRUST_REMOTE_CODE', 'true', 'OPTION_TRUST_REMOTE_CODE'], ['SM_NUM_GPUS', '2', 'TENSOR_PARALLEL_DEGREE'],
  ['MAX_CONCURRENT_REQUESTS', '5', 'SERVING_JOB_QUEUE_SIZE'],
])('%s has no effect in Neuron images, which lack the script that translates it', (name, value, variable) => {
  const { faults, warnings } = serve({ backend: 'Neuronx', version: 12, environment: { [name]: value } });
  expect(faults).toEqual([]);
  expect(warnings.join('\n')).toContain(`environment.${name} is translated by the images for GPUs only: use the prop that sets ${variable}`);
  const { warnings: others } = serve({ backend: 'LmiDist', version: 12, environment: { [name]: value } });
  expect(others.join('\n')).not.toContain('GPUs only');
  expect(aliasesOf('Neuronx')(12).filter(([alias]) => alias === name)).toEqual([]);
});

/* The start script of the GPU images translates them to options of other backends only; the Neuron images have none, and V8 neither (djl-serving 0.26.0-dlc and 0.30.0-dlc, read 2026-11-26). */
test.each<[BackendName, number, string, RegExp]>([
  ['Neuronx', 12, 'MAX_BATCH_SIZE', /read with Transformers NeuronX, only with vLLM, .*Did you mean OPTION_MAX_ROLLING_BATCH_SIZE\? Its prop is maxRollingBatchSize\./],
  ['Neuronx', 9, 'HF_MODEL_QUANTIZE', /read with Transformers NeuronX, only with .*Did you mean OPTION_QUANTIZE\? Its prop is quantize\./],
  ['Neuronx', 12, 'MAX_BATCH_PREFILL_TOKENS', /read with Transformers NeuronX, only with vLLM and LMI-Dist; the container ignores unknown variables silently\. \[/],
  ['Neuronx', 12, 'CUDA_MEMORY_FRACTION', /read with Transformers NeuronX, only with vLLM, TensorRT-LLM and LMI-Dist; .* silently\. \[/],
  ['Neuronx', 12, 'ENABLE_CUDA_GRAPHS', /read with Transformers NeuronX, only with vLLM and LMI-Dist; .* silently\. \[/],
  ['TrtLlm', 12, 'MAX_BATCH_PREFILL_TOKENS', /read with TensorRT-LLM, only with vLLM and LMI-Dist/],
  ['TrtLlm', 14, 'ENABLE_CUDA_GRAPHS', /read with TensorRT-LLM, only with vLLM and LMI-Dist/],
  ['DeepSpeed', 9, 'CUDA_MEMORY_FRACTION', /read with DeepSpeed, only with vLLM, TensorRT-LLM and LMI-Dist/],
  ['Vllm', 8, 'MAX_BATCH_SIZE', /MAX_BATCH_SIZE is read by LMI V9 and later/],
])('%s of LMI V%d ignores %s', (backend, version, name, message) => {
  const { faults, warnings } = serve({ backend, version, environment: { [name]: '1' } });
  expect(faults).toEqual([]);
  expect(warnings.filter((warning) => warning.includes(name))).toEqual([expect.stringMatching(message)]);
});

test.each<[BackendName, number, string]>([
  ['Vllm', 9, 'MAX_BATCH_SIZE'], ['TrtLlm', 9, 'MAX_BATCH_SIZE'], ['LmiDist', 10, 'MAX_BATCH_PREFILL_TOKENS'], ['LmiDist', 10, 'CUDA_MEMORY_FRACTION'], ['Vllm', 10, 'ENABLE_CUDA_GRAPHS'],
])('%s of LMI V%d reads %s', (backend, version, name) => {
  expect(serve({ backend, version, environment: { [name]: '1' } }).warnings.filter((warning) => warning.includes(name) && !warning.includes('default'))).toEqual([]);
});

/*
 * Names without a prop: found by name in the Python and Java sources and the start script of djl-serving 0.25.0-dlc to 0.36.0-lmi27-dlc, read 2026-11-26. HF_TOKEN is read by
 * huggingface_hub, before LMI itself reads it (V9). Up to V9, PyEnv.java lowercases names, so pythonExecutable does not work.
 */
test.each<[since: number, until: number, backends: readonly BackendName[], names: string]>([
  [7, 27, BACKEND_NAMES, 'HF_MODEL_ID HF_TASK HF_TOKEN PYTHON_EXECUTABLE SERVING_FEATURES SERVING_LOAD_MODELS OPTION_MODEL_ID OPTION_REVISION OPTION_ROLLING_BATCH OPTION_ENTRYPOINT '
    + 'OPTION_ENGINE OPTION_MPI_MODE OPTION_ENABLE_VENV OPTION_ENV OPTION_BATCH_SIZE OPTION_WAITING_STEPS OPTION_DEVICE_MAP OPTION_DISABLE_FLASH_ATTN OPTION_LOAD_IN_4BIT '
    + 'OPTION_LOAD_IN_8BIT OPTION_LOW_CPU_MEM_USAGE'],
  [7, 8, BACKEND_NAMES, 'HF_MODEL_REVISION HF_TRUST_REMOTE_CODE ENABLE_ADAPTERS_PREVIEW OPTION_S3URL'],
  [9, 27, BACKEND_NAMES, 'HF_REVISION OPTION_DRAFT_MODEL_ID OPTION_SPEC_LENGTH'],
  [10, 27, BACKEND_NAMES, 'OPTION_pythonExecutable'],
  [10, 27, ['Vllm', 'LmiDist'], 'ENABLE_CUDA_GRAPHS'],
  [10, 27, ['LmiDist'], 'OPTION_SPECULATIVE_TELEMETRY'],
  [11, 27, BACKEND_NAMES, 'DJL_CLUSTER_SIZE OPTION_CLUSTER_SIZE OPTION_BEDROCK_COMPAT'],
  [12, 16, BACKEND_NAMES, 'OPTION_USE_PASSIVE_WORKERS'],
  [15, 27, BACKEND_NAMES, 'OPTION_ASYNC_MODE'],
  [17, 27, BACKEND_NAMES, 'OPTION_DEFAULT_ACCEPT SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT OPTION_MODEL_FORMAT OPTION_SKOPS_TRUSTED_TYPES OPTION_TRUST_INSECURE_MODEL_FILES'],
  [7, 9, ['DeepSpeed'], 'OPTION_SAVE_MP_CHECKPOINT_PATH'],
])('from V%d to V%d the containers of %j read %s', (since, until, backends, names) => {
  for (const backend of backends) {
    for (const name of names.split(' ')) {
      const rows = [...Object.values(optionsOf(backend)), ...variablesOf(backend)].filter(({ env }) => env === name);
      const versions = versionsOf(backend).filter((version) => version <= LAST_READ);
      const read = versions.filter((version) => rows.some((row) => covers(version, row.since, row.until)));
      expect({ backend, name, read }).toEqual({ backend, name, read: versions.filter((version) => covers(version, since, until)) });
    }
  }
});

/* Replacements for names that a version does not read, according to the guides of the next or the last version. */
test.each<[BackendName, number, string, string, instead: string]>([
  ['Vllm', 9, 'HF_TRUST_REMOTE_CODE', 'true', 'Use trustRemoteCode.'],
  ['Vllm', 9, 'OPTION_pythonExecutable', '/usr/bin/python3', 'Use PYTHON_EXECUTABLE.'],
  ['Vllm', 9, 'HF_MODEL_REVISION', 'main', 'Use revision of LmiModel.fromHuggingFace.'],
  ['Vllm', 8, 'HF_REVISION', 'main', 'Use revision of LmiModel.fromHuggingFace.'],
  ['Vllm', 9, 'OPTION_S3URL', 's3://bucket/a/', 'Use LmiModel.fromS3.'],
  ['Vllm', 9, 'ENABLE_CUDA_GRAPHS', 'true', 'Use enforceEager.'],
  ['LmiDist', 9, 'ENABLE_CUDA_GRAPHS', 'true', 'Use enforceEager.'],
  ['Vllm', 16, 'SAGEMAKER_STARTUP_TIMEOUT', '900', 'Use modelLoadingTimeout.'],
])('%s V%d ignores %s=%s and suggests: %s', (backend, version, name, value, instead) => {
  const { faults, warnings } = serve({ backend, version, environment: { [name]: value } });
  expect(faults).toEqual([]);
  expect(warnings.map((text) => text.replace(/ \[ack: .*$/, ''))).toContainEqual(expect.stringMatching(new RegExp(`^environment\\.${name} is read by .*, but the version is LMI V${version}\\. ${instead}$`)));
});
