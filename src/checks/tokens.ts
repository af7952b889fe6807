import { Duration, Lazy, Size, Token } from 'aws-cdk-lib';

/**
 * Whether a value is known only at deployment, wholly or in part. Every check returns first on such a value.
 *
 * `Token.isUnresolved` looks into strings, numbers and encoded lists only: a list can hide one in an element, and
 * `Duration` and `Size` know it themselves.
 */
export function isUnresolved(value: any): boolean {
  return typeof value === 'object' ? isUnresolvedWithin(value, []) : Token.isUnresolved(value);
}

/** The objects around the value are left out, because an object of JavaScript may hold itself. */
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

/** Whether a value is given and known now, so that it can be checked. */
export function isLiteral<T>(value: T | undefined | null): value is T {
  return value !== undefined && value !== null && !isUnresolved(value);
}

/** Whether a value is a number that is known now, so that it can be compared and calculated with. */
export function isNumber(value: unknown): value is number {
  return typeof value === 'number' && !isUnresolved(value);
}

/** A value as the text of a variable. A token may turn out to be a number or a truth value, which CloudFormation would refuse there. */
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
