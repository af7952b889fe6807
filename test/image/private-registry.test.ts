import { CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { LmiEndpointProps, LmiImage, LmiInstanceType, LmiModel, LmiPrivateImageOptions, LmiVersion, VllmBackend } from '../../src';
import { permissionViolations } from '../aws/permissions';
import { testFleet, testModel } from '../fleet/component-stacks';
import { problemsOf, testEndpoint, testStack } from '../stacks';

const URI = 'registry.example.com:5000/ml/lmi:28';

const own = (stack: Stack, options?: LmiPrivateImageOptions, uri = URI, id = 'Own') => new VllmBackend(stack, id, { image: LmiImage.fromPrivateRegistry(uri, options) });
const provider = (stack: Stack) => lambda.Function.fromFunctionArn(stack, 'Provider', 'arn:aws:lambda:us-east-1:123456789012:function:registry');

function made(props: (stack: Stack) => Partial<LmiEndpointProps>): any {
  const stack = testStack();
  testEndpoint({ vpc: new ec2.Vpc(stack, 'Vpc'), ...props(stack) }, stack);
  return Template.fromStack(stack).toJSON();
}

function containerOf(template: any): any {
  return Object.values<any>(template.Resources).find(({ Type }) => Type === 'AWS::SageMaker::Model').Properties.PrimaryContainer;
}

test('an image in a private registry is pulled through the VPC, and needs no permission on Amazon ECR', () => {
  const template = made((stack) => ({ backend: own(stack) }));
  expect(containerOf(template)).toMatchObject({ Image: URI, ImageConfig: { RepositoryAccessMode: 'Vpc' } });
  expect(containerOf(template).ImageConfig.RepositoryAuthConfig).toBeUndefined();
  expect(JSON.stringify(template)).not.toContain('ecr:');
});

test('SageMaker gets the credentials from a function that the role may invoke', () => {
  const template = made((stack) => ({ backend: own(stack, { credentialsProvider: provider(stack) }) }));
  expect(containerOf(template).ImageConfig.RepositoryAuthConfig).toEqual({ RepositoryCredentialsProviderArn: 'arn:aws:lambda:us-east-1:123456789012:function:registry' });
  expect(permissionViolations(template)).toEqual([]);
});

test('several variants may use the same function', () => {
  const stack = testStack();
  const credentialsProvider = new lambda.Function(stack, 'Function', { runtime: lambda.Runtime.NODEJS_20_X, handler: 'index.handler', code: lambda.Code.fromInline('x') });
  const endpoint = testEndpoint({ vpc: new ec2.Vpc(stack, 'Vpc'), backend: own(stack, { credentialsProvider }) }, stack);
  endpoint.addVariant('Second', {
    model: LmiModel.fromHuggingFace('org/other'), instanceType: LmiInstanceType.G5_2XLARGE, backend: own(stack, { credentialsProvider }, 'registry.example.com/lmi:29', 'Other'),
  });
  expect(permissionViolations(Template.fromStack(stack).toJSON())).toEqual([]);
});

test('on a fleet the image is in a SageMaker model, because a component has no property for its registry', () => {
  const stack = testStack();
  testModel({ backend: own(stack) }, testFleet({ vpc: new ec2.Vpc(stack, 'Vpc') }, stack));
  const template = Template.fromStack(stack).toJSON();
  expect(containerOf(template)).toMatchObject({ Image: URI, ImageConfig: { RepositoryAccessMode: 'Vpc' } });
  expect(permissionViolations(template)).toEqual([]);
});

test('on a fleet the limit of variables is that of a SageMaker model, not that of a component', () => {
  const environment = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`MINE_${index}`, 'x']));
  const stack = testStack();
  expect(() => testModel({ backend: own(stack), environment }, testFleet({ vpc: new ec2.Vpc(stack, 'Vpc') }, stack))).not.toThrow();
  const other = testStack();
  expect(problemsOf(() => testModel({ environment }, testFleet({}, other)))).toEqual([expect.stringContaining('can have at most 16 in an inference component')]);
});

test('without a VPC it is an error', () => {
  const stack = testStack();
  expect(problemsOf(() => testEndpoint({ backend: own(stack) }, stack))).toEqual([expect.stringContaining('image is in a private registry, which SageMaker can only reach through a VPC. Pass vpc')]);
  const other = testStack();
  expect(problemsOf(() => testModel({ backend: own(other) }, testFleet({}, other)))).toEqual([expect.stringContaining('Pass vpc')]);
});

test('with a model package, which has its own image, it is an error', () => {
  expect(problemsOf(() => made((stack) => ({
    backend: own(stack), model: LmiModel.fromModelPackage('arn:aws:sagemaker:us-east-1:123456789012:model-package/chat/3'),
  })))).toEqual([expect.stringContaining('the model package has its own image')]);
});

test('options are checked against the version passed with the image', () => {
  const image = LmiImage.fromPrivateRegistry(URI, { version: LmiVersion.V8 });
  expect(problemsOf(() => new VllmBackend(testStack(), 'Own', { image, toolCallParser: 'hermes' }))).toEqual([expect.stringContaining('toolCallParser')]);
});

test.each(['registry.example.com/lmi', 'registry.example.com/a/b/lmi:1.0_x', 'localhost:5000/lmi:28', `registry.example.com/lmi@sha256:${'0'.repeat(64)}`])('accepts %s', (uri) => {
  expect(containerOf(made((stack) => ({ backend: own(stack, undefined, uri) }))).Image).toBe(uri);
});

test('accepts an image known only at deployment', () => {
  expect(containerOf(made((stack) => ({ backend: own(stack, undefined, new CfnParameter(stack, 'Uri').valueAsString) }))).Image).toEqual({ Ref: 'Uri' });
});

test.each<[any, string]>([
  [undefined, 'imageUri is missing'], ['', 'imageUri is ""'], [7, 'imageUri is 7'], ['lmi:28', 'imageUri is "lmi:28"'], ['org/lmi:28', 'the host of a registry'],
  ['https://registry.example.com/lmi:28', 'without a scheme'], ['registry.example.com/lmi: 28', 'imageUri is'],
  ['763104351884.dkr.ecr.us-east-1.amazonaws.com/djl-inference:1', 'use LmiImage.fromEcrRepository for an image in Amazon ECR'],
])('fails with the image %j', (uri, fault) => {
  expect(problemsOf(() => made((stack) => ({ backend: new VllmBackend(stack, 'Own', { image: LmiImage.fromPrivateRegistry(uri) }) })))).toEqual([expect.stringContaining(fault)]);
});

test('fails with an ARN instead of a function', () => {
  expect(problemsOf(() => made((stack) => ({ backend: own(stack, { credentialsProvider: 'arn:aws:lambda:us-east-1:123456789012:function:x' as any }) }))))
    .toEqual([expect.stringContaining('it must be a Lambda function')]);
});
