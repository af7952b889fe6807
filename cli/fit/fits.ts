import { doubtOf } from './doubt';
import { plural } from '../../src/checks/plural';
import { BackendName, BACKENDS, versionsOf } from '../../src/facts/backends';
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
  /** Region of the prices. */
  readonly region: string;
  /** Region whose types may be recommended. Default: every region. */
  readonly offeredIn?: string;
  /** Why a backend rejects the quantization in a version and on a type. */
  readonly refusal?: (backend: BackendName, version: number, instanceType: LmiInstanceType) => string | undefined;
}

/** Names of the user's options, for sentences about what would help. */
interface Words {
  readonly contextProp: string;
  readonly quantize: (format: WeightFormat, instanceType: LmiInstanceType) => string | undefined;
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
  /** Notes about what the estimate omits. */
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
export interface Judged {
  readonly instanceType: LmiInstanceType;
  readonly memoryFit: MemoryFit;
  readonly typeFit: TypeFit;
  /** Why the type does not fit, without its name, and the sentence with what would help, in terms of the user's options. */
  readonly explain: (words: Words) => { readonly cause: string; readonly reason: string };
}

/** The fit of every type: first those that fit, then those whose backend is known to serve the model, then by price, then by size. */
export function judged(library: Library, types: readonly LmiInstanceType[], wish: Wish): Judged[] {
  return types.map((instanceType) => judge(library, instanceType, wish))
    .sort(({ typeFit: left, ...one }, { typeFit: right, ...other }) => Number(right.fits) - Number(left.fits)
      || Number(left.doubt !== undefined) - Number(right.doubt !== undefined)
      || (left.hourlyPrice ?? Infinity) - (right.hourlyPrice ?? Infinity) || sizeOf(one.instanceType) - sizeOf(other.instanceType));
}

/** Types by whether they fit and, if they do, whether their backend is known to serve the model. */
interface Grouped<T extends TypeFit> {
  readonly good: readonly T[];
  readonly doubtful: readonly T[];
  readonly bad: readonly T[];
}

/** Groups types, each in its order. */
export function grouped<T extends TypeFit>(types: readonly T[]): Grouped<T> {
  const fitting = types.filter(({ fits }) => fits);
  return {
    good: fitting.filter(({ doubt }) => doubt === undefined),
    doubtful: fitting.filter(({ doubt }) => doubt !== undefined),
    bad: types.filter(({ fits }) => !fits),
  };
}

/** A heading for the types whose backend is not known to serve the model. */
export function headingOfDoubtful({ good, doubtful }: Grouped<TypeFit>): string {
  return `${plural(doubtful.length, good.length > 0 ? 'more type' : 'type')} ${doubtful.length === 1 ? 'has' : 'have'} enough memory, but the backend is not known to serve the model`;
}

/** The reasons of such types, each once. */
export function doubtsOf(types: readonly TypeFit[]): readonly string[] {
  return [...new Set(types.filter(({ doubt }) => doubt !== undefined).map(sentenceOfDoubt))];
}

/** Why the backend of a type may not serve the model. */
export function sentenceOfDoubt({ backend, doubt }: TypeFit): string {
  return `${backend}: ${doubt}`;
}

function judge(library: Library, instanceType: LmiInstanceType, wish: Wish): Judged {
  const hourlyPrice = instanceType.hourlyPrice(wish.region);
  const isNeuron = instanceType.accelerator!.kind === library.AcceleratorKind.NEURON;
  const backend = isNeuron ? 'Neuronx' : 'Vllm';
  const ordinal = isNeuron ? NEWEST_NEURON : (wish.version ?? library.LmiVersion.LATEST)._ordinal;
  const props = {
    architecture: wish.architecture, instanceType, maxModelLen: wish.context, weightFormat: wish.weightFormat,
    // Neuron has its own versions; the estimate uses the newest one.
    version: isNeuron ? undefined : wish.version,
  };
  const advice = {
    region: wish.offeredIn,
    concurrency: wish.concurrency,
    isUsable: (other: LmiInstanceType) => wish.refusal?.(backend, ordinal, other) === undefined,
  };
  const fit = library.MemoryFit._estimateIn(props, advice);
  const length = wish.context ?? fit._requestedModelLen;
  const concurrency = fit.maxConcurrency(length);
  const isEnough = wish.concurrency === undefined || concurrency >= wish.concurrency;
  const refusal = wish.refusal?.(backend, ordinal, instanceType);
  const shortage = isEnough ? undefined : tooFew(fit, wish.concurrency!, length);
  const reason = refusal ?? (fit.fits ? shortage : fit.reason);
  const doubt = doubtOf(wish.architecture, backend, ordinal);
  const typeFit = {
    instanceType: instanceType.name,
    backend: BACKENDS[backend].title,
    version: `V${ordinal}`,
    fits: reason === undefined,
    ...(reason === undefined ? {} : { reason }),
    ...(doubt === undefined ? {} : { doubt }),
    ...(fit.notes.length === 0 ? {} : { notes: fit.notes }),
    weightsGib: fit.weightsGib, kvCacheGib: fit.kvCacheGib, kvCacheTokens: fit.kvCacheTokens, maxModelLen: fit.maxModelLen, concurrency,
    ...(hourlyPrice === undefined ? {} : { hourlyPrice }),
  };
  const explain = ({ contextProp, quantize }: Words) => {
    const short = refusal ?? (fit.fits ? shortage : undefined);
    if (short !== undefined) {
      return { cause: short, reason: short };
    }
    const worded = library.MemoryFit._estimateIn(props, { ...advice, contextProp, quantize: (format) => quantize(format, instanceType) });
    return { cause: worded._cause ?? '', reason: worded.reason ?? '' };
  };
  return { instanceType, memoryFit: fit, typeFit, explain };
}

function tooFew(fit: MemoryFit, concurrency: number, length: number): string {
  const { kvCacheTokens } = fit;
  return `the KV cache holds ${plural(kvCacheTokens, 'token')}, which is ${plural(fit.maxConcurrency(length), 'request')} of ${plural(length, 'token')} at once, and ${concurrency} `
    + `${concurrency === 1 ? 'is' : 'are'} requested`;
}

function sizeOf(instanceType: LmiInstanceType): number {
  return (instanceType.accelerator?.memory.toMebibytes() ?? 0) * (instanceType.acceleratorCount ?? 1);
}
