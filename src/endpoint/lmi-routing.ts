import { Problems } from '../checks/problems';
import { checkedProps, instanceOf, ownChecks, PropKinds } from '../checks/prop-kinds';
import { LIMITS } from '../facts/limits';

/** Options of routing by prefix. */
export interface LmiPrefixAwareOptions {
  /**
   * Length of the prefix to compare: 1,024 to 65,536 bytes of the request (characters of the messages with the OpenAI-compatible API). It should
   * cover what requests share, such as a system prompt, and a little of what they do not.
   *
   * @default 4096
   */
  readonly prefixLength?: number;

  /**
   * Number of requests in progress on the instance with the same prefix above which another instance is used: 1 to 1,024. Set it to about the
   * number of requests that one instance batches well.
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

const PREFIX_KINDS: PropKinds<LmiPrefixAwareOptions> = ownChecks('prefixLength', 'concurrencyThreshold');

/** How requests are routed to the instances of a variant. */
export class LmiRouting {
  /** To the instance with the fewest requests in progress. Best for requests of different lengths, which is typical for language models. */
  public static leastOutstandingRequests(): LmiRouting {
    return new LmiRouting('LEAST_OUTSTANDING_REQUESTS');
  }

  /** To a random instance, which is the default of SageMaker. */
  public static random(): LmiRouting {
    return new LmiRouting('RANDOM');
  }

  /**
   * Requests with the same prefix go to the same instance, which has the prefix in its KV cache and does not compute it again. For real-time
   * endpoints with long shared prompts and prefix caching in the engine.
   *
   * @param options the prefix to compare, and when to use another instance
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
    const { prefixLength, concurrencyThreshold } = checkedProps(problems, this.options, PREFIX_KINDS);
    problems.number('prefixLength', prefixLength, LIMITS.prefixLength, 'pass the length of the shared prompt and a little more');
    problems.number('concurrencyThreshold', concurrencyThreshold, LIMITS.concurrencyThreshold, 'pass what one instance batches well');
    return {
      routingStrategy: this.strategy,
      prefixAware: { PrefixLength: prefixLength ?? 4096, ConcurrencyThreshold: concurrencyThreshold ?? 32 },
    };
  }
}

/** Kind of a prop that takes a routing strategy. */
export const ROUTING = instanceOf(LmiRouting, 'use LmiRouting.leastOutstandingRequests, random or prefixAware');
