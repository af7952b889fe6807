import { App, Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { LmiEndpointProps, LmiModel, LmiVpcEndpoints } from '../../src';
import { problemsOf, templateOf, testEndpoint, testStack, warningsOf } from '../stacks';

const ISOLATED = { subnetType: ec2.SubnetType.PRIVATE_ISOLATED };

function isolatedVpc(stack: Stack, maxAzs = 2): ec2.Vpc {
  return new ec2.Vpc(stack, 'Vpc', { maxAzs, natGateways: 0, subnetConfiguration: [{ name: 'isolated', ...ISOLATED }] });
}

function inVpc(stack: Stack, props: Partial<LmiEndpointProps> = {}, vpc: ec2.IVpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2 })) {
  // A model on the Hub without internet access is a separate error.
  const model = LmiModel.fromS3(s3.Bucket.fromBucketName(stack, 'Weights', 'weights'), 'llama');
  return testEndpoint({ vpc, model, ...props }, stack);
}

test('the containers are in the private subnets behind a security group without inbound rules', () => {
  const stack = testStack();
  const endpoint = inVpc(stack);
  templateOf(endpoint).hasResourceProperties('AWS::SageMaker::Model', {
    VpcConfig: { Subnets: [{ Ref: Match.stringLikeRegexp('Private') }, { Ref: Match.stringLikeRegexp('Private') }], SecurityGroupIds: [Match.anyValue()] },
  });
  templateOf(endpoint).hasResourceProperties('AWS::EC2::SecurityGroup', { SecurityGroupIngress: Match.absent() });
  templateOf(endpoint).resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
});

test('the role has the network permissions that SageMaker requires', () => {
  templateOf(inVpc(testStack())).hasResourceProperties('AWS::IAM::ManagedPolicy', {
    PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: Match.arrayWith(['ec2:CreateNetworkInterface']) })]) },
  });
});

describe('fails when', () => {
  test('there is one subnet', () => {
    const stack = testStack();
    const vpc = isolatedVpc(stack, 1);
    expect(problemsOf(() => inVpc(stack, { vpcSubnets: ISOLATED }, vpc))).toEqual([expect.stringContaining('the number of subnets in vpcSubnets is 1')]);
  });

  test('the subnets are all in one zone', () => {
    const stack = testStack();
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-1', availabilityZones: ['us-east-1a', 'us-east-1a'], privateSubnetIds: ['subnet-1', 'subnet-2'],
    });
    expect(problemsOf(() => inVpc(stack, {}, vpc))).toEqual([expect.stringContaining('Availability Zones')]);
  });

  test.each(['vpcSubnets', 'securityGroups', 'allowAllOutbound'] as const)('%s is set without vpc', (prop) => {
    const value = { vpcSubnets: ISOLATED, securityGroups: [], allowAllOutbound: false }[prop];
    expect(problemsOf(() => testEndpoint({ [prop]: value }))).toEqual([expect.stringContaining(`${prop} is set without vpc`)]);
  });

  test.each([0, 6])('there are %d security groups', (count) => {
    const stack = testStack();
    const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2 });
    const securityGroups = Array.from({ length: count }, (_, index) => ec2.SecurityGroup.fromSecurityGroupId(stack, `Sg${index}`, `sg-${index}`));
    expect(problemsOf(() => inVpc(stack, { securityGroups }, vpc))).toEqual([expect.stringContaining('the number of securityGroups')]);
  });

  test('connections are used outside a VPC', () => {
    expect(problemsOf(() => testEndpoint().connections)).toEqual([expect.stringContaining('Pass vpc')]);
  });
});

describe('isolated subnets', () => {
  const warning = 'lacks endpoints for';

  test('of a VPC without endpoints get a warning that names what is missing', () => {
    const stack = testStack();
    inVpc(stack, { vpcSubnets: ISOLATED }, isolatedVpc(stack));
    expect(warningsOf(stack).join()).toMatch(/S3 gateway .*ECR API .*ECR registry .*CloudWatch Logs.*isolated-subnets/);
  });

  test('of a VPC that has an S3 gateway get a warning about the rest', () => {
    const stack = testStack();
    const vpc = isolatedVpc(stack);
    inVpc(stack, { vpcSubnets: ISOLATED }, vpc);
    vpc.addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3 });
    expect(warningsOf(stack).join()).not.toContain('S3 gateway');
    expect(warningsOf(stack).join()).toContain('CloudWatch Logs');
  });

  test.each([
    ['with a region', { region: 'us-east-1', account: '123456789012' }],
    ['without a region', {}],
  ])('are fine if LmiVpcEndpoints are added later, in a stack %s', (_, env) => {
    const stack = testStack(env);
    const vpc = isolatedVpc(stack);
    inVpc(stack, { vpcSubnets: ISOLATED }, vpc);
    new LmiVpcEndpoints(stack, 'Endpoints', { vpc });
    expect(warningsOf(stack).join()).not.toContain(warning);
  });

  test('are fine with endpoints in another stack', () => {
    const app = new App();
    const network = new Stack(app, 'Network', { env: { region: 'us-east-1' } });
    const vpc = isolatedVpc(network);
    new LmiVpcEndpoints(network, 'Endpoints', { vpc });
    const stack = new Stack(app, 'Llm', { env: { region: 'us-east-1' } });
    inVpc(stack, { vpcSubnets: ISOLATED }, vpc);
    expect(warningsOf(stack).join()).not.toContain(warning);
  });

  test('of an imported VPC are not checked, and neither are subnets with a route to the internet', () => {
    const stack = testStack();
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Imported', {
      vpcId: 'vpc-1', availabilityZones: ['us-east-1a', 'us-east-1b'], isolatedSubnetIds: ['subnet-1', 'subnet-2'],
    });
    inVpc(stack, { vpcSubnets: ISOLATED }, vpc);
    const other = testStack();
    inVpc(other);
    expect([...warningsOf(stack), ...warningsOf(other)].join()).not.toContain(warning);
  });

  test('can be acknowledged', () => {
    const stack = testStack();
    inVpc(stack, { vpcSubnets: ISOLATED }, isolatedVpc(stack));
    const { Annotations } = jest.requireActual('aws-cdk-lib');
    Annotations.of(stack).acknowledgeWarning('cdk-sagemaker-lmi:isolated-subnets');
    expect(warningsOf(stack).join()).not.toContain(warning);
  });
});

describe('LmiVpcEndpoints', () => {
  test('connects S3, ECR, the logs, STS, and the runtime, open to the VPC only on port 443', () => {
    const stack = testStack();
    const vpc = isolatedVpc(stack);
    const endpoints = new LmiVpcEndpoints(stack, 'Endpoints', { vpc });
    const template = templateOf({ stack });
    template.resourceCountIs('AWS::EC2::VPCEndpoint', 6);
    for (const service of ['ecr.api', 'ecr.dkr', 'logs', 'sts', 'sagemaker.runtime']) {
      template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
        VpcEndpointType: 'Interface', ServiceName: `com.amazonaws.us-east-1.${service}`, PrivateDnsEnabled: true,
      });
    }
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Gateway', RouteTableIds: [Match.anyValue(), Match.anyValue()] });
    template.hasResourceProperties('AWS::EC2::SecurityGroup', { SecurityGroupIngress: [Match.objectLike({ FromPort: 443, ToPort: 443 })] });
    expect(endpoints.interfaces).toHaveLength(5);
  });

  test('admits only named peers if it is not open', () => {
    const stack = testStack();
    const vpc = isolatedVpc(stack);
    const endpoints = new LmiVpcEndpoints(stack, 'Endpoints', {
      vpc, open: false, additionalServices: [ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER],
    });
    endpoints.connections.allowDefaultPortFrom(inVpc(stack, { vpcSubnets: ISOLATED }, vpc));
    const template = templateOf({ stack });
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 443, SourceSecurityGroupId: Match.anyValue() });
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', { ServiceName: 'com.amazonaws.us-east-1.secretsmanager' });
  });

  /* The default subnets of ec2.Vpc are public ones and private ones with a NAT gateway. */
  test('requires explicit subnets in a VPC without isolated ones', () => {
    const stack = testStack();
    const vpc = new ec2.Vpc(stack, 'Vpc');
    expect(problemsOf(() => new LmiVpcEndpoints(stack, 'Endpoints', { vpc }))).toEqual([expect.stringMatching(/^subnets is not set.*PRIVATE_WITH_EGRESS/)]);
    expect(new LmiVpcEndpoints(stack, 'Others', { vpc, subnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS } }).interfaces).toHaveLength(5);
  });

  test('fails without a VPC', () => {
    expect(problemsOf(() => new LmiVpcEndpoints(testStack(), 'Endpoints', {} as any))).toEqual([expect.stringContaining('vpc is missing')]);
  });
});

test('fails for subnets that the VPC does not have', () => {
  const stack = testStack();
  const vpc = new ec2.Vpc(stack, 'Vpc');
  expect(problemsOf(() => testEndpoint({ vpc, vpcSubnets: { subnetGroupName: 'x' } }, stack))).toEqual([
    expect.stringContaining('vpcSubnets selects no subnets of the VPC: There are no subnet groups with name'),
  ]);
});
