import { architectureOf, Request, serve } from './containers';
import { LmiInstanceType, LmiQuantization } from '../../src';
import { RULES } from '../../src/backend/rules';
import { BackendName } from '../../src/facts/backends';

/*
 * The full messages for final variables of a container that conflict, and the nearest version or value that is fine. The rules state their sources; model-server.test.ts
 * records what was verified by running the server. ml.g5.12xlarge has 4 GPUs, ml.inf2.24xlarge 12 NeuronCores.
 */

type Environment = { readonly [name: string]: string };

const env = (backend: BackendName, version: number, environment: Environment, more: Partial<Request> = {}): Request => ({ backend, version, environment, ...more });
const props = (backend: BackendName, version: number, given: object, more: Partial<Request> = {}): Request => ({ backend, version, props: given as Request['props'], ...more });
const model = (backend: BackendName, version: number, modelType: string, more: Partial<Request> = {}): Request => ({ backend, version, modelType, ...more });
const bare = (warning: string): string => warning.replace(/ \[ack: [^\]]*\]$/, '');

/** The errors and warnings of a container. */
function messagesOf(request: Request): { readonly faults: readonly string[]; readonly warnings: readonly string[] } {
  const { faults, warnings } = serve(request);
  return { faults, warnings: warnings.map(bare) };
}

const ROLLING = 'Remove the variable, or use the backend of that name.';
const EACH_GROUP = 'but the container starts so many for each group of';

test.each<[string, Request, string]>([
  // The serving library. The lists are those of RollingBatchEnum in djl-serving 0.25.0-dlc to 0.36.0-lmi27-dlc, properties_manager/properties.py, read 2026-08-21.
  ['an unknown word of V9', env('Vllm', 9, { OPTION_ROLLING_BATCH: 'x' }), `environment.OPTION_ROLLING_BATCH is "x", but LMI V9 knows vllm, lmi-dist, scheduler, auto, disable, trtllm, deepspeed only. ${ROLLING}`],
  ['an unknown word of V10', env('Vllm', 10, { OPTION_ROLLING_BATCH: 'x' }), `environment.OPTION_ROLLING_BATCH is "x", but LMI V10 knows vllm, tnx, lmi-dist, scheduler, auto, disable, trtllm only. ${ROLLING}`],
  ['an unknown word of V14', env('Vllm', 14, { OPTION_ROLLING_BATCH: 'x' }), `environment.OPTION_ROLLING_BATCH is "x", but LMI V14 knows vllm, tnx, lmi-dist, scheduler, auto, disable, trtllm only. ${ROLLING}`],
  ['an unknown word of V15', env('Vllm', 15, { OPTION_ROLLING_BATCH: 'x' }), `environment.OPTION_ROLLING_BATCH is "x", but LMI V15 knows vllm, tnx, lmi-dist, auto, disable, trtllm only. ${ROLLING}`],
  ['an unknown word of V16', env('Vllm', 16, { OPTION_ROLLING_BATCH: 'x' }), `environment.OPTION_ROLLING_BATCH is "x", but LMI V16 knows vllm, tnx, lmi-dist, auto, disable, trtllm only. ${ROLLING}`],
  ['an unknown word of V17', env('Vllm', 17, { OPTION_ROLLING_BATCH: 'x' }), 'environment.OPTION_ROLLING_BATCH is "x", but LMI V17 knows vllm, auto, disable, trtllm only. Remove the variable, or use the backend of that name.'],
  ['another library', env('Vllm', 12, { OPTION_ROLLING_BATCH: 'trtllm' }), `environment.OPTION_ROLLING_BATCH is "trtllm", which disables vLLM. ${ROLLING}`],
  ['no rolling batch', env('LmiDist', 12, { OPTION_ROLLING_BATCH: 'disable' }), 'environment.OPTION_ROLLING_BATCH is "disable", which disables LMI-Dist. Remove the variable (default: "lmi-dist"), or use the backend of that name.'],
  ['no rolling batch for an LMI handler that needs one', env('TrtLlm', 8, { OPTION_ROLLING_BATCH: 'disable', OPTION_ENTRYPOINT: 'djl_python.tensorrt_llm' }), 'environment.OPTION_ROLLING_BATCH is "disable", which disables TensorRT-LLM. Remove the variable (default: "trtllm"), or use the backend of that name.'],
  ['the handler of another backend', env('Vllm', 12, { OPTION_ENTRYPOINT: 'djl_python.tensorrt_llm' }), 'environment.OPTION_ENTRYPOINT is "djl_python.tensorrt_llm", which is the handler of TensorRT-LLM. Omit it, or use TrtLlmBackend.'],
  ['a removed handler', env('Vllm', 10, { OPTION_ENTRYPOINT: 'djl_python.deepspeed' }), 'environment.OPTION_ENTRYPOINT is "djl_python.deepspeed", a handler that exists in LMI V7 to V9 only, but the version is LMI V10. Omit it.'],
  ['a handler of a later version', env('Vllm', 14, { OPTION_ENTRYPOINT: 'djl_python.lmi_vllm.vllm_async_service' }), 'environment.OPTION_ENTRYPOINT is "djl_python.lmi_vllm.vllm_async_service", a handler that exists from LMI V15 on, but the version is LMI V14. Omit it.'],
  ['a handler that never existed', props('Neuronx', 12, { entryPoint: 'djl_python.transformersneuronx' }), 'entryPoint is "djl_python.transformersneuronx", a handler that exists in no version (did you mean djl_python.transformers_neuronx?). Omit it.'],
  ['a handler that resembles no other', props('Vllm', 12, { entryPoint: 'djl_python.zzyzx' }), 'entryPoint is "djl_python.zzyzx", a handler that exists in no version. Omit it.'],
  ['a handler that cannot be asynchronous', env('Vllm', 17, { OPTION_ENTRYPOINT: 'djl_python.huggingface' }), 'environment.OPTION_ENTRYPOINT is "djl_python.huggingface", which cannot serve in asynchronous mode, so the container would not start. Omit it, or pass mode: VllmMode.ROLLING_BATCH.'],
  ['the same in a version where chat requests fail', env('Vllm', 19, { OPTION_ENTRYPOINT: 'djl_python.huggingface' }), 'environment.OPTION_ENTRYPOINT is "djl_python.huggingface", which cannot serve in asynchronous mode, so the container would not start. Omit it, or pass mode: VllmMode.ROLLING_BATCH, in which LMI V19 fails every request with messages.'],
  ['half of the asynchronous mode', env('Vllm', 16, { OPTION_ASYNC_MODE: 'true' }), 'environment.OPTION_ASYNC_MODE is "true", but the asynchronous mode also needs OPTION_ASYNC_MODE=true, OPTION_ROLLING_BATCH=disable and OPTION_ENTRYPOINT=djl_python.lmi_vllm.vllm_async_service in LMI V16. Pass mode: VllmMode.ASYNC, which sets all three.'],
  ['the other half', env('Vllm', 15, { OPTION_ENTRYPOINT: 'djl_python.lmi_vllm.vllm_async_service' }), 'environment.OPTION_ENTRYPOINT is "djl_python.lmi_vllm.vllm_async_service", but the asynchronous mode also needs OPTION_ASYNC_MODE=true, OPTION_ROLLING_BATCH=disable and OPTION_ENTRYPOINT=djl_python.lmi_vllm.vllm_async_service in LMI V15. Pass mode: VllmMode.ASYNC, which sets all three.'],
  ['the wrong engine', env('Vllm', 12, { OPTION_ENGINE: 'MPI' }), 'environment.OPTION_ENGINE is "MPI", but vLLM runs under Python. Remove the variable.'],
  ['the wrong engine of MPI', env('DeepSpeed', 9, { OPTION_ENGINE: 'Python' }), 'environment.OPTION_ENGINE is "Python", but DeepSpeed runs under MPI. Remove the variable.'],
  ['MPI for Python', env('Vllm', 12, { OPTION_MPI_MODE: 'true' }), 'environment.OPTION_MPI_MODE is "true", but vLLM does not run under MPI. Remove the variable.'],
  ['MPI off', env('LmiDist', 9, { OPTION_MPI_MODE: 'True' }), 'environment.OPTION_MPI_MODE is "True", but LMI-Dist runs under MPI only, and the container compares with the exact word true. Remove the variable.'],
  ['a second model', env('Vllm', 12, { OPTION_MODEL_ID: 'org/other' }), 'environment.OPTION_MODEL_ID is "org/other", which names a model in addition to that of the endpoint, so that the container would load both or neither. Remove it, and say with model where the weights are.'],
  ['TensorRT-LLM without a rolling batch', props('TrtLlm', 9, { rollingBatch: 'disable' }, { modelType: 'llama' }), 'rollingBatch is "disable", but without a rolling batch TensorRT-LLM serves T5 models only in LMI V9, and the container would not convert the weights of another. Omit it and use maxRollingBatchSize, or pass the architecture of the T5 model.'],
  ['dynamic batches in addition to a rolling batch', env('LmiDist', 12, { SERVING_BATCH_SIZE: '2' }), 'environment.SERVING_BATCH_SIZE is "2", but LMI-Dist serves with a rolling batch in LMI V12, which takes requests one by one whatever the server puts together. Omit it and use maxRollingBatchSize.'],
  ['the same with DeepSpeed', props('DeepSpeed', 9, { batchSize: 2, rollingBatch: 'auto' }), 'batchSize is "2", but DeepSpeed serves with a rolling batch in LMI V9, which takes requests one by one whatever the server puts together. Omit it and use maxRollingBatchSize, or pass rollingBatch: "disable".'],
  ['the same where the rolling batch can be disabled', props('Neuronx', 12, { batchSize: 2, rollingBatch: 'auto' }), 'batchSize is "2", but Transformers NeuronX serves with a rolling batch in LMI V12, which takes requests one by one whatever the server puts together. Omit it and use maxRollingBatchSize, or pass rollingBatch: "disable".'],

  // Conflicting options.
  ['adapters in the asynchronous mode of V15', props('Vllm', 15, { enableLora: true, mode: 'async' }), 'enableLora is "true", but the asynchronous handler of LMI V15 does not serve adapters. Set mode: VllmMode.ROLLING_BATCH, or use LMI V16 or later.'],
  ['fewer adapters on the host than in a batch', props('Vllm', 12, { enableLora: true, maxCpuLoras: 3 }), 'maxCpuLoras is "3"; it must be at least maxLoras, which is 4. Raise it, or lower maxLoras.'],
  ['fewer adapters than maxLoras', props('Vllm', 12, { enableLora: true, maxCpuLoras: 4, maxLoras: 5 }), 'maxCpuLoras is "4"; it must be at least maxLoras, which is 5. Raise it, or lower maxLoras.'],
  ['a draft model with a different degree', props('LmiDist', 12, { draftModelTpSize: 2, tensorParallelDegree: 4, speculativeDraftModel: 'org/draft' }), 'draftModelTpSize is "2"; it must be 1 or tensorParallelDegree, which is 4. Use one of the two.'],
  ['more stages than GPUs', props('LmiDist', 11, { tensorParallelDegree: 4, pipelineParallelDegree: 2 }), 'pipelineParallelDegree is "2" and tensorParallelDegree is 4, which takes 8 GPUs for a copy, but ml.g5.12xlarge has 4. Lower one of the two, or choose a larger instance type.'],
  ['more stages than GPUs, under another name', env('LmiDist', 11, { PIPELINE_PARALLEL_DEGREE: '2', TENSOR_PARALLEL_DEGREE: '4' }), 'environment.PIPELINE_PARALLEL_DEGREE is "2" and tensorParallelDegree is 4, which takes 8 GPUs for a copy, but ml.g5.12xlarge has 4. Lower one of the two, or choose a larger instance type.'],
  ['prompts longer than the sequence', props('Neuronx', 12, { contextLengthEstimate: [256, 2048], nPositions: 1024 }), 'contextLengthEstimate is "256,2048", but nPositions is 1024, and no prompt can be longer than the sequence it begins: lower the estimates, or raise nPositions'],
  ['prompts longer than the default', props('Neuronx', 11, { contextLengthEstimate: [129] }), 'contextLengthEstimate is "129", but nPositions is 128 by default, and no prompt can be longer than the sequence it begins: lower the estimates, or raise nPositions'],
  ['several prompts in one layout of the cache', props('Neuronx', 11, { contextLengthEstimate: [256, 512], nPositions: 512, cacheLayout: 'BSH' }), 'contextLengthEstimate is "256,512", but with the cache layout BSH the rolling batch of LMI V11 takes nPositions alone, which is 512. Omit it, or pass rollingBatch: "disable".'],
  ['several prompts of V10', props('Neuronx', 10, { contextLengthEstimate: [256, 512], nPositions: 512 }), 'contextLengthEstimate is "256,512", but the rolling batch of LMI V10 takes nPositions alone, which is 512. Omit it, or pass rollingBatch: "disable".'],
  ['several prompts', props('Neuronx', 8, { contextLengthEstimate: [256, 512], nPositions: 512 }), 'contextLengthEstimate is "256,512", but the rolling batch of LMI V8 takes nPositions alone, which is 512. Omit it, or pass rollingBatch: "disable".'],
  ['FP8 on Turing', props('Vllm', 20, { quantize: LmiQuantization.FP8 }, { instanceType: LmiInstanceType.G4DN_12XLARGE }), 'quantize is "fp8", which needs a GPU of compute capability 8.0 or later, but the T4 of ml.g4dn.12xlarge has 7.5. Use another method, or a newer instance type.'],
  ['bfloat16 for AWQ', props('Vllm', 11, { dtype: 'bf16', quantize: LmiQuantization.AWQ }), 'dtype is "bf16", but the kernels of quantize is "awq" compute in float16 only. Use "fp16", or omit quantize or use "awq_marlin".'],
  ['bfloat16 for GPTQ before Marlin', props('Vllm', 10, { dtype: 'bf16', quantize: LmiQuantization.GPTQ }), 'dtype is "bf16", but the kernels of quantize is "gptq" compute in float16 only. Use "fp16", or omit quantize.'],

  // The serving mode.
  ['the asynchronous mode before there was one', props('Vllm', 14, { mode: 'async' }), 'mode is ASYNC, which LMI V15 and later support, but the version is LMI V14. Use VllmMode.ROLLING_BATCH or a newer version.'],
  ['both modes', props('Vllm', 17, { mode: 'rolling-batch' }, { environment: { OPTION_ASYNC_MODE: 'true' } }), 'mode is "vllm" and environment.OPTION_ASYNC_MODE is "true", but LMI V17 then serves asynchronously all the same. Remove one of them.'],
  ['a chat template by path', props('Vllm', 14, { chatTemplate: '/opt/ml/model/chat.txt' }), 'chatTemplate is "/opt/ml/model/chat.txt", but in a rolling batch the path itself would become the prompt, because the container takes the value for the template. Pass the template as a string.'],
  ['a chat template by file', props('Vllm', 15, { chatTemplate: 'chat.jinja' }), 'chatTemplate is "chat.jinja", but in a rolling batch the path itself would become the prompt, because the container takes the value for the template. Pass the template as a string, or serve in asynchronous mode.'],

  // Workers.
  ['two workers on the same GPUs', props('Vllm', 17, { maxWorkers: 2 }), `maxWorkers is "2", ${EACH_GROUP} GPUs that holds a copy, and they do not fit next to each other. Omit it, or lower gpuMemoryUtilization to their share; a lower tensorParallelDegree gives more copies, loadOnDevices fewer.`],
  ['two workers on the same NeuronCores', props('Neuronx', 10, { maxWorkers: 2, nPositions: 512 }), `maxWorkers is "2", ${EACH_GROUP} NeuronCores that holds a copy, and they do not fit next to each other. Omit it; a lower tensorParallelDegree gives more copies, loadOnDevices fewer.`],
  ['more workers than copies', props('DeepSpeed', 9, { tensorParallelDegree: 1, minWorkers: 5, maxWorkers: 6 }), 'maxWorkers is "6", but ml.g5.12xlarge has 4 GPUs, which hold 4 copies of the model on 1 each, and the server exits when it is asked for more. Lower it, or lower tensorParallelDegree.'],
  ['more workers than the one copy', props('LmiDist', 12, { tensorParallelDegree: 3, minWorkers: 2, maxWorkers: 2 }), 'minWorkers is "2", but ml.g5.12xlarge has 4 GPUs, which hold 1 copy of the model on 3 each, and the server exits when it is asked for more. Lower it, or lower tensorParallelDegree.'],
  ['more workers than copies in stages', props('LmiDist', 12, { tensorParallelDegree: 1, pipelineParallelDegree: 2, minWorkers: 3, maxWorkers: 3 }), 'minWorkers is "3", but ml.g5.12xlarge has 4 GPUs, which hold 2 copies of the model on 2 each, and the server exits when it is asked for more. Lower it, or lower tensorParallelDegree.'],

  // Models.
  ['T5 on vLLM', model('Vllm', 12, 't5'), 'the model is of type t5, which vLLM does not serve in LMI V12. Use LmiDistBackend (LMI V7 to V14) or TrtLlmBackend (LMI V9 to V14).'],
  ['T5 on an old TensorRT-LLM', model('TrtLlm', 8, 't5'), 'the model is of type t5, which TensorRT-LLM does not serve in LMI V8. Use LmiDistBackend (LMI V7 to V14) or TrtLlmBackend (LMI V9 to V14).'],
  ['SmoothQuant of another model', props('DeepSpeed', 8, { quantize: LmiQuantization.SMOOTHQUANT }, { modelType: 'opt' }), 'quantize is "smoothquant", but the model is of type opt, and DeepSpeed has SmoothQuant for bloom, gpt2, gpt_neo, gpt_neox, gptj, llama only. Use dynamic_int8, or omit it.'],
  ['ChatGLM without its version', model('TrtLlm', 8, 'chatglm'), 'chatglmModelVersion is missing, but LMI V8 does not build the engine of a ChatGLM model without it. Set it.'],
  ['heads that are not divisible', { backend: 'Vllm', version: 12, architecture: architectureOf('falcon', { hiddenSize: 4544, attentionHeads: 71, keyValueHeads: 1 }) }, 'tensorParallelDegree is 4; it must divide the 71 attention heads of the model. Pass a divisor of both that and the number of GPUs of ml.g5.12xlarge, or choose another instance type.'],
  ['Inferentia1', { backend: 'Neuronx', version: 12, props: { tensorParallelDegree: 4 }, instanceType: LmiInstanceType.of('ml.inf1.6xlarge') }, 'instanceType is ml.inf1.6xlarge, but Transformers NeuronX runs on Inferentia2 and Trainium only. Choose an Inf2 or Trn1 instance type.'],

  // Names of variables.
  ['a location that is not allowed', env('Vllm', 8, { OPTION_S3URL: 's3://bucket/model/' }), 'environment.OPTION_S3URL is refused together with the model id that the backend sets. Remove it, and use LmiModel.fromS3.'],
  ['a formatter by name', env('Vllm', 11, { OPTION_INPUT_FORMATTER: 'mine' }), 'environment.OPTION_INPUT_FORMATTER is a string, but the container takes a Python function only. Remove it, and mark the function with @input_formatter in model.py.'],
  ['vLLM\'s own names', env('Vllm', 14, { OPTION_TENSOR_PARALLEL_SIZE: '4' }), 'environment.OPTION_TENSOR_PARALLEL_SIZE is vLLM\'s own name, which the container refuses with any value. Use tensorParallelDegree.'],
  ['its name for stages', env('Vllm', 14, { OPTION_PIPELINE_PARALLEL_SIZE: '1' }), 'environment.OPTION_PIPELINE_PARALLEL_SIZE is vLLM\'s own name, which the container refuses with any value. Use pipelineParallelDegree.'],
  ['its name for sequences', env('Vllm', 14, { OPTION_MAX_NUM_SEQS: '4' }), 'environment.OPTION_MAX_NUM_SEQS is vLLM\'s own name, which the container refuses with any value. Use maxRollingBatchSize.'],
  ['all GPUs of NeuronX', env('Neuronx', 9, { TENSOR_PARALLEL_DEGREE: 'max', OPTION_N_POSITIONS: '512' }), 'environment.TENSOR_PARALLEL_DEGREE is "max", but LMI V9 counts GPUs for it, of which a Neuron instance has none (TENSOR_PARALLEL_DEGREE). Remove the variable, or pass tensorParallelDegree as a number of NeuronCores.'],
  ['a batch of NeuronX', env('Neuronx', 8, { OPTION_BATCH_SIZE: '2', OPTION_N_POSITIONS: '512' }), 'environment.OPTION_BATCH_SIZE is "2", which the container refuses together with a rolling batch. Use maxRollingBatchSize, or set rollingBatch: "disable" with batchSize.'],
  ['secure mode and the asynchronous mode', props('Vllm', 17, { secureMode: true, securityControls: ['DISALLOW_PICKLE_FILES'] }), 'secureMode is on, but it refuses the asynchronous mode of LMI V17. Pass mode: VllmMode.ROLLING_BATCH.'],
  ['secure mode with TensorRT-LLM', props('TrtLlm', 15, { secureMode: true, securityControls: ['DISALLOW_PICKLE_FILES'] }), 'secureMode is on, but it refuses the asynchronous mode of LMI V15. Choose a version up to LMI V14.'],
  ['an option that secure mode does not allow', props('Vllm', 14, { secureMode: true, securityControls: ['DISALLOW_PICKLE_FILES'] }, { environment: { OPTION_KV_CACHE_DTYPE: 'fp8' } }), 'secureMode is on, but LMI V14 does not allow environment.OPTION_KV_CACHE_DTYPE in secure mode. Omit it.'],
  ['options that secure mode does not allow', props('Vllm', 14, { secureMode: true, securityControls: ['DISALLOW_PICKLE_FILES'] }, { environment: { OPTION_KV_CACHE_DTYPE: 'fp8', OPTION_SEED: '1' } }), 'secureMode is on, but LMI V14 does not allow environment.OPTION_KV_CACHE_DTYPE, environment.OPTION_SEED in secure mode. Omit them.'],
  ['graphs that are on and off', env('Vllm', 12, { ENABLE_CUDA_GRAPHS: 'true', OPTION_ENFORCE_EAGER: 'true' }), 'environment.ENABLE_CUDA_GRAPHS is "true" and environment.OPTION_ENFORCE_EAGER is "true", which contradict each other, because one is the inverse of the other. Remove ENABLE_CUDA_GRAPHS.'],
  ['graphs that are off and on', env('Vllm', 10, { ENABLE_CUDA_GRAPHS: 'false', OPTION_ENFORCE_EAGER: 'false' }), 'environment.ENABLE_CUDA_GRAPHS is "false" and environment.OPTION_ENFORCE_EAGER is "false", which contradict each other, because one is the inverse of the other. Remove ENABLE_CUDA_GRAPHS.'],
  ['streaming together with batches', env('DeepSpeed', 9, { OPTION_BATCH_SIZE: '2', OPTION_ENABLE_STREAMING: 'huggingface', OPTION_ROLLING_BATCH: 'disable' }), 'environment.OPTION_BATCH_SIZE is "2" and environment.OPTION_ENABLE_STREAMING is "huggingface", but the container refuses streaming together with dynamic batches. Omit one of them.'],
  ['bfloat16 for AWQ of LMI-Dist', props('LmiDist', 12, { dtype: 'bf16', quantize: LmiQuantization.AWQ }), 'dtype is "bf16", but the kernels of quantize is "awq" compute in float16 only. Use "fp16", or omit quantize or use "awq_marlin".'],
  ['a parser of a later version', props('Vllm', 15, { toolCallParser: 'glm45', enableAutoToolChoice: true, mode: 'async' }), 'toolCallParser is "glm45", a parser that vLLM does not have in LMI V15, so the container would end when it starts: use LMI V16 or later'],
  ['a removed parser', props('Vllm', 28, { toolCallParser: 'minimax', enableAutoToolChoice: true }), 'toolCallParser is "minimax", a parser that vLLM does not have in LMI V28, so the container would end when it starts: LMI V27 is the last version that has it'],
  ['a parser of a later vLLM than the one in the image of V24', props('Vllm', 24, { toolCallParser: 'minicpm5', enableAutoToolChoice: true }), 'toolCallParser is "minicpm5", a parser that vLLM does not have in LMI V24, so the container would end when it starts: use LMI V27 or later'],
  ['a class that the vLLM of LMI-Dist lacks', { backend: 'LmiDist', version: 12, architecture: architectureOf('other', { architectureClass: 'Qwen3ForCausalLM' }) }, 'the model has the architecture Qwen3ForCausalLM, which vLLM serves from LMI V15 on, but LMI-Dist in LMI V12 is built on an older vLLM: use VllmBackend with LMI V15 or later.'],
  ['a class of Transformers in a version before vLLM supported those', { backend: 'Vllm', version: 13, architecture: architectureOf('other', { architectureClass: 'SmolLM3ForCausalLM' }) }, 'the model has the architecture SmolLM3ForCausalLM, which vLLM serves from LMI V16 on, but LMI V13 has vLLM 0.6.3.post1: use LMI V16 or later.'],
  ['a prop that resembles no option', props('Vllm', 17, { zzyzx: 1 }), 'zzyzx is not an option of vLLM. Correct the name, or omit it.'],
])('%s is an error', (_what, request, sentence) => {
  expect(messagesOf(request).faults).toEqual([sentence]);
});

test.each<[string, Request, string]>([
  ['TensorRT-LLM with the rolling batch of vLLM', env('TrtLlm', 8, { OPTION_ROLLING_BATCH: 'vllm' }), 'environment.OPTION_ROLLING_BATCH is "vllm", so the container does not serve with TensorRT-LLM, and the options are checked as if it did. Remove the variable, or use VllmBackend.'],
  ['the Hugging Face handler', env('Vllm', 14, { OPTION_ROLLING_BATCH: 'disable', OPTION_TASK: 'object-detection' }), 'environment.OPTION_ROLLING_BATCH is "disable", so the Hugging Face handler serves instead of vLLM, one request at a time, and it reads few of the options. Omit the variable to serve with the backend.'],
  ['an asynchronous mode that cannot be disabled', env('Vllm', 17, { OPTION_ASYNC_MODE: 'false' }), 'environment.OPTION_ASYNC_MODE is "false", which LMI V17 overwrites with true unless mode is VllmMode.ROLLING_BATCH. Remove it.'],
  ['the same for TensorRT-LLM', env('TrtLlm', 15, { OPTION_ASYNC_MODE: 'false' }), 'environment.OPTION_ASYNC_MODE is "false", which LMI V15 overwrites with true. Remove it.'],
  ['both modes by variables', env('Vllm', 17, { OPTION_ROLLING_BATCH: 'vllm', OPTION_ASYNC_MODE: 'true' }), 'environment.OPTION_ROLLING_BATCH is "vllm" and environment.OPTION_ASYNC_MODE is "true", but LMI V17 then serves asynchronously all the same. Remove one of them.'],
  ['a rolling batch of asynchronous TensorRT-LLM', env('TrtLlm', 15, { OPTION_ROLLING_BATCH: 'trtllm' }), 'environment.OPTION_ROLLING_BATCH is "trtllm", but LMI V15 serves TensorRT-LLM asynchronously, and its server may not start when a rolling batch is named. Remove the variable.'],
  ['an engine that is overruled', env('LmiDist', 10, { OPTION_ENGINE: 'Python' }), 'environment.OPTION_ENGINE is "Python", but LMI-Dist runs under MPI all the same in LMI V10. Remove the variable.'],
  ['MPI that cannot be disabled', env('TrtLlm', 12, { OPTION_MPI_MODE: 'false' }), 'environment.OPTION_MPI_MODE is "false", but TensorRT-LLM runs under MPI all the same in LMI V12. Remove the variable.'],
  ['a scheduler that Python chooses', env('LmiDist', 9, { OPTION_ENGINE: 'Python', OPTION_ROLLING_BATCH: 'auto' }), 'environment.OPTION_ENGINE is "Python" and environment.OPTION_ROLLING_BATCH is "auto", with which LMI V9 does not serve with LMI-Dist but with the scheduler of Python. Remove both variables.'],
  ['an engine before V9', env('LmiDist', 8, { OPTION_ENGINE: 'MPI' }), 'environment.OPTION_ENGINE does not choose the engine before LMI V9; the backend names it where that is necessary. Remove the variable.'],
  ['one worker for adapters', props('Vllm', 13, { enableLora: true, tensorParallelDegree: 1 }), 'enableLora is "true", so the container runs one worker, which uses 1 of the 4 GPUs. Omit tensorParallelDegree, or choose a smaller instance type.'],
  ['a GPU that is not used', props('Vllm', 8, { tensorParallelDegree: 3 }), 'a copy of the model takes 3 of the 4 GPUs of ml.g5.12xlarge, and one stays idle. Pass a tensorParallelDegree that divides the number of GPUs.'],
  ['long prompts without a rolling batch', props('Neuronx', 12, { contextLengthEstimate: [2048], nPositions: 1024, rollingBatch: 'disable' }), 'contextLengthEstimate is "2048", but nPositions is 1024, and no prompt can be longer than the sequence it begins: lower the estimates, or raise nPositions'],
  ['a short context', props('Neuronx', 11, {}), 'nPositions is not set, and LMI V11 compiles the model for 128 tokens, prompt and output together. Pass the length that you need.'],
  ['quantization that the checkpoint specifies', { backend: 'Vllm', version: 12, props: { quantize: LmiQuantization.AWQ }, architecture: architectureOf('llama', { quantizationMethod: 'awq', quantizationBits: 4 }) }, 'quantize is "awq", which the checkpoint says itself; giving it keeps the engine from choosing its fastest kernels. Omit it.'],
  ['an option of a rolling batch', props('Vllm', 17, { outputFormatter: 'jsonlines' }), 'outputFormatter has no effect in the asynchronous mode of LMI V17. Omit it, or pass mode: VllmMode.ROLLING_BATCH.'],
  ['several of them', props('Vllm', 19, { outputFormatter: 'jsonlines', tgiCompat: true }), 'outputFormatter, tgiCompat have no effect in the asynchronous mode of LMI V19. Omit them, or pass mode: VllmMode.ROLLING_BATCH, in which LMI V19 fails every request with messages.'],
  ['one without an alternative mode', props('TrtLlm', 15, { tgiCompat: true }), 'tgiCompat has no effect in the asynchronous mode of LMI V15. Omit it.'],
  ['an option of the asynchronous mode', props('Vllm', 16, { sessionsPath: '/tmp/sessions', enableStatefulSessions: true }), 'enableStatefulSessions, sessionsPath have no effect in a rolling batch. Omit them, or pass mode: VllmMode.ASYNC.'],
  ['chats in a rolling batch', props('Vllm', 19, { mode: 'rolling-batch' }), 'mode is "vllm", with which LMI V19 fails every request with messages (chat), because it imports what its vLLM no longer has; only requests with inputs work. Use asynchronous mode, or another LMI version.'],
  ['a parser without its switch', props('Vllm', 14, { reasoningParser: 'deepseek_r1' }), 'reasoningParser has no effect in a rolling batch without enableReasoning. Set enableReasoning: true.'],
  ['a handler whose source is unknown', props('Vllm', 27, { entryPoint: 'model.py' }), 'model.py runs in the asynchronous mode of LMI V27, in which a handler that is not declared with "async def" ends the container. Declare it so, or pass mode: VllmMode.ROLLING_BATCH.'],
  ['the same for TensorRT-LLM', props('TrtLlm', 15, { entryPoint: 'model.py' }), 'model.py runs in the asynchronous mode of LMI V15, in which a handler that is not declared with "async def" ends the container. Declare it so.'],
  ['an ordinary draft model', props('Vllm', 17, { speculativeConfig: { model: 'draft' } }), 'speculativeConfig names the draft model "draft" without a method; the vLLM of LMI V17 does not start with an ordinary model as the draft model, only with heads such as EAGLE or Medusa. Pass the method, or use LMI V20 or later.'],
  ['FP8 of TensorRT-LLM on Ampere', props('TrtLlm', 12, { quantize: LmiQuantization.FP8 }), 'quantize is "fp8", which needs a GPU of compute capability 8.9 or later, but the A10G of ml.g5.12xlarge has 8.6. Use another method, or a newer instance type.'],
  ['bfloat16 weights', { backend: 'Vllm', version: 12, instanceType: LmiInstanceType.G4DN_2XLARGE, architecture: architectureOf('llama', { parameters: 1e9, torchDtype: 'bfloat16' }) }, 'the weights are in bfloat16, in which the T4 of ml.g4dn.2xlarge does not compute. Pass dtype: "fp16", or choose a newer instance type.'],
  ['a name of the guides', env('Vllm', 8, { OPTION_MAX_IDLE_TIME: '50' }), 'environment.OPTION_MAX_IDLE_TIME is read by no LMI version, although guides named it. Use maxIdleTime.'],
  ['another', env('Vllm', 8, { OPTION_MAX_BATCH_DELAY: '50' }), 'environment.OPTION_MAX_BATCH_DELAY is read by no LMI version, although guides named it. Use maxBatchDelay.'],
  ['a batch size that the server does not read', env('Vllm', 12, { OPTION_BATCH_SIZE: '2' }), 'environment.OPTION_BATCH_SIZE does not reach the model server, which forms the batches. Use batchSize.'],
  ['bfloat16 weights, with LMI-Dist', { backend: 'LmiDist', version: 9, instanceType: LmiInstanceType.G4DN_2XLARGE, architecture: architectureOf('llama', { parameters: 1e9, torchDtype: 'bfloat16' }) }, 'the weights are in bfloat16, in which the T4 of ml.g4dn.2xlarge does not compute. Pass dtype: "fp16", or choose a newer instance type.'],
  ['unchanged bfloat16 weights, with LMI-Dist V8', { backend: 'LmiDist', version: 8, props: { dtype: 'auto' }, instanceType: LmiInstanceType.G4DN_2XLARGE, architecture: architectureOf('llama', { parameters: 1e9, torchDtype: 'bfloat16' }) }, 'the weights are in bfloat16, in which the T4 of ml.g4dn.2xlarge does not compute. Pass dtype: "fp16", or choose a newer instance type.'],
  ['quantization that the checkpoint specifies, with LMI-Dist', { backend: 'LmiDist', version: 12, props: { quantize: LmiQuantization.AWQ }, architecture: architectureOf('llama', { quantizationMethod: 'awq', quantizationBits: 4 }) }, 'quantize is "awq", which the checkpoint says itself; giving it keeps the engine from choosing its fastest kernels. Omit it.'],
  ['an unlisted architecture, served through Transformers', { backend: 'Vllm', version: 14, architecture: architectureOf('other', { architectureClass: 'NeverHeardOf' }) }, 'the model has the architecture NeverHeardOf, which is not in the list of vLLM in LMI V14; vLLM may serve it through the Transformers library of the image: test it before you rely on it'],
  ['the same in an earlier version', { backend: 'Vllm', version: 13, architecture: architectureOf('other', { architectureClass: 'NeverHeardOf' }) }, 'the model has the architecture NeverHeardOf, which is not in the list of vLLM in LMI V13; vLLM of this version serves only what it lists: test it before you rely on it'],
  ['false that is dropped', props('Vllm', 20, { enablePrefixCaching: false }), 'LMI V20 drops enablePrefixCaching: false before vLLM receives it. Omit it, or use LMI V26 or later.'],
  ['a false that no version can express', env('Vllm', 20, { OPTION_DISABLE_LOG_STATS: 'false', OPTION_ENABLE_PREFIX_CACHING: 'false' }), 'LMI V20 drops environment.OPTION_DISABLE_LOG_STATS: false, environment.OPTION_ENABLE_PREFIX_CACHING: false before vLLM receives it. Omit it.'],
  ['a name that only the GPU images translate', env('Neuronx', 12, { SM_NUM_GPUS: '2', OPTION_N_POSITIONS: '512' }), 'environment.SM_NUM_GPUS is translated by the images for GPUs only: use the prop that sets TENSOR_PARALLEL_DEGREE'],
  ['an option that any value enables', env('Neuronx', 12, { OPTION_ENABLE_SATURATE_INFINITY: 'false', OPTION_N_POSITIONS: '512' }), 'environment.OPTION_ENABLE_SATURATE_INFINITY is "false", which turns the option on anyway. Remove the variable.'],
])('%s is a warning', (_what, request, sentence) => {
  const { faults, warnings } = messagesOf(request);
  expect(faults).toEqual([]);
  expect(warnings).toContain(sentence);
});

test.each<[string, Request]>([
  ['the value auto', env('Vllm', 7, { OPTION_ROLLING_BATCH: 'auto' })], ['NeuronX with vLLM from V10', env('Neuronx', 10, { OPTION_ROLLING_BATCH: 'vllm', OPTION_N_POSITIONS: '512' })],
  ['tnx from V10', env('Neuronx', 10, { OPTION_ROLLING_BATCH: 'tnx', OPTION_N_POSITIONS: '512' })], ['DeepSpeed without a rolling batch', env('DeepSpeed', 7, { OPTION_ROLLING_BATCH: 'disable' })],
  ['TensorRT-LLM without one', env('TrtLlm', 9, { OPTION_ROLLING_BATCH: 'disable' })], ['a handler of one\'s own without a rolling batch', env('Vllm', 12, { OPTION_ROLLING_BATCH: 'disable', OPTION_ENTRYPOINT: 'model.py' })],
  ['DeepSpeed by its own name', env('DeepSpeed', 9, { OPTION_ENGINE: 'DeepSpeed' })], ['the engine of a handler without a rolling batch', env('DeepSpeed', 9, { OPTION_ENGINE: 'Python', OPTION_ROLLING_BATCH: 'disable' })],
  ['MPI that stays enabled', env('LmiDist', 14, { OPTION_MPI_MODE: 'true' })], ['MPI off for Python', env('Vllm', 12, { OPTION_MPI_MODE: 'false' })],
  ['the same model twice since V10', env('Vllm', 10, { OPTION_MODEL_ID: 'org/model' })], ['all models', env('Vllm', 12, { SERVING_LOAD_MODELS: 'all' })],
  ['as many adapters on the host as in a batch', props('Vllm', 12, { enableLora: true, maxCpuLoras: 4 })], ['fewer adapters than a number that is not known', props('Vllm', 12, { enableLora: true, maxCpuLoras: 5, maxLoras: 5 })],
  ['a draft model on one GPU', props('LmiDist', 12, { draftModelTpSize: 1, tensorParallelDegree: 4, speculativeDraftModel: 'org/draft' })],
  ['a draft model on all', props('LmiDist', 12, { draftModelTpSize: 4, tensorParallelDegree: 4, speculativeDraftModel: 'org/draft' })],
  ['as many stages as GPUs', props('LmiDist', 11, { tensorParallelDegree: 2, pipelineParallelDegree: 2 })], ['prompts as long as the sequence', props('Neuronx', 12, { contextLengthEstimate: [256, 1024], nPositions: 1024 })],
  ['adapters on all GPUs', props('Vllm', 13, { enableLora: true, tensorParallelDegree: 4 })], ['float16 for AWQ', props('Vllm', 11, { dtype: 'fp16', quantize: LmiQuantization.AWQ })],
  ['bfloat16 for FP8', props('Vllm', 11, { dtype: 'bf16', quantize: LmiQuantization.FP8 })], ['a template in words', props('Vllm', 14, { chatTemplate: '{{ messages }} a.jinja b' })], ['a template with a slash', props('Vllm', 14, { chatTemplate: '<s>{{ messages }}</s>' })],
  ['workers that share the memory', props('Vllm', 17, { maxWorkers: 2, gpuMemoryUtilization: 0.5 })], ['as many workers as copies', props('DeepSpeed', 9, { tensorParallelDegree: 2, minWorkers: 2, maxWorkers: 2 })],
  ['an old location since V9, which is only ignored', env('Vllm', 12, { SERVING_BATCH_SIZE: '1' })], ['a batch of one', env('Neuronx', 12, { OPTION_BATCH_SIZE: '1' })],
  ['secure mode with allowed options', props('Vllm', 14, { secureMode: true, securityControls: ['DISALLOW_PICKLE_FILES'], maxModelLen: 2048, minWorkers: 1, maxWorkers: 1 })],
  ['a draft model with its method', props('Vllm', 17, { speculativeConfig: { method: 'eagle', model: 'draft' } })], ['a speculation without a model', props('Vllm', 17, { speculativeConfig: { num_speculative_tokens: 2 } })],
  ['graphs and eager execution that agree', env('Vllm', 12, { ENABLE_CUDA_GRAPHS: 'true', OPTION_ENFORCE_EAGER: 'false' })],
  ['ChatGLM with its version', props('TrtLlm', 11, { chatglmModelVersion: 'chatglm3' }, { modelType: 'chatglm' })],
  ['a format and a method that vLLM registers, in any case', env('Vllm', 28, { OPTION_LOAD_FORMAT: 'SafeTensors', OPTION_QUANTIZE: 'FP8' }, { instanceType: LmiInstanceType.G6_12XLARGE })],
  ['prompts of one length for a sequence that LMI chooses', props('Neuronx', 12, { contextLengthEstimate: [256], cacheLayout: 'BSH' })],
  ['only the switch for graphs', env('Vllm', 12, { ENABLE_CUDA_GRAPHS: 'true' })], ['bfloat16 weights in float16', { backend: 'Vllm', version: 12, props: { dtype: 'fp16' }, instanceType: LmiInstanceType.P3_2XLARGE, architecture: architectureOf('llama', { parameters: 1e9, torchDtype: 'bfloat16' }) }],
  ['bfloat16 weights in the float16 of LMI-Dist V8', { backend: 'LmiDist', version: 8, instanceType: LmiInstanceType.P3_2XLARGE, architecture: architectureOf('llama', { parameters: 1e9, torchDtype: 'bfloat16' }) }],
  ['a parser from its first version on', props('Vllm', 16, { toolCallParser: 'glm45', enableAutoToolChoice: true, mode: 'async' })], ['a parser to its last', props('Vllm', 27, { toolCallParser: 'minimax', enableAutoToolChoice: true })],
  ['a quantization that the checkpoint does not specify', { backend: 'Vllm', version: 12, props: { quantize: LmiQuantization.FP8 }, modelType: 'llama' }],
])('%s is fine', (_what, request) => {
  const { faults, warnings } = messagesOf(request);
  expect(faults).toEqual([]);
  // A warning that a variable replaces a default is not about its value.
  expect(warnings.filter((warning) => !warning.startsWith('variables in environment replace defaults'))).toEqual([]);
});

test('a plugin may register any parser', () => {
  const parser = { OPTION_TOOL_CALL_PARSER: 'mine', OPTION_ENABLE_AUTO_TOOL_CHOICE: 'true' };
  expect(messagesOf(env('Vllm', 28, parser)).faults).toEqual([expect.stringContaining('"mine", a parser that vLLM does not have in LMI V28')]);
  expect(messagesOf(env('Vllm', 28, { ...parser, OPTION_TOOL_PARSER_PLUGIN: 'mine.py' })).faults).toEqual([]);
  expect(messagesOf(env('Vllm', 28, { OPTION_REASONING_PARSER: 'mine' })).faults).toEqual([expect.stringContaining('"mine", a parser that vLLM does not have in LMI V28')]);
  expect(messagesOf(env('Vllm', 28, { OPTION_REASONING_PARSER: 'mine', OPTION_REASONING_PARSER_PLUGIN: 'mine.py' })).faults).toEqual([]);
});

test('each rule has a unique id', () => {
  const ids = RULES.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  ids.forEach((id) => expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/));
});
