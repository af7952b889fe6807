import { spawnSync } from 'node:child_process';
import { join, relative } from 'node:path';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';

/** Synthesizes an example and shows what a person wants to see of it. `npm start` runs it with the quick start. */
function main(example: string): void {
  const directory = join(__dirname, 'typescript', example);
  const outdir = join(directory, 'cdk.out');
  const { status } = spawnSync(process.execPath, [...process.execArgv, join(directory, 'app.ts')], {
    stdio: 'inherit', env: { ...process.env, CDK_OUTDIR: outdir },
  });
  if (status !== 0) {
    process.exit(status ?? 1);
  }
  for (const stack of new CloudAssembly(outdir).stacks) {
    show(stack.stackName, stack.template.Resources, relative(process.cwd(), stack.templateFullPath));
  }
  console.log('\nDeploy it with');
  console.log(`  npx cdk deploy --app ${relative(process.cwd(), outdir)} --all`);
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

/** A value of the template; what CloudFormation fills in is shown as JSON. */
function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

main(process.argv[2] ?? 'quickstart');
