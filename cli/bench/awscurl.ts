import { Load, Measured } from './load';

/**
 * The metrics that awscurl prints with `--json`, with its names and definitions: throughput over the time that the clients spent in requests, and percentiles
 * by rank.
 *
 * Source: djl-serving, awscurl/src/main/java/ai/djl/awscurl (AwsCurl.java, Result.java), read 2026-11-25.
 */
export interface AwsCurlResult {
  readonly totalTimeMills: number;
  readonly totalRequests: number;
  readonly failedRequests: number;
  readonly errorRate: number;
  readonly concurrentClients?: number;
  readonly tps?: number;
  readonly tokenThroughput?: number;
  readonly totalTokens: number;
  readonly tokenPerRequest: number;
  readonly averageLatency?: number;
  readonly averageTokenLatency?: number;
  readonly p50Latency?: number;
  readonly p90Latency?: number;
  readonly p99Latency?: number;
  readonly timeToFirstByte?: number;
  readonly p50TimeToFirstByte?: number;
  readonly p90TimeToFirstByte?: number;
  readonly p99TimeToFirstByte?: number;
}

export function inAwsCurlWords(load: Load, { exchanges, startedAt, endedAt }: Measured): AwsCurlResult {
  const good = exchanges.filter((exchange) => exchange.problem === undefined);
  const latencies = good.map((exchange) => exchange.endedAt - exchange.sentAt).sort((left, right) => left - right);
  const firsts = good.flatMap(({ firstTokenAt, sentAt }) => firstTokenAt === undefined ? [] : [firstTokenAt - sentAt])
    .sort((left, right) => left - right);
  const spent = total(latencies);
  const tokens = total(good.map((exchange) => exchange.outputTokens));
  const clients = 'concurrency' in load ? load.concurrency : spent / Math.max(1, endedAt - startedAt);
  return {
    totalTimeMills: round(endedAt - startedAt),
    totalRequests: exchanges.length,
    failedRequests: exchanges.length - good.length,
    errorRate: round(100 * (exchanges.length - good.length) / Math.max(1, exchanges.length)),
    ...('concurrency' in load ? { concurrentClients: load.concurrency } : {}),
    totalTokens: tokens,
    tokenPerRequest: Math.floor(tokens / Math.max(1, exchanges.length)),
    ...(good.length === 0 ? {} : {
      tps: round(good.length * 1000 / spent * clients),
      tokenThroughput: round(tokens * 1000 / spent * clients),
      averageLatency: round(spent / good.length),
      ...(tokens === 0 ? {} : { averageTokenLatency: round(spent / tokens) }),
      p50Latency: ranked(latencies, 0.5), p90Latency: ranked(latencies, 0.9), p99Latency: ranked(latencies, 0.99),
    }),
    ...(firsts.length === 0 ? {} : {
      timeToFirstByte: round(total(firsts) / firsts.length),
      p50TimeToFirstByte: ranked(firsts, 0.5), p90TimeToFirstByte: ranked(firsts, 0.9), p99TimeToFirstByte: ranked(firsts, 0.99),
    }),
  };
}

function ranked(sorted: readonly number[], share: number): number {
  return round(sorted[Math.floor(sorted.length * share)]);
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function round(value: number): number {
  return Number(value.toFixed(2));
}
