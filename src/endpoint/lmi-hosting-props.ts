import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { LmiObservabilityProps } from './lmi-observability-props';
import { LmiVariantProperty } from './lmi-variant-property';

/** What every endpoint has: its names, role, network, storage, logs and metrics. */
export interface LmiHostingProps extends LmiObservabilityProps {
  /**
   * Name of the endpoint. At most 63 letters, digits and inner hyphens. A change of name replaces the endpoint, which is an outage; the model
   * and the endpoint config never have a name, because every update replaces them.
   *
   * @default - a generated name, which stays the same for as long as the construct stays in its place
   */
  readonly endpointName?: string;

  /**
   * Name of the production variant. A change of name makes SageMaker start a new fleet and drop the scaling of the old one.
   *
   * @default 'AllTraffic'
   */
  readonly variantName?: string;

  /**
   * The execution role. What the endpoint needs is added to it; an imported role that cannot be changed gets a warning.
   *
   * @default - a role that may pull the image, read the weights, and write logs and metrics, and nothing else
   */
  readonly role?: iam.IRole;

  /**
   * The VPC that the containers get network interfaces in.
   *
   * @default - none; the containers reach the internet through a network of SageMaker
   */
  readonly vpc?: ec2.IVpc;

  /**
   * Subnets in the VPC: 2 to 16, in at least two availability zones.
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
   * Whether the security group that is made lets all outbound traffic through.
   *
   * @default true
   */
  readonly allowAllOutbound?: boolean;

  /**
   * Key for the storage volumes of the instances. Types with local NVMe disks take none, because their hardware encrypts the disks: an error.
   *
   * @default - a key of SageMaker
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * What an update takes from the template although the endpoint scales. An endpoint that scales keeps every other property of its variants as it is, so that an
   * update does not reset the number of instances that scaling has reached. An empty list keeps all of them: then a change of weights or of data capture is
   * deployed without an effect.
   *
   * @default - weights and data capture; on a fleet, whose only variant has no weight, data capture
   */
  readonly excludeRetainedVariantProperties?: LmiVariantProperty[];
}
