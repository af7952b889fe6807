import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { benchmarkCommands, benchmarkOptions, DURATION_OF_LOAD } from './benchmark-commands';
import { BenchmarkedEndpoint } from './benchmarked-endpoint';
import { checkBenchmark, checkTime, loadsOf, timeLimit } from './check-benchmark';
import { LmiBenchmarkProps } from './lmi-benchmark-props';
import { checkId } from '../checks/check-arguments';
import { LmiError } from '../checks/lmi-error';
import { Problems } from '../checks/problems';
import { grantKey, grantObjects } from '../model/grants';

const COMMAND = 'cdk-sagemaker-lmi.js';
const NAMESPACE = 'CdkSageMakerLmi/Benchmark';

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
    const props = checkBenchmark(problems, endpoint, given);
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
          build: { commands: benchmarkCommands(NAMESPACE, benchmarkOptions(endpoint, props, concurrency, rate)) },
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
