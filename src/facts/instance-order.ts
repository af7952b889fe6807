import { AcceleratorFact } from './accelerators';
import { priceOf } from './prices';

/** What instance types are ordered by; what is not known comes last. */
export interface OrderedInstance {
  readonly name: string;
  readonly accelerator: AcceleratorFact;
  readonly count: number;
  readonly vcpus?: number;
}

/** Regions whose prices count where those of the region are not known; the two have the same wherever both are known. */
const REFERENCE_REGIONS = ['us-east-1', 'us-west-2'];

/**
 * Order in which instance types are tried: the cheapest first by the list price of the region, or of us-east-1 or us-west-2 where that is not known; those without
 * a known price come last, by accelerator memory in total, number of accelerators, newest generation, and fewest vCPUs.
 */
export function compareInstances(a: OrderedInstance, b: OrderedInstance, region?: string): number {
  const ascending = (left: number, right: number): number => (left === right ? 0 : left - right);
  const total = ({ accelerator, count }: OrderedInstance): number => accelerator.memoryGib * count;
  return ascending(knownPrice(a.name, region), knownPrice(b.name, region))
    || ascending(total(a), total(b))
    || a.count - b.count
    || ascending(b.accelerator.year, a.accelerator.year)
    || ascending(a.vcpus ?? Infinity, b.vcpus ?? Infinity)
    || (a.name < b.name ? -1 : 1);
}

function knownPrice(name: string, region: string | undefined): number {
  const regions = [...(region === undefined ? [] : [region]), ...REFERENCE_REGIONS];
  return regions.map((each) => priceOf(name, each)?.usdPerHour).find((usd) => usd !== undefined) ?? Infinity;
}
