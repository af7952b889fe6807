import { Duration, Lazy, Stack, Token } from 'aws-cdk-lib';
import { LmiError, LmiQuantization } from '../../src';
import { checkOptions, GivenOptions, OptionNames } from '../../src/backend/option-check';
import { parseOption } from '../../src/backend/option-parse';
import { renderOption } from '../../src/backend/option-render';
import { Problems } from '../../src/checks/problems';
import { OptionRow, OptionTable, wordsOf, wordsOutside } from '../../src/options/option';

/*
 * Checking, reading, and rendering of options, with made-up rows for each column. test/options checks the real rows.
 */

function row(columns: Partial<OptionRow>): OptionRow {
  return { env: 'OPTION_X', kind: 'string', since: 7, summary: 'Made up.', default: '- nothing', ...columns };
}

/** The problems, and the options that would be ignored. */
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

test('a number must be an integer up to the version in the row', () => {
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
] as const)('a value that is not of kind %s is one error, never a TypeError', (kind, values) => {
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
  // No range covers V13: nothing is known about it, so nothing is rejected.
  expect(wrongOf({ kind, values }, refused, 13)).toEqual([]);
});

test('a value listed as refused is an error, and any other value passes', () => {
  const refused = [{ from: 16, value: ['old'] }];
  expect(wrongOf({ refused }, 'old', 16)).toEqual([expect.stringMatching(/^x is "old", which the engine of LMI V16 does not support/)]);
  expect(wrongOf({ refused }, 'old', 15)).toEqual([]);
  expect(wrongOf({ refused }, 'of a plugin', 16)).toEqual([]);
  expect(wrongOf({ kind: 'quantization', refused }, LmiQuantization.of('old'), 16)).toHaveLength(1);
});

test('allowed values depend on the version', () => {
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

test('an option that a version accepts but does not use is reported as ignored, not as an error', () => {
  const table = { x: row({ unread: [{ to: 24, because: 'nobody looks at it' }] }) };
  expect(check(table, { x: 'word' }, 24)).toEqual({ wrong: [], ignored: [expect.stringMatching(/^x has no effect in LMI V24, because nobody looks at it/)] });
  expect(check(table, { x: 'word' }, 25)).toEqual({ wrong: [], ignored: [] });
  expect(check(table, { x: 'word' }, 24, { x: 'environment.OPTION_X' }).ignored).toEqual([expect.stringContaining('environment.OPTION_X has no effect')]);
});

test('a prop that is false and not rendered is never an error; a variable with false is', () => {
  const table = { x: row({ kind: 'boolean', omitFalse: true, values: [{ from: 26, value: ['true'] }] }) };
  expect(check(table, { x: false }, 26).wrong).toEqual([]);
  expect(check(table, { x: false }, 26, { x: 'environment.OPTION_X' }).wrong).toEqual([expect.stringContaining('environment.OPTION_X is false')]);
  expect(check(table, { x: false }, 25, { x: 'environment.OPTION_X' }).wrong).toEqual([]);
  expect(renderOption(new Stack(), table.x, false, 26)).toBeUndefined();
});

test('an option whose false is not rendered is checked otherwise', () => {
  const table = { x: row({ kind: 'boolean', omitFalse: true }) };
  expect(check(table, { x: 'yes' }).wrong).toEqual([expect.stringMatching(/^x is "yes"; it must be true or false/)]);
  expect(check({ x: row({ kind: 'integer', omitFalse: true }) }, { x: 1.5 }).wrong).toHaveLength(1);
});

test.each(['integer', 'number', 'boolean', 'string', 'quantization', 'list', 'object', 'duration'] as const)('a variable of kind %s that is known only at deployment is any string', (kind) => {
  const table = { x: row({ kind, unit: kind === 'duration' ? 'seconds' : undefined, min: 5, values: ['z'] }) };
  expect(check(table, { x: Lazy.string({ produce: () => '1' }) }, 20, { x: 'environment.OPTION_X' })).toEqual({ wrong: [], ignored: [] });
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

test('an exclusion depends on the value of the other option, and on its size', () => {
  const byValue = RELATED({ excludes: [{ prop: 'y', values: [true], because: 'they exclude each other' }] });
  expect(check(byValue, { x: 'word', y: true }).wrong).toEqual([expect.stringMatching(/x.*y.*they exclude each other/)]);
  expect(check(byValue, { x: 'word', y: false }).wrong).toEqual([]);
  const bySize = RELATED({ excludes: [{ prop: 'n', above: 1, because: 'one is enough' }] });
  expect(check(bySize, { x: 'word', n: 1 }).wrong).toEqual([]);
  expect(check(bySize, { x: 'word', n: 2 }).wrong).toHaveLength(1);
});

test('a relation applies to the values and versions that it names', () => {
  const table = RELATED({ requires: [{ prop: 'y', when: ['a'], from: 10, to: 12, because: 'only then' }] });
  expect(check(table, { x: 'a' }, 10).wrong).toHaveLength(1);
  expect(check(table, { x: 'a' }, 12).wrong).toHaveLength(1);
  expect(check(table, { x: 'b' }, 10).wrong).toEqual([]);
  expect(check(table, { x: 'a' }, 9).wrong).toEqual([]);
  expect(check(table, { x: 'a' }, 13).wrong).toEqual([]);
});

test('an option that is false is off, so relations do not apply to it', () => {
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

test.each<[string, Partial<OptionRow>, unknown, string]>([
  ['an integer', { kind: 'integer', min: 1, max: 8, default: '- 4' }, 9, 'x is 9; it must be an integer from 1 to 8. Pass an allowed value or omit it (default: 4).'],
  ['a number', { kind: 'number', min: 0 }, '1', 'x is "1"; it must be a number >= 0. Pass an allowed value or omit it (default: nothing).'],
  ['a boolean', { kind: 'boolean' }, 1, 'x is 1; it must be true or false. Pass an allowed value or omit it (default: nothing).'],
  ['a boolean that can only be on', { kind: 'boolean', values: ['true'] }, false, 'x is false; it must be true. Pass an allowed value or omit it (default: nothing).'],
  ['a string with a default in words', { default: 'a - b' }, '', 'x is ""; it must be a string that is not empty. Pass an allowed value or omit it (default: a - b).'],
  ['a string', {}, '', 'x is ""; it must be a string that is not empty. Pass an allowed value or omit it (default: nothing).'],
  ['a word', { values: ['a', 'b'] }, 'c', 'x is "c"; it must be one of a, b in LMI V20. Pass an allowed value or omit it (default: nothing).'],
  ['the only word', { values: ['a'] }, 'c', 'x is "c"; it must be a in LMI V20. Pass an allowed value or omit it (default: nothing).'],
  ['a word that fails', { refused: ['c'] }, 'c', 'x is "c", which the engine of LMI V20 does not support. Pass an allowed value or omit it (default: nothing).'],
  ['a number of few', { kind: 'number', values: ['1', '2'] }, 1.5, 'x is 1.5; it must be one of 1, 2 in LMI V20. Pass an allowed value or omit it (default: nothing).'],
  ['a quantization', { kind: 'quantization' }, 7, 'x is 7; it must be an LmiQuantization. Pass an allowed value or omit it (default: nothing).'],
  ['a duration', { kind: 'duration', unit: 'seconds' }, 7, 'x is 7; it must be a Duration. Pass an allowed value or omit it (default: nothing).'],
  ['a short duration', { kind: 'duration', unit: 'seconds', min: 5 }, Duration.seconds(4), 'x is 4 seconds; it must be an integer >= 5 (in seconds). Pass an allowed value or omit it (default: nothing).'],
  ['a list', { kind: 'list' }, [], 'x is []; it must be a list with at least one element. Pass an allowed value or omit it (default: nothing).'],
  ['a list for one', { kind: 'list', maxElements: 1 }, ['a', 'b'], 'x is ["a","b"]; it must be a list of at most 1 element. Pass an allowed value or omit it (default: nothing).'],
  ['a list for two', { kind: 'list', maxElements: 2 }, ['a', 'b', 'c'], 'x is ["a","b","c"]; it must be a list of at most 2 elements. Pass an allowed value or omit it (default: nothing).'],
  ['a list of strings', { kind: 'list' }, ['a', ''], 'x is ""; it must be a list of strings. Pass an allowed value or omit it (default: nothing).'],
  ['a list of integers', { kind: 'list', elements: 'integer', min: 1 }, [1, 0.5], 'x is 0.5; it must be a list of numbers, each an integer >= 1. Pass an allowed value or omit it (default: nothing).'],
  ['a list of numbers', { kind: 'list', elements: 'number', min: 1 }, [1.5, 0.5], 'x is 0.5; it must be a list of numbers, each a number >= 1. Pass an allowed value or omit it (default: nothing).'],
  ['a list of words', { kind: 'list', values: ['a', 'b'] }, ['a', 'c'], 'x is "c"; it must be a list out of a, b. Pass an allowed value or omit it (default: nothing).'],
  ['an object', { kind: 'object' }, [1], 'x is [1]; it must be an object of strings, numbers, booleans, lists and objects. Pass an allowed value or omit it (default: nothing).'],
  ['pairs', { kind: 'object', spelling: 'pairs' }, 'a', 'x is "a"; it must be an object such as { image: 2, video: 1 }. Pass an allowed value or omit it (default: nothing).'],
  ['pairs with an equals sign', { kind: 'object', spelling: 'pairs' }, { image: 'a=b' }, 'x is {"image":"a=b"}; it must be an object of numbers or strings without commas and equals signs. Pass an allowed value or omit it (default: nothing).'],
  ['pairs with a comma in a name', { kind: 'object', spelling: 'pairs' }, { 'a,b': 1 }, 'x is {"a,b":1}; it must be an object of numbers or strings without commas and equals signs. Pass an allowed value or omit it (default: nothing).'],
  ['pairs with an object', { kind: 'object', spelling: 'pairs' }, { image: {} }, 'x is {"image":{}}; it must be an object of numbers or strings without commas and equals signs. Pass an allowed value or omit it (default: nothing).'],
])('the error for an invalid %s describes the valid values completely', (_what, columns, value, sentence) => {
  expect(wrongOf(columns, value)).toEqual([sentence]);
});

test.each<[string, Partial<OptionRow>, string]>([
  ['JSON', { kind: 'object' }, 'a JSON object such as {"name": "value"}'], ['pairs', { kind: 'object', spelling: 'pairs' }, 'pairs of names and values such as image=2,video=1 in LMI V20, not JSON'],
])('an object in a variable is written as %s, and the message shows how', (_form, columns, words) => {
  const name = 'environment.OPTION_X';
  expect(check({ x: row(columns) }, { x: 'not so' }, 20, { x: name }).wrong).toEqual([`${name} is "not so"; it must be ${words}. Pass an allowed value or omit it (default: nothing).`]);
});

test('the error for an option outside its versions names the right versions', () => {
  expect(wrongOf({ since: 12 }, 'a', 11)).toEqual(['x is read by LMI V12 and later (OPTION_X), but the version is LMI V11. Omit it, or choose another version.']);
  expect(wrongOf({ since: 8, until: 9, insteadUse: 'y' }, 'a', 11)).toEqual(['x is read by LMI V8, V9 (OPTION_X), but the version is LMI V11. Use y.']);
  expect(check({ x: row({ since: 12 }) }, { x: 'a' }, 11, { x: 'environment.OPTION_X' }).wrong).toEqual([
    'environment.OPTION_X is read by LMI V12 and later, but the version is LMI V11. Omit it, or choose another version.',
  ]);
});

test('an option without effect is an error if no guide mentions it, otherwise a warning', () => {
  const unread = (more: object): OptionTable => ({ x: row({ unread: [{ from: 10, to: 12, because: 'nobody looks at it', ...more }] }) });
  expect(check(unread({ undocumented: true }), { x: 'a' }, 12)).toEqual({ wrong: ['x has no effect in LMI V12, because nobody looks at it. Omit it.'], ignored: [] });
  expect(check(unread({}), { x: 'a' }, 10)).toEqual({ wrong: [], ignored: ['x has no effect in LMI V10, because nobody looks at it.'] });
  expect(check(unread({}), { x: 'a' }, 9)).toEqual({ wrong: [], ignored: [] });
  // An invalid value is the only thing reported.
  expect(check(unread({}), { x: 7 }, 10).ignored).toEqual([]);
});

test('the error for two related options shows both values', () => {
  const needs = (columns: object): OptionTable => RELATED({ requires: [{ prop: 'y', because: 'it must be on.', ...columns }] });
  expect(check(needs({}), { x: 'a' }).wrong).toEqual(['x is "a", which needs y (OPTION_Y): it must be on.']);
  expect(check(needs({ values: [true, 'max'] }), { x: 'a' }).wrong).toEqual(['x is "a", which needs y (OPTION_Y) of true or "max": it must be on.']);
  expect(check(RELATED({ requires: [{ prop: 'z', because: 'so.' }] }), { x: 'a' }).wrong).toEqual(['x is "a", which needs z: so.']);
  expect(check(needs({}), { x: 'a' }, 20, { x: 'environment.OPTION_X', y: 'environment.OPTION_Y' }).wrong).toEqual([
    'environment.OPTION_X is "a", which needs environment.OPTION_Y: it must be on.',
  ]);
  const excludes = RELATED({ kind: 'quantization', excludes: [{ prop: 'y', because: 'one is enough.' }] });
  expect(check(excludes, { x: LmiQuantization.AWQ, y: true }).wrong).toEqual(['x is "awq" and y is true, which cannot be combined: one is enough.']);
  expect(check(excludes, { x: LmiQuantization.AWQ, y: true }, 20, { y: 'environment.OPTION_Y' }).wrong).toEqual(['x is "awq" and environment.OPTION_Y is true, which cannot be combined: one is enough.']);
  expect(check(RELATED({ excludes: [{ prop: 'y', ignored: true, because: 'so.' }] }), { x: 'a', y: true })).toEqual({ wrong: [], ignored: ['x is "a" and y is true, which cannot be combined: so.'] });
});

test('a relation compares the elements of a list and the string of an enum-like value, and ignores null', () => {
  const when = (listed: (string | number)[]): OptionTable => RELATED({ kind: 'list', requires: [{ prop: 'y', when: listed, because: 'so.' }] });
  expect(check(when(['b']), { x: ['a', 'b'] }).wrong).toHaveLength(1);
  expect(check(when(['c']), { x: ['a', 'b'] }).wrong).toEqual([]);
  const word = RELATED({ kind: 'quantization', requires: [{ prop: 'y', when: ['awq'], because: 'so.' }] });
  expect(check(word, { x: LmiQuantization.AWQ }).wrong).toHaveLength(1);
  expect(check(word, { x: LmiQuantization.GPTQ }).wrong).toEqual([]);
  expect(check(RELATED({ excludes: [{ prop: 'y', because: 'so.' }] }), { x: 'a', y: null }).wrong).toEqual([]);
  expect(check(RELATED({ excludes: [{ prop: 'z', values: ['a'], because: 'so.' }] }), { x: 'a', z: [null] }).wrong).toEqual([]);
  expect(check(RELATED({ excludes: [{ prop: 'z', values: ['a'], because: 'so.' }] }), { x: 'a', z: [null, 'a'] }).wrong).toHaveLength(1);
  // An object has no string value, so it matches none of those listed.
  expect(check(RELATED({ kind: 'object', requires: [{ prop: 'y', when: ['[object Object]'], because: 'so.' }] }), { x: { a: 1 } }).wrong).toEqual([]);
  // `above` applies only to numbers, not to strings.
  expect(check(RELATED({ excludes: [{ prop: 'n', above: 1, because: 'so.' }] }), { x: 'a', n: '2' }).wrong.filter((sentence) => sentence.endsWith('so.'))).toEqual([]);
});

test.each<[string, Partial<OptionRow>, string, unknown]>([
  ['an integer', { kind: 'integer' }, ' +12 ', 12], ['a negative number', { kind: 'number' }, '-1.5', -1.5], ['a fraction', { kind: 'number' }, '.5', 0.5], ['a whole part', { kind: 'number' }, '2.', 2],
  ['an exponent', { kind: 'number' }, '1e-3', 0.001], ['a large exponent', { kind: 'number' }, '1E+3', 1000], ['an exponent without a sign', { kind: 'number' }, '15e12', 15e12],
  ['hexadecimal', { kind: 'integer' }, '0x10', '0x10'], ['a word before a number', { kind: 'integer' }, 'a 1', 'a 1'], ['a word after a number', { kind: 'integer' }, '32k', '32k'],
  ['nothing', { kind: 'integer' }, '', ''], ['a dot', { kind: 'number' }, '.', '.'],
  ['a negative duration', { kind: 'duration', unit: 'seconds' }, '-1', '-1'], ['a duration in words', { kind: 'duration', unit: 'seconds' }, 'soon', 'soon'],
  ['strings', { kind: 'list' }, 'a, b ,c', ['a', 'b', 'c']], ['numbers', { kind: 'list', elements: 'number' }, '1, 2.5,x', [1, 2.5, 'x']],
  ['JSON strings', { kind: 'list', spelling: 'json' }, '["a","b"]', ['a', 'b']], ['no JSON', { kind: 'list', spelling: 'json' }, 'a,b', 'a,b'], ['a JSON object for a list', { kind: 'list', spelling: 'json' }, '{}', '{}'],
  ['a Python number', { kind: 'list', spelling: 'json', elements: 'number' }, '4.0', [4]], ['Python numbers', { kind: 'list', spelling: 'json', elements: 'number' }, '4.0, 8.0', [4, 8]],
  ['a Python tuple', { kind: 'list', spelling: 'json', elements: 'number' }, ' (4.0, 8.0) ', [4, 8]], ['a Python tuple of one', { kind: 'list', spelling: 'json', elements: 'number' }, '(4.0, )', [4]],
  ['Python words', { kind: 'list', spelling: 'json', elements: 'number' }, '(4.0, a)', '(4.0, a)'], ['half a tuple', { kind: 'list', spelling: 'json', elements: 'number' }, '(4.0', '(4.0'],
  ['a JSON object', { kind: 'object' }, '{"a":{"b":[1]}}', { a: { b: [1] } }], ['JSON null for an object', { kind: 'object' }, 'null', 'null'], ['JSON that is not an object', { kind: 'object' }, '7', '7'],
  ['broken JSON', { kind: 'object' }, '{', '{'], ['pairs', { kind: 'object', spelling: 'pairs' }, 'image=2,video=1', { image: '2', video: '1' }],
  ['half a pair', { kind: 'object', spelling: 'pairs' }, 'image=2,video', 'image=2,video'], ['more than a pair', { kind: 'object', spelling: 'pairs' }, 'image=2=3', 'image=2=3'],
  ['a quantization', { kind: 'quantization' }, 'awq', { value: 'awq' }], ['a string', {}, ' a ', ' a '],
])('a variable with %s is read as the container reads it', (_what, columns, text, value) => {
  expect(parseOption(row(columns), text, 20)).toEqual(value);
});

test.each<['milliseconds' | 'seconds' | 'minutes', number]>([['milliseconds', 2], ['seconds', 2000], ['minutes', 120_000]])('a duration in %s', (unit, milliseconds) => {
  expect((parseOption(row({ kind: 'duration', unit }), '2', 20) as Duration).toMilliseconds()).toBe(milliseconds);
  expect((parseOption(row({ kind: 'duration', unit }), '0', 20) as Duration).toMilliseconds()).toBe(0);
});

test('the spellings of true and false depend on which component reads the variable', () => {
  const read = (env: string, text: string): unknown => parseOption(row({ env, kind: 'boolean' }), text, 20);
  // pydantic: true, 1, yes, on, t, y and their opposites, case-insensitive.
  expect(['true', '1', 'yes', 'on', 't', 'y', 'TRUE', 'Yes'].map((text) => read('OPTION_X', text))).toEqual(Array(8).fill(true));
  expect(['false', '0', 'no', 'off', 'f', 'n', 'FALSE', 'No'].map((text) => read('OPTION_X', text))).toEqual(Array(8).fill(false));
  expect(read('OPTION_X', 'maybe')).toBe('maybe');
  // Java: only true is true; everything else is false.
  expect(['true', 'TRUE', 'false', 'False'].map((text) => read('SERVING_X', text))).toEqual([true, true, false, false]);
  expect(['1', 'yes', '0', 'no'].map((text) => read('SERVING_X', text))).toEqual(['1', 'yes', '0', 'no']);
  // Rows that list values require exact matches.
  const exact = row({ kind: 'boolean', values: [{ from: 16, value: ['true'] }] });
  expect(['true', 'True', '1', 'false'].map((text) => parseOption(exact, text, 16))).toEqual([true, 'True', '1', 'false']);
  expect(parseOption(exact, 'True', 15)).toBe(true);
  const both = row({ kind: 'boolean', values: ['true', 'false'] });
  expect(['true', 'false', 'False', '0'].map((text) => parseOption(both, text, 16))).toEqual([true, false, 'False', '0']);
});

test('tokens inside lists and objects reach the variable', () => {
  const stack = new Stack();
  const [text, number] = [Lazy.string({ produce: () => 'late' }), Lazy.number({ produce: () => 7 })];
  const render = (columns: Partial<OptionRow>, value: unknown): unknown => stack.resolve(renderOption(stack, row(columns), value, 20));
  expect(render({ kind: 'list' }, ['a', text])).toBe('a,late');
  expect(render({ kind: 'list', elements: 'integer' }, [1, number])).toBe('1,7');
  // CloudFormation takes strings for variables, not numbers, even if a single token is all there is.
  expect([render({ kind: 'list', elements: 'integer' }, [number]), render({ kind: 'integer' }, number)]).toEqual(['7', '7']);
  expect(render({ kind: 'list', spelling: 'json' }, ['a', text])).toBe('["a","late"]');
  expect(render({ kind: 'list' }, Token.asList({ Ref: 'Names' }))).toEqual({ 'Fn::Join': [',', { Ref: 'Names' }] });
  expect(render({ kind: 'object', spelling: 'pairs' }, { image: number, video: 1 })).toBe('image=7,video=1');
  expect(render({ kind: 'object' }, { image: number })).toBe('{"image":7}');
  expect(render({ kind: 'object', spelling: 'pairs' }, Lazy.any({ produce: () => ({ image: 2 }) }))).toBe('{"image":2}');
  expect(render({ kind: 'integer' }, Token.asNumber({ Ref: 'Count' }))).toEqual({ Ref: 'Count' });
  expect(render({ kind: 'integer' }, '12')).toBe('12');
  // The user's order is kept.
  expect(render({ kind: 'object' }, { b: 1, a: 2 })).toBe('{"b":1,"a":2}');
});

test('a duration is rendered in its unit, even as a fraction, which an earlier check rejects', () => {
  expect(renderOption(new Stack(), row({ kind: 'duration', unit: 'minutes' }), Duration.seconds(90), 20)).toBe('1.5');
  expect(wrongOf({ kind: 'duration', unit: 'minutes' }, Duration.seconds(90))).toHaveLength(1);
  expect(wrongOf({ kind: 'duration', unit: 'milliseconds', min: 1 }, Duration.millis(1))).toEqual([]);
});

test('a duration that is known only at deployment is created in the unit of its row', () => {
  const unknown = Lazy.number({ produce: () => 1 });
  expect(wrongOf({ kind: 'duration', unit: 'milliseconds' }, Duration.seconds(unknown))).toEqual([
    'x is known only at deployment, in a unit other than milliseconds. Create it with Duration.millis.',
  ]);
  expect(wrongOf({ kind: 'duration', unit: 'seconds' }, Duration.minutes(unknown))).toEqual(['x is known only at deployment, in a unit other than seconds. Create it with Duration.seconds.']);
  // A token of a different type is checked by its form.
  expect(wrongOf({ kind: 'duration', unit: 'seconds' }, unknown)).toHaveLength(1);
  expect(wrongOf({ kind: 'list' }, Lazy.string({ produce: () => 'a' }))).toHaveLength(1);
});

test('ranges of versions include both ends', () => {
  expect(wordsOf({ a: 14, b: [14, 14] })).toEqual([{ from: 14, to: 14, value: ['a', 'b'] }, { from: 15, to: undefined, value: ['a'] }]);
  expect(wordsOf({ b: 16, a: 14 }, 20)).toEqual([{ from: 14, to: 15, value: ['a'] }, { from: 16, to: 20, value: ['b', 'a'] }]);
  expect(wordsOutside({ a: 14 })).toEqual([]);
});
