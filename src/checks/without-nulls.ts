/** Props without `null` and `undefined`, which other languages pass for what is left out, so that they do not hide what they are laid over. */
export function withoutNulls<T extends object>(props: T | undefined | null): T {
  return Object.fromEntries(Object.entries(props ?? {}).filter(([, value]) => value !== undefined && value !== null)) as T;
}
