import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, extname } from 'node:path';
import { lineChart } from './chart';
import { loadName, Report, RunReport } from './report';
import { priceDateInWords } from '../../src/facts/prices';
import { Failure } from '../failure';
import { Column, count, dollars, figure, hourlyDollars, renderTable, Terminal } from '../terminal';

const COLUMNS: readonly Column[] = [
  { head: 'load' },
  ...['requests', 'errors', 'TTFT p50', 'p90', 'p99', 'ITL p50', 'p90', 'p99', 'latency p50', 'p90', 'p99', 'in tok/s', 'out tok/s', '$/M tokens', 'lag']
    .map((head) => ({ head, figures: true })),
];

function cells(run: RunReport): string[] {
  const three = ({ p50, p90, p99 }: RunReport['latencyMs']) => [p50, p90, p99].map(figure);
  return [
    loadName(run), count(run.requests), count(run.errors),
    ...three(run.timeToFirstTokenMs), ...three(run.timeBetweenTokensMs), ...three(run.latencyMs),
    `${run.inputTokensCounted ? '' : '~'}${figure(run.inputTokensPerSecond)}`, `${run.outputTokensCounted ? '' : '~'}${figure(run.outputTokensPerSecond)}`,
    run.costPerMillionTokens === undefined ? '-' : dollars(run.costPerMillionTokens), figure(run.clientLagMs),
  ];
}

const LEGEND = 'TTFT: time to first token. ITL: time between tokens. lag: lateness of this program (p99). All times in milliseconds.';

/** Prints a report for people. */
export function showReport(terminal: Terminal, report: Report): void {
  terminal.out(`${headline(report)}\n\n`);
  terminal.out(renderTable(terminal, COLUMNS, report.runs.map(cells)));
  terminal.out(`\n${LEGEND}\n`);
  if (report.runs.some((run) => !run.inputTokensCounted || !run.outputTokensCounted)) {
    terminal.out('~: estimated, because the engine did not report the number of tokens.\n');
  }
  remarks(report).forEach((line) => terminal.out(`${line}\n`));
}

function headline(report: Report): string {
  const parts = [
    report.component === undefined ? report.endpoint : `${report.endpoint}/${report.component}`,
    ...(report.region === undefined ? [] : [report.region]),
    ...(report.instanceType === undefined ? [] : [report.copies === undefined
      ? `${report.instanceCount ?? 1} × ${report.instanceType}` : `${report.copies} ${report.copies === 1 ? 'copy' : 'copies'} on ${report.instanceType}`]),
    ...(report.hourlyPrice === undefined ? [] : [`${hourlyDollars(report.hourlyPrice)} an hour${report.priceDate ? ` (price of ${priceDateInWords(report.priceDate)})` : ''}`]),
    `${report.schema} schema, ${report.stream ? 'streaming' : 'not streaming'}`,
    `${report.requestedInputTokens === undefined ? 'prompts of a file' : `prompts of ${count(report.requestedInputTokens)} tokens`}, `
      + `${count(report.requestedOutputTokens)} at most for each response`,
  ];
  return parts.join(', ');
}

function remarks(report: Report): string[] {
  const { objective } = report;
  return [
    ...(report.interrupted ? ['Interrupted: these are the results so far.'] : []),
    ...(objective === undefined ? [] : [objective.held
      ? `Objective ${objective.objective}: met up to ${loadName(objective)}.`
      : `Objective ${objective.objective}: missed even at the lowest load.`]),
    ...report.runs.filter((run) => run.errors > 0).map((run) => `Errors at ${loadName(run)}: ${errorsOf(run)}.`),
    ...report.advice.map(({ limit, message }) => `Limit: ${limit}. ${message[0].toUpperCase()}${message.slice(1)}.`),
    ...report.notes.map((note) => `Note: ${note}.`),
  ];
}

/** Errors by kind, the most frequent first. */
function errorsOf({ errorsByKind }: RunReport): string {
  return Object.entries(errorsByKind).sort(([, left], [, right]) => right - left).map(([kind, times]) => `${count(times)} × ${kind}`).join(', ');
}

/** The report as Markdown, with links to its charts. */
function markdown(report: Report, charts: readonly { readonly title: string; readonly file: string }[]): string {
  const row = (each: readonly string[]) => `| ${each.join(' | ')} |`;
  return [
    `# Benchmark of ${report.endpoint}`,
    '',
    `${headline(report)}. ${report.date}, ${report.command}.`,
    '',
    row(COLUMNS.map(({ head }) => head)),
    row(COLUMNS.map(({ figures }) => figures ? '---:' : '---')),
    ...report.runs.map((run) => row(cells(run))),
    '',
    `${LEGEND}${report.runs.every((run) => run.inputTokensCounted && run.outputTokensCounted) ? '' : ' `~`: estimated.'}`,
    '',
    ...remarks(report).flatMap((line) => [`- ${line}`]),
    '',
    ...charts.flatMap(({ title, file }) => [`![${title}](${file})`, '']),
  ].join('\n');
}

/** A chart, and the suffix of its file name. */
interface Chart {
  readonly name: string;
  readonly title: string;
  readonly svg: string;
}

/** Charts over the loads, separately for closed and open loops; a single load makes no line. */
function chartsOf(report: Report): Chart[] {
  const kinds = (['concurrency', 'rate'] as const).filter((kind) => report.runs.filter((run) => run[kind] !== undefined).length > 1);
  return kinds.flatMap((kind) => chartsOfKind(report.runs.filter((run) => run[kind] !== undefined), kind));
}

function chartsOfKind(all: readonly RunReport[], kind: 'concurrency' | 'rate'): Chart[] {
  const runs = [...all].sort((left, right) => left[kind]! - right[kind]!);
  const line = (name: string, of: (run: RunReport) => number | null | undefined) => ({
    name, points: runs.flatMap((run): [number, number][] => typeof of(run) === 'number' ? [[run[kind]!, of(run)!]] : []),
  });
  const three = (name: 'timeToFirstTokenMs' | 'latencyMs' | 'timeBetweenTokensMs') =>
    (['p50', 'p90', 'p99'] as const).map((share) => line(share, (run) => run[name][share]));
  const charts = {
    throughput: { title: 'Output tokens per second', y: 'tokens/s', lines: [line('output', (run) => run.outputTokensPerSecond)] },
    ttft: { title: 'Time to first token', y: 'ms', lines: three('timeToFirstTokenMs') },
    itl: { title: 'Time between tokens', y: 'ms', lines: three('timeBetweenTokensMs') },
    latency: { title: 'Latency', y: 'ms', lines: three('latencyMs') },
    cost: { title: 'Cost per million output tokens', y: 'US dollars', lines: [line('cost', (run) => run.costPerMillionTokens)] },
  };
  const isClosed = kind === 'concurrency';
  return Object.entries(charts).flatMap(([name, { title, y, lines }]) => {
    const some = lines.filter(({ points }) => points.length > 0);
    return some.length === 0 ? [] : [{
      name: isClosed ? name : `rate-${name}`,
      title: `${title}, ${isClosed ? 'closed' : 'open'} loop`,
      svg: lineChart({ title, x: isClosed ? 'requests at once' : 'requests per second', y, lines: some, isMeasured: true }),
    }];
  });
}

/** Writes `<base>.json`, `<base>.md` and the charts; only the JSON if the name ends in `.json`. */
export function writeReport(report: Report, output: string): string[] {
  const isJson = extname(output) === '.json';
  const base = output.replace(/\.(json|md)$/, '');
  const charts = isJson ? [] : chartsOf(report);
  const name = base.split(/[\\/]/).pop()!;
  const files: { [file: string]: string } = {
    [`${base}.json`]: `${JSON.stringify(report, undefined, 2)}\n`,
    ...(isJson ? {} : { [`${base}.md`]: markdown(report, charts.map((chart) => ({ title: chart.title, file: `${name}-${chart.name}.svg` }))) }),
    ...Object.fromEntries(charts.map((chart) => [`${base}-${chart.name}.svg`, chart.svg])),
  };
  try {
    mkdirSync(dirname(base), { recursive: true });
    Object.entries(files).forEach(([file, text]) => writeFileSync(file, text));
  } catch (error) {
    throw new Failure(`cannot write the report to ${output} (${(error as NodeJS.ErrnoException).code})`, 'Name a file in a directory that you may write to');
  }
  return Object.keys(files);
}
