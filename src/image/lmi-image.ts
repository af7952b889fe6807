import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Aws, CfnMapping, Stack, Token } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as assets from 'aws-cdk-lib/aws-ecr-assets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { LmiVersion, VERSION } from './lmi-version';
import { LmiError } from '../checks/lmi-error';
import { ownValue } from '../checks/own-value';
import { Problems } from '../checks/problems';
import { checkedProps, having, instanceOf, needed, OWN_CHECK, PropKinds } from '../checks/prop-kinds';
import { warn } from '../checks/warnings';
import { ImageFamily, LMI_RELEASES } from '../facts/lmi-releases';
import { DNS_SUFFIXES, RegistryFact, REGISTRIES } from '../facts/registries';

/** Options for binding an image. */
export interface LmiImageBindOptions {
  /** The principal that pulls the image: the execution role. */
  readonly grantee: iam.IGrantable;
  /** The family of images that holds the backend: `djl-deepspeed`, `djl-lmi`, `djl-tensorrtllm` or `djl-neuronx`. */
  readonly imageFamily: string;
}

/** A container image that is ready to be named in a SageMaker model. */
export interface LmiImageConfig {
  /** URI of the image with its tag or digest. */
  readonly imageUri: string;

  /**
   * Where the registry is: `Platform` for Amazon ECR, or `Vpc` for a private registry in the VPC of the endpoint.
   *
   * @default - Amazon ECR
   */
  readonly repositoryAccessMode?: string;

  /**
   * ARN of the function that SageMaker asks for the credentials of a private registry.
   *
   * @default - the registry needs no credentials
   */
  readonly repositoryCredentialsProviderArn?: string;
}

/** Options of an image that AWS publishes. */
export interface LmiImageVersionOptions {
  /**
   * N of the pinned tag `<tag>-v1.N`, which AWS never moves again. At least 0.
   *
   * @default - the plain tag, which AWS moves when it patches the image
   */
  readonly patch?: number;
}

/** Options of your own image. */
export interface LmiImageOptions {
  /**
   * The LMI version that the image was built from, against which options are checked.
   *
   * @default - the version of the backend
   */
  readonly version?: LmiVersion;
}

/** Options of an image in a private registry. */
export interface LmiPrivateImageOptions extends LmiImageOptions {
  /**
   * Function that returns the credentials of the registry (`{ "Credentials": { "Username": …, "Password": … } }`). The role is allowed to invoke it.
   *
   * @default - the registry needs no credentials
   */
  readonly credentialsProvider?: lambda.IFunction;
}

/** The container image that serves the model. */
export abstract class LmiImage {
  /**
   * The image that AWS publishes for an LMI version.
   *
   * In a stack with a known region, the template contains the registry, and a region without the image raises an error that lists the regions
   * with it. In an environment-agnostic stack, a mapping selects the registry at deployment.
   *
   * @param version the LMI version; an error if it has no image for the backend
   * @param options the tag to use
   */
  public static fromVersion(version: LmiVersion, options: LmiImageVersionOptions = {}): LmiImage {
    return new PublishedImage(version, options ?? {});
  }

  /**
   * An image in an ECR repository, which the role is allowed to pull.
   *
   * @param repository the repository
   * @param tag a tag, or a digest that begins with `sha256:`
   * @param options the LMI version of the image
   */
  public static fromEcrRepository(repository: ecr.IRepository, tag: string, options: LmiImageOptions = {}): LmiImage {
    return new RepositoryImage(repository, tag, options ?? {});
  }

  /**
   * An image that the CDK builds from a directory with a Dockerfile and publishes with the stack.
   *
   * @param directory the build context
   * @param options the LMI version of the image
   */
  public static fromAsset(directory: string, options: LmiImageOptions = {}): LmiImage {
    return new AssetImage(directory, options ?? {});
  }

  /**
   * An image in a private Docker registry that can be reached from the VPC of the endpoint. An error without `vpc`. The registry needs a TLS certificate
   * of a public certificate authority.
   *
   * @param imageUri the image, such as `registry.example.com/lmi:28`
   * @param options credentials and LMI version
   */
  public static fromPrivateRegistry(imageUri: string, options: LmiPrivateImageOptions = {}): LmiImage {
    return new PrivateImage(imageUri, options ?? {});
  }

  /**
   * The LMI version of the image.
   *
   * @default - unknown; that of the backend is assumed
   */
  public abstract readonly version?: LmiVersion;

  /**
   * Resolves the image in the scope of an endpoint and allows its role to pull it.
   *
   * @param scope the construct that the image is for
   * @param options the role, and the family of AWS images
   */
  public abstract bind(scope: Construct, options: LmiImageBindOptions): LmiImageConfig;
}

/** Kind of a prop that takes an image. */
export const IMAGE = instanceOf(LmiImage, 'use LmiImage.fromEcrRepository or LmiImage.fromAsset, or omit it');

/** The repository of every published LMI image. */
const REPOSITORY = 'djl-inference';

const VERSION_KINDS = { version: needed(VERSION, 'pass a constant such as LmiVersion.V12') };
const PUBLISHED_KINDS: PropKinds<LmiImageVersionOptions> = { patch: OWN_CHECK };
/** The backend checks the version. */
const IMAGE_KINDS: PropKinds<LmiImageOptions> = { version: OWN_CHECK };
const PRIVATE_KINDS: PropKinds<LmiPrivateImageOptions> = { ...IMAGE_KINDS, credentialsProvider: having('functionArn', 'a Lambda function') };
const REPOSITORY_KINDS = { repository: needed(having('repositoryUriForTagOrDigest', 'an ECR repository'), 'pass the ECR repository of the image') };

class PublishedImage extends LmiImage {
  public constructor(public readonly version: LmiVersion, private readonly options: LmiImageVersionOptions) {
    super();
  }

  public bind(scope: Construct, options: LmiImageBindOptions): LmiImageConfig {
    const problems = new Problems(scope);
    checkedProps(problems, { version: this.version }, VERSION_KINDS);
    const { patch } = checkedProps(problems, this.options, PUBLISHED_KINDS);
    problems.throwIfAny();
    const imageFamily = options.imageFamily as ImageFamily;
    const fact = LMI_RELEASES.find((release) => release.ordinal === this.version._ordinal)?.images[imageFamily];
    if (!fact) {
      const tags = LMI_RELEASES.flatMap((release) => release.images[imageFamily] ? [`V${release.ordinal}`] : []);
      problems.add(`image is that of ${this.version} for ${imageFamily}, which does not exist. Use one of ${tags.join(', ')}, `
        + 'or LmiImage.fromEcrRepository for an image of your own.');
    }
    problems.number('patch', patch, { min: 0 }, `pass the N of a tag that ends in -v1.N${fact?.patch ? `, up to ${fact.patch} as known` : ''}`);
    const registry = fact && problems.collect(() => registryOf(scope, imageFamily, this.version.djlVersion));
    problems.throwIfAny();

    const stack = Stack.of(scope);
    const { account, host } = registry!;
    options.grantee.grantPrincipal.addToPrincipalPolicy(new iam.PolicyStatement({
      actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      resources: [stack.formatArn({ service: 'ecr', account, resource: 'repository', resourceName: REPOSITORY })],
    }));
    ecr.AuthorizationToken.grantRead(options.grantee);
    const tag = patch === undefined ? fact!.tag : `${fact!.tag}-v1.${patch}`;
    return { imageUri: `${host}/${REPOSITORY}:${tag}` };
  }
}

class RepositoryImage extends LmiImage {
  public readonly version?: LmiVersion;

  public constructor(private readonly repository: ecr.IRepository, private readonly tag: string, private readonly options: LmiImageOptions) {
    super();
    this.version = options.version;
  }

  public bind(scope: Construct, options: LmiImageBindOptions): LmiImageConfig {
    const problems = new Problems(scope);
    checkedProps(problems, this.options, IMAGE_KINDS);
    if (checkedProps<{ repository?: ecr.IRepository }>(problems, { repository: this.repository }, REPOSITORY_KINDS).repository) {
      problems.pattern('tag', this.tag, /^(sha256:[0-9a-f]{64}|\w[\w.-]{0,127})$/, 'an image tag or a sha256: digest',
        'pass the tag under which the image was pushed');
    }
    problems.required('tag', this.tag, 'pass the tag under which the image was pushed');
    problems.throwIfAny();
    this.repository.grantPull(options.grantee);
    return { imageUri: this.repository.repositoryUriForTagOrDigest(this.tag) };
  }
}

class AssetImage extends LmiImage {
  public readonly version?: LmiVersion;

  public constructor(private readonly directory: string, private readonly options: LmiImageOptions) {
    super();
    this.version = options.version;
  }

  public bind(scope: Construct, options: LmiImageBindOptions): LmiImageConfig {
    const problems = new Problems(scope);
    checkedProps(problems, this.options, IMAGE_KINDS);
    if (!existsSync(join(String(this.directory), 'Dockerfile'))) {
      problems.invalid('directory', this.directory, 'a directory with a Dockerfile', 'pass the build context of the image');
    }
    problems.throwIfAny();
    const asset = new assets.DockerImageAsset(scope, 'Image', { directory: this.directory, platform: assets.Platform.LINUX_AMD64 });
    asset.repository.grantPull(options.grantee);
    return { imageUri: asset.imageUri };
  }
}

/**
 * Source: SageMaker developer guide, "Use a private Docker registry for real-time inference containers" and "Use a Docker registry that requires authentication" (the role
 * needs `lambda:InvokeFunction`), read 2026-11.
 */
class PrivateImage extends LmiImage {
  public readonly version?: LmiVersion;

  public constructor(private readonly imageUri: string, private readonly options: LmiPrivateImageOptions) {
    super();
    this.version = options.version;
  }

  public bind(scope: Construct, { grantee }: LmiImageBindOptions): LmiImageConfig {
    const problems = new Problems(scope);
    const { credentialsProvider } = checkedProps(problems, this.options, PRIVATE_KINDS);
    if (problems.required('imageUri', this.imageUri, 'pass the URI of the image')) {
      problems.pattern('imageUri', this.imageUri, PRIVATE_URI, 'the host of a registry and an image without a scheme, such as registry.example.com/lmi:28',
        'pass that, or use LmiImage.fromEcrRepository for an image in Amazon ECR');
    }
    problems.throwIfAny();
    if (credentialsProvider) {
      // IFunction.grantInvoke shares one grant among all principals without a name.
      grantee.grantPrincipal.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [credentialsProvider.functionArn] }));
    }
    return { imageUri: this.imageUri, repositoryAccessMode: 'Vpc', repositoryCredentialsProviderArn: credentialsProvider?.functionArn };
  }
}

/** A host with a dot or a port, which is how Docker distinguishes it from a name on Docker Hub, but not an Amazon ECR host. */
const PRIVATE_URI = /^(?!\d{12}\.dkr\.)(?=[\w-]*[.:])[\w.-]+(:\d+)?\/[\w.\/-]+(:\w[\w.-]{0,127}|@sha256:[0-9a-f]{64})?$/;

/** The account and host of the registry in a region. */
interface Registry {
  readonly account: string;
  readonly host: string;
}

function registryOf(scope: Construct, imageFamily: ImageFamily, djlVersion: string): Registry {
  const region = Stack.of(scope).region;
  const holders = () => Object.entries(REGISTRIES).filter(([, each]) => holds(each, imageFamily, djlVersion));
  if (Token.isUnresolved(region)) {
    const account = accountMapping(scope, imageFamily, djlVersion, holders()).findInMap(region, 'account');
    return { account, host: `${account}.dkr.ecr.${region}.${Aws.URL_SUFFIX}` };
  }
  const registry = ownValue(REGISTRIES, region);
  if (!registry || !holds(registry, imageFamily, djlVersion)) {
    throw new LmiError(scope.node.path, [`image ${imageFamily} of DJL Serving ${djlVersion} is in no registry of region ${region}. Deploy to one of `
      + `${holders().map(([name]) => name).join(', ')}, choose another version, or copy the image and use LmiImage.fromEcrRepository.`]);
  }
  if (registry.unconfirmed) {
    warn(scope, 'image-unconfirmed', `the image lists disagree on whether ${region} has ${imageFamily} images. Check that the repository has the tag `
      + 'before you deploy, or copy the image and use LmiImage.fromEcrRepository.');
  }
  return { account: registry.account, host: `${registry.account}.dkr.ecr.${region}.${DNS_SUFFIXES[registry.partition]}` };
}

function holds(registry: RegistryFact, imageFamily: ImageFamily, djlVersion: string): boolean {
  const has = registry.has[imageFamily];
  return has === true || (has !== undefined && has.includes(djlVersion));
}

/** One mapping for each image family and version in a stack, no matter how many endpoints share it, like the CDK's own region facts. */
function accountMapping(
  scope: Construct, imageFamily: ImageFamily, djlVersion: string, holders: readonly (readonly [string, RegistryFact])[],
): CfnMapping {
  const stack = Stack.of(scope);
  const id = `LmiImageAccounts-${imageFamily}-${djlVersion}`;
  return (stack.node.tryFindChild(id) as CfnMapping | undefined) ?? new CfnMapping(stack, id, {
    mapping: Object.fromEntries(holders.map(([region, registry]) => [region, { account: registry.account }])),
  });
}
