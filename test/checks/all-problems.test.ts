import { Duration, Size, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  LmiAsyncInference, LmiComponentEndpoint, LmiDataCapture, LmiEndpoint, LmiInstancePool, LmiInstanceType, LmiModel, LmiVersion, LoraAdapter, MemoryFit, VllmBackend,
} from '../../src';
import { problemsOf, testEndpoint, testStack } from '../stacks';

const { G5_2XLARGE, G5_12XLARGE } = LmiInstanceType;
const model = LmiModel.fromHuggingFace('org/model');

/** Expects exactly one problem for each of the props. */
function expectProblemsOf(work: () => unknown, ...props: string[]): void {
  const faults = problemsOf(work);
  expect(faults.map((fault) => props.find((prop) => fault.includes(prop)) ?? fault).sort()).toEqual([...props].sort());
}

test('wrong types and wrong values of an endpoint are in one error', () => {
  expectProblemsOf(() => testEndpoint({ initialVariantWeight: 'x' as any, endpointName: '-bad-', initialInstanceCount: 0 }),
    'initialVariantWeight', 'endpointName', 'initialInstanceCount');
});

test('every prop of an endpoint with a wrong type is named, together with the other problems', () => {
  expectProblemsOf(() => testEndpoint({
    routing: 'random', capacityReservation: 'arn', instancePools: [G5_2XLARGE], deploymentPolicy: 'rolling', rollbackAlarms: ['alarm'],
    asyncInference: 's3://bucket', dataCapture: 's3://bucket', encryptionKey: 'arn', vpc: 'vpc', vpcSubnets: 7, sizing: 'skip',
    logRetention: 2, provisionTimeout: Duration.seconds(1), volumeSize: Size.gibibytes(0.5), environment: { 'a b': 'c' },
  } as any),
  'routing', 'capacityReservation', 'instancePools', 'deploymentPolicy', 'rollbackAlarms', 'asyncInference', 'dataCapture', 'encryptionKey', 'vpc ',
  'vpcSubnets', 'sizing', 'logRetention', 'provisionTimeout', 'volumeSize is 0.5', 'volumeSize is set', 'a b');
});

test('a missing model is one problem among others', () => {
  expectProblemsOf(() => new LmiEndpoint(testStack(), 'Llm', { instanceType: 'ml.g5.2xlarge', initialInstanceCount: -1, modelDataDownloadTimeout: 60 } as any),
    'model is', 'instanceType', 'initialInstanceCount', 'modelDataDownloadTimeout');
});

test('an additional variant is checked like the first', () => {
  expectProblemsOf(() => testEndpoint().addVariant('Second', { model: 'org/model', instanceType: G5_2XLARGE, initialVariantWeight: -1, routing: {} } as any),
    'model', 'initialVariantWeight', 'routing');
});

test('a fleet', () => {
  expectProblemsOf(() => new LmiComponentEndpoint(testStack(), 'Fleet', {
    instanceType: 'ml.g5.2xlarge', minInstanceCount: -1, maxInstanceCount: 'x', scaleInStrategy: 'BOLD', scaleInCooldown: Duration.minutes(10), routing: 7,
    endpointName: '-bad-',
  } as any), 'instanceType', 'minInstanceCount', 'maxInstanceCount', 'scaleInStrategy', 'routing', 'endpointName');
});

test('an inference component, with its specifications', () => {
  const fleet = () => new LmiComponentEndpoint(testStack(), 'Fleet', { instanceType: G5_12XLARGE });
  expectProblemsOf(() => fleet().addModel('Llm', {
    model, copies: -1, dataCaching: 'yes', acceleratorsPerCopy: 9, minMemory: 1024, deploymentPolicy: 7, inferenceComponentName: 'Bad Name',
  } as any), 'copies', 'dataCaching', 'acceleratorsPerCopy', 'minMemory', 'deploymentPolicy', 'inferenceComponentName');
  expectProblemsOf(() => fleet().addModel('Llm', { model, specifications: [null, { instanceType: G5_12XLARGE, backend: 'vllm' }, { instanceType: 7 }] } as any),
    'specifications[0].instanceType', 'specifications[1].backend', 'specifications[2].instanceType');
});

test('a backend and its endpoint are two errors', () => {
  const stack = testStack();
  expectProblemsOf(() => new VllmBackend(stack, 'Vllm', { version: 8, image: 'djl', mode: 'fast', maxRollingBatchSize: 0, dtype: 7, maxModelLength: 9 } as any),
    'version', 'image', 'mode is', 'maxRollingBatchSize', 'dtype', 'maxModelLength');
});

test('with an invalid version, options are not checked against another version', () => {
  const stack = testStack();
  expect(problemsOf(() => new VllmBackend(stack, 'Vllm', { version: 'V8', numSchedulerSteps: 4, maxLoras: 0, enableLora: true } as any)))
    .toEqual([expect.stringMatching(/^version is "V8"/), expect.stringMatching(/^maxLoras is 0/)]);
});

test('output locations of an endpoint', () => {
  expectProblemsOf(() => testEndpoint({
    asyncInference: LmiAsyncInference.toBucket('bucket' as any, { prefix: '/x', successTopic: 'arn' as any, maxConcurrentInvocationsPerInstance: 0 }),
    dataCapture: LmiDataCapture.toBucket(undefined as any, { samplingPercentage: 101, captures: 'all' as any }),
  }), 'bucket is "bucket"', 'prefix', 'successTopic', 'maxConcurrentInvocationsPerInstance', 'bucket is missing', 'samplingPercentage', 'captures');
});

test('an estimate', () => {
  expectProblemsOf(() => MemoryFit.estimate({ architecture: 'llama', version: 8, maxModelLen: 0, weightFormat: 'fp1', chunkedPrefill: 1 } as any),
    'architecture', 'instanceType', 'version', 'maxModelLen', 'weightFormat', 'chunkedPrefill');
});

describe('an object of another copy of the library', () => {
  let other: typeof import('../../src');
  jest.isolateModules(() => {
    other = jest.requireActual('../../src');
  });
  const NAMED = 'comes from another copy of cdk-sagemaker-lmi';

  test('is distinguished from a plain object', () => {
    expect(other.LmiInstanceType.G5_2XLARGE).not.toBeInstanceOf(LmiInstanceType);
  });

  test('is identified as such, and its content is never shown', () => {
    const stack = testStack();
    const faults = problemsOf(() => new LmiEndpoint(stack, 'Llm', {
      model: other.LmiModel.fromHuggingFace('org/model'),
      instanceType: other.LmiInstanceType.G5_2XLARGE,
      instancePools: [other.LmiInstancePool.of(other.LmiInstanceType.G5_2XLARGE)],
      backend: new other.VllmBackend(stack, 'Vllm'),
      sizing: other.LmiSizing.skip(),
      routing: other.LmiRouting.random(),
      capacityReservation: other.LmiCapacityReservation.fromArn('arn'),
      deploymentPolicy: other.LmiDeploymentPolicy.allAtOnce(),
      asyncInference: other.LmiAsyncInference.toBucket(s3.Bucket.fromBucketName(stack, 'Bucket', 'bucket')),
      dataCapture: other.LmiDataCapture.toBucket(s3.Bucket.fromBucketName(stack, 'Captures', 'captures')),
    } as any));
    expect(faults).toHaveLength(10);
    expect(faults.filter((fault) => !fault.includes(NAMED))).toEqual([]);
  });

  test.each<[string, (stack: Stack) => unknown]>([
    ['version', (stack) => new VllmBackend(stack, 'Vllm', { version: other.LmiVersion.V12 as any })],
    ['image', (stack) => new VllmBackend(stack, 'Vllm', { image: other.LmiImage.fromVersion(other.LmiVersion.V12) as any })],
    ['architecture', () => testEndpoint({ model: LmiModel.fromHuggingFace('org/model', { architecture: other.ModelArchitecture.LLAMA_2_7B as any }) })],
    ['accelerator', () => LmiInstanceType.of('ml.g9.xlarge', { accelerator: other.Accelerator.A10G as any, acceleratorCount: 1 })],
    ['instanceType', () => testEndpoint({ instancePools: [LmiInstancePool.of(other.LmiInstanceType.G5_2XLARGE as any)] })],
    ['adapter', (stack) => new LmiComponentEndpoint(stack, 'Fleet', { instanceType: G5_12XLARGE })
      .addModel('Llm', { model, acceleratorsPerCopy: 1, backend: new VllmBackend(stack, 'Vllm', { version: LmiVersion.V15, enableLora: true }) })
      .addAdapter('Adapter', { adapter: other.LoraAdapter.fromAsset('/nowhere') as unknown as LoraAdapter })],
  ])('%s', (_, work) => {
    const faults = problemsOf(() => work(testStack()));
    expect(faults.join('\n')).not.toContain('{');
    expect(faults).toHaveLength(1);
  });

  test('a quantization is accepted, because only its value counts', () => {
    const stack = testStack();
    expect(() => new VllmBackend(stack, 'Vllm', { version: LmiVersion.V12, quantize: other.LmiQuantization.AWQ as any })).not.toThrow();
  });
});
