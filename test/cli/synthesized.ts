import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as cdk from 'aws-cdk-lib';
import { ModuleKind, transpileModule } from 'typescript';
import * as library from '../../src';

/** The template that generated TypeScript code synthesizes; throws what the code throws. */
export function templateOf(code: string): any {
  const apps: cdk.App[] = [];
  class App extends cdk.App {
    public constructor() {
      super({ analyticsReporting: false, outdir: mkdtempSync(join(tmpdir(), 'synthesized-')) });
      apps.push(this);
    }
  }
  const { outputText } = transpileModule(code, { compilerOptions: { module: ModuleKind.CommonJS, esModuleInterop: true } });
  const modules: { readonly [name: string]: unknown } = { 'cdk-sagemaker-lmi': library, 'aws-cdk-lib': { ...cdk, App } };
  new Function('require', 'exports', outputText)((name: string) => modules[name] ?? jest.requireActual(name), {});
  return apps[0].synth().stacks[0].template;
}

/** The container of the model in that template. */
export function containerOf(code: string): any {
  return Object.values<any>(templateOf(code).Resources).find(({ Type }) => Type === 'AWS::SageMaker::Model').Properties.PrimaryContainer;
}
