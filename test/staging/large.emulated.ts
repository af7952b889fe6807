import { ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { deploy, Deployed, Deployment } from './deployment';
import { Content, FakeHub, FakeHubOptions } from './fake-hub';

jest.setTimeout(900_000);

const MIB = 2 ** 20;
const COMMIT = 'c0ffee'.padEnd(40, '0');
const KEY = `org/model/${COMMIT}-0123abcd/model.safetensors`;
/** Memory that must suffice for the function, whatever it copies. */
const MEMORY = 256 * MIB;

const directory = mkdtempSync(join(tmpdir(), 'lmi-staging-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** A sparse file with bytes at many offsets, including the bounds of parts. */
async function sparseFile(size: number): Promise<Content> {
  const file = join(directory, `${size}`);
  const descriptor = openSync(file, 'w');
  ftruncateSync(descriptor, size);
  for (let offset = 0; offset + 64 < size; offset += 5 * MIB + 1) {
    writeSync(descriptor, randomBytes(64), 0, 64, offset);
  }
  for (let bound = 16 * MIB; bound + 8 < size; bound += 16 * MIB) {
    writeSync(descriptor, randomBytes(16), 0, 16, bound - 8);
  }
  return { file, sha256: await hashOf(createReadStream(file)) };
}

async function hashOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of stream) {
    hash.update(chunk);
  }
  return hash.digest('hex');
}

async function stagedHash(bucket: string): Promise<string> {
  const { Body } = await new S3Client({}).send(new GetObjectCommand({ Bucket: bucket, Key: KEY }));
  return hashOf(Body as any);
}

interface Invocations {
  /** Peak memory of each worker that finished. */
  readonly peaks: number[];
  started: number;
  killed: number;
}

/** Runs each copy in its own process, which `watch` may kill. */
function inProcesses(invocations: Invocations, environment: { [name: string]: string }, remainingMs: number, watch: (child: ChildProcess) => void): Deployment['functions'] {
  return (functions) => ({
    ...functions,
    copier: async (event, context) => {
      if (event.step !== 'copy') {
        return functions.copier(event, context);
      }
      invocations.started++;
      const child = spawn(process.execPath, [join(__dirname, 'worker.cjs')], { env: { ...process.env, NODE_NO_WARNINGS: '1', ...environment }, stdio: ['pipe', 'pipe', 'inherit'] });
      child.stdin.end(JSON.stringify({ event, remainingMs }));
      watch(child);
      let output = '';
      child.stdout.on('data', (chunk) => (output += chunk));
      const signal = await new Promise<string | null>((resolve) => child.on('close', (_, by) => resolve(by)));
      if (signal) {
        invocations.killed++;
        // The error that Step Functions reports for a killed function.
        throw Object.assign(new Error('killed'), { name: 'Lambda.Unknown' });
      }
      const { result, error, peakBytes } = JSON.parse(output.trim().split('\n').pop()!);
      invocations.peaks.push(peakBytes);
      if (error) {
        throw Object.assign(new Error(error.message), { name: error.name });
      }
      return result;
    },
  });
}

async function stage(
  content: Content, hubOptions: Partial<FakeHubOptions>, { remainingMs = 900_000, environment = {}, watch = () => undefined }: {
    readonly remainingMs?: number; readonly environment?: { [name: string]: string }; readonly watch?: (child: ChildProcess, hub: FakeHub) => void;
  } = {},
): Promise<Deployed & Invocations> {
  const hub = await FakeHub.start({ models: { 'org/model': { commit: COMMIT, revisions: { main: COMMIT }, files: { 'model.safetensors': content } } }, ...hubOptions });
  const invocations: Invocations = { peaks: [], started: 0, killed: 0 };
  try {
    const deployed = await deploy({
      environment: { HUB_ENDPOINT: hub.url, STAGED_MODEL: 'Test' },
      functions: inProcesses(invocations, environment, remainingMs, (child) => watch(child, hub)),
    });
    return { ...deployed, ...invocations };
  } finally {
    await hub.stop();
  }
}

test.each<[string, number, Partial<FakeHubOptions>]>([
  ['1 GiB in ranges', 1024, {}],
  ['256 MiB in one stream', 256, { ignoreRanges: true }],
])('%s arrives byte for byte, in less than 256 MiB of memory', async (_, mebibytes, options) => {
  const content = await sparseFile(mebibytes * MIB) as { file: string; sha256: string };
  const { response, bucket, peaks } = await stage(content, options);
  expect(response.Reason).toBeUndefined();
  expect(await stagedHash(bucket)).toBe(content.sha256);
  // eslint-disable-next-line no-console
  console.info(`${mebibytes} MiB: the worker had ${(peaks[0] / MIB).toFixed(0)} MiB at its peak`);
  expect(peaks).toHaveLength(1);
  expect(peaks[0]).toBeLessThan(MEMORY);
});

test('a worker that is killed midway is followed by one that succeeds', async () => {
  const content = await sparseFile(128 * MIB) as { file: string; sha256: string };
  let kills = 0;
  const { response, bucket, killed, started } = await stage(content, { bytesPerSecond: 20e6 }, {
    watch: (child, hub) => {
      const begun = hub.storageBytes;
      const timer = setInterval(() => {
        if (kills === 0 && hub.storageBytes - begun > 70 * MIB) {
          kills++;
          child.kill('SIGKILL');
        }
      }, 20);
      child.on('close', () => clearInterval(timer));
    },
  });
  expect(response.Reason).toBeUndefined();
  expect([killed, started]).toEqual([1, 2]);
  expect(await stagedHash(bucket)).toBe(content.sha256);
});

test('a file that needs several invocations continues where it stopped, even after one was killed', async () => {
  // At this speed, each invocation copies two rounds of four parts at most: at least four invocations, and the one that is killed.
  const content = await sparseFile(512 * MIB) as { file: string; sha256: string };
  let workers = 0;
  const { response, bucket, killed, started, states, peaks } = await stage(content, { bytesPerSecond: 10e6 }, {
    // Each invocation has three seconds beyond the safety margin of a minute.
    remainingMs: 63_000,
    environment: { RESUMABLE_BYTES: '0' },
    watch: (child) => {
      if (++workers === 2) {
        setTimeout(() => child.kill('SIGKILL'), 2500);
      }
    },
  });
  expect(response.Reason).toBeUndefined();
  expect(killed).toBe(1);
  expect(started).toBeGreaterThan(3);
  expect(states.filter((state) => state === 'GoOn').length).toBeGreaterThan(1);
  expect(await stagedHash(bucket)).toBe(content.sha256);
  expect(Math.max(...peaks)).toBeLessThan(MEMORY);
});
