import { MemoryFit } from './memory-fit';
import { Problems } from '../checks/problems';
import { instanceOf } from '../checks/prop-kinds';
import { SizingEngine } from '../facts/sizing-engine';

/** What an endpoint must be able to serve. With TensorRT-LLM only whether the weights leave room is checked. */
export interface LmiSizingOptions {
  /**
   * Longest sequence to serve, prompt and answer together, in tokens. At least 1.
   *
   * @default - that of the backend, or the model's own context
   */
  readonly maxModelLen?: number;

  /**
   * Sequences of the longest length at once. At least 1.
   *
   * @default 1
   */
  readonly concurrency?: number;
}

/** Whether an endpoint is checked for memory before it is deployed, and for what. */
export class LmiSizing {
  /**
   * Refuses a model that does not fit its instance type.
   *
   * @param options what it must be able to serve; values that are no whole numbers above 0 raise an error
   */
  public static check(options: LmiSizingOptions = {}): LmiSizing {
    const problems = new Problems('LmiSizing');
    const { maxModelLen, concurrency } = options ?? {};
    for (const [name, value] of [['maxModelLen', maxModelLen], ['concurrency', concurrency]] as const) {
      if (value !== undefined && value !== null && !(Number.isSafeInteger(value) && value >= 1)) {
        problems.invalid(name, value, 'a whole number of at least 1', 'give a number that is known at synth, or leave it out');
      }
    }
    problems.throwIfAny();
    return new LmiSizing(true, maxModelLen ?? undefined, concurrency ?? undefined);
  }

  /** Checks nothing: for models and instance types that the estimate does not describe well. */
  public static skip(): LmiSizing {
    return new LmiSizing(false);
  }

  /** Whether memory is checked. */
  public readonly enabled: boolean;
  /**
   * Longest sequence to serve, in tokens.
   *
   * @default - that of the backend, or the model's own context
   */
  public readonly maxModelLen?: number;
  /**
   * Sequences of the longest length at once.
   *
   * @default 1
   */
  public readonly concurrency?: number;

  private constructor(enabled: boolean, maxModelLen?: number, concurrency?: number) {
    this.enabled = enabled;
    this.maxModelLen = maxModelLen;
    this.concurrency = concurrency;
  }

  /**
   * What is wrong with an estimate; empty when nothing is, or when nothing is checked.
   *
   * @internal
   */
  public _problemsOf(fit: MemoryFit): string[] {
    if (!this.enabled) {
      return [];
    }
    if (!fit.fits) {
      return [fit.reason!];
    }
    if (fit._engine === SizingEngine.TENSORRT_LLM) {
      // How many tokens its engine is built for is not estimated.
      return [];
    }
    const length = this.maxModelLen ?? fit._requestedModelLen;
    if (length > fit._requestedModelLen) {
      return [`sizing asks for sequences of ${length} tokens, but the engine takes at most ${fit._requestedModelLen}: raise maxModelLen of the backend (`
        + 'nPositions on Neuron), or ask for less'];
    }
    const possible = fit.maxConcurrency(length);
    return possible >= (this.concurrency ?? 1) ? [] : [fit._tooFew(this.concurrency ?? 1, length)];
  }

  /**
   * Tokens of KV cache that are asked for: one sequence as long as the engine takes, or the wish.
   *
   * @internal
   */
  public _tokensOf(fit: MemoryFit): number {
    const wished = (this.maxModelLen ?? fit._requestedModelLen) * (this.concurrency ?? 1);
    return Math.max(wished, fit._requestedModelLen);
  }
}

/** What a prop that takes one has to be. */
export const SIZING = instanceOf(LmiSizing, 'use LmiSizing.check or LmiSizing.skip');
