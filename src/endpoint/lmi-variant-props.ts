import { Duration } from 'aws-cdk-lib';
import { LmiCoreDump } from './lmi-core-dump';
import { LmiInstancesProps } from './lmi-instances-props';
import { LmiBackend } from '../backend/lmi-backend';
import { LmiInstanceType } from '../instance/lmi-instance-type';
import { LmiModel } from '../model/lmi-model';
import { LmiSizing } from '../sizing/lmi-sizing';

/** A variant of an endpoint: a model, how it is served, and the instances that serve it. */
export interface LmiVariantProps extends LmiInstancesProps {
  /** Location of the weights. */
  readonly model: LmiModel;

  /**
   * How the container serves the model. A backend whose image does not run on the accelerators of the instance type raises an error.
   *
   * @default - `VllmBackend`, or `NeuronxBackend` on an instance type with Inferentia or Trainium, with the newest LMI version that has an image
   */
  readonly backend?: LmiBackend;

  /**
   * The instance type.
   *
   * @default - the first of `instancePools`, or, if the architecture of the model is known, the cheapest type in the region that the model fits on;
   * otherwise an error. A newer version of this library may choose another type, so set it if it must not change
   */
  readonly instanceType?: LmiInstanceType;

  /**
   * Whether to check memory, and for which load. Weights that do not fit, a tensor parallel degree that does not divide the heads, and a context
   * longer than the KV cache raise an error that says what would fit. Values known only at deployment, pipelines, data parallelism and offloading
   * to the host are not checked.
   *
   * @default - checked for one sequence of the maximum length of the backend, if the architecture of the model is known
   */
  readonly sizing?: LmiSizing;

  /**
   * Number of instances when the variant is first deployed. With autoscaling, later deployments keep the current number. At least 1.
   *
   * @default 1
   */
  readonly initialInstanceCount?: number;

  /**
   * Share of the traffic, relative to the weights of the other production variants; 0 means no traffic. For a shadow variant, the share of requests
   * that are copied to it, relative to the weight of the production variant.
   *
   * @default 1
   */
  readonly initialVariantWeight?: number;

  /**
   * Where SageMaker writes a core dump when the process of the container crashes.
   *
   * @default - no core dumps
   */
  readonly coreDump?: LmiCoreDump;

  /**
   * Whether the containers have no network access. `true` with a model from the Hugging Face Hub raises an error.
   *
   * @default - true if SageMaker downloads the weights from S3 as model data, false if the container downloads them
   */
  readonly networkIsolation?: boolean;

  /**
   * Whether to stream responses as server-sent events, which the OpenAI SDKs expect, instead of the JSON lines of LMI, which they skip without an
   * error. A small formatter is packed as `model.py` next to the weights, so the rules for files in `LmiModelOptions` apply: with weights from S3
   * the container downloads them itself and is not isolated. Requests with `inputs` then return vLLM completions too. Requires `VllmBackend` in
   * asynchronous mode on LMI V19 or later; anything else, an asynchronous endpoint, or a handler or output formatter of your own raises an error.
   *
   * @default false, JSON lines
   */
  readonly openAiStreaming?: boolean;

  /**
   * Additional variables for the container. A variable that contradicts a prop and a literal secret raise an error; a variable that LMI does not
   * read causes a warning.
   *
   * @default - only the variables of the backend
   */
  readonly environment?: { [name: string]: string };

  /**
   * How long SageMaker waits for the container to pass its health check: 60 to 3,600 seconds. This includes the download if the container loads
   * weights from the Hub.
   *
   * @default - the time that the container allows for loading: `modelLoadingTimeout`, or 20 minutes. If the weights are known to take longer, that
   * time, and `modelLoadingTimeout` is raised too
   */
  readonly containerStartupHealthCheckTimeout?: Duration;

  /**
   * Maximum time for SageMaker to download model data: 60 to 3,600 seconds.
   *
   * @default - based on the size of the weights, at least 20 minutes, if the architecture of the model is known; otherwise SageMaker's own limit
   */
  readonly modelDataDownloadTimeout?: Duration;
}
