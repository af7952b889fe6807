import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, IAspect, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import {
  LmiAsyncInference, LmiDataCapture, LmiDeploymentPolicy, LmiEndpoint, LmiEndpointProps, LmiInstanceType, LmiModel, LmiStagedModel, LmiStagedModelProps,
} from '../../src';
import { testModel } from '../fleet/component-stacks';
import { testEndpoint, testStack } from '../stacks';

const PACKS = ['AwsSolutionsChecks', 'HIPAASecurityChecks', 'NIST80053R4Checks', 'NIST80053R5Checks', 'PCIDSS321Checks', 'ServerlessChecks'];

/** The findings of the six packs for a construct tree, each with its construct. */
function findings(root: App, at: { readonly node: any }, nag: any = jest.requireActual('cdk-nag')): string[] {
  return PACKS.flatMap((pack) => new nag[pack](root).validateScope(at).violations)
    .flatMap((violation: any) => violation.violatingResources.map((resource: any) => `${violation.ruleName} at ${resource.constructPath}`));
}

/** The findings of the packs in an example, when it is synthesized. */
function exampleFindings(name: string): { readonly found: string[]; readonly resources: number } {
  const outdir = mkdtempSync(join(tmpdir(), 'lmi-nag-'));
  const env = { ...process.env };
  const result = { found: [] as string[], resources: 0 };
  process.env.CDK_OUTDIR = outdir;
  try {
    // The packs load modules of the CDK one by one, and recognize only resources of the copy that the example uses.
    jest.isolateModules(() => {
      const cdk = jest.requireActual('aws-cdk-lib');
      const synth = jest.spyOn(cdk.Stage.prototype, 'synth');
      jest.requireActual(`../../examples/typescript/${name}/app`);
      const app = synth.mock.contexts.find((context) => cdk.App.isApp(context)) as App;
      result.found = findings(app, app, jest.requireActual('cdk-nag'));
      result.resources = app.node.findAll().filter((node) => node instanceof jest.requireActual('aws-cdk-lib/aws-sagemaker').CfnEndpointConfig).length;
    });
  } finally {
    process.env = env;
    rmSync(outdir, { recursive: true, force: true });
  }
  return result;
}

type Case = (stack: Stack) => Partial<LmiEndpointProps>;

describe('every finding is suppressed with a reason', () => {
  test.each<[string, Case]>([
    ['default props', () => ({})],
    ['a name', () => ({ endpointName: 'chat' })],
    ['two instances', () => ({ initialInstanceCount: 2 })],
    ['weights in S3', (stack) => ({ model: LmiModel.fromS3(s3.Bucket.fromBucketName(stack, 'Weights', 'weights'), 'llama') })],
    ['an imported VPC', (stack) => ({
      vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
        vpcId: 'vpc-1', availabilityZones: ['us-east-1a', 'us-east-1b'], privateSubnetIds: ['subnet-1', 'subnet-2'],
      }),
    })],
    ['answers and captured requests in buckets', (stack) => {
      const bucket = s3.Bucket.fromBucketName(stack, 'Bucket', 'bucket');
      return { asyncInference: LmiAsyncInference.toBucket(bucket), dataCapture: LmiDataCapture.toBucket(bucket) };
    }],
    ['an update that rolls back', () => ({
      deploymentPolicy: LmiDeploymentPolicy.canary({ canaryPercentage: 10, waitInterval: Duration.minutes(5) }),
    })],
  ])('with %s', (_, props) => {
    const stack = testStack();
    const endpoint = testEndpoint(props(stack), stack);
    expect(findings(stack.node.root as App, stack)).toEqual([]);
    expect(endpoint.cfnModel).toBeDefined();
  });

  test('with a fleet of inference components', () => {
    const component = testModel();
    expect(findings(component.node.root as App, component.stack)).toEqual([]);
  });

  test('in a stack without an environment', () => {
    const stack = testStack({});
    testEndpoint({}, stack);
    expect(findings(stack.node.root as App, stack)).toEqual([]);
  });

  test.each<[string, (stack: Stack) => Partial<LmiStagedModelProps>]>([
    ['in its own bucket', () => ({})],
    ['with a token and a key', (stack) => ({
      token: secretsmanager.Secret.fromSecretNameV2(stack, 'Token', 'token'), encryptionKey: kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:123456789012:key/1'),
    })],
    ['in a VPC and an existing bucket', (stack) => ({
      bucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'bucket'),
      vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
        vpcId: 'vpc-1', availabilityZones: ['us-east-1a', 'us-east-1b'], privateSubnetIds: ['subnet-1', 'subnet-2'],
      }),
    })],
  ])('with weights staged %s', (_, props) => {
    const stack = testStack();
    const staged = new LmiStagedModel(stack, 'Weights', { modelId: 'org/model', ...props(stack) });
    testEndpoint({ model: staged.model }, stack);
    expect(findings(stack.node.root as App, stack)).toEqual([]);
  });

  test('in the hardened example', () => {
    expect(exampleFindings('hardened')).toEqual({ found: [], resources: 1 });
  });
});

test('the suppressed findings are IAM5 on the policy of the role, and the missing key of an endpoint config with NVMe disks', () => {
  const stack = testStack();
  const endpoint = testEndpoint({}, stack);
  const forget: IAspect = { visit: (node) => void ((node.node as any)._metadata = []) };
  stack.node.findAll().forEach((node) => forget.visit(node));
  const found = findings(stack.node.root as App, stack);
  expect([...new Set(found.map((finding) => finding.replace(/\[.*\]/, '')))].sort()).toEqual([
    'AwsSolutions-IAM5 at Test/Llm/Policy/Resource',
    ...['HIPAA.Security', 'NIST.800.53.R4', 'NIST.800.53.R5', 'PCI.DSS.321']
      .map((pack) => `${pack}-SageMakerEndpointConfigurationKMSKeyConfigured at Test/Llm/EndpointConfig`),
  ]);
  expect(endpoint.cfnEndpointConfig.kmsKeyId).toBeUndefined();
});

test('a missing key is reported on a type without NVMe disks', () => {
  const stack = testStack();
  testEndpoint({ instanceType: LmiInstanceType.P3_2XLARGE }, stack);
  expect(findings(stack.node.root as App, stack)).toHaveLength(4);
});

test('a wildcard that a user adds is reported', () => {
  const stack = testStack();
  const endpoint: LmiEndpoint = testEndpoint({}, stack);
  const { PolicyStatement } = jest.requireActual('aws-cdk-lib/aws-iam');
  endpoint.role.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:*'], resources: ['*'] }));
  expect(findings(stack.node.root as App, stack)).toContain('AwsSolutions-IAM5[Action::s3:*] at Test/Llm/Role/DefaultPolicy/Resource');
});
