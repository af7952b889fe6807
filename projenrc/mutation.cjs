// Runs StrykerJS on files or folders of src, or without any on the files that differ from main:
//
//   npm run mutation -- src/memory src/backend/rule.ts:10-40      tested by all that imports them, which takes minutes before the first mutant
//   npm run mutation -- src/memory test/memory test/sizing        tested by these folders or files alone
const { execFileSync, spawnSync } = require('node:child_process');
const { statSync } = require('node:fs');

const git = (...args) => execFileSync('git', args, { encoding: 'utf8' }).split('\n').filter((line) => line !== '');
const isSource = (path) => /^src\/.*\.ts$/.test(path) && path !== 'src/index.ts';
const isTest = (path) => path.startsWith('test/');
const isFolder = (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
const glob = (path, ending) => isFolder(path) ? `${path.replace(/\/$/, '')}/**/*${ending}` : path;

const given = process.argv.slice(2);
const tests = given.filter(isTest).map((path) => glob(path, '.test.ts'));
const sources = given.filter((path) => !isTest(path)).map((path) => glob(path, '.ts'));
const changed = () => [...git('diff', '--name-only', '--diff-filter=d', 'main...HEAD'), ...git('diff', '--name-only', '--diff-filter=d', 'HEAD')];
const mutated = sources.length > 0 ? sources : [...new Set(changed())].filter(isSource);

if (mutated.length === 0) {
  console.log('No file of src differs from main: name files or folders, such as `npm run mutation -- src/memory`.');
} else {
  const command = ['stryker', 'run', '--mutate', mutated.join(','), ...tests.length > 0 ? ['--testFiles', tests.join(',')] : []];
  process.exitCode = spawnSync('npx', command, { stdio: 'inherit' }).status ?? 1;
}
