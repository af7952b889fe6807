import { Duration, Size, Token } from 'aws-cdk-lib';

/**
 * Whether a value is known only at deployment, wholly or in part. Every check returns first on such a value.
 *
 * `Token.isUnresolved` looks into strings, numbers and encoded lists only: a list can hide one in an element, and
 * `Duration` and `Size` know it themselves.
 */
export function isUnresolved(value: any): boolean {
  if (value instanceof Duration || value instanceof Size) {
    return value.isUnresolved();
  }
  if (Array.isArray(value)) {
    return Token.isUnresolved(value) || value.some(isUnresolved);
  }
  if (isPlainObject(value)) {
    return Object.entries(value).some(([name, element]) => isUnresolved(name) || isUnresolved(element));
  }
  return Token.isUnresolved(value);
}

/** Whether a value is given and known now, so that it can be checked. */
export function isLiteral<T>(value: T | undefined | null): value is T {
  return value !== undefined && value !== null && !isUnresolved(value);
}

function isPlainObject(value: any): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
