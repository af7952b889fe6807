import { describeVersions } from '../src/facts/backends';
import { LMI_RELEASES } from '../src/facts/lmi-releases';
import { COMMON_OPTIONS } from '../src/options/common';
import { ByVersion, covers, OptionRow, OptionTable, Relation, VersionRange } from '../src/options/option';
import { SERVER_OPTIONS } from '../src/options/server';

/**
 * The text for an option row, shared by doc comments and option pages.
 */

/** Options that every backend has; jsii does not let a backend's struct redeclare them. */
export const SHARED_OPTIONS: OptionTable = { ...COMMON_OPTIONS, ...SERVER_OPTIONS };

const ALL_VERSIONS = LMI_RELEASES.map((release) => release.ordinal);
const NEWEST = ALL_VERSIONS[ALL_VERSIONS.length - 1];

/** Text for version numbers; a range that ends with the newest is open, so that a new version changes nothing: `V14 and later`. */
export function describeOpen(versions: readonly number[]): string {
  return describeVersions(versions).replace(new RegExp(`(V\\d+) to V${NEWEST}$`), '$1 and later');
}

/** Which versions read the option, and what to use in the others; `versions` are those that have an image for the backend. */
export function describeRange(row: OptionRow, versions?: readonly number[]): string {
  const last = row.until ?? NEWEST;
  if ((versions ?? ALL_VERSIONS).every((version) => covers(version, row.since, row.until))) {
    return `Supported in every LMI version${versions ? ' that has the backend' : ''}.`;
  }
  const which = row.until === undefined ? `LMI V${row.since} and later` : last === row.since ? `LMI V${row.since} only`
    : `LMI V${row.since} to V${last}`;
  return `Supported in ${which}; an error in other versions${row.insteadUse ? `: use ${row.insteadUse}` : ''}.`;
}

/** Bounds and values; each sentence starts with a space. */
export function describeLimits(row: OptionRow): string {
  const parts: string[] = [];
  const each = row.kind === 'list' ? 'Each element' : 'The value';
  if (row.min !== undefined && row.max !== undefined) {
    parts.push(`${each} must be ${row.exclusiveMin ? `above ${row.min} and at most ${row.max}` : `between ${row.min} and ${row.max}`}.`);
  } else if (row.min !== undefined) {
    parts.push(`${each} must be ${row.exclusiveMin ? `above ${row.min}` : `at least ${row.min}`}.`);
  } else if (row.max !== undefined) {
    parts.push(`${each} must be at most ${row.max}.`);
  }
  if (row.integerUntil !== undefined) {
    parts.push(`A whole number up to V${row.integerUntil}.`);
  }
  if (row.maxElements !== undefined) {
    parts.push(`At most ${row.maxElements} element${row.maxElements > 1 ? 's' : ''}.`);
  }
  if (row.values !== undefined) {
    parts.push(describeValues('Allowed', row.values));
  }
  if (row.refused !== undefined) {
    parts.push(describeValues('Not supported', row.refused));
  }
  if (row.pattern) {
    parts.push(`It must be ${row.pattern.meaning}.`);
  }
  return parts.map((part) => ` ${part}`).join('');
}

/** When the option has no effect although the container accepts it; each sentence starts with a space. */
export function describeEffect(row: OptionRow): string {
  const parts = (row.unread ?? []).map(({ from, to, because, undocumented }) =>
    `No effect${describeSpan(from, to)} (${undocumented ? 'an error' : 'a warning'}): ${because}.`);
  if (row.mode) {
    parts.push(`No effect (a warning) in ${row.mode === 'async' ? 'a rolling batch' : 'asynchronous mode'}.`);
  }
  return parts.map((part) => ` ${part}`).join('');
}

function describeValues(verb: string, values: ByVersion<readonly string[]>): string {
  const first = values[0];
  if (typeof first !== 'object') {
    return `${verb}: ${(values as readonly string[]).map((value) => `\`${value}\``).join(', ')}.`;
  }
  const ranges = values as readonly VersionRange<readonly string[]>[];
  const begin = ranges[0].from;
  const end = ranges[ranges.length - 1].to;
  const words = [...new Set(ranges.flatMap(({ value }) => value))].map((word) => {
    const within = ranges.filter(({ value }) => value.includes(word));
    const from = within[0].from === begin ? undefined : within[0].from;
    const to = within[within.length - 1].to === end ? undefined : within[within.length - 1].to;
    return `\`${word}\`${from === undefined && to === undefined ? '' : ` (${describeVersionSpan(from, to)})`}`;
  });
  return `${verb}${describeSpan(begin === undefined || begin <= ALL_VERSIONS[0] ? undefined : begin, end)}: ${words.join(', ')}.`;
}

/** The options that an option requires or excludes; empty if none. */
export function describeRelations(row: OptionRow): string {
  return [
    ...(row.requires ?? []).map((relation) => describeRelation('needs', relation)),
    ...(row.excludes ?? []).map((relation) => describeRelation('excludes', relation)),
  ].join(' ');
}

function describeRelation(verb: string, relation: Relation): string {
  const clause = `${relation.when ? `${quote(relation.when)} ` : ''}${verb} \`${relation.prop}\`${relation.values ? ` ${quote(relation.values)}` : ''}`
    + `${relation.above === undefined ? '' : ` above ${relation.above}`}${describeSpan(relation.from, relation.to)}`;
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}: ${relation.because}${relation.ignored ? ' (a warning)' : ''}.`;
}

/** The default, without the dash that starts a `@default` text. */
export function describeDefault(row: Pick<OptionRow, 'default'>): string {
  return row.default.replace(/^- /, '');
}

/** The versions after a verb: ` in V9 to V11`, or nothing if all. */
function describeSpan(from?: number, to?: number): string {
  if (to === undefined) {
    return from === undefined ? '' : ` from V${from} on`;
  }
  return from === undefined ? ` up to V${to}` : from === to ? ` in V${from}` : ` in V${from} to V${to}`;
}

/** The versions in parentheses. */
function describeVersionSpan(from?: number, to?: number): string {
  if (to === undefined) {
    return `V${from} and later`;
  }
  return from === undefined ? `up to V${to}` : from === to ? `V${from}` : `V${from} to V${to}`;
}

function quote(values: readonly (string | number | boolean)[]): string {
  return values.map((value) => `\`${value}\``).join(' or ');
}

/** The type of the prop in plain words. */
export function describeKind(row: OptionRow): string {
  switch (row.kind) {
    case 'integer':
      return 'a whole number';
    case 'number':
      return 'a number';
    case 'boolean':
      return row.omitFalse ? '`true`; `false` is not written' : '`true` or `false`';
    case 'list':
      return `a list of ${{ string: 'strings', integer: 'whole numbers', number: 'numbers' }[row.elements ?? 'string']}`;
    case 'object':
      return 'an object';
    case 'duration':
      return 'a `Duration`';
    case 'quantization':
      return 'an `LmiQuantization`';
    default:
      return 'a string';
  }
}

/** The name of a prop in Python, as jsii spells it: `load_in8_bit` for `loadIn8Bit`. */
export function pythonName(prop: string): string {
  return prop
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1_$2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll}+)/gu, '$1_$2')
    .toLowerCase();
}
