import { Duration, Size } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { LmiBackend } from '../backend/lmi-backend';
import { LmiObservabilityProps } from '../hosting/lmi-observability-props';
import { LmiInstanceType } from '../instance/lmi-instance-type';
import { LmiModel } from '../model/lmi-model';

/** Props of `LmiEndpoint`. */
export interface LmiEndpointProps extends LmiObservabilityProps {
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
   * Name of the endpoint. At most 63 letters, digits and inner hyphens. A change of name replaces the endpoint, which is an outage; the model
   * and the endpoint config never have a name, because every update replaces them.
   *
   * @default - CloudFormation makes one
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
   * Whether the containers are cut off from every network. `true` with a model on the Hugging Face Hub raises an error.
   *
   * @default - true when the weights come as model data from S3, false when the container loads them from the Hub
   */
  readonly networkIsolation?: boolean;

  /**
   * Key for the storage volumes of the instances. Types with local NVMe disks take none, because their hardware encrypts the disks: an error.
   *
   * @default - a key of SageMaker
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Size of the storage volume of each instance: 1 to 512 GiB. Types with local NVMe disks take none: an error.
   *
   * @default - SageMaker chooses by the instance type
   */
  readonly volumeSize?: Size;

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
