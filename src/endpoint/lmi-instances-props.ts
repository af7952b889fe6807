import { Duration, Size } from 'aws-cdk-lib';
import { LmiCapacityReservation } from './lmi-capacity-reservation';
import { LmiInstancePool } from './lmi-instance-pool';
import { LmiRouting } from './lmi-routing';

/** The instances of a variant or a fleet besides their type and number. */
export interface LmiInstancesProps {
  /**
   * Instance types to take when there is no capacity, in this order; `instanceType`, when it is given, comes first. At most 5 in all, each once.
   * The quota of the account must allow each.
   *
   * @default - only `instanceType`
   */
  readonly instancePools?: LmiInstancePool[];

  /**
   * Instances that are reserved, on which alone the variant then runs. Together with several instance types an error.
   *
   * @default - instances on demand
   */
  readonly capacityReservation?: LmiCapacityReservation;

  /**
   * How long SageMaker tries to get instances before it gives up: 5 minutes to an hour.
   *
   * @default - SageMaker's own limit
   */
  readonly provisionTimeout?: Duration;

  /**
   * The image of the hosts, which brings the driver of the accelerators, such as `al2023-ami-sagemaker-inference-gpu-4-1`. Where the image of the
   * container is reported to fail on the default driver, a warning says so.
   *
   * @default - SageMaker chooses by the instance type
   */
  readonly inferenceAmiVersion?: string;

  /**
   * Which instance a request goes to.
   *
   * @default - any: SageMaker's random routing
   */
  readonly routing?: LmiRouting;

  /**
   * Size of the storage volume of each instance: 1 to 512 GiB. Types with local NVMe disks take none: an error.
   *
   * @default - SageMaker chooses by the instance type
   */
  readonly volumeSize?: Size;

  /**
   * Whether you can open a session of AWS Systems Manager in the containers, to debug them. Anyone who may start such a session can read what the container reads.
   *
   * @default false
   */
  readonly enableSsmAccess?: boolean;
}
