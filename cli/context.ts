import { Terminal } from './terminal';

/** State that the commands share: the terminal and the exit code. */
export interface Context {
  readonly terminal: Terminal;
  exitCode: number;
}
