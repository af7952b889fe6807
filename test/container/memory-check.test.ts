import { Annotations, Duration, Stack, Token } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import {
  AcceleratorKind, DeepSpeedBackend, LmiBackend, LmiBackendConfig, LmiEndpoint, LmiEndpointProps, LmiImage, LmiInstancePool, LmiInstanceType,
  LmiDistBackend, LmiDistBackendProps, LmiModel, LmiQuantization, LmiSizing, LmiVersion, MemoryFit, ModelArchitecture, NeuronxBackend, SizingEngine, TrtLlmBackend, VllmBackend, VllmBackendProps, VllmMode, WeightFormat,
} from '../../src';
import { problemsOf, informationOf, templateOf, testStack, warningsOf } from '../stacks';

const { G5_2XLARGE, G5_12XLARGE, G6E_XLARGE, P4D_24XLARGE } = LmiInstanceType;
const LLAMA_7B = LmiModel.fromHuggingFace('meta-llama/Llama-2-7b-hf');
const LLAMA_13B = LmiModel.fromHuggingFace('meta-llama/Llama-2-13b-hf');
const LLAMA_8B = LmiModel.fromHuggingFace('meta-llama/Llama-3.1-8B-Instruct');

interface Props extends Partial<LmiEndpointProps> {
  readonly vllm?: VllmBackendProps;
}

function endpoint(props: Props, stack: Stack = testStack()): LmiEndpoint {
  const { vllm, ...rest } = props;
  return new LmiEndpoint(stack, 'Llm', {
    model: LLAMA_7B, backend: vllm && new VllmBackend(stack, 'Vllm', vllm), ...rest,
  });
}

describe('an endpoint with a known architecture', () => {
  test('has the estimate of its first variant', () => {
    const { memoryFit } = endpoint({ instanceType: G5_2XLARGE, vllm: { version: LmiVersion.V8 } });
    expect(memoryFit!.fits).toBe(true);
    expect(memoryFit!.instanceType).toBe(G5_2XLARGE);
    expect(memoryFit!.weightsGib).toBeCloseTo(12.55, 1);
    expect(memoryFit!.maxConcurrency(4096)).toBeGreaterThanOrEqual(1);
  });

  test('fails when the weights do not fit, and names the type that they fit on', () => {
    const [fault, ...others] = problemsOf(() => endpoint({ model: LLAMA_13B, instanceType: G5_2XLARGE }));
    expect(others).toEqual([]);
    expect(fault).toMatch(/Llama-2-13b-hf does not fit ml\.g5\.2xlarge: the weights take 24\.\d GiB/);
    expect(fault).toMatch(/use ml\.\S+, or quantize the weights to 8 bits/);
    expect(fault).toMatch(/LmiSizing\.skip\(\)\.$/);
  });

  // vLLM quantizes to FP8 at startup on GPUs from compute capability 8.0 on, since 0.5 (LMI V11 has 0.5.3, V10 0.4.2); it never quantizes to 4 bits. TensorRT-LLM builds AWQ engines.
  test.each([
    ['A10G', G5_2XLARGE, { version: LmiVersion.V28 }, /or quantize the weights to 8 bits \(quantize: LmiQuantization\.FP8\);/, { quantize: LmiQuantization.FP8, maxModelLen: 4096 }],
    ['a vLLM without FP8', G5_2XLARGE, { version: LmiVersion.V10 }, /or use an AWQ or GPTQ checkpoint \(4 bits\);/, undefined],
    ['a GPU without FP8', LmiInstanceType.G4DN_2XLARGE, { version: LmiVersion.V24 }, /or use an AWQ or GPTQ checkpoint \(4 bits\);/, undefined],
  ])('the suggested quantization is a prop or a checkpoint that works there: %s', (_, instanceType, vllm, advice, followed) => {
    const asked = { maxModelLen: 2048, ...vllm };
    const [fault] = problemsOf(() => endpoint({ model: LLAMA_13B, instanceType, vllm: asked }));
    expect(fault).toMatch(advice);
    expect(fault).not.toContain('WeightFormat');
    if (followed !== undefined) {
      expect(endpoint({ model: LLAMA_13B, instanceType, vllm: { ...asked, ...followed } }).memoryFit!.fits).toBe(true);
    }
  });

  test('the suggested type fits the requested concurrency', () => {
    const sizing = LmiSizing.check({ concurrency: 40 });
    const [fault] = problemsOf(() => endpoint({ model: LLAMA_13B, instanceType: G5_2XLARGE, sizing }));
    const [, suggested] = /use (ml\.[\w-]+\.\w+)/.exec(fault)!;
    expect(endpoint({ model: LLAMA_13B, instanceType: LmiInstanceType.of(suggested), sizing }).memoryFit!.maxConcurrency(4096)).toBeGreaterThanOrEqual(40);
  });

  test('if the concurrency fits on no type, a shorter context is suggested', () => {
    const sizing = LmiSizing.check({ concurrency: 2000 });
    const [fault] = problemsOf(() => endpoint({ model: LLAMA_8B, instanceType: P4D_24XLARGE, vllm: { maxModelLen: 8192 }, sizing }));
    const limit = Number(/set maxModelLen to at most (\d+)/.exec(fault)![1]);
    expect(problemsOf(() => endpoint({ model: LLAMA_8B, instanceType: P4D_24XLARGE, vllm: { maxModelLen: limit + 1 }, sizing }))).toHaveLength(1);
    expect(endpoint({ model: LLAMA_8B, instanceType: P4D_24XLARGE, vllm: { maxModelLen: limit }, sizing }).memoryFit!.maxConcurrency(limit)).toBeGreaterThanOrEqual(2000);
  });

  test('the suggested context is never longer than the model\'s, unless its positions are scaled', () => {
    const limitOf = (vllm: object) => problemsOf(() => endpoint({
      model: LmiModel.fromHuggingFace('Qwen/Qwen3-8B'), instanceType: LmiInstanceType.G6E_XLARGE, vllm: { maxModelLen: 900_000, ...vllm },
    })).map((fault) => /set maxModelLen to at most (\d+)/.exec(fault)?.[1]).find((limit) => limit !== undefined);
    // max_position_embeddings of Qwen/Qwen3-8B.
    expect(limitOf({})).toBe('40960');
    // A larger type would not help: vLLM does not start with a longer context than the model's.
    expect(problemsOf(() => endpoint({
      model: LmiModel.fromHuggingFace('Qwen/Qwen3-8B'), instanceType: LmiInstanceType.G6E_XLARGE, vllm: { maxModelLen: 900_000 },
    })).join()).not.toMatch(/use ml\./);
    expect(Number(limitOf({ hfOverrides: { rope_parameters: { rope_type: 'yarn', factor: 4 } } }))).toBeGreaterThan(100_000);
  });

  test('fails when the model\'s own context is longer than the KV cache', () => {
    const [fault] = problemsOf(() => endpoint({ model: LLAMA_8B, instanceType: G5_2XLARGE }));
    expect(fault).toMatch(/a context of 131072 tokens \(the default, because maxModelLen is not set\)/);
    const limit = Number(/set maxModelLen to at most (\d+), or use ml\./.exec(fault)![1]);
    expect(endpoint({ model: LLAMA_8B, instanceType: G5_2XLARGE, vllm: { maxModelLen: limit } }).memoryFit!.fits).toBe(true);
    expect(problemsOf(() => endpoint({ model: LLAMA_8B, instanceType: G5_2XLARGE, vllm: { maxModelLen: limit + 1 } }))).toHaveLength(1);
  });

  test.each([
    ['OPTION_MAX_MODEL_LEN', '8192', 8192],
    ['OPTION_MAX_MODEL_LEN', '-1', 36_000],
    ['OPTION_MAX_MODEL_LEN', 'auto', 36_000],
  ])('reads %s=%s from environment', (name, value, least) => {
    const { memoryFit } = endpoint({ model: LLAMA_8B, instanceType: G5_2XLARGE, environment: { [name]: value } });
    expect(memoryFit!.fits).toBe(true);
    expect(memoryFit!._requestedModelLen).toBeGreaterThanOrEqual(least);
  });

  test('fails when the degree does not divide the heads', () => {
    const props = { model: LLAMA_8B, vllm: { tensorParallelDegree: 3, maxModelLen: 4096 } };
    expect(problemsOf(() => endpoint({ ...props, instanceType: G5_12XLARGE })).join()).toMatch(/tensorParallelDegree is 3; it must divide the 32 attention heads/);
  });

  test('fails once when the degree exceeds the accelerators', () => {
    const faults = problemsOf(() => endpoint({ model: LLAMA_8B, instanceType: G5_2XLARGE, vllm: { tensorParallelDegree: 2, maxModelLen: 4096 } }));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(/tensorParallelDegree is 2, but ml\.g5\.2xlarge has 1 accelerator\. /);
  });

  test('fails when all accelerators are too many for the heads', () => {
    const falcon = LmiModel.fromHuggingFace('tiiuae/falcon-7b');
    expect(problemsOf(() => endpoint({ model: falcon, instanceType: G5_12XLARGE })).join()).toMatch(/71 attention heads/);
    expect(endpoint({ model: falcon, instanceType: G5_12XLARGE, vllm: { tensorParallelDegree: 1 } }).memoryFit!.tensorParallelDegree).toBe(1);
  });

  test('counts variables like props', () => {
    const context = { model: LLAMA_8B, instanceType: G5_2XLARGE };
    const props = endpoint({
      ...context, vllm: { maxModelLen: 8192, gpuMemoryUtilization: 0.8, maxRollingBatchSize: 64, maxRollingBatchPrefillTokens: 4096, kvCacheDtype: 'fp8' },
    }).memoryFit!;
    const variables = endpoint({
      ...context,
      environment: {
        OPTION_MAX_MODEL_LEN: '8192',
        OPTION_GPU_MEMORY_UTILIZATION: '0.8',
        OPTION_MAX_ROLLING_BATCH_SIZE: '64',
        OPTION_MAX_NUM_BATCHED_TOKENS: '4096',
        OPTION_KV_CACHE_DTYPE: 'fp8',
      },
    }).memoryFit!;
    const plain = endpoint({ ...context, vllm: { maxModelLen: 8192 } }).memoryFit!;
    expect(variables.kvCacheTokens).toBe(props.kvCacheTokens);
    expect(props.kvCacheGib).toBeLessThan(plain.kvCacheGib - 2);
    expect(props.kvCacheTokens / props.kvCacheGib).toBeCloseTo(2 * plain.kvCacheTokens / plain.kvCacheGib, -2);
  });

  test.each<[string, VllmBackendProps, WeightFormat]>([
    ['the checkpoint', {}, WeightFormat.BF16],
    ['dtype', { dtype: 'fp16' }, WeightFormat.FP16],
    ['an 8-bit method', { quantize: LmiQuantization.FP8 }, WeightFormat.FP8],
    ['a 4-bit method', { quantize: LmiQuantization.AWQ }, WeightFormat.INT4],
    ['a method that is not listed', { quantize: LmiQuantization.of('fp8-new') }, WeightFormat.BF16],
  ])('takes the format of the weights from %s', (_name, vllm, format) => {
    const quantize = vllm.quantize ? { environment: { OPTION_QUANTIZE: vllm.quantize.value } } : {};
    const props = vllm.quantize ? quantize : { vllm };
    expect(endpoint({ model: LLAMA_8B, instanceType: G6E_XLARGE, ...props }).memoryFit!.weightFormat).toBe(format);
  });

  test('a quantized checkpoint keeps its format', () => {
    const { memoryFit } = endpoint({
      model: LmiModel.fromHuggingFace('TheBloke/Llama-2-70B-AWQ'), instanceType: G5_12XLARGE, environment: { OPTION_DTYPE: 'fp16' },
    });
    expect(memoryFit!.weightFormat).toBe(WeightFormat.INT4);
  });

  test.each<[string, LmiVersion, VllmMode | undefined, number | undefined, number]>([
    ['vLLM\'s own before V12', LmiVersion.V11, undefined, 8, 256],
    ['those of the rolling batch from V12 on', LmiVersion.V12, undefined, 8, 8],
    ['256 of the rolling batch', LmiVersion.V28, VllmMode.ROLLING_BATCH, undefined, 256],
    ['32 of the async handler', LmiVersion.V28, undefined, undefined, 32],
    ['32 of the requested async handler', LmiVersion.V15, VllmMode.ASYNC, undefined, 32],
    ['256 where the rolling batch is the default', LmiVersion.V15, undefined, undefined, 256],
  ])('counts concurrent sequences: %s', (_name, version, mode, maxRollingBatchSize, sequences) => {
    const { memoryFit } = endpoint({ instanceType: G6E_XLARGE, vllm: { version, mode, maxRollingBatchSize } });
    expect(memoryFit!._maxNumSeqs).toBe(sequences);
  });

  test('ignores that chunks are turned off if the engine ignores it', () => {
    const off = (version: LmiVersion) => endpoint({
      model: LLAMA_8B, instanceType: G6E_XLARGE, vllm: { version, maxModelLen: 65_536 }, environment: { OPTION_ENABLE_CHUNKED_PREFILL: 'false' },
    }).memoryFit!.reservedGib;
    expect(off(LmiVersion.V28)).toBeLessThan(2);
    expect(off(LmiVersion.V13)).toBeGreaterThan(6);
    // vLLM's V1 engine is the default since V15.
    expect(off(LmiVersion.V14)).toBeGreaterThan(6);
    expect(off(LmiVersion.V15)).toBeLessThan(2);
  });

  test('warns when the backend could not shorten a context that is too long', () => {
    const stack = testStack();
    const { memoryFit } = endpoint({
      model: LmiModel.fromHuggingFace('mistralai/Mistral-7B-v0.1'), instanceType: G5_2XLARGE, vllm: { version: LmiVersion.V7 },
    }, stack);
    expect(memoryFit!.fits).toBe(false);
    expect(warningsOf(stack).join()).toMatch(/no option for the context.*cdk-sagemaker-lmi:memory-context/);
  });

  test('warns when the model fits by less than the error of the estimate', () => {
    const limit = endpoint({ model: LLAMA_8B, instanceType: G5_2XLARGE, vllm: { maxModelLen: 8192 } }).memoryFit!.maxModelLen;
    const warned = (maxModelLen: number): string => {
      const stack = testStack();
      endpoint({ model: LLAMA_8B, instanceType: G5_2XLARGE, vllm: { maxModelLen } }, stack);
      return warningsOf(stack).join();
    };
    expect(warned(limit - 10)).toMatch(/by less than the error of the estimate.*cdk-sagemaker-lmi:memory-tight/);
    expect(warned(Math.floor(limit * 0.7))).not.toContain('memory-tight');
  });

  test('checks each variant', () => {
    const first = endpoint({ instanceType: G5_2XLARGE, vllm: { version: LmiVersion.V8 } });
    expect(problemsOf(() => first.addVariant('Large', { model: LLAMA_13B, instanceType: G5_2XLARGE })).join()).toMatch(/Llama-2-13b-hf does not fit/);
    expect(first.addShadowVariant('Shadow', { model: LLAMA_13B, instanceType: G5_12XLARGE }).memoryFit!.tensorParallelDegree).toBe(4);
  });
});

describe('other engines', () => {
  const made = (backend: (stack: Stack) => LmiBackend, props: Props): LmiEndpoint => {
    const stack = testStack();
    return endpoint({ backend: backend(stack), ...props }, stack);
  };

  test('TensorRT-LLM fails only when the weights leave no room', () => {
    const trtllm = (stack: Stack) => new TrtLlmBackend(stack, 'TrtLlm', { version: LmiVersion.V12 });
    expect(made(trtllm, { model: LLAMA_8B, instanceType: G5_2XLARGE }).memoryFit!.fits).toBe(true);
    expect(problemsOf(() => made(trtllm, { model: LLAMA_13B, instanceType: G5_2XLARGE })).join()).toMatch(/does not fit ml\.g5\.2xlarge/);
  });

  test('Neuron allocates the cache of the whole batch at load time', () => {
    const neuronx = (nPositions: number, maxRollingBatchSize: number) =>
      (stack: Stack) => new NeuronxBackend(stack, 'Neuronx', { nPositions, maxRollingBatchSize });
    const instanceType = LmiInstanceType.INF2_8XLARGE;
    const { memoryFit } = made(neuronx(2048, 4), { instanceType });
    expect(memoryFit!.fits).toBe(true);
    expect(memoryFit!.tensorParallelDegree).toBe(2);
    expect(problemsOf(() => made(neuronx(4096, 64), { instanceType })).join()).toMatch(/for each of 64 sequences, all of which are allocated at load.*set nPositions to at most \d+, or use ml\.inf2/);
  });

  test('Neuron pads heads that are not divisible by the number of cores', () => {
    const neuronx = (stack: Stack) => new NeuronxBackend(stack, 'Neuronx', { nPositions: 2048, maxRollingBatchSize: 4 });
    expect(made(neuronx, { model: LLAMA_13B, instanceType: LmiInstanceType.INF2_48XLARGE }).memoryFit!.tensorParallelDegree).toBe(24);
  });

  test('the instance type is chosen among those that the backend runs on', () => {
    const neuronx = (stack: Stack) => new NeuronxBackend(stack, 'Neuronx', { nPositions: 2048, maxRollingBatchSize: 4 });
    expect(made(neuronx, {}).memoryFit!.instanceType.name).toMatch(/^ml\.(inf2|trn1)\./);
  });

  test('DeepSpeed can hold the tokens of its buffers', () => {
    const deepSpeed = (maxTokens?: number) => (stack: Stack) => new DeepSpeedBackend(stack, 'DeepSpeed', { maxTokens });
    expect(made(deepSpeed(), { instanceType: G5_2XLARGE }).memoryFit!._requestedModelLen).toBe(1024);
    expect(made(deepSpeed(2048), { instanceType: G5_2XLARGE }).memoryFit!._requestedModelLen).toBe(2048);
    expect(problemsOf(() => made(deepSpeed(), { model: LLAMA_13B, instanceType: G5_2XLARGE })).join()).toMatch(/does not fit ml\.g5\.2xlarge/);
  });

  test('Neuron compiles at most 4,096 positions by default', () => {
    const distilled = LmiModel.fromHuggingFace('deepseek-ai/DeepSeek-R1-Distill-Llama-8B');
    const neuronx = (stack: Stack) => new NeuronxBackend(stack, 'Neuronx', { version: LmiVersion.V12, maxRollingBatchSize: 16 });
    const { memoryFit } = made(neuronx, { model: distilled, instanceType: LmiInstanceType.INF2_24XLARGE });
    expect(memoryFit!._requestedModelLen).toBe(4096);
    expect(memoryFit!.fits).toBe(true);
  });

  // JumpStart lists both types for Llama 3.1 70B with LMI-Dist 11; djl-demo has Mistral 7B with 10 on ml.g5.2xlarge.
  test.each<[string, LmiVersion, string, LmiInstanceType, LmiDistBackendProps]>([
    ['JumpStart on ml.g5.48xlarge', LmiVersion.V11, 'meta-llama/Llama-3.1-70B-Instruct', LmiInstanceType.G5_48XLARGE, { enforceEager: true, gpuMemoryUtilization: 0.95 }],
    ['JumpStart on ml.g6.48xlarge', LmiVersion.V11, 'meta-llama/Llama-3.1-70B-Instruct', LmiInstanceType.G6_48XLARGE, { enforceEager: true, gpuMemoryUtilization: 0.95 }],
    ['djl-demo', LmiVersion.V10, 'mistralai/Mistral-7B-v0.1', G5_2XLARGE, {}],
  ])('LMI-Dist up to V11 profiles 4,096 tokens instead of the whole context: %s', (_name, version, id, instanceType, props) => {
    const lmiDist = (stack: Stack) => new LmiDistBackend(stack, 'LmiDist', { version, ...props });
    expect(made(lmiDist, { model: LmiModel.fromHuggingFace(id), instanceType }).memoryFit!.kvCacheTokens).toBeGreaterThan(32_768);
  });

  test('LMI-Dist up to V11 gets a warning if the KV cache is shorter than the context', () => {
    const stack = testStack();
    const backend = new LmiDistBackend(stack, 'LmiDist', { version: LmiVersion.V11 });
    endpoint({ model: LLAMA_8B, instanceType: G5_2XLARGE, backend }, stack);
    expect(warningsOf(stack).join()).toMatch(/may start, but then fails.*memory-context/);
    const newer = (on: Stack) => new LmiDistBackend(on, 'LmiDist', { version: LmiVersion.V12 });
    expect(problemsOf(() => made(newer, { model: LLAMA_8B, instanceType: G5_2XLARGE })).join()).toMatch(/does not fit/);
  });

  test('every instance type of a pool is checked', () => {
    const instancePools = [LmiInstancePool.of(G5_12XLARGE), LmiInstancePool.of(G5_2XLARGE)];
    const faults = problemsOf(() => endpoint({ model: LLAMA_13B, instancePools }));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(/does not fit ml\.g5\.2xlarge/);
  });
});

describe('other memory on the accelerators', () => {
  const fit = (environment: { [name: string]: string }, props: Props = {}): MemoryFit =>
    endpoint({ model: LLAMA_8B, instanceType: G5_2XLARGE, ...props, environment: { OPTION_MAX_MODEL_LEN: '8192', ...environment } }).memoryFit!;
  const plain = (): MemoryFit => fit({});

  test('adapters, if they are enabled', () => {
    expect(fit({ OPTION_ENABLE_LORA: 'true', OPTION_MAX_LORAS: '8', OPTION_MAX_LORA_RANK: '64' }).kvCacheGib).toBeLessThan(plain().kvCacheGib - 2);
    expect(fit({ OPTION_ENABLE_LORA: 'true' }).kvCacheGib).toBeLessThan(plain().kvCacheGib);
    expect(fit({ OPTION_ENABLE_LORA: 'false' }).kvCacheGib).toBe(plain().kvCacheGib);
    expect(problemsOf(() => fit({ OPTION_ENABLE_LORA: 'true', OPTION_MAX_LORAS: '32', OPTION_MAX_LORA_RANK: '256' })).join()).toMatch(/does not fit/);
  });

  test('a draft model in the catalog is counted, any other is mentioned in a note', () => {
    const config = (model?: string): MemoryFit => fit({ OPTION_SPECULATIVE_CONFIG: JSON.stringify({ num_speculative_tokens: 4, ...(model ? { model } : { method: 'ngram' }) }) });
    expect(config('meta-llama/Llama-3.2-1B-Instruct').weightsGib).toBeCloseTo(plain().weightsGib + 2.3, 1);
    expect(config('me/draft').notes).toContainEqual(expect.stringContaining('the draft model me/draft is not counted'));
    expect(config().notes).toContainEqual(expect.stringContaining('are not counted'));
    expect(plain().notes).toEqual([]);
  });

  test('weights that stay on the host', () => {
    expect(fit({ OPTION_CPU_OFFLOAD_GB_PER_GPU: '4' }).weightsGib).toBeCloseTo(plain().weightsGib - 4, 6);
    expect(fit({ OPTION_CPU_OFFLOAD_GB_PER_GPU: '0' }).weightsGib).toBe(plain().weightsGib);
  });

  test('copies of data parallelism', () => {
    const { tensorParallelDegree, notes } = fit({ OPTION_DATA_PARALLEL_SIZE: '2' }, { instanceType: G5_12XLARGE });
    expect(tensorParallelDegree).toBe(2);
    expect(notes.join()).toMatch(/data parallelism/);
  });
});

describe('sizing', () => {
  test('fails when fewer sequences fit than requested', () => {
    const context = { model: LLAMA_8B, instanceType: G5_2XLARGE, vllm: { maxModelLen: 8192 } };
    expect(endpoint({ ...context, sizing: LmiSizing.check({ maxModelLen: 2048, concurrency: 8 }) }).memoryFit!.fits).toBe(true);
    expect(problemsOf(() => endpoint({ ...context, sizing: LmiSizing.check({ maxModelLen: 8192, concurrency: 100 }) })).join())
      .toMatch(/concurrency is 100, but the KV cache .* holds 4 sequences of 8192 tokens: use ml\.\S+;/);
  });

  test('fails when longer sequences are requested than the engine accepts', () => {
    const props = { instanceType: G6E_XLARGE, vllm: { maxModelLen: 2048 }, sizing: LmiSizing.check({ maxModelLen: 4096 }) };
    expect(problemsOf(() => endpoint(props)).join()).toMatch(/sizing asks for sequences of 4096 tokens, but the engine accepts at most 2048: raise maxModelLen of the backend/);
  });

  test('skip() turns the check off', () => {
    expect(endpoint({ model: LLAMA_13B, instanceType: G5_2XLARGE, sizing: LmiSizing.skip() }).memoryFit).toBeUndefined();
  });

  test.each([[{}], ['check'], [null]])('%p is not a sizing', (sizing: any) => {
    const work = () => endpoint({ instanceType: G6E_XLARGE, sizing });
    if (sizing === null) {
      expect(work().memoryFit!.fits).toBe(true);
    } else {
      expect(problemsOf(work).join()).toMatch(/sizing is .*must be an LmiSizing/);
    }
  });
});

describe('nothing is estimated', () => {
  test.each<[string, Props]>([
    ['for an unknown model', { model: LmiModel.fromHuggingFace('org/model'), instanceType: G5_2XLARGE }],
    ['for an unknown instance type', { instanceType: LmiInstanceType.of('ml.g99.xlarge') }],
    ['with a context that is a token', { model: LLAMA_8B, instanceType: G5_2XLARGE, vllm: { maxModelLen: Token.asNumber({ Ref: 'Length' }) } }],
    ['with a variable that is a token', {
      model: LLAMA_8B, instanceType: G5_2XLARGE, environment: { OPTION_GPU_MEMORY_UTILIZATION: Token.asString({ Ref: 'Share' }) },
    }],
    ['with a variable that is not a number', { model: LLAMA_8B, instanceType: G5_2XLARGE, environment: { OPTION_MAX_NUM_BATCHED_TOKENS: 'many' } }],
    ['with a pipeline', { model: LLAMA_13B, instanceType: G5_12XLARGE, vllm: { tensorParallelDegree: 1, pipelineParallelDegree: 4 } }],
  ])('%s', (_name, props) => {
    let fit: unknown = 'never set';
    try {
      fit = endpoint(props).memoryFit;
    } catch (error) {
      // Other checks may fail; this one must not.
      expect(String(error)).not.toMatch(/does not fit/);
      return;
    }
    expect(fit).toBeUndefined();
  });

  test.each<[string, Props, RegExp]>([
    ['the architecture', { model: LmiModel.fromHuggingFace('org/model'), instanceType: G5_2XLARGE }, /the architecture of org\/model is unknown: pass architecture: ModelArchitecture\.fromConfigFile/],
    ['the accelerators', { instanceType: LmiInstanceType.of('ml.g99.xlarge') }, /accelerators of the instance type are unknown: pass accelerator and acceleratorCount/],
    ['an option', { model: LLAMA_8B, instanceType: G5_2XLARGE, vllm: { maxModelLen: Token.asNumber({ Ref: 'Length' }) } }, /OPTION_MAX_MODEL_LEN is known only at deployment/],
    ['a setting', { model: LLAMA_13B, instanceType: G5_12XLARGE, environment: { OPTION_KV_CACHE_MEMORY_BYTES: '8000000000' } }, /kvCacheMemoryBytes changes memory use.*: omit it/],
  ])('with one info message, if the reason is %s', (_name, props, message) => {
    const stack = testStack();
    endpoint(props, stack);
    const messages = informationOf(stack).filter((sentence) => !sentence.includes('cdk-sagemaker-lmi:no-parsers'));
    expect(messages).toEqual([expect.stringMatching(message)]);
    expect(messages[0]).toMatch(/cdk-sagemaker-lmi:memory-unchecked/);
  });

  test('but there is no message if memory is checked, the check is off, or the message is acknowledged', () => {
    for (const props of [{ instanceType: G5_2XLARGE }, { model: LmiModel.fromHuggingFace('org/model'), instanceType: G5_2XLARGE, sizing: LmiSizing.skip() }]) {
      const stack = testStack();
      endpoint(props, stack);
      expect(informationOf(stack)).toEqual([]);
    }
    const stack = testStack();
    Annotations.of(stack).acknowledgeInfo('cdk-sagemaker-lmi:memory-unchecked', 'tested');
    endpoint({ model: LmiModel.fromHuggingFace('org/model'), instanceType: G5_2XLARGE }, stack);
    expect(informationOf(stack)).toEqual([]);
  });

  test('with a third-party backend without a sizing engine; with one, memory is checked', () => {
    class Foreign extends LmiBackend {
      public readonly version = LmiVersion.V28;
      public constructor(scope: Construct, id: string, private readonly sizingEngine?: SizingEngine) {
        super(scope, id);
      }

      public bind(): LmiBackendConfig {
        return {
          environment: { OPTION_ROLLING_BATCH: 'mine', OPTION_MAX_MODEL_LEN: '2048' },
          image: LmiImage.fromVersion(this.version),
          imageFamily: 'djl-lmi',
          acceleratorKind: AcceleratorKind.GPU,
          sizingEngine: this.sizingEngine,
          contextVariable: 'OPTION_MAX_MODEL_LEN',
        };
      }
    }
    const stack = testStack();
    expect(endpoint({ model: LLAMA_13B, instanceType: G5_2XLARGE, backend: new Foreign(stack, 'Mute') }, stack).memoryFit).toBeUndefined();
    const checked = testStack();
    expect(problemsOf(() => endpoint({ model: LLAMA_13B, instanceType: G5_2XLARGE, backend: new Foreign(checked, 'Vllm', SizingEngine.VLLM) }, checked)))
      .toHaveLength(1);
    const chosen = testStack();
    expect(endpoint({ backend: new Foreign(chosen, 'Chosen', SizingEngine.VLLM) }, chosen).memoryFit!._requestedModelLen).toBe(2048);
  });
});

describe('without an instance type', () => {
  test('chooses the smallest that fits, among those that the region offers', () => {
    const chosen = (props: Props, region?: string): string => endpoint(props, testStack(region ? { region } : {})).memoryFit!.instanceType.name;
    expect(chosen({}, 'us-east-1')).toBe('ml.g6.xlarge');
    // That region does not offer G6.
    expect(chosen({}, 'ap-southeast-3')).toBe('ml.g5.xlarge');
    expect(chosen({ model: LLAMA_8B, vllm: { maxModelLen: 8192 } })).toBe('ml.g6.xlarge');
    expect(chosen({ model: LLAMA_8B, environment: { OPTION_MAX_MODEL_LEN: '8192' } })).toBe('ml.g6.xlarge');
    expect(chosen({ model: LLAMA_8B })).toBe('ml.g6e.xlarge');
    expect(chosen({ model: LLAMA_8B, vllm: { maxModelLen: 8192 }, sizing: LmiSizing.check({ maxModelLen: 8192, concurrency: 20 }) })).toBe('ml.g6e.xlarge');
    expect(chosen({ model: LLAMA_8B, environment: { OPTION_MAX_MODEL_LEN: 'auto' }, sizing: LmiSizing.check({ maxModelLen: 8192 }) })).toBe('ml.g6.xlarge');
    // Twenty sequences of 1,024 tokens take less memory than twenty of the 8,192 that the engine accepts.
    expect(chosen({ model: LLAMA_8B, vllm: { maxModelLen: 8192 }, sizing: LmiSizing.check({ maxModelLen: 1024, concurrency: 20 }) })).toBe('ml.g6.xlarge');
    // T4 is cheaper, but containers with CUDA 12 are reported to fail on it.
    expect(chosen({ vllm: { tensorParallelDegree: 4 } })).toBe('ml.g6.12xlarge');
    expect(chosen({ vllm: { tensorParallelDegree: 4, version: LmiVersion.V14 } })).toBe('ml.g6.12xlarge');
  });

  test('the chosen type is in the template, and fits', () => {
    const made = endpoint({});
    templateOf(made).hasResourceProperties('AWS::SageMaker::EndpointConfig', { ProductionVariants: [{ InstanceType: made.memoryFit!.instanceType.name }] });
    expect(made.memoryFit!.fits).toBe(true);
  });

  test('counts the weights in the format of the options', () => {
    const architecture = ModelArchitecture.LLAMA_2_70B;
    const model = LmiModel.fromHuggingFace('org/quantized', { architecture });
    const plain = endpoint({ model }).memoryFit!;
    const awq = endpoint({ model, environment: { OPTION_QUANTIZE: 'awq' } }).memoryFit!;
    expect(awq.weightsGib * awq.tensorParallelDegree).toBeLessThan(plain.weightsGib * plain.tensorParallelDegree / 3);
  });

  test.each<[string, Props, RegExp]>([
    ['the architecture is unknown', { model: LmiModel.fromHuggingFace('org/model') }, /instanceType is missing, and cannot be derived because the architecture of the model is unknown: set instanceType, or pass architecture/],
    ['an option is a token', { vllm: { maxModelLen: Token.asNumber({ Ref: 'L' }) } }, /cannot be derived because OPTION_MAX_MODEL_LEN is known only at deployment.*: set instanceType, or set it to a value/],
    ['no type is large enough', {
      model: LmiModel.fromHuggingFace('org/huge', {
        architecture: ModelArchitecture.of({
          parameters: 9e12, layers: 8, hiddenSize: 8192, attentionHeads: 64, keyValueHeads: 8, intermediateSize: 32_768, vocabularySize: 32_000,
          maxPositionEmbeddings: 4096,
        }),
      }),
    }, /fits none of \d+ instance types in us-east-1/],
    ['the heads are not divisible by the degree', { model: LLAMA_8B, vllm: { tensorParallelDegree: 3, maxModelLen: 4096 } }, /tensorParallelDegree is 3/],
  ])('fails when %s', (_name, props, message) => {
    expect(problemsOf(() => endpoint(props)).join()).toMatch(message);
  });
});

describe('timeouts', () => {
  function variantOf(made: LmiEndpoint): any {
    return Object.values(templateOf(made).findResources('AWS::SageMaker::EndpointConfig'))[0].Properties.ProductionVariants[0];
  }

  test('are those of the container for weights that load within them', () => {
    const made = endpoint({ instanceType: G5_2XLARGE, vllm: { version: LmiVersion.V8 } });
    expect(variantOf(made).ContainerStartupHealthCheckTimeoutInSeconds).toBe(1200);
    expect(made.environment.OPTION_MODEL_LOADING_TIMEOUT).toBeUndefined();
  });

  test('grow with the weights, and so do the container\'s own', () => {
    const made = endpoint({ model: LmiModel.fromHuggingFace('meta-llama/Llama-2-70b-hf'), instanceType: P4D_24XLARGE });
    const seconds = variantOf(made).ContainerStartupHealthCheckTimeoutInSeconds;
    expect(seconds).toBeGreaterThan(1200);
    expect(seconds).toBeLessThan(3600);
    expect(made.environment.OPTION_MODEL_LOADING_TIMEOUT).toBe(String(seconds));
  });

  test.each<[string, Props, number, string | undefined]>([
    ['containerStartupHealthCheckTimeout applies to the container, too', { containerStartupHealthCheckTimeout: Duration.seconds(1500) }, 1500, '1500'],
    ['modelLoadingTimeout applies', { vllm: { modelLoadingTimeout: Duration.seconds(3000) } }, 3000, '3000'],
    ['a variable applies', { environment: { MODEL_LOADING_TIMEOUT: '3000' } }, 3000, undefined],
  ])('%s', (_name, props, seconds, loading) => {
    const made = endpoint({ model: LmiModel.fromHuggingFace('meta-llama/Llama-2-70b-hf'), instanceType: P4D_24XLARGE, ...props });
    expect(variantOf(made).ContainerStartupHealthCheckTimeoutInSeconds).toBe(seconds);
    expect(made.environment.OPTION_MODEL_LOADING_TIMEOUT).toBe(loading);
  });

  test('stay within what SageMaker allows, and warn', () => {
    const stack = testStack();
    const made = endpoint({ model: LmiModel.fromHuggingFace('tiiuae/falcon-180B'), instanceType: LmiInstanceType.P4DE_24XLARGE }, stack);
    expect(variantOf(made).ContainerStartupHealthCheckTimeoutInSeconds).toBe(3600);
    expect(warningsOf(stack).join()).toMatch(/cdk-sagemaker-lmi:slow-start/);
  });

  test('a download takes time in proportion to the model data, and a tarball longer', () => {
    const seconds = (id: string, make: (bucket: s3.IBucket) => LmiModel): number => {
      const stack = testStack(undefined, id);
      return variantOf(endpoint({ model: make(s3.Bucket.fromBucketName(stack, 'Bucket', 'weights')), instanceType: P4D_24XLARGE }, stack))
        .ModelDataDownloadTimeoutInSeconds;
    };
    const [small, large] = [ModelArchitecture.LLAMA_2_7B, ModelArchitecture.LLAMA_2_70B];
    expect(seconds('Small', (bucket) => LmiModel.fromS3(bucket, 'small/', { architecture: small }))).toBe(1200);
    expect(seconds('Tarball', (bucket) => LmiModel.fromTarball(bucket, 'large.tar.gz', { architecture: large }))).toBeGreaterThan(1200);
    expect(seconds('Unknown', (bucket) => LmiModel.fromS3(bucket, 'unknown/'))).toBeUndefined();
    expect(variantOf(endpoint({ instanceType: G5_2XLARGE, vllm: { version: LmiVersion.V8 } })).ModelDataDownloadTimeoutInSeconds).toBeUndefined();
  });
});

// pydantic, which parses the container's options, reads all of them as true.
test.each(['1', 'yes', 'True'])('OPTION_ENABLE_CHUNKED_PREFILL=%s means the same as true', (word) => {
  const tokensOf = (value: string) => endpoint({
    model: LLAMA_8B, instanceType: G5_12XLARGE, vllm: { version: LmiVersion.V12, maxModelLen: 30_000 }, environment: { OPTION_ENABLE_CHUNKED_PREFILL: value },
  }).memoryFit!.kvCacheTokens;
  expect(tokensOf(word)).toBe(tokensOf('true'));
  expect(tokensOf(word)).toBeGreaterThan(tokensOf('false'));
});
