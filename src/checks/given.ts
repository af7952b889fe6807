/** What is given of some props: `null` and `undefined`, which other languages have for it, count as left out, and must not hide what they are laid over. */
export function given<T extends object>(props: T | undefined | null): T {
  return Object.fromEntries(Object.entries(props ?? {}).filter(([, value]) => value !== undefined && value !== null)) as T;
}
