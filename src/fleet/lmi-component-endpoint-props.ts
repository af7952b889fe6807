import { Duration } from 'aws-cdk-lib';
import { LmiHostingProps } from '../endpoint/lmi-hosting-props';
import { LmiInstancesProps } from '../endpoint/lmi-instances-props';
import { LmiInstanceType } from '../instance/lmi-instance-type';

/** When a fleet releases an instance. */
export enum LmiScaleInStrategy {
  /** When it has no copies. */
  IDLE_RELEASE = 'IDLE_RELEASE',
  /** Copies are consolidated first, so that instances become idle. */
  CONSOLIDATION = 'CONSOLIDATION',
}

/** Props of `LmiComponentEndpoint`. */
export interface LmiComponentEndpointProps extends LmiHostingProps, LmiInstancesProps {
  /**
   * The instance type of the fleet. SageMaker does not allow changing it while the endpoint has inference components: create a second fleet with
   * another construct id, move the clients, and remove the first one.
   */
  readonly instanceType: LmiInstanceType;

  /**
   * Number of instances when the endpoint is first deployed. At least 1, even if the fleet can scale to 0; set it if `minInstanceCount` is known
   * only at deployment and can be 0.
   *
   * @default - `minInstanceCount`, but at least 1
   */
  readonly initialInstanceCount?: number;

  /**
   * Minimum number of instances. At least 0; with 0 there is no cost while no model has a copy.
   *
   * @default 1
   */
  readonly minInstanceCount?: number;

  /**
   * Maximum number of instances: at least 1 and at least `minInstanceCount`. SageMaker adds instances for copies that do not fit on the others.
   *
   * @default - the larger of `minInstanceCount` and `initialInstanceCount`
   */
  readonly maxInstanceCount?: number;

  /**
   * When instances are released.
   *
   * @default - chosen by SageMaker
   */
  readonly scaleInStrategy?: LmiScaleInStrategy;

  /**
   * Time after a scale-in of the fleet before the next one: whole minutes, 5 to 1,440. An error without `scaleInStrategy`.
   *
   * @default - 20 minutes, which is SageMaker's default
   */
  readonly scaleInCooldown?: Duration;

  /**
   * Maximum number of instances to release at once: 1 to 100. An error without `scaleInStrategy`.
   *
   * @default - 1, which is SageMaker's default
   */
  readonly maxScaleInStep?: number;

  /**
   * Whether the containers have no network access. `true` with a model from the Hugging Face Hub raises an error. It applies to the whole fleet,
   * and changing it replaces the endpoint config, so set it if models of another kind may be added later.
   *
   * @default - true if SageMaker downloads the weights of all models from S3, false if a container downloads them
   */
  readonly networkIsolation?: boolean;
}
