import { DURATION, FLAG, having, KEY, listOf, MAP, NUMBER, PropKinds, SIZE, TEXT } from '../checks/prop-kinds';

/** What the props of a fleet have to be. */
export const INSTANCES_KINDS: PropKinds = {
  instanceType: having('_fact', 'an LmiInstanceType'),
  provisionTimeout: DURATION,
  inferenceAmiVersion: TEXT,
  initialInstanceCount: NUMBER,
  networkIsolation: FLAG,
  volumeSize: SIZE,
};

/** What the props of a variant have to be. */
export const VARIANT_KINDS: PropKinds = {
  ...INSTANCES_KINDS,
  model: having('bind', 'an LmiModel'),
  backend: having('bind', 'an LmiBackend'),
  sizing: having('enabled', 'an LmiSizing'),
  initialVariantWeight: NUMBER,
  environment: MAP,
  openAiStreaming: FLAG,
  containerStartupHealthCheckTimeout: DURATION,
  modelDataDownloadTimeout: DURATION,
};

/** What the props that every kind of endpoint has have to be. */
export const HOSTING_KINDS: PropKinds = {
  endpointName: TEXT,
  variantName: TEXT,
  role: having('roleArn', 'a role'),
  vpc: having('vpcId', 'a VPC'),
  vpcSubnets: MAP,
  securityGroups: listOf(having('securityGroupId', 'a security group'), 'a list of security groups'),
  allowAllOutbound: FLAG,
  encryptionKey: KEY,
  enhancedMetrics: FLAG,
  detailedObservability: FLAG,
  metricsFrequency: DURATION,
  logRetention: NUMBER,
  logEncryptionKey: KEY,
};

/** What the props of an endpoint have to be. */
export const ENDPOINT_KINDS: PropKinds = { ...VARIANT_KINDS, ...HOSTING_KINDS };
