import { CfnParameter, Duration, Lazy, RemovalPolicy, Size } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { testFleet, testModel } from './component-stacks';
import {
  LmiDeploymentPolicy, LmiInferenceComponent, LmiInferenceComponentProps, LmiInstancePool, LmiInstanceType, LmiModel, LmiPlacementStrategy, LmiSizing,
  LmiVersion, LoraAdapter, ModelArchitecture, NeuronxBackend, VllmBackend,
} from '../../src';
import { problemsOf, templateOf, testStack, warningsOf } from '../stacks';

const COMPONENT = 'AWS::SageMaker::InferenceComponent';

describe('content', () => {
  test('a model from the Hub is in the component itself', () => {
    const component = testModel({ containerStartupHealthCheckTimeout: Duration.minutes(30) });
    const template = templateOf(component);
    template.hasResourceProperties(COMPONENT, {
      EndpointName: { 'Fn::GetAtt': [Match.stringLikeRegexp('FleetEndpoint'), 'EndpointName'] },
      VariantName: 'AllTraffic',
      RuntimeConfig: { CopyCount: 1 },
      Specification: {
        Container: {
          Image: Match.stringLikeRegexp('djl-inference'),
          Environment: Match.objectLike({ HF_MODEL_ID: 'org/model', TENSOR_PARALLEL_DEGREE: '1' }),
        },
        ComputeResourceRequirements: { NumberOfAcceleratorDevicesRequired: 1, MinMemoryRequiredInMb: 1024 },
        StartupParameters: { ContainerStartupHealthCheckTimeoutInSeconds: 1800 },
      },
    });
    template.resourceCountIs('AWS::SageMaker::Model', 0);
  });

  test('a tarball is the artifact of the component', () => {
    const stack = testStack();
    testModel({ model: LmiModel.fromTarball(s3.Bucket.fromBucketName(stack, 'B', 'bucket'), 'model.tar.gz') }, testFleet({}, stack));
    templateOf({ stack }).hasResourceProperties(COMPONENT, { Specification: { Container: { ArtifactUrl: 's3://bucket/model.tar.gz' } } });
  });

  test('a token that is not a string becomes one', () => {
    const stack = testStack();
    const lazy = (value: unknown): any => Lazy.any({ produce: () => value });
    const backend = new VllmBackend(stack, 'Vllm', { allowMultiStatus: lazy(true), dtype: lazy('fp16'), maxModelLen: lazy(4096) });
    testModel({ backend, environment: { MY_FLAG: lazy(false), MY_NUMBER: lazy(7) } }, testFleet({}, stack));
    templateOf({ stack }).hasResourceProperties(COMPONENT, {
      Specification: {
        Container: {
          Environment: Match.objectLike({
            SERVING_ALLOW_MULTI_STATUS: 'true', OPTION_DTYPE: 'fp16', OPTION_MAX_MODEL_LEN: '4096', MY_FLAG: 'false', MY_NUMBER: '7',
          }),
        },
      },
    });
  });

  test('weights under a prefix need a SageMaker model, because the container of a component cannot refer to them', () => {
    const stack = testStack();
    testModel({ model: LmiModel.fromS3(s3.Bucket.fromBucketName(stack, 'B', 'bucket'), 'weights') }, testFleet({}, stack));
    const template = templateOf({ stack });
    template.hasResourceProperties(COMPONENT, {
      Specification: { ModelName: { 'Fn::GetAtt': [Match.anyValue(), 'ModelName'] }, Container: Match.absent() },
    });
    template.hasResourceProperties('AWS::SageMaker::Model', {
      PrimaryContainer: { ModelDataSource: { S3DataSource: { S3Uri: 's3://bucket/weights/' } } },
    });
  });

  const variables = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`MY_${index}`, 'x']));

  test('a component accepts at most 16 variables', () => {
    const own = Object.keys(testModel().environment).length;
    expect(() => testModel({ environment: variables(16 - own) })).not.toThrow();
    expect(problemsOf(() => testModel({ environment: variables(17 - own) })))
      .toEqual([expect.stringContaining('environment has 17 variables, but can have at most 16 in an inference component')]);
  });

  test('with weights under a prefix it accepts more', () => {
    const stack = testStack();
    const model = LmiModel.fromS3(s3.Bucket.fromBucketName(stack, 'B', 'bucket'), 'weights');
    expect(() => testModel({ model, environment: variables(50) }, testFleet({}, stack))).not.toThrow();
  });

  test('fails with a name of one character', () => {
    expect(problemsOf(() => testModel({ environment: { A: '1' } }))).toEqual([expect.stringContaining('environment has the name "A"')]);
  });
});

describe('accelerators', () => {
  const specification = (component: LmiInferenceComponent) =>
    Object.values(templateOf(component).findResources(COMPONENT))[0].Properties.Specification;

  test('the tensor parallel degree follows from acceleratorsPerCopy', () => {
    expect(testModel({ acceleratorsPerCopy: 2 }).environment.TENSOR_PARALLEL_DEGREE).toBe('2');
  });

  test('acceleratorsPerCopy follows from the tensor parallel degree', () => {
    const fleet = testFleet();
    const component = testModel({ acceleratorsPerCopy: undefined, backend: new VllmBackend(fleet, 'Vllm', { tensorParallelDegree: 2 }) }, fleet);
    expect(component.acceleratorsPerCopy).toBe(2);
  });

  test('a model of unknown size uses the whole instance', () => {
    expect(testModel({ acceleratorsPerCopy: undefined }).acceleratorsPerCopy).toBe(4);
  });

  test('a known model uses the fewest accelerators on which it fits, and reserves host memory for its weights', () => {
    const fleet = testFleet();
    const backend = new VllmBackend(fleet, 'Vllm', { maxModelLen: 4096 });
    const model = LmiModel.fromHuggingFace('meta-llama/Llama-3.1-8B-Instruct');
    const component = testModel({ acceleratorsPerCopy: undefined, model, backend }, fleet);
    expect(component.acceleratorsPerCopy).toBe(1);
    expect(component.environment.TENSOR_PARALLEL_DEGREE).toBe('1');
    expect(component.memoryFit?.fits).toBe(true);
    // A sixteenth of the 48 GiB per GPU would be less than the weights take.
    expect(specification(component).ComputeResourceRequirements.MinMemoryRequiredInMb).toBe(3072);
  });

  test('a small known model reserves no more than its weights, and at least 1 GiB', () => {
    const reserved = (modelId: string) => {
      const fleet = testFleet({ instanceType: LmiInstanceType.P5_48XLARGE });
      const component = testModel({ model: LmiModel.fromHuggingFace(modelId), backend: new VllmBackend(fleet, 'Vllm', { maxModelLen: 2048 }) }, fleet);
      return [specification(component).ComputeResourceRequirements.MinMemoryRequiredInMb, component.memoryFit!.weightsGib * 1024];
    };
    const [memory, weights] = reserved('meta-llama/Llama-3.2-3B-Instruct');
    expect(memory).toBe(Math.floor(weights));
    expect(reserved('Qwen/Qwen3-0.6B')[0]).toBeGreaterThanOrEqual(1024);
  });

  test('a known model that does not fit is an error, unless sizing is skipped', () => {
    const props = { model: LmiModel.fromHuggingFace('meta-llama/Llama-3.1-70B-Instruct'), acceleratorsPerCopy: 1 };
    expect(problemsOf(() => testModel(props))).toHaveLength(1);
    expect(() => testModel({ ...props, sizing: LmiSizing.skip() })).not.toThrow();
  });

  test('on Neuron the degree counts cores, but the component counts chips', () => {
    const fleet = testFleet({ instanceType: LmiInstanceType.INF2_24XLARGE });
    const component = testModel({ acceleratorsPerCopy: 2, backend: new NeuronxBackend(fleet, 'Neuronx', { nPositions: 2048 }) }, fleet);
    expect(Object.entries(component.environment)).toContainEqual([expect.stringContaining('TENSOR_PARALLEL_DEGREE'), '4']);
    expect(specification(component).ComputeResourceRequirements.NumberOfAcceleratorDevicesRequired).toBe(2);
  });

  test.each<[string, (parameter: CfnParameter) => any]>([
    ['number', (parameter) => parameter.valueAsNumber], ['text', (parameter) => parameter.valueAsString],
  ])('a %s that is known only at deployment leaves the degree to the container', (_, value) => {
    const stack = testStack();
    const count = value(new CfnParameter(stack, 'Count', { type: _ === 'number' ? 'Number' : 'String' }));
    const component = testModel({ acceleratorsPerCopy: count, model: LmiModel.fromHuggingFace('org/model', { architecture: ModelArchitecture.LLAMA_2_7B }) },
      testFleet({}, stack));
    expect(component.environment.TENSOR_PARALLEL_DEGREE).toBe('max');
    expect(specification(component).ComputeResourceRequirements).toEqual({ NumberOfAcceleratorDevicesRequired: { Ref: 'Count' }, MinMemoryRequiredInMb: 1024 });
  });

  test('fails on an instance type without accelerators', () => {
    expect(problemsOf(() => testModel({}, testFleet({ instanceType: LmiInstanceType.of('ml.m5.xlarge') }))))
      .toContainEqual(expect.stringContaining('ml.m5.xlarge, which has no accelerator'));
  });
});

test.each<[string, Partial<LmiInferenceComponentProps>, string]>([
  ['no model', { model: undefined as any }, 'model is missing'],
  ['a model that is a string', { model: 'org/model' as any }, 'model is "org/model"; it must be an LmiModel'],
  ['a backend that is a string', { backend: 'vllm' as any }, 'backend is "vllm"'],
  ['negative copies', { copies: -1 }, 'copies is -1'],
  ['half a copy', { copies: 0.5 }, 'copies is 0.5'],
  ['no accelerator', { acceleratorsPerCopy: 0 }, 'acceleratorsPerCopy is 0'],
  ['more accelerators than the instance has', { acceleratorsPerCopy: 5 }, 'acceleratorsPerCopy is 5, but ml.g5.12xlarge has 4'],
  ['too few cores', { cpuCoresPerCopy: 0.2 }, 'cpuCoresPerCopy is 0.2'],
  ['more cores than the instance has', { cpuCoresPerCopy: 49 }, 'cpuCoresPerCopy is 49'],
  ['too little memory', { minMemory: Size.mebibytes(127) }, 'minMemory in MiB is 127'],
  ['more memory than the instance has', { minMemory: Size.gibibytes(193) }, 'minMemory in MiB is 197632'],
  ['memory as a number', { minMemory: 1024 as any }, 'minMemory is 1024; it must be a Size'],
  ['a maximum below the minimum', { minMemory: Size.gibibytes(2), maxMemory: Size.gibibytes(1) }, 'maxMemory is 1024 MiB, but minMemory is 2048 MiB'],
  ['an imbalance of 101', { maxZoneImbalance: 101 }, 'maxZoneImbalance is 101'],
  ['a short start', { containerStartupHealthCheckTimeout: Duration.seconds(59) }, 'containerStartupHealthCheckTimeout is 59 seconds'],
  ['a long download', { modelDataDownloadTimeout: Duration.seconds(3601) }, 'modelDataDownloadTimeout is'],
  ['an unknown placement', { placement: 'x'.repeat(64) as any }, 'placement is "xxx'],
  ['a latency that is a number', {
    deploymentPolicy: LmiDeploymentPolicy.rolling({ maximumBatchSize: 1, waitInterval: Duration.minutes(1), rollbackModelLatency: 9 as any }),
  }, 'rollbackModelLatency is 9; it must be a Duration'],
  ['uppercase letters in its name', { inferenceComponentName: 'Llama' }, 'inferenceComponentName is "Llama"'],
  ['no specifications', { specifications: [] }, 'the number of specifications is 0'],
  ['a specification without its type', { specifications: [{} as any] }, 'specifications[0].instanceType is missing'],
  ['a specification twice', { specifications: [1, 2].map(() => ({ instanceType: LmiInstanceType.G5_12XLARGE })) }, 'specifications has ml.g5.12xlarge twice'],
  ['a specification of another type', { specifications: [{ instanceType: LmiInstanceType.G6_12XLARGE }] }, 'ml.g6.12xlarge, but the fleet has ml.g5.12xlarge'],
  ['a policy with a second fleet', { deploymentPolicy: LmiDeploymentPolicy.allAtOnce() }, 'Use LmiDeploymentPolicy.rolling'],
  ['alarms without a policy', { rollbackAlarms: [{ alarmName: 'x' } as any] }, 'rollbackAlarms is set without deploymentPolicy'],
  ['a batch of too many copies', {
    copies: 4, deploymentPolicy: LmiDeploymentPolicy.rolling({ maximumBatchSize: 3, waitInterval: Duration.minutes(1) }),
  }, 'maximumBatchSize is 3; it must be from 1 to 2 for the 4 copies of component Llm'],
])('fails with %s', (_, props, fault) => {
  expect(problemsOf(() => testModel(props))).toContainEqual(expect.stringContaining(fault));
});

test.each<[string, Partial<LmiInferenceComponentProps>]>([
  ['no copies', { copies: 0 }],
  ['a quarter of a core', { cpuCoresPerCopy: 0.25 }],
  ['128 MiB', { minMemory: Size.mebibytes(128) }],
  ['no imbalance', { maxZoneImbalance: 0 }],
  ['all accelerators', { acceleratorsPerCopy: 4 }],
])('takes %s', (_, props) => {
  expect(() => testModel(props)).not.toThrow();
});

test('placement, zones, and caching are in the template, although the lowest aws-cdk-lib has no types for them', () => {
  templateOf(testModel({ placement: LmiPlacementStrategy.BINPACK, maxZoneImbalance: 0, dataCaching: false })).hasResourceProperties(COMPONENT, {
    Specification: {
      SchedulingConfig: { PlacementStrategy: 'BINPACK', AvailabilityZoneBalance: { EnforcementMode: 'PERMISSIVE', MaxImbalance: 0 } },
      DataCacheConfig: { EnableCaching: false },
    },
  });
});

test('several instance types have their own specifications', () => {
  const fleet = testFleet({ instancePools: [LmiInstancePool.of(LmiInstanceType.G6_48XLARGE)] });
  const component = testModel({
    acceleratorsPerCopy: 1,
    specifications: [{ instanceType: LmiInstanceType.G5_12XLARGE }, { instanceType: LmiInstanceType.G6_48XLARGE, acceleratorsPerCopy: 2 }],
  }, fleet);
  const { Specification, Specifications } = Object.values(templateOf(component).findResources(COMPONENT))[0].Properties;
  expect(Specification).toBeUndefined();
  expect(Specifications).toEqual([
    expect.objectContaining({
      InstanceType: 'ml.g5.12xlarge',
      ComputeResourceRequirements: { NumberOfAcceleratorDevicesRequired: 1, MinMemoryRequiredInMb: 1024 },
    }),
    expect.objectContaining({
      InstanceType: 'ml.g6.48xlarge',
      Container: expect.objectContaining({ Environment: expect.objectContaining({ HF_MODEL_ID: 'org/model', TENSOR_PARALLEL_DEGREE: '2' }) }),
      ComputeResourceRequirements: { NumberOfAcceleratorDevicesRequired: 2, MinMemoryRequiredInMb: 1024 },
    }),
  ]);
});

test('one specification is enough for a fleet of one type', () => {
  const component = testModel({ specifications: [{ instanceType: LmiInstanceType.G5_12XLARGE, acceleratorsPerCopy: 2 }] });
  const { Specification, Specifications } = Object.values(templateOf(component).findResources(COMPONENT))[0].Properties;
  expect(Specifications).toBeUndefined();
  expect(Specification.ComputeResourceRequirements).toEqual({ NumberOfAcceleratorDevicesRequired: 2, MinMemoryRequiredInMb: 1024 });
});

test('one specification is not enough for a fleet of two types', () => {
  const fleet = testFleet({ instancePools: [LmiInstancePool.of(LmiInstanceType.G6_48XLARGE)] });
  expect(problemsOf(() => testModel({ specifications: [{ instanceType: LmiInstanceType.G5_12XLARGE }] }, fleet)))
    .toEqual(['specifications has one entry, but the fleet has ml.g5.12xlarge, ml.g6.48xlarge. Pass one for each of them.']);
});

test('a rolling update counts copies and uses alarms that do not depend on the component', () => {
  const component = testModel({
    copies: 4, deploymentPolicy: LmiDeploymentPolicy.rolling({
      maximumBatchSize: 2,
      rollbackBatchPercentage: 100, waitInterval: Duration.minutes(5),
    }),
  });
  const template = templateOf(component);
  template.hasResourceProperties(COMPONENT, {
    DeploymentConfig: {
      RollingUpdatePolicy: {
        MaximumBatchSize: { Type: 'COPY_COUNT', Value: 2 },
        RollbackMaximumBatchSize: { Type: 'CAPACITY_PERCENT', Value: 100 },
        WaitIntervalInSeconds: 300,
      },
      AutoRollbackConfiguration: { Alarms: [{ AlarmName: { Ref: Match.anyValue() } }, { AlarmName: { Ref: Match.anyValue() } }] },
    },
  });
  const alarms = JSON.stringify(template.findResources('AWS::CloudWatch::Alarm'));
  expect(alarms).toContain('InferenceComponentName');
  expect(alarms).not.toContain(component.stack.getLogicalId(component.cfnInferenceComponent));
});

describe('scaling', () => {
  test('the target gets its name from the component, so it is created after the component and deleted before it', () => {
    const component = testModel();
    component.autoScaleCopies({ minCapacity: 0, maxCapacity: 3 }).scaleOnConcurrentRequests('Load', { targetRequests: 8 });
    const name = { 'Fn::Select': [1, { 'Fn::Split': ['/', { Ref: component.stack.getLogicalId(component.cfnInferenceComponent) }] }] };
    const template = templateOf(component);
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', {
      ResourceId: { 'Fn::Join': ['', ['inference-component/', name]] },
      ScalableDimension: 'sagemaker:inference-component:DesiredCopyCount',
      MinCapacity: 0,
      MaxCapacity: 3,
    });
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', {
      TargetTrackingScalingPolicyConfiguration: {
        PredefinedMetricSpecification: { PredefinedMetricType: 'SageMakerInferenceComponentConcurrentRequestsPerCopyHighResolution' },
        TargetValue: 8,
      },
    });
  });

  test('from zero, an alarm on rejected requests starts the first copy', () => {
    const component = testModel();
    component.autoScaleCopies({ minCapacity: 0, maxCapacity: 1 });
    const template = templateOf(component);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/SageMaker',
      MetricName: 'NoCapacityInvocationFailures',
      Dimensions: [{ Name: 'InferenceComponentName', Value: Match.anyValue() }],
      Statistic: 'Sum',
      Period: 60,
      Threshold: 1,
      EvaluationPeriods: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      AlarmActions: [{ Ref: Match.anyValue() }],
    });
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', {
      PolicyType: 'StepScaling',
      StepScalingPolicyConfiguration: {
        AdjustmentType: 'ChangeInCapacity', MetricAggregationType: 'Maximum', Cooldown: 60,
        StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }],
      },
    });
  });

  test('with at least one copy at all times, there is no such alarm', () => {
    const component = testModel();
    const scaling = component.autoScaleCopies({ maxCapacity: 2 });
    scaling.scaleOnInvocations('Rate', { targetInvocationsPerMinute: 60 });
    scaling.scaleOnSchedule('Night', { schedule: appscaling.Schedule.cron({ hour: '22' }), minCapacity: 0, maxCapacity: 1 });
    scaling.scaleToTrackMetric('Memory', { metric: component.metricGpuMemoryUtilization(), targetValue: 80 });
    scaling.scaleOnMetric('Errors', { metric: component.metricModelLatency(), scalingSteps: [{ upper: 1, change: -1 }, { lower: 5, change: 1 }] });
    const template = templateOf(component);
    expect(scaling.wakeUpAlarm).toBeUndefined();
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', {
      MinCapacity: 1, ScheduledActions: [Match.objectLike({ ScalableTargetAction: { MinCapacity: 0, MaxCapacity: 1 } })],
    });
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', {
      TargetTrackingScalingPolicyConfiguration: {
        PredefinedMetricSpecification: { PredefinedMetricType: 'SageMakerInferenceComponentInvocationsPerCopy' },
      },
    });
  });

  test.each<[string, any, string]>([
    ['nothing', undefined, 'maxCapacity is missing'],
    ['a negative minimum', { minCapacity: -1, maxCapacity: 1 }, 'minCapacity is -1'],
    ['a maximum of 0', { minCapacity: 0, maxCapacity: 0 }, 'maxCapacity is 0'],
    ['a minimum above the maximum', { minCapacity: 2, maxCapacity: 1 }, 'minCapacity is 2'],
  ])('fails with %s', (_, props, fault) => {
    expect(problemsOf(() => testModel().autoScaleCopies(props))).toContainEqual(expect.stringContaining(fault));
  });

  test.each<[string, (scaling: any) => void, string]>([
    ['no target', (scaling) => scaling.scaleOnConcurrentRequests('X', undefined), 'targetRequests is missing'],
    ['a target of 0', (scaling) => scaling.scaleOnInvocations('X', { targetInvocationsPerMinute: 0 }), 'targetInvocationsPerMinute is 0'],
    ['no schedule', (scaling) => scaling.scaleOnSchedule('X', undefined), 'schedule is missing'],
    ['no metric', (scaling) => scaling.scaleToTrackMetric('X', {}), 'metric is missing'],
  ])('a policy fails with %s', (_, policy, fault) => {
    expect(problemsOf(() => policy(testModel().autoScaleCopies({ maxCapacity: 2 })))).toContainEqual(expect.stringContaining(fault));
  });

  test('fails when it is called twice', () => {
    const component = testModel();
    component.autoScaleCopies({ maxCapacity: 2 });
    expect(problemsOf(() => component.autoScaleCopies({ maxCapacity: 3 }))).toEqual([expect.stringContaining('autoScaleCopies was already called')]);
  });
});

describe('grants, metrics and alarms', () => {
  const ACTIONS = ['sagemaker:InvokeEndpoint', 'sagemaker:InvokeEndpointWithResponseStream'];

  test('invoking a component needs the endpoint and the component', () => {
    const component = testModel();
    component.grantInvoke(new iam.User(component.stack, 'User'));
    templateOf(component).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [Match.objectLike({
          Action: ACTIONS,
          Resource: [{ Ref: Match.stringLikeRegexp('FleetEndpoint') }, { Ref: component.stack.getLogicalId(component.cfnInferenceComponent) }],
        })],
      },
    });
  });

  test('an imported component has a lowercase ARN', () => {
    const stack = testStack();
    const component = LmiInferenceComponent.fromInferenceComponentAttributes(stack, 'Imported', { inferenceComponentName: 'Llama', endpointName: 'Fleet' });
    component.grantInvoke(new iam.User(stack, 'User'));
    expect(component.inferenceComponentName).toBe('Llama');
    const granted = JSON.stringify(templateOf({ stack }).findResources('AWS::IAM::Policy'));
    expect(granted).toContain(':sagemaker:us-east-1:123456789012:endpoint/fleet');
    expect(granted).toContain(':sagemaker:us-east-1:123456789012:inference-component/llama');
    expect(warningsOf(stack)).toEqual([]);
  });

  test('a component imported only by name grants only itself, with a warning', () => {
    const stack = testStack();
    LmiInferenceComponent.fromInferenceComponentName(stack, 'Imported', 'llama').grantInvoke(new iam.User(stack, 'User'));
    expect(warningsOf(stack)).toEqual([expect.stringContaining('component-endpoint')]);
  });

  test.each([[undefined], ['no_underscores'], ['']])('an import fails with the name %p', (name) => {
    expect(problemsOf(() => LmiInferenceComponent.fromInferenceComponentName(testStack(), 'Imported', name as any)))
      .toEqual([expect.stringContaining('inferenceComponentName')]);
  });

  test('metrics have the namespace and dimension of components', () => {
    const component = testModel();
    expect(component.metricInvocations().toMetricConfig().metricStat).toMatchObject({ namespace: 'AWS/SageMaker', metricName: 'Invocations' });
    expect(component.metricGpuUtilization().toMetricConfig().metricStat)
      .toMatchObject({ namespace: '/aws/sagemaker/InferenceComponents', metricName: 'GPUUtilizationNormalized' });
    expect(component.metric('OverheadLatency').toMetricConfig().metricStat?.dimensions).toEqual([expect.objectContaining({ name: 'InferenceComponentName' })]);
  });

  test('alarms watch errors, latency, batches, GPU memory, and rejected requests', () => {
    const component = testModel();
    const alarms = component.addAlarms({ p90Latency: Duration.seconds(10), noCapacityMinutes: 5 });
    expect(alarms.all).toHaveLength(5);
    templateOf(component).hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'ModelLatency', Threshold: 10_000_000 });
    templateOf(component).hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'NoCapacityInvocationFailures', EvaluationPeriods: 5 });
    expect(problemsOf(() => component.addAlarms())).toEqual([expect.stringContaining('addAlarms was already called')]);
  });

  test('an imported component has alarms too, except on batches, which are unknown', () => {
    const alarms = LmiInferenceComponent.fromInferenceComponentName(testStack(), 'Imported', 'llama').addAlarms();
    expect(alarms.saturation).toBeUndefined();
    expect(alarms.all).toHaveLength(4);
  });
});

test('a log group is created before the component that writes to it', () => {
  const component = testModel({}, testFleet({ logRetention: 30 }));
  const template = templateOf(component);
  template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
  template.hasResource(COMPONENT, { DependsOn: Match.arrayWith([Match.stringLikeRegexp('Logs')]) });
});

test('the version of the backend determines the image', () => {
  const fleet = testFleet();
  testModel({ backend: new VllmBackend(fleet, 'Vllm', { version: LmiVersion.V15 }) }, fleet);
  templateOf(fleet).hasResourceProperties(COMPONENT, { Specification: { Container: { Image: Match.stringLikeRegexp('0.33.0-lmi15') } } });
});

test.each<[string, any]>([
  ['copies', 'two'], ['minMemory', '8'], ['containerStartupHealthCheckTimeout', 60], ['dataCaching', 'yes'], ['environment', ['a']], ['specifications', 'one'], ['sizing', {}],
])('fails when %s is %p', (prop, value) => {
  expect(problemsOf(() => testModel({ [prop]: value }))).toEqual([expect.stringContaining(`${prop} is ${JSON.stringify(value)}; it must be`)]);
});

test('a size in another unit that is known only at deployment is refused', () => {
  const fleet = testFleet();
  const gib = new CfnParameter(fleet.stack, 'Gib', { type: 'Number' }).valueAsNumber;
  expect(problemsOf(() => testModel({ minMemory: Size.gibibytes(gib) }, fleet))).toEqual([expect.stringContaining('Create it with Size.mebibytes')]);
});

test('props that are null count as omitted', () => {
  const component = testModel({ copies: null as any, minMemory: null as any });
  expect(component.stack.resolve(component.cfnInferenceComponent.runtimeConfig)).toEqual({ copyCount: 1 });
});

test('a removal policy applies to the fleet, the component, and the adapter', () => {
  const component = testModel({ backend: undefined, environment: { OPTION_ENABLE_LORA: 'true' } });
  const bucket = s3.Bucket.fromBucketName(component, 'Adapters', 'adapters');
  const adapter = component.addAdapter('Legal', { adapter: LoraAdapter.fromS3(bucket, 'legal.tar.gz') });
  component.applyRemovalPolicy(RemovalPolicy.RETAIN);
  expect(component.node.defaultChild).toBe(component.cfnInferenceComponent);
  expect(adapter.node.defaultChild).toBe(adapter.cfnInferenceComponent);
  const { Resources } = templateOf(component).toJSON();
  const policies = Object.values<any>(Resources).filter(({ Type }) => Type === COMPONENT).map(({ DeletionPolicy }) => DeletionPolicy);
  expect(policies.sort()).toEqual(['Retain', undefined]);
});

test('a removal policy applies to the endpoint of a fleet', () => {
  const fleet = testFleet();
  fleet.applyRemovalPolicy(RemovalPolicy.RETAIN);
  templateOf(fleet).hasResource('AWS::SageMaker::Endpoint', { DeletionPolicy: 'Retain' });
});
