import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnParameter, NestedStack, RemovalPolicy, Stack, Stage } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { LmiComponentEndpoint, LmiEndpoint, LmiError, LmiInstanceType, LmiModel, LmiStagedModel, LmiStagedModelProps, ModelArchitecture } from '../../src';
import { updateViolations, violations } from '../aws/oracle';
import { createdBefore } from '../aws/template';
import { testStack, warningsOf } from '../stacks';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const ENV = { account: '123456789012', region: 'us-east-1' };

function staged(props: Partial<LmiStagedModelProps> = {}, stack: Stack = testStack(), id: string = 'Weights'): LmiStagedModel {
  return new LmiStagedModel(stack, id, { modelId: 'org/model', ...props });
}

function served(weights: LmiStagedModel, stack: Stack = Stack.of(weights)): LmiEndpoint {
  return new LmiEndpoint(stack, 'Llm', { model: weights.model, instanceType: LmiInstanceType.G5_2XLARGE });
}

function resources(stack: Stack): { [id: string]: any } {
  return Template.fromStack(stack).toJSON().Resources;
}

function only(stack: Stack, type: string, fragment: string = ''): [string, any] {
  const found = Object.entries(resources(stack)).filter(([id, { Type }]) => Type === type && id.includes(fragment));
  expect(found.map(([id]) => id)).toHaveLength(1);
  return found[0];
}

/** Statements of the policies of a role, by a part of the logical id of its policies. */
function statements(stack: Stack, fragment: string): any[] {
  return Object.entries(resources(stack)).filter(([id, { Type }]) => Type === 'AWS::IAM::ManagedPolicy' && id.includes(fragment))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
}

describe('an endpoint', () => {
  test('reads the prefix from an attribute of the custom resource, and so waits for it', () => {
    const weights = staged();
    served(weights);
    const stack = Stack.of(weights);
    const [id, resource] = only(stack, 'Custom::LmiStagedModel');
    expect(resource.Properties).toMatchObject({ ModelId: 'org/model', Revision: 'main', Root: '', DefaultSelection: 'true', RemovalPolicy: 'retain', ServiceTimeout: '3600' });
    const [bucket] = only(stack, 'AWS::S3::Bucket');
    Template.fromStack(stack).hasResourceProperties('AWS::SageMaker::Model', {
      EnableNetworkIsolation: true,
      PrimaryContainer: {
        Environment: Match.objectLike({ HF_MODEL_ID: '/opt/ml/model' }),
        ModelDataSource: {
          S3DataSource: {
            S3DataType: 'S3Prefix', CompressionType: 'None', S3Uri: { 'Fn::Join': ['', ['s3://', { Ref: bucket }, '/', { 'Fn::GetAtt': [id, 'Prefix'] }, '/']] },
          },
        },
      },
    });
  });

  test('may read the prefix and nothing else', () => {
    const weights = staged();
    served(weights);
    const stack = Stack.of(weights);
    const [id] = only(stack, 'Custom::LmiStagedModel');
    const [bucket] = only(stack, 'AWS::S3::Bucket');
    const ofS3 = statements(stack, 'LlmPolicy').filter(({ Action }) => JSON.stringify(Action).includes('s3:'));
    expect(ofS3).toEqual([
      { Effect: 'Allow', Action: 's3:GetObject', Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [bucket, 'Arn'] }, '/', { 'Fn::GetAtt': [id, 'Prefix'] }, '/*']] } },
      {
        Effect: 'Allow', Action: 's3:ListBucket', Resource: { 'Fn::GetAtt': [bucket, 'Arn'] },
        Condition: { StringLike: { 's3:prefix': [{ 'Fn::Join': ['', [{ 'Fn::GetAtt': [id, 'Prefix'] }, '/*']] }] } },
      },
    ]);
  });

  test('keeps the geometry of a known model', () => {
    const weights = staged({ modelId: 'meta-llama/Llama-3.1-8B-Instruct' });
    expect(weights.model.architecture).toBe(ModelArchitecture.LLAMA_3_1_8B_INSTRUCT ?? ModelArchitecture._forModelId('meta-llama/Llama-3.1-8B-Instruct'));
    expect(() => served(weights)).toThrow(/does not fit ml\.g5\.2xlarge with a context of 131072 tokens/);
    expect(staged({ architecture: ModelArchitecture.LLAMA_2_7B }).model.architecture).toBe(ModelArchitecture.LLAMA_2_7B);
    expect(staged().model.architecture).toBeUndefined();
  });

  test('of components accepts it too', () => {
    const weights = staged();
    const stack = Stack.of(weights);
    new LmiComponentEndpoint(stack, 'Fleet', { instanceType: LmiInstanceType.G5_12XLARGE }).addModel('Llm', { model: weights.model, acceleratorsPerCopy: 1 });
    expect(JSON.stringify(resources(stack))).toContain(`{"Fn::GetAtt":["${only(stack, 'Custom::LmiStagedModel')[0]}","Prefix"]}`);
  });

  test('that uses the bucket and the prefix directly waits as well', () => {
    const weights = staged();
    const stack = Stack.of(weights);
    new LmiEndpoint(stack, 'Llm', { model: LmiModel.fromS3(weights.bucket, weights.modelPrefix), instanceType: LmiInstanceType.G5_2XLARGE });
    const uri = only(stack, 'AWS::SageMaker::Model')[1].Properties.PrimaryContainer.ModelDataSource.S3DataSource.S3Uri;
    expect(JSON.stringify(uri)).toMatch(/"Prefix"\]},"\/"\]\]}$/);
  });
});

describe('the copier', () => {
  const token = (stack: Stack) => secretsmanager.Secret.fromSecretNameV2(stack, 'Token', 'hub-token');

  test('is the only one that may read the token, which is not in the template', () => {
    const stack = testStack();
    served(staged({ token: token(stack), tokenField: 'token' }, stack));
    const all = resources(stack);
    const withSecret = Object.entries(all).filter(([, { Type, Properties }]) => Type === 'AWS::IAM::ManagedPolicy' && JSON.stringify(Properties).includes('secretsmanager'));
    expect(withSecret).toHaveLength(1);
    const [, { Properties }] = only(stack, 'AWS::IAM::ManagedPolicy', 'CopierPolicy');
    expect(Properties.PolicyDocument.Statement.filter(({ Action }: any) => Action === 'secretsmanager:GetSecretValue')).toEqual([expect.objectContaining({
      Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':secretsmanager:us-east-1:123456789012:secret:hub-token-??????']] },
    })]);
    expect(JSON.stringify(all)).not.toContain('{{resolve:');
    expect(JSON.stringify(all)).not.toContain('HF_TOKEN');
    const [, { Properties: machine }] = only(stack, 'AWS::StepFunctions::StateMachine');
    expect(JSON.stringify(machine)).not.toContain('hub-token');
    expect(JSON.stringify(only(stack, 'Custom::LmiStagedModel')[1])).not.toContain('hub-token');
  });

  test('may write the files of the model below the prefix and nothing else', () => {
    const weights = staged({ prefix: 'weights' });
    const stack = Stack.of(weights);
    const [bucket] = only(stack, 'AWS::S3::Bucket');
    const places = ['weights/org/model/*', 'weights/.staging/org/model/*'].map((keys) => ({ 'Fn::Join': ['', [{ 'Fn::GetAtt': [bucket, 'Arn'] }, `/${keys}`]] }));
    expect(statements(stack, 'CopierPolicy').filter(({ Action }) => JSON.stringify(Action).includes('s3:'))).toEqual([
      { Effect: 'Allow', Action: 's3:GetObject', Resource: places },
      { Effect: 'Allow', Action: 's3:ListBucket', Resource: { 'Fn::GetAtt': [bucket, 'Arn'] }, Condition: { StringLike: { 's3:prefix': ['weights/org/model/*', 'weights/.staging/org/model/*'] } } },
      { Effect: 'Allow', Action: ['s3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'], Resource: places },
    ]);
    expect(statements(stack, 'RequestsPolicy').map(({ Action }) => Action)).toEqual([['logs:CreateLogStream', 'logs:PutLogEvents']]);
  });

  test('has all Amazon S3 permissions that its code needs', () => {
    // The actions of each operation, by the service authorization reference of Amazon S3.
    const actions: { [command: string]: string } = {
      AbortMultipartUploadCommand: 's3:AbortMultipartUpload', CompleteMultipartUploadCommand: 's3:PutObject', CopyObjectCommand: 's3:PutObject', CreateMultipartUploadCommand: 's3:PutObject',
      DeleteObjectsCommand: 's3:DeleteObject', GetObjectCommand: 's3:GetObject', HeadObjectCommand: 's3:GetObject', ListObjectsV2Command: 's3:ListBucket',
      ListPartsCommand: 's3:ListMultipartUploadParts', PutObjectCommand: 's3:PutObject', UploadPartCommand: 's3:PutObject',
    };
    const code: string = jest.requireActual('node:fs').readFileSync(join(__dirname, '../../src/staging/copier/index.js'), 'utf8');
    const used = [...new Set([...code.matchAll(/import_client_s3\d*\.(\w+Command)\b/g)].map(([, name]) => name))].sort();
    expect(used).toEqual(Object.keys(actions).sort());
    const allowed = statements(Stack.of(staged()), 'CopierPolicy').flatMap(({ Action }) => Action);
    expect(used.filter((command) => !allowed.includes(actions[command]))).toEqual([]);
  });

  test('uses the key of the bucket and that of the secret', () => {
    const stack = testStack();
    const key = new kms.Key(stack, 'Key');
    const secret = new secretsmanager.Secret(stack, 'Token', { encryptionKey: new kms.Key(stack, 'SecretKey') });
    staged({ encryptionKey: key, token: secret }, stack);
    const ofKeys = statements(stack, 'CopierPolicy').filter(({ Action }) => JSON.stringify(Action).includes('kms:'));
    const allowed = (one: kms.IKey) => ofKeys.filter(({ Resource }) => [Resource].flat().some((arn: any) => arn['Fn::GetAtt'][0] === stack.getLogicalId((one as kms.Key).node.defaultChild as any)))
      .flatMap(({ Action }) => Action);
    expect(new Set(allowed(key))).toEqual(new Set(['kms:Decrypt', 'kms:GenerateDataKey']));
    expect(allowed(secret.encryptionKey!)).toEqual(['kms:Decrypt']);
    Template.fromStack(stack).hasResourceProperties('AWS::S3::Bucket', {
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }] },
    });
  });

  test('runs in a VPC if one is passed, but the function that responds to CloudFormation does not', () => {
    const stack = testStack();
    const vpc = new ec2.Vpc(stack, 'Vpc');
    staged({ vpc }, stack);
    const functions = Object.values(resources(stack)).filter(({ Type, Properties }) => Type === 'AWS::Lambda::Function' && /^index\./.test(Properties.Handler));
    expect(functions.map(({ Properties }) => [Properties.Handler, Properties.VpcConfig !== undefined])).toEqual([['index.copier', true], ['index.requests', false]]);
    expect(statements(stack, 'CopierPolicy').flatMap(({ Action }) => Action)).toContain('ec2:CreateNetworkInterface');
  });

  test('is one file with the handlers of the functions', () => {
    const directory = join(__dirname, '../../src/staging/copier');
    expect(readdirSync(directory)).toEqual(['index.js']);
    const exports = jest.requireActual(join(directory, 'index.js'));
    const functions = Object.values(resources(Stack.of(staged()))).filter(({ Type }) => Type === 'AWS::Lambda::Function');
    expect(functions).toHaveLength(2);
    for (const { Properties } of functions) {
      expect(typeof exports[Properties.Handler.replace('index.', '')]).toBe('function');
    }
  });

  test('has the same asset wherever the library is installed', () => {
    const keys = Object.values(resources(Stack.of(staged()))).filter(({ Type }) => Type === 'AWS::Lambda::Function').map(({ Properties }) => Properties.Code.S3Key);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[0-9a-f]{64}\.zip$/);
  });
});

describe('an update', () => {
  const ids = (props: Partial<LmiStagedModelProps>) => {
    const weights = staged(props);
    served(weights);
    return Object.keys(resources(Stack.of(weights)));
  };
  const made = (before: string[], after: string[]) => after.filter((id) => !before.includes(id)).map((id) => id.replace(/^WeightsCopier[0-9a-f]{8}/, 'Copier/').replace(/[0-9A-F]{8,16}$/, ''));

  test.each<[string, Partial<LmiStagedModelProps>]>([
    ['revision', { revision: 'v2' }],
    ['model', { modelId: 'org/other' }],
    ['choice of files', { exclude: ['*.txt'] }],
    ['prefix', { prefix: 'other' }],
  ])('of the %s creates a new copier and policy next to the existing ones', (_, props) => {
    const before = ids({});
    const after = ids(props);
    expect(made(before, after)).toEqual(expect.arrayContaining(['Copier/Staged', 'Copier/Copier', 'Copier/Steps', 'LlmPolicy'].map((id) => expect.stringContaining(id))));
    // The bucket with all staged files, the log, and the endpoint are kept.
    for (const kept of ['WeightsBucket', 'WeightsLogs', 'LlmRole', 'LlmModel', 'LlmEndpoint']) {
      expect(after.filter((id) => id.startsWith(kept))).toEqual(before.filter((id) => id.startsWith(kept)));
    }
  });

  test('of the token changes only the copier', () => {
    expect(made(ids({}), ids({ maxConcurrency: 5 }))).toEqual([]);
  });
});

describe('AWS', () => {
  const variants: [string, (stack: Stack) => Partial<LmiStagedModelProps>][] = [
    ['its own bucket', () => ({})],
    ['a key, a prefix and a token', (stack) => ({
      encryptionKey: new kms.Key(stack, 'Key'), prefix: 'weights', token: new secretsmanager.Secret(stack, 'Token'), removalPolicy: RemovalPolicy.DESTROY,
    })],
    ['an existing bucket at a commit', (stack) => ({ bucket: s3.Bucket.fromBucketName(stack, 'Given', 'my-weights'), revision: COMMIT })],
  ];
  const template = (props: (stack: Stack) => Partial<LmiStagedModelProps>, more: Partial<LmiStagedModelProps> = {}) => {
    const stack = testStack();
    served(staged({ ...props(stack), ...more }, stack));
    return Template.fromStack(stack).toJSON();
  };

  test.each(variants)('accepts the template with %s', (_, props) => {
    expect(violations(template(props))).toEqual([]);
  });

  test.each(variants)('accepts an update to another revision and back with %s, and the running fleet can restart at any time', (_, props) => {
    const [before, after] = [template(props), template(props, { revision: 'v2' })];
    expect(updateViolations(before, after)).toEqual([]);
    expect(updateViolations(after, before)).toEqual([]);
  });

  test.each(variants)('deletes the files of %s while the resources that this needs still exist', (_, props) => {
    const made = template(props);
    const [id] = Object.entries<any>(made.Resources).find(([, { Type }]) => Type === 'Custom::LmiStagedModel')!;
    const needed = Object.keys(made.Resources).filter((each) => /^Weights|^Key|^Token/.test(each) && each !== id);
    expect(needed.length).toBeGreaterThan(8);
    expect(needed.filter((each) => !createdBefore(made).get(id)!.has(each))).toEqual([]);
  });
});

describe('another stack', () => {
  function twoStacks(props: Partial<LmiStagedModelProps>): [LmiStagedModel, Stack] {
    const app = new App();
    const weights = staged(props, new Stack(app, 'Weights', { env: ENV }));
    return [weights, new Stack(app, 'Serving', { env: ENV })];
  }

  test('waits for the stack that stages a commit, and needs no export whose value changes', () => {
    const [weights, serving] = twoStacks({ revision: COMMIT, prefix: 'w' });
    served(weights, serving);
    App.of(serving)!.synth();
    expect(serving.dependencies).toEqual([Stack.of(weights)]);
    const uri = only(serving, 'AWS::SageMaker::Model')[1].Properties.PrimaryContainer.ModelDataSource.S3DataSource.S3Uri;
    const properties = only(Stack.of(weights), 'Custom::LmiStagedModel')[1].Properties;
    expect(JSON.stringify(uri)).toContain(`"/w/org/model/${COMMIT}-${properties.Selection}/"`);
    expect(JSON.stringify(Template.fromStack(Stack.of(weights)).toJSON().Outputs)).not.toContain('Prefix');
  });

  test.each(['main', 'v1', '0123456', COMMIT.toUpperCase()])('at %s is an error', (revision) => {
    const [weights, serving] = twoStacks({ revision });
    expect(() => served(weights, serving)).toThrow(LmiError);
    expect(() => served(weights, new Stack(serving.node.root, `Other${revision.length}`))).toThrow(/model is staged in another stack \(Weights\) .* Pass the full commit/);
  });

  test.each([[RemovalPolicy.DESTROY, true], [RemovalPolicy.RETAIN, false], [undefined, false]])('with removalPolicy %s warns about weights that are deleted too early: %s', (removalPolicy, isWarned) => {
    const [weights, serving] = twoStacks({ revision: COMMIT, removalPolicy });
    served(weights, serving);
    expect(warningsOf(serving).some((warning) => warning.includes('staged-in-another-stack'))).toBe(isWarned);
    served(weights);
    expect(warningsOf(Stack.of(weights)).join()).not.toContain('staged-in-another-stack');
  });

  test('in another stage is an error, because the CDK does not support dependencies between stages', () => {
    const app = new App();
    const weights = staged({ revision: COMMIT }, new Stack(new Stage(app, 'Weights'), 'Stack', { env: ENV }));
    expect(() => served(weights, new Stack(new Stage(app, 'Serving'), 'Stack', { env: ENV })))
      .toThrow(/model is staged in another stage \(Weights\/Stack\).* Create LmiStagedModel in the stage of the endpoint/);
  });

  test('that is nested gets the attribute', () => {
    const stack = testStack();
    const weights = staged({}, new NestedStack(stack, 'Nested'));
    served(weights, stack);
    const uri = only(stack, 'AWS::SageMaker::Model')[1].Properties.PrimaryContainer.ModelDataSource.S3DataSource.S3Uri;
    expect(JSON.stringify(uri)).toMatch(/"Fn::GetAtt":\["Nested\w+","Outputs\.\w+Prefix"\]/);
  });
});

describe('files next to the weights', () => {
  const directory = mkdtempSync(join(tmpdir(), 'lmi-staged-'));
  writeFileSync(join(directory, 'handler.py'), 'def handle(inputs):\n    return inputs\n');
  writeFileSync(join(directory, 'chat.jinja'), '{{ messages }}');
  afterAll(() => rmSync(directory, { recursive: true }));
  const streaming = (weights: LmiStagedModel) => new LmiEndpoint(Stack.of(weights), 'Llm', {
    model: weights.model, instanceType: LmiInstanceType.G5_2XLARGE, openAiStreaming: true,
  });
  const filesOf = (weights: LmiStagedModel) => only(Stack.of(weights), 'Custom::LmiStagedModel')[1].Properties.Files;

  test('let an isolated endpoint stream to OpenAI clients', () => {
    const weights = staged({ openAiStreaming: true });
    streaming(weights);
    const [file] = filesOf(weights);
    expect(file.Path).toBe('model.py');
    expect(file.Content).toContain('@output_formatter');
    Template.fromStack(Stack.of(weights)).hasResourceProperties('AWS::SageMaker::Model', {
      EnableNetworkIsolation: true, PrimaryContainer: { ModelDataSource: { S3DataSource: { CompressionType: 'None' } }, Environment: Match.objectLike({ HF_MODEL_ID: '/opt/ml/model' }) },
    });
  });

  test('that the endpoint needs are an error when they are not staged', () => {
    expect(() => streaming(staged())).toThrow(/openAiStreaming is true, but model\.py is not staged next to the weights \(Test\/Weights\)\. Pass openAiStreaming: true to LmiStagedModel too/);
    expect(() => streaming(staged({ handler: join(directory, 'handler.py') }))).toThrow(/model\.py is not staged/);
  });

  test('are published with the stack unless they are short strings, and the copier may read them', () => {
    const weights = staged({
      handler: join(directory, 'handler.py'), servingProperties: { 'option.max_model_len': '4096' }, files: { 'chat_template.jinja': join(directory, 'chat.jinja') },
    });
    expect(filesOf(weights)).toEqual([
      { Path: 'model.py', Content: 'def handle(inputs):\n    return inputs\n' },
      { Path: 'serving.properties', Content: expect.stringContaining('option.max_model_len=4096') },
      { Path: 'chat_template.jinja', Bucket: expect.anything(), Key: expect.stringMatching(/^[0-9a-f]{64}\.jinja$/) },
    ]);
    const reading = statements(Stack.of(weights), 'CopierPolicy').filter(({ Action }) => Action === 's3:GetObject').flatMap(({ Resource }) => Resource);
    expect(JSON.stringify(reading)).toContain(filesOf(weights)[2].Key);
  });

  test('keep their content when paths differ only in a slash', () => {
    const [first, second] = [join(directory, 'chat.jinja'), join(directory, 'handler.py')];
    const names = ['tools/x', 'tools-x', 'tools%2Fx', 'tools--x'];
    const files = filesOf(staged({ files: Object.fromEntries(names.map((name, index) => [name, index % 2 ? second : first])) }));
    expect(files.map(({ Path, Key }: any) => [Path, Key.slice(64)])).toEqual(names.map((name, index) => [name, index % 2 ? '.py' : '.jinja']));
  });

  test('determine the prefix, so that an update of one can roll back', () => {
    const variants: Partial<LmiStagedModelProps>[] = [{}, { openAiStreaming: true }, { files: { a: join(directory, 'chat.jinja') } }, { files: { a: join(directory, 'handler.py') } }, { files: { b: join(directory, 'handler.py') } }];
    const selections = variants.map((props) => only(Stack.of(staged(props)), 'Custom::LmiStagedModel')[1].Properties.Selection);
    expect(new Set(selections).size).toBe(selections.length);
  });

  test('are checked like those of an asset', () => {
    writeFileSync(join(directory, 'secret.py'), 'TOKEN = "hf_abcdefghijklmnopqrstuvwxyzabcdefgh"');
    writeFileSync(join(directory, 'long.py'), `# ${'x'.repeat(70_000)}`);
    expect(() => staged({ handler: join(directory, 'secret.py') })).toThrow(/handler .* holds a literal secret/);
    expect(() => staged({ handler: join(directory, 'nowhere.py') })).toThrow(/handler is .* must be a file that exists/);
    expect(() => staged({ handler: join(directory, 'long.py') })).toThrow(/handler, requirements and servingProperties have 70002 characters, but can have at most 65536/);
    expect(() => staged({ files: { '../x': join(directory, 'chat.jinja') } })).toThrow(/files has "\.\.\/x"/);
  });
});

describe('the bucket', () => {
  test('is private, encrypted, accepts only TLS, and cleans up after killed copies', () => {
    const template = Template.fromStack(Stack.of(staged()));
    template.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Retain', Properties: {
        PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
        LifecycleConfiguration: { Rules: [Match.objectLike({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: 'Enabled' })] },
      },
    });
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: { Statement: [Match.objectLike({ Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })] },
    });
  });

  test('is deleted with its files on request', () => {
    const template = Template.fromStack(Stack.of(staged({ removalPolicy: RemovalPolicy.DESTROY })));
    template.hasResource('AWS::S3::Bucket', { DeletionPolicy: 'Delete' });
    template.hasResourceProperties('Custom::LmiStagedModel', { RemovalPolicy: 'destroy' });
  });

  test('may be an existing one, which is not changed', () => {
    const stack = testStack();
    const weights = staged({ bucket: s3.Bucket.fromBucketName(stack, 'Given', 'my-weights') }, stack);
    expect(weights.bucket.bucketName).toBe('my-weights');
    Template.fromStack(stack).resourceCountIs('AWS::S3::Bucket', 0);
    Template.fromStack(stack).hasResourceProperties('Custom::LmiStagedModel', { Bucket: 'my-weights' });
  });
});

describe('the selection of files', () => {
  const chosen = (props: Partial<LmiStagedModelProps>) => {
    const { Include, Exclude, DefaultSelection, Selection } = only(Stack.of(staged(props)), 'Custom::LmiStagedModel')[1].Properties;
    return { Include, Exclude, DefaultSelection, Selection };
  };

  test('has no pickles and no code by default', () => {
    const { Include } = chosen({});
    expect(Include).toContain('*.safetensors');
    expect(Include.filter((pattern: string) => /py|bin|pt|pkl|ckpt|^\*$/.test(pattern))).toEqual([]);
    expect(chosen({ trustRemoteCode: true }).Include).toEqual([...Include, '*.py']);
  });

  test('uses the patterns passed', () => {
    expect(chosen({ include: ['*.gguf'] })).toMatchObject({ Include: ['*.gguf'], Exclude: [], DefaultSelection: 'false' });
    expect(chosen({ include: ['*.gguf'], exclude: ['big/*'] })).toMatchObject({ Include: ['*.gguf'], Exclude: ['big/*'], DefaultSelection: 'false' });
    expect(chosen({ exclude: ['*.txt'] }).Exclude).toEqual([...chosen({}).Exclude, '*.txt']);
  });

  test('has its own part of the prefix', () => {
    const names = [{}, { trustRemoteCode: true }, { exclude: ['a'] }, { include: ['a'] }, { include: ['a'], exclude: ['a'] }].map((props) => chosen(props).Selection);
    expect(new Set(names).size).toBe(names.length);
    expect(chosen({ revision: 'v1' }).Selection).toBe(chosen({}).Selection);
  });
});

describe('is an error:', () => {
  test.each<[string, (stack: Stack) => any, RegExp]>([
    ['no model id', () => ({ modelId: undefined }), /modelId is missing/],
    ['an invalid id', () => ({ modelId: 'https://huggingface.co/org/model' }), /modelId is "https/],
    ['an id with a space', () => ({ modelId: 'org/my model' }), /modelId is "org\/my model"/],
    ['an empty revision', () => ({ revision: '' }), /revision is ""/],
    ['a literal token', () => ({ token: 'hf_abc' }), /token must be a secret/],
    ['a field without a token', () => ({ tokenField: 'token' }), /tokenField is set without token/],
    ['a prefix with a leading slash', () => ({ prefix: '/weights' }), /prefix is "\/weights"/],
    ['a prefix that is a URI', () => ({ prefix: 's3://bucket/weights' }), /prefix is "s3:/],
    ['no pattern', () => ({ include: [] }), /include is empty/],
    ['an empty pattern', () => ({ include: ['*.json', ''] }), /include has "", which matches no file/],
    ['a pattern with a leading slash', () => ({ exclude: ['/config.json'] }), /exclude has "\/config\.json", which matches no file/],
    ['patterns that are not known', (stack) => ({ include: [new CfnParameter(stack, 'P').valueAsString] }), /include is .* must be a list of patterns that are known at synth/],
    ['code next to patterns', () => ({ include: ['*'], trustRemoteCode: true }), /trustRemoteCode is set together with include/],
    ['a bucket of another region', (stack) => ({ bucket: s3.Bucket.fromBucketAttributes(stack, 'B', { bucketName: 'bbb', region: 'eu-west-1' }) }), /bucket is in eu-west-1, but the stack is in us-east-1/],
    ['a key for an existing bucket', (stack) => ({ bucket: s3.Bucket.fromBucketName(stack, 'B', 'bbb'), encryptionKey: new kms.Key(stack, 'K') }), /encryptionKey is set together with bucket/],
    ['a snapshot of a bucket', () => ({ removalPolicy: RemovalPolicy.SNAPSHOT }), /removalPolicy is "snapshot"/],
    ['no concurrency', () => ({ maxConcurrency: 0 }), /maxConcurrency is 0; it must be an integer from 1 to 40/],
    ['too much concurrency', () => ({ maxConcurrency: 41 }), /maxConcurrency is 41/],
    ['a Hub without TLS', () => ({ hubEndpoint: 'http://hub.example' }), /hubEndpoint is "http:/],
    ['a Hub with a path', () => ({ hubEndpoint: 'https://hub.example/api' }), /hubEndpoint is "https:/],
    ['subnets without a VPC', () => ({ vpcSubnets: {}, securityGroups: [] }), /vpcSubnets is set without vpc[\s\S]*securityGroups is set without vpc/],
    ['isolated subnets', (stack) => ({ vpc: new ec2.Vpc(stack, 'V'), vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED } }), /vpcSubnets selects/],
    ['public subnets', (stack) => ({ vpc: new ec2.Vpc(stack, 'V'), vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC } }), /vpcSubnets selects public subnets/],
    ['days that CloudWatch does not know', () => ({ logRetention: 8 }), /logRetention is 8/],
  ])('%s', (_, props, message) => {
    const stack = testStack();
    const given = props(stack);
    expect(() => staged(given, stack)).toThrow(LmiError);
    expect(() => staged(given, stack, 'Again')).toThrow(message);
  });

  test('isolated subnets of a VPC of this app', () => {
    const stack = testStack();
    const vpc = new ec2.Vpc(stack, 'V', { subnetConfiguration: [{ name: 'isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
    expect(() => staged({ vpc }, stack)).toThrow(/vpcSubnets selects isolated subnets, from which the copier cannot reach the Hub/);
  });

  test('all problems at once', () => {
    expect(() => staged({ modelId: 'a b', maxConcurrency: 99, prefix: '/x', include: [] })).toThrow(/modelId[\s\S]*include[\s\S]*maxConcurrency[\s\S]*prefix/);
  });
});

test('values known only at deployment pass, even in a stack without an environment', () => {
  const stack = new Stack(new App(), 'Test');
  const text = (id: string) => new CfnParameter(stack, id).valueAsString;
  const weights = staged({
    modelId: text('ModelId'), revision: text('Revision'), prefix: text('Prefix'), tokenField: text('TokenField'), hubEndpoint: text('Hub'),
    token: secretsmanager.Secret.fromSecretCompleteArn(stack, 'Token', text('TokenArn')), bucket: s3.Bucket.fromBucketName(stack, 'Given', text('Bucket')),
    maxConcurrency: new CfnParameter(stack, 'Concurrency', { type: 'Number' }).valueAsNumber,
  }, stack);
  served(weights);
  Template.fromStack(stack).hasResourceProperties('Custom::LmiStagedModel', {
    ModelId: { Ref: 'ModelId' }, Revision: { Ref: 'Revision' }, Root: { 'Fn::Join': ['', [{ Ref: 'Prefix' }, '/']] }, Bucket: { Ref: 'Bucket' },
  });
  expect(JSON.stringify(only(stack, 'AWS::StepFunctions::StateMachine')[1].Properties.DefinitionString)).toContain('MaxConcurrency\\":",{"Ref":"Concurrency"}');
});

test('the bounds of concurrency are accepted', () => {
  for (const maxConcurrency of [1, 40]) {
    const [, { Properties }] = only(Stack.of(staged({ maxConcurrency })), 'AWS::StepFunctions::StateMachine');
    expect(JSON.stringify(Properties.DefinitionString)).toContain(`\\"MaxConcurrency\\":${maxConcurrency},`);
  }
});

describe('a warning', () => {
  const warnings = (weights: LmiStagedModel) => Annotations.fromStack(Stack.of(weights)).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data));

  test('is for explicitly included pickles', () => {
    expect(warnings(staged({ include: ['*.bin', '*.json'] }))).toEqual([expect.stringMatching(/include has \*\.bin\. .*\[ack: cdk-sagemaker-lmi:staged-pickles\]$/)]);
  });

  /* The Hub's page of meta-llama/Llama-3.3-70B-Instruct asks to accept a license; that of Qwen3 does not. */
  test('is for a gated model without a token', () => {
    const gated = 'meta-llama/Llama-3.3-70B-Instruct';
    const stack = testStack();
    const token = secretsmanager.Secret.fromSecretNameV2(stack, 'Token', 'hf');
    const isWarned = (weights: LmiStagedModel) => warnings(weights).some((sentence) => sentence.includes(`${gated} is gated`) && sentence.includes('gated-model'));
    expect(isWarned(staged({ modelId: gated }))).toBe(true);
    expect(isWarned(staged({ modelId: gated, token }, stack))).toBe(false);
    expect(warnings(staged({ modelId: 'Qwen/Qwen3-8B' }))).toEqual([]);
  });

  test('is for a copy that takes longer than the deployment timeout', () => {
    const architecture = ModelArchitecture.of({
      parameters: 700e9, layers: 60, hiddenSize: 8192, attentionHeads: 64, keyValueHeads: 8, intermediateSize: 16384, vocabularySize: 128000, maxPositionEmbeddings: 8192,
    });
    const slow = staged({ architecture, maxConcurrency: 5 });
    expect(warnings(slow)).toEqual([expect.stringMatching(/the weights have about 1304 GiB and may take \d+ minutes to copy.*slow-staging/)]);
    expect(warnings(staged({ architecture }))).toEqual([]);
    expect(slow.estimatedSize!.toGibibytes()).toBe(1304);
    expect(staged({ architecture }).estimatedDuration!.toMinutes({ integral: false })).toBeLessThan(55);
  });
});

test('the metrics match those of the copier', () => {
  const weights = staged();
  const stack = Stack.of(weights);
  const [{ Properties }] = Object.values(resources(stack)).filter(({ Properties: { Handler } = {} as any }) => Handler === 'index.copier');
  for (const metric of [weights.metricCopiedBytes(), weights.metricModelBytes()]) {
    expect(metric).toMatchObject({ namespace: 'LMI/Staging', dimensions: { StagedModel: Properties.Environment.Variables.STAGED_MODEL } });
  }
});
