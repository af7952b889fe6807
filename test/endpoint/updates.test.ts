import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import { Duration } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import {
  LmiAsyncInference, LmiDataCapture, LmiDeploymentPolicy, LmiEndpoint, LmiEndpointProps, LmiInstancePool, LmiInstanceType, LmiModel, LmiRouting,
  LmiVersion, VllmBackend,
} from '../../src';
import { templateOf, testEndpoint, testStack } from '../stacks';

const SAGEMAKER = ['Model', 'EndpointConfig', 'Endpoint'] as const;
type Impacts = { readonly [type in typeof SAGEMAKER[number]]: ResourceImpact };

const UNTOUCHED: Impacts = { Model: ResourceImpact.NO_CHANGE, EndpointConfig: ResourceImpact.NO_CHANGE, Endpoint: ResourceImpact.NO_CHANGE };
/** The diff follows references only for replacements. It does not show that the endpoint is updated because its config gets a new name. */
const NEW_MODEL: Impacts = { Model: ResourceImpact.WILL_REPLACE, EndpointConfig: ResourceImpact.WILL_REPLACE, Endpoint: ResourceImpact.NO_CHANGE };
const NEW_CONFIG: Impacts = { ...NEW_MODEL, Model: ResourceImpact.NO_CHANGE };
const NEW_SETTINGS: Impacts = { ...UNTOUCHED, Endpoint: ResourceImpact.WILL_UPDATE };

interface Deployed {
  readonly props?: Partial<LmiEndpointProps>;
  readonly version?: LmiVersion;
  readonly after?: (endpoint: LmiEndpoint) => unknown;
}

function template({ props, version = LmiVersion.V20, after }: Deployed): any {
  const stack = testStack();
  const endpoint = testEndpoint({ backend: new VllmBackend(stack, 'Vllm', { version }), ...props }, stack);
  after?.(endpoint);
  return templateOf(endpoint).toJSON();
}

/** The effect of an update on the resources of each type; the worst, if there are several. */
function impacts(before: Deployed, after: Deployed): Impacts {
  const diff = fullDiff(template(before), template(after));
  const impact = (type: string) => {
    const changes: ResourceImpact[] = [];
    diff.resources.forEachDifference((_, change) => {
      // A new or removed resource has only one type.
      if (change.resourceTypeChanged === false && change.resourceType === `AWS::SageMaker::${type}` && !change.isAddition && !change.isRemoval) {
        changes.push(change.changeImpact);
      }
    });
    return changes.find((each) => each !== ResourceImpact.WILL_UPDATE) ?? changes[0] ?? ResourceImpact.NO_CHANGE;
  };
  return { Model: impact('Model'), EndpointConfig: impact('EndpointConfig'), Endpoint: impact('Endpoint') };
}

const canary = LmiDeploymentPolicy.canary({ canaryPercentage: 10, waitInterval: Duration.minutes(5) });
const other = { model: LmiModel.fromHuggingFace('org/other'), instanceType: LmiInstanceType.G6_4XLARGE };
const scaled = (maxCapacity: number, deregistered = false) => (endpoint: LmiEndpoint) => endpoint
  .autoScaleInstanceCount({ maxCapacity, deregistered }).scaleOnConcurrentRequests('Load', { targetRequests: 8 });

test.each<[string, Deployed, Deployed, Impacts]>([
  ['nothing', {}, {}, UNTOUCHED],
  ['the environment', {}, { props: { environment: { OMP_NUM_THREADS: '1' } } }, NEW_MODEL],
  ['the model', {}, { props: { model: other.model } }, NEW_MODEL],
  ['the image', {}, { version: LmiVersion.V21 }, NEW_MODEL],
  ['a default backend instead', {}, { props: { backend: undefined } }, NEW_MODEL],
  ['the instance type', {}, { props: { instanceType: LmiInstanceType.G6_4XLARGE } }, NEW_CONFIG],
  ['the instance pools', {}, { props: { instancePools: [LmiInstancePool.of(LmiInstanceType.G6_4XLARGE)] } }, NEW_CONFIG],
  ['the routing', {}, { props: { routing: LmiRouting.prefixAware() } }, NEW_CONFIG],
  ['the weight', {}, { props: { initialVariantWeight: 0 } }, NEW_CONFIG],
  ['a second variant', {}, { after: (endpoint) => endpoint.addVariant('Second', other) }, NEW_CONFIG],
  ['a shadow', {}, { after: (endpoint) => endpoint.addShadowVariant('Shadow', other) }, NEW_CONFIG],
  ['a first policy, with alarms that are made', {}, { props: { deploymentPolicy: canary } }, NEW_SETTINGS],
  ['another policy', { props: { deploymentPolicy: canary } }, {
    props: { deploymentPolicy: LmiDeploymentPolicy.rolling({ maximumBatchPercentage: 10, waitInterval: Duration.minutes(5) }) },
  }, NEW_SETTINGS],
  ['a removed policy', { props: { deploymentPolicy: canary } }, {}, NEW_SETTINGS],
  ['scaling', {}, { after: scaled(4) }, NEW_SETTINGS],
  ['the bounds of scaling', { after: scaled(4) }, { after: scaled(8) }, UNTOUCHED],
  ['a deregistration', { after: scaled(4) }, { after: scaled(4, true) }, UNTOUCHED],
  ['a new instance type while deregistered', { after: scaled(4, true) }, { props: { instanceType: LmiInstanceType.G6_4XLARGE }, after: scaled(4) }, NEW_CONFIG],
])('an update of %s never replaces the endpoint', (_, before, after, expected) => {
  expect(impacts(before, after)).toEqual(expected);
});

test.each<[string, (bucket: Bucket) => Partial<LmiEndpointProps>]>([
  ['asynchronous inference', (bucket) => ({ asyncInference: LmiAsyncInference.toBucket(bucket) })],
  ['data capture', (bucket) => ({ dataCapture: LmiDataCapture.toBucket(bucket) })],
])('%s never replaces the endpoint', (_, props) => {
  const make = (given: (bucket: Bucket) => Partial<LmiEndpointProps>) => {
    const stack = testStack();
    return templateOf(testEndpoint(given(new Bucket(stack, 'Bucket')), stack)).toJSON();
  };
  const changes: { [type: string]: ResourceImpact } = {};
  fullDiff(make(() => ({})), make(props)).resources.forEachDifference((__, change) => {
    changes[String(change.resourceType)] = change.changeImpact;
  });
  expect(changes['AWS::SageMaker::EndpointConfig']).toBe(ResourceImpact.WILL_REPLACE);
  expect(changes['AWS::SageMaker::Endpoint']).toBeUndefined();
});

test('the diff shows a replacement if there is one', () => {
  expect(impacts({ props: { endpointName: 'a' } }, { props: { endpointName: 'b' } }).Endpoint).toBe(ResourceImpact.WILL_REPLACE);
});

test('only the endpoint has a name', () => {
  const { Resources: resources } = template({ props: { deploymentPolicy: canary }, after: (endpoint) => endpoint.addVariant('Second', other) });
  const named = Object.values<any>(resources).filter(({ Type: type, Properties: properties }) => /^AWS::(SageMaker|CloudWatch|IAM)::/.test(type)
    && Object.keys(properties).some((property) => /^(Model|EndpointConfig|Endpoint|Alarm|Role|ManagedPolicy)Name$/.test(property) && type.endsWith(property.slice(0, -4))));
  expect(named.map(({ Type: type }) => type)).toEqual(['AWS::SageMaker::Endpoint']);
});

test('the name of the endpoint is unique, and depends only on the stack', () => {
  const stack = testStack();
  const make = (id: string) => new LmiEndpoint(stack, id, { model: LmiModel.fromHuggingFace('org/model'), instanceType: LmiInstanceType.G5_2XLARGE });
  make('A-model.of.a-very-long-name-that-has-to-be-cut');
  make('A-model.of.a-very-long-name-that-has-to-be-cut-too');
  const names = Object.values(templateOf({ stack }).findResources('AWS::SageMaker::Endpoint')).map(({ Properties: { EndpointName: name } }) => name['Fn::Join'][1]);
  for (const [prefix, unique] of names) {
    expect(`${prefix}${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}`).toMatch(/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/);
    expect(unique).toEqual({ 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] });
  }
  expect(names[0][0]).not.toBe(names[1][0]);
});
