import { Load } from './load';
import { loadName } from './report';
import { Terminal } from '../terminal';

/** Shows the progress of a load. */
export interface Progress {
  readonly step: () => void;
  readonly stop: () => void;
}

const WIDTH = 30;
const TICK_MS = 250;

/** A progress bar on a terminal, otherwise nothing. It is redrawn on a timer, not for each request, so that it does not disturb the measurement. */
export function progress(terminal: Terminal, load: Load, requests: number | undefined, milliseconds: number | undefined): Progress {
  if (!terminal.progress) {
    return { step: () => undefined, stop: () => undefined };
  }
  const startedAt = Date.now();
  let answered = 0;
  const draw = () => {
    const share = Math.min(1, requests === undefined ? (Date.now() - startedAt) / milliseconds! : answered / requests);
    const bar = '█'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '░');
    terminal.err(`\r${loadName(load).padEnd(16)} ${bar} ${String(Math.round(share * 100)).padStart(3)} %  ${answered} answered\u001b[K`);
  };
  const timer = setInterval(draw, TICK_MS);
  return {
    step: () => {
      answered += 1;
    },
    stop: () => {
      clearInterval(timer);
      terminal.err('\r\u001b[K');
    },
  };
}
