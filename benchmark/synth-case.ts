/**
 * Synthesizes one case in this process and prints what it cost, as JSON. The parent starts a new process for every measurement, so that no case
 * benefits from what another has loaded or compiled.
 *
 * The first endpoint is measured separately, because it loads the modules that all others use, including those of the CDK. The cost of the others excludes it.
 *
 * Arguments: the case (`library` or `by-hand`) and the number of endpoints.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** Endpoints per stack: CloudFormation allows 500 resources, and one endpoint has seven. */
const PER_STACK = 50;

type AddEndpoint = (scope: Construct, id: string) => void;

/** CPU time of a function in ms. */
async function cpuOf<T>(work: () => T): Promise<[number, Awaited<T>]> {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return [(user + system) / 1000, result];
}

/** Synthesizes an app with `count` endpoints, and returns its resources, each as its type and properties. */
function synthesize(addEndpoint: AddEndpoint, count: number): string[] {
  const outdir = mkdtempSync(join(tmpdir(), 'lmi-benchmark-'));
  const app = new App({ outdir, analyticsReporting: false });
  for (let index = 0; index < count; index++) {
    const stackId = `Stack${Math.floor(index / PER_STACK)}`;
    const stack = (app.node.tryFindChild(stackId) as Stack | undefined) ?? new Stack(app, stackId, { env: { region: 'us-east-1' } });
    addEndpoint(stack, `Endpoint${index}`);
  }
  const resources = app.synth().stacks.flatMap((stack) => Object.values<any>(stack.template.Resources));
  rmSync(outdir, { recursive: true, force: true });
  return resources.map(({ Type, Properties = {} }) => `${Type}: ${Object.keys(Properties).sort().join(', ')}`);
}

async function main(kind: string, count: number): Promise<void> {
  const [first, addEndpoint] = await cpuOf(async () => {
    const add: AddEndpoint = kind === 'library' ? (await import('./library.js')).scaledEndpoint : (await import('./by-hand.js')).scaledEndpointByHand;
    synthesize(add, 1);
    return add;
  });
  const [cpu, resources] = await cpuOf(() => synthesize(addEndpoint, count));
  const memory = process.memoryUsage().rss / 2 ** 20;
  console.log(JSON.stringify({ first, cpu, memory, resources: resources.length, kinds: [...new Set(resources)].sort() }));
}

void main(process.argv[2], Number(process.argv[3]));
