import { LmiScaleInStrategy } from './lmi-component-endpoint-props';
import { LmiPlacementStrategy } from './lmi-inference-component-props';
import { ADAPTER } from './lora-adapter';
import { BACKEND } from '../backend/lmi-backend';
import { DURATION, FLAG, LIST, needed, NUMBER, PropKinds, SIZE, STRING, wordOf } from '../checks/prop-kinds';
import { CONTAINER_KINDS, HOSTING_KINDS, INSTANCES_KINDS, UPDATE_KINDS } from '../endpoint/endpoint-kinds';
import { INSTANCE_TYPE } from '../instance/lmi-instance-type';

/** What the props of an endpoint with components have to be. */
export const COMPONENT_ENDPOINT_KINDS: PropKinds = {
  ...HOSTING_KINDS,
  ...INSTANCES_KINDS,
  instanceType: needed(INSTANCE_TYPE, 'name the instance type of the fleet, such as LmiInstanceType.G5_12XLARGE'),
  minInstanceCount: NUMBER,
  maxInstanceCount: NUMBER,
  scaleInStrategy: wordOf(LmiScaleInStrategy),
  scaleInCooldown: DURATION,
  maxScaleInStep: NUMBER,
};

const RESOURCE_KINDS: PropKinds = {
  acceleratorsPerCopy: NUMBER,
  cpuCoresPerCopy: NUMBER,
  minMemory: SIZE,
  maxMemory: SIZE,
};

/** What a specification for one instance type has to be. */
export const SPECIFICATION_KINDS: PropKinds = {
  ...RESOURCE_KINDS,
  instanceType: needed(INSTANCE_TYPE, 'name the instance type of the fleet that it is for'),
  backend: BACKEND,
};

/** What the props of an inference component have to be. */
export const COMPONENT_KINDS: PropKinds = {
  ...CONTAINER_KINDS,
  ...RESOURCE_KINDS,
  ...UPDATE_KINDS,
  copies: NUMBER,
  inferenceComponentName: STRING,
  placement: wordOf(LmiPlacementStrategy),
  maxZoneImbalance: NUMBER,
  dataCaching: FLAG,
  metricsEndpointPath: STRING,
  specifications: LIST,
};

/** What the props of an adapter have to be. */
export const ADAPTER_KINDS: PropKinds = {
  adapter: needed(ADAPTER, 'specify where the adapter is, for example with LoraAdapter.fromS3'),
  inferenceComponentName: STRING,
};
