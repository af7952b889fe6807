import { doubtOf } from './doubt';
import { BACKENDS, versionsOf } from '../../src/facts/backends';
import { Library } from '../library';
import type { LmiInstanceType, LmiVersion, MemoryFit, ModelArchitecture, WeightFormat } from 'cdk-sagemaker-lmi';

const NEWEST_NEURON = Math.max(...versionsOf('Neuronx'));

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
  /** The engine that the estimate is for, and the LMI version. */
  readonly backend: string;
  readonly version: string;
  readonly fits: boolean;
  readonly reason?: string;
  /** Why the backend may not serve the model, although it fits. */
  readonly doubt?: string;
  /** What the estimate leaves out. */
  readonly notes?: readonly string[];
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

/** Every type with what it holds: those that fit first, and of these those whose backend is known to serve the model, the cheapest at the top, and where no price is known the smallest. */
export function fits(library: Library, types: readonly LmiInstanceType[], wish: Wish): TypeFit[] {
  return judged(library, types, wish).map(({ typeFit }) => typeFit);
}

/** The same, with the estimates. */
export function judged(library: Library, types: readonly LmiInstanceType[], wish: Wish): Judged[] {
  return types.map((instanceType) => judge(library, instanceType, wish))
    .sort(({ typeFit: left, ...one }, { typeFit: right, ...other }) => Number(right.fits) - Number(left.fits)
      || Number(left.doubt !== undefined) - Number(right.doubt !== undefined)
      || (left.hourlyPrice ?? Infinity) - (right.hourlyPrice ?? Infinity) || sizeOf(one.instanceType) - sizeOf(other.instanceType));
}

function judge(library: Library, instanceType: LmiInstanceType, wish: Wish): Judged {
  const hourlyPrice = instanceType.hourlyPrice(wish.region);
  const isNeuron = instanceType.accelerator!.kind === library.AcceleratorKind.NEURON;
  const backend = isNeuron ? 'Neuronx' : 'Vllm';
  const ordinal = isNeuron ? NEWEST_NEURON : (wish.version ?? library.LmiVersion.LATEST)._ordinal;
  const fit = library.MemoryFit.estimate({
    architecture: wish.architecture, instanceType, maxModelLen: wish.context, weightFormat: wish.weightFormat,
    // Neuron has versions of its own, the newest of which the estimate takes.
    version: isNeuron ? undefined : wish.version,
  });
  const length = wish.context ?? fit._requestedModelLen;
  const concurrency = fit.maxConcurrency(length);
  const isEnough = wish.concurrency === undefined || concurrency >= wish.concurrency;
  const reason = !fit.fits ? fit.reason : isEnough ? undefined : tooFew(fit, wish.concurrency!, length);
  const doubt = doubtOf(wish.architecture, backend, ordinal);
  const typeFit = {
    instanceType: instanceType.name,
    backend: BACKENDS[backend].title,
    version: `V${ordinal}`,
    fits: fit.fits && isEnough,
    ...(reason === undefined ? {} : { reason }),
    ...(doubt === undefined ? {} : { doubt }),
    ...(fit.notes.length === 0 ? {} : { notes: fit.notes }),
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
