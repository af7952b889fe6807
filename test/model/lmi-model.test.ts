import { CfnParameter, Lazy, SecretValue, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { LmiEndpoint, LmiModel, LmiModelConfig, ModelArchitecture } from '../../src';
import { problemsOf, templateOf, testEndpoint, testStack } from '../stacks';

function bind(model: LmiModel, stack: Stack = testStack()): LmiModelConfig {
  return model.bind(stack, new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com') }));
}

function bucketIn(stack: Stack): s3.IBucket {
  return s3.Bucket.fromBucketName(stack, 'Weights', 'weights');
}

function statements(stack: Stack): any[] {
  return Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy')).flatMap((policy: any) => policy.Properties.PolicyDocument.Statement);
}

describe('a model on the Hugging Face Hub', () => {
  test('accepts null for an omitted revision, as other languages pass it', () => {
    expect(testEndpoint({ model: LmiModel.fromHuggingFace('org/model', { revision: null as any }) }).environment).not.toHaveProperty('OPTION_REVISION');
  });

  test('names its revision, and its token by reference', () => {
    const stack = testStack();
    const token = secretsmanager.Secret.fromSecretNameV2(stack, 'Token', 'hub-token');
    templateOf(testEndpoint({ model: LmiModel.fromHuggingFace('org/model', { revision: 'abc123', token }) }, stack)).hasResourceProperties('AWS::SageMaker::Model', {
      PrimaryContainer: {
        Environment: Match.objectLike({
          HF_MODEL_ID: 'org/model',
          OPTION_REVISION: 'abc123',
          HF_TOKEN: { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('resolve:secretsmanager:'), Match.stringLikeRegexp('hub-token:SecretString')])] },
        }),
        ModelDataSource: Match.absent(),
      },
    });
  });

  test('reads one field of a secret', () => {
    const stack = testStack();
    const token = secretsmanager.Secret.fromSecretNameV2(stack, 'Token', 'hub');
    const config = bind(LmiModel.fromHuggingFace('org/model', { token, tokenField: 'huggingFace' }), stack);
    expect(JSON.stringify(stack.resolve(config.token))).toContain(':SecretString:huggingFace:');
  });

  test('has the architecture from the catalog, unless another is passed', () => {
    expect(LmiModel.fromHuggingFace('TheBloke/Llama-2-7B-fp16').architecture).toBe(ModelArchitecture.LLAMA_2_7B);
    const architecture = ModelArchitecture.LLAMA_2_13B;
    expect(LmiModel.fromHuggingFace('TheBloke/Llama-2-7B-fp16', { architecture }).architecture).toBe(architecture);
    expect(LmiModel.fromHuggingFace('org/unknown').architecture).toBeUndefined();
  });

  test('may be known only at deployment', () => {
    const stack = testStack();
    const id = new CfnParameter(stack, 'Id').valueAsString;
    expect(stack.resolve(bind(LmiModel.fromHuggingFace(id), stack).modelId)).toEqual({ Ref: 'Id' });
  });
});

describe('a model under a prefix', () => {
  test.each(['models/llama', 'models/llama/'])('ends in one slash if passed as %s, and only objects under it may be read', (prefix) => {
    const stack = testStack();
    const config = bind(LmiModel.fromS3(bucketIn(stack), prefix), stack);
    expect(config.modelData).toEqual({ s3Uri: 's3://weights/models/llama/', compressed: false });
    expect(statements(stack)).toEqual([
      expect.objectContaining({ Action: 's3:GetObject', Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::weights/models/llama/*']] } }),
      expect.objectContaining({ Action: 's3:ListBucket', Condition: { StringLike: { 's3:prefix': ['models/llama/*'] } } }),
    ]);
  });

  test('gets its slash even if the prefix is known only at deployment', () => {
    const stack = testStack();
    const prefix = new CfnParameter(stack, 'Prefix').valueAsString;
    expect(stack.resolve(bind(LmiModel.fromS3(bucketIn(stack), prefix), stack).modelData!.s3Uri)).toEqual({ 'Fn::Join': ['', ['s3://weights/', { Ref: 'Prefix' }, '/']] });
  });

  test('is passed to SageMaker as a prefix and to the container as a path, with isolation', () => {
    const stack = testStack();
    templateOf(testEndpoint({ model: LmiModel.fromS3(bucketIn(stack), 'llama') }, stack)).hasResourceProperties('AWS::SageMaker::Model', {
      EnableNetworkIsolation: true,
      PrimaryContainer: {
        ModelDataSource: { S3DataSource: { S3Uri: 's3://weights/llama/', S3DataType: 'S3Prefix', CompressionType: 'None' } },
        Environment: Match.objectLike({ HF_MODEL_ID: '/opt/ml/model' }),
      },
    });
  });

  test('lets the role use the key of the bucket', () => {
    const stack = testStack();
    const bucket = new s3.Bucket(stack, 'Bucket', { encryption: s3.BucketEncryption.KMS });
    bind(LmiModel.fromS3(bucket, 'llama'), stack);
    expect(statements(stack)).toContainEqual(expect.objectContaining({ Action: 'kms:Decrypt' }));
  });
});

test('a tarball is passed to SageMaker as one gzipped object, and only it may be read', () => {
  const stack = testStack();
  const template = templateOf(testEndpoint({ model: LmiModel.fromTarball(bucketIn(stack), 'models/llama.tar.gz') }, stack));
  template.hasResourceProperties('AWS::SageMaker::Model', {
    PrimaryContainer: {
      ModelDataSource: { S3DataSource: { S3Uri: 's3://weights/models/llama.tar.gz', S3DataType: 'S3Object', CompressionType: 'Gzip' } },
    },
  });
  expect(JSON.stringify(template.toJSON())).toContain(':s3:::weights/models/llama.tar.gz"');
});

test('a prefix that is a token of another type becomes a string', () => {
  const stack = testStack();
  const prefix = Lazy.any({ produce: () => 'llama' }) as any;
  expect(stack.resolve(bind(LmiModel.fromS3(bucketIn(stack), prefix), stack).modelData!.s3Uri)).toBe('s3://weights/llama/');
});

describe('fails when', () => {
  const stack = testStack();
  const bucket = bucketIn(stack);
  const cases: [string, () => LmiModel, string][] = [
    ['the id is missing', () => LmiModel.fromHuggingFace(undefined as any), 'modelId is missing'],
    ['the id is a URI', () => LmiModel.fromHuggingFace('s3://weights/llama'), 'Use LmiModel.fromS3'],
    ['the id is the URL of the model\'s page', () => LmiModel.fromHuggingFace('https://huggingface.co/Qwen/Qwen3-8B'), 'Pass Qwen/Qwen3-8B.'],
    ['the id is not a string', () => LmiModel.fromHuggingFace(7 as any), 'modelId is 7'],
    ['the id is empty', () => LmiModel.fromHuggingFace(''), 'modelId is ""'],
    ['the revision is empty', () => LmiModel.fromHuggingFace('org/model', { revision: '' }), 'revision is ""'],
    ['the token is a literal', () => LmiModel.fromHuggingFace('org/model', { token: 'hf_abcdefgh' as any }), 'token must be a secret'],
    ['the token is the value of a secret', () => LmiModel.fromHuggingFace('org/model', { token: SecretValue.secretsManager('hf') as any }), 'token must be a secret'],
    ['the field is not a string', () => LmiModel.fromHuggingFace('org/model', { token: { secretArn: 'arn' } as any, tokenField: Object.create(null) }), 'tokenField is {}'],
    ['the field would end the reference', () => LmiModel.fromHuggingFace('org/model', { token: { secretArn: 'arn' } as any, tokenField: 'a:b' }), 'tokenField is "a:b"'],
    ['the token is a Lazy', () => LmiModel.fromHuggingFace('org/model', { token: Lazy.any({ produce: () => 'hf' }) as any, tokenField: 'token' }), 'token must be a secret'],
    ['a field is named without a secret', () => LmiModel.fromHuggingFace('org/model', { tokenField: 'a' }), 'tokenField is set without token'],
    ['options are null and the id too', () => LmiModel.fromHuggingFace(null as any, null as any), 'modelId is missing'],
    ['the bucket is missing', () => LmiModel.fromS3(undefined as any, 'llama'), 'bucket is missing'],
    ['the bucket is a name', () => LmiModel.fromS3('weights' as any, 'llama'), 'bucket is "weights"'],
    ['the prefix is missing', () => LmiModel.fromS3(bucket, undefined as any), 'prefix is missing'],
    ['the prefix begins with a slash', () => LmiModel.fromS3(bucket, '/llama'), 'prefix is "/llama"'],
    ['the prefix is a URI', () => LmiModel.fromS3(bucket, 's3://weights/llama'), 'Pass the prefix alone'],
    ['the prefix is too long', () => LmiModel.fromS3(bucket, 'x'.repeat(1024)), 'can have at most 1024'],
    ['the bucket of a tarball is missing', () => LmiModel.fromTarball(null as any, 'm.tar.gz'), 'bucket is missing'],
    ['the bucket of a tarball is a name', () => LmiModel.fromTarball('weights' as any, 'm.tar.gz'), 'bucket is "weights"'],
    ['the key is missing', () => LmiModel.fromTarball(bucket, undefined as any), 'key is missing'],
    ['the key is not a tarball', () => LmiModel.fromTarball(bucket, 'llama.zip'), 'ends in .tar.gz'],
  ];
  test.each(cases)('%s', (_, make, fault) => {
    expect(problemsOf(() => bind(make()))).toEqual([expect.stringContaining(fault)]);
  });

  test('several things are wrong, in one error', () => {
    expect(problemsOf(() => bind(LmiModel.fromHuggingFace('a b', { revision: ' ', token: 'x' as any })))).toHaveLength(3);
  });
});

test('a third-party model sets any variables', () => {
  class Shared extends LmiModel {
    public readonly architecture = undefined;
    public bind(): LmiModelConfig {
      return { modelId: 'shared/model' };
    }
  }
  const endpoint: LmiEndpoint = testEndpoint({ model: new Shared() });
  expect(endpoint.environment.HF_MODEL_ID).toBe('shared/model');
});

test.each<[string, (architecture: any, bucket: s3.IBucket) => LmiModel]>([
  ['fromHuggingFace', (architecture) => LmiModel.fromHuggingFace('org/model', { architecture })],
  ['fromS3', (architecture, bucket) => LmiModel.fromS3(bucket, 'weights', { architecture })],
  ['fromTarball', (architecture, bucket) => LmiModel.fromTarball(bucket, 'model.tar.gz', { architecture })],
])('%s fails when architecture is a string', (_, make) => {
  const stack = testStack();
  const model = make('llama', s3.Bucket.fromBucketName(stack, 'Weights', 'weights'));
  expect(problemsOf(() => testEndpoint({ model }, stack))).toEqual([expect.stringContaining('architecture is "llama"; it must be a ModelArchitecture')]);
});

test('weights in a bucket of another region are an error, unless a region is unknown or the container loads them itself', () => {
  const there = (stack: Stack) => s3.Bucket.fromBucketAttributes(stack, 'There', { bucketName: 'weights', region: 'eu-west-1' });
  const models = [(bucket: s3.IBucket) => LmiModel.fromS3(bucket, 'llama'), (bucket: s3.IBucket) => LmiModel.fromTarball(bucket, 'llama.tar.gz')];
  for (const make of models) {
    const stack = testStack();
    expect(problemsOf(() => testEndpoint({ model: make(there(stack)) }, stack)))
      .toEqual(['bucket is in eu-west-1, but the stack is in us-east-1, and SageMaker loads weights only from its own region. Pass a bucket in us-east-1.']);
    const agnostic = new Stack();
    testEndpoint({ model: make(there(agnostic)) }, agnostic);
    const near = testStack();
    testEndpoint({ model: make(s3.Bucket.fromBucketAttributes(near, 'Here', { bucketName: 'weights', region: 'us-east-1' })) }, near);
  }
  const stack = testStack();
  testEndpoint({ model: LmiModel.fromS3(there(stack), 'llama', { servingProperties: { 'option.max_model_len': '4096' } }) }, stack);
});

describe('values that cannot become strings are rejected and not passed on', () => {
  const opaque: any = Object.create(null);

  test.each<[what: string, prop: string, make: (stack: Stack) => unknown]>([
    ['a prefix', 'prefix', (stack) => testEndpoint({ model: LmiModel.fromS3(bucketIn(stack), opaque) }, stack)],
    ['a key', 'key', (stack) => testEndpoint({ model: LmiModel.fromTarball(bucketIn(stack), opaque) }, stack)],
    ['a Hub id', 'modelId', (stack) => testEndpoint({ model: LmiModel.fromHuggingFace(opaque) }, stack)],
    ['a token in a variable', 'environment.HF_TOKEN', (stack) => testEndpoint({ model: LmiModel.fromHuggingFace('meta-llama/Llama-3.1-8B-Instruct'), environment: { HF_TOKEN: opaque } }, stack)],
    ['a mode in a variable', 'environment.OPTION_ROLLING_BATCH', (stack) => testEndpoint({ model: LmiModel.fromHuggingFace('Qwen/Qwen3-8B'), environment: { OPTION_ROLLING_BATCH: opaque } }, stack)],
  ])('%s', (_, prop, make) => {
    expect(problemsOf(() => make(testStack()))).toContainEqual(expect.stringMatching(new RegExp(`^${prop} `)));
  });
});
