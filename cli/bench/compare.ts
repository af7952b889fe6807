import { readFileSync } from 'node:fs';
import { loadName, Report, RunReport } from './report';
import { Failure } from '../failure';
import { figure } from '../terminal';

/** One metric of a load, before and after. */
export interface Difference {
  readonly load: string;
  readonly figure: string;
  readonly before: number;
  readonly after: number;
  /** Share by which it is worse; negative if it is better. */
  readonly worse: number;
}

/** The metrics to compare, and whether higher values are better. */
const FIGURES: readonly { readonly name: string; readonly of: (run: RunReport) => number | null | undefined; readonly moreIsBetter?: boolean }[] = [
  { name: 'time to first token p50 (ms)', of: (run) => run.timeToFirstTokenMs.p50 },
  { name: 'time to first token p99 (ms)', of: (run) => run.timeToFirstTokenMs.p99 },
  { name: 'time between tokens p50 (ms)', of: (run) => run.timeBetweenTokensMs.p50 },
  { name: 'time between tokens p99 (ms)', of: (run) => run.timeBetweenTokensMs.p99 },
  { name: 'latency p50 (ms)', of: (run) => run.latencyMs.p50 },
  { name: 'latency p99 (ms)', of: (run) => run.latencyMs.p99 },
  { name: 'output tokens per second', of: (run) => run.outputTokensPerSecond, moreIsBetter: true },
  { name: 'cost per million tokens ($)', of: (run) => run.costPerMillionTokens },
];

/** Compares two reports for the loads that both have. */
export function differences(before: Report, after: Report): Difference[] {
  const found = commonDifferences(before, after);
  if (found.length === 0) {
    throw new Failure('the two reports have no load in common', 'Run both with the same --concurrency or --rate');
  }
  return found;
}

/** The same, but without an error if there are no common loads. */
export function commonDifferences(before: Report, after: Report): Difference[] {
  return after.runs.flatMap((run) => {
    const other = before.runs.find(({ concurrency, rate }) => concurrency === run.concurrency && rate === run.rate);
    return other === undefined ? [] : FIGURES.flatMap(({ name, of, moreIsBetter }): Difference[] => {
      const [was, is] = [of(other), of(run)];
      if (typeof was !== 'number' || typeof is !== 'number' || was <= 0) {
        return [];
      }
      return [{ load: loadName(run), figure: name, before: was, after: is, worse: moreIsBetter ? (was - is) / was : (is - was) / was }];
    });
  });
}

/** Differences that are worse by more than a share. */
export function regressions(all: readonly Difference[], tolerance: number): Difference[] {
  return all.filter(({ worse }) => worse > tolerance);
}

/** A change in human-readable form: `+12.3 %`. */
export function changeOf({ before, after }: Difference): string {
  const change = (after - before) / before * 100;
  return `${change >= 0 ? '+' : '-'}${Math.abs(change).toFixed(1)} %`;
}

export function differenceRows(all: readonly Difference[]): string[][] {
  return all.map((each) => [each.load, each.figure, figure(each.before), figure(each.after), changeOf(each)]);
}

/** Reads a report that this command wrote. */
export function readReport(file: string): Report {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Failure(`cannot read the report ${file} (${(error as NodeJS.ErrnoException).code})`, 'Pass a JSON file that bench --output or bench --json wrote');
  }
  try {
    const report = JSON.parse(text);
    const isRun = (run: any) => ['timeToFirstTokenMs', 'timeBetweenTokensMs', 'latencyMs'].every((name) => typeof run?.[name] === 'object' && run[name] !== null)
      && typeof run.outputTokensPerSecond === 'number';
    if (typeof report.endpoint === 'string' && Array.isArray(report.runs) && report.runs.every(isRun)) {
      return report;
    }
  } catch {
    // Reported below, as for JSON of another shape.
  }
  throw new Failure(`${file} is not a report of this command`, 'Pass a JSON file that bench --output or bench --json wrote');
}
