import { Weighted } from './statistics';

/** One request and its response; times in milliseconds of the same clock. */
export interface Exchange {
  /** When the request was due. In a closed loop, this is when it was sent; in an open loop, a lagging client sends it later. */
  readonly dueAt: number;
  readonly sentAt: number;
  readonly endedAt: number;
  readonly firstTokenAt?: number;
  /** Times between tokens. */
  readonly gaps: readonly Weighted[];
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Whether the engine counted the tokens; otherwise this program estimated them. */
  readonly inputCounted: boolean;
  readonly outputCounted: boolean;
  /** The problem, if the request failed. */
  readonly problem?: Problem;
}

/** Kinds of problems, as worded in reports. */
export type ProblemKind =
  | 'throttled' | 'model error' | 'refused' | 'not found' | 'no access' | 'no credentials' | 'service error' | 'timeout' | 'connection' | 'endless answer'
  | 'empty answer';

export interface Problem {
  readonly kind: ProblemKind;
  readonly message: string;
}

// Tokens within a millisecond count as one arrival: a proxy or the network joined them.
const BURST_MS = 1;

/** Times between tokens. Tokens that arrived together share the time since the previous ones, so that a joined stream does not look twice as fast. */
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
  // A chunk can contain several tokens (speculative decoding); the engine's count gives the average.
  const each = pieces > 0 && outputTokens > pieces ? outputTokens / pieces : 1;
  return bursts.slice(1).map(({ at, tokens }, index) => ({ value: (at - bursts[index].at) / (tokens * each), weight: tokens * each }));
}
