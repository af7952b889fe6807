import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Behavior } from './bench/sagemaker-stub';
import { environment, run, startStub, stopStubs } from './bench/stubs';

const ROOT = join(__dirname, '..', '..');
const COMMAND = join(ROOT, 'bin', 'cdk-sagemaker-lmi.js');

if (!existsSync(COMMAND)) {
  throw new Error('bin/cdk-sagemaker-lmi.js is missing: run npx projen compile, or node projenrc/command.cjs for the command alone');
}

afterEach(stopStubs);

const command = (...argv: string[]) => spawnSync(process.execPath, [COMMAND, ...argv], { encoding: 'utf8', env: { PATH: process.env.PATH } });

test('lists its commands, in less than 300 ms of its own time', () => {
  const { status, stdout, stderr } = command('--help');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('bench');
  // CPU time, because other work on the machine affects the elapsed time.
  const seconds = Number(execFileSync('bash', ['-c', `TIMEFORMAT='%U %S'; { time ${process.execPath} ${COMMAND} --help >/dev/null; } 2>&1`], { encoding: 'utf8' })
    .trim().split(' ').reduce((sum, each) => sum + Number(each), 0));
  expect(seconds).toBeLessThan(0.3);
});

test.each(['--version', 'help'])('%s is fine', (argument) => {
  expect(command(argument).status).toBe(0);
});

test('each command has examples in its help', async () => {
  const { out } = await run(['--help']);
  const names = [...out.matchAll(/^ {2}([a-z]+) .*$/gm)].map(([, name]) => name).filter((name) => name !== 'help');
  expect(names).toContain('bench');
  for (const name of names) {
    const help = await run([name, '--help']);
    expect({ name, exitCode: help.exitCode, hasExamples: help.out.includes('Examples:\n  $ npx cdk-sagemaker-lmi ') }).toEqual({ name, exitCode: 0, hasExamples: true });
    expect(help.out).toContain('--json');
  }
});

test('a missing argument is reported in whole sentences', async () => {
  expect(await run(['fit'])).toEqual({ exitCode: 2, out: '', err: 'missing required argument \'model\'. See --help.\n' });
  expect((await run(['price', 'ml.g5.xlarge', '--count', 'x'])).err).toMatch(/whole number from 1 to 10000\. See --help\.\n$/);
});

test('without arguments it shows the help, and fails', () => {
  const { status, stdout, stderr } = command();
  expect(status).toBe(2);
  expect(stdout + stderr).toContain('Usage: cdk-sagemaker-lmi');
});

test('the packages that it contains are listed with their licenses', () => {
  const notices = readFileSync(join(ROOT, 'bin', 'THIRD-PARTY-NOTICES.txt'), 'utf8');
  for (const name of ['@aws-sdk/client-sagemaker-runtime', 'commander', 'cli-table3', 'js-yaml']) {
    expect(notices).toContain(`\n${name} `);
  }
  expect(notices).toContain('Apache License');
  expect(notices).toMatch(/Permission is hereby granted/);
});

/** The output and the exit of the command when it gets a signal after a number of its requests have arrived. */
async function interrupted(arrived: number, behavior: Partial<Behavior>, ...argv: string[]): Promise<{ readonly exitCode: unknown; readonly out: string; readonly err: string }> {
  const stub = await startStub(behavior);
  const child = spawn(process.execPath, [COMMAND, 'bench', 'my-endpoint', '--duration', '60s', ...argv], { env: { PATH: process.env.PATH, ...environment(stub.url) } });
  let [out, err] = ['', ''];
  child.stdout.on('data', (data) => { out += data; });
  child.stderr.on('data', (data) => { err += data; });
  const exit = new Promise((resolve) => child.on('exit', resolve));
  while ((await stub.log()).length < arrived) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill('SIGINT');
  return { exitCode: await exit, out, err };
}

test('Ctrl-C ends the wait for a server that does not respond', async () => {
  const { exitCode, out, err } = await interrupted(2, { fault: 'hangs' }, '--concurrency', '2');
  expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
  expect(err).toBe('Stopping. Press Ctrl-C again to leave at once.\ninterrupted before anything was measured. Let the warm-up end, or shorten it with --warm-up\n');
}, 30_000);

test.each([['closed', ['--concurrency', '2,4']], ['open', ['--rate', '20']]])('Ctrl-C prints the results so far in a %s loop', async (_name, load) => {
  const { exitCode, out, err } = await interrupted(40, { firstToken: [20], betweenTokens: 5, tokens: 5 }, ...load, '--json');
  expect(exitCode).toBe(130);
  const report = JSON.parse(out);
  expect(report.interrupted).toBe(true);
  expect(report.runs[0].requests).toBeGreaterThan(10);
  expect(report.runs[0].errors).toBe(0);
  expect(err).toBe('Stopping. Press Ctrl-C again to leave at once.\n');
}, 30_000);
