import { Duration, Size } from 'aws-cdk-lib';
import { LmiCapacityReservation } from './lmi-capacity-reservation';
import { LmiInstancePool } from './lmi-instance-pool';
import { LmiRouting } from './lmi-routing';

/** Settings for the instances of a variant or a fleet. */
export interface LmiInstancesProps {
  /**
   * Instance types to try if there is no capacity, in this order; `instanceType`, if set, comes first. At most 5 in total, each once. The quotas of
   * the account must allow each of them.
   *
   * @default - only `instanceType`
   */
  readonly instancePools?: LmiInstancePool[];

  /**
   * Reserved instances, which are then the only ones that the variant runs on. An error together with several instance types.
   *
   * @default - On-Demand Instances
   */
  readonly capacityReservation?: LmiCapacityReservation;

  /**
   * How long SageMaker tries to provision instances before it fails: 5 minutes to an hour.
   *
   * @default - SageMaker's own limit
   */
  readonly provisionTimeout?: Duration;

  /**
   * Image of the hosts, which provides the accelerator driver, such as `al2023-ami-sagemaker-inference-gpu-4-1`. If the container image is reported
   * to fail on the default driver, a warning recommends another.
   *
   * @default - chosen by SageMaker, based on the instance type
   */
  readonly inferenceAmiVersion?: string;

  /**
   * How requests are routed to instances.
   *
   * @default - SageMaker's random routing
   */
  readonly routing?: LmiRouting;

  /**
   * Size of the storage volume of each instance: 1 to 512 GiB. An error for types with local NVMe disks, which have no volume.
   *
   * @default - chosen by SageMaker, based on the instance type
   */
  readonly volumeSize?: Size;

  /**
   * Whether you can open AWS Systems Manager sessions in the containers for debugging. Anyone who can start a session can read everything that the
   * container can.
   *
   * @default false
   */
  readonly enableSsmAccess?: boolean;
}
