// Installs the locked dependencies of a package (an argument; by default the library) when they are missing or older than the lock file, so that
// `npm start` and `npm test` work in a bare clone. Plain JavaScript, because nothing is installed yet.
const { spawnSync } = require('node:child_process');
const { existsSync, statSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..', process.argv[2] ?? '.');
const lock = join(root, 'package-lock.json');
const installed = join(root, 'node_modules', '.package-lock.json');

if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs) {
  console.log(`Installing the locked dependencies of ${root} (npm ci) ...`);
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root, stdio: 'inherit', shell: process.platform === 'win32',
  });
  process.exit(status ?? 1);
}
