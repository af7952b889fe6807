import { Library } from '../library';
import type { LmiInstanceType, LmiVersion, MemoryFit, ModelArchitecture, WeightFormat } from 'cdk-sagemaker-lmi';

/** What is asked of each instance type. */
interface Wish {
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

/** A type, the estimate for it, and what is said of both. */
interface Judged {
  readonly instanceType: LmiInstanceType;
  readonly memoryFit: MemoryFit;
  readonly typeFit: TypeFit;
}

/** Every type with what it holds: those that fit first, the cheapest at the top, and where no price is known the smallest. */
export function fits(library: Library, types: readonly LmiInstanceType[], wish: Wish): TypeFit[] {
  return judged(library, types, wish).map(({ typeFit }) => typeFit);
}

/** The same, with the estimates. */
export function judged(library: Library, types: readonly LmiInstanceType[], wish: Wish): Judged[] {
  return types.map((instanceType) => judge(library, instanceType, wish))
    .sort(({ typeFit: left, ...one }, { typeFit: right, ...other }) => Number(right.fits) - Number(left.fits)
      || (left.hourlyPrice ?? Infinity) - (right.hourlyPrice ?? Infinity) || sizeOf(one.instanceType) - sizeOf(other.instanceType));
}

function judge(library: Library, instanceType: LmiInstanceType, wish: Wish): Judged {
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
  const typeFit = {
    instanceType: instanceType.name,
    fits: fit.fits && isEnough,
    ...(reason === undefined ? {} : { reason }),
    weightsGib: fit.weightsGib, kvCacheGib: fit.kvCacheGib, kvCacheTokens: fit.kvCacheTokens, maxModelLen: fit.maxModelLen, concurrency,
    ...(hourlyPrice === undefined ? {} : { hourlyPrice }),
  };
  return { instanceType, memoryFit: fit, typeFit };
}

function tooFew(fit: MemoryFit, concurrency: number, length: number): string {
  return `the KV cache holds ${fit.kvCacheTokens} tokens, which is ${fit.maxConcurrency(length)} requests of ${length} tokens at once, and ${concurrency} are asked for`;
}

function sizeOf(instanceType: LmiInstanceType): number {
  return (instanceType.accelerator?.memory.toMebibytes() ?? 0) * (instanceType.acceleratorCount ?? 1);
}
