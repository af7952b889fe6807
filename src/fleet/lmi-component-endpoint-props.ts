import { Duration } from 'aws-cdk-lib';
import { LmiHostingProps } from '../endpoint/lmi-hosting-props';
import { LmiInstancesProps } from '../endpoint/lmi-instances-props';
import { LmiInstanceType } from '../instance/lmi-instance-type';

/** When a fleet gives an instance up. */
export enum LmiScaleInStrategy {
  /** Once no copy is left on it. */
  IDLE_RELEASE = 'IDLE_RELEASE',
  /** Copies are moved together first, so that instances become free. */
  CONSOLIDATION = 'CONSOLIDATION',
}

/** Props of `LmiComponentEndpoint`. */
export interface LmiComponentEndpointProps extends LmiHostingProps, LmiInstancesProps {
  /**
   * The instance type of the fleet. SageMaker refuses another instance type for an endpoint that has inference components: to change it, create a second fleet with another
   * construct id, move the callers, and remove the first.
   */
  readonly instanceType: LmiInstanceType;

  /**
   * Instances when the endpoint is first deployed. At least 1, even when the fleet may shrink to 0, because SageMaker takes no less; give it when
   * `minInstanceCount` is known only at deployment and may be 0.
   *
   * @default - `minInstanceCount`, but at least 1
   */
  readonly initialInstanceCount?: number;

  /**
   * Fewest instances. At least 0; with 0 nothing is paid while no model has a copy.
   *
   * @default 1
   */
  readonly minInstanceCount?: number;

  /**
   * Most instances: at least 1 and at least `minInstanceCount`. SageMaker adds instances for copies that find no place.
   *
   * @default - the larger of `minInstanceCount` and `initialInstanceCount`
   */
  readonly maxInstanceCount?: number;

  /**
   * When an instance is given up.
   *
   * @default - SageMaker chooses
   */
  readonly scaleInStrategy?: LmiScaleInStrategy;

  /**
   * Time after a scale-in of the fleet before the next one: whole minutes, 5 to 1,440. Without `scaleInStrategy` an error.
   *
   * @default - 20 minutes, which is SageMaker's own
   */
  readonly scaleInCooldown?: Duration;

  /**
   * Most instances that are given up at once: 1 to 100. Without `scaleInStrategy` an error.
   *
   * @default - 1, which is SageMaker's own
   */
  readonly maxScaleInStep?: number;

  /**
   * Whether the containers are cut off from every network. `true` with a model on the Hugging Face Hub raises an error. It holds for the whole
   * fleet: where models may come later that are of another kind, name it, because a change replaces the endpoint config.
   *
   * @default - true when the weights of every model come from S3, false when a container loads them from the Hub
   */
  readonly networkIsolation?: boolean;
}
