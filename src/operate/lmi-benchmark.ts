import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, RemovalPolicy, Stack, Tokenization } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { benchmarkCommands } from './benchmark-commands';
import { LmiBenchmarkProps, LmiBenchmarkSchema } from './lmi-benchmark-props';
import { checkId } from '../checks/check-arguments';
import { isConvertible } from '../checks/durations';
import { LmiError } from '../checks/lmi-error';
import { checkWithoutVpc, NETWORK_KINDS } from '../checks/network-props';
import { Bounds, Problems } from '../checks/problems';
import { BUCKET, checkedProps, DURATION, FLAG, having, ownChecks, PropKinds, STRING, wordOf } from '../checks/prop-kinds';
import { isLiteral } from '../checks/tokens';
import { grantKey, grantObjects } from '../model/grants';

/** The endpoint or component to benchmark, as far as it is known. */
export interface BenchmarkedEndpoint {
  readonly endpointName: string;
  readonly inferenceComponentName?: string;
  /** Whether it has inference components, so that every request must name one. */
  readonly needsComponent?: boolean;
  readonly isAsync: boolean;
  readonly instanceType?: string;
  readonly instanceCount?: number;
  /** Number of copies of an inference component. */
  readonly copies?: number;
  /** Price of all instances, or of the share that the copies take. */
  readonly hourlyPrice?: number;
  /** Number of requests that an instance or a copy serves at once. */
  readonly maxBatch?: number;
  /** Number of tokens in its KV cache. */
  readonly kvCacheTokens?: number;
  readonly grantInvoke: (grantee: iam.IGrantable) => iam.Grant;
}

const COMMAND = 'cdk-sagemaker-lmi.js';
const NAMESPACE = 'CdkSageMakerLmi/Benchmark';
const MOST_LOADS = 10;
const DURATION_OF_LOAD = Duration.minutes(1);

/**
 * A benchmark of an endpoint, with reports in S3, CloudWatch metrics, and an alarm if the endpoint gets slower.
 *
 * A CodeBuild project runs the command of this package, which is deployed with it, so nothing is downloaded at run time. It only has permissions to
 * invoke the endpoint, write its reports and publish its metrics. A run costs minutes of a small CodeBuild machine, and the endpoint serves its
 * requests in addition to others.
 */
export class LmiBenchmark extends Construct implements iam.IGrantable {
  /**
   * @internal
   */
  public static _of(scope: Construct, id: string, endpoint: BenchmarkedEndpoint, props: LmiBenchmarkProps): LmiBenchmark {
    checkId(scope, 'the benchmark', id);
    return new LmiBenchmark(scope, id, endpoint, props);
  }

  /** The CodeBuild project. Start it manually with `aws codebuild start-build --project-name <name>`. */
  public readonly project: codebuild.Project;
  /** The bucket of the reports: `<prefix>/latest.json` and `.md`, and each run under its time. */
  public readonly bucket: s3.IBucket;
  /** Prefix of the reports in the bucket. */
  public readonly prefix: string;
  /** Goes off if a metric is worse than in the previous run by more than `slowdownPercentage`. OK without runs. */
  public readonly slowdownAlarm: cloudwatch.Alarm;
  public readonly grantPrincipal: iam.IPrincipal;
  private readonly endpoint: BenchmarkedEndpoint;
  private readonly loads: readonly string[];

  private constructor(scope: Construct, id: string, endpoint: BenchmarkedEndpoint, given: LmiBenchmarkProps) {
    super(scope, id);
    this.endpoint = endpoint;
    const problems = new Problems(this);
    const props = checked(problems, endpoint, given);
    const concurrency = loadsOf(props.concurrency) ?? (props.rate === undefined ? [1, 4, 16] : []);
    const rate = loadsOf(props.rate) ?? [];
    const timeout = timeLimit(problems, Stack.of(this).region, endpoint, props);
    checkTime(problems, concurrency.length + rate.length, props.duration ?? DURATION_OF_LOAD, timeout);
    problems.throwIfAny();

    const command = new Asset(this, 'Command', { path: commandFile(this) });
    this.bucket = props.bucket ?? new s3.Bucket(this, 'Reports', {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL, encryption: s3.BucketEncryption.S3_MANAGED, enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.prefix = props.prefix ?? prefixOf(this);
    this.loads = [...concurrency.map((load) => `concurrency-${load}`), ...rate.map((load) => `rate-${load}`)];
    this.project = new codebuild.Project(this, 'Project', {
      description: 'Measures the speed and the cost of a SageMaker endpoint',
      environment: { buildImage: codebuild.LinuxBuildImage.AMAZON_LINUX_2023_5, computeType: codebuild.ComputeType.SMALL },
      environmentVariables: Object.fromEntries(Object.entries({
        ENDPOINT: endpoint.endpointName,
        COMMAND: command.s3ObjectUrl,
        REPORTS: `s3://${this.bucket.bucketName}/${this.prefix}`,
        // The rule sets it to the endpoint config with which the endpoint came into service.
        ENDPOINT_CONFIG: '',
      }).map(([name, value]) => [name, { value }])),
      buildSpec: codebuild.BuildSpec.fromObject({
        version: '0.2',
        phases: {
          install: { 'runtime-versions': { nodejs: '22' } },
          build: { commands: benchmarkCommands(NAMESPACE, options(endpoint, props, concurrency, rate)) },
        },
      }),
      timeout,
      // SageMaker may emit the event more than once, and two runs at the same time would distort each other.
      concurrentBuildLimit: 1,
      grantReportGroupPermissions: false,
      vpc: props.vpc,
      subnetSelection: props.vpcSubnets,
      securityGroups: props.securityGroups,
    });
    this.grantPrincipal = this.project.grantPrincipal;
    this.permit(command);
    this.start(props);
    this.slowdownAlarm = new cloudwatch.Alarm(this, 'Slowdown', {
      metric: this.metric('Slowdown'),
      threshold: props.slowdownPercentage ?? 20,
      evaluationPeriods: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      alarmDescription: 'The endpoint is slower, or its tokens cost more, than when it was measured last. Compare the last two reports.',
    });
  }

  /**
   * A metric of the last run, such as `TimeToFirstTokenP99`, `TimeBetweenTokensP50`, `LatencyP99`, `OutputTokensPerSecond`, `CostPerMillionTokens`
   * or `ErrorPercentage` of a load, or `Slowdown` of all loads.
   *
   * @param metricName the name of the metric
   * @param load the load, such as `concurrency-4` or `rate-2`
   */
  public metric(metricName: string, load?: string): cloudwatch.Metric {
    const problems = new Problems(this);
    const name = /^[^:][^]{0,254}$/;
    if (problems.required('metricName', metricName, 'pass the name of a metric such as TimeToFirstTokenP99')) {
      problems.pattern('metricName', metricName, name, 'a string of 1 to 255 characters', 'pass the name of a metric such as TimeToFirstTokenP99');
    }
    problems.pattern('load', load ?? undefined, name, 'a string of 1 to 255 characters', 'pass a load such as concurrency-4, or omit it');
    problems.throwIfAny();
    const { endpointName, inferenceComponentName } = this.endpoint;
    return new cloudwatch.Metric({
      namespace: NAMESPACE,
      metricName,
      dimensionsMap: {
        EndpointName: endpointName,
        ...(inferenceComponentName === undefined ? {} : { InferenceComponentName: inferenceComponentName }),
        ...((load ?? undefined) === undefined ? {} : { Load: load }),
      },
      statistic: cloudwatch.Stats.MAXIMUM,
      period: Duration.hours(1),
    }).attachTo(this);
  }

  /** A row for a dashboard: time to first token, time between tokens, throughput and cost by load. */
  public widgets(): cloudwatch.IWidget[] {
    const graph = (title: string, metricName: string) => new cloudwatch.GraphWidget({
      title, width: 6, left: this.loads.map((load) => this.metric(metricName, load).with({ label: load })),
    });
    return [
      graph('Time to first token, p99 (ms)', 'TimeToFirstTokenP99'), graph('Time between tokens, p50 (ms)', 'TimeBetweenTokensP50'),
      graph('Output tokens a second', 'OutputTokensPerSecond'), graph('Cost of a million tokens ($)', 'CostPerMillionTokens'),
    ];
  }

  /** Grants only what a run needs. */
  private permit(command: Asset): void {
    this.endpoint.grantInvoke(this);
    this.project.addToRolePolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [command.bucket.arnForObjects(command.s3ObjectKey)] }));
    grantObjects(this, this.bucket, this, `${this.prefix}/*`, ['s3:GetObject', 's3:PutObject']);
    grantKey(this.bucket.encryptionKey, this, ['kms:Decrypt', 'kms:GenerateDataKey']);
    this.project.addToRolePolicy(new iam.PolicyStatement({
      actions: ['cloudwatch:PutMetricData'],
      resources: ['*'],
      conditions: { StringEquals: { 'cloudwatch:namespace': NAMESPACE } },
    }));
  }

  private start({ schedule, afterDeployment }: LmiBenchmarkProps): void {
    // A build that is rejected because another one runs must not be retried for a day.
    const once = { retryAttempts: 0 };
    if (schedule !== undefined) {
      new events.Rule(this, 'Schedule', { schedule, targets: [new targets.CodeBuildProject(this.project, once)] });
    }
    if (afterDeployment) {
      new events.Rule(this, 'AfterDeployment', {
        description: 'Measures the endpoint when a deployment has reached it',
        eventPattern: {
          source: ['aws.sagemaker'],
          detailType: ['SageMaker Endpoint State Change'],
          // The spelling in observed events, and the one in the API.
          detail: { EndpointName: [this.endpoint.endpointName], EndpointStatus: ['IN_SERVICE', 'InService'] },
        },
        targets: [new targets.CodeBuildProject(this.project, {
          ...once,
          event: events.RuleTargetInput.fromObject({
            environmentVariablesOverride: [{ name: 'ENDPOINT_CONFIG', type: 'PLAINTEXT', value: events.EventField.fromPath('$.detail.EndpointConfigName') }],
          }),
        })],
      });
    }
  }
}

/** The path of the benchmark in characters that a policy can contain. If some are replaced, the address makes it unique. */
function prefixOf(benchmark: Construct): string {
  const { path, addr } = benchmark.node;
  const prefix = path.replace(/[^\w.!'()/-]+/g, '-');
  return prefix === path ? path : `${prefix}-${addr.slice(-8)}`;
}

/** The path of the command, relative to the compiled library or to the sources. */
function commandFile(scope: Construct): string {
  const file = [join(__dirname, '..', 'bin', COMMAND), join(__dirname, '..', '..', 'bin', COMMAND)].find(existsSync);
  if (file === undefined) {
    throw new LmiError(scope.node.path, [`bin/${COMMAND} is missing next to the library. Install the package again, or run npx projen compile in a clone.`]);
  }
  return file;
}

/** JavaScript callers may pass a single load. */
function loadsOf(loads: readonly number[] | number | undefined): readonly number[] | undefined {
  return typeof loads === 'number' ? [loads] : loads;
}

function options(endpoint: BenchmarkedEndpoint, props: LmiBenchmarkProps, concurrency: readonly number[], rate: readonly number[]): string[] {
  const { inferenceComponentName, instanceType, instanceCount = 1, copies = 1, hourlyPrice, maxBatch, kvCacheTokens } = endpoint;
  const isComponent = inferenceComponentName !== undefined;
  const all: { readonly [option: string]: string | number | undefined } = {
    'component': inferenceComponentName,
    'concurrency': concurrency.length > 0 ? concurrency.join(',') : undefined,
    'rate': rate.length > 0 ? rate.join(',') : undefined,
    'requests': props.maxRequests ?? 10_000,
    'duration': `${written((props.duration ?? DURATION_OF_LOAD).toSeconds())}s`,
    'input-tokens': props.inputTokens ?? 256,
    'output-tokens': props.outputTokens ?? 128,
    'schema': props.schema ?? LmiBenchmarkSchema.LMI,
    'instance-type': instanceType,
    'instance-count': instanceType === undefined || isComponent ? undefined : instanceCount,
    'copies': instanceType === undefined || !isComponent ? undefined : copies,
    'hourly-price': hourlyPrice === undefined ? undefined : Number((hourlyPrice / (isComponent ? copies : instanceCount)).toFixed(6)),
    'max-batch': maxBatch,
    'kv-cache-tokens': kvCacheTokens,
  };
  return Object.entries(all).flatMap(([option, value]) => value === undefined ? [] : [`--${option} "${typeof value === 'number' ? written(value) : value}"`]);
}

/** A number as a string, including one known only at deployment. */
function written(value: number): string {
  return Tokenization.stringifyNumber(value);
}

const COUNTS = ['inputTokens', 'outputTokens', 'maxRequests'] as const;

const KINDS: PropKinds<LmiBenchmarkProps> = {
  ...ownChecks('concurrency', 'rate', 'maxCost', 'slowdownPercentage', ...COUNTS),
  schedule: having('expressionString', 'a Schedule of aws-cdk-lib/aws-events', 'use a method such as Schedule.rate'),
  afterDeployment: FLAG, bucket: BUCKET, prefix: STRING, duration: DURATION, timeout: DURATION, ...NETWORK_KINDS,
  schema: wordOf(LmiBenchmarkSchema),
};

function checked(problems: Problems, endpoint: BenchmarkedEndpoint, given: LmiBenchmarkProps): LmiBenchmarkProps {
  const props = checkedProps(problems, given, KINDS);
  if (endpoint.isAsync) {
    problems.add('addBenchmark was called on an asynchronous endpoint, whose requests wait in a queue. Measure the model on a real-time endpoint.');
  }
  if (endpoint.needsComponent) {
    problems.add('addBenchmark was called on an endpoint for inference components, but each request must name one of them. Call it on the component that addModel returns.');
  }
  checkLoads(problems, 'concurrency', loadsOf(props.concurrency), { min: 1, max: 256 });
  checkLoads(problems, 'rate', loadsOf(props.rate), { min: 0, exclusiveMin: true, max: 100, integer: false });
  for (const name of COUNTS) {
    problems.number(name, props[name], { min: 1, max: 1_000_000 }, 'pass a whole number');
  }
  problems.number('slowdownPercentage', props.slowdownPercentage, { min: 0, exclusiveMin: true, integer: false }, 'pass a percentage');
  problems.number('maxCost', props.maxCost, { min: 0, exclusiveMin: true, integer: false }, 'pass US dollars');
  problems.seconds('duration', props.duration, { min: 5, max: 3600 }, 'pass from 5 seconds to 1 hour');
  problems.seconds('timeout', props.timeout, { min: 300, max: 28_800 }, 'pass from 5 minutes to 8 hours');
  checkUnit(problems, 'duration', props.duration, 'seconds');
  checkUnit(problems, 'timeout', props.timeout, 'minutes');
  problems.pattern('prefix', props.prefix, /^[\w.!*'()-]+(\/[\w.!*'()-]+)*$/, 'a prefix without a slash at either end', 'pass a prefix such as benchmarks/chat');
  checkWithoutVpc(problems, props, ['vpcSubnets', 'securityGroups']);
  if (props.afterDeployment && endpoint.inferenceComponentName !== undefined) {
    problems.add('afterDeployment is true, but SageMaker emits no event for deployments of an inference component. Pass schedule.');
  }
  return props;
}

function checkLoads(problems: Problems, name: 'concurrency' | 'rate', loads: readonly number[] | undefined, bounds: Bounds): void {
  if (loads === undefined) {
    return;
  }
  if (!Array.isArray(loads) || loads.length === 0 || loads.length > MOST_LOADS) {
    problems.invalid(name, loads, `a list of 1 to ${MOST_LOADS} loads`, 'pass a list such as [1, 4, 16]');
    return;
  }
  loads.forEach((load) => {
    if (!isLiteral(load)) {
      problems.invalid(name, load, 'known at synth time', 'write it as a literal');
    } else {
      problems.number(name, load, bounds, 'pass a load that one small machine can generate');
    }
  });
}

/** A duration known only at deployment can be rendered only in the unit that it was created with. */
function checkUnit(problems: Problems, name: 'duration' | 'timeout', value: Duration | undefined, unit: 'seconds' | 'minutes'): void {
  if (value?.isUnresolved?.() && !isConvertible(() => unit === 'seconds' ? value.toSeconds() : value.toMinutes())) {
    problems.add(`${name} is known only at deployment, in a unit other than ${unit}. Create it with Duration.${unit}.`);
  }
}

/** Time limit of a run: the timeout, or less if the maximum cost requires it. */
function timeLimit(
  problems: Problems, region: string, endpoint: BenchmarkedEndpoint, { timeout = Duration.minutes(30), maxCost }: LmiBenchmarkProps,
): Duration {
  if (maxCost === undefined || problems.count > 0) {
    return timeout;
  }
  if (!isLiteral(maxCost) || !isLiteral(timeout)) {
    problems.invalid(isLiteral(maxCost) ? 'timeout' : 'maxCost', isLiteral(maxCost) ? timeout : maxCost, 'known at synth time', 'write it as a literal, or omit maxCost');
    return timeout;
  }
  if (endpoint.hourlyPrice === undefined) {
    problems.add(`maxCost is ${maxCost}, but the price of the instances is unknown${isLiteral(region) ? ` in ${region}` : ''}. Pass timeout instead.`);
    return timeout;
  }
  const minutes = Math.floor(maxCost / endpoint.hourlyPrice * 60);
  if (minutes < 5) {
    problems.invalid('maxCost', maxCost, `at least ${(endpoint.hourlyPrice / 12).toFixed(2)}, the price of 5 minutes`, 'raise it, or omit it');
    return timeout;
  }
  return Duration.minutes(Math.min(minutes, Math.floor(timeout.toMinutes({ integral: false }))));
}

/** A run that is stopped before its last load ends has no result. */
function checkTime(problems: Problems, loads: number, duration: Duration, timeout: Duration): void {
  if (problems.count > 0 || !isLiteral(duration) || !isLiteral(timeout)) {
    return;
  }
  const [needed, limit] = [loads * duration.toSeconds(), timeout.toSeconds()];
  if (needed >= limit) {
    problems.add(`${loads} loads of ${duration.toHumanString()} take ${Duration.seconds(needed).toHumanString()}, but a run is stopped after ${timeout.toHumanString()}. `
      + 'Raise timeout and maxCost, shorten duration, or pass fewer loads.');
  }
}
