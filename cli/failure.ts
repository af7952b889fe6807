/** An error that ends the command with one line (the problem and its fix) and exit code 2. */
export class Failure extends Error {
  public constructor(what: string, remedy?: string) {
    super(oneLine(remedy === undefined ? what : `${what}. ${remedy}`));
    this.name = 'Failure';
  }
}

/** Flattens a message from elsewhere, such as a service, to a single line. */
export function oneLine(text: string, longest = 600): string {
  const line = text.replace(/[\s\u0000-\u001f\u007f]+/g, ' ').trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}

/** Exit codes of every command. */
export const EXIT = {
  /** Done, without findings. */
  FINE: 0,
  /** Done, with findings: an error, a regression, a missed objective. */
  FINDINGS: 1,
  /** Not done: bad input, no access, no response. */
  FAILED: 2,
  /** Stopped by the user; results so far were printed. */
  INTERRUPTED: 130,
} as const;
