import { App, Aspects, Fn, Lazy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { RolePolicies } from '../../src/endpoint/role-policies';

/** "IAM and AWS STS quotas", IAM user guide, read 2026-11: characters of a managed policy, excluding white space. */
const MOST = 6144;

const TYPE = 'AWS::IAM::ManagedPolicy';

function made() {
  const app = new App();
  const stack = new Stack(app, 'Test', { env: { region: 'us-east-1', account: '123456789012' } });
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com') });
  const policies = new RolePolicies(stack, 'Policy', { role, description: 'what it may read', referenceCharacters: 90 });
  const template = () => app.synth({ force: true }).getStackByName('Test').template;
  const found = () => Object.entries<any>(template().Resources).filter(([, { Type }]) => Type === TYPE);
  return {
    stack, policies, read: (...resources: string[]) => policies.add(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources }))!,
    ids: () => found().map(([id]) => id), documents: () => found().map(([, { Properties }]) => Properties.PolicyDocument),
  };
}

const A = 'arn:aws:s3:::a/*';
const B = 'arn:aws:s3:::b/*';

describe('the logical id of a policy depends on its final statements', () => {
  const idsOf = (...resources: string[]) => {
    const { read, ids } = made();
    read(...resources);
    return ids();
  };

  test('and so differs', () => {
    expect(idsOf(A)).toHaveLength(1);
    expect(idsOf(A)).toEqual(idsOf(A));
    expect(idsOf(A)).not.toEqual(idsOf(B));
  });

  test('with a lazy value, and with a different one', () => {
    const { read, ids } = made();
    let late = 'unknown';
    read(Lazy.uncachedString({ produce: () => late }));
    late = A;
    expect(ids()).toEqual(idsOf(A));
    late = B;
    expect(ids()).toEqual(idsOf(B));
  });

  test('when an aspect adds to it', () => {
    const { stack, read, ids } = made();
    read(A);
    Aspects.of(stack).add({ visit: (node) => node === stack && void read(B) });
    expect(ids()).toEqual(idsOf(A, B));
  });

  test('when it was resolved before', () => {
    const { stack, read, ids } = made();
    const { logicalId } = read(A).node.defaultChild as iam.CfnManagedPolicy;
    let late = 'unknown';
    read(Lazy.uncachedString({ produce: () => late }));
    const early = stack.resolve(logicalId);
    late = B;
    expect(stack.resolve(logicalId)).not.toBe(early);
    expect([stack.resolve(logicalId)]).toEqual(idsOf(A, B));
    expect(ids()).toEqual(idsOf(A, B));
  });

  test('and is the same in every reference', () => {
    const { stack, read, ids } = made();
    const bucket = new s3.Bucket(stack, 'Bucket');
    bucket.node.addDependency(read(bucket.arnForObjects('*')));
    stack.exportValue(read(A).managedPolicyArn, { name: 'policy' });
    const [id] = ids();
    const { Resources, Outputs } = (stack.node.root as App).synth({ force: true }).getStackByName('Test').template;
    expect(JSON.stringify(Outputs)).toContain(`"Ref":"${id}"`);
    expect(Resources[stack.getLogicalId(bucket.node.defaultChild as s3.CfnBucket)].DependsOn).toEqual(expect.arrayContaining([id]));
  });
});

describe('policies are filled up to the limit of IAM', () => {
  /** Characters as IAM counts them, with every reference at the maximum length of a bucket ARN. */
  const sizeOf = (value: unknown) => JSON.stringify(value, (_, part) => part?.['Fn::Join']?.[1].map(inWords).join('') ?? inWords(part)).length;
  const inWords = (part: any) => part?.Ref === undefined && part?.['Fn::GetAtt'] === undefined ? part : 'x'.repeat(/^AWS::/.test(part.Ref) ? 12 : 76);
  const resourcesOf = ({ Statement }: any): unknown[] => Statement.flatMap((each: any) => each.Resource);

  test.each<[string, (stack: Stack, index: number) => string]>([
    ['with long texts', (_, index) => `arn:aws:s3:::${'b'.repeat(60)}/${'p'.repeat(400)}${index}/*`],
    ['with short texts', (_, index) => `arn:aws:s3:::b/${index}/*`],
    ['with references alone', (stack, index) => new s3.Bucket(stack, `Bucket${index}`).bucketArn],
    ['with what hides in a token', (_, index) => Fn.join('', ['arn:aws:s3:::', Fn.ref('AWS::AccountId'), `${'p'.repeat(300)}${index}`])],
  ])('%s', (_, resourceOf) => {
    const { stack, read, documents } = made();
    for (let index = 0; index < 250; index++) {
      read(resourceOf(stack, index));
    }
    const sizes = documents().map(sizeOf);
    expect(sizes.length).toBeGreaterThan(1);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(MOST);
    // Every document but the last is full. The library assumes slightly longer references, and three more characters for each resource.
    for (const document of documents().slice(0, -1)) {
      const resources = resourcesOf(document);
      expect(sizeOf(document) + 20 * resources.length + Math.max(...resources.map(sizeOf))).toBeGreaterThan(MOST);
    }
  });
});
