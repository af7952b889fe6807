import { doubt, Finding } from './finding';
import { repeated } from './serving-properties';
import { Setting, Settings } from './source';

const ASSIGNMENT = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|(.*?))\s*(?:\s#.*)?$/;

/** Reads lines such as `NAME=value`; undefined if most lines are something else. */
export function fromVariables(text: string): Settings | undefined {
  const settings: Setting[] = [];
  const skipped: Finding[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [, name, quoted, single, plain] = ASSIGNMENT.exec(line) ?? [];
    if (name !== undefined) {
      settings.push({ written: name, variable: name, value: quoted?.replace(/\\(.)/g, '$1') ?? single ?? plain });
    } else if (line.trim() !== '' && !line.trim().startsWith('#')) {
      skipped.push(skip(line));
    }
  }
  if (settings.length === 0 || skipped.length > settings.length) {
    return undefined;
  }
  return { settings, findings: [...skipped, ...repeated(settings.map(({ variable, value }) => [variable, value]))] };
}

function skip(line: string): Finding {
  const [, name, value] = /^\s*([A-Za-z_]\w*)\s*:\s*(.*?)\s*$/.exec(line) ?? [];
  return doubt(name ?? '', `the line ${JSON.stringify(line.trim().slice(0, 60))} is not NAME=value and was skipped.${name === undefined ? ''
    : ` Write ${name}=${value.slice(0, 60)}`}`);
}
