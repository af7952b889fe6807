import { CfnParameter, Duration, Size } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { testFleet, testModel } from './component-stacks';
import { LmiComponentEndpointProps, LmiInstancePool, LmiInstanceType, LmiModel, LmiRouting, LmiScaleInStrategy } from '../../src';
import { problemsOf, templateOf, testStack, warningsOf } from '../stacks';

test('the endpoint config has a variant without a model, managed scaling, and the role', () => {
  const fleet = testFleet({ minInstanceCount: 0, maxInstanceCount: 3, routing: LmiRouting.leastOutstandingRequests() });
  templateOf(fleet).hasResourceProperties('AWS::SageMaker::EndpointConfig', {
    ExecutionRoleArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('FleetRole'), 'Arn'] },
    ProductionVariants: [{
      VariantName: 'AllTraffic',
      InstanceType: 'ml.g5.12xlarge',
      // SageMaker requires at least one initial instance.
      InitialInstanceCount: 1,
      ManagedInstanceScaling: { Status: 'ENABLED', MinInstanceCount: 0, MaxInstanceCount: 3 },
      RoutingConfig: { RoutingStrategy: 'LEAST_OUTSTANDING_REQUESTS' },
      ModelName: Match.absent(),
    }],
  });
  templateOf(fleet).hasResourceProperties('AWS::SageMaker::Endpoint', { RetainAllVariantProperties: true });
});

test('by default the fleet is one instance', () => {
  templateOf(testFleet()).hasResourceProperties('AWS::SageMaker::EndpointConfig', {
    ProductionVariants: [Match.objectLike({ InitialInstanceCount: 1, ManagedInstanceScaling: { Status: 'ENABLED', MinInstanceCount: 1, MaxInstanceCount: 1 } })],
  });
});

test('scale-in and instance pools are in the template, although the lowest aws-cdk-lib has no types for them', () => {
  const fleet = testFleet({
    scaleInStrategy: LmiScaleInStrategy.CONSOLIDATION,
    scaleInCooldown: Duration.minutes(30),
    maxScaleInStep: 2,
    instancePools: [LmiInstancePool.of(LmiInstanceType.G6_12XLARGE)],
  });
  templateOf(fleet).hasResourceProperties('AWS::SageMaker::EndpointConfig', {
    ProductionVariants: [Match.objectLike({
      InstanceType: Match.absent(),
      InstancePools: [{ InstanceType: 'ml.g5.12xlarge', Priority: 1 }, { InstanceType: 'ml.g6.12xlarge', Priority: 2 }],
      ManagedInstanceScaling: Match.objectLike({
        ScaleInPolicy: { Strategy: 'CONSOLIDATION', CooldownInMinutes: 30, MaximumStepSize: 2 },
      }),
    })],
  });
});

test('the network is in the endpoint config, and in the SageMaker model for weights under a prefix', () => {
  const stack = testStack();
  const fleet = testFleet({ vpc: new ec2.Vpc(stack, 'Vpc', { maxAzs: 2 }) }, stack);
  testModel({ model: LmiModel.fromS3(s3.Bucket.fromBucketName(stack, 'Bucket', 'bucket'), 'weights') }, fleet);
  const vpcConfig = { Subnets: [Match.anyValue(), Match.anyValue()], SecurityGroupIds: [Match.anyValue()] };
  templateOf(fleet).hasResourceProperties('AWS::SageMaker::EndpointConfig', { VpcConfig: vpcConfig, EnableNetworkIsolation: true });
  templateOf(fleet).hasResourceProperties('AWS::SageMaker::Model', { VpcConfig: vpcConfig, EnableNetworkIsolation: true });
  expect(fleet.connections.securityGroups).toHaveLength(1);
});

test('one model from the Hub opens the network for the whole fleet', () => {
  const stack = testStack();
  const fleet = testFleet({}, stack);
  fleet.addModel('Stored', { model: LmiModel.fromS3(s3.Bucket.fromBucketName(stack, 'Bucket', 'bucket'), 'weights'), acceleratorsPerCopy: 1 });
  testModel({}, fleet);
  templateOf(fleet).hasResourceProperties('AWS::SageMaker::EndpointConfig', { EnableNetworkIsolation: false });
  templateOf(fleet).hasResourceProperties('AWS::SageMaker::Model', { EnableNetworkIsolation: false });
});

test.each<[string, Partial<LmiComponentEndpointProps>, string]>([
  ['no instance type', { instanceType: undefined as any }, 'instanceType is missing'],
  ['an instance type that is a string', { instanceType: 'ml.g5.xlarge' as any }, 'instanceType is "ml.g5.xlarge"; it must be an LmiInstanceType'],
  ['a negative minimum', { minInstanceCount: -1 }, 'minInstanceCount is -1'],
  ['a maximum of 0', { maxInstanceCount: 0 }, 'maxInstanceCount is 0'],
  ['a minimum above the maximum', { minInstanceCount: 3, maxInstanceCount: 2 }, 'minInstanceCount is 3; it must be an integer <= 2'],
  ['an initial count of 0', { initialInstanceCount: 0 }, 'initialInstanceCount is 0'],
  ['an initial count above the maximum', { initialInstanceCount: 2, maxInstanceCount: 1 }, 'initialInstanceCount is 2'],
  ['a volume on NVMe', { volumeSize: Size.gibibytes(100) }, 'volumeSize is set'],
  ['a routing that is a string', { routing: 'RANDOM' as any }, 'routing is "RANDOM"'],
  ['an unknown strategy', { scaleInStrategy: 'BOLD' as any }, 'scaleInStrategy is "BOLD"; it must be one of'],
  ['a cooldown without a strategy', { scaleInCooldown: Duration.minutes(10) }, 'scaleInCooldown is set without scaleInStrategy'],
  ['a step without a strategy', { maxScaleInStep: 1 }, 'maxScaleInStep is set without scaleInStrategy'],
  ['a cooldown too short', { scaleInStrategy: LmiScaleInStrategy.IDLE_RELEASE, scaleInCooldown: Duration.minutes(4) }, 'scaleInCooldown is 4 minutes'],
  ['a cooldown of half minutes', { scaleInStrategy: LmiScaleInStrategy.IDLE_RELEASE, scaleInCooldown: Duration.seconds(330) }, 'whole minutes'],
  ['a step of 101', { scaleInStrategy: LmiScaleInStrategy.IDLE_RELEASE, maxScaleInStep: 101 }, 'maxScaleInStep is 101'],
  ['a bad endpoint name', { endpointName: 'no_underscores' }, 'endpointName is "no_underscores"'],
  ['a bad variant name', { variantName: '-' }, 'variantName is "-"'],
])('fails with %s', (_, props, fault) => {
  expect(problemsOf(() => testFleet(props))).toContainEqual(expect.stringContaining(fault));
});

test('fails with a key on NVMe', () => {
  const stack = testStack();
  expect(problemsOf(() => testFleet({ encryptionKey: new kms.Key(stack, 'Key') }, stack))).toEqual([expect.stringContaining('encryptionKey is set')]);
});

test.each([1, 100])('accepts %d instances as the maximum step of scale-in', (maxScaleInStep) => {
  expect(() => testFleet({ scaleInStrategy: LmiScaleInStrategy.IDLE_RELEASE, maxScaleInStep })).not.toThrow();
});

test('counts that are known only at deployment pass', () => {
  const stack = testStack();
  const count = new CfnParameter(stack, 'Count', { type: 'Number' }).valueAsNumber;
  const fleet = testFleet({ minInstanceCount: count, maxInstanceCount: count }, stack);
  templateOf(fleet).hasResourceProperties('AWS::SageMaker::EndpointConfig', {
    ProductionVariants: [Match.objectLike({ ManagedInstanceScaling: { MinInstanceCount: { Ref: 'Count' }, MaxInstanceCount: { Ref: 'Count' } } })],
  });
});

test('a grant on the fleet includes models added later', () => {
  const stack = testStack();
  const fleet = testFleet({}, stack);
  const user = new iam.User(stack, 'User');
  const before = testModel({}, fleet);
  fleet.grantInvoke(user);
  const after = fleet.addModel('Later', { model: LmiModel.fromHuggingFace('org/later'), acceleratorsPerCopy: 1 });
  const granted = JSON.stringify(templateOf(fleet).findResources('AWS::IAM::Policy'));
  for (const { cfnInferenceComponent } of [before, after]) {
    expect(granted).toContain(stack.getLogicalId(cfnInferenceComponent));
  }
});

test('fails when an id is in use or not a string', () => {
  const fleet = testFleet();
  testModel({}, fleet);
  expect(problemsOf(() => testModel({}, fleet))).toEqual([expect.stringContaining('with the id "Llm"')]);
  expect(problemsOf(() => fleet.addModel(undefined as any, {} as any))).toEqual([expect.stringContaining('the id of the model')]);
});

describe('capacity', () => {
  const warningOf = (add: (fleet: ReturnType<typeof testFleet>) => void, props: Partial<LmiComponentEndpointProps> = {}) => {
    const fleet = testFleet(props);
    add(fleet);
    return warningsOf(fleet.stack).filter((text) => text.includes('fleet-too-small'));
  };
  const model = LmiModel.fromHuggingFace('org/model');

  test('warns when there are too few accelerators, and shows the arithmetic', () => {
    const [text] = warningOf((fleet) => {
      fleet.addModel('A', { model, acceleratorsPerCopy: 2, copies: 2 });
      fleet.addModel('B', { model, acceleratorsPerCopy: 1 });
    });
    expect(text).toContain('the models need 5 accelerators (A: 2 × 2, B: 1 × 1)');
    expect(text).toContain('1 × ml.g5.12xlarge has 4 accelerators');
  });

  test('warns when there is too little host memory', () => {
    expect(warningOf((fleet) => fleet.addModel('A', { model, acceleratorsPerCopy: 1, copies: 2, minMemory: Size.gibibytes(100) }))).toHaveLength(1);
  });

  test('warns when copies would have to span instances', () => {
    const [text] = warningOf((fleet) => fleet.addModel('A', { model, acceleratorsPerCopy: 3, copies: 2 }).addAlarms(), { maxInstanceCount: 1 + 0 });
    expect(text).toContain('6 accelerators');
    const [packed] = warningOf((fleet) => {
      fleet.addModel('A', { model, acceleratorsPerCopy: 3, copies: 2 });
      fleet.addModel('B', { model, acceleratorsPerCopy: 2 });
    }, { maxInstanceCount: 2 });
    expect(packed).toContain('they need 3 of them');
  });

  test('counts the minimum copies of scaling', () => {
    const add = (minCapacity: number) => (fleet: ReturnType<typeof testFleet>) => {
      fleet.addModel('A', { model, acceleratorsPerCopy: 4, copies: 1 }).autoScaleCopies({ minCapacity, maxCapacity: 2 });
      fleet.addModel('B', { model, acceleratorsPerCopy: 4, copies: 1 });
    };
    expect(warningOf(add(0))).toEqual([]);
    expect(warningOf(add(1))).toHaveLength(1);
  });

  test('does not warn if everything fits', () => {
    expect(warningOf((fleet) => {
      fleet.addModel('A', { model, acceleratorsPerCopy: 2 });
      fleet.addModel('B', { model, acceleratorsPerCopy: 1, copies: 2 });
    })).toEqual([]);
  });
});

test.each<[string, any]>([['vpc', 'vpc-1'], ['instanceType', 'ml.g5.xlarge'], ['maxInstanceCount', 'two'], ['scaleInCooldown', 300], ['endpointName', 5]])(
  'fails when %s is %p', (prop, value) => {
    expect(problemsOf(() => testFleet({ [prop]: value }))).toEqual([expect.stringContaining(`${prop} is ${JSON.stringify(value)}; it must be`)]);
  });

test('a cooldown in another unit that is known only at deployment is refused', () => {
  const stack = testStack();
  const seconds = new CfnParameter(stack, 'Seconds', { type: 'Number' }).valueAsNumber;
  expect(problemsOf(() => testFleet({ scaleInStrategy: LmiScaleInStrategy.IDLE_RELEASE, scaleInCooldown: Duration.seconds(seconds) }, stack))).toEqual([
    expect.stringContaining('Create it with Duration.minutes'),
  ]);
});
