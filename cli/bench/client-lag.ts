import { performance } from 'node:perf_hooks';
import { quantile } from './statistics';

const STEP_MS = 10;

/** What a load did to this program. */
export interface ClientLoad {
  /** Milliseconds of lag that 99 of 100 looks did not exceed. */
  readonly lagMs: number;
  /** The same of 9 in 10 looks. */
  readonly frequentLagMs: number;
  /** Share of the time in which the program was busy. */
  readonly busy: number;
}

/** Measures how late this program itself is: what it adds to each time it reports. */
export class ClientLag {
  private readonly lags: number[] = [];
  private readonly timer: NodeJS.Timeout;
  private readonly utilization = performance.eventLoopUtilization();
  private due = performance.now() + STEP_MS;

  public constructor() {
    this.timer = setInterval(() => {
      const now = performance.now();
      this.lags.push(Math.max(0, now - this.due));
      this.due = now + STEP_MS;
    }, STEP_MS);
  }

  public stop(): ClientLoad {
    clearInterval(this.timer);
    const sorted = Float64Array.from(this.lags).sort();
    const busy = performance.eventLoopUtilization(this.utilization).utilization;
    return { lagMs: quantile(sorted, 0.99) ?? 0, frequentLagMs: quantile(sorted, 0.9) ?? 0, busy };
  }
}
