import { performance } from 'node:perf_hooks';
import { Behavior, Served } from './sagemaker-stub';
import { environment, run, startStub, stopStubs } from './stubs';

afterEach(stopStubs);
// Retried, because the machine may be busy for a moment.
jest.retryTimes(4);

interface Limited {
  readonly run: any;
  readonly advice: readonly { readonly limit: string; readonly message: string; readonly prop?: string }[];
  readonly log: readonly Served[];
}

/** The results of the last load. */
async function limitOf(behavior: Partial<Behavior>, ...argv: string[]): Promise<Limited> {
  const stub = await startStub(behavior);
  const ran = await run(['bench', 'my-endpoint', '--json', '--warm-up', '1', ...argv], environment(stub.url));
  expect({ exitCode: ran.exitCode, err: ran.err }).toEqual({ exitCode: 0, err: '' });
  const { runs, advice } = JSON.parse(ran.out);
  return { run: runs[runs.length - 1], advice, log: (await stub.log()).slice(-runs[runs.length - 1].requests) };
}

const saying = (limit: string, words: RegExp, prop?: string) => expect.objectContaining({ limit, message: expect.stringMatching(words), ...(prop === undefined ? {} : { prop }) });

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)];
}

/** Blocks this process for a share of each 100 ms. */
function occupy(milliseconds: number): () => void {
  const timer = setInterval(() => {
    for (const until = performance.now() + milliseconds; performance.now() < until;);
  }, 100);
  return () => clearInterval(timer);
}

describe('at 64 streams the report', () => {
  const load = ['--concurrency', '64', '--requests', '128', '--output-tokens', '8'];
  const slow = { firstToken: [600], betweenTokens: 300, tokens: 4 };

  test('does not mention the client while it has time to spare', async () => {
    const { run: { clientBusy, requests }, advice } = await limitOf(slow, ...load);
    expect(requests).toBe(128);
    expect(clientBusy).toBeLessThan(0.85);
    expect(advice).not.toContainEqual(expect.objectContaining({ limit: 'client' }));
  });

  test('names the client as the limit when its lag is a large share of the measured times', async () => {
    const done = occupy(60);
    const { run: { clientLagMs, clientBusy }, advice } = await limitOf({ ...slow, betweenTokens: 100 }, ...load).finally(done);
    expect(clientLagMs).toBeGreaterThan(45);
    expect(clientBusy).toBeGreaterThan(0.5);
    expect(advice).toContainEqual(saying('client', /^at 64 at once this program was \d+ ms late and busy \d+ % of the time: the client is the limit/));
  });

  test('names the client as the limit when it is always busy', async () => {
    const done = occupy(95);
    const { run: { clientBusy }, advice } = await limitOf(slow, ...load).finally(done);
    expect(clientBusy).toBeGreaterThan(0.85);
    expect(advice).toContainEqual(saying('client', /the client is the limit/));
  });

  test('is right about the server, or names the client as the limit, however fast tokens arrive', async () => {
    const { run: { timeToFirstTokenMs, timeBetweenTokensMs }, advice, log } = await limitOf(
      { firstToken: [50], betweenTokens: 4, tokens: 64 }, '--concurrency', '64', '--requests', '256', '--output-tokens', '64');
    const first = median(log.map(({ tokensAt }) => tokensAt[0]));
    const gap = median(log.flatMap(({ tokensAt }) => tokensAt.slice(1).map((at, index) => at - tokensAt[index])));
    const isRight = Math.abs(timeToFirstTokenMs.p50 - first) < 0.1 * first && Math.abs(timeBetweenTokensMs.p50 - gap) < 0.1 * gap;
    expect(isRight || advice.some(({ limit }) => limit === 'client')).toBe(true);
  });
});

describe('the report names the limit', () => {
  // Two requests are served at once; the others wait.
  const two = { firstToken: [30], betweenTokens: 20, tokens: 6, servers: 2 };
  const eight = ['--concurrency', '2,8', '--requests', '16', '--output-tokens', '6', '--input-tokens', '94'];

  test('the batch, and the size up to which the KV cache lets it grow', async () => {
    const { advice } = await limitOf(two, ...eight, '--max-batch', '2', '--kv-cache-tokens', '1000');
    expect(advice).toContainEqual(saying('batch', /runs 2 requests at once on an instance, and 8 were sent.*KV cache holds about 10$/, 'maxRollingBatchSize'));
  });

  test('the KV cache', async () => {
    const { advice } = await limitOf(two, ...eight, '--max-batch', '64', '--kv-cache-tokens', '250');
    // 94 input tokens and 6 output tokens each.
    expect(advice).toContainEqual(saying('KV cache', /holds about 2 requests of 100 tokens on an instance, and 8 were sent/, 'kvCacheDtype'));
  });

  test('neither of them while there is room for all requests', async () => {
    const { advice } = await limitOf({ ...two, servers: 8 }, ...eight, '--max-batch', '8', '--kv-cache-tokens', '800');
    ['batch', 'KV cache', 'accelerator'].forEach((limit) => expect(advice).not.toContainEqual(expect.objectContaining({ limit })));
  });

  test('by instance', async () => {
    const { advice } = await limitOf({ ...two, servers: 8 }, ...eight, '--max-batch', '4', '--instance-count', '2', '--instance-type', 'ml.g5.2xlarge');
    expect(advice).not.toContainEqual(expect.objectContaining({ limit: 'batch' }));
  });

  test('by copy', async () => {
    const { advice } = await limitOf(two, ...eight, '--max-batch', '3', '--copies', '2', '--component', 'llama', '--instance-type', 'ml.g5.2xlarge');
    expect(advice).toContainEqual(saying('batch', /runs 3 requests at once on a copy, and 4 were sent/));
  });

  test('the accelerator, when more requests produce no more tokens', async () => {
    const { advice } = await limitOf(two, ...eight);
    expect(advice).toContainEqual(saying('accelerator', /^from 2 at once to 8 at once tokens per second grew only (0\.9|1\.0)\d times/, 'quantize'));
  });

  test('an endpoint that does not stream', async () => {
    const { advice } = await limitOf({ firstToken: [100], betweenTokens: 5, tokens: 12, joined: 12 }, '--concurrency', '2', '--requests', '6', '--output-tokens', '12');
    expect(advice).toContainEqual(saying('stream', /the whole response arrived at once/, 'outputFormatter'));
  });

  test('requests that are rejected', async () => {
    const { advice } = await limitOf({ firstToken: [20], betweenTokens: 5, tokens: 4, fault: 'throttled', faultEach: 4 }, '--concurrency', '2', '--requests', '16', '--warm-up', '0');
    expect(advice).toContainEqual(saying('instances', /^4 of 16 requests failed at 2 at once/, 'jobQueueSize'));
  });

  test('errors that the model returns instead of a response', async () => {
    const { advice } = await limitOf({ firstToken: [20], betweenTokens: 5, tokens: 4, fault: 'error in stream', faultEach: 4 }, '--concurrency', '2', '--requests', '16', '--warm-up', '0');
    expect(advice).toContainEqual(saying('errors', /^4 of 16 requests failed at 2 at once: 4 × model error/));
  });
});
