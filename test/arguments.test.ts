import { Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { CLASSES, Parameter, PROTOCOL } from './assembly';
import * as library from '../src';
import { testEndpoint, testStack } from './stacks';
import { part } from './sweep';

/** Values of wrong types, which JavaScript lets a caller pass for any argument. */
const ODD: readonly unknown[] = [undefined, 7, NaN, 'x', true, [], {}, Object.create(null), () => 1];

/** Every method of the API with parameters besides scope and id, which the CDK checks. */
const ofMethods = (isStatic: boolean) => CLASSES.flatMap(({ name, methods = [] }) => methods
  .filter((method) => (method.static ?? false) === isStatic && !PROTOCOL.includes(method.name) && method.parameters?.some(isChecked))
  .map((method): [string, string, readonly Parameter[]] => [name, method.name, method.parameters!]));

function isChecked({ name, type }: Parameter): boolean {
  return !['constructs.Construct', 'constructs.IConstruct'].includes(type.fqn ?? '') && name !== 'id';
}

/** Calls a function with an odd value for each of its parameters in turn and for all at once; it may only throw an LmiError. */
function expectOnlyLmiErrors(parameters: readonly Parameter[], make: (stack: Stack) => (...given: any[]) => unknown): void {
  const checked = parameters.map((parameter, index) => isChecked(parameter) ? index : -1).filter((index) => index >= 0);
  for (const [turn, places] of [...checked.map((index) => [index]), checked].entries()) {
    // jsii passes null for arguments that another language omits.
    for (const value of [null, ...part(ODD, turn, 2)]) {
      const stack = testStack();
      const called = make(stack);
      const given = parameters.map((parameter, index) => places.includes(index) ? value
        : parameter.name === 'id' ? 'Id' : isChecked(parameter) ? undefined : stack);
      try {
        called(...given);
      } catch (error: any) {
        expect({ places, value, name: error.name, message: error.message }).toEqual({ places, value, name: 'LmiError', message: error.message });
      }
    }
  }
}

test.each(ofMethods(true))('%s.%s accepts a value or rejects it with an LmiError', (name, method, parameters) => {
  const type: any = library[name as keyof typeof library];
  expectOnlyLmiErrors(parameters, () => (...given) => type[method](...given));
});

const {
  LmiComponentEndpoint, LmiEndpoint, LmiInferenceComponent, LmiInstanceType, LmiModel, LmiStagedModel, LoraAdapter, MemoryFit, ModelArchitecture, VllmBackend,
} = library;
const model = LmiModel.fromHuggingFace('org/model');
const fleet = (stack: Stack) => new LmiComponentEndpoint(stack, 'Fleet', { instanceType: LmiInstanceType.G5_12XLARGE });
const component = (stack: Stack) => fleet(stack).addModel('Llm', { model, acceleratorsPerCopy: 1 });

/** Creates an object of each class with methods, and imports one if possible. */
const OBJECTS: { readonly [name: string]: ((stack: Stack) => object) | ((stack: Stack) => object)[] } = {
  LmiEndpoint: [(stack) => testEndpoint({}, stack), (stack) => LmiEndpoint.fromEndpointName(stack, 'Imported', 'chat')],
  LmiVariant: (stack) => testEndpoint({}, stack).addVariant('Second', { model, instanceType: LmiInstanceType.G5_2XLARGE }),
  LmiComponentEndpoint: fleet,
  LmiInferenceComponent: [component, (stack) => LmiInferenceComponent.fromInferenceComponentName(stack, 'Imported', 'llm')],
  LmiAdapterComponent: (stack) => fleet(stack)
    .addModel('Llm', { model, acceleratorsPerCopy: 1, backend: new VllmBackend(stack, 'Vllm', { enableLora: true }) })
    .addAdapter('Legal', { adapter: LoraAdapter.fromS3(Bucket.fromBucketName(stack, 'Adapters', 'adapters'), 'legal.tar.gz') }),
  LmiBenchmark: (stack) => testEndpoint({}, stack).addBenchmark('Load'),
  LmiInstanceType: () => LmiInstanceType.G5_2XLARGE,
  LmiStagedModel: (stack) => new LmiStagedModel(stack, 'Staged', { modelId: 'org/model' }),
  LmiScalableInstanceCount: (stack) => testEndpoint({}, stack).autoScaleInstanceCount({ maxCapacity: 2 }),
  LmiScalableCopyCount: (stack) => component(stack).autoScaleCopies({ maxCapacity: 2 }),
  LmiMetrics: (stack) => testEndpoint({}, stack).metrics,
  LmiComponentMetrics: (stack) => component(stack).metrics,
  MemoryFit: () => MemoryFit.estimate({ architecture: ModelArchitecture.LLAMA_2_7B, instanceType: LmiInstanceType.G5_2XLARGE }),
};

test.each(ofMethods(false))('%s.%s accepts a value or rejects it with an LmiError', (name, method, parameters) => {
  for (const create of [OBJECTS[name]].flat()) {
    expectOnlyLmiErrors(parameters, (stack) => {
      const object: any = create(stack);
      // Imported resources lack some methods, such as those for scaling.
      return (...given) => object[method]?.(...given);
    });
  }
});
