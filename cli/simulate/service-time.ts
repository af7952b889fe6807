import { Report, serversOf } from '../bench/report';
import { Failure } from '../failure';
import { random } from '../random';

/** Seconds that a request takes when it is one of so many at once on its instance. */
type ServiceTime = (atOnce: number) => number;

/** The median latencies of the closed loops of a report, on one instance, with straight lines between them. */
export function fromReport(report: Report): ServiceTime {
  const servers = serversOf(report);
  const points = report.runs.filter(({ concurrency, latencyMs }) => concurrency !== undefined && latencyMs.p50 !== null)
    .map(({ concurrency, latencyMs }) => ({ atOnce: concurrency! / servers, seconds: latencyMs.p50! / 1000 }))
    .sort((left, right) => left.atOnce - right.atOnce);
  if (points.length === 0) {
    throw new Failure('the report has no closed loop', 'Make it with bench --concurrency 1,4,16, or pass --service-time');
  }
  return (atOnce) => {
    const above = points.findIndex((point) => point.atOnce >= atOnce);
    if (above === 0) {
      return points[0].seconds;
    }
    const [low, high] = above < 0 ? points.slice(-2) : [points[above - 1], points[above]];
    if (high === undefined) {
      return low.seconds;
    }
    const slope = (high.seconds - low.seconds) / (high.atOnce - low.atOnce);
    return Math.max(low.seconds, low.seconds + slope * (atOnce - low.atOnce));
  };
}

/** One time for all, or times that scatter exponentially about it. */
export function fixed(seconds: number, scatter: boolean, seed: number): ServiceTime {
  const draw = random(seed + 2_000_003);
  return scatter ? () => -Math.log(1 - draw()) * seconds : () => seconds;
}
