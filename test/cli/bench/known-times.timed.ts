import { Served } from './sagemaker-stub';
import { bench, expectWithin, report, startStub, stopStubs } from './stubs';

afterEach(stopStubs);
// Retried, because the machine may be busy for a moment.
jest.retryTimes(4);

/** A percentile as computed by NumPy. */
function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  const position = share * (sorted.length - 1);
  return sorted[Math.floor(position)] + (sorted[Math.ceil(position)] - sorted[Math.floor(position)]) * (position % 1);
}

describe('against known times', () => {
  // Two kinds of requests, so that the percentiles differ.
  const behavior = { firstToken: [300, 300, 300, 900], betweenTokens: 50, lastGap: 250, tokens: 8 };

  /** The server's record, without the warm-up requests. */
  async function truth(log: Served[], warmUp: number) {
    const measured = log.slice(warmUp);
    return {
      firsts: measured.map(({ tokensAt }) => tokensAt[0]),
      gaps: measured.flatMap(({ tokensAt }) => tokensAt.slice(1).map((at, index) => at - tokensAt[index])),
      latencies: measured.map(({ endedAt }) => endedAt!),
    };
  }

  test.each([
    ['closed loop', ['--concurrency', '4', '--requests', '40']],
    ['open loop', ['--rate', '5', '--requests', '40']],
  ])('every percentile is within 5 %% in a %s', async (_name, load) => {
    const stub = await startStub(behavior);
    const { runs: [result] } = report(await bench(stub.url, ...load, '--warm-up', '4'));
    const { firsts, gaps, latencies } = await truth(await stub.log(), 4);
    for (const [name, share] of [['p50', 0.5], ['p90', 0.9], ['p99', 0.99]] as const) {
      expectWithin(result.timeToFirstTokenMs[name], percentile(firsts, share), 0.05);
      expectWithin(result.latencyMs[name], percentile(latencies, share), 0.05);
      expectWithin(result.timeBetweenTokensMs[name], percentile(gaps, share), 0.05);
    }
    expectWithin(result.timeToFirstTokenMs.p50, 300, 0.05);
    expectWithin(result.timeBetweenTokensMs.p50, 50, 0.05);
    expectWithin(result.latencyMs.p50, 300 + 6 * 50 + 250, 0.05);
    expect(result).toMatchObject({ requests: 40, errors: 0, outputTokens: 40 * 8, outputTokensCounted: true });
  });

  test('throughput is tokens divided by the time from the first request to the last response', async () => {
    const stub = await startStub({ firstToken: [50], betweenTokens: 10, tokens: 46 });
    const { runs: [result] } = report(await bench(stub.url, '--concurrency', '2', '--requests', '8'));
    // Four responses of half a second, two at a time.
    expectWithin(result.outputTokensPerSecond, 8 * 46 / 2, 0.05);
    expectWithin(result.requestsPerSecond, 4, 0.05);
  });
});

test('frames split and joined anywhere do not change the time between tokens', async () => {
  const stub = await startStub({ firstToken: [30], betweenTokens: 20, tokens: 24, joined: 3, split: 7 });
  const { runs: [result] } = report(await bench(stub.url, '--concurrency', '2', '--requests', '6'));
  expectWithin(result.timeBetweenTokensMs.p50, 20, 0.1);
});

test('the latency of responses in one piece is that of the server', async () => {
  const stub = await startStub({ firstToken: [250], betweenTokens: 5, tokens: 11 });
  const { runs: [result] } = report(await bench(stub.url, '--no-stream', '--concurrency', '1', '--requests', '3'));
  expectWithin(result.latencyMs.p50, 300, 0.05);
});

test('a stall is visible in an open loop, but hidden in a closed one', async () => {
  const behavior = { firstToken: [20], betweenTokens: 2, tokens: 5, stall: { from: 1000, to: 3000 } };
  const open = report(await bench((await startStub(behavior)).url, '--rate', '20', '--duration', '4s', '--warm-up', '1')).runs[0];
  const closed = report(await bench((await startStub(behavior)).url, '--concurrency', '1', '--duration', '4s', '--warm-up', '1')).runs[0];
  // The server stalled half of the time. In the open loop, nearly half of the requests waited, a second on average.
  expect(open.latencyMs.p90).toBeGreaterThan(1000);
  expect(closed.latencyMs.p90).toBeLessThan(100);
});

test('an open loop sends as many requests as its rate specifies', async () => {
  const stub = await startStub({ firstToken: [1], betweenTokens: 1, tokens: 1 });
  const { runs: [result] } = report(await bench(stub.url, '--rate', '40', '--duration', '4s', '--warm-up', '0'));
  // 160 on average, plus or minus 3 standard deviations of 12.6.
  expect(Math.abs(result.requests - 160)).toBeLessThan(38);
});

describe('an objective', () => {
  // Two servers of 200 ms: with more than two concurrent requests, some wait.
  const behavior = { firstToken: [180], betweenTokens: 2, tokens: 11, servers: 2 };

  test('finds the highest load that meets it', async () => {
    const stub = await startStub(behavior);
    const ran = await bench(stub.url, '--sla', 'p90=500ms', '--requests', '12', '--warm-up', '1');
    // Four concurrent requests take two rounds, 400 ms; five and six take three.
    expect(report(ran).objective).toMatchObject({ held: true, concurrency: 4 });
    expect(ran.exitCode).toBe(0);
  });

  test('finds the highest rate, too', async () => {
    // Eight servers of 200 ms serve 40 a second. Of 200 requests at 60 a second, the median waits for nearly a second,
    // on fast and slow machines alike; a few dozen requests would be over before a queue has formed.
    const stub = await startStub({ ...behavior, servers: 8 });
    const { objective: found, runs } = report(await bench(stub.url, '--sla', 'p50=500ms,errors=1%', '--rate', '20', '--requests', '200', '--warm-up', '1'));
    expect(found.held).toBe(true);
    expect(found.rate).toBeGreaterThanOrEqual(20);
    expect(found.rate).toBeLessThan(60);
    expect(runs.map(({ rate }: any) => rate)).toEqual([...runs.map(({ rate }: any) => rate)].sort((left, right) => left - right));
  });

  test('that no load meets is exit code 1', async () => {
    const stub = await startStub(behavior);
    const ran = await bench(stub.url, '--sla', 'ttft=50ms', '--requests', '4', '--warm-up', '1');
    expect(report(ran).objective).toMatchObject({ held: false });
    expect(ran.exitCode).toBe(1);
  });
});
