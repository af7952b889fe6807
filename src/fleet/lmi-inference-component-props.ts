import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { LmiComponentSpecification, LmiCopyResources } from './lmi-component-specification';
import { LmiBackend } from '../backend/lmi-backend';
import { LmiDeploymentPolicy } from '../endpoint/lmi-deployment-policy';
import { LmiModel } from '../model/lmi-model';
import { LmiSizing } from '../sizing/lmi-sizing';

/** How SageMaker places the copies of an inference component on instances. */
export enum LmiPlacementStrategy {
  /** Evenly across Availability Zones, to survive the failure of one. */
  SPREAD = 'SPREAD',
  /** On as few instances as possible, so that the others can be released. */
  BINPACK = 'BINPACK',
}

/** Props of `LmiInferenceComponent`. */
export interface LmiInferenceComponentProps extends LmiCopyResources {
  /** Location of the weights. */
  readonly model: LmiModel;

  /**
   * How the container serves. A backend whose image does not run on the accelerators of the instance type raises an error.
   *
   * @default - `VllmBackend`, or `NeuronxBackend` on an instance type with Inferentia or Trainium, with the newest LMI version that has an image
   */
  readonly backend?: LmiBackend;

  /**
   * Number of copies when the component is deployed. At least 0; 0 causes a warning, because SageMaker is reported to reject it when a component is
   * created. Scaling then changes it; a deployment that changes the component sets it again.
   *
   * @default - `minCapacity` of `autoScaleCopies`, at least 1; 1 without scaling
   */
  readonly copies?: number;

  /**
   * Name of the component, which requests pass as `InferenceComponentName`: at most 63 lowercase letters, digits and inner hyphens. Uppercase
   * letters raise an error, because the ARN, from which scaling takes the name, is lowercase. Changing the name replaces the component. If you
   * change the name of the endpoint or the variant, change this name too, because both components exist for a while.
   *
   * @default - a name generated from the path of the construct and the id of the stack, which stays the same as long as the construct keeps its
   * path
   */
  readonly inferenceComponentName?: string;

  /**
   * Whether streamed responses are server-sent events, which the OpenAI SDKs read, instead of LMI's JSON lines, which they silently ignore. A small formatter is
   * packed as `model.py` next to the weights, with the effects that `LmiModelOptions` describes: with weights from S3, the container downloads them itself and is not
   * isolated. Requests with `inputs` then get vLLM's completions too. Requires `VllmBackend` in asynchronous mode on LMI V19 or later; anything else, and a handler or
   * output formatter of your own, raises an error.
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
   * Additional variables for the container. A variable that contradicts a prop and a literal secret raise an error. Including those of the backend,
   * a component can have 16 variables, or 100 if its container is defined in a SageMaker model, as with weights from an S3 prefix; more raise an
   * error.
   *
   * @default - only the variables of the backend
   */
  readonly environment?: { [name: string]: string };

  /**
   * How long SageMaker waits for a copy to pass its health check: 60 to 3,600 seconds. This includes the download if the container loads weights
   * from the Hub.
   *
   * @default - the time that the container allows for loading: `modelLoadingTimeout`, or 20 minutes
   */
  readonly containerStartupHealthCheckTimeout?: Duration;

  /**
   * Maximum time for SageMaker to download model data: 60 to 3,600 seconds.
   *
   * @default - SageMaker's own limit
   */
  readonly modelDataDownloadTimeout?: Duration;

  /**
   * Whether to check that a copy fits on its accelerators, and for which load. A model that does not fit raises an error.
   *
   * @default - checked for one sequence of the maximum length, if the architecture of the model is known
   */
  readonly sizing?: LmiSizing;

  /**
   * How copies are placed on instances.
   *
   * @default - chosen by SageMaker; with `maxZoneImbalance`, evenly across zones
   */
  readonly placement?: LmiPlacementStrategy;

  /**
   * Maximum difference in the number of copies between Availability Zones: 0 to 100. SageMaker exceeds it if it cannot be met.
   *
   * @default - chosen by SageMaker
   */
  readonly maxZoneImbalance?: number;

  /**
   * Whether instances cache the image and the model data, so that new copies start faster.
   *
   * @default - chosen by SageMaker
   */
  readonly dataCaching?: boolean;

  /**
   * How updates replace copies: `LmiDeploymentPolicy.rolling`, whose sizes refer to copies; other policies raise an error. A batch can have 5 to 50
   * percent of the copies.
   *
   * @default - SageMaker replaces all copies at once
   */
  readonly deploymentPolicy?: LmiDeploymentPolicy;

  /**
   * Alarms that roll back an update: at most 10. Pass an empty list for none. They must not refer to the endpoint or the component, which depend on
   * them: use `LmiComponentMetrics.ofComponentName` with a literal name, or `metrics` of this component. An error without `deploymentPolicy`.
   *
   * @default - with a `deploymentPolicy`, alarms on errors and model latency of the component; otherwise none
   */
  readonly rollbackAlarms?: cloudwatch.IAlarm[];

  /**
   * Resources of a copy on each instance type, for a fleet with several instance types: one for each type, at most 5. `acceleratorsPerCopy`,
   * `cpuCoresPerCopy`, `minMemory` and `maxMemory` are the defaults of each. A type that the fleet does not have, and one that is listed twice,
   * raise an error.
   *
   * @default - the same on every instance type
   */
  readonly specifications?: LmiComponentSpecification[];
}
