// Runs commands at the same time, and fails if one of them fails. The output of the first is shown immediately, that of each other command as a whole afterwards.
//
//   node projenrc/side-by-side.cjs "projen compile" "projen eslint"
const { spawn } = require('node:child_process');

const run = (command, stdio) => new Promise((resolve) => {
  const printed = [];
  const child = spawn(command, { shell: true, stdio });
  child.stdout?.on('data', (data) => printed.push(data));
  child.stderr?.on('data', (data) => printed.push(data));
  child.on('close', (code) => resolve({ code, printed }));
});

const [first, ...others] = process.argv.slice(2);
Promise.all([run(first, 'inherit'), ...others.map((command) => run(command, ['ignore', 'pipe', 'pipe']))]).then((ended) => {
  ended.flatMap(({ printed }) => printed).forEach((data) => process.stdout.write(data));
  process.exitCode = ended.every(({ code }) => code === 0) ? 0 : 1;
});
