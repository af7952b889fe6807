import { Described } from './sagemaker-stub';
import { environment, Ran, run, startStub, stopStubs, wholeEnvironment } from './stubs';
import { LmiInstanceType, LmiVersion, MemoryFit, ModelArchitecture } from '../../../src';

afterEach(stopStubs);
jest.setTimeout(60_000);

const MODEL_ID = 'TheBloke/Llama-2-7B-fp16';
const IMAGE = '763104351884.dkr.ecr.us-east-1.amazonaws.com/djl-inference:0.36.0-lmi20.0.0-cu128';
const NOT_FOUND = (what: string) => ({ __type: 'ValidationException', message: `Could not find ${what}.` });

const ENDPOINT: { readonly [operation: string]: Described } = {
  DescribeEndpoint: {
    EndpointName: 'my-endpoint', EndpointStatus: 'InService', EndpointConfigName: 'my-config', ProductionVariants: [{ VariantName: 'AllTraffic', CurrentInstanceCount: 2 }],
  },
  DescribeEndpointConfig: {
    EndpointConfigName: 'my-config', ProductionVariants: [{ VariantName: 'AllTraffic', ModelName: 'my-model', InstanceType: 'ml.g5.2xlarge', InitialInstanceCount: 1 }],
  },
  DescribeModel: {
    ModelName: 'my-model', PrimaryContainer: { Image: IMAGE, Environment: { HF_MODEL_ID: MODEL_ID, OPTION_MAX_MODEL_LEN: '2048', OPTION_MAX_ROLLING_BATCH_SIZE: '24' } },
  },
};

const LOAD = ['--concurrency', '2', '--requests', '2', '--warm-up', '0', '--json'];

async function bench(describes: { readonly [operation: string]: Described } | undefined, ...more: string[]): Promise<Ran> {
  const { url } = await startStub({ firstToken: [5], betweenTokens: 1, tokens: 3, describes });
  return run(['bench', 'my-endpoint', ...LOAD, ...more], wholeEnvironment(url));
}

async function reportOf(describes: { readonly [operation: string]: Described } | undefined, ...more: string[]): Promise<any> {
  const ran = await bench(describes, ...more);
  expect({ exitCode: ran.exitCode, err: ran.err }).toEqual({ exitCode: 0, err: '' });
  return JSON.parse(ran.out);
}

async function failureOf(describes: { readonly [operation: string]: Described }, ...more: string[]): Promise<string> {
  const ran = await bench(describes, ...more);
  expect({ exitCode: ran.exitCode, out: ran.out, lines: ran.err.trim().split('\n').length }).toEqual({ exitCode: 2, out: '', lines: 1 });
  return ran.err;
}

/** The message about a limit. There may be others, for example that this client is busy, because other tests run. */
function messageOf(limit: string, { advice }: { readonly advice: readonly { readonly limit: string; readonly message: string }[] }): string | undefined {
  return advice.find((each) => each.limit === limit)?.message;
}

test('gets instance types and price of an endpoint from SageMaker', async () => {
  const report = await reportOf(ENDPOINT);
  expect(report).toMatchObject({ instanceType: 'ml.g5.2xlarge', instanceCount: 2, hourlyPrice: 3.03 });
  expect(report.notes.join()).not.toContain('cost');
});

describe('an endpoint that is not in service ends the command in one line', () => {
  test.each(['Creating', 'Deleting', 'Failed', 'OutOfService'])('%s', async (status) => {
    const message = await failureOf({ ...ENDPOINT, DescribeEndpoint: { ...ENDPOINT.DescribeEndpoint as object, EndpointStatus: status, FailureReason: 'The primary container did not pass the\nping health check.' } });
    expect(message).toContain(`endpoint my-endpoint is not in service: it is ${status} (The primary container did not pass the ping health check.)`);
  });

  test.each(['InService', 'Updating', 'SystemUpdating', 'RollingBack', 'UpdateRollbackFailed'])('but %s serves', async (status) => {
    await reportOf({ ...ENDPOINT, DescribeEndpoint: { ...ENDPOINT.DescribeEndpoint as object, EndpointStatus: status } });
  });
});

test('an endpoint that does not exist ends the command in one line', async () => {
  expect(await failureOf({ DescribeEndpoint: NOT_FOUND('endpoint "arn:aws:sagemaker:us-east-1:123456789012:endpoint/my-endpoint"') }))
    .toMatch(/there is no endpoint my-endpoint .*--region/);
});

describe('measures anyway, and explains why there is no cost, when SageMaker', () => {
  test.each<[string, { readonly [operation: string]: Described } | undefined, string]>([
    ['denies access', undefined, 'AccessDeniedException'],
    ['throttles', { DescribeEndpoint: { __type: 'ThrottlingException', message: 'Rate exceeded' } }, 'ThrottlingException'],
    ['describes only the endpoint', { DescribeEndpoint: ENDPOINT.DescribeEndpoint }, 'AccessDeniedException'],
    ['does not answer', { DescribeEndpoint: 'hangs' }, 'AbortError'],
  ])('%s', async (_name, describes, reason) => {
    const { notes, runs, hourlyPrice } = await reportOf(describes);
    expect(notes).toContainEqual(expect.stringContaining(`(${reason}), so there is no cost`));
    expect({ requests: runs[0].requests, hourlyPrice }).toEqual({ requests: 2, hourlyPrice: undefined });
  });

  test('omits every member', async () => {
    const { instanceType, runs } = await reportOf({ DescribeEndpoint: {}, DescribeEndpointConfig: {}, DescribeModel: {} });
    expect({ instanceType, requests: runs[0].requests }).toEqual({ instanceType: undefined, requests: 2 });
  });

  test('has a model in another container', async () => {
    const { instanceType } = await reportOf({ ...ENDPOINT, DescribeModel: { PrimaryContainer: { Image: 'other/image:1', Environment: { OPTION_MAX_ROLLING_BATCH_SIZE: 'many' } } } });
    expect(instanceType).toBe('ml.g5.2xlarge');
  });
});

test('without credentials it ends in one line', async () => {
  const { url } = await startStub({ describes: ENDPOINT });
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, ...rest } = wholeEnvironment(url);
  const ran = await run(['bench', 'my-endpoint', ...LOAD.slice(0, -1)], { ...rest, HOME: '/nonexistent', AWS_PROFILE: 'nope' });
  expect({ exitCode: ran.exitCode, out: ran.out, lines: ran.err.trim().split('\n').length }).toEqual({ exitCode: 2, out: '', lines: 1 });
  expect(ran.err).toMatch(/no credentials.*Sign in/);
});

test('does not call SageMaker when the options specify everything', async () => {
  const { url } = await startStub({ firstToken: [5], betweenTokens: 1, tokens: 3, describes: { DescribeEndpoint: NOT_FOUND('endpoint') } });
  const ran = await run(['bench', 'my-endpoint', ...LOAD, '--instance-type', 'ml.g5.2xlarge'], wholeEnvironment(url));
  expect(JSON.parse(ran.out)).toMatchObject({ instanceCount: 1, hourlyPrice: 1.515 });
});

describe('calculates with the library', () => {
  const fit = (instanceType: LmiInstanceType) => MemoryFit.estimate({
    architecture: ModelArchitecture.LLAMA_2_7B, instanceType, maxModelLen: 2048, maxNumSeqs: 24, version: LmiVersion.V20, tensorParallelDegree: 1,
  });

  test('the capacity of a deployed endpoint\'s KV cache', async () => {
    const { kvCacheTokens } = fit(LmiInstanceType.G5_2XLARGE);
    // Each request takes 1,003 tokens of the cache, so fewer requests fit than the engine would run at once.
    const report = await reportOf(ENDPOINT, '--concurrency', '48', '--requests', '48', '--input-tokens', '1000');
    expect(messageOf('KV cache', report)).toContain(`holds about ${Math.floor(kvCacheTokens / 1003)} requests of 1003 tokens on an instance, and 24 were sent`);
  });

  const COMPONENT: { readonly [operation: string]: Described } = {
    DescribeEndpoint: { ...ENDPOINT.DescribeEndpoint as object },
    DescribeEndpointConfig: { ProductionVariants: [{ VariantName: 'AllTraffic', InstanceType: 'ml.g5.12xlarge', InitialInstanceCount: 1 }] },
    DescribeInferenceComponent: {
      InferenceComponentName: 'llama', EndpointName: 'My-Endpoint', InferenceComponentStatus: 'InService', RuntimeConfig: { DesiredCopyCount: 3, CurrentCopyCount: 3 },
      Specification: {
        Container: { DeployedImage: { SpecifiedImage: IMAGE }, Environment: (ENDPOINT.DescribeModel as any).PrimaryContainer.Environment },
        ComputeResourceRequirements: { NumberOfAcceleratorDevicesRequired: 1, MinMemoryRequiredInMb: 1024 },
      },
    },
  };
  const component = (members: object): { readonly [operation: string]: Described } =>
    ({ ...COMPONENT, DescribeInferenceComponent: { ...COMPONENT.DescribeInferenceComponent as object, ...members } });

  test('the capacity and the cost of a component\'s copies', async () => {
    const { kvCacheTokens } = fit(LmiInstanceType.G5_12XLARGE);
    const report = await reportOf(COMPONENT, '--component', 'llama', '--concurrency', '69', '--requests', '69', '--input-tokens', '1000');
    expect(report).toMatchObject({ instanceType: 'ml.g5.12xlarge', copies: 3 });
    // Three copies use one of four GPUs each; all four cost 7.09 dollars.
    expect(report.hourlyPrice).toBeCloseTo(7.09 * 3 / 4, 5);
    expect(messageOf('KV cache', report)).toContain(`holds about ${Math.floor(kvCacheTokens / 1003)} requests of 1003 tokens on a copy, and 23 were sent`);
  });

  test('the same for a component with a model, and for an adapter on it', async () => {
    const { Container, ...specification } = (COMPONENT.DescribeInferenceComponent as any).Specification;
    const named = { ...component({ Specification: { ...specification, ModelName: 'my-model' } }), DescribeModel: ENDPOINT.DescribeModel };
    const load = ['--concurrency', '75', '--requests', '75', '--input-tokens', '10'];
    const expected = 'runs 24 requests at once on a copy, and 25 were sent';
    expect(messageOf('batch', await reportOf(named, '--component', 'llama', ...load))).toContain(expected);
    const adapter = {
      InferenceComponentName: 'french', EndpointName: 'my-endpoint', InferenceComponentStatus: 'InService',
      Specification: { BaseInferenceComponentName: 'llama', Container: { ArtifactUrl: 's3://amzn-s3-demo-bucket/french.tar.gz' } },
    };
    const report = await reportOf({ ...named, 'DescribeInferenceComponent french': adapter }, '--component', 'french', ...load);
    expect(messageOf('batch', report)).toContain(expected);
    expect(report.copies).toBe(3);
  });

  test.each<[string, { readonly [operation: string]: Described }, RegExp]>([
    ['does not exist', { ...COMPONENT, DescribeInferenceComponent: NOT_FOUND('inference component "llama"') }, /no inference component llama/],
    ['is being created', component({ InferenceComponentStatus: 'Creating' }), /inference component llama is not in service: it is Creating/],
    ['failed', component({ InferenceComponentStatus: 'Failed', FailureReason: 'no capacity' }), /is Failed \(no capacity\)/],
    ['is on another endpoint', component({ EndpointName: 'other' }), /is on endpoint other, and not on my-endpoint/],
  ])('a component that %s', async (_name, describes, words) => {
    expect(await failureOf(describes, '--component', 'llama')).toMatch(words);
  });
});

test('does not call SageMaker about an endpoint of only the runtime', async () => {
  const { url } = await startStub({ firstToken: [5], betweenTokens: 1, tokens: 3, describes: { DescribeEndpoint: NOT_FOUND('endpoint') } });
  const ran = await run(['bench', 'my-endpoint', ...LOAD], environment(url));
  expect(JSON.parse(ran.out).notes).toContainEqual(expect.stringContaining('is only for the runtime'));
});
