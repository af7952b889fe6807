import { architectureIn, codeOf, CodeOptions } from './code';
import { defaultTypeFor } from './default-type';
import { PYTHON } from './python';
import { TYPESCRIPT } from './typescript';
import { aliasesOf } from '../../src/options/tables';
import { architectureOf } from '../configuration/architecture';
import { environmentOf, PLACEHOLDER_BUCKET, smallestTypeFor, TOKEN_SECRET, tryEndpoint } from '../configuration/endpoint';
import { instanceTypeNamed } from '../configuration/instance';
import { readSources, titleOf } from '../configuration/read';
import { Source } from '../configuration/source';
import { targetOf } from '../configuration/target';
import { isToken, translate, Translation } from '../configuration/translation';
import { EXIT, Failure } from '../failure';
import { refusing, theLibrary } from '../library';
import { Terminal } from '../terminal';

interface ConvertOptions {
  readonly backend?: string;
  readonly version?: string;
  readonly instance?: string;
  readonly model?: string;
  readonly resource?: string;
  readonly language: 'typescript' | 'python';
  readonly json: boolean;
}

/** Runs `convert` and returns its exit code. */
export async function runConvert(terminal: Terminal, file: string, options: ConvertOptions): Promise<number> {
  const source = await onlySource(file, options.resource);
  const target = targetOf(source, options);
  const stated = options.instance ?? source.instanceType;
  const instanceType = stated === undefined ? undefined : instanceTypeNamed(stated);
  if (options.model !== undefined) {
    architectureOf(theLibrary(), options.model);
  }
  const read = translate(source, target, { instanceType, model: options.model });
  const smallest = instanceType === undefined ? refusing(() => smallestTypeFor(read)) : undefined;
  const translation = { ...read, instanceType: instanceType ?? smallest ?? refusing(() => defaultTypeFor(read)) };
  const { findings, without, unchecked } = refusing(() => simplified(translation));
  const errors = findings.filter(({ level }) => level === 'error');
  const language = options.language === 'python' ? PYTHON : TYPESCRIPT;
  const code = language.app(codeOf(translation, language, { instanceType: constantOf(translation.instanceType), without }));
  const notes = [
    ...translation.notes,
    ...(instanceType === undefined ? [noteOfType(smallest, translation.instanceType)] : unchecked === undefined ? [] : [unchecked]),
    ...noteOfWeights(translation),
    ...noteOfArchitecture(translation),
    ...(translation.hasToken ? [noteOfToken(translation)] : []),
    ...translation.withoutVariable.map((name) => `${name} has no variable: put it into a serving.properties next to the weights (servingProperties of LmiModel)`),
    ...[...translation.findings, ...findings].filter(({ level }) => level === 'warning').map(({ message }) => message),
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

/** The model to convert. The code has one endpoint, so the user must choose one of several models. */
async function onlySource(file: string, resource: string | undefined): Promise<Source> {
  const [source, ...others] = await readSources(file, resource);
  if (others.length > 0) {
    throw new Failure(`${titleOf(file)} has ${others.length + 1} models`, `Choose one with --resource: ${[source, ...others].map((each) => each.resource).join(', ')}`);
  }
  return source;
}

function noteOfWeights({ weights }: Translation): string[] {
  return weights.kind !== 'unknown' ? []
    : [`${weights.isStated ? '' : 'the file does not say where the weights are; '}the code has the bucket ${PLACEHOLDER_BUCKET}: write your own`];
}

function noteOfArchitecture({ architecture }: Translation): string[] {
  return architecture === undefined || architectureIn(architecture, TYPESCRIPT) !== undefined ? []
    : [`the code has no architecture, because ${architecture} has no constant: pass architecture: ModelArchitecture.fromConfigFile with its config.json to the model`];
}

function noteOfType(smallest: string | undefined, chosen: string): string {
  return `the file names no instance type; the code has ${smallest === undefined
    ? `${chosen}, without a check that the model fits: set the type that you want with --instance`
    : `${chosen}, the cheapest that fits by the estimate of the library; pass --instance for another`}`;
}

function noteOfToken({ weights }: Translation): string {
  return weights.kind === 'hub' ? `the Hub token was omitted: store it in AWS Secrets Manager under the name in the code, ${TOKEN_SECRET}`
    : 'the Hub token was omitted, because the weights do not come from there';
}

function constantOf(name: string): CodeOptions['instanceType'] {
  const constant = Object.entries(theLibrary().LmiInstanceType._known).find(([, type]) => type.name === name)?.[0];
  return constant === undefined ? { name } : { constant };
}

/** Finds the variables that the library sets anyway, so that the code can omit them. */
function simplified(translation: Translation): Omit<ReturnType<typeof tryEndpoint>, 'endpoint'> & { readonly without: readonly string[] } {
  const environment = environmentOf(translation, { keepTokens: false });
  const tokens = translation.environment.filter(isToken).map(({ variable }) => variable);
  const bare = tryEndpoint(translation, { keepTokens: false, without: Object.keys(environment) });
  const said = bare.endpoint?.environment ?? {};
  const aliases = aliasesOf(translation.target.backend)(translation.target.ordinal);
  // The library may set the variable by another name that the container reads.
  const namesOf = (name: string) => [name, ...aliases.filter(([alias]) => alias === name).map(([, canonical]) => canonical)];
  const isSaid = (name: string) => namesOf(name).some((each) => said[each] === environment[name]);
  const without = [...tokens, ...Object.keys(environment).filter(isSaid)];
  return { ...tryEndpoint(translation, { keepTokens: false, without }), without };
}
