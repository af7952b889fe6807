import { Report, serversOf } from '../bench/report';
import { Failure } from '../failure';
import { random } from '../random';

/** Duration of a request in seconds, by the number of concurrent requests on its instance. */
type ServiceTime = (atOnce: number) => number;

/** Linear interpolation of the median latencies of a report's closed loops, for one instance. */
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

/** A constant time, or exponentially distributed times with that mean. */
export function fixed(seconds: number, scatter: boolean, seed: number): ServiceTime {
  const draw = random(seed + 2_000_003);
  return scatter ? () => -Math.log(1 - draw()) * seconds : () => seconds;
}
