import { LmiInstanceType } from '../../src';
import { HOSTING_REGIONS, InstanceFact, INSTANCES } from '../../src/facts/instances';
import * as golden from '../golden/instances.json';

/* Compares the instance types with their sources; test/golden/instances.json names them, and when they were read. */

interface Hardware {
  readonly accelerator: string;
  readonly count: number;
  readonly cores?: number;
  readonly vcpus: number;
  readonly memoryGib: number;
  readonly nvmeGb: number | null;
  readonly regions: readonly string[];
}

const TYPES = Object.entries(golden.types as unknown as { readonly [type: string]: Hardware });
const FACTS = new Map<string, [constant: string, fact: InstanceFact]>(Object.entries(INSTANCES).map(([constant, fact]) => [fact.name, [constant, fact]]));

test('has exactly the accelerated types of the API', () => {
  expect([...FACTS.keys()].sort()).toEqual(TYPES.map(([type]) => type).sort());
});

test.each(TYPES)('%s', (name, { accelerator, count, cores, ...hardware }) => {
  const [constant, fact] = FACTS.get(name)!;
  const type: LmiInstanceType = (LmiInstanceType as any)[constant];
  expect(constant).toBe(name.replace(/^ml\./, '').toUpperCase().replace(/[.-]/g, '_'));
  expect([type.name, `${type}`]).toEqual([name, name]);
  expect(LmiInstanceType.of(name)).toBe(type);
  expect({ accelerator: type.accelerator?.name, count: type.acceleratorCount, cores: type.coreCount }).toEqual({ accelerator, count, cores: cores ?? count });
  expect({
    vcpus: fact.vcpus, memoryGib: fact.memoryGib, nvmeGb: fact.nvmeGb ?? null, regions: fact.regions === undefined ? [] : [...HOSTING_REGIONS[fact.regions]].sort(),
  }).toEqual({ ...hardware, regions: [...hardware.regions].sort() });
});
