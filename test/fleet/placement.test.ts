import { Demand, shortage, Supply } from '../../src/fleet/placement';

const demand = (name: string, copies: number, devices: number, memoryMib = 1024): Demand => ({ name, copies, devices, memoryMib });
const supply = (instances: number, devices?: number, memoryMib?: number): Supply => ({ name: 'ml.g5.12xlarge', instances, devices, memoryMib });

test.each<[string, readonly Demand[], Supply]>([
  ['exactly all accelerators', [demand('A', 2, 2), demand('B', 4, 1)], supply(2, 4, 192_000)],
  ['exactly all memory', [demand('A', 2, 1, 500)], supply(1, 4, 1000)],
  ['an unknown number of accelerators', [demand('A', 9, 8)], supply(1, undefined, 192_000)],
  ['an unknown size of memory', [demand('A', 4, 1, 900_000)], supply(1, 4)],
  // In the order in which they were added, the copies with one accelerator would take both instances, leaving no room for the one with three.
  ['the large ones first', [demand('Small', 5, 1), demand('Large', 1, 3)], supply(2, 4, 192_000)],
  ['the larger memory first', [demand('Small', 2, 1, 300), demand('Large', 2, 1, 700)], supply(2, 4, 1000)],
  ['no copies', [demand('A', 0, 8)], supply(1, 4, 1)],
  ['no component', [], supply(1, 4, 1)],
])('%s fit', (_, demands, has) => {
  expect(shortage(demands, has)).toBeUndefined();
});

test.each<[string, readonly Demand[], Supply, RegExp]>([
  ['one accelerator too many', [demand('A', 5, 1)], supply(1, 4, 192_000), /the models need 5 accelerators \(A: 5 × 1\) .* 1 × ml\.g5\.12xlarge has 4 accelerators/],
  ['one accelerator', [demand('A', 1, 2)], supply(1, 1), /has 1 accelerator and/],
  ['one MiB too many', [demand('A', 2, 1, 501)], supply(1, 4, 1001), /1002 MiB of host memory \(A: 2 × 501\), .* 1001 MiB/],
  ['halves that do not span instances', [demand('A', 3, 3)], supply(2, 5, 192_000), /they need 3 of them/],
  ['an unknown amount', [demand('A', 5, 1)], supply(1, 4), /an unknown number of MiB/],
])('%s do not, and the warning shows the arithmetic', (_, demands, has, sentence) => {
  expect(shortage(demands, has)).toMatch(sentence);
});
