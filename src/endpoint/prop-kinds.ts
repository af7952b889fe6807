import { DURATION, FLAG, having, listOf, MAP, NUMBER, PropKinds, SIZE, TEXT } from '../internal/prop-kinds';

const KEY = having('keyArn', 'a KMS key');

/** What the props of a variant have to be. */
export const VARIANT_KINDS: PropKinds = {
  model: having('bind', 'an LmiModel'),
  backend: having('bind', 'an LmiBackend'),
  instanceType: having('_fact', 'an LmiInstanceType'),
  provisionTimeout: DURATION,
  inferenceAmiVersion: TEXT,
  initialInstanceCount: NUMBER,
  initialWeight: NUMBER,
  networkIsolation: FLAG,
  volumeSize: SIZE,
  environment: MAP,
  startupTimeout: DURATION,
  downloadTimeout: DURATION,
};

/** What the props of an endpoint have to be. */
export const ENDPOINT_KINDS: PropKinds = {
  ...VARIANT_KINDS,
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
