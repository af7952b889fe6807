import { Duration, Token } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { CfnEndpointConfig, CfnModel } from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import { chooseInstanceTypes, defaultBackend } from './defaults';
import { LmiVariantProps } from './lmi-variant-props';
import { LmiBackend } from '../backend/lmi-backend';
import { IMAGE_DEFAULTS, LIMITS } from '../facts/limits';
import { Container, containerDefinition, composeContainer } from '../hosting/container';
import { ExecutionRole } from '../hosting/execution-role';
import { Network } from '../hosting/network';
import { LmiInstanceType } from '../instance/lmi-instance-type';
import { Faults } from '../internal/faults';
import { isLiteral } from '../internal/tokens';
import { warn } from '../internal/warnings';

/** What the variants of one endpoint share. */
export interface VariantHost {
  readonly execution: ExecutionRole;
  readonly network?: Network;
  readonly encryptionKey?: kms.IKey;
}

/** One model on one fleet of instances. */
export interface Variant {
  /** Where its resources stand in the tree. */
  readonly scope: Construct;
  readonly name: string;
  readonly backend: LmiBackend;
  /** In the order in which SageMaker tries them. */
  readonly instanceTypes: readonly LmiInstanceType[];
  readonly initialInstanceCount: number;
  readonly container: Container;
  readonly cfnModel: CfnModel;
  readonly property: CfnEndpointConfig.ProductionVariantProperty;
}

/** Makes the model of a variant and its entry in the endpoint config; undefined when there are faults. */
export function makeVariant(scope: Construct, faults: Faults, host: VariantHost, name: string, props: LmiVariantProps): Variant | undefined {
  const hasModel = faults.required('model', props.model, 'say where the weights are, for instance with LmiModel.fromHuggingFace');
  const instanceTypes = chooseInstanceTypes(faults, props);
  checkVariant(faults, name, props);
  if (!hasModel || !instanceTypes) {
    return undefined;
  }
  checkStorage(faults, host, props, instanceTypes);
  const [instanceType] = instanceTypes;
  const backend = props.backend ?? defaultBackend(scope, instanceType);
  const container = composeContainer(scope, host.execution.grantee, faults, { ...props, backend, instanceType });
  if (!container) {
    return undefined;
  }
  const initialInstanceCount = props.initialInstanceCount ?? 1;
  const startupTimeout = startupSeconds(scope, faults, container, props.startupTimeout);
  if (faults.count > 0) {
    return undefined;
  }
  const cfnModel = makeModel(scope, host, container);
  return {
    scope,
    name,
    backend,
    instanceTypes,
    initialInstanceCount,
    container,
    cfnModel,
    property: {
      variantName: name,
      modelName: cfnModel.attrModelName,
      instanceType: instanceType.name,
      initialInstanceCount,
      initialVariantWeight: props.initialWeight ?? 1,
      volumeSizeInGb: props.volumeSize?.toGibibytes(),
      containerStartupHealthCheckTimeoutInSeconds: startupTimeout,
      modelDataDownloadTimeoutInSeconds: props.downloadTimeout?.toSeconds(),
    },
  };
}

function makeModel(scope: Construct, { execution, network }: VariantHost, container: Container): CfnModel {
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
  return cfnModel;
}

function checkVariant(faults: Faults, name: string, props: LmiVariantProps): void {
  faults.pattern('variantName', name, LIMITS.name.pattern, LIMITS.name.allowed, 'choose another name');
  faults.number('initialInstanceCount', props.initialInstanceCount, LIMITS.instanceCount, 'start with at least one instance');
  faults.number('initialWeight', props.initialWeight, LIMITS.variantWeight, 'give a share of the traffic; 0 takes none');
  faults.seconds('startupTimeout', props.startupTimeout, LIMITS.startupTimeout, 'stay within what SageMaker allows');
  faults.seconds('downloadTimeout', props.downloadTimeout, LIMITS.downloadTimeout, 'stay within what SageMaker allows');
  if (isLiteral(props.volumeSize)) {
    const gigabytes = props.volumeSize.toGibibytes({ rounding: 2 });
    faults.number('volumeSize', gigabytes, LIMITS.volumeSizeGb, 'give whole GiB');
  }
}

/** Types with local NVMe disks take neither a volume size nor a key, because their hardware encrypts the disks. */
function checkStorage(faults: Faults, host: VariantHost, props: LmiVariantProps, instanceTypes: readonly LmiInstanceType[]): void {
  for (const { name, _fact: { nvmeGb } } of instanceTypes.filter((type) => type._fact.nvmeGb)) {
    if (host.encryptionKey) {
      faults.say(`encryptionKey is given, but ${name} has local NVMe disks, which the hardware encrypts, and takes no key: leave encryptionKey out`);
    }
    if (props.volumeSize !== undefined) {
      faults.say(`volumeSize is given, but ${name} has ${nvmeGb} GB of local NVMe disks and takes no volume: leave volumeSize out`);
    }
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
