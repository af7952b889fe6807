import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import {
  LmiAsyncInference, LmiBenchmarkProps, LmiBenchmarkSchema, LmiComponentEndpoint, LmiEndpoint, LmiInferenceComponent, LmiInstanceType, LmiModel, LmiVersion, LoraAdapter, VllmBackend,
} from '../../src';
import { benchmarkCommands } from '../../src/operate/benchmark-commands';
import { problemsOf, templateOf, testEndpoint, testStack } from '../stacks';

const PROJECT = 'AWS::CodeBuild::Project';

function buildSpecOf(construct: { readonly stack: Stack }): string {
  const [project] = Object.values<any>(templateOf(construct).findResources(PROJECT));
  return JSON.stringify(project.Properties.Source.BuildSpec);
}

/** A number passed to the command. */
function optionOf(construct: { readonly stack: Stack }, name: string): number {
  return Number(new RegExp(`--${name} [\\\\]*"([\\d.]+)[\\\\]*"`).exec(buildSpecOf(construct))?.[1]);
}

function specOf(construct: any): any {
  const [project] = Object.values<any>(templateOf(construct).findResources(PROJECT));
  return JSON.parse(project.Properties.Source.BuildSpec);
}

test('a benchmark is a project that runs the packaged command, with a time limit, one run at a time', () => {
  const endpoint = testEndpoint();
  endpoint.addBenchmark('Load');
  const template = templateOf(endpoint);
  template.hasResourceProperties(PROJECT, { TimeoutInMinutes: 30, ConcurrentBuildLimit: 1, Source: { Type: 'NO_SOURCE' } });
  const commands: string = specOf(endpoint).phases.build.commands.join('\n');
  expect(commands).toContain('--concurrency "1,4,16"');
  expect(commands).toContain('--duration "60s"');
  expect(commands).toContain('--requests "10000"');
  // It needs neither a registry nor the internet.
  expect(commands).not.toMatch(/npm|npx|pip|curl|wget|https?:/);
  template.resourceCountIs('AWS::Events::Rule', 0);
});

test('passes the facts about the endpoint to the command', () => {
  const endpoint = testEndpoint({ instanceType: LmiInstanceType.G5_2XLARGE, initialInstanceCount: 2 });
  endpoint.addBenchmark('Load', { concurrency: [2], rate: [0.5], inputTokens: 100, outputTokens: 50, schema: LmiBenchmarkSchema.CHAT });
  const commands: string = specOf(endpoint).phases.build.commands.join('\n');
  for (const option of ['--concurrency "2"', '--rate "0.5"', '--input-tokens "100"', '--output-tokens "50"', '--schema "chat"', '--instance-type "ml.g5.2xlarge"', '--instance-count "2"']) {
    expect(commands).toContain(option);
  }
});

test('may only invoke the endpoint, use its reports, and publish its metrics', () => {
  const stack = testStack();
  const endpoint = testEndpoint({}, stack);
  endpoint.addBenchmark('Load', { bucket: Bucket.fromBucketName(stack, 'Bucket', 'reports'), prefix: 'speed/chat' });
  const policy: any = Object.entries(templateOf(endpoint).findResources('AWS::IAM::Policy')).find(([id]) => id.includes('LoadProject'))![1];
  const statements: any[] = policy.Properties.PolicyDocument.Statement;
  const actions = statements.flatMap(({ Action }) => Action);
  expect([...new Set(actions)].sort()).toEqual([
    'cloudwatch:PutMetricData', 'logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents', 's3:GetObject', 's3:PutObject', 'sagemaker:InvokeEndpoint',
    'sagemaker:InvokeEndpointWithResponseStream',
  ]);
  const wide = statements.filter(({ Resource }) => Resource === '*');
  expect(wide).toEqual([expect.objectContaining({ Action: 'cloudwatch:PutMetricData', Condition: { StringEquals: { 'cloudwatch:namespace': 'CdkSageMakerLmi/Benchmark' } } })]);
  expect(JSON.stringify(statements.find(({ Action }) => Action.includes?.('s3:PutObject')).Resource)).toContain(':s3:::reports/speed/chat/*');
});

test('the new bucket is private, encrypted and kept', () => {
  const endpoint = testEndpoint();
  endpoint.addBenchmark('Load');
  templateOf(endpoint).hasResource('AWS::S3::Bucket', {
    DeletionPolicy: 'Retain',
    Properties: {
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
      BucketEncryption: Match.anyValue(),
    },
  });
});

test('runs on a schedule and after deployments, and is not retried while a run is in progress', () => {
  const endpoint = testEndpoint();
  endpoint.addBenchmark('Load', { schedule: Schedule.rate(Duration.days(1)), afterDeployment: true });
  const template = templateOf(endpoint);
  template.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(1 day)', Targets: [Match.objectLike({ RetryPolicy: { MaximumRetryAttempts: 0 } })] });
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: { 'source': ['aws.sagemaker'], 'detail-type': ['SageMaker Endpoint State Change'], 'detail': { EndpointStatus: ['IN_SERVICE', 'InService'] } },
    Targets: [Match.objectLike({ InputTransformer: { InputPathsMap: { 'detail-EndpointConfigName': '$.detail.EndpointConfigName' } }, RetryPolicy: { MaximumRetryAttempts: 0 } })],
  });
});

test('an alarm goes off when a metric is worse than before by more than a percentage', () => {
  const endpoint = testEndpoint();
  const benchmark = endpoint.addBenchmark('Load', { slowdownPercentage: 10 });
  templateOf(endpoint).hasResourceProperties('AWS::CloudWatch::Alarm', {
    Namespace: 'CdkSageMakerLmi/Benchmark', MetricName: 'Slowdown', Threshold: 10, ComparisonOperator: 'GreaterThanThreshold', TreatMissingData: 'notBreaching',
  });
  expect(benchmark.widgets()).toHaveLength(4);
});

test('runs in a VPC', () => {
  const stack = testStack();
  const endpoint = testEndpoint({}, stack);
  endpoint.addBenchmark('Load', { vpc: new ec2.Vpc(stack, 'Vpc', { maxAzs: 2 }) });
  templateOf(endpoint).hasResourceProperties(PROJECT, { VpcConfig: Match.objectLike({ VpcId: Match.anyValue() }) });
});

test('measures one component of a fleet', () => {
  const fleet = new LmiComponentEndpoint(testStack(), 'Fleet', { instanceType: LmiInstanceType.G5_2XLARGE, maxInstanceCount: 2 });
  const component = fleet.addModel('Chat', { model: LmiModel.fromHuggingFace('TheBloke/Llama-2-7B-fp16') });
  component.addBenchmark('Load');
  expect(buildSpecOf(fleet)).toContain('--component');
});

describe('of a component, the command gets', () => {
  /** A fleet of instances with four GPUs, and a model whose copies use one or two of them. */
  function component(copies: number, acceleratorsPerCopy: number) {
    const fleet = new LmiComponentEndpoint(testStack(), 'Fleet', { instanceType: LmiInstanceType.G5_12XLARGE, maxInstanceCount: 2 });
    return fleet.addModel('Chat', {
      model: LmiModel.fromHuggingFace('TheBloke/Llama-2-7B-fp16'), copies, acceleratorsPerCopy,
      backend: new VllmBackend(fleet, 'Vllm', { version: LmiVersion.V20, maxRollingBatchSize: 24, tensorParallelDegree: acceleratorsPerCopy }),
    });
  }

  test.each([[1, 1], [3, 1], [2, 2]])('the number of copies, their cost, and the capacity of each (%d copies of %d GPUs)', (copies, devices) => {
    const model = component(copies, devices);
    model.addBenchmark('Load');
    expect(optionOf(model, 'copies')).toBe(copies);
    expect(buildSpecOf(model)).not.toContain('--instance-count');
    // 7.09 dollars an hour for four GPUs.
    expect(optionOf(model, 'hourly-price')).toBeCloseTo(7.09 * devices / 4, 4);
    expect(optionOf(model, 'max-batch')).toBe(24);
    expect(optionOf(model, 'kv-cache-tokens')).toBe(model.memoryFit!.kvCacheTokens);
  });

  test('the capacity of the base, when an adapter is measured', () => {
    const fleet = new LmiComponentEndpoint(testStack(), 'Fleet', { instanceType: LmiInstanceType.G5_2XLARGE, maxInstanceCount: 2 });
    const base = fleet.addModel('Chat', {
      model: LmiModel.fromHuggingFace('TheBloke/Llama-2-7B-fp16'),
      backend: new VllmBackend(fleet, 'Vllm', { version: LmiVersion.V20, maxRollingBatchSize: 24, enableLora: true }),
    });
    const adapter = base.addAdapter('French', { adapter: LoraAdapter.fromS3(Bucket.fromBucketName(fleet, 'Bucket', 'adapters'), 'french.tar.gz') });
    adapter.addBenchmark('Load');
    expect(optionOf(adapter, 'max-batch')).toBe(24);
    expect(optionOf(adapter, 'kv-cache-tokens')).toBe(base.memoryFit!.kvCacheTokens);
  });

  test('a cost limit, based on the share of its copies', () => {
    const model = component(1, 1);
    model.addBenchmark('Load', { maxCost: 0.2 });
    // A quarter of 7.09 dollars an hour: 0.20 dollars last 6.8 minutes.
    templateOf(model).hasResourceProperties(PROJECT, { TimeoutInMinutes: 6 });
  });
});

test('an instance with several copies of a model has the KV cache of all of them', () => {
  const stack = testStack();
  const endpoint = testEndpoint({
    instanceType: LmiInstanceType.G5_12XLARGE, model: LmiModel.fromHuggingFace('TheBloke/Llama-2-7B-fp16'),
    backend: new VllmBackend(stack, 'Vllm', { version: LmiVersion.V14, tensorParallelDegree: 1, maxRollingBatchSize: 16 }),
  }, stack);
  endpoint.addBenchmark('Load');
  expect(optionOf(endpoint, 'max-batch')).toBe(64);
  expect(optionOf(endpoint, 'kv-cache-tokens')).toBe(4 * endpoint.memoryFit!.kvCacheTokens);
});

test('passes no KV cache for a model without one', () => {
  const stack = testStack();
  const backend = new VllmBackend(stack, 'Vllm', { task: 'text-embedding' });
  const endpoint = testEndpoint({ model: LmiModel.fromHuggingFace('BAAI/bge-base-en-v1.5'), backend, instanceType: LmiInstanceType.G5_2XLARGE }, stack);
  expect(endpoint.memoryFit?.kvCacheTokens).toBe(0);
  endpoint.addBenchmark('Load');
  expect(buildSpecOf(endpoint)).not.toContain('--kv-cache-tokens');
});

test('accepts numbers and durations known only at deployment', () => {
  const stack = testStack();
  const given = new CfnParameter(stack, 'Given', { type: 'Number' }).valueAsNumber;
  const endpoint = testEndpoint({}, stack);
  endpoint.addBenchmark('Load', {
    inputTokens: given, outputTokens: given, maxRequests: given, duration: Duration.seconds(given), timeout: Duration.minutes(given), slowdownPercentage: given,
  });
  const text = buildSpecOf(endpoint);
  expect(text).not.toMatch(/Token|e\+\d+/);
  expect(text.match(/{"Ref":"Given"}/g)).toHaveLength(4);
  templateOf(endpoint).hasResourceProperties(PROJECT, { TimeoutInMinutes: { Ref: 'Given' } });
  const faults = problemsOf(() => endpoint.addBenchmark('Other', { duration: Duration.minutes(given), timeout: Duration.seconds(given) }));
  expect(faults).toEqual([expect.stringContaining('Duration.seconds'), expect.stringContaining('Duration.minutes')]);
  expect(problemsOf(() => endpoint.addBenchmark('Dear', { maxCost: given }))).toEqual([expect.stringContaining('known at synth time')]);
});

test('fails when the loads take longer than the time limit of the run', () => {
  const endpoint = testEndpoint({ instanceType: LmiInstanceType.G5_2XLARGE });
  const fails = (id: string, props: LmiBenchmarkProps) => problemsOf(() => endpoint.addBenchmark(id, props));
  expect(fails('Long', { concurrency: [1, 2, 3, 4, 5], timeout: Duration.minutes(5) })).toEqual([expect.stringContaining('5 loads of 1 minute take 5 minutes')]);
  expect(fails('Dear', { concurrency: [1, 2], rate: [1], duration: Duration.minutes(2), maxCost: 0.13 })).toEqual([expect.stringContaining('stopped after 5 minutes')]);
  endpoint.addBenchmark('Enough', { concurrency: [1, 2, 3, 4, 5], timeout: Duration.minutes(6) });
});

test('fails on an endpoint of components, which serves no model itself', () => {
  const fleet = new LmiComponentEndpoint(testStack(), 'Fleet', { instanceType: LmiInstanceType.G5_2XLARGE, maxInstanceCount: 2 });
  expect(problemsOf(() => fleet.addBenchmark('Load'))).toEqual([expect.stringContaining('on the component that addModel returns')]);
});

test('the cost limit limits the time', () => {
  const stack = testStack();
  const endpoint = testEndpoint({ instanceType: LmiInstanceType.G5_2XLARGE, initialInstanceCount: 2 }, stack);
  if (endpoint.hourlyPrice !== undefined) {
    endpoint.addBenchmark('Load', { maxCost: 0.5 });
    // At 3.03 dollars an hour, 0.50 dollars last 9.9 minutes.
    templateOf(endpoint).hasResourceProperties(PROJECT, { TimeoutInMinutes: 9 });
  }
  expect(endpoint.hourlyPrice).toBe(3.03);
});

test.each<[string, LmiBenchmarkProps | any, string]>([
  ['no clients', { concurrency: [0] }, 'concurrency is 0; it must be an integer from 1 to 256'],
  ['too many clients', { concurrency: [257] }, 'concurrency is 257'],
  ['half a client', { concurrency: [1.5] }, 'concurrency is 1.5'],
  ['no load', { concurrency: [] }, 'concurrency is []'],
  ['eleven loads', { concurrency: Array(11).fill(1) }, 'must be a list of 1 to 10 loads'],
  ['a rate of 0', { rate: [0] }, 'rate is 0; it must be a number > 0 and <= 100'],
  ['a rate of 101', { rate: [101] }, 'rate is 101'],
  ['a word', { concurrency: 'many' }, 'concurrency is "many"'],
  ['no tokens', { inputTokens: 0 }, 'inputTokens is 0'],
  ['too short a load', { duration: Duration.seconds(4) }, 'duration is 4 seconds'],
  ['too short a limit', { timeout: Duration.minutes(4) }, 'timeout is 4 minutes'],
  ['too long a limit', { timeout: Duration.hours(9) }, 'timeout is 9 hours'],
  ['no requests', { maxRequests: 0 }, 'maxRequests is 0'],
  ['a slowdown of 0', { slowdownPercentage: 0 }, 'slowdownPercentage is 0'],
  ['a slash', { prefix: 'a/' }, 'prefix is "a/"'],
  ['another schema', { schema: 'openai' }, 'schema is "openai"'],
  ['no schedule', { schedule: 'daily' }, 'schedule is "daily"'],
  ['too little money', { maxCost: 0.01 }, 'maxCost is 0.01; it must be at least 0.13'],
])('fails with %s', (_name, props, fault) => {
  const endpoint = testEndpoint({ instanceType: LmiInstanceType.G5_2XLARGE });
  expect(problemsOf(() => endpoint.addBenchmark('Load', props))).toContainEqual(expect.stringContaining(fault));
});

test('fails on an asynchronous endpoint, after deployments of a component, and on a component of an unknown endpoint', () => {
  const stack = testStack();
  const endpoint = testEndpoint({ asyncInference: LmiAsyncInference.toBucket(new Bucket(stack, 'Results')) }, stack);
  expect(problemsOf(() => endpoint.addBenchmark('Load'))).toEqual([expect.stringContaining('asynchronous endpoint')]);
  const fleet = new LmiComponentEndpoint(testStack(), 'Fleet', { instanceType: LmiInstanceType.G5_2XLARGE, maxInstanceCount: 2 });
  const component = fleet.addModel('Chat', { model: LmiModel.fromHuggingFace('TheBloke/Llama-2-7B-fp16') });
  expect(problemsOf(() => component.addBenchmark('Load', { afterDeployment: true }))).toEqual([expect.stringContaining('afterDeployment is true')]);
  const imported = LmiInferenceComponent.fromInferenceComponentName(testStack(), 'Imported', 'chat');
  expect(problemsOf(() => imported.addBenchmark('Load'))).toEqual([expect.stringContaining('endpoint of the component is unknown')]);
});

describe('the commands of a run', () => {
  /** Runs the commands with fakes of the AWS CLI and Node.js that only record their arguments. */
  function run(files: { readonly [name: string]: string }, variables: { readonly [name: string]: string }): { readonly log: string; readonly bucket: string } {
    const [work, bucket, tools] = ['work-', 'bucket-', 'tools-'].map((name) => mkdtempSync(join(tmpdir(), name)));
    Object.entries(files).forEach(([name, text]) => writeFileSync(join(bucket, name), text));
    const log = join(tools, 'log');
    writeFileSync(join(tools, 'aws'), `#!/bin/sh\necho "aws $*" >> ${log}\n[ "$1 $2" = "s3 cp" ] || exit 0\ncase "$5" in --recursive) exit 0;; esac\nfrom=$(echo "$3" | sed "s#s3://bucket#${bucket}#"); to=$(echo "$4" | sed "s#s3://bucket#${bucket}#")\ncp "$from" "$to" 2>/dev/null\n`);
    writeFileSync(join(tools, 'node'), `#!/bin/sh\necho "node $*" >> ${log}\necho new > report.json; echo md > report.md; echo "[]" > metrics.json\n`);
    ['aws', 'node'].forEach((tool) => chmodSync(join(tools, tool), 0o755));
    writeFileSync(join(bucket, 'bench.js'), '');
    benchmarkCommands('Namespace', ['--concurrency "1"']).forEach((command) => execFileSync('sh', ['-c', command], {
      cwd: work, stdio: 'ignore',
      env: { PATH: `${tools}:${process.env.PATH}`, REPORTS: 's3://bucket', COMMAND: 's3://bucket/bench.js', ENDPOINT: 'chat', ENDPOINT_CONFIG: '', ...variables },
    }));
    return { log: existsSync(log) ? readFileSync(log, 'utf8') : '', bucket };
  }

  test('the first run has nothing to compare with, and writes a report', () => {
    const { log, bucket } = run({}, {});
    expect(log).toContain('node bench.js bench chat --concurrency 1 --output report --cloudwatch metrics.json\n');
    expect(log).toContain('aws cloudwatch put-metric-data --namespace Namespace --metric-data file://metrics.json');
    expect(readFileSync(join(bucket, 'latest.json'), 'utf8')).toBe('new\n');
    expect(log).toContain('aws s3 cp . s3://bucket/ --recursive --exclude * --include report-*.svg\n');
  });

  test('a later run is compared with the previous one', () => {
    expect(run({ 'latest.json': 'old' }, {}).log).toContain('--compare previous.json');
  });

  test('a measured endpoint config is not measured again when the endpoint scales', () => {
    const { log, bucket } = run({}, { ENDPOINT_CONFIG: 'config-1' });
    expect(log).toContain('node bench.js');
    expect(readFileSync(join(bucket, 'endpoint-config'), 'utf8')).toBe('config-1');
    expect(run({ 'endpoint-config': 'config-1' }, { ENDPOINT_CONFIG: 'config-1' }).log).not.toContain('node bench.js');
    expect(run({ 'endpoint-config': 'config-1' }, { ENDPOINT_CONFIG: 'config-2' }).log).toContain('node bench.js');
  });
});

test.each([{}, [], 5, null, '', new CfnParameter(new Stack(), 'Token').valueAsString])('the id %j is rejected', (id) => {
  expect(problemsOf(() => testEndpoint().addBenchmark(id as any))).toEqual([expect.stringContaining('the id of the benchmark is')]);
});

test('an id that is in use is an error', () => {
  const endpoint = testEndpoint();
  endpoint.addBenchmark('B');
  for (const id of ['B', 'Role']) {
    expect(problemsOf(() => endpoint.addBenchmark(id))).toEqual([`Llm already has a child with the id "${id}". Choose another id for the benchmark.`]);
  }
});

test('every benchmark has its own prefix for reports, which is valid in a policy whatever the ids', () => {
  const prefixes = ['模型', '模組', 'all*', 'B'].map((id) => testEndpoint().addBenchmark(id).prefix);
  expect(prefixes[3]).toBe('Test/Llm/B');
  prefixes.forEach((prefix) => expect(prefix).toMatch(/^[\w.!'()-]+(\/[\w.!'()-]+)*$/));
  expect(new Set(prefixes).size).toBe(4);
});

test('an endpoint in another region or account is measured and watched there', () => {
  const imported = (arn: string) => LmiEndpoint.fromEndpointArn(testStack(), 'Imported', arn);
  const elsewhere = imported('arn:aws:sagemaker:eu-west-1:222222222222:endpoint/chat');
  expect(problemsOf(() => elsewhere.addBenchmark('Load'))).toEqual([
    'addBenchmark was called on an endpoint in account 222222222222, but the stack is in account 123456789012. Import the endpoint into a stack in 222222222222, and call it there.',
    'addBenchmark was called on an endpoint in region eu-west-1, but the stack is in region us-east-1. Import the endpoint into a stack in eu-west-1, and call it there.',
  ]);
  expect(problemsOf(() => elsewhere.addAlarms())).toEqual([expect.stringContaining('addAlarms was called on an endpoint in region eu-west-1')]);
  const here = imported('arn:aws:sagemaker:us-east-1:123456789012:endpoint/chat');
  here.addBenchmark('Load');
  here.addAlarms();
});
