import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { LmiStagedModel } from '../../src';
import { ASSEMBLY, CLASSES } from '../assembly';

const ROOT = join(__dirname, '..', '..');
const LIBRARY = 'cdk-sagemaker-lmi';

let work: string;
let tarball: string;

/** A fresh folder with the packed library installed, and with its two peers from this repository. */
function install(folder: string): string {
  const app = join(work, folder);
  mkdirSync(app);
  writeFileSync(join(app, 'package.json'), '{ "private": true }');
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', '--legacy-peer-deps', tarball], { cwd: app, stdio: 'pipe' });
  for (const peer of ['aws-cdk-lib', 'constructs']) {
    symlinkSync(join(ROOT, 'node_modules', peer), join(app, 'node_modules', peer));
  }
  return app;
}

/** Runs a program in a folder, and parses its output as JSON. */
function run(folder: string, file: string, program: string): any {
  writeFileSync(join(folder, file), program);
  return JSON.parse(execFileSync(process.execPath, [file], { cwd: folder, encoding: 'utf8' }));
}

/** The public classes and enums of the assembly, which a program can import. */
const VALUES = Object.values<any>(ASSEMBLY.types).filter(({ kind }) => kind !== 'interface').map(({ name }) => name).sort();
const CLASS_NAMES = CLASSES.map(({ name }) => name).sort();

const REPORT = `
  const names = Object.keys(library).filter((name) => !['default', 'module.exports', '__esModule'].includes(name)).sort();
  const isClass = (value) => typeof value === 'function';
  console.log(JSON.stringify({ names, classes: names.filter((name) => isClass(library[name])).map((name) => library[name].name) }));
`;

let app: string;

beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'lmi-installed-'));
  const name = execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', work, ROOT], { cwd: work, encoding: 'utf8' }).trim();
  tarball = join(work, name);
  app = install('app');
}, 60_000);

afterAll(() => rmSync(work, { recursive: true, force: true }));

test('CommonJS has every public name, and each class has its own name', () => {
  const { names, classes } = run(app, 'names.cjs', `const library = require('${LIBRARY}');${REPORT}`);
  expect(names).toEqual(VALUES);
  expect(classes).toEqual(CLASS_NAMES);
});

test('an ES module has every public name, and each class has its own name', () => {
  const { names, classes } = run(app, 'names.mjs', `import * as library from '${LIBRARY}';${REPORT}`);
  expect(names).toEqual(VALUES);
  expect(classes).toEqual(CLASS_NAMES);
});

test('finds the staging code, with the same asset as in the sources', () => {
  const template = run(app, 'staged.cjs', `
    const { App, Stack } = require('aws-cdk-lib');
    const { Template } = require('aws-cdk-lib/assertions');
    const { LmiStagedModel } = require('${LIBRARY}');
    const stack = new Stack(new App(), 'S');
    new LmiStagedModel(stack, 'Weights', { modelId: 'org/model' });
    console.log(JSON.stringify(Template.fromStack(stack).toJSON()));
  `);
  const keysOf = ({ Resources }: any) => Object.values<any>(Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function').map(({ Properties }) => Properties.Code.S3Key);
  const stack = new Stack(new App(), 'S');
  new LmiStagedModel(stack, 'Weights', { modelId: 'org/model' });
  expect(keysOf(template)).toHaveLength(2);
  expect(keysOf(template)).toEqual(keysOf(Template.fromStack(stack).toJSON()));
});

test('an ES module synthesizes an endpoint with named imports', () => {
  const template = run(app, 'endpoint.mjs', `
    import { App, Stack } from 'aws-cdk-lib';
    import { Template } from 'aws-cdk-lib/assertions';
    import { LmiEndpoint, LmiInstanceType, LmiModel, LmiVersion, VllmBackend } from '${LIBRARY}';
    const stack = new Stack(new App(), 'S');
    new LmiEndpoint(stack, 'Llama2', {
      model: LmiModel.fromHuggingFace('TheBloke/Llama-2-7B-fp16'),
      backend: new VllmBackend(stack, 'Vllm', { version: LmiVersion.V8, maxRollingBatchSize: 64 }),
      instanceType: LmiInstanceType.G5_2XLARGE,
    });
    console.log(JSON.stringify(Template.fromStack(stack).toJSON()));
  `);
  const [model] = Object.values<any>(template.Resources).filter(({ Type }) => Type === 'AWS::SageMaker::Model');
  expect(model.Properties.PrimaryContainer.Environment).toMatchObject({
    HF_MODEL_ID: 'TheBloke/Llama-2-7B-fp16', OPTION_ROLLING_BATCH: 'vllm', OPTION_MAX_ROLLING_BATCH_SIZE: '64',
  });
});

test('an error has its name, and names classes as they are imported', () => {
  const { name, className, text } = run(app, 'error.cjs', `
    const { App, Stack } = require('aws-cdk-lib');
    const { LmiEndpoint, LmiModel } = require('${LIBRARY}');
    try {
      new LmiEndpoint(new Stack(new App(), 'S'), 'E', { model: LmiModel.fromHuggingFace('a/b'), instanceType: {}, routing: {} });
    } catch (error) {
      console.log(JSON.stringify({ name: error.name, className: error.constructor.name, text: String(error) }));
    }
  `);
  expect({ name, className }).toEqual({ name: 'LmiError', className: 'LmiError' });
  expect(text).toMatch(/^LmiError: \[S\/E\] /);
  expect(text).not.toContain('_Lmi');
});

test('the error for an object of a second copy of the library says so', () => {
  install('other');
  const { faults } = run(app, 'copies.cjs', `
    const { App, Stack } = require('aws-cdk-lib');
    const { LmiEndpoint, LmiModel, LmiRouting } = require('${LIBRARY}');
    const other = require(${JSON.stringify(join(work, 'other', 'node_modules', LIBRARY))});
    try {
      new LmiEndpoint(new Stack(new App(), 'S'), 'E', {
        model: LmiModel.fromHuggingFace('a/b'), instanceType: other.LmiInstanceType.G5_2XLARGE, routing: other.LmiRouting.random(),
      });
    } catch (error) {
      console.log(JSON.stringify({ faults: error.faults }));
    }
  `);
  expect(faults).toEqual(['instanceType', 'routing'].map((prop) => expect.stringMatching(new RegExp(`^${prop} comes from another copy of cdk-sagemaker-lmi`))));
});

test('nothing can be imported except from the index', () => {
  const code = run(app, 'deep.cjs', `
    try { require('${LIBRARY}/lib/facts/limits'); } catch (error) { console.log(JSON.stringify(error.code)); }
  `);
  expect(code).toBe('ERR_PACKAGE_PATH_NOT_EXPORTED');
});
