import { rollingBatchAdvice } from './mode-rules';
import { Rule } from './rule';
import { asSentence } from '../checks/problems';
import { isAllowedInSecureMode } from '../options/secure-mode';

/** Variables that look right but that the container does not read, or refuses. */
export const VARIABLE_RULES: readonly Rule[] = [
  {
    id: 'max-batch-delay-doc',
    warning: 'option-ignored',
    violation: (container) => {
      const props: { readonly [name: string]: string } = { OPTION_MAX_BATCH_DELAY: 'maxBatchDelay', OPTION_MAX_IDLE_TIME: 'maxIdleTime' };
      const name = Object.keys(props).find((candidate) => container.added[candidate] !== undefined);
      return name && `${container.nameOf(name)} is read by no LMI version, although guides named it. Use ${props[name]}.`;
    },
  },
  {
    id: 's3url',
    to: 8,
    violation: (container) => container.added.OPTION_S3URL === undefined ? undefined
      : `${container.nameOf('OPTION_S3URL')} is refused together with the model id that the backend sets. Remove it, and use LmiModel.fromS3.`,
  },
  {
    id: 'input-formatter',
    from: 11,
    violation: (container) => container.added.OPTION_INPUT_FORMATTER === undefined ? undefined
      : `${container.nameOf('OPTION_INPUT_FORMATTER')} is a string, but the container takes a Python function only. Remove it, and mark the function with `
        + '@input_formatter in model.py.',
  },
  {
    id: 'vllm-native-names',
    backends: ['Vllm'],
    from: 14,
    violation: (container) => {
      const props: { readonly [name: string]: string } = {
        OPTION_TENSOR_PARALLEL_SIZE: 'tensorParallelDegree',
        OPTION_PIPELINE_PARALLEL_SIZE: 'pipelineParallelDegree',
        OPTION_MAX_NUM_SEQS: 'maxRollingBatchSize',
      };
      const name = Object.keys(props).find((candidate) => container.added[candidate] !== undefined);
      return name && `${container.nameOf(name)} is vLLM's own name, which the container refuses with any value. Use ${props[name]}.`;
    },
  },
  {
    id: 'neuron-tp-max',
    backends: ['Neuronx'],
    from: 9,
    to: 10,
    violation: (container) => container.literal('TENSOR_PARALLEL_DEGREE') === 'max'
      ? `${container.nameOf('TENSOR_PARALLEL_DEGREE')} is "max", but LMI V${container.version} counts GPUs for it, of which a Neuron instance has none (TENSOR_PARALLEL_DEGREE). `
        + 'Remove the variable, or pass tensorParallelDegree as a number of NeuronCores.'
      : undefined,
  },
  {
    id: 'enable-cuda-graphs',
    from: 10,
    violation: (container) => {
      const graphs = container.literal('ENABLE_CUDA_GRAPHS');
      const eager = container.literal('OPTION_ENFORCE_EAGER');
      return graphs !== undefined && eager !== undefined && (graphs === 'true') === container.isOn('OPTION_ENFORCE_EAGER')
        ? `${container.shown('ENABLE_CUDA_GRAPHS')} and ${container.shown('OPTION_ENFORCE_EAGER')}, which contradict each other, because one is the `
          + 'inverse of the other. Remove ENABLE_CUDA_GRAPHS.'
        : undefined;
    },
  },
  {
    id: 'tnx-batch',
    backends: ['Neuronx'],
    from: 8,
    violation: (container) => (container.count('OPTION_BATCH_SIZE') ?? 1) > 1 && container.environment.OPTION_ROLLING_BATCH !== 'disable'
      ? `${container.shown('OPTION_BATCH_SIZE')}, which the container refuses together with a rolling batch. Use maxRollingBatchSize, or set `
        + 'rollingBatch: "disable" with batchSize.'
      : undefined,
  },
  {
    id: 'streaming-batch',
    violation: (container) => {
      const streaming = container.literal('OPTION_ENABLE_STREAMING')?.toLowerCase();
      return (container.count('OPTION_BATCH_SIZE') ?? 1) > 1 && (streaming === 'true' || streaming === 'huggingface')
        && container.environment.OPTION_ROLLING_BATCH === 'disable'
        ? `${container.shown('OPTION_BATCH_SIZE')} and ${container.shown('OPTION_ENABLE_STREAMING')}, but the container refuses streaming together with `
          + 'dynamic batches. Omit one of them.'
        : undefined;
    },
  },
  {
    id: 'batch-size-option',
    backends: ['Vllm', 'LmiDist', 'TrtLlm', 'DeepSpeed'],
    warning: 'option-ignored',
    violation: (container) => container.added.OPTION_BATCH_SIZE === undefined ? undefined
      : `${container.nameOf('OPTION_BATCH_SIZE')} does not reach the model server, which forms the batches. Use batchSize.`,
  },
  {
    id: 'secure-async',
    from: 10,
    violation: (container) => {
      if (!container.isOn('SAGEMAKER_SECURE_MODE')) {
        return undefined;
      }
      const { version, environment } = container;
      if (container.isAsync) {
        return `secureMode is on, but it refuses the asynchronous mode of LMI V${version}. `
          + asSentence(container.backend === 'Vllm' ? rollingBatchAdvice(container) : 'choose a version up to LMI V14');
      }
      const refused = Object.keys(environment).filter((name) => !isAllowedInSecureMode(name, version));
      return refused.length === 0 ? undefined
        : `secureMode is on, but LMI V${version} does not allow ${refused.map((name) => container.nameOf(name)).join(', ')} in secure mode. Omit ${refused.length > 1 ? 'them' : 'it'}.`;
    },
  },
];
