import { Lazy } from 'aws-cdk-lib';
import { ownValue } from '../../src/checks/own-value';
import { isUnresolved } from '../../src/checks/tokens';

test('an object that holds itself has an end', () => {
  const one: { self?: object; list?: object[] } = {};
  one.self = one;
  one.list = [one];
  expect(isUnresolved(one)).toBe(false);
  expect(isUnresolved([one, { a: [Lazy.string({ produce: () => 'a' })] }])).toBe(true);
});

test('a name that every object inherits has no value of its own', () => {
  expect([ownValue({ a: 1 }, 'toString'), ownValue({ a: 1 }, 'a'), ownValue<number>(undefined, 'a')]).toEqual([undefined, 1, undefined]);
});
