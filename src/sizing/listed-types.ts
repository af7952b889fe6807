import { AcceleratorKind } from '../facts/accelerators';
import { HOSTING_REGIONS } from '../facts/instances';
import { SizingEngine } from '../facts/sizing-engine';
import { LmiInstanceType } from '../instance/lmi-instance-type';

const LISTED = new Map<SizingEngine, readonly LmiInstanceType[]>();

/** The listed types that an engine runs on today, the smallest first. */
export function listedTypes(engine: SizingEngine = SizingEngine.VLLM): readonly LmiInstanceType[] {
  let types = LISTED.get(engine);
  if (types === undefined) {
    types = bySize(Object.values(LmiInstanceType._known).filter((instanceType) => {
      const { kind, computeCapability = 0, year } = instanceType.accelerator!._fact;
      return instanceType._fact.arm64 !== true && (engine === SizingEngine.TRANSFORMERS_NEURONX
        ? kind === AcceleratorKind.NEURON && year >= 2020
        : kind === AcceleratorKind.GPU && computeCapability >= 7.5);
    }));
    LISTED.set(engine, types);
  }
  return types;
}

/** Instance types, the smallest first. */
export function bySize(types: readonly LmiInstanceType[]): LmiInstanceType[] {
  const total = (instanceType: LmiInstanceType): number => instanceType.accelerator!._fact.memoryGib * instanceType.acceleratorCount!;
  const compare = (a: number, b: number): number => (a === b ? 0 : a - b);
  return [...types].sort((a, b) => compare(total(a), total(b))
    || a.acceleratorCount! - b.acceleratorCount!
    || compare(b.accelerator!._fact.year, a.accelerator!._fact.year)
    || compare(a._fact.vcpus ?? Number.POSITIVE_INFINITY, b._fact.vcpus ?? Number.POSITIVE_INFINITY)
    || (a.name < b.name ? -1 : 1));
}

/** Whether the price list offers a type for hosting in a region; undefined where that has neither. */
export function isOffered(instanceType: LmiInstanceType, region: string): boolean | undefined {
  const { regions } = instanceType._fact;
  return regions === undefined ? undefined : HOSTING_REGIONS[regions].includes(region);
}

/** Whether a type belongs to a family such as `g5`. */
export function isOfFamily(instanceType: LmiInstanceType, family: string): boolean {
  return instanceType.name.startsWith(`${family.startsWith('ml.') ? '' : 'ml.'}${family}.`);
}
