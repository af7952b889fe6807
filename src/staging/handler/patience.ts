import { setTimeout as sleep } from 'node:timers/promises';
import { TransientError } from './errors';
import { log } from './progress';

const ATTEMPTS = 6;
const FIRST_PAUSE_MS = 1000;

/** Retries transient errors with growing pauses, until a deadline. */
export class Patience {
  /**
   * @param deadline milliseconds since the epoch
   */
  public constructor(public readonly deadline: number) {}

  /** Whether the deadline is within a margin. */
  public isOver(marginMs: number = 0): boolean {
    return Date.now() + marginMs >= this.deadline;
  }

  /**
   * Runs `attempt` until it succeeds, fails permanently, or fails too often.
   *
   * @param advanced returns the progress of the work; a failure after progress restarts the count
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
        // Random, so that workers that were rejected together do not retry together.
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
