import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { advise } from './advice';
import { ClientLag } from './client-lag';
import { askSageMaker, EndpointFacts } from './endpoint';
import { Exchange, Problem } from './exchange';
import { Extent, Load, run } from './load';
import { highest, missed, Objective } from './objective';
import { progress } from './progress';
import { Prompt, prompts, Schema } from './prompts';
import { Instances, loadName, Report, runReport, RunReport, serversOf } from './report';
import { Send, sender, Target } from './sagemaker';
import { plural } from '../../src/checks/plural';
import { InstanceFact, INSTANCES } from '../../src/facts/instances';
import { priceOf } from '../../src/facts/prices';
import { SageMakerRuntimeClient } from '../aws';
import { Failure, oneLine } from '../failure';
import { Terminal } from '../terminal';
import { VERSION } from '../version';

export interface BenchOptions {
  readonly region?: string;
  readonly component?: string;
  readonly variant?: string;
  readonly adapter?: string;
  readonly concurrency?: readonly number[];
  readonly rate?: readonly number[];
  readonly requests?: number;
  readonly duration?: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly ignoreEos: boolean;
  readonly prompts?: string;
  readonly schema: Schema;
  readonly stream: boolean;
  readonly warmUp?: number;
  readonly timeout: number;
  readonly seed: number;
  readonly sla?: Objective;
  readonly most: number;
  readonly instanceType?: string;
  readonly instanceCount?: number;
  readonly copies?: number;
  readonly hourlyPrice?: number;
  readonly maxBatch?: number;
  readonly kvCacheTokens?: number;
}

// SageMaker itself waits one minute for the first part of a response.
const FIRST_PATIENCE_MS = 60_000;
// A response that has started and then pauses for this long will not continue.
const PATIENCE_MS = 30_000;
const DEFAULT_DURATION_MS = 30_000;
const DEFAULT_CONCURRENCY = [1, 4, 16];

/** Loads an endpoint and reports the results, even if `signal` stops it. */
export async function bench(terminal: Terminal, endpoint: string, options: BenchOptions, signal: AbortSignal): Promise<Report> {
  const loads: Load[] = [...(options.concurrency ?? (options.rate === undefined ? DEFAULT_CONCURRENCY : [])).map((concurrency) => ({ concurrency })),
    ...(options.rate ?? []).map((rate) => ({ rate }))];
  const nextPrompt = prompts({ ...options, file: options.prompts });
  const facts = await factsOf(endpoint, options);
  const client = runtimeClient(options.region, Math.max(64, ...(options.concurrency ?? []), options.most));
  const target: Target = {
    endpoint, component: options.component, variant: options.variant, stream: options.stream, outputTokens: options.outputTokens,
    firstPatience: Math.min(FIRST_PATIENCE_MS, options.timeout), patience: Math.min(PATIENCE_MS, options.timeout), timeout: options.timeout,
  };
  try {
    const region = await regionOf(client);
    const instances = priced(facts, options, region);
    const bencher = new Bencher(terminal, sender(client, target), nextPrompt, options, instances.hourlyPrice, signal);
    const objective = options.sla === undefined
      ? await bencher.each(loads)
      : await bencher.search(loads[0], options.sla);
    if (bencher.runs.length === 0) {
      throw new Failure('interrupted before anything was measured', 'Let the warm-up end, or shorten it with --warm-up');
    }
    return {
      endpoint,
      ...(options.component === undefined ? {} : { component: options.component }),
      ...(options.adapter === undefined ? {} : { adapter: options.adapter }),
      region,
      date: new Date().toISOString(),
      command: `cdk-sagemaker-lmi ${VERSION}`,
      ...instances,
      schema: options.schema,
      stream: options.stream,
      ...(options.prompts === undefined ? { requestedInputTokens: options.inputTokens } : {}),
      requestedOutputTokens: options.outputTokens,
      runs: bencher.runs,
      ...(objective === undefined ? {} : { objective }),
      advice: advise(bencher.runs, { ...facts.capacity?.(), ...facts }, options.stream),
      notes: notesOf(bencher.runs, options, facts, instances, region),
      ...(signal.aborted ? { interrupted: true } : {}),
    };
  } finally {
    client.destroy();
  }
}

/** Runs loads one after another. */
class Bencher {
  public readonly runs: RunReport[] = [];

  public constructor(
    private readonly terminal: Terminal,
    private readonly send: Send,
    private readonly next: () => Prompt,
    private readonly options: BenchOptions,
    private readonly hourlyPrice: number | undefined,
    private readonly signal: AbortSignal,
  ) {}

  public async each(loads: readonly Load[]): Promise<undefined> {
    for (const load of loads) {
      if (!this.signal.aborted) {
        await this.measure(load);
      }
    }
    return undefined;
  }

  public async search(first: Load, objective: Objective): Promise<Report['objective']> {
    const isClosed = 'concurrency' in first;
    const start = isClosed ? 1 : first.rate;
    const found = await highest(start, this.options.most, isClosed ? 1 : start / 20, async (load) => {
      const measured = await this.measure(isClosed ? { concurrency: load } : { rate: load });
      return this.signal.aborted || measured === undefined ? undefined : missed(objective, measured).length === 0;
    });
    this.runs.sort((left, right) => (left.concurrency ?? left.rate!) - (right.concurrency ?? right.rate!));
    return { objective: objective.text, held: found !== undefined, ...(isClosed ? { concurrency: found ?? start } : { rate: found ?? start }) };
  }

  private async measure(load: Load): Promise<RunReport | undefined> {
    await this.warmUp(load);
    if (this.signal.aborted) {
      return undefined;
    }
    const extent: Extent = this.options.requests === undefined
      ? { duration: this.options.duration ?? DEFAULT_DURATION_MS }
      : { requests: this.options.requests, duration: this.options.duration };
    const bar = progress(this.terminal, load, extent.requests, extent.duration);
    const lag = new ClientLag();
    const hopeless = new AbortController();
    let failures = 0;
    const measured = await run({
      load, extent, send: this.send, next: this.next, seed: this.options.seed,
      signal: AbortSignal.any([this.signal, hopeless.signal]),
      onExchange: (exchange) => {
        bar.step();
        failures = exchange.problem === undefined ? -Infinity : failures + 1;
        if (failures >= HOPELESS) {
          hopeless.abort();
        }
      },
    }).finally(() => bar.stop());
    const report = runReport(load, measured, lag.stop(), this.hourlyPrice, this.signal.aborted);
    if (report.requests > 0 && report.errors === report.requests) {
      throw new Failure(...explain(measured.exchanges, `every request at ${loadName(load)} failed`));
    }
    if (report.requests > 0) {
      this.runs.push(report);
    }
    return report;
  }

  /** Opens connections, and lets the engine compile what it needs for the first requests. */
  private async warmUp(load: Load): Promise<void> {
    const streams = 'concurrency' in load ? load.concurrency : Math.min(8, Math.ceil(load.rate));
    const requests = this.options.warmUp ?? Math.min(streams, 16);
    if (requests === 0) {
      return;
    }
    const { exchanges } = await run({
      load: { concurrency: Math.min(streams, requests) }, extent: { requests }, send: this.send, next: this.next, seed: this.options.seed + 1,
      signal: this.signal, onExchange: () => undefined,
    });
    if (exchanges.length > 0 && exchanges.every((exchange) => exchange.problem !== undefined)) {
      throw new Failure(...explain(exchanges, `${exchanges.length === 1 ? 'the request' : `all ${exchanges.length} requests`} to warm up failed`));
    }
  }
}

// After this many failures without a single success, more would reveal nothing new.
const HOPELESS = 50;

/** The message if all requests failed: the most frequent problem and its fix. */
function explain(exchanges: readonly Exchange[], what: string): [string, string] {
  const problems = exchanges.flatMap(({ problem }) => problem ?? []);
  const counts = new Map<Problem['kind'], number>();
  problems.forEach(({ kind }) => counts.set(kind, (counts.get(kind) ?? 0) + 1));
  const [[kind]] = [...counts].sort(([, left], [, right]) => right - left);
  const example = problems.find((problem) => problem.kind === kind)!;
  return [`${what} (${kind}: ${oneLine(example.message, 240).replace(/\.$/, '')})`, REMEDIES[kind]];
}

const REMEDIES: { readonly [kind in Problem['kind']]: string } = {
  'throttled': 'Lower the load, or ask for a higher quota of the endpoint',
  'model error': 'The log group /aws/sagemaker/Endpoints/<name> has the reason; --schema may not suit the container',
  'refused': 'Check the endpoint\'s name, its status, --component and --schema',
  'not found': 'Check the name, --region and the profile',
  'no access': 'Allow sagemaker:InvokeEndpoint and sagemaker:InvokeEndpointWithResponseStream on the endpoint',
  'no credentials': 'Sign in, or set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
  'service error': 'Check that the endpoint is in service, and try again',
  'timeout': 'The container may hang: see its log; a longer --timeout waits longer',
  'connection': 'Check the network, --region and AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME',
  'endless answer': 'The container ignores the requested number of tokens: see its log',
  'empty answer': 'Check --schema and that the container streams; --no-stream reads a response in one piece',
};

function runtimeClient(region: string | undefined, connections: number): SageMakerRuntimeClient {
  const agent = { keepAlive: true, maxSockets: Math.max(connections, 2048) };
  return new SageMakerRuntimeClient({
    region,
    // A retry would hide a throttled request in a longer latency.
    maxAttempts: 1,
    requestHandler: { httpAgent: new HttpAgent(agent), httpsAgent: new HttpsAgent(agent), connectionTimeout: 10_000 },
  });
}

async function regionOf(client: SageMakerRuntimeClient): Promise<string> {
  try {
    return await client.config.region();
  } catch {
    throw new Failure('no region is known', 'Pass --region, or set AWS_REGION');
  }
}

/** Details of the endpoint: the user's take precedence over SageMaker's. */
async function factsOf(endpoint: string, options: BenchOptions): Promise<EndpointFacts> {
  const told: EndpointFacts = {
    instanceType: options.instanceType, instanceCount: options.instanceCount, copies: options.copies,
    maxBatch: options.maxBatch, kvCacheTokens: options.kvCacheTokens,
  };
  const isTold = options.instanceType !== undefined || options.hourlyPrice !== undefined;
  const asked = isTold ? {} : await askSageMaker(options.region, endpoint, options.component);
  return { ...asked, ...Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)) };
}

function priced(facts: EndpointFacts, options: BenchOptions, region: string): Instances {
  const { instanceType } = facts;
  const price = instanceType === undefined ? undefined : priceOf(instanceType, region);
  const share = options.component === undefined ? 1 : shareOf(facts);
  const each = options.hourlyPrice ?? (price === undefined || share === undefined ? undefined : price.usdPerHour * share);
  const servers = options.component === undefined ? { instanceCount: facts.instanceCount ?? 1 } : { copies: facts.copies ?? 1 };
  return {
    ...(instanceType === undefined ? {} : { instanceType, ...servers }),
    ...(each === undefined ? {} : { hourlyPrice: Number((each * serversOf(servers)).toFixed(6)) }),
    ...(options.hourlyPrice === undefined && each !== undefined ? { priceDate: price!.date } : {}),
  };
}

/** Share of an instance that a copy of a component takes; other components share the instance. */
function shareOf({ instanceType, acceleratorsPerCopy }: EndpointFacts): number | undefined {
  const fact = Object.values<InstanceFact>(INSTANCES).find(({ name }) => name === instanceType);
  return fact === undefined || acceleratorsPerCopy === undefined ? undefined : acceleratorsPerCopy / fact.count;
}

function notesOf(runs: readonly RunReport[], options: BenchOptions, facts: EndpointFacts, instances: Instances, region: string): string[] {
  const short = runs.find((each) => each.requests - each.errors < 100);
  return [
    ...(facts.note === undefined || instances.hourlyPrice !== undefined ? [] : [facts.note]),
    ...(instances.instanceType !== undefined && instances.hourlyPrice === undefined
      ? [`the price of ${options.component === undefined ? '' : 'a copy\'s share of '}${instances.instanceType} in ${region} is unknown; pass --hourly-price`] : []),
    ...(short === undefined ? [] : [`${plural(short.requests - short.errors, 'response')} at ${loadName(short)} ${short.requests - short.errors === 1 ? 'is' : 'are'} few for a p99: it is close to the slowest one`]),
    ...(options.ignoreEos || runs.length === 0 ? [] : lengthNote(runs, options.outputTokens)),
  ];
}

function lengthNote(runs: readonly RunReport[], asked: number): string[] {
  const answers = runs.reduce((sum, each) => sum + each.requests - each.errors, 0);
  const tokens = runs.reduce((sum, each) => sum + each.outputTokens, 0) / Math.max(1, answers);
  return tokens >= 0.9 * asked ? [] : [
    `responses ended after ${tokens.toFixed(0)} of ${asked} tokens on average; --ignore-eos makes them equally long, where the engine can`,
  ];
}
