import { AppCode, block, Language } from './language';

const INDENT = '    ';

export const PYTHON: Language = {
  string: (text) => JSON.stringify(text),
  value,
  // As jsii writes constants in Python: G5_2XLARGE is G5_2_XLARGE.
  constant: (name) => name.replace(/(\d)([A-Z])/g, '$1_$2'),
  call: (type, method, positional, options = []) =>
    `${type}.${snake(method)}(${[...positional, ...options.map(([name, code]) => `${snake(name)}=${code}`)].join(', ')})`,
  app,
};

/** The name of a member in Python, as jsii makes it. */
function snake(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, '$1_$2').replace(/([A-Z]+)([A-Z][a-z\d]+)/g, '$1_$2').toLowerCase();
}

function value(given: unknown): string {
  if (Array.isArray(given)) {
    return block('[', given.map(value), ']', INDENT, true);
  }
  if (typeof given === 'object' && given !== null) {
    return block('{', Object.entries(given).map(([name, each]) => `${PYTHON.string(name)}: ${value(each)}`), '}', INDENT, true);
  }
  return typeof given === 'string' ? PYTHON.string(given) : given === true ? 'True' : given === false ? 'False' : given === null ? 'None' : String(given);
}

function importOf(names: readonly string[]): string {
  const listed = block('(', names, ')', INDENT, true);
  return `from cdk_sagemaker_lmi import ${listed.includes('\n') ? listed : names.join(', ')}`;
}

function app(code: AppCode): string {
  const indented = (text: string) => text.replace(/\n/g, `\n${INDENT}`);
  const backend = ['stack', '"Backend"', ...code.backendProps.map(([name, each]) => `${snake(name)}=${each}`)];
  const endpoint = [
    `model=${code.model}`,
    `backend=${block(`${code.backendClass}(`, backend, ')', INDENT, true)}`,
    ...code.endpointProps.map(([name, each]) => `${snake(name)}=${each}`),
  ];
  return [
    `from aws_cdk import App, ${code.needsDuration ? 'Duration, ' : ''}Stack`,
    ...(code.needsBucket ? ['from aws_cdk.aws_s3 import Bucket'] : []),
    ...(code.needsSecret ? ['from aws_cdk.aws_secretsmanager import Secret'] : []),
    importOf(code.library),
    '',
    'app = App()',
    'stack = Stack(app, "Inference")',
    '',
    'LmiEndpoint(',
    `${INDENT}stack, "Endpoint",`,
    ...endpoint.map((each) => `${INDENT}${indented(each)},`),
    ')',
    '',
    'app.synth()',
    '',
  ].join('\n');
}
