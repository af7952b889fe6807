import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { LmiComponentSpecification, LmiCopyResources } from './lmi-component-specification';
import { LmiBackend } from '../backend/lmi-backend';
import { LmiDeploymentPolicy } from '../endpoint/lmi-deployment-policy';
import { LmiModel } from '../model/lmi-model';
import { LmiSizing } from '../sizing/lmi-sizing';

/** How SageMaker spreads the copies of an inference component over the instances. */
export enum LmiPlacementStrategy {
  /** Evenly over availability zones, so that one zone can fail. */
  SPREAD = 'SPREAD',
  /** Onto as few instances as possible, so that the others can be given up. */
  BINPACK = 'BINPACK',
}

/** Props of a model on a shared fleet. */
export interface LmiInferenceComponentProps extends LmiCopyResources {
  /** Where the weights are. */
  readonly model: LmiModel;

  /**
   * How the container serves. A backend whose image does not run on the accelerators of the instance type raises an error.
   *
   * @default - `VllmBackend`, or `NeuronxBackend` on an instance type with Inferentia or Trainium, with the newest LMI version that has an image
   */
  readonly backend?: LmiBackend;

  /**
   * Copies when the component is deployed. At least 0; SageMaker is reported to refuse 0 when a component is created, which is a warning. Scaling goes on from
   * there; a deployment that changes the component sets it again.
   *
   * @default - `minCapacity` of `autoScaleCopies`, at least 1; without scaling 1
   */
  readonly copies?: number;

  /**
   * Name of the component, which requests give as `InferenceComponentName`: at most 63 small letters, digits and inner hyphens. Capitals raise an
   * error, because SageMaker loses them in the ARN, from which scaling takes the name. A change of name replaces the component; when the
   * name of the endpoint or the variant changes, change it too, because for a while there are both components.
   *
   * @default - a name made of the construct's path and the id of the stack, which stays the same for as long as the construct stays in its place
   */
  readonly inferenceComponentName?: string;

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
   * Path of the container's Prometheus page, which the detailed observability of the fleet collects. At most 256 characters, with a slash first. An error where a
   * SageMaker model has the container: with weights under an S3 prefix, a package, a license to accept, or a private registry.
   *
   * @default - `/server/metrics` with `prometheus: true` on the backend; otherwise SageMaker's own choice
   */
  readonly metricsEndpointPath?: string;

  /**
   * More variables for the container. A variable that contradicts a prop, and a literal secret, raise an error. With what the backend sets a
   * component takes at most 16, and more is an error, unless the weights come from an S3 prefix: then the variables stand in a SageMaker
   * model, which takes 100.
   *
   * @default - only those that the backend sets
   */
  readonly environment?: { [name: string]: string };

  /**
   * How long SageMaker waits for a copy to answer its health check: 60 to 3,600 seconds. A container that loads from the Hub downloads in this
   * time too.
   *
   * @default - what the container itself allows for loading: `modelLoadingTimeout`, or 20 minutes
   */
  readonly containerStartupHealthCheckTimeout?: Duration;

  /**
   * How long SageMaker may take to download model data: 60 to 3,600 seconds.
   *
   * @default - SageMaker's own limit
   */
  readonly modelDataDownloadTimeout?: Duration;

  /**
   * Whether it is checked that a copy fits its accelerators, and for which load. A model that does not fit is an error.
   *
   * @default - checked for one sequence of the longest length, when the architecture of the model is known
   */
  readonly sizing?: LmiSizing;

  /**
   * How copies are spread over the instances.
   *
   * @default - SageMaker chooses; with `maxZoneImbalance` evenly over the zones
   */
  readonly placement?: LmiPlacementStrategy;

  /**
   * How many copies one availability zone may have more than another, 0 to 100. SageMaker keeps to it where it can, and serves where it cannot.
   *
   * @default - SageMaker chooses
   */
  readonly maxZoneImbalance?: number;

  /**
   * Whether instances keep the image and the model data, so that further copies start sooner.
   *
   * @default - SageMaker chooses
   */
  readonly dataCaching?: boolean;

  /**
   * How updates replace copies: `LmiDeploymentPolicy.rolling`, whose sizes then count copies; the other policies are an error. A batch may have 5
   * to 50 percent of the copies.
   *
   * @default - SageMaker replaces all copies at once
   */
  readonly deploymentPolicy?: LmiDeploymentPolicy;

  /**
   * Alarms that roll an update back: at most 10. An empty list means none. They must not refer to the endpoint or the component, which wait for them:
   * `LmiComponentMetrics.ofComponentName` with a name of your own, or `metrics` of this component, does not. Without `deploymentPolicy` an error.
   *
   * @default - with a `deploymentPolicy`, alarms on server errors and model latency of the component are made; otherwise none
   */
  readonly rollbackAlarms?: cloudwatch.IAlarm[];

  /**
   * What a copy takes on each of the instance types of a fleet that has several: one for each type, at most 5, in place of `acceleratorsPerCopy` and
   * its like, which are then the defaults of each. A type that the fleet does not have, or that stands here twice, raises an error.
   *
   * @default - the same on every instance
   */
  readonly specifications?: LmiComponentSpecification[];
}
