import { CfnParameter, Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { LmiModel, LmiModelOptions } from '../../src';
import { testFleet, testModel } from '../fleet/component-stacks';
import { problemsOf, testEndpoint, testStack } from '../stacks';

/** JumpStart's weights are in a bucket like this one; the reference to them is in the user's own hub. */
const bucket = (stack: Stack) => s3.Bucket.fromBucketName(stack, 'JumpStart', 'jumpstart-private-cache-prod-us-east-1');
const hubContentArn = 'arn:aws:sagemaker:us-east-1:123456789012:hub-content/models/ModelReference/llama/1.0.0';

const SOURCES: { readonly [source: string]: (stack: Stack, options: LmiModelOptions) => LmiModel } = {
  fromS3: (stack, options) => LmiModel.fromS3(bucket(stack), 'meta/llama/', options),
  fromTarball: (stack, options) => LmiModel.fromTarball(bucket(stack), 'meta/llama.tar.gz', options),
};

function dataSource(stack: Stack): any {
  const [model] = Object.values(Template.fromStack(stack).findResources('AWS::SageMaker::Model'));
  return model.Properties.PrimaryContainer.ModelDataSource.S3DataSource;
}

function made(source: string, options: LmiModelOptions, stack = testStack()): any {
  testEndpoint({ model: SOURCES[source](stack, options) }, stack);
  return dataSource(stack);
}

describe.each(Object.keys(SOURCES))('weights of JumpStart with LmiModel.%s', (source) => {
  test('have the accepted license, and the reference to a hub', () => {
    expect(made(source, { acceptEula: true, hubContentArn })).toMatchObject({ ModelAccessConfig: { AcceptEula: true }, HubAccessConfig: { HubContentArn: hubContentArn } });
  });

  test('omit both by default, and keep an explicit refusal', () => {
    const { ModelAccessConfig, HubAccessConfig } = made(source, {});
    expect([ModelAccessConfig, HubAccessConfig]).toEqual([undefined, undefined]);
    expect(made(source, { acceptEula: false }).ModelAccessConfig).toEqual({ AcceptEula: false });
  });

  test.each<[string, LmiModelOptions, object]>([
    ['license', { acceptEula: true }, { ModelAccessConfig: { AcceptEula: true } }],
    ['hub', { hubContentArn }, { HubAccessConfig: { HubContentArn: hubContentArn } }],
  ])('are in a SageMaker model on a fleet, because a component has no property for a %s', (_, options, expected) => {
    const stack = testStack();
    testModel({ model: SOURCES[source](stack, options) }, testFleet({}, stack));
    expect(dataSource(stack)).toMatchObject(expected);
    const [component] = Object.values(Template.fromStack(stack).findResources('AWS::SageMaker::InferenceComponent'));
    expect(component.Properties.Specification).toMatchObject({ ModelName: expect.anything() });
    expect(component.Properties.Specification.Container).toBeUndefined();
  });

  test('accept both as values known only at deployment', () => {
    const stack = testStack();
    const accepted = Lazy.any({ produce: () => true }) as any;
    expect(made(source, { acceptEula: accepted, hubContentArn: new CfnParameter(stack, 'Hub').valueAsString }, stack))
      .toMatchObject({ ModelAccessConfig: { AcceptEula: true }, HubAccessConfig: { HubContentArn: { Ref: 'Hub' } } });
  });

  test.each<[any, string]>([
    [{ acceptEula: 'yes' }, 'acceptEula is "yes"; it must be true or false'],
    [{ acceptEula: 1 }, 'acceptEula is 1; it must be true or false'],
    [{ hubContentArn: 'llama' }, 'hubContentArn is "llama"; it must be the ARN of hub content'],
    [{ hubContentArn: '' }, 'hubContentArn is ""; it must be the ARN of hub content'],
    [{ hubContentArn: 7 }, 'hubContentArn is 7; it must be a string'],
    [{ hubContentArn: `${hubContentArn}${'x'.repeat(256)}` }, 'it must be the ARN of hub content of at most 255 characters'],
  ])('fail with %j', (options, fault) => {
    expect(problemsOf(() => made(source, options))).toEqual([expect.stringContaining(fault)]);
  });
});

test.each<[string, (stack: Stack) => LmiModel, string]>([
  ['from the Hub', () => LmiModel.fromHuggingFace('org/model', { acceptEula: true }), 'acceptEula is set, but the weights come from the Hugging Face Hub'],
  ['from a directory', () => LmiModel.fromAsset(__dirname, { hubContentArn }), 'hubContentArn is set, but the weights are in a directory of yours'],
  ['that the container downloads', (stack) => LmiModel.fromS3(bucket(stack), 'x', { acceptEula: true, files: { 'a.ts': __filename } }), 'the container downloads them itself'],
])('a license or a hub for weights %s is an error', (_, model, fault) => {
  const stack = testStack();
  expect(problemsOf(() => testEndpoint({ model: model(stack) }, stack))).toEqual([expect.stringContaining(fault)]);
});
