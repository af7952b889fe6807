/**
 * What this library throws when an input would fail, or be ignored, once it is deployed.
 *
 * One error carries every fault that was found, so that a user mends them in one round. In TypeScript and JavaScript it is
 * an `Error`; in the other languages its message arrives in the run-time error of that language's jsii.
 */
export class LmiError {
  /** Always `LmiError`. */
  public readonly name: string = 'LmiError';
  /** The construct path and every fault. */
  public readonly message: string;
  /** Where it was thrown. */
  public readonly stack?: string;
  /** Path of the construct whose props are at fault, or the name of the value class that was called without one. */
  public readonly constructPath: string;
  /** One sentence for each fault: the prop, its value, what is allowed, and the change to make. */
  public readonly faults: string[];

  public constructor(constructPath: string, faults: string[]) {
    this.constructPath = constructPath;
    this.faults = [...faults];
    this.message = `[${constructPath}] ${faults.length === 1 ? faults[0] : [`${faults.length} problems:`, ...faults].join('\n  - ')}`;
    Error.captureStackTrace(this, LmiError);
  }
}

// jsii refuses an exported class that extends Error, so the inheritance is made here, where it does not look.
Object.setPrototypeOf(LmiError.prototype, Error.prototype);
