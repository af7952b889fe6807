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
export type OptionKind =
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
  readonly gotcha?: string;
}

/** One container option. */
export interface OptionRow {
  /** The variable that is set. */
  readonly env: string;
  /** Other variables that LMI reads for the same setting; a contradicting value in `environment` is an error. */
  readonly aliases?: readonly string[];
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
  /** The allowed values. Default: any. */
  readonly values?: ByVersion<readonly string[]>;
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
  /** `false` is not written, because the container takes any given value for true. */
  readonly omitFalse?: boolean;
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

/** Whether `version` lies in the range. */
export function covers(version: Ordinal, from?: Ordinal, to?: Ordinal): boolean {
  return (from === undefined || version >= from) && (to === undefined || version <= to);
}

function isRanges<T>(value: ByVersion<T> | undefined): value is ReadonlyArray<VersionRange<T>> {
  return Array.isArray(value) && value.length > 0 && typeof value[0] === 'object' && 'value' in value[0];
}
