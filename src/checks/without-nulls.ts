/**
 * Props without `null` and `undefined`, which other languages pass for missing values, so that spreading them does not overwrite defaults. What is not an
 * object is left to the checks.
 */
export function withoutNulls<T extends object>(props: T | undefined | null): T {
  if (props !== undefined && (typeof props !== 'object' || Array.isArray(props))) {
    return props;
  }
  const kept: { [prop: string]: any } = { ...props };
  Object.keys(kept).filter((prop) => kept[prop] === undefined || kept[prop] === null).forEach((prop) => delete kept[prop]);
  return kept as T;
}
