import { doubtOf } from './doubt';
import { BACKENDS, versionsOf } from '../../src/facts/backends';
import { Library } from '../library';
import type { LmiInstanceType, LmiVersion, MemoryFit, ModelArchitecture, WeightFormat } from 'cdk-sagemaker-lmi';

const NEWEST_NEURON = Math.max(...versionsOf('Neuronx'));

/** The load to check each instance type for. */
interface Wish {
  readonly architecture: ModelArchitecture;
  readonly version?: LmiVersion;
  readonly context?: number;
  readonly concurrency?: number;
  readonly weightFormat?: WeightFormat;
  readonly region: string;
}

/** An instance type and its fit, as printed by `fit --json`. */
export interface TypeFit {
  readonly instanceType: string;
  /** The engine that the estimate is for, and the LMI version. */
  readonly backend: string;
  readonly version: string;
  readonly fits: boolean;
  readonly reason?: string;
  /** Why the backend may not serve the model even if it fits. */
  readonly doubt?: string;
  /** Sentences about what the estimate leaves out. */
  readonly notes?: readonly string[];
  readonly weightsGib: number;
  readonly kvCacheGib: number;
  readonly kvCacheTokens: number;
  readonly maxModelLen: number;
  /** Number of concurrent requests with the requested context, or the model's own. */
  readonly concurrency: number;
  readonly hourlyPrice?: number;
}

/** An instance type with its estimate and the resulting fit. */
interface Judged {
  readonly instanceType: LmiInstanceType;
  readonly memoryFit: MemoryFit;
  readonly typeFit: TypeFit;
}

/** The fit of every type: first those that fit, then those whose backend is known to serve the model, then by price, then by size. */
export function fits(library: Library, types: readonly LmiInstanceType[], wish: Wish): TypeFit[] {
  return judged(library, types, wish).map(({ typeFit }) => typeFit);
}

/** The same with the estimates. */
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
    // Neuron has its own versions; the estimate uses the newest one.
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
