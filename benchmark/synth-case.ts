/**
 * Synthesizes one case in this process and prints what it cost, as JSON. The parent starts it anew for every measurement, so that no case
 * profits from what another has loaded or compiled.
 *
 * Arguments: the case (`library` or `by-hand`) and the number of endpoints.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';

/** Endpoints in a stack: CloudFormation allows 500 resources, and one endpoint has seven. */
const PER_STACK = 50;

async function main(kind: string, count: number): Promise<void> {
  const outdir = mkdtempSync(join(tmpdir(), 'lmi-benchmark-'));
  const before = process.cpuUsage();
  const start = process.hrtime.bigint();
  // Loaded here, so that what a side imports is part of what it costs.
  const addEndpoint = kind === 'library' ? (await import('./library.js')).scaledEndpoint : (await import('./by-hand.js')).scaledEndpointByHand;
  const app = new App({ outdir, analyticsReporting: false });
  for (let index = 0; index < count; index++) {
    const stackId = `Stack${Math.floor(index / PER_STACK)}`;
    const stack = (app.node.tryFindChild(stackId) as Stack | undefined) ?? new Stack(app, stackId, { env: { region: 'us-east-1' } });
    addEndpoint(stack, `Endpoint${index}`);
  }
  const resources = app.synth().stacks.reduce((sum, stack) => sum + Object.keys(stack.template.Resources).length, 0);
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  const cpu = process.cpuUsage(before);
  rmSync(outdir, { recursive: true, force: true });
  console.log(JSON.stringify({ milliseconds, cpu: (cpu.user + cpu.system) / 1000, memory: process.memoryUsage().rss / 2 ** 20, resources }));
}

void main(process.argv[2], Number(process.argv[3]));
