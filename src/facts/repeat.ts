/** A list that has each name so many times, for files that name their layers one by one: what is computed of them does not depend on the order. */
export function repeat(counts: { readonly [name: string]: number }): readonly string[] {
  return Object.entries(counts).flatMap(([name, count]) => Array.from({ length: count }, () => name));
}

/** The same for numbers, as pairs of a number and its count. */
export function repeatNumbers(counts: readonly (readonly [value: number, count: number])[]): readonly number[] {
  return counts.flatMap(([value, count]) => Array.from({ length: count }, () => value));
}
