/**
 * Situations in which valid templates deploy badly, as users see them. `F` and `L` come from the behavior of AWS, `P` from problems reported for
 * other tools.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnParameter, Duration, NestedStack, SecretValue, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { updateViolations, violations } from './oracle';
import { ofType, Template } from './template';
import {
  LmiAsyncInference, LmiComponentEndpoint, LmiDataCapture, LmiDeploymentPolicy, LmiEndpoint, LmiEndpointProps, LmiImage, LmiInstanceType, LmiModel, LmiQuantization,
  LmiVariantProperty, LmiVersion, LmiVpcEndpoints, LoraAdapter, NeuronxBackend, VllmBackend,
} from '../../src';
import { testFleet, testModel } from '../fleet/component-stacks';
import { problemsOf, templateOf, testEndpoint, testStack, warningsOf } from '../stacks';

const HUB = LmiModel.fromHuggingFace('org/model');
const FIVE = Duration.minutes(5);
const CANARY = LmiDeploymentPolicy.canary({ canaryPercentage: 10, waitInterval: FIVE });
const ROLLING = LmiDeploymentPolicy.rolling({ maximumBatchPercentage: 10, waitInterval: FIVE });
const ENV = { region: 'us-east-1', account: '111111111111' };

const bucketOf = (stack: Stack) => s3.Bucket.fromBucketName(stack, 'Weights', 'weights');
const json = (stack: Stack): Template => templateOf({ stack }).toJSON();
const sagemakerRole = (stack: Stack) => new iam.Role(stack, 'Given', { assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com') });
const made = (props: (stack: Stack) => Partial<LmiEndpointProps>) => {
  const stack = testStack();
  testEndpoint(props(stack), stack);
  return json(stack);
};
const only = (template: Template, type: string) => ofType(template, type)[0][1];

describe('F1 an existing role', () => {
  test('lets the containers write logs and metrics and join a VPC, as a new one does', () => {
    const stack = testStack();
    testEndpoint({ role: sagemakerRole(stack), vpc: new ec2.Vpc(stack, 'Vpc') }, stack);
    expect(violations(json(stack))).toEqual([]);
  });
});

describe('F2 a fleet with encrypted logs', () => {
  test('can be deployed: the key admits the log groups of its components', () => {
    const stack = testStack();
    testModel({}, testFleet({ logEncryptionKey: new kms.Key(stack, 'Key') }, stack));
    expect(violations(json(stack))).toEqual([]);
  });
});

describe('F3 an endpoint imported by a name that is known only at deployment', () => {
  test.each<[string, (stack: Stack) => string]>([
    ['a parameter of Systems Manager', (stack) => ssm.StringParameter.valueForStringParameter(stack, '/chat/name')],
    ['a parameter of the stack', (stack) => new CfnParameter(stack, 'Name').valueAsString],
    ['the name of another endpoint', (stack) => testEndpoint({}, stack).endpointName],
  ])('may be invoked: the grant refers to %s', (_, name) => {
    const stack = testStack();
    LmiEndpoint.fromEndpointName(stack, 'Imported', name(stack)).grantInvoke(new iam.Role(stack, 'Caller', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }));
    expect(JSON.stringify(json(stack))).not.toMatch(/token\[/i);
    expect(violations(json(stack))).toEqual([]);
  });
});

describe('F4 a caller in another environment', () => {
  test('may invoke an endpoint whose name has uppercase letters: the ARN is lowercase', () => {
    const app = new App();
    const stack = new Stack(app, 'Llm', { env: ENV });
    const endpoint = testEndpoint({ endpointName: 'MyChat' }, stack);
    const other = new Stack(app, 'Caller', { env: { region: 'eu-west-1', account: '222222222222' } });
    endpoint.grantInvoke(new iam.Role(other, 'Role', { roleName: 'caller', assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }));
    expect(JSON.stringify(json(other))).toContain('endpoint/mychat');
    expect(violations(json(other))).toEqual([]);
    expect(warningsOf(stack).join()).toContain('cdk-sagemaker-lmi:endpoint-name-case');
  });

  test('may invoke a component of a fleet whose name has uppercase letters', () => {
    const app = new App();
    const stack = new Stack(app, 'Llm', { env: ENV });
    const component = testModel({ inferenceComponentName: 'llm' }, testFleet({ endpointName: 'MyFleet' }, stack));
    const other = new Stack(app, 'Caller', { env: { region: 'eu-west-1', account: '222222222222' } });
    component.grantInvoke(new iam.Role(other, 'Role', { roleName: 'caller', assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }));
    expect(violations(json(other))).toEqual([]);
  });
});

describe('F5 a generated endpoint name', () => {
  test('is the one in its ARN, so that an endpoint imported by ARN can be invoked and monitored', () => {
    expect(violations(made(() => ({})))).toEqual([]);
    const { EndpointName: name } = only(made(() => ({})), 'AWS::SageMaker::Endpoint');
    expect(JSON.stringify(name['Fn::Join'][1][0])).toBe(JSON.stringify(name['Fn::Join'][1][0]).toLowerCase());
  });
});

describe('F6 an update that fails', () => {
  test.each([['canary', CANARY], ['rolling', ROLLING], ['all at once', LmiDeploymentPolicy.allAtOnce()]])('triggers an alarm on only the new fleet (%s)', (_, deploymentPolicy) => {
    const template = made(() => ({ deploymentPolicy }));
    expect(violations(template)).toEqual([]);
    const errors = ofType(template, 'AWS::CloudWatch::Alarm').find(([id]) => id.includes('RollbackErrors'))![1];
    expect(errors.Dimensions.map(({ Name }: any) => Name)).toContain('EndpointConfigName');
  });

  test.each<[string, LmiDeploymentPolicy, string]>([
    ['a canary of 5 percent for 30 seconds', LmiDeploymentPolicy.canary({ canaryPercentage: 5, waitInterval: Duration.seconds(30) }), 'need 180 to go off'],
    ['a canary too small to show', LmiDeploymentPolicy.canary({ canaryPercentage: 5, waitInterval: FIVE }), 'canaryPercentage is 5 percent of the traffic'],
    ['no wait between steps', LmiDeploymentPolicy.linear({ stepPercentage: 10, waitInterval: Duration.seconds(0) }), 'need 180 to go off'],
  ])('is not missed by %s', (_, deploymentPolicy, fault) => {
    expect(problemsOf(() => testEndpoint({ deploymentPolicy, initialInstanceCount: 20 })).join()).toContain(fault);
  });

  test('can be fixed while the old fleet fails: the alarm on the whole endpoint can be omitted', () => {
    const template = made(() => ({ deploymentPolicy: LmiDeploymentPolicy.canary({ canaryPercentage: 10, waitInterval: FIVE, rollbackEndpointErrorPercentage: 100 }) }));
    expect(ofType(template, 'AWS::CloudWatch::Alarm').every(([, { Dimensions }]) => Dimensions.some(({ Name }: any) => Name === 'EndpointConfigName'))).toBe(true);
  });
});

describe('F7 new weights', () => {
  test.each<[string, (stack: Stack, version: string) => Partial<LmiEndpointProps>]>([
    ['under another prefix', (stack, version) => ({ model: LmiModel.fromS3(bucketOf(stack), `llama/${version}`) })],
    ['in another tarball', (stack, version) => ({ model: LmiModel.fromTarball(bucketOf(stack), `${version}.tar.gz`) })],
    ['in a local directory', (_, version) => ({ model: LmiModel.fromAsset(directoryWith({ 'config.json': '{}', 'version': version })) })],
    ['with another repository of the image', (stack, version) => ({
      backend: new VllmBackend(stack, 'Vllm', { image: LmiImage.fromEcrRepository(jest.requireActual('aws-cdk-lib/aws-ecr').Repository.fromRepositoryName(stack, 'Ecr', version), 'a') }),
    })],
    ['with captured requests in another place', (stack, version) => ({ dataCapture: LmiDataCapture.toBucket(bucketOf(stack), { prefix: version }) })],
  ])('%s leave the running fleet everything that it needs until the update is complete, and for a rollback', (_, props) => {
    const [before, after] = ['v1', 'v2'].map((version) => made((stack) => ({ deploymentPolicy: ROLLING, ...props(stack, version) })));
    expect(updateViolations(before, after)).toEqual([]);
  });
});

describe('F8 a fleet with 100 adapters and 50 models from S3', () => {
  test('fits in the policies of one role (test/aws/quotas.test.ts has more sizes)', () => {
    const stack = testStack();
    const bucket = bucketOf(stack);
    const fleet = testFleet({ maxInstanceCount: 20 }, stack);
    const backend = new VllmBackend(stack, 'Vllm', { enableLora: true });
    const models = Array.from({ length: 50 }, (_, index) => fleet.addModel(`M${index}`, { model: LmiModel.fromS3(bucket, `models/${index}`), backend, acceleratorsPerCopy: 1 }));
    Array.from({ length: 100 }, (_, index) => models[index % 50].addAdapter(`A${index}`, { adapter: LoraAdapter.fromS3(bucket, `adapters/${index}.tar.gz`) }));
    expect(violations(json(stack))).toEqual([]);
  });
});

describe('F9 an isolated container', () => {
  const LOADS: [string, (stack: Stack) => Partial<LmiEndpointProps>][] = [
    ['a tokenizer on the Hub', (stack) => ({ backend: new VllmBackend(stack, 'V', { tokenizer: 'org/tok' }) })],
    ['a draft model on the Hub', (stack) => ({ backend: new VllmBackend(stack, 'V', { speculativeConfig: { model: 'org/draft', num_speculative_tokens: 3 } }) })],
    ['a tokenizer in a variable', () => ({ environment: { OPTION_TOKENIZER: 'org/tok' } })],
    ['compiled graphs in S3', (stack) => ({
      instanceType: LmiInstanceType.INF2_24XLARGE, backend: new NeuronxBackend(stack, 'N', { compiledGraphPath: 's3://graphs/llama/' }),
    })],
  ];
  const endpoint = (stack: Stack, props: Partial<LmiEndpointProps>) => testEndpoint({
    model: LmiModel.fromS3(bucketOf(stack), 'llama'), instanceType: LmiInstanceType.G5_12XLARGE, ...props,
  }, stack);

  test.each(LOADS)('does not hang on %s: explicit isolation is an error, and the default is off with a warning', (_, props) => {
    const stack = testStack();
    expect(problemsOf(() => endpoint(stack, { ...props(stack), networkIsolation: true })).join()).toMatch(/isolated from the network and cannot/);
    const other = testStack();
    endpoint(other, props(other));
    expect(violations(json(other))).toEqual([]);
    expect(warningsOf(other).join()).toContain('cdk-sagemaker-lmi:isolation-off');
  });

  test('may load them from the directory of the model', () => {
    const stack = testStack();
    const backend = new VllmBackend(stack, 'V', { tokenizer: '/opt/ml/model/tok' });
    expect(() => testEndpoint({ model: LmiModel.fromS3(bucketOf(stack), 'llama'), backend }, stack)).not.toThrow();
  });

  test('without isolation the role may read compiled graphs from S3', () => {
    const stack = testStack();
    const backend = new NeuronxBackend(stack, 'N', { compiledGraphPath: 's3://graphs/llama/' });
    testEndpoint({ model: LmiModel.fromS3(bucketOf(stack), 'llama'), networkIsolation: false, instanceType: LmiInstanceType.INF2_24XLARGE, backend }, stack);
    expect(JSON.stringify(ofType(json(stack), 'AWS::IAM::ManagedPolicy'))).toContain(':s3:::graphs/llama/*');
  });
});

describe('F10 a component whose weights or adapter are packed at synth', () => {
  test.each<[string, (fleet: LmiComponentEndpoint) => unknown]>([
    ['a model', (fleet) => testModel({ model: LmiModel.fromAsset(directoryWith({ 'config.json': '{}' })) }, fleet)],
    ['an adapter directory', (fleet) => base(fleet).addAdapter('A', { adapter: LoraAdapter.fromAsset(directoryWith({ 'adapter_config.json': '{"r":8}' })) })],
    ['an adapter tarball', (fleet) => base(fleet).addAdapter('A', { adapter: LoraAdapter.fromAsset(join(directoryWith({ 'a.tar.gz': 'x' }), 'a.tar.gz')) })],
  ])('names a key that ends in .tar.gz (%s)', (_, add) => {
    const fleet = testFleet();
    add(fleet);
    const urls = ofType(json(fleet.stack), 'AWS::SageMaker::InferenceComponent').flatMap(([, { Specification }]) => Specification.Container?.ArtifactUrl ?? []);
    expect(urls).toHaveLength(1);
    expect(JSON.stringify(urls[0])).toMatch(/\.tar\.gz"/);
    expect(violations(json(fleet.stack))).toEqual([]);
  });
});

describe('F11 a composite rollback alarm', () => {
  test('is refused, because SageMaker would not see it', () => {
    const stack = testStack();
    const alarm = new cloudwatch.CompositeAlarm(stack, 'Both', { alarmRule: cloudwatch.AlarmRule.fromBoolean(true) });
    expect(problemsOf(() => testEndpoint({ rollbackAlarms: [alarm] }, stack)).join()).toContain('composite alarm');
    expect(problemsOf(() => testModel({ rollbackAlarms: [alarm], deploymentPolicy: ROLLING }, testFleet({}, stack))).join()).toContain('composite alarm');
  });
});

describe('F12 a model from the Hub on a fleet of isolated models', () => {
  const fleet = (networkIsolation?: boolean) => {
    const stack = testStack();
    const each = testFleet({ networkIsolation }, stack);
    each.addModel('Secret', { model: LmiModel.fromS3(bucketOf(stack), 'x'), acceleratorsPerCopy: 1 });
    each.addModel('Open', { model: HUB, acceleratorsPerCopy: 1 });
    return warningsOf(stack).join();
  };

  test('gets a warning that names both, unless it is acknowledged', () => {
    expect(fleet()).toMatch(/models Open come from the Hugging Face Hub or a model package.*including those of Secret.*fleet-isolation/);
    expect(fleet(false)).not.toContain('fleet-isolation');
  });
});

describe('F13 a deployment of a component that scales', () => {
  const copyCount = (props: object, minCapacity?: number) => {
    const component = testModel(props);
    if (minCapacity !== undefined) {
      component.autoScaleCopies({ minCapacity, maxCapacity: 8 });
    }
    return [only(json(component.stack), 'AWS::SageMaker::InferenceComponent').RuntimeConfig.CopyCount, warningsOf(component.stack).join()];
  };

  test('does not go below the minimum of scaling', () => {
    expect(copyCount({}, 4)[0]).toBe(4);
    expect(copyCount({}, 0)[0]).toBe(1);
    expect(copyCount({})[0]).toBe(1);
    const [count, warnings] = copyCount({ copies: 2 }, 4);
    expect(count).toBe(2);
    expect(warnings).toContain('cdk-sagemaker-lmi:copies-below-minimum');
  });
});

describe('F14 weights of variants with scaling', () => {
  const excluded = (given?: LmiVariantProperty[]) => {
    const endpoint = testEndpoint({ excludeRetainedVariantProperties: given });
    endpoint.autoScaleInstanceCount({ maxCapacity: 4 });
    return only(json(endpoint.stack), 'AWS::SageMaker::Endpoint').ExcludeRetainedVariantProperties;
  };

  test('follow the template, as data capture does, and the count does not', () => {
    expect(excluded()).toEqual([{ VariantPropertyType: 'DesiredWeight' }, { VariantPropertyType: 'DataCaptureConfig' }]);
  });

  test('can be kept', () => {
    expect(excluded([])).toBeUndefined();
    expect(excluded([LmiVariantProperty.DATA_CAPTURE_CONFIG])).toEqual([{ VariantPropertyType: 'DataCaptureConfig' }]);
  });
});

describe('F15 scaling of a variant whose instance type the library chose', () => {
  test('gets a warning, because SageMaker refuses to change it later', () => {
    const stack = testStack();
    const endpoint = new LmiEndpoint(stack, 'Llm', { model: LmiModel.fromHuggingFace('Qwen/Qwen2.5-7B-Instruct'), backend: new VllmBackend(stack, 'V', { maxModelLen: 4096 }) });
    endpoint.autoScaleInstanceCount({ maxCapacity: 4 });
    expect(warningsOf(stack).join()).toMatch(/LmiInstanceType.of\('ml\.[\w.]+'\).*scaled-without-type/);
    const other = testEndpoint();
    other.autoScaleInstanceCount({ maxCapacity: 4 });
    expect(warningsOf(other.stack).join()).not.toContain('scaled-without-type');
  });
});

describe('F16 weights in a bucket of another account', () => {
  test('of the same app: the bucket policy allows the account', () => {
    const app = new App();
    const other = new Stack(app, 'Other', { env: { ...ENV, account: '222222222222' } });
    const bucket = new s3.Bucket(other, 'Weights', { bucketName: 'their-weights' });
    const stack = new Stack(app, 'Llm', { env: ENV });
    testEndpoint({ model: LmiModel.fromS3(bucket, 'llama') }, stack);
    expect(JSON.stringify(ofType(json(other), 'AWS::S3::BucketPolicy'))).toMatch(/s3:GetObject.*111111111111:root/);
    expect(warningsOf(stack).join()).not.toContain('foreign-bucket');
  });

  test('that is imported: a warning lists what its policy must allow', () => {
    const stack = testStack(ENV);
    const bucket = s3.Bucket.fromBucketAttributes(stack, 'Theirs', { bucketName: 'theirs', account: '222222222222' });
    testEndpoint({ model: LmiModel.fromS3(bucket, 'llama') }, stack);
    expect(warningsOf(stack).join()).toMatch(/must allow s3:GetObject to account 111111111111.*foreign-bucket/);
  });
});

describe('F17 a role of the parent stack for an endpoint in a nested one', () => {
  test('can be deployed with alarms that roll back, and with buckets of the nested stack', () => {
    const parent = testStack();
    const role = sagemakerRole(parent);
    const stack = new NestedStack(parent, 'Nested');
    testEndpoint({ role, deploymentPolicy: CANARY, dataCapture: LmiDataCapture.toBucket(new s3.Bucket(stack, 'Captured')) }, stack);
    expect(violations(json(stack))).toEqual([]);
    expect(ofType(json(parent), 'AWS::IAM::Policy')).toEqual([]);
  });
});

describe('F18 a role of another stack', () => {
  test('can be deployed with alarms that roll back, and with weights of the stack of the endpoint', () => {
    const app = new App();
    const role = sagemakerRole(new Stack(app, 'Roles', { env: ENV }));
    const stack = new Stack(app, 'Llm', { env: ENV });
    testEndpoint({ role, deploymentPolicy: CANARY, model: LmiModel.fromS3(new s3.Bucket(stack, 'B'), 'llama') }, stack);
    expect(() => app.synth()).not.toThrow();
    expect(violations(json(stack))).toEqual([]);
  });
});

describe('F19 the route out of a VPC', () => {
  test('is created before the endpoint, and deleted after it', () => {
    const stack = testStack();
    testEndpoint({ vpc: new ec2.Vpc(stack, 'Vpc') }, stack);
    expect(violations(json(stack))).toEqual([]);
    expect(JSON.stringify(json(stack).Resources)).toMatch(/DependsOn[^\]]*DefaultRoute/);
  });

  test('through VPC endpoints too', () => {
    const stack = testStack();
    const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 0, subnetConfiguration: [{ name: 'i', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
    testEndpoint({ vpc, vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED }, model: LmiModel.fromS3(bucketOf(stack), 'x') }, stack);
    new LmiVpcEndpoints(stack, 'Endpoints', { vpc });
    expect(violations(json(stack))).toEqual([]);
  });
});

describe('F20 the escape hatch', () => {
  test('of an endpoint and a component is their default child', () => {
    const endpoint = testEndpoint();
    expect(endpoint.node.defaultChild).toBe(endpoint.cfnEndpoint);
    const component = testModel();
    expect(component.node.defaultChild).toBe(component.cfnInferenceComponent);
  });
});

describe('F21 a new name for a fleet, its variant, or a component', () => {
  const fleet = (props: object, component: object = {}) => {
    const created = testFleet(props);
    testModel({ backend: new VllmBackend(created, 'V', { enableLora: true }), ...component }, created)
      .addAdapter('Adapter', { adapter: LoraAdapter.fromS3(bucketOf(created.stack), 'a.tar.gz') });
    return json(created.stack);
  };

  test.each<[string, Template, Template]>([
    ['endpointName', fleet({ endpointName: 'a' }), fleet({ endpointName: 'b' })],
    ['variantName', fleet({}), fleet({ variantName: 'Blue' })],
    ['inferenceComponentName', fleet({}, { inferenceComponentName: 'a' }), fleet({}, { inferenceComponentName: 'b' })],
  ])('%s makes new components, because the API cannot change it', (_, before, after) => {
    expect(updateViolations(before, after)).toEqual([]);
    expect(updateViolations(after, before)).toEqual([]);
  });
});

describe('F22 logs of a deployment that failed', () => {
  test('are retained, as they are without a retention period, unless the user chooses otherwise', () => {
    const policy = (props: Partial<LmiEndpointProps>) => Object.values(made(() => ({ logRetention: 30, ...props })).Resources!).find(({ Type }) => Type === 'AWS::Logs::LogGroup')!.DeletionPolicy;
    expect(policy({})).toBe('Retain');
    expect(policy({ endpointName: 'chat' })).toBe('Delete');
  });
});

describe('L3 a secret inside a value', () => {
  test.each([
    ['LMCACHE_REMOTE_URL', 'redis://:passw0rd@cache:6379'], ['DATABASE_URL', 'postgres://me:passw0rd@db/x'], ['GIT', `ghp_${'a1'.repeat(18)}`], ['AWS', 'AKIAIOSFODNN7EXAMPLE'],
  ])('of %s is refused', (name, value) => {
    expect(problemsOf(() => testEndpoint({ environment: { [name]: value } })).join()).toContain(`environment.${name} holds a literal secret`);
  });

  test.each([['URL', 'https://host:8080/path@2'], ['URL', 'redis://:<password>@host'], ['URL', 'http://user@host']])('is not reported where there is none: %s=%s', (name, value) => {
    expect(() => testEndpoint({ environment: { [name]: value } })).not.toThrow();
  });

  test('from a parameter that everyone can read gets a warning', () => {
    const of = (noEcho: boolean) => {
      const stack = testStack();
      testEndpoint({ environment: { HF_TOKEN: new CfnParameter(stack, 'Token', { noEcho }).valueAsString } }, stack);
      return warningsOf(stack).join();
    };
    expect(of(false)).toContain('cdk-sagemaker-lmi:secret-parameter');
    expect(of(true)).not.toContain('secret-parameter');
  });
});

describe('L4 endpoints of an imported VPC without route tables', () => {
  test('are an error that names what is missing', () => {
    const stack = testStack();
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a', 'b'], isolatedSubnetIds: ['subnet-1', 'subnet-2'] });
    expect(problemsOf(() => new LmiVpcEndpoints(stack, 'Endpoints', { vpc })).join()).toContain('isolatedSubnetRouteTableIds');
  });
});

describe('L5 a role that SageMaker cannot assume', () => {
  test('is warned of', () => {
    const stack = testStack();
    testEndpoint({ role: new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }) }, stack);
    expect(warningsOf(stack).join()).toContain('cdk-sagemaker-lmi:role-trust');
  });
});

describe('L6 more initial instances than scaling allows', () => {
  test('are warned of', () => {
    const endpoint = testEndpoint({ initialInstanceCount: 10 });
    endpoint.autoScaleInstanceCount({ maxCapacity: 4 });
    expect(warningsOf(endpoint.stack).join()).toContain('cdk-sagemaker-lmi:scaling-bounds');
  });
});

describe('L8 the role of a fleet', () => {
  test('writes only to the log groups of its own stack and of components with explicit names', () => {
    const stack = testStack();
    const fleet = testFleet({}, stack);
    testModel({ inferenceComponentName: 'named' }, fleet);
    const resources = ofType(json(stack), 'AWS::IAM::ManagedPolicy').flatMap(([, { PolicyDocument }]) => PolicyDocument.Statement)
      .filter(({ Action }: any) => [Action].flat().includes('logs:PutLogEvents')).flatMap(({ Resource }: any) => JSON.stringify(Resource));
    expect(resources.join()).toContain('/aws/sagemaker/InferenceComponents/named');
    expect(resources.join()).not.toMatch(/InferenceComponents\/\*(:\*)?"/);
    expect(violations(json(stack))).toEqual([]);
  });
});

describe('P1 a new version whose engine fails', () => {
  test('is rolled back although LMI reports it as 424, and triggers alarms', () => {
    const endpoint = testEndpoint({ deploymentPolicy: CANARY });
    endpoint.addAlarms();
    const names = ofType(json(endpoint.stack), 'AWS::CloudWatch::Alarm').map(([, { MetricName }]) => MetricName);
    expect(names.filter((name) => name === 'InvocationModelErrors')).toHaveLength(3);
    expect(names).not.toContain('Invocation5XXErrors');
  });
});

describe('P2 an asynchronous endpoint', () => {
  const faults = (version: LmiVersion) => {
    const stack = testStack();
    const backend = new VllmBackend(stack, 'V', { version });
    return () => testEndpoint({ backend, asyncInference: LmiAsyncInference.toBucket(bucketOf(stack)) }, stack);
  };

  test('does not fail every request: LMI V12 and earlier are refused', () => {
    expect(problemsOf(faults(LmiVersion.V12)).join()).toContain('LMI V13 or later');
    expect(faults(LmiVersion.V13)).not.toThrow();
  });

  test('is refused on Inferentia, whose images end with V12', () => {
    const stack = testStack();
    expect(problemsOf(() => testEndpoint({ instanceType: LmiInstanceType.INF2_24XLARGE, asyncInference: LmiAsyncInference.toBucket(bucketOf(stack)) }, stack)).join())
      .toContain('end before LMI V13');
  });
});

describe('P3 a container for CUDA 12', () => {
  test('does not get the advice to use the host image for CUDA 13, and gets a warning there', () => {
    const warnings = (props: Partial<LmiEndpointProps>) => {
      const stack = testStack();
      testEndpoint({ backend: new VllmBackend(stack, 'V', { version: LmiVersion.V24 }), instanceType: LmiInstanceType.G4DN_12XLARGE, ...props }, stack);
      return warningsOf(stack).filter((warning) => warning.includes('host-driver'));
    };
    expect(warnings({})).toEqual([expect.stringContaining('al2-ami-sagemaker-inference-gpu-3-1')]);
    expect(warnings({ inferenceAmiVersion: 'al2-ami-sagemaker-inference-gpu-3-1' })).toEqual([]);
    expect(warnings({ inferenceAmiVersion: 'al2023-ami-sagemaker-inference-gpu-4-1' })).toEqual([expect.stringContaining('deep-learning-containers#6187')]);
  });
});

describe('P4 subnets without a route to the internet', () => {
  const vpc = (stack: Stack, subnetType: ec2.SubnetType) => new ec2.Vpc(stack, 'Vpc', { natGateways: 0, subnetConfiguration: [{ name: 's', subnetType }] });
  const inside = (subnetType: ec2.SubnetType, model: (stack: Stack) => LmiModel, environment?: { [name: string]: string }) => {
    const stack = testStack();
    return { stack, make: () => testEndpoint({ vpc: vpc(stack, subnetType), vpcSubnets: { subnetType }, model: model(stack), environment }, stack) };
  };

  test.each([ec2.SubnetType.PUBLIC, ec2.SubnetType.PRIVATE_ISOLATED])('are refused for a model on the Hub (%s)', (subnetType) => {
    expect(problemsOf(inside(subnetType, () => HUB).make).join()).toContain('model comes from the Hugging Face Hub, but vpcSubnets has');
    expect(inside(subnetType, () => HUB, { HF_ENDPOINT: 'https://hub.internal' }).make).not.toThrow();
  });

  test('get a warning if they are public and lack endpoints', () => {
    const { stack, make } = inside(ec2.SubnetType.PUBLIC, (each) => LmiModel.fromS3(bucketOf(each), 'x'));
    make();
    expect(warningsOf(stack).join()).toContain('cdk-sagemaker-lmi:public-subnets');
  });

  test('are an error for a fleet too, and in an imported VPC', () => {
    const stack = testStack();
    const imported = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a', 'b'], publicSubnetIds: ['subnet-1', 'subnet-2'] });
    expect(problemsOf(() => testModel({}, testFleet({ vpc: imported }, stack))).join()).toContain('public subnets');
  });
});

describe('P5 a key imported by alias', () => {
  test('may be used: the policy has a condition on the alias', () => {
    const stack = testStack();
    const key = kms.Alias.fromAliasName(stack, 'Alias', 'alias/weights');
    testEndpoint({
      model: LmiModel.fromS3(s3.Bucket.fromBucketAttributes(stack, 'B', { bucketName: 'weights', encryptionKey: key }), 'llama'),
      instanceType: LmiInstanceType.P3_2XLARGE, encryptionKey: key,
    }, stack);
    expect(violations(json(stack))).toEqual([]);
    const statements = ofType(json(stack), 'AWS::IAM::ManagedPolicy').flatMap(([, { PolicyDocument }]) => PolicyDocument.Statement);
    expect(statements).toContainEqual(expect.objectContaining({
      Action: 'kms:Decrypt', Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/weights' } },
    }));
  });
});

describe('P6 weights quantized by AWQ or GPTQ in bfloat16', () => {
  test.each([LmiQuantization.AWQ, LmiQuantization.GPTQ])('are refused (%s)', (quantize) => {
    const stack = testStack();
    expect(problemsOf(() => testEndpoint({ backend: new VllmBackend(stack, 'V', { version: LmiVersion.V14, quantize, dtype: 'bf16' }) }, stack)).join())
      .toContain('compute in float16 only');
  });
});

describe('P7 a token in a secure string of Systems Manager', () => {
  test('is an error, because CloudFormation does not resolve it there', () => {
    const environment = { HF_TOKEN: SecretValue.ssmSecure('/hf/token').unsafeUnwrap() };
    expect(problemsOf(() => testEndpoint({ environment })).join()).toContain('Secrets Manager');
    expect(problemsOf(() => testModel({ environment })).join()).toContain('Secrets Manager');
    expect(() => testEndpoint({ environment: { HF_TOKEN: SecretValue.secretsManager('hf').unsafeUnwrap() } })).not.toThrow();
  });
});

describe('P8 a gated model without a token', () => {
  test.each(['meta-llama/Llama-3.1-8B-Instruct', 'meta-llama/Llama-2-7b-chat-hf'])('gets a warning: %s', (modelId) => {
    const stack = testStack();
    testEndpoint({ model: LmiModel.fromHuggingFace(modelId), instanceType: LmiInstanceType.G5_12XLARGE }, stack);
    expect(warningsOf(stack).join()).toContain('cdk-sagemaker-lmi:gated-model');
  });

  test('gets no warning with a token in the environment, or if it is not gated', () => {
    const stack = testStack();
    testEndpoint({
      model: LmiModel.fromHuggingFace('meta-llama/Llama-3.1-8B-Instruct'), instanceType: LmiInstanceType.G5_12XLARGE,
      environment: { HF_TOKEN: SecretValue.secretsManager('hf').unsafeUnwrap() },
    }, stack);
    const other = testStack();
    testEndpoint({ model: LmiModel.fromHuggingFace('Qwen/Qwen2.5-7B-Instruct') }, other);
    expect([...warningsOf(stack), ...warningsOf(other)].join()).not.toContain('gated-model');
  });
});

describe('P9 a token under a name that nothing reads', () => {
  test.each(['HF_API_TOKEN', 'HUGGINGFACE_TOKEN', 'HUGGINGFACEHUB_API_TOKEN', 'HF_HUB_TOKEN'])('gets a warning: %s', (name) => {
    const stack = testStack();
    testEndpoint({ environment: { [name]: SecretValue.secretsManager('hf').unsafeUnwrap() } }, stack);
    expect(warningsOf(stack).join()).toMatch(new RegExp(`environment\\.${name} .*as token`));
  });
});

describe('P10 a component created without a copy', () => {
  test('is warned of', () => {
    expect(warningsOf(testModel({ copies: 0 }).stack).join()).toContain('cdk-sagemaker-lmi:no-copies');
    expect(warningsOf(testModel({ copies: 1 }).stack).join()).not.toContain('no-copies');
  });
});

function base(fleet: LmiComponentEndpoint) {
  return testModel({ backend: new VllmBackend(fleet, 'Lora', { enableLora: true }) }, fleet);
}

const DIRECTORIES: string[] = [];

afterAll(() => DIRECTORIES.forEach((directory) => rmSync(directory, { recursive: true })));

/** A directory with files, for one test. */
function directoryWith(files: { readonly [name: string]: string }): string {
  const directory = mkdtempSync(join(tmpdir(), 'lmi-situation-'));
  DIRECTORIES.push(directory);
  Object.entries(files).forEach(([name, content]) => writeFileSync(join(directory, name), content));
  return directory;
}

