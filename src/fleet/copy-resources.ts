import { Size, SizeRoundingBehavior } from 'aws-cdk-lib';
import { LmiCopyResources } from './lmi-component-specification';
import { isConvertible } from '../checks/durations';
import { Problems } from '../checks/problems';
import { isLiteral, isNumber } from '../checks/tokens';
import { AcceleratorKind } from '../facts/accelerators';
import { COMPONENT_MEMORY, LIMITS } from '../facts/limits';
import { LmiInstanceType } from '../instance/lmi-instance-type';

/** Workers on one accelerator device: the NeuronCores of a chip, or one on a GPU. */
export function workersPerDevice(instanceType: LmiInstanceType): number {
  const accelerator = instanceType.accelerator;
  return accelerator?.kind === AcceleratorKind.NEURON ? accelerator._fact.cores ?? 1 : 1;
}

/** Checks that the instance type has the resources of a copy, and that SageMaker allows them. */
export function checkResources(problems: Problems, resources: LmiCopyResources, instanceType: LmiInstanceType): void {
  const { acceleratorsPerCopy, cpuCoresPerCopy, minMemory, maxMemory } = resources;
  const { name, acceleratorCount, _fact: { vcpus, memoryGib } } = instanceType;
  problems.number('acceleratorsPerCopy', acceleratorsPerCopy, LIMITS.componentAccelerators,
    'an LMI container needs an accelerator; omit acceleratorsPerCopy for all of the instance');
  if (isNumber(acceleratorsPerCopy) && acceleratorCount !== undefined && acceleratorsPerCopy > acceleratorCount) {
    problems.add(`acceleratorsPerCopy is ${acceleratorsPerCopy}, but ${name} has ${acceleratorCount}, and a copy does not span instances. Lower it, or choose a larger `
      + 'instance type.');
  }
  problems.number('cpuCoresPerCopy', cpuCoresPerCopy, { ...LIMITS.componentCpuCores, max: vcpus }, `pass at most the vCPUs of ${name}`);
  checkMemory(problems, 'minMemory', minMemory, name, memoryGib);
  checkMemory(problems, 'maxMemory', maxMemory, name, memoryGib);
  const areSizes = [minMemory, maxMemory].every((memory) => isLiteral(memory));
  if (areSizes && mebibytes(maxMemory!) < mebibytes(minMemory!)) {
    problems.add(`maxMemory is ${mebibytes(maxMemory!)} MiB, but minMemory is ${mebibytes(minMemory!)} MiB. Raise maxMemory or lower minMemory.`);
  }
}

function checkMemory(problems: Problems, prop: string, memory: Size | undefined, name: string, hostGib?: number): void {
  if (memory?.isUnresolved() && !isConvertible(() => memory.toMebibytes())) {
    problems.add(`${prop} is known only at deployment, in a unit other than MiB. Create it with Size.mebibytes.`);
    return;
  }
  if (!isLiteral(memory)) {
    return;
  }
  const remedy = hostGib === undefined ? 'pass at least the minimum of SageMaker' : `${name} has ${hostGib} GiB of host memory`;
  problems.number(`${prop} in MiB`, memory.toMebibytes({ rounding: SizeRoundingBehavior.NONE }),
    { ...LIMITS.componentMemoryMb, max: hostGib && hostGib * 1024 }, remedy);
}

/** MiB of host memory that a copy reserves: the user's number, or one that suits the size of the weights. */
export function memoryMib(given: Size | undefined, weightsGib: number | undefined, devices: number, instanceType: LmiInstanceType): number {
  if (given !== undefined) {
    return mebibytes(given);
  }
  const { acceleratorCount, _fact: { memoryGib } } = instanceType;
  if (weightsGib === undefined || memoryGib === undefined || acceleratorCount === undefined || !isNumber(devices)) {
    return COMPONENT_MEMORY.defaultMb;
  }
  const share = memoryGib * COMPONENT_MEMORY.share * devices / acceleratorCount;
  return Math.max(COMPONENT_MEMORY.defaultMb, Math.floor(Math.min(weightsGib, share) * 1024));
}

/** MiB of a size, rounded up. */
export function mebibytes(size: Size): number {
  return size.isUnresolved() ? size.toMebibytes() : Math.ceil(size.toMebibytes({ rounding: SizeRoundingBehavior.NONE }));
}
