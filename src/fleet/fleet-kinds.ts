import { LmiComponentEndpointProps, LmiScaleInStrategy } from './lmi-component-endpoint-props';
import { LmiComponentSpecification, LmiCopyResources } from './lmi-component-specification';
import { LmiInferenceComponentProps, LmiPlacementStrategy } from './lmi-inference-component-props';
import { BACKEND } from '../backend/lmi-backend';
import { DURATION, FLAG, LIST, needed, NUMBER, PropKinds, SIZE, STRING, wordOf } from '../checks/prop-kinds';
import { CONTAINER_KINDS, HOSTING_KINDS, INSTANCES_KINDS, UPDATE_KINDS } from '../endpoint/endpoint-kinds';
import { INSTANCE_TYPE } from '../instance/lmi-instance-type';

/** Kinds of the props of an endpoint with components. */
export const COMPONENT_ENDPOINT_KINDS: PropKinds<LmiComponentEndpointProps> = {
  ...HOSTING_KINDS,
  ...INSTANCES_KINDS,
  instanceType: needed(INSTANCE_TYPE, 'pass the instance type of the fleet, such as LmiInstanceType.G5_12XLARGE'),
  initialInstanceCount: NUMBER,
  networkIsolation: FLAG,
  minInstanceCount: NUMBER,
  maxInstanceCount: NUMBER,
  scaleInStrategy: wordOf(LmiScaleInStrategy),
  scaleInCooldown: DURATION,
  maxScaleInStep: NUMBER,
};

const RESOURCE_KINDS: PropKinds<LmiCopyResources> = {
  acceleratorsPerCopy: NUMBER,
  cpuCoresPerCopy: NUMBER,
  minMemory: SIZE,
  maxMemory: SIZE,
};

/** Kinds of the props of a specification. */
export const SPECIFICATION_KINDS: PropKinds<LmiComponentSpecification> = {
  ...RESOURCE_KINDS,
  instanceType: needed(INSTANCE_TYPE, 'pass the instance type that it applies to'),
  backend: BACKEND,
};

/** Kinds of the props of an inference component. */
export const COMPONENT_KINDS: PropKinds<LmiInferenceComponentProps> = {
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
