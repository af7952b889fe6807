/**
 * Limits of SageMaker hosting and of the CloudFormation types.
 *
 * Sources: botocore 1.43.11 sagemaker 2017-07-24 model; CloudFormation registry schemas in cfn-lint 1.51.0; SageMaker developer
 * guide for the total size of the environment; all read 2026-11. Times are seconds, sizes as named.
 */
export const LIMITS = {
  /** IAM user guide, "IAM and AWS STS quotas", read 2026-11: whitespace does not count. */
  managedPolicyCharacters: 6144,
  /** Managed policies that IAM attaches to a role; 20 on request. Same source. */
  rolePolicies: 10,
  /** Endpoint, endpoint config and variant names. */
  name: { characters: 63, pattern: /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/, allowed: 'at most 63 letters, digits and inner hyphens' },
  /** Inference components; see `LmiInferenceComponentProps.inferenceComponentName` about uppercase letters. */
  componentName: { pattern: /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, allowed: 'at most 63 lowercase letters, digits and inner hyphens' },
  environment: {
    entries: 100,
    /** Maximum number of entries in the container of an inference component (CloudFormation schema). */
    componentEntries: 16,
    /** Minimum length of a name there. */
    componentKeyCharacters: 2,
    keyPattern: /^[a-zA-Z_][a-zA-Z0-9_]*$/,
    characters: 1024,
    totalBytes: 32 * 1024,
  },
  instanceCount: { min: 1 },
  variantWeight: { min: 0, integer: false },
  volumeSizeGb: { min: 1, max: 512 },
  modelDataDownloadTimeout: { min: 60, max: 3600 },
  containerStartupHealthCheckTimeout: { min: 60, max: 3600 },
  provisionTimeout: { min: 300, max: 3600 },
  variants: { min: 1, max: 10 },
  instancePools: { min: 1, max: 5 },
  subnets: { min: 2, max: 16 },
  securityGroups: { min: 1, max: 5 },
  s3UriCharacters: 1024,
  /** Output paths of asynchronous inference and data capture. */
  s3OutputUriCharacters: 512,
  imageUriCharacters: 255,
  /** API reference, VersionedArnOrName, without the plain name; HubContentArn; MetricsEndpoint; read 2026-11. */
  modelPackageArn: {
    pattern: /^(?=.{1,176}$)arn:aws[a-z-]*:sagemaker:[a-z0-9-]{9,16}:\d{12}:model-package\/[a-zA-Z0-9][a-zA-Z0-9-]{0,62}(?<!-)(\/\d{1,9})?$/,
    allowed: 'the ARN of a model package, such as arn:aws:sagemaker:us-east-1:123456789012:model-package/chat/3',
  },
  hubContentArn: { pattern: /^(?=.{1,255}$)arn:[^:\s]+:sagemaker:[^:\s]+:[^:\s]+:hub-content\/\S+$/, allowed: 'the ARN of hub content of at most 255 characters' },
  metricsEndpointPath: { pattern: /^(?=.{1,256}$)\/\S*$/, allowed: 'a path of at most 256 characters that begins with a slash' },
  samplingPercentage: { min: 0, max: 100 },
  captureContentTypes: { min: 1, max: 10 },
  contentType: { pattern: /^(?=.{1,256}$)[a-zA-Z0-9](-*[a-zA-Z0-9])*\/[a-zA-Z0-9](-*[a-zA-Z0-9.])*$/, allowed: 'a content type of at most 256 characters' },
  asyncConcurrency: { min: 1, max: 1000 },
  waitInterval: { min: 0, max: 3600 },
  /** Percent of the instances of a variant (API reference, TrafficRoutingConfig and RollingUpdatePolicy, read 2026-11). */
  canaryPercentage: { min: 1, max: 50 },
  linearPercentage: { min: 10, max: 50 },
  rollingPercentage: { min: 5, max: 50 },
  maximumExecution: { min: 600, max: 28800 },
  rollbackAlarms: { min: 1, max: 10 },
  /** Bytes from the beginning of the request. */
  prefixLength: { min: 1024, max: 65536 },
  concurrencyThreshold: { min: 1, max: 1024 },
  scaleInStep: { min: 1, max: 100 },
  scaleInCooldownMinutes: { min: 5, max: 1440 },
  componentMemoryMb: { min: 128 },
  componentCpuCores: { min: 0.25, integer: false },
  componentAccelerators: { min: 1 },
  componentCopies: { min: 0 },
  componentSpecifications: { min: 1, max: 5 },
  zoneImbalance: { min: 0, max: 100 },
  /** Bounds of managed instance scaling. */
  fleetMinimum: { min: 0 },
  fleetMaximum: { min: 1 },
  metricsFrequencies: [10, 30, 60, 120, 180, 240, 300],
} as const;

/**
 * Host memory that a copy of a component reserves by default. A reservation is not a limit: it only determines how many copies SageMaker places on
 * an instance. It must be small, because SageMaker can allocate far less memory than the instance has: on an ml.g5.xlarge with 16 GiB, it was observed
 * to accept 1,024 MB and refuse 4,096 MB (measurement published by Hugging Face, July 2026). `share` is the share of host memory accepted there; other
 * types are unknown.
 */
export const COMPONENT_MEMORY = { defaultMb: 1024, share: 1 / 16 } as const;

/** Defaults set in the container images. */
export const IMAGE_DEFAULTS = {
  /**
   * MODEL_LOADING_TIMEOUT of every image, in seconds (the guide says 1800). Source: djl-serving image files, 0.25.0-dlc to
   * 0.36.0-lmi27-dlc, read 2026-08-21.
   */
  modelLoadingTimeout: 1200,
} as const;
