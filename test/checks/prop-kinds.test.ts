import { Duration, Lazy } from 'aws-cdk-lib';
import { Problems } from '../../src/checks/problems';
import { DURATION, checkedProps, having, LIST, NUMBER, PropKind, STRING } from '../../src/checks/prop-kinds';

const ROLE = having('roleArn', 'a role');

/** The value of a prop after the check, or the problems. */
function given(kind: PropKind, prop: unknown): unknown {
  const problems = new Problems('Test');
  const left = checkedProps<any>(problems, { prop }, { prop: kind });
  return problems.count > 0 ? 'a problem' : left.prop;
}

test.each<[string, PropKind, unknown]>([
  ['null', STRING, null],
  ['undefined', STRING, undefined],
])('%s counts as omitted', (_, kind, value) => {
  expect(given(kind, value)).toBeUndefined();
});

test.each<[string, PropKind, any]>([
  ['a string', STRING, 'a'],
  ['a token as a string', STRING, Lazy.string({ produce: () => 'a' })],
  ['a token as a number', NUMBER, Lazy.number({ produce: () => 1 })],
  ['a token of another form', NUMBER, Lazy.string({ produce: () => '1' })],
  ['a duration of a token', DURATION, Duration.seconds(Lazy.number({ produce: () => 1 }))],
  ['a list', LIST, []],
  ['an object with the member', ROLE, { roleArn: 'arn' }],
])('%s is kept', (_, kind, value) => {
  expect(given(kind, value)).toBe(value);
});

test.each<[string, PropKind, any]>([
  ['a number as a string', STRING, 1],
  ['a list of a token as a string', STRING, [Lazy.string({ produce: () => 'a' })]],
  ['a token instead of a duration', DURATION, Lazy.string({ produce: () => 'a' })],
  ['a token instead of an object', ROLE, Lazy.any({ produce: () => 'a' })],
  ['a string instead of an object', ROLE, 'arn'],
])('%s is a problem', (_, kind, value) => {
  expect(given(kind, value)).toBe('a problem');
});
