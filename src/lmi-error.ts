/**
 * What this library throws when an input would fail, or be ignored, once it is deployed.
 *
 * One error carries every fault that was found, so that a user mends them in one round.
 */
export class LmiError extends Error {
  /** Path of the construct whose props are at fault, or the name of the value class that was called without one. */
  public readonly constructPath: string;
  /** One sentence for each fault: the prop, its value, what is allowed, and the change to make. */
  public readonly faults: string[];

  public constructor(constructPath: string, faults: string[]) {
    super(`[${constructPath}] ${faults.length === 1 ? faults[0] : ['several faults:', ...faults].join('\n  - ')}`);
    this.name = 'LmiError';
    this.constructPath = constructPath;
    this.faults = [...faults];
  }
}
