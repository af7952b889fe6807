import { Size } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { CfnEndpointConfig, CfnModel } from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import { LIMITS } from '../facts/limits';
import { Container, containerDefinition, composeContainer, ContainerRequest } from '../hosting/container';
import { ExecutionRole } from '../hosting/execution-role';
import { Network, vpcConfig } from '../hosting/network';
import { checkStorage } from '../hosting/storage';
import { checkTimeouts, startupSeconds, TimeoutRequest } from '../hosting/timeouts';
import { Faults } from '../internal/faults';

/** What a production or shadow variant is made of. */
export interface VariantRequest extends ContainerRequest, TimeoutRequest {
  readonly name: string;
  readonly initialInstanceCount?: number;
  readonly initialWeight?: number;
  readonly volumeSize?: Size;
  readonly encryptionKey?: kms.IKey;
}

/** One model on one fleet of instances. */
export interface Variant {
  readonly name: string;
  readonly container: Container;
  readonly cfnModel: CfnModel;
  readonly property: CfnEndpointConfig.ProductionVariantProperty;
}

/** Makes the model of a variant and its entry in the endpoint config; undefined when there are faults. */
export function makeVariant(
  scope: Construct, faults: Faults, execution: ExecutionRole, network: Network | undefined, request: VariantRequest,
): Variant | undefined {
  checkVariant(faults, request);
  const container = composeContainer(scope, execution.grantee, faults, request);
  if (!container) {
    return undefined;
  }
  const cfnModel = new CfnModel(scope, 'Model', {
    executionRoleArn: execution.role.roleArn,
    primaryContainer: containerDefinition(container),
    enableNetworkIsolation: container.networkIsolation,
    vpcConfig: vpcConfig(network),
  });
  cfnModel.node.addDependency(execution.dependable);
  return {
    name: request.name,
    container,
    cfnModel,
    property: {
      variantName: request.name,
      modelName: cfnModel.attrModelName,
      instanceType: request.instanceType.name,
      initialInstanceCount: request.initialInstanceCount ?? 1,
      initialVariantWeight: request.initialWeight ?? 1,
      volumeSizeInGb: request.volumeSize?.toGibibytes(),
      containerStartupHealthCheckTimeoutInSeconds: startupSeconds(scope, faults, container, request.startupTimeout),
      modelDataDownloadTimeoutInSeconds: request.downloadTimeout?.toSeconds(),
    },
  };
}

function checkVariant(faults: Faults, request: VariantRequest): void {
  faults.pattern('variantName', request.name, LIMITS.name.pattern, LIMITS.name.allowed, 'choose another name');
  faults.number('initialInstanceCount', request.initialInstanceCount, LIMITS.instanceCount, 'start with at least one instance');
  faults.number('initialWeight', request.initialWeight, LIMITS.variantWeight, 'give a share of the traffic; 0 takes none');
  checkTimeouts(faults, request);
  checkStorage(faults, request);
}
