import { CfnParameter, Duration, Size, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import {
  LmiAsyncInference, LmiCapacityReservation, LmiEndpointProps, LmiInstancePool, LmiInstancePoolOptions, LmiInstanceType, LmiModel, LmiQuantization, LmiRouting, LmiVersion,
  ModelArchitecture, VllmBackend,
} from '../../src';
import { problemsOf, templateOf, testEndpoint, testStack, warningsOf } from '../stacks';

const RESERVATION = 'arn:aws:sagemaker:us-east-1:123456789012:ml-reservation/abc';

function variant(props: Partial<LmiEndpointProps>): any {
  const [config] = Object.values(templateOf(testEndpoint(props)).findResources('AWS::SageMaker::EndpointConfig'));
  return config.Properties.ProductionVariants[0];
}

function pools(...types: LmiInstanceType[]): LmiInstancePool[] {
  return types.map((type) => LmiInstancePool.of(type));
}

const { G5_2XLARGE, G5_4XLARGE, G5_12XLARGE, G6_2XLARGE, G6_4XLARGE, G6E_2XLARGE, P3_2XLARGE, INF2_XLARGE } = LmiInstanceType;

describe('instance pools', () => {
  test('are in the order of their priority, instead of the instance type', () => {
    expect(variant({ instanceType: undefined, instancePools: pools(G6_2XLARGE, G5_2XLARGE) })).toMatchObject({
      InstancePools: [{ InstanceType: 'ml.g6.2xlarge', Priority: 1 }, { InstanceType: 'ml.g5.2xlarge', Priority: 2 }],
    });
    expect(variant({ instanceType: undefined, instancePools: pools(G6_2XLARGE, G5_2XLARGE) }).InstanceType).toBeUndefined();
  });

  test('come after the instance type if there is one', () => {
    expect(variant({ instanceType: G6_2XLARGE, instancePools: pools(G5_2XLARGE) }).InstancePools.map((pool: any) => pool.InstanceType))
      .toEqual(['ml.g6.2xlarge', 'ml.g5.2xlarge']);
    expect(variant({ instanceType: G6_2XLARGE, instancePools: pools(G6_2XLARGE, G5_2XLARGE) }).InstancePools).toHaveLength(2);
  });

  test('of one type are that type', () => {
    expect(variant({ instanceType: undefined, instancePools: pools(G6_2XLARGE) })).toMatchObject({ InstanceType: 'ml.g6.2xlarge' });
  });

  test('have at most five entries', () => {
    expect(variant({ instancePools: pools(G6_2XLARGE, G5_4XLARGE, G6_4XLARGE, G6E_2XLARGE) }).InstancePools).toHaveLength(5);
  });

  test.each<[string, Partial<LmiEndpointProps>, string]>([
    ['six types', { instancePools: pools(G6_2XLARGE, G5_4XLARGE, G6_4XLARGE, G6E_2XLARGE, G5_12XLARGE) }, 'is 6; it must be an integer from 1 to 5'],
    ['no pool and no type', { instanceType: undefined, instancePools: [] }, 'is 0; it must be an integer from 1 to 5'],
    ['a type twice', { instancePools: pools(G6_2XLARGE, G6_2XLARGE) }, 'has ml.g6.2xlarge twice'],
    ['the instance type later in the list', { instancePools: pools(G6_2XLARGE, G5_2XLARGE) }, 'once as instanceType, which comes first'],
    ['a type on which the image does not run', { instancePools: pools(INF2_XLARGE) }, 'instanceType is ml.inf2.xlarge'],
    ['too few accelerators on the second type', {
      instanceType: G5_12XLARGE, instancePools: pools(G5_2XLARGE), environment: { OPTION_TENSOR_PARALLEL_DEGREE: '4' },
    }, 'but ml.g5.2xlarge has 1'],
    ['a reservation', { instancePools: pools(G6_2XLARGE), capacityReservation: LmiCapacityReservation.fromArn(RESERVATION) }, 'capacityReservation is set together with instancePools'],
    ['instance types', { instancePools: [G6_2XLARGE] as any }, 'Create each with LmiInstancePool.of'],
    ['a string', { instancePools: 'ml.g5.xlarge' as any }, 'Create each with LmiInstancePool.of'],
    ['an empty entry', { instancePools: [undefined] as any }, 'Create each with LmiInstancePool.of'],
  ])('fail with %s', (_, props, fault) => {
    expect(problemsOf(() => testEndpoint(props))).toContainEqual(expect.stringContaining(fault));
  });
});

describe('a pool with its own model', () => {
  const { G6_12XLARGE, G5_12XLARGE: A10G } = LmiInstanceType;

  function pooled(options: (stack: Stack) => LmiInstancePoolOptions, props: Partial<LmiEndpointProps> = {}): { readonly stack: Stack; readonly config: any; readonly models: any } {
    const stack = testStack();
    testEndpoint({ instanceType: G6_12XLARGE, instancePools: [LmiInstancePool.of(A10G, options(stack))], ...props }, stack);
    const template = Template.fromStack(stack);
    const [config] = Object.values(template.findResources('AWS::SageMaker::EndpointConfig'));
    return { stack, config: config.Properties.ProductionVariants[0], models: template.findResources('AWS::SageMaker::Model') };
  }

  const modelOf = ({ models }: { readonly models: any }, reference: any): any => models[reference['Fn::GetAtt'][0]].Properties;

  test('runs that model, and the others run that of the variant', () => {
    const found = pooled(() => ({ model: LmiModel.fromHuggingFace('org/model-awq') }));
    expect(found.config.InstancePools).toEqual([
      { InstanceType: 'ml.g6.12xlarge', Priority: 1 },
      { InstanceType: 'ml.g5.12xlarge', Priority: 2, ModelNameOverride: { 'Fn::GetAtt': [expect.any(String), 'ModelName'] } },
    ]);
    expect(modelOf(found, found.config.InstancePools[1].ModelNameOverride).PrimaryContainer.Environment.HF_MODEL_ID).toBe('org/model-awq');
    expect(modelOf(found, found.config.ModelName).PrimaryContainer.Environment.HF_MODEL_ID).toBe('org/model');
    expect(Object.keys(found.models)).toHaveLength(2);
  });

  test('may use another degree and quantization of the same model', () => {
    const found = pooled((stack) => ({ backend: new VllmBackend(stack, 'Pooled', { tensorParallelDegree: 2, quantize: LmiQuantization.FP8 }) }));
    expect(modelOf(found, found.config.InstancePools[1].ModelNameOverride).PrimaryContainer.Environment)
      .toMatchObject({ HF_MODEL_ID: 'org/model', TENSOR_PARALLEL_DEGREE: '2', OPTION_QUANTIZE: 'fp8' });
    expect(modelOf(found, found.config.ModelName).PrimaryContainer.Environment.OPTION_QUANTIZE).toBeUndefined();
  });

  test('gets the variables and the isolation of the variant', () => {
    const found = pooled(() => ({ model: LmiModel.fromHuggingFace('org/model-awq') }), { environment: { MINE: '1' }, networkIsolation: false });
    expect(modelOf(found, found.config.InstancePools[1].ModelNameOverride)).toMatchObject({ EnableNetworkIsolation: false, PrimaryContainer: { Environment: { MINE: '1' } } });
  });

  test('may run on another kind of accelerator, with its backend by default', () => {
    const found = pooled(() => ({ model: LmiModel.fromHuggingFace('org/compiled') }), { instancePools: [LmiInstancePool.of(INF2_XLARGE, { model: LmiModel.fromHuggingFace('org/compiled') })] });
    expect(modelOf(found, found.config.InstancePools[1].ModelNameOverride).PrimaryContainer.Image).toContain('neuronx');
    expect(modelOf(found, found.config.ModelName).PrimaryContainer.Image).not.toContain('neuronx');
  });

  test('keeps its logical id when the pools are reordered', () => {
    const model = LmiModel.fromHuggingFace('org/model-awq');
    const one = pooled(() => ({}), { instancePools: [LmiInstancePool.of(A10G, { model }), LmiInstancePool.of(G6_4XLARGE)] });
    const other = pooled(() => ({}), { instancePools: [LmiInstancePool.of(G6_4XLARGE), LmiInstancePool.of(A10G, { model })] });
    expect(Object.keys(other.models)).toEqual(Object.keys(one.models));
  });

  test('may have a type that is known only at deployment', () => {
    const stack = testStack();
    const type = LmiInstanceType.of(new CfnParameter(stack, 'Type').valueAsString);
    testEndpoint({ instanceType: G6_12XLARGE, instancePools: [LmiInstancePool.of(type, { model: LmiModel.fromHuggingFace('org/model-awq') })] }, stack);
    const [config] = Object.values(Template.fromStack(stack).findResources('AWS::SageMaker::EndpointConfig'));
    expect(config.Properties.ProductionVariants[0].InstancePools[1]).toEqual({ InstanceType: { Ref: 'Type' }, Priority: 2, ModelNameOverride: expect.anything() });
  });

  test('makes SageMaker wait for the slowest of the models', () => {
    const [big, small] = [ModelArchitecture.LLAMA_2_70B, ModelArchitecture.LLAMA_2_7B].map((architecture) => LmiModel.fromHuggingFace('org/model', { architecture }));
    const alone = variant({ model: big, instanceType: LmiInstanceType.P4D_24XLARGE }).ContainerStartupHealthCheckTimeoutInSeconds;
    const waits = pooled(() => ({}), { model: small, instancePools: [LmiInstancePool.of(LmiInstanceType.P4D_24XLARGE, { model: big })] }).config.ContainerStartupHealthCheckTimeoutInSeconds;
    expect(waits).toBe(alone);
    expect(waits).toBeGreaterThan(variant({ model: small }).ContainerStartupHealthCheckTimeoutInSeconds);
  });

  test('leaves the download to SageMaker when the size of one of the models is not known', () => {
    const at = (prefix: string, architecture?: ModelArchitecture) => (stack: Stack) =>
      LmiModel.fromS3(Bucket.fromBucketName(stack, prefix, 'weights'), prefix, { architecture });
    const seconds = (architecture?: ModelArchitecture) => {
      const stack = testStack();
      testEndpoint({
        model: at('a', ModelArchitecture.LLAMA_2_7B)(stack), instanceType: G6_12XLARGE, instancePools: [LmiInstancePool.of(A10G, { model: at('b', architecture)(stack) })],
      }, stack);
      return Object.values(Template.fromStack(stack).findResources('AWS::SageMaker::EndpointConfig'))[0].Properties.ProductionVariants[0].ModelDataDownloadTimeoutInSeconds;
    };
    expect(seconds(ModelArchitecture.LLAMA_2_7B)).toBeGreaterThanOrEqual(1200);
    expect(seconds()).toBeUndefined();
  });

  test('is checked on its own instance type', () => {
    const pool = (stack: Stack) => ({ backend: new VllmBackend(stack, 'Pooled', { tensorParallelDegree: 8 }) });
    expect(problemsOf(() => pooled(pool))).toEqual([expect.stringContaining('tensorParallelDegree is 8, but ml.g5.12xlarge has 4')]);
    // The backend of the variant needs four accelerators; the type of this pool does not.
    const stack = testStack();
    expect(() => testEndpoint({
      instanceType: G6_12XLARGE, backend: new VllmBackend(stack, 'Own', { tensorParallelDegree: 4 }),
      instancePools: [LmiInstancePool.of(G5_2XLARGE, { backend: new VllmBackend(stack, 'Pooled', { tensorParallelDegree: 1 }) })],
    }, stack)).not.toThrow();
  });

  test.each<[string, Partial<LmiEndpointProps>, string]>([
    ['for the first type', { instanceType: undefined, instancePools: [LmiInstancePool.of(A10G, { model: LmiModel.fromHuggingFace('a/b') }), LmiInstancePool.of(G6_12XLARGE)] },
      'instancePools has a model or backend for ml.g5.12xlarge, the first instance type'],
    ['for instanceType', { instanceType: A10G, instancePools: [LmiInstancePool.of(A10G, { model: LmiModel.fromHuggingFace('a/b') })] }, 'the first instance type'],
    ['for a type that is listed twice', {
      instancePools: [
        LmiInstancePool.of(A10G, { model: LmiModel.fromHuggingFace('a/b') }), LmiInstancePool.of(A10G, { model: LmiModel.fromHuggingFace('c/d') }),
        LmiInstancePool.of(LmiInstanceType.of('ml.g5.12xlarge')),
      ],
    }, 'instancePools has ml.g5.12xlarge twice'],
    ['that is a string', { instancePools: [LmiInstancePool.of(A10G, { model: 'a/b' as any })] }, 'instancePools[0].model is "a/b"; it must be an LmiModel'],
    ['with a backend that is a string', { instancePools: [LmiInstancePool.of(A10G, { backend: 'vllm' as any })] }, 'instancePools[0].backend is "vllm"; it must be an LmiBackend'],
  ])('fails %s', (_, props, fault) => {
    expect(problemsOf(() => testEndpoint(props))).toEqual([expect.stringContaining(fault)]);
  });

  test('accepts null for options, as other languages pass it', () => {
    expect(variant({ instancePools: [LmiInstancePool.of(G6_4XLARGE, null as any)] }).InstancePools).toHaveLength(2);
    expect(variant({ instancePools: [LmiInstancePool.of(G6_4XLARGE, { model: null as any })] }).InstancePools[1]).toEqual({ InstanceType: 'ml.g6.4xlarge', Priority: 2 });
  });
});

describe('a capacity reservation', () => {
  test('is the only capacity for instances', () => {
    expect(variant({ capacityReservation: LmiCapacityReservation.fromArn(RESERVATION) }).CapacityReservationConfig).toEqual({
      CapacityReservationPreference: 'capacity-reservations-only', MlReservationArn: RESERVATION,
    });
  });

  test('may be known only at deployment', () => {
    const stack = testStack();
    const arn = new CfnParameter(stack, 'Reservation').valueAsString;
    expect(() => testEndpoint({ capacityReservation: LmiCapacityReservation.fromArn(arn) }, stack)).not.toThrow();
  });

  test.each([['cr-0123456789'], ['arn:aws:ec2:us-east-1:123456789012:capacity-reservation/cr-1'], [''], [undefined]])('fails as %j', (arn: any) => {
    expect(problemsOf(() => testEndpoint({ capacityReservation: LmiCapacityReservation.fromArn(arn) }))).toEqual([expect.stringContaining('the ARN of capacityReservation')]);
  });

  test('fails as a plain object', () => {
    expect(problemsOf(() => testEndpoint({ capacityReservation: { reservationArn: RESERVATION } as any }))).toEqual([expect.stringContaining('capacityReservation is')]);
  });
});

describe('the provisioning timeout', () => {
  test.each([[300], [3600]])('accepts %i seconds', (seconds) => {
    expect(variant({ provisionTimeout: Duration.seconds(seconds) }).VariantInstanceProvisionTimeoutInSeconds).toBe(seconds);
  });

  test.each([[299], [3601]])('fails with %i seconds', (seconds) => {
    expect(problemsOf(() => testEndpoint({ provisionTimeout: Duration.seconds(seconds) }))).toEqual([expect.stringContaining('provisionTimeout is')]);
  });
});

describe('routing', () => {
  test.each<[LmiRouting, object]>([
    [LmiRouting.leastOutstandingRequests(), { RoutingStrategy: 'LEAST_OUTSTANDING_REQUESTS' }],
    [LmiRouting.random(), { RoutingStrategy: 'RANDOM' }],
    [LmiRouting.prefixAware(), { RoutingStrategy: 'PREFIX_AWARE', PrefixAwareRoutingConfig: { PrefixLength: 4096, ConcurrencyThreshold: 32 } }],
    [LmiRouting.prefixAware({ prefixLength: 1024, concurrencyThreshold: 1 }),
      { RoutingStrategy: 'PREFIX_AWARE', PrefixAwareRoutingConfig: { PrefixLength: 1024, ConcurrencyThreshold: 1 } }],
    [LmiRouting.prefixAware({ prefixLength: 65536, concurrencyThreshold: 1024 }),
      { RoutingStrategy: 'PREFIX_AWARE', PrefixAwareRoutingConfig: { PrefixLength: 65536, ConcurrencyThreshold: 1024 } }],
  ])('is written %#', (routing, property) => {
    expect(variant({ routing }).RoutingConfig).toEqual(property);
  });

  test('is chosen by SageMaker by default', () => {
    expect(variant({}).RoutingConfig).toBeUndefined();
  });

  test.each([
    [{ prefixLength: 1023 }, 'prefixLength is 1023'], [{ prefixLength: 65537 }, 'prefixLength is 65537'],
    [{ concurrencyThreshold: 0 }, 'concurrencyThreshold is 0'], [{ concurrencyThreshold: 1025 }, 'concurrencyThreshold is 1025'],
  ])('fails with %j', (options, fault) => {
    expect(problemsOf(() => testEndpoint({ routing: LmiRouting.prefixAware(options) }))).toEqual([expect.stringContaining(fault)]);
  });

  test('by prefix fails on an asynchronous endpoint', () => {
    const stack = testStack();
    const asyncInference = LmiAsyncInference.toBucket(new Bucket(stack, 'Bucket'));
    expect(problemsOf(() => testEndpoint({ asyncInference, routing: LmiRouting.prefixAware() }, stack))).toEqual([expect.stringContaining('routing is prefixAware')]);
  });

  test('fails as a string', () => {
    expect(problemsOf(() => testEndpoint({ routing: 'RANDOM' as any }))).toEqual([expect.stringContaining('routing is "RANDOM"')]);
  });
});

test('a Systems Manager session in the containers can be enabled', () => {
  expect(variant({ enableSsmAccess: true }).EnableSSMAccess).toBe(true);
  expect(variant({}).EnableSSMAccess).toBeUndefined();
});

describe('the host image', () => {
  function warnings(props: Partial<LmiEndpointProps>, version = LmiVersion.V28): string[] {
    const stack = testStack();
    testEndpoint({ backend: new VllmBackend(stack, 'Vllm', { version }), ...props }, stack);
    return warningsOf(stack).filter((text) => text.includes('host'));
  }

  const AWQ = { OPTION_QUANTIZE: 'awq' };
  const NEWEST = 'al2023-ami-sagemaker-inference-gpu-4-1';

  test('is written', () => {
    expect(variant({ inferenceAmiVersion: NEWEST }).InferenceAmiVersion).toBe(NEWEST);
  });

  test.each<[string, Partial<LmiEndpointProps>, LmiVersion]>([
    ['CUDA 12.8 on ml.p5 with AWQ, whose kernels are reported to fail', { instanceType: LmiInstanceType.P5_48XLARGE, environment: AWQ }, LmiVersion.V18],
    ['CUDA 12.8 on ml.g4dn', { instanceType: LmiInstanceType.G4DN_XLARGE }, LmiVersion.V18],
    ['CUDA 12.9 on ml.g4dn', { instanceType: LmiInstanceType.G4DN_12XLARGE }, LmiVersion.V24],
    ['CUDA 12 on the host image for CUDA 13', { instanceType: LmiInstanceType.P5_48XLARGE, inferenceAmiVersion: NEWEST }, LmiVersion.V18],
    ['a fallback type', { instancePools: pools(LmiInstanceType.G4DN_2XLARGE) }, LmiVersion.V18],
  ])('for CUDA 12 is advised for %s', (_, props, version) => {
    expect(warnings(props, version)).toEqual([expect.stringContaining('Set inferenceAmiVersion to al2-ami-sagemaker-inference-gpu-3-1')]);
  });

  test('for CUDA 13 is recommended for images that need it', () => {
    expect(warnings({ instanceType: LmiInstanceType.G4DN_12XLARGE }, LmiVersion.V26)).toEqual([expect.stringContaining(`Set inferenceAmiVersion to ${NEWEST}`)]);
    expect(warnings({ instanceType: LmiInstanceType.P5_48XLARGE, environment: AWQ }, LmiVersion.V28)).toEqual([expect.stringContaining(`Set inferenceAmiVersion to ${NEWEST}`)]);
  });

  test.each<[string, Partial<LmiEndpointProps>, LmiVersion]>([
    ['CUDA 13.0 on ml.g5, which is reported to work', {}, LmiVersion.V28],
    ['CUDA 12.4 on ml.p5', { instanceType: LmiInstanceType.P5_48XLARGE }, LmiVersion.V12],
    ['CUDA 12.8 on ml.p5 without AWQ', { instanceType: LmiInstanceType.P5_48XLARGE }, LmiVersion.V18],
    ['the host image that is advised', { instanceType: LmiInstanceType.G4DN_12XLARGE, inferenceAmiVersion: 'al2-ami-sagemaker-inference-gpu-3-1' }, LmiVersion.V24],
    ['the newest host image', { instanceType: LmiInstanceType.P5_48XLARGE, inferenceAmiVersion: NEWEST }, LmiVersion.V28],
    ['ml.p5en, for which there are no reports', { instanceType: LmiInstanceType.P5EN_48XLARGE }, LmiVersion.V28],
  ])('gets no warning for %s', (_, props, version) => {
    expect(warnings(props, version)).toEqual([]);
  });

  test('gets a warning if it is unknown', () => {
    expect(warnings({ inferenceAmiVersion: 'al2030-ami' })).toEqual([expect.stringContaining('al2030-ami')]);
  });

  test('may be known only at deployment', () => {
    const stack = testStack();
    testEndpoint({ instanceType: LmiInstanceType.P5_48XLARGE, inferenceAmiVersion: new CfnParameter(stack, 'Ami').valueAsString }, stack);
    expect(warningsOf(stack).filter((text) => text.includes('inferenceAmiVersion'))).toEqual([]);
  });

  test.each([['al2-ami-sagemaker-inference-neuron-2', 'which is for Inferentia and Trainium'], ['', 'inferenceAmiVersion is ""'], [7, 'inferenceAmiVersion is 7']])(
    'fails as %j', (inferenceAmiVersion: any, fault) => {
      expect(problemsOf(() => testEndpoint({ inferenceAmiVersion }))).toEqual([expect.stringContaining(fault)]);
    });
});

test('storage rules hold for every type of the pools', () => {
  expect(problemsOf(() => testEndpoint({ instanceType: P3_2XLARGE, instancePools: pools(G5_2XLARGE), volumeSize: Size.gibibytes(100) })))
    .toContainEqual(expect.stringContaining('ml.g5.2xlarge'));
});
