import { CustomResource, Duration, RemovalPolicy, Size, Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledgeBucket, acknowledgeLogs } from './acknowledgements';
import { addedFiles, contentsOf, publishFiles } from './added-files';
import { checkStagedModel, STAGED_MODEL_KINDS } from './check-staged-model';
import { Copier, dimensionOf, nameOf } from './copier';
import { LmiStagedModelProps } from './lmi-staged-model-props';
import { StagedModel } from './staged-model';
import { Problems } from '../checks/problems';
import { checkedProps } from '../checks/prop-kinds';
import { isLiteral } from '../checks/tokens';
import { warn } from '../checks/warnings';
import { STAGED_FILES, STAGING_MINUTES, STAGING_RATES } from '../facts/staged-files';
import { checkpointGib } from '../memory/weights';
import { isGated } from '../model/listed-models';
import { LmiModel } from '../model/lmi-model';
import { ModelArchitecture } from '../model/model-architecture';
import { directoryOf } from '../model/s3-prefix';
import { checkMetricOptions } from '../operate/metric-of';

const HUB = 'https://huggingface.co';
const METRICS = { namespace: 'LMI/Staging', statistic: 'Sum' };

/**
 * Weights that a deployment copies from the Hugging Face Hub to a bucket, at one commit, with verified checksums. An endpoint with `.model` waits
 * for the copy, loads from Amazon S3, runs isolated from the network, and needs neither the Hub nor a token.
 *
 * A new revision is copied to a new prefix, so that an update can roll back. An existing copy of a commit is reused.
 */
export class LmiStagedModel extends Construct {
  /** The model for an endpoint or a component, which waits until all files are there. */
  public readonly model: LmiModel;
  /** The bucket with the files. */
  public readonly bucket: s3.IBucket;
  /** Key prefix of the files with a trailing slash, known at deployment. Resources that use it wait for the copy. */
  public readonly modelPrefix: string;
  /** The staged commit, known at deployment. */
  public readonly commit: string;
  /**
   * Estimated size of the weights.
   *
   * @default - the architecture of the model is unknown
   */
  public readonly estimatedSize?: Size;
  /**
   * Estimated duration of the copy at 40 MB/s for each group of files, which is a conservative rate.
   *
   * @default - the architecture of the model is unknown
   */
  public readonly estimatedDuration?: Duration;
  private readonly dimension: string;

  /**
   * @param scope the parent construct
   * @param id the id of the construct
   * @param props the model and the destination
   */
  public constructor(scope: Construct, id: string, props: LmiStagedModelProps) {
    super(scope, id);
    const problems = new Problems(this);
    props = checkedProps(problems, props, STAGED_MODEL_KINDS);
    checkStagedModel(this, problems, props);
    const root = directoryOf(problems, 'prefix', props.prefix ?? '');
    const added = addedFiles(problems, props);
    problems.throwIfAny();

    const architecture = props.architecture ?? (isLiteral(props.modelId) ? ModelArchitecture._forModelId(props.modelId) : undefined);
    const { modelId, revision = 'main', maxConcurrency = 20 } = props;
    this.bucket = props.bucket ?? this.ownBucket(props);
    this.dimension = dimensionOf(this);
    const logGroup = new logs.LogGroup(this, 'Logs', { retention: props.logRetention ?? logs.RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY });
    acknowledgeLogs(logGroup);

    const files = selection(props);
    const selectionName = nameOf(this, added ? [files, contentsOf(this, added)] : files);
    // A change of the staged files or their location creates new resources next to the old ones: a rollback then finds the old resources and permissions unchanged.
    const copier = new Copier(this, `Copier-${nameOf(this, [this.bucket.bucketName, root, modelId, revision, selectionName])}`, {
      bucket: this.bucket,
      prefixes: [`${root}${modelId}/`, `${root}.staging/${modelId}/`],
      token: props.token,
      tokenField: props.tokenField,
      hubEndpoint: props.hubEndpoint ?? HUB,
      maxConcurrency,
      vpc: props.vpc,
      vpcSubnets: props.vpcSubnets,
      securityGroups: props.securityGroups,
      logGroup,
      name: this.dimension,
    });
    const staged = new CustomResource(copier, 'Staged', {
      resourceType: 'Custom::LmiStagedModel',
      serviceToken: copier.serviceToken,
      serviceTimeout: Duration.hours(1),
      properties: {
        ModelId: modelId,
        Revision: revision,
        Bucket: this.bucket.bucketName,
        Root: root,
        Selection: selectionName,
        Include: files.include,
        Exclude: files.exclude,
        DefaultSelection: String(files.isDefault),
        ...(added ? { Files: publishFiles(this, copier.grantee, added) } : {}),
        RemovalPolicy: isKept(props.removalPolicy) ? 'retain' : 'destroy',
        StateMachineArn: copier.stateMachineArn,
      },
    });
    staged.node.addDependency(copier.permission, this.bucket);

    this.modelPrefix = `${staged.getAttString('Prefix')}/`;
    this.commit = staged.getAttString('Commit');
    this.model = new StagedModel({
      staging: this,
      bucket: this.bucket,
      prefix: this.modelPrefix,
      knownPrefix: isCommit(revision) && isLiteral(modelId) && isLiteral(root) ? `${root}${modelId}/${revision}-${selectionName}/` : undefined,
      isDestroyed: !isKept(props.removalPolicy),
    }, architecture, added);

    if (architecture) {
      const gigabytes = checkpointGib(architecture._geometry) * 2 ** 30 / 1e9;
      this.estimatedSize = Size.gibibytes(Math.ceil(checkpointGib(architecture._geometry)));
      this.estimatedDuration = Duration.seconds(copySeconds(gigabytes, maxConcurrency));
    }
    this.warnOfDoubts(props);
  }

  /**
   * Metric for the number of copied bytes, in the namespace `LMI/Staging`. Its sum is the progress, its rate the speed.
   *
   * @param options options to override, such as period and statistic
   */
  public metricCopiedBytes(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric({ metricName: 'CopiedBytes' }, options);
  }

  /**
   * Metric for the total number of bytes, published when the copy starts.
   *
   * @param options options to override, such as period and statistic
   */
  public metricModelBytes(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric({ metricName: 'ModelBytes', statistic: 'Maximum' }, options);
  }

  private metric(props: Pick<cloudwatch.MetricProps, 'metricName' | 'statistic'>, options: cloudwatch.MetricOptions): cloudwatch.Metric {
    checkMetricOptions(options);
    return new cloudwatch.Metric({ ...METRICS, dimensionsMap: { StagedModel: this.dimension }, ...props, ...options });
  }

  private ownBucket({ encryptionKey, removalPolicy }: LmiStagedModelProps): s3.Bucket {
    const bucket = new s3.Bucket(this, 'Bucket', {
      encryption: encryptionKey ? s3.BucketEncryption.KMS : s3.BucketEncryption.S3_MANAGED,
      encryptionKey,
      bucketKeyEnabled: encryptionKey ? true : undefined,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      // Cleans up after a copy that was killed.
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      removalPolicy: isKept(removalPolicy) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    acknowledgeBucket(bucket, encryptionKey !== undefined);
    return bucket;
  }

  private warnOfDoubts({ modelId, token, include }: LmiStagedModelProps): void {
    if (token === undefined && isLiteral(modelId) && isGated(modelId)) {
      warn(this, 'gated-model', `${modelId} is gated on the Hugging Face Hub, and there is no token, so it cannot be copied. Accept the terms on the Hub and pass token, a secret of AWS `
        + 'Secrets Manager.');
    }
    const pickles = (include ?? []).filter((pattern) => STAGED_FILES.pickles.test(pattern));
    if (pickles.length > 0) {
      warn(this, 'staged-pickles', `include has ${pickles.join(', ')}. Such weights can run code when they are loaded. Prefer *.safetensors, or trust the owner of the model.`);
    }
    if (this.estimatedDuration && this.estimatedDuration.toMinutes({ integral: false }) > STAGING_MINUTES) {
      warn(this, 'slow-staging', `the weights have about ${this.estimatedSize!.toGibibytes()} GiB and may take ${Math.ceil(this.estimatedDuration.toMinutes({ integral: false }))} minutes to `
        + `copy, but a deployment waits for ${STAGING_MINUTES}. Raise maxConcurrency, and pass a bucket, so that the next deployment can reuse what a failed one has copied.`);
    }
  }
}

interface Files {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly isDefault: boolean;
}

function selection({ include, exclude, trustRemoteCode }: LmiStagedModelProps): Files {
  return {
    include: include ?? [...STAGED_FILES.include, ...(trustRemoteCode ? STAGED_FILES.code : [])],
    exclude: include ? exclude ?? [] : [...STAGED_FILES.exclude, ...(exclude ?? [])],
    isDefault: include === undefined,
  };
}

function isKept(policy: RemovalPolicy | undefined): boolean {
  return policy !== RemovalPolicy.DESTROY;
}

function isCommit(revision: string): boolean {
  return !Token.isUnresolved(revision) && /^[0-9a-f]{40}$/.test(revision);
}

/** Workers beyond the number of shards are idle, and few workers copy the last shards. */
function copySeconds(gigabytes: number, maxConcurrency: number): number {
  const shards = Math.max(1, Math.ceil(gigabytes / STAGING_RATES.shardGb));
  const rounds = Math.ceil(shards / maxConcurrency);
  return Math.ceil(rounds * gigabytes / shards * 1000 / STAGING_RATES.worker);
}
