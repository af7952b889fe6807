import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  DeepSpeedBackend, LmiAsyncInference, LmiBackend, LmiComponentEndpoint, LmiDistBackend, LmiEndpoint, LmiImage, LmiInferenceComponent, LmiInstanceType,
  LmiModel, LmiVersion, NeuronxBackend, TrtLlmBackend, VllmBackend, VllmBackendProps, VllmMode,
} from '../../src';
import { problemsOf, testEndpoint, testStack, warningsOf } from '../stacks';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'openai-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const hub = LmiModel.fromHuggingFace('org/model');

function streaming(props: VllmBackendProps = { version: LmiVersion.V28 }, model = hub, stack = testStack()): LmiEndpoint {
  return testEndpoint({ model, backend: new VllmBackend(stack, 'Vllm', props), openAiStreaming: true }, stack);
}

/** `model.py` of the archive that a stack publishes. */
function handlerOf(stack: Stack): string {
  const out = (stack.node.root as App).synth().directory;
  const [name] = readdirSync(out).filter((each) => each.endsWith('.tar.gz'));
  const { status, stdout } = spawnSync('tar', ['-xzOf', join(out, name), 'model.py'], { encoding: 'utf8' });
  expect(status).toBe(0);
  return stdout;
}

test('a formatter is packed next to a Hub model, and vLLM serves asynchronously', () => {
  const endpoint = streaming();
  expect(handlerOf(endpoint.stack)).toContain('@output_formatter');
  expect(warningsOf(endpoint.stack).filter((warning) => warning.includes('stream'))).toEqual([]);
  expect(endpoint.environment.HF_MODEL_ID).toBe('/opt/ml/model');
});

test('a formatter is appended to the user\'s model.py', () => {
  writeFileSync(join(directory, 'own.py'), 'from djl_python.input_formatter import input_formatter\n\n@input_formatter\ndef read(data, **kwargs):\n    return data\n');
  const { stack } = streaming({ version: LmiVersion.V28 }, LmiModel.fromHuggingFace('org/model', { handler: join(directory, 'own.py') }));
  expect(handlerOf(stack)).toMatch(/def read\(data[^]*@output_formatter\ndef openai_events/);
});

test('without openAiStreaming nothing is packed', () => {
  const { stack } = testEndpoint();
  expect(readdirSync((stack.node.root as App).synth().directory).filter((name) => name.endsWith('.tar.gz'))).toEqual([]);
});

describe('fails when', () => {
  const on = (create: (stack: Stack) => LmiBackend, instanceType = LmiInstanceType.G5_2XLARGE): string[] => {
    const stack = testStack();
    return problemsOf(() => testEndpoint({ backend: create(stack), openAiStreaming: true, instanceType }, stack));
  };

  test.each([LmiVersion.V14, LmiVersion.V17, LmiVersion.V18])('the version is %s', (version) => {
    expect(problemsOf(() => streaming({ version }))).toEqual([expect.stringContaining('Use LMI V19 or later')]);
  });

  /* InvokeEndpointAsync returns the location of the response in S3 (OutputLocation), not a stream. */
  test('the endpoint is asynchronous', () => {
    const endpoint = (openAiStreaming: boolean) => {
      const stack = testStack();
      return testEndpoint({ openAiStreaming, asyncInference: LmiAsyncInference.toBucket(new s3.Bucket(stack, 'Out')) }, stack);
    };
    expect(problemsOf(() => endpoint(true))).toEqual([expect.stringMatching(/^openAiStreaming is true.*asynchronous endpoint.*Omit it or asyncInference\.$/)]);
    endpoint(false);
  });

  test('the backend is another', () => {
    expect(on((stack) => new TrtLlmBackend(stack, 'B'))).toEqual([expect.stringContaining('TensorRT-LLM does not generate OpenAI events')]);
    expect(on((stack) => new LmiDistBackend(stack, 'B'))).toEqual([expect.stringContaining('LMI-Dist does not generate')]);
    expect(on((stack) => new DeepSpeedBackend(stack, 'B'))).toEqual([expect.stringContaining('DeepSpeed does not generate')]);
    expect(on((stack) => new NeuronxBackend(stack, 'B'), LmiInstanceType.INF2_24XLARGE)).toEqual([expect.stringContaining('NeuronX does not generate')]);
  });

  test('vLLM runs in rolling batches', () => {
    expect(problemsOf(() => streaming({ version: LmiVersion.V28, mode: VllmMode.ROLLING_BATCH }))).toEqual([expect.stringContaining('VllmMode.ASYNC')]);
  });

  test.each([
    ['an output formatter', 'from djl_python.output_formatter import output_formatter\n', 'has an output formatter of its own'],
    ['a SageMaker output function', 'def output_fn(prediction, accept):\n    return prediction\n', 'has an output formatter of its own'],
    ['a handler', 'async def handle(inputs):\n    return None\n', 'has a handler of its own'],
  ])('model.py already has %s', (_, code, fault) => {
    writeFileSync(join(directory, 'own.py'), code);
    const model = LmiModel.fromHuggingFace('org/model', { handler: join(directory, 'own.py') });
    expect(problemsOf(() => streaming({ version: LmiVersion.V28 }, model))).toEqual([expect.stringContaining(fault)]);
  });

  test('the weights are in a tarball', () => {
    const stack = testStack();
    const model = LmiModel.fromTarball(s3.Bucket.fromBucketName(stack, 'B', 'weights'), 'llama.tar.gz');
    expect(problemsOf(() => streaming({ version: LmiVersion.V28 }, model, stack))).toEqual([expect.stringContaining('cannot take files next to them')]);
  });

  test('the value is not a Boolean', () => {
    expect(problemsOf(() => testEndpoint({ openAiStreaming: 'yes' as any }))).toEqual([expect.stringContaining('openAiStreaming is "yes"')]);
  });
});

test('V19, whose source does not confirm its release notes, and an image of an unknown version get a warning', () => {
  expect(warningsOf(streaming({ version: LmiVersion.V19 }).stack)).toContainEqual(expect.stringContaining('test a streaming request'));
  const stack = testStack();
  const image = LmiImage.fromEcrRepository(ecr.Repository.fromRepositoryName(stack, 'R', 'mine'), 'latest');
  streaming({ image }, hub, stack);
  expect(warningsOf(stack)).toContainEqual(expect.stringContaining('does not know the version of the image'));
});

test('each variant and each component chooses for itself', () => {
  const stack = testStack();
  const endpoint = testEndpoint({}, stack);
  endpoint.addVariant('Streams', { model: hub, instanceType: LmiInstanceType.G5_2XLARGE, openAiStreaming: true });
  const fleet = new LmiComponentEndpoint(stack, 'Fleet', { instanceType: LmiInstanceType.G5_12XLARGE });
  fleet.addModel('Llm', { model: hub, acceleratorsPerCopy: 1, openAiStreaming: true });
  expect(readdirSync((stack.node.root as App).synth().directory).filter((name) => name.endsWith('.tar.gz'))).toHaveLength(1);
  const models = Object.values<any>(Template.fromStack(stack).findResources('AWS::SageMaker::Model'));
  expect(models.filter((model) => model.Properties.PrimaryContainer.ModelDataSource)).not.toEqual([]);
});

describe('the base URL', () => {
  test.each([
    ['us-east-1', 'runtime.sagemaker.us-east-1.'],
    ['cn-north-1', 'runtime.sagemaker.cn-north-1.'],
  ])('names the endpoint in %s', (region, host) => {
    const stack = new Stack(new App(), 'Test', { env: { region, account: '123456789012' } });
    const endpoint = LmiEndpoint.fromEndpointName(stack, 'E', 'chat');
    expect(stack.resolve(endpoint.openAiBaseUrl)).toEqual({ 'Fn::Join': ['', [`https://${host}`, { Ref: 'AWS::URLSuffix' }, '/endpoints/chat/openai/v1']] });
  });

  test('of a created endpoint and of its components waits for their names', () => {
    const stack = testStack();
    expect(JSON.stringify(stack.resolve(testEndpoint({}, stack).openAiBaseUrl))).toMatch(/\/endpoints\/.*EndpointName.*\/openai\/v1/);
    const fleet = new LmiComponentEndpoint(stack, 'Fleet', { instanceType: LmiInstanceType.G5_12XLARGE });
    const component = fleet.addModel('Llm', { model: hub, acceleratorsPerCopy: 1, inferenceComponentName: 'llm' });
    expect(JSON.stringify(stack.resolve(component.openAiBaseUrl))).toMatch(/EndpointName.*\/inference-components\/.*\/openai\/v1/);
  });

  test('of an imported component needs its endpoint, and takes tokens', () => {
    const stack = testStack();
    expect(LmiInferenceComponent.fromInferenceComponentName(stack, 'A', 'llm').openAiBaseUrl).toBeUndefined();
    const endpointName = new CfnParameter(stack, 'Name').valueAsString;
    const component = LmiInferenceComponent.fromInferenceComponentAttributes(stack, 'B', { inferenceComponentName: 'llm', endpointName });
    expect(stack.resolve(component.openAiBaseUrl)).toEqual({
      'Fn::Join': ['', ['https://runtime.sagemaker.us-east-1.', { Ref: 'AWS::URLSuffix' }, '/endpoints/', { Ref: 'Name' }, '/inference-components/llm/openai/v1']],
    });
  });
});

describe('grantInvokeOpenAi', () => {
  test('permits invoking the endpoint, and calling with a bearer token', () => {
    const stack = testStack();
    const role = new iam.Role(stack, 'Caller', { assumedBy: new iam.AccountRootPrincipal() });
    LmiEndpoint.fromEndpointName(stack, 'E', 'chat').grantInvokeOpenAi(role);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Action: ['sagemaker:InvokeEndpoint', 'sagemaker:InvokeEndpointWithResponseStream'], Effect: 'Allow' }),
          { Action: 'sagemaker:CallWithBearerToken', Effect: 'Allow', Resource: '*' },
        ],
      },
    });
  });

  test('permits a component with its endpoint', () => {
    const stack = testStack();
    const role = new iam.Role(stack, 'Caller', { assumedBy: new iam.AccountRootPrincipal() });
    LmiInferenceComponent.fromInferenceComponentAttributes(stack, 'B', { inferenceComponentName: 'llm', endpointName: 'chat' }).grantInvokeOpenAi(role);
    const policy = JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
    ['endpoint/chat', 'inference-component/llm', 'sagemaker:CallWithBearerToken'].forEach((part) => expect(policy).toContain(part));
  });

  test('fails on an asynchronous endpoint', () => {
    const stack = testStack();
    const endpoint = testEndpoint({ asyncInference: LmiAsyncInference.toBucket(new s3.Bucket(stack, 'Out')) }, stack);
    const role = new iam.Role(stack, 'Caller', { assumedBy: new iam.AccountRootPrincipal() });
    expect(problemsOf(() => endpoint.grantInvokeOpenAi(role))).toEqual([expect.stringContaining('asynchronous endpoint')]);
  });
});
