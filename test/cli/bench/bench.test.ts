import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bench, environment, expectWithin, Ran, report, run, startStub, stopStubs } from './stubs';
import { inAwsCurlWords } from '../../../cli/bench/awscurl';
import { Exchange } from '../../../cli/bench/exchange';
import { main } from '../../../cli/program';
import { exponential, random } from '../../../cli/random';

afterEach(stopStubs);

describe('counts the tokens of each form exactly', () => {
  test.each([
    ['lmi', 'lmi', false], ['lmi-async', 'lmi', true], ['chat', 'chat', true], ['chat-sse', 'chat', true], ['completions', 'completions', true],
  ] as const)('%s', async (form, schema, countsInput) => {
    const stub = await startStub({ form, firstToken: [5], betweenTokens: 1, tokens: 37 });
    const { runs: [result] } = report(await bench(stub.url, '--schema', schema, '--concurrency', '3', '--requests', '9', '--input-tokens', '50'));
    expect(result).toMatchObject({ outputTokens: 9 * 37, outputTokensCounted: true, inputTokens: 9 * 50, inputTokensCounted: countsInput });
  });

  test('counts do not depend on where frames are split or joined', async () => {
    const stub = await startStub({ firstToken: [5], betweenTokens: 1, tokens: 24, joined: 3, split: 7 });
    const { runs: [result] } = report(await bench(stub.url, '--concurrency', '2', '--requests', '6'));
    expect(result.outputTokens).toBe(6 * 24);
  });

  test('responses in one piece have tokens but no time to first token', async () => {
    const stub = await startStub({ firstToken: [50], betweenTokens: 1, tokens: 12 });
    const { runs: [result] } = report(await bench(stub.url, '--no-stream', '--concurrency', '1', '--requests', '3'));
    expect(result).toMatchObject({ outputTokens: 36, timeToFirstTokenMs: { p50: null }, timeBetweenTokensMs: { p50: null } });
    expect(result.latencyMs.p50).toBeGreaterThanOrEqual(60);
  });

  test('counts that do not come from the engine are labeled as estimated', async () => {
    const stub = await startStub({ form: 'no-usage', firstToken: [5], betweenTokens: 1, tokens: 12 });
    const ran = await run(['bench', 'my-endpoint', '--schema', 'chat', '--concurrency', '1', '--requests', '2'], environment(stub.url));
    expect(ran.out).toContain('~: estimated');
  });
});

test('sends the requested payload', async () => {
  const stub = await startStub({ firstToken: [5], betweenTokens: 1, tokens: 3 });
  await bench(stub.url, '--concurrency', '1', '--requests', '1', '--warm-up', '0', '--component', 'llama', '--adapter', 'fr', '--input-tokens', '7', '--output-tokens', '9');
  const [{ body, headers }] = await stub.log();
  expect(body).toMatchObject({ stream: true, adapters: 'fr', parameters: { max_new_tokens: 9, details: true } });
  expect(body.inputs.split(' ')).toHaveLength(7);
  expect(headers['x-amzn-sagemaker-inference-component']).toBe('llama');
  expect(headers.authorization).toContain('/us-east-1/sagemaker/aws4_request');
});

test('an ARN names endpoint and region', async () => {
  const stub = await startStub({ firstToken: [5], betweenTokens: 1, tokens: 3 });
  const { AWS_REGION, ...withoutRegion } = environment(stub.url);
  const load = ['--concurrency', '1', '--requests', '1', '--warm-up', '0', '--json'];
  const arn = 'arn:aws:sagemaker:eu-west-3:123456789012:endpoint/my-endpoint';
  const measured = await run(['bench', arn, ...load], withoutRegion);
  expect(JSON.parse(measured.out)).toMatchObject({ endpoint: 'my-endpoint', region: 'eu-west-3', runs: [{ errors: 0 }] });
  expect((await stub.log())[0].headers.authorization).toContain('/eu-west-3/sagemaker/');
  expect(await run(['bench', arn, '--region', 'us-east-1', ...load], withoutRegion)).toMatchObject({ exitCode: 2, err: expect.stringContaining('the endpoint is in eu-west-3') });
  expect(await run(['bench', arn.replace('endpoint/', 'model/'), ...load], withoutRegion)).toMatchObject({ exitCode: 2, err: expect.stringContaining('not the ARN of an endpoint') });
});

describe('prompts from a file', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'prompts-')), 'prompts.jsonl');
  writeFileSync(file, ['"Hello"', '', '{"prompt": "How are you?", "temperature": 0.5}', '{"messages": [{"role": "system", "content": "Be brief."}], "max_tokens": 3}'].join('\n'));

  test('are sent in turn, in the request schema, with their own parameters', async () => {
    const stub = await startStub({ form: 'chat', firstToken: [5], betweenTokens: 1, tokens: 3 });
    await bench(stub.url, '--concurrency', '1', '--requests', '4', '--warm-up', '0', '--schema', 'chat', '--prompts', file, '--output-tokens', '9');
    expect((await stub.log()).map(({ body }) => body)).toEqual([
      { messages: [{ role: 'user', content: 'Hello' }], max_tokens: 9 },
      { messages: [{ role: 'user', content: 'How are you?' }], max_tokens: 9, temperature: 0.5 },
      { messages: [{ role: 'system', content: 'Be brief.' }], max_tokens: 3 },
      { messages: [{ role: 'user', content: 'Hello' }], max_tokens: 9 },
    ].map((body) => ({ ...body, stream: true, stream_options: { include_usage: true } })));
  });

  test.each([['{"text": 1', /line 2 of .* is not JSON/], ['{"question": "?"}', /line 2 of .* is neither a string nor an object/]])('%s is an error', async (line, words) => {
    const bad = join(mkdtempSync(join(tmpdir(), 'prompts-')), 'bad.jsonl');
    writeFileSync(bad, `"Hello"\n${line}\n`);
    const { exitCode, err } = await bench('http://127.0.0.1:9', '--prompts', bad);
    expect({ exitCode, err }).toEqual({ exitCode: 2, err: expect.stringMatching(words) });
  });
});

test('reports awscurl\'s metrics as awscurl defines them', () => {
  // Two clients: four responses of 11 tokens each, in 1 to 4 seconds, and an error.
  const good = [1000, 2000, 3000, 4000].map((milliseconds): Exchange => ({
    dueAt: 0, sentAt: 500, firstTokenAt: 500 + milliseconds / 10, endedAt: 500 + milliseconds, gaps: [],
    inputTokens: 5, outputTokens: 11, inputCounted: true, outputCounted: true,
  }));
  const bad: Exchange = { ...good[0], outputTokens: 0, problem: { kind: 'throttled', message: 'Rate exceeded' } };
  expect(inAwsCurlWords({ concurrency: 2 }, { exchanges: [...good.reverse(), bad], startedAt: 0, endedAt: 6000 })).toEqual({
    totalTimeMills: 6000, totalRequests: 5, failedRequests: 1, errorRate: 20, concurrentClients: 2, totalTokens: 44, tokenPerRequest: 8,
    // 4 requests and 44 tokens in 10 seconds of request time, two at a time.
    tps: 0.8, tokenThroughput: 8.8, averageLatency: 2500, averageTokenLatency: 227.27,
    // The third of four in ascending order, and the last.
    p50Latency: 3000, p90Latency: 4000, p99Latency: 4000,
    timeToFirstByte: 250, p50TimeToFirstByte: 300, p90TimeToFirstByte: 400, p99TimeToFirstByte: 400,
  });
});

test('a terminal shows the progress of a load', async () => {
  const stub = await startStub({ firstToken: [300], betweenTokens: 1, tokens: 3 });
  let [out, err] = ['', ''];
  const before = process.env;
  process.env = { ...before, ...environment(stub.url) };
  await main(['bench', 'my-endpoint', '--concurrency', '1', '--requests', '4', '--warm-up', '0', '--json'], {
    out: (text) => { out += text; }, err: (text) => { err += text; }, colors: false, progress: true,
  }).finally(() => { process.env = before; });
  expect(err).toMatch(/\r1 at once +█+░+ +50 % {2}2 answered/);
  // And clears it.
  expect(err).toMatch(/\r\u001b\[K$/);
  expect(JSON.parse(out).runs).toHaveLength(1);
});

test('a closed loop never exceeds its number of open requests', async () => {
  const stub = await startStub({ firstToken: [30], betweenTokens: 1, tokens: 3 });
  await bench(stub.url, '--concurrency', '3', '--requests', '12', '--warm-up', '0');
  const log = await stub.log();
  const most = Math.max(...log.map(({ arrivedAt }) => log.filter((other) => other.arrivedAt <= arrivedAt && other.arrivedAt + other.endedAt! > arrivedAt + 2).length));
  expect(log).toHaveLength(12);
  expect(most).toBeLessThanOrEqual(3);
});

test('the times between requests of an open loop are those of a Poisson process', () => {
  const draw = random(7);
  const gaps = Array.from({ length: 20_000 }, () => exponential(draw, 100));
  const average = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - average) ** 2, 0) / gaps.length);
  expectWithin(average, 10, 0.03);
  // The standard deviation of an exponential distribution equals its mean, and a share of exp(-2) is above twice the mean.
  expectWithin(deviation, 10, 0.03);
  expectWithin(gaps.filter((gap) => gap > 20).length / gaps.length, Math.exp(-2), 0.05);
});

describe('problems are counted by kind', () => {
  test.each([
    ['throttled', 'throttled'], ['model error', 'model error'], ['error in stream', 'model error'], ['error event', 'model error'], ['empty', 'empty answer'],
  ] as const)('%s', async (fault, kind) => {
    const stub = await startStub({ firstToken: [5], betweenTokens: 1, tokens: 5, fault, faultEach: 4 });
    const { runs: [result] } = report(await bench(stub.url, '--concurrency', '1', '--requests', '8', '--warm-up', '0'));
    expect(result).toMatchObject({ requests: 8, errors: 2, errorsByKind: { [kind]: 2 }, outputTokens: 30 });
  });
});

describe('ends in one line with exit code 2 if', () => {
  const oneLine = (ran: Ran) => {
    expect(ran).toMatchObject({ exitCode: 2, out: '' });
    expect(ran.err.trim().split('\n')).toHaveLength(1);
    expect(ran.err).not.toMatch(/\n\s+at /);
    return ran.err;
  };

  test.each([
    ['the endpoint does not exist', 'not found', /not found.*--region/],
    ['the model answers errors only', 'model error', /CUDA out of memory.*log group/],
    ['the endpoint throttles', 'throttled', /Rate exceeded/],
    ['access is denied', 'denied', /sagemaker:InvokeEndpoint/],
    ['a proxy answers', 'html', /service error/],
    ['nothing comes back', 'empty', /no token/],
  ] as const)('%s', async (_name, fault, words) => {
    const stub = await startStub({ fault });
    expect(oneLine(await bench(stub.url, '--concurrency', '2', '--requests', '4'))).toMatch(words);
  });

  test('the server never responds', async () => {
    const stub = await startStub({ fault: 'hangs' });
    expect(oneLine(await bench(stub.url, '--concurrency', '1', '--requests', '4', '--timeout', '1s'))).toMatch(/timeout.*1 s/);
  });

  test('a stream never ends', async () => {
    const stub = await startStub({ fault: 'never ends', firstToken: [1], betweenTokens: 1 });
    expect(oneLine(await bench(stub.url, '--concurrency', '1', '--requests', '2', '--output-tokens', '8'))).toMatch(/endless answer/);
  });

  test('a stream never ends, slowly', async () => {
    const stub = await startStub({ fault: 'never ends', firstToken: [1], betweenTokens: 100 });
    expect(oneLine(await bench(stub.url, '--concurrency', '1', '--requests', '2', '--timeout', '1s'))).toMatch(/timeout: no end after 1 s/);
  });

  test('there are no credentials', async () => {
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, ...rest } = environment('http://127.0.0.1:9');
    expect(oneLine(await run(['bench', 'x'], { ...rest, HOME: '/nonexistent', AWS_PROFILE: 'nope' }))).toMatch(/no credentials.*Sign in/);
  });

  test('no server listens', async () => {
    expect(oneLine(await bench('http://127.0.0.1:9', '--concurrency', '1'))).toMatch(/ECONNREFUSED.*network/);
  });

  test.each([
    [['bench'], /no endpoint/],
    [['bench', 'x', '--concurrency', '0'], /whole number from 1/],
    [['bench', 'x', '--rate', '-1'], /above 0/],
    [['bench', 'x', '--duration', 'soon'], /is not a duration/],
    [['bench', 'x', '--sla', 'fast'], /is not an objective/],
    [['bench', 'x', '--schema', 'openai'], /lmi, chat, completions/],
    [['bench', 'x', '--prompts', '/nonexistent'], /cannot read the prompts/],
    [['bench', '--compare', '/nonexistent', '/nonexistent'], /cannot read the report/],
    [['bench', '--compare', 'package.json', 'package.json'], /is not a report/],
    [['bench', 'x', '--nope'], /unknown option/],
    [['nope'], /unknown command/],
  ])('%j', async (argv, words) => {
    expect(oneLine(await run(argv, environment('http://127.0.0.1:9')))).toMatch(words);
  });
});

test('the cost is the hourly price divided by the tokens per hour', async () => {
  const stub = await startStub({ firstToken: [10], betweenTokens: 10, tokens: 10 });
  const result = report(await bench(stub.url, '--concurrency', '1', '--requests', '4', '--instance-type', 'ml.g5.2xlarge', '--instance-count', '2'));
  expect(result.hourlyPrice).toBe(3.03);
  expectWithin(result.runs[0].costPerMillionTokens, 3.03 / (result.runs[0].outputTokensPerSecond * 3600) * 1e6, 0.001);
});

describe('reports', () => {
  const directory = mkdtempSync(join(tmpdir(), 'reports-'));

  test('are written as JSON, Markdown and charts, and compared', async () => {
    const fast = await startStub({ firstToken: [20], betweenTokens: 5, tokens: 4 });
    // So much slower that all of its metrics are worse, even on a busy machine.
    const slow = await startStub({ firstToken: [300], betweenTokens: 60, tokens: 4 });
    const load = ['--concurrency', '1,2', '--requests', '4', '--instance-type', 'ml.g5.2xlarge'];
    const [before, after] = [join(directory, 'before'), join(directory, 'after')];
    await run(['bench', 'my-endpoint', ...load, '--output', before], environment(fast.url));
    const metrics = join(directory, 'metrics.json');
    const second = await run(['bench', 'my-endpoint', ...load, '--output', after, '--compare', `${before}.json`, '--cloudwatch', metrics], environment(slow.url));
    expect(second).toMatchObject({ exitCode: 0, out: expect.stringContaining('time to first token p50 (ms)') });

    const text = readFileSync(`${before}.md`, 'utf8');
    expect(text).toContain('| 1 at once | 4 | 0 |');
    for (const [, file] of text.matchAll(/!\[.*\]\((.*)\)/g)) {
      expect(readFileSync(join(directory, file), 'utf8')).toMatch(/^<svg [^]*<path [^]*<\/svg>\n$/);
    }
    const slowdown = JSON.parse(readFileSync(metrics, 'utf8')).find(({ MetricName }: any) => MetricName === 'Slowdown');
    expect(slowdown).toMatchObject({ Unit: 'Percent', Dimensions: [{ Name: 'EndpointName', Value: 'my-endpoint' }] });
    expect(slowdown.Value).toBeGreaterThan(50);

    const compared = await run(['bench', '--compare', `${before}.json`, `${after}.json`, '--fail-on-regression', '50', '--json']);
    expect(compared.exitCode).toBe(1);
    expect(JSON.parse(compared.out).regressions.map(({ figure }: any) => figure)).toContain('time to first token p50 (ms)');
    expect(text).toContain('prompts of 256 tokens, 128 at most for each response');
    const improved = await run(['bench', '--compare', `${after}.json`, `${before}.json`, '--fail-on-regression', '50']);
    expect(improved.exitCode).toBe(0);
  });

  test('have separate charts for closed and open loops, labeled with the measured loads, and none for a single load', async () => {
    const { url } = await startStub({ firstToken: [10], betweenTokens: 2, tokens: 5, fault: 'throttled', faultEach: 10 });
    const output = join(directory, 'both');
    await run(['bench', 'my-endpoint', '--concurrency', '1,2,16', '--rate', '30,50', '--requests', '20', '--warm-up', '2', '--output', output], environment(url));
    const text = readFileSync(`${output}.md`, 'utf8');
    expect([...text.matchAll(/!\[(.*)\]\(both-(.*)\.svg\)/g)].map(([, title, name]) => `${name}: ${title}`)).toEqual([
      'throughput: Output tokens per second, closed loop', 'ttft: Time to first token, closed loop', 'itl: Time between tokens, closed loop', 'latency: Latency, closed loop',
      'rate-throughput: Output tokens per second, open loop', 'rate-ttft: Time to first token, open loop', 'rate-itl: Time between tokens, open loop', 'rate-latency: Latency, open loop',
    ]);
    expect(text).toMatch(/^- Errors at 16 at once: \d × throttled\.$/m);
    // From 1 to 16 the axis is logarithmic: 2 is a quarter of the way.
    const labels = [...readFileSync(`${output}-throughput.svg`, 'utf8').matchAll(/<text x="([\d.]+)" y="286"[^>]*>(\d+)</g)].map(([, x, label]) => ({ x: Number(x), label }));
    expect(labels.map(({ label }) => label)).toEqual(['1', '2', '16']);
    expect((labels[1].x - labels[0].x) / (labels[2].x - labels[0].x)).toBeCloseTo(0.25, 2);

    await run(['bench', 'my-endpoint', '--concurrency', '2', '--requests', '4', '--output', join(directory, 'one')], environment(url));
    expect(readFileSync(join(directory, 'one.md'), 'utf8')).not.toContain('svg');
  });
});
