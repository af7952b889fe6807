/** The classes of the library that size models, under the names of its index. */
export { LmiError } from '../../src/checks/lmi-error';
export { AcceleratorKind } from '../../src/facts/accelerators';
export { LmiVersion } from '../../src/image/lmi-version';
export { LmiInstanceType } from '../../src/instance/lmi-instance-type';
export { ModelArchitecture } from '../../src/model/model-architecture';
export { MemoryFit } from '../../src/sizing/memory-fit';
export { WeightFormat } from '../../src/sizing/memory-fit-props';
