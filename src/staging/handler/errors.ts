/** What ends a staging for good: the message reaches the user as the reason that the stack shows. */
export class StagingError extends Error {
  public readonly name: string = 'StagingError';
}

/** The copy needs more time than a deployment has. What is copied stays, so the next deployment goes on from there. */
export class OutOfTimeError extends StagingError {
  public readonly name: string = 'OutOfTimeError';
}

/** There is no bucket, so nothing in it has to be deleted. */
export class NoBucketError extends StagingError {}

/** What may go away by itself. The state machine runs the step again after a pause, as its definition says. */
export class TransientError extends Error {
  public readonly name = 'TransientError';

  /**
   * @param pauseMs how long the other side asks to wait
   */
  public constructor(message: string, public readonly pauseMs?: number) {
    super(message);
  }
}

/** What arrived is not what the Hub's records describe. */
export class ChecksumError extends Error {
  public readonly name = 'ChecksumError';
}
