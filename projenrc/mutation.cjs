// Runs StrykerJS on files or folders of src, or without any on the files that differ from main:
//
//   npm run mutation -- src/memory src/backend/rule.ts:10-40      tested by all tests that import them
//   npm run mutation -- src/memory test/memory test/sizing        tested by these folders or files alone, which is much faster
//
// Every mutant runs jest in a process of its own: Stryker's own jest runner does not come back from its second run with jest 30 (9.6.1, tried 2026-11-25).
const { execFileSync } = require('node:child_process');
const { statSync } = require('node:fs');

const git = (...args) => execFileSync('git', args, { encoding: 'utf8' }).split('\n').filter((line) => line !== '');
const isSource = (path) => /^src\/.*\.ts$/.test(path) && path !== 'src/index.ts';
const isFolder = (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
const changed = () => [...git('diff', '--name-only', '--diff-filter=d', 'main...HEAD'), ...git('diff', '--name-only', '--diff-filter=d', 'HEAD')];

async function main(given) {
  const tests = given.filter((path) => path.startsWith('test/'));
  const sources = given.filter((path) => !path.startsWith('test/'));
  const mutate = sources.length > 0 ? sources.map((path) => isFolder(path) ? `${path.replace(/\/$/, '')}/**/*.ts` : path) : [...new Set(changed())].filter(isSource);
  if (mutate.length === 0) {
    console.log('No file of src differs from main: name files or folders, such as `npm run mutation -- src/memory`.');
    return;
  }
  const related = mutate.flatMap((path) => path.includes('*') ? git('ls-files', path.replace('/**/*.ts', '')) : path.replace(/:.*/, ''));
  const { Stryker } = await import('@stryker-mutator/core');
  const results = await new Stryker({
    mutate,
    testRunner: 'command',
    commandRunner: { command: `npx jest --ci --bail --silent --maxWorkers=1 ${tests.length > 0 ? tests.join(' ') : `--findRelatedTests ${related.join(' ')}`}` },
    coverageAnalysis: 'off',
    ignorePatterns: ['/lib', '/dist', '/coverage', '/site', '/bin', '/test/newest', '/benchmark', '/integ', 'cdk.out', '/.jsii', 'API.md'],
    concurrency: 2,
    timeoutMS: 60_000,
    disableTypeChecks: true,
    reporters: ['progress-append-only', 'clear-text'],
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
    warnings: false,
  }).runMutationTest();
  const missed = results.filter(({ status }) => status === 'Survived').length;
  console.log(`${results.length} mutants, ${missed} survived`);
  process.exitCode = missed > results.length / 10 ? 1 : 0;
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
