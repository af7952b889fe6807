import { Duration, Lazy, Stack, Token } from 'aws-cdk-lib';
import { LmiQuantization } from '../../src';
import { checkOptions, GivenOptions } from '../../src/backend/option-check';
import { parseOption } from '../../src/backend/option-parse';
import { renderOption } from '../../src/backend/option-render';
import { LmiError } from '../../src/checks/lmi-error';
import { Problems } from '../../src/checks/problems';
import { BackendName, BACKENDS } from '../../src/facts/backends';
import { LMI_RELEASES } from '../../src/facts/lmi-releases';
import { atVersion, OptionRow, Relation } from '../../src/options/option';
import { optionsOf } from '../../src/options/tables';

const VERSIONS = LMI_RELEASES.map((release) => release.ordinal);
const ROWS = (Object.keys(BACKENDS) as BackendName[]).flatMap((backend) => Object.entries(optionsOf(backend))
  .map(([prop, row]) => ({ name: `${backend}.${prop}`, backend, prop, row, versions: VERSIONS.filter((v) => v >= row.since && v <= (row.until ?? 99)) })));

/** Problems of one option alone; relations to others are tested apart. */
function faultsOf(prop: string, row: OptionRow, value: unknown, version: number): readonly string[] {
  const problems = new Problems('Test');
  checkOptions(problems, { [prop]: { ...row, requires: undefined, excludes: undefined } }, { [prop]: value }, version);
  return thrown(problems);
}

function thrown(problems: Problems): readonly string[] {
  try {
    problems.throwIfAny();
    return [];
  } catch (error) {
    return (error as LmiError).faults;
  }
}

/** A value as a user passes it, from a number or a text that the row allows. */
function valueOf(row: OptionRow, plain: number | string): unknown {
  switch (row.kind) {
    case 'duration':
      return row.unit === 'milliseconds' ? Duration.millis(Number(plain)) : Duration.seconds(Number(plain) * (row.unit === 'minutes' ? 60 : 1));
    case 'list':
      return [plain];
    case 'quantization':
      return LmiQuantization.of(String(plain));
    case 'boolean':
      return plain === 'true';
    default:
      return plain;
  }
}

/** Some value that the row allows in a version. */
function sampleOf(row: OptionRow, version: number): unknown {
  const text = atVersion(row.values, version)?.[0];
  if (row.kind === 'object') {
    return { one: 1, two: 2 };
  }
  if (row.kind === 'boolean') {
    return text === undefined ? false : text === 'true';
  }
  const kind = row.kind === 'list' ? row.elements ?? 'string' : row.kind;
  const isNumber = ['integer', 'number', 'duration'].includes(kind);
  const word = TEXTS.find((each) => !row.pattern || new RegExp(row.pattern.regex).test(each))!;
  return valueOf(row, text ?? (isNumber ? row.max ?? (row.min ?? 0) + 1 : word));
}

const TEXTS = ['word', '/opt/ml/model/file.json'];
const isNumeric = (row: OptionRow) => row.min !== undefined || row.max !== undefined;

test.each(ROWS)('$name is read in at least one version', ({ versions }) => {
  expect(versions.length).toBeGreaterThan(0);
});

test.each(ROWS)('$name takes an allowed value in each version that reads it, and in no other', ({ prop, row, versions }) => {
  for (const version of VERSIONS) {
    const problems = faultsOf(prop, row, sampleOf(row, versions.includes(version) ? version : versions[0]), version);
    if (versions.includes(version)) {
      expect(problems).toEqual([]);
    } else {
      expect(problems).toEqual([expect.stringMatching(new RegExp(`^${prop} is read by LMI .*V${row.since}.*${row.env}.* but the version is LMI V${version}: .+`))]);
      if (row.insteadUse) {
        expect(problems[0]).toContain(row.insteadUse);
      }
    }
  }
});

test.each(ROWS.filter(({ row }) => isNumeric(row)))('$name holds its bounds', ({ prop, row, versions }) => {
  const step = row.kind === 'number' || row.elements === 'number' ? 0.001 : 1;
  const version = versions[0];
  const check = (value: number) => faultsOf(prop, row, row.kind === 'duration' && value < 0 ? value : valueOf(row, value), version);
  const { min, max } = row;
  if (min !== undefined) {
    expect(check(min)).toHaveLength(row.exclusiveMin ? 1 : 0);
    expect(check(min + step)).toHaveLength(max !== undefined && min + step > max ? 1 : 0);
    expect(check(min - step)).toEqual([expect.stringContaining(`${prop} is `)]);
  }
  if (max !== undefined) {
    expect(check(max)).toEqual([]);
    expect(check(max + step)).toEqual([expect.stringContaining(`${prop} is `)]);
  }
});

test.each(ROWS.filter(({ row }) => row.values !== undefined))('$name takes the listed values of each version, and no other', ({ prop, row, versions }) => {
  const all = [...new Set(versions.flatMap((version) => atVersion(row.values, version) ?? []))];
  for (const version of versions) {
    const allowed = atVersion(row.values, version);
    for (const text of allowed ?? []) {
      expect(faultsOf(prop, row, valueOf(row, text), version)).toEqual([]);
    }
    for (const text of allowed ? [...all, 'no-such-value'].filter((each) => !allowed.includes(each)) : []) {
      expect(faultsOf(prop, row, valueOf(row, text), version)).toEqual([expect.stringContaining(prop)]);
    }
  }
});

test.each(ROWS)('$name refuses what is no such value, without a TypeError', ({ prop, row, versions }) => {
  const wrong: { readonly [kind: string]: readonly unknown[] } = {
    integer: ['1', 1.5, NaN, Infinity, true, {}, []],
    number: ['1', NaN, Infinity, true, {}, []],
    boolean: ['true', 1, 0, {}, []],
    string: ['', 1, true, {}, []],
    quantization: ['', 1, true, {}, [], { value: 1 }],
    list: [[], 'a', 1, {}, [undefined], [null], [{}]],
    object: [[], 'a', 1, true],
    duration: ['1', 1, {}, Duration.millis(1.5)],
  };
  for (const value of wrong[row.kind]) {
    expect(faultsOf(prop, row, value, versions[0])).toHaveLength(1);
  }
  for (const value of [undefined, null]) {
    expect(faultsOf(prop, row, value, versions[0])).toEqual([]);
  }
});

test.each(ROWS)('$name takes tokens', ({ prop, row, versions }) => {
  const stack = new Stack();
  const text = Lazy.string({ produce: () => '1' });
  const token = {
    integer: Lazy.number({ produce: () => 1 }),
    number: Lazy.number({ produce: () => 1 }),
    boolean: Lazy.any({ produce: () => true }),
    string: text,
    quantization: LmiQuantization.of(text),
    list: Lazy.list({ produce: () => ['1'] }),
    object: { one: text },
    duration: Duration.seconds(Lazy.number({ produce: () => 1 })),
  }[row.kind] as unknown;
  const isMilliseconds = row.kind === 'duration' && row.unit === 'milliseconds';
  const value = isMilliseconds ? Duration.millis(Lazy.number({ produce: () => 1 })) : token;
  expect(faultsOf(prop, row, value, versions[0])).toEqual([]);
  const rendered = renderOption(stack, row, value, versions[0]);
  expect(Token.isUnresolved(rendered)).toBe(true);
  expect(stack.resolve(rendered)).toBeDefined();
});

test.each(ROWS)('$name is written as its kind and spelling say', ({ row, versions }) => {
  const stack = new Stack();
  for (const version of versions) {
    const spelling = atVersion(row.spelling, version);
    const write = (value: unknown) => stack.resolve(renderOption(stack, row, value, version));
    switch (row.kind) {
      case 'integer':
      case 'number':
        expect([write(0), write(12), write(0.5)]).toEqual(['0', '12', '0.5']);
        break;
      case 'boolean':
        expect([write(true), write(false)]).toEqual(['true', row.omitFalse ? undefined : 'false']);
        break;
      case 'list':
        expect(write([1, 2])).toBe(spelling === 'json' ? '[1,2]' : '1,2');
        break;
      case 'object':
        expect(write({ image: 2, video: 0 })).toBe(spelling === 'pairs' ? 'image=2,video=0' : '{"image":2,"video":0}');
        break;
      case 'duration':
        expect(write(Duration.minutes(2))).toBe({ milliseconds: '120000', seconds: '120', minutes: '2' }[row.unit!]);
        break;
      case 'quantization':
        expect(write(LmiQuantization.AWQ)).toBe('awq');
        break;
      default:
        expect(write('word')).toBe('word');
    }
  }
});

test.each(ROWS)('$name reads back from a variable what it writes', ({ prop, row, versions }) => {
  const stack = new Stack();
  const version = versions[versions.length - 1];
  const written = renderOption(stack, row, sampleOf(row, version), version);
  if (written !== undefined) {
    const value = parseOption(row, stack.resolve(written), version);
    expect(faultsOf(prop, row, value, version)).toEqual([]);
    expect(stack.resolve(renderOption(stack, row, value, version))).toBe(stack.resolve(written));
  }
});

const RELATIONS = ROWS.flatMap(({ name, backend, prop, row, versions }) => [
  ...(row.requires ?? []).map((relation) => ({ name: `${name} needs ${relation.prop}`, backend, prop, row, versions, relation, needed: true })),
  ...(row.excludes ?? []).map((relation) => ({ name: `${name} excludes ${relation.prop}`, backend, prop, row, versions, relation, needed: false })),
]);

/** A value of an option for which a relation counts. */
function counted(row: OptionRow, listed: Relation['values'], version: number, above?: number): unknown {
  if (above !== undefined) {
    return above + 1;
  }
  if (listed !== undefined) {
    return row.kind === 'boolean' ? listed[0] : valueOf(row, listed[0] as string);
  }
  return row.kind === 'boolean' ? true : sampleOf(row, version);
}

test.each(RELATIONS)('$name where the relation holds', ({ backend, prop, row, versions, relation, needed }) => {
  const table = optionsOf(backend);
  const other = table[relation.prop];
  for (const version of versions.filter((each) => each >= (other?.since ?? 0) && each <= (other?.until ?? 99))) {
    const said = (given: GivenOptions) => {
      const problems = new Problems('Test');
      const ignored = checkOptions(problems, { [prop]: { ...row, requires: [], excludes: [], [needed ? 'requires' : 'excludes']: [relation] } }, given, version);
      return [...ignored, ...thrown(problems)];
    };
    const value = counted(row, relation.when, version);
    if (faultsOf(prop, row, value, version).length > 0) {
      continue;
    }
    const alone = said({ [prop]: value });
    const both = said({ [prop]: value, [relation.prop]: counted(other, relation.values, version, relation.above) });
    const holds = version >= (relation.from ?? 0) && version <= (relation.to ?? 99);
    const sentence = [expect.stringMatching(new RegExp(`${prop}.*${relation.prop}`))];
    expect(alone).toEqual(holds && needed ? sentence : []);
    expect(both).toEqual(holds && !needed ? sentence : []);
  }
});
