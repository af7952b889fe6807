import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { App, Stack, Stage } from 'aws-cdk-lib';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { LmiEndpoint, MemoryFit } from 'cdk-sagemaker-lmi';

/** Synthesizes an example and prints a summary. `npm start` runs it with the quick start. */
function main(example: string): void {
  const directory = join(__dirname, 'typescript', example);
  const outdir = join(directory, 'cdk.out');
  const app = run(join(directory, 'app'), outdir);
  for (const stack of new CloudAssembly(outdir).stacks) {
    show(stack.stackName, stack.template.Resources, relative(process.cwd(), stack.templateFullPath));
    app.node.findAll().filter((construct) => construct instanceof LmiEndpoint && Stack.of(construct).artifactId === stack.id)
      .forEach((endpoint) => {
        showMemory((endpoint as LmiEndpoint).memoryFit);
        showPrice((endpoint as LmiEndpoint).hourlyPrice);
      });
  }
  console.log('\nDeploy it with');
  console.log(`  npx cdk deploy --app ${relative(process.cwd(), outdir)} --all`);
}

/** The names that can be passed as the argument. */
function exampleNames(): string[] {
  return readdirSync(join(__dirname, 'typescript'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();
}

/** Runs an example in this process and returns its app. The example does not export it, so `synth` is intercepted. */
function run(file: string, outdir: string): App {
  process.env.CDK_OUTDIR = outdir;
  const synth = Stage.prototype.synth;
  let app: App | undefined;
  Stage.prototype.synth = function (options) {
    app = App.isApp(this) ? this : app;
    return synth.call(this, options);
  };
  try {
    createRequire(__filename)(file);
  } finally {
    Stage.prototype.synth = synth;
  }
  return app!;
}

/** The memory estimate for one accelerator, made when the endpoint was created. */
function showMemory(fit?: MemoryFit): void {
  if (fit === undefined) {
    return;
  }
  const gib = (value: number) => `${value.toFixed(1).padStart(7)} GiB`;
  const tokens = (value: number) => `${value.toLocaleString('en-US')} tokens`;
  const { instanceType, tensorParallelDegree, maxModelLen } = fit;
  console.log(`\nMemory of each accelerator (estimated; ${instanceType}, ${tensorParallelDegree} of ${instanceType.coreCount} × ${instanceType.accelerator?.name})`);
  console.log(`  weights          ${gib(fit.weightsGib)}   ${fit.architecture} (${fit.weightFormat})`);
  console.log(`  reserved         ${gib(fit.reservedGib)}   what the engine works in`);
  console.log(`  KV cache         ${gib(fit.kvCacheGib)}   ${tokens(fit.kvCacheTokens)}`);
  console.log(`  longest context  ${tokens(maxModelLen).padStart(11)}`);
  const shorter = maxModelLen > 1024 ? [1024] : [];
  console.log(`  at once          ${[maxModelLen, ...shorter].map((length) => `${fit.maxConcurrency(length)} × ${tokens(length)}`).join(', ')}`);
  fit.notes.forEach((note) => console.log(`  note: ${note}`));
}

/** Cost of the initial instances, if the price is known. */
function showPrice(hourly?: number): void {
  if (hourly !== undefined) {
    const dollars = (amount: number, digits: number) => amount.toLocaleString('en-US', { style: 'currency', currency: 'USD', minimumFractionDigits: Math.min(2, digits), maximumFractionDigits: digits });
    console.log(`\nPrice of the initial instances (list price, on demand)\n  ${dollars(hourly, 4)} an hour, ${dollars(hourly * 730, 0)} for 730 hours a month`);
  }
}

interface Resources {
  readonly [logicalId: string]: { readonly Type: string; readonly Properties?: any };
}

function show(name: string, resources: Resources, path: string): void {
  console.log(`\n${name}`);
  console.log('\nResources');
  for (const [logicalId, resource] of Object.entries(resources)) {
    console.log(`  ${resource.Type.padEnd(44)} ${logicalId}`);
  }
  for (const resource of Object.values(resources)) {
    const container = resource.Type === 'AWS::SageMaker::Model' ? resource.Properties.PrimaryContainer : undefined;
    if (container) {
      console.log(`\nImage\n  ${text(container.Image)}`);
      console.log('\nVariables of the container');
      Object.entries(container.Environment).forEach(([variable, value]) => console.log(`  ${variable}=${text(value)}`));
    }
  }
  console.log(`\nTemplate\n  ${path}`);
}

/** A value of the template; values that CloudFormation resolves are shown as JSON. */
function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const [example = 'quickstart'] = process.argv.slice(2);
if (exampleNames().includes(example)) {
  main(example);
} else {
  console.error(`There is no example ${JSON.stringify(example)}. Pass one of these, or nothing for quickstart:\n${exampleNames().map((name) => `  npm start -- ${name}`).join('\n')}`);
  process.exitCode = 1;
}
