import { ServedOptions } from '../backend/served-options';
import { Container } from '../container/container';
import { AcceleratorKind } from '../facts/accelerators';
import { LmiInstanceType } from '../instance/lmi-instance-type';
import { MemoryFit } from '../sizing/memory-fit';

/** The capacity of one instance. */
export interface EndpointCapacity {
  /** Number of requests that it serves at the same time. */
  readonly concurrentRequests?: number;
  /** Number of copies of the model, each with its own KV cache. */
  readonly modelCopies?: number;
  /** Number of GPUs; undefined if it has none. */
  readonly gpuCount?: number;
}

/** The capacity of an instance with a container. A model package has its own variables, so only its GPUs are known. */
export function containerCapacity({ options, model }: Container, instanceType: LmiInstanceType, accelerators?: number): EndpointCapacity {
  const capacity = endpointCapacity(options, instanceType, accelerators);
  return model.modelPackageArn === undefined ? capacity : { gpuCount: capacity.gpuCount };
}

/**
 * The capacity of an instance with the options of its container, as far as it is known at synth.
 *
 * @param accelerators GPUs or NeuronCores of the container; by default, all of the instance
 */
export function endpointCapacity(
  options: ServedOptions, instanceType: LmiInstanceType, accelerators: number | undefined = instanceType.coreCount,
): EndpointCapacity {
  const { batchSize } = options;
  const copies = options.copiesOn(accelerators);
  return {
    concurrentRequests: batchSize && copies && batchSize * copies,
    modelCopies: copies,
    gpuCount: instanceType.accelerator?.kind === AcceleratorKind.GPU ? instanceType.acceleratorCount : undefined,
  };
}

/** Total number of tokens in the KV caches of its copies; undefined for a model without a cache. */
export function kvCacheTokens({ modelCopies }: EndpointCapacity, fit: MemoryFit | undefined): number | undefined {
  return fit && modelCopies && fit.kvCacheTokens > 0 ? fit.kvCacheTokens * modelCopies : undefined;
}
