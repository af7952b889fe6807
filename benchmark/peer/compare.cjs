// Synthesizes 100 endpoints with this library and with generative-ai-cdk-constructs, with the aws-cdk-lib of this package, each in its own
// process, and prints what each cost as JSON. With an argument, it is one of the two processes.
const { execFileSync } = require('node:child_process');
const { mkdtempSync, rmSync } = require('node:fs');
const Module = require('node:module');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const ENDPOINTS = 100;
const PER_STACK = 25;

// Both libraries load aws-cdk-lib and constructs from here, no matter where they are installed.
const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, parent, ...rest) {
  const isShared = /^(aws-cdk-lib|constructs)(\/|$)/.test(request);
  return resolve.call(this, request, isShared ? module : parent, ...rest);
};

const SIDES = {
  'cdk-sagemaker-lmi': (stack, id) => {
    const { LmiEndpoint, LmiInstanceType, LmiModel, LmiVersion, VllmBackend } = require('../..');
    new LmiEndpoint(stack, id, {
      model: LmiModel.fromHuggingFace('TheBloke/Llama-2-7B-fp16'),
      backend: new VllmBackend(stack, `${id}Vllm`, { version: LmiVersion.V8 }),
      instanceType: LmiInstanceType.G5_2XLARGE,
    });
  },
  '@cdklabs/generative-ai-cdk-constructs': (stack, id) => {
    const { DeepLearningContainerImage, HuggingFaceSageMakerEndpoint, SageMakerInstanceType } = require('@cdklabs/generative-ai-cdk-constructs').sagemaker_deployment;
    new HuggingFaceSageMakerEndpoint(stack, id, {
      modelId: 'TheBloke/Llama-2-7B-fp16',
      container: DeepLearningContainerImage.fromDeepLearningContainerImage('djl-inference', '0.26.0-deepspeed0.12.6-cu121'),
      instanceType: SageMakerInstanceType.ML_G5_2XLARGE,
      environment: { TENSOR_PARALLEL_DEGREE: 'max', OPTION_ROLLING_BATCH: 'vllm' },
    });
  },
};

function measure(side) {
  const outdir = mkdtempSync(join(tmpdir(), 'lmi-benchmark-'));
  const before = process.cpuUsage();
  const { App, Stack } = require('aws-cdk-lib');
  const app = new App({ outdir, analyticsReporting: false });
  for (let index = 0; index < ENDPOINTS; index++) {
    const stackId = `Stack${Math.floor(index / PER_STACK)}`;
    const stack = app.node.tryFindChild(stackId) ?? new Stack(app, stackId, { env: { region: 'us-east-1' } });
    SIDES[side](stack, `Endpoint${index}`);
  }
  const resources = app.synth().stacks.reduce((sum, stack) => sum + Object.keys(stack.template.Resources).length, 0);
  const cpu = process.cpuUsage(before);
  rmSync(outdir, { recursive: true, force: true });
  return { cpu: (cpu.user + cpu.system) / 1000, resources };
}

if (process.argv[2]) {
  console.log(JSON.stringify(measure(process.argv[2])));
} else {
  const env = { ...process.env, CDK_VALIDATION: 'false' };
  console.log(JSON.stringify(Object.fromEntries(Object.keys(SIDES).map((side) => [
    side, JSON.parse(execFileSync(process.execPath, [__filename, side], { env, encoding: 'utf8' }).trim().split('\n').pop()),
  ]))));
}
