import { RegionInfo } from 'aws-cdk-lib/region-info';
import { ImageFamily } from '../../src/facts/lmi-releases';
import { DNS_SUFFIXES, REGISTRIES } from '../../src/facts/registries';
import * as golden from '../golden/registries.json';

/* Compares the registries with their sources; test/golden/registries.json names them, and when they were read. */

interface Registry {
  readonly partition: string;
  readonly suffix: string;
  readonly account: string | null;
  readonly families: { readonly [family in ImageFamily]?: string | readonly string[] };
}

const REGIONS = Object.entries(golden.regions as { readonly [region: string]: Registry });

test('has exactly the regions with an account', () => {
  expect(Object.keys(REGISTRIES).sort()).toEqual(REGIONS.filter(([, { account }]) => account !== null).map(([region]) => region).sort());
});

test.each(REGIONS.filter(([, { account }]) => account !== null))('%s', (region, { account, partition, suffix, families }) => {
  const fact = REGISTRIES[region];
  const has = Object.fromEntries(Object.entries(fact.has).map(([family, versions]) => [family, versions === true ? 'all' : [...versions].sort()]));
  expect({ account: fact.account, partition: fact.partition, suffix: DNS_SUFFIXES[fact.partition], families: has }).toEqual({ account, partition, suffix, families });
});

test('accounts agree with those in aws-cdk-lib, which has most of them', () => {
  const known = RegionInfo.regions.filter(({ dlcRepositoryAccount }) => dlcRepositoryAccount !== undefined);
  expect(known.length).toBeGreaterThanOrEqual(32);
  expect(known.filter(({ name, dlcRepositoryAccount }) => REGISTRIES[name]?.account !== dlcRepositoryAccount).map(({ name }) => name)).toEqual([]);
});
