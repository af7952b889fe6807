import { AwsCurlResult, inAwsCurlWords } from './awscurl';
import { ClientLoad } from './client-lag';
import { Exchange } from './exchange';
import { Load, Measured } from './load';
import { Schema } from './prompts';
import { Percentiles, percentiles, weightedPercentiles } from './statistics';

/** Results of a load, as printed by `--json`. */
export interface RunReport {
  /** Concurrent requests (closed loop), or requests per second (open loop). */
  readonly concurrency?: number;
  readonly rate?: number;
  /** Number of completed requests, including errors. */
  readonly requests: number;
  readonly errors: number;
  readonly errorsByKind: { readonly [kind: string]: number };
  readonly durationSeconds: number;
  readonly requestsPerSecond: number;
  readonly timeToFirstTokenMs: Percentiles;
  readonly timeBetweenTokensMs: Percentiles;
  readonly latencyMs: Percentiles;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly inputTokensPerSecond: number;
  readonly outputTokensPerSecond: number;
  /** Whether the engine counted the tokens; otherwise they are estimated. */
  readonly inputTokensCounted: boolean;
  readonly outputTokensCounted: boolean;
  /** Lag of this program (99th and 90th percentile), and the share of the time that it was busy. */
  readonly clientLagMs: number;
  readonly clientFrequentLagMs: number;
  readonly clientBusy: number;
  /** US dollars per million output tokens, if the instances serve nothing else. */
  readonly costPerMillionTokens?: number;
  readonly interrupted?: boolean;
  /** The same with the names of awscurl, the tool of the LMI guide. */
  readonly awscurl: AwsCurlResult;
}

/** Instances of the endpoint, if known. */
export interface Instances {
  readonly instanceType?: string;
  readonly instanceCount?: number;
  /** Number of copies of the inference component, which may not use all instances of the endpoint. */
  readonly copies?: number;
  /** US dollars per hour for all instances, or for the share that the copies take. */
  readonly hourlyPrice?: number;
  readonly priceDate?: string;
}

/** Number of instances or copies that share the load. */
export function serversOf({ copies, instanceCount }: Pick<Instances, 'copies' | 'instanceCount'>): number {
  return copies ?? instanceCount ?? 1;
}

/** What limits the endpoint, and which prop to try. */
export interface Advice {
  readonly limit: 'client' | 'batch' | 'KV cache' | 'accelerator' | 'stream' | 'instances' | 'errors' | 'none';
  readonly message: string;
  readonly prop?: string;
}

/** Result of a search for the highest load that meets an objective. */
interface ObjectiveReport {
  readonly objective: string;
  readonly concurrency?: number;
  readonly rate?: number;
  readonly held: boolean;
}

export interface Report extends Instances {
  readonly endpoint: string;
  readonly component?: string;
  readonly adapter?: string;
  readonly region?: string;
  readonly date: string;
  readonly command: string;
  readonly schema: Schema;
  readonly stream: boolean;
  readonly requestedInputTokens?: number;
  readonly requestedOutputTokens: number;
  readonly runs: readonly RunReport[];
  readonly objective?: ObjectiveReport;
  readonly advice: readonly Advice[];
  readonly notes: readonly string[];
  readonly interrupted?: boolean;
}

/** The metrics of one load. */
export function runReport(
  load: Load, measured: Measured, client: ClientLoad, hourlyPrice: number | undefined, interrupted: boolean,
): RunReport {
  const { exchanges } = measured;
  const good = exchanges.filter((exchange) => exchange.problem === undefined);
  const seconds = (measured.endedAt - measured.startedAt) / 1000;
  const perSecond = (amount: number) => seconds > 0 ? amount / seconds : 0;
  const inputTokens = sum(good.map((exchange) => exchange.inputTokens));
  const outputTokens = sum(good.map((exchange) => exchange.outputTokens));
  const outputTokensPerSecond = perSecond(outputTokens);
  return {
    ...load,
    requests: exchanges.length,
    errors: exchanges.length - good.length,
    errorsByKind: countByKind(exchanges),
    durationSeconds: round(seconds),
    requestsPerSecond: round(perSecond(good.length)),
    timeToFirstTokenMs: rounded(percentiles(good.flatMap(({ firstTokenAt, dueAt }) => firstTokenAt === undefined ? [] : [firstTokenAt - dueAt]))),
    timeBetweenTokensMs: rounded(weightedPercentiles(good.flatMap(({ gaps }) => gaps))),
    latencyMs: rounded(percentiles(good.map(latency))),
    inputTokens,
    outputTokens,
    inputTokensPerSecond: round(perSecond(inputTokens)),
    outputTokensPerSecond: round(outputTokensPerSecond),
    inputTokensCounted: good.every((exchange) => exchange.inputCounted),
    outputTokensCounted: good.every((exchange) => exchange.outputCounted),
    clientLagMs: round(client.lagMs),
    clientFrequentLagMs: round(client.frequentLagMs),
    clientBusy: round(client.busy),
    ...(hourlyPrice !== undefined && outputTokensPerSecond > 0
      ? { costPerMillionTokens: round(hourlyPrice / (outputTokensPerSecond * 3600) * 1e6, 4) } : {}),
    ...(interrupted ? { interrupted } : {}),
    awscurl: inAwsCurlWords(load, measured),
  };
}

/** Milliseconds from when a request was due until its response ended. */
function latency({ endedAt, dueAt }: Exchange): number {
  return endedAt - dueAt;
}

function countByKind(exchanges: readonly Exchange[]): { [kind: string]: number } {
  const counts: { [kind: string]: number } = {};
  exchanges.forEach(({ problem }) => problem && (counts[problem.kind] = (counts[problem.kind] ?? 0) + 1));
  return counts;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function round(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}

function rounded({ p50, p90, p99 }: Percentiles): Percentiles {
  const each = (value: number | null) => value === null ? null : round(value);
  return { p50: each(p50), p90: each(p90), p99: each(p99) };
}

/** A load in words. */
export function loadName({ concurrency, rate }: { readonly concurrency?: number; readonly rate?: number }): string {
  return concurrency !== undefined ? `${concurrency} at once` : `${rate} a second`;
}
