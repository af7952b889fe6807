import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Match } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { testFleet, testModel } from './component-stacks';
import { LmiBackend, LmiDistBackend, LmiInferenceComponent, LmiVersion, LoraAdapter, TrtLlmBackend, VllmBackend, VllmBackendProps } from '../../src';
import { problemsOf, templateOf } from '../stacks';

function base(props: VllmBackendProps = { enableLora: true }): LmiInferenceComponent {
  const fleet = testFleet();
  return baseWith(new VllmBackend(fleet, 'Vllm', props), fleet);
}

function baseWith(backend: LmiBackend, fleet = testFleet()): LmiInferenceComponent {
  return testModel({ backend }, fleet);
}

function stored(component: LmiInferenceComponent, key = 'adapters/legal.tar.gz'): LoraAdapter {
  return LoraAdapter.fromS3(s3.Bucket.fromBucketName(component, 'Bucket', 'bucket'), key);
}

function directory(config?: string): string {
  const path = mkdtempSync(join(tmpdir(), 'lmi-adapter-'));
  if (config !== undefined) {
    writeFileSync(join(path, 'adapter_config.json'), config);
  }
  return path;
}

test('an adapter refers to its base, and has neither image nor accelerators', () => {
  const component = base();
  const adapter = component.addAdapter('Legal', { adapter: stored(component) });
  adapter.grantInvoke(new iam.User(component.stack, 'User'));
  const template = templateOf(component);
  template.hasResourceProperties('AWS::SageMaker::InferenceComponent', {
    Specification: Match.exact({
      // From the ARN of the base, so that the adapter is created after it and deleted before it.
      BaseInferenceComponentName: {
        'Fn::Select': [1, { 'Fn::Split': ['/', { Ref: component.stack.getLogicalId(component.cfnInferenceComponent) }] }],
      },
      Container: { ArtifactUrl: 's3://bucket/adapters/legal.tar.gz' },
    }),
    RuntimeConfig: Match.absent(),
  });
  expect(JSON.stringify(template.findResources('AWS::IAM::ManagedPolicy'))).toContain('bucket/adapters/legal.tar.gz');
  expect(JSON.stringify(template.findResources('AWS::IAM::Policy')))
    .toContain(component.stack.getLogicalId(adapter.cfnInferenceComponent));
});

test('a directory is packed, and a tarball is published as is', () => {
  const component = base();
  const tarball = join(directory(), 'adapter.tar.gz');
  writeFileSync(tarball, 'x');
  component.addAdapter('Directory', { adapter: LoraAdapter.fromAsset(directory('{ "r": 16 }')) });
  component.addAdapter('File', { adapter: LoraAdapter.fromAsset(tarball) });
  const urls = Object.values(templateOf(component).findResources('AWS::SageMaker::InferenceComponent'))
    .map((resource) => JSON.stringify(resource.Properties.Specification.Container.ArtifactUrl ?? ''));
  expect(urls.filter((url) => url.includes('.gz'))).toHaveLength(2);
});

test.each<[string, () => unknown, string]>([
  ['no adapter', () => base().addAdapter('A', undefined as any), 'adapter is missing'],
  ['an adapter that is a string', () => base().addAdapter('A', { adapter: 's3://x' as any }), 'adapter is "s3://x"'],
  ['a base without LoRA', () => {
    const component = base({});
    component.addAdapter('A', { adapter: stored(component) });
  }, 'Set enableLora: true'],
  ['LoRA that is off', () => {
    const component = base({ enableLora: false });
    component.addAdapter('A', { adapter: stored(component) });
  }, 'Set enableLora: true'],
  ['a container without the management of adapters', () => {
    const component = base({ enableLora: true, version: LmiVersion.V12 });
    component.addAdapter('A', { adapter: stored(component) });
  }, 'LMI V13 or later'],
  ['TensorRT-LLM', () => {
    const fleet = testFleet();
    const component = baseWith(new TrtLlmBackend(fleet, 'Trt', { version: LmiVersion.V15 }), fleet);
    component.addAdapter('A', { adapter: stored(component) });
  }, 'needs vLLM or LMI-Dist'],
  ['a prefix', () => {
    const component = base();
    component.addAdapter('A', { adapter: stored(component, 'adapters/legal/') });
  }, 'key is "adapters/legal/"'],
  ['a path that is missing', () => base().addAdapter('A', { adapter: LoraAdapter.fromAsset('/nowhere') }), 'path is "/nowhere"'],
  ['a path that is not a string', () => base().addAdapter('A', { adapter: LoraAdapter.fromAsset(undefined as any) }), 'path is undefined'],
  ['a directory that is not an adapter', () => base().addAdapter('A', { adapter: LoraAdapter.fromAsset(directory()) }), 'has no adapter_config.json'],
  ['a file that is not JSON', () => base().addAdapter('A', { adapter: LoraAdapter.fromAsset(directory('{')) }), 'is not JSON'],
  ['a rank above the default', () => base().addAdapter('A', { adapter: LoraAdapter.fromAsset(directory('{ "r": 17 }')) }), 'adapter has rank 17'],
  ['a rank above maxLoraRank', () =>
    base({ enableLora: true, maxLoraRank: 32 }).addAdapter('A', { adapter: LoraAdapter.fromAsset(directory('{ "r": 64 }')) }), 'takes at most 32'],
  ['uppercase letters in its name', () => {
    const component = base();
    component.addAdapter('A', { adapter: stored(component), inferenceComponentName: 'Legal' });
  }, 'inferenceComponentName is "Legal"'],
])('fails with %s', (_, work, fault) => {
  expect(problemsOf(work)).toContainEqual(expect.stringContaining(fault));
});

test.each([16, 32])('accepts an adapter of the rank that the base accepts: %d', (rank) => {
  const component = base({ enableLora: true, maxLoraRank: rank });
  expect(() => component.addAdapter('A', { adapter: LoraAdapter.fromAsset(directory(`{ "r": ${rank} }`)) })).not.toThrow();
});

test('LMI-Dist accepts adapters too', () => {
  const fleet = testFleet();
  const component = baseWith(new LmiDistBackend(fleet, 'LmiDist', { enableLora: true, version: LmiVersion.V14 }), fleet);
  expect(() => component.addAdapter('A', { adapter: stored(component) })).not.toThrow();
});

test.each(['1', 'on', 'TRUE'])('environment turns LoRA on with %s', (word) => {
  const component = testModel({ environment: { OPTION_ENABLE_LORA: word } });
  expect(() => component.addAdapter('A', { adapter: stored(component) })).not.toThrow();
});

test('an adapter in a bucket of another region is an error', () => {
  const component = base();
  const bucket = s3.Bucket.fromBucketAttributes(component, 'There', { bucketName: 'there', region: 'eu-west-1' });
  expect(problemsOf(() => component.addAdapter('Legal', { adapter: LoraAdapter.fromS3(bucket, 'legal.tar.gz') })).join()).toContain('bucket is in eu-west-1, but the stack is in ');
});
