import { Rule, Situation } from './rule';
import { singleWorkerOption } from './worker-rules';
import { ownValue } from '../checks/own-value';
import { LORA } from '../facts/adapters';
import { METHOD_CAPABILITIES, TENSORRT_METHOD_CAPABILITIES } from '../facts/gpu-requirements';

/** Default `nPositions` of Transformers NeuronX up to LMI V11. */
const DEFAULT_N_POSITIONS = 128;

/** The length that the model is compiled for, if known. */
function positionsOf(container: Situation): { readonly positions?: number; readonly note: string } {
  const isDefault = container.environment.OPTION_N_POSITIONS === undefined && container.version <= 11;
  return { positions: isDefault ? DEFAULT_N_POSITIONS : container.count('OPTION_N_POSITIONS'), note: isDefault ? ' by default' : '' };
}

/** Relations between options, and between options and the instance type, that the table columns cannot express. */
export const OPTION_RULES: readonly Rule[] = [
  {
    id: 'lora-async-033',
    backends: ['Vllm'],
    from: 15,
    to: 15,
    violation: (container) => container.isAsync && container.isOn('OPTION_ENABLE_LORA')
      ? `${container.shown('OPTION_ENABLE_LORA')}, but the asynchronous handler of LMI V15 does not serve adapters. Set mode: VllmMode.ROLLING_BATCH, or use `
        + 'LMI V16 or later.'
      : undefined,
  },
  {
    id: 'lora-one-worker',
    backends: ['Vllm', 'LmiDist'],
    warning: 'idle-accelerators',
    violation: (container) => {
      const option = singleWorkerOption(container);
      const degree = container.tensorParallelDegree;
      const { acceleratorCount } = container;
      return option !== undefined && degree !== undefined && acceleratorCount !== undefined && degree < acceleratorCount
        ? `${container.shown(option)}, so the container runs one worker, which uses ${degree} of the ${acceleratorCount} GPUs. Omit tensorParallelDegree, `
          + 'or choose a smaller instance type.'
        : undefined;
    },
  },
  {
    id: 'max-cpu-loras',
    backends: ['Vllm', 'LmiDist'],
    violation: (container) => {
      const kept = container.count('OPTION_MAX_CPU_LORAS');
      const batched = container.environment.OPTION_MAX_LORAS === undefined ? LORA.maxLoras : container.count('OPTION_MAX_LORAS');
      return container.isOn('OPTION_ENABLE_LORA') && kept !== undefined && batched !== undefined && kept < batched
        ? `${container.shown('OPTION_MAX_CPU_LORAS')}; it must be at least maxLoras, which is ${batched}. Raise it, or lower maxLoras.`
        : undefined;
    },
  },
  {
    id: 'draft-model-tp-size',
    backends: ['LmiDist'],
    violation: (container) => {
      const draft = container.count('OPTION_DRAFT_MODEL_TP_SIZE');
      const degree = container.tensorParallelDegree;
      return draft !== undefined && degree !== undefined && draft !== 1 && draft !== degree
        ? `${container.shown('OPTION_DRAFT_MODEL_TP_SIZE')}; it must be 1 or tensorParallelDegree, which is ${degree}. Use one of the two.`
        : undefined;
    },
  },
  {
    id: 'tp-eq-gpus',
    from: 11,
    violation: (container) => {
      const stages = container.count('OPTION_PIPELINE_PARALLEL_DEGREE') ?? 1;
      const degree = container.tensorParallelDegree;
      const { acceleratorCount } = container;
      return stages > 1 && degree !== undefined && acceleratorCount !== undefined && degree * stages > acceleratorCount
        ? `${container.shown('OPTION_PIPELINE_PARALLEL_DEGREE')} and tensorParallelDegree is ${degree}, which takes ${degree * stages} GPUs for a copy, but `
          + `${container.instanceType} has ${acceleratorCount}. Lower one of the two, or choose a larger instance type.`
        : undefined;
    },
  },
  {
    id: 'idle-gpus',
    backends: ['Vllm', 'LmiDist', 'TrtLlm', 'DeepSpeed'],
    warning: 'idle-accelerators',
    violation: (container) => {
      const used = (container.tensorParallelDegree ?? 0) * (container.count('OPTION_PIPELINE_PARALLEL_DEGREE') ?? 1);
      const { acceleratorCount } = container;
      return used > 0 && acceleratorCount !== undefined && used < acceleratorCount && acceleratorCount % used !== 0
        ? `a copy of the model takes ${used} of the ${acceleratorCount} GPUs of ${container.instanceType}, and ${acceleratorCount % used === 1 ? 'one stays' : `${acceleratorCount % used} stay`} idle. `
          + 'Pass a tensorParallelDegree that divides the number of GPUs.'
        : undefined;
    },
  },
  {
    id: 'context-length-estimate',
    backends: ['Neuronx'],
    warning: 'option-ignored',
    isError: (container) => container.literal('OPTION_ROLLING_BATCH') !== 'disable',
    violation: (container) => {
      const { positions, note } = positionsOf(container);
      const longest = Math.max(...(container.literal('OPTION_CONTEXT_LENGTH_ESTIMATE') ?? '').split(',').map(Number));
      return positions !== undefined && longest > positions
        ? `${container.shown('OPTION_CONTEXT_LENGTH_ESTIMATE')}, but nPositions is ${positions}${note}, and no prompt can be longer than the sequence it begins: lower the `
          + 'estimates, or raise nPositions'
        : undefined;
    },
  },
  {
    // The rolling batch is compiled for prompts of one length, from V11 on only with one layout of the cache (model_loader.py of 0.26.0-dlc to 0.30.0-dlc, read 2026-11-26).
    id: 'context-length-estimate-single',
    backends: ['Neuronx'],
    from: 8,
    violation: (container) => {
      const { version } = container;
      const given = container.literal('OPTION_CONTEXT_LENGTH_ESTIMATE');
      const { positions, note } = positionsOf(container);
      const isRolling = !['disable', 'vllm'].includes(container.literal('OPTION_ROLLING_BATCH') ?? '');
      const isSingle = version <= 10 || container.literal('OPTION_CACHE_LAYOUT') === 'BSH';
      // V12 compares the first length alone.
      const length = Number(version >= 12 ? given?.split(',')[0] : given);
      return given !== undefined && positions !== undefined && isRolling && isSingle && length !== positions
        ? `${container.shown('OPTION_CONTEXT_LENGTH_ESTIMATE')}, but ${version <= 10 ? '' : 'with the cache layout BSH '}the rolling batch of LMI V${version} takes nPositions alone, `
          + `which is ${positions}${note}. Omit it, or pass rollingBatch: "disable".`
        : undefined;
    },
  },
  {
    id: 'tnx-npos',
    backends: ['Neuronx'],
    to: 11,
    warning: 'short-context',
    violation: (container) => container.environment.OPTION_N_POSITIONS === undefined
      ? `nPositions is not set, and LMI V${container.version} compiles the model for ${DEFAULT_N_POSITIONS} tokens, prompt and output together. Pass the length that you need.`
      : undefined,
  },
  {
    // vLLM awq.py and gptq.py, get_supported_act_dtypes: float16 alone, in every version (vllm-project/vllm#1823, #1941, #1592, read 2026-11).
    id: 'quant-bf16',
    backends: ['Vllm', 'LmiDist'],
    violation: (container) => {
      const method = container.literal('OPTION_QUANTIZE');
      const isBf16 = ['bf16', 'bfloat16'].includes(container.literal('OPTION_DTYPE') ?? '');
      return isBf16 && (method === 'awq' || method === 'gptq')
        ? `${container.shown('OPTION_DTYPE')}, but the kernels of ${container.shown('OPTION_QUANTIZE')} compute in float16 only. Use "fp16", or omit `
          + `${container.nameOf('OPTION_QUANTIZE')}${container.version >= 11 ? ` or use "${method}_marlin"` : ''}.`
        : undefined;
    },
  },
  {
    id: 'quant-gpu',
    backends: ['Vllm', 'LmiDist', 'TrtLlm'],
    warning: 'old-gpu',
    // Which methods the TensorRT-LLM toolkit converts is not public.
    isError: (container) => container.backend !== 'TrtLlm',
    violation: (container) => {
      const { backend, computeCapability, accelerator, instanceType } = container;
      const needed = ownValue(backend === 'TrtLlm' ? TENSORRT_METHOD_CAPABILITIES : METHOD_CAPABILITIES, container.literal('OPTION_QUANTIZE') ?? '');
      return needed !== undefined && computeCapability !== undefined && computeCapability < needed
        ? `${container.shown('OPTION_QUANTIZE')}, which needs a GPU of compute capability ${needed.toFixed(1)} or later, but the ${accelerator} of ${instanceType} has `
          + `${computeCapability.toFixed(1)}. Use another method, or a newer instance type.`
        : undefined;
    },
  },
];
