import { Duration } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { CfnEndpointConfig, CfnModel } from 'aws-cdk-lib/aws-sagemaker';
import { Construct, IDependable } from 'constructs';
import { chooseInstanceTypes, defaultBackend } from './defaults';
import { ExecutionRole, Grants } from './execution-role';
import { checkHostImage } from './inference-ami';
import { ownContainers, poolsProperty } from './instance-pools';
import { LmiVariantProps } from './lmi-variant-props';
import { checkHubAccess, checkRegistryAccess, Network, vpcConfig } from './network';
import { bindInstances } from './variant-instances';
import { LmiBackend } from '../backend/lmi-backend';
import { Problems } from '../checks/problems';
import { isUnresolved } from '../checks/tokens';
import { Container, containerDefinition, composeContainer } from '../container/container';
import { checkFit } from '../container/memory-check';
import { checkTimeouts, downloadSeconds, startupSeconds, withLoadingTimeout } from '../container/timeouts';
import { LIMITS } from '../facts/limits';
import { LMI_RELEASES } from '../facts/lmi-releases';
import { LmiInstanceType } from '../instance/lmi-instance-type';
import { LmiModelConfig } from '../model/lmi-model-config';
import { MemoryFit } from '../sizing/memory-fit';

/**
 * First LMI version whose responses have a Content-Length header, without which an asynchronous endpoint fails every request (djl-serving#2567; fixed in
 * InferenceRequestHandler.java of 0.31.0-dlc, and not before, read 2026-11).
 */
const ASYNC_INFERENCE_SINCE = 13;

/** Settings that the variants of an endpoint share. */
export interface VariantHost {
  readonly execution: ExecutionRole;
  readonly network?: Network;
  readonly encryptionKey?: kms.IKey;
  readonly isAsync: boolean;
}

/** One model on one fleet of instances. */
export interface Variant {
  /** The scope of its resources. */
  readonly scope: Construct;
  readonly name: string;
  readonly backend: LmiBackend;
  /** In the order in which SageMaker tries them. */
  readonly instanceTypes: readonly LmiInstanceType[];
  /** Whether the library chose the instance type. */
  readonly isTypeChosen: boolean;
  readonly initialInstanceCount: number;
  readonly container: Container;
  readonly memoryFit?: MemoryFit;
  readonly cfnModel: CfnModel;
  readonly property: CfnEndpointConfig.ProductionVariantProperty;
  /** Properties without types in the oldest supported aws-cdk-lib, by their path in the template. */
  readonly overrides: { readonly [path: string]: unknown };
}

/**
 * The name of an instance type with first-generation Inferentia, on which SageMaker offers neither deployment policies nor shadow variants
 * (developer guide, "Deployment guardrails: exclusions" and "Shadow tests: exclusions", read 2026-11).
 */
export function inferentia1(variant: Variant): string | undefined {
  return variant.instanceTypes.find((type) => type.name.startsWith('ml.inf1.'))?.name;
}

/** Creates the model of a variant and its entry in the endpoint config; undefined if there are problems. */
export function makeVariant(scope: Construct, problems: Problems, host: VariantHost, name: string, props: LmiVariantProps): Variant | undefined {
  const instanceTypes = chooseInstanceTypes(scope, problems, props);
  checkVariant(problems, name, props);
  const instances = bindInstances(problems, {
    ...props, instanceTypes: instanceTypes ?? [], encryptionKey: host.encryptionKey, isAsync: host.isAsync,
  });
  // With an invalid backend, the container would only have misleading problems.
  if (!instanceTypes || !props.model || problems.isReported('backend')) {
    return undefined;
  }
  const served = serveTypes(scope, problems, host, props, instanceTypes);
  const coreDump = problems.collect(() => props.coreDump?._render(scope, served[0]?.grants.grantee ?? host.execution.base.grantee));
  const { containerStartupHealthCheckTimeout: given } = props;
  const containerStartupHealthCheckTimeout = Math.max(...served.map((each) => startupSeconds(each.scope, problems, each.container, given)));
  if (problems.count > 0) {
    return undefined;
  }
  const [first, ...others] = served.map((each) => ({ ...each, cfnModel: makeModel(each.scope, host, each.container, each.grants.dependable) }));
  const initialInstanceCount = props.initialInstanceCount ?? 1;
  const models = Object.fromEntries(others.map(({ instanceTypes: [type], cfnModel }) => [type.name, cfnModel.attrModelName]));
  return {
    scope,
    name,
    backend: first.backend,
    instanceTypes,
    isTypeChosen: props.instanceType === undefined && props.instancePools === undefined,
    initialInstanceCount,
    container: first.container,
    memoryFit: first.memoryFit,
    cfnModel: first.cfnModel,
    property: {
      variantName: name,
      modelName: first.cfnModel.attrModelName,
      initialInstanceCount,
      initialVariantWeight: props.initialVariantWeight ?? 1,
      containerStartupHealthCheckTimeoutInSeconds: containerStartupHealthCheckTimeout,
      modelDataDownloadTimeoutInSeconds: longestDownload(problems, served, props.modelDataDownloadTimeout),
      ...instances.property,
    },
    overrides: { ...instances.overrides, InstancePools: poolsProperty(instanceTypes, models), CoreDumpConfig: coreDump },
  };
}

/** A container that serves some of the instance types of a variant. */
interface Served {
  readonly scope: Construct;
  readonly instanceTypes: readonly LmiInstanceType[];
  readonly backend: LmiBackend;
  readonly container: Container;
  readonly memoryFit?: MemoryFit;
  readonly grants: Grants;
}

/** The container of the variant, and one for each instance type with its own model or backend. */
function serveTypes(
  scope: Construct, problems: Problems, host: VariantHost, props: LmiVariantProps, instanceTypes: readonly LmiInstanceType[],
): Served[] {
  const own = ownContainers(props);
  // The first type runs the container of the variant; anything else has been reported.
  const shared = instanceTypes.filter(({ name }, index) => index === 0 || !own.has(name));
  // A type that is listed twice has been reported; as a construct id, it must be unique.
  const isFirst = ({ name }: LmiInstanceType, index: number) => instanceTypes.findIndex((type) => type.name === name) === index;
  const others = instanceTypes.filter((type, index) => index > 0 && own.has(type.name) && isFirst(type, index));
  return [
    ...serve(scope, problems, host, props, shared),
    ...others.flatMap((type) => {
      const { model = props.model, backend = props.backend } = own.get(type.name)!;
      // An id cannot contain a token.
      const id = `Pool-${isUnresolved(type.name) ? instanceTypes.indexOf(type) : type.name}`;
      return serve(new Construct(scope, id), problems, host, { ...props, model, backend }, [type]);
    }),
  ];
}

/** Composes and checks one container for some instance types; empty if it has problems. */
function serve(
  scope: Construct, problems: Problems, host: VariantHost, props: LmiVariantProps, instanceTypes: readonly LmiInstanceType[],
): Served[] {
  const [instanceType] = instanceTypes;
  const backend = props.backend ?? defaultBackend(scope, instanceType);
  const grants = host.execution.grants();
  const composed = composeContainer(scope, grants.grantee, problems, {
    ...props, backend, instanceType, fallbackInstanceTypes: instanceTypes.slice(1),
  });
  if (!composed) {
    return [];
  }
  const memoryFit = checkFit(scope, problems, composed, { backend, instanceTypes, sizing: props.sizing });
  checkHubAccess(problems, host.network, composed);
  checkRegistryAccess(problems, host.network, composed);
  if (host.isAsync && props.openAiStreaming === true) {
    problems.add('openAiStreaming is true, but OpenAI clients cannot invoke an asynchronous endpoint, which writes whole responses to S3. Omit it or asyncInference.');
  }
  if (host.isAsync) {
    checkAsyncVersion(problems, composed);
  }
  const container = withLoadingTimeout(problems, composed, props.containerStartupHealthCheckTimeout);
  checkHostImage(scope, problems, props.inferenceAmiVersion, instanceTypes, container);
  return [{ scope, instanceTypes, backend, container, memoryFit, grants }];
}

/** Timeout of the slowest download; undefined, which keeps SageMaker's default, if one of them is unknown. */
function longestDownload(problems: Problems, served: readonly Served[], given?: Duration): number | undefined {
  const isDownloaded = ({ modelData, modelId }: LmiModelConfig) => modelData !== undefined && modelId === undefined;
  const downloading = served.filter(({ container }) => given !== undefined || isDownloaded(container.model));
  const seconds = downloading.map(({ scope, container }) => downloadSeconds(scope, problems, container, given));
  return seconds.length > 0 && seconds.every((each) => each !== undefined) ? Math.max(...seconds) : undefined;
}

/** Checks that an asynchronous endpoint can handle the responses of the container. A custom image of unknown version passes. */
function checkAsyncVersion(problems: Problems, { backend }: Container): void {
  const version = backend.image.version;
  if (version !== undefined && version._ordinal < ASYNC_INFERENCE_SINCE) {
    const has = LMI_RELEASES.some(({ ordinal, images }) => ordinal >= ASYNC_INFERENCE_SINCE && backend.imageFamily in images);
    problems.add(`asyncInference is set, but ${version} responds in chunks, so every request of an asynchronous endpoint would fail. `
      + `${has ? `Use LMI V${ASYNC_INFERENCE_SINCE} or later` : `Images of ${backend.imageFamily} end before LMI V${ASYNC_INFERENCE_SINCE}, so use another backend or a real-time endpoint`}.`);
  }
}

function makeModel(scope: Construct, { execution, network }: VariantHost, container: Container, permissions: IDependable): CfnModel {
  const cfnModel = new CfnModel(scope, 'Model', {
    executionRoleArn: execution.role.roleArn,
    primaryContainer: containerDefinition(container),
    enableNetworkIsolation: container.networkIsolation,
    vpcConfig: vpcConfig(network),
  });
  cfnModel.node.addDependency(permissions);
  return cfnModel;
}

function checkVariant(problems: Problems, name: string, props: LmiVariantProps): void {
  problems.pattern('variantName', name, LIMITS.name.pattern, LIMITS.name.allowed, 'choose another name');
  problems.number('initialInstanceCount', props.initialInstanceCount, LIMITS.instanceCount, 'start with at least one instance');
  problems.number('initialVariantWeight', props.initialVariantWeight, LIMITS.variantWeight, 'pass the weight of the variant; 0 sends it no traffic');
  checkTimeouts(problems, props);
}
