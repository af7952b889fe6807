import { Duration } from 'aws-cdk-lib';
import { CfnInferenceComponent, CfnModel } from 'aws-cdk-lib/aws-sagemaker';
import { Construct, IDependable } from 'constructs';
import { ComponentHost } from './component-host';
import { containerMetrics } from './container-metrics';
import { chooseAccelerators } from './copy-accelerators';
import { checkResources, mebibytes, memoryMib, workersPerDevice } from './copy-resources';
import { LmiCopyResources } from './lmi-component-specification';
import { LmiBackend } from '../backend/lmi-backend';
import { Environment } from '../backend/served-options';
import { Problems } from '../checks/problems';
import { isLiteral } from '../checks/tokens';
import { composeContainer, Container, containerDefinition, isInPrivateRegistry } from '../container/container';
import { checkFit } from '../container/memory-check';
import { downloadSeconds, startupSeconds, withLoadingTimeout } from '../container/timeouts';
import { Grants } from '../endpoint/execution-role';
import { checkHostImage } from '../endpoint/inference-ami';
import { checkHubAccess, checkRegistryAccess, vpcConfig } from '../endpoint/network';
import { LIMITS } from '../facts/limits';
import { LmiImageConfig } from '../image/lmi-image';
import { LmiInstanceType } from '../instance/lmi-instance-type';
import { LmiModel } from '../model/lmi-model';
import { LmiModelConfig, LmiModelData } from '../model/lmi-model-config';
import { LmiSizing } from '../sizing/lmi-sizing';
import { MemoryFit } from '../sizing/memory-fit';

/** A model on one instance type. */
interface SpecificationRequest extends LmiCopyResources {
  readonly model: LmiModel;
  readonly backend: LmiBackend;
  readonly instanceType: LmiInstanceType;
  /** Other types of the fleet that the same container must run on. */
  readonly others: readonly LmiInstanceType[];
  readonly environment?: Environment;
  readonly openAiStreaming?: boolean;
  readonly metricsEndpointPath?: string;
  readonly containerStartupHealthCheckTimeout?: Duration;
  readonly modelDataDownloadTimeout?: Duration;
  readonly sizing?: LmiSizing;
}

/** The container of a component on one instance type, and the resources of a copy. */
export interface Specification {
  readonly instanceType: LmiInstanceType;
  readonly container: Container;
  readonly devices: number;
  readonly memoryMib: number;
  readonly fit?: MemoryFit;
  readonly property: CfnInferenceComponent.InferenceComponentSpecificationProperty;
  /** `ContainerMetricsConfig` of its container. */
  readonly metrics?: object;
}

/** Creates the specification of a component; undefined if there are problems. */
export function makeSpecification(
  scope: Construct, problems: Problems, host: ComponentHost, grants: Grants, request: SpecificationRequest,
): Specification | undefined {
  const { instanceType, acceleratorsPerCopy, environment } = request;
  [instanceType, ...request.others].forEach((type) => checkResources(problems, request, type));
  const composed = composeContainer(scope, grants.grantee, problems, {
    model: request.model,
    backend: request.backend,
    instanceType,
    fallbackInstanceTypes: request.others,
    // A backend cannot calculate with a number known only at deployment; it then uses all accelerators that the container sees, which is that number.
    acceleratorCount: isLiteral(acceleratorsPerCopy) ? acceleratorsPerCopy * workersPerDevice(instanceType) : undefined,
    environment,
    openAiStreaming: request.openAiStreaming,
    networkIsolation: host.networkIsolation,
    isInComponent: (model, image) => !needsModel(model, image),
  });
  if (!composed) {
    return undefined;
  }
  checkHubAccess(problems, host.network, composed);
  checkRegistryAccess(problems, host.network, composed);
  checkHostImage(scope, problems, host.inferenceAmiVersion, [instanceType, ...request.others], composed);
  const { devices, container: split } = chooseAccelerators({
    given: acceleratorsPerCopy, container: composed, backend: request.backend, instanceType, added: environment,
  });
  if (devices === undefined) {
    problems.add(`acceleratorsPerCopy is missing, and how many accelerators ${instanceType.name} has is unknown. Pass acceleratorsPerCopy, or the facts of the type `
      + 'to LmiInstanceType.of.');
    return undefined;
  }
  const workers = isLiteral(devices) ? devices * workersPerDevice(instanceType) : undefined;
  const fit = checkFit(scope, problems, split, {
    backend: request.backend, instanceTypes: [instanceType, ...request.others], acceleratorCount: workers, sizing: request.sizing,
  });
  const metrics = containerMetrics(problems, host, {
    container: composed, metricsEndpointPath: request.metricsEndpointPath, isInModel: needsModel(composed.model, composed.image),
  });
  const container = withTimeout(problems, split, request.containerStartupHealthCheckTimeout);
  const startup = startupSeconds(scope, problems, container, request.containerStartupHealthCheckTimeout);
  const download = downloadSeconds(scope, problems, container, request.modelDataDownloadTimeout);
  if (problems.count > 0) {
    return undefined;
  }
  const memory = memoryMib(request.minMemory, fit && fit.weightsGib * fit.tensorParallelDegree, devices, instanceType);
  return {
    instanceType,
    container,
    devices,
    memoryMib: memory,
    fit,
    metrics,
    property: {
      ...contentOf(scope, host, container, grants.dependable),
      computeResourceRequirements: {
        numberOfAcceleratorDevicesRequired: devices,
        numberOfCpuCoresRequired: request.cpuCoresPerCopy,
        minMemoryRequiredInMb: memory,
        maxMemoryRequiredInMb: request.maxMemory && mebibytes(request.maxMemory),
      },
      startupParameters: {
        containerStartupHealthCheckTimeoutInSeconds: startup,
        modelDataDownloadTimeoutInSeconds: download,
      },
    },
  };
}

/** Lets the container load for as long as the weights take, if the component has room for one more variable. */
function withTimeout(problems: Problems, container: Container, containerStartupHealthCheckTimeout?: Duration): Container {
  const hasRoom = needsModel(container.model, container.image) || Object.keys(container.environment).length < LIMITS.environment.componentEntries;
  return hasRoom ? withLoadingTimeout(problems, container, containerStartupHealthCheckTimeout) : container;
}

/**
 * Whether the container must be defined in a SageMaker model: a component's own container supports a tarball, but no prefix, package, license agreement, hub or private
 * registry. Otherwise the component defines its container itself, so that a change updates it in place, without replacing a model.
 */
function needsModel({ modelData, modelPackageArn }: LmiModelConfig, image: LmiImageConfig | undefined): boolean {
  const { compressed = true, acceptEula, hubContentArn }: Partial<LmiModelData> = modelData ?? {};
  return !compressed || acceptEula !== undefined || hubContentArn !== undefined || modelPackageArn !== undefined || isInPrivateRegistry(image);
}

function contentOf(
  scope: Construct, host: ComponentHost, container: Container, permissions: IDependable,
): Pick<CfnInferenceComponent.InferenceComponentSpecificationProperty, 'container' | 'modelName'> {
  if (!needsModel(container.model, container.image)) {
    return { container: { image: container.image.imageUri, environment: container.environment, artifactUrl: container.model.modelData?.s3Uri } };
  }
  const model = new CfnModel(scope, 'Model', {
    executionRoleArn: host.execution.role.roleArn,
    primaryContainer: containerDefinition(container),
    enableNetworkIsolation: host.isIsolated,
    vpcConfig: vpcConfig(host.network),
  });
  model.node.addDependency(permissions);
  return { modelName: model.attrModelName };
}
