/**
 * Compares the copier of LmiStagedModel with a plain parallel copy of the same file on this machine, prints a table, and writes STAGING.md.
 *
 * Both read ranges of 16 MiB from the same server, four at a time, and upload them as parts with the AWS SDK; the copier also hashes the file in order, resolves it on a Hub, and checks what is
 * already there. The bucket discards what it receives, so that only the transfer is measured. Both take turns, each in its own process.
 */
import { spawn } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { CompleteMultipartUploadCommand, CreateMultipartUploadCommand, S3Client, UploadPartCommand } from '@aws-sdk/client-s3';
import { FakeHub } from '../test/staging/fake-hub';

const MIB = 2 ** 20;
const SIZE = Number(process.env.STAGING_MIB ?? 1024) * MIB;
const PART = 16 * MIB;
const LANES = 4;
const ROUNDS = 5;
const COMMIT = 'c0ffee'.padEnd(40, '0');
const FILE = 'model.safetensors';

interface Measured {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMib: number;
}

/** A bucket that responds like Amazon S3 and keeps only small documents. */
function bucketServer() {
  const documents = new Map<string, Buffer>();
  return createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url!, 'http://bucket');
    const chunks: Buffer[] = [];
    const isPart = url.searchParams.has('partNumber');
    for await (const chunk of request) {
      if (!isPart) {
        chunks.push(chunk);
      }
    }
    const xml = (body: string) => response.setHeader('content-type', 'application/xml').end(`<?xml version="1.0"?>${body}`);
    if (request.method === 'PUT') {
      documents.set(url.pathname, Buffer.concat(chunks));
      response.setHeader('etag', '"part"').end();
    } else if (request.method === 'POST') {
      xml(url.searchParams.has('uploads') ? '<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>'
        : '<CompleteMultipartUploadResult><ETag>"whole"</ETag></CompleteMultipartUploadResult>');
    } else if (url.searchParams.has('list-type')) {
      xml('<ListBucketResult><KeyCount>0</KeyCount><IsTruncated>false</IsTruncated></ListBucketResult>');
    } else if (documents.has(url.pathname)) {
      response.end(documents.get(url.pathname));
    } else {
      response.statusCode = 404;
      xml('<Error><Code>NoSuchKey</Code></Error>');
    }
  });
}

async function servers(): Promise<void> {
  const content = Buffer.alloc(SIZE);
  randomFillSync(content, 0, 64 * MIB);
  const hub = await FakeHub.start({ models: { 'org/model': { commit: COMMIT, revisions: { main: COMMIT }, files: { [FILE]: content } } } });
  const bucket = bucketServer();
  await new Promise<void>((resolve) => bucket.listen(0, '127.0.0.1', resolve));
  process.send!({ hub: hub.url, bucket: `http://127.0.0.1:${(bucket.address() as AddressInfo).port}` });
}

/** The obvious code to copy a file fast. */
async function plain(hub: string): Promise<void> {
  const resolved = await fetch(`${hub}/org/model/resolve/${COMMIT}/${FILE}`, { redirect: 'manual' });
  const url = resolved.headers.get('location')!;
  const client = new S3Client({});
  const target = { Bucket: 'bucket', Key: FILE };
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(target));
  const Parts: any[] = [];
  let next = 0;
  const lane = async () => {
    while (next * PART < SIZE) {
      const number = next++;
      const last = Math.min((number + 1) * PART, SIZE) - 1;
      const response = await fetch(url, { headers: { range: `bytes=${number * PART}-${last}` } });
      const Body = Buffer.from(await response.arrayBuffer());
      const { ETag } = await client.send(new UploadPartCommand({ ...target, UploadId, PartNumber: number + 1, Body }));
      Parts.push({ ETag, PartNumber: number + 1 });
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  await client.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } }));
}

async function copier(): Promise<void> {
  // The way Lambda loads it.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const functions = require(join(__dirname, '../src/staging/copier/index.js'));
  const context = { getRemainingTimeInMillis: () => 900_000 };
  const request = {
    RequestType: 'Create', StackId: 's', LogicalResourceId: 'l', RequestId: 'r',
    ResourceProperties: { ModelId: 'org/model', Revision: 'main', Bucket: 'bucket', Root: '', Selection: '0', Include: ['*'], Exclude: [], DefaultSelection: 'false', RemovalPolicy: 'retain' },
  };
  const planned = await functions.copier({ step: 'plan', request, startedAt: new Date().toISOString() }, context);
  await functions.copier({ step: 'copy', request, plan: planned, group: 0 }, context);
}

/** A copy in its own process. */
async function measure(kind: string, addresses: { readonly hub: string; readonly bucket: string }): Promise<Measured> {
  const environment = {
    ...process.env, NODE_NO_WARNINGS: '1', HUB_ENDPOINT: addresses.hub, AWS_ENDPOINT_URL: addresses.bucket, AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x',
  };
  const child = spawn(process.execPath, [...process.execArgv, __filename, kind], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  await new Promise((resolve) => child.on('close', resolve));
  return JSON.parse(output.trim().split('\n').pop()!);
}

async function worker(copy: () => Promise<void>): Promise<void> {
  const before = process.cpuUsage();
  const start = process.hrtime.bigint();
  await copy();
  const { user, system } = process.cpuUsage(before);
  const measured: Measured = {
    seconds: Number(process.hrtime.bigint() - start) / 1e9, cpuSeconds: (user + system) / 1e6, peakMib: process.resourceUsage().maxRSS / 1024,
  };
  process.stdout.write(`\n${JSON.stringify(measured)}\n`, () => process.exit());
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

async function main(): Promise<void> {
  const server = spawn(process.execPath, [...process.execArgv, __filename, 'servers'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], env: { ...process.env, NODE_NO_WARNINGS: '1' } });
  const addresses = await new Promise<any>((resolve) => server.once('message', resolve));
  const results: { [kind: string]: Measured[] } = { plain: [], copier: [] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const kind of Object.keys(results)) {
      results[kind].push(await measure(kind, addresses));
    }
  }
  server.kill();
  const row = (name: string, measured: Measured[]) => `| ${name} | ${(SIZE / 1e6 / median(measured.map(({ seconds }) => seconds))).toFixed(0)} | `
    + `${median(measured.map(({ cpuSeconds }) => cpuSeconds)).toFixed(2)} | ${Math.max(...measured.map(({ peakMib }) => peakMib)).toFixed(0)} |`;
  const ratio = median(results.plain.map(({ seconds }, round) => seconds / results.copier[round].seconds));
  const lines = [
    '| copy | MB/s | CPU seconds | peak memory, MiB |', '| --- | ---: | ---: | ---: |', row('plain', results.plain), row('copier, with SHA-256', results.copier), '',
    `The copier has ${(ratio * 100).toFixed(0)} % of the throughput of a plain parallel copy (median of ${ROUNDS} pairs).`,
  ];
  writeFileSync(join(__dirname, 'STAGING.md'), [
    '# Staging', '',
    `Measured ${new Date().toISOString().slice(0, 10)} by \`npx projen benchmark:staging\` with Node.js ${process.version} on ${cpus().length} × ${cpus()[0].model.trim()}: one file of ${SIZE / MIB} MiB `
    + 'from a server on the same machine to another one, over HTTP without TLS.', '', ...lines, '',
  ].join('\n'));
  process.stdout.write(`${lines.join('\n')}\n`);
}

const kinds: { [kind: string]: () => Promise<void> } = {
  servers, copier: () => worker(copier), plain: () => worker(() => plain(process.env.HUB_ENDPOINT!)),
};
void (kinds[process.argv[2]] ?? main)();
