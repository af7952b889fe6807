/** Tests the rules themselves: each detects its problem in an otherwise correct template. */
import { Duration, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { updateViolations, violations } from './oracle';
import { ofType, Template } from './template';
import { refusedUpdates } from './updates';
import { LmiAsyncInference, LmiCoreDump, LmiDeploymentPolicy, LmiImage, LmiInstanceType, LmiModel, LoraAdapter, VllmBackend } from '../../src';
import { testFleet, testModel } from '../fleet/component-stacks';
import { templateOf, testEndpoint, testStack } from '../stacks';

function weights(stack: Stack, encryptionKey?: kms.IKey): s3.Bucket {
  return new s3.Bucket(stack, 'Weights', { encryptionKey });
}

/** Synthesized once; changes are made to copies. */
const MADE = new Map<string, any>();

function once(key: string, make: () => any): any {
  MADE.set(key, MADE.get(key) ?? make());
  return MADE.get(key);
}

const endpointTemplate = (prefix = 'llama/v1') => once(prefix, () => makeEndpoint(prefix));
const fleetTemplate = () => once('fleet', makeFleet);

/** An endpoint with most features that the rules check. */
function makeEndpoint(prefix: string): any {
  const stack = testStack();
  const endpoint = testEndpoint({
    model: LmiModel.fromS3(weights(stack, new kms.Key(stack, 'BucketKey')), prefix),
    vpc: new ec2.Vpc(stack, 'Vpc'),
    instanceType: LmiInstanceType.P3_2XLARGE,
    encryptionKey: new kms.Key(stack, 'VolumeKey'),
    logEncryptionKey: new kms.Key(stack, 'LogKey'),
    deploymentPolicy: LmiDeploymentPolicy.canary({ canaryPercentage: 10, waitInterval: Duration.minutes(5) }),
  }, stack);
  endpoint.autoScaleInstanceCount({ maxCapacity: 2 }).scaleOnConcurrentRequests('Load', { targetRequests: 8 });
  return templateOf({ stack }).toJSON();
}

/** A fleet with a model in the component itself, one in a SageMaker model, and an adapter. */
function makeFleet(): any {
  const stack = testStack();
  const fleet = testFleet({}, stack);
  const bucket = weights(stack);
  testModel({ model: LmiModel.fromS3(bucket, 'llama'), backend: new VllmBackend(stack, 'Lora', { enableLora: true }) }, fleet)
    .addAdapter('Adapter', { adapter: LoraAdapter.fromS3(bucket, 'adapters/a.tar.gz') });
  fleet.addModel('Tarball', { model: LmiModel.fromTarball(bucket, 'm.tar.gz'), acceleratorsPerCopy: 1 });
  return templateOf({ stack }).toJSON();
}

type Change = (resources: any, find: (type: string, part?: string) => [id: string, resource: any]) => void;

/** A template that is correct except for one change. */
function changed(template: any, change: Change): Template {
  const copy = JSON.parse(JSON.stringify(template));
  change(copy.Resources, (type, part = '') => {
    const [id] = ofType(copy, type).find(([each]) => each.includes(part))!;
    return [id, copy.Resources[id]];
  });
  return copy;
}

const statementsWithout = (policy: any, action: string) => {
  policy.Properties.PolicyDocument.Statement = policy.Properties.PolicyDocument.Statement.filter(({ Action }: any) => ![Action].flat().includes(action));
};

/** An endpoint that needs additional permissions: core dumps, and a private registry. */
const privateTemplate = () => once('private', () => {
  const stack = testStack();
  const credentialsProvider = lambda.Function.fromFunctionArn(stack, 'Provider', 'arn:aws:lambda:us-east-1:123456789012:function:registry');
  testEndpoint({
    vpc: new ec2.Vpc(stack, 'Vpc'),
    backend: new VllmBackend(stack, 'Backend', { image: LmiImage.fromPrivateRegistry('registry.example.com/lmi:28', { credentialsProvider }) }),
    coreDump: LmiCoreDump.toBucket(new s3.Bucket(stack, 'Dumps'), { encryptionKey: new kms.Key(stack, 'DumpKey') }),
  }, stack);
  return templateOf({ stack }).toJSON();
});

test('an endpoint and a fleet of this library have no problems', () => {
  expect(violations(endpointTemplate())).toEqual([]);
  expect(violations(fleetTemplate())).toEqual([]);
  expect(violations(privateTemplate())).toEqual([]);
});

test.each(['s3:PutObject', 'kms:Encrypt', 'lambda:InvokeFunction'])('detects a role without %s for core dumps or a private registry', (action) => {
  expect(violations(changed(privateTemplate(), (_, find) => statementsWithout(find('AWS::IAM::ManagedPolicy', 'LlmPolicy')[1], action))).join('\n')).toContain(`may not ${action}`);
});

test.each<[string, Change, string]>([
  ...['s3:GetObject', 's3:ListBucket', 'logs:PutLogEvents', 'cloudwatch:PutMetricData', 'ec2:CreateNetworkInterface', 'ecr:GetAuthorizationToken', 'kms:CreateGrant']
    .map((action): [string, Change, string] => [`the role lacks ${action}`, (_, find) => statementsWithout(find('AWS::IAM::ManagedPolicy', 'LlmPolicy')[1], action), `may not ${action}`]),
  ['the role may not look at the alarms', (resources, find) => delete resources[find('AWS::IAM::ManagedPolicy', 'AlarmPolicy')[0]], 'may not cloudwatch:DescribeAlarms'],
  ['another prefix is granted', (_, find) => {
    const [, policy] = find('AWS::IAM::ManagedPolicy', 'LlmPolicy');
    policy.Properties.PolicyDocument = JSON.parse(JSON.stringify(policy.Properties.PolicyDocument).replace(/llama\/v1/g, 'llama/v2'));
  }, 'may not s3:GetObject'],
  ['the policy is attached to nobody', (_, find) => delete find('AWS::IAM::ManagedPolicy', 'LlmPolicy')[1].Properties.Roles, 'may not'],
  ['the model does not wait for the policy', (_, find) => delete find('AWS::SageMaker::Model')[1].DependsOn, 'only after'],
  ['the endpoint does not wait for the policy of the alarms', (_, find) => delete find('AWS::SageMaker::Endpoint')[1].DependsOn, 'only after'],
  ['a key is named by its alias', (_, find) => {
    find('AWS::IAM::ManagedPolicy', 'LlmPolicy')[1].Properties.PolicyDocument.Statement.push({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: 'arn:aws:kms:us-east-1:123456789012:alias/x' });
  }, 'cannot name a key by its alias'],
  ['a policy is too long', (_, find) => {
    find('AWS::IAM::ManagedPolicy', 'LlmPolicy')[1].Properties.PolicyDocument.Statement.push({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'x'.repeat(6000) });
  }, 'a managed policy takes 6,144'],
  ['a role has eleven policies', (resources, find) => {
    const [, policy] = find('AWS::IAM::ManagedPolicy', 'LlmPolicy');
    Array.from({ length: 9 }).forEach((_, index) => resources[`Policy${index}`] = policy);
  }, 'has 11 managed policies'],
  ['a name lost its token', (_, find) => find('AWS::SageMaker::Model')[1].Properties.PrimaryContainer.Environment.X = '${token[Token.1]}', 'the literal of a token'],
  ['a generated name has uppercase letters', (_, find) => find('AWS::SageMaker::Endpoint')[1].Properties.EndpointName['Fn::Join'][1][0] = 'Test-', 'but its ARN is lowercase'],
  ['a caller is granted a name with uppercase letters', (resources) => {
    resources.Caller = { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sagemaker:InvokeEndpoint', Resource: 'arn:aws:sagemaker:us-east-1:1:endpoint/Chat' }] } } };
  }, 'which is lowercase in SageMaker'],
  ['an isolated container loads a tokenizer from the Hub', (_, find) => find('AWS::SageMaker::Model')[1].Properties.PrimaryContainer.Environment.OPTION_TOKENIZER = 'org/tok', 'names org/tok on the Hub'],
  ['an isolated container loads a draft model from the Hub', (_, find) => {
    find('AWS::SageMaker::Model')[1].Properties.PrimaryContainer.Environment.OPTION_SPECULATIVE_CONFIG = '{"model":"org/draft"}';
  }, 'names org/draft on the Hub'],
  ['an isolated container reads from S3', (_, find) => find('AWS::SageMaker::Model')[1].Properties.PrimaryContainer.Environment.OPTION_X = 's3://b/k', 'names s3://b/k'],
  ['the key of the logs is for other log groups', (_, find) => {
    const [, key] = find('AWS::KMS::Key', 'LogKey');
    key.Properties.KeyPolicy = JSON.parse(JSON.stringify(key.Properties.KeyPolicy).replace('/aws/sagemaker/Endpoints/', '/aws/sagemaker/InferenceComponents/'));
  }, 'does not let CloudWatch Logs in'],
  ['the target does not wait for the endpoint', (_, find) => find('AWS::ApplicationAutoScaling::ScalableTarget')[1].Properties.ResourceId = 'endpoint/chat/variant/AllTraffic', 'does not wait for what it scales'],
  ['two resources wait for each other', (_, find) => find('AWS::SageMaker::Model')[1].DependsOn.push(find('AWS::SageMaker::Endpoint')[0]), 'waits for itself'],
  ['the endpoint does not wait for the NAT gateways', (_, find) => {
    const [, endpoint] = find('AWS::SageMaker::Endpoint');
    endpoint.DependsOn = endpoint.DependsOn.filter((id: string) => !id.includes('Route'));
  }, 'the egress of its subnets'],
  ['the alarm is slower than the wait', (_, find) => find('AWS::CloudWatch::Alarm', 'RollbackErrors')[1].Properties.EvaluationPeriods = 5, 'needs 360 seconds to trip'],
  ['no alarm watches only the new fleet', (_, find) => {
    const [, alarm] = find('AWS::CloudWatch::Alarm', 'RollbackErrors');
    alarm.Properties.Dimensions = alarm.Properties.Dimensions.filter(({ Name }: any) => Name !== 'EndpointConfigName');
  }, 'watches the errors of the new fleet alone'],
  ['no alarm detects a 424', (resources) => {
    Object.values<any>(resources).forEach(({ Properties }) => {
      if (Properties?.MetricName === 'InvocationModelErrors') {
        Properties.MetricName = 'Invocation5XXErrors';
      }
    });
  }, 'sees the 424 of a failing engine'],
])('detects when %s', (_, change, expected) => {
  const template = endpointTemplate();
  expect(violations(changed(template, change)).join('\n')).toContain(expected);
});

test.each<[string, Change, string]>([
  ['the role may not read an adapter', (_, find) => {
    const [, policy] = find('AWS::IAM::ManagedPolicy');
    policy.Properties.PolicyDocument = JSON.parse(JSON.stringify(policy.Properties.PolicyDocument).replace(/adapters\/a\.tar\.gz/g, 'adapters/b.tar.gz'));
  }, 'adapters/a.tar.gz'],
  ['the role may not write the logs of a component', (_, find) => {
    const [, policy] = find('AWS::IAM::ManagedPolicy');
    policy.Properties.PolicyDocument = JSON.parse(JSON.stringify(policy.Properties.PolicyDocument).replace(/InferenceComponents/g, 'Others'));
  }, 'may not logs:CreateLogGroup'],
  ['a component has 17 variables', (_, find) => {
    find('AWS::SageMaker::InferenceComponent', 'Tarball')[1].Properties.Specification.Container.Environment = Object.fromEntries(Array.from({ length: 17 }, (__, index) => [`V${index}`, 'x']));
  }, 'has 17 variables, but takes 16'],
  ['an isolated component reads from S3', (_, find) => find('AWS::SageMaker::InferenceComponent', 'Tarball')[1].Properties.Specification.Container.Environment.OPTION_X = 's3://b/k', 'names s3://b/k'],
])('detects in a fleet when %s', (_, change, expected) => {
  expect(violations(changed(fleetTemplate(), change)).join('\n')).toContain(expected);
});

describe('detects in an update when', () => {
  const before = endpointTemplate('llama/v1');

  test('new weights are fine', () => {
    expect(updateViolations(before, endpointTemplate('llama/v2'))).toEqual([]);
  });

  test('the policy is narrowed in place', () => {
    const [id] = ofType(before, 'AWS::IAM::ManagedPolicy').find(([each]) => each.startsWith('LlmPolicy'))!;
    const after = JSON.parse(JSON.stringify(endpointTemplate('llama/v2')).replace(/LlmPolicy[0-9A-F]+/g, id));
    expect(updateViolations(before, after).join('\n')).toContain('may no longer s3:GetObject');
  });

  test('a component changes its name, endpoint, or variant in place', () => {
    const fleet = fleetTemplate();
    for (const property of ['InferenceComponentName', 'VariantName']) {
      const after = changed(fleet, (_, find) => find('AWS::SageMaker::InferenceComponent', 'Tarball')[1].Properties[property] = 'other');
      expect(updateViolations(fleet, after).join('\n')).toContain(`${property} changes in place`);
    }
    const moved = changed(fleet, (_, find) => find('AWS::SageMaker::Endpoint')[1].Properties.EndpointName = 'other');
    expect(updateViolations(fleet, moved).join('\n')).toContain('EndpointName changes in place');
  });

  test('a new resource takes a name that is still in use', () => {
    const after = changed(before, (resources, find) => {
      const [id, endpoint] = find('AWS::SageMaker::Endpoint');
      resources.Other = endpoint;
      delete resources[id];
    });
    expect(updateViolations(before, after).join('\n')).toContain('still has that name');
  });

  test('SageMaker rejects a new instance type for a variant that scales, or for a fleet', () => {
    const other = changed(before, (_, find) => find('AWS::SageMaker::EndpointConfig')[1].Properties.ProductionVariants[0].InstanceType = 'ml.g6.xlarge');
    expect(refusedUpdates(before, other).join('\n')).toContain('refuses for what scales');
    const fleet = fleetTemplate();
    const otherFleet = changed(fleet, (_, find) => find('AWS::SageMaker::EndpointConfig')[1].Properties.ProductionVariants[0].InstanceType = 'ml.g6.xlarge');
    expect(refusedUpdates(fleet, otherFleet).join('\n')).toContain('refuses for a fleet');
    expect(refusedUpdates(before, before)).toEqual([]);
  });
});

test('finds the output locations of an asynchronous endpoint', () => {
  const stack = testStack();
  const bucket = new s3.Bucket(stack, 'Bucket', { encryptionKey: new kms.Key(stack, 'BucketKey') });
  testEndpoint({ asyncInference: LmiAsyncInference.toBucket(bucket, { encryptionKey: new kms.Key(stack, 'Key') }) }, stack);
  const template = templateOf({ stack }).toJSON();
  expect(violations(template)).toEqual([]);
  for (const action of ['s3:PutObject', 'kms:GenerateDataKey']) {
    expect(violations(changed(template, (_, find) => statementsWithout(find('AWS::IAM::ManagedPolicy')[1], action))).join('\n')).toContain(`may not ${action}`);
  }
});
