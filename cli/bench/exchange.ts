import { Weighted } from './statistics';

/** One request and its answer, in milliseconds of one clock. */
export interface Exchange {
  /** When the request was due. In a closed loop that is when it was sent; in an open loop a client that lags sends later. */
  readonly dueAt: number;
  readonly sentAt: number;
  readonly endedAt: number;
  readonly firstTokenAt?: number;
  /** Times between tokens. */
  readonly gaps: readonly Weighted[];
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Whether the engine counted the tokens, or this program estimated them. */
  readonly inputCounted: boolean;
  readonly outputCounted: boolean;
  /** What went wrong, if anything did. */
  readonly problem?: Problem;
}

/** What kinds of things go wrong, in the words of a report. */
export type ProblemKind =
  | 'throttled' | 'model error' | 'refused' | 'not found' | 'no access' | 'no credentials' | 'service error' | 'timeout' | 'connection' | 'endless answer'
  | 'empty answer';

export interface Problem {
  readonly kind: ProblemKind;
  readonly message: string;
}

// What arrives within a millisecond arrived together: a proxy or the network joined it.
const BURST_MS = 1;

/** Times between tokens. Tokens that arrived together share the time since those before them, so that a joined stream does not look twice as fast. */
export function gapsBetween(arrivals: readonly { readonly at: number; readonly tokens: number }[], outputTokens: number): Weighted[] {
  const bursts: { at: number; tokens: number }[] = [];
  for (const { at, tokens } of arrivals) {
    const last = bursts[bursts.length - 1];
    if (last !== undefined && at - last.at < BURST_MS) {
      last.tokens += tokens;
    } else {
      bursts.push({ at, tokens });
    }
  }
  const pieces = bursts.reduce((sum, { tokens }) => sum + tokens, 0);
  // A chunk can hold several tokens (speculative decoding); the engine's count says how many on average.
  const each = pieces > 0 && outputTokens > pieces ? outputTokens / pieces : 1;
  return bursts.slice(1).map(({ at, tokens }, index) => ({ value: (at - bursts[index].at) / (tokens * each), weight: tokens * each }));
}
