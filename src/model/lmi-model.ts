import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { checkBucketRegion } from './bucket-region';
import { grantRead } from './grants';
import { checkHubModel } from './hub-model-check';
import { LmiModelConfig } from './lmi-model-config';
import { LmiHuggingFaceModelOptions, LmiModelBindOptions, LmiModelOptions, LmiModelPackageOptions } from './lmi-model-options';
import { accessOf, checkNoAccess } from './model-access';
import { ARCHITECTURE, ModelArchitecture } from './model-architecture';
import { fileOptions, hasFiles, publishArchive, readArchive } from './model-archive';
import { checkUri, isDirectory } from './model-data';
import { directoryOf } from './s3-prefix';
import { Problems } from '../checks/problems';
import { BUCKET, checkedProps, instanceOf, needed, ownChecks, PropKinds, STRING } from '../checks/prop-kinds';
import { isLiteral, isUnresolved } from '../checks/tokens';
import { warn } from '../checks/warnings';
import { LIMITS } from '../facts/limits';

/** Location of the weights of a model. */
export abstract class LmiModel {
  /**
   * A model on the Hugging Face Hub, which the container downloads when it starts. The container needs internet access, so network isolation
   * raises an error.
   *
   * @param modelId the id, such as `meta-llama/Llama-3.1-8B-Instruct`
   * @param options revision, token and architecture
   */
  public static fromHuggingFace(modelId: string, options: LmiHuggingFaceModelOptions = {}): LmiModel {
    return new HubModel(modelId, options ?? {});
  }

  /**
   * Uncompressed weights under a prefix of a bucket. SageMaker downloads them, and the role can read only that prefix.
   * A `serving.properties` there overrides the props of the backend, and the library cannot check it.
   *
   * @param bucket the bucket, in the region of the endpoint
   * @param prefix the prefix with `config.json`; a missing trailing slash is added
   * @param options architecture, and files to put next to the weights
   */
  public static fromS3(bucket: s3.IBucket, prefix: string, options: LmiModelOptions = {}): LmiModel {
    return new PrefixModel(bucket, prefix, options ?? {});
  }

  /**
   * A gzipped tarball (`.tar.gz`) in a bucket, with the files of the model at its root. Unpacking large weights takes minutes: prefer
   * `fromS3`. A `serving.properties` in it overrides the props of the backend, and the library cannot check it.
   *
   * @param bucket the bucket, in the region of the endpoint
   * @param key the key of the tarball
   * @param options architecture, and files to put next to the weights
   */
  public static fromTarball(bucket: s3.IBucket, key: string, options: LmiModelOptions = {}): LmiModel {
    return new TarballModel(bucket, key, options ?? {});
  }

  /**
   * A local directory, packed with `tar` at synth and published with the stack. For small models and their configuration; put
   * large weights into a bucket and use `fromS3`. Symbolic links are followed. The directory itself is not changed.
   *
   * @param directory the directory with `config.json`
   * @param options architecture, and files to pack next to the weights
   */
  public static fromAsset(directory: string, options: LmiModelOptions = {}): LmiModel {
    return new AssetModel(directory, options ?? {});
  }

  /**
   * A model package, such as one that was approved in a registry or created by a recommendation job. It contains weights, image and variables; props of
   * the backend and `environment` are added to the variables, defaults are not. The role can pull the image of the backend: if the package has another image,
   * pass that to the backend. A package from AWS Marketplace requires `networkIsolation: true`.
   *
   * @param modelPackageArn the ARN of the package, including its version if it has one
   * @param options specification, bucket of the weights, and architecture
   */
  public static fromModelPackage(modelPackageArn: string, options: LmiModelPackageOptions = {}): LmiModel {
    return new PackageModel(modelPackageArn, options ?? {});
  }

  /**
   * Architecture of the model.
   *
   * @default - unknown, and memory is not checked
   */
  public abstract readonly architecture?: ModelArchitecture;

  /**
   * Resolves the model in the scope of an endpoint and grants its role to read the weights.
   *
   * @param scope the scope in which resources may be created
   * @param grantee the execution role
   * @param options what the endpoint adds
   */
  public abstract bind(scope: Construct, grantee: iam.IGrantable, options?: LmiModelBindOptions): LmiModelConfig;
}

/** Kind of a prop that takes a model. */
export const MODEL = instanceOf(LmiModel, 'create it with LmiModel.fromHuggingFace or LmiModel.fromS3');

const MODEL_KINDS: PropKinds<LmiModelOptions> = {
  ...ownChecks('servingProperties', 'handler', 'requirements', 'files', 'acceptEula', 'hubContentArn'),
  architecture: ARCHITECTURE,
};
const HUB_KINDS: PropKinds<LmiHuggingFaceModelOptions> = { ...MODEL_KINDS, ...ownChecks('revision', 'token', 'tokenField') };
const PACKAGE_KINDS: PropKinds<LmiModelPackageOptions> = { inferenceSpecificationName: STRING, bucket: BUCKET, architecture: ARCHITECTURE };

class HubModel extends LmiModel {
  public readonly architecture?: ModelArchitecture;

  public constructor(private readonly modelId: string, private readonly options: LmiHuggingFaceModelOptions) {
    super();
    this.architecture = soundArchitecture(options) ?? (isLiteral(modelId) ? ModelArchitecture._forModelId(modelId) : undefined);
  }

  public bind(scope: Construct, grantee: iam.IGrantable, bound: LmiModelBindOptions = {}): LmiModelConfig {
    const { revision, token, tokenField } = this.options;
    const problems = new Problems(scope);
    checkedProps(problems, this.options, HUB_KINDS);
    checkHubModel(problems, { ...this.options, modelId: this.modelId });
    checkNoAccess(problems, this.options, 'the weights come from the Hugging Face Hub');
    return {
      ...loadedByContainer(scope, problems, grantee, this.modelId, this.options, bound),
      revision,
      token: tokenField === undefined ? token?.secretValue : token?.secretValueFromJson(tokenField),
      architecture: this.architecture,
    };
  }
}

/** The key of a packed model, which nobody means as a prefix. */
const TARBALL = /\.(tar\.gz|tgz|tar|zip)$/i;

class PrefixModel extends LmiModel {
  public readonly architecture?: ModelArchitecture;

  public constructor(private readonly bucket: s3.IBucket, private readonly prefix: string, private readonly options: LmiModelOptions) {
    super();
    this.architecture = soundArchitecture(options);
  }

  public bind(scope: Construct, grantee: iam.IGrantable, bound: LmiModelBindOptions = {}): LmiModelConfig {
    const problems = new Problems(scope);
    checkedProps(problems, this.options, MODEL_KINDS);
    checkBucket(problems, this.bucket, 'pass the bucket that holds the weights');
    problems.required('prefix', this.prefix, 'pass the prefix that holds config.json');
    if (isLiteral(this.prefix) && typeof this.prefix === 'string' && TARBALL.test(this.prefix)) {
      problems.add(`prefix is ${JSON.stringify(this.prefix)}, which is the key of a tarball, not a prefix. Use LmiModel.fromTarball.`);
    }
    const prefix = directoryOf(problems, 'prefix', this.prefix);
    const hasFilesNextToIt = hasFiles(this.options, bound);
    const access = hasFilesNextToIt ? undefined : accessOf(problems, this.options);
    if (hasFilesNextToIt) {
      checkNoAccess(problems, this.options, 'with files next to the weights the container downloads them itself');
    } else {
      checkBucketRegion(scope, problems, this.bucket);
    }
    problems.throwIfAny();
    const s3Uri = `s3://${this.bucket.bucketName}/${prefix}`;
    checkUri(scope, 'model', s3Uri);
    grantRead(scope, this.bucket, grantee, `${prefix}*`);
    if (!hasFilesNextToIt) {
      return { modelData: { s3Uri, compressed: false, ...access }, architecture: this.architecture };
    }
    if (isUnresolved(s3Uri)) {
      problems.add('the S3 URI of the weights is known only at deployment, but serving.properties, which tells the container where they are, is packed at synth. '
        + 'Name bucket and prefix by literals, or put the files under the prefix.');
    }
    return { ...loadedByContainer(scope, problems, grantee, s3Uri, this.options, bound), architecture: this.architecture };
  }
}

class TarballModel extends LmiModel {
  public readonly architecture?: ModelArchitecture;

  public constructor(private readonly bucket: s3.IBucket, private readonly key: string, private readonly options: LmiModelOptions) {
    super();
    this.architecture = soundArchitecture(options);
  }

  public bind(scope: Construct, grantee: iam.IGrantable, bound: LmiModelBindOptions = {}): LmiModelConfig {
    const problems = new Problems(scope);
    checkedProps(problems, this.options, MODEL_KINDS);
    checkBucket(problems, this.bucket, 'pass the bucket that holds the tarball');
    checkBucketRegion(scope, problems, this.bucket);
    if (problems.required('key', this.key, 'pass the key of the tarball')) {
      problems.pattern('key', this.key, /^(?!\/|s3:)\S+\.tar\.gz$/, 'the key of an object that ends in .tar.gz',
        'pack the files with tar and gzip, or use LmiModel.fromS3 for a prefix');
    }
    if (hasFiles(this.options, bound)) {
      const asked = [...fileOptions(this.options), ...Object.keys(bound.files ?? {})].join(', ');
      problems.add(`the weights are in a tarball, which cannot take files next to them (${asked}), because SageMaker downloads one archive for a model. Put the files `
        + 'into the tarball, or unpack it and use LmiModel.fromS3.');
    }
    const access = accessOf(problems, this.options);
    problems.throwIfAny();
    const s3Uri = `s3://${this.bucket.bucketName}/${this.key}`;
    checkUri(scope, 'model', s3Uri);
    grantRead(scope, this.bucket, grantee, this.key);
    return { modelData: { s3Uri, compressed: true, ...access }, architecture: this.architecture };
  }
}

class AssetModel extends LmiModel {
  public readonly architecture?: ModelArchitecture;

  public constructor(private readonly directory: string, private readonly options: LmiModelOptions) {
    super();
    this.architecture = soundArchitecture(options);
  }

  public bind(scope: Construct, grantee: iam.IGrantable, bound: LmiModelBindOptions = {}): LmiModelConfig {
    const problems = new Problems(scope);
    checkedProps(problems, this.options, MODEL_KINDS);
    if (!isDirectory(this.directory)) {
      problems.invalid('directory', this.directory, 'a directory that exists', 'pass the path of the directory that holds config.json');
    }
    checkNoAccess(problems, this.options, 'the weights are in a directory of yours');
    problems.throwIfAny();
    const archive = readArchive(problems, { directory: this.directory }, this.options, bound);
    problems.throwIfAny();
    return {
      modelData: publishArchive(scope, grantee, archive!, this.directory),
      servingProperties: archive!.servingProperties,
      servingPropertiesFile: archive!.servingPropertiesFile,
      files: archive!.names,
      synchronousHandler: archive!.synchronousHandler,
      architecture: this.architecture,
    };
  }
}

class PackageModel extends LmiModel {
  public readonly architecture?: ModelArchitecture;

  public constructor(private readonly modelPackageArn: string, private readonly options: LmiModelPackageOptions) {
    super();
    this.architecture = soundArchitecture(options);
  }

  public bind(scope: Construct, grantee: iam.IGrantable): LmiModelConfig {
    const problems = new Problems(scope);
    const { bucket, inferenceSpecificationName } = checkedProps(problems, this.options, PACKAGE_KINDS);
    problems.required('modelPackageArn', this.modelPackageArn, 'pass the ARN of the package');
    problems.pattern('modelPackageArn', this.modelPackageArn, LIMITS.modelPackageArn.pattern, LIMITS.modelPackageArn.allowed, 'pass the ARN of the package');
    problems.pattern('inferenceSpecificationName', inferenceSpecificationName, LIMITS.name.pattern, LIMITS.name.allowed, 'pass a name that the package has');
    problems.throwIfAny();
    if (bucket) {
      grantRead(scope, bucket, grantee, '*');
    } else {
      warn(scope, 'package-weights', 'the weights of the model package are in a bucket that the role gets no access to, because it is not known. Pass bucket to LmiModel.fromModelPackage, or a role '
        + 'that may read them.');
    }
    return { modelPackageArn: this.modelPackageArn, inferenceSpecificationName, architecture: this.architecture };
  }
}

/** A model whose weights the container downloads itself, plus the files that SageMaker puts into the model directory. */
function loadedByContainer(
  scope: Construct, problems: Problems, grantee: iam.IGrantable, location: string, options: LmiModelOptions, bound: LmiModelBindOptions,
): LmiModelConfig {
  const archive = hasFiles(options, bound) ? readArchive(problems, { location }, options, bound) : undefined;
  problems.throwIfAny();
  return archive === undefined ? { modelId: location } : {
    modelId: location,
    modelData: publishArchive(scope, grantee, archive),
    servingProperties: archive.servingProperties,
    files: archive.names,
    synchronousHandler: archive.synchronousHandler,
  };
}

function checkBucket(problems: Problems, bucket: s3.IBucket, remedy: string): void {
  checkedProps(problems, { bucket }, { bucket: needed(BUCKET, remedy) });
}

/** The architecture if it is valid: it is read before the model is bound and its problems are reported. */
function soundArchitecture({ architecture }: Pick<LmiModelOptions, 'architecture'>): ModelArchitecture | undefined {
  return ARCHITECTURE.accepts(architecture) ? architecture : undefined;
}
