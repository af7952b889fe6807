import { Duration, Lazy, Stack, Token } from 'aws-cdk-lib';
import { LmiError, LmiQuantization } from '../../src';
import { checkOptions, GivenOptions, OptionNames } from '../../src/backend/option-check';
import { parseOption } from '../../src/backend/option-parse';
import { renderOption } from '../../src/backend/option-render';
import { Problems } from '../../src/checks/problems';
import { OptionRow, OptionTable, wordsOf, wordsOutside } from '../../src/options/option';

/*
 * What checks, reads and writes an option, on rows made up for each column. Whether the real rows are right is for test/options.
 */

function row(columns: Partial<OptionRow>): OptionRow {
  return { env: 'OPTION_X', kind: 'string', since: 7, summary: 'Made up.', default: '- nothing', ...columns };
}

/** What is wrong, and what would be ignored. */
function check(table: OptionTable, given: GivenOptions, version = 20, names: OptionNames = {}): { readonly wrong: readonly string[]; readonly ignored: readonly string[] } {
  const problems = new Problems('Test');
  const ignored = checkOptions(problems, table, given, version, names);
  try {
    problems.throwIfAny();
    return { wrong: [], ignored };
  } catch (error) {
    expect(error).toBeInstanceOf(LmiError);
    return { wrong: (error as LmiError).faults, ignored };
  }
}

const wrongOf = (columns: Partial<OptionRow>, value: unknown, version?: number) => check({ x: row(columns) }, { x: value }, version).wrong;

test.each([
  ['before the first version', { since: 12 }, 11, 'V12 and later'],
  ['after the last version', { since: 12, until: 14 }, 15, 'V12 to V14'],
] as const)('an option %s is an error that names the versions', (_, columns, version, versions) => {
  expect(wrongOf(columns, 'word', version)).toEqual([expect.stringMatching(new RegExp(`^x is read by LMI ${versions}.*OPTION_X.*LMI V${version}`))]);
  expect(wrongOf({ ...columns, insteadUse: 'y' }, 'word', version)[0]).toMatch(/\. Use y\.$/);
});

test.each([12, 13, 14])('an option of V12 to V14 passes in V%d', (version) => {
  expect(wrongOf({ since: 12, until: 14 }, 'word', version)).toEqual([]);
});

test.each([
  ['integer', { kind: 'integer', min: 1, max: 8 }, [1, 8], [0, 9, 1.5]],
  ['number', { kind: 'number', min: 0, max: 1 }, [0, 0.5, 1], [-0.001, 1.001]],
  ['number above', { kind: 'number', min: 0, exclusiveMin: true }, [0.001, 1e9], [0, -1]],
  ['integer without bounds', { kind: 'integer' }, [-5, 0, 5], [0.5]],
  ['list of integers', { kind: 'list', elements: 'integer', min: 1 }, [[1], [1, 2]], [[0], [1, 0], [1.5]]],
  ['duration', { kind: 'duration', unit: 'seconds', min: 1 }, [Duration.seconds(1), Duration.minutes(1)], [Duration.seconds(0)]],

  ['short list', { kind: 'list', maxElements: 1 }, [['a']], [['a', 'b']]],
] as const)('the bounds of %s hold at both ends', (_, columns, allowed, refused) => {
  allowed.forEach((value) => expect(wrongOf(columns as Partial<OptionRow>, value)).toEqual([]));
  refused.forEach((value) => expect(wrongOf(columns as Partial<OptionRow>, value)).toEqual([expect.stringMatching(/^x is /)]));
});

test('a number must be whole up to the version that the row names', () => {
  expect(wrongOf({ kind: 'number', integerUntil: 13 }, 1.5, 13)).toEqual([expect.stringContaining('an integer')]);
  expect(wrongOf({ kind: 'number', integerUntil: 13 }, 1.5, 14)).toEqual([]);
  expect(wrongOf({ kind: 'number', integerUntil: 13 }, 2, 13)).toEqual([]);
});

test.each([
  ['integer', ['1', 1.5, NaN, Infinity, true, {}, []]],
  ['number', ['1', NaN, Infinity, true, {}, []]],
  ['boolean', ['true', 1, 0, {}, []]],
  ['string', ['', 1, true, {}, []]],
  ['quantization', ['', 1, true, {}, [], { value: 1 }]],
  ['list', [[], 'a', 1, {}, [undefined], [null], [{}]]],
  ['object', [[], 'a', 1, true, circular()]],
  ['duration', ['1', 1, {}, Duration.millis(1.5)]],
] as const)('what is not a value of kind %s is one error, never a TypeError', (kind, values) => {
  for (const value of values) {
    expect(wrongOf({ kind, unit: kind === 'duration' ? 'seconds' : undefined }, value)).toHaveLength(1);
  }
  for (const value of [undefined, null]) {
    expect(wrongOf({ kind }, value)).toEqual([]);
  }
});

function circular(): object {
  const object: { self?: object } = {};
  object.self = object;
  return object;
}

test.each([
  ['string', 'b', 'c'],
  ['integer', 2, 3],
  ['list', ['b'], ['a', 'c']],
] as const)('the values of a %s are those of the version', (kind, allowed, refused) => {
  const values = kind === 'integer'
    ? [{ to: 9, value: ['1'] }, { from: 10, to: 12, value: ['1', '2'] }]
    : [{ to: 9, value: ['a'] }, { from: 10, to: 12, value: ['a', 'b'] }];
  expect(wrongOf({ kind, values }, allowed, 9)).toHaveLength(1);
  expect(wrongOf({ kind, values }, allowed, 10)).toEqual([]);
  expect(wrongOf({ kind, values }, refused, 12)).toEqual([expect.stringMatching(kind === 'integer' ? /1, 2/ : /a, b/)]);
  // No range covers V13: nothing is known, so nothing is refused.
  expect(wrongOf({ kind, values }, refused, 13)).toEqual([]);
});

test('a refused value is an error, and any other passes', () => {
  const refused = [{ from: 16, value: ['old'] }];
  expect(wrongOf({ refused }, 'old', 16)).toEqual([expect.stringMatching(/^x is "old", which the engine of LMI V16 does not support/)]);
  expect(wrongOf({ refused }, 'old', 15)).toEqual([]);
  expect(wrongOf({ refused }, 'of a plugin', 16)).toEqual([]);
  expect(wrongOf({ kind: 'quantization', refused }, LmiQuantization.of('old'), 16)).toHaveLength(1);
});

test('words come and go by version', () => {
  const words = { first: 14, short: [15, 16], late: 17 } as const;
  expect(wordsOf(words)).toEqual([
    { from: 14, to: 14, value: ['first'] }, { from: 15, to: 16, value: ['first', 'short'] }, { from: 17, to: undefined, value: ['first', 'late'] },
  ]);
  expect(wordsOf(words, 16)).toEqual([{ from: 14, to: 14, value: ['first'] }, { from: 15, to: 16, value: ['first', 'short'] }]);
  expect(wordsOutside(words)).toEqual([
    { from: 14, to: 14, value: ['short', 'late'] }, { from: 15, to: 16, value: ['late'] }, { from: 17, to: undefined, value: ['short'] },
  ]);
});

test('a pattern is explained by its meaning', () => {
  const pattern = { regex: '\\.json$', meaning: 'the path of a JSON file' };
  expect(wrongOf({ pattern }, 'a.json')).toEqual([]);
  expect(wrongOf({ pattern }, 'a.yaml')).toEqual([expect.stringContaining('the path of a JSON file')]);
});

test('an option that a version accepts and does not use is ignored, not refused', () => {
  const table = { x: row({ unread: [{ to: 24, because: 'nobody looks at it' }] }) };
  expect(check(table, { x: 'word' }, 24)).toEqual({ wrong: [], ignored: [expect.stringMatching(/^x has no effect in LMI V24, because nobody looks at it/)] });
  expect(check(table, { x: 'word' }, 25)).toEqual({ wrong: [], ignored: [] });
  expect(check(table, { x: 'word' }, 24, { x: 'environment.OPTION_X' }).ignored).toEqual([expect.stringContaining('environment.OPTION_X has no effect')]);
});

test('a prop of false that is not written is never wrong; the same as a variable is', () => {
  const table = { x: row({ kind: 'boolean', omitFalse: true, values: [{ from: 26, value: ['true'] }] }) };
  expect(check(table, { x: false }, 26).wrong).toEqual([]);
  expect(check(table, { x: false }, 26, { x: 'environment.OPTION_X' }).wrong).toEqual([expect.stringContaining('environment.OPTION_X is false')]);
  expect(check(table, { x: false }, 25, { x: 'environment.OPTION_X' }).wrong).toEqual([]);
  expect(renderOption(new Stack(), table.x, false, 26)).toBeUndefined();
});

const RELATED = (columns: Partial<OptionRow>): OptionTable => ({ x: row(columns), y: row({ env: 'OPTION_Y', kind: 'boolean' }), n: row({ env: 'OPTION_N', kind: 'integer' }) });

test.each([
  ['missing', {}, 1],
  ['false', { y: false }, 1],
  ['true', { y: true }, 0],
  ['a token', { y: Lazy.any({ produce: () => true }) }, 0],
] as const)('what is required is %s', (_, given, count) => {
  const table = RELATED({ requires: [{ prop: 'y', because: 'it must be on' }] });
  expect(check(table, { x: 'word', ...given }).wrong).toHaveLength(count);
  expect(check(table, given).wrong).toEqual([]);
  const ignored = check(RELATED({ requires: [{ prop: 'y', ignored: true, because: 'it must be on' }] }), { x: 'word', ...given });
  expect([ignored.wrong.length, ignored.ignored.length]).toEqual([0, count]);
});

test('an excluded option counts by its value, and by how large it is', () => {
  const byValue = RELATED({ excludes: [{ prop: 'y', values: [true], because: 'they exclude each other' }] });
  expect(check(byValue, { x: 'word', y: true }).wrong).toEqual([expect.stringMatching(/x.*y.*they exclude each other/)]);
  expect(check(byValue, { x: 'word', y: false }).wrong).toEqual([]);
  const bySize = RELATED({ excludes: [{ prop: 'n', above: 1, because: 'one is enough' }] });
  expect(check(bySize, { x: 'word', n: 1 }).wrong).toEqual([]);
  expect(check(bySize, { x: 'word', n: 2 }).wrong).toHaveLength(1);
});

test('a relation holds for the values and the versions that it names', () => {
  const table = RELATED({ requires: [{ prop: 'y', when: ['a'], from: 10, to: 12, because: 'only then' }] });
  expect(check(table, { x: 'a' }, 10).wrong).toHaveLength(1);
  expect(check(table, { x: 'a' }, 12).wrong).toHaveLength(1);
  expect(check(table, { x: 'b' }, 10).wrong).toEqual([]);
  expect(check(table, { x: 'a' }, 9).wrong).toEqual([]);
  expect(check(table, { x: 'a' }, 13).wrong).toEqual([]);
});

test('a false value stands for an option that is off, so relations do not hold for it', () => {
  const table: OptionTable = { x: row({ kind: 'boolean', requires: [{ prop: 'y', because: 'it must be on' }] }), y: row({ env: 'OPTION_Y', kind: 'boolean' }) };
  expect(check(table, { x: false }).wrong).toEqual([]);
  expect(check(table, { x: true }).wrong).toHaveLength(1);
});

test('every problem of every option is reported at once', () => {
  const table: OptionTable = { a: row({ kind: 'integer' }), b: row({ kind: 'boolean' }), c: row({ since: 25 }) };
  expect(check(table, { a: 'one', b: 'yes', c: 'word' }).wrong).toHaveLength(3);
});

test.each([
  [{ kind: 'integer' }, 0, '0'],
  [{ kind: 'number' }, 0.5, '0.5'],
  [{ kind: 'boolean' }, false, 'false'],
  [{ kind: 'string' }, 'word', 'word'],
  [{ kind: 'quantization' }, LmiQuantization.AWQ, 'awq'],
  [{ kind: 'list', spelling: 'comma', elements: 'integer' }, [1, 2], '1,2'],
  [{ kind: 'list', spelling: 'json', elements: 'integer' }, [1, 2], '[1,2]'],
  [{ kind: 'object', spelling: 'json' }, { image: 2, video: 0 }, '{"image":2,"video":0}'],
  [{ kind: 'object', spelling: 'pairs' }, { image: 2, video: 0 }, 'image=2,video=0'],
  [{ kind: 'duration', unit: 'milliseconds' }, Duration.minutes(2), '120000'],
  [{ kind: 'duration', unit: 'seconds' }, Duration.minutes(2), '120'],
  [{ kind: 'duration', unit: 'minutes' }, Duration.minutes(2), '2'],
] as ReadonlyArray<readonly [Partial<OptionRow>, unknown, string]>)('%j is written as its kind and spelling say, and read back', (columns, value, written) => {
  const stack = new Stack();
  expect(stack.resolve(renderOption(stack, row(columns), value, 20))).toBe(written);
  const read = parseOption(row(columns), written, 20);
  expect(wrongOf(columns, read)).toEqual([]);
  if (columns.spelling !== 'pairs') {
    expect(stack.resolve(renderOption(stack, row(columns), read, 20))).toBe(written);
  }
});

test.each([
  ['integer', Lazy.number({ produce: () => 1 })],
  ['number', Lazy.number({ produce: () => 1 })],
  ['boolean', Lazy.any({ produce: () => true })],
  ['string', Lazy.string({ produce: () => '1' })],
  ['quantization', LmiQuantization.of(Lazy.string({ produce: () => '1' }))],
  ['list', Lazy.list({ produce: () => ['1'] })],
  ['object', { one: Lazy.string({ produce: () => '1' }) }],
  ['duration', Duration.seconds(Lazy.number({ produce: () => 1 }))],
] as const)('a token of kind %s passes every check and reaches the template', (kind, value) => {
  const stack = new Stack();
  const columns = { kind, unit: kind === 'duration' ? 'seconds' : undefined, min: 5, values: ['z'], refused: ['1'] } as Partial<OptionRow>;
  expect(wrongOf(columns, value)).toEqual([]);
  const rendered = renderOption(stack, row(columns), value, 20);
  expect(Token.isUnresolved(rendered)).toBe(true);
  expect(stack.resolve(rendered)).toBeDefined();
});

test('a duration that is known only at deployment must be in the unit of its row', () => {
  const unknown = Lazy.number({ produce: () => 1 });
  expect(wrongOf({ kind: 'duration', unit: 'milliseconds' }, Duration.millis(unknown))).toEqual([]);
  expect(wrongOf({ kind: 'duration', unit: 'seconds' }, Duration.millis(unknown))).toEqual([expect.stringContaining('Duration.seconds')]);
});
