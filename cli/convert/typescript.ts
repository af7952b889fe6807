import { AppCode, block, Language } from './language';

const INDENT = '  ';

export const TYPESCRIPT: Language = {
  string: (text) => `'${JSON.stringify(text).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'")}'`,
  value,
  constant: (name) => name,
  call: (type, method, positional, options = []) => {
    const struct = options.length === 0 ? [] : [block('{', options.map(([name, code]) => `${name}: ${code}`), '}', INDENT)];
    return `${type}.${method}(${[...positional, ...struct].join(', ')})`;
  },
  app,
};

function value(given: unknown): string {
  if (Array.isArray(given)) {
    return block('[', given.map(value), ']', INDENT, true);
  }
  if (typeof given === 'object' && given !== null) {
    return block('{', Object.entries(given).map(([name, each]) => `${/^[A-Za-z_$][\w$]*$/.test(name) ? name : TYPESCRIPT.string(name)}: ${value(each)}`), '}', INDENT);
  }
  return typeof given === 'string' ? TYPESCRIPT.string(given) : String(given);
}

function app(code: AppCode): string {
  const indented = (text: string) => text.replace(/\n/g, `\n${INDENT}`);
  const backend = code.backendProps.map(([name, each]) => `${name}: ${each}`);
  const endpoint = [
    `model: ${code.model}`,
    `backend: new ${code.backendClass}(stack, 'Backend', ${block('{', backend, '}', INDENT)})`,
    ...code.endpointProps.map(([name, each]) => `${name}: ${each}`),
  ];
  return [
    `import { App, ${code.needsDuration ? 'Duration, ' : ''}Stack } from 'aws-cdk-lib';`,
    ...(code.needsBucket ? ['import { Bucket } from \'aws-cdk-lib/aws-s3\';'] : []),
    ...(code.needsSecret ? ['import { Secret } from \'aws-cdk-lib/aws-secretsmanager\';'] : []),
    `import ${block('{', code.library, '}', INDENT)} from 'cdk-sagemaker-lmi';`,
    '',
    'const app = new App();',
    `const stack = new Stack(app, 'Inference'${code.region === undefined ? '' : `, { env: { region: ${TYPESCRIPT.string(code.region)} } }`});`,
    '',
    'new LmiEndpoint(stack, \'Endpoint\', {',
    ...endpoint.map((each) => `${INDENT}${indented(each)},`),
    '});',
    '',
    'app.synth();',
    '',
  ].join('\n');
}
