import * as kms from 'aws-cdk-lib/aws-kms';
import { CfnEndpointConfig, CfnModel } from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import { chooseInstanceTypes, defaultBackend } from './defaults';
import { LmiVariantProps } from './lmi-variant-props';
import { LmiBackend } from '../backend/lmi-backend';
import { LIMITS } from '../facts/limits';
import { Container, containerDefinition, composeContainer } from '../hosting/container';
import { ExecutionRole } from '../hosting/execution-role';
import { Network, vpcConfig } from '../hosting/network';
import { checkStorage } from '../hosting/storage';
import { checkTimeouts, startupSeconds } from '../hosting/timeouts';
import { LmiInstanceType } from '../instance/lmi-instance-type';
import { Faults } from '../internal/faults';

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
  checkStorage(faults, { instanceTypes, volumeSize: props.volumeSize, encryptionKey: host.encryptionKey });
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
    vpcConfig: vpcConfig(network),
  });
  cfnModel.node.addDependency(execution.dependable);
  return cfnModel;
}

function checkVariant(faults: Faults, name: string, props: LmiVariantProps): void {
  faults.pattern('variantName', name, LIMITS.name.pattern, LIMITS.name.allowed, 'choose another name');
  faults.number('initialInstanceCount', props.initialInstanceCount, LIMITS.instanceCount, 'start with at least one instance');
  faults.number('initialWeight', props.initialWeight, LIMITS.variantWeight, 'give a share of the traffic; 0 takes none');
  checkTimeouts(faults, props);
}
