import { plural } from '../../src/checks/plural';
import { BACKENDS } from '../../src/facts/backends';
import { architectureOf } from '../configuration/architecture';
import { tryEndpoint } from '../configuration/endpoint';
import { Finding } from '../configuration/finding';
import { instanceTypeNamed } from '../configuration/instance';
import { readSources, titleOf } from '../configuration/read';
import { Setting, Source } from '../configuration/source';
import { targetOf } from '../configuration/target';
import { translate, Translation } from '../configuration/translation';
import { EXIT } from '../failure';
import { refusing, theLibrary } from '../library';
import { renderTable, styled, Terminal } from '../terminal';

interface CheckOptions {
  readonly backend?: string;
  readonly version?: string;
  readonly instance?: string;
  readonly model?: string;
  readonly resource?: string;
  readonly json: boolean;
}

/** The findings for one model of a file. */
interface Checked {
  readonly resource?: string;
  readonly subject: string;
  /** Its title, as in the output of the other commands; --backend accepts it. */
  readonly backend: string;
  readonly version: string;
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
}

/** Runs `check` and returns its exit code. */
export async function runCheck(terminal: Terminal, file: string, options: CheckOptions): Promise<number> {
  const instanceType = options.instance === undefined ? undefined : instanceTypeNamed(options.instance);
  const models = (await readSources(file, options.resource)).map((source) => checked(source, instanceType, options));
  if (options.json) {
    terminal.out(`${JSON.stringify(reportOf(models), undefined, 2)}\n`);
  } else {
    models.forEach((model, index) => {
      terminal.out(index > 0 ? '\n' : '');
      show(terminal, titleOf(file), model);
    });
  }
  return models.some(({ findings }) => errorsIn(findings) > 0) ? EXIT.FINDINGS : EXIT.FINE;
}

function checked(source: Source, instanceType: string | undefined, options: CheckOptions): Checked {
  const target = targetOf(source, options);
  if (options.model !== undefined) {
    architectureOf(theLibrary(), options.model);
  }
  const translation = translate(source, target, { instanceType, model: options.model });
  const { findings, unchecked } = refusing(() => allFindings(translation));
  return {
    resource: source.resource,
    subject: `${BACKENDS[target.backend].title} of LMI V${target.ordinal}${translation.instanceType ? ` on ${translation.instanceType}` : ''}`,
    backend: BACKENDS[target.backend].title,
    version: `V${target.ordinal}`,
    findings: [...findings, ...translation.findings],
    notes: [...translation.notes, ...noteOfMemory(translation, unchecked)],
  };
}

/** A note that the memory was not checked, and what the command needs to check it. */
function noteOfMemory({ instanceType }: Translation, unchecked: string | undefined): string[] {
  const isModelUnknown = unchecked !== undefined && /because the architecture .* is unknown/.test(unchecked);
  const model = 'the Hub id of a listed model or its config.json with --model';
  if (instanceType === undefined) {
    return [`whether the model fits an instance type was not checked: pass the type with --instance${isModelUnknown ? `, and ${model}` : ''}`];
  }
  return unchecked === undefined ? [] : [isModelUnknown ? `${unchecked.replace(/: pass architecture.*$/, '')}: pass ${model}` : unchecked];
}

/** The findings as JSON: for one model, its findings; for several, all findings with their resources, and each model separately. */
function reportOf(models: readonly Checked[]): object {
  const [first, ...others] = models.map(({ subject, resource, ...rest }) => ({ ...(resource === undefined ? {} : { resource }), ...rest }));
  return others.length === 0 ? first : {
    backend: first.backend,
    version: first.version,
    findings: models.flatMap(({ resource, findings }) => findings.map((finding) => ({ resource, ...finding }))),
    notes: models.flatMap(({ resource, notes }) => notes.map((note) => `${resource}: ${note}`)),
    models: [first, ...others],
  };
}

function show(terminal: Terminal, file: string, { resource, subject, findings, notes }: Checked): void {
  const errors = errorsIn(findings);
  const counts = findings.length === 0 ? 'no problems found' : `${plural(errors, 'error')}, ${plural(findings.length - errors, 'warning')}`;
  terminal.out(`${file}${resource === undefined ? '' : `, ${resource}`}: ${counts}, as ${subject} reads it.\n`);
  if (findings.length > 0) {
    terminal.out(`\n${renderTable(terminal, [{ head: 'level' }, { head: 'name' }, { head: 'message' }], findings.map(({ level, name, message }) => [
      styled(terminal, level === 'error' ? 'red' : 'yellow', level), name, message,
    ]))}`);
  }
  notes.forEach((note) => terminal.err(`Note: ${resource === undefined ? '' : `${resource}: `}${note}.\n`));
}

function errorsIn(findings: readonly Finding[]): number {
  return findings.filter(({ level }) => level === 'error').length;
}

// Each round omits the settings that the previous one rejected. The constructs check in two steps, so more rounds find nothing new.
const ROUNDS = 3;

/** All findings of the library, including those that it would not reach because of an earlier error. */
function allFindings(translation: Translation): { readonly findings: readonly Finding[]; readonly unchecked?: string } {
  const found = new Map<string, Finding>();
  let rest = translation;
  let unchecked: string | undefined;
  for (let round = 0; round < ROUNDS; round += 1) {
    const { endpoint, findings, ...tried } = tryEndpoint(rest, { keepTokens: true });
    unchecked = tried.unchecked;
    findings.forEach((finding) => found.set(finding.message, found.get(finding.message) ?? finding));
    const names = findings.filter(({ level }) => level === 'error').map(({ name }) => name);
    const isFine = ({ written }: Setting) => !names.includes(written);
    const next = { ...rest, props: rest.props.filter(({ setting }) => isFine(setting)), environment: rest.environment.filter(isFine) };
    if (endpoint !== undefined || next.props.length + next.environment.length === rest.props.length + rest.environment.length) {
      break;
    }
    rest = next;
  }
  const isWarning = ({ level }: Finding) => Number(level === 'warning');
  return { findings: [...found.values()].sort((left, right) => isWarning(left) - isWarning(right)), unchecked };
}
