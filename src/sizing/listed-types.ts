import { AcceleratorKind } from '../facts/accelerators';
import { compareInstances, OrderedInstance } from '../facts/instance-order';
import { HOSTING_REGIONS } from '../facts/instances';
import { SizingEngine } from '../facts/sizing-engine';
import { LmiInstanceType } from '../instance/lmi-instance-type';

const LISTED = new Map<string, readonly LmiInstanceType[]>();

/** The listed types that an engine runs on, in the order of `byPrice`. */
export function listedTypes(engine: SizingEngine = SizingEngine.VLLM, region?: string): readonly LmiInstanceType[] {
  const key = `${engine}/${region}`;
  let types = LISTED.get(key);
  if (types === undefined) {
    types = byPrice(Object.values(LmiInstanceType._known).filter((instanceType) => {
      const { kind, computeCapability = 0, year } = instanceType.accelerator!._fact;
      return instanceType._fact.arm64 !== true && (engine === SizingEngine.TRANSFORMERS_NEURONX
        ? kind === AcceleratorKind.NEURON && year >= 2020
        : kind === AcceleratorKind.GPU && computeCapability >= 7.5);
    }), region);
    LISTED.set(key, types);
  }
  return types;
}

/** Instance types in the order in which they are tried: by price if known, then by size. */
export function byPrice(types: readonly LmiInstanceType[], region?: string): LmiInstanceType[] {
  const ordered = ({ name, accelerator, acceleratorCount, _fact }: LmiInstanceType): OrderedInstance =>
    ({ name, accelerator: accelerator!._fact, count: acceleratorCount!, vcpus: _fact.vcpus });
  return [...types].sort((a, b) => compareInstances(ordered(a), ordered(b), region));
}

/** Whether the price list offers a type for hosting in a region; undefined if the list does not have the type. */
export function isOffered(instanceType: LmiInstanceType, region: string): boolean | undefined {
  const { regions } = instanceType._fact;
  return regions === undefined ? undefined : HOSTING_REGIONS[regions].includes(region);
}

/** Whether a type belongs to a family such as `g5`. */
export function isOfFamily(instanceType: LmiInstanceType, family: string): boolean {
  return instanceType.name.startsWith(`${family.startsWith('ml.') ? '' : 'ml.'}${family}.`);
}
