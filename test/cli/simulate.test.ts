import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './bench/stubs';

const DIRECTORY = mkdtempSync(join(tmpdir(), 'simulate-'));

const simulate = async (...argv: string[]) => {
  const { exitCode, out } = await run(['simulate', ...argv, '--json']);
  expect(exitCode).toBe(0);
  return JSON.parse(out);
};

/** The probability that all of c servers are busy (Erlang C), for an offered load. */
function erlangC(servers: number, load: number): number {
  let term = 1;
  let sum = 0;
  for (let k = 0; k < servers; k += 1) {
    sum += term;
    term *= load / (k + 1);
  }
  const last = term * servers / (servers - load);
  return last / (sum + last);
}

describe('agrees with closed formulas', () => {
  // 6 days, so that chance matters little.
  const long = ['--duration', '144h'];

  test.each([[1, 0.5], [2, 1.6], [5, 4], [10, 8.5]])('M/M/%d at an offered load of %d: Erlang C', async (servers, load) => {
    const serviceTime = 2;
    const result = await simulate('--rate', String(load / serviceTime), '--service-time', '2s', '--scatter', '--batch', String(servers), ...long);
    const expected = erlangC(servers, load) * serviceTime / (servers - load) * 1000;
    expect(Math.abs(result.meanWaitMs - expected) / expected).toBeLessThan(0.05);
  });

  test.each([0.3, 0.6, 0.8])('M/D/1 at a utilization of %d: Pollaczek and Khinchine', async (utilization) => {
    const result = await simulate('--rate', String(utilization), '--service-time', '1s', '--batch', '1', ...long);
    const expected = utilization / (2 * (1 - utilization)) * 1000;
    expect(Math.abs(result.meanWaitMs - expected) / expected).toBeLessThan(0.05);
  });

  test('the number of requests in the system is rate times time (Little\'s law)', async () => {
    const result = await simulate('--rate', '3', '--service-time', '2s', '--scatter', '--batch', '4', '--min-instances', '2', '--duration', '48h');
    expect(result.requests / result.seconds).toBeGreaterThan(2.95);
    expect(result.requests / result.seconds).toBeLessThan(3.05);
    expect(result.instanceHours).toBeCloseTo(2 * result.seconds / 3600, 2);
  });
});

test('scaling out shortens the queue once an instance has started', async () => {
  const load = ['--rate', '3', '--service-time', '4s', '--batch', '8', '--duration', '3h', '--start-up', '5m'];
  const alone = await simulate(...load);
  const scaled = await simulate(...load, '--max-instances', '4', '--target-requests', '6');
  expect(scaled.mostInstances).toBeGreaterThan(1);
  expect(scaled.latencyMs.p50).toBeLessThan(alone.latencyMs.p50 / 10);
  // On average 12 requests need a slot and there are 8: for about 330 seconds, one request a second waits.
  expect(scaled.longestQueue).toBeGreaterThan(200);
  expect(scaled.longestQueue).toBeLessThan(500);
  expect(scaled.instanceHours).toBeGreaterThan(alone.instanceHours * 0.5);
});

test('a delayed metric lets the queue grow', async () => {
  const load = ['--rate', '3', '--service-time', '4s', '--batch', '8', '--duration', '3h', '--start-up', '5m', '--max-instances', '4', '--target-requests', '6'];
  const early = await simulate(...load);
  const late = await simulate(...load, '--metric-delay', '5m');
  // One request a second beyond the capacity, for 290 seconds.
  expect(late.longestQueue - early.longestQueue).toBeGreaterThan(190);
  expect(late.longestQueue - early.longestQueue).toBeLessThan(390);
  expect(late.assumptions.join()).toContain('as they were 300 s before');
});

test('a quiet moment does not remove instances that the rest of the 15 minutes needs', async () => {
  const file = join(DIRECTORY, 'quiet.csv');
  // 2.5 requests a second of 4 seconds each: ten at once, for which two instances with a target of six are right, with an occasional pause of 20 seconds.
  const times = Array.from({ length: 36_000 }, (_, index) => 100 + index * 0.4).filter((at) => at % 600 > 20);
  writeFileSync(file, ['Timestamp', ...times].join('\n'));
  const output = join(DIRECTORY, 'quiet');
  const load = ['--arrivals', file, '--service-time', '4s', '--batch', '8', '--max-instances', '4', '--target-requests', '6', '--output', output];
  const { meanInstances, meanWaitMs } = await simulate(...load);
  expect(meanInstances).toBeGreaterThan(1.9);
  expect(meanInstances).toBeLessThan(2.5);
  // Requests wait during the first ten minutes, while more instances start, and never again.
  expect(meanWaitMs).toBeLessThan(4000);
});

test('an idle fleet scales in to its minimum', async () => {
  const file = join(DIRECTORY, 'burst.csv');
  const burst = Array.from({ length: 2000 }, (_, index) => `${100 + index * 0.2},50`);
  writeFileSync(file, ['Timestamp,Request tokens', ...burst, '20000,50'].join('\n'));
  const output = join(DIRECTORY, 'burst');
  await simulate('--arrivals', file, '--service-time', '4s', '--batch', '8', '--max-instances', '4', '--target-requests', '6', '--output', output);
  const { meanInstances, mostInstances } = JSON.parse(readFileSync(`${output}.json`, 'utf8'));
  expect(mostInstances).toBeGreaterThan(1);
  expect(meanInstances).toBeLessThan(2);
  expect(readFileSync(`${output}-instances.svg`, 'utf8')).toMatch(/^<svg [^]*<\/svg>\n$/);
});

test('a day curve has its highest rate at noon', async () => {
  const result = await simulate('--day-curve', '0,2', '--service-time', '1s', '--batch', '100');
  // One a second on average.
  expect(Math.abs(result.requests - 86_400)).toBeLessThan(1500);
});

test('takes latencies, price, and batch from a report', async () => {
  const latency = (p50: number) => ({ timeToFirstTokenMs: {}, timeBetweenTokensMs: {}, latencyMs: { p50, p90: p50, p99: p50 }, outputTokensPerSecond: 1 });
  const file = join(DIRECTORY, 'report.json');
  writeFileSync(file, JSON.stringify({ endpoint: 'e', hourlyPrice: 3, instanceCount: 1, runs: [{ concurrency: 1, ...latency(1000) }, { concurrency: 11, ...latency(3000) }] }));
  const light = await simulate(file, '--rate', '0.01', '--duration', '100h');
  expect(light.latencyMs.p50).toBe(1000);
  expect(light.cost).toBeCloseTo(light.instanceHours * 3, 1);
  const heavy = await simulate(file, '--rate', '3', '--duration', '10h');
  expect(heavy.latencyMs.p50).toBeGreaterThan(1300);
  expect(heavy.latencyMs.p50).toBeLessThan(3100);
});

test('reports that nothing scales, and that the load exceeds the capacity', async () => {
  const load = ['--rate', '3', '--service-time', '4s', '--batch', '8', '--duration', '10m'];
  const { warnings, assumptions } = await simulate(...load, '--max-instances', '4');
  expect(warnings).toEqual([expect.stringMatching(/nothing scales without --target-requests/), expect.stringMatching(/up to 3.00 .*1 instance can serve 2.00,/)]);
  expect(assumptions).toContain('the fleet stays at 1 instance');
  expect((await simulate(...load, '--max-instances', '2', '--target-requests', '6')).warnings).toBeUndefined();
  const file = join(DIRECTORY, 'heavy.csv');
  writeFileSync(file, Array.from({ length: 1000 }, (_, index) => `${index / 3},5`).join('\n'));
  expect((await simulate('--arrivals', file, '--service-time', '4s', '--batch', '8')).warnings).toEqual([expect.stringContaining('exceeds the capacity')]);
});

test.each([
  ['requests', ['--rate', '3', '--service-time', '4s', '--batch', '8', '--duration', '10000h'], /about 108,000,000 requests are too many/],
  ['requests of a day curve', ['--day-curve', '0,1000', '--service-time', '1s', '--batch', '8'], /about 43,200,000 requests are too many/],
  ['time', ['--rate', '0.001', '--service-time', '1s', '--batch', '8', '--duration', '100000h'], /more than 366 days/],
  ['time to serve a queue', ['--rate', '1', '--service-time', '100h', '--batch', '1', '--duration', '1h'], /more than 366 days/],
])('too much %s ends quickly in one line', async (_, argv, words) => {
  const { exitCode, out, err } = await run(['simulate', ...argv]);
  expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
  expect(err.trim().split('\n')).toHaveLength(1);
  expect(err).toMatch(words);
}, 30_000);

test('an unspecified batch size is reported as one, and long times are in hours', async () => {
  const load = ['--service-time', '4s', '--rate', '3', '--duration', '2h'];
  expect((await simulate(...load)).warnings[0]).toMatch(/neither --batch nor a report .* so it is one/);
  expect((await simulate(...load, '--batch', '16')).warnings).toBeUndefined();
  const { out } = await run(['simulate', ...load]);
  // 21,600 requests take 24 hours, one after the other; half of them have waited for 11 hours.
  expect(out).toMatch(/^latency +1[01]\.\d h +\d\d\.\d h +2[12]\.\d h$/m);
  expect(out).toContain('serves 1 request at once');
  expect((await run(['simulate', ...load, '--batch', '16'])).out).toMatch(/^latency +4\.00 s/m);
});

test('the help shows durations as they are written', async () => {
  const { out } = await run(['simulate', '--help']);
  expect(out).toMatch(/"?10s"?/);
  expect(out).not.toMatch(/\d{5,}\)/);
});

test.each([
  [['simulate'], /neither a report/], [['simulate', '--service-time', '1s'], /one of --rate/], [['simulate', '--service-time', '1s', '--rate', '1', '--day-curve', '1,2'], /one of/],
  [['simulate', '--service-time', '1s', '--day-curve', '2,1'], /not a day curve/], [['simulate', '--service-time', '1s', '--arrivals', '/nonexistent'], /cannot read/],
  [['simulate', 'package.json', '--rate', '1'], /not a report/], [['simulate', '--service-time', '1s', '--arrivals', 'README.md'], /no column Timestamp, time, arrival or arrived_at/],
  [['simulate', '--service-time', '1s', '--rate', '1', '--min-instances', '5', '--max-instances', '2'], /--max-instances is 2, below the 5/],
])('%j is one line and exit code 2', async (argv, words) => {
  const { exitCode, out, err } = await run(argv);
  expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
  expect(err.trim().split('\n')).toHaveLength(1);
  expect(err).toMatch(words);
});
