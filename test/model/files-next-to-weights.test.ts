import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { LmiComponentEndpoint, LmiInstanceType, LmiModel, LmiModelOptions, LmiVersion, VllmBackend } from '../../src';
import { problemsOf, testEndpoint, testStack } from '../stacks';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'files-'));
  writeFileSync(join(directory, 'chat.jinja'), '{{ messages }}');
  mkdirSync(join(directory, 'legal', 'nested'), { recursive: true });
  writeFileSync(join(directory, 'legal', 'adapter_config.json'), '{"r": 8}');
  writeFileSync(join(directory, 'legal', 'nested', 'adapter.bin'), Buffer.from([0, 255, 10, 13]));
  writeFileSync(join(directory, 'chat.py'), 'async def handle(inputs):\n    return None\n');
  writeFileSync(join(directory, 'needs.txt'), 'sentencepiece\n');
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

const at = (name: string): string => join(directory, name);
const template = () => ({ files: { 'templates/chat.jinja': at('chat.jinja'), 'adapters/legal': at('legal') } });

/** The resulting container: variables, model data, isolation, and the published archive. */
function deployed(model: LmiModel, version = LmiVersion.V28, stack = testStack()) {
  testEndpoint({ model, backend: new VllmBackend(stack, 'Vllm', { version, maxModelLen: 4096 }) }, stack);
  const [resource] = Object.values<any>(Template.fromStack(stack).findResources('AWS::SageMaker::Model'));
  const { PrimaryContainer: container, EnableNetworkIsolation: isolated } = resource.Properties;
  const out = (stack.node.root as App).synth().directory;
  const tarballs = readdirSync(out).filter((name) => name.endsWith('.tar.gz')).map((name) => join(out, name));
  return { environment: container.Environment, data: container.ModelDataSource?.S3DataSource, isolated: isolated ?? false, tarball: tarballs[0] };
}

function tar(...args: string[]): Buffer {
  const { status, stdout } = spawnSync('tar', args);
  expect(status).toBe(0);
  return stdout;
}

test('a Hub model gets its files as a small archive that names the model, and has access to the Hub', () => {
  const { environment, data, isolated, tarball } = deployed(LmiModel.fromHuggingFace('org/model', { ...template(), revision: 'v2' }));
  expect(tar('-tzf', tarball).toString().trim().split('\n')).toEqual([
    'adapters/legal/adapter_config.json', 'adapters/legal/nested/adapter.bin', 'serving.properties', 'templates/chat.jinja',
  ]);
  expect(tar('-xzOf', tarball, 'serving.properties').toString()).toBe('option.model_id=org/model\n');
  expect([...tar('-xzOf', tarball, 'adapters/legal/nested/adapter.bin')]).toEqual([0, 255, 10, 13]);
  expect(environment).toMatchObject({ HF_MODEL_ID: '/opt/ml/model', OPTION_REVISION: 'v2' });
  expect(data).toMatchObject({ S3DataType: 'S3Object', CompressionType: 'Gzip' });
  expect(isolated).toBe(false);
});

test.each([
  [LmiVersion.V8, { SERVING_LOAD_MODELS: 'test::Python=/opt/ml/model', OPTION_MODEL_ID: '/opt/ml/model' }],
  [LmiVersion.V9, { OPTION_MODEL_ID: '/opt/ml/model' }],
  [LmiVersion.V20, { HF_MODEL_ID: '/opt/ml/model' }],
])('the container of %s loads only the model directory', (version, expected) => {
  const { environment } = deployed(LmiModel.fromHuggingFace('org/model', template()), version);
  const names = ['SERVING_LOAD_MODELS', 'OPTION_MODEL_ID', 'HF_MODEL_ID'];
  expect(Object.fromEntries(names.filter((name) => name in environment).map((name) => [name, environment[name]]))).toEqual(expected);
});

test('weights under a prefix are loaded by the container itself, with the permissions of the prefix', () => {
  const stack = testStack();
  const { environment, isolated, tarball } = deployed(
    LmiModel.fromS3(s3.Bucket.fromBucketName(stack, 'Weights', 'weights'), 'llama/v1', { handler: at('chat.py') }), LmiVersion.V28, stack,
  );
  expect(tar('-xzOf', tarball, 'serving.properties').toString()).toBe('option.model_id=s3://weights/llama/v1/\n');
  expect(tar('-xzOf', tarball, 'model.py').toString()).toBe('async def handle(inputs):\n    return None\n');
  expect(environment.HF_MODEL_ID).toBe('/opt/ml/model');
  expect(isolated).toBe(false);
  expect(JSON.stringify(Template.fromStack(stack).toJSON())).toContain(':s3:::weights/llama/v1/*');
});

test('without files nothing changes: the Hub needs no model data, and a prefix is isolated', () => {
  expect(deployed(LmiModel.fromHuggingFace('org/model')).data).toBeUndefined();
  const stack = testStack();
  expect(deployed(LmiModel.fromS3(s3.Bucket.fromBucketName(stack, 'B', 'weights'), 'llama'), LmiVersion.V28, stack)).toMatchObject({
    data: { S3Uri: 's3://weights/llama/', S3DataType: 'S3Prefix' }, isolated: true, tarball: undefined,
  });
});

test('files are packed next to the weights of a directory, including into its folders', () => {
  mkdirSync(at('model/adapters'), { recursive: true });
  writeFileSync(at('model/config.json'), '{}');
  writeFileSync(at('model/adapters/own.bin'), 'own');
  const { tarball } = deployed(LmiModel.fromAsset(at('model'), template()));
  expect(tar('-tzf', tarball).toString().trim().split('\n')).toEqual([
    'adapters/legal/adapter_config.json', 'adapters/legal/nested/adapter.bin', 'adapters/own.bin', 'config.json', 'templates/chat.jinja',
  ]);
  expect(readdirSync(at('model/adapters'))).toEqual(['own.bin']);
});

test('the asset changes with the content of a file', () => {
  const name = () => deployed(LmiModel.fromHuggingFace('org/model', template())).tarball;
  const before = name().split('/').pop();
  expect(name().split('/').pop()).toBe(before);
  writeFileSync(at('legal/nested/adapter.bin'), 'other');
  expect(name().split('/').pop()).not.toBe(before);
});

test('a model of a fleet accepts files too', () => {
  const stack = testStack();
  new LmiComponentEndpoint(stack, 'Fleet', { instanceType: LmiInstanceType.G5_12XLARGE })
    .addModel('Llm', { model: LmiModel.fromHuggingFace('org/model', template()), acceleratorsPerCopy: 1 });
  const out = (stack.node.root as App).synth().directory;
  expect(readdirSync(out).filter((name) => name.endsWith('.tar.gz'))).toHaveLength(1);
});

describe('fails when', () => {
  const hub = (options: LmiModelOptions): string[] => problemsOf(() => testEndpoint({ model: LmiModel.fromHuggingFace('org/model', options) }));

  const cases: [string, () => LmiModelOptions, string][] = [
    ['a file is missing', () => ({ files: { 'chat.jinja': at('none') } }), 'files["chat.jinja"] is'],
    ['a path is not a string', () => ({ files: { 'chat.jinja': 5 as any } }), 'files["chat.jinja"] is 5'],
    ['the files are not a map', () => ({ files: 'chat.jinja' as any }), 'files is "chat.jinja"'],
    ['a name leaves the archive', () => ({ files: { '../chat.jinja': at('chat.jinja') } }), 'not a name within the model directory'],
    ['a name is absolute', () => ({ files: { '/etc/passwd': at('chat.jinja') } }), 'not a name within the model directory'],
    ['a name has a backslash', () => ({ files: { 'a\\b': at('chat.jinja') } }), 'not a name within the model directory'],
    ['a name has an option', () => ({ files: { 'model.py': at('chat.py') } }), 'Use handler'],
    ['a name makes the server choose another engine', () => ({ files: { 'model.onnx': at('chat.jinja') } }), 'model of another engine'],
    ['the properties name another model', () => ({ servingProperties: { 'option.model_id': 'org/other' } }), 'but the model sets it to "org/model"'],
    ['the handler is missing', () => ({ handler: at('none.py') }), 'handler is'],
  ];
  test.each(cases)('%s', (_, options, fault) => {
    expect(hub(options())).toEqual([expect.stringContaining(fault)]);
  });

  test('a tarball in S3 gets files', () => {
    const stack = testStack();
    const model = LmiModel.fromTarball(s3.Bucket.fromBucketName(stack, 'B', 'weights'), 'llama.tar.gz', template());
    expect(problemsOf(() => testEndpoint({ model }, stack))).toEqual([expect.stringContaining('cannot take files next to them')]);
  });

  test('the container is isolated, and would have to download the weights itself', () => {
    const stack = testStack();
    const model = LmiModel.fromS3(s3.Bucket.fromBucketName(stack, 'B', 'weights'), 'llama', template());
    expect(problemsOf(() => testEndpoint({ model, networkIsolation: true }, stack))[0]).toContain('networkIsolation is true, but with files next to the weights');
  });

  test('the container is isolated, and has requirements to install', () => {
    expect(problemsOf(() => testEndpoint({ model: LmiModel.fromHuggingFace('org/model', { requirements: at('needs.txt') }), networkIsolation: true }))[0])
      .toContain('networkIsolation is true');
  });

  test('the bucket is known only at deployment, but its URI must be packed', () => {
    const stack = testStack();
    const bucket = s3.Bucket.fromBucketName(stack, 'B', new CfnParameter(stack, 'P').valueAsString);
    expect(problemsOf(() => testEndpoint({ model: LmiModel.fromS3(bucket, 'llama', template()) }, stack))).toEqual([
      expect.stringContaining('known only at deployment'),
    ]);
  });
});

test('a stack with files synthesizes in a second App with the same asset', () => {
  const name = () => deployed(LmiModel.fromHuggingFace('org/model', template()), LmiVersion.V28, new Stack(new App(), 'Other', {
    env: { region: 'us-east-1', account: '123456789012' },
  })).tarball.split('/').pop();
  expect(name()).toBe(name());
});
