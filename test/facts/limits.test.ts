import { LIMITS } from '../../src/facts/limits';
import * as api from '../golden/api-limits.json';

/* Compares the bounds that this library checks with those of the API model; test/golden/api-limits.json states where they were read. */

const MEMBERS: { readonly [member: string]: { readonly min?: number; readonly max?: number; readonly pattern?: string } } = api.members;
const VARIANT = 'CreateEndpointConfig ProductionVariants[]';
const CAPTURE = 'CreateEndpointConfig DataCaptureConfig';
const ASYNC = 'CreateEndpointConfig AsyncInferenceConfig';
const UPDATE = 'CreateEndpoint DeploymentConfig';
const RESOURCES = 'CreateInferenceComponent Specification.ComputeResourceRequirements';

test.each<[keyof typeof LIMITS, string]>([
  ['instanceCount', `${VARIANT}.InitialInstanceCount`],
  ['variantWeight', `${VARIANT}.InitialVariantWeight`],
  ['volumeSizeGb', `${VARIANT}.VolumeSizeInGB`],
  ['modelDataDownloadTimeout', `${VARIANT}.ModelDataDownloadTimeoutInSeconds`],
  ['containerStartupHealthCheckTimeout', `${VARIANT}.ContainerStartupHealthCheckTimeoutInSeconds`],
  ['provisionTimeout', `${VARIANT}.VariantInstanceProvisionTimeoutInSeconds`],
  ['variants', 'CreateEndpointConfig ProductionVariants'],
  ['instancePools', `${VARIANT}.InstancePools`],
  ['securityGroups', 'CreateModel VpcConfig.SecurityGroupIds'],
  ['samplingPercentage', `${CAPTURE}.InitialSamplingPercentage`],
  ['captureContentTypes', `${CAPTURE}.CaptureContentTypeHeader.JsonContentTypes`],
  ['asyncConcurrency', `${ASYNC}.ClientConfig.MaxConcurrentInvocationsPerInstance`],
  ['waitInterval', `${UPDATE}.BlueGreenUpdatePolicy.TrafficRoutingConfiguration.WaitIntervalInSeconds`],
  ['maximumExecution', `${UPDATE}.BlueGreenUpdatePolicy.MaximumExecutionTimeoutInSeconds`],
  ['rollbackAlarms', `${UPDATE}.AutoRollbackConfiguration.Alarms`],
  ['scaleInStep', `${VARIANT}.ManagedInstanceScaling.ScaleInPolicy.MaximumStepSize`],
  ['scaleInCooldownMinutes', `${VARIANT}.ManagedInstanceScaling.ScaleInPolicy.CooldownInMinutes`],
  ['fleetMinimum', `${VARIANT}.ManagedInstanceScaling.MinInstanceCount`],
  ['fleetMaximum', `${VARIANT}.ManagedInstanceScaling.MaxInstanceCount`],
  ['componentMemoryMb', `${RESOURCES}.MinMemoryRequiredInMb`],
  ['componentCpuCores', `${RESOURCES}.NumberOfCpuCoresRequired`],
  ['componentAccelerators', `${RESOURCES}.NumberOfAcceleratorDevicesRequired`],
  ['componentCopies', 'CreateInferenceComponent RuntimeConfig.CopyCount'],
  ['componentSpecifications', 'CreateInferenceComponent Specifications'],
  ['zoneImbalance', 'CreateInferenceComponent Specification.SchedulingConfig.AvailabilityZoneBalance.MaxImbalance'],
])('%s has the bounds of %s', (limit, member) => {
  const { min, max }: { readonly min?: number; readonly max?: number } = LIMITS[limit] as any;
  const { min: apiMin, max: apiMax } = MEMBERS[member];
  expect({ min, max }).toEqual({ min: apiMin, max: apiMax });
});

test('subnets are at least two, because SageMaker requires two availability zones, and at most the maximum of the API', () => {
  expect(LIMITS.subnets).toEqual({ min: 2, max: MEMBERS['CreateModel VpcConfig.Subnets'].max });
});

test.each<[string, number, string]>([
  ['imageUriCharacters', LIMITS.imageUriCharacters, 'CreateModel PrimaryContainer.Image'],
  ['s3UriCharacters', LIMITS.s3UriCharacters, 'CreateModel PrimaryContainer.ModelDataSource.S3DataSource.S3Uri'],
  ['s3OutputUriCharacters of a capture', LIMITS.s3OutputUriCharacters, `${CAPTURE}.DestinationS3Uri`],
  ['s3OutputUriCharacters of asynchronous inference', LIMITS.s3OutputUriCharacters, `${ASYNC}.OutputConfig.S3OutputPath`],
  ['environment.entries', LIMITS.environment.entries, 'CreateModel PrimaryContainer.Environment'],
  ['environment.characters of a name', LIMITS.environment.characters, 'CreateModel PrimaryContainer.Environment{key}'],
  ['environment.characters of a value', LIMITS.environment.characters, 'CreateModel PrimaryContainer.Environment{value}'],
])('%s matches the API', (_, limit, member) => {
  expect(limit).toBe(MEMBERS[member].max);
});

/** Strings at and beyond each bound of a pattern, checked against the pattern of the API. */
test.each<[string, RegExp, string, readonly string[]]>([
  ['name', LIMITS.name.pattern, 'CreateEndpoint EndpointName', ['a', '9', 'a-b', 'A--b', '-a', 'a-', '', 'a_b', 'a.b', 'x'.repeat(63), 'x'.repeat(64), `${'x-'.repeat(31)}y`]],
  ['name', LIMITS.name.pattern, `${VARIANT}.VariantName`, ['AllTraffic', 'All Traffic', 'x'.repeat(63), 'x'.repeat(64)]],
  ['environment.keyPattern', LIMITS.environment.keyPattern, 'CreateModel PrimaryContainer.Environment{key}', ['A', '_', 'a1_', '1A', 'A-B', 'A.B', '']],
  ['contentType', LIMITS.contentType.pattern, `${CAPTURE}.CaptureContentTypeHeader.JsonContentTypes[]`,
    ['application/json', 'application/x-json.v1', 'application', 'application/', '/json', 'a/b', `a/${'b'.repeat(254)}`, `a/${'b'.repeat(255)}`]],
])('%s accepts what %s does', (_, pattern, member, texts) => {
  const { max, pattern: source } = MEMBERS[member] as { readonly max: number; readonly pattern: string };
  const expected = texts.filter((text) => text.length <= max && new RegExp(`^(?:${source})$`).test(text));
  expect(expected.length).toBeGreaterThan(0);
  expect(expected.length).toBeLessThan(texts.length);
  expect(texts.filter((text) => pattern.test(text))).toEqual(expected);
});

test('the pattern for a component\'s name is that of the API without uppercase letters, because its ARN has none', () => {
  const { max, pattern } = MEMBERS['CreateInferenceComponent InferenceComponentName'] as { readonly max: number; readonly pattern: string };
  const texts = ['a', 'a-b', 'a--b', '-a', 'a-', 'A', 'aB', '', 'x'.repeat(63), 'x'.repeat(64)];
  const expected = texts.filter((text) => text.length <= max && new RegExp(`^(?:${pattern})$`).test(text) && text === text.toLowerCase());
  expect(texts.filter((text) => LIMITS.componentName.pattern.test(text))).toEqual(expected);
});
