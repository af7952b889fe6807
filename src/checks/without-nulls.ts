/** Props without `null` and `undefined`, which other languages pass for missing values, so that spreading them does not overwrite defaults. */
export function withoutNulls<T extends object>(props: T | undefined | null): T {
  return Object.fromEntries(Object.entries(props ?? {}).filter(([, value]) => value !== undefined && value !== null)) as T;
}
