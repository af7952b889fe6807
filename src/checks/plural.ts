/** A count with its noun in the singular or plural, such as `1 request` or `3 requests`. */
export function plural(count: number, noun: string, nouns: string = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : nouns}`;
}
