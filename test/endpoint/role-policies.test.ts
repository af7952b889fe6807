import { App, Aspects, CfnParameter, Fn, Lazy, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { mostCharactersOf, RolePolicies } from '../../src/endpoint/role-policies';

/** "IAM and AWS STS quotas", IAM user guide, read 2026-11: characters of a managed policy, excluding white space. */
const MAX_CHARACTERS = 6144;

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
    ['with long strings', (_, index) => `arn:aws:s3:::${'b'.repeat(60)}/${'p'.repeat(400)}${index}/*`],
    ['with short strings', (_, index) => `arn:aws:s3:::b/${index}/*`],
    ['with only references', (stack, index) => new s3.Bucket(stack, `Bucket${index}`).bucketArn],
    ['with strings inside a token', (_, index) => Fn.join('', ['arn:aws:s3:::', Fn.ref('AWS::AccountId'), `${'p'.repeat(300)}${index}`])],
  ])('%s', (_, resourceOf) => {
    const { stack, read, documents } = made();
    for (let index = 0; index < 250; index++) {
      read(resourceOf(stack, index));
    }
    const sizes = documents().map(sizeOf);
    expect(sizes.length).toBeGreaterThan(1);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(MAX_CHARACTERS);
    // Every document but the last is full. The library assumes slightly longer references, and three more characters for each resource.
    for (const document of documents().slice(0, -1)) {
      const resources = resourcesOf(document);
      expect(sizeOf(document) + 20 * resources.length + Math.max(...resources.map(sizeOf))).toBeGreaterThan(MAX_CHARACTERS);
    }
  });
});

describe('the first estimate of a size', () => {
  /** JSON without white space and a comma, which is what IAM counts. */
  const counted = (value: unknown) => JSON.stringify(value).length + 1;

  test.each<[string, unknown]>([
    ['an empty string', ''], ['a string', 'arn:aws:s3:::b/*'], ['characters that JSON escapes', '"\\\n\t"\\'], ['letters of a language', 'größe'], ['zero', 0], ['a negative fraction', -1.5e-7],
    ['true', true], ['false', false], ['null', null],
    ['an empty list', []], ['an empty object', {}], ['a list of one', ['a']], ['a list of empty lists', [[], [], []]], ['an object of one', { a: 'b' }], ['an object of empty objects', { a: {}, b: {} }],
    ['a name that JSON escapes', { '"': '"' }], ['numbers and flags', { NumericLessThan: { 's3:max-keys': 10 }, Bool: { 'aws:SecureTransport': false } }],
    ['a statement', {
      Action: ['s3:GetObject', 's3:ListBucket'], Condition: { StringLike: { 's3:prefix': ['a/*', '', 'b'] }, Null: { 'aws:TokenIssueTime': 'true' } }, Effect: 'Allow', Resource: '*', Sid: 'A',
    }],
    ['a list of many short strings', Array(100).fill('a')], ['deep lists', [[[[['a', 'b'], 'c'], 'd'], 'e'], 'f']],
  ])('is never below the size of %s', (_, value) => {
    expect(mostCharactersOf(value)).toBeGreaterThanOrEqual(counted(value));
  });

  test('is exact for values without elements, and otherwise overestimates by at most a few characters per element', () => {
    for (const value of ['', 'arn:aws:s3:::b/*', '"\\', 0, 12.5, true, null]) {
      expect(mostCharactersOf(value)).toBe(counted(value));
    }
    expect(mostCharactersOf(Array(1000).fill('arn:aws:s3:::b/*'))).toBeLessThan(1.5 * counted(Array(1000).fill('arn:aws:s3:::b/*')));
  });

  test.each<[string, (stack: Stack) => unknown, number]>([
    ['a string', (stack) => new CfnParameter(stack, 'A').valueAsString, 1],
    ['the middle of a string', (stack) => `arn:aws:s3:::${new CfnParameter(stack, 'A').valueAsString}/*`, 1],
    ['a string twice', (stack) => `${new CfnParameter(stack, 'A').valueAsString}${new CfnParameter(stack, 'B').valueAsString}`, 2],
    ['a list', () => Lazy.list({ produce: () => ['a'] }), 1],
    ['a number', (stack) => new CfnParameter(stack, 'A', { type: 'Number' }).valueAsNumber, 1],
    ['an object', () => Lazy.any({ produce: () => ({ a: 1 }) }), 1],
    ['a name', (stack) => ({ StringEquals: { [Token.asString({ Ref: new CfnParameter(stack, 'A').logicalId })]: 'b' } }), 1],
    ['the values of a condition', (stack) => ({ NumericLessThan: { 's3:max-keys': [new CfnParameter(stack, 'A', { type: 'Number' }).valueAsNumber, 5] } }), 1],
  ])('reserves for a token in %s more than a reference can take', (_, value, tokens) => {
    // The name of a secret, which is in its ARN, may have 512 characters (Secrets Manager, CreateSecret).
    expect(mostCharactersOf(value(new Stack()))).toBeGreaterThanOrEqual(tokens * 512);
  });
});
