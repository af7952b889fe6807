// Compares the command with a second load generator on the same stub of SageMaker; started by test/cli/crosscheck/run.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { Behavior } from '../bench/sagemaker-stub';
import { environment, startStub, stopStubs } from '../bench/stubs';

const COMMAND = join(__dirname, '..', '..', '..', 'bin', 'cdk-sagemaker-lmi.js');
const CLIENTS = 6;
const TOLERANCE = 0.05;
// Retried, because the machine may be busy for a moment.
const TRIES = 3;

interface Trial {
  readonly behavior: Partial<Behavior> & { readonly tokens: number };
  readonly requests: number;
  readonly shares: readonly string[];
  /** Without it, LLMeter's clients end at different times, because each sends its own share of the requests. */
  readonly isSteady: boolean;
}

/** The metrics of a load that both report; times in milliseconds. */
interface Figures {
  readonly [name: string]: number;
}

afterEach(stopStubs);

async function measureWithCommand(url: string, { behavior, requests, shares, isSteady }: Trial): Promise<Figures> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    COMMAND, 'bench', 'my-endpoint', '--json', '--concurrency', String(CLIENTS), '--requests', String(requests), '--warm-up', String(CLIENTS),
    '--output-tokens', String(behavior.tokens),
  ], { env: { PATH: process.env.PATH, ...environment(url) } });
  const { runs: [run] } = JSON.parse(stdout);
  return {
    'requests': run.requests, 'errors': run.errors, 'output tokens': run.outputTokens, 'average latency': run.awscurl.averageLatency,
    ...(isSteady ? { 'output tokens per second': run.outputTokensPerSecond } : {}),
    ...Object.fromEntries(shares.flatMap((share) => [[`first token ${share}`, run.timeToFirstTokenMs[share]], [`latency ${share}`, run.latencyMs[share]]])),
  };
}

async function measureWithLlmeter(url: string, { behavior, requests, shares, isSteady }: Trial): Promise<Figures> {
  const { stdout } = await promisify(execFile)(process.env.PYTHON!, [
    join(__dirname, 'load_with_llmeter.py'), ...[CLIENTS, requests, behavior.tokens].map(String),
  ], { env: { PATH: process.env.PATH, LLMETER_DISABLE_ALL_PROGRESS_BARS: '1', AWS_DEFAULT_REGION: 'us-east-1', ...environment(url) } });
  const stats = JSON.parse(stdout);
  return {
    'requests': stats.total_requests, 'errors': stats.failed_requests, 'output tokens': stats.total_output_tokens,
    'average latency': 1000 * stats['time_to_last_token-average'],
    ...(isSteady ? { 'output tokens per second': stats.output_tps } : {}),
    ...Object.fromEntries(shares.flatMap((share) => [
      [`first token ${share}`, 1000 * stats[`time_to_first_token-${share}`]], [`latency ${share}`, 1000 * stats[`time_to_last_token-${share}`]],
    ])),
  };
}

/** Measures with one after the other, each on its own stub with the same timing. */
async function compare(trial: Trial): Promise<void> {
  const ours = await measureWithCommand((await startStub(trial.behavior)).url, trial);
  const theirs = await measureWithLlmeter((await startStub(trial.behavior)).url, trial);
  const column = (value: string | number) => (typeof value === 'number' ? value.toFixed(1) : value).padStart(10);
  console.log(`${'figure'.padEnd(24)}${column('command')}${column('LLMeter')}`);
  Object.keys(ours).forEach((name) => console.log(`${name.padEnd(24)}${column(ours[name])}${column(theirs[name])}`));
  for (const figures of [ours, theirs]) {
    assert.deepEqual([figures.requests, figures.errors, figures['output tokens']], [trial.requests, 0, trial.requests * trial.behavior.tokens]);
  }
  const isClose = (name: string) => Math.abs(ours[name] - theirs[name]) <= TOLERANCE * theirs[name];
  assert.deepEqual(Object.keys(ours).filter((name) => !isClose(name)), [], 'figures that differ by more than 5 %');
}

async function withPatience(work: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      stopStubs();
      if (tries === TRIES) {
        throw error;
      }
      console.log(`Once more: ${(error as Error).message}`);
    }
  }
}

const behavior = { firstToken: [400], betweenTokens: 30, lastGap: 120, tokens: 8 };

void describe('the command and LLMeter report the same when the service sends', () => {
  // A quarter of the requests are slow, so the percentiles differ, and none falls between fast and slow requests. Below 99 requests, LLMeter extrapolates its p99.
  void test('a frame for each token', () => withPatience(() => compare({
    behavior: { ...behavior, firstToken: [400, 400, 400, 1000] }, requests: 102, shares: ['p50', 'p90', 'p99'], isSteady: false,
  })));
  void test('frames that are joined and split anywhere', () => withPatience(() => compare({
    behavior: { ...behavior, joined: 2, split: 150 }, requests: 24, shares: ['p50', 'p90'], isSteady: true,
  })));
});
