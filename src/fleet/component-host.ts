import { IResolvable } from 'aws-cdk-lib';
import { ExecutionRole } from '../endpoint/execution-role';
import { LmiEndpointBase } from '../endpoint/lmi-endpoint-base';
import { LmiObservabilityProps } from '../endpoint/lmi-observability-props';
import { Network } from '../endpoint/network';
import { LmiInstanceType } from '../instance/lmi-instance-type';

/** The properties of a fleet that its components need. */
export interface ComponentHost {
  readonly endpoint: LmiEndpointBase;
  /** The attribute of the resource, so that components are created after the endpoint and deleted before it. */
  readonly endpointName: string;
  readonly variantName: string;
  /** Changes with the names of the endpoint and the variant, if they are set. */
  readonly identity?: string;
  /** In the order in which SageMaker tries them. */
  readonly instanceTypes: readonly LmiInstanceType[];
  readonly inferenceAmiVersion?: string;
  readonly execution: ExecutionRole;
  readonly network?: Network;
  /** The user's prop. */
  readonly networkIsolation?: boolean;
  /** The user's props for logs and metrics. */
  readonly observability: LmiObservabilityProps;
  /** Whether the containers are isolated, resolved once all models have been added. */
  readonly isIsolated: IResolvable;
}
