import { constantOf, Result, Row } from './estimates';
import { State } from './state';
import { LMI_RELEASES } from '../../src/facts/lmi-releases';

const NEWEST = LMI_RELEASES[LMI_RELEASES.length - 1].ordinal;

/** The syntax of a language for the parts that all languages have in common. */
interface Language {
  readonly name: (camelCase: string) => string;
  readonly prop: string;
  readonly write: (parts: Parts) => string[];
}

interface Parts {
  readonly imports: string;
  readonly region: string;
  readonly modelId?: string;
  /** Props of the backend; none if its defaults suffice. */
  readonly backend: string;
  readonly row: Row;
}

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const LANGUAGES: { readonly [language in State['language']]: Language } = {
  typescript: {
    name: (camelCase) => camelCase,
    prop: ': ',
    write: ({ imports, region, modelId, backend, row }) => [
      "import { App, Stack } from 'aws-cdk-lib';",
      `import { ${imports} } from 'cdk-sagemaker-lmi';`,
      '',
      'const app = new App();',
      `const stack = new Stack(app, 'Chat', { env: { region: '${region}' } });`,
      '',
      "new LmiEndpoint(stack, 'Llm', {",
      modelId === undefined ? "  model: LmiModel.fromHuggingFace('org/model', { architecture: ModelArchitecture.fromConfigFile('config.json') }),"
        : `  model: LmiModel.fromHuggingFace('${modelId}'),`,
      ...(backend === '' ? [] : [`  backend: new VllmBackend(stack, 'Vllm', { ${backend} }),`]),
      `  instanceType: LmiInstanceType.${constantOf(row.instanceType)},`,
      '});',
    ],
  },
  python: {
    name: snakeCase,
    prop: '=',
    write: ({ imports, region, modelId, backend, row }) => [
      'from aws_cdk import App, Environment, Stack',
      `from cdk_sagemaker_lmi import ${imports}`,
      '',
      'app = App()',
      `stack = Stack(app, "Chat", env=Environment(region="${region}"))`,
      '',
      'LmiEndpoint(',
      '    stack, "Llm",',
      modelId === undefined ? '    model=LmiModel.from_hugging_face("org/model", architecture=ModelArchitecture.from_config_file("config.json")),'
        : `    model=LmiModel.from_hugging_face("${modelId}"),`,
      ...(backend === '' ? [] : [`    backend=VllmBackend(stack, "Vllm", ${backend}),`]),
      // Names of constants differ in Python, and are easy to get wrong.
      `    instance_type=LmiInstanceType.of("${row.instanceType}"),`,
      ')',
    ],
  },
};

/** Code of an endpoint with the user's selection. */
export function codeOf(state: State, { modelId }: Result, row: Row): string {
  const language = LANGUAGES[state.language];
  const digits = (text: string): string => text.replace(/[ ,_]/g, '');
  const props = Object.entries({
    version: Number(state.version) === NEWEST ? '' : `LmiVersion.V${state.version}`,
    maxModelLen: digits(state.context),
    quantize: state.format === 'fp8' ? 'LmiQuantization.FP8' : '',
    maxRollingBatchSize: digits(state.concurrency),
  }).filter(([, value]) => value !== '');
  const classes = props.flatMap(([, value]) => /^(Lmi\w+)\./.exec(value)?.[1] ?? []);
  const imports = ['LmiEndpoint', 'LmiInstanceType', 'LmiModel', ...classes, ...(modelId === undefined ? ['ModelArchitecture'] : []), ...(props.length > 0 ? ['VllmBackend'] : [])];
  return language.write({
    imports: imports.sort().join(', '), region: state.region, modelId, row, backend: props.map(([name, value]) => `${language.name(name)}${language.prop}${value}`).join(', '),
  }).join('\n');
}
