import { SecretValue } from 'aws-cdk-lib';
import { ModelArchitecture } from './model-architecture';

/** Weights that SageMaker makes available to the container in `/opt/ml/model`. */
export interface LmiModelData {
  /** S3 URI of the prefix (with a trailing slash) or of the tarball. */
  readonly s3Uri: string;
  /** Whether it is a gzipped tarball; otherwise all objects under the prefix are used unchanged. */
  readonly compressed: boolean;

  /**
   * Whether the license agreement of the weights is accepted.
   *
   * @default - not specified
   */
  readonly acceptEula?: boolean;

  /**
   * ARN of the model reference in a private hub.
   *
   * @default - none
   */
  readonly hubContentArn?: string;
}

/** Location of the weights, for the container and SageMaker. */
export interface LmiModelConfig {
  /**
   * Source from which the container loads the weights: a Hugging Face Hub id, or an S3 URI. If `modelData` is set too, that is an archive of files next to the
   * weights, whose `serving.properties` contains this as `option.model_id`.
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
   * Access token for the Hub, which is resolved at deployment.
   *
   * @default - none; the model is public
   */
  readonly token?: SecretValue;

  /**
   * Weights that SageMaker downloads, or, with `modelId`, files that go next to them.
   *
   * @default - the container downloads everything itself
   */
  readonly modelData?: LmiModelData;

  /**
   * ARN of the model package that contains weights, image and variables.
   *
   * @default - none
   */
  readonly modelPackageArn?: string;

  /**
   * Inference specification of the model package.
   *
   * @default - the first one
   */
  readonly inferenceSpecificationName?: string;

  /**
   * Content of `serving.properties` in the model directory. It overrides the variables of the container, so it must not contradict them.
   *
   * @default - no such file, or its content is unknown
   */
  readonly servingProperties?: { [name: string]: string };

  /**
   * Path of that file, if it is the user's own. A property that overrides a variable is then a warning, not an error.
   *
   * @default - the library writes the file from its own options
   */
  readonly servingPropertiesFile?: string;

  /**
   * Names of the files and directories at the root of the model directory.
   *
   * @default - unknown
   */
  readonly files?: string[];

  /**
   * Whether the `model.py` next to the weights has a function `handle` that is declared without `async def`, with which a container in asynchronous mode does not start.
   *
   * @default - unknown
   */
  readonly synchronousHandler?: boolean;

  /**
   * Architecture of the model, for the memory check.
   *
   * @default - unknown
   */
  readonly architecture?: ModelArchitecture;
}
