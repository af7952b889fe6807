import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { testFleet, testModel } from './component-stacks';
import { LmiComponentEndpointProps, LmiInferenceComponentProps, LmiInstancePool, LmiInstanceType, LmiModel, VllmBackend } from '../../src';
import { problemsOf, testStack } from '../stacks';

const COMPONENT = 'AWS::SageMaker::InferenceComponent';

function made(props: (stack: Stack) => Partial<LmiInferenceComponentProps>, fleetProps: Partial<LmiComponentEndpointProps> = {}): any {
  const stack = testStack();
  testModel(props(stack), testFleet(fleetProps, stack));
  return Object.values(Template.fromStack(stack).findResources(COMPONENT))[0].Properties;
}

const prometheus = (stack: Stack) => ({ backend: new VllmBackend(stack, 'Vllm', { prometheus: true }) });
const pageAt = (path: string) => ({ MetricsEndpoints: [{ MetricsEndpointPath: path }] });

test('the metrics of the model server are collected from LMI\'s path if it has any', () => {
  expect(made(prometheus).Specification.Container).toMatchObject({ ContainerMetricsConfig: pageAt('/server/metrics'), Environment: { SERVING_PROMETHEUS: 'true' } });
  expect(made(() => ({ environment: { SERVING_PROMETHEUS: 'True' } })).Specification.Container.ContainerMetricsConfig).toEqual(pageAt('/server/metrics'));
});

test('without such metrics the choice is left to SageMaker', () => {
  expect(made(() => ({})).Specification.Container.ContainerMetricsConfig).toBeUndefined();
  expect(made(() => ({ environment: { SERVING_PROMETHEUS: 'false' } })).Specification.Container.ContainerMetricsConfig).toBeUndefined();
});

test('another path may be set, even in place of the server\'s', () => {
  expect(made(() => ({ metricsEndpointPath: '/metrics' })).Specification.Container.ContainerMetricsConfig).toEqual(pageAt('/metrics'));
  expect(made((stack) => ({ ...prometheus(stack), metricsEndpointPath: '/mine' })).Specification.Container.ContainerMetricsConfig).toEqual(pageAt('/mine'));
});

test('they are collected as often as the other metrics of the fleet', () => {
  expect(made(prometheus, { metricsFrequency: Duration.seconds(10), detailedObservability: true }).Specification.Container.ContainerMetricsConfig)
    .toEqual({ MetricsEndpoints: [{ MetricsEndpointPath: '/server/metrics', MetricPublishFrequencyInSeconds: 10 }] });
});

test('they are not collected when detailed observability is off', () => {
  expect(made(prometheus, { detailedObservability: false }).Specification.Container.ContainerMetricsConfig).toBeUndefined();
});

test('every instance type of a fleet has the setting', () => {
  const types = [LmiInstanceType.G5_12XLARGE, LmiInstanceType.G6_48XLARGE];
  const component = made((stack) => ({ ...prometheus(stack), specifications: types.map((instanceType) => ({ instanceType })) }), {
    instancePools: [LmiInstancePool.of(LmiInstanceType.G6_48XLARGE)],
  });
  expect(component.Specifications.map(({ Container }: any) => [Container.ContainerMetricsConfig, typeof Container.Image]))
    .toEqual([[pageAt('/server/metrics'), 'string'], [pageAt('/server/metrics'), 'string']]);
});

test('a container in a SageMaker model cannot have the setting: it is omitted, and an explicit path is an error', () => {
  const model = (stack: Stack) => LmiModel.fromS3(s3.Bucket.fromBucketName(stack, 'Bucket', 'weights'), 'llama');
  expect(made((stack) => ({ ...prometheus(stack), model: model(stack) })).Specification.Container).toBeUndefined();
  expect(problemsOf(() => made((stack) => ({ model: model(stack), metricsEndpointPath: '/metrics' }))))
    .toEqual([expect.stringContaining('metricsEndpointPath is set, but the container is defined in a SageMaker model')]);
});

test('the path may be known only at deployment', () => {
  expect(made((stack) => ({ metricsEndpointPath: new CfnParameter(stack, 'Path').valueAsString })).Specification.Container.ContainerMetricsConfig)
    .toEqual({ MetricsEndpoints: [{ MetricsEndpointPath: { Ref: 'Path' } }] });
});

test('accepts 256 characters', () => {
  expect(() => made(() => ({ metricsEndpointPath: `/${'x'.repeat(255)}` }))).not.toThrow();
});

test.each<[any, string]>([
  ['', 'metricsEndpointPath is ""'], ['metrics', 'metricsEndpointPath is "metrics"; it must be a path'], ['/a b', 'metricsEndpointPath is "/a b"'],
  [`/${'x'.repeat(256)}`, 'at most 256 characters'], [7, 'metricsEndpointPath is 7; it must be a string'],
])('fails with the path %j', (metricsEndpointPath, fault) => {
  expect(problemsOf(() => made(() => ({ metricsEndpointPath })))).toEqual([expect.stringContaining(fault)]);
});

test('fails with a path if metrics are not collected', () => {
  expect(problemsOf(() => made(() => ({ metricsEndpointPath: '/metrics' }), { detailedObservability: false })))
    .toEqual([expect.stringContaining('detailedObservability of the fleet is false')]);
});

test('a fleet rejects models and backends in its pools, because they belong to its components', () => {
  const pool = LmiInstancePool.of(LmiInstanceType.G6_48XLARGE, { model: LmiModel.fromHuggingFace('org/other') });
  expect(problemsOf(() => testFleet({ instancePools: [pool] }))).toEqual([expect.stringContaining('Pass specifications to addModel')]);
});
