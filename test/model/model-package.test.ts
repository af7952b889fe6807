import { CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  AcceleratorKind, LmiAlarmOptions, LmiBackend, LmiBackendConfig, LmiDistBackend, LmiEndpointProps, LmiImage, LmiModel, LmiModelPackageOptions, LmiVersion, ModelArchitecture, TrtLlmBackend, VllmBackend, VllmMode,
} from '../../src';
import { testFleet, testModel } from '../fleet/component-stacks';
import { problemsOf, testEndpoint, testStack, warningsOf } from '../stacks';

const ARN = 'arn:aws:sagemaker:us-east-1:123456789012:model-package/chat/3';

function container(props: (stack: Stack) => Partial<LmiEndpointProps> = () => ({}), options?: LmiModelPackageOptions, stack = testStack()): any {
  testEndpoint({ model: LmiModel.fromModelPackage(ARN, options), ...props(stack) }, stack);
  const [model] = Object.values(Template.fromStack(stack).findResources('AWS::SageMaker::Model'));
  return model.Properties.PrimaryContainer;
}

test('a model package has an image, weights, and variables, which our defaults do not replace', () => {
  expect(container()).toEqual({ ModelPackageName: ARN, Environment: {} });
});

test.each<[string, (stack: Stack) => Partial<LmiEndpointProps>]>([
  ['TensorRT-LLM', (stack) => ({ backend: new TrtLlmBackend(stack, 'Backend') })],
  ['LMI-Dist', (stack) => ({ backend: new LmiDistBackend(stack, 'Backend') })],
  ['vLLM with a rolling batch by default', (stack) => ({ backend: new VllmBackend(stack, 'Backend', { version: LmiVersion.V8 }) })],
])('neither does one with %s', (_, props) => {
  expect(container(props).Environment).toEqual({});
});

test('explicit options are added to the variables of the package', () => {
  expect(container((stack) => ({
    backend: new VllmBackend(stack, 'Backend', { maxModelLen: 8192, mode: VllmMode.ASYNC, tensorParallelDegree: 1 }), environment: { MINE: 'x', LOG_LEVEL: 'debug' },
  })).Environment).toEqual({ OPTION_MAX_MODEL_LEN: '8192', OPTION_ASYNC_MODE: 'true', TENSOR_PARALLEL_DEGREE: '1', MINE: 'x', LOG_LEVEL: 'debug' });
});

test('a custom backend, which does not mark defaults, keeps its variables', () => {
  class OwnBackend extends LmiBackend {
    public readonly version = LmiVersion.V28;
    public bind(): LmiBackendConfig {
      return { environment: { OWN: '1' }, image: LmiImage.fromVersion(this.version), imageFamily: 'djl-lmi', acceleratorKind: AcceleratorKind.GPU };
    }
  }
  expect(container((stack) => ({ backend: new OwnBackend(stack, 'Own') })).Environment).toEqual({ OWN: '1' });
});

test('an inference specification may be chosen', () => {
  expect(container(undefined, { inferenceSpecificationName: 'optimized-1' })).toMatchObject({ ModelPackageName: ARN, InferenceSpecificationName: 'optimized-1' });
});

test('the role may read the bucket of the weights, and without one there is a warning', () => {
  const stack = testStack();
  container(undefined, { bucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'packages') }, stack);
  expect(JSON.stringify(Template.fromStack(stack).toJSON())).toContain(':s3:::packages/*');
  expect(warningsOf(stack)).toEqual([]);
  const other = testStack();
  container(undefined, {}, other);
  expect(warningsOf(other)).toEqual([expect.stringMatching(/Pass bucket to LmiModel.fromModelPackage.*package-weights/)]);
});

test('a package is in a SageMaker model on a fleet, and the container is isolated only if requested', () => {
  const stack = testStack();
  testModel({ model: LmiModel.fromModelPackage(ARN) }, testFleet({}, stack));
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::SageMaker::Model', { PrimaryContainer: { ModelPackageName: ARN } });
  template.hasResourceProperties('AWS::SageMaker::EndpointConfig', { EnableNetworkIsolation: false });
  const isolated = testStack();
  testEndpoint({ model: LmiModel.fromModelPackage(ARN), networkIsolation: true }, isolated);
  Template.fromStack(isolated).hasResourceProperties('AWS::SageMaker::Model', { EnableNetworkIsolation: true });
});

test('memory is checked if the architecture is passed', () => {
  const architecture = ModelArchitecture.LLAMA_2_70B;
  expect(problemsOf(() => container(undefined, { architecture }))).toContainEqual(expect.stringContaining('ml.g5.2xlarge'));
  expect(testEndpoint({ model: LmiModel.fromModelPackage(ARN, { architecture: ModelArchitecture.LLAMA_2_7B }) }).memoryFit?.fits).toBe(true);
});

test('the number of concurrent requests of the package is unknown, unless the user passes it', () => {
  const alarms = (options?: LmiAlarmOptions): string[] => {
    const stack = testStack();
    testEndpoint({ model: LmiModel.fromModelPackage(ARN) }, stack).addAlarms(options);
    return Object.keys(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm')).filter((id) => id.includes('Saturation'));
  };
  expect(alarms()).toEqual([]);
  expect(alarms({ concurrentRequests: 16 })).toHaveLength(1);
  const stack = testStack();
  testEndpoint({}, stack).addAlarms();
  expect(Object.keys(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm')).join()).toContain('Saturation');
});

test('the ARN may be known only at deployment', () => {
  const stack = testStack();
  testEndpoint({ model: LmiModel.fromModelPackage(new CfnParameter(stack, 'Package').valueAsString) }, stack);
  Template.fromStack(stack).hasResourceProperties('AWS::SageMaker::Model', { PrimaryContainer: { ModelPackageName: { Ref: 'Package' } } });
});

test.each([[ARN], ['arn:aws:sagemaker:eu-west-1:123456789012:model-package/chat'], ['arn:aws-us-gov:sagemaker:us-gov-west-1:123456789012:model-package/a/123456789']])('takes %s', (arn) => {
  expect(() => testEndpoint({ model: LmiModel.fromModelPackage(arn) })).not.toThrow();
});

test.each<[any, string]>([
  [undefined, 'modelPackageArn is missing'], [null, 'modelPackageArn is missing'], ['', 'modelPackageArn is ""'], [7, 'modelPackageArn is 7'],
  ['chat', 'modelPackageArn is "chat"; it must be the ARN of a model package'],
  ['arn:aws:sagemaker:us-east-1:123456789012:model/chat', 'it must be the ARN of a model package'],
  ['arn:aws:sagemaker:us-east-1:123456789012:model-package/chat/1234567890', 'it must be the ARN of a model package'],
  ['arn:aws:sagemaker:us-east-1:123456789012:model-package/chat-', 'it must be the ARN of a model package'],
])('fails with the ARN %j', (arn, fault) => {
  expect(problemsOf(() => testEndpoint({ model: LmiModel.fromModelPackage(arn) }))).toEqual([expect.stringContaining(fault)]);
});

test.each<[any, string]>([
  [{ inferenceSpecificationName: 'a_b' }, 'inferenceSpecificationName is "a_b"'],
  [{ inferenceSpecificationName: 'x'.repeat(64) }, 'it must be at most 63 letters'],
  [{ bucket: 'packages' }, 'bucket is "packages"; it must be a bucket'],
  [{ architecture: 'llama' }, 'architecture is "llama"; it must be a ModelArchitecture'],
])('fails with %j', (options, fault) => {
  expect(problemsOf(() => container(undefined, options))).toEqual([expect.stringContaining(fault)]);
});

test('a package cannot get files', () => {
  expect(problemsOf(() => container(() => ({ openAiStreaming: true })))).toEqual([expect.stringContaining('openAiStreaming is true, but the model takes no files')]);
});
