/**
 * The error for input that would fail, or be ignored, once it is deployed.
 *
 * One error reports every problem with a construct, so that users can fix everything in one pass. In TypeScript and JavaScript it is
 * an `Error`; in the other languages its message is that of the jsii runtime error.
 */
export class LmiError {
  /** Always `LmiError`. */
  public readonly name: string = 'LmiError';
  /** The construct path and every problem. */
  public readonly message: string;
  /** Where it was thrown. */
  public readonly stack?: string;
  /** Path of the construct whose props have problems, or the name of the class for values outside the construct tree. */
  public readonly constructPath: string;
  /** One entry for each problem: the prop, its value, the rule, and the fix. */
  public readonly faults: string[];

  /**
   * @param constructPath the path of the construct
   * @param faults the problems, one sentence each
   */
  public constructor(constructPath: string, faults: string[]) {
    this.constructPath = constructPath;
    this.faults = [...faults];
    this.message = `[${constructPath}] ${faults.length === 1 ? faults[0] : [`${faults.length} problems:`, ...faults].join('\n  - ')}`;
    Error.captureStackTrace(this, LmiError);
  }
}

// jsii rejects an exported class that extends Error, so the inheritance is set up here, where jsii does not look.
Object.setPrototypeOf(LmiError.prototype, Error.prototype);
