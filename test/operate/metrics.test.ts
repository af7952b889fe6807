import { App, Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { LmiComponentMetrics, LmiEndpoint, LmiMetrics } from '../../src';
import { COMPONENT_METRICS, ENDPOINT_METRICS, METRIC_DIMENSIONS, MetricFact } from '../../src/facts/metrics';
import { testEndpoint, testStack } from '../stacks';

type Methods = { readonly [method: string]: (props?: object) => cloudwatch.Metric };
const methodOf = (key: string) => `metric${key[0].toUpperCase()}${key.slice(1)}`;
const VALUES: { [dimension: string]: string } = { EndpointName: 'chat', VariantName: 'AllTraffic', InferenceComponentName: 'copy' };

describe.each<[string, { readonly [key: string]: MetricFact }, Methods]>([
  ['an endpoint', ENDPOINT_METRICS, LmiMetrics.ofEndpointName('chat') as unknown as Methods],
  ['a component', COMPONENT_METRICS, LmiComponentMetrics.ofComponentName(testStack(), 'copy') as unknown as Methods],
])('each row of the metrics of %s', (_, facts, metrics) => {
  test.each(Object.keys(facts))('%s has its method with namespace, dimensions and statistic', (key) => {
    const metric = metrics[methodOf(key)]();
    const fact = facts[key];
    expect(metric).toMatchObject({
      namespace: fact.namespace,
      metricName: fact.name,
      statistic: fact.statistic,
      dimensions: Object.fromEntries(METRIC_DIMENSIONS[fact.scope].map((name) => [name, VALUES[name]])),
    });
    expect(metric.period.toSeconds()).toBe(60);
  });

  test.each(Object.keys(facts))('%s accepts statistic, period, and label', (key) => {
    const metric = metrics[methodOf(key)]({ statistic: 'Minimum', period: Duration.minutes(5), label: 'mine', color: undefined });
    expect(metric).toMatchObject({ statistic: 'Minimum', label: 'mine' });
    expect(metric.period.toSeconds()).toBe(300);
  });
});

test('invocations are counted in AWS/SageMaker, instances in /aws/sagemaker/Endpoints, the backlog for the whole endpoint', () => {
  const metrics = LmiMetrics.ofEndpointName('chat');
  expect(metrics.metricModelLatency()).toMatchObject({ namespace: 'AWS/SageMaker', dimensions: { EndpointName: 'chat', VariantName: 'AllTraffic' } });
  expect(metrics.metricGpuMemoryUtilization()).toMatchObject({ namespace: '/aws/sagemaker/Endpoints', metricName: 'GPUMemoryUtilization' });
  expect(metrics.metricAsyncBacklog({ variantName: 'B' })).toMatchObject({ namespace: 'AWS/SageMaker', dimensions: { EndpointName: 'chat' } });
});

test('an endpoint has the metrics of its first variant, and of another one on request', () => {
  const endpoint = testEndpoint({ variantName: 'Blue' });
  expect(endpoint.metricInvocations().dimensions).toMatchObject({ VariantName: 'Blue' });
  expect(endpoint.metricInvocations({ variantName: 'Green' }).dimensions).toMatchObject({ VariantName: 'Green' });
  expect(endpoint.stack.resolve(endpoint.metricInvocations().dimensions)).toHaveProperty('EndpointName', endpoint.stack.resolve(endpoint.endpointName));
});

test('metric finds a metric by its CloudWatch name, and accepts unlisted names', () => {
  const metrics = LmiMetrics.ofEndpointName('chat');
  expect(metrics.metric('DiskUtilization')).toMatchObject({ namespace: '/aws/sagemaker/Endpoints', statistic: 'Average' });
  expect(metrics.metric('NewMetric')).toMatchObject({ namespace: 'AWS/SageMaker', dimensions: { EndpointName: 'chat', VariantName: 'AllTraffic' } });
  expect(metrics.metric('NewMetric', { metricNamespace: 'Mine' })).toMatchObject({ namespace: 'Mine' });
});

describe('an imported endpoint', () => {
  test('has the metrics of its variant', () => {
    const imported = LmiEndpoint.fromEndpointAttributes(testStack(), 'Imported', { endpointName: 'Chat', variantName: 'Blue' });
    expect(imported.metricModelErrors().dimensions).toEqual({ EndpointName: 'Chat', VariantName: 'Blue' });
  });

  test('has them in its own region and account', () => {
    const stack = testStack({ region: 'us-east-1', account: '111111111111' });
    const imported = LmiEndpoint.fromEndpointArn(stack, 'Imported', 'arn:aws:sagemaker:eu-west-1:222222222222:endpoint/chat');
    expect(imported.metricInvocations()).toMatchObject({ region: 'eu-west-1', account: '222222222222' });
  });

  test('in the same environment sets neither region nor account', () => {
    const stack = new Stack(new App(), 'Agnostic');
    const imported = LmiEndpoint.fromEndpointName(stack, 'Imported', 'chat');
    expect(imported.metricInvocations().toMetricConfig().metricStat).toMatchObject({ regionOverride: undefined, accountOverride: undefined });
  });

  test('from another library works, too', () => {
    const stack = testStack();
    const foreign = LmiEndpoint.fromEndpointName(stack, 'Imported', 'chat');
    const metrics = LmiMetrics.ofEndpoint(foreign, { variantName: 'Blue' });
    expect(metrics.metricInvocations().dimensions).toEqual({ EndpointName: 'chat', VariantName: 'Blue' });
  });
});
