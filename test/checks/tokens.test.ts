import { Duration, Lazy, Size, Stack, Token } from 'aws-cdk-lib';
import { ownValue } from '../../src/checks/own-value';
import { asText, isLiteral, isNumber, isUnresolved } from '../../src/checks/tokens';

test('a cyclic object does not cause an endless loop', () => {
  const one: { self?: object; list?: object[] } = {};
  one.self = one;
  one.list = [one];
  expect(isUnresolved(one)).toBe(false);
  expect(isUnresolved([one, { a: [Lazy.string({ produce: () => 'a' })] }])).toBe(true);
});

test('an inherited property is not an own value', () => {
  expect([ownValue({ a: 1 }, 'toString'), ownValue({ a: 1 }, 'a'), ownValue<number>(undefined, 'a')]).toEqual([undefined, 1, undefined]);
});

const STRING = Lazy.string({ produce: () => 'a' });
const NUMBER = Lazy.number({ produce: () => 1 });

test.each<[string, unknown, boolean]>([
  ['a string', 'a', false],
  ['a token', STRING, true],
  ['a token within a string', `a-${STRING}`, true],
  ['a number', 1, false],
  ['a number of a token', NUMBER, true],
  ['a list', ['a'], false],
  ['an element of a list', ['a', STRING], true],
  ['an element of a list in a list', ['a', ['b', STRING]], true],
  ['a list that is a token', Lazy.list({ produce: () => ['a'] }), true],
  ['a map', { a: 'b' }, false],
  ['a value of a map', { a: STRING }, true],
  ['a name of a map', { [STRING]: 'a' }, true],
  ['a name of a map in a list', [{ [STRING]: 'a' }], true],
  ['a duration', Duration.seconds(1), false],
  ['a duration of a token', Duration.seconds(NUMBER), true],
  ['a size of a token', Size.gibibytes(NUMBER), true],
  ['a token of another form', Lazy.any({ produce: () => 1 }), true],
  ['null', null, false],
  ['undefined', undefined, false],
])('%s is known only at deployment: %p', (_, value, expected) => {
  expect(isUnresolved(value)).toBe(expected);
  expect(isLiteral(value)).toBe(!expected && value !== null && value !== undefined);
});

test('a number token is not compared', () => {
  expect([isNumber(1), isNumber(0), isNumber(NUMBER), isNumber('1'), isNumber(undefined)]).toEqual([true, true, false, false, false]);
});

test('a token of another type becomes a string token', () => {
  const stack = new Stack();
  const text = (value: unknown) => stack.resolve(asText(Lazy.any({ produce: () => value })));
  expect([text(1), text(false), text('a'), text({ Ref: 'P' })]).toEqual(['1', 'false', 'a', { Ref: 'P' }]);
  expect([asText(1), asText(true), asText('a')]).toEqual(['1', 'true', 'a']);
  expect(Token.isUnresolved(asText(STRING))).toBe(true);
});
