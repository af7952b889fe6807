import { isLiteral } from '../checks/tokens';
import { AcceleratorKind } from '../facts/accelerators';
import { defaultBatchSize } from '../facts/rolling-batch';
import { LmiInstanceType } from '../instance/lmi-instance-type';

/** What one instance can do, against which load is measured. */
export interface EndpointCapacity {
  /** Requests that it serves at the same time. */
  readonly concurrentRequests?: number;
  /** Its GPUs; undefined when it has none. */
  readonly gpuCount?: number;
}

/**
 * What an instance can do as its container is set up; nothing is said of what is known only at deployment.
 *
 * @param available GPUs or NeuronCores that the container has; all of the instance without it
 */
export function endpointCapacity(
  environment: { readonly [name: string]: string }, instanceType: LmiInstanceType, ordinal: number,
  available: number | undefined = instanceType.coreCount,
): EndpointCapacity {
  const batch = environment.OPTION_MAX_ROLLING_BATCH_SIZE ?? environment.MAX_BATCH_SIZE;
  const size = batch === undefined ? defaultBatchSize(environment.OPTION_ROLLING_BATCH, ordinal) : wholeNumber(batch);
  const workers = workersOf(environment, available);
  return {
    concurrentRequests: size === undefined || workers === undefined ? undefined : size * workers,
    gpuCount: instanceType.accelerator?.kind === AcceleratorKind.GPU ? instanceType.acceleratorCount : undefined,
  };
}

/** A model that is split over fewer accelerators than there are is loaded several times. */
function workersOf(environment: { readonly [name: string]: string }, all: number | undefined): number | undefined {
  const degree = environment.OPTION_TENSOR_PARALLEL_DEGREE ?? environment.TENSOR_PARALLEL_DEGREE ?? 'max';
  if (degree === 'max') {
    return 1;
  }
  const each = wholeNumber(degree);
  return each === undefined || all === undefined ? undefined : Math.max(1, Math.floor(all / each));
}

function wholeNumber(text: string): number | undefined {
  return isLiteral(text) && /^[1-9]\d*$/.test(text) ? Number(text) : undefined;
}
