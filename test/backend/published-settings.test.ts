import { serve } from './containers';
import { LmiInstanceType } from '../../src';
import { BackendName } from '../../src/facts/backends';
import * as engineValues from '../golden/engine-values.json';

/*
 * Settings of published deployments, including their mistakes, and how the code of the release treats them. Each has its source: files of deepjavalibrary/djl-serving at the
 * branch of the release, or a notebook of aws-samples/sagemaker-genai-hosting-examples; read 2026-11-25.
 */

type Variables = { readonly [name: string]: string };

function pasted(backend: BackendName, version: number, environment: Variables, more: object = {}) {
  return serve({ backend, version, environment, ...more });
}

/* properties_manager/properties.py, validate_enable_streaming: lowercases the value in every release. */
test.each([7, 8, 16, 27])('the streaming switch is case-insensitive in V%d', (version) => {
  for (const value of ['True', 'FALSE', 'HuggingFace']) {
    expect(pasted('Vllm', version, { OPTION_ENABLE_STREAMING: value }).faults).toEqual([]);
  }
  expect(serve({ version, props: { enableStreaming: 'True' } }).faults).toEqual([]);
  expect(pasted('Vllm', version, { OPTION_ENABLE_STREAMING: 'on' }).faults).toEqual([expect.stringContaining('"on"')]);
});

test('it cannot be combined with batches in any case', () => {
  expect(pasted('DeepSpeed', 9, { OPTION_ENABLE_STREAMING: 'True', SERVING_BATCH_SIZE: '2' }).faults.join()).toContain('streaming together with dynamic batches');
});

/* Deepseek/DeepSeek-R1-Llama8B-LMI-TGI-Deploy.ipynb sets it with LMI V13; only lmi_dist_rolling_batch.py of 0.25.0 reads it. */
test.each([[7, 0], [8, 1], [13, 1]])('LMI-Dist V%d with paged attention: %d warnings', (version, count) => {
  const { faults, warnings } = pasted('LmiDist', version, { OPTION_PAGED_ATTENTION: 'false' });
  expect(faults).toEqual([]);
  expect(warnings.filter((text) => text.includes('OPTION_PAGED_ATTENTION has no effect'))).toHaveLength(count);
});

/* pytorch-inf2.Dockerfile of 0.28.0 installs vLLM, and llm_inf2_integration.yml tests tiny-llama-rb-vllm with it; 0.27.0 does neither. */
test.each([[9, 1], [10, 0], [12, 0]])('the NeuronX image of V%d serves with the rolling batch of vLLM: %d problems', (version, count) => {
  const variables = { OPTION_N_POSITIONS: '1024', OPTION_ROLLING_BATCH: 'vllm' };
  expect(pasted('Neuronx', version, variables).faults.filter((text) => text.includes('disables'))).toHaveLength(count);
});

/* prepare.py of 0.26.0, llama-7b-split: compiled for several lengths, with a batch size of one. */
test('NeuronX V8 serves one request at a time with a batch size of 1', () => {
  const variables = { OPTION_N_POSITIONS: '512', OPTION_CONTEXT_LENGTH_ESTIMATE: '256, 512' };
  expect(pasted('Neuronx', 8, { ...variables, SERVING_BATCH_SIZE: '1' })).toMatchObject({ faults: [], environment: { OPTION_ROLLING_BATCH: 'disable' } });
  expect(serve({ backend: 'Neuronx', version: 8, props: { nPositions: 512, contextLengthEstimate: [256, 512], batchSize: 1 } }))
    .toMatchObject({ faults: [], environment: { OPTION_ROLLING_BATCH: 'disable' } });
  expect(pasted('Neuronx', 8, { ...variables, SERVING_BATCH_SIZE: '1', OPTION_MAX_ROLLING_BATCH_SIZE: '4' }).faults).toHaveLength(1);
  expect(pasted('Neuronx', 9, { ...variables, SERVING_BATCH_SIZE: '1' }).faults).toHaveLength(1);
});

/* transformers_neuronx.py of 0.25.0: the rolling batch is the smaller of batch_size, 1 by default, and max_rolling_batch_size. */
test('NeuronX V7 counts the memory of the batch that it compiles', () => {
  const request = { modelType: 'llama', instanceType: LmiInstanceType.INF2_XLARGE };
  const variables = { OPTION_N_POSITIONS: '2048', OPTION_TENSOR_PARALLEL_DEGREE: '2', OPTION_DTYPE: 'fp16' };
  expect(pasted('Neuronx', 7, { ...variables, OPTION_BATCH_SIZE: '4' }, request).faults).toEqual([]);
  expect(pasted('Neuronx', 7, variables, request).faults).toEqual([]);
  expect(pasted('Neuronx', 7, { ...variables, OPTION_BATCH_SIZE: '32' }, request).faults).toEqual([expect.stringContaining('each of 32 sequences')]);
  expect(pasted('Neuronx', 8, { ...variables, OPTION_ROLLING_BATCH: 'auto' }, request).faults).toEqual([expect.stringContaining('each of 32 sequences')]);
});

/* prepare.py of 0.28.0, trtllm_handler_list.flan-t5-xxl: a converted T5 model in S3, whose type is not visible. */
test('TensorRT-LLM V10 serves a T5 model without a rolling batch', () => {
  const variables = { OPTION_ROLLING_BATCH: 'disable', SERVING_BATCH_SIZE: '32' };
  expect(pasted('TrtLlm', 10, variables, { local: true }).faults).toEqual([]);
  expect(pasted('TrtLlm', 10, variables, { local: true, modelType: 'llama' }).faults).toHaveLength(1);
  expect(pasted('TrtLlm', 10, { SERVING_BATCH_SIZE: '32' }, { local: true }).faults).toEqual([expect.stringMatching(/Omit it and use maxRollingBatchSize, or pass the architecture of a T5 model\.$/)]);
  expect(pasted('TrtLlm', 11, { SERVING_BATCH_SIZE: '32' }, { local: true }).faults.join()).not.toContain('T5 model.');
});

/* LmiConfigRecommender.java of 0.35.0, run 2026-11-25: with both, the asynchronous handler serves. */
test.each([17, 27])('V%d starts with variables for both a rolling batch and the asynchronous mode, and ignores one of them', (version) => {
  const { faults, warnings } = pasted('Vllm', version, { OPTION_ROLLING_BATCH: 'vllm', OPTION_ASYNC_MODE: 'true' });
  expect(faults).toEqual([]);
  expect(warnings.join()).toContain('serves asynchronously all the same');
  expect(serve({ version, props: { mode: 'rolling-batch' }, environment: { OPTION_ASYNC_MODE: 'true' } }).faults.join()).toContain('serves asynchronously all the same');
});

/* The guide of 0.33.0 names the rolling batch of TensorRT-LLM, with which the server of that branch did not start when it was run 2026-11-25. */
test('the rolling batch of TensorRT-LLM V15 is a warning', () => {
  expect(pasted('TrtLlm', 15, { OPTION_ROLLING_BATCH: 'trtllm' })).toMatchObject({ faults: [], warnings: [expect.stringContaining('cdk-sagemaker-lmi:rolling-batch')] });
  expect(pasted('TrtLlm', 15, { OPTION_ROLLING_BATCH: 'auto' }).warnings).toEqual([]);
  expect(pasted('TrtLlm', 14, { OPTION_ROLLING_BATCH: 'trtllm' }).warnings).toEqual([]);
});

/* Modules of engines/python/setup/djl_python with a function `handle`, by branch. */
test.each([
  ['djl_python.transformersneuronx', 10, 'did you mean djl_python.transformers_neuronx?'], ['djl_python.vllm', 20, 'exists in no version'],
  ['djl_python.lmi_vllm.vllm_service', 20, 'did you mean djl_python.lmi_vllm.vllm_async_service?'], ['djl_python.xgboost_handler', 16, 'from LMI V17 on'],
])('the handler %s is rejected in V%d', (handler, version, part) => {
  expect(pasted('Vllm', version, { OPTION_ENTRYPOINT: handler }).faults.join()).toContain(part);
});

/* Methods of Text Generation Inference (documentation of 3.3.5) and of TensorRT-LLM, which no vLLM registers (model_executor/layers/quantization). */
test.each(['eetq', 'exl2', 'bitsandbytes-nf4', 'bitsandbytes-fp4', 'int4_awq'])('vLLM does not quantize with %s', (method) => {
  for (const version of [13, 20, 29]) {
    expect(pasted('Vllm', version, { OPTION_QUANTIZE: method }).faults).toEqual([expect.stringContaining(`"${method}", which the engine`)]);
    expect(pasted('Vllm', version, { HF_MODEL_QUANTIZE: method }).faults).toHaveLength(1);
  }
});

/* test/golden/engine-values.json: the formats and methods that the vLLM of each version registers. */
test.each(Object.keys(engineValues.loadFormats).map(Number).filter((version) => version >= 16))('V%d warns about names that its vLLM does not register', (version) => {
  const doubted = (environment: Variables) => pasted('Vllm', version, environment).warnings.filter((text) => text.includes('unknown-word')).length;
  const formats = (engineValues.loadFormats as { [version: string]: string[] })[version];
  expect(formats.filter((format) => doubted({ OPTION_LOAD_FORMAT: format }) > 0)).toEqual([]);
  expect(doubted({ OPTION_LOAD_FORMAT: 'safetensor' })).toBe(1);
  const methods = (engineValues.quantizationMethods as { [version: string]: { methods: string[] } })[version]?.methods ?? [];
  expect(methods.filter((method) => doubted({ OPTION_QUANTIZE: method }) > 0)).toEqual([]);
  expect([doubted({ OPTION_QUANTIZE: 'AWQ' }), doubted({ OPTION_QUANTIZE: 'int8' })]).toEqual([0, 1]);
});

/* get_min_capability of vLLM's methods: "The quantization method fp8 is not supported for the current GPU"; support matrix of TensorRT-LLM 0.18.2. */
test('a quantization method requires kernels for the GPU', () => {
  const of = (backend: BackendName, instanceType: LmiInstanceType) => pasted(backend, 12, { OPTION_QUANTIZE: 'fp8', OPTION_DTYPE: 'fp16' }, { instanceType });
  expect(of('Vllm', LmiInstanceType.G4DN_12XLARGE).faults.join()).toContain('compute capability 8.0 or later, but the T4');
  expect(of('Vllm', LmiInstanceType.G5_12XLARGE).faults).toEqual([]);
  expect(of('TrtLlm', LmiInstanceType.G5_12XLARGE).warnings.join()).toContain('cdk-sagemaker-lmi:old-gpu');
  expect(of('TrtLlm', LmiInstanceType.G6_12XLARGE).warnings.join()).not.toContain('old-gpu');
});
