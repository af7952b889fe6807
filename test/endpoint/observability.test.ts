import { App, CfnParameter, Duration, Stack, RemovalPolicy } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { LIMITS } from '../../src/facts/limits';
import { problemsOf, templateOf, testEndpoint, testStack } from '../stacks';

const configOf = (props: Parameters<typeof testEndpoint>[0]) => {
  const endpoint = testEndpoint(props);
  return templateOf(endpoint).findResources('AWS::SageMaker::EndpointConfig')[endpoint.stack.resolve(endpoint.cfnEndpointConfig.logicalId)].Properties;
};

test('an endpoint leaves metrics settings to SageMaker by default', () => {
  expect(configOf({})).not.toHaveProperty('MetricsConfig');
});

test('props configure metrics, including false', () => {
  expect(configOf({ enhancedMetrics: true, detailedObservability: false, metricsFrequency: Duration.seconds(10) }).MetricsConfig)
    .toEqual({ EnableEnhancedMetrics: true, EnableDetailedObservability: false, MetricPublishFrequencyInSeconds: 10 });
});

test.each(LIMITS.metricsFrequencies)('metrics every %d seconds pass', (seconds) => {
  expect(configOf({ metricsFrequency: Duration.seconds(seconds) }).MetricsConfig).toEqual({ MetricPublishFrequencyInSeconds: seconds });
});

test.each([Duration.seconds(0), Duration.seconds(20), Duration.millis(10_500), Duration.minutes(6), 'often' as any])('fails when metricsFrequency is %s', (value) => {
  expect(problemsOf(() => testEndpoint({ metricsFrequency: value }))).toEqual([expect.stringContaining('metricsFrequency is')]);
});

test('a frequency known only at deployment passes in seconds, because CloudFormation cannot convert minutes', () => {
  const stack = testStack();
  const parameter = new CfnParameter(stack, 'P', { type: 'Number' }).valueAsNumber;
  templateOf(testEndpoint({ metricsFrequency: Duration.seconds(parameter) }, stack))
    .hasResourceProperties('AWS::SageMaker::EndpointConfig', { MetricsConfig: { MetricPublishFrequencyInSeconds: { Ref: 'P' } } });
  expect(problemsOf(() => testEndpoint({ metricsFrequency: Duration.minutes(parameter) })))
    .toEqual([expect.stringContaining('metricsFrequency is known only at deployment, in a unit other than seconds')]);
});

describe('logs', () => {
  test('without retention, SageMaker creates the log group', () => {
    templateOf(testEndpoint()).resourceCountIs('AWS::Logs::LogGroup', 0);
  });

  test.each(['chat', undefined])('of the endpoint %s go to a log group that is created before the endpoint', (endpointName) => {
    const endpoint = testEndpoint({ endpointName, logRetention: logs.RetentionDays.ONE_MONTH });
    const template = templateOf(endpoint);
    const [[id, group]] = Object.entries(template.findResources('AWS::Logs::LogGroup'));
    expect(group.Properties.RetentionInDays).toBe(30);
    // A retained group with an explicit name would block the next deployment; one with a generated name helps to diagnose a failed one.
    expect(group.DeletionPolicy).toBe(endpointName === undefined ? 'Retain' : 'Delete');
    const [made] = Object.values(template.findResources('AWS::SageMaker::Endpoint'));
    expect(made.DependsOn).toContain(id);
    // The name is derived from the endpoint's explicit or generated name without referring to a resource, which would be circular.
    const name = JSON.stringify(made.Properties.EndpointName);
    expect(JSON.stringify(group.Properties.LogGroupName)).toContain(name.replace(/^"|"$|^\{"Fn::Join":\["",\[|\]\]\}$/g, '').replace(/^"/, ''));
    expect(JSON.stringify(group)).not.toContain('Fn::GetAtt');
  });

  test.each([[RemovalPolicy.RETAIN, 'chat', 'Retain'], [RemovalPolicy.DESTROY, undefined, 'Delete']])('have the removal policy of logRemovalPolicy %s', (logRemovalPolicy, endpointName, policy) => {
    templateOf(testEndpoint({ endpointName, logRetention: 30, logRemovalPolicy })).hasResource('AWS::Logs::LogGroup', { DeletionPolicy: policy });
  });

  test('can be encrypted with a key of another stack', () => {
    const app = new App();
    const logEncryptionKey = new kms.Key(new Stack(app, 'Keys'), 'Key');
    const stack = new Stack(app, 'Llm');
    testEndpoint({ logEncryptionKey }, stack);
    templateOf({ stack }).hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: { 'Fn::ImportValue': Match.anyValue() } });
  });

  test('can be encrypted: the key policy allows CloudWatch Logs, only for this log group', () => {
    const stack = testStack();
    templateOf(testEndpoint({ endpointName: 'chat', logEncryptionKey: new kms.Key(stack, 'Key') }, stack)).hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([Match.objectLike({
          Principal: { Service: { 'Fn::Join': ['', ['logs.us-east-1.', { Ref: 'AWS::URLSuffix' }]] } },
          Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': Match.objectLike({ 'Fn::Join': Match.anyValue() }) } },
        })]),
      },
    });
    templateOf({ stack }).hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: Match.anyValue() });
  });
});

test.each([-1, 0, 2, 1.5, NaN])('fails for a log retention of %p days, which CloudWatch Logs does not offer', (logRetention) => {
  expect(problemsOf(() => testEndpoint({ logRetention }))).toEqual([expect.stringContaining('logRetention')]);
});
