import { codeOf, CodeOptions } from './code';
import { PYTHON } from './python';
import { TYPESCRIPT } from './typescript';
import { environmentOf, PLACEHOLDER_BUCKET, tryEndpoint } from '../configuration/endpoint';
import { instanceTypeNamed } from '../configuration/instance';
import { readSource } from '../configuration/source';
import { targetOf } from '../configuration/target';
import { isToken, translate, Translation } from '../configuration/translation';
import { EXIT } from '../failure';
import { refusing, theLibrary } from '../library';
import { Terminal } from '../terminal';

interface ConvertOptions {
  readonly backend?: string;
  readonly version?: string;
  readonly instance?: string;
  readonly model?: string;
  readonly language: 'typescript' | 'python';
  readonly json: boolean;
}

// Where the file names no instance type. Nothing follows from it but a note.
const DEFAULT_INSTANCE_TYPE = 'ml.g5.2xlarge';
const DEFAULT_NEURON_TYPE = 'ml.inf2.8xlarge';

/** What `convert` does; returns the exit code. */
export function runConvert(terminal: Terminal, file: string, options: ConvertOptions): number {
  const source = readSource(file);
  const target = targetOf(source, options);
  const stated = options.instance ?? source.instanceType;
  const instanceType = stated === undefined ? undefined : instanceTypeNamed(stated);
  const translation = translate(source, target, { instanceType, model: options.model });
  const { findings, without } = refusing(() => simplified(translation));
  const errors = findings.filter(({ level }) => level === 'error');
  const code = (options.language === 'python' ? PYTHON : TYPESCRIPT).app(codeOf(
    translation, options.language === 'python' ? PYTHON : TYPESCRIPT, { instanceType: constantOf(instanceType ?? defaultType(translation)), without },
  ));
  const notes = [
    ...translation.notes,
    ...(instanceType === undefined ? [`the file names no instance type; the code has ${defaultType(translation)}, pass --instance for another`] : []),
    ...(translation.weights.kind === 'unknown' ? [`the file does not say where the weights are; the code has the bucket ${PLACEHOLDER_BUCKET}`] : []),
    ...(translation.hasToken ? ['the token of the Hub was left out: store it in AWS Secrets Manager under the name in the code, hugging-face-token'] : []),
    ...findings.filter(({ level }) => level === 'warning').map(({ message }) => message),
    ...errors.map(({ message }) => `the library refuses this: ${message}`),
  ];
  if (options.json) {
    terminal.out(`${JSON.stringify({ language: options.language, code, notes }, undefined, 2)}\n`);
  } else {
    terminal.out(code);
    notes.forEach((note) => terminal.err(`Note: ${note}\n`));
  }
  return errors.length > 0 ? EXIT.FINDINGS : EXIT.FINE;
}

function defaultType({ target }: Translation): string {
  return target.backend === 'Neuronx' ? DEFAULT_NEURON_TYPE : DEFAULT_INSTANCE_TYPE;
}

function constantOf(name: string): CodeOptions['instanceType'] {
  const constant = Object.entries(theLibrary().LmiInstanceType._known).find(([, type]) => type.name === name)?.[0];
  return constant === undefined ? { name } : { constant };
}

/** Finds the variables that say what the library says anyway, so that the code need not. */
function simplified(translation: Translation): { readonly findings: ReturnType<typeof tryEndpoint>['findings']; readonly without: readonly string[] } {
  const environment = environmentOf(translation, { keepTokens: false });
  const tokens = translation.environment.filter(isToken).map(({ variable }) => variable);
  const bare = tryEndpoint(translation, { keepTokens: false, without: Object.keys(environment) });
  const said = bare.endpoint?.environment ?? {};
  const without = [...tokens, ...Object.keys(environment).filter((name) => said[name] === environment[name])];
  return { findings: tryEndpoint(translation, { keepTokens: false, without }).findings, without };
}
