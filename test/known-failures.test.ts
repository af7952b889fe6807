import { readFileSync } from 'fs';
import { join } from 'path';
import { Duration } from 'aws-cdk-lib';
import { LmiInstanceType, LmiQuantization } from '../src';
import { architectureOf, Outcome, Request, serve } from './backend/containers';
import { BackendName, BACKENDS } from '../src/facts/backends';
import { COMMON_OPTIONS } from '../src/options/common';
import { LMI_DIST } from '../src/options/lmi-dist';
import { SERVER_OPTIONS } from '../src/options/server';
import { optionsOf } from '../src/options/tables';
import { VLLM } from '../src/options/vllm';

/** One test for each known failure, by its row in docs/decisions/known-failures.md. */
type Test = () => void;

/** The only problem that the request raises. */
function fails(request: Request, ...parts: string[]): Test {
  return () => {
    const { faults } = serve(request);
    expect(faults.join('\n')).not.toBe('');
    parts.forEach((part) => expect(faults.join('\n')).toContain(part));
  };
}

function warns(request: Request, id: string, ...parts: string[]): Test {
  return () => {
    const { faults, warnings } = serve(request);
    expect(faults).toEqual([]);
    const warning = warnings.filter((text) => text.includes(`cdk-sagemaker-lmi:${id}]`)).join('\n');
    [id, ...parts].forEach((part) => expect(warning).toContain(part));
  };
}

function renders(request: Request, environment: object, ...absent: string[]): Test {
  return () => {
    const outcome: Outcome = serve(request);
    expect(outcome.faults).toEqual([]);
    expect(outcome.environment).toMatchObject(environment);
    absent.forEach((name) => expect(outcome.environment).not.toHaveProperty(name));
  };
}

/** The request is accepted without a message. */
function passes(request: Request): Test {
  return () => {
    const { faults, warnings } = serve(request);
    expect(faults).toEqual([]);
    expect(warnings).toEqual([]);
  };
}

function all(...tests: Test[]): Test {
  return () => tests.forEach((test) => test());
}

const PAGE = readFileSync(join(__dirname, '../docs/decisions/known-failures.md'), 'utf8');

/** A failure that synth cannot detect: the decision page explains why, and its row names the documented default, if there is one. */
function isExplained(id: string, ...documented: ReadonlyArray<readonly [text: string, part: string]>): Test {
  return () => {
    expect(PAGE).toMatch(new RegExp(`^\\| \`${id}\` \\| .+ \\|$`, 'm'));
    documented.forEach(([text, part]) => expect(text).toContain(part));
  };
}

function env(version: number, environment: { [name: string]: string }, backend: BackendName = 'Vllm', more: Partial<Request> = {}): Request {
  return { backend, version, environment, ...more };
}

function props(version: number, given: { [prop: string]: unknown }, backend: BackendName = 'Vllm', more: Partial<Request> = {}): Request {
  return { backend, version, props: given, ...more };
}

const T4 = LmiInstanceType.G4DN_2XLARGE;

const TESTS: { readonly [id: string]: Test } = {
  // 1 Backend selection
  'rb-enum': all(
    fails(env(8, { OPTION_ROLLING_BATCH: 'tensorrtllm' }, 'TrtLlm'), 'OPTION_ROLLING_BATCH', '"tensorrtllm"', '"trtllm"'),
    fails(env(15, { OPTION_ROLLING_BATCH: 'tensorrtllm' }, 'TrtLlm'), 'OPTION_ROLLING_BATCH', 'trtllm'),
    fails(env(28, { OPTION_ROLLING_BATCH: 'lmi_dist' }), 'OPTION_ROLLING_BATCH', 'vllm, auto, disable, trtllm'),
    fails(env(28, { OPTION_ROLLING_BATCH: 'disable' }), 'disables vLLM'),
    passes(env(28, { OPTION_ROLLING_BATCH: 'vllm' })),
    passes(env(8, { OPTION_ROLLING_BATCH: 'vllm' })),
  ),
  'ds-removed': all(
    fails(props(10, {}, 'DeepSpeed'), 'V7 to V9'),
    fails(env(10, { OPTION_ENTRYPOINT: 'djl_python.deepspeed' }), 'environment.OPTION_ENTRYPOINT', 'V7 to V9'),
    fails(env(17, { OPTION_ROLLING_BATCH: 'deepspeed' }), 'OPTION_ROLLING_BATCH'),
  ),
  'sched-removed': fails(env(17, { OPTION_ROLLING_BATCH: 'scheduler' }), 'OPTION_ROLLING_BATCH', '"scheduler"'),
  'lmidist-removed': all(
    fails(props(15, {}, 'LmiDist'), 'V7 to V14'),
    fails(env(17, { OPTION_ROLLING_BATCH: 'lmi-dist' }), '"lmi-dist"'),
    fails(env(15, { OPTION_ROLLING_BATCH: 'lmi-dist' }), '"lmi-dist"'),
  ),
  'tnx-removed': all(
    fails(props(13, {}, 'Neuronx'), 'V7 to V12'),
    fails(env(17, { OPTION_ENTRYPOINT: 'djl_python.transformers_neuronx' }), 'OPTION_ENTRYPOINT'),
  ),
  'trt-removed': fails(props(16, {}, 'TrtLlm'), 'V7 to V12, V14, V15'),
  'lmidist-mpi-026': renders(props(8, {}, 'LmiDist'), { SERVING_LOAD_MODELS: 'test::MPI=/opt/ml/model', OPTION_MODEL_ID: 'org/model' }, 'HF_MODEL_ID'),
  'lmidist-mpi-027': all(
    fails(env(9, { OPTION_ENGINE: 'Python' }, 'LmiDist'), 'OPTION_ENGINE', 'MPI'),
    passes(env(9, { OPTION_ENGINE: 'MPI' }, 'LmiDist')),
    fails(env(9, { OPTION_MPI_MODE: 'false' }, 'LmiDist'), 'OPTION_MPI_MODE'),
    warns(env(10, { OPTION_ENGINE: 'Python' }, 'LmiDist'), 'option-ignored', 'OPTION_ENGINE'),
    warns(env(14, { OPTION_MPI_MODE: 'false' }, 'LmiDist'), 'option-ignored', 'OPTION_MPI_MODE'),
  ),
  'trt-mpi': all(
    renders(props(12, {}, 'TrtLlm'), { OPTION_ROLLING_BATCH: 'trtllm' }, 'OPTION_ENGINE', 'OPTION_MPI_MODE'),
    warns(env(12, { OPTION_MPI_MODE: 'false' }, 'TrtLlm'), 'option-ignored', 'OPTION_MPI_MODE'),
    warns(env(12, { OPTION_ENGINE: 'Python' }, 'TrtLlm'), 'option-ignored', 'OPTION_ENGINE'),
    fails(env(9, { OPTION_ENGINE: 'Python' }, 'TrtLlm'), 'OPTION_ENGINE'),
    fails(env(15, { OPTION_ENGINE: 'MPI' }, 'TrtLlm'), 'OPTION_ENGINE'),
  ),
  'vllm-engine': all(
    renders({ version: 8, modelType: 'gpt_neox' }, { SERVING_LOAD_MODELS: 'test::Python=/opt/ml/model' }, 'HF_MODEL_ID'),
    fails(env(12, { OPTION_ENGINE: 'MPI' }), 'OPTION_ENGINE', 'Python'),
    fails(env(12, { OPTION_MPI_MODE: 'true' }), 'OPTION_MPI_MODE'),
    passes(env(12, { OPTION_ENGINE: 'Python' })),
  ),
  'option-engine-026': warns(env(8, { OPTION_ENGINE: 'MPI' }, 'LmiDist'), 'option-ignored', 'OPTION_ENGINE'),
  'double-model': all(
    fails(env(8, { SERVING_LOAD_MODELS: 'test::Python=/opt/ml/model' }), 'SERVING_LOAD_MODELS'),
    fails(env(8, { HF_MODEL_ID: 'org/model' }, 'LmiDist'), 'HF_MODEL_ID'),
    renders({ version: 8, local: true }, { OPTION_MODEL_ID: '/opt/ml/model' }, 'HF_MODEL_ID'),
    passes(env(12, { OPTION_MODEL_ID: 'org/model' })),
    fails(env(12, { OPTION_MODEL_ID: 'org/other' }), 'OPTION_MODEL_ID'),
  ),
  'option-model-id-alone': renders({ version: 12, local: true }, { HF_MODEL_ID: '/opt/ml/model' }, 'OPTION_MODEL_ID'),
  'config-json-no-modelid': renders({ version: 9, local: true }, { OPTION_MODEL_ID: '/opt/ml/model' }, 'HF_MODEL_ID'),
  'entrypoint-async': all(
    fails(env(17, { OPTION_ENTRYPOINT: 'djl_python.huggingface' }), 'OPTION_ENTRYPOINT', 'ROLLING_BATCH'),
    fails(props(28, { entryPoint: 'djl_python.huggingface' }), 'entryPoint', 'ROLLING_BATCH'),
    passes(props(17, { entryPoint: 'djl_python.huggingface', mode: 'rolling-batch' })),
    passes(props(16, { entryPoint: 'djl_python.huggingface' })),
  ),
  'async-forced': all(
    warns(env(17, { OPTION_ASYNC_MODE: 'false' }), 'option-ignored', 'OPTION_ASYNC_MODE'),
    passes(props(17, { mode: 'rolling-batch' }, 'Vllm', { environment: { OPTION_ASYNC_MODE: 'false' } })),
  ),
  'async-no-config': isExplained('async-no-config'),
  'async-explicit': all(
    fails(env(15, { OPTION_ASYNC_MODE: 'true' }), 'OPTION_ASYNC_MODE', 'VllmMode.ASYNC'),
    fails(props(16, { entryPoint: 'djl_python.lmi_vllm.vllm_async_service' }), 'entryPoint', 'VllmMode.ASYNC'),
    passes(props(16, { mode: 'async' })),
  ),
  'batchsize-disables-rb': all(
    fails(props(12, { batchSize: 2 }), 'batchSize is 2'),
    fails(env(12, { SERVING_BATCH_SIZE: '2' }), 'SERVING_BATCH_SIZE is 2'),
    fails(props(12, { batchSize: 2 }, 'LmiDist'), 'batchSize'),
    passes(props(12, { batchSize: 1 }, 'LmiDist')),
  ),
  'neuron-tp-max': all(
    renders(props(10, {}, 'Neuronx'), { TENSOR_PARALLEL_DEGREE: '12' }),
    fails(env(10, { TENSOR_PARALLEL_DEGREE: 'max' }, 'Neuronx'), 'TENSOR_PARALLEL_DEGREE'),
  ),
  'neuron-027-auto': renders(props(9, {}, 'Neuronx'), { OPTION_ENGINE: 'Python' }),
  'dash-model-types': renders({ backend: 'LmiDist', version: 9, modelType: 'gpt_neox' }, { OPTION_ROLLING_BATCH: 'lmi-dist' }),

  // 2 Environment names and values
  'typo-ignored': warns(env(12, { OPTION_MAX_MODEL_LENGTH: '1' }), 'unknown-option', 'Did you mean OPTION_MAX_MODEL_LEN?'),
  'enable-loras-typo': warns(env(8, { OPTION_ENABLE_LORAS: 'true' }), 'unknown-option', 'Did you mean OPTION_ENABLE_LORA?'),
  'lowercase-env': all(
    warns(env(9, { OPTION_pythonExecutable: '/usr/bin/python3' }), 'option-ignored', 'OPTION_pythonExecutable', 'PYTHON_EXECUTABLE'),
    passes(env(10, { OPTION_pythonExecutable: '/usr/bin/python3' })),
  ),
  'revision-env': all(
    warns(env(9, { HF_MODEL_REVISION: 'abc' }), 'option-ignored', 'HF_MODEL_REVISION', 'revision'),
    passes(env(8, { HF_MODEL_REVISION: 'abc' })),
    warns(env(8, { HF_REVISION: 'abc' }), 'option-ignored', 'HF_REVISION'),
    passes(env(9, { HF_REVISION: 'abc' })),
  ),
  'trust-env': all(
    warns(env(9, { HF_TRUST_REMOTE_CODE: 'true' }), 'option-ignored', 'trustRemoteCode'),
    passes(env(8, { HF_TRUST_REMOTE_CODE: 'true' })),
    warns(env(12, { HF_MODEL_TRUST_REMOTE_CODE: 'true' }, 'Neuronx'), 'option-ignored', 'GPUs only'),
    passes(env(12, { HF_MODEL_TRUST_REMOTE_CODE: 'true' })),
  ),
  'serving-properties-win': isExplained('serving-properties-win'),
  'tp-max-case': all(
    fails(env(12, { TENSOR_PARALLEL_DEGREE: 'MAX' }), 'TENSOR_PARALLEL_DEGREE', '"max"'),
    fails(env(12, { OPTION_TENSOR_PARALLEL_DEGREE: 'Max' }), 'OPTION_TENSOR_PARALLEL_DEGREE', '"max"'),
    passes(env(12, { OPTION_TENSOR_PARALLEL_DEGREE: 'max' })),
  ),
  'mpi-mode-true': all(
    fails(env(9, { OPTION_MPI_MODE: 'True' }, 'LmiDist'), 'OPTION_MPI_MODE', 'exact word true'),
    passes(env(9, { OPTION_MPI_MODE: 'true' }, 'LmiDist')),
  ),
  'max-batch-delay-doc': warns(env(8, { OPTION_MAX_BATCH_DELAY: '50' }), 'option-ignored', 'maxBatchDelay'),
  's3url': all(
    fails(env(8, { OPTION_S3URL: 's3://bucket/model/' }), 'OPTION_S3URL', 'LmiModel.fromS3'),
    warns(env(9, { OPTION_S3URL: 's3://bucket/model/' }), 'option-ignored', 'OPTION_S3URL', 'LmiModel.fromS3'),
  ),
  'stateful-false': all(
    fails(props(16, { enableStatefulSessions: false }), 'enableStatefulSessions is false'),
    fails(env(16, { OPTION_ENABLE_STATEFUL_SESSIONS: 'True' }), 'OPTION_ENABLE_STATEFUL_SESSIONS'),
    passes(props(16, { enableStatefulSessions: true, mode: 'async' })),
    passes(env(17, { OPTION_ENABLE_STATEFUL_SESSIONS: 'true' })),
    warns(props(16, { enableStatefulSessions: true }), 'option-ignored', 'rolling batch'),
  ),
  'input-formatter': fails(env(11, { OPTION_INPUT_FORMATTER: 'mine' }), 'OPTION_INPUT_FORMATTER'),

  // 3 dtype and quantize
  'dtype-long-names': all(
    ...(['Vllm', 'LmiDist'] as const).flatMap((backend) => [8, 14].flatMap((version) => [
      fails(props(version, { dtype: 'float16' }, backend), 'dtype is "float16"', 'fp16'),
      fails(env(version, { OPTION_DTYPE: 'bfloat16' }, backend), 'environment.OPTION_DTYPE is "bfloat16"', 'bf16'),
    ])),
    fails(env(28, { OPTION_DTYPE: 'float32' }), 'environment.OPTION_DTYPE'),
  ),
  'dtype-int8-vllm': all(fails(props(8, { dtype: 'int8' }), 'dtype is "int8"'), fails(props(28, { dtype: 'int8' }), 'dtype is "int8"')),
  'dtype-ds-auto': fails(props(8, { dtype: 'auto' }, 'DeepSpeed'), 'dtype is "auto"'),
  'dtype-quant-lmidist': all(
    fails(props(8, { dtype: 'fp16', quantize: LmiQuantization.GPTQ }, 'LmiDist'), 'dtype', 'quantize'),
    passes(props(9, { dtype: 'fp16', quantize: LmiQuantization.GPTQ }, 'LmiDist')),
  ),
  'bf16-g4dn': all(
    fails(props(12, { dtype: 'bf16' }, 'Vllm', { instanceType: T4 }), 'dtype is "bf16"', 'T4'),
    fails(env(12, { OPTION_DTYPE: 'bf16' }, 'LmiDist', { instanceType: LmiInstanceType.P3_2XLARGE }), 'V100'),
    warns({ version: 12, instanceType: T4, architecture: architectureOf('llama', { parameters: 1e9, torchDtype: 'bfloat16' }) }, 'bf16-unsupported', 'T4', 'fp16'),
    passes(props(12, { dtype: 'bf16' })),
  ),
  'quant-vllm-enum': all(
    fails(props(8, { quantize: LmiQuantization.GPTQ }), 'quantize is "gptq"'),
    passes(props(9, { quantize: LmiQuantization.GPTQ })),
    fails(props(10, { quantize: LmiQuantization.FP8 }), 'quantize is "fp8"'),
    passes(props(11, { quantize: LmiQuantization.FP8 })),
    fails(props(10, { quantize: LmiQuantization.SQUEEZELLM }), 'quantize is "squeezellm"'),
    fails(env(8, { OPTION_QUANTIZE: 'gptq' }), 'environment.OPTION_QUANTIZE'),
  ),
  'quant-ds-ignored': fails(props(8, { quantize: LmiQuantization.AWQ }, 'DeepSpeed'), 'quantize is "awq"'),
  'ds-smoothquant-bf16': all(
    fails(props(8, { quantize: LmiQuantization.SMOOTHQUANT, dtype: 'bf16' }, 'DeepSpeed'), 'quantize', 'dtype'),
    fails(props(8, { quantize: LmiQuantization.SMOOTHQUANT }, 'DeepSpeed', { modelType: 'opt' }), 'opt', 'dynamic_int8'),
    passes(props(8, { quantize: LmiQuantization.SMOOTHQUANT }, 'DeepSpeed', { modelType: 'llama' })),
  ),
  'tnx-quant': all(
    fails(props(8, { quantize: LmiQuantization.BITSANDBYTES8 }, 'Neuronx'), 'static_int8'),
    fails(props(7, { quantize: LmiQuantization.STATIC_INT8 }, 'Neuronx'), 'bitsandbytes8'),
  ),
  'bnb-device-map': fails(props(17, { quantize: LmiQuantization.BITSANDBYTES8 }), 'bitsandbytes8', 'bitsandbytes` without'),
  'quant-alias': all(
    fails(props(14, { quantize: LmiQuantization.AWQ }, 'Vllm', { environment: { OPTION_QUANTIZATION: 'gptq' } }), 'OPTION_QUANTIZATION', 'quantize'),
    fails(env(14, { OPTION_QUANTIZATION: 'gptq', OPTION_QUANTIZE: 'awq' }), 'OPTION_QUANTIZATION', 'OPTION_QUANTIZE'),
  ),
  'quant-prequantized': warns({
    version: 12, props: { quantize: LmiQuantization.AWQ }, architecture: architectureOf('llama', { quantizationMethod: 'awq', quantizationBits: 4 }),
  }, 'needless-quantization', 'awq'),

  // 4 Parallelism and memory
  'tp-default': renders({ version: 28 }, { TENSOR_PARALLEL_DEGREE: 'max' }),
  'tp-eq-gpus': all(
    fails(props(8, { tensorParallelDegree: 8 }), 'tensorParallelDegree is 8', '4'),
    fails(props(11, { tensorParallelDegree: 4, pipelineParallelDegree: 2 }, 'LmiDist'), 'pipelineParallelDegree', '8 GPUs'),
    passes(props(11, { tensorParallelDegree: 2, pipelineParallelDegree: 2 }, 'LmiDist')),
    warns(props(8, { tensorParallelDegree: 3 }), 'idle-accelerators', '3 of the 4'),
    passes(props(8, { tensorParallelDegree: 2 })),
  ),
  'pp-vllm': all(
    fails(props(12, { pipelineParallelDegree: 2 }), 'pipelineParallelDegree is 2'),
    fails(env(12, { PIPELINE_PARALLEL_DEGREE: '2' }), 'PIPELINE_PARALLEL_DEGREE is 2'),
    passes(props(12, { pipelineParallelDegree: 1 })),
  ),
  'vllm-native-names': all(
    fails(env(14, { OPTION_TENSOR_PARALLEL_SIZE: '4' }), 'OPTION_TENSOR_PARALLEL_SIZE', 'tensorParallelDegree'),
    fails(env(28, { OPTION_MAX_NUM_SEQS: '64' }), 'maxRollingBatchSize'),
    fails(env(28, { OPTION_PIPELINE_PARALLEL_SIZE: '1' }), 'pipelineParallelDegree'),
    warns(env(13, { OPTION_MAX_NUM_SEQS: '64' }), 'unknown-option'),
  ),
  'tp-heads': all(
    fails({ version: 12, architecture: architectureOf('falcon', { hiddenSize: 4544, attentionHeads: 71, keyValueHeads: 1 }) }, '71 attention heads'),
    passes({ version: 12, props: { tensorParallelDegree: 2 }, modelType: 'llama' }),
  ),
  'mrbs-async': isExplained('mrbs-async', [VLLM.options.maxRollingBatchSize.default, '32 in asynchronous mode']),
  'mrbs-not-passed': isExplained('mrbs-not-passed', [VLLM.options.maxRollingBatchSize.summary, 'In V12'], [LMI_DIST.options.maxRollingBatchSize.summary, 'In LMI V12']),
  'lora-one-worker': all(
    warns(props(13, { enableLora: true, tensorParallelDegree: 1 }), 'idle-accelerators', '1 of the 4 GPUs'),
    passes(props(12, { enableLora: true, tensorParallelDegree: 1 })),
    warns(props(16, { enableStatefulSessions: true, tensorParallelDegree: 2 }), 'idle-accelerators', '2 of the 4 GPUs'),
    passes(props(13, { enableLora: true })),
  ),
  'warmup-prefill': isExplained('warmup-prefill', [LMI_DIST.options.maxRollingBatchPrefillTokens.default, '4096']),

  // 5 vLLM options
  'bool-false-dropped': all(
    warns(props(14, { enablePrefixCaching: false }), 'false-ignored', 'enablePrefixCaching'),
    warns(env(25, { OPTION_ENABLE_PREFIX_CACHING: 'false' }), 'false-ignored', 'OPTION_ENABLE_PREFIX_CACHING'),
    passes(props(13, { enablePrefixCaching: false })),
    passes(props(26, { enablePrefixCaching: false })),
  ),
  'bool-false-lmi26': isExplained('bool-false-lmi26'),
  'mm-limit-json': all(
    ...[12, 13, 14, 15].map((version) => renders(props(version, { limitMmPerPrompt: { image: 2, video: 1 } }), { OPTION_LIMIT_MM_PER_PROMPT: 'image=2,video=1' })),
    ...[16, 28].map((version) => renders(props(version, { limitMmPerPrompt: { image: 2 } }), { OPTION_LIMIT_MM_PER_PROMPT: '{"image":2}' })),
    fails(env(13, { OPTION_LIMIT_MM_PER_PROMPT: '{"image":2}' }), 'OPTION_LIMIT_MM_PER_PROMPT'),
  ),
  'spec-v2bm': all(
    fails(props(12, { speculativeModel: 'org/draft' }), 'useV2BlockManager'),
    passes(props(12, { speculativeModel: 'org/draft', useV2BlockManager: true })),
    passes(props(14, { speculativeModel: 'org/draft' })),
  ),
  'spec-renamed': all(
    fails(props(15, { speculativeModel: 'org/draft' }), 'speculativeConfig'),
    fails(env(15, { OPTION_SPECULATIVE_MODEL: 'org/draft' }), 'environment.OPTION_SPECULATIVE_MODEL', 'speculativeConfig'),
  ),
  'spec-lmidist-names': all(...['OPTION_SPECULATIVE_DRAFT_MODEL', 'OPTION_SPECULATIVE_LENGTH', 'OPTION_DRAFT_MODEL_TP_SIZE', 'OPTION_RECORD_ACCEPTANCE_RATE']
    .map((name) => warns(env(15, { [name]: '1' }), 'unknown-option', name))),
  'tool-parser': all(
    fails(props(14, { enableAutoToolChoice: true }), 'enableAutoToolChoice', 'toolCallParser'),
    fails(env(28, { OPTION_ENABLE_AUTO_TOOL_CHOICE: 'true' }), 'toolCallParser'),
    passes(env(28, { OPTION_ENABLE_AUTO_TOOL_CHOICE: 'true', OPTION_TOOL_CALL_PARSER: 'hermes' })),
  ),
  'reasoning-parser': fails(props(14, { enableReasoning: true }), 'enableReasoning', 'reasoningParser'),
  'chat-content-format': fails(props(14, { chatTemplateContentFormat: 'text' }), 'auto, string, openai'),
  'v2-block-manager': all(
    fails(props(16, { useV2BlockManager: true }), 'useV2BlockManager'),
    fails(env(16, { OPTION_USE_V2_BLOCK_MANAGER: 'true' }), 'environment.OPTION_USE_V2_BLOCK_MANAGER', 'V12 to V15'),
  ),
  'lmcache': all(
    fails(props(19, { lmcacheAutoConfig: true, maxWorkers: 2 }), 'lmcacheAutoConfig', 'maxWorkers'),
    fails(props(19, { lmcacheAutoConfig: true, enableExpertParallel: true }), 'enableExpertParallel'),
    fails(props(19, { lmcacheAutoConfig: true, lmcacheConfigFile: 'lmcache.yaml' }), 'lmcacheConfigFile'),
    fails(props(19, { lmcacheAutoConfig: true }, 'Vllm', { environment: { SERVING_MAX_WORKERS: '2' } }), 'SERVING_MAX_WORKERS'),
  ),
  'lmcache-file': isExplained('lmcache-file', [VLLM.options.lmcacheConfigFile.summary, 'It must exist']),
  'output-formatter-async': all(
    warns(props(17, { outputFormatter: 'jsonlines' }), 'option-ignored', 'outputFormatter'),
    warns(props(15, { outputFormatter: 'jsonlines', mode: 'async' }), 'option-ignored', 'outputFormatter'),
    passes(props(17, { outputFormatter: 'jsonlines', mode: 'rolling-batch' })),
  ),
  'lora-async-033': all(
    fails(props(15, { enableLora: true, mode: 'async' }), 'enableLora', 'V15'),
    passes(props(15, { enableLora: true })),
    passes(props(16, { enableLora: true, mode: 'async' })),
  ),

  // 6 Other backends
  'lmidist-lora-spec': fails(props(12, { enableLora: true, speculativeDraftModel: 'org/draft' }, 'LmiDist'), 'speculativeDraftModel', 'enableLora'),
  'lmidist-fml-spec': all(
    fails(props(13, { loadFormat: 'sagemaker_fast_model_loader', speculativeDraftModel: 'org/draft' }, 'LmiDist'), 'loadFormat'),
    passes(props(12, { loadFormat: 'sagemaker_fast_model_loader', speculativeDraftModel: 'org/draft' }, 'LmiDist')),
  ),
  'ds-rb-types': all(
    fails({ backend: 'DeepSpeed', version: 9, modelType: 'falcon' }, 'falcon', 'rollingBatch'),
    passes({ backend: 'DeepSpeed', version: 9, modelType: 'falcon', props: { rollingBatch: 'disable' } }),
    passes({ backend: 'DeepSpeed', version: 9, modelType: 'llama' }),
    fails(props(8, { rollingBatch: 'vllm' }, 'DeepSpeed'), 'rollingBatch is "vllm"'),
  ),
  'ds-checkpoint': all(
    fails(props(8, { checkpoint: 'index.json' }, 'DeepSpeed'), 'checkpoint', 'dtype'),
    fails(props(8, { checkpoint: 'index.json', dtype: 'fp16', quantize: LmiQuantization.DYNAMIC_INT8 }, 'DeepSpeed'), 'quantize'),
    passes(props(8, { checkpoint: 'index.json', dtype: 'fp16' }, 'DeepSpeed')),
  ),
  'ds-alpha': all(
    fails(props(8, { quantize: LmiQuantization.SMOOTHQUANT, smoothquantAlpha: 1.1 }, 'DeepSpeed'), 'from 0 to 1'),
    fails(props(8, { quantize: LmiQuantization.SMOOTHQUANT, smoothquantAlpha: -0.1 }, 'DeepSpeed'), 'from 0 to 1'),
  ),
  'trt-disable': all(
    fails(env(8, { OPTION_ROLLING_BATCH: 'disable' }, 'TrtLlm'), 'OPTION_ROLLING_BATCH'),
    fails(props(8, { rollingBatch: 'disable' }, 'TrtLlm'), 'rollingBatch', 'V9'),
    passes(props(9, { rollingBatch: 'disable' }, 'TrtLlm')),
  ),
  'trt-awq-rename': all(
    fails(props(9, { awqFormat: 'int4_awq' }, 'TrtLlm'), 'qFormat'),
    fails(props(8, { calibSize: 32 }, 'TrtLlm'), 'awqCalibSize'),
    fails(env(9, { OPTION_AWQ_CALIB_SIZE: '32' }, 'TrtLlm'), 'environment.OPTION_AWQ_CALIB_SIZE', 'calibSize'),
  ),
  'trt-gone-opts': all(
    fails(props(12, { useCustomAllReduce: true }, 'TrtLlm'), 'V7 to V11'),
    fails(props(12, { multiBlockMode: true }, 'TrtLlm'), 'V8 to V11'),
  ),
  'trt-chatglm': all(
    fails(props(12, { chatglmModelVersion: 'chatglm_6b' }, 'TrtLlm'), 'chatglm2'),
    fails(props(11, { chatglmModelVersion: 'chatglm' }, 'TrtLlm'), 'chatglm_6b'),
    fails({ backend: 'TrtLlm', version: 11, modelType: 'chatglm' }, 'chatglmModelVersion is missing'),
    passes({ backend: 'TrtLlm', version: 12, modelType: 'chatglm' }),
  ),
  'tnx-bool-flags': all(
    renders(props(12, { enableMixedPrecisionAccumulation: false, enableSaturateInfinity: false }, 'Neuronx'), {},
      'OPTION_ENABLE_MIXED_PRECISION_ACCUMULATION', 'OPTION_ENABLE_SATURATE_INFINITY'),
    warns(env(12, { OPTION_ENABLE_SATURATE_INFINITY: 'false' }, 'Neuronx'), 'option-ignored', 'OPTION_ENABLE_SATURATE_INFINITY'),
  ),
  'tnx-batch': all(
    fails(env(12, { OPTION_BATCH_SIZE: '2' }, 'Neuronx'), 'OPTION_BATCH_SIZE', 'rollingBatch'),
    fails(props(12, { batchSize: 2, rollingBatch: 'auto' }, 'Neuronx'), 'batchSize'),
    renders(props(12, { batchSize: 2 }, 'Neuronx'), { OPTION_ROLLING_BATCH: 'disable' }),
  ),
  'tnx-cle': all(
    renders(props(12, { contextLengthEstimate: [256, 512] }, 'Neuronx'), { OPTION_CONTEXT_LENGTH_ESTIMATE: '256,512' }),
    fails(env(12, { OPTION_CONTEXT_LENGTH_ESTIMATE: '[256,512]' }, 'Neuronx'), 'OPTION_CONTEXT_LENGTH_ESTIMATE'),
    fails(props(12, { contextLengthEstimate: [256, 2048], nPositions: 1024 }, 'Neuronx'), 'nPositions'),
  ),
  'tnx-compiled': all(
    fails(props(12, { compiledGraphPath: 'https://example.com/graphs' }, 'Neuronx'), 'S3 URI'),
    passes(props(12, { compiledGraphPath: 's3://bucket/graphs/' }, 'Neuronx')),
  ),
  'tnx-gqa': fails(props(12, { groupQueryAttention: 'shard' }, 'Neuronx'), 'shard-over-heads'),
  'tnx-loader': all(
    fails(props(9, { modelLoader: 'tnx', partitionSchema: 'optimum' }, 'Neuronx'), 'modelLoader', 'partitionSchema'),
    fails(props(9, { modelLoader: 'optimum', partitionSchema: 'legacy' }, 'Neuronx'), 'partitionSchema'),
    fails(props(10, { modelLoader: 'optimum' }, 'Neuronx'), 'partitionSchema'),
    fails(props(10, { modelLoader: 'vllm', saveMpCheckpointPath: '/tmp/model' }, 'Neuronx'), 'saveMpCheckpointPath'),
    fails(props(12, { partitionSchema: 'legacy' }, 'Neuronx'), 'legacy'),
    passes(props(11, { partitionSchema: 'legacy', nPositions: 1024 }, 'Neuronx')),
  ),
  'tnx-odg': fails(props(12, { onDeviceGeneration: 'true' }, 'Neuronx'), 'JSON file'),
  'tnx-module-typo': fails(props(12, { entryPoint: 'djl_python.transformersneuronx' }, 'Neuronx'), 'djl_python.transformers_neuronx'),
  'tnx-npos': all(
    warns(props(11, {}, 'Neuronx'), 'short-context', '128'),
    passes(props(11, { nPositions: 1024 }, 'Neuronx')),
    passes(props(12, {}, 'Neuronx')),
  ),
  'streaming-batch': all(
    fails(props(9, { enableStreaming: 'true', batchSize: 2 }, 'DeepSpeed'), 'enableStreaming', 'batchSize'),
    fails(props(9, { enableStreaming: 'huggingface', rollingBatch: 'disable' }, 'DeepSpeed', { environment: { OPTION_BATCH_SIZE: '2' } }), 'OPTION_BATCH_SIZE'),
  ),

  // 7 LoRA and adapters
  'lora-026': all(
    fails(props(8, { enableLora: true }), 'enableLora', 'V9'),
    fails(env(8, { OPTION_ENABLE_LORA: 'true' }, 'LmiDist'), 'environment.OPTION_ENABLE_LORA', 'V9'),
  ),
  'lora-flag': all(
    isExplained('lora-flag', [VLLM.options.enableLora.default, 'adapters are rejected']),
    warns(props(13, { maxLoras: 2 }), 'option-ignored', 'enableLora'),
  ),
  'fully-sharded': isExplained('fully-sharded', [VLLM.options.fullyShardedLoras.default, 'false'], [LMI_DIST.options.fullyShardedLoras.default, 'false']),
  'max-loras': all(
    isExplained('max-loras', [VLLM.options.maxLoras.default, '4'], [VLLM.options.maxLoraRank.default, '16']),
    fails(props(12, { enableLora: true, maxCpuLoras: 3 }), 'maxCpuLoras', 'maxLoras'),
    passes(props(12, { enableLora: true, maxCpuLoras: 4 })),
  ),
  'extra-vocab': all(
    warns(props(18, { enableLora: true, loraExtraVocabSize: 256 }), 'option-ignored', 'loraExtraVocabSize'),
    passes(props(17, { enableLora: true, loraExtraVocabSize: 256 })),
  ),
  'adapters-preview': isExplained('adapters-preview'),

  // 8 SageMaker and timeouts
  'loading-timeout': all(
    fails(props(12, { modelLoadingTimeout: Duration.minutes(30) }, 'Vllm', { endpoint: { containerStartupHealthCheckTimeout: Duration.minutes(20) } }), 'containerStartupHealthCheckTimeout', 'modelLoadingTimeout'),
    passes(props(12, { modelLoadingTimeout: Duration.minutes(30) }, 'Vllm', { endpoint: { containerStartupHealthCheckTimeout: Duration.minutes(30) } })),
  ),
  'predict-timeout': isExplained('predict-timeout', [COMMON_OPTIONS.predictTimeout.summary, '60']),
  'retry': isExplained('retry', [SERVER_OPTIONS.retryThreshold.default, '0 in V12']),
  'secure-async': all(
    fails(props(17, { secureMode: true, securityControls: ['DISALLOW_PICKLE_FILES'] }), 'secureMode', 'ROLLING_BATCH'),
    passes(props(17, { secureMode: true, securityControls: ['DISALLOW_PICKLE_FILES'], mode: 'rolling-batch' })),
    fails(props(17, { secureMode: true, securityControls: ['DISALLOW_PICKLE_FILES'], limitMmPerPrompt: { image: 1 } }), 'limitMmPerPrompt'),
    fails(props(14, { secureMode: true, securityControls: ['DISALLOW_PICKLE_FILES'] }, 'Vllm', { environment: { OPTION_KV_CACHE_DTYPE: 'fp8' } }), 'OPTION_KV_CACHE_DTYPE'),
  ),
  'secure-controls': all(
    fails(props(12, { secureMode: true }), 'securityControls'),
    fails(env(12, { SAGEMAKER_SECURE_MODE: 'true' }), 'securityControls'),
    passes(env(12, { SAGEMAKER_SECURE_MODE: 'true', SAGEMAKER_SECURITY_CONTROLS: 'DISALLOW_PICKLE_FILES' })),
  ),
  'sm-env-override': all(
    fails(props(17, { minWorkers: 1 }, 'Vllm', { environment: { SAGEMAKER_NUM_MODEL_WORKERS: '2' } }), 'SAGEMAKER_NUM_MODEL_WORKERS', 'minWorkers'),
    warns(env(16, { SAGEMAKER_NUM_MODEL_WORKERS: '2' }), 'option-ignored', 'V17'),
    passes(env(17, { SAGEMAKER_NUM_MODEL_WORKERS: '1' })),
  ),

  // 9 Request schema changes with the async handler
  'async-stop': isExplained('async-stop'),
  'async-topn': isExplained('async-topn'),
  'async-finish': isExplained('async-finish'),
  'async-inputs-list': isExplained('async-inputs-list'),
  'do-sample': isExplained('do-sample'),
  'chat-since': isExplained('chat-since'),
};

test('every known failure has a test', () => {
  expect(Object.keys(TESTS)).toHaveLength(106);
});

test('every known failure named by a relation of options exists', () => {
  const relations = (Object.keys(BACKENDS) as BackendName[]).flatMap((backend) => Object.values(optionsOf(backend))).flatMap(({ requires, excludes }) => [...requires ?? [], ...excludes ?? []]);
  const named = relations.map(({ knownFailure }) => knownFailure).filter((id) => id !== undefined);
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((id) => !(id in TESTS))).toEqual([]);
});

test.each(Object.keys(TESTS))('%s', (id) => TESTS[id]());
