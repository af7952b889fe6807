import { Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnModel } from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import { mergeEnvironment } from './environment';
import { warnOfGatedModel } from './gated-model';
import { decideIsolation, grantSources } from './isolation';
import { checkModelFiles } from './model-files';
import { checkOpenAiStreaming, OPENAI_FILES } from './openai-streaming';
import { LmiBackend, LmiBackendConfig } from '../backend/lmi-backend';
import { Environment, ServedOptions } from '../backend/served-options';
import { ownValue } from '../checks/own-value';
import { plural } from '../checks/plural';
import { Problems } from '../checks/problems';
import { isLiteral } from '../checks/tokens';
import { warn } from '../checks/warnings';
import { AcceleratorKind } from '../facts/accelerators';
import { familyOf, otherSizes } from '../facts/instance-families';
import { CPU_INSTANCE, HOSTING_REGIONS } from '../facts/instances';
import { LIMITS } from '../facts/limits';
import { LmiImageConfig } from '../image/lmi-image';
import { LmiInstanceType } from '../instance/lmi-instance-type';
import { LmiModel } from '../model/lmi-model';
import { LmiModelConfig } from '../model/lmi-model-config';

/** What to run in a container, and on which instance types. */
interface ContainerRequest {
  readonly model: LmiModel;
  readonly backend: LmiBackend;
  readonly instanceType: LmiInstanceType;
  /** Further types that the same container may run on. */
  readonly fallbackInstanceTypes?: readonly LmiInstanceType[];
  readonly acceleratorCount?: number;
  readonly environment?: Environment;
  readonly networkIsolation?: boolean;
  readonly openAiStreaming?: boolean;
  /** Whether the variables are part of an inference component, which allows fewer of them. Called once the location of the weights is known. */
  readonly isInComponent?: (model: LmiModelConfig, image: LmiImageConfig | undefined) => boolean;
}

/** A container, ready for a SageMaker model or an inference component. */
export interface Container {
  readonly image: LmiImageConfig;
  readonly environment: Environment;
  /** The variables, read once. */
  readonly options: ServedOptions;
  readonly model: LmiModelConfig;
  readonly backend: LmiBackendConfig;
  readonly networkIsolation: boolean;
}

/** Binds model, backend and image, and checks that they fit the instance type. Undefined if one of them cannot be bound. */
export function composeContainer(scope: Construct, grantee: iam.IGrantable, problems: Problems, request: ContainerRequest): Container | undefined {
  const { instanceType } = request;
  const model = problems.collect(() => request.model.bind(scope, grantee, { files: request.openAiStreaming === true ? OPENAI_FILES : undefined }));
  if (!model) {
    return undefined;
  }
  const binding = { model, instanceType, acceleratorCount: request.acceleratorCount, environment: request.environment ?? undefined };
  const bound = problems.collect(() => request.backend.bind(binding));
  if (!bound) {
    return undefined;
  }
  const backend = model.modelPackageArn === undefined ? bound : withoutDefaults(bound);
  const instanceTypes = [instanceType, ...request.fallbackInstanceTypes ?? []];
  instanceTypes.forEach((each) => checkInstanceType(scope, problems, backend, each));
  const image = problems.collect(() => backend.image.bind(scope, { grantee, imageFamily: backend.imageFamily }));
  if (isLiteral(image?.imageUri) && image.imageUri.length > LIMITS.imageUriCharacters) {
    problems.add(`the image URI has ${image.imageUri.length} characters, but can have at most ${LIMITS.imageUriCharacters}. Shorten the name of the repository or the tag.`);
  }
  const environment = mergeEnvironment(scope, problems, {
    backend, backendName: request.backend._name, version: request.backend.version._ordinal,
    model, added: request.environment ?? {}, isInComponent: request.isInComponent?.(model, image),
  });
  warnOfGatedModel(scope, model, environment);
  const networkIsolation = decideIsolation(scope, problems, { model, environment, networkIsolation: request.networkIsolation ?? undefined });
  grantSources(scope, problems, grantee, environment, networkIsolation);
  const options = new ServedOptions({ backend: request.backend._name, version: request.backend.version._ordinal, environment, config: backend });
  instanceTypes.forEach((each) => checkParallelism(problems, options, { ...request, instanceType: each }));
  request.backend._inspect?.(scope, problems, {
    ...binding, config: backend, added: effectiveVariables(environment, request.environment), options,
  });
  if (request.openAiStreaming === true) {
    checkOpenAiStreaming(scope, problems, request.backend, backend, options, model);
  }
  checkModelFiles(scope, problems, { model, backend, environment, options, networkIsolation });
  return image === undefined ? undefined : { image, environment, options, model, backend, networkIsolation };
}

/** A model package has its own variables, which only what the user passes may replace. */
function withoutDefaults(config: LmiBackendConfig): LmiBackendConfig {
  const { environment, props = {}, defaults = [] } = config;
  const isAsked = (name: string) => !defaults.includes(name) && !['backend', 'model'].includes(ownValue(props, name) ?? '');
  return { ...config, environment: Object.fromEntries(Object.entries(environment).filter(([name]) => isAsked(name))) };
}

/** The user's variables without those that were refused or only repeat the model. */
function effectiveVariables(environment: Environment, added: Environment = {}): Environment {
  return Object.fromEntries(Object.entries(added).filter(([name, value]) => ownValue(environment, name) === value));
}

/** A container with one more variable. */
export function withVariable(container: Container, name: string, value: string): Container {
  const environment = { ...container.environment, [name]: value };
  return { ...container, environment, options: new ServedOptions({ ...container.options, environment }) };
}

/** The container as a property of a SageMaker model. */
export function containerDefinition(container: Container): CfnModel.ContainerDefinitionProperty {
  const { model: { modelData: data, modelPackageArn, inferenceSpecificationName }, image, environment } = container;
  if (modelPackageArn !== undefined) {
    return { modelPackageName: modelPackageArn, inferenceSpecificationName, environment };
  }
  return {
    image: image.imageUri,
    imageConfig: image.repositoryAccessMode === undefined ? undefined : {
      repositoryAccessMode: image.repositoryAccessMode,
      repositoryAuthConfig: image.repositoryCredentialsProviderArn === undefined ? undefined : {
        repositoryCredentialsProviderArn: image.repositoryCredentialsProviderArn,
      },
    },
    environment,
    modelDataSource: data && {
      s3DataSource: {
        s3Uri: data.s3Uri,
        s3DataType: data.compressed ? 'S3Object' : 'S3Prefix',
        compressionType: data.compressed ? 'Gzip' : 'None',
        modelAccessConfig: data.acceptEula === undefined ? undefined : { acceptEula: data.acceptEula },
        hubAccessConfig: data.hubContentArn === undefined ? undefined : { hubContentArn: data.hubContentArn },
      },
    },
  };
}

/** Whether the image is in a registry that SageMaker reaches only through the endpoint's VPC. */
export function isInPrivateRegistry(image: LmiImageConfig | undefined): boolean {
  return image?.repositoryAccessMode === 'Vpc';
}

const KIND_WORDS = {
  [AcceleratorKind.GPU]: 'NVIDIA GPUs',
  [AcceleratorKind.NEURON]: 'AWS Inferentia and Trainium',
  [AcceleratorKind.GAUDI]: 'Intel Gaudi',
};
const REMEDIES = {
  [AcceleratorKind.GPU]: 'use a backend for GPUs such as VllmBackend',
  [AcceleratorKind.NEURON]: 'use NeuronxBackend',
  [AcceleratorKind.GAUDI]: 'use an image of your own',
};

function checkInstanceType(scope: Construct, problems: Problems, backend: LmiBackendConfig, instanceType: LmiInstanceType): void {
  const kind = instanceType.accelerator?.kind;
  if (kind === undefined && CPU_INSTANCE.test(instanceType.name)) {
    problems.add(`instanceType is ${instanceType.name}, which has no accelerator, but the image of the backend is built for `
      + `${KIND_WORDS[backend.acceleratorKind]}. Choose an accelerated instance type, such as ml.g5.2xlarge.`);
  }
  if (kind !== undefined && kind !== backend.acceleratorKind) {
    problems.add(`instanceType is ${instanceType.name}, but the image of the backend does not run on ${instanceType.accelerator!.name}. It is built for `
      + `${KIND_WORDS[backend.acceleratorKind]}. Choose another instance type, or ${REMEDIES[kind]}.`);
  }
  if (instanceType._fact.arm64) {
    problems.add(`instanceType is ${instanceType.name}, whose host is Arm64, but the LMI images are built for x86-64. Choose another instance type.`);
  }
  const sizes = kind === undefined ? otherSizes(instanceType.name) : [];
  if (sizes.length > 0) {
    warn(scope, 'unknown-instance-size', `instanceType is ${instanceType.name}, but the known sizes of ${familyOf(instanceType.name)} are ${sizes.join(', ')}. Choose one of them; if `
      + 'the size is new, pass its accelerator and acceleratorCount to LmiInstanceType.of.');
  }
  const regions = instanceType._fact.regions === undefined ? undefined : HOSTING_REGIONS[instanceType._fact.regions];
  const region = Stack.of(scope).region;
  if (regions && !Token.isUnresolved(region) && !regions.includes(region)) {
    warn(scope, 'instance-region', `according to the price list of 2026-08-19, SageMaker does not offer ${instanceType.name} for hosting in ${region}, but in ${regions.join(', ')}.`);
  }
}

/** Checks that need the complete variables, from props and `environment`. */
function checkParallelism(problems: Problems, options: ServedOptions, request: ContainerRequest): void {
  const { instanceType } = request;
  const available = request.acceleratorCount ?? instanceType.coreCount;
  const degree = options.count(options.degreeVariable);
  if (degree !== undefined && available !== undefined && degree > available) {
    problems.add(`tensorParallelDegree is ${degree}, but ${instanceType.name} has `
      + `${plural(available, instanceType.accelerator?.kind === AcceleratorKind.NEURON ? 'NeuronCore' : 'accelerator')}${request.acceleratorCount ? ' for a copy' : ''}. `
      + 'Lower it, omit it, or choose a larger instance type.');
  }
  const accelerator = instanceType.accelerator;
  if (accelerator && !accelerator._fact.bf16 && options.literal('OPTION_DTYPE') === 'bf16') {
    problems.add(`dtype is "bf16", but the ${accelerator.name} of ${instanceType.name} does not compute in bfloat16. Use "fp16", or a newer instance type.`);
  }
}
