/** A permanent error: the stack shows its message as the reason. */
export class StagingError extends Error {
  public readonly name: string = 'StagingError';
}

/** The copy needs more time than a deployment has. Copied files are kept, so the next deployment continues from there. */
export class OutOfTimeError extends StagingError {
  public readonly name: string = 'OutOfTimeError';
}

/** The bucket does not exist, so there is nothing to delete in it. */
export class NoBucketError extends StagingError {}

/** An error that may resolve itself. The state machine retries the step after a pause, as defined there. */
export class TransientError extends Error {
  public readonly name = 'TransientError';

  /**
   * @param pauseMs the pause that the server asks for
   */
  public constructor(message: string, public readonly pauseMs?: number) {
    super(message);
  }
}

/** The received bytes do not match the Hub's record. */
export class ChecksumError extends Error {
  public readonly name = 'ChecksumError';
}
