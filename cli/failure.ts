/** What ends the command in one line and with exit code 2: what went wrong, and what to do about it. */
export class Failure extends Error {
  public constructor(what: string, remedy?: string) {
    super(oneLine(remedy === undefined ? what : `${what}. ${remedy}`));
    this.name = 'Failure';
  }
}

/** A message of somebody else, such as a service, as part of one line of ours. */
export function oneLine(text: string, longest = 600): string {
  const line = text.replace(/[\s\u0000-\u001f\u007f]+/g, ' ').trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}

/** Exit codes of every command. */
export const EXIT = {
  /** Done, nothing to report. */
  FINE: 0,
  /** Done, and found what the command looks for: an error, a regression, a missed objective. */
  FINDINGS: 1,
  /** Not done: bad input, no access, no answer. */
  FAILED: 2,
  /** Stopped by the user; what was measured until then was printed. */
  INTERRUPTED: 130,
} as const;
