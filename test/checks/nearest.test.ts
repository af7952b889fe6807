import { meantBy, nearest, similarity } from '../../src/checks/nearest';

test.each<[name: string, candidates: readonly string[], expected: string | undefined]>([
  ['maxModelLen', ['maxModelLen'], 'maxModelLen'],
  ['maxModelLne', ['maxModelLen', 'maxNumSeqs'], 'maxModelLen'],
  // A name with fewer than five letters may differ by one letter, a longer one by two.
  ['fp88', ['fp8'], 'fp8'],
  ['fp16', ['fp8'], undefined],
  ['dtyep', ['dtype'], 'dtype'],
  ['dtypexx', ['dtype'], 'dtype'],
  ['dtypexxx', ['dtype'], undefined],
  // A long name may differ by a quarter of its length: 12 letters by 3, 16 by 4.
  ['tensorDegree', ['tensorDegrXXX'], 'tensorDegrXXX'],
  ['tensorDegree', ['tensorDeXXXX'], undefined],
  ['maxRollingBatchS', ['maxRollingBaXXXX'], 'maxRollingBaXXXX'],
  ['maxRollingBatchS', ['maxRollingBXXXXX'], undefined],
  ['', ['a'], 'a'],
  ['', ['ab'], undefined],
  ['anything', [], undefined],
])('%p among %p is %p', (name, candidates, expected) => {
  expect(nearest(name, candidates)).toBe(expected);
});

test('the closest wins, and among equals the first', () => {
  expect(nearest('quantise', ['quantizes', 'quantize'])).toBe('quantize');
  expect(nearest('seqs', ['seqa', 'seqb'])).toBe('seqa');
});

test('insertions, deletions, and substitutions each count as one', () => {
  expect(nearest('abcd', ['bcd'], 1)).toBe('bcd');
  expect(nearest('abcd', ['abxcd'], 1)).toBe('abxcd');
  expect(nearest('abcd', ['xbcd'], 1)).toBe('xbcd');
  expect(nearest('abcd', ['bacd'], 1)).toBeUndefined();
});

test.each([['', 1], ['abcd', 1], ['abcde', 2], ['elevenabcde', 2], ['twelveabcdef', 3]])('%p may differ by %i letters', (name, letters) => {
  expect(similarity(name)).toBe(letters);
});

test.each<[name: string, known: readonly string[], expected: readonly string[]]>([
  ['minCapcity', ['minCapacity', 'maxCapacity'], ['minCapacity']],
  ['min', ['minCapacity', 'maxCapacity'], ['minCapacity']],
  ['capacity', ['minCapacity', 'maxCapacity', 'suspended'], ['minCapacity', 'maxCapacity']],
  ['max_model_len', ['maxModelLen', 'maxNumSeqs'], ['maxModelLen']],
  ['MAX-MODEL-LEN', ['maxModelLen'], ['maxModelLen']],
  // Each word may have a quarter of its letters wrong, but not be shortened.
  ['latencey', ['p90Latency', 'idleAfter'], ['p90Latency']],
  ['cap', ['minCapacity'], []],
  // With more than three candidates, a suggestion would be a guess.
  ['name', ['endpointName', 'variantName', 'modelName'], ['endpointName', 'variantName', 'modelName']],
  ['name', ['endpointName', 'variantName', 'modelName', 'poolName'], []],
  ['____', ['endpointName'], []],
  ['anything', [], []],
])('%p, of %p, means %p', (name, known, expected) => {
  expect(meantBy(name, known)).toEqual(expected);
});
