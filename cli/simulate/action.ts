import { writeFileSync } from 'node:fs';
import { Arrivals, dayCurve, fromCsv, poisson } from './arrivals';
import { FleetOptions, LIMITS, Outcome, Sample, simulate, tooLarge } from './fleet';
import { fixed, fromReport } from './service-time';
import { plural } from '../../src/checks/plural';
import { lineChart } from '../bench/chart';
import { readReport } from '../bench/compare';
import { serversOf } from '../bench/report';
import { mean, Percentiles, percentiles } from '../bench/statistics';
import { EXIT, Failure } from '../failure';
import { count, dollars, figure, renderTable, Terminal } from '../terminal';

interface SimulateOptions {
  readonly rate?: number;
  readonly dayCurve?: string;
  readonly arrivals?: string;
  readonly duration?: number;
  readonly serviceTime?: number;
  readonly scatter: boolean;
  readonly batch?: number;
  readonly minInstances: number;
  readonly maxInstances?: number;
  readonly targetRequests?: number;
  readonly metricDelay: number;
  readonly startUp: number;
  readonly scaleOutCooldown: number;
  readonly scaleInCooldown: number;
  readonly hourlyPrice?: number;
  readonly seed: number;
  readonly output?: string;
  readonly json: boolean;
}

/** The result, as printed by `--json`. */
interface SimulationReport {
  readonly requests: number;
  readonly seconds: number;
  readonly latencyMs: Percentiles;
  readonly waitMs: Percentiles;
  readonly meanWaitMs: number | null;
  readonly longestQueue: number;
  readonly meanInstances: number;
  readonly mostInstances: number;
  readonly instanceHours: number;
  readonly cost?: number;
  readonly warnings?: readonly string[];
  readonly assumptions: readonly string[];
}

/** Runs `simulate` and returns its exit code. */
export function runSimulate(terminal: Terminal, file: string | undefined, options: SimulateOptions): number {
  if ((options.maxInstances ?? Infinity) < options.minInstances) {
    throw new Failure(`--max-instances is ${options.maxInstances}, below the ${options.minInstances} of --min-instances`, 'Raise it, or omit it');
  }
  const report = file === undefined ? undefined : readReport(file);
  if (report === undefined && options.serviceTime === undefined) {
    throw new Failure('there is neither a report nor --service-time', 'Measure with bench --concurrency 1,4,16 --output before, and pass before.json');
  }
  const serviceTime = options.serviceTime === undefined ? fromReport(report!) : fixed(options.serviceTime / 1000, options.scatter, options.seed);
  const highest = Math.max(...(report?.runs ?? []).map(({ concurrency }) => Math.ceil((concurrency ?? 1) / serversOf(report!))), 1);
  const fleet: FleetOptions = {
    batch: options.batch ?? highest,
    serviceTime,
    minInstances: options.minInstances,
    maxInstances: options.maxInstances ?? options.minInstances,
    targetRequests: options.targetRequests,
    metricDelay: options.metricDelay / 1000, startUp: options.startUp / 1000,
    scaleOutCooldown: options.scaleOutCooldown / 1000, scaleInCooldown: options.scaleInCooldown / 1000,
  };
  const price = options.hourlyPrice ?? (report?.hourlyPrice === undefined ? undefined : report.hourlyPrice / serversOf(report));
  const outcome = simulate(arrivalsOf(options), fleet);
  // Scattered times differ from call to call; their mean is the user's service time.
  const seconds = options.serviceTime === undefined ? serviceTime(fleet.batch) : options.serviceTime / 1000;
  const highestRate = options.rate ?? (options.dayCurve === undefined ? outcome.latencies.length / Math.max(outcome.lastArrival, 1e-9) : Number(options.dayCurve.split(',')[1]));
  const result = reportOf(outcome, fleet, price, options.serviceTime === undefined ? `the latencies of ${file}` : `${options.serviceTime / 1000} s`, [
    ...(options.batch === undefined && report === undefined
      ? ['neither --batch nor a report gives how many requests an instance serves at once, so it is one; an engine that batches serves more'] : []),
    ...warningsOf(options, fleet, highestRate, seconds),
  ]);
  if (options.json) {
    terminal.out(`${JSON.stringify(result, undefined, 2)}\n`);
  } else {
    show(terminal, result);
  }
  if (options.output !== undefined) {
    terminal.err(`Wrote ${write(options.output, result, outcome).join(', ')}\n`);
  }
  return EXIT.FINE;
}

/** Warnings about results of little value. */
function warningsOf({ maxInstances }: SimulateOptions, fleet: FleetOptions, rate: number, seconds: number): string[] {
  const most = fleet.targetRequests === undefined ? fleet.minInstances : fleet.maxInstances;
  const capacity = most * fleet.batch / seconds;
  return [
    ...(maxInstances !== undefined && maxInstances > fleet.minInstances && fleet.targetRequests === undefined
      ? [`nothing scales without --target-requests: the fleet stays at ${instancesOf(fleet.minInstances)}, and --max-instances has no effect`] : []),
    ...(rate > capacity
      ? [`the load exceeds the capacity: up to ${figure(rate)} requests per second arrive, and ${instancesOf(most)} can serve ${figure(capacity)}, so the queue grows as long as that lasts`]
      : []),
  ];
}

function instancesOf(number: number): string {
  return `${count(number)} instance${number === 1 ? '' : 's'}`;
}

/** A time in milliseconds, in a human-friendly unit. */
function timeInWords(milliseconds: number | null): string {
  const [size, unit] = milliseconds === null || milliseconds < 1000 ? [1, 'ms']
    : milliseconds < 120_000 ? [1000, 's'] : milliseconds < 7_200_000 ? [60_000, 'min'] : [3_600_000, 'h'];
  return milliseconds === null ? '-' : `${figure(milliseconds / size)} ${unit}`;
}

function arrivalsOf({ rate, dayCurve: curve, arrivals, duration, seed }: SimulateOptions): Arrivals {
  if ([rate, curve, arrivals].filter((each) => each !== undefined).length !== 1) {
    throw new Failure('one of --rate, --day-curve and --arrivals says how requests arrive', 'Give exactly one of them');
  }
  if (arrivals !== undefined) {
    return fromCsv(arrivals);
  }
  if (curve === undefined) {
    const seconds = (duration ?? 7_200_000) / 1000;
    return refusingLong(rate! * seconds, () => poisson(rate!, seconds, seed));
  }
  const [lowest, highest] = curve.split(',').map(Number);
  if (!(lowest >= 0 && highest > 0 && highest >= lowest && highest <= 100_000)) {
    throw new Failure(`${JSON.stringify(curve)} is not a day curve`, 'Write the lowest and the highest rate, such as 0.2,6');
  }
  const seconds = (duration ?? 86_400_000) / 1000;
  return refusingLong((lowest + highest) / 2 * seconds, () => dayCurve(lowest, highest, seconds, seed));
}

/** The arrivals, unless there would be too many. */
function refusingLong(requests: number, arrivals: () => Arrivals): Arrivals {
  if (requests > LIMITS.requests) {
    throw tooLarge(`about ${count(requests)} requests`);
  }
  return arrivals();
}

function reportOf(outcome: Outcome, fleet: FleetOptions, price: number | undefined, service: string, warnings: readonly string[]): SimulationReport {
  const milliseconds = (values: readonly number[]) => {
    const { p50, p90, p99 } = percentiles(values.map((seconds) => seconds * 1000));
    const rounded = (value: number | null) => value === null ? null : Number(value.toFixed(1));
    return { p50: rounded(p50), p90: rounded(p90), p99: rounded(p99) };
  };
  const average = mean(outcome.waits);
  const hours = outcome.instanceSeconds / 3600;
  return {
    requests: outcome.latencies.length,
    seconds: Number(outcome.seconds.toFixed(1)),
    latencyMs: milliseconds(outcome.latencies),
    waitMs: milliseconds(outcome.waits),
    meanWaitMs: average === null ? null : Number((average * 1000).toFixed(2)),
    longestQueue: outcome.samples.reduce((most, { queued }) => Math.max(most, queued), 0),
    meanInstances: Number((outcome.instanceSeconds / Math.max(1e-9, outcome.seconds)).toFixed(2)),
    mostInstances: outcome.samples.reduce((most, { instances }) => Math.max(most, instances), fleet.minInstances),
    instanceHours: Number(hours.toFixed(3)),
    ...(price === undefined ? {} : { cost: Number((hours * price).toFixed(2)) }),
    ...(warnings.length === 0 ? {} : { warnings }),
    assumptions: [
      `a request takes ${service}, by how many its instance serves when it begins; what comes later does not slow it down`,
      `an instance serves ${plural(fleet.batch, 'request')} at once; the others wait in one queue, and go to the instance with the fewest active requests`,
      ...(fleet.targetRequests === undefined ? [`the fleet stays at ${instancesOf(fleet.minInstances)}`] : [
        `scaling checks the requests per instance every 10 seconds, as they were ${fleet.metricDelay} s before: it scales out after 3 checks in a row above ${fleet.targetRequests}, and in after 15 minutes below nine tenths of that, to what the busiest of these checks needs`,
        `a new instance serves after ${fleet.startUp} s and is billed from its request on; cooldowns are ${fleet.scaleOutCooldown} s out and ${fleet.scaleInCooldown} s in`,
      ]),
      'nothing fails, and no instance is refused for lack of capacity',
    ],
  };
}

function show(terminal: Terminal, result: SimulationReport): void {
  const three = ({ p50, p90, p99 }: Percentiles) => [p50, p90, p99].map(timeInWords);
  terminal.out(renderTable(terminal, [{ head: '' }, ...['p50', 'p90', 'p99'].map((head) => ({ head, figures: true }))], [
    ['latency', ...three(result.latencyMs)], ['wait', ...three(result.waitMs)],
  ]));
  terminal.out(`\n${count(result.requests)} request${result.requests === 1 ? '' : 's'} in ${timeInWords(result.seconds * 1000)}. Longest queue: ${count(result.longestQueue)}. Instances: ${result.meanInstances} on average, `
    + `${result.mostInstances} at most, ${figure(result.instanceHours)} hours${result.cost === undefined ? '' : `, ${dollars(result.cost)}`}.\n`);
  result.warnings?.forEach((warning) => terminal.out(`\nWarning: ${warning}.\n`));
  terminal.out('\nAssumptions\n');
  result.assumptions.forEach((assumption) => terminal.out(`  - ${assumption}.\n`));
}

// More points than pixels are useless.
const MOST_POINTS = 600;

function write(output: string, result: SimulationReport, { samples }: Outcome): string[] {
  const base = output.replace(/\.json$/, '');
  const every = Math.max(1, Math.ceil(samples.length / MOST_POINTS));
  const shown = samples.filter((_, index) => index % every === 0);
  const line = (name: string, of: (sample: Sample) => number) => ({ name, points: shown.map((sample) => [sample.at / 3600, of(sample)] as const) });
  const files: { readonly [name: string]: string } = {
    [`${base}.json`]: `${JSON.stringify(result, undefined, 2)}\n`,
    ...(shown.length === 0 ? {} : {
      [`${base}-instances.svg`]: lineChart({ title: 'Instances', x: 'hours', y: 'instances', lines: [line('serving', ({ instances }) => instances)] }),
      [`${base}-requests.svg`]: lineChart({
        title: 'Requests', x: 'hours', y: 'requests', lines: [line('in service', ({ inService }) => inService), line('waiting', ({ queued }) => queued)],
      }),
    }),
  };
  try {
    Object.entries(files).forEach(([name, text]) => writeFileSync(name, text));
  } catch (error) {
    throw new Failure(`cannot write to ${output} (${(error as NodeJS.ErrnoException).code})`, 'Name a file in a directory that you may write to');
  }
  return Object.keys(files);
}
