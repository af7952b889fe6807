import { constantOf, Result, Row } from './estimates';
import { State } from './state';
import { LMI_RELEASES } from '../../src/facts/lmi-releases';

const NEWEST = LMI_RELEASES[LMI_RELEASES.length - 1].ordinal;

/** The name of a constant in Python, as jsii writes it: an underscore before each number and after each letter that follows one. */
export const pythonConstant = (constant: string): string => constant.replace(/([A-Z])(\d)/g, '$1$2').replace(/(\d)([A-Z])/g, '$1_$2');

interface Parts {
  readonly model: string;
  readonly backendProps: readonly (readonly [string, string])[];
  readonly concurrency?: string;
}

function partsOf(state: State, language: State['language']): Parts {
  const isPython = language === 'python';
  const props: (readonly [string, string])[] = [];
  if (Number(state.version) !== NEWEST) {
    props.push(['version', `LmiVersion.V${state.version}`]);
  }
  const context = state.context.replace(/[ ,_]/g, '');
  if (context !== '') {
    props.push([isPython ? 'max_model_len' : 'maxModelLen', context]);
  }
  if (state.format === 'fp8') {
    props.push(['quantize', 'LmiQuantization.FP8']);
  }
  const concurrency = state.concurrency.replace(/[ ,_]/g, '');
  if (concurrency !== '') {
    props.push([isPython ? 'max_rolling_batch_size' : 'maxRollingBatchSize', concurrency]);
  }
  return { model: '', backendProps: props, concurrency };
}

/** Code of an endpoint with what was chosen. */
export function codeOf(state: State, result: Result, row: Row): string {
  return state.language === 'python' ? python(state, result, row) : typescript(state, result, row);
}

function typescript(state: State, { modelId }: Result, row: Row): string {
  const { backendProps } = partsOf(state, 'typescript');
  const constant = constantOf(row.instanceType);
  const names = ['LmiEndpoint', 'LmiInstanceType', 'LmiModel', ...(backendProps.some(([, value]) => value.startsWith('LmiQuantization')) ? ['LmiQuantization'] : []),
    ...(backendProps.some(([name]) => name === 'version') ? ['LmiVersion'] : []), ...(modelId === undefined ? ['ModelArchitecture'] : []),
    ...(backendProps.length > 0 ? ['VllmBackend'] : [])].sort();
  const model = modelId === undefined
    ? "LmiModel.fromHuggingFace('org/model', { architecture: ModelArchitecture.fromConfigFile('config.json') })" : `LmiModel.fromHuggingFace('${modelId}')`;
  return [
    "import { App, Stack } from 'aws-cdk-lib';",
    `import { ${names.join(', ')} } from 'cdk-sagemaker-lmi';`,
    '',
    'const app = new App();',
    `const stack = new Stack(app, 'Chat', { env: { region: '${state.region}' } });`,
    '',
    "new LmiEndpoint(stack, 'Llm', {",
    `  model: ${model},`,
    ...(backendProps.length === 0 ? [] : [`  backend: new VllmBackend(stack, 'Vllm', { ${backendProps.map(([name, value]) => `${name}: ${value}`).join(', ')} }),`]),
    `  instanceType: LmiInstanceType.${constant},`,
    '});',
  ].join('\n');
}

function python(state: State, { modelId }: Result, row: Row): string {
  const { backendProps } = partsOf(state, 'python');
  const names = ['LmiEndpoint', 'LmiInstanceType', 'LmiModel', ...(backendProps.some(([, value]) => value.startsWith('LmiQuantization')) ? ['LmiQuantization'] : []),
    ...(backendProps.some(([name]) => name === 'version') ? ['LmiVersion'] : []), ...(modelId === undefined ? ['ModelArchitecture'] : []),
    ...(backendProps.length > 0 ? ['VllmBackend'] : [])].sort();
  const model = modelId === undefined
    ? 'LmiModel.from_hugging_face("org/model", architecture=ModelArchitecture.from_config_file("config.json"))' : `LmiModel.from_hugging_face("${modelId}")`;
  return [
    'from aws_cdk import App, Environment, Stack',
    `from cdk_sagemaker_lmi import ${names.join(', ')}`,
    '',
    'app = App()',
    `stack = Stack(app, "Chat", env=Environment(region="${state.region}"))`,
    '',
    'LmiEndpoint(',
    '    stack, "Llm",',
    `    model=${model},`,
    ...(backendProps.length === 0 ? [] : [`    backend=VllmBackend(stack, "Vllm", ${backendProps.map(([name, value]) => `${name}=${value}`).join(', ')}),`]),
    `    instance_type=LmiInstanceType.of("${row.instanceType}"),`,
    ')',
  ].join('\n');
}
