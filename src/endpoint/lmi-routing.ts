import { Problems } from '../checks/problems';
import { instanceOf } from '../checks/prop-kinds';
import { LIMITS } from '../facts/limits';

/** Options of routing by prefix. */
export interface LmiPrefixAwareOptions {
  /**
   * How much of the beginning of a request is compared: 1,024 to 65,536 bytes (characters of the messages with the OpenAI-compatible API). It
   * should cover what requests share, such as a system prompt, and some of what they do not.
   *
   * @default 4096
   */
  readonly prefixLength?: number;

  /**
   * Requests in work on the instance with the same prefix above which another instance is taken: 1 to 1,024. About what one instance batches
   * well.
   *
   * @default 32
   */
  readonly concurrencyThreshold?: number;
}

/** A routing strategy, ready for a variant. */
interface RoutingProperty {
  readonly routingStrategy: string;
  readonly prefixAware?: { readonly PrefixLength: number; readonly ConcurrencyThreshold: number };
}

/** Which instance of a variant a request goes to. */
export class LmiRouting {
  /** To the instance with the fewest requests in work: best for requests that differ in length, as those to language models do. */
  public static leastOutstandingRequests(): LmiRouting {
    return new LmiRouting('LEAST_OUTSTANDING_REQUESTS');
  }

  /** To any instance. What SageMaker does by default. */
  public static random(): LmiRouting {
    return new LmiRouting('RANDOM');
  }

  /**
   * Requests that begin alike go to the same instance, which has their beginning in its cache of keys and values and need not compute it again. For
   * real-time endpoints with long shared prompts and prefix caching in the engine.
   *
   * @param options what is compared, and when another instance is taken
   */
  public static prefixAware(options: LmiPrefixAwareOptions = {}): LmiRouting {
    return new LmiRouting('PREFIX_AWARE', options ?? {});
  }

  private constructor(private readonly strategy: string, private readonly options?: LmiPrefixAwareOptions) {}

  /**
   * @internal
   */
  public _bind(problems: Problems, isAsync: boolean): RoutingProperty {
    if (!this.options) {
      return { routingStrategy: this.strategy };
    }
    if (isAsync) {
      problems.add('routing is prefixAware, which is for real-time endpoints. Omit routing.');
    }
    const { prefixLength, concurrencyThreshold } = this.options;
    problems.number('prefixLength', prefixLength, LIMITS.prefixLength, 'pass the length of the shared prompt and a little more');
    problems.number('concurrencyThreshold', concurrencyThreshold, LIMITS.concurrencyThreshold, 'pass what one instance batches well');
    return {
      routingStrategy: this.strategy,
      prefixAware: { PrefixLength: prefixLength ?? 4096, ConcurrencyThreshold: concurrencyThreshold ?? 32 },
    };
  }
}

/** What a prop that takes one has to be. */
export const ROUTING = instanceOf(LmiRouting, 'use LmiRouting.leastOutstandingRequests, random or prefixAware');
