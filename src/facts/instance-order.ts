import { AcceleratorFact } from './accelerators';
import { priceOf } from './prices';

/** Properties that instance types are ordered by; unknown ones come last. */
export interface OrderedInstance {
  readonly name: string;
  readonly accelerator: AcceleratorFact;
  readonly count: number;
  readonly vcpus?: number;
}

/** Regions whose prices are used if those of the region are unknown; wherever both are known, they are equal. */
const REFERENCE_REGIONS = ['us-east-1', 'us-west-2'];

/**
 * Order in which instance types are tried: cheapest first, by the list price in the region or, if it is unknown, in us-east-1 or us-west-2; types without a known price
 * come last, by total accelerator memory, number of accelerators, newest generation, and number of vCPUs.
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
