import { SecretValue } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { ModelArchitecture } from './model-architecture';
import { checkUri, grantRead, isDirectory, tarballAsset } from './model-data';
import { Faults } from '../internal/faults';
import { isLiteral } from '../internal/tokens';

/** Weights that SageMaker puts into the container at `/opt/ml/model`. */
export interface LmiModelData {
  /** S3 URI of the prefix (with its slash) or of the tarball. */
  readonly s3Uri: string;
  /** Whether it is a gzipped tarball; otherwise every object under the prefix is taken as it is. */
  readonly compressed: boolean;
}

/** Where the weights are, ready to be told to the container and to SageMaker. */
export interface LmiModelConfig {
  /**
   * Hugging Face Hub id that the container loads from.
   *
   * @default - the weights come as model data
   */
  readonly modelId?: string;

  /**
   * Branch, tag or commit on the Hub.
   *
   * @default - the main branch
   */
  readonly revision?: string;

  /**
   * Access token for the Hub, which resolves at deployment.
   *
   * @default - none; the model is public
   */
  readonly token?: SecretValue;

  /**
   * Weights that SageMaker downloads.
   *
   * @default - the container loads from the Hub
   */
  readonly modelData?: LmiModelData;

  /**
   * Geometry of the model, against which memory is checked.
   *
   * @default - not known
   */
  readonly architecture?: ModelArchitecture;
}

/** What is known of a model besides where it is. */
export interface LmiModelOptions {
  /**
   * Geometry of the model, against which memory and instance type are checked at synth.
   *
   * @default - that of the catalogue for a known Hub id; otherwise not known, and nothing is checked
   */
  readonly architecture?: ModelArchitecture;
}

/** Options of a model on the Hugging Face Hub. */
export interface LmiHuggingFaceModelOptions extends LmiModelOptions {
  /**
   * Branch, tag or commit.
   *
   * @default - the main branch, which its owner can move; name a commit for a deployment that can be repeated
   */
  readonly revision?: string;

  /**
   * Access token for a gated or private model. The template holds only a reference; but `DescribeModel` shows the resolved value to
   * everyone who may call it. Weights in S3 need no token.
   *
   * @default - no token; a gated model fails to load
   */
  readonly token?: secretsmanager.ISecret;

  /**
   * Field of the secret that holds the token, when the secret is a JSON object.
   *
   * @default - the whole secret is the token
   */
  readonly tokenField?: string;
}

/** Where the weights of a model are. */
export abstract class LmiModel {
  /**
   * A model on the Hugging Face Hub, which the container downloads when it starts. It needs a way to the internet, so network isolation
   * raises an error.
   *
   * @param modelId the id, such as `meta-llama/Llama-3.1-8B-Instruct`
   * @param options revision, token, geometry
   */
  public static fromHuggingFace(modelId: string, options: LmiHuggingFaceModelOptions = {}): LmiModel {
    return new HubModel(modelId, options);
  }

  /**
   * Uncompressed weights under a prefix of a bucket. SageMaker downloads them, and the role may read just that prefix.
   *
   * @param bucket the bucket, in the region of the endpoint
   * @param prefix the prefix that holds `config.json`; a missing slash at its end is added
   * @param options geometry
   */
  public static fromS3(bucket: s3.IBucket, prefix: string, options: LmiModelOptions = {}): LmiModel {
    return new PrefixModel(bucket, prefix, options);
  }

  /**
   * A gzipped tarball (`.tar.gz`) in a bucket, with the files of the model at its root. Unpacking large weights takes minutes: prefer
   * `fromS3`.
   *
   * @param bucket the bucket, in the region of the endpoint
   * @param key key of the tarball
   * @param options geometry
   */
  public static fromTarball(bucket: s3.IBucket, key: string, options: LmiModelOptions = {}): LmiModel {
    return new TarballModel(bucket, key, options);
  }

  /**
   * A local directory, packed with `tar` at synth and published with the stack. Meant for small models and for configuration beside them;
   * put large weights into a bucket and use `fromS3`.
   *
   * @param directory the directory that holds `config.json`
   * @param options geometry
   */
  public static fromAsset(directory: string, options: LmiModelOptions = {}): LmiModel {
    return new AssetModel(directory, options);
  }

  /**
   * Geometry of the model.
   *
   * @default - not known, and memory is not checked
   */
  public abstract readonly architecture?: ModelArchitecture;

  /**
   * Resolves the model in the scope of an endpoint and grants its role to read the weights.
   *
   * @param scope where resources may be made
   * @param grantee the execution role
   */
  public abstract bind(scope: Construct, grantee: iam.IGrantable): LmiModelConfig;
}

class HubModel extends LmiModel {
  public readonly architecture?: ModelArchitecture;

  public constructor(private readonly modelId: string, private readonly options: LmiHuggingFaceModelOptions) {
    super();
    this.architecture = options.architecture ?? (isLiteral(modelId) ? ModelArchitecture._forModelId(modelId) : undefined);
  }

  public bind(scope: Construct, _grantee: iam.IGrantable): LmiModelConfig {
    const { revision, token, tokenField } = this.options;
    const faults = new Faults(scope);
    if (faults.required('modelId', this.modelId, 'give the id of the model on the Hugging Face Hub')) {
      faults.pattern('modelId', this.modelId, /^[\w.-]+(\/[\w.-]+)?$/, 'an id on the Hugging Face Hub such as org/model',
        'use LmiModel.fromS3 or LmiModel.fromTarball for weights in S3');
    }
    faults.pattern('revision', revision, /^\S+$/, 'a branch, tag or commit', 'name it, or leave it out for the main branch');
    if (isLiteral(token) && (typeof token !== 'object' || !('secretArn' in token))) {
      faults.say('token must be a secret of AWS Secrets Manager, because a literal would stand in the template for all to read: '
        + 'store it with secretsmanager.Secret and pass that');
    }
    if (tokenField !== undefined && token === undefined) {
      faults.say('tokenField is given without token: give the secret too, or leave tokenField out');
    }
    faults.throwIfAny();
    return {
      modelId: this.modelId,
      revision,
      token: tokenField === undefined ? token?.secretValue : token?.secretValueFromJson(tokenField),
      architecture: this.architecture,
    };
  }
}

class PrefixModel extends LmiModel {
  public readonly architecture?: ModelArchitecture;

  public constructor(private readonly bucket: s3.IBucket, private readonly prefix: string, options: LmiModelOptions) {
    super();
    this.architecture = options.architecture;
  }

  public bind(scope: Construct, grantee: iam.IGrantable): LmiModelConfig {
    const faults = new Faults(scope);
    faults.required('bucket', this.bucket, 'give the bucket that holds the weights');
    if (faults.required('prefix', this.prefix, 'give the prefix that holds config.json')) {
      faults.pattern('prefix', this.prefix, /^(?!\/|s3:)[^\s]*$/, 'a key prefix without a leading slash',
        'give the prefix alone; the bucket is an argument of its own');
    }
    faults.throwIfAny();
    // SageMaker takes a prefix without the slash for a single object. The encoded form of a token ends in a brace, so the test holds for it.
    const prefix = this.prefix === '' || this.prefix.endsWith('/') ? this.prefix : `${this.prefix}/`;
    const s3Uri = `s3://${this.bucket.bucketName}/${prefix}`;
    checkUri(scope, 'model', s3Uri);
    grantRead(this.bucket, grantee, `${prefix}*`);
    return { modelData: { s3Uri, compressed: false }, architecture: this.architecture };
  }
}

class TarballModel extends LmiModel {
  public readonly architecture?: ModelArchitecture;

  public constructor(private readonly bucket: s3.IBucket, private readonly key: string, options: LmiModelOptions) {
    super();
    this.architecture = options.architecture;
  }

  public bind(scope: Construct, grantee: iam.IGrantable): LmiModelConfig {
    const faults = new Faults(scope);
    faults.required('bucket', this.bucket, 'give the bucket that holds the tarball');
    if (faults.required('key', this.key, 'give the key of the tarball')) {
      faults.pattern('key', this.key, /^(?!\/|s3:)\S+\.tar\.gz$/, 'the key of an object that ends in .tar.gz',
        'pack the files with tar and gzip, or use LmiModel.fromS3 for a prefix');
    }
    faults.throwIfAny();
    const s3Uri = `s3://${this.bucket.bucketName}/${this.key}`;
    checkUri(scope, 'model', s3Uri);
    grantRead(this.bucket, grantee, this.key);
    return { modelData: { s3Uri, compressed: true }, architecture: this.architecture };
  }
}

class AssetModel extends LmiModel {
  public readonly architecture?: ModelArchitecture;

  public constructor(private readonly directory: string, options: LmiModelOptions) {
    super();
    this.architecture = options.architecture;
  }

  public bind(scope: Construct, grantee: iam.IGrantable): LmiModelConfig {
    const faults = new Faults(scope);
    if (!isDirectory(this.directory)) {
      faults.add('directory', this.directory, 'a directory that exists', 'give the path of the directory that holds config.json');
    }
    faults.throwIfAny();
    const asset = tarballAsset(scope, 'ModelData', this.directory, 'model.tar.gz');
    grantRead(asset.bucket, grantee, asset.s3ObjectKey);
    return { modelData: { s3Uri: asset.s3ObjectUrl, compressed: true }, architecture: this.architecture };
  }
}
