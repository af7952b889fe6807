// Mutation testing: changes src in one place at a time, and lists the changes that no test detects.
//
//   npm run mutation -- src/memory/weights.ts src/backend/rule.ts:10-40 test/memory     runs the tests in the folders and files given
//   npm run mutation -- --sample 200 src/memory                                         200 random mutants, and all tests that import the files
//   npm run mutation                                                                    the files that differ from main
//
// StrykerJS creates the mutants and their switches. Its own jest runner hangs in its second run with jest 30 (9.6.1, tried 2026-11-25), and a jest
// process for each mutant takes seconds, so mutation-worker.cjs runs the tests: first those that reach the mutant, then the rest of their files.
const { execFileSync, fork } = require('node:child_process');
const { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { documentation, TypeCheck } = require('./mutation-types.cjs');

const TIMEOUT = 60_000;
const run = (command, ...args) => execFileSync(command, args, { encoding: 'utf8' }).split('\n').filter((line) => line !== '');
const walk = (path) => statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => walk(join(path, name))) : [path];
const isSource = (path) => /^src\/.*\.ts$/.test(path) && path !== 'src/index.ts';
const changed = () => [...new Set([...run('git', 'diff', '--name-only', '--diff-filter=d', 'main...HEAD'), ...run('git', 'diff', '--name-only', '--diff-filter=d', 'HEAD')])];

/** The files with their content and the lines to change. */
function readSources(paths) {
  const ranges = new Map();
  for (const path of paths) {
    const [file, lines] = path.split(':');
    const [first, last] = (lines ?? '').split('-').map(Number);
    const range = lines && { start: { line: first - 1, column: 0 }, end: { line: last - 1, column: Number.MAX_SAFE_INTEGER } };
    walk(file).filter(isSource).forEach((name) => ranges.set(name, [...ranges.get(name) ?? [], range]));
  }
  return [...ranges].map(([name, own]) => ({ name, content: readFileSync(name, 'utf8'), mutate: own.every(Boolean) ? own : true }));
}

async function instrument(sources) {
  const { Instrumenter } = await import(createRequire(require.resolve('@stryker-mutator/core')).resolve('@stryker-mutator/instrumenter'));
  const log = { isDebugEnabled: () => false, debug() {}, info() {}, warn: console.error, error: console.error };
  const { files, mutants } = await new Instrumenter(log).instrument(sources, { plugins: null, excludedMutations: [], noHeader: false, ignorers: [documentation] });
  return { files, mutants: mutants.filter(({ status }) => status !== 'Ignored') };
}

/** A process that runs tests. It is replaced when a mutant makes it run forever. */
class Worker {
  constructor(data) {
    this.data = data;
  }

  async ask(message, timeout = TIMEOUT) {
    this.process ??= fork(join(__dirname, 'mutation-worker.cjs'), [this.data], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    const answer = await new Promise((resolve) => {
      const timer = setTimeout(() => resolve({ killedBy: 'timeout' }), timeout);
      this.process.once('message', (result) => { clearTimeout(timer); resolve(result); });
      this.process.once('exit', () => { clearTimeout(timer); resolve({ killedBy: 'end of the process' }); });
      this.process.send(message);
    });
    this.process.removeAllListeners();
    if (['timeout', 'end of the process'].includes(answer.killedBy)) {
      this.stop();
    }
    return answer;
  }

  stop() {
    this.process?.kill('SIGKILL');
    this.process = undefined;
  }
}

/** The tests that reach a mutant by file, fastest file first, and the number of hits. A static mutant concerns all tests. */
function reachOf({ files, coverage }, id) {
  const fastest = [...files].sort((a, b) => a.time - b.time).map(({ file }) => file);
  const tests = new Map();
  let hits = coverage.static[id] ?? 0;
  for (const [test, counts] of Object.entries(coverage.perTest)) {
    if (counts[id] !== undefined) {
      const [file, index] = test.split('#');
      tests.set(file, [...tests.get(file) ?? [], Number(index)]);
      hits += counts[id];
    }
  }
  const reached = fastest.filter((file) => tests.has(file));
  const isStatic = coverage.static[id] !== undefined;
  return { plans: [reached.map((file) => [file, tests.get(file)]), (isStatic ? fastest : reached).map((file) => [file, null])].filter((plan) => plan.length > 0), hits };
}

async function tryMutant(worker, dry, { id }) {
  const { plans, hits } = reachOf(dry, id);
  for (const plan of plans) {
    const { killedBy } = await worker.ask({ id, plan, hitLimit: 100 * hits + 10_000 });
    if (killedBy !== undefined) {
      return true;
    }
  }
  return false;
}

/** The text before the mutated code, the code itself, and the text after it. */
function splitAt({ start, end }, content) {
  const lines = content.split('\n');
  const offset = ({ line, column }) => lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, column);
  return [content.slice(0, offset(start)), content.slice(offset(start), offset(end)), content.slice(offset(end))];
}

function describe({ fileName, location, mutatorName, replacement }, content) {
  const short = (text) => text.replace(/\s+/g, ' ').slice(0, 120);
  return `${fileName}:${location.start.line + 1}  ${mutatorName}  ${short(splitAt(location, content)[1])}  =>  ${short(replacement)}`;
}

/** Random mutants, at most `sample` of them, without those that do not compile. */
function choose(mutants, sources, sample) {
  const types = new TypeCheck(sources);
  const contents = new Map(sources.map(({ name, content }) => [name, content]));
  const chosen = [];
  for (const [, mutant] of mutants.map((each) => [Math.random(), each]).sort(([a], [b]) => a - b)) {
    const [before, , after] = splitAt(mutant.location, contents.get(mutant.fileName));
    if (chosen.length < sample && types.accepts(mutant.fileName, before + mutant.replacement + after)) {
      chosen.push(mutant);
    }
  }
  return chosen;
}

async function main(args) {
  const sample = args[0] === '--sample' ? Number(args.splice(0, 2)[1]) : Infinity;
  const given = args.filter((path) => !path.startsWith('test/'));
  const sources = readSources(given.length > 0 ? given : changed().filter(isSource));
  if (sources.length === 0) {
    console.log('No file of src differs from main: name files or folders, such as `npm run mutation -- src/memory`.');
    return;
  }
  const named = args.filter((path) => path.startsWith('test/')).flatMap(walk).filter((path) => path.endsWith('.test.ts'));
  const tests = named.length > 0 ? named : run('npx', 'jest', '--listTests', '--findRelatedTests', ...sources.map(({ name }) => name)).map((path) => path.replace(`${process.cwd()}/`, ''));
  const { files, mutants } = await instrument(sources);
  const folder = mkdtempSync(join(tmpdir(), 'lmi-mutation-'));
  const data = join(folder, 'files.json');
  writeFileSync(data, JSON.stringify({ folder, files: Object.fromEntries(files.map(({ name, content }) => [name, content])) }));
  const worker = new Worker(data);
  try {
    const dry = await worker.ask({ files: tests }, 30 * TIMEOUT);
    dry.files.filter(({ failed }) => failed).forEach(({ file, failed }) => console.log(`${file} is left out, because it fails outside jest: ${failed}`));
    const chosen = choose(mutants, sources, sample);
    const scores = {};
    for (const [index, mutant] of chosen.entries()) {
      const score = scores[mutant.fileName] ??= { mutants: 0, survived: 0 };
      score.mutants += 1;
      if (!await tryMutant(worker, { ...dry, files: dry.files.filter(({ failed }) => !failed) }, mutant)) {
        score.survived += 1;
        console.log(describe(mutant, sources.find(({ name }) => name === mutant.fileName).content));
      }
      if ((index + 1) % 100 === 0) {
        console.log(`${index + 1} of ${chosen.length}`);
      }
    }
    Object.entries(scores).forEach(([file, score]) => console.log(`${file}: ${score.mutants} mutants, ${score.survived} survived`));
    const survived = Object.values(scores).reduce((sum, score) => sum + score.survived, 0);
    console.log(`${chosen.length} mutants, ${survived} survived (${(100 * (1 - survived / chosen.length)).toFixed(1)} % killed)`);
    process.exitCode = survived > chosen.length / 10 ? 1 : 0;
  } finally {
    worker.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
