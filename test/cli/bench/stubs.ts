import { ChildProcess, fork } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { Behavior, Served } from './sagemaker-stub';
import { main } from '../../../cli/program';

/** A stub in its own process. */
export interface RunningStub {
  readonly url: string;
  readonly log: () => Promise<Served[]>;
}

const children: ChildProcess[] = [];
let program: string | undefined;

/** The stub compiled to JavaScript, which starts faster. */
function compiled(): string {
  if (program === undefined) {
    program = join(mkdtempSync(join(tmpdir(), 'sagemaker-stub-')), 'stub.cjs');
    buildSync({ entryPoints: [join(__dirname, 'sagemaker-stub.ts')], bundle: true, platform: 'node', target: 'node20', outfile: program });
  }
  return program;
}

/** Starts a stub; `stopStubs` ends it. */
export async function startStub(behavior: Partial<Behavior> = {}): Promise<RunningStub> {
  const whole: Behavior = { form: 'lmi', firstToken: [40], betweenTokens: 10, tokens: 16, ...behavior };
  const child = fork(compiled(), [JSON.stringify(whole)], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  children.push(child);
  const port = await new Promise<string>((resolve, reject) => {
    child.stdout!.once('data', (data) => resolve(String(data).trim()));
    child.once('exit', (code) => reject(new Error(`the stub ended with ${code}`)));
  });
  const url = `http://127.0.0.1:${port}`;
  return { url, log: async () => (await fetch(`${url}/log`)).json() as Promise<Served[]> };
}

export function stopStubs(): void {
  children.splice(0).forEach((child) => child.kill());
}

/** The output of a command, and its exit code. */
export interface Ran {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

const ACCOUNT = {
  AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test',
  AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: '/nonexistent', AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};

/** Environment variables that let the command reach only a stub of the runtime. */
export function environment(url: string): { [name: string]: string } {
  return { AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME: url, ...ACCOUNT };
}

/** The same for a stub that also has the SageMaker API. */
export function wholeEnvironment(url: string): { [name: string]: string } {
  return { AWS_ENDPOINT_URL: url, ...ACCOUNT };
}

/** Runs the command in this process. */
export async function run(argv: readonly string[], variables: { readonly [name: string]: string } = {}): Promise<Ran> {
  const before = process.env;
  process.env = { ...before, ...variables };
  let [out, err] = ['', ''];
  try {
    const exitCode = await main(argv, {
      out: (text) => { out += text; }, err: (text) => { err += text; }, colors: false, progress: false,
    });
    return { exitCode, out, err };
  } finally {
    process.env = before;
  }
}

/** Benchmarks the endpoint of a stub, with the report as JSON. */
export const bench = (url: string, ...more: string[]): Promise<Ran> => run(['bench', 'my-endpoint', '--json', ...more], environment(url));

export const report = (ran: Ran) => {
  expect(ran.err).toBe('');
  return JSON.parse(ran.out);
};

export function expectWithin(actual: number, expected: number, share: number): void {
  expect({ actual, off: Math.abs(actual - expected) / expected <= share }).toEqual({ actual, off: true });
}
