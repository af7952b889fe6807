/** Prints, as JSON, what it costs to import the library after aws-cdk-lib and to create the first endpoint. Uses the compiled library. */
import { App, Stack } from 'aws-cdk-lib';

function timed<T>(work: () => T): [number, T] {
  const start = process.hrtime.bigint();
  const result = work();
  return [Number(process.hrtime.bigint() - start) / 1e6, result];
}

const [importing, library] = timed(() => module.require('cdk-sagemaker-lmi') as typeof import('../src'));
const stack = new Stack(new App(), 'Stack');
const [firstUse] = timed(() => new library.LmiEndpoint(stack, 'Llm', {
  model: library.LmiModel.fromHuggingFace('org/model'),
  instanceType: library.LmiInstanceType.G5_2XLARGE,
}));
console.log(JSON.stringify({ importing, firstUse }));
