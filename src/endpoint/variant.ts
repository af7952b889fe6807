import { Duration, Size, Token } from 'aws-cdk-lib';
import { CfnEndpointConfig, CfnModel } from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import { IMAGE_DEFAULTS, LIMITS } from '../facts/limits';
import { Container, containerDefinition, composeContainer, ContainerRequest } from '../hosting/container';
import { ExecutionRole } from '../hosting/execution-role';
import { Network } from '../hosting/network';
import { LmiVersion } from '../image/lmi-version';
import { LmiInstanceType } from '../instance/lmi-instance-type';
import { Faults } from '../internal/faults';
import { isLiteral } from '../internal/tokens';
import { warn } from '../internal/warnings';

/** What a production or shadow variant is made of. */
export interface VariantRequest extends ContainerRequest {
  readonly name: string;
  readonly initialInstanceCount?: number;
  readonly initialWeight?: number;
  readonly volumeSize?: Size;
  readonly startupTimeout?: Duration;
  readonly downloadTimeout?: Duration;
}

/** One model on one fleet of instances. */
export interface Variant {
  readonly name: string;
  readonly container: Container;
  readonly instanceType: LmiInstanceType;
  readonly version: LmiVersion;
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
    vpcConfig: network && {
      subnets: network.subnetIds,
      securityGroupIds: network.connections.securityGroups.map((group) => group.securityGroupId),
    },
  });
  cfnModel.node.addDependency(execution.dependable);
  return {
    name: request.name,
    container,
    instanceType: request.instanceType,
    version: request.backend.version,
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
  const { instanceType } = request;
  faults.pattern('variantName', request.name, LIMITS.name.pattern, LIMITS.name.allowed, 'choose another name');
  faults.number('initialInstanceCount', request.initialInstanceCount, LIMITS.instanceCount, 'start with at least one instance');
  faults.number('initialWeight', request.initialWeight, LIMITS.variantWeight, 'give a share of the traffic; 0 takes none');
  faults.seconds('startupTimeout', request.startupTimeout, LIMITS.startupTimeout, 'stay within what SageMaker allows');
  faults.seconds('downloadTimeout', request.downloadTimeout, LIMITS.downloadTimeout, 'stay within what SageMaker allows');
  if (isLiteral(request.volumeSize)) {
    const gigabytes = request.volumeSize.toGibibytes({ rounding: 2 });
    faults.number('volumeSize', gigabytes, LIMITS.volumeSizeGb, 'give whole GiB');
  }
  if (request.volumeSize !== undefined && instanceType._fact.nvmeGb) {
    faults.say(`volumeSize is given, but ${instanceType.name} has ${instanceType._fact.nvmeGb} GB of local NVMe disks and takes no volume: leave volumeSize out`);
  }
}

/** Waits for as long as the container itself would go on loading. */
function startupSeconds(scope: Construct, faults: Faults, container: Container, given?: Duration): number {
  const variable = container.environment.OPTION_MODEL_LOADING_TIMEOUT ?? container.environment.MODEL_LOADING_TIMEOUT;
  const loading = isLiteral(variable) && /^\d+$/.test(variable) ? Number(variable) : undefined;
  if (given === undefined) {
    const { min, max } = LIMITS.startupTimeout;
    return Math.min(max, Math.max(min, loading ?? IMAGE_DEFAULTS.modelLoadingTimeout));
  }
  const seconds = given.toSeconds();
  if (!Token.isUnresolved(seconds) && loading !== undefined && seconds < loading) {
    faults.say(`startupTimeout is ${seconds} seconds, but modelLoadingTimeout lets the container load for ${loading}: raise startupTimeout to at least that, or `
      + 'lower modelLoadingTimeout');
  } else if (!Token.isUnresolved(seconds) && loading === undefined && seconds < IMAGE_DEFAULTS.modelLoadingTimeout) {
    warn(scope, 'startup-timeout', `startupTimeout is ${seconds} seconds, but the container goes on loading for ${IMAGE_DEFAULTS.modelLoadingTimeout}: SageMaker `
      + 'gives up first and names no reason; set modelLoadingTimeout to less');
  }
  return seconds;
}
