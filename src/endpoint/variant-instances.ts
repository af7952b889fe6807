import * as kms from 'aws-cdk-lib/aws-kms';
import { CfnEndpointConfig } from 'aws-cdk-lib/aws-sagemaker';
import { LmiInstancesProps } from './lmi-instances-props';
import { checkStorage } from './storage';
import { secondsOf } from '../checks/durations';
import { Problems } from '../checks/problems';
import { LIMITS } from '../facts/limits';
import { LmiInstanceType } from '../instance/lmi-instance-type';

/** The instances of a variant with its own model, or of a fleet for components. */
interface InstancesRequest extends LmiInstancesProps {
  /** In the order in which SageMaker tries them. */
  readonly instanceTypes: readonly LmiInstanceType[];
  readonly encryptionKey?: kms.IKey;
  readonly isAsync: boolean;
}

/** Properties of a variant that describe its instances. */
interface Instances {
  readonly property: Partial<CfnEndpointConfig.ProductionVariantProperty>;
  /** Properties without types in the oldest supported aws-cdk-lib, by their path in the template. */
  readonly overrides: { readonly [path: string]: unknown };
}

/** Checks and renders the instances of a variant. */
export function bindInstances(problems: Problems, request: InstancesRequest): Instances {
  const { instanceTypes, capacityReservation, routing, isAsync } = request;
  checkStorage(problems, request);
  problems.seconds('provisionTimeout', request.provisionTimeout, LIMITS.provisionTimeout, 'pass 5 minutes to 1 hour');
  capacityReservation?._check(problems);
  if (capacityReservation && instanceTypes.length > 1) {
    problems.add('capacityReservation is set together with instancePools, but the variant runs only on reserved instances. Omit one of them.');
  }
  const bound = routing?._bind(problems, isAsync);
  return {
    property: {
      instanceType: instanceTypes.length === 1 ? instanceTypes[0].name : undefined,
      volumeSizeInGb: problems.count > 0 ? undefined : request.volumeSize?.toGibibytes(),
      inferenceAmiVersion: request.inferenceAmiVersion,
      enableSsmAccess: request.enableSsmAccess,
      routingConfig: bound && { routingStrategy: bound.routingStrategy },
      capacityReservationConfig: capacityReservation && {
        capacityReservationPreference: 'capacity-reservations-only',
        mlReservationArn: capacityReservation.reservationArn,
      },
    },
    // aws-cdk-lib has types for the first from 2.268.0 on, and for routing by prefix from 2.276.0 at the latest.
    overrides: {
      'VariantInstanceProvisionTimeoutInSeconds': secondsOf(problems, 'provisionTimeout', request.provisionTimeout),
      'RoutingConfig.PrefixAwareRoutingConfig': bound?.prefixAware,
    },
  };
}
