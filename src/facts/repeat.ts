/** Repeats each name a number of times, for files that list their layers individually; the results do not depend on the order. */
export function repeat(counts: { readonly [name: string]: number }): readonly string[] {
  return Object.entries(counts).flatMap(([name, count]) => Array.from({ length: count }, () => name));
}

/** The same for numbers, as pairs of a number and its count. */
export function repeatNumbers(counts: readonly (readonly [value: number, count: number])[]): readonly number[] {
  return counts.flatMap(([value, count]) => Array.from({ length: count }, () => value));
}
