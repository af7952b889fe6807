import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import {
  LmiAsyncInference, LmiCoreDump, LmiDataCapture, LmiDeploymentPolicy, LmiEndpointProps, LmiImage, LmiInstanceType, LmiModel, VllmBackend,
} from '../../src';
import { templateOf, testEndpoint, testStack } from '../stacks';

/*
 * Compares docs/security.md, the page for security reviews, with the templates: for each feature of an endpoint, the role has exactly the permissions in
 * the corresponding rows of the table.
 */

interface Row {
  readonly actions: readonly string[];
  /** The condition under which the role has them, as stated on the page. */
  readonly when: string;
}

const PAGE = readFileSync(join(__dirname, '..', '..', 'docs', 'security.md'), 'utf8');

const ROWS: readonly Row[] = PAGE.slice(PAGE.indexOf('| actions | resources |')).split('\n\n')[0].split('\n').slice(2)
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map((cells) => ({ actions: [...cells[1].matchAll(/`([^`]+)`/g)].map(([, action]) => action), when: cells[4] }));

const array = <T>(value: T | T[]): T[] => Array.isArray(value) ? value : [value];

/** The actions of every policy of the role. */
function actionsOf(props: Partial<LmiEndpointProps>, stack: Stack): string[] {
  const template = templateOf(testEndpoint(props, stack));
  const policies = ['AWS::IAM::ManagedPolicy', 'AWS::IAM::Policy'].flatMap((type) => Object.values<any>(template.findResources(type)));
  return [...new Set(policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement).flatMap(({ Action }) => array<string>(Action)))].sort();
}

const WHENS = {
  always: 'always',
  ecr: 'image in Amazon ECR',
  registry: '`credentialsProvider` of an image',
  weights: 'weights in S3',
  weightsKey: 'weights in a bucket with a KMS key',
  volumeKey: '`encryptionKey`',
  requests: '`asyncInference`',
  output: '`asyncInference`, `dataCapture`',
  outputKey: '`asyncInference`, `dataCapture` with a KMS key',
  dumps: '`coreDump`',
  dumpsKey: '`encryptionKey` of `coreDump`',
  topics: 'topics of `asyncInference`',
  rollback: '`deploymentPolicy`, `rollbackAlarms`',
  vpc: '`vpc`',
} as const;

test('the page has exactly a row for each tested feature', () => {
  expect([...new Set(ROWS.map(({ when }) => when))].sort()).toEqual(Object.values(WHENS).sort());
  expect(ROWS.every(({ actions }) => actions.length > 0)).toBe(true);
});

test.each<[string, (stack: Stack) => Partial<LmiEndpointProps>, readonly (keyof typeof WHENS)[]]>([
  ['a model on the Hub', () => ({}), []],
  ['weights in S3', (stack) => ({ model: LmiModel.fromS3(s3.Bucket.fromBucketName(stack, 'Weights', 'weights'), 'llama') }), ['weights']],
  ['weights under a key', (stack) => ({
    model: LmiModel.fromS3(new s3.Bucket(stack, 'Weights', { encryptionKey: new kms.Key(stack, 'Key') }), 'llama'),
  }), ['weights', 'weightsKey']],
  ['a volume key', (stack) => ({ encryptionKey: new kms.Key(stack, 'Key'), instanceType: LmiInstanceType.P3_2XLARGE }), ['volumeKey']],
  ['a VPC', (stack) => ({ vpc: new ec2.Vpc(stack, 'Vpc') }), ['vpc']],
  ['asynchronous inference', (stack) => ({ asyncInference: LmiAsyncInference.toBucket(new s3.Bucket(stack, 'Bucket')) }), ['requests', 'output']],
  ['asynchronous inference with keys and topics', (stack) => ({
    asyncInference: LmiAsyncInference.toBucket(new s3.Bucket(stack, 'Bucket', { encryptionKey: new kms.Key(stack, 'BucketKey') }), {
      encryptionKey: new kms.Key(stack, 'Key'), successTopic: new sns.Topic(stack, 'Topic'),
    }),
  }), ['requests', 'output', 'outputKey', 'topics']],
  ['a data capture', (stack) => ({ dataCapture: LmiDataCapture.toBucket(new s3.Bucket(stack, 'Bucket')) }), ['output']],
  ['a data capture under a key', (stack) => ({
    dataCapture: LmiDataCapture.toBucket(new s3.Bucket(stack, 'Bucket'), { encryptionKey: new kms.Key(stack, 'Key') }),
  }), ['output', 'outputKey']],
  ['core dumps', (stack) => ({ coreDump: LmiCoreDump.toBucket(new s3.Bucket(stack, 'Bucket')) }), ['dumps']],
  ['core dumps under a key', (stack) => ({
    coreDump: LmiCoreDump.toBucket(new s3.Bucket(stack, 'Bucket'), { encryptionKey: new kms.Key(stack, 'Key') }),
  }), ['dumps', 'dumpsKey']],
  ['a model package', (stack) => ({
    model: LmiModel.fromModelPackage('arn:aws:sagemaker:us-east-1:123456789012:model-package/chat/3', { bucket: s3.Bucket.fromBucketName(stack, 'Packages', 'packages') }),
  }), ['weights']],
  ['an update that rolls back', () => ({
    deploymentPolicy: LmiDeploymentPolicy.canary({ canaryPercentage: 10, waitInterval: Duration.minutes(5) }),
  }), ['rollback']],
])('with %s the role has exactly the permissions of the page', (_, props, keys) => {
  const stack = testStack();
  const whens = ['always' as const, 'ecr' as const, ...keys].map((key) => WHENS[key] as string);
  const expected = [...new Set(ROWS.filter(({ when }) => whens.includes(when)).flatMap(({ actions }) => actions))].sort();
  expect(actionsOf(props(stack), stack)).toEqual(expected);
});

test('with an image in a private registry the role may get the credentials, and has no permission on Amazon ECR', () => {
  const stack = testStack();
  const credentialsProvider = lambda.Function.fromFunctionArn(stack, 'Provider', 'arn:aws:lambda:us-east-1:123456789012:function:registry');
  const backend = new VllmBackend(stack, 'Backend', { image: LmiImage.fromPrivateRegistry('registry.example.com/lmi:28', { credentialsProvider }) });
  const whens: string[] = [WHENS.always, WHENS.registry, WHENS.vpc];
  expect(actionsOf({ backend, vpc: new ec2.Vpc(stack, 'Vpc') }, stack))
    .toEqual([...new Set(ROWS.filter(({ when }) => whens.includes(when)).flatMap(({ actions }) => actions))].sort());
});
