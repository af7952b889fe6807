import { Advice, loadName, RunReport, serversOf } from './report';
import { plural } from '../../src/checks/plural';

/** The configuration of an endpoint, as far as it is known. */
export interface Configuration {
  /** Number of requests that an instance, or a copy of the component, serves at once. */
  readonly maxBatch?: number;
  /** Number of tokens in its KV cache. */
  readonly kvCacheTokens?: number;
  readonly instanceCount?: number;
  /** Number of copies of a component. */
  readonly copies?: number;
}

/** What limited the measured loads, and which prop to try next. */
export function advise(runs: readonly RunReport[], configuration: Configuration, stream: boolean): Advice[] {
  const advice: Advice[] = [];
  const measured = runs.filter((run) => run.requests > run.errors);
  measured.filter(isClientTheLimit).slice(-1).forEach((run) => advice.push({
    limit: 'client',
    message: `at ${loadName(run)} this program was ${run.clientLagMs.toFixed(0)} ms late and busy ${Math.round(run.clientBusy * 100)} % of the time: `
      + 'the client is the limit, so the results for this load describe the client, not the endpoint. Use a machine with faster cores, or distribute the load across several',
  }));
  measured.filter((run) => stream && isOnePiece(run)).slice(-1).forEach((run) => advice.push({
    limit: 'stream',
    message: `at ${loadName(run)} the whole response arrived at once, so the endpoint does not stream. Before LMI V9 only outputFormatter streams; from then on `
      + 'the request asks for it',
    prop: 'outputFormatter',
  }));
  measured.filter((run) => run.errors > 0).slice(-1).forEach((run) => advice.push(ofErrors(run)));
  advice.push(...ofCapacity(measured, configuration));
  return advice.length > 0 ? advice : [{ limit: 'none', message: 'no limit was found at the measured loads; try higher ones' }];
}

// The client is the limit if it is nearly always busy, or often late by as much as it measures (a quarter of that if it is busy more than half of the time).
// Rare delays, such as a pause of the machine, affect only the p99.
function isClientTheLimit(run: RunReport): boolean {
  const smallest = Math.min(run.timeBetweenTokensMs.p50 ?? Infinity, run.timeToFirstTokenMs.p50 ?? run.latencyMs.p50 ?? Infinity);
  const tolerated = Math.max(5, run.clientBusy > 0.5 ? smallest / 4 : smallest);
  return run.clientBusy > 0.85 || run.clientFrequentLagMs > tolerated;
}

function isOnePiece(run: RunReport): boolean {
  const { timeToFirstTokenMs: { p50: first }, latencyMs: { p50: whole } } = run;
  return first !== null && whole !== null && run.outputTokens > 4 * run.requests && first > 0.97 * whole;
}

function ofErrors(run: RunReport): Advice {
  const share = `${run.errors} of ${run.requests} requests failed at ${loadName(run)}`;
  if (run.errorsByKind.throttled || run.errorsByKind['service error']) {
    return {
      limit: 'instances', prop: 'jobQueueSize',
      message: `${share} because the endpoint rejected them. Let more requests wait (jobQueueSize), or add instances (autoScaleInstanceCount with scaleOnConcurrentRequests)`,
    };
  }
  const kinds = Object.entries(run.errorsByKind).map(([kind, count]) => `${count} × ${kind}`).join(', ');
  return { limit: 'errors', message: `${share}: ${kinds}. The log group of the endpoint, /aws/sagemaker/Endpoints/<name>, has the reasons` };
}

/** Compares the closed loops with the capacity of the configuration, and with each other. */
function ofCapacity(runs: readonly RunReport[], { maxBatch, kvCacheTokens, instanceCount, copies }: Configuration): Advice[] {
  const closed = runs.filter((run) => run.concurrency !== undefined).sort((left, right) => left.concurrency! - right.concurrency!);
  const last = closed[closed.length - 1];
  if (last === undefined) {
    return [];
  }
  const atOnce = last.concurrency! / serversOf({ copies, instanceCount });
  const server = copies === undefined ? 'an instance' : 'a copy';
  const tokens = (last.inputTokens + last.outputTokens) / (last.requests - last.errors);
  const held = kvCacheTokens === undefined ? undefined : Math.floor(kvCacheTokens / tokens);
  if (held !== undefined && held < atOnce && held <= (maxBatch ?? Infinity)) {
    return [{
      limit: 'KV cache', prop: 'kvCacheDtype',
      message: `the KV cache holds about ${plural(held, 'request')} of ${Math.round(tokens)} tokens on ${server}, and ${Math.ceil(atOnce)} were sent, so the rest waits. `
        + `Halve the cache of a token (kvCacheDtype fp8), quantize the weights (quantize), or ${copies === undefined ? 'take an instance type with more memory' : 'add copies'}`,
    }];
  }
  if (maxBatch !== undefined && maxBatch < atOnce) {
    return [{
      limit: 'batch', prop: 'maxRollingBatchSize',
      message: `the engine runs ${plural(maxBatch, 'request')} at once on ${server}, and ${Math.ceil(atOnce)} were sent, so the rest waits. Raise maxRollingBatchSize`
        + `${held === undefined ? '' : `; the KV cache holds about ${held}`}`,
    }];
  }
  return ofSaturation(closed);
}

/** More concurrent requests without more tokens mean that the accelerator is saturated. */
function ofSaturation(closed: readonly RunReport[]): Advice[] {
  const last = closed[closed.length - 1];
  const before = closed[closed.length - 2];
  if (before === undefined || isClientTheLimit(last)) {
    return [];
  }
  const more = last.concurrency! / before.concurrency!;
  const gain = last.outputTokensPerSecond / before.outputTokensPerSecond;
  return more >= 1.5 && gain < 1 + 0.2 * (more - 1) ? [{
    limit: 'accelerator', prop: 'quantize',
    message: `from ${loadName(before)} to ${loadName(last)} tokens per second grew only ${gain.toFixed(2)} times: the accelerator is saturated. `
      + 'Quantize the weights (quantize), use an instance type with faster accelerators, or add instances',
  }] : [];
}
