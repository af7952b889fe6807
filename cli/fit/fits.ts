import { Library } from '../library';
import type { LmiInstanceType, LmiVersion, MemoryFit, ModelArchitecture, WeightFormat } from 'cdk-sagemaker-lmi';

/** What is asked of each instance type. */
export interface Wish {
  readonly architecture: ModelArchitecture;
  readonly version?: LmiVersion;
  readonly context?: number;
  readonly concurrency?: number;
  readonly weightFormat?: WeightFormat;
  readonly region: string;
}

/** An instance type and what it holds, as `fit --json` prints it. */
export interface TypeFit {
  readonly instanceType: string;
  readonly fits: boolean;
  readonly reason?: string;
  readonly weightsGib: number;
  readonly kvCacheGib: number;
  readonly kvCacheTokens: number;
  readonly maxModelLen: number;
  /** Requests at once, each with the context that was asked for, or the model's own. */
  readonly concurrency: number;
  readonly hourlyPrice?: number;
}

/** Every type with what it holds: those that fit first, the cheapest at the top, and where no price is known the smallest. */
export function fits(library: Library, types: readonly LmiInstanceType[], wish: Wish): TypeFit[] {
  return types.map((instanceType) => ({ instanceType, fit: fitOf(library, instanceType, wish) }))
    .sort((left, right) => Number(right.fit.fits) - Number(left.fit.fits)
      || (left.fit.hourlyPrice ?? Infinity) - (right.fit.hourlyPrice ?? Infinity) || sizeOf(left.instanceType) - sizeOf(right.instanceType))
    .map(({ fit }) => fit);
}

function fitOf(library: Library, instanceType: LmiInstanceType, wish: Wish): TypeFit {
  const hourlyPrice = instanceType.hourlyPrice(wish.region);
  const fit = library.MemoryFit.estimate({
    architecture: wish.architecture, instanceType, maxModelLen: wish.context, weightFormat: wish.weightFormat,
    // Neuron has versions of its own, the newest of which the estimate takes.
    version: instanceType.accelerator!.kind === library.AcceleratorKind.NEURON ? undefined : wish.version,
  });
  const length = wish.context ?? fit._requestedModelLen;
  const concurrency = fit.maxConcurrency(length);
  const isEnough = wish.concurrency === undefined || concurrency >= wish.concurrency;
  const reason = !fit.fits ? fit.reason : isEnough ? undefined : tooFew(fit, wish.concurrency!, length);
  return {
    instanceType: instanceType.name,
    fits: fit.fits && isEnough,
    ...(reason === undefined ? {} : { reason }),
    weightsGib: fit.weightsGib, kvCacheGib: fit.kvCacheGib, kvCacheTokens: fit.kvCacheTokens, maxModelLen: fit.maxModelLen, concurrency,
    ...(hourlyPrice === undefined ? {} : { hourlyPrice }),
  };
}

function tooFew(fit: MemoryFit, concurrency: number, length: number): string {
  return `the KV cache holds ${fit.kvCacheTokens} tokens, which is ${fit.maxConcurrency(length)} requests of ${length} tokens at once, and ${concurrency} are asked for`;
}

function sizeOf(instanceType: LmiInstanceType): number {
  return (instanceType.accelerator?.memory.toMebibytes() ?? 0) * (instanceType.acceleratorCount ?? 1);
}
