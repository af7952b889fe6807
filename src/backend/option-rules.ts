import { count, isAsync, isOn, literal, Rule, shown, tensorParallelDegree } from './rule';

/** Adapters in one batch when `maxLoras` is not given, in LMI (vLLM itself: 1). */
const DEFAULT_MAX_LORAS = 4;
/** `nPositions` of Transformers NeuronX up to LMI V11. */
const DEFAULT_N_POSITIONS = 128;

/** Relations between options, and between options and the instance type, that the columns of the tables cannot say. */
export const OPTION_RULES: readonly Rule[] = [
  {
    id: 'output-formatter-async',
    warning: 'option-ignored',
    broken: (container) => isAsync(container) && container.environment.OPTION_OUTPUT_FORMATTER !== undefined
      ? `${container.nameOf('OPTION_OUTPUT_FORMATTER')} is ignored by the asynchronous handler of LMI V${container.version}: leave it out`
        + (container.backend === 'Vllm' ? ', or give mode: VllmMode.ROLLING_BATCH' : '')
      : undefined,
  },
  {
    id: 'lora-async-033',
    backends: ['Vllm'],
    from: 15,
    to: 15,
    broken: (container) => isAsync(container) && isOn(container, 'OPTION_ENABLE_LORA')
      ? `${shown(container, 'OPTION_ENABLE_LORA')}, but the asynchronous handler of LMI V15 serves no adapters: give mode: VllmMode.ROLLING_BATCH, or use `
        + 'LMI V16 or later'
      : undefined,
  },
  {
    id: 'lora-one-worker',
    backends: ['Vllm', 'LmiDist'],
    from: 13,
    warning: 'idle-accelerators',
    broken: (container) => {
      const option = isOn(container, 'OPTION_ENABLE_LORA') ? 'OPTION_ENABLE_LORA'
        : container.version >= 16 && isOn(container, 'OPTION_ENABLE_STATEFUL_SESSIONS') ? 'OPTION_ENABLE_STATEFUL_SESSIONS' : undefined;
      const degree = tensorParallelDegree(container);
      const { acceleratorCount } = container;
      return option !== undefined && degree !== undefined && acceleratorCount !== undefined && degree < acceleratorCount
        ? `${shown(container, option)}, so the container runs one worker, which uses ${degree} of the ${acceleratorCount} GPUs: leave tensorParallelDegree out, `
          + 'or choose a smaller instance type'
        : undefined;
    },
  },
  {
    id: 'max-cpu-loras',
    backends: ['Vllm', 'LmiDist'],
    broken: (container) => {
      const kept = count(container, 'OPTION_MAX_CPU_LORAS');
      const batched = container.environment.OPTION_MAX_LORAS === undefined ? DEFAULT_MAX_LORAS : count(container, 'OPTION_MAX_LORAS');
      return isOn(container, 'OPTION_ENABLE_LORA') && kept !== undefined && batched !== undefined && kept < batched
        ? `${shown(container, 'OPTION_MAX_CPU_LORAS')}, but must be at least maxLoras, which is ${batched}: raise it, or lower maxLoras`
        : undefined;
    },
  },
  {
    id: 'draft-model-tp-size',
    backends: ['LmiDist'],
    broken: (container) => {
      const draft = count(container, 'OPTION_DRAFT_MODEL_TP_SIZE');
      const degree = tensorParallelDegree(container);
      return draft !== undefined && degree !== undefined && draft !== 1 && draft !== degree
        ? `${shown(container, 'OPTION_DRAFT_MODEL_TP_SIZE')}, but must be 1 or tensorParallelDegree, which is ${degree}: use one of the two`
        : undefined;
    },
  },
  {
    id: 'tp-eq-gpus',
    from: 11,
    broken: (container) => {
      const stages = count(container, 'OPTION_PIPELINE_PARALLEL_DEGREE') ?? 1;
      const degree = tensorParallelDegree(container);
      const { acceleratorCount } = container;
      return stages > 1 && degree !== undefined && acceleratorCount !== undefined && degree * stages > acceleratorCount
        ? `${shown(container, 'OPTION_PIPELINE_PARALLEL_DEGREE')} and tensorParallelDegree is ${degree}, which takes ${degree * stages} GPUs for a copy, but `
          + `${container.instanceType} has ${acceleratorCount}: lower one of the two, or choose a larger instance type`
        : undefined;
    },
  },
  {
    id: 'idle-gpus',
    backends: ['Vllm', 'LmiDist', 'TrtLlm', 'DeepSpeed'],
    warning: 'idle-accelerators',
    broken: (container) => {
      const used = (tensorParallelDegree(container) ?? 0) * (count(container, 'OPTION_PIPELINE_PARALLEL_DEGREE') ?? 1);
      const { acceleratorCount } = container;
      return used > 0 && acceleratorCount !== undefined && used < acceleratorCount && acceleratorCount % used !== 0
        ? `a copy of the model takes ${used} of the ${acceleratorCount} GPUs of ${container.instanceType}, and the last ${acceleratorCount % used} stay idle: `
          + 'give a tensorParallelDegree that divides the number of GPUs'
        : undefined;
    },
  },
  {
    id: 'context-length-estimate',
    backends: ['Neuronx'],
    broken: (container) => {
      const isDefault = container.environment.OPTION_N_POSITIONS === undefined && container.version <= 11;
      const positions = isDefault ? DEFAULT_N_POSITIONS : count(container, 'OPTION_N_POSITIONS');
      const longest = Math.max(...(literal(container, 'OPTION_CONTEXT_LENGTH_ESTIMATE') ?? '').split(',').map(Number));
      return positions !== undefined && longest > positions
        ? `${shown(container, 'OPTION_CONTEXT_LENGTH_ESTIMATE')}, but nPositions is ${positions}${isDefault ? ' by default' : ''}, and no prompt can be longer `
          + 'than the sequence it begins: lower the estimates, or raise nPositions'
        : undefined;
    },
  },
  {
    id: 'tnx-npos',
    backends: ['Neuronx'],
    to: 11,
    warning: 'short-context',
    broken: (container) => container.environment.OPTION_N_POSITIONS === undefined
      ? `nPositions is not given, and LMI V${container.version} compiles the model for ${DEFAULT_N_POSITIONS} tokens, prompt and output together: give the length that you need`
      : undefined,
  },
  {
    id: 'extra-vocab',
    backends: ['Vllm'],
    from: 18,
    warning: 'option-ignored',
    broken: (container) => container.environment.OPTION_LORA_EXTRA_VOCAB_SIZE === undefined ? undefined
      : `${container.nameOf('OPTION_LORA_EXTRA_VOCAB_SIZE')} is an option that vLLM gave up in 0.12, so LMI V${container.version} drops it silently: leave it out`,
  },
  {
    id: 'quant-prequantized',
    backends: ['Vllm', 'LmiDist'],
    from: 12,
    warning: 'needless-quantization',
    broken: (container) => {
      const method = literal(container, 'OPTION_QUANTIZE');
      return method !== undefined && method === container.quantizationMethod
        ? `${shown(container, 'OPTION_QUANTIZE')}, which the checkpoint says itself; giving it keeps the engine from choosing its fastest kernels: leave it out`
        : undefined;
    },
  },
];
