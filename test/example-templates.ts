import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';

const EXAMPLES = join(__dirname, '..', 'examples', 'typescript');

/** The names of the examples. */
export function exampleNames(): string[] {
  return readdirSync(EXAMPLES, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();
}

/** The templates of an example by stack name, without asset hashes. A test file can run an example only once, because modules stay loaded: loading the CDK takes most of the time. */
export function exampleTemplates(name: string, context: { [key: string]: unknown } = {}): { [stackName: string]: any } {
  const outdir = mkdtempSync(join(tmpdir(), 'lmi-example-'));
  const env = { ...process.env };
  try {
    process.env.CDK_OUTDIR = outdir;
    process.env.CDK_CONTEXT_JSON = JSON.stringify(context);
    jest.requireActual(join(EXAMPLES, name, 'app'));
    const templates = new CloudAssembly(outdir).stacksRecursively.map((stack) => [stack.stackName, withoutHashes(stack.template)]);
    return Object.fromEntries(templates);
  } finally {
    process.env = env;
    rmSync(outdir, { recursive: true, force: true });
  }
}

function withoutHashes(template: unknown): unknown {
  return JSON.parse(JSON.stringify(template).replace(/[0-9a-f]{64}/g, '<hash>'));
}
