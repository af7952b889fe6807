import { InvalidArgumentError } from 'commander';
import { RunReport } from './report';
import { duration } from '../values';

/** One bound that a load must meet. */
interface Bound {
  readonly text: string;
  readonly of: (run: RunReport) => number | null;
  /** Milliseconds, or a share. */
  readonly atMost: number;
}

/** A service-level objective, such as `ttft=500ms,p99=5s`. */
export interface Objective {
  readonly text: string;
  readonly bounds: readonly Bound[];
}

const FIGURES: { readonly [name: string]: 'timeToFirstTokenMs' | 'timeBetweenTokensMs' | 'latencyMs' } = {
  ttft: 'timeToFirstTokenMs', itl: 'timeBetweenTokensMs', latency: 'latencyMs',
};

/** Parses an objective: `ttft`, `itl` and `latency` with a percentile (`ttft.p99`; default p90), `p50`, `p90`, `p99` of the latency, `errors` in percent. */
export function objective(text: string): Objective {
  return { text, bounds: text.split(',').map((part) => bound(part.trim())) };
}

function bound(text: string): Bound {
  const [, name, percentile, value] = /^([a-z]+|p50|p90|p99)(?:\.(p50|p90|p99))?=(.+)$/.exec(text) ?? [];
  if (name === 'errors' && percentile === undefined) {
    const share = /^(\d+(?:\.\d+)?)%$/.exec(value);
    if (share) {
      return { text, of: (run) => run.requests === 0 ? null : run.errors / run.requests, atMost: Number(share[1]) / 100 };
    }
  } else if (name in FIGURES) {
    const at = (percentile ?? 'p90') as 'p50' | 'p90' | 'p99';
    return { text, of: (run) => run[FIGURES[name]][at], atMost: duration(value) };
  } else if (/^p\d\d$/.test(name ?? '') && percentile === undefined) {
    return { text, of: (run) => run.latencyMs[name as 'p50' | 'p90' | 'p99'], atMost: duration(value) };
  }
  throw new InvalidArgumentError(`${JSON.stringify(text)} is not an objective. Write one such as ttft=500ms, ttft.p99=1s, itl=50ms, p99=5s or errors=1%.`);
}

/** The bounds that a run misses. A run without a value misses its bound; errors are allowed only up to a bound. */
export function missed({ bounds }: Objective, run: RunReport): string[] {
  const all = bounds.some(({ text }) => text.startsWith('errors')) ? bounds : [...bounds, bound('errors=0%')];
  return all.filter(({ of, atMost }) => {
    const value = of(run);
    return value === null || value > atMost;
  }).map(({ text }) => text);
}

/**
 * The highest load that meets the objective: doubles the load until one fails, and then bisects.
 *
 * @param measure whether a load meets the objective; `undefined` if the user stopped it
 */
export async function highest(
  first: number, most: number, step: number, measure: (load: number) => Promise<boolean | undefined>,
): Promise<number | undefined> {
  let good: number | undefined;
  let bad: number | undefined;
  let load = first;
  for (;;) {
    const holds = await measure(load);
    if (holds === undefined) {
      return good;
    }
    if (holds) {
      good = load;
    } else {
      bad = load;
    }
    if (good !== undefined && good >= most) {
      return good;
    }
    const next = bad === undefined ? Math.min(load * 2, most) : halfWay(good ?? 0, bad, step);
    // Stop below the first load, or within 5% of the limit.
    if (next === undefined || next < Math.min(first, step) || (good !== undefined && bad !== undefined && bad - good <= Math.max(step, good / 20))) {
      return good;
    }
    load = next;
  }
}

function halfWay(low: number, high: number, step: number): number | undefined {
  const middle = Math.round((low + high) / 2 / step) * step;
  return middle <= low || middle >= high ? undefined : Number(middle.toFixed(6));
}
