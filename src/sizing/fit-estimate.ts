import { resolveInput, FitInput } from './fit-input';
import { MemoryFitProps } from './memory-fit-props';
import { AcceleratorKind } from '../facts/accelerators';
import { LORA } from '../facts/adapters';
import { whyNot } from '../memory/can-run';
import { defaultKvCacheBytes, estimateMemory, isDivisible, MemoryEstimate } from '../memory/memory-model';

/** An estimate and its input. */
export class FitEstimate {
  public readonly input: FitInput;
  public readonly memory: MemoryEstimate;
  /** Whether the heads can be split over the accelerators. */
  public readonly splits: boolean;
  /** Why the accelerator cannot run the model at all. */
  public readonly obstacle?: string;

  /**
   * @param path path to show in an error
   * @param props what to estimate
   */
  public constructor(path: string, public readonly props: MemoryFitProps) {
    const input = resolveInput(path, props);
    const { architecture, accelerator, degree, engine, rules } = input;
    const geometry = architecture._geometry;
    this.input = input;
    this.memory = estimateMemory({
      geometry,
      engine,
      ordinal: input.ordinal,
      rules,
      memoryGib: accelerator.memoryGib / (accelerator.kind === AcceleratorKind.NEURON ? accelerator.cores ?? 1 : 1),
      degree,
      format: input.weightFormat,
      kvCacheBytes: props.kvCacheBytesPerElement ?? defaultKvCacheBytes(geometry, input.weightFormat, rules),
      utilization: input.utilization,
      maxModelLen: props.maxModelLen,
      maxNumSeqs: props.maxNumSeqs,
      maxNumBatchedTokens: props.maxNumBatchedTokens,
      chunkedPrefill: props.chunkedPrefill,
      enforceEager: props.enforceEager,
      lora: props.maxLoras === undefined && props.maxLoraRank === undefined
        ? undefined : { maxLoras: props.maxLoras ?? LORA.maxLoras, maxRank: props.maxLoraRank ?? LORA.maxRank },
      draft: props.draftArchitecture?._geometry,
      cpuOffloadGib: props.cpuOffloadGib,
    });
    this.splits = isDivisible(geometry, degree, engine);
    this.obstacle = whyNot({ geometry, engine, ordinal: input.ordinal }, accelerator);
  }

  public get fits(): boolean {
    return this.memory.fits && this.splits && this.obstacle === undefined;
  }

  /** Whether the only problem is a context that is longer than the KV cache. */
  public get isShortOfContext(): boolean {
    return !this.fits && this.splits && this.obstacle === undefined && this.memory.longestContext > 0;
  }

  /** Number of sequences of a length that the KV cache holds at once. */
  public sequencesOf(tokens: number): number {
    if (!this.splits || this.obstacle !== undefined || this.memory.longestContext === 0) {
      return 0;
    }
    const each = this.memory.gibOf(tokens);
    // A quotient that should be an integer may be off by a rounding error.
    return each === 0 ? this.memory.maxNumSeqs : Math.max(0, Math.floor(this.memory.kvCacheGib / each + 1e-9));
  }
}
