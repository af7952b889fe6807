import { BackendName, versionsOf } from '../../src/facts/backends';
import { atVersion } from '../../src/options/option';
import { optionsOf } from '../../src/options/tables';

/*
 * Values that LMI or its toolkits allow for an option, by version: enumerations of djl-serving 0.25.0-dlc to 0.36.0-lmi27-dlc,
 * engines/python/setup/djl_python/properties_manager/*.py, and the lists of the guides and handlers that a group names; read 2026-11-26.
 */

type Words = ReadonlyArray<readonly [from: number, to: number, words: string]>;
const MARLIN = 'awq awq_marlin deepspeedfp fbgemm_fp8 fp8 gptq gptq_marlin gptq_marlin_24 marlin squeezellm';
const LAYOUTS = 'BSH HSB SBH';

test.each<[BackendName, string, Words]>([
  // VllmQuantizeMethods and LmiDistQuantizeMethods; HFQuantizeMethods of V9 and V10, which is checked too, has no squeezellm. LmiDist V7 does not check; the list is that of its guide.
  ['Vllm', 'quantize', [[8, 8, 'awq'], [9, 9, 'awq gptq'], [10, 10, 'awq gptq deepspeedfp'], [11, 12, MARLIN]]],
  ['LmiDist', 'quantize', [[7, 7, 'bitsandbytes bitsandbytes8 gptq'], [8, 8, 'awq bitsandbytes bitsandbytes8 gptq'], [9, 9, 'awq gptq'], [10, 10, 'awq gptq deepspeedfp'], [11, 12, MARLIN]]],
  ['DeepSpeed', 'quantize', [[7, 9, 'dynamic_int8 smoothquant']]],
  ['Neuronx', 'quantize', [[7, 7, 'bitsandbytes8'], [8, 12, 'static_int8']]],
  ['Neuronx', 'dtype', [[7, 12, 'bf16 fp16 fp32']]],
  ['Neuronx', 'groupQueryAttention', [[8, 12, 'all-gather-heads replicated-heads shard-over-batch shard-over-heads']]],
  ['Neuronx', 'modelLoader', [[9, 9, 'optimum tnx'], [10, 12, 'optimum tnx vllm']]],
  ['Neuronx', 'partitionSchema', [[9, 11, 'compile_only legacy optimum safetensors'], [12, 12, 'compile_only optimum safetensors']]],
  ['Neuronx', 'rollingBatchStrategy', [[9, 12, 'continuous_batching naive_rolling_batch']]],
  ['Neuronx', 'attentionLayout', [[9, 12, LAYOUTS]]],
  ['Neuronx', 'collectivesLayout', [[9, 12, LAYOUTS]]],
  ['Neuronx', 'cacheLayout', [[9, 12, LAYOUTS]]],
  ['Neuronx', 'allReduceDtype', [[9, 12, 'bfloat16 float16 float32']]],
  ['Neuronx', 'castLogitsDtype', [[9, 12, 'bfloat16 float16 float32']]],
  ['Vllm', 'enableStreaming', [[7, 27, 'false huggingface true']]],
  // The values of RollingBatchEnum that the properties class and the images of the backend support. In V9 and V10, TensorRT-LLM serves only T5 without one.
  ['DeepSpeed', 'rollingBatch', [[7, 9, 'auto deepspeed disable']]],
  ['TrtLlm', 'rollingBatch', [[9, 10, 'auto disable trtllm'], [11, 14, 'auto trtllm']]],
  ['Neuronx', 'rollingBatch', [[7, 9, 'auto disable'], [10, 12, 'auto disable tnx vllm']]],
  // rolling_batch.py of 0.25.0-dlc to 0.27.0-dlc and output_formatter.py of 0.28.0-dlc to 0.36.0-lmi27-dlc, get_output_formatter.
  ['LmiDist', 'outputFormatter', [[7, 8, 'json jsonlines none'], [9, 9, 'json json_chat jsonlines jsonlines_chat none'], [10, 10, 'json json_chat jsonlines jsonlines_chat none sse'],
    [11, 14, '3p 3p_stream json json_chat jsonlines jsonlines_chat none sse']]],
  // hf_properties.py of 0.25.0-dlc to 0.36.0-lmi27-dlc, get_torch_dtype_from_str; with a rolling batch, none accepts int8.
  ['Vllm', 'dtype', [[7, 29, 'auto bf16 fp16 fp32']]],
  ['LmiDist', 'dtype', [[7, 8, 'auto bf16 fp16 fp32 int8'], [9, 14, 'auto bf16 fp16 fp32']]],
  // vllm_rb_properties.py of 0.36.0-lmi25-dlc to 0.36.0-lmi27-dlc, validate_task and TASK_MAP.
  ['Vllm', 'task', [[25, 27, 'auto generate text-generation text-embedding feature-extraction classify']]],
  ['TrtLlm', 'batchSize', [[7, 8, '1'], [11, 15, '1']]],
  // deepspeed.py of 0.27.0-dlc, SUPPORTED_TASKS; ds_properties.py, SUPPORTED_DTYPE.
  ['DeepSpeed', 'task', [[7, 9, 'text-generation text-classification question-answering fill-mask token-classification conversational text2text-generation']]],
  ['DeepSpeed', 'dtype', [[7, 9, 'bf16 fp16 fp32 int8']]],
  // trt_llm_user_guide.md at 6d126d06 (V8), 0.29.0-dlc and 0.30.0-dlc; chatglm3 in tests/integration of 0.27.0-dlc to 0.29.0-dlc, which build it.
  ['TrtLlm', 'quantize', [[7, 7, 'smoothquant'], [8, 8, 'awq smoothquant'], [11, 14, 'awq fp8 smoothquant']]],
  ['TrtLlm', 'batchSchedulerPolicy', [[7, 14, 'guaranteed_no_evict max_utilization']]],
  ['TrtLlm', 'logitsDtype', [[10, 14, 'fp16 fp32']]],
  ['TrtLlm', 'rotaryScalingType', [[8, 14, 'dynamic linear']]],
  ['TrtLlm', 'baichuanModelVersion', [[8, 14, 'v1_13b v1_7b v2_13b v2_7b']]],
  ['TrtLlm', 'chatglmModelVersion', [[8, 11, 'chatglm2_6b chatglm2_6b_32k chatglm3 chatglm3_6b chatglm3_6b_32k chatglm3_6b_base chatglm_6b glm_10b'],
    [12, 14, 'chatglm chatglm2 chatglm3 glm glm4']]],
  ['TrtLlm', 'gptModelVersion', [[8, 14, 'gpt2 santacoder starcoder']]],
  ['TrtLlm', 'awqFormat', [[8, 8, 'int4_awq']]],
  ['TrtLlm', 'qFormat', [[9, 14, 'int4_awq']]],
])('%s accepts for %s the values of each version', (backend, prop, ranges) => {
  for (const [from, to, words] of ranges) {
    for (const version of versionsOf(backend).filter((each) => each >= from && each <= to)) {
      const allowed = [...atVersion(optionsOf(backend)[prop].values, version) ?? []].sort();
      expect({ version, words: allowed }).toEqual({ version, words: words.split(' ').sort() });
    }
  }
});
