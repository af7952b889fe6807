/**
 * The pitfalls of SageMaker and CloudFormation that this library handles. The numbers are those of docs/pitfalls.md.
 */
import { Duration, SecretValue, Size, Stack, Tags } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import { testModel } from './fleet/component-stacks';
import { problemsOf, templateOf, testEndpoint, testStack, warningsOf } from './stacks';
import {
  LmiAsyncInference, LmiCapacityReservation, LmiDeploymentPolicy, LmiInstancePool, LmiInstanceType, LmiModel, VllmBackend,
} from '../src';
import { INSTANCES } from '../src/facts/instances';

const NVME = LmiInstanceType.G5_2XLARGE;
const NO_NVME = LmiInstanceType.P3_2XLARGE;
const fromS3 = (stack: Stack, prefix = 'llama') => LmiModel.fromS3(new s3.Bucket(stack, 'Weights'), prefix);
const template = (props: Parameters<typeof testEndpoint>[0] = {}, stack = testStack()) => templateOf(testEndpoint(props, stack));
const only = (from: Template, type: string) => Object.values(from.findResources(type))[0].Properties;

describe('pitfall 1: every change replaces model and endpoint config', () => {
  test('so they have no explicit name, and the endpoint refers to the generated one', () => {
    const made = template({ endpointName: 'chat' });
    made.hasResourceProperties('AWS::SageMaker::Model', { ModelName: Match.absent() });
    made.hasResourceProperties('AWS::SageMaker::EndpointConfig', {
      EndpointConfigName: Match.absent(),
      ProductionVariants: [Match.objectLike({ ModelName: { 'Fn::GetAtt': [Match.anyValue(), 'ModelName'] } })],
    });
    made.hasResourceProperties('AWS::SageMaker::Endpoint', {
      EndpointName: 'chat', EndpointConfigName: { 'Fn::GetAtt': [Match.anyValue(), 'EndpointConfigName'] },
    });
  });
});

describe('pitfall 2: an update resets the count that scaling has reached', () => {
  test('so it is retained if the endpoint scales, and the variant keeps its name', () => {
    const endpoint = testEndpoint();
    templateOf(testEndpoint()).hasResourceProperties('AWS::SageMaker::Endpoint', { RetainAllVariantProperties: Match.absent() });
    endpoint.autoScaleInstanceCount({ maxCapacity: 2 });
    templateOf(endpoint).hasResourceProperties('AWS::SageMaker::Endpoint', { RetainAllVariantProperties: true });
    expect(only(templateOf(endpoint), 'AWS::SageMaker::EndpointConfig').ProductionVariants[0].VariantName).toBe('AllTraffic');
  });
});

describe('pitfall 3: an update cannot change the instance type of a variant that scales', () => {
  test('so it can be deregistered from scaling in the first of two deployments, keeping its count', () => {
    const endpoint = testEndpoint();
    endpoint.autoScaleInstanceCount({ maxCapacity: 2, deregistered: true }).scaleOnConcurrentRequests('Load', { targetRequests: 8 });
    templateOf(endpoint).resourceCountIs('AWS::ApplicationAutoScaling::ScalableTarget', 0);
    templateOf(endpoint).hasResourceProperties('AWS::SageMaker::Endpoint', { RetainAllVariantProperties: true });
  });
});

describe('pitfall 4: instance types with local NVMe take neither key nor volume size', () => {
  const withNvme = Object.values(INSTANCES).filter((fact) => 'nvmeGb' in fact && fact.nvmeGb).map((fact) => LmiInstanceType.of(fact.name));

  test('so both are rejected on the default type, in one error', () => {
    const stack = testStack();
    expect(problemsOf(() => testEndpoint({ instanceType: NVME, encryptionKey: new kms.Key(stack, 'Key'), volumeSize: Size.gibibytes(100) }, stack)))
      .toEqual(expect.arrayContaining([expect.stringContaining('encryptionKey is set'), expect.stringContaining('volumeSize is set')]));
  });

  test.each(['g4dn', 'g5', 'g6', 'g6e', 'p4d', 'p4de', 'p5', 'trn1'])('and %s is known to have them', (family) => {
    expect(withNvme.some(({ name }) => name.startsWith(`ml.${family}.`))).toBe(true);
  });

  test('others accept them', () => {
    const stack = testStack();
    const made = template({ instanceType: NO_NVME, encryptionKey: new kms.Key(stack, 'Key'), volumeSize: Size.gibibytes(512) }, stack);
    made.hasResourceProperties('AWS::SageMaker::EndpointConfig', {
      KmsKeyId: Match.anyValue(), ProductionVariants: [Match.objectLike({ VolumeSizeInGB: 512 })],
    });
  });
});

describe('pitfall 5: the model is created before the role may read the weights', () => {
  test('so the policy is attached to the role, and the model waits for both', () => {
    const stack = testStack();
    const made = template({ model: fromS3(stack) }, stack);
    made.hasResourceProperties('AWS::IAM::ManagedPolicy', { Roles: [{ Ref: Match.stringLikeRegexp('^LlmRole') }] });
    made.hasResource('AWS::SageMaker::Model', { DependsOn: Match.arrayWith([Match.stringLikeRegexp('^LlmPolicy'), Match.stringLikeRegexp('^LlmRole')]) });
  });

  test('and a role that cannot be changed gets a warning', () => {
    const stack = testStack();
    testEndpoint({ role: iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::123456789012:role/mine', { mutable: false }) }, stack);
    expect(warningsOf(stack).join()).toContain('immutable-role');
  });
});

describe('pitfall 6: a prefix without a trailing slash is treated as an object', () => {
  test.each(['llama', 'llama/'])('so %s gets a slash, and listing is granted for the prefix', (prefix) => {
    const stack = testStack();
    const made = template({ model: fromS3(stack, prefix) }, stack);
    made.hasResourceProperties('AWS::SageMaker::Model', {
      PrimaryContainer: {
        ModelDataUrl: Match.absent(),
        ModelDataSource: { S3DataSource: { S3DataType: 'S3Prefix', CompressionType: 'None', S3Uri: { 'Fn::Join': ['', Match.arrayWith(['/llama/'])] } } },
      },
    });
    made.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({ Action: 's3:ListBucket', Condition: { StringLike: { 's3:prefix': ['llama/*'] } } })]),
      },
    });
  });
});

describe('pitfall 7: everyone who may describe the model can read its environment', () => {
  test('so a token is a secret, and the template refers to it', () => {
    const stack = testStack();
    const token = new secretsmanager.Secret(stack, 'Token');
    const { Environment } = only(template({ model: LmiModel.fromHuggingFace('org/model', { token }) }, stack), 'AWS::SageMaker::Model').PrimaryContainer;
    expect(JSON.stringify(Environment.HF_TOKEN)).toContain('{{resolve:secretsmanager:');
  });

  test('a literal is rejected as token and anywhere in the environment', () => {
    expect(problemsOf(() => testEndpoint({ model: LmiModel.fromHuggingFace('org/model', { token: 'hf_abcdefgh' as any }) }))).toHaveLength(1);
    expect(problemsOf(() => testEndpoint({ environment: { NOTE: 'use hf_abcdefgh' } }))).toEqual([expect.stringContaining('environment.NOTE holds a literal secret')]);
    expect(problemsOf(() => testEndpoint({ environment: { HF_TOKEN: 'secret' } }))).toHaveLength(1);
  });

  test('a dynamic reference passes', () => {
    template({ environment: { HF_TOKEN: SecretValue.secretsManager('token').unsafeUnwrap() } }).resourceCountIs('AWS::SageMaker::Model', 1);
  });
});

describe('pitfall 8: an isolated container cannot load from the Hub', () => {
  test('so the combination is an error', () => {
    expect(problemsOf(() => testEndpoint({ networkIsolation: true }))).toEqual([expect.stringContaining('networkIsolation is true')]);
  });

  test('weights from S3 are isolated unless the user opts out', () => {
    const stack = testStack();
    template({ model: fromS3(stack) }, stack).hasResourceProperties('AWS::SageMaker::Model', { EnableNetworkIsolation: true });
    const open = testStack();
    template({ model: fromS3(open), networkIsolation: false }, open).hasResourceProperties('AWS::SageMaker::Model', { EnableNetworkIsolation: false });
  });
});

describe('pitfall 9: a VPC without a route to S3, ECR, and the logs', () => {
  const isolated = (stack: Stack, maxAzs: number) => ({
    vpc: new ec2.Vpc(stack, 'Vpc', { maxAzs, natGateways: 0 }), vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED }, model: fromS3(stack),
  });

  test('two zones are required', () => {
    const stack = testStack();
    expect(problemsOf(() => testEndpoint(isolated(stack, 1), stack))).toHaveLength(1);
  });

  test('there are no inbound rules, and a missing route to AWS gets a warning', () => {
    const stack = testStack();
    template(isolated(stack, 2), stack).hasResourceProperties('AWS::EC2::SecurityGroup', { SecurityGroupIngress: Match.absent() });
    expect(warningsOf(stack).join()).toContain('isolated-subnets');
  });
});

describe('pitfall 10: no capacity for the GPU type', () => {
  test('so other types are tried by priority, and the wait is bounded', () => {
    const made = template({
      instanceType: undefined,
      instancePools: [LmiInstancePool.of(LmiInstanceType.G5_2XLARGE), LmiInstancePool.of(LmiInstanceType.G6_2XLARGE)],
      provisionTimeout: Duration.minutes(30),
    });
    made.hasResourceProperties('AWS::SageMaker::EndpointConfig', {
      ProductionVariants: [Match.objectLike({
        InstancePools: [{ InstanceType: 'ml.g5.2xlarge', Priority: 1 }, { InstanceType: 'ml.g6.2xlarge', Priority: 2 }],
        VariantInstanceProvisionTimeoutInSeconds: 1800,
      })],
    });
  });

  test('and a reservation can be used', () => {
    const capacityReservation = LmiCapacityReservation.fromArn('arn:aws:sagemaker:us-east-1:123456789012:training-plan/llm');
    template({ capacityReservation }).hasResourceProperties('AWS::SageMaker::EndpointConfig', {
      ProductionVariants: [Match.objectLike({ CapacityReservationConfig: Match.objectLike({ MlReservationArn: Match.stringLikeRegexp('llm$') }) })],
    });
  });

  test.each([Duration.seconds(299), Duration.seconds(3601)])('a wait of %s is rejected', (provisionTimeout) => {
    expect(problemsOf(() => testEndpoint({ provisionTimeout }))).toEqual([expect.stringContaining('provisionTimeout is')]);
  });
});

describe('pitfall 11: a container that fails keeps the endpoint in Creating', () => {
  test('so there is always a start-up timeout, never below that of the container', () => {
    expect(only(template(), 'AWS::SageMaker::EndpointConfig').ProductionVariants[0].ContainerStartupHealthCheckTimeoutInSeconds).toBe(1200);
    const stack = testStack();
    const backend = new VllmBackend(stack, 'Vllm', { modelLoadingTimeout: Duration.minutes(50) });
    expect(only(template({ backend }, stack), 'AWS::SageMaker::EndpointConfig').ProductionVariants[0].ContainerStartupHealthCheckTimeoutInSeconds).toBe(3000);
    expect(problemsOf(() => testEndpoint({ backend, containerStartupHealthCheckTimeout: Duration.minutes(10) }))).toEqual([expect.stringContaining('containerStartupHealthCheckTimeout is 600')]);
  });
});

describe('pitfall 12: after a failed update the old config silently keeps serving', () => {
  test('so alarms roll the update back, and are created before the endpoint, without depending on it', () => {
    const made = template({ deploymentPolicy: LmiDeploymentPolicy.canary({ canaryPercentage: 10, waitInterval: Duration.minutes(5) }) });
    const alarms = made.findResources('AWS::CloudWatch::Alarm');
    const { AutoRollbackConfiguration } = only(made, 'AWS::SageMaker::Endpoint').DeploymentConfig;
    expect(AutoRollbackConfiguration.Alarms.map((alarm: any) => alarm.AlarmName.Ref).sort()).toEqual(Object.keys(alarms).sort());
    const [endpointId] = Object.keys(made.findResources('AWS::SageMaker::Endpoint'));
    expect(JSON.stringify(alarms)).not.toContain(endpointId);
  });
});

describe('pitfall 13: blue/green needs twice the GPUs', () => {
  test('so a rolling update is available, which excludes blue/green', () => {
    const made = template({
      deploymentPolicy: LmiDeploymentPolicy.rolling({ maximumBatchSize: 1, waitInterval: Duration.minutes(5) }), initialInstanceCount: 4,
    });
    made.hasResourceProperties('AWS::SageMaker::Endpoint', {
      DeploymentConfig: { RollingUpdatePolicy: Match.objectLike({ MaximumBatchSize: Match.anyValue() }), BlueGreenUpdatePolicy: Match.absent() },
    });
  });
});

describe('pitfall 14: the scaling target outlives the endpoint', () => {
  test('so it refers to the attribute of the endpoint, even if that has an explicit name', () => {
    const endpoint = testEndpoint({ endpointName: 'chat' });
    endpoint.autoScaleInstanceCount({ maxCapacity: 2 });
    const { ResourceId } = only(templateOf(endpoint), 'AWS::ApplicationAutoScaling::ScalableTarget');
    expect(ResourceId['Fn::Join'][1]).toContainEqual({ 'Fn::GetAtt': [expect.any(String), 'EndpointName'] });
  });
});

describe('pitfall 15: the CDK creates a role for scaling that is never used', () => {
  test('so the service-linked role is used instead', () => {
    const endpoint = testEndpoint();
    endpoint.autoScaleInstanceCount({ maxCapacity: 2 });
    templateOf(endpoint).resourceCountIs('AWS::IAM::Role', 1);
    expect(JSON.stringify(only(templateOf(endpoint), 'AWS::ApplicationAutoScaling::ScalableTarget').RoleARN))
      .toContain('AWSServiceRoleForApplicationAutoScaling_SageMakerEndpoint');
  });
});

describe('pitfall 16: a real-time variant cannot scale to zero', () => {
  test('so it is rejected', () => {
    expect(problemsOf(() => testEndpoint().autoScaleInstanceCount({ minCapacity: 0, maxCapacity: 2 }))).toEqual([expect.stringContaining('minCapacity is 0')]);
  });

  test('a minimum above the maximum is rejected', () => {
    expect(problemsOf(() => testEndpoint().autoScaleInstanceCount({ minCapacity: 3, maxCapacity: 2 }))).toHaveLength(1);
  });

  test('an asynchronous endpoint can, and wakes up', () => {
    const stack = testStack();
    const endpoint = testEndpoint({ asyncInference: LmiAsyncInference.toBucket(new s3.Bucket(stack, 'Answers')) }, stack);
    endpoint.autoScaleInstanceCount({ minCapacity: 0, maxCapacity: 2 });
    templateOf(endpoint).hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', { MinCapacity: 0 });
    templateOf(endpoint).hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'HasBacklogWithoutCapacity' });
  });

  test('an inference component can, and wakes up', () => {
    const component = testModel();
    component.autoScaleCopies({ minCapacity: 0, maxCapacity: 2 });
    templateOf(component).hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', { MinCapacity: 0 });
    templateOf(component).hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'NoCapacityInvocationFailures' });
  });
});

describe('pitfall 17: Ref of endpoint, model and config is the ARN', () => {
  test('so names are read from attributes, and the ARN from Ref', () => {
    const endpoint = testEndpoint();
    expect(endpoint.stack.resolve(endpoint.endpointName)).toEqual({ 'Fn::GetAtt': [expect.any(String), 'EndpointName'] });
    expect(endpoint.stack.resolve(endpoint.endpointArn)).toEqual({ Ref: expect.any(String) });
  });
});

describe('pitfall 18: customer-managed keys do not admit services by default', () => {
  test('so the role may create grants on the volume key, and CloudWatch may use the key of an alarm topic', () => {
    const stack = testStack();
    const key = new kms.Key(stack, 'Key');
    const endpoint = testEndpoint({ instanceType: NO_NVME, encryptionKey: key }, stack);
    endpoint.addAlarms({ topic: new sns.Topic(stack, 'Topic', { masterKey: key }) });
    const made = templateOf(endpoint);
    made.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 'kms:CreateGrant' })]) },
    });
    made.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: { Statement: Match.arrayWith([Match.objectLike({ Principal: { Service: 'cloudwatch.amazonaws.com' } })]) },
    });
  });
});

describe('pitfall 19: another account makes SageMaker assume the role', () => {
  test('so only this account may be the source', () => {
    template().hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: { Statement: [Match.objectLike({ Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } } })] },
    });
  });
});

describe('pitfall 20: a deployment that changes only tags restarts the fleet', () => {
  test('so tags change only tags', () => {
    const withTag = (value: string) => {
      const stack = testStack();
      Tags.of(stack).add('build', value);
      return template({}, stack).toJSON();
    };
    const untagged = (made: any) => JSON.parse(JSON.stringify(made), (key, value) => key === 'Tags' ? undefined : value);
    expect(withTag('1')).not.toEqual(withTag('2'));
    expect(untagged(withTag('1'))).toEqual(untagged(withTag('2')));
  });
});

describe('pitfall 21: the environment is limited', () => {
  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`MINE_${index}`, 'x']));
  const ours = Object.keys(testEndpoint().environment).length;

  test('100 variables pass, 101 are rejected, with the number in the error', () => {
    template({ environment: many(100 - ours) }).resourceCountIs('AWS::SageMaker::Model', 1);
    expect(problemsOf(() => testEndpoint({ environment: many(101 - ours) }))).toEqual([expect.stringContaining('environment has 101 variables')]);
  });

  test.each([['1X', 'x'], ['A-B', 'x'], ['', 'x'], ['A'.repeat(1025), 'x'], ['A', 'x'.repeat(1025)]])('a bad name or value is rejected', (name, value) => {
    expect(problemsOf(() => testEndpoint({ environment: { [name]: value } }))).toHaveLength(1);
  });

  test('1,024 characters pass, and more than 32 KB in total is rejected', () => {
    template({ environment: { A: 'x'.repeat(1024) } }).resourceCountIs('AWS::SageMaker::Model', 1);
    const large = Object.fromEntries(Array.from({ length: 33 }, (_, index) => [`MINE_${index}`, 'x'.repeat(1024)]));
    expect(problemsOf(() => testEndpoint({ environment: large }))).toEqual([expect.stringContaining('bytes')]);
  });

  test('16 variables are the maximum for the container of an inference component', () => {
    const own = Object.keys(testModel().environment).length;
    expect(testModel({ environment: many(16 - own) }).environment).toHaveProperty('MINE_0');
    expect(problemsOf(() => testModel({ environment: many(17 - own) }))).toEqual([expect.stringContaining('environment has 17 variables')]);
  });
});

describe('pitfall 22: values that are known only at deployment', () => {
  test('the name of a variable cannot be one', () => {
    expect(problemsOf(() => testEndpoint({ environment: { [SecretValue.ssmSecure('/name').unsafeUnwrap()]: 'x' } }))).toHaveLength(1);
  });
  // Everything else about them: test/tokens.test.ts.
});

describe('pitfall 23: real-time calls end after 60 seconds', () => {
  test('so by default the latency alarm goes off at half of that', () => {
    const { alarm } = testEndpoint().addAlarms().latency!;
    expect(alarm).toBeInstanceOf(cloudwatch.Alarm);
    expect((alarm.node.defaultChild as cloudwatch.CfnAlarm).threshold).toBe(30_000_000);
  });
  // The limits of the kinds of calls are only in the documentation, so no test can check them.
});

describe('errors that CloudFormation does not detect', () => {
  test.each<[string, Parameters<typeof testEndpoint>[0]]>([
    ['endpointName', { endpointName: 'no_underscores' }],
    ['endpointName', { endpointName: 'a'.repeat(64) }],
    ['variantName', { variantName: '-first' }],
    ['initialInstanceCount', { initialInstanceCount: 0 }],
    ['initialInstanceCount', { initialInstanceCount: 1.5 }],
    ['volumeSize', { instanceType: NO_NVME, volumeSize: Size.gibibytes(513) }],
    ['volumeSize', { instanceType: NO_NVME, volumeSize: Size.gibibytes(0) }],
    ['containerStartupHealthCheckTimeout', { containerStartupHealthCheckTimeout: Duration.seconds(3601) }],
    ['modelDataDownloadTimeout', { modelDataDownloadTimeout: Duration.seconds(59) }],
  ])('%s out of bounds', (prop, props) => {
    expect(problemsOf(() => testEndpoint(props))).toEqual([expect.stringContaining(`${prop} is`)]);
  });

  test.each(['model', 'instanceType', 'backend', 'role', 'vpc', 'encryptionKey', 'endpointName', 'variantName', 'initialInstanceCount', 'environment',
    'containerStartupHealthCheckTimeout', 'modelDataDownloadTimeout', 'volumeSize', 'metricsFrequency', 'logRetention'])('%s of a wrong type never ends in a TypeError', (prop) => {
    for (const wrong of [null, 7, 'text', true, {}, [], Object.create(null)]) {
      try {
        testEndpoint({ [prop]: wrong });
      } catch (error: any) {
        expect({ prop, wrong, name: error.name }).toEqual({ prop, wrong, name: 'LmiError' });
      }
    }
  });
});
