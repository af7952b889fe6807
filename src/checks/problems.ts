import { Duration, Size } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { LmiError } from './lmi-error';
import { isLiteral, isUnresolved } from './tokens';

/** Bounds of a number, both included. */
export interface Bounds {
  readonly min?: number;
  readonly max?: number;
  /** Whole numbers only. Default: true. */
  readonly integer?: boolean;
  /** `min` itself is not allowed. */
  readonly exclusiveMin?: boolean;
}

/** Collects the problems of one construct, to throw them in one error. */
export class Problems {
  private readonly sentences: string[] = [];

  /**
   * @param at the construct whose props are checked, or the path to show
   */
  public constructor(private readonly at: IConstruct | string) {}

  /** How many problems there are so far. */
  public get count(): number {
    return this.sentences.length;
  }

  /** Whether there is a problem with one of these props so far. The message of one begins with its name. */
  public isReported(...props: readonly string[]): boolean {
    return props.some((prop) => this.sentences.some((sentence) => sentence.startsWith(`${prop} is `) || sentence.startsWith(`${prop} comes from `)));
  }

  /** A prop with a value that is not allowed: `<prop> is <value>; it must be <allowed>. <Fix>.` */
  public invalid(prop: string, value: unknown, allowed: string, fix: string): void {
    this.add(`${prop} is ${show(value)}; it must be ${allowed}. ${asSentence(fix)}`);
  }

  /** A problem in words of its own. */
  public add(sentence: string): void {
    if (!this.sentences.includes(sentence)) {
      this.sentences.push(sentence);
    }
  }

  /** Runs `work` and takes over the problems that it throws. */
  public collect<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      if (error instanceof LmiError) {
        error.faults.forEach((sentence) => this.add(sentence));
        return undefined;
      }
      throw error;
    }
  }

  /** Throws when anything was collected. */
  public throwIfAny(): void {
    if (this.sentences.length > 0) {
      throw new LmiError(typeof this.at === 'string' ? this.at : this.at.node.path, this.sentences);
    }
  }

  /** Adds a problem when a number that is given lies outside its bounds. */
  public number(prop: string, value: number | undefined, bounds: Bounds, remedy: string): void {
    if (isLiteral(value) && !isWithin(value, bounds)) {
      this.invalid(prop, value, describeBounds(bounds), remedy);
    }
  }

  /** Adds a problem when a duration that is given is not a whole number of seconds within the bounds. */
  public seconds(prop: string, value: Duration | undefined, bounds: Bounds, remedy: string): void {
    if (isLiteral(value) && !(value instanceof Duration && isWithin(value.toSeconds({ integral: false }), bounds))) {
      this.invalid(prop, value, value instanceof Duration ? `${describeBounds(bounds)} (in seconds)` : 'a Duration', remedy);
    }
  }

  /** Adds a problem when a text that is given does not match. */
  public pattern(prop: string, value: string | undefined, regex: RegExp, allowed: string, remedy: string): void {
    if (isLiteral(value) && !(typeof value === 'string' && regex.test(value))) {
      this.invalid(prop, value, allowed, remedy);
    }
  }

  /** Adds a problem when a prop that must be given is missing, as JavaScript and JSON callers can do. */
  public required(prop: string, value: unknown, fix: string): boolean {
    if (value === undefined || value === null) {
      this.add(`${prop} is missing. ${asSentence(fix)}`);
      return false;
    }
    return true;
  }
}

/** A fix as a sentence of its own; the name of a prop or of a class at its beginning stays as it is. */
export function asSentence(fix: string): string {
  const isWord = /^[a-z]+(?=[ ,])/.test(fix);
  return `${isWord ? fix[0].toUpperCase() + fix.slice(1) : fix}${/[.?!]$/.test(fix) ? '' : '.'}`;
}

/** Whether a number lies within bounds; anything but a finite number does not. */
export function isWithin(value: unknown, bounds: Bounds): boolean {
  return typeof value === 'number' && Number.isFinite(value)
    && (bounds.integer === false || Number.isInteger(value))
    && (bounds.min === undefined || (bounds.exclusiveMin ? value > bounds.min : value >= bounds.min))
    && (bounds.max === undefined || value <= bounds.max);
}

/** Bounds in words, such as `an integer from 1 to 512`. */
export function describeBounds(bounds: Bounds): string {
  const { min, max, exclusiveMin } = bounds;
  const noun = bounds.integer === false ? 'a number' : 'an integer';
  const least = exclusiveMin ? `> ${min}` : `>= ${min}`;
  if (min !== undefined && max !== undefined) {
    return exclusiveMin ? `${noun} ${least} and <= ${max}` : `${noun} from ${min} to ${max}`;
  }
  return min !== undefined ? `${noun} ${least}` : max !== undefined ? `${noun} <= ${max}` : noun;
}

/** A value as an error message shows it. */
export function show(value: unknown): string {
  if (isUnresolved(value)) {
    return 'a value known only at deployment';
  }
  if (value instanceof Duration) {
    return value.toHumanString();
  }
  if (value instanceof Size) {
    return value.toString();
  }
  if (typeof value === 'number' || value === undefined) {
    return String(value);
  }
  if (isObjectOfClass(value)) {
    return withArticle(value.constructor.name);
  }
  try {
    return shortened(JSON.stringify(value, (_, part) => isObjectOfClass(part) ? withArticle(part.constructor.name) : part) ?? String(value));
  } catch {
    return 'an object that JSON cannot express';
  }
}

/** Characters of a value that a message shows. */
const LONGEST_VALUE = 200;

function shortened(text: string): string {
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE)}…`;
}

/** The name of a class, or another noun, with its article. */
export function withArticle(noun: string): string {
  return `${/^(lmi|[aeiou])/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** Whether a value is more than a map or a list, so that its class says more than what it holds. */
function isObjectOfClass(value: unknown): value is object {
  const prototype = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.getPrototypeOf(value) : null;
  return prototype !== null && prototype !== Object.prototype && typeof prototype.constructor === 'function' && prototype.constructor.name !== '';
}
