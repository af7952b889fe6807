import { LmiError, LmiQuantization } from '../../src';
import { checkOptions, GivenOptions } from '../../src/backend/option-check';
import { Problems } from '../../src/checks/problems';
import { BackendName } from '../../src/facts/backends';
import { optionsOf } from '../../src/options/tables';

/*
 * Options of one backend that require or exclude each other, and replacements for removed options.
 *
 * Sources: validators of djl-serving 0.25.0-dlc to 0.36.0-lmi27-dlc, engines/python/setup/djl_python/properties_manager and lmcache_utils.py; trt_llm_user_guide.md of 0.30.0-dlc
 * ("only applied when"); vLLM's LoRAConfig, OffloadConfig and ParallelConfig, which read these fields only when the feature is on; read 2026-11-26.
 */

function check(backend: BackendName, version: number, given: GivenOptions): { readonly wrong: readonly string[]; readonly ignored: readonly string[] } {
  const problems = new Problems('Test');
  const ignored = checkOptions(problems, optionsOf(backend), given, version);
  try {
    problems.throwIfAny();
    return { wrong: [], ignored };
  } catch (error) {
    return { wrong: (error as LmiError).faults, ignored };
  }
}

const { AWQ, FP8, SMOOTHQUANT, DYNAMIC_INT8, GPTQ } = LmiQuantization;
const LORA = { enableLora: true };
const PYTORCH = { backend: 'pytorch' };
const DRAFT = { speculativeDraftModel: 'org/draft' };

test.each<[BackendName, number, GivenOptions, needed: GivenOptions, because: string]>([
  ['Vllm', 13, { maxLoras: 4, maxLoraRank: 16, maxCpuLoras: 8, fullyShardedLoras: true, loraDtype: 'auto', loraExtraVocabSize: 256, longLoraScalingFactors: [4] }, LORA, 'adapters are off'],
  ['Vllm', 28, { loraTargetModules: ['q_proj'], enableTowerConnectorLora: true, specializeActiveLora: true, enableMoeSharedLoras: true, defaultMmLoras: { image: 'a' } }, LORA, 'adapters are off'],
  ['LmiDist', 13, { maxLoras: 4, maxLoraRank: 16, maxCpuLoras: 8, fullyShardedLoras: true, loraDtype: 'auto', loraExtraVocabSize: 256, longLoraScalingFactors: [4] }, LORA, 'adapters are off'],
  ['Vllm', 17, { kvOffloadingBackend: 'native' }, { kvOffloadingSize: 4 }, 'nothing is moved without a size'],
  ['Vllm', 17, { all2allBackend: 'pplx' }, { enableExpertParallel: true }, 'experts are not distributed without it'],
  ['Vllm', 14, { toolCallParser: 'hermes' }, { enableAutoToolChoice: true }, 'tool calls are parsed only with it'],
  ['TrtLlm', 15, { attnBackend: 'FLASHINFER' }, PYTORCH, 'a TensorRT engine has its own attention'],
  ['TrtLlm', 15, { moeBackend: 'TRTLLM' }, PYTORCH, 'a TensorRT engine has its own kernels'],
  ['TrtLlm', 15, { kvCacheDtype: 'fp8' }, PYTORCH, 'the data type is part of a TensorRT engine'],
  ['TrtLlm', 15, { useCudaGraph: true, enableOverlapScheduler: true }, PYTORCH, 'a TensorRT engine runs without it'],
  ['TrtLlm', 14, { smoothquantAlpha: 0.5, smoothquantPerToken: true, smoothquantPerChannel: true, multiQueryMode: true }, { quantize: SMOOTHQUANT }, 'it belongs to SmoothQuant'],
  ['TrtLlm', 8, { awqFormat: 'int4_awq', awqCalibSize: 32 }, { quantize: AWQ }, 'it belongs to AWQ'],
  ['TrtLlm', 14, { qFormat: 'int4_awq', awqBlockSize: 64 }, { quantize: AWQ }, 'it belongs to AWQ'],
  ['TrtLlm', 14, { calibSize: 32, calibBatchSize: 16 }, { quantize: AWQ }, 'only AWQ and FP8 are calibrated'],
  ['TrtLlm', 14, { calibSize: 32, calibBatchSize: 16 }, { quantize: FP8 }, 'only AWQ and FP8 are calibrated'],
  ['TrtLlm', 14, { useFp8ContextFmha: true }, { quantize: FP8 }, 'it belongs to FP8'],
  ['Neuronx', 12, { speculativeLength: 4 }, DRAFT, 'nothing is drafted without a draft model'],
  ['Neuronx', 12, { draftModelCompiledPath: '/opt/ml/model/draft' }, DRAFT, 'the graphs belong to a draft model'],
  ['LmiDist', 12, { speculativeLength: 4, recordAcceptanceRate: true }, DRAFT, 'nothing is drafted without a draft model'],
  ['LmiDist', 12, { draftModelTpSize: 1 }, DRAFT, 'there is no draft model to split'],
  ['DeepSpeed', 9, { smoothquantAlpha: 0.5 }, { quantize: SMOOTHQUANT }, 'only SmoothQuant has a migration strength'],
])('%s V%d ignores %j without %j', (backend, version, given, needed, because) => {
  const [prop, value] = Object.entries(needed)[0];
  const sentences = Object.keys(given).map((name) => expect.stringMatching(new RegExp(`^${name} is .*, which needs ${prop} .*: ${because}$`)));
  const another = backend === 'DeepSpeed' ? DYNAMIC_INT8 : value === SMOOTHQUANT ? AWQ : SMOOTHQUANT;
  const other = prop === 'quantize' ? { quantize: another } : value === true ? { [prop]: false } : {};
  [{}, other].forEach((without) => expect(check(backend, version, { ...given, ...without })).toEqual({ wrong: [], ignored: sentences }));
  expect(check(backend, version, { ...given, ...needed })).toEqual({ wrong: [], ignored: [] });
});

test.each<[BackendName, GivenOptions, wrong: readonly number[], fine: readonly number[], sentence: string]>([
  ['Vllm', { speculativeModel: 'org/draft' }, [12, 13], [14], 'speculativeModel is "org/draft", which needs useV2BlockManager .* of true: the container refuses a draft model without'],
  ['Vllm', { enableAutoToolChoice: true }, [14, 29], [], 'enableAutoToolChoice is true, which needs toolCallParser .*: vLLM must know the form in which the model writes tool calls'],
  ['Vllm', { enableReasoning: true }, [14, 15], [], 'enableReasoning is true, which needs reasoningParser .*: vLLM must know how the model marks its reasoning'],
  ['Vllm', { quantize: LmiQuantization.of('fbgemm_fp8') }, [19, 29], [18], 'which needs allowDeprecatedQuantization .* of true: vLLM has deprecated the method'],
  ['Vllm', { lmcacheAutoConfig: true, lmcacheConfigFile: '/a.yaml' }, [19], [], 'and lmcacheConfigFile is .*, which cannot be combined: the automatic configuration takes the place of the file'],
  ['Vllm', { lmcacheAutoConfig: true, enableExpertParallel: true }, [19], [], 'and enableExpertParallel is true, .*: LMCache cannot configure itself for expert parallelism'],
  ['Vllm', { lmcacheAutoConfig: true, maxWorkers: 2 }, [19], [], 'and maxWorkers is 2, .*: LMCache sizes its memory for one worker'],
  ['Vllm', { lmcacheAutoConfig: true, kvTransferConfig: { kv_role: 'kv_both' } }, [19], [], 'and kvTransferConfig is .*: the automatic configuration writes it'],
  ['Vllm', { lmcacheAutoConfig: true, maxWorkers: 1, enableExpertParallel: false }, [], [19], ''],
  ['Vllm', { lmcacheAutoConfig: false, lmcacheConfigFile: '/a.yaml', enableExpertParallel: true, maxWorkers: 2, kvTransferConfig: { kv_role: 'kv_both' } }, [], [19], ''],
  ['TrtLlm', { rotaryScalingType: 'linear' }, [8, 14], [], 'which needs rotaryScalingFactor .*: type and factor of the rotary scaling go together'],
  ['TrtLlm', { rotaryScalingFactor: 2 }, [8, 14], [], 'which needs rotaryScalingType .*: type and factor of the rotary scaling go together'],
  ['TrtLlm', { rotaryScalingFactor: 2, rotaryScalingType: 'dynamic' }, [], [8, 14], ''],
  // In 0.27.0-dlc, tnx_properties.py compares the schema only if there is one; read 2026-11-26.
  ['Neuronx', { modelLoader: 'optimum' }, [10, 12], [9], 'which needs partitionSchema .* of "optimum": the optimum loader reads only models of the optimum schema'],
  ['Neuronx', { modelLoader: 'optimum', partitionSchema: 'safetensors' }, [10, 12], [], 'which needs partitionSchema'],
  ['Neuronx', { modelLoader: 'optimum', partitionSchema: 'safetensors' }, [9], [], 'and partitionSchema is "safetensors", .*: the optimum loader reads only models of the optimum schema'],
  ['Neuronx', { modelLoader: 'optimum', partitionSchema: 'optimum' }, [], [9, 12], ''],
  ['Neuronx', { modelLoader: 'tnx', partitionSchema: 'optimum' }, [9, 12], [], 'and partitionSchema is "optimum", .*: the tnx loader does not read models of the optimum schema'],
  ['Neuronx', { modelLoader: 'tnx', partitionSchema: 'safetensors' }, [], [9, 12], ''],
  ['Neuronx', { modelLoader: 'vllm', saveMpCheckpointPath: '/opt/a' }, [10, 12], [], 'and saveMpCheckpointPath is .*: the vllm loader cannot save a compiled model; use the tnx loader'],
  ['Neuronx', { modelLoader: 'tnx', saveMpCheckpointPath: '/opt/a' }, [], [10, 12], ''],
  ['LmiDist', { dtype: 'fp16', quantize: GPTQ }, [7, 8], [9], 'and quantize is "gptq", .*: LMI V7 and V8 take a data type or a quantization, not both'],
  ['LmiDist', { enableChunkedPrefill: true, enableLora: true }, [11], [], 'and enableLora is true, .*: LMI-Dist cannot process prompts in chunks for LoRA adapters'],
  ['LmiDist', { enableChunkedPrefill: true, ...DRAFT }, [11], [], 'and speculativeDraftModel is .*: LMI-Dist cannot process prompts in chunks with speculative decoding'],
  ['LmiDist', { enableChunkedPrefill: false, enableLora: true }, [], [11], ''],
  ['LmiDist', { ...DRAFT, enableLora: true }, [9, 14], [], 'and enableLora is true, .*: LMI-Dist does not combine speculative decoding with LoRA adapters'],
  ['LmiDist', { ...DRAFT, enableLora: false }, [], [9, 14], ''],
  ['LmiDist', { ...DRAFT, loadFormat: 'sagemaker_fast_model_loader' }, [13, 14], [], 'and loadFormat is .*: the fast model loader does not load a draft model'],
  ['LmiDist', { ...DRAFT, loadFormat: 'safetensors' }, [], [13, 14], ''],
  ['DeepSpeed', { quantize: SMOOTHQUANT, dtype: 'bf16' }, [7, 9], [], 'and dtype is "bf16", .*: SmoothQuant does not work on bf16 weights; use fp16'],
  ['DeepSpeed', { quantize: SMOOTHQUANT, dtype: 'fp16' }, [], [7, 9], ''],
  ['DeepSpeed', { quantize: DYNAMIC_INT8, dtype: 'bf16' }, [], [7, 9], ''],
  ['DeepSpeed', { checkpoint: 'a.json' }, [7, 9], [], 'which needs dtype .*: DeepSpeed loads a checkpoint of its own only in a given data type'],
  ['DeepSpeed', { checkpoint: 'a.json', dtype: 'fp16' }, [], [7, 9], ''],
  ['DeepSpeed', { checkpoint: 'a.json', dtype: 'fp16', quantize: DYNAMIC_INT8 }, [7, 9], [], 'and quantize is "dynamic_int8", .*: DeepSpeed cannot quantize a checkpoint of its own'],
  ['Vllm', { trustRemoteCode: true, securityControls: ['DISALLOW_TRUST_REMOTE_CODE'] }, [10, 29], [], 'and securityControls is .*: the container stops when this security control is on'],
  ['Vllm', { trustRemoteCode: true, securityControls: ['DISALLOW_PICKLE_FILES'] }, [], [10, 29], ''],
  ['DeepSpeed', { enableStreaming: 'true', batchSize: 2 }, [9], [], 'and batchSize is 2, .*: the container refuses streaming together with dynamic batches'],
  ['DeepSpeed', { enableStreaming: 'HuggingFace', batchSize: 2 }, [9], [], 'enableStreaming is "huggingface" and batchSize is 2'],
  ['DeepSpeed', { enableStreaming: 'false', batchSize: 2 }, [], [9], ''],
  ['DeepSpeed', { enableStreaming: 'true', batchSize: 1 }, [], [9], ''],
  ['Vllm', { secureMode: true, securityControls: ['DISALLOW_PICKLE_FILES'] }, [10], [11, 29], 'which needs untrustedChannels .*: LMI V10 does not start in secure mode without a list of directories'],
  ['Vllm', { secureMode: true, untrustedChannels: ['/opt/ml/model'] }, [10, 29], [], 'which needs securityControls .*: the container does not start in secure mode without a list of controls'],
])('%s with %j is an error in V%j but not in V%j', (backend, given, wrong, fine, sentence) => {
  wrong.forEach((version) => expect({ version, ...check(backend, version, given) }).toEqual({ version, wrong: [expect.stringMatching(sentence)], ignored: [] }));
  fine.forEach((version) => expect({ version, ...check(backend, version, given) }).toEqual({ version, wrong: [], ignored: [] }));
});

test.each<[BackendName, number, GivenOptions, because: string]>([
  ['Vllm', 8, { task: 'text-generation' }, 'the rolling batch does not read it'],
  ['Vllm', 24, { task: 'text-generation' }, 'LMI does not hand it to vLLM before V25; the architecture of the model decides'],
  ['Vllm', 14, { useV2BlockManager: true }, 'the second block manager is the only one there'],
  ['Vllm', 18, { loraExtraVocabSize: 256, enableLora: true }, 'vLLM 0.12 and newer have no such option'],
  ['Vllm', 16, { longLoraScalingFactors: [4], enableLora: true }, 'vLLM has had no such option since 0.10'],
  ['TrtLlm', 9, { task: 'text-generation' }, 'TensorRT-LLM serves text generation only'],
  ['LmiDist', 9, { task: 'text-generation' }, 'LMI-Dist serves text generation only'],
  ['LmiDist', 8, { pagedAttention: true }, 'LMI-Dist always keeps the KV cache in pages'],
  ['Neuronx', 7, { task: 'text-generation' }, 'the handler of LMI V7 does not know it'],
  ['Neuronx', 9, { unroll: '4' }, 'LMI V8 and V9 declare it and use it nowhere'],
])('%s V%d does not use %j', (backend, version, given, because) => {
  const [prop] = Object.keys(given);
  expect(check(backend, version, given)).toEqual({ wrong: [], ignored: [`${prop} has no effect in LMI V${version}, because ${because}.`] });
});

test('a task that no guide of the version names for vLLM is an error', () => {
  expect([9, 13].map((version) => check('Vllm', version, { task: 'text-generation' }).wrong))
    .toEqual([9, 13].map((version) => [`task has no effect in LMI V${version}, because the rolling batch does not read it. Omit it.`]));
});

/* Settings that vLLM, TensorRT-LLM and LMI renamed: changes of EngineArgs in vLLM 0.7.3 to 0.12.0, and the guides of TensorRT-LLM of V8 to V15. */
test.each<[BackendName, string, unknown, number, instead: string]>([
  ['TrtLlm', 'quantize', AWQ, 15, 'a checkpoint or an engine that is quantized already'],
  ['TrtLlm', 'pipelineParallelDegree', 2, 15, 'pipelineParallelSize in LMI V15'],
  ['TrtLlm', 'pipelineParallelSize', 2, 14, 'pipelineParallelDegree in LMI V11 to V14'],
  ['TrtLlm', 'maxOutputLen', 512, 15, 'maxSeqLen'],
  ['TrtLlm', 'maxSeqLen', 512, 14, 'maxOutputLen'],
  ['TrtLlm', 'maxNumSequences', 8, 15, 'maxRollingBatchSize'],
  ['TrtLlm', 'enableTrtOverlap', true, 15, 'enableOverlapScheduler'],
  ['TrtLlm', 'enableOverlapScheduler', true, 14, 'enableTrtOverlap'],
  ['TrtLlm', 'kvCacheFreeGpuMemFraction', 0.9, 15, 'freeGpuMemoryFraction'],
  ['TrtLlm', 'freeGpuMemoryFraction', 0.9, 14, 'kvCacheFreeGpuMemFraction'],
  ['TrtLlm', 'enableKvCacheReuse', true, 15, 'enableBlockReuse'],
  ['TrtLlm', 'enableBlockReuse', true, 14, 'enableKvCacheReuse'],
  ['TrtLlm', 'awqFormat', 'int4_awq', 9, 'qFormat'],
  ['TrtLlm', 'qFormat', 'int4_awq', 8, 'awqFormat in LMI V8'],
  ['TrtLlm', 'awqCalibSize', 32, 9, 'calibSize'],
  ['TrtLlm', 'calibSize', 32, 8, 'awqCalibSize in LMI V8'],
  ['Vllm', 'asyncScheduling', true, 13, 'numSchedulerSteps (LMI V14 and V15)'],
  ['Vllm', 'numSchedulerSteps', 4, 16, 'asyncScheduling'],
  ['Vllm', 'poolerConfig', {}, 13, 'overridePoolerConfig (LMI V14 to V17)'],
  ['Vllm', 'overridePoolerConfig', {}, 18, 'poolerConfig'],
  ['Vllm', 'speculativeConfig', {}, 13, 'speculativeModel and numSpeculativeTokens (V12 to V14)'],
  ...([
    ['speculativeModel', 'org/draft'], ['numSpeculativeTokens', 4], ['speculativeDraftTensorParallelSize', 1], ['speculativeModelQuantization', 'fp8'], ['speculativeMaxModelLen', 512],
    ['speculativeDisableByBatchSize', 8], ['ngramPromptLookupMax', 4], ['ngramPromptLookupMin', 1], ['specDecodingAcceptanceMethod', 'rejection_sampler'],
  ] as const).map(([prop, value]): [BackendName, string, unknown, number, string] => ['Vllm', prop, value, 15, 'speculativeConfig']),
  ['Vllm', 'maxSeqLenToCapture', 512, 17, 'compilationConfig'],
  ['Vllm', 'ropeScaling', {}, 17, 'hfOverrides'],
  ['Vllm', 'ropeTheta', 1, 17, 'hfOverrides'],
  ['Vllm', 'disableMmPreprocessorCache', true, 19, 'mmProcessorCacheGb: 0'],
  ['Vllm', 'structuredOutputsConfig', {}, 15, 'guidedDecodingBackend (LMI V14 to V17)'],
  ['Vllm', 'guidedDecodingBackend', 'auto', 18, 'structuredOutputsConfig'],
])('%s.%s of %j is an error in V%d, which uses %s', (backend, prop, value, version, instead) => {
  expect(check(backend, version, { [prop]: value }).wrong).toEqual([expect.stringMatching(new RegExp(`^${prop} is read by LMI .* but the version is LMI V${version}\\. Use ${instead.replace(/[()]/g, '\\$&')}\\.$`))]);
});

/*
 * Exclusive bounds, and lengths of lists: vLLM's Field(gt=0) of gpu_memory_utilization, and arg_utils.py of 0.7.3 to 0.28.0; trt_llm_user_guide.md of 0.30.0-dlc
 * ("any value larger than 1.0").
 */
test.each<[BackendName, number, prop: string, refused: unknown, accepted: unknown, more?: GivenOptions]>([
  ['Vllm', 20, 'gpuMemoryUtilization', 0, 0.01],
  ['LmiDist', 14, 'gpuMemoryUtilization', 0, 0.01],
  ['LmiDist', 14, 'longLoraScalingFactors', [4, 0], [4, 0.5], LORA],
  ['TrtLlm', 14, 'rotaryBase', 0, 10000],
  ['TrtLlm', 14, 'rotaryScalingFactor', 1, 2, { rotaryScalingType: 'linear' }],
  ['Vllm', 17, 'kvOffloadingSize', 0, 0.5],
  ['Vllm', 13, 'cpuOffloadGbPerGpu', 0.5, 1],
  ['Vllm', 14, 'cpuOffloadGbPerGpu', -1, 0.5],
])('%s V%d rejects %s of %j, and accepts %j', (backend, version, prop, refused, accepted, more = {}) => {
  expect(check(backend, version, { [prop]: refused, ...more }).wrong).toEqual([expect.stringMatching(`^${prop} is `)]);
  expect(check(backend, version, { [prop]: accepted, ...more }).wrong).toEqual([]);
});
