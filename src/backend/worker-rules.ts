import { Rule, Situation } from './rule';
import { engineOf } from './selection-rules';
import { plural } from '../checks/plural';

/** Share of a GPU's memory that vLLM takes by default. */
const DEFAULT_MEMORY_SHARE = 0.9;

const WORKERS = ['SERVING_MIN_WORKERS', 'SERVING_MAX_WORKERS'];

const SINGLE_WORKER: ReadonlyArray<readonly [variable: string, since: number]> = [
  ['OPTION_ENABLE_LORA', 13], ['OPTION_ENABLE_STATEFUL_SESSIONS', 16], ['OPTION_LMCACHE_AUTO_CONFIG', 19],
];

/** The option for which the container runs one worker, whatever the variables for workers say. */
export function singleWorkerOption(container: Situation): string | undefined {
  return SINGLE_WORKER.find(([variable, since]) => container.version >= since && container.isOn(variable))?.[0];
}

/** The variable that sets the larger number of workers, if more than one. */
function mostWorkers(container: Situation): { readonly variable: string; readonly count: number } | undefined {
  return WORKERS.map((variable) => ({ variable, count: container.count(variable) ?? 1 })).filter(({ count }) => count > 1)
    .sort((left, right) => right.count - left.count)[0];
}

/**
 * Number of workers, which the container counts per group of accelerators that holds a copy under the Python engine, and in total under MPI.
 *
 * Source: djl-serving 0.25.0 to 0.36.0-lmi27, run with 4 GPUs 2026-11-25; ModelInfo.java and PyModel.java.
 */
export const WORKER_RULES: readonly Rule[] = [
  {
    id: 'workers-share',
    backends: ['Vllm', 'TrtLlm', 'Neuronx'],
    violation: (container) => {
      const most = mostWorkers(container);
      if (most === undefined || engineOf(container) === 'MPI' || singleWorkerOption(container) !== undefined) {
        return undefined;
      }
      const share = container.environment.OPTION_GPU_MEMORY_UTILIZATION === undefined ? DEFAULT_MEMORY_SHARE
        : Number(container.literal('OPTION_GPU_MEMORY_UTILIZATION') ?? NaN);
      if (container.backend === 'Vllm' && !(share * most.count > 1)) {
        return undefined;
      }
      const things = container.backend === 'Neuronx' ? 'NeuronCores' : 'GPUs';
      return `${container.shown(most.variable)}, but the container starts so many for each group of ${things} that holds a copy, and they do not fit next to each other. `
        + `Omit it${container.backend === 'Vllm' ? ', or lower gpuMemoryUtilization to their share' : ''}; a lower tensorParallelDegree gives more copies, `
        + 'loadOnDevices fewer.';
    },
  },
  {
    id: 'workers-exceed',
    backends: ['LmiDist', 'TrtLlm', 'DeepSpeed'],
    violation: (container) => {
      const most = mostWorkers(container);
      const { tensorParallelDegree: degree, stages, acceleratorCount } = container;
      if (most === undefined || degree === undefined || acceleratorCount === undefined || engineOf(container) === 'Python'
        || singleWorkerOption(container) !== undefined) {
        return undefined;
      }
      const copies = Math.floor(acceleratorCount / (degree * stages));
      return most.count > copies
        ? `${container.shown(most.variable)}, but ${container.instanceType} has ${plural(acceleratorCount, 'GPU')}, which ${acceleratorCount === 1 ? 'holds' : 'hold'} ${plural(copies, 'copy', 'copies')} of the `
          + `model on ${degree * stages} each, and the server exits when it is asked for more. Lower it, or lower tensorParallelDegree.`
        : undefined;
    },
  },
];
