import { bench, BenchOptions } from './bench';
import { writeMetricData } from './cloudwatch';
import { changeOf, commonDifferences, Difference, differenceRows, differences, readReport, regressions } from './compare';
import { Report } from './report';
import { showReport, writeReport } from './write';
import { EXIT, Failure } from '../failure';
import { renderTable, styled, Terminal } from '../terminal';

interface Options extends BenchOptions {
  readonly output?: string;
  readonly compare?: readonly string[];
  readonly failOnRegression?: number;
  readonly cloudwatch?: string;
  readonly json: boolean;
}

/** Name and region of an endpoint that is given by its name or its ARN. */
function addressOf(named: string | undefined, region: string | undefined): { readonly endpoint?: string; readonly region?: string } {
  if (named === undefined || !named.startsWith('arn:')) {
    return { endpoint: named, region };
  }
  const [, own, endpoint] = /^arn:[\w-]+:sagemaker:([\w-]+):\d{12}:endpoint\/([\w-]+)$/.exec(named) ?? [];
  if (endpoint === undefined) {
    throw new Failure(`${JSON.stringify(named.slice(0, 200))} is not the ARN of an endpoint`, 'Pass one such as arn:aws:sagemaker:us-east-1:123456789012:endpoint/my-endpoint, or the name');
  }
  if (region !== undefined && region !== own) {
    throw new Failure(`--region is ${region}, but the endpoint is in ${own}`, 'Omit --region');
  }
  return { endpoint, region: own };
}

/** Runs `bench` and returns its exit code. */
export async function runBench(terminal: Terminal, named: string | undefined, given: Options): Promise<number> {
  const { endpoint, region } = addressOf(named, given.region);
  const options = { ...given, region };
  const { compare = [] } = options;
  if (endpoint === undefined) {
    if (compare.length !== 2) {
      throw new Failure(compare.length === 0 ? 'no endpoint is named' : 'without an endpoint, --compare takes two reports',
        'Write bench <endpoint>, or bench --compare before.json after.json');
    }
    const [earlier, later] = [readReport(compare[0]), readReport(compare[1])];
    return showComparison(terminal, earlier, later, differences(earlier, later), options);
  }
  if (compare.length > 1) {
    throw new Failure('with an endpoint, --compare takes one report', 'Omit the endpoint to compare two reports');
  }
  if (options.sla !== undefined && (options.rate?.length ?? 0) > 1) {
    throw new Failure('--sla starts from one --rate', 'Pass one, or omit --rate to search over concurrent requests');
  }
  const before = compare.length === 1 ? readReport(compare[0]) : undefined;
  const { signal, done } = interruption(terminal);
  const report = await bench(terminal, endpoint, options, signal).finally(done);
  if (options.json) {
    terminal.out(`${JSON.stringify(report, undefined, 2)}\n`);
  } else {
    showReport(terminal, report);
  }
  if (options.output !== undefined) {
    terminal.err(`Wrote ${writeReport(report, options.output).join(', ')}\n`);
  }
  const all = before === undefined ? [] : commonDifferences(before, report);
  if (options.cloudwatch !== undefined) {
    writeMetricData(options.cloudwatch, report, all);
  }
  if (before !== undefined && all.length === 0) {
    terminal.err('Note: the report to compare with has no load in common with this run.\n');
  }
  const compared = all.length === 0 ? EXIT.FINE : showComparison(terminal, before!, report, all, { ...options, isBeside: true });
  return report.interrupted ? EXIT.INTERRUPTED : report.objective?.held === false ? EXIT.FINDINGS : compared;
}

/** The first Ctrl-C stops the load, so that results so far are printed; the second one ends the process. */
function interruption(terminal: Terminal): { readonly signal: AbortSignal; readonly done: () => void } {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) {
      process.exit(EXIT.INTERRUPTED);
    }
    terminal.err('Stopping. Press Ctrl-C again to leave at once.\n');
    controller.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return {
    signal: controller.signal,
    done: () => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
    },
  };
}

function showComparison(
  terminal: Terminal, before: Report, after: Report, all: readonly Difference[], options: Pick<Options, 'failOnRegression' | 'json'> & { readonly isBeside?: boolean },
): number {
  const worse = options.failOnRegression === undefined ? [] : regressions(all, options.failOnRegression / 100);
  const names = { before: `${before.endpoint} of ${before.date ?? 'an unknown time'}`, after: `${after.endpoint} of ${after.date ?? 'an unknown time'}` };
  // Standard output contains one document: that of the run, if there is one.
  const out = options.isBeside && options.json ? terminal.err : terminal.out;
  if (options.json && !options.isBeside) {
    out(`${JSON.stringify({ ...names, differences: all, regressions: worse }, undefined, 2)}\n`);
  } else {
    out(`\nBefore: ${names.before}. After: ${names.after}.\n\n`);
    out(renderTable(terminal, [
      { head: 'load' }, { head: 'figure' }, ...['before', 'after', 'change'].map((head) => ({ head, figures: true })),
    ], differenceRows(all)));
  }
  worse.forEach((each) => terminal.err(`${styled(terminal, 'red', 'worse')}: ${each.figure} at ${each.load}, ${changeOf(each)}\n`));
  return worse.length > 0 ? EXIT.FINDINGS : EXIT.FINE;
}
