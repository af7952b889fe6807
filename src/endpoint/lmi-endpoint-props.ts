import { Duration } from 'aws-cdk-lib';
import { LmiBackend } from '../backend/lmi-backend';
import { LmiHostingProps } from '../hosting/lmi-hosting-props';
import { LmiInstanceType } from '../instance/lmi-instance-type';
import { LmiModel } from '../model/lmi-model';

/** Props of `LmiEndpoint`. */
export interface LmiEndpointProps extends LmiHostingProps {
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
   * @default - the smallest that the model fits, when its architecture is known; otherwise an error asks for it
   */
  readonly instanceType?: LmiInstanceType;

  /**
   * Instances when the endpoint is first deployed. With autoscaling, later deployments keep the count that scaling has reached. At least 1.
   *
   * @default 1
   */
  readonly initialInstanceCount?: number;

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
   * @default - what the container itself allows for loading: `modelLoadingTimeout`, or 20 minutes
   */
  readonly startupTimeout?: Duration;

  /**
   * How long SageMaker may take to download model data: 60 to 3,600 seconds.
   *
   * @default - SageMaker's own limit
   */
  readonly downloadTimeout?: Duration;
}
