import { codeOf, CodeOptions } from './code';
import { PYTHON } from './python';
import { TYPESCRIPT } from './typescript';
import { environmentOf, PLACEHOLDER_BUCKET, smallestTypeFor, TOKEN_SECRET, tryEndpoint } from '../configuration/endpoint';
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

// Used if the file names no instance type and none is found.
const DEFAULT_INSTANCE_TYPE = 'ml.g5.2xlarge';
const DEFAULT_NEURON_TYPE = 'ml.inf2.8xlarge';

/** Runs `convert` and returns its exit code. */
export function runConvert(terminal: Terminal, file: string, options: ConvertOptions): number {
  const source = readSource(file);
  const target = targetOf(source, options);
  const stated = options.instance ?? source.instanceType;
  const instanceType = stated === undefined ? undefined : instanceTypeNamed(stated);
  const read = translate(source, target, { instanceType, model: options.model });
  const smallest = instanceType === undefined ? refusing(() => smallestTypeFor(read)) : undefined;
  const translation = smallest === undefined ? read : { ...read, instanceType: smallest };
  const { findings, without } = refusing(() => simplified(translation));
  const errors = findings.filter(({ level }) => level === 'error');
  const code = (options.language === 'python' ? PYTHON : TYPESCRIPT).app(codeOf(
    translation, options.language === 'python' ? PYTHON : TYPESCRIPT, { instanceType: constantOf(instanceType ?? smallest ?? defaultType(translation)), without },
  ));
  const notes = [
    ...translation.notes,
    ...(instanceType === undefined ? [noteOfType(smallest, translation)] : []),
    ...(translation.weights.kind === 'unknown' ? [`the file does not say where the weights are; the code has the bucket ${PLACEHOLDER_BUCKET}`] : []),
    ...(translation.hasToken ? [noteOfToken(translation)] : []),
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

function noteOfType(smallest: string | undefined, translation: Translation): string {
  return `the file names no instance type; the code has ${smallest === undefined
    ? `${defaultType(translation)}, without a check that the model fits: set the type that you want with --instance`
    : `${smallest}, the cheapest that fits by the estimate of the library; pass --instance for another`}`;
}

function noteOfToken({ weights }: Translation): string {
  return weights.kind === 'hub' ? `the token of the Hub was left out: store it in AWS Secrets Manager under the name in the code, ${TOKEN_SECRET}`
    : 'the token of the Hub was left out, because the weights do not come from there';
}

function defaultType({ target }: Translation): string {
  return target.backend === 'Neuronx' ? DEFAULT_NEURON_TYPE : DEFAULT_INSTANCE_TYPE;
}

function constantOf(name: string): CodeOptions['instanceType'] {
  const constant = Object.entries(theLibrary().LmiInstanceType._known).find(([, type]) => type.name === name)?.[0];
  return constant === undefined ? { name } : { constant };
}

/** Finds the variables that the library sets anyway, so that the code can omit them. */
function simplified(translation: Translation): { readonly findings: ReturnType<typeof tryEndpoint>['findings']; readonly without: readonly string[] } {
  const environment = environmentOf(translation, { keepTokens: false });
  const tokens = translation.environment.filter(isToken).map(({ variable }) => variable);
  const bare = tryEndpoint(translation, { keepTokens: false, without: Object.keys(environment) });
  const said = bare.endpoint?.environment ?? {};
  const without = [...tokens, ...Object.keys(environment).filter((name) => said[name] === environment[name])];
  return { findings: tryEndpoint(translation, { keepTokens: false, without }).findings, without };
}
