import { Aws, CfnParameter, CfnResource, Duration, Lazy, RemovalPolicy, SecretValue, Size, Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import {
  AcceleratorKind, LmiBackend, LmiBackendBindOptions, LmiBackendConfig, LmiEndpoint, LmiImage, LmiImageConfig, LmiInstanceType, LmiModel, LmiModelConfig,
  LmiVersion, ModelArchitecture, VllmBackend,
} from '../../src';
import { problemsOf, templateOf, testEndpoint, testStack, warningsOf } from '../stacks';

function s3Model(stack: Stack): LmiModel {
  return LmiModel.fromS3(s3.Bucket.fromBucketName(stack, 'Weights', 'weights'), 'llama');
}

describe('the quick start', () => {
  test('passes its three settings to the container and uses the image of the guide', () => {
    const stack = testStack();
    const endpoint = new LmiEndpoint(stack, 'Llama2', {
      model: LmiModel.fromHuggingFace('TheBloke/Llama-2-7B-fp16'),
      backend: new VllmBackend(stack, 'Vllm', { version: LmiVersion.V8 }),
      instanceType: LmiInstanceType.G5_2XLARGE,
    });
    const environment = { HF_MODEL_ID: 'TheBloke/Llama-2-7B-fp16', TENSOR_PARALLEL_DEGREE: 'max', OPTION_ROLLING_BATCH: 'vllm' };
    templateOf(endpoint).hasResourceProperties('AWS::SageMaker::Model', {
      PrimaryContainer: {
        Image: '763104351884.dkr.ecr.us-east-1.amazonaws.com/djl-inference:0.26.0-deepspeed0.12.6-cu121',
        Environment: Match.exact(environment),
      },
    });
    expect(endpoint.environment).toEqual(environment);
  });

  test('without a backend uses vLLM in the newest version, with only the model set', () => {
    const endpoint = testEndpoint();
    expect(endpoint.backend).toBeInstanceOf(VllmBackend);
    expect(endpoint.backend.version).toBe(LmiVersion.LATEST);
    expect(endpoint.environment).toEqual({ HF_MODEL_ID: 'org/model', OPTION_ASYNC_MODE: 'true', TENSOR_PARALLEL_DEGREE: 'max' });
  });
});

describe('the resources', () => {
  test('leave names of model and config to CloudFormation, and refer to attributes, not to Ref', () => {
    const template = templateOf(testEndpoint({ endpointName: 'chat' }));
    template.hasResourceProperties('AWS::SageMaker::Model', { ModelName: Match.absent() });
    template.hasResourceProperties('AWS::SageMaker::EndpointConfig', {
      EndpointConfigName: Match.absent(),
      ProductionVariants: [Match.objectLike({ VariantName: 'AllTraffic', ModelName: { 'Fn::GetAtt': [Match.anyValue(), 'ModelName'] } })],
    });
    template.hasResourceProperties('AWS::SageMaker::Endpoint', {
      EndpointName: 'chat',
      EndpointConfigName: { 'Fn::GetAtt': [Match.anyValue(), 'EndpointConfigName'] },
    });
  });

  test('are created after the permissions', () => {
    templateOf(testEndpoint()).hasResource('AWS::SageMaker::Model', { DependsOn: [Match.stringLikeRegexp('Policy'), Match.stringLikeRegexp('Role')] });
  });

  test('have weight, count, and timeouts', () => {
    templateOf(testEndpoint({ initialInstanceCount: 2, containerStartupHealthCheckTimeout: Duration.minutes(30), modelDataDownloadTimeout: Duration.minutes(10), variantName: 'Blue' }))
      .hasResourceProperties('AWS::SageMaker::EndpointConfig', {
        ProductionVariants: [Match.objectLike({
          VariantName: 'Blue', InitialInstanceCount: 2, ContainerStartupHealthCheckTimeoutInSeconds: 1800, ModelDataDownloadTimeoutInSeconds: 600,
        })],
      });
  });

  test('wait at least for as long as the container loads', () => {
    const stack = testStack();
    const backend = new VllmBackend(stack, 'Vllm', { modelLoadingTimeout: Duration.minutes(45) });
    templateOf(testEndpoint({ backend }, stack)).hasResourceProperties('AWS::SageMaker::EndpointConfig', {
      ProductionVariants: [Match.objectLike({ ContainerStartupHealthCheckTimeoutInSeconds: 2700 })],
    });
  });

  test('have key and volume if the instance type supports them', () => {
    const stack = testStack();
    const template = templateOf(testEndpoint({
      instanceType: LmiInstanceType.P3_2XLARGE, encryptionKey: new kms.Key(stack, 'Key'), volumeSize: Size.gibibytes(512),
    }, stack));
    template.hasResourceProperties('AWS::SageMaker::EndpointConfig', {
      KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('Key'), 'Arn'] },
      ProductionVariants: [Match.objectLike({ VolumeSizeInGB: 512 })],
    });
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 'kms:CreateGrant' })]) },
    });
  });
});

describe('the default role', () => {
  test('has one customer-managed policy, no AWS managed policy, and is for this account only', () => {
    const template = templateOf(testEndpoint());
    template.resourceCountIs('AWS::IAM::Policy', 0);
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', { Roles: [{ Ref: Match.stringLikeRegexp('Role') }] });
    template.hasResourceProperties('AWS::IAM::Role', {
      ManagedPolicyArns: Match.absent(),
      AssumeRolePolicyDocument: {
        Statement: [{ Principal: { Service: 'sagemaker.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } } }],
      },
    });
  });

  test('may read only the prefix of the weights', () => {
    const stack = testStack();
    templateOf(testEndpoint({ model: s3Model(stack) }, stack)).hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Action: 's3:GetObject', Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::weights/llama/*']] } }),
          Match.objectLike({ Action: 's3:ListBucket', Condition: { StringLike: { 's3:prefix': ['llama/*'] } } }),
        ]),
      },
    });
  });

  test('is not created if a role is passed, which then gets the permissions', () => {
    const stack = testStack();
    const role = new iam.Role(stack, 'Mine', { assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com') });
    const endpoint = testEndpoint({ role }, stack);
    expect(endpoint.role).toBe(role);
    templateOf(endpoint).resourceCountIs('AWS::IAM::Role', 1);
    templateOf(endpoint).hasResourceProperties('AWS::IAM::ManagedPolicy', { Roles: [stack.resolve(role.roleName)] });
    templateOf(endpoint).hasResource('AWS::SageMaker::Model', { DependsOn: [Match.stringLikeRegexp('^LlmPolicy'), Match.stringLikeRegexp('^Mine')] });
    expect(warningsOf(stack)).toEqual([]);
  });

  test('warns when the passed one cannot be changed', () => {
    const stack = testStack();
    testEndpoint({ role: iam.Role.fromRoleArn(stack, 'Mine', 'arn:aws:iam::123456789012:role/mine', { mutable: false }) }, stack);
    expect(warningsOf(stack)).toEqual([expect.stringContaining('cdk-sagemaker-lmi:immutable-role')]);
    const other = testStack();
    testEndpoint({ role: iam.Role.fromRoleArn(other, 'Mine', 'arn:aws:iam::123456789012:role/mine') }, other);
    expect(warningsOf(other)).toEqual([]);
  });
});

describe('network', () => {
  test('isolation is on by default when the weights come from S3, and off for the Hub', () => {
    const stack = testStack();
    templateOf(testEndpoint({ model: s3Model(stack) }, stack)).hasResourceProperties('AWS::SageMaker::Model', { EnableNetworkIsolation: true });
    templateOf(testEndpoint()).hasResourceProperties('AWS::SageMaker::Model', { EnableNetworkIsolation: false });
    const other = testStack();
    templateOf(testEndpoint({ model: s3Model(other), networkIsolation: false }, other))
      .hasResourceProperties('AWS::SageMaker::Model', { EnableNetworkIsolation: false });
  });

  test('in a VPC there is a security group without inbound rules, usable for connections', () => {
    const stack = testStack();
    const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2 });
    const endpoint = testEndpoint({ vpc }, stack);
    templateOf(endpoint).hasResourceProperties('AWS::SageMaker::Model', {
      VpcConfig: { Subnets: [Match.anyValue(), Match.anyValue()], SecurityGroupIds: [Match.anyValue()] },
    });
    templateOf(endpoint).hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'LMI container of a SageMaker endpoint', SecurityGroupIngress: Match.absent(),
    });
    expect(endpoint.connections.securityGroups).toHaveLength(1);
  });

  test('without a VPC, connections fail with an error that says how to fix it', () => {
    expect(problemsOf(() => testEndpoint().connections)).toEqual([expect.stringContaining('Pass vpc')]);
  });
});

describe('imports and grants', () => {
  test.each([
    ['fromEndpointName', (stack: Stack) => LmiEndpoint.fromEndpointName(stack, 'Imported', 'chat')],
    ['fromEndpointArn', (stack: Stack) => LmiEndpoint.fromEndpointArn(stack, 'Imported', 'arn:aws:sagemaker:us-east-1:123456789012:endpoint/chat')],
    ['fromEndpointAttributes', (stack: Stack) => LmiEndpoint.fromEndpointAttributes(stack, 'Imported', { endpointName: 'chat' })],
  ])('%s knows name and ARN and grants', (_name, make) => {
    const stack = testStack();
    const endpoint = make(stack);
    expect(endpoint.endpointName).toBe('chat');
    expect(stack.resolve(endpoint.endpointRef.endpointArn)).toEqual(stack.resolve(endpoint.endpointArn));
    endpoint.grantInvoke(new iam.User(stack, 'User'));
    templateOf({ stack }).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [Match.objectLike({ Action: ['sagemaker:InvokeEndpoint', 'sagemaker:InvokeEndpointWithResponseStream'] })] },
    });
  });

  test.each([
    () => LmiEndpoint.fromEndpointName(testStack(), 'X', ''), () => LmiEndpoint.fromEndpointName(testStack(), 'X', undefined as any),
    () => LmiEndpoint.fromEndpointArn(testStack(), 'X', 'chat'), () => LmiEndpoint.fromEndpointArn(testStack(), 'X', undefined as any),
    () => LmiEndpoint.fromEndpointAttributes(testStack(), 'X', undefined as any), () => LmiEndpoint.fromEndpointAttributes(testStack(), 'X', {} as any),
  ])('fails for what names no endpoint (%#)', (make) => {
    expect(problemsOf(make)).toHaveLength(1);
  });

  test('grants are on this endpoint alone', () => {
    const stack = testStack();
    testEndpoint({}, stack).grantInvoke(new iam.User(stack, 'User'));
    templateOf({ stack }).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [{ Resource: { Ref: Match.stringLikeRegexp('Endpoint') } }] },
    });
  });
});

describe('bad input', () => {
  test.each<[string, () => unknown, string | RegExp]>([
    ['no model', () => new LmiEndpoint(testStack(), 'X', { instanceType: LmiInstanceType.G5_2XLARGE } as any), 'model is missing'],
    ['no props', () => new LmiEndpoint(testStack(), 'X', undefined as any), 'model is missing'],
    ['an isolated hub model', () => testEndpoint({ networkIsolation: true }), 'networkIsolation is true'],
    ['a wrong endpoint name', () => testEndpoint({ endpointName: 'my_endpoint' }), 'endpointName is "my_endpoint"'],
    ['a wrong variant name', () => testEndpoint({ variantName: '-x' }), 'variantName is "-x"'],
    ['no instances', () => testEndpoint({ initialInstanceCount: 0 }), 'initialInstanceCount is 0'],
    ['half an instance', () => testEndpoint({ initialInstanceCount: 1.5 }), 'initialInstanceCount is 1.5'],
    ['a volume on NVMe', () => testEndpoint({ volumeSize: Size.gibibytes(100) }), 'volumeSize is set, but ml.g5.2xlarge'],
    ['a volume that is too large', () => testEndpoint({ instanceType: LmiInstanceType.P3_2XLARGE, volumeSize: Size.gibibytes(513) }), 'volumeSize is 513'],
    ['a start-up timeout that is too short', () => testEndpoint({ containerStartupHealthCheckTimeout: Duration.seconds(59) }), 'containerStartupHealthCheckTimeout is 59 seconds'],
    ['a start-up timeout that is too long', () => testEndpoint({ containerStartupHealthCheckTimeout: Duration.seconds(3601) }), 'containerStartupHealthCheckTimeout'],
    ['a download timeout that is too long', () => testEndpoint({ modelDataDownloadTimeout: Duration.hours(2) }), 'modelDataDownloadTimeout'],
    ['subnets without a VPC', () => testEndpoint({ vpcSubnets: {} }), 'vpcSubnets is set without vpc'],
    ['a GPU image on Neuron', () => testEndpoint({
      instanceType: LmiInstanceType.INF2_8XLARGE, backend: new VllmBackend(testStack(), 'Vllm'),
    }), 'instanceType is ml.inf2.8xlarge'],
    ['Gaudi', () => testEndpoint({ instanceType: LmiInstanceType.DL1_24XLARGE }), 'instanceType is ml.dl1.24xlarge'],
    ['an Arm64 host', () => testEndpoint({ instanceType: LmiInstanceType.P6E_GB200_36XLARGE }), 'Arm64'],
    ['a literal token', () => testEndpoint({ environment: { HF_TOKEN: 'hf_abcdefgh' } }), 'environment.HF_TOKEN holds a literal secret'],
    ['a literal token in another variable', () => testEndpoint({ environment: { OPTION_X: 'a hf_abcdefgh' } }), 'environment.OPTION_X holds a literal secret'],
    ['a contradiction', () => testEndpoint({ environment: { HF_MODEL_ID: 'other/model' } }), /environment.HF_MODEL_ID is "other\/model", but model sets it/],
    ['a contradiction by an alias', () => {
      const stack = testStack();
      const backend = new VllmBackend(stack, 'Vllm', { tensorParallelDegree: 1 });
      testEndpoint({ backend, environment: { OPTION_TENSOR_PARALLEL_DEGREE: '2' } }, stack);
    }, 'environment.OPTION_TENSOR_PARALLEL_DEGREE, which LMI reads as TENSOR_PARALLEL_DEGREE, is "2", but tensorParallelDegree sets it to "1"'],
    ['a variable with a bad name', () => testEndpoint({ environment: { 'A-B': 'x' } }), 'environment has the name "A-B"'],
    ['a variable that is not a string', () => testEndpoint({ environment: { A: 5 as any } }), 'environment.A is 5'],
    ['a variable that is too long', () => testEndpoint({ environment: { A: 'x'.repeat(1025) } }), 'environment.A has 1025 characters'],
    ['too many variables', () => testEndpoint({
      environment: Object.fromEntries(Array.from({ length: 99 }, (_, index) => [`A${index}`, 'x'])),
    }), 'environment has 102 variables, but can have at most 100'],
    ['more bytes than allowed', () => testEndpoint({
      environment: Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`A${index}`, 'x'.repeat(1000)])),
    }), /environment has \d+ bytes, but can have at most 32768/],
    ['more accelerators than available', () => {
      const stack = testStack();
      return testEndpoint({ backend: new VllmBackend(stack, 'Vllm', { tensorParallelDegree: 2 }) }, stack);
    }, 'tensorParallelDegree is 2, but ml.g5.2xlarge has 1 accelerator. Lower it'],
    ['a Hub token that is a string', () => testEndpoint({ model: LmiModel.fromHuggingFace('a/b', { token: 'hf_abc' as any }) }), 'token must be a secret'],
  ])('fails for %s', (_name, make, fault) => {
    expect(problemsOf(make)).toEqual(expect.arrayContaining([typeof fault === 'string' ? expect.stringContaining(fault) : expect.stringMatching(fault)]));
  });

  test('lists all problems at once', () => {
    const faults = problemsOf(() => testEndpoint({
      networkIsolation: true, initialInstanceCount: 0, endpointName: '_', volumeSize: Size.gibibytes(1), environment: { HF_TOKEN: 'hf_abcdefgh' },
    }));
    expect(faults).toHaveLength(5);
  });

  test('warns about a variable that no version reads, and names the closest match', () => {
    const stack = testStack();
    testEndpoint({ environment: { OPTION_MAX_MODEL_LENGHT: '4096' } }, stack);
    expect(warningsOf(stack)).toEqual([expect.stringMatching(/unknown-option|OPTION_MAX_MODEL_LEN/)]);
  });
});

describe('values that are known only at deployment', () => {
  test('pass', () => {
    const stack = testStack();
    const text = new CfnParameter(stack, 'Text').valueAsString;
    const number = new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber;
    const endpoint = new LmiEndpoint(stack, 'Llm', {
      model: LmiModel.fromHuggingFace(text, { revision: text, token: secretsmanager.Secret.fromSecretNameV2(stack, 'Token', 'hub'), tokenField: 'token' }),
      backend: new VllmBackend(stack, 'Vllm', { maxRollingBatchSize: number, maxModelLen: Lazy.number({ produce: () => 4096 }), dtype: text }),
      instanceType: LmiInstanceType.of(text),
      endpointName: text,
      initialInstanceCount: number,
      environment: { ANY: text, OPTION_X: Aws.REGION, SECRET_TOKEN: SecretValue.secretsManager('other').unsafeUnwrap() },
      containerStartupHealthCheckTimeout: Duration.seconds(number),
      volumeSize: Size.gibibytes(number),
    });
    const environment = templateOf(endpoint).findResources('AWS::SageMaker::Model');
    expect(Object.values(environment)[0].Properties.PrimaryContainer.Environment).toMatchObject({
      HF_MODEL_ID: { Ref: 'Text' }, OPTION_MAX_ROLLING_BATCH_SIZE: { Ref: 'Number' }, OPTION_MAX_MODEL_LEN: '4096', OPTION_DTYPE: { Ref: 'Text' },
      HF_TOKEN: {
        'Fn::Join': ['', [
          '{{resolve:secretsmanager:arn:', { Ref: 'AWS::Partition' }, ':secretsmanager:us-east-1:123456789012:secret:hub:SecretString:token::}}',
        ]],
      },
    });
  });
});

describe('third-party implementations', () => {
  class OtherModel extends LmiModel {
    public readonly architecture?: ModelArchitecture;
    public bind(): LmiModelConfig {
      return { modelId: 'somewhere/else' };
    }
  }

  class OtherImage extends LmiImage {
    public readonly version?: LmiVersion;
    public bind(): LmiImageConfig {
      return { imageUri: '123456789012.dkr.ecr.us-east-1.amazonaws.com/mine:1' };
    }
  }

  class OtherBackend extends LmiBackend {
    public readonly version = LmiVersion.of('V99', '9.0.0');
    public constructor(scope: Construct) {
      super(scope, 'Other');
    }

    public bind(options: LmiBackendBindOptions): LmiBackendConfig {
      return {
        environment: { MODEL: options.model.modelId!, TYPE: options.instanceType.name },
        image: new OtherImage(),
        imageFamily: 'mine',
        acceleratorKind: AcceleratorKind.GPU,
      };
    }
  }

  test('of model, backend, and image are used only through their contracts', () => {
    const stack = testStack();
    const endpoint = testEndpoint({ model: new OtherModel(), backend: new OtherBackend(stack), environment: { MORE: '1' } }, stack);
    expect(endpoint.environment).toEqual({ MODEL: 'somewhere/else', TYPE: 'ml.g5.2xlarge', MORE: '1' });
    templateOf(endpoint).hasResourceProperties('AWS::SageMaker::Model', {
      PrimaryContainer: { Image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/mine:1' },
    });
  });

  test('still must not be contradicted', () => {
    const stack = testStack();
    expect(problemsOf(() => testEndpoint({ model: new OtherModel(), backend: new OtherBackend(stack), environment: { MODEL: 'x' } }, stack)))
      .toEqual([expect.stringContaining('the backend sets it')]);
  });
});

describe('the usual escape hatches work', () => {
  test('a removal policy', () => {
    const endpoint = testEndpoint();
    endpoint.applyRemovalPolicy(RemovalPolicy.RETAIN);
    templateOf(endpoint).hasResource('AWS::SageMaker::Endpoint', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('an override through the default child', () => {
    const endpoint = testEndpoint();
    (endpoint.node.defaultChild as CfnResource).addPropertyOverride('ExcludeRetainedVariantProperties', [{ VariantPropertyType: 'DesiredInstanceCount' }]);
    templateOf(endpoint).hasResourceProperties('AWS::SageMaker::Endpoint', {
      ExcludeRetainedVariantProperties: [{ VariantPropertyType: 'DesiredInstanceCount' }],
    });
  });

  test('of an additional variant, its model', () => {
    const endpoint = testEndpoint();
    const variant = endpoint.addVariant('Canary', { model: LmiModel.fromHuggingFace('org/other'), instanceType: LmiInstanceType.G5_2XLARGE });
    expect(variant.node.defaultChild).toBe(variant.cfnModel);
  });
});
