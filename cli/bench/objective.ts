import { InvalidArgumentError } from 'commander';
import { RunReport } from './report';
import { duration } from '../values';

/** One bound that a load has to hold. */
interface Bound {
  readonly text: string;
  readonly of: (run: RunReport) => number | null;
  /** Milliseconds, or a share. */
  readonly atMost: number;
}

/** What a service promises, such as `ttft=500ms,p99=5s`. */
export interface Objective {
  readonly text: string;
  readonly bounds: readonly Bound[];
}

const FIGURES: { readonly [name: string]: 'timeToFirstTokenMs' | 'timeBetweenTokensMs' | 'latencyMs' } = {
  ttft: 'timeToFirstTokenMs', itl: 'timeBetweenTokensMs', latency: 'latencyMs',
};

/** Reads an objective: `ttft`, `itl` and `latency` with a percentile (`ttft.p99`; p90 where none is given), `p50`, `p90`, `p99` of the latency, `errors` in percent. */
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

/** The bounds that a run misses. A run without a figure misses its bound; errors are allowed only as far as a bound says. */
export function missed({ bounds }: Objective, run: RunReport): string[] {
  const all = bounds.some(({ text }) => text.startsWith('errors')) ? bounds : [...bounds, bound('errors=0%')];
  return all.filter(({ of, atMost }) => {
    const value = of(run);
    return value === null || value > atMost;
  }).map(({ text }) => text);
}

/**
 * The highest load that holds, by doubling until one does not and then halving the distance.
 *
 * @param measure whether a load holds; `undefined` when the user stopped it
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
    // Below the first load, and closer than a twentieth, nobody looks.
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
