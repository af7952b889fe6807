import { ServedOptions } from '../backend/served-options';
import { Container } from '../container/container';
import { AcceleratorKind } from '../facts/accelerators';
import { LmiInstanceType } from '../instance/lmi-instance-type';
import { MemoryFit } from '../sizing/memory-fit';

/** What one instance can do, against which load is measured. */
export interface EndpointCapacity {
  /** Requests that it serves at the same time. */
  readonly concurrentRequests?: number;
  /** Copies of the model that it runs, each with a KV cache of its own. */
  readonly modelCopies?: number;
  /** Its GPUs; undefined when it has none. */
  readonly gpuCount?: number;
}

/** What an instance can do with a container. A model package has variables of its own, so of it nothing but the GPUs is known. */
export function containerCapacity({ options, model }: Container, instanceType: LmiInstanceType, accelerators?: number): EndpointCapacity {
  const capacity = endpointCapacity(options, instanceType, accelerators);
  return model.modelPackageArn === undefined ? capacity : { gpuCount: capacity.gpuCount };
}

/**
 * What an instance can do as its container is set up; nothing is said of what is known only at deployment.
 *
 * @param accelerators GPUs or NeuronCores that the container has; all of the instance without it
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

/** Tokens that the KV caches of its copies hold together; undefined for a model without a cache. */
export function kvCacheTokens({ modelCopies }: EndpointCapacity, fit: MemoryFit | undefined): number | undefined {
  return fit && modelCopies && fit.kvCacheTokens > 0 ? fit.kvCacheTokens * modelCopies : undefined;
}
