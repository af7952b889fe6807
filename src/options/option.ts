/**
 * The form of an option table.
 *
 * An option is declared once, as a row. From the row come the struct field with its doc comment, the page under
 * docs/options, the check, the rendering and the tests, so a row must say all of it and nothing else may repeat it.
 * This folder imports nothing from aws-cdk-lib: the project definition loads it to generate code.
 */

/** An LMI version by its number: 8 is LMI V8. */
export type Ordinal = number;

/** A value that holds for a range of LMI versions (both ends included). */
export interface VersionRange<T> {
  readonly from?: Ordinal;
  readonly to?: Ordinal;
  readonly value: T;
}

/** A value, or one for each range of versions. Versions outside every range have none. */
export type ByVersion<T> = T | ReadonlyArray<VersionRange<T>>;

/** What the user passes. */
type OptionKind =
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  /** A list, written as `spelling` says. */
  | 'list'
  /** A JSON object. */
  | 'object'
  /** A `Duration`, written as a whole number of `unit`. */
  | 'duration'
  /** A `LmiQuantization`. */
  | 'quantization';

/** How a list or an object is written into one variable. */
export type Spelling =
  /** `1,2,3`. */
  | 'comma'
  /** `[1,2,3]` or `{"a":1}`. */
  | 'json'
  /** `image=2,video=1`. */
  | 'pairs';

/** Whether the engine schedules requests itself, or the model server forms a rolling batch. */
type ServingMode = 'async' | 'rolling-batch';

/** A range of LMI versions that do not use an option that they accept. */
interface Unread {
  readonly from?: Ordinal;
  readonly to?: Ordinal;
  /** Why, in the words of the warning. */
  readonly because: string;
  /** No guide of these versions names the option for the backend, so giving it is a mistake: an error. */
  readonly undocumented?: true;
}

/** The LMI versions that know a word: the first, and the last where it is gone again. */
export interface WordsByVersion {
  readonly [word: string]: Ordinal | readonly [since: Ordinal, until: Ordinal];
}

/** Another option that this one needs or does not tolerate. */
export interface Relation {
  /** The other prop. */
  readonly prop: string;
  /** The values of the other prop that count. Default: any value but `false`. */
  readonly values?: readonly (string | number | boolean)[];
  /** The other prop counts only when it is a number greater than this. */
  readonly above?: number;
  /** The values of this option for which the relation holds. Default: any value but `false`. */
  readonly when?: readonly (string | number | boolean)[];
  readonly from?: Ordinal;
  readonly to?: Ordinal;
  /** Without the relation the container ignores this option instead of failing: a warning, not an error. */
  readonly ignored?: boolean;
  /** Why, in the words of the error message. */
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
  /** Another name of the variable under which it is set, from a version on that heeds only that one. */
  readonly writtenAs?: { readonly since: Ordinal; readonly env: string };
  readonly kind: OptionKind;
  /** What the elements of a list are. Default: strings. */
  readonly elements?: 'string' | 'integer' | 'number';
  readonly spelling?: ByVersion<Spelling>;
  /** Unit in which a duration is written. */
  readonly unit?: 'milliseconds' | 'seconds' | 'minutes';
  /** First LMI version that reads the option. */
  readonly since: Ordinal;
  /** Last LMI version that reads the option. Default: the newest. */
  readonly until?: Ordinal;
  /** Prop, or words, to use instead outside `since` … `until`. */
  readonly insteadUse?: string;
  /** Bounds, both included; for a list those of its elements, for a duration in `unit`. */
  readonly min?: number;
  readonly max?: number;
  /** `min` itself is not allowed. */
  readonly exclusiveMin?: boolean;
  /** Last LMI version that takes whole numbers only. */
  readonly integerUntil?: Ordinal;
  /** The largest number of elements of a list. */
  readonly maxElements?: number;
  /** The allowed values, numbers as they are written. Default: any. */
  readonly values?: ByVersion<readonly string[]>;
  /** The container puts the value into lower case before it compares it. */
  readonly ignoresCase?: boolean;
  /** Values that fail, where nobody can list those that do not. */
  readonly refused?: ByVersion<readonly string[]>;
  /** Words that `environment` may hold in place of a value of this kind. */
  readonly alsoInEnvironment?: ByVersion<readonly string[]>;
  /** A regular expression that the written value must match, with what it means. */
  readonly pattern?: { readonly regex: string; readonly meaning: string };
  readonly requires?: readonly Relation[];
  readonly excludes?: readonly Relation[];
  /**
   * First LMI version in which LMI does not know the option itself but hands it to the engine by name. There, V14 to V25
   * drop `false`, and the engine of the image decides whether the name exists.
   */
  readonly passedThroughSince?: Ordinal;
  /** Last LMI version in which `false` of a passed-through option reaches the engine, because the engine takes a value for it. */
  readonly passesFalseUntil?: Ordinal;
  /** `false` is not written: the container takes any given value for true, or the engine has no word for it. */
  readonly omitFalse?: boolean;
  /** The only way of serving in which the option has an effect. Default: both. */
  readonly mode?: ServingMode;
  /** Versions that accept the option and do nothing with it. Giving it there does no harm, so it is a warning. */
  readonly unread?: readonly Unread[];
  /** Why the option should not be used any more. */
  readonly deprecated?: string;
  /** Meaning, one or more sentences; the first is the headline. */
  readonly summary: string;
  /** What happens when the option is not given, in the style of `@default`. */
  readonly default: string;
  /** Where the row was read. Default: the table's source. */
  readonly source?: string;
}

/** Options by prop name. */
export interface OptionTable {
  readonly [prop: string]: OptionRow;
}

/** A variable that the container reads and that has no prop: reachable through `environment`, and not a misspelling. */
export interface KnownVariable {
  readonly env: string;
  readonly since: Ordinal;
  readonly until?: Ordinal;
  /** Prop, or words, to use instead outside `since` … `until`. */
  readonly insteadUse?: string;
}

/** A backend: what it is called, which images hold it, and its options. */
export interface BackendTable {
  /** Prefix of the class name and the struct: `Vllm` gives `VllmBackend` and `VllmBackendProps`. */
  readonly name: string;
  /** The inference library, as its authors write it. */
  readonly title: string;
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

/** The words of each version, in ranges that reach from the first version of the table to `to`. */
export function wordsOf(words: WordsByVersion, to?: Ordinal): ReadonlyArray<VersionRange<readonly string[]>> {
  return wordRanges(words, to, (inside) => inside);
}

/** The words that a version does not know although others do. */
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

/** Whether `version` lies in the range. */
export function covers(version: Ordinal, from?: Ordinal, to?: Ordinal): boolean {
  return (from === undefined || version >= from) && (to === undefined || version <= to);
}

function isRanges<T>(value: ByVersion<T> | undefined): value is ReadonlyArray<VersionRange<T>> {
  return Array.isArray(value) && value.length > 0 && typeof value[0] === 'object' && 'value' in value[0];
}
