import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration, Size, Stack, TimeZone } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import {
  Accelerator, DeepSpeedBackend, LmiAsyncInference, LmiBackend, LmiComponentEndpoint, LmiCoreDump, LmiDataCapture, LmiDeploymentPolicy, LmiDistBackend, LmiEndpoint, LmiImage,
  LmiInferenceComponent, LmiInstancePool, LmiInstanceType, LmiMetrics, LmiModel, LmiRouting, LmiScaleInStrategy, LmiSizing, LmiStagedModel, LmiVersion, LmiVpcEndpoints, LoraAdapter,
  MemoryFit, ModelArchitecture, NeuronxBackend, TrtLlmBackend, VllmBackend,
} from '../src';

const model = LmiModel.fromHuggingFace('org/model');
const G5 = LmiInstanceType.G5_2XLARGE;
const waitInterval = Duration.minutes(5);
const GEOMETRY = {
  parameters: 7e9, layers: 32, hiddenSize: 4096, attentionHeads: 32, keyValueHeads: 8, intermediateSize: 14336, vocabularySize: 32000, maxPositionEmbeddings: 8192,
};
/** A directory with the files of a model and of an image. */
const directory = mkdtempSync(join(tmpdir(), 'lmi-props-'));
writeFileSync(join(directory, 'config.json'), JSON.stringify({ model_type: 'llama', hidden_size: 64, num_hidden_layers: 2, num_attention_heads: 4, vocab_size: 100, max_position_embeddings: 128 }));
writeFileSync(join(directory, 'Dockerfile'), 'FROM scratch');
/** Call this after all tests. */
export function removeDirectory(): void {
  rmSync(directory, { recursive: true });
}

const secret = (stack: Stack) => secretsmanager.Secret.fromSecretNameV2(stack, 'Token', 'token');
const bucket = (stack: Stack) => s3.Bucket.fromBucketName(stack, 'Bucket', 'bucket');
const endpoint = (stack: Stack, more: object = {}) => new LmiEndpoint(stack, 'Endpoint', { model, instanceType: G5, ...more });
const asynchronous = (stack: Stack, given: object = {}) => endpoint(stack, { asyncInference: LmiAsyncInference.toBucket(bucket(stack), given) });
const scaled = (stack: Stack) => endpoint(stack).autoScaleInstanceCount({ maxCapacity: 3 });
const updated = (stack: Stack, deploymentPolicy: LmiDeploymentPolicy) => endpoint(stack, { initialInstanceCount: 4, deploymentPolicy });
const fleet = (stack: Stack, more: object = {}) => new LmiComponentEndpoint(stack, 'Fleet', { instanceType: LmiInstanceType.G5_12XLARGE, ...more });
const component = (stack: Stack, more: object = {}) => fleet(stack).addModel('Llm', { model, acceleratorsPerCopy: 1, ...more });
const seen = (stack: Stack, metrics: LmiMetrics, given?: object) => metrics.metricModelLatency(given).createAlarm(stack, 'Alarm', { threshold: 1, evaluationPeriods: 1 });
const rolling = { maximumBatchPercentage: 25, waitInterval };

export type Use = (stack: Stack, given: any) => unknown;

const served = (Backend: new (scope: Stack, id: string, props: any) => LmiBackend, instanceType = G5): Use => (stack, given) =>
  endpoint(stack, { instanceType, backend: new Backend(stack, 'Backend', given) });
const pictured = (make: (options: any) => LmiImage, more: (stack: Stack) => object = () => ({})): Use => (stack, given) =>
  endpoint(stack, { backend: new VllmBackend(stack, 'Backend', { image: make(given) }), ...more(stack) });

/** Uses each struct that a user passes, with the given props and valid values for the others. */
export const USES: { readonly [struct: string]: readonly Use[] } = {
  AcceleratorProps: [(stack, given) => endpoint(stack, {
    instanceType: LmiInstanceType.of('ml.g9.xlarge', { accelerator: Accelerator.of({ name: 'X', memory: Size.gibibytes(24), ...given }), acceleratorCount: 1 }),
  })],
  DeepSpeedBackendProps: [served(DeepSpeedBackend)],
  LmiAdapterComponentProps: [(stack, given) => component(stack, { backend: new VllmBackend(stack, 'Backend', { version: LmiVersion.V15, enableLora: true }) })
    .addAdapter('Adapter', { adapter: LoraAdapter.fromS3(bucket(stack), 'a.tar.gz'), ...given })],
  LmiAlarmOptions: [(stack, given) => endpoint(stack).addAlarms(given), (stack, given) => asynchronous(stack).addAlarms(given)],
  LmiAllAtOnceOptions: [(stack, given) => updated(stack, LmiDeploymentPolicy.allAtOnce(given))],
  LmiAsyncInferenceOptions: [asynchronous],
  LmiBacklogScalingProps: [(stack, given) => asynchronous(stack).autoScaleInstanceCount({ maxCapacity: 3 }).scaleOnBacklog('P', { targetBacklogPerInstance: 3, ...given })],
  LmiBenchmarkProps: [(stack, given) => endpoint(stack).addBenchmark('Load', given)],
  LmiCanaryOptions: [(stack, given) => updated(stack, LmiDeploymentPolicy.canary({ canaryPercentage: 25, waitInterval, ...given }))],
  LmiComponentAlarmOptions: [(stack, given) => component(stack).addAlarms(given)],
  LmiComponentEndpointProps: [fleet, (stack, given) => fleet(stack, { scaleInStrategy: LmiScaleInStrategy.IDLE_RELEASE, ...given })],
  LmiComponentSpecification: [(stack, given) => component(stack, { specifications: [{ instanceType: LmiInstanceType.G5_12XLARGE, ...given }] })],
  LmiConcurrencyScalingProps: [
    (stack, given) => scaled(stack).scaleOnConcurrentRequests('P', { targetRequests: 3, ...given }),
    (stack, given) => component(stack).autoScaleCopies({ maxCapacity: 3 }).scaleOnConcurrentRequests('P', { targetRequests: 3, ...given }),
  ],
  LmiCopyScalingProps: [(stack, given) => component(stack).autoScaleCopies({ maxCapacity: 3, ...given })],
  LmiCoreDumpOptions: [(stack, given) => endpoint(stack, { coreDump: LmiCoreDump.toBucket(bucket(stack), given) })],
  LmiDashboardOptions: [(stack, given) => endpoint(stack).addDashboard(given)],
  LmiDataCaptureOptions: [(stack, given) => endpoint(stack, { dataCapture: LmiDataCapture.toBucket(bucket(stack), given) })],
  LmiDistBackendProps: [served(LmiDistBackend)],
  LmiEndpointAttributes: [(stack, given) => LmiEndpoint.fromEndpointAttributes(stack, 'Imported', { endpointName: 'chat', ...given }).addAlarms()],
  LmiEndpointProps: [endpoint],
  LmiHuggingFaceModelOptions: [(stack, given) => endpoint(stack, { model: LmiModel.fromHuggingFace('org/model', given) })],
  LmiImageOptions: [
    pictured((given) => LmiImage.fromAsset(directory, given)),
    (stack, given) => pictured((options) => LmiImage.fromEcrRepository(ecr.Repository.fromRepositoryName(stack, 'Repository', 'own'), 'v1', options))(stack, given),
  ],
  LmiImageVersionOptions: [pictured((given) => LmiImage.fromVersion(LmiVersion.V12, given))],
  LmiInferenceComponentAttributes: [(stack, given) => LmiInferenceComponent
    .fromInferenceComponentAttributes(stack, 'Imported', { inferenceComponentName: 'llm', ...given }).addAlarms()],
  LmiInferenceComponentProps: [component],
  LmiInstancePoolOptions: [(stack, given) => endpoint(stack, { instancePools: [LmiInstancePool.of(LmiInstanceType.G6_2XLARGE, given)] })],
  LmiInstanceScalingProps: [(stack, given) => endpoint(stack).autoScaleInstanceCount({ maxCapacity: 3, ...given })],
  LmiInstanceTypeFacts: [(stack, given) => endpoint(stack, { instanceType: LmiInstanceType.of('ml.g9.xlarge', given) })],
  LmiInvocationScalingProps: [(stack, given) => scaled(stack).scaleOnInvocations('P', { targetInvocationsPerMinute: 3, ...given })],
  LmiLinearOptions: [(stack, given) => updated(stack, LmiDeploymentPolicy.linear({ stepPercentage: 25, waitInterval, ...given }))],
  LmiMetricOptions: [(stack, given) => seen(stack, endpoint(stack).metrics, given)],
  LmiMetricTrackingProps: [(stack, given) => scaled(stack).scaleToTrackMetric('P', {
    targetValue: 3, metric: new cloudwatch.Metric({ namespace: 'Own', metricName: 'Load' }), ...given,
  })],
  LmiEndpointDetails: [(stack, given) => seen(stack, LmiMetrics.ofEndpoint(endpoint(stack), given))],
  LmiModelOptions: [
    (stack, given) => endpoint(stack, { model: LmiModel.fromAsset(directory, given) }),
    (stack, given) => endpoint(stack, { model: LmiModel.fromS3(bucket(stack), 'weights', given) }),
    (stack, given) => endpoint(stack, { model: LmiModel.fromTarball(bucket(stack), 'model.tar.gz', given) }),
  ],
  LmiModelPackageOptions: [(stack, given) => endpoint(stack, {
    model: LmiModel.fromModelPackage('arn:aws:sagemaker:us-east-1:123456789012:model-package/chat/3', given),
  })],
  LmiOfficeHoursProps: [(stack, given) => scaled(stack).scaleOnOfficeHours('P', { timeZone: TimeZone.ETC_UTC, start: '08:00', end: '18:00', ...given })],
  LmiPrefixAwareOptions: [(stack, given) => endpoint(stack, { routing: LmiRouting.prefixAware(given) })],
  LmiPrivateImageOptions: [pictured((given) => LmiImage.fromPrivateRegistry('registry.example.com/lmi:28', given), (stack) => ({ vpc: new ec2.Vpc(stack, 'Vpc') }))],
  LmiRollingOptions: [
    (stack, given) => updated(stack, LmiDeploymentPolicy.rolling({ ...rolling, ...given })),
    (stack, given) => component(stack, { copies: 4, deploymentPolicy: LmiDeploymentPolicy.rolling({ ...rolling, ...given }) }),
  ],
  LmiSizingOptions: [(stack, given) => endpoint(stack, { sizing: LmiSizing.check(given) })],
  LmiStagedModelProps: [
    (stack, given) => endpoint(stack, { model: new LmiStagedModel(stack, 'Staged', { modelId: 'org/model', ...given }).model }),
    (stack, given) => new LmiStagedModel(stack, 'Staged', { modelId: 'org/model', token: secret(stack), ...given }),
  ],
  LmiUtilizationScalingProps: [(stack, given) => scaled(stack).scaleOnGpuUtilization('P', { targetUtilizationPercentage: 3, ...given })],
  LmiVariantProps: [
    (stack, given) => endpoint(stack).addVariant('Second', { model, instanceType: G5, ...given }),
    (stack, given) => endpoint(stack).addShadowVariant('Shadow', { model, instanceType: G5, ...given }),
  ],
  LmiVpcEndpointsProps: [(stack, given) => new LmiVpcEndpoints(stack, 'Endpoints', {
    vpc: new ec2.Vpc(stack, 'Vpc', { natGateways: 0, subnetConfiguration: [{ name: 'isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] }), ...given,
  })],
  MemoryFitProps: [(_stack, given) => MemoryFit.estimate({ architecture: ModelArchitecture.LLAMA_2_7B, instanceType: G5, ...given })],
  ModelArchitectureProps: [(stack, given) => endpoint(stack, {
    model: LmiModel.fromHuggingFace('org/model', { architecture: ModelArchitecture.of({ ...GEOMETRY, ...given }) }),
  })],
  ModelConfigFileOptions: [(_stack, given) => ModelArchitecture.fromConfigFile(join(directory, 'config.json'), given)],
  NeuronxBackendProps: [served(NeuronxBackend, LmiInstanceType.INF2_24XLARGE)],
  SmallestInstanceTypeProps: [(_stack, given) => MemoryFit.smallestInstanceType({ architecture: ModelArchitecture.LLAMA_2_7B, ...given })],
  TrtLlmBackendProps: [served(TrtLlmBackend)],
  VllmBackendProps: [served(VllmBackend)],
};
