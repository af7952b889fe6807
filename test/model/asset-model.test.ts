import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { LmiModelOptions, LmiModel } from '../../src';
import { parseProperties } from '../../src/model/properties-file';
import { problemsOf, testEndpoint } from '../stacks';

let directory: string;
let elsewhere: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'model-'));
  elsewhere = mkdtempSync(join(tmpdir(), 'code-'));
  writeFileSync(join(directory, 'config.json'), '{}');
  mkdirSync(join(directory, 'tokenizer'));
  writeFileSync(join(directory, 'tokenizer', 'vocab.txt'), 'a');
});

afterEach(() => [directory, elsewhere].forEach((path) => rmSync(path, { recursive: true, force: true })));

function codeFile(name: string, text = '# code'): string {
  writeFileSync(join(elsewhere, name), text);
  return join(elsewhere, name);
}

function stackWith(options?: LmiModelOptions): Stack {
  const stack = new Stack(new App(), 'Test', { env: { region: 'us-east-1', account: '123456789012' } });
  testEndpoint({ model: LmiModel.fromAsset(directory, options), networkIsolation: false }, stack);
  return stack;
}

/** Path of the tarball that the stack publishes. */
function tarballOf(options?: LmiModelOptions): string {
  const { directory: out } = (stackWith(options).node.root as App).synth();
  const [name] = readdirSync(out).filter((each) => each.endsWith('.tar.gz'));
  return join(out, name);
}

function tar(...args: string[]): string {
  const { status, stdout } = spawnSync('tar', args, { encoding: 'utf8' });
  expect(status).toBe(0);
  return stdout;
}

function namesIn(tarball: string): string[] {
  return tar('-tzf', tarball).trim().split('\n');
}

test('the files of the directory are at the root of the tarball, sorted', () => {
  expect(namesIn(tarballOf())).toEqual(['config.json', 'tokenizer/vocab.txt']);
});

test('properties, handler, and requirements are packed next to the weights, and the directory is not changed', () => {
  const tarball = tarballOf({
    servingProperties: { 'log_request_metric': 'true', 'option.max_model_len': '4096' },
    handler: codeFile('chat.py', 'def handle(inputs): pass\n'),
    requirements: codeFile('needs.txt', 'sentencepiece\n'),
  });
  expect(namesIn(tarball)).toEqual(['config.json', 'model.py', 'requirements.txt', 'serving.properties', 'tokenizer/vocab.txt']);
  expect(tar('-xzOf', tarball, 'serving.properties')).toBe('log_request_metric=true\noption.max_model_len=4096\n');
  expect(tar('-xzOf', tarball, 'model.py')).toBe('def handle(inputs): pass\n');
  expect(tar('-xzOf', tarball, 'requirements.txt')).toBe('sentencepiece\n');
  expect(readdirSync(directory).sort()).toEqual(['config.json', 'tokenizer']);
});

test('a multi-line value stays one property', () => {
  const properties = { 'option.custom': 'first\nengine=MPI\\' };
  expect(parseProperties(tar('-xzOf', tarballOf({ servingProperties: properties }), 'serving.properties'))).toEqual(properties);
});

test('the same files produce the same bytes, whenever they were written', () => {
  const options = { servingProperties: { 'option.custom': '1' } };
  const first = readFileSync(tarballOf(options));
  utimesSync(join(directory, 'config.json'), new Date(0), new Date(0));
  expect(readFileSync(tarballOf(options)).equals(first)).toBe(true);
});

test('the asset changes with a file, with a property and with the handler', () => {
  const keys = [
    tarballOf(),
    tarballOf({ servingProperties: { 'option.custom': '1' } }),
    tarballOf({ servingProperties: { 'option.custom': '2' } }),
    tarballOf({ handler: codeFile('a.py', '1') }),
    tarballOf({ handler: codeFile('a.py', '2') }),
  ].map((path) => path.split('/').pop());
  writeFileSync(join(directory, 'config.json'), '{"a":1}');
  expect(new Set([...keys, tarballOf().split('/').pop()]).size).toBe(6);
});

test('links are followed, as in the cache of the Hugging Face Hub', () => {
  writeFileSync(join(elsewhere, 'blob'), 'weights');
  symlinkSync(join(elsewhere, 'blob'), join(directory, 'model.safetensors'));
  expect(tar('-xzOf', tarballOf(), 'model.safetensors')).toBe('weights');
});

test('names with spaces, dashes, and non-Latin letters are packed', () => {
  const names = ['-C', 'a b.json', 'größe.json'];
  names.forEach((name) => writeFileSync(join(directory, name), name));
  const tarball = tarballOf();
  names.forEach((name) => expect(tar('-xzOf', tarball, '--', name)).toBe(name));
});

describe('fails when', () => {
  const cases: [string, () => LmiModelOptions, string][] = [
    ['the handler is missing', () => ({ handler: join(elsewhere, 'none.py') }), 'handler is'],
    ['the handler is a directory', () => ({ handler: directory }), 'ends in .py'],
    ['the handler is not a path', () => ({ handler: 7 as any }), 'handler is 7'],
    ['the handler holds a token', () => ({ handler: codeFile('a.py', 'TOKEN = "hf_abcdefgh"') }), 'holds a literal secret'],
    ['the requirements are missing', () => ({ requirements: join(elsewhere, 'none.txt') }), 'requirements is'],
    ['a name is not a valid property', () => ({ servingProperties: { 'option max': '1' } }), 'has the name "option max"'],
    ['a name would begin a comment', () => ({ servingProperties: { '#engine': '1' } }), 'has the name "#engine"'],
    ['a name is that of a variable', () => ({ servingProperties: { OPTION_MAX_MODEL_LEN: '1' } }), 'Write option.max_model_len'],
    ['a name is that of a server variable', () => ({ servingProperties: { SERVING_FAIL_FAST: 'true' } }), 'Put it into environment'],
    ['a value is not a string', () => ({ servingProperties: { 'option.custom': 1 as any } }), 'servingProperties.option.custom is 1'],
    ['a value is null', () => ({ servingProperties: { 'option.custom': null as any } }), 'servingProperties.option.custom is null'],
    ['a value holds a token', () => ({ servingProperties: { 'option.custom': 'hf_abcdefgh' } }), 'holds a literal secret'],
    ['a name indicates a secret', () => ({ servingProperties: { 'option.hub_token': 'abc' } }), 'holds a literal secret'],
    ['the properties are not an object', () => ({ servingProperties: 'engine=MPI' as any }), 'servingProperties is "engine=MPI"'],
    ['a value is known only at deployment', () => ({ servingProperties: { 'option.custom': new CfnParameter(new Stack(), 'P').valueAsString } }),
      'packed at synth'],
  ];
  test.each(cases)('%s', (_, options, fault) => {
    expect(problemsOf(() => stackWith(options()))).toEqual([expect.stringContaining(fault)]);
  });

  test.each(['no/such/directory', '', undefined, null, 5])('the directory is %p', (path) => {
    expect(problemsOf(() => testEndpoint({ model: LmiModel.fromAsset(path as any) }))).toEqual([expect.stringContaining('directory is')]);
  });

  test('the directory has a file that an option adds', () => {
    writeFileSync(join(directory, 'serving.properties'), 'engine=Python');
    writeFileSync(join(directory, 'model.py'), '');
    const options = { servingProperties: { 'option.custom': '1' }, handler: codeFile('a.py') };
    expect(problemsOf(() => stackWith(options))).toEqual([
      expect.stringContaining('handler is set, but'), expect.stringContaining('servingProperties is set, but'),
    ]);
  });

  test('the serving.properties of the directory contains a token', () => {
    writeFileSync(join(directory, 'serving.properties'), 'option.custom=hf_abcdefgh');
    expect(problemsOf(() => stackWith())).toEqual([expect.stringContaining('serving.properties: option.custom holds a literal secret')]);
  });

  test('a link is broken or cyclic', () => {
    symlinkSync(join(elsewhere, 'none'), join(directory, 'dangling'));
    symlinkSync(directory, join(directory, 'loop'));
    expect(problemsOf(() => stackWith())).toEqual([expect.stringContaining('link dangling, which leads nowhere'), expect.stringContaining('link loop, which leads back')]);
  });

  test('there is no tar', () => {
    const path = process.env.PATH;
    process.env.PATH = elsewhere;
    try {
      expect(problemsOf(() => stackWith())).toEqual([expect.stringContaining('Make tar available')]);
    } finally {
      process.env.PATH = path;
    }
  });
});
