import { setTimeout as sleep } from 'node:timers/promises';
import { TransientError } from './errors';
import { log } from './progress';

const ATTEMPTS = 6;
const FIRST_PAUSE_MS = 1000;

/** Tries again what may go away by itself, with growing pauses, as long as a deadline allows it. */
export class Patience {
  /**
   * @param deadline milliseconds since the epoch
   */
  public constructor(public readonly deadline: number) {}

  /** Whether the deadline is closer than a margin. */
  public isOver(marginMs: number = 0): boolean {
    return Date.now() + marginMs >= this.deadline;
  }

  /**
   * Runs `attempt` until it succeeds, fails for good, or failed too often.
   *
   * @param advanced says how far the work is, so that a failure after progress does not count
   */
  public async retry<T>(attempt: () => Promise<T>, advanced: () => number = () => 0): Promise<T> {
    let failures = 0;
    let reached = advanced();
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        if (!(error instanceof TransientError)) {
          throw error;
        }
        failures = advanced() > reached ? 1 : failures + 1;
        reached = advanced();
        // Random, so that workers that were refused together do not come back together.
        const pause = error.pauseMs ?? FIRST_PAUSE_MS * 2 ** (failures - 1) * (0.5 + Math.random());
        if (failures >= ATTEMPTS || this.isOver(pause)) {
          throw error;
        }
        log(`${error.message} Trying again in ${(pause / 1000).toFixed(1)} s.`);
        await sleep(pause);
      }
    }
  }
}
