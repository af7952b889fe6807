import { LmiScaleInStrategy } from './lmi-component-endpoint-props';
import { LmiPlacementStrategy } from './lmi-inference-component-props';
import { DURATION, FLAG, having, LIST, MAP, NUMBER, PropKinds, SIZE, TEXT, wordOf } from '../checks/prop-kinds';
import { HOSTING_KINDS, INSTANCES_KINDS } from '../endpoint/endpoint-kinds';

/** What the props of an endpoint with components have to be. */
export const COMPONENT_ENDPOINT_KINDS: PropKinds = {
  ...HOSTING_KINDS,
  ...INSTANCES_KINDS,
  minInstanceCount: NUMBER,
  maxInstanceCount: NUMBER,
  scaleInStrategy: wordOf(LmiScaleInStrategy),
  scaleInCooldown: DURATION,
  maxScaleInStep: NUMBER,
};

/** What a specification for one instance type has to be. */
export const SPECIFICATION_KINDS: PropKinds = {
  instanceType: having('_fact', 'an LmiInstanceType'),
  backend: having('bind', 'an LmiBackend'),
  acceleratorsPerCopy: NUMBER,
  cpuCoresPerCopy: NUMBER,
  minMemory: SIZE,
  maxMemory: SIZE,
};

/** What the props of an inference component have to be. */
export const COMPONENT_KINDS: PropKinds = {
  ...SPECIFICATION_KINDS,
  model: having('bind', 'an LmiModel'),
  copies: NUMBER,
  inferenceComponentName: TEXT,
  environment: MAP,
  openAiStreaming: FLAG,
  containerStartupHealthCheckTimeout: DURATION,
  modelDataDownloadTimeout: DURATION,
  sizing: having('enabled', 'an LmiSizing'),
  placement: wordOf(LmiPlacementStrategy),
  maxZoneImbalance: NUMBER,
  dataCaching: FLAG,
  specifications: LIST,
};
