import { RemovalPolicy } from 'aws-cdk-lib';
import { ASYNC_INFERENCE } from './lmi-async-inference';
import { CAPACITY_RESERVATION } from './lmi-capacity-reservation';
import { CORE_DUMP } from './lmi-core-dump';
import { DATA_CAPTURE } from './lmi-data-capture';
import { DEPLOYMENT_POLICY } from './lmi-deployment-policy';
import { LmiEndpointProps } from './lmi-endpoint-props';
import { LmiHostingProps, LmiVariantProperty } from './lmi-hosting-props';
import { INSTANCE_POOL } from './lmi-instance-pool';
import { LmiInstancesProps } from './lmi-instances-props';
import { ROUTING } from './lmi-routing';
import { LmiVariantProps } from './lmi-variant-props';
import { BACKEND } from '../backend/lmi-backend';
import { NETWORK_KINDS } from '../checks/network-props';
import { DURATION, FLAG, having, KEY, listOf, MAP, needed, NUMBER, PropKinds, SIZE, STRING, wordOf } from '../checks/prop-kinds';
import { INSTANCE_TYPE } from '../instance/lmi-instance-type';
import { MODEL } from '../model/lmi-model';
import { SIZING } from '../sizing/lmi-sizing';

/** Kinds of the props of the instances of a variant. */
export const INSTANCES_KINDS: PropKinds<LmiInstancesProps> = {
  instancePools: listOf(INSTANCE_POOL, 'a list of LmiInstancePool'),
  capacityReservation: CAPACITY_RESERVATION,
  routing: ROUTING,
  provisionTimeout: DURATION,
  inferenceAmiVersion: STRING,
  volumeSize: SIZE,
  enableSsmAccess: FLAG,
};

/** Kinds of the props of a model in a container. */
export const CONTAINER_KINDS = {
  model: needed(MODEL, 'specify where the weights are, for example with LmiModel.fromHuggingFace'),
  backend: BACKEND,
  sizing: SIZING,
  environment: MAP,
  openAiStreaming: FLAG,
  containerStartupHealthCheckTimeout: DURATION,
  modelDataDownloadTimeout: DURATION,
};

/** Kinds of the props of a variant. */
export const VARIANT_KINDS: PropKinds<LmiVariantProps> = {
  ...INSTANCES_KINDS,
  ...CONTAINER_KINDS,
  instanceType: INSTANCE_TYPE,
  initialInstanceCount: NUMBER,
  initialVariantWeight: NUMBER,
  networkIsolation: FLAG,
  coreDump: CORE_DUMP,
};

/** Kinds of the props for updates. */
export const UPDATE_KINDS = {
  deploymentPolicy: DEPLOYMENT_POLICY,
  rollbackAlarms: listOf(having('alarmName', 'an alarm'), 'a list of alarms'),
};

/** Kinds of the props that all endpoints share. */
export const HOSTING_KINDS: PropKinds<LmiHostingProps> = {
  endpointName: STRING,
  variantName: STRING,
  role: having('roleArn', 'a role'),
  ...NETWORK_KINDS,
  allowAllOutbound: FLAG,
  encryptionKey: KEY,
  enhancedMetrics: FLAG,
  detailedObservability: FLAG,
  metricsFrequency: DURATION,
  logRetention: NUMBER,
  logEncryptionKey: KEY,
  logRemovalPolicy: wordOf(RemovalPolicy),
  excludeRetainedVariantProperties: listOf(wordOf(LmiVariantProperty), 'a list of LmiVariantProperty'),
};

/** Kinds of the props of an endpoint. */
export const ENDPOINT_KINDS: PropKinds<LmiEndpointProps> = {
  ...VARIANT_KINDS, ...HOSTING_KINDS, ...UPDATE_KINDS, asyncInference: ASYNC_INFERENCE, dataCapture: DATA_CAPTURE,
};
