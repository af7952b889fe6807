// Runs test files in this process with one mutant of src switched on, as mutation.cjs requests. It provides the part of jest that the tests use. node_modules stay loaded,
// but modules of the repository are reloaded for each mutant, because they cache what they computed.
const { mkdirSync, readFileSync } = require('node:fs');
const Module = require('node:module');
const { join, relative } = require('node:path');
const { transformSync } = require('esbuild');
const { expect } = require('expect');
const { ModuleMocker } = require('jest-mock');

const ROOT = process.cwd();
const { folder, files } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const mocker = new ModuleMocker(globalThis);
const stryker = globalThis.__stryker__ = {};
const compiled = new Map();
process.env.TMPDIR = join(folder, 'tmp');
mkdirSync(process.env.TMPDIR, { recursive: true });
process.on('disconnect', () => process.exit());

require.extensions['.ts'] = (module, path) => {
  if (!compiled.has(path)) {
    const source = files[relative(ROOT, path)] ?? readFileSync(path, 'utf8');
    compiled.set(path, transformSync(source, { loader: 'ts', format: 'cjs', target: 'es2022', platform: 'node', sourcefile: path }).code);
  }
  module._compile(compiled.get(path), path);
};
const resolve = Module._resolveFilename;
Module._resolveFilename = (request, ...rest) => resolve(request === 'cdk-sagemaker-lmi' ? join(ROOT, 'src/index.ts') : request, ...rest);

/** The tests of the file that is being loaded, and the current `describe` group. */
let tests = [];
let group;
const newGroup = (parent) => ({ parent, beforeAll: [], beforeEach: [], afterEach: [] });
const groupsOf = (one) => one === undefined ? [] : [...groupsOf(one.parent), one];
const each = (define) => (table, ...more) => (name, work) => table.forEach((row) => define(name, () => Array.isArray(row) ? work(...row) : work(row), ...more));
const test = Object.assign((name, work) => tests.push({ name, work, group }), { skip() {} });
const describe = (_name, work) => {
  group = newGroup(group);
  work();
  group = group.parent;
};
test.each = each(test);
describe.each = each(describe);
Object.assign(globalThis, {
  expect, test, it: test, describe, jest: mocker, afterAll() {},
  beforeAll: (work) => group.beforeAll.push(work), beforeEach: (work) => group.beforeEach.push(work), afterEach: (work) => group.afterEach.push(work),
});
mocker.setTimeout = () => {};

function load(file) {
  Object.keys(require.cache).filter((path) => path.startsWith(`${ROOT}/`) && !path.includes('/node_modules/')).forEach((path) => delete require.cache[path]);
  [tests, group] = [[], newGroup()];
  require(join(ROOT, file));
  return tests;
}

async function runTest({ work, group: own }) {
  const groups = groupsOf(own);
  for (const hook of groups.flatMap(({ beforeAll }) => beforeAll.splice(0))) {
    await hook();
  }
  try {
    for (const hook of groups.flatMap(({ beforeEach }) => beforeEach)) {
      await hook();
    }
    await work();
  } finally {
    for (const hook of groups.flatMap(({ afterEach }) => afterEach)) {
      await hook();
    }
    mocker.restoreAllMocks();
  }
}

/** Runs files without a mutant, and records which mutants they reach, how long they take, and why one fails. */
async function dryRun(paths) {
  const results = [];
  for (const file of paths) {
    const start = Date.now();
    let failed;
    try {
      for (const [index, one] of load(file).entries()) {
        stryker.currentTestId = `${file}#${index}`;
        await runTest(one);
      }
    } catch (error) {
      failed = String(error?.message ?? error).slice(0, 200);
    }
    stryker.currentTestId = undefined;
    results.push({ file, time: Date.now() - start, failed });
  }
  return { files: results, coverage: stryker.mutantCoverage ?? { static: {}, perTest: {} } };
}

/** Runs tests, by file and index, until one fails. */
async function withMutant({ id, plan, hitLimit }) {
  Object.assign(stryker, { activeMutant: id, hitCount: 0, hitLimit });
  for (const [file, places] of plan) {
    try {
      const all = load(file);
      for (const one of places === null ? all : places.map((place) => all[place])) {
        await runTest(one);
      }
    } catch {
      return { killedBy: file };
    }
  }
  return {};
}

process.on('message', async (message) => process.send(await (message.files === undefined ? withMutant(message) : dryRun(message.files))));
