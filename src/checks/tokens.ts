import { Duration, Lazy, Size, Token } from 'aws-cdk-lib';

/**
 * Whether a value is known only at deployment, entirely or in part. Every check returns early for such a value.
 *
 * `Token.isUnresolved` examines only strings, numbers and encoded lists; a token can also be in an element of a list or map, and
 * `Duration` and `Size` have their own method.
 */
export function isUnresolved(value: any): boolean {
  return typeof value === 'object' ? isUnresolvedWithin(value, []) : Token.isUnresolved(value);
}

/** `around` holds the enclosing objects, because a JavaScript object may contain itself. */
function isUnresolvedWithin(value: any, around: readonly object[]): boolean {
  if (around.includes(value)) {
    return false;
  }
  if (value instanceof Duration || value instanceof Size) {
    return value.isUnresolved();
  }
  if (Array.isArray(value)) {
    return Token.isUnresolved(value) || value.some((element) => isUnresolvedWithin(element, [...around, value]));
  }
  if (isPlainObject(value)) {
    return Object.entries(value).some(([name, element]) => Token.isUnresolved(name) || isUnresolvedWithin(element, [...around, value]));
  }
  return Token.isUnresolved(value);
}

/** Whether a value is set and known at synth, so that it can be checked. */
export function isLiteral<T>(value: T | undefined | null): value is T {
  return value !== undefined && value !== null && !isUnresolved(value);
}

/** Whether a value is a number known at synth, so that it can be used in calculations. */
export function isNumber(value: unknown): value is number {
  return typeof value === 'number' && !isUnresolved(value);
}

/** A value as the string of a variable. A token may resolve to a number or a boolean, which CloudFormation would refuse there. */
export function asText(value: any): string {
  if (typeof value !== 'object') {
    return String(value);
  }
  return Lazy.uncachedString({
    produce: (context) => {
      const resolved = context.resolve(value);
      return ['number', 'boolean'].includes(typeof resolved) ? String(resolved) : resolved;
    },
  });
}

function isPlainObject(value: any): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
