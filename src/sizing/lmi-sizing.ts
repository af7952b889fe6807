import { MemoryFit } from './memory-fit';
import { Problems } from '../checks/problems';
import { checkedProps, instanceOf, ownChecks, PropKinds } from '../checks/prop-kinds';
import { SizingEngine } from '../facts/sizing-engine';

/** The load that an endpoint must be able to serve. With TensorRT-LLM, the check covers only whether the weights leave room. */
export interface LmiSizingOptions {
  /**
   * Longest sequence to serve, prompt and response together, in tokens. At least 1.
   *
   * @default - that of the backend, or of the model
   */
  readonly maxModelLen?: number;

  /**
   * Number of concurrent sequences of that length. At least 1.
   *
   * @default 1
   */
  readonly concurrency?: number;
}

const OPTION_KINDS: PropKinds<LmiSizingOptions> = ownChecks('maxModelLen', 'concurrency');

/** Whether the memory of an endpoint is checked before deployment, and for which load. */
export class LmiSizing {
  /**
   * Refuses a model that does not fit its instance type.
   *
   * @param options what it must be able to serve; values other than integers >= 1 raise an error
   */
  public static check(options: LmiSizingOptions = {}): LmiSizing {
    const problems = new Problems('LmiSizing');
    const { maxModelLen, concurrency } = checkedProps(problems, options, OPTION_KINDS);
    for (const [name, value] of [['maxModelLen', maxModelLen], ['concurrency', concurrency]] as const) {
      if (value !== undefined && !(Number.isSafeInteger(value) && value >= 1)) {
        problems.invalid(name, value, 'an integer >= 1', 'pass a number that is known at synth time, or omit it');
      }
    }
    problems.throwIfAny();
    return new LmiSizing(true, maxModelLen, concurrency);
  }

  /** Disables the check, for models and instance types that the estimate does not describe well. */
  public static skip(): LmiSizing {
    return new LmiSizing(false);
  }

  /** Whether memory is checked. */
  public readonly enabled: boolean;
  /**
   * Longest sequence to serve, in tokens.
   *
   * @default - that of the backend, or of the model
   */
  public readonly maxModelLen?: number;
  /**
   * Number of concurrent sequences of that length.
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
   * The problems with an estimate; empty if there are none, or the check is disabled.
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
      // The number of tokens that its engine is built for is not estimated.
      return [];
    }
    const length = this.maxModelLen ?? fit._requestedModelLen;
    if (length > fit._requestedModelLen) {
      return [`sizing asks for sequences of ${length} tokens, but the engine accepts at most ${fit._requestedModelLen}: raise `
        + `${fit._contextProp ?? 'the context'} of the backend, or ask for less`];
    }
    const possible = fit.maxConcurrency(length);
    return possible >= (this.concurrency ?? 1) ? [] : [fit._tooFew(this.concurrency ?? 1, length)];
  }

  /**
   * Whether an estimate fits by less than its own error.
   *
   * @internal
   */
  public _isTight(fit: MemoryFit): boolean {
    // The estimates for TensorRT-LLM and Neuron have not been measured, so their error is unknown.
    return fit._engine === SizingEngine.VLLM
      && (fit._isTight(1, fit._requestedModelLen) || fit._isTight(this.concurrency ?? 1, this.maxModelLen ?? fit._requestedModelLen));
  }

  /**
   * The load to check for, in words.
   *
   * @internal
   */
  public _wish(fit: MemoryFit): string {
    const [sequences, length] = [this.concurrency ?? 1, this.maxModelLen ?? fit._requestedModelLen];
    return sequences === 1 ? `a sequence of ${Math.max(length, fit._requestedModelLen)} tokens` : `${sequences} sequences of ${length} tokens`;
  }
}

/** Kind of a prop that takes a sizing. */
export const SIZING = instanceOf(LmiSizing, 'use LmiSizing.check or LmiSizing.skip');
