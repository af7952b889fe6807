import { Duration } from 'aws-cdk-lib';
import { atVersion, OptionRow, Ordinal } from '../options/option';

/** Words that the Python classes of LMI read as true and false, in any case (pydantic). */
const TRUE_WORDS = ['true', '1', 'yes', 'on', 't', 'y'];
const FALSE_WORDS = ['false', '0', 'no', 'off', 'f', 'n'];

/** Parses the text of a variable into the value of its prop; returns the text itself if it does not parse. */
export function parseOption(row: OptionRow, text: string, version: Ordinal): unknown {
  switch (row.kind) {
    case 'integer':
    case 'number':
      return parseNumber(text) ?? text;
    case 'duration':
      return parseDuration(row, parseNumber(text)) ?? text;
    case 'boolean':
      return parseBoolean(row, text, version) ?? text;
    case 'list':
      return parseList(row, text, version) ?? text;
    case 'object':
      return parseObject(row, text, version) ?? text;
    case 'quantization':
      return { value: text };
    default:
      return text;
  }
}

function parseNumber(text: string): number | undefined {
  return /^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(text) ? Number(text) : undefined;
}

function parseDuration(row: OptionRow, amount: number | undefined): Duration | undefined {
  if (amount === undefined || amount < 0) {
    return undefined;
  }
  return row.unit === 'milliseconds' ? Duration.millis(amount) : row.unit === 'minutes' ? Duration.minutes(amount) : Duration.seconds(amount);
}

/** Reads a boolean as the container does; undefined if the container reads the word as neither. */
export function parseBoolean(row: Pick<OptionRow, 'env' | 'values'>, text: string, version: Ordinal): boolean | undefined {
  const exact = atVersion(row.values, version);
  if (exact) {
    return exact.includes(text) ? text === 'true' : undefined;
  }
  // The Java server reads every word but `true` as false, so `1` would not mean true.
  const isPython = row.env.startsWith('OPTION_');
  const word = text.toLowerCase();
  return (isPython ? TRUE_WORDS : ['true']).includes(word) ? true : (isPython ? FALSE_WORDS : ['false']).includes(word) ? false : undefined;
}

function parseList(row: OptionRow, text: string, version: Ordinal): unknown[] | undefined {
  const isText = (row.elements ?? 'string') === 'string';
  if (atVersion(row.spelling, version) === 'json') {
    const value = parseJson(text);
    return Array.isArray(value) ? value : isText ? undefined : parsePythonNumbers(text);
  }
  const elements = text.split(',').map((element) => element.trim());
  return isText ? elements : elements.map((element) => parseNumber(element) ?? element);
}

/** LMI reads numbers as a Python literal: one number, a tuple or a list, such as `4.0`, `4.0, 8.0` or `(4.0, 8.0)`. */
function parsePythonNumbers(text: string): number[] | undefined {
  const inner = /^\s*\((.*)\)\s*$/.exec(text)?.[1] ?? text;
  const numbers = inner.replace(/,\s*$/, '').split(',').map(parseNumber);
  return numbers.every((number) => number !== undefined) ? numbers : undefined;
}

function parseObject(row: OptionRow, text: string, version: Ordinal): object | undefined {
  if (atVersion(row.spelling, version) === 'pairs') {
    const pairs = text.split(',').map((pair) => pair.split('='));
    return pairs.every((pair) => pair.length === 2) ? Object.fromEntries(pairs) : undefined;
  }
  const value = parseJson(text);
  return typeof value === 'object' && value !== null ? value : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
