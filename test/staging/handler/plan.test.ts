import * as fc from 'fast-check';
import { grouped } from '../../../src/staging/handler/plan';

const GB = 1e9;
const groupsOf = (sizes: number[]) => grouped(sizes.map((_, index) => index), sizes.map((size) => ({ size })));

test('each large file is its own group, and small ones share groups', () => {
  expect(groupsOf([5 * GB, 1000, 5 * GB, 2000, 4 * GB])).toEqual([[0], [2], [4], [3, 1]]);
});

test('models of hundreds of gigabytes have one group per shard', () => {
  // deepseek-ai/DeepSeek-R1: 163 shards of about 4.3 GB.
  expect(groupsOf([...Array.from({ length: 163 }, () => 4.3 * GB), 1e6, 1e5, 1e4])).toHaveLength(164);
});

test('every file is in one group, and there are no more groups than the state machine can count', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 50 * GB }), { maxLength: 3000, size: 'max' }), (sizes) => {
    const groups = groupsOf(sizes);
    expect(groups.flat().sort((a, b) => a - b)).toEqual(sizes.map((_, index) => index));
    // An execution may have 25,000 events. An iteration that succeeds at once takes 11, which leaves room for retries.
    expect(groups.length * 11).toBeLessThan(24_000);
  }), { numRuns: 50 });
});

test('ten thousand tiny files are at most a thousand groups', () => {
  expect(groupsOf(Array.from({ length: 10_000 }, () => 100)).length).toBeLessThanOrEqual(1000);
  expect(groupsOf(Array.from({ length: 10_000 }, () => GB)).length).toBeLessThanOrEqual(1500);
});
