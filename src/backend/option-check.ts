import { Duration } from 'aws-cdk-lib';
import { isConvertible } from '../checks/durations';
import { ownValue } from '../checks/own-value';
import { asSentence, describeBounds, Problems, isWithin, show } from '../checks/problems';
import { isLiteral, isNumber, isUnresolved } from '../checks/tokens';
import { describeVersions } from '../facts/backends';
import { atVersion, covers, OptionRow, OptionTable, Ordinal, Relation } from '../options/option';

/** Options that the user passed, by prop name. */
export interface GivenOptions {
  readonly [prop: string]: any;
}

/** Names of options in messages, if they are not the props. */
export interface OptionNames {
  readonly [prop: string]: string;
}

/**
 * Checks each option against its row, and options against each other.
 *
 * @returns sentences about what the container would ignore instead of failing, for a warning
 */
export function checkOptions(problems: Problems, table: OptionTable, written: GivenOptions, version: Ordinal, names: OptionNames = {}): string[] {
  const given = asCompared(table, written);
  const ignored: string[] = [];
  for (const [prop, value] of Object.entries(given)) {
    const row = ownValue(table, prop);
    if (row === undefined || value === undefined || value === null) {
      continue;
    }
    const name = names[prop] ?? prop;
    if (!covers(version, row.since, row.until)) {
      problems.add(outsideVersions(name, row, version));
      continue;
    }
    // A variable is a string, so a token in it may resolve to anything. A `false` that is not rendered cannot fail.
    const isVariable = names[prop] !== undefined;
    if (isVariable ? !isUnresolved(value) : !(row.omitFalse && value === false)) {
      checkValue(problems, name, row, value, version, isVariable);
    }
    if (problems.isReported(name)) {
      continue;
    }
    const unread = row.unread?.find(({ from, to }) => covers(version, from, to));
    if (unread?.undocumented) {
      problems.add(`${name} has no effect in LMI V${version}, because ${unread.because}. Omit it.`);
    } else if (unread) {
      ignored.push(`${name} has no effect in LMI V${version}, because ${unread.because}.`);
    }
    checkRelations(problems, ignored, (relation, needed) => brokenRelation(table, given, version, prop, relation, needed, names), row);
  }
  return ignored;
}

/** The options, lowercased if the container ignores case. */
function asCompared(table: OptionTable, given: GivenOptions): GivenOptions {
  return Object.fromEntries(Object.entries(given).map(([prop, value]) =>
    [prop, ownValue(table, prop)?.ignoresCase && typeof value === 'string' && isLiteral(value) ? value.toLowerCase() : value]));
}

function checkRelations(
  problems: Problems, ignored: string[], broken: (relation: Relation, needed: boolean) => string | undefined, row: OptionRow,
): void {
  const relations = [
    ...(row.requires ?? []).map((relation) => ({ relation, needed: true })),
    ...(row.excludes ?? []).map((relation) => ({ relation, needed: false })),
  ];
  for (const { relation, needed } of relations) {
    const sentence = broken(relation, needed);
    if (sentence !== undefined && relation.ignored) {
      ignored.push(sentence);
    } else if (sentence !== undefined) {
      problems.add(sentence);
    }
  }
}

/** The message for an option that the version does not read: the versions that do, and the fix. */
export function outsideVersions(
  name: string, row: { readonly env: string; readonly since: Ordinal; readonly until?: Ordinal; readonly insteadUse?: string }, version: Ordinal,
): string {
  const known = row.until === undefined ? `LMI V${row.since} and later` : `LMI ${describeVersions(range(row.since, row.until))}`;
  const remedy = row.insteadUse ? `Use ${row.insteadUse}` : 'Omit it, or choose another version';
  return `${name} is read by ${known}${name.endsWith(row.env) ? '' : ` (${row.env})`}, but the version is LMI V${version}. ${remedy}.`;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** Checks one value against the kind, the bounds and the allowed values of its row. */
function checkValue(problems: Problems, prop: string, row: OptionRow, value: any, version: Ordinal, isVariable: boolean): void {
  // A Duration and a list are objects even if their contents are known only at deployment.
  const isWhole = row.kind === 'duration' ? value instanceof Duration : row.kind !== 'list' || Array.isArray(value);
  if (isUnresolved(value) && isWhole) {
    checkUnit(problems, prop, row, value);
    return;
  }
  const remedy = `pass an allowed value or omit it (default: ${row.default.replace(/^- /, '')})`;
  const bounds = { ...row, integer: true };
  switch (row.kind) {
    case 'integer':
    case 'number':
      checkNumber(problems, prop, row, value, version, remedy);
      return;
    case 'duration':
      if (!(value instanceof Duration)) {
        problems.invalid(prop, value, 'a Duration', remedy);
      } else if (!isWithin(inUnit(value, row), bounds)) {
        problems.invalid(prop, value, `${describeBounds(bounds)} (in ${row.unit})`, remedy);
      }
      return;
    case 'boolean':
      checkBoolean(problems, prop, row, value, version, remedy);
      return;
    case 'list':
      checkList(problems, prop, row, value, version, remedy);
      return;
    case 'object':
      checkObject(problems, prop, value, objectForm(row, version, isVariable), remedy);
      return;
    default:
      checkText(problems, prop, row, row.kind === 'quantization' ? plain(value) : value, version, remedy);
  }
}

/** CloudFormation cannot multiply, so a duration that is known only at deployment must use the unit of its row. */
function checkUnit(problems: Problems, prop: string, row: OptionRow, value: any): void {
  if (row.kind === 'duration' && !isConvertible(() => inUnit(value, row))) {
    const factory = row.unit === 'milliseconds' ? 'millis' : row.unit;
    problems.add(`${prop} is known only at deployment, in a unit other than ${row.unit}. Create it with Duration.${factory}.`);
  }
}

function checkNumber(problems: Problems, prop: string, row: OptionRow, value: any, version: Ordinal, remedy: string): void {
  const bounds = { ...row, integer: row.kind !== 'number' || (row.integerUntil !== undefined && version <= row.integerUntil) };
  if (!isWithin(value, bounds)) {
    problems.number(prop, value, bounds, remedy);
  } else {
    checkListed(problems, prop, row, String(value), value, version, remedy);
  }
}

/** Checks a value against the allowed and refused values of its row. */
function checkListed(problems: Problems, prop: string, row: OptionRow, written: string, value: unknown, version: Ordinal, remedy: string): void {
  const values = atVersion(row.values, version);
  if (values && !values.includes(written)) {
    problems.invalid(prop, value, `${values.length > 1 ? 'one of ' : ''}${values.join(', ')} in LMI V${version}`, remedy);
  } else if (atVersion(row.refused, version)?.includes(written)) {
    problems.add(`${prop} is ${show(value)}, which the engine of LMI V${version} does not support. ${asSentence(remedy)}`);
  }
}

function checkBoolean(problems: Problems, prop: string, row: OptionRow, value: any, version: Ordinal, remedy: string): void {
  const values = atVersion(row.values, version) ?? ['true', 'false'];
  if (typeof value !== 'boolean' || !values.includes(String(value))) {
    problems.invalid(prop, value, values.join(' or '), remedy);
  }
}

/** The notation of an object, as a prop or as the value of a variable. */
function objectForm(row: OptionRow, version: Ordinal, isVariable: boolean): { readonly isPairs: boolean; readonly words: string } {
  const isPairs = atVersion(row.spelling, version) === 'pairs';
  if (isVariable) {
    return { isPairs, words: isPairs ? `pairs of names and values such as image=2,video=1 in LMI V${version}, not JSON` : 'a JSON object such as {"name": "value"}' };
  }
  return { isPairs, words: isPairs ? 'an object such as { image: 2, video: 1 }' : 'an object of strings, numbers, booleans, lists and objects' };
}

function checkObject(problems: Problems, prop: string, value: any, { isPairs, words }: ReturnType<typeof objectForm>, remedy: string): void {
  if (typeof value !== 'object' || Array.isArray(value) || !isJson(value)) {
    problems.invalid(prop, value, words, remedy);
  } else if (isPairs && !Object.entries(value).flat().every(isPairable)) {
    problems.invalid(prop, value, 'an object of numbers or strings without commas and equals signs', remedy);
  }
}

/** Whether a name or value can be written in `image=2,video=1`. */
function isPairable(value: unknown): boolean {
  return isUnresolved(value) || Number.isFinite(value) || (typeof value === 'string' && /^[^,=]+$/.test(value));
}

function isJson(value: object): boolean {
  try {
    return typeof JSON.stringify(value) === 'string';
  } catch {
    return false;
  }
}

function checkList(problems: Problems, prop: string, row: OptionRow, value: any, version: Ordinal, remedy: string): void {
  if (!Array.isArray(value) || value.length === 0) {
    problems.invalid(prop, value, 'a list with at least one element', remedy);
    return;
  }
  if (row.maxElements !== undefined && value.length > row.maxElements) {
    problems.invalid(prop, value, `a list of at most ${row.maxElements} element${row.maxElements > 1 ? 's' : ''}`, remedy);
    return;
  }
  const elements = row.elements ?? 'string';
  const bounds = { ...row, integer: elements === 'integer' };
  const isOne = (element: any) => elements === 'string' ? typeof element === 'string' && element !== '' : isWithin(element, bounds);
  const literals = value.filter((element) => !isUnresolved(element));
  const values = atVersion(row.values, version);
  const wrong = literals.filter((element) => !isOne(element));
  const unlisted = literals.filter((element) => values && !values.includes(element));
  if (wrong.length > 0) {
    problems.invalid(prop, wrong[0], elements === 'string' ? 'a list of strings' : `a list of numbers, each ${describeBounds(bounds)}`, remedy);
  } else if (unlisted.length > 0) {
    problems.invalid(prop, unlisted[0], `a list out of ${values!.join(', ')}`, remedy);
  }
}

function checkText(problems: Problems, prop: string, row: OptionRow, text: any, version: Ordinal, remedy: string): void {
  if (isUnresolved(text)) {
    return;
  }
  if (typeof text !== 'string' || text === '') {
    problems.invalid(prop, text, row.kind === 'quantization' ? 'an LmiQuantization' : 'a string that is not empty', remedy);
  } else if (row.pattern && !new RegExp(row.pattern.regex).test(text)) {
    problems.invalid(prop, text, row.pattern.meaning, remedy);
  } else {
    checkListed(problems, prop, row, text, text, version, remedy);
  }
}

/** The problem with a combination of two options, if any. */
function brokenRelation(
  table: OptionTable, given: GivenOptions, version: Ordinal, prop: string, relation: Relation, needed: boolean, names: OptionNames,
): string | undefined {
  const value = given[prop];
  const other = given[relation.prop];
  if (!covers(version, relation.from, relation.to) || isUnresolved(value) || isUnresolved(other) || !counts(value, relation.when)) {
    return undefined;
  }
  const present = isLiteral(other) && counts(other, relation.values) && (relation.above === undefined || (isNumber(other) && other > relation.above));
  if (needed === present) {
    return undefined;
  }
  const name = names[prop] ?? prop;
  const env = table[relation.prop]?.env;
  const otherName = names[relation.prop] ?? (env ? `${relation.prop} (${env})` : relation.prop);
  const wanted = relation.values ? ` of ${relation.values.map(show).join(' or ')}` : '';
  return needed
    ? `${name} is ${show(plain(value))}, which needs ${otherName}${wanted}: ${relation.because}`
    : `${name} is ${show(plain(value))} and ${names[relation.prop] ?? relation.prop} is ${show(plain(other))}, which cannot be combined: ${relation.because}`;
}

/** Whether a value, or an element of it, counts for a relation: a listed value or, without a list, anything but `false`. */
function counts(value: any, listed?: readonly (string | number | boolean)[]): boolean {
  if (!listed) {
    return value !== false;
  }
  return (Array.isArray(value) ? value : [value]).some((element) => listed.some((one) => String(one) === word(plain(element))));
}

/** A value as it is rendered; undefined for an object. */
function word(value: any): string | undefined {
  return typeof value === 'object' ? undefined : String(value);
}

/** The string behind an enum-like value. */
function plain(value: any): any {
  return typeof value === 'object' && value !== null && 'value' in value ? value.value : value;
}

/** A duration in the unit of its row. */
export function inUnit(duration: Duration, row: OptionRow): number {
  switch (row.unit) {
    case 'milliseconds':
      return duration.toMilliseconds({ integral: false });
    case 'minutes':
      return duration.toMinutes({ integral: false });
    default:
      return duration.toSeconds({ integral: false });
  }
}
