import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { ModelArchitecture } from './model-architecture';

/**
 * Options that models from all sources share.
 *
 * You can put files next to the weights. `fromAsset` packs them together with the weights. With weights on the Hub or under an S3 prefix, they are packed into an
 * archive of their own, and the container downloads the weights itself: network isolation is then off, and setting it raises an error. `fromTarball` accepts no files.
 */
export interface LmiModelOptions {
  /**
   * Architecture of the model, for checks of memory and instance type at synth time.
   *
   * @default - from the catalog for a known Hub id; otherwise unknown, and memory is not checked
   */
  readonly architecture?: ModelArchitecture;

  /**
   * Properties to write to `serving.properties` next to the weights, for settings without a prop: `option.` and the lowercase name of an option, or a
   * property of the model server such as `log_request_metric`. The file overrides the variables of the container, so a property that
   * contradicts a prop raises an error; so do an invalid name, a literal secret, and a value known only at deployment.
   *
   * @default - no properties are added; a file in the directory of `fromAsset` is used, with a warning for each prop that it overrides
   */
  readonly servingProperties?: { [name: string]: string };

  /**
   * Path of a Python file to pack as `model.py` next to the weights: a custom handler or, with LMI V11 and later, formatters for the handler of the
   * backend. An error if the directory already has a `model.py`.
   *
   * @default - `model.py` of the directory, if there is one; otherwise the handler of the backend
   */
  readonly handler?: string;

  /**
   * Path of a file to pack as `requirements.txt` next to the weights. The container installs it with pip when it starts, which requires access to the
   * package index and is blocked by network isolation. An error if the directory already has a `requirements.txt`.
   *
   * @default - `requirements.txt` of the directory, if there is one
   */
  readonly requirements?: string;

  /**
   * Additional files and directories next to the weights: the path in the model directory (`/opt/ml/model` in the container), with forward slashes, and
   * the local path. For example `{ 'chat_template.jinja': 'templates/chat.jinja', 'adapters/legal': 'adapters/legal' }`. A name outside
   * the directory, a name that has its own option, and a path that does not exist raise an error.
   *
   * @default - no additional files
   */
  readonly files?: { [name: string]: string };

  /**
   * Whether you accept the end-user license agreement of the weights, which gated weights of JumpStart require; `false` does not accept it. Only for
   * `fromS3` and `fromTarball`.
   *
   * @default - not specified; SageMaker rejects gated weights
   */
  readonly acceptEula?: boolean;

  /**
   * ARN of the model reference in a private hub that gives access to weights of JumpStart. Only for `fromS3` and `fromTarball`.
   *
   * @default - the role reads the weights directly
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
   * Bucket with the weights of the package, which the role is allowed to read.
   *
   * @default - the role gets no access to the weights, with a warning
   */
  readonly bucket?: s3.IBucket;

  /**
   * Architecture of the model, for the memory check.
   *
   * @default - unknown, and memory is not checked
   */
  readonly architecture?: ModelArchitecture;
}

/** Options of a model on the Hugging Face Hub. */
export interface LmiHuggingFaceModelOptions extends LmiModelOptions {
  /**
   * Branch, tag or commit.
   *
   * @default - the main branch, which its owner can change; specify a commit for repeatable deployments
   */
  readonly revision?: string;

  /**
   * Access token for a gated or private model. The template contains only a reference, but `DescribeModel` shows the resolved value to
   * everyone who can call it. Weights in S3 need no token.
   *
   * @default - no token; a gated model fails to load
   */
  readonly token?: secretsmanager.ISecret;

  /**
   * Field of the secret that contains the token, if the secret is a JSON object. A name with a colon, and a field without `token`, raise an error.
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
