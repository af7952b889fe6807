import { Duration, Size } from 'aws-cdk-lib';
import { Problems } from './problems';
import { isUnresolved } from './tokens';

/** What a prop has to be, for callers that no compiler keeps from passing something else. */
export interface PropKind {
  /** In words that follow "must be". */
  readonly allowed: string;
  readonly holds: (value: any) => boolean;
  /** A token may stand for the whole value; without it nothing but an object of the kind will do. */
  readonly tokens?: boolean;
}

/** The kinds of some props. */
export type PropKinds = { readonly [prop: string]: PropKind };

const ofType = (type: string, allowed: string): PropKind => ({ allowed, holds: (value) => typeof value === type, tokens: true });

export const TEXT = ofType('string', 'a text');
export const NUMBER = ofType('number', 'a number');
export const FLAG = ofType('boolean', 'true or false');
export const DURATION: PropKind = { allowed: 'a Duration', holds: (value) => value instanceof Duration };
export const SIZE: PropKind = { allowed: 'a Size', holds: (value) => value instanceof Size };
export const MAP: PropKind = { allowed: 'a map', holds: (value) => typeof value === 'object' && !Array.isArray(value), tokens: true };

/** A word out of an enum. */
export function wordOf(words: { readonly [name: string]: string }): PropKind {
  return { allowed: `one of ${Object.values(words).join(', ')}`, holds: (value) => Object.values(words).includes(value), tokens: true };
}

/** An object that has a member by which it is told, so that objects of another copy of a library pass too. */
export function having(member: string, allowed: string): PropKind {
  return { allowed, holds: (value) => typeof value === 'object' && member in value };
}

export const KEY = having('keyArn', 'a KMS key');
export const BUCKET = having('arnForObjects', 'a bucket of aws-cdk-lib/aws-s3: s3.Bucket.fromBucketName makes one of a name');
export const TOPIC = having('topicArn', 'an SNS topic');
export const LIST: PropKind = { allowed: 'a list', holds: Array.isArray };

export function listOf(kind: PropKind, allowed: string): PropKind {
  const isOne = (value: any) => value !== undefined && value !== null && (kind.holds(value) || (kind.tokens === true && isUnresolved(value)));
  return { allowed, holds: (value) => Array.isArray(value) && value.every(isOne) };
}

/**
 * The props that are given: `null`, which other languages have for it, counts as left out. A prop of a wrong kind is a fault, and is left out too,
 * so that nothing stumbles over it before the problems are thrown.
 */
export function givenProps<T extends object>(problems: Problems, props: T | undefined | null, kinds: PropKinds): T {
  const sound: { [prop: string]: unknown } = {};
  for (const [prop, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null) {
      continue;
    }
    const kind = kinds[prop];
    if (kind && !kind.holds(value) && !(kind.tokens && !Array.isArray(value) && isUnresolved(value))) {
      problems.invalid(prop, value, kind.allowed, `give that, or leave ${prop} out`);
    } else {
      sound[prop] = value;
    }
  }
  return sound as T;
}
