import { Duration, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { updateViolations, violations } from './oracle';
import { ofType } from './template';
import { LmiComponentEndpoint, LmiDeploymentPolicy, LmiInstanceType, LmiModel, LoraAdapter, VllmBackend } from '../../src';
import { problemsOf, templateOf, testEndpoint, testStack, warningsOf } from '../stacks';

interface Size {
  readonly models: number;
  readonly adapters: number;
  readonly alarms?: boolean;
  /** Part of every key, so that an update changes all of them. */
  readonly version?: string;
}

/** Each is created once, because the large ones take seconds. */
const fleets = new Map<string, Stack>();

function fleet(size: Size): Stack {
  const key = JSON.stringify(size);
  const known = fleets.get(key) ?? makeFleet(size);
  fleets.set(key, known);
  return known;
}

function makeFleet({ models, adapters, alarms, version = 'v1' }: Size): Stack {
  const stack = testStack();
  const bucket = new s3.Bucket(stack, 'Weights');
  const made = new LmiComponentEndpoint(stack, 'Fleet', { instanceType: LmiInstanceType.G5_48XLARGE, maxInstanceCount: 400 });
  const backend = new VllmBackend(stack, 'Vllm', { enableLora: true });
  const deploymentPolicy = alarms ? LmiDeploymentPolicy.rolling({ maximumBatchPercentage: 10, waitInterval: Duration.minutes(5) }) : undefined;
  const components = Array.from({ length: models }, (_, index) => made.addModel(`Model${index}`, {
    model: LmiModel.fromS3(bucket, `models/customer-${index}/${version}`), acceleratorsPerCopy: 1, backend, deploymentPolicy,
  }));
  for (let index = 0; index < adapters; index++) {
    components[index % models].addAdapter(`Adapter${index}`, { adapter: LoraAdapter.fromS3(bucket, `adapters/customer-${index}/${version}/adapter.tar.gz`) });
  }
  return stack;
}

const template = (size: Size) => templateOf({ stack: fleet(size) }).toJSON();

test.each<[Size]>([
  [{ models: 1, adapters: 1 }], [{ models: 1, adapters: 20 }], [{ models: 20, adapters: 0 }], [{ models: 20, adapters: 20, alarms: true }], [{ models: 1, adapters: 100 }],
  [{ models: 50, adapters: 100 }], [{ models: 50, adapters: 100, alarms: true }],
])('a fleet of %j is within every quota', (size) => {
  expect(violations(template(size))).toEqual([]);
});

test('an update that changes all of 50 models and 100 adapters has room for the old and the new policies', () => {
  expect(updateViolations(template({ models: 50, adapters: 100 }), template({ models: 50, adapters: 100, version: 'v2' }))).toEqual([]);
});

test('statements are merged, so that an adapter takes less space than a separate statement', () => {
  const [[, { PolicyDocument: { Statement } }]] = ofType(template({ models: 1, adapters: 20 }), 'AWS::IAM::ManagedPolicy');
  const of = (action: string) => Statement.filter(({ Action }: any) => [Action].flat().includes(action));
  expect(of('s3:GetObject')).toHaveLength(1);
  expect(of('s3:GetObject')[0].Resource).toHaveLength(21);
  expect(of('s3:ListBucket')).toHaveLength(1);
  expect(of('s3:ListBucket')[0].Condition.StringLike['s3:prefix']).toHaveLength(21);
});

test('a fleet whose updates may need more policies than IAM attaches gets a warning; one that always needs more is an error', () => {
  expect(warningsOf(fleet({ models: 50, adapters: 100 })).join()).not.toContain('role-policies');
  expect(warningsOf(fleet({ models: 20, adapters: 220 })).join()).toContain('cdk-sagemaker-lmi:role-policies');
  expect(problemsOf(() => fleet({ models: 20, adapters: 900 }))).toEqual([expect.stringContaining('more than the 10 policies that IAM allows per role')]);
});

test('an endpoint with ten variants from S3 is within every quota', () => {
  const stack = testStack();
  const bucket = new s3.Bucket(stack, 'Weights');
  const endpoint = testEndpoint({ model: LmiModel.fromS3(bucket, 'models/first') }, stack);
  for (let index = 1; index < 10; index++) {
    endpoint.addVariant(`Variant${index}`, { model: LmiModel.fromS3(bucket, `models/${index}`), instanceType: LmiInstanceType.G5_2XLARGE });
  }
  expect(violations(templateOf({ stack }).toJSON())).toEqual([]);
});
