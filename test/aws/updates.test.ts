/** Updates of one feature at a time: the running fleet keeps everything it needs, and no API gets an unsupported change. */
import { Duration, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { updateViolations, violations } from './oracle';
import { ofType, Template } from './template';
import { refusedUpdates } from './updates';
import {
  LmiAsyncInference, LmiComponentEndpoint, LmiComponentEndpointProps, LmiDataCapture, LmiDeploymentPolicy, LmiEndpoint, LmiEndpointProps, LmiImage, LmiInstanceType, LmiModel,
  LmiVersion, LoraAdapter, VllmBackend,
} from '../../src';
import { templateOf, testStack } from '../stacks';

/** Resources of the stack other than the endpoint, whether used or not. */
interface Surroundings {
  readonly stack: Stack;
  readonly bucket: s3.IBucket;
  readonly encrypted: s3.IBucket;
  readonly key: kms.IKey;
  readonly topic: sns.ITopic;
  readonly vpc: ec2.IVpc;
  readonly role: iam.IRole;
}

function surroundings(): Surroundings {
  const stack = testStack();
  const key = new kms.Key(stack, 'Key');
  return {
    stack,
    key,
    bucket: new s3.Bucket(stack, 'Bucket'),
    encrypted: new s3.Bucket(stack, 'Encrypted', { encryptionKey: new kms.Key(stack, 'BucketKey') }),
    topic: new sns.Topic(stack, 'Topic'),
    vpc: new ec2.Vpc(stack, 'Vpc', { maxAzs: 2 }),
    role: new iam.Role(stack, 'Given', { assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com') }),
  };
}

type EndpointChange = (around: Surroundings) => Partial<LmiEndpointProps>;

const rolling = LmiDeploymentPolicy.rolling({ maximumBatchPercentage: 10, waitInterval: Duration.minutes(5) });

function endpoint(change: EndpointChange, after?: (endpoint: LmiEndpoint, around: Surroundings) => unknown): Template {
  const around = surroundings();
  const created = new LmiEndpoint(around.stack, 'Chat', {
    model: LmiModel.fromS3(around.bucket, 'llama/v1'), instanceType: LmiInstanceType.G5_2XLARGE, deploymentPolicy: rolling, ...change(around),
  });
  after?.(created, around);
  return templateOf(around).toJSON();
}

const asynchronous = (options = {}): EndpointChange => ({ bucket }) => ({ asyncInference: LmiAsyncInference.toBucket(bucket, options), deploymentPolicy: undefined });

/** Each is compared with the endpoint above, in both directions. */
const ENDPOINT: { readonly [what: string]: EndpointChange } = {
  'nothing': () => ({}),
  'new weights': ({ bucket }) => ({ model: LmiModel.fromS3(bucket, 'llama/v2') }),
  'weights in another bucket': ({ encrypted }) => ({ model: LmiModel.fromS3(encrypted, 'llama/v1') }),
  'a tarball': ({ bucket }) => ({ model: LmiModel.fromTarball(bucket, 'llama.tar.gz') }),
  'the Hub': () => ({ model: LmiModel.fromHuggingFace('org/model') }),
  'another LMI version': ({ stack }) => ({ backend: new VllmBackend(stack, 'Vllm', { version: LmiVersion.V20 }) }),
  'a custom image': ({ stack }) => ({ backend: new VllmBackend(stack, 'Vllm', { image: LmiImage.fromEcrRepository(repository(stack), 'v1') }) }),
  'another instance type': () => ({ instanceType: LmiInstanceType.G6_4XLARGE }),
  'a volume key': ({ key }) => ({ encryptionKey: key, instanceType: LmiInstanceType.P3_2XLARGE }),
  'a VPC': ({ vpc }) => ({ vpc }),
  'an existing role': ({ role }) => ({ role }),
  'a name': () => ({ endpointName: 'chat' }),
  'another variant name': () => ({ variantName: 'Blue' }),
  'variables': () => ({ environment: { OMP_NUM_THREADS: '1' } }),
  'no network isolation': () => ({ networkIsolation: false }),
  'no policy': () => ({ deploymentPolicy: undefined }),
  'another policy': () => ({ deploymentPolicy: LmiDeploymentPolicy.canary({ canaryPercentage: 10, waitInterval: Duration.minutes(5) }) }),
  'asynchronous inference': asynchronous(),
  'retention': () => ({ logRetention: 30 }),
  'encrypted logs': ({ key }) => ({ logEncryptionKey: key }),
  'captured requests': ({ bucket }) => ({ dataCapture: LmiDataCapture.toBucket(bucket) }),
  'captured requests in another place': ({ encrypted }) => ({ dataCapture: LmiDataCapture.toBucket(encrypted, { prefix: 'other' }) }),
  'more instances': () => ({ initialInstanceCount: 4 }),
};

function repository(stack: Stack): any {
  return jest.requireActual('aws-cdk-lib/aws-ecr').Repository.fromRepositoryName(stack, 'Repository', 'own');
}

const BASE: EndpointChange = () => ({});
const MADE = new Map<EndpointChange, Template>();

function made(change: EndpointChange): Template {
  MADE.set(change, MADE.get(change) ?? endpoint(change));
  return MADE.get(change)!;
}

describe.each(Object.entries(ENDPOINT))('an endpoint that gets %s', (_, change) => {
  test('is correct before and after the update, and after reverting it', () => {
    expect(violations(made(change))).toEqual([]);
    expect(updateViolations(made(BASE), made(change))).toEqual([]);
    expect(updateViolations(made(change), made(BASE))).toEqual([]);
  });
});

test('every combination of two features, as a chain of updates', () => {
  const all = Object.values(ENDPOINT);
  const pairs = all.flatMap((one, index) => all.slice(index + 1).map((other) => [made(one), made(other)] as const));
  expect(pairs.flatMap(([before, after]) => [...updateViolations(before, after), ...updateViolations(after, before)])).toEqual([]);
});

test('queued requests remain readable after the prefix changes', () => {
  const [before, after] = [asynchronous({ inputPrefix: 'a' }), asynchronous({ inputPrefix: 'b' })].map((change) => endpoint(change));
  const ids = (template: Template) => ofType(template, 'AWS::IAM::ManagedPolicy').map(([id]) => id);
  // The template does not show what is read, so the oracle cannot check it. But the new grant is a separate policy, and the old one outlives the update.
  expect(ids(after)).not.toEqual(ids(before));
});

test.each<[string, (endpoint: LmiEndpoint, around: Surroundings) => unknown]>([
  ['a variant', (each, { bucket }) => each.addVariant('Blue', { model: LmiModel.fromS3(bucket, 'blue'), instanceType: LmiInstanceType.G5_2XLARGE })],
  ['a shadow', (each, { bucket }) => each.addShadowVariant('Blue', { model: LmiModel.fromS3(bucket, 'blue'), instanceType: LmiInstanceType.G5_2XLARGE })],
  ['scaling', (each) => each.autoScaleInstanceCount({ maxCapacity: 4 }).scaleOnConcurrentRequests('Load', { targetRequests: 8 })],
  ['alarms and a dashboard', (each) => [each.addAlarms(), each.addDashboard()]],
])('%s can be added and removed', (_, add) => {
  const change: EndpointChange = () => ({ deploymentPolicy: LmiDeploymentPolicy.canary({ canaryPercentage: 10, waitInterval: Duration.minutes(5) }) });
  const [without, with_] = [endpoint(change), endpoint(change, add)];
  expect(violations(with_)).toEqual([]);
  expect([...updateViolations(without, with_), ...updateViolations(with_, without)]).toEqual([]);
});

interface FleetChange {
  readonly props?: (around: Surroundings) => Partial<LmiComponentEndpointProps>;
  readonly models?: (fleet: LmiComponentEndpoint, around: Surroundings) => unknown;
}

function fleet({ props, models }: FleetChange): Template {
  const around = surroundings();
  const { stack, bucket } = around;
  const each = new LmiComponentEndpoint(stack, 'Fleet', { instanceType: LmiInstanceType.G5_48XLARGE, ...props?.(around) });
  if (models) {
    models(each, around);
  } else {
    standard(each, stack, bucket, {});
  }
  return templateOf(around).toJSON();
}

function standard(each: LmiComponentEndpoint, stack: Stack, bucket: s3.IBucket, given: { readonly [prop: string]: any }): void {
  const { adapter = 'a.tar.gz', ...props } = given;
  const base = each.addModel('Llama', {
    model: LmiModel.fromS3(bucket, 'llama/v1'), acceleratorsPerCopy: 1, backend: new VllmBackend(stack, 'Vllm', { enableLora: true }), deploymentPolicy: rolling, copies: 4, ...props,
  });
  base.addAdapter('Legal', { adapter: LoraAdapter.fromS3(bucket, `adapters/${adapter}`) });
  each.addModel('Tarball', { model: LmiModel.fromTarball(bucket, 'm.tar.gz'), acceleratorsPerCopy: 1 });
}

const FLEET: { readonly [what: string]: FleetChange } = {
  'nothing': {},
  'new weights': { models: (each, { stack, bucket }) => standard(each, stack, bucket, { model: LmiModel.fromS3(bucket, 'llama/v2') }) },
  'a model of the Hub instead': { models: (each, { stack, bucket }) => standard(each, stack, bucket, { model: LmiModel.fromHuggingFace('org/model') }) },
  'another adapter': { models: (each, { stack, bucket }) => standard(each, stack, bucket, { adapter: 'b.tar.gz' }) },
  'another component name': { models: (each, { stack, bucket }) => standard(each, stack, bucket, { inferenceComponentName: 'llama' }) },
  'no rolling updates': { models: (each, { stack, bucket }) => standard(each, stack, bucket, { deploymentPolicy: undefined }) },
  'one model less': { models: (each, { bucket }) => each.addModel('Tarball', { model: LmiModel.fromTarball(bucket, 'm.tar.gz'), acceleratorsPerCopy: 1 }) },
  'a model more': {
    models: (each, { stack, bucket }) => {
      standard(each, stack, bucket, {});
      each.addModel('More', { model: LmiModel.fromS3(bucket, 'more'), acceleratorsPerCopy: 1 });
    },
  },
  'scaling': {
    models: (each, { bucket }) => each.addModel('Tarball', { model: LmiModel.fromTarball(bucket, 'm.tar.gz'), acceleratorsPerCopy: 1 })
      .autoScaleCopies({ minCapacity: 0, maxCapacity: 4 }).scaleOnConcurrentRequests('Load', { targetRequests: 8 }),
  },
  'a name': { props: () => ({ endpointName: 'fleet' }) },
  'another variant name': { props: () => ({ variantName: 'Blue' }) },
  'an existing role': { props: ({ role }) => ({ role }) },
  'a VPC': { props: ({ vpc }) => ({ vpc }) },
  'no network isolation': { props: () => ({ networkIsolation: false }) },
  'encrypted logs': { props: ({ key }) => ({ logEncryptionKey: key }) },
  'more instances': { props: () => ({ maxInstanceCount: 4 }) },
};

const FLEETS = new Map(Object.entries(FLEET).map(([what, change]) => [what, fleet(change)]));

describe.each(Object.keys(FLEET))('a fleet that gets %s', (what) => {
  test('is correct after the update and after reverting it', () => {
    expect(violations(FLEETS.get(what)!)).toEqual([]);
    for (const [from, to] of [['nothing', what], [what, 'nothing']]) {
      expect(updateViolations(FLEETS.get(from)!, FLEETS.get(to)!)).toEqual([]);
    }
  });
});

test('an explicit component name stays in use while its fleet gets a new name: CloudFormation rejects the update, and nothing is lost', () => {
  const named = (endpointName: string) => fleet({
    props: () => ({ endpointName }), models: (each, { stack, bucket }) => standard(each, stack, bucket, { inferenceComponentName: 'llama' }),
  });
  expect(updateViolations(named('a'), named('b')).every((sentence) => sentence.includes('is made as llama while'))).toBe(true);
});

test('the updates that SageMaker rejects are documented: a new instance type for a fleet, or for a variant that scales', () => {
  const other = fleet({ props: () => ({ instanceType: LmiInstanceType.P5_48XLARGE }) });
  expect(refusedUpdates(FLEETS.get('nothing')!, other)).toHaveLength(1);
  const scaled = (change: EndpointChange, deregistered?: boolean) => endpoint(change, (each) => each.autoScaleInstanceCount({ maxCapacity: 4, deregistered }));
  const [before, after] = [scaled(BASE), scaled(ENDPOINT['another instance type'])];
  expect(refusedUpdates(before, after)).toHaveLength(1);
  // The procedure in docs/updating.md.
  expect(refusedUpdates(before, scaled(BASE, true))).toEqual([]);
  expect(refusedUpdates(scaled(BASE, true), after)).toEqual([]);
});
