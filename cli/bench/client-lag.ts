import { performance } from 'node:perf_hooks';
import { quantile } from './statistics';

const STEP_MS = 10;

/** The effect of a load on this program. */
export interface ClientLoad {
  /** 99th percentile of the lag in milliseconds. */
  readonly lagMs: number;
  /** 90th percentile of the lag in milliseconds. */
  readonly frequentLagMs: number;
  /** Share of the time that the program was busy. */
  readonly busy: number;
}

/** Measures the lag of this program itself, which it adds to the times that it reports. */
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
