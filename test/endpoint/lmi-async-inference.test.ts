import { CfnParameter, Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { LmiAsyncInference, LmiAsyncInferenceOptions, LmiEndpoint } from '../../src';
import { problemsOf, templateOf, testEndpoint, testStack } from '../stacks';

const CONFIG = 'AWS::SageMaker::EndpointConfig';

/** An asynchronous endpoint with an imported bucket, so that URIs and ARNs are literals. */
function endpoint(options?: LmiAsyncInferenceOptions, stack: Stack = testStack()): LmiEndpoint {
  return testEndpoint({ asyncInference: LmiAsyncInference.toBucket(Bucket.fromBucketName(stack, 'Bucket', 'answers'), options) }, stack);
}

/** The statements for the execution role, or for the role of a caller, one per resource. */
function statements(of: LmiEndpoint, type = 'AWS::IAM::ManagedPolicy'): any[] {
  return Object.values(templateOf(of).findResources(type)).flatMap((policy) => policy.Properties.PolicyDocument.Statement)
    .flatMap(({ Resource, ...statement }: any) => (Array.isArray(Resource) ? Resource : [Resource]).map((each: any) => ({ ...statement, Resource: each })));
}

function objects(keys: string): object {
  return { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:s3:::answers/${keys}`]] };
}

describe('the endpoint config', () => {
  test('has locations for responses and errors by default', () => {
    templateOf(endpoint()).hasResourceProperties(CONFIG, {
      AsyncInferenceConfig: Match.exact({
        OutputConfig: { S3OutputPath: 's3://answers/async-output/', S3FailurePath: 's3://answers/async-failure/' },
      }),
    });
  });

  test('has all properties', () => {
    const stack = testStack();
    const key = new kms.Key(stack, 'Key');
    const [successTopic, errorTopic] = [new Topic(stack, 'Success'), new Topic(stack, 'Error')];
    templateOf(endpoint({
      prefix: 'out', failurePrefix: 'err/', successTopic, errorTopic, includeResponse: true, maxConcurrentInvocationsPerInstance: 4, encryptionKey: key,
    }, stack)).hasResourceProperties(CONFIG, {
      AsyncInferenceConfig: {
        ClientConfig: { MaxConcurrentInvocationsPerInstance: 4 },
        OutputConfig: {
          S3OutputPath: 's3://answers/out/',
          S3FailurePath: 's3://answers/err/',
          KmsKeyId: stack.resolve(key.keyArn),
          NotificationConfig: {
            SuccessTopic: stack.resolve(successTopic.topicArn),
            ErrorTopic: stack.resolve(errorTopic.topicArn),
            IncludeInferenceResponseIn: ['SUCCESS_NOTIFICATION_TOPIC', 'ERROR_NOTIFICATION_TOPIC'],
          },
        },
      },
    });
  });

  test('includes responses only for the topics that are set', () => {
    const stack = testStack();
    templateOf(endpoint({ errorTopic: new Topic(stack, 'Error'), includeResponse: true }, stack)).hasResourceProperties(CONFIG, {
      AsyncInferenceConfig: { OutputConfig: { NotificationConfig: { SuccessTopic: Match.absent(), IncludeInferenceResponseIn: ['ERROR_NOTIFICATION_TOPIC'] } } },
    });
  });

  test('accepts a prefix known only at deployment', () => {
    const stack = testStack();
    const prefix = new CfnParameter(stack, 'Prefix').valueAsString;
    templateOf(endpoint({ prefix }, stack)).hasResourceProperties(CONFIG, {
      AsyncInferenceConfig: { OutputConfig: { S3OutputPath: { 'Fn::Join': ['', ['s3://answers/', { Ref: 'Prefix' }, '/']] } } },
    });
  });
});

describe('the execution role', () => {
  test('may only read requests and write responses and errors in the bucket', () => {
    const s3 = statements(endpoint()).filter(({ Action: action }) => String(action).startsWith('s3:'));
    expect(s3).toEqual([
      { Effect: 'Allow', Action: 's3:GetObject', Resource: objects('async-input/*') },
      { Effect: 'Allow', Action: ['s3:PutObject', 's3:AbortMultipartUpload'], Resource: objects('async-output/*') },
      { Effect: 'Allow', Action: ['s3:PutObject', 's3:AbortMultipartUpload'], Resource: objects('async-failure/*') },
    ]);
  });

  test('publishes to the topics and uses the key of an encrypted one', () => {
    const stack = testStack();
    const masterKey = new kms.Key(stack, 'TopicKey');
    const [successTopic, errorTopic] = [new Topic(stack, 'Success', { masterKey }), new Topic(stack, 'Error')];
    const of = endpoint({ successTopic, errorTopic }, stack);
    expect(statements(of)).toEqual(expect.arrayContaining([
      { Effect: 'Allow', Action: 'sns:Publish', Resource: stack.resolve(successTopic.topicArn) },
      { Effect: 'Allow', Action: 'sns:Publish', Resource: stack.resolve(errorTopic.topicArn) },
      { Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Resource: stack.resolve(masterKey.keyArn) },
    ]));
  });

  test('has one statement for a topic of both successes and errors', () => {
    const stack = testStack();
    const topic = new Topic(stack, 'Topic');
    expect(statements(endpoint({ successTopic: topic, errorTopic: topic }, stack)).filter(({ Action: action }) => action === 'sns:Publish')).toHaveLength(1);
  });

  test('may use the key of the responses and that of the bucket', () => {
    const stack = testStack();
    const [encryptionKey, bucketKey] = [new kms.Key(stack, 'Key'), new kms.Key(stack, 'BucketKey')];
    const bucket = new Bucket(stack, 'Bucket', { encryptionKey: bucketKey });
    const of = testEndpoint({ asyncInference: LmiAsyncInference.toBucket(bucket, { encryptionKey }) }, stack);
    for (const key of [encryptionKey, bucketKey]) {
      expect(statements(of)).toContainEqual({
        Effect: 'Allow',
        Action: expect.arrayContaining(['kms:Decrypt', 'kms:GenerateDataKey']),
        Resource: stack.resolve(key.keyArn),
      });
    }
  });
});

describe('grantInvoke', () => {
  const role = (stack: Stack) => new iam.Role(stack, 'Caller', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });

  test('lets a caller put requests, invoke, and read responses, but not invoke in real time', () => {
    const of = endpoint();
    of.grantInvoke(role(of.stack));
    const allowed = statements(of, 'AWS::IAM::Policy');
    expect(allowed).toEqual([
      { Effect: 'Allow', Action: 'sagemaker:InvokeEndpointAsync', Resource: expect.anything() },
      { Effect: 'Allow', Action: ['s3:PutObject', 's3:GetObject'], Resource: objects('async-input/*') },
      { Effect: 'Allow', Action: 's3:GetObject', Resource: objects('async-output/*') },
      { Effect: 'Allow', Action: 's3:GetObject', Resource: objects('async-failure/*') },
    ]);
  });

  test('uses the bucket and the prefix of the requests', () => {
    const stack = testStack();
    const inputBucket = new Bucket(stack, 'Requests', { encryptionKey: new kms.Key(stack, 'Key') });
    const of = endpoint({ inputBucket, inputPrefix: 'in' }, stack);
    of.grantInvoke(role(stack));
    const input = { 'Fn::Join': ['', [stack.resolve(inputBucket.bucketArn), '/in/*']] };
    expect(statements(of, 'AWS::IAM::Policy')).toContainEqual({ Effect: 'Allow', Action: ['s3:PutObject', 's3:GetObject'], Resource: input });
    expect(statements(of, 'AWS::IAM::Policy')).toContainEqual(expect.objectContaining({ Action: expect.arrayContaining(['kms:GenerateDataKey']) }));
    expect(statements(of)).toContainEqual({ Effect: 'Allow', Action: 's3:GetObject', Resource: input });
  });

  test('on an imported asynchronous endpoint only permits invoking', () => {
    const stack = testStack();
    LmiEndpoint.fromEndpointAttributes(stack, 'Imported', { endpointName: 'chat', isAsync: true }).grantInvoke(role(stack));
    templateOf({ stack }).hasResourceProperties('AWS::IAM::Policy', { PolicyDocument: { Statement: [{ Action: 'sagemaker:InvokeEndpointAsync' }] } });
  });
});

test.each([[1], [1000]])('accepts %i concurrent requests', (maxConcurrentInvocationsPerInstance) => {
  expect(() => endpoint({ maxConcurrentInvocationsPerInstance })).not.toThrow();
});

test.each<[string, any, string]>([
  ['zero concurrent requests', { maxConcurrentInvocationsPerInstance: 0 }, 'maxConcurrentInvocationsPerInstance is 0'],
  ['1,001 requests at once', { maxConcurrentInvocationsPerInstance: 1001 }, 'maxConcurrentInvocationsPerInstance is 1001'],
  ['a URI as prefix', { prefix: 's3://answers/out' }, 'prefix is "s3://answers/out"'],
  ['a slash before the prefix', { failurePrefix: '/err' }, 'failurePrefix is "/err"'],
  ['a prefix that is too long', { inputPrefix: 'x'.repeat(512) }, 'the S3 URI of inputPrefix has'],
  ['a number as prefix', { prefix: 7 }, 'prefix is 7'],
  ['answers in messages that nobody gets', { includeResponse: true }, 'includeResponse is true'],
])('fails with %s', (_, options, fault) => {
  expect(problemsOf(() => endpoint(options))).toContainEqual(expect.stringContaining(fault));
});

test('fails without a bucket, and as a plain object', () => {
  expect(problemsOf(() => testEndpoint({ asyncInference: LmiAsyncInference.toBucket(undefined as any) }))).toEqual([expect.stringContaining('bucket is missing')]);
  expect(problemsOf(() => testEndpoint({ asyncInference: {} as any }))).toEqual([expect.stringContaining('asyncInference is {}')]);
});

test.each<[string, any]>([
  ['inputBucket', 'requests'], ['successTopic', 'topic'], ['errorTopic', 1], ['encryptionKey', 'key'], ['prefix', 3], ['includeResponse', 'yes'],
])('fails when %s is %p', (prop, value) => {
  expect(problemsOf(() => endpoint({ [prop]: value }))).toEqual(expect.arrayContaining([expect.stringContaining(`${prop} is ${JSON.stringify(value)}; it must be`)]));
});

test('fails when the bucket is a string', () => {
  expect(problemsOf(() => testEndpoint({ asyncInference: LmiAsyncInference.toBucket('answers' as any) }))).toEqual([
    expect.stringContaining('bucket is "answers"; it must be a bucket'),
  ]);
});
