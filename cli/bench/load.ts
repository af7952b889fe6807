import { setMaxListeners } from 'node:events';
import { performance } from 'node:perf_hooks';
import { Exchange } from './exchange';
import { Prompt } from './prompts';
import { Send } from './sagemaker';
import { exponential, random } from '../random';

/** The extent of a load: a number of requests, or a duration in milliseconds. */
export interface Extent {
  readonly requests?: number;
  readonly duration?: number;
}

/** A load: a number of concurrent requests, or of requests per second. */
export type Load = { readonly concurrency: number } | { readonly rate: number };

interface LoadOptions {
  readonly load: Load;
  readonly extent: Extent;
  readonly send: Send;
  readonly next: () => Prompt;
  readonly signal: AbortSignal;
  readonly seed: number;
  readonly onExchange: (exchange: Exchange) => void;
}

/** Results of a load. */
export interface Measured {
  readonly exchanges: readonly Exchange[];
  /** When the first request was due, and when the last response ended. */
  readonly startedAt: number;
  readonly endedAt: number;
}

/** Puts a load on an endpoint, and waits for all responses. */
export async function run(options: LoadOptions): Promise<Measured> {
  // Every open request adds a listener.
  setMaxListeners(0, options.signal);
  const startedAt = performance.now();
  const exchanges: Exchange[] = [];
  const one = async (dueAt: number): Promise<Exchange | undefined> => {
    const exchange = await options.send(options.next(), dueAt, options.signal);
    // An interrupted request is not a measurement.
    if (options.signal.aborted) {
      return undefined;
    }
    exchanges.push(exchange);
    options.onExchange(exchange);
    return exchange;
  };
  await ('concurrency' in options.load ? closedLoop(options, options.load.concurrency, one) : openLoop(options, options.load.rate, startedAt, one));
  return { exchanges, startedAt, endedAt: exchanges.reduce((latest, { endedAt }) => Math.max(latest, endedAt), startedAt) };
}

// A client whose requests fail immediately would otherwise send thousands per second.
const PAUSE_AFTER_PROBLEM_MS = 100;

// Clients that all start at the same instant would wait for this program, which signs one request after another.
const STAGGER_MS = 2;
const MOST_STAGGER_MS = 500;

/** Each client sends its next request after the response to the last one. */
async function closedLoop(
  { extent, signal }: LoadOptions, concurrency: number, one: (dueAt: number) => Promise<Exchange | undefined>,
): Promise<void> {
  const deadline = extent.duration === undefined ? Infinity : performance.now() + extent.duration;
  let left = extent.requests ?? Infinity;
  await Promise.all(Array.from({ length: concurrency }, async (_, index) => {
    await sleep(Math.min(index * STAGGER_MS, MOST_STAGGER_MS), signal);
    while (!signal.aborted && left > 0 && performance.now() < deadline) {
      left -= 1;
      const exchange = await one(performance.now());
      if (exchange?.problem !== undefined) {
        await sleep(PAUSE_AFTER_PROBLEM_MS, signal);
      }
    }
  }));
}

// Maximum number of open requests of one process; further requests wait, and their wait counts.
const MOST_AT_ONCE = 2048;

/** Requests arrive independently of earlier responses. A late request is measured from when it was due. */
async function openLoop(
  { extent, signal, seed }: LoadOptions, rate: number, startedAt: number, one: (dueAt: number) => Promise<unknown>,
): Promise<void> {
  const draw = random(seed);
  const pending = new Set<Promise<unknown>>();
  let dueAt = startedAt;
  for (let sent = 0; sent < (extent.requests ?? Infinity); sent += 1) {
    dueAt += exponential(draw, rate);
    if (dueAt - startedAt > (extent.duration ?? Infinity)) {
      break;
    }
    await sleep(dueAt - performance.now(), signal);
    while (pending.size >= MOST_AT_ONCE) {
      await Promise.race(pending);
    }
    if (signal.aborted) {
      break;
    }
    const exchange: Promise<unknown> = one(dueAt).finally(() => pending.delete(exchange));
    pending.add(exchange);
  }
  await Promise.all(pending);
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return milliseconds <= 0 || signal.aborted ? Promise.resolve() : new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done);
  });
}
