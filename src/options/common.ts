import { OptionTable } from './option';

/** Options that every backend understands. */
export const COMMON_OPTIONS_SOURCE = 'djl-serving branches 0.25.0-dlc to 0.36.0-lmi27-dlc, read 2026-08-21';

export const COMMON_OPTIONS: OptionTable = {
  tensorParallelDegree: {
    env: 'TENSOR_PARALLEL_DEGREE',
    aliases: ['OPTION_TENSOR_PARALLEL_DEGREE', 'SM_NUM_GPUS'],
    kind: 'integer',
    min: 1,
    since: 7,
    summary: 'Number of accelerators (on Neuron: NeuronCores) over which the layers of one model copy are split. ' +
      'It must divide the attention heads of the model.',
    default: '- all accelerators of the instance',
    source: 'djl-serving 0.36.0-lmi27-dlc:engines/python/src/main/java/ai/djl/python/engine/PyEnv.java, read 2026-08-21',
  },
};
