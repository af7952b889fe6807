import { App, Aspects, Duration, NestedStack, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { LmiAsyncInference, LmiComponentEndpoint, LmiDataCapture, LmiDeploymentPolicy, LmiEndpointProps, LmiInstanceType, LmiModel } from '../../src';
import { problemsOf, templateOf, testEndpoint, testStack, warningsOf } from '../stacks';

/** Actions that accept no resource; `cloudwatch:PutMetricData` is kept to namespaces by a condition instead. */
const TAKE_NO_RESOURCE = /^(ecr:GetAuthorizationToken|cloudwatch:PutMetricData|ec2:Describe\w+)$/;

const array = <T>(value: T | T[]): T[] => Array.isArray(value) ? value : [value];

function statementsOf(template: Template): any[] {
  const policies = ['AWS::IAM::ManagedPolicy', 'AWS::IAM::Policy'].flatMap((type) => Object.values(template.findResources(type)));
  return policies.flatMap((policy) => policy.Properties.PolicyDocument.Statement);
}

test.each<[string, (stack: Stack) => Partial<LmiEndpointProps>]>([
  ['a model on the Hub', () => ({})],
  ['weights in S3', (stack) => ({ model: LmiModel.fromS3(new s3.Bucket(stack, 'Weights'), 'llama') })],
  ['a volume key', (stack) => ({ encryptionKey: new kms.Key(stack, 'Key'), instanceType: LmiInstanceType.P3_2XLARGE })],
  ['answers and captured requests under keys', (stack) => {
    const bucket = new s3.Bucket(stack, 'Bucket', { encryptionKey: new kms.Key(stack, 'BucketKey') });
    const encryptionKey = new kms.Key(stack, 'Key');
    return {
      asyncInference: LmiAsyncInference.toBucket(bucket, { encryptionKey }), dataCapture: LmiDataCapture.toBucket(bucket, { encryptionKey }),
    };
  }],
  ['an update that rolls back', () => ({
    deploymentPolicy: LmiDeploymentPolicy.canary({ canaryPercentage: 10, waitInterval: Duration.minutes(5) }),
  })],
])('with %s no grant has a wildcard action, or a wildcard resource if the action supports resources', (_, props) => {
  const stack = testStack();
  for (const statement of statementsOf(templateOf(testEndpoint(props(stack), stack)))) {
    for (const action of array<string>(statement.Action)) {
      expect(action).not.toContain('*');
      if (array(statement.Resource).includes('*')) {
        expect(action).toMatch(TAKE_NO_RESOURCE);
      }
    }
  }
});

test('metrics are limited to the namespaces of SageMaker', () => {
  const statement = statementsOf(templateOf(testEndpoint())).find((each) => each.Action === 'cloudwatch:PutMetricData');
  expect(statement.Condition).toEqual({ StringLike: { 'cloudwatch:namespace': ['AWS/SageMaker', '/aws/sagemaker/*'] } });
});

test('logs go only to the log group of this endpoint, not to others with the same prefix', () => {
  const statement = statementsOf(templateOf(testEndpoint({ endpointName: 'chat' }))).find((each) => array(each.Action).includes('logs:PutLogEvents'));
  const resources = array<any>(statement.Resource).map((resource) => resource['Fn::Join'][1].join(''));
  expect(resources.map((resource) => resource.split('log-group:')[1])).toEqual(['/aws/sagemaker/Endpoints/chat', '/aws/sagemaker/Endpoints/chat:*']);
});

test('only SageMaker in this account may assume the role', () => {
  templateOf(testEndpoint()).hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Statement: [{
        Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
      }],
    },
    Policies: Match.absent(),
  });
});

test('the permissions are in a policy that is attached to the role, and created before the model', () => {
  const template = templateOf(testEndpoint());
  const [policy] = Object.keys(template.findResources('AWS::IAM::ManagedPolicy'));
  const [role] = Object.keys(template.findResources('AWS::IAM::Role'));
  template.hasResourceProperties('AWS::IAM::ManagedPolicy', { Roles: [{ Ref: role }] });
  template.hasResource('AWS::SageMaker::Model', { DependsOn: [policy, role] });
});

test('the role may use a volume key, and create grants on it only for AWS resources', () => {
  const stack = testStack();
  const endpoint = testEndpoint({ encryptionKey: new kms.Key(stack, 'Key'), instanceType: LmiInstanceType.P3_2XLARGE }, stack);
  expect(statementsOf(templateOf(endpoint))).toContainEqual(expect.objectContaining({
    Action: 'kms:CreateGrant', Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } }, Resource: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] },
  }));
});

describe('an existing role', () => {
  const roleArn = 'arn:aws:iam::123456789012:role/mine';

  test.each<[string, boolean]>([['in a VPC', true], ['without a VPC', false]])('gets %s the same permissions as a new one, before the model', (_, inVpc) => {
    const policyOf = (role?: (stack: Stack) => iam.IRole) => {
      const stack = testStack();
      const vpc = inVpc ? new ec2.Vpc(stack, 'Vpc') : undefined;
      testEndpoint({ vpc, role: role?.(stack), model: LmiModel.fromS3(s3.Bucket.fromBucketName(stack, 'Weights', 'weights'), 'llama') }, stack);
      const template = templateOf({ stack });
      const [[id, policy], ...others] = Object.entries(template.findResources('AWS::IAM::ManagedPolicy'));
      expect(others).toEqual([]);
      template.hasResource('AWS::SageMaker::Model', { DependsOn: Match.arrayWith([id]) });
      expect(warningsOf(stack).join()).not.toContain('immutable-role');
      return policy.Properties;
    };
    const made = policyOf();
    const given = policyOf((stack) => new iam.Role(stack, 'Given', { assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com') }));
    const imported = policyOf((stack) => iam.Role.fromRoleArn(stack, 'Role', roleArn));
    expect(given.PolicyDocument).toEqual(made.PolicyDocument);
    expect(imported.PolicyDocument).toEqual(made.PolicyDocument);
    expect(imported.Roles).toEqual(['mine']);
    expect(made.PolicyDocument.Statement.flatMap(({ Action }: any) => Action)).toEqual(expect.arrayContaining([
      'logs:PutLogEvents', 'cloudwatch:PutMetricData', 's3:GetObject', ...inVpc ? ['ec2:CreateNetworkInterface'] : [],
    ]));
  });

  test('is not changed: the permissions are policies of the endpoint', () => {
    const app = new App();
    const roles = new Stack(app, 'Roles', { env: { region: 'us-east-1', account: '123456789012' } });
    const role = new iam.Role(roles, 'Role', { assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com') });
    const stack = new Stack(app, 'Endpoint', { env: { region: 'us-east-1', account: '123456789012' } });
    const deploymentPolicy = LmiDeploymentPolicy.rolling({ maximumBatchPercentage: 10, waitInterval: Duration.minutes(5) });
    testEndpoint({ role, deploymentPolicy, model: LmiModel.fromS3(new s3.Bucket(stack, 'Weights'), 'llama') }, stack);
    templateOf({ stack: roles }).resourceCountIs('AWS::IAM::Policy', 0);
    templateOf({ stack }).resourceCountIs('AWS::IAM::ManagedPolicy', 2);
  });

  test('of the parent stack works for an endpoint in a nested one, with rollback alarms', () => {
    const parent = testStack();
    const role = new iam.Role(parent, 'Role', { assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com') });
    const stack = new NestedStack(parent, 'Nested');
    testEndpoint({ role, deploymentPolicy: LmiDeploymentPolicy.canary({ canaryPercentage: 10, waitInterval: Duration.minutes(5) }) }, stack);
    templateOf({ stack: parent }).resourceCountIs('AWS::IAM::Policy', 0);
    templateOf({ stack }).resourceCountIs('AWS::IAM::ManagedPolicy', 2);
  });

  test('that SageMaker cannot assume gets a warning', () => {
    const stack = testStack();
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    testEndpoint({ role }, stack);
    expect(warningsOf(stack).join()).toContain('role-trust');
    const other = testStack();
    const late = new iam.Role(other, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    testEndpoint({ role: late }, other);
    late.assumeRolePolicy!.addStatements(new iam.PolicyStatement({ actions: ['sts:AssumeRole'], principals: [new iam.ServicePrincipal('sagemaker.amazonaws.com')] }));
    expect(warningsOf(other).join()).not.toContain('role-trust');
  });

  test.each<[string, (stack: Stack) => iam.IRole]>([
    ['imported as immutable', (stack) => iam.Role.fromRoleArn(stack, 'Role', roleArn, { mutable: false })],
    ['without policy updates', (stack) => new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com') })
      .withoutPolicyUpdates()],
  ])('%s gets a warning', (_, role) => {
    const stack = testStack();
    testEndpoint({ role: role(stack) }, stack);
    templateOf({ stack }).resourceCountIs('AWS::IAM::Policy', 0);
    templateOf({ stack }).resourceCountIs('AWS::IAM::ManagedPolicy', 0);
    expect(warningsOf(stack).join()).toContain('immutable-role');
  });
});

test('a permissions boundary is respected', () => {
  const stack = new Stack(new App(), 'Test', { env: { region: 'us-east-1', account: '123456789012' } });
  iam.PermissionsBoundary.of(stack).apply(iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'boundary'));
  templateOf(testEndpoint({}, stack)).allResourcesProperties('AWS::IAM::Role', { PermissionsBoundary: Match.anyValue() });
});

test('an aspect sees every resource of the endpoint', () => {
  const endpoint = testEndpoint();
  const seen: string[] = [];
  Aspects.of(endpoint).add({ visit: (node) => void seen.push(node.node.path) });
  templateOf(endpoint);
  expect(seen).toEqual(expect.arrayContaining(['Test/Llm/Role/Resource', 'Test/Llm/Policy/Resource', 'Test/Llm/Model']));
});

test.each<[string, (stack: Stack) => iam.IRole]>([
  ['imported', (stack) => iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::999999999999:role/theirs')],
  ['of a stack', (stack) => new iam.Role(new Stack(stack.node.root as App, 'Theirs', { env: { account: '999999999999', region: 'us-east-1' } }), 'Role', {
    assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com'), roleName: 'theirs',
  })],
])('a role in another account, %s, is an error of endpoints and fleets', (_, role) => {
  const expected = ['role is in account 999999999999, but the stack is in account 123456789012, and a role can be passed to SageMaker only in its own account. '
    + 'Pass a role in account 123456789012, or omit role.'];
  const [first, second, agnostic] = [testStack(), testStack(), new Stack(new App(), 'Agnostic')];
  expect(problemsOf(() => testEndpoint({ role: role(first) }, first))).toEqual(expected);
  expect(problemsOf(() => new LmiComponentEndpoint(second, 'Fleet', { instanceType: LmiInstanceType.G5_12XLARGE, role: role(second) }))).toEqual(expected);
  testEndpoint({ role: iam.Role.fromRoleArn(agnostic, 'Role', 'arn:aws:iam::999999999999:role/theirs') }, agnostic);
});
