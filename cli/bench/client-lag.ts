import { performance } from 'node:perf_hooks';
import { quantile } from './statistics';

const STEP_MS = 10;

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

  /** The lag that 99 of 100 looks did not exceed, in milliseconds, and the share of the time in which the program was busy. */
  public stop(): { readonly lagMs: number; readonly busy: number } {
    clearInterval(this.timer);
    const busy = performance.eventLoopUtilization(this.utilization).utilization;
    return { lagMs: quantile(Float64Array.from(this.lags).sort(), 0.99) ?? 0, busy };
  }
}
