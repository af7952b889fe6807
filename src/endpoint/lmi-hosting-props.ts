import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { LmiObservabilityProps } from './lmi-observability-props';

/** A variant property that an update of a scaling endpoint either keeps or takes from the template. */
export enum LmiVariantProperty {
  /** The number of instances. */
  DESIRED_INSTANCE_COUNT = 'DesiredInstanceCount',
  /** The weight of a variant. */
  DESIRED_WEIGHT = 'DesiredWeight',
  /** Whether and how requests and responses are captured. */
  DATA_CAPTURE_CONFIG = 'DataCaptureConfig',
}

/** Props that every endpoint has: names, role, network, storage, logs and metrics. */
export interface LmiHostingProps extends LmiObservabilityProps {
  /**
   * Name of the endpoint: at most 63 letters, digits and inner hyphens, and no other endpoint of the account and region may have it. Changing it
   * replaces the endpoint, which causes an outage. The model and the endpoint config always have generated names, because every update replaces them.
   *
   * @default - a generated name, which stays the same as long as the construct keeps its path
   */
  readonly endpointName?: string;

  /**
   * Name of the production variant. If you change it, SageMaker starts a new fleet and drops the scaling of the old one.
   *
   * @default 'AllTraffic'
   */
  readonly variantName?: string;

  /**
   * The execution role. The permissions that the endpoint needs are added to it; an imported role that cannot be changed causes a warning.
   * A role in another account raises an error.
   *
   * @default - a least-privilege role that can pull the image, read the weights, and write logs and metrics
   */
  readonly role?: iam.IRole;

  /**
   * VPC in which the containers get network interfaces.
   *
   * @default - no VPC; the containers reach the internet through a network of SageMaker
   */
  readonly vpc?: ec2.IVpc;

  /**
   * Subnets in the VPC: 2 to 16, in at least two Availability Zones.
   *
   * @default - the private subnets
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * Security groups of the containers: 1 to 5.
   *
   * @default - one without inbound rules
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * Whether the created security group allows all outbound traffic. An error with `securityGroups`, or without `vpc`.
   *
   * @default true
   */
  readonly allowAllOutbound?: boolean;

  /**
   * Key for the storage volumes of the instances. An error for types with local NVMe disks, which the hardware encrypts.
   *
   * @default - a key that SageMaker owns
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Variant properties that an update takes from the template even if the endpoint scales. An endpoint that scales keeps all other variant
   * properties, so that an update does not reset the current number of instances. With an empty list it keeps all of them, and changes of weights
   * or data capture have no effect.
   *
   * @default - weights and data capture; on a fleet, whose only variant has no weight, only data capture
   */
  readonly excludeRetainedVariantProperties?: LmiVariantProperty[];
}
