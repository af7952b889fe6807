/**
 * The form of an option table.
 *
 * An option is declared once, as a row. The struct field with its doc comment, the page under docs/options, the check, the
 * rendering and the tests are derived from the row, so it must contain everything, and nothing else may repeat it.
 * This folder imports nothing from aws-cdk-lib: the project definition loads it to generate code.
 */

/** Number of an LMI version: 8 is LMI V8. */
export type Ordinal = number;

/** A value for a range of LMI versions, inclusive. */
export interface VersionRange<T> {
  readonly from?: Ordinal;
  readonly to?: Ordinal;
  readonly value: T;
}

/** A value for all versions, or one for each range of versions. Versions outside all ranges have none. */
export type ByVersion<T> = T | ReadonlyArray<VersionRange<T>>;

/** Kind of value that the user passes. */
type OptionKind =
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  /** A list, rendered according to `spelling`. */
  | 'list'
  /** A JSON object. */
  | 'object'
  /** A `Duration`, rendered as an integer number of `unit`. */
  | 'duration'
  /** An `LmiQuantization`. */
  | 'quantization';

/** How a list or an object is rendered into one variable. */
export type Spelling =
  /** `1,2,3`. */
  | 'comma'
  /** `[1,2,3]` or `{"a":1}`. */
  | 'json'
  /** `image=2,video=1`. */
  | 'pairs';

/** Whether the engine schedules requests itself, or the model server forms a rolling batch. */
type ServingMode = 'async' | 'rolling-batch';

/** A range of LMI versions that accept an option but do not use it. */
interface Unread {
  readonly from?: Ordinal;
  readonly to?: Ordinal;
  /** The reason, as worded in the warning. */
  readonly because: string;
  /** No guide of these versions documents the option for the backend, so setting it is a mistake: an error. */
  readonly undocumented?: true;
}

/** LMI versions that know a value: the first, and the last if it was removed. */
export interface WordsByVersion {
  readonly [word: string]: Ordinal | readonly [since: Ordinal, until: Ordinal];
}

/** Another option that this one requires or excludes. */
export interface Relation {
  /** The other prop. */
  readonly prop: string;
  /** The values of the other prop that count. Default: any value but `false`. */
  readonly values?: readonly (string | number | boolean)[];
  /** The other prop counts only if it is a number greater than this. */
  readonly above?: number;
  /** The values of this option for which the relation applies. Default: any value but `false`. */
  readonly when?: readonly (string | number | boolean)[];
  readonly from?: Ordinal;
  readonly to?: Ordinal;
  /** If the relation is violated, the container ignores this option instead of failing: a warning, not an error. */
  readonly ignored?: boolean;
  /** The reason, as worded in the error message. */
  readonly because: string;
  /** Row of the list of known run-time failures (docs/decisions) that this relation covers. */
  readonly knownFailure?: string;
}

/** One container option. */
export interface OptionRow {
  /** The variable that is set. */
  readonly env: string;
  /** Other variables that LMI reads for the same setting; a contradicting value in `environment` is an error. */
  readonly aliases?: readonly string[];
  /** Another name of the variable, to be used from a version on that reads only that one. */
  readonly writtenAs?: { readonly since: Ordinal; readonly env: string };
  readonly kind: OptionKind;
  /** Kind of the elements of a list. Default: strings. */
  readonly elements?: 'string' | 'integer' | 'number';
  readonly spelling?: ByVersion<Spelling>;
  /** Unit of a rendered duration. */
  readonly unit?: 'milliseconds' | 'seconds' | 'minutes';
  /** First LMI version that reads the option. */
  readonly since: Ordinal;
  /** Last LMI version that reads the option. Default: the newest. */
  readonly until?: Ordinal;
  /** Prop, or a description, of what to use instead outside `since` … `until`. */
  readonly insteadUse?: string;
  /** Inclusive bounds; of the elements for a list, in `unit` for a duration. */
  readonly min?: number;
  readonly max?: number;
  /** `min` itself is not allowed. */
  readonly exclusiveMin?: boolean;
  /** Last LMI version that accepts only integers. */
  readonly integerUntil?: Ordinal;
  /** Maximum number of elements of a list. */
  readonly maxElements?: number;
  /** The allowed values; numbers as they are rendered. Default: any. */
  readonly values?: ByVersion<readonly string[]>;
  /** Whether the container converts the value to lowercase before it compares it. */
  readonly ignoresCase?: boolean;
  /** Values that fail, if the allowed ones cannot be listed. */
  readonly refused?: ByVersion<readonly string[]>;
  /** Words that `environment` may contain instead of a value of this kind. */
  readonly alsoInEnvironment?: ByVersion<readonly string[]>;
  /** A regular expression that the rendered value must match, and its meaning. */
  readonly pattern?: { readonly regex: string; readonly meaning: string };
  readonly requires?: readonly Relation[];
  readonly excludes?: readonly Relation[];
  /**
   * First LMI version in which LMI does not know the option itself but passes it to the engine by name. V14 to V25 then
   * drop `false`, and whether the name exists depends on the engine in the image.
   */
  readonly passedThroughSince?: Ordinal;
  /** Last LMI version in which `false` of a passed-through option reaches the engine, because the engine expects a value for it. */
  readonly passesFalseUntil?: Ordinal;
  /** `false` is not rendered: the container reads any value as true, or the engine has no value for it. */
  readonly omitFalse?: boolean;
  /** The only mode in which the option has an effect. Default: both. */
  readonly mode?: ServingMode;
  /** Versions that accept the option but do not use it. Setting it is harmless, so it is a warning. */
  readonly unread?: readonly Unread[];
  /** Why the option should no longer be used. */
  readonly deprecated?: string;
  /** Meaning, one or more sentences; the first is the headline. */
  readonly summary: string;
  /** What happens if the option is not set, in the style of `@default`. */
  readonly default: string;
  /** Source of the row. Default: the table's source. */
  readonly source?: string;
}

/** Options by prop name. */
export interface OptionTable {
  readonly [prop: string]: OptionRow;
}

/** A variable that the container reads but that has no prop: it can be set in `environment`, and is not a misspelling. */
export interface KnownVariable {
  readonly env: string;
  readonly since: Ordinal;
  readonly until?: Ordinal;
  /** Prop, or words, to use instead outside `since` … `until`. */
  readonly insteadUse?: string;
}

/** A backend: its name, source and options. */
export interface BackendTable {
  /** Source and date of the rows. */
  readonly source: string;
  readonly options: OptionTable;
  readonly known: readonly KnownVariable[];
}

/** The value of `table` at `version`. */
export function atVersion<T>(value: ByVersion<T> | undefined, version: Ordinal): T | undefined {
  if (!isRanges(value)) {
    return value;
  }
  return value.find((range) => covers(version, range.from, range.to))?.value;
}

/** The variable that is set for an option. */
export function writtenName(row: OptionRow, version: Ordinal): string {
  return row.writtenAs && version >= row.writtenAs.since ? row.writtenAs.env : row.env;
}

/** The values that each version knows, in ranges from the first version of the table to `to`. */
export function wordsOf(words: WordsByVersion, to?: Ordinal): ReadonlyArray<VersionRange<readonly string[]>> {
  return wordRanges(words, to, (inside) => inside);
}

/** The values that a version does not know although others do. */
export function wordsOutside(words: WordsByVersion, to?: Ordinal): ReadonlyArray<VersionRange<readonly string[]>> {
  return wordRanges(words, to, (inside) => !inside).filter(({ value }) => value.length > 0);
}

function wordRanges(words: WordsByVersion, to: Ordinal | undefined, keeps: (inside: boolean) => boolean): VersionRange<readonly string[]>[] {
  const spans = Object.entries(words).map(([word, span]) => {
    const [since, until] = typeof span === 'number' ? [span] : span;
    return { word, since, until };
  });
  const starts = [...new Set(spans.flatMap(({ since, until }) => until === undefined ? [since] : [since, until + 1]))]
    .filter((start) => to === undefined || start <= to)
    .sort((left, right) => left - right);
  return starts.map((from, index) => ({
    from,
    to: index + 1 < starts.length ? starts[index + 1] - 1 : to,
    value: spans.filter(({ since, until }) => keeps(covers(from, since, until))).map(({ word }) => word),
  }));
}

/** Whether `version` is in the range. */
export function covers(version: Ordinal, from?: Ordinal, to?: Ordinal): boolean {
  return (from === undefined || version >= from) && (to === undefined || version <= to);
}

function isRanges<T>(value: ByVersion<T> | undefined): value is ReadonlyArray<VersionRange<T>> {
  return Array.isArray(value) && value.length > 0 && typeof value[0] === 'object' && 'value' in value[0];
}
