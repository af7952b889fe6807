import { BACKENDS } from '../../src/facts/backends';
import { Finding, tryEndpoint } from '../configuration/endpoint';
import { instanceTypeNamed } from '../configuration/instance';
import { readSource, Setting } from '../configuration/source';
import { targetOf } from '../configuration/target';
import { translate, Translation } from '../configuration/translation';
import { EXIT } from '../failure';
import { refusing } from '../library';
import { renderTable, styled, Terminal } from '../terminal';

interface CheckOptions {
  readonly backend?: string;
  readonly version?: string;
  readonly instance?: string;
  readonly model?: string;
  readonly json: boolean;
}

/** Runs `check` and returns its exit code. */
export function runCheck(terminal: Terminal, file: string, options: CheckOptions): number {
  const source = readSource(file);
  const target = targetOf(source, options);
  const instanceType = options.instance === undefined ? undefined : instanceTypeNamed(options.instance);
  const translation = translate(source, target, { instanceType, model: options.model });
  const findings = refusing(() => allFindings(translation));
  const errors = findings.filter(({ level }) => level === 'error').length;
  if (options.json) {
    terminal.out(`${JSON.stringify({ backend: target.backend, version: `V${target.ordinal}`, findings, notes: source.notes }, undefined, 2)}\n`);
  } else {
    const subject = `${BACKENDS[target.backend].title} of LMI V${target.ordinal}${translation.instanceType ? ` on ${translation.instanceType}` : ''}`;
    const counts = findings.length === 0 ? 'no problems found' : `${plural(errors, 'error')}, ${plural(findings.length - errors, 'warning')}`;
    terminal.out(`${file}: ${counts}, as ${subject} reads it.\n`);
    if (findings.length > 0) {
      terminal.out(`\n${renderTable(terminal, [{ head: 'level' }, { head: 'name' }, { head: 'message' }], findings.map(({ level, name, message }) => [
        styled(terminal, level === 'error' ? 'red' : 'yellow', level), name, message,
      ]))}`);
    }
    source.notes.forEach((note) => terminal.err(`Note: ${note}.\n`));
  }
  return errors > 0 ? EXIT.FINDINGS : EXIT.FINE;
}

// Each round omits the settings that the last one refused. The constructs check in two steps, so more rounds find nothing new.
const ROUNDS = 3;

/** All findings of the library, including those that it would not reach because of an earlier error. */
function allFindings(translation: Translation): Finding[] {
  const found = new Map<string, Finding>();
  let rest = translation;
  for (let round = 0; round < ROUNDS; round += 1) {
    const { endpoint, findings } = tryEndpoint(rest, { keepTokens: true });
    findings.forEach((finding) => found.set(finding.message, found.get(finding.message) ?? finding));
    const names = findings.filter(({ level }) => level === 'error').map(({ name }) => name);
    const isFine = ({ written }: Setting) => !names.includes(written);
    const next = { ...rest, props: rest.props.filter(({ setting }) => isFine(setting)), environment: rest.environment.filter(isFine) };
    if (endpoint !== undefined || next.props.length + next.environment.length === rest.props.length + rest.environment.length) {
      break;
    }
    rest = next;
  }
  return [...found.values()].sort((left, right) => Number(left.level === 'warning') - Number(right.level === 'warning'));
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
