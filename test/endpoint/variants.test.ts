import { CfnParameter } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import {
  AcceleratorKind, LmiAsyncInference, LmiBackend, LmiBackendConfig, LmiDeploymentPolicy, LmiEndpointProps, LmiImage, LmiInstancePool,
  LmiInstanceType, LmiModel, LmiRouting, LmiVersion, VllmBackend,
} from '../../src';
import { problemsOf, templateOf, testEndpoint, testStack } from '../stacks';

const CONFIG = 'AWS::SageMaker::EndpointConfig';
const other = { model: LmiModel.fromHuggingFace('org/other'), instanceType: LmiInstanceType.G6_4XLARGE };

test('each variant has its own model, backend, instances, and weight', () => {
  const endpoint = testEndpoint({ initialVariantWeight: 9 });
  const variant = endpoint.addVariant('Candidate', {
    ...other, backend: new VllmBackend(endpoint.stack, 'Old', { version: LmiVersion.V20 }), initialInstanceCount: 2, initialVariantWeight: 1,
  });
  const template = templateOf(endpoint);
  template.resourceCountIs('AWS::SageMaker::Model', 2);
  template.hasResourceProperties('AWS::SageMaker::Model', {
    PrimaryContainer: { Image: Match.stringLikeRegexp('lmi20'), Environment: { HF_MODEL_ID: 'org/other' } },
  });
  template.hasResourceProperties(CONFIG, {
    ProductionVariants: [
      { VariantName: 'AllTraffic', InstanceType: 'ml.g5.2xlarge', InitialVariantWeight: 9, InitialInstanceCount: 1 },
      { VariantName: 'Candidate', InstanceType: 'ml.g6.4xlarge', InitialVariantWeight: 1, InitialInstanceCount: 2 },
    ],
    ShadowProductionVariants: Match.absent(),
  });
  expect(variant.variantName).toBe('Candidate');
  expect(variant.environment.HF_MODEL_ID).toBe('org/other');
  expect(endpoint.environment.HF_MODEL_ID).toBe('org/model');
});

test('a weight of 0 is kept', () => {
  const endpoint = testEndpoint({ initialVariantWeight: 0 });
  endpoint.addVariant('Candidate', { ...other, initialVariantWeight: 0 });
  templateOf(endpoint).hasResourceProperties(CONFIG, { ProductionVariants: [{ InitialVariantWeight: 0 }, { InitialVariantWeight: 0 }] });
});

test('a shadow variant is separate', () => {
  const endpoint = testEndpoint();
  endpoint.addShadowVariant('Shadow', { ...other, initialVariantWeight: 0.5 });
  templateOf(endpoint).hasResourceProperties(CONFIG, {
    ProductionVariants: [{ VariantName: 'AllTraffic' }],
    ShadowProductionVariants: [{ VariantName: 'Shadow', InitialVariantWeight: 0.5 }],
  });
});

test('each variant scales independently', () => {
  const endpoint = testEndpoint();
  const variant = endpoint.addVariant('Candidate', other);
  endpoint.autoScaleInstanceCount({ maxCapacity: 4 }).scaleOnConcurrentRequests('Load', { targetRequests: 8 });
  variant.autoScaleInstanceCount({ maxCapacity: 2 }).scaleOnConcurrentRequests('Load', { targetRequests: 2 });
  const template = templateOf(endpoint);
  for (const [name, capacity] of [['AllTraffic', 4], ['Candidate', 2]]) {
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', {
      MaxCapacity: capacity, ResourceId: { 'Fn::Join': ['', ['endpoint/', Match.anyValue(), `/variant/${name}`]] },
    });
  }
  template.resourceCountIs('AWS::ApplicationAutoScaling::ScalingPolicy', 2);
  expect(problemsOf(() => variant.autoScaleInstanceCount({ maxCapacity: 2 }))).toEqual([expect.stringContaining('already called')]);
});

test('scaling of only an additional variant keeps counts on updates', () => {
  const endpoint = testEndpoint();
  endpoint.addVariant('Candidate', other).autoScaleInstanceCount({ maxCapacity: 2 });
  templateOf(endpoint).hasResourceProperties('AWS::SageMaker::Endpoint', { RetainAllVariantProperties: true });
});

test('properties without a type in the CDK are written to the right variant', () => {
  const endpoint = testEndpoint();
  endpoint.addVariant('B', { ...other, instancePools: [LmiInstancePool.of(LmiInstanceType.G5_4XLARGE)] });
  endpoint.addVariant('C', { ...other, routing: LmiRouting.prefixAware({ prefixLength: 2048, concurrencyThreshold: 8 }) });
  templateOf(endpoint).hasResourceProperties(CONFIG, {
    ProductionVariants: [
      { VariantName: 'AllTraffic', InstanceType: 'ml.g5.2xlarge', InstancePools: Match.absent() },
      { VariantName: 'B', InstanceType: Match.absent(), InstancePools: [{ InstanceType: 'ml.g6.4xlarge', Priority: 1 }, { InstanceType: 'ml.g5.4xlarge', Priority: 2 }] },
      { VariantName: 'C', RoutingConfig: { RoutingStrategy: 'PREFIX_AWARE', PrefixAwareRoutingConfig: { PrefixLength: 2048, ConcurrencyThreshold: 8 } } },
    ],
  });
});

test('properties without a type in the CDK are written to a shadow variant too', () => {
  const endpoint = testEndpoint();
  endpoint.addShadowVariant('Shadow', { ...other, instancePools: [LmiInstancePool.of(LmiInstanceType.G5_4XLARGE)] });
  templateOf(endpoint).hasResourceProperties(CONFIG, { ShadowProductionVariants: [{ InstancePools: Match.anyValue() }] });
});

test('ten production variants are the maximum', () => {
  const endpoint = testEndpoint();
  for (let index = 2; index <= 10; index++) {
    endpoint.addVariant(`V${index}`, other);
  }
  expect(problemsOf(() => endpoint.addVariant('V11', other))).toEqual([expect.stringContaining('would create 11 production variants')]);
});

test.each<[string, (endpoint: ReturnType<typeof testEndpoint>) => unknown, string]>([
  ['the name of the first variant', (endpoint) => endpoint.addVariant('AllTraffic', other), 'two variants with the name "AllTraffic"'],
  ['the name of an added variant', (endpoint) => [endpoint.addVariant('B', other), endpoint.addVariant('B', other)], 'two variants with the name "B"'],
  ['the name of a shadow', (endpoint) => [endpoint.addShadowVariant('B', other), endpoint.addVariant('B', other)], 'two variants with the name "B"'],
  ['a shadow next to two variants', (endpoint) => [endpoint.addVariant('B', other), endpoint.addShadowVariant('C', other)], 'next to 2 production variants'],
  ['a variant next to a shadow', (endpoint) => [endpoint.addShadowVariant('B', other), endpoint.addVariant('C', other)], 'next to a shadow variant'],
  ['a second shadow', (endpoint) => [endpoint.addShadowVariant('B', other), endpoint.addShadowVariant('C', other)], 'called twice'],
  ['a negative weight', (endpoint) => endpoint.addVariant('B', { ...other, initialVariantWeight: -1 }), 'initialVariantWeight is -1'],
  ['no instance', (endpoint) => endpoint.addVariant('B', { ...other, initialInstanceCount: 0 }), 'initialInstanceCount is 0'],
  ['a name with an underscore', (endpoint) => endpoint.addVariant('b_1', other), 'variantName is "b_1"'],
  ['an empty name', (endpoint) => endpoint.addVariant('', other), 'variantName is ""'],
  ['no name', (endpoint) => endpoint.addVariant(undefined as any, other), 'the name of the variant is undefined'],
  ['no props', (endpoint) => endpoint.addVariant('B', undefined as any), 'model is missing'],
  ['no instance type', (endpoint) => endpoint.addVariant('B', { model: other.model }), 'instanceType is missing'],
  ['an instance type in words', (endpoint) => endpoint.addVariant('B', { ...other, instanceType: 'ml.g5.xlarge' as any }), 'instanceType is "ml.g5.xlarge"'],
  ['a model in words', (endpoint) => endpoint.addVariant('B', { ...other, model: 'org/model' as any }), 'model is "org/model"'],
  ['a name that is known only at deployment', (endpoint) => endpoint.addVariant(new CfnParameter(endpoint.stack, 'Name').valueAsString, other),
    'must be a string known at synth time'],
])('fails with %s', (_, add, fault) => {
  expect(problemsOf(() => add(testEndpoint()))).toContainEqual(expect.stringContaining(fault));
});

describe('an asynchronous endpoint', () => {
  function asyncEndpoint() {
    const stack = testStack();
    return testEndpoint({ asyncInference: LmiAsyncInference.toBucket(new Bucket(stack, 'Bucket')) }, stack);
  }

  test('fails with a second variant', () => {
    expect(problemsOf(() => asyncEndpoint().addVariant('B', other))).toEqual([expect.stringContaining('addVariant is called on an asynchronous endpoint')]);
  });

  test('fails with a shadow', () => {
    expect(problemsOf(() => asyncEndpoint().addShadowVariant('B', other))).toEqual([expect.stringContaining('addShadowVariant is called on an asynchronous')]);
  });
});

describe('first-generation Inferentia', () => {
  class ForeignBackend extends LmiBackend {
    public readonly version = LmiVersion.V12;

    public bind(): LmiBackendConfig {
      return { environment: {}, image: LmiImage.fromVersion(LmiVersion.V12), imageFamily: 'djl-neuronx', acceleratorKind: AcceleratorKind.NEURON };
    }
  }

  function on(props: Partial<LmiEndpointProps> = {}) {
    const stack = testStack();
    return testEndpoint({ instanceType: LmiInstanceType.INF1_XLARGE, backend: new ForeignBackend(stack, 'Foreign'), ...props }, stack);
  }

  test('fails with a deployment policy, which SageMaker would ignore', () => {
    expect(problemsOf(() => on({ deploymentPolicy: LmiDeploymentPolicy.allAtOnce() }))).toEqual([expect.stringContaining('on ml.inf1.xlarge SageMaker moves all traffic')]);
  });

  test('fails with a shadow variant', () => {
    expect(problemsOf(() => on().addShadowVariant('B', other))).toEqual([expect.stringContaining('no shadow variants on ml.inf1.xlarge')]);
  });
});
