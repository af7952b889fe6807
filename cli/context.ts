import { Terminal } from './terminal';

/** What the commands share: where they write, and the exit code that they leave. */
export interface Context {
  readonly terminal: Terminal;
  exitCode: number;
}
