import { Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as fc from 'fast-check';
import {
  ANYTHING, call, count, deployedText, duration, flag, list, literal, made, mostly, number, Oddity, oneOf, options, props, Recipe, Recipes, resetParameters, resourceName, size, text, withToken,
} from './arbitraries';
import {
  DeepSpeedBackend, LmiAsyncInference, LmiBenchmarkSchema, LmiCaptureMode, LmiCapacityReservation, LmiCoreDump, LmiDataCapture, LmiDeploymentPolicy, LmiDistBackend, LmiImage,
  LmiInstancePool, LmiInstanceType, LmiModel, LmiPlacementStrategy, LmiRouting, LmiScaleInStrategy, LmiSizing, LmiStagedModel, LmiVersion, LoraAdapter, ModelArchitecture,
  NeuronxBackend, TrtLlmBackend, VllmBackend, VllmMode,
} from '../../src';
import { BackendName, versionsOf } from '../../src/facts/backends';
import { MODELS } from '../../src/facts/models';
import { BACKEND_TABLES, optionsOf, SELECTION_VARIABLES } from '../../src/options/tables';

const BACKENDS = { Vllm: VllmBackend, TrtLlm: TrtLlmBackend, Neuronx: NeuronxBackend, LmiDist: LmiDistBackend, DeepSpeed: DeepSpeedBackend };
const NAMES = Object.keys(BACKENDS) as BackendName[];
const GPU_BACKENDS = NAMES.filter((kind) => kind !== 'Neuronx');
const ORDINALS = Array.from({ length: 22 }, (_, index) => index + 7);

let constructs = 0;

/** Resets the ids, so that the next constructs get the same ids as before and two stacks can be compared. */
export function resetConstructs(): void {
  constructs = 0;
  resetParameters();
}

/** A new construct of the stack. */
function construct<T>(label: string, make: (stack: Stack, id: string) => T): Recipes<T> {
  return made(label, (stack) => make(stack, `Thing${constructs++}`));
}

const BUCKET = fc.oneof(
  construct('a bucket', (stack, id) => s3.Bucket.fromBucketName(stack, id, 'weights')),
  construct('a new bucket', (stack, id) => new s3.Bucket(stack, id)),
);
const KEY = fc.oneof(
  construct('a key', (stack, id) => kms.Key.fromKeyArn(stack, id, 'arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012')),
  construct('a new key', (stack, id) => new kms.Key(stack, id)),
);
const VPC = fc.oneof(
  construct('a VPC', (stack, id) => ec2.Vpc.fromVpcAttributes(stack, id, {
    vpcId: 'vpc-0123456789abcdef0', availabilityZones: ['us-east-1a', 'us-east-1b'], privateSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
  })),
  construct('a new VPC', (stack, id) => new ec2.Vpc(stack, id, { maxAzs: 2, natGateways: 1 })),
);
const TOPIC = construct('a topic', (stack, id) => new sns.Topic(stack, id));
const FUNCTION = construct('a function', (stack, id) => lambda.Function.fromFunctionArn(stack, id, 'arn:aws:lambda:us-east-1:123456789012:function:registry'));
const ALARM = construct('an alarm', (stack, id) => cloudwatch.Alarm.fromAlarmName(stack, id, 'errors'));
const ROLE = fc.oneof(
  construct('a new role', (stack, id) => new iam.Role(stack, id, { assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com') })),
  construct('an imported role', (stack, id) => iam.Role.fromRoleName(stack, id, 'reader')),
);

function architecture(oddity: Oddity): Recipes {
  const numbers = { parameters: 7e9, layers: 32, hiddenSize: 4096, attentionHeads: 32, keyValueHeads: 8, intermediateSize: 14336, vocabularySize: 32000, maxPositionEmbeddings: 8192 };
  const required = Object.fromEntries(Object.entries(numbers).map(([prop, value]) => [prop, mostly(oneOf(value), oddity)]));
  return call('ModelArchitecture.of', [props({
    modelType: mostly(oneOf('llama', 'qwen2', 'unknown'), oddity),
    torchDtype: mostly(oneOf('bfloat16', 'float16', 'float32'), oddity),
    slidingWindow: mostly(oneOf(1, 4096), oddity),
    quantizationMethod: mostly(oneOf('awq', 'fp8', 'gptq'), oddity),
    tiedEmbeddings: flag(oddity),
  }, 3, required)], ModelArchitecture.of);
}

function model(oddity: Oddity): Recipes {
  const ids = Object.values(MODELS).map(({ modelId }) => modelId);
  const secret = construct('a secret', (stack, id) => secretsmanager.Secret.fromSecretNameV2(stack, id, 'token'));
  const given = { architecture: mostly(architecture(oddity), oddity) };
  const prefixes = mostly(withToken(oneOf('llama', 'a/b/', 'ünï'), text()), oddity);
  const tarballs = mostly(withToken(oneOf('a/model.tar.gz'), text()), oddity);
  const hub = 'arn:aws:sagemaker:us-east-1:123456789012:hub-content/models/ModelReference/llama/1.0.0';
  const inBucket = { ...given, acceptEula: flag(oddity), hubContentArn: mostly(withToken(oneOf(hub), deployedText()), oddity, oneOf('llama')) };
  const packageArn = 'arn:aws:sagemaker:us-east-1:123456789012:model-package/chat/3';
  const sources = fc.oneof(
    call('LmiModel.fromHuggingFace', [
      mostly(withToken(fc.oneof(oneOf('org/model'), oneOf('org/model', ...ids)), text('org/model')), oddity),
      mostly(props({
        ...given, revision: mostly(withToken(oneOf('main', 'v1.0'), text()), oddity),
        ...together('token', oddity, { tokenField: mostly(oneOf('hf'), oddity) }, { token: mostly(secret, oddity) }),
      }, 3), oddity),
    ], LmiModel.fromHuggingFace),
    call('LmiModel.fromS3', [mostly(BUCKET, oddity), prefixes, mostly(props(inBucket), oddity)], LmiModel.fromS3),
    call('LmiModel.fromTarball', [mostly(BUCKET, oddity), tarballs, mostly(props(inBucket), oddity)], LmiModel.fromTarball),
  );
  return fc.oneof(
    { weight: 12, arbitrary: sources },
    {
      weight: 1, arbitrary: call('LmiModel.fromModelPackage', [
        mostly(withToken(oneOf(packageArn), deployedText()), oddity, oneOf('chat')),
        mostly(props({ ...given, bucket: mostly(BUCKET, oddity), inferenceSpecificationName: resourceName(oddity) }), oddity),
      ], LmiModel.fromModelPackage),
    },
    { weight: 1, arbitrary: stagedModel(oddity) },
  );
}

/** A model that a construct stages. */
function stagedModel(oddity: Oddity): Recipes {
  return props({
    revision: mostly(withToken(oneOf('main', '0123456789abcdef0123456789abcdef01234567'), deployedText()), oddity),
    architecture: mostly(architecture(oddity), oddity),
    bucket: mostly(BUCKET, oddity),
    prefix: mostly(withToken(oneOf('llama', 'a/b/'), deployedText()), oddity),
    exclude: mostly(oneOf(['*.bin'], []), oddity, list(ANYTHING, 2)),
    openAiStreaming: mostly(oneOf(true, false), oddity),
    removalPolicy: mostly(oneOf(RemovalPolicy.RETAIN, RemovalPolicy.DESTROY), oddity, oneOf(RemovalPolicy.SNAPSHOT)),
    maxConcurrency: count(oddity, 1, 40),
    logRetention: mostly(oneOf(1, 7, 30), oddity),
    vpc: mostly(VPC, oddity),
    ...oddity > 1 ? { include: mostly(oneOf(['*.safetensors']), oddity), trustRemoteCode: flag(oddity), encryptionKey: mostly(KEY, oddity) } : {},
  }, 3, { modelId: mostly(oneOf('org/model'), oddity) }).map((given) => new Recipe(
    `new LmiStagedModel(${fc.stringify(given)}).model`, (stack) => new LmiStagedModel(stack, `Thing${constructs++}`, given.make(stack)).model));
}

/** Props of a benchmark. */
export function benchmarkProps(oddity: Oddity): Recipes {
  return mostly(props({
    concurrency: mostly(oneOf([1], [1, 4, 256]), oddity, oneOf<any>([0], [257], 4, Array(11).fill(1)), list(ANYTHING, 2)),
    rate: mostly(oneOf([0.5], [100]), oddity, oneOf([0], [101]), list(ANYTHING, 2)),
    inputTokens: count(oddity, 1, 1_000_000),
    outputTokens: count(oddity, 1, 1_000_000),
    schema: mostly(oneOf(...Object.values(LmiBenchmarkSchema)), oddity),
    schedule: mostly(made('Schedule.rate', () => events.Schedule.rate(Duration.days(1))), oddity),
    afterDeployment: mostly(oneOf(true, false), oddity),
    bucket: mostly(BUCKET, oddity),
    prefix: mostly(withToken(oneOf('benchmarks/chat'), deployedText()), oddity, oneOf('/x', 'x/')),
    duration: mostly(duration(0, 60, 60), oddity, duration(1, 5, 3600)),
    maxRequests: count(oddity, 1, 1_000_000),
    timeout: mostly(made('Duration.minutes(30)', () => Duration.minutes(30)), oddity),
    slowdownPercentage: mostly(oneOf(20, 0.5), oddity, oneOf(0)),
    vpc: mostly(VPC, oddity),
  }, 4), oddity);
}

/** Backends of every kind and version, cached because there are many rows. */
const MADE = new Map<string, Recipes>();

function backend(oddity: Oddity, kinds: readonly BackendName[] = NAMES): Recipes {
  return fc.constantFrom(...kinds).chain((kind) => fc.constantFrom(...(oddity > 1 ? ORDINALS : versionsOf(kind))).chain((ordinal) => {
    const key = `${kind} ${ordinal} ${oddity}`;
    const known = MADE.get(key) ?? backendOf(kind, ordinal, oddity);
    MADE.set(key, known);
    return known;
  }));
}

function backendOf(kind: BackendName, ordinal: number, oddity: Oddity): Recipes {
  const version = (LmiVersion as any)[`V${ordinal}`];
  const image = fc.oneof(
    { weight: 4, arbitrary: call('LmiImage.fromVersion', [mostly(oneOf(version), oddity), mostly(props({ patch: count(oddity, 0, 9) }), oddity)], LmiImage.fromVersion) },
    {
      weight: 4, arbitrary: made('LmiImage.fromEcrRepository', (stack) => LmiImage.fromEcrRepository(
        (stack.node.tryFindChild('Repository') ?? jest.requireActual('aws-cdk-lib/aws-ecr').Repository.fromRepositoryName(stack, 'Repository', 'own')) as any, 'v1', { version })),
    },
    // Needs a VPC, which few endpoints get.
    {
      weight: 1, arbitrary: call('LmiImage.fromPrivateRegistry', [
        mostly(withToken(oneOf('registry.example.com/lmi:28'), deployedText()), oddity, oneOf('org/lmi')),
        mostly(props({ credentialsProvider: mostly(FUNCTION, oddity) }, 1, { version: oneOf(version) }), oddity),
      ], LmiImage.fromPrivateRegistry),
    },
  );
  return call(kind, [made('stack', (stack) => stack), props({
    ...options(optionsOf(kind), ordinal, oddity),
    image: mostly(image, oddity),
    ...(kind === 'Vllm' ? { mode: mostly(oneOf(VllmMode.ASYNC, VllmMode.ROLLING_BATCH), oddity) } : {}),
  }, oddity === 0 ? 3 : 5, { version: mostly(made(`V${ordinal}`, () => version), oddity) })],
  (stack, given) => new BACKENDS[kind](stack, `Backend${constructs++}`, given));
}

const TYPES = Object.values(LmiInstanceType._known);

function typesOf(types: readonly LmiInstanceType[]): Recipes {
  return fc.constantFrom(...types).map((type) => new Recipe(type.name, () => type));
}

function instanceType(oddity: Oddity): Recipes {
  return mostly(fc.oneof(
    { weight: 12, arbitrary: typesOf(TYPES.filter((type) => /ml\.(g5|g6e|p4d|p5)\./.test(type.name))) },
    { weight: 3, arbitrary: typesOf(TYPES) },
    // Types without local disks accept a key and a volume.
    { weight: 4, arbitrary: typesOf(TYPES.filter((type) => type.acceleratorCount && !type._fact.nvmeGb)) },
    { weight: 1, arbitrary: made('ml.g9.48xlarge', () => LmiInstanceType.of('ml.g9.48xlarge')) },
  ), oddity, call('LmiInstanceType.of', [ANYTHING, ANYTHING], LmiInstanceType.of));
}

const VARIABLES = [
  ...NAMES.flatMap((kind) => Object.values(optionsOf(kind)).flatMap((row) => [row.env, ...row.aliases ?? []])),
  ...[...Object.values(BACKEND_TABLES).flatMap((table) => table.known), ...SELECTION_VARIABLES].map((variable) => variable.env),
];

function environment(oddity: Oddity): Recipes {
  const names = oddity === 0 ? fc.constantFrom('MY_FLAG', 'OTHER', 'LOG_LEVEL')
    : fc.oneof(fc.constantFrom(...VARIABLES), fc.constantFrom('MY_FLAG', 'OPTION_MAX_MODEL_LENS', 'a-b', '', '1A', '__proto__', 'toString', '${Token[x.1]}'));
  const values = mostly(withToken(oneOf('1', 'true', 'auto', '0.5', 'max', ''), text()), oddity);
  return mostly(fc.array(fc.tuple(names, values), { maxLength: 3 }).map((entries) => new Recipe(fc.stringify(entries),
    (stack) => Object.fromEntries(entries.map(([variable, recipe]) => [variable, recipe.make(stack)])))), oddity);
}

function instances(oddity: Oddity, poolOptions: Recipes = oneOf(undefined)): { readonly [prop: string]: Recipes } {
  const reservation = withToken(oneOf('arn:aws:sagemaker:us-east-1:123456789012:training-plan/abc'), deployedText());
  return {
    instancePools: mostly(list(call('LmiInstancePool.of', [instanceType(oddity), poolOptions], LmiInstancePool.of), 3, 1), oddity, list(ANYTHING, 2)),
    capacityReservation: mostly(call('LmiCapacityReservation.fromArn', [mostly(reservation, oddity)], LmiCapacityReservation.fromArn), oddity),
    provisionTimeout: duration(oddity, 300, 3600),
    inferenceAmiVersion: mostly(withToken(oneOf('al2-ami-sagemaker-inference-gpu-2', 'al2-ami-sagemaker-inference-gpu-3-1'), deployedText()), oddity,
      oneOf('al2-ami-sagemaker-inference-neuron-2')),
    routing: mostly(fc.oneof(
      made('random', () => LmiRouting.random()), made('leastOutstandingRequests', () => LmiRouting.leastOutstandingRequests()),
      call('prefixAware', [mostly(props({ prefixLength: count(oddity, 1024, 65536), concurrencyThreshold: count(oddity, 1, 1024) }), oddity)], LmiRouting.prefixAware),
    ), oddity),
    ...oddity > 0 ? { volumeSize: size(oddity) } : {},
  };
}

function sizing(oddity: Oddity): Recipes {
  return mostly(fc.oneof(
    made('skip', () => LmiSizing.skip()),
    call('check', [mostly(props({ maxModelLen: mostly(oneOf(1, 2048, 9999999), oddity), concurrency: mostly(oneOf(1, 8), oddity) }), oddity)], LmiSizing.check),
  ), oddity);
}

export function variantProps(oddity: Oddity): Recipes {
  const poolOptions = fc.oneof({ weight: 3, arbitrary: oneOf(undefined) }, {
    weight: 1, arbitrary: mostly(props({ model: mostly(model(oddity), oddity), backend: mostly(backend(oddity, GPU_BACKENDS), oddity) }, 2), oddity),
  });
  const others = props({
    ...instances(oddity, poolOptions),
    coreDump: mostly(call('LmiCoreDump.toBucket', [mostly(BUCKET, oddity), mostly(props({
      prefix: mostly(withToken(oneOf('a', 'a/b/'), text()), oddity), encryptionKey: mostly(KEY, oddity),
    }), oddity)], LmiCoreDump.toBucket), oddity),
    enableSsmAccess: flag(oddity),
    sizing: sizing(oddity),
    initialInstanceCount: count(oddity),
    initialVariantWeight: mostly(withToken(literal(fc.double({ min: 0, max: 100, noNaN: true })), number()), oddity),
    networkIsolation: flag(oddity),
    environment: environment(oddity),
    containerStartupHealthCheckTimeout: duration(oddity, 60, 3600),
    modelDataDownloadTimeout: duration(oddity, 60, 3600),
  }, 4, { model: mostly(model(oddity), oddity) });
  // A backend mostly gets an instance type that it runs on; otherwise nothing after that check would be reached.
  return call('fitting', [others, fc.oneof(
    { weight: 3, arbitrary: props({ instanceType: instanceType(oddity) }) },
    { weight: 4, arbitrary: props({}, 0, { backend: backend(oddity, GPU_BACKENDS), instanceType: instanceType(oddity) }) },
    { weight: 2, arbitrary: props({}, 0, { backend: backend(oddity, ['Neuronx']), instanceType: typesOf(TYPES.filter((type) => /ml\.(inf2|trn1)/.test(type.name))) }) },
    { weight: 1, arbitrary: props({ backend: mostly(backend(oddity), oddity), instanceType: instanceType(oddity) }) },
  )], (one, two) => ({ ...one, ...two }));
}

function commonOptions(oddity: Oddity): { readonly [prop: string]: Recipes } {
  return {
    maximumExecution: duration(oddity, 10000, 28800),
    rollbackErrorPercentage: mostly(oneOf<number>(1, 5, 0.5), oddity),
    rollbackModelLatency: mostly(made('Duration.seconds(9)', () => Duration.seconds(9)), oddity),
  };
}

function deploymentPolicy(oddity: Oddity): Recipes {
  const blueGreen = { ...commonOptions(oddity), terminationWait: duration(oddity, 0, 3600) };
  const wait = { waitInterval: duration(oddity, 0, 3600) };
  return fc.oneof(
    call('allAtOnce', [mostly(props(blueGreen), oddity)], LmiDeploymentPolicy.allAtOnce),
    call('canary', [mostly(props({ ...blueGreen, ...oddity > 1 ? { canaryInstances: count(oddity) } : {} }, 2, { ...wait, canaryPercentage: count(oddity, 1, 50) }), oddity)], LmiDeploymentPolicy.canary),
    call('linear', [mostly(props({ ...blueGreen, ...oddity > 1 ? { stepInstances: count(oddity) } : {} }, 2, { ...wait, stepPercentage: count(oddity, 10, 50) }), oddity)], LmiDeploymentPolicy.linear),
    rolling(oddity),
  );
}

function rolling(oddity: Oddity): Recipes {
  return call('rolling', [mostly(props({
    ...commonOptions(oddity), rollbackBatchPercentage: count(oddity, 5, 100), ...oddity > 1 ? { maximumBatchSize: count(oddity) } : {},
  }, 2, { waitInterval: duration(oddity, 0, 3600), maximumBatchPercentage: count(oddity, 5, 50) }), oddity)], LmiDeploymentPolicy.rolling);
}

/** Props where the first ones are required by the others; with odd values, each may be alone. */
function together(group: string, oddity: Oddity, others: { readonly [prop: string]: Recipes }, needed: { readonly [prop: string]: Recipes }): { readonly [prop: string]: Recipes } {
  return oddity > 1 ? { ...others, ...needed } : { [`...${group}`]: props(others, 1, needed) };
}

function hosting(oddity: Oddity): { readonly [prop: string]: Recipes } {
  return {
    endpointName: resourceName(oddity),
    variantName: resourceName(oddity),
    role: mostly(ROLE, oddity),
    ...together('network', oddity, {
      vpcSubnets: mostly(oneOf({ subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS }, {}), oddity, oneOf({ subnetType: ec2.SubnetType.PRIVATE_ISOLATED }, { subnetGroupName: 'x' })),
      securityGroups: mostly(list(construct('a group', (stack, id) => ec2.SecurityGroup.fromSecurityGroupId(stack, id, 'sg-0123456789abcdef0')), 2, 1), oddity,
        list(ANYTHING, 2)),
      allowAllOutbound: flag(oddity),
    }, { vpc: mostly(VPC, oddity) }),
    encryptionKey: mostly(KEY, oddity),
    enhancedMetrics: flag(oddity),
    detailedObservability: flag(oddity),
    metricsFrequency: mostly(duration(0, 60, 60), oddity, duration(1, 10, 300)),
    logRetention: mostly(oneOf(1, 7, 30), oddity),
    logEncryptionKey: mostly(KEY, oddity),
  };
}

export function endpointProps(oddity: Oddity): Recipes {
  const bucketOptions = { prefix: mostly(withToken(oneOf('a', 'a/b/'), text()), oddity), encryptionKey: mostly(KEY, oddity) };
  const prefix = mostly(withToken(oneOf('in/', 'x'), text()), oddity);
  const asyncInference = call('LmiAsyncInference.toBucket', [mostly(BUCKET, oddity), mostly(props({
    ...bucketOptions, failurePrefix: prefix, inputPrefix: prefix, inputBucket: mostly(BUCKET, oddity), successTopic: mostly(TOPIC, oddity),
    errorTopic: mostly(TOPIC, oddity), includeResponse: flag(oddity), maxConcurrentInvocationsPerInstance: count(oddity, 1, 1000),
  }), oddity)], LmiAsyncInference.toBucket);
  const dataCapture = call('LmiDataCapture.toBucket', [mostly(BUCKET, oddity), mostly(props({
    ...bucketOptions, samplingPercentage: count(oddity, 0, 100), captures: mostly(oneOf(...Object.values(LmiCaptureMode)), oddity),
    jsonContentTypes: mostly(oneOf(['application/json']), oddity, list(ANYTHING, 2)),
  }), oddity)], LmiDataCapture.toBucket);
  return fc.tuple(variantProps(oddity), props({
    ...hosting(oddity),
    asyncInference: mostly(asyncInference, oddity),
    dataCapture: mostly(dataCapture, oddity),
    deploymentPolicy: mostly(deploymentPolicy(oddity), oddity),
    rollbackAlarms: mostly(list(ALARM, 2), oddity, list(ANYTHING, 2)),
  }, 4)).map(([variant, rest]) => new Recipe(`{...${fc.stringify(variant)}, ...${fc.stringify(rest)}}`, (stack) => ({ ...variant.make(stack), ...rest.make(stack) })));
}

export function componentEndpointProps(oddity: Oddity): Recipes {
  return props({
    ...hosting(oddity), ...instances(oddity, oddity > 1 ? mostly(props({ model: model(oddity) }, 1), oddity) : undefined),
    initialInstanceCount: count(oddity),
    minInstanceCount: count(oddity, 0, 2),
    maxInstanceCount: count(oddity, 2, 9),
    ...together('scaleIn', oddity, {
      scaleInCooldown: mostly(duration(0, 300, 300), oddity, duration(1, 0, 90000)),
      maxScaleInStep: count(oddity, 1, 100),
    }, { scaleInStrategy: mostly(oneOf(...Object.values(LmiScaleInStrategy)), oddity) }),
    networkIsolation: flag(oddity),
  }, 4, { instanceType: instanceType(oddity) });
}

export function componentProps(oddity: Oddity): Recipes {
  const copy = { acceleratorsPerCopy: count(oddity, 1, 4), cpuCoresPerCopy: count(oddity, 1, 4), minMemory: size(oddity, 1, 16), maxMemory: size(oddity, 16, 32) };
  return props({
    ...copy,
    backend: mostly(backend(oddity, oddity === 0 ? GPU_BACKENDS : NAMES), oddity),
    copies: count(oddity, 0, 4),
    inferenceComponentName: resourceName(oddity),
    environment: environment(oddity),
    containerStartupHealthCheckTimeout: duration(oddity, 60, 3600),
    modelDataDownloadTimeout: duration(oddity, 60, 3600),
    sizing: sizing(oddity),
    placement: mostly(oneOf(...Object.values(LmiPlacementStrategy)), oddity),
    maxZoneImbalance: count(oddity, 0, 100),
    dataCaching: flag(oddity),
    metricsEndpointPath: mostly(withToken(oneOf('/metrics', '/server/metrics'), deployedText()), oddity, oneOf('metrics')),
    ...together('updates', oddity, { rollbackAlarms: mostly(list(ALARM, 2), oddity, list(ANYTHING, 2)) }, {
      deploymentPolicy: mostly(oddity > 1 ? deploymentPolicy(oddity) : rolling(oddity), oddity),
    }),
    ...oddity === 0 ? {} : { specifications: mostly(list(props(copy, 2, { instanceType: instanceType(oddity) }), 2, 1), oddity, list(ANYTHING, 2)) },
  }, 4, { model: mostly(model(oddity), oddity) });
}

export function adapterProps(oddity: Oddity): Recipes {
  const adapter = call('LoraAdapter.fromS3', [mostly(BUCKET, oddity), mostly(withToken(oneOf('a.tar.gz'), text()), oddity)], LoraAdapter.fromS3);
  return mostly(props({ inferenceComponentName: resourceName(oddity) }, 1, { adapter: mostly(adapter, oddity) }), oddity);
}

export function scalingProps(oddity: Oddity, fewest: number): Recipes {
  return mostly(props({ minCapacity: count(oddity, fewest, 2), suspended: flag(oddity) }, 2, { maxCapacity: count(oddity, 2, 9) }), oddity);
}

/** The name of a policy method with its props. */
export function policy(oddity: Oddity, methods: { readonly [method: string]: string }): fc.Arbitrary<readonly [string, Recipe]> {
  const metric = made('metric', () => new cloudwatch.Metric({ namespace: 'Own', metricName: 'Load', dimensionsMap: { Account: Aws.ACCOUNT_ID } }));
  return fc.constantFrom(...Object.entries(methods)).chain(([method, target]) => fc.tuple(fc.constant(method), mostly(props({
    scaleInCooldown: duration(oddity), scaleOutCooldown: duration(oddity), disableScaleIn: flag(oddity),
  }, 2, { [target]: count(oddity, 1, 100), ...(target === 'targetValue' ? { metric: mostly(metric, oddity) } : {}) }), oddity)));
}
