import { settle, Settled } from './fit-input';
import { MemoryFitProps } from './memory-fit-props';
import { AcceleratorKind } from '../facts/accelerators';
import { LORA } from '../facts/adapters';
import { whyNot } from '../memory/can-run';
import { defaultKvCacheBytes, estimateMemory, isDivisible, MemoryEstimate } from '../memory/memory-model';

/** An estimate with all that it was made for. */
export class FitEstimate {
  public readonly settled: Settled;
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
    const settled = settle(path, props);
    const { architecture, accelerator, degree, engine, rules } = settled;
    const geometry = architecture._geometry;
    this.settled = settled;
    this.memory = estimateMemory({
      geometry,
      engine,
      ordinal: settled.ordinal,
      rules,
      memoryGib: accelerator.memoryGib / (accelerator.kind === AcceleratorKind.NEURON ? accelerator.cores ?? 1 : 1),
      degree,
      format: settled.weightFormat,
      kvCacheBytes: props.kvCacheBytesPerElement ?? defaultKvCacheBytes(geometry, settled.weightFormat, rules),
      utilization: settled.utilization,
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
    this.obstacle = whyNot({ geometry, engine, ordinal: settled.ordinal }, accelerator);
  }

  public get fits(): boolean {
    return this.memory.fits && this.splits && this.obstacle === undefined;
  }

  /** Whether all that is wrong is a context that is longer than the KV cache. */
  public get isShortOfContext(): boolean {
    return !this.fits && this.splits && this.obstacle === undefined && this.memory.longestContext > 0;
  }

  /** Sequences of that many tokens that the KV cache holds at once. */
  public sequencesOf(tokens: number): number {
    if (!this.splits || this.obstacle !== undefined || this.memory.longestContext === 0) {
      return 0;
    }
    const each = this.memory.gibOf(tokens);
    // What is computed in GiB may miss a whole number by the error of the arithmetic.
    return each === 0 ? this.memory.maxNumSeqs : Math.max(0, Math.floor(this.memory.kvCacheGib / each + 1e-9));
  }
}
