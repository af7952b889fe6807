import { IResolvable } from 'aws-cdk-lib';
import { ExecutionRole } from '../endpoint/execution-role';
import { LmiEndpointBase } from '../endpoint/lmi-endpoint-base';
import { LmiObservabilityProps } from '../endpoint/lmi-observability-props';
import { Network } from '../endpoint/network';
import { LmiInstanceType } from '../instance/lmi-instance-type';

/** What a component must know of the fleet that it stands on. */
export interface ComponentHost {
  readonly endpoint: LmiEndpointBase;
  /** From the attribute, so that components are made after the endpoint and removed before it. */
  readonly endpointName: string;
  readonly variantName: string;
  /** Changes with the name of the endpoint and of the variant, where these are given. */
  readonly identity?: string;
  /** In the order in which SageMaker tries them. */
  readonly instanceTypes: readonly LmiInstanceType[];
  readonly inferenceAmiVersion?: string;
  readonly execution: ExecutionRole;
  readonly network?: Network;
  /** What the user asked for. */
  readonly networkIsolation?: boolean;
  /** What is asked of the logs. */
  readonly observability: LmiObservabilityProps;
  /** What comes of it and of the models, once all are there. */
  readonly isIsolated: IResolvable;
}
