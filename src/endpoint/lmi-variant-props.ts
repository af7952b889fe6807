import { Duration } from 'aws-cdk-lib';
import { LmiCoreDump } from './lmi-core-dump';
import { LmiInstancesProps } from './lmi-instances-props';
import { LmiBackend } from '../backend/lmi-backend';
import { LmiInstanceType } from '../instance/lmi-instance-type';
import { LmiModel } from '../model/lmi-model';
import { LmiSizing } from '../sizing/lmi-sizing';

/** What one variant of an endpoint is made of: a model, how it is served, and the instances that serve it. */
export interface LmiVariantProps extends LmiInstancesProps {
  /** Where the weights are. */
  readonly model: LmiModel;

  /**
   * How the container serves. A backend whose image does not run on the accelerators of the instance type raises an error.
   *
   * @default - `VllmBackend`, or `NeuronxBackend` on an instance type with Inferentia or Trainium, with the newest LMI version that has an image
   */
  readonly backend?: LmiBackend;

  /**
   * The instance type.
   *
   * @default - the first of `instancePools`, or the smallest that the model fits, of those that the region offers, when its architecture is known;
   * otherwise an error asks for it. A newer version of this library may know a smaller one: name the type where it must not change
   */
  readonly instanceType?: LmiInstanceType;

  /**
   * Whether memory is checked, and for what load. A model whose weights do not fit, a tensor parallel degree that does not divide its heads, and
   * a context that is longer than the KV cache raise an error that names what would fit. Values that are known only at deployment are not
   * checked, nor are pipelines, data parallelism and offloading to the host.
   *
   * @default - checked for one sequence as long as the backend takes, when the architecture of the model is known
   */
  readonly sizing?: LmiSizing;

  /**
   * Instances when the variant is first deployed. With autoscaling, later deployments keep the count that scaling has reached. At least 1.
   *
   * @default 1
   */
  readonly initialInstanceCount?: number;

  /**
   * Share of the traffic, in proportion to the weights of the other production variants. 0 is a weight, and takes no traffic. For a shadow
   * variant, the share of the requests that are copied to it, in proportion to the weight of the production variant. With autoscaling, later
   * deployments keep the weight that the endpoint has.
   *
   * @default 1
   */
  readonly initialVariantWeight?: number;

  /**
   * Where SageMaker writes a core dump when the process of the container crashes.
   *
   * @default - a crash leaves no dump
   */
  readonly coreDump?: LmiCoreDump;

  /**
   * Whether the containers are cut off from every network. `true` with a model on the Hugging Face Hub raises an error.
   *
   * @default - true when the weights come as model data from S3, false when the container loads them from the Hub
   */
  readonly networkIsolation?: boolean;

  /**
   * Whether streamed responses are server-sent events, which the OpenAI SDKs read, instead of the JSON lines of LMI, of which they read nothing and report no
   * error. A small formatter is packed as `model.py` next to the weights, so what `LmiModelOptions` says about files holds: with weights from S3 the container
   * downloads them itself and is not isolated. Requests with `inputs` then get vLLM's completions too. Needs `VllmBackend` in its asynchronous mode on LMI V19
   * or later; anything else, and a handler or output formatter of your own, raises an error.
   *
   * @default false, JSON lines
   */
  readonly openAiStreaming?: boolean;

  /**
   * More variables for the container. A variable that contradicts a prop, and a literal secret, raise an error; one that looks like an
   * option but is none gets a warning.
   *
   * @default - only those that the backend sets
   */
  readonly environment?: { [name: string]: string };

  /**
   * How long SageMaker waits for the container to answer its health check: 60 to 3,600 seconds. A container that loads from the Hub downloads in
   * this time too.
   *
   * @default - what the container itself allows for loading: `modelLoadingTimeout`, or 20 minutes. When the weights of the model are known to
   * take longer, as long as they take, and `modelLoadingTimeout` is raised with it
   */
  readonly containerStartupHealthCheckTimeout?: Duration;

  /**
   * How long SageMaker may take to download model data: 60 to 3,600 seconds.
   *
   * @default - by the size of the weights, at least 20 minutes, when the architecture of the model is known; otherwise SageMaker's own limit
   */
  readonly modelDataDownloadTimeout?: Duration;
}
