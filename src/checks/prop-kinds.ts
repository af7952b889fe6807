import { Duration, Size } from 'aws-cdk-lib';
import { meantBy, nearest } from './nearest';
import { ownValue } from './own-value';
import { Problems, withArticle } from './problems';
import { isUnresolved } from './tokens';

/** The required type of a prop, for callers without a compiler. */
export interface PropKind {
  /** Description that follows "must be". */
  readonly allowed: string;
  readonly accepts: (value: any) => boolean;
  /** Whether a token is accepted in place of the value. Default: false. */
  readonly tokens?: boolean;
  /** How to get a valid value. */
  readonly fix?: string;
  /** The same for some values. */
  readonly fixOf?: (value: unknown) => string | undefined;
  /** What to pass, if the prop is required. */
  readonly needed?: string;
  /** Whether the value is valid except that it comes from another copy of this library. */
  readonly isFromAnotherCopy?: (value: any) => boolean;
}

/** The kinds of all props of a struct. A name outside the table is that of an unknown prop, so the compiler refuses a table that lacks one. */
export type PropKinds<T extends object = any> = { readonly [prop in keyof T]-?: PropKind };

const ofType = (type: string, allowed: string): PropKind => ({ allowed, accepts: (value) => typeof value === type, tokens: true });

export const STRING = ofType('string', 'a string');
export const NUMBER = ofType('number', 'a number');
export const FLAG = ofType('boolean', 'true or false');
export const DURATION: PropKind = { allowed: 'a Duration', accepts: (value) => value instanceof Duration, fix: 'use a method such as Duration.minutes' };
export const SIZE: PropKind = { allowed: 'a Size', accepts: (value) => value instanceof Size, fix: 'use a method such as Size.gibibytes' };
export const MAP: PropKind = { allowed: 'a map', accepts: (value) => typeof value === 'object' && !Array.isArray(value), tokens: true };
export const LIST: PropKind = { allowed: 'a list', accepts: Array.isArray };
/** The kind of a prop whose value has a check of its own, with its bounds. */
export const OWN_CHECK: PropKind = { allowed: 'any value', accepts: () => true };

/** The kinds of props whose values all have checks of their own. */
export function ownChecks<Name extends string>(...names: readonly Name[]): { readonly [name in Name]: PropKind } {
  return Object.fromEntries(names.map((name) => [name, OWN_CHECK])) as { readonly [name in Name]: PropKind };
}

/** A value of a string enum. */
export function wordOf(words: { readonly [name: string]: string }): PropKind {
  return { allowed: `one of ${Object.values(words).join(', ')}`, accepts: (value) => Object.values(words).includes(value), tokens: true };
}

/** A value that determines what is synthesized, so it cannot be a token. */
export function knownNow(kind: PropKind): PropKind {
  return { ...kind, tokens: false };
}

/** An object that implements an interface of the CDK, recognized by a member: many classes can implement it, and an app may contain several copies of each. */
export function having(member: string, allowed: string, fix?: string): PropKind {
  return { allowed, accepts: (value) => typeof value === 'object' && member in value, fix };
}

export const KEY = having('keyArn', 'a KMS key');
export const BUCKET = having('arnForObjects', 'a bucket of aws-cdk-lib/aws-s3', 's3.Bucket.fromBucketName imports one by its name');
export const TOPIC = having('topicArn', 'an SNS topic');

/**
 * An instance of a class of this library. The class is marked, so that an instance from another copy of the library (through `npm link`, or a second
 * version among the dependencies) can be recognized.
 */
export function instanceOf(type: { readonly name: string; readonly prototype: object }, fix: string): PropKind {
  const mark = Symbol.for(`cdk-sagemaker-lmi.${type.name}`);
  Object.defineProperty(type.prototype, mark, { value: true });
  return {
    allowed: withArticle(type.name),
    accepts: (value) => value instanceof (type as any),
    fix,
    isFromAnotherCopy: (value) => typeof value === 'object' && mark in value,
  };
}

/** A list whose elements are all of one kind. */
export function listOf(kind: PropKind, allowed: string): PropKind {
  const isGiven = (value: any) => value !== undefined && value !== null;
  return {
    allowed,
    accepts: (value) => Array.isArray(value) && value.every((element) => isGiven(element) && isOfKind(kind, element)),
    fix: kind.fix,
    isFromAnotherCopy: (value) => Array.isArray(value) && value.some((element) => isGiven(element) && kind.isFromAnotherCopy?.(element)),
  };
}

/** A required prop. */
export function needed(kind: PropKind, fix: string): PropKind {
  return { ...kind, needed: fix };
}

/** How props are checked. */
interface PropsCheck {
  /** Prefix of prop names in messages. */
  readonly path?: string;
  /** What an unknown name is not. Default: a known prop. */
  readonly noun?: string;
  /** Whether the struct extends one of the CDK, to which newer releases can add props: then only a misspelled name is a problem, by fewer letters than elsewhere. */
  readonly isOpen?: boolean;
}

/**
 * The props that are set and valid. `null`, which other languages pass for a missing value, counts as not set. A prop of the wrong kind and one that
 * does not exist (docs/decisions/unknown-props.md) are reported and removed, so that no later check fails on them or reports them again;
 * `Problems.isReported` distinguishes a prop of the wrong kind from one that was not set.
 */
export function checkedProps<T extends object>(
  problems: Problems, props: T | undefined | null, kinds: PropKinds<T>, check: PropsCheck = {},
): T {
  const { path = '' } = check;
  const table: { readonly [prop: string]: PropKind } = kinds;
  const sound: { [prop: string]: unknown } = {};
  if (props !== undefined && props !== null && (typeof props !== 'object' || Array.isArray(props))) {
    problems.invalid(path === '' ? 'props' : path.slice(0, -1), props, 'an object', 'pass props by their names, such as { name: value }');
    props = undefined;
  }
  for (const [prop, value] of Object.entries(props ?? {}).filter(([, each]) => each !== undefined && each !== null)) {
    const kind = ownValue(table, prop);
    if (kind === undefined ? isPassedOn(problems, prop, Object.keys(table), check) : isOfKind(kind, value)) {
      sound[prop] = value;
    } else if (kind !== undefined) {
      report(problems, `${path}${prop}`, kind, value);
    }
  }
  for (const prop of Object.keys(table)) {
    const fix = table[prop].needed;
    if (fix !== undefined && !problems.isReported(`${path}${prop}`)) {
      problems.required(`${path}${prop}`, sound[prop], fix);
    }
  }
  return sound as T;
}

/** Whether an unknown prop is kept. Otherwise it is a problem, because nothing would read it. */
function isPassedOn(problems: Problems, prop: string, known: readonly string[], { path = '', noun = 'a known prop', isOpen = false }: PropsCheck): boolean {
  const close = isOpen ? nearest(prop, known, Math.max(1, Math.floor(prop.length / 4))) : undefined;
  const meant = !isOpen ? meantBy(prop, known) : close === undefined ? [] : [close];
  if (isOpen && meant.length === 0) {
    return true;
  }
  problems.add(`${path}${prop} is not ${noun}. ${meant.length > 0 ? `Did you mean ${meant.join(' or ')}?` : 'Correct the name, or omit it.'}`);
  return false;
}

function isOfKind(kind: PropKind, value: unknown): boolean {
  return kind.accepts(value) || (kind.tokens === true && !Array.isArray(value) && isUnresolved(value));
}

function report(problems: Problems, prop: string, kind: PropKind, value: unknown): void {
  if (kind.isFromAnotherCopy?.(value)) {
    problems.add(`${prop} comes from another copy of cdk-sagemaker-lmi. Install one copy only; npm ls cdk-sagemaker-lmi shows where they are.`);
  } else {
    problems.invalid(prop, value, kind.allowed, kind.fixOf?.(value) ?? kind.fix ?? kind.needed ?? `pass that, or omit ${prop}`);
  }
}
