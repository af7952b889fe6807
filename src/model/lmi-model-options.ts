import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { ModelArchitecture } from './model-architecture';

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
   * Field of the secret that holds the token, when the secret is a JSON object. A colon in its name raises an error, and so does a field without `token`.
   *
   * @default - the whole secret is the token
   */
  readonly tokenField?: string;
}

/** Options of a model in a local directory. */
export interface LmiAssetModelOptions extends LmiModelOptions {
  /**
   * Properties that are packed as `serving.properties` beside the weights, for what no prop says: `option.` and the name of an option in small
   * letters, or a property of the model server such as `log_request_metric`. The file wins over the variables of the container, so a property that
   * contradicts a prop raises an error; so do a name that is no property, a literal secret, and a value known only at deployment.
   *
   * @default - no file is added; one in the directory is used, and what it overrides is a warning
   */
  readonly servingProperties?: { [name: string]: string };

  /**
   * Path of a Python file that is packed as `model.py` beside the weights: a handler of your own, or from LMI V11 on also formatters beside the handler
   * of the backend. It raises an error when the directory has a `model.py`.
   *
   * @default - `model.py` of the directory, if there is one; otherwise the handler of the backend
   */
  readonly handler?: string;

  /**
   * Path of a file that is packed as `requirements.txt` beside the weights, which the container installs with pip when it starts. That needs a way to the
   * package index, which network isolation bars. It raises an error when the directory has a `requirements.txt`.
   *
   * @default - `requirements.txt` of the directory, if there is one
   */
  readonly requirements?: string;
}
