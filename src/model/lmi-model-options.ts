import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { ModelArchitecture } from './model-architecture';

/**
 * Options of a model, wherever its weights are.
 *
 * Files can go next to the weights. From `fromAsset` they are packed together. With weights on the Hub or under an S3 prefix they become a small archive of
 * their own, and the container itself downloads the weights: then network isolation is off, and setting it raises an error. Weights in a tarball take no files.
 */
export interface LmiModelOptions {
  /**
   * Geometry of the model, against which memory and instance type are checked at synth.
   *
   * @default - that of the catalog for a known Hub id; otherwise unknown, and memory is not checked
   */
  readonly architecture?: ModelArchitecture;

  /**
   * Properties that are written to `serving.properties` next to the weights, for settings without a prop: `option.` and the lowercase name of an option, or a
   * property of the model server such as `log_request_metric`. The file overrides the variables of the container, so a property that
   * contradicts a prop raises an error; so do an invalid name, a literal secret, and a value known only at deployment.
   *
   * @default - no properties are added; a file in the directory of `fromAsset` is used, and what it overrides is a warning
   */
  readonly servingProperties?: { [name: string]: string };

  /**
   * Path of a Python file that is packed as `model.py` next to the weights: a handler of your own, or from LMI V11 on also formatters for the handler
   * of the backend. It raises an error when the directory has a `model.py`.
   *
   * @default - `model.py` of the directory, if there is one; otherwise the handler of the backend
   */
  readonly handler?: string;

  /**
   * Path of a file that is packed as `requirements.txt` next to the weights; the container installs it with pip when it starts. That needs access to the
   * package index, which network isolation blocks. It raises an error when the directory has a `requirements.txt`.
   *
   * @default - `requirements.txt` of the directory, if there is one
   */
  readonly requirements?: string;

  /**
   * Further files and directories next to the weights: their path in the model directory (`/opt/ml/model` in the container), with forward slashes, and
   * the local path to take them from. For example `{ 'chat_template.jinja': 'templates/chat.jinja', 'adapters/legal': 'adapters/legal' }`. A name that leaves
   * the directory, a name with an option of its own, and a path that does not exist raise an error.
   *
   * @default - no further files
   */
  readonly files?: { [name: string]: string };

  /**
   * Whether you accept the end-user license agreement of the weights, which SageMaker asks for with gated weights of JumpStart; `false` does not accept it. Only with `fromS3` and `fromTarball`.
   *
   * @default - not specified; gated weights are refused
   */
  readonly acceptEula?: boolean;

  /**
   * ARN of the model reference in a private hub that gives access to weights of JumpStart. Only with `fromS3` and `fromTarball`.
   *
   * @default - the role itself may read the weights
   */
  readonly hubContentArn?: string;
}

/** Options of a model package. */
export interface LmiModelPackageOptions {
  /**
   * Inference specification of the package.
   *
   * @default - the first one
   */
  readonly inferenceSpecificationName?: string;

  /**
   * Bucket that holds the weights of the package, which the role may then read.
   *
   * @default - the role gets no access to weights, which is a warning
   */
  readonly bucket?: s3.IBucket;

  /**
   * Geometry of the model, against which memory is checked.
   *
   * @default - not known, and memory is not checked
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
   * Field of the secret that holds the token, when the secret is a JSON object. A colon in its name raises an error, and so does a field without `token`.
   *
   * @default - the whole secret is the token
   */
  readonly tokenField?: string;
}

/** What an endpoint adds to a model that it binds. */
export interface LmiModelBindOptions {
  /**
   * Content of files that go next to the weights, by name. Content for a `model.py` is appended to the model's own.
   *
   * @default - no files
   */
  readonly files?: { [name: string]: string };
}
