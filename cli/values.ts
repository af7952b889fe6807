import { InvalidArgumentError, Option } from 'commander';

/** Parsers of option values. Each throws an error that the argument parser prints in one line. */

const UNITS: { readonly [unit: string]: number } = { ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000 };

/** Milliseconds of `500ms`, `30s`, `5m` or `1h`. */
export function duration(text: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|min|h)$/.exec(text.trim()) ?? [];
  const milliseconds = Number(amount) * (UNITS[unit] ?? Number.NaN);
  if (!(milliseconds > 0)) {
    throw new InvalidArgumentError(`${JSON.stringify(text)} is not a duration. Write one such as 500ms, 30s, 5m or 1h.`);
  }
  return milliseconds;
}

/** An option with a duration, whose default is shown in the help as the user would write it. */
export function durationOption(flags: string, description: string, byDefault: string): Option {
  return new Option(flags, description).argParser(duration).default(duration(byDefault), byDefault);
}

/** An integer within bounds. */
export function integer(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
    if (!(value >= min && value <= max)) {
      throw new InvalidArgumentError(`${JSON.stringify(text)} is not a whole number from ${min} to ${max}.`);
    }
    return value;
  };
}

/** A number greater than 0 and at most `max`. */
export function positive(max: number): (text: string) => number {
  return (text) => {
    const value = /^\d*\.?\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
    if (!(value > 0 && value <= max)) {
      throw new InvalidArgumentError(`${JSON.stringify(text)} is not a number above 0 and at most ${max}.`);
    }
    return value;
  };
}

/** A comma-separated list. */
export function listOf<T>(read: (text: string) => T): (text: string) => T[] {
  return (text) => text.split(',').map((element) => read(element.trim()));
}

/** One of a few words. */
export function oneOf<T extends string>(...words: readonly T[]): (text: string) => T {
  return (text) => {
    const word = words.find((each) => each === text);
    if (word === undefined) {
      throw new InvalidArgumentError(`${JSON.stringify(text)} is not one of ${words.join(', ')}.`);
    }
    return word;
  };
}
