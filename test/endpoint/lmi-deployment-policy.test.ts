import { CfnParameter, Duration } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { LmiAsyncInference, LmiDeploymentPolicy, LmiEndpointProps, LmiInstanceType, LmiModel } from '../../src';
import { problemsOf, templateOf, testEndpoint, testStack } from '../stacks';

const ENDPOINT = 'AWS::SageMaker::Endpoint';
const ALARM = 'AWS::CloudWatch::Alarm';
const FIVE = Duration.minutes(5);
const second = { model: LmiModel.fromHuggingFace('org/other'), instanceType: LmiInstanceType.G5_2XLARGE };

function config(props: Partial<LmiEndpointProps>): any {
  const [endpoint] = Object.values(templateOf(testEndpoint(props)).findResources(ENDPOINT));
  return endpoint.Properties.DeploymentConfig;
}

function faults(deploymentPolicy: LmiDeploymentPolicy, initialInstanceCount = 4): string[] {
  return problemsOf(() => testEndpoint({ deploymentPolicy, initialInstanceCount }));
}

describe('policies', () => {
  test('all at once keeps the old fleet for a while', () => {
    expect(config({ deploymentPolicy: LmiDeploymentPolicy.allAtOnce() }).BlueGreenUpdatePolicy).toEqual({
      TrafficRoutingConfiguration: { Type: 'ALL_AT_ONCE' }, TerminationWaitInSeconds: 600,
    });
    const atOnce = LmiDeploymentPolicy.allAtOnce({ terminationWait: Duration.seconds(0) });
    expect(config({ deploymentPolicy: atOnce, rollbackAlarms: [] }).BlueGreenUpdatePolicy.TerminationWaitInSeconds).toBe(0);
  });

  test('canary', () => {
    expect(config({
      deploymentPolicy: LmiDeploymentPolicy.canary({
        canaryPercentage: 10, waitInterval: FIVE, terminationWait: Duration.minutes(2), maximumExecution: Duration.hours(1),
      }),
    }).BlueGreenUpdatePolicy).toEqual({
      TrafficRoutingConfiguration: { Type: 'CANARY', CanarySize: { Type: 'CAPACITY_PERCENT', Value: 10 }, WaitIntervalInSeconds: 300 },
      TerminationWaitInSeconds: 120,
      MaximumExecutionTimeoutInSeconds: 3600,
    });
  });

  test('linear', () => {
    const linear = LmiDeploymentPolicy.linear({ stepInstances: 2, waitInterval: Duration.seconds(0) });
    expect(config({ initialInstanceCount: 4, deploymentPolicy: linear, rollbackAlarms: [] }).BlueGreenUpdatePolicy).toEqual({
      TrafficRoutingConfiguration: { Type: 'LINEAR', LinearStepSize: { Type: 'INSTANCE_COUNT', Value: 2 }, WaitIntervalInSeconds: 0 },
    });
  });

  test('rolling', () => {
    expect(config({
      initialInstanceCount: 4,
      deploymentPolicy: LmiDeploymentPolicy.rolling({
        maximumBatchSize: 2, rollbackBatchPercentage: 100, waitInterval: FIVE, maximumExecution: Duration.hours(2),
      }),
    })).toEqual({
      RollingUpdatePolicy: {
        MaximumBatchSize: { Type: 'INSTANCE_COUNT', Value: 2 },
        RollbackMaximumBatchSize: { Type: 'CAPACITY_PERCENT', Value: 100 },
        WaitIntervalInSeconds: 300,
        MaximumExecutionTimeoutInSeconds: 7200,
      },
      AutoRollbackConfiguration: expect.anything(),
    });
  });

  test('none without props', () => {
    expect(config({})).toBeUndefined();
    expect(config({ rollbackAlarms: [] })).toBeUndefined();
  });

  test('accepts values known only at deployment', () => {
    const stack = testStack();
    const [share, wait] = ['Share', 'Wait'].map((id) => new CfnParameter(stack, id, { type: 'Number' }).valueAsNumber);
    const endpoint = testEndpoint({
      deploymentPolicy: LmiDeploymentPolicy.canary({ canaryPercentage: share, waitInterval: Duration.seconds(wait) }),
    }, stack);
    templateOf(endpoint).hasResourceProperties(ENDPOINT, {
      DeploymentConfig: { BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { CanarySize: { Value: { Ref: 'Share' } }, WaitIntervalInSeconds: { Ref: 'Wait' } } } },
    });
  });

  test('fails with a token in a unit other than seconds', () => {
    const stack = testStack();
    const wait = Duration.minutes(new CfnParameter(stack, 'Wait', { type: 'Number' }).valueAsNumber);
    expect(problemsOf(() => testEndpoint({ deploymentPolicy: LmiDeploymentPolicy.canary({ canaryPercentage: 10, waitInterval: wait }) }, stack)))
      .toContainEqual(expect.stringContaining('Create it with Duration.seconds'));
  });
});

describe('bounds', () => {
  const { canary, linear, rolling, allAtOnce } = LmiDeploymentPolicy;

  test.each<[string, LmiDeploymentPolicy]>([
    ['canary of 1 percent with alarms that see so little', canary({ canaryPercentage: 1, waitInterval: FIVE, rollbackErrorPercentage: 0.9 })],
    ['a wait as long as the alarms need', canary({ canaryPercentage: 6, waitInterval: Duration.minutes(3) })],
    ['canary of 50 percent', canary({ canaryPercentage: 50, waitInterval: FIVE })],
    ['canary of half the instances', canary({ canaryInstances: 2, waitInterval: FIVE })],
    ['linear of 10 percent', linear({ stepPercentage: 10, waitInterval: FIVE })],
    ['linear of 50 percent', linear({ stepPercentage: 50, waitInterval: FIVE })],
    ['rolling of 5 percent with alarms that see so little', rolling({ maximumBatchPercentage: 5, waitInterval: FIVE, rollbackErrorPercentage: 4 })],
    ['rolling of 50 percent', rolling({ maximumBatchPercentage: 50, waitInterval: FIVE })],
    ['rolling of half the instances', rolling({ maximumBatchSize: 2, waitInterval: FIVE })],
    ['a wait of an hour', canary({ canaryPercentage: 10, waitInterval: Duration.hours(1), terminationWait: Duration.hours(1) })],
    ['10 minutes in all', allAtOnce({ maximumExecution: Duration.minutes(10) })],
    ['8 hours in all', allAtOnce({ maximumExecution: Duration.hours(8) })],
  ])('takes %s', (_, deploymentPolicy) => {
    expect(() => testEndpoint({ deploymentPolicy, initialInstanceCount: 4 })).not.toThrow();
  });

  test.each<[string, LmiDeploymentPolicy, string]>([
    ['a canary of 0 percent', canary({ canaryPercentage: 0, waitInterval: FIVE }), 'canaryPercentage is 0'],
    ['a canary of 51 percent', canary({ canaryPercentage: 51, waitInterval: FIVE }), 'canaryPercentage is 51'],
    ['a canary beyond half the fleet', canary({ canaryInstances: 3, waitInterval: FIVE }), 'canaryInstances is 3; it must be from 1 to 2 for the 4 instances'],
    ['a canary without a size', canary({ waitInterval: FIVE }), 'canaryPercentage and canaryInstances are both missing'],
    ['a canary of two sizes', canary({ canaryPercentage: 10, canaryInstances: 1, waitInterval: FIVE }), 'both given'],
    ['a canary without a wait', canary({ canaryPercentage: 10 } as any), 'waitInterval is missing'],
    ['a canary without options', canary(undefined as any), 'waitInterval is missing'],
    ['a wait above an hour', canary({ canaryPercentage: 10, waitInterval: Duration.seconds(3601) }), 'waitInterval is'],
    ['a wait in numbers', canary({ canaryPercentage: 10, waitInterval: 7200 as any }), 'waitInterval is 7200'],
    ['a termination wait above an hour', allAtOnce({ terminationWait: Duration.seconds(3601) }), 'terminationWait is'],
    ['steps of 9 percent', linear({ stepPercentage: 9, waitInterval: FIVE }), 'stepPercentage is 9'],
    ['steps of 51 percent', linear({ stepPercentage: 51, waitInterval: FIVE }), 'stepPercentage is 51'],
    ['a latency that is a number', linear({ stepPercentage: 10, waitInterval: FIVE, rollbackModelLatency: 9 as any }), 'rollbackModelLatency is 9; it must be a Duration'],
    ['steps of an object', linear({ stepPercentage: Object.create(null), waitInterval: FIVE }), 'stepPercentage is {}'],
    ['steps beyond half the fleet', linear({ stepInstances: 3, waitInterval: FIVE }), 'stepInstances is 3'],
    ['a batch of 4 percent', rolling({ maximumBatchPercentage: 4, waitInterval: FIVE }), 'maximumBatchPercentage is 4'],
    ['a batch of 51 percent', rolling({ maximumBatchPercentage: 51, waitInterval: FIVE }), 'maximumBatchPercentage is 51'],
    ['a batch beyond the fleet', rolling({ maximumBatchSize: 5, waitInterval: FIVE }), 'maximumBatchSize is 5; it must be from 1 to 2 for the 4 instances'],
    ['a batch of zero instances', rolling({ maximumBatchSize: 0, waitInterval: FIVE }), 'maximumBatchSize is 0'],
    ['a batch of 1.5 instances', rolling({ maximumBatchSize: 1.5, waitInterval: FIVE }), 'maximumBatchSize is 1.5'],
    ['a rollback of 4 percent', rolling({ maximumBatchPercentage: 10, rollbackBatchPercentage: 4, waitInterval: FIVE }), 'rollbackBatchPercentage is 4'],
    ['less than 10 minutes in all', allAtOnce({ maximumExecution: Duration.seconds(599), terminationWait: Duration.seconds(0) }), 'maximumExecution is'],
    ['more than 8 hours in all', allAtOnce({ maximumExecution: Duration.seconds(28801) }), 'maximumExecution is'],
    ['waits that do not fit', linear({ stepPercentage: 10, waitInterval: Duration.hours(1) }), 'the waits add up to 32400 seconds'],
    ['waits beyond the explicit limit', canary({ canaryPercentage: 10, waitInterval: Duration.minutes(50), maximumExecution: Duration.minutes(30) }),
      'the waits add up to 3000 seconds, but the update may take 1800'],
    ['a canary that may fail altogether unseen', canary({ canaryPercentage: 5, waitInterval: FIVE }),
      'canaryPercentage is 5 percent of the traffic, all of which may fail before more than 5 percent of all responses are errors'],
    ['a batch that may fail completely unnoticed', rolling({ maximumBatchSize: 1, waitInterval: FIVE, rollbackErrorPercentage: 25 }), 'maximumBatchSize is 25 percent'],
    ['a wait shorter than the alarms need', canary({ canaryPercentage: 10, waitInterval: Duration.seconds(179) }),
      'waitInterval is 179 seconds, but the rollback alarms need 180 to go off'],
    ['too short a wait between steps', linear({ stepPercentage: 10, waitInterval: Duration.seconds(0) }), 'waitInterval is 0 seconds'],
    ['too short a wait between batches', rolling({ maximumBatchPercentage: 10, waitInterval: Duration.minutes(2) }), 'waitInterval is 120 seconds'],
    ['no time for alarms after all traffic has moved', allAtOnce({ terminationWait: Duration.seconds(0) }), 'terminationWait is 0 seconds'],
    ['a threshold of no endpoint errors', allAtOnce({ rollbackEndpointErrorPercentage: 0 }), 'rollbackEndpointErrorPercentage is 0'],
    ['a threshold above all endpoint errors', allAtOnce({ rollbackEndpointErrorPercentage: 101 }), 'rollbackEndpointErrorPercentage is 101'],
    ['a threshold of no errors', allAtOnce({ rollbackErrorPercentage: 0 }), 'rollbackErrorPercentage is 0'],
    ['a threshold of all errors', allAtOnce({ rollbackErrorPercentage: 100 }), 'rollbackErrorPercentage is 100'],
    ['a threshold of no latency', allAtOnce({ rollbackModelLatency: Duration.seconds(0) }), 'rollbackModelLatency is'],
  ])('fails with %s', (_, policy, fault) => {
    expect(faults(policy)).toContainEqual(expect.stringContaining(fault));
  });

  test('fails with instances of a fleet of one, which has no half', () => {
    expect(faults(canary({ canaryInstances: 1, waitInterval: FIVE }), 1)).toEqual([expect.stringContaining('canaryInstances is 1; it must be a percentage')]);
  });

  test('reports bad waits and all other problems at once, and each size out of bounds once', () => {
    const deploymentPolicy = canary({ canaryPercentage: 10, waitInterval: Duration.seconds(179) });
    expect(problemsOf(() => testEndpoint({ deploymentPolicy, initialInstanceCount: 0.5, endpointName: '-bad-' })).map((fault) => fault.split(' ')[0]).sort())
      .toEqual(['endpointName', 'initialInstanceCount', 'waitInterval']);
    expect(faults(canary({ canaryPercentage: 0, waitInterval: FIVE }))).toEqual([expect.stringContaining('canaryPercentage is 0;')]);
  });

  test('fails with two policies', () => {
    const two = [canary({ canaryPercentage: 10, waitInterval: FIVE }), rolling({ maximumBatchPercentage: 10, waitInterval: FIVE })];
    expect(faults(two as any)).toEqual([expect.stringContaining('it must be an LmiDeploymentPolicy')]);
    expect(faults({ blueGreenUpdatePolicy: {}, rollingUpdatePolicy: {} } as any)).toEqual([expect.stringContaining('it must be an LmiDeploymentPolicy')]);
  });

  test('fails when rolling meets a second production variant', () => {
    const endpoint = testEndpoint({ deploymentPolicy: rolling({ maximumBatchPercentage: 10, waitInterval: FIVE }) });
    expect(problemsOf(() => endpoint.addVariant('Second', second))).toEqual([expect.stringContaining('deploymentPolicy is rolling')]);
  });

  test('fails when an additional variant is too small', () => {
    const endpoint = testEndpoint({ initialInstanceCount: 4, deploymentPolicy: canary({ canaryInstances: 2, waitInterval: FIVE }) });
    expect(problemsOf(() => endpoint.addVariant('Second', second))).toEqual([expect.stringContaining('canaryInstances is 2')]);
  });
});

describe('rollback alarms', () => {
  const deploymentPolicy = LmiDeploymentPolicy.canary({ canaryPercentage: 10, waitInterval: FIVE });

  test('are created for a policy, without a reference to the endpoint, which refers to them', () => {
    const endpoint = testEndpoint({ deploymentPolicy });
    const template = templateOf(endpoint);
    template.hasResourceProperties(ENDPOINT, {
      DeploymentConfig: {
        AutoRollbackConfiguration: {
          Alarms: ['RollbackErrors', 'RollbackLatency', 'RollbackEndpointErrors'].map((id) => ({ AlarmName: { Ref: Match.stringLikeRegexp(id) } })),
        },
      },
    });
    const [{ Properties: { EndpointName: name } }] = Object.values(template.findResources(ENDPOINT));
    const whole = [{ Name: 'EndpointName', Value: name }, { Name: 'VariantName', Value: 'AllTraffic' }];
    const [configId] = Object.keys(template.findResources('AWS::SageMaker::EndpointConfig'));
    const fresh = [{ Name: 'EndpointConfigName', Value: { 'Fn::GetAtt': [configId, 'EndpointConfigName'] } }, ...whole];
    template.hasResourceProperties(ALARM, {
      Namespace: 'AWS/SageMaker', MetricName: 'InvocationModelErrors', Statistic: 'Average', Threshold: 0.05, EvaluationPeriods: 2, Dimensions: fresh, TreatMissingData: 'notBreaching',
    });
    template.hasResourceProperties(ALARM, {
      Namespace: 'AWS/SageMaker', MetricName: 'ModelLatency', ExtendedStatistic: 'p90', Threshold: 30_000_000, EvaluationPeriods: 2, Dimensions: fresh, TreatMissingData: 'notBreaching',
    });
    template.hasResourceProperties(ALARM, { MetricName: 'InvocationModelErrors', Threshold: 0.5, Dimensions: whole, TreatMissingData: 'notBreaching' });
    const [endpointId] = Object.keys(template.findResources(ENDPOINT));
    expect(JSON.stringify(template.findResources(ALARM))).not.toContain(`"${endpointId}"`);
  });

  test('have the explicit name of the endpoint', () => {
    templateOf(testEndpoint({ deploymentPolicy, endpointName: 'chat' })).allResourcesProperties(ALARM, {
      Dimensions: Match.arrayWith([{ Name: 'EndpointName', Value: 'chat' }, { Name: 'VariantName', Value: 'AllTraffic' }]),
    });
  });

  test('may be read by the execution role; the endpoint waits for that permission, the model does not', () => {
    const template = templateOf(testEndpoint({ deploymentPolicy }));
    const [[id, policy]] = Object.entries(template.findResources('AWS::IAM::ManagedPolicy', { Properties: { Description: Match.stringLikeRegexp('alarms') } }));
    expect(policy.Properties.PolicyDocument.Statement).toEqual([{
      Action: 'cloudwatch:DescribeAlarms', Effect: 'Allow', Resource: [
        { 'Fn::GetAtt': [expect.stringMatching('RollbackErrors'), 'Arn'] }, { 'Fn::GetAtt': [expect.stringMatching('RollbackLatency'), 'Arn'] },
        { 'Fn::GetAtt': [expect.stringMatching('RollbackEndpointErrors'), 'Arn'] },
      ],
    }]);
    template.hasResource(ENDPOINT, { DependsOn: Match.arrayWith([id]) });
    expect(Object.values(template.findResources('AWS::SageMaker::Model'))[0].DependsOn).not.toContain(id);
  });

  test('on the whole endpoint can be omitted, so that the fix of a failing fleet can be deployed', () => {
    const fix = LmiDeploymentPolicy.allAtOnce({ rollbackEndpointErrorPercentage: 100 });
    const template = templateOf(testEndpoint({ deploymentPolicy: fix }));
    template.resourceCountIs(ALARM, 2);
    template.allResourcesProperties(ALARM, { Dimensions: Match.arrayWith([Match.objectLike({ Name: 'EndpointConfigName' })]) });
  });

  test('must not be composite ones, which SageMaker cannot see', () => {
    const stack = testStack();
    const alarm = new cloudwatch.CompositeAlarm(stack, 'Both', { alarmRule: cloudwatch.AlarmRule.fromBoolean(true) });
    expect(problemsOf(() => testEndpoint({ rollbackAlarms: [alarm] }, stack))).toEqual([expect.stringContaining('Test/Both, a composite alarm, which SageMaker does not support')]);
  });

  test('take thresholds', () => {
    const template = templateOf(testEndpoint({
      deploymentPolicy: LmiDeploymentPolicy.allAtOnce({ rollbackErrorPercentage: 1, rollbackModelLatency: Duration.millis(1500) }),
    }));
    template.hasResourceProperties(ALARM, { MetricName: 'InvocationModelErrors', Threshold: 0.01 });
    template.hasResourceProperties(ALARM, { MetricName: 'ModelLatency', Threshold: 1_500_000 });
  });

  test('watch each production variant, but no shadow variant', () => {
    const endpoint = testEndpoint({ deploymentPolicy });
    endpoint.addVariant('Second', second);
    templateOf(endpoint).resourceCountIs(ALARM, 5);
    const shadowed = testEndpoint({ deploymentPolicy });
    shadowed.addShadowVariant('Second', second);
    templateOf(shadowed).resourceCountIs(ALARM, 3);
  });

  test('fail when the variants have more than ten', () => {
    const endpoint = testEndpoint({ deploymentPolicy });
    ['B', 'C', 'D'].forEach((name) => endpoint.addVariant(name, second));
    expect(problemsOf(() => endpoint.addVariant('E', second))).toEqual([expect.stringContaining('the variants have 11 rollback alarms')]);
  });

  test('do not watch the latency of an asynchronous endpoint', () => {
    const stack = testStack();
    const asyncInference = LmiAsyncInference.toBucket(new Bucket(stack, 'Bucket'));
    const template = templateOf(testEndpoint({ deploymentPolicy, asyncInference }, stack));
    template.resourceCountIs(ALARM, 2);
    template.hasResourceProperties(ALARM, {
      Metrics: Match.arrayWith([
        Match.objectLike({ Expression: 'FILL(client, 0) + FILL(server, 0)' }),
        Match.objectLike({ MetricStat: { Metric: { MetricName: 'Invocation4XXErrors', Dimensions: Match.arrayWith([Match.objectLike({ Name: 'EndpointConfigName' })]) } } }),
        Match.objectLike({ MetricStat: { Metric: { MetricName: 'Invocation5XXErrors' } } }),
      ]),
    });
  });

  test('are those passed, with a policy that gives them time', () => {
    const stack = testStack();
    const alarm = cloudwatch.Alarm.fromAlarmArn(stack, 'Alarm', 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:mine');
    const template = templateOf(testEndpoint({ rollbackAlarms: [alarm] }, stack));
    template.resourceCountIs(ALARM, 0);
    template.hasResourceProperties(ENDPOINT, {
      DeploymentConfig: {
        AutoRollbackConfiguration: { Alarms: [{ AlarmName: 'mine' }] },
        BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { Type: 'ALL_AT_ONCE' }, TerminationWaitInSeconds: 600 },
      },
    });
  });

  test('are none if the list is empty', () => {
    const template = templateOf(testEndpoint({ deploymentPolicy, rollbackAlarms: [] }));
    template.resourceCountIs(ALARM, 0);
    template.hasResourceProperties(ENDPOINT, { DeploymentConfig: { AutoRollbackConfiguration: Match.absent() } });
  });

  test.each([[10, 0], [11, 1]])('%i of them have %i problems', (count, expected) => {
    const stack = testStack();
    const rollbackAlarms = Array.from({ length: count }, (_, index) => cloudwatch.Alarm.fromAlarmArn(
      stack, `Alarm${index}`, `arn:aws:cloudwatch:us-east-1:123456789012:alarm:a${index}`,
    ));
    const make = () => testEndpoint({ rollbackAlarms }, stack);
    if (expected === 0) {
      expect(make).not.toThrow();
    } else {
      expect(problemsOf(make)).toEqual([expect.stringContaining('the number of rollbackAlarms is 11')]);
    }
  });

  test.each([['name'], [[undefined]], [[{}]]])('fail with %j', (rollbackAlarms: any) => {
    expect(problemsOf(() => testEndpoint({ rollbackAlarms }))).toEqual([expect.stringContaining('it must be a list of alarms')]);
  });
});
