import { writeFileSync } from 'node:fs';
import { Difference } from './compare';
import { Report, RunReport } from './report';
import { Failure } from '../failure';

interface Datum {
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
  readonly Value: number;
  readonly Unit: 'Milliseconds' | 'Count/Second' | 'Percent' | 'None';
}

const FIGURES: readonly { readonly name: string; readonly unit: Datum['Unit']; readonly of: (run: RunReport) => number | null | undefined }[] = [
  { name: 'TimeToFirstTokenP50', unit: 'Milliseconds', of: (run) => run.timeToFirstTokenMs.p50 },
  { name: 'TimeToFirstTokenP99', unit: 'Milliseconds', of: (run) => run.timeToFirstTokenMs.p99 },
  { name: 'TimeBetweenTokensP50', unit: 'Milliseconds', of: (run) => run.timeBetweenTokensMs.p50 },
  { name: 'TimeBetweenTokensP99', unit: 'Milliseconds', of: (run) => run.timeBetweenTokensMs.p99 },
  { name: 'LatencyP50', unit: 'Milliseconds', of: (run) => run.latencyMs.p50 },
  { name: 'LatencyP99', unit: 'Milliseconds', of: (run) => run.latencyMs.p99 },
  { name: 'OutputTokensPerSecond', unit: 'Count/Second', of: (run) => run.outputTokensPerSecond },
  { name: 'CostPerMillionTokens', unit: 'None', of: (run) => run.costPerMillionTokens },
  { name: 'ErrorPercentage', unit: 'Percent', of: (run) => run.requests === 0 ? undefined : 100 * run.errors / run.requests },
];

/** The figures in the format of `aws cloudwatch put-metric-data --metric-data`, and the worst slowdown since the earlier report. */
function metricData(report: Report, differences: readonly Difference[]): Datum[] {
  const ofEndpoint = [{ Name: 'EndpointName', Value: report.endpoint }, ...(report.component === undefined ? [] : [{ Name: 'InferenceComponentName', Value: report.component }])];
  const figures = report.runs.flatMap((run) => FIGURES.flatMap(({ name, unit, of }): Datum[] => {
    const value = of(run);
    const load = run.concurrency !== undefined ? `concurrency-${run.concurrency}` : `rate-${run.rate}`;
    return typeof value === 'number' ? [{ MetricName: name, Dimensions: [...ofEndpoint, { Name: 'Load', Value: load }], Value: value, Unit: unit }] : [];
  }));
  const worst = Math.max(0, ...differences.map(({ worse }) => worse)) * 100;
  return [...figures, ...(differences.length > 0 ? [{ MetricName: 'Slowdown', Dimensions: ofEndpoint, Value: Number(worst.toFixed(2)), Unit: 'Percent' as const }] : [])];
}

export function writeMetricData(file: string, report: Report, differences: readonly Difference[]): void {
  try {
    writeFileSync(file, JSON.stringify(metricData(report, differences)));
  } catch (error) {
    throw new Failure(`cannot write ${file} (${(error as NodeJS.ErrnoException).code})`, 'Name a file in a directory that you may write to');
  }
}
