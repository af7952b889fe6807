import { App, CfnParameter, Duration, Fn, Lazy, NestedStack, SecretValue, Size, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { LmiAsyncInference, LmiCoreDump, LmiDataCapture, LmiEndpoint, LmiEndpointProps, LmiImage, LmiInstanceType, LmiModel, LmiVersion, VllmBackend } from '../src';
import { testStack } from './stacks';

/** The kinds of tokens for a string, a number, or a list. */
const TEXTS: { readonly [kind: string]: (stack: Stack) => string } = {
  'parameter': (stack) => new CfnParameter(stack, 'Text').valueAsString,
  'Lazy': () => Lazy.string({ produce: () => 'lazy' }),
  'importValue': () => Fn.importValue('Text'),
  'dynamic reference': () => SecretValue.secretsManager('text').unsafeUnwrap(),
  'token in the middle': (stack) => `a-${new CfnParameter(stack, 'Middle').valueAsString}-b`,
};
const NUMBERS: { readonly [kind: string]: (stack: Stack) => number } = {
  parameter: (stack) => new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber,
  Lazy: () => Lazy.number({ produce: () => 300 }),
};
const LISTS: { readonly [kind: string]: (stack: Stack) => string[] } = {
  parameter: (stack) => new CfnParameter(stack, 'List', { type: 'CommaDelimitedList' }).valueAsList,
  Lazy: () => Lazy.list({ produce: () => ['subnet-1', 'subnet-2'] }),
  importValue: () => Fn.split(',', Fn.importValue('List'), 2),
};

type Props = Partial<LmiEndpointProps>;
type Case = (stack: Stack) => Props;

function from<T>(values: { readonly [kind: string]: (stack: Stack) => T }, use: (value: T, stack: Stack) => Props): [string, Case][] {
  return Object.entries(values).map(([kind, make]) => [kind, (stack) => use(make(stack), stack)]);
}

const VPC = (subnetIds: string[], stack: Stack): Props => ({
  vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: Fn.importValue('Vpc'),
    availabilityZones: subnetIds.length === 2 ? ['us-east-1a', 'us-east-1b'] : Fn.split(',', Fn.importValue('Zones')),
    privateSubnetIds: subnetIds,
  }),
});
const NO_NVME = { instanceType: LmiInstanceType.P3_2XLARGE };

/** Each prop that may be known only at deployment, with its forms. `undefined` and a literal are added to each. */
const CASES: { readonly [prop: string]: { readonly literal: Case; readonly tokens: [string, Case][] } } = {
  'endpointName': { literal: () => ({ endpointName: 'chat' }), tokens: from(TEXTS, (endpointName) => ({ endpointName })) },
  'variantName': { literal: () => ({ variantName: 'Blue' }), tokens: from(TEXTS, (variantName) => ({ variantName })) },
  'initialInstanceCount': { literal: () => ({ initialInstanceCount: 2 }), tokens: from(NUMBERS, (initialInstanceCount) => ({ initialInstanceCount })) },
  'environment': {
    literal: () => ({ environment: { MINE: 'x' } }),
    tokens: from(TEXTS, (text) => ({ environment: { MINE: text, OPTION_DTYPE: text, HF_TOKEN: text } })),
  },
  'initialVariantWeight': { literal: () => ({ initialVariantWeight: 0 }), tokens: from(NUMBERS, (initialVariantWeight) => ({ initialVariantWeight })) },
  'inferenceAmiVersion': {
    literal: () => ({ inferenceAmiVersion: 'al2023-ami-sagemaker-inference-gpu-4-1' }),
    tokens: from(TEXTS, (inferenceAmiVersion) => ({ inferenceAmiVersion })),
  },
  'provisionTimeout': {
    literal: () => ({ provisionTimeout: Duration.minutes(30) }),
    tokens: from(NUMBERS, (seconds) => ({ provisionTimeout: Duration.seconds(seconds) })),
  },
  'asyncInference': {
    literal: (stack) => ({ asyncInference: LmiAsyncInference.toBucket(new s3.Bucket(stack, 'Answers')) }),
    tokens: from(TEXTS, (text, stack) => ({
      asyncInference: LmiAsyncInference.toBucket(s3.Bucket.fromBucketName(stack, 'Answers', text), { prefix: text }),
    })),
  },
  'dataCapture': {
    literal: (stack) => ({ dataCapture: LmiDataCapture.toBucket(new s3.Bucket(stack, 'Capture')) }),
    tokens: from(TEXTS, (text, stack) => ({
      dataCapture: LmiDataCapture.toBucket(s3.Bucket.fromBucketName(stack, 'Capture', text), { prefix: text }),
    })),
  },
  'coreDump': {
    literal: (stack) => ({ coreDump: LmiCoreDump.toBucket(new s3.Bucket(stack, 'Dumps')) }),
    tokens: from(TEXTS, (text, stack) => ({ coreDump: LmiCoreDump.toBucket(s3.Bucket.fromBucketName(stack, 'Dumps', text), { prefix: text }) })),
  },
  'rollbackAlarms': {
    literal: (stack) => ({ rollbackAlarms: [cloudwatch.Alarm.fromAlarmName(stack, 'Alarm', 'mine')] }),
    tokens: from(TEXTS, (text, stack) => ({ rollbackAlarms: [cloudwatch.Alarm.fromAlarmName(stack, 'Alarm', text)] })),
  },
  'containerStartupHealthCheckTimeout': {
    literal: () => ({ containerStartupHealthCheckTimeout: Duration.minutes(30) }),
    tokens: from(NUMBERS, (seconds) => ({ containerStartupHealthCheckTimeout: Duration.seconds(seconds) })),
  },
  'modelDataDownloadTimeout': {
    literal: () => ({ modelDataDownloadTimeout: Duration.minutes(30) }),
    tokens: from(NUMBERS, (seconds) => ({ modelDataDownloadTimeout: Duration.seconds(seconds) })),
  },
  'metricsFrequency': {
    literal: () => ({ metricsFrequency: Duration.seconds(30) }),
    tokens: from(NUMBERS, (seconds) => ({ metricsFrequency: Duration.seconds(seconds) })),
  },
  'logRetention': {
    literal: () => ({ logRetention: logs.RetentionDays.ONE_DAY }),
    tokens: from(NUMBERS, (logRetention) => ({ logRetention })),
  },
  'volumeSize': {
    literal: () => ({ volumeSize: Size.gibibytes(100), ...NO_NVME }),
    tokens: from(NUMBERS, (gibibytes) => ({ volumeSize: Size.gibibytes(gibibytes), ...NO_NVME })),
  },
  'encryptionKey': {
    literal: (stack) => ({ encryptionKey: new kms.Key(stack, 'Key'), ...NO_NVME }),
    tokens: from(TEXTS, (text, stack) => ({
      encryptionKey: kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:us-east-1:123456789012:key/${text}`), ...NO_NVME,
    })),
  },
  'role': {
    literal: (stack) => ({ role: iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::123456789012:role/mine') }),
    tokens: from(TEXTS, (text, stack) => ({ role: iam.Role.fromRoleArn(stack, 'Role', `arn:aws:iam::123456789012:role/${text}`) })),
  },
  'vpc': { literal: (stack) => VPC(['subnet-1', 'subnet-2'], stack), tokens: from(LISTS, VPC) },
  'securityGroups': {
    literal: (stack) => ({ ...VPC(['subnet-1', 'subnet-2'], stack), securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Sg', 'sg-1')] }),
    tokens: from(TEXTS, (text, stack) => ({
      ...VPC(['subnet-1', 'subnet-2'], stack), securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Sg', text)],
    })),
  },
  'model (hub)': {
    literal: () => ({ model: LmiModel.fromHuggingFace('org/model', { revision: 'main' }) }),
    tokens: from(TEXTS, (text, stack) => ({
      model: LmiModel.fromHuggingFace(text, { revision: text, token: secretsmanager.Secret.fromSecretNameV2(stack, 'Token', text) }),
    })),
  },
  'model (S3)': {
    literal: (stack) => ({ model: LmiModel.fromS3(new s3.Bucket(stack, 'Weights'), 'llama') }),
    tokens: from(TEXTS, (text, stack) => ({ model: LmiModel.fromS3(s3.Bucket.fromBucketName(stack, 'Weights', text), text) })),
  },
  'instanceType': {
    literal: () => ({ instanceType: LmiInstanceType.of('ml.g5.2xlarge') }),
    tokens: [],
  },
  'backend': {
    literal: (stack) => ({ backend: new VllmBackend(stack, 'Vllm', { maxModelLen: 4096, modelLoadingTimeout: Duration.minutes(10) }) }),
    tokens: [
      ...from(NUMBERS, (number, stack): Props => ({
        backend: new VllmBackend(stack, 'Vllm', {
          maxModelLen: number, maxRollingBatchSize: number, tensorParallelDegree: number, gpuMemoryUtilization: number,
          modelLoadingTimeout: Duration.seconds(number),
        }),
      })),
      ...from(TEXTS, (text, stack): Props => ({ backend: new VllmBackend(stack, 'Vllm', { dtype: text }) })),
    ],
  },
};

function synthesize(stack: Stack, props: Props): Template {
  new LmiEndpoint(stack, 'Llm', { model: LmiModel.fromHuggingFace('org/model'), instanceType: LmiInstanceType.G5_2XLARGE, ...props });
  return Template.fromStack(stack);
}

const MATRIX = Object.entries(CASES).flatMap(([prop, { literal, tokens }]): [string, string, Case][] => [
  ...tokens.map(([kind, make]): [string, string, Case] => [prop, kind, make]),
  [prop, 'literal', literal],
  ...(/^\w+$/.test(prop) && prop !== 'instanceType' ? [[prop, 'undefined', () => ({ [prop]: undefined })] as [string, string, Case]] : []),
]);

describe.each([
  ['with a region', { region: 'us-east-1', account: '123456789012' }],
  ['without an environment', {}],
])('in a stack %s', (_, env) => {
  test.each(MATRIX)('%s as %s synthesizes', (_prop, _kind, make) => {
    const stack = testStack(env);
    synthesize(stack, make(stack)).resourceCountIs('AWS::SageMaker::Endpoint', 1);
  });
});

test('every prop that can hold a token is in the matrix', () => {
  const values = ['vpcSubnets', 'allowAllOutbound', 'networkIsolation', 'enhancedMetrics', 'detailedObservability', 'logEncryptionKey', 'openAiStreaming'];
  const { readFileSync } = jest.requireActual('node:fs');
  const files = ['src/endpoint/lmi-endpoint-props.ts', 'src/endpoint/lmi-variant-props.ts', 'src/endpoint/lmi-hosting-props.ts',
    'src/endpoint/lmi-observability-props.ts'];
  const props = files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/^ {2}readonly (\w+)\??:/gm)].map((match: any) => match[1]));
  const covered = new Set([...Object.keys(CASES).map((prop) => prop.split(' ')[0]), ...values]);
  expect(props.filter((prop: string) => !covered.has(prop) && !ELSEWHERE.includes(prop))).toEqual([]);
});

/** Props that are tested elsewhere, mostly because their values are objects that check their own tokens. */
const ELSEWHERE = ['logRemovalPolicy', 'excludeRetainedVariantProperties', 'sizing', 'deploymentPolicy', 'routing', 'instancePools', 'capacityReservation'];

describe('an endpoint synthesizes', () => {
  test.each([
    ['aws-cn', 'cn-north-1', LmiVersion.V8],
    ['aws-us-gov', 'us-gov-west-1', LmiVersion.V8],
  ])('in %s', (partition, region, version) => {
    const stack = testStack({ region, account: '123456789012' });
    const template = synthesize(stack, { backend: new VllmBackend(stack, 'Vllm', { version }) });
    const [model] = Object.values(template.findResources('AWS::SageMaker::Model'));
    expect(model.Properties.PrimaryContainer.Image).toContain(partition === 'aws-cn' ? '.amazonaws.com.cn/' : `.${region}.amazonaws.com/`);
    expect(JSON.stringify(template.toJSON())).not.toContain('arn:aws:');
  });

  test('in aws-iso with a custom image', () => {
    const stack = testStack({ region: 'us-iso-east-1', account: '123456789012' });
    const image = LmiImage.fromEcrRepository(jest.requireActual('aws-cdk-lib/aws-ecr').Repository.fromRepositoryName(stack, 'R', 'lmi'), 'v8');
    const template = synthesize(stack, { backend: new VllmBackend(stack, 'Vllm', { image, version: LmiVersion.V8 }) });
    expect(JSON.stringify(template.toJSON())).not.toContain('arn:aws:');
  });

  test('twice in a stack', () => {
    const stack = testStack();
    new LmiEndpoint(stack, 'Other', { model: LmiModel.fromHuggingFace('org/other'), instanceType: LmiInstanceType.G5_2XLARGE });
    synthesize(stack, {}).resourceCountIs('AWS::SageMaker::Endpoint', 2);
  });

  test('twice in a stack without a region, with one mapping for their common image', () => {
    const stack = testStack({});
    new LmiEndpoint(stack, 'Other', { model: LmiModel.fromHuggingFace('org/other'), instanceType: LmiInstanceType.G5_2XLARGE });
    expect(Object.keys(synthesize(stack, {}).findMappings('*'))).toHaveLength(1);
  });

  test('in a nested stack, invoked from its parent', () => {
    const parent = testStack();
    const nested = new NestedStack(parent, 'Nested');
    const endpoint = new LmiEndpoint(nested, 'Llm', { model: LmiModel.fromHuggingFace('org/model'), instanceType: LmiInstanceType.G5_2XLARGE });
    endpoint.grantInvoke(new iam.User(parent, 'User'));
    endpoint.addAlarms();
    endpoint.addDashboard();
    Template.fromStack(parent).resourceCountIs('AWS::IAM::Policy', 1);
    Template.fromStack(nested).resourceCountIs('AWS::SageMaker::Endpoint', 1);
  });

  test('with weights, keys, network, and role of another stack, invoked and monitored from a third', () => {
    const app = new App();
    const env = { region: 'us-east-1', account: '123456789012' };
    const base = new Stack(app, 'Base', { env });
    const encryptionKey = new kms.Key(base, 'Key');
    const weights = new s3.Bucket(base, 'Weights', { encryptionKey });
    const vpc = new ec2.Vpc(base, 'Vpc', { maxAzs: 2 });
    const stack = new Stack(app, 'Llm', { env });
    const endpoint = new LmiEndpoint(stack, 'Llm', {
      model: LmiModel.fromS3(weights, 'llama'), vpc, encryptionKey, logEncryptionKey: encryptionKey, instanceType: LmiInstanceType.P3_2XLARGE,
    });
    const client = new Stack(app, 'Client', { env });
    endpoint.grantInvoke(new iam.User(client, 'User'));
    endpoint.metricInvocations().createAlarm(client, 'Alarm', { threshold: 1, evaluationPeriods: 1 });
    app.synth();
    Template.fromStack(stack).resourceCountIs('AWS::SageMaker::Endpoint', 1);
    Template.fromStack(client).resourceCountIs('AWS::CloudWatch::Alarm', 1);
  });

  test('in a Stage', () => {
    const stage = new Stage(new App(), 'Prod', { env: { region: 'us-east-1', account: '123456789012' } });
    synthesize(new Stack(stage, 'Llm'), {}).resourceCountIs('AWS::SageMaker::Endpoint', 1);
  });
});
