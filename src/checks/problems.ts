import { Duration, Size } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { LmiError } from './lmi-error';
import { isLiteral, isUnresolved } from './tokens';

/** Inclusive bounds of a number. */
export interface Bounds {
  readonly min?: number;
  readonly max?: number;
  /** Whole numbers only. Default: true. */
  readonly integer?: boolean;
  /** `min` itself is not allowed. */
  readonly exclusiveMin?: boolean;
}

/** Collects the problems with one construct, to throw them in one error. */
export class Problems {
  private readonly sentences: string[] = [];

  /**
   * @param at the construct whose props are checked, or the path to show
   */
  public constructor(private readonly at: IConstruct | string) {}

  /** Number of problems so far. */
  public get count(): number {
    return this.sentences.length;
  }

  /** The problems so far, one sentence each. */
  public get all(): readonly string[] {
    return this.sentences;
  }

  /** Whether a problem with one of these props has been reported; its message begins with the name of the prop. */
  public isReported(...props: readonly string[]): boolean {
    return props.some((prop) => this.sentences.some((sentence) => sentence.startsWith(`${prop} is `) || sentence.startsWith(`${prop} comes from `)));
  }

  /** A prop with a value that is not allowed: `<prop> is <value>; it must be <allowed>. <Fix>.` */
  public invalid(prop: string, value: unknown, allowed: string, fix: string): void {
    this.add(`${prop} is ${show(value)}; it must be ${allowed}. ${asSentence(fix)}`);
  }

  /** Adds a problem as a complete sentence. */
  public add(sentence: string): void {
    if (!this.sentences.includes(sentence)) {
      this.sentences.push(sentence);
    }
  }

  /** Runs `work` and collects the problems that it throws. */
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

  /** Throws if there are any problems. */
  public throwIfAny(): void {
    if (this.sentences.length > 0) {
      throw new LmiError(typeof this.at === 'string' ? this.at : this.at.node.path, this.sentences);
    }
  }

  /** Adds a problem if a number is set but out of bounds. */
  public number(prop: string, value: number | undefined, bounds: Bounds, remedy: string): void {
    if (isLiteral(value) && !isWithin(value, bounds)) {
      this.invalid(prop, value, describeBounds(bounds), remedy);
    }
  }

  /** Adds a problem if a duration is set but is not an integer number of seconds within bounds. */
  public seconds(prop: string, value: Duration | undefined, bounds: Bounds, remedy: string): void {
    if (isLiteral(value) && !(value instanceof Duration && isWithin(value.toSeconds({ integral: false }), bounds))) {
      this.invalid(prop, value, value instanceof Duration ? describeDurations(bounds) : 'a Duration', remedy);
    }
  }

  /** Adds a problem if a string is set but does not match. */
  public pattern(prop: string, value: string | undefined, regex: RegExp, allowed: string, remedy: string): void {
    if (isLiteral(value) && !(typeof value === 'string' && regex.test(value))) {
      this.invalid(prop, value, allowed, remedy);
    }
  }

  /** Adds a problem if a required prop is missing, which JavaScript callers can omit. */
  public required(prop: string, value: unknown, fix: string): boolean {
    if (value === undefined || value === null) {
      this.add(`${prop} is missing. ${asSentence(fix)}`);
      return false;
    }
    return true;
  }
}

/** Turns a fix into a sentence; a leading name of a prop or class is not capitalized. */
export function asSentence(fix: string): string {
  const isWord = /^[a-z]+(?=[ ,])/.test(fix);
  return `${isWord ? fix[0].toUpperCase() + fix.slice(1) : fix}${/[.?!]$/.test(fix) ? '' : '.'}`;
}

/** Whether a value is a finite number within bounds. */
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

/** Bounds of a duration in words, such as `a Duration from 1 minute to 1 hour`. */
function describeDurations({ min, max, exclusiveMin, integer }: Bounds): string {
  const [least, most] = [min, max].map((seconds) => seconds === undefined ? undefined : Duration.seconds(seconds).toHumanString());
  const range = least === undefined ? most === undefined ? '' : ` of at most ${most}`
    : exclusiveMin ? ` longer than ${least}${most === undefined ? '' : ` and at most ${most}`}` : most === undefined ? ` of at least ${least}` : ` from ${least} to ${most}`;
  return `a Duration${range}${integer === false ? '' : ' in whole seconds'}`;
}

/** Formats a value for an error message. */
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
  if (typeof value === 'function') {
    return /^class\b/.test(Function.prototype.toString.call(value)) ? `the class ${value.name}` : 'a function';
  }
  try {
    return shortened(JSON.stringify(value, (_, part) => isObjectOfClass(part) ? withArticle(part.constructor.name) : part) ?? String(value));
  } catch {
    return 'an object that JSON cannot express';
  }
}

/** Maximum characters of a value in a message. */
const LONGEST_VALUE = 200;

function shortened(text: string): string {
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE)}…`;
}

/** A noun, such as the name of a class, with its indefinite article. */
export function withArticle(noun: string): string {
  return `${/^(lmi|[aeiou])/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** Whether a value is an instance of a class, whose name says more than its contents. */
function isObjectOfClass(value: unknown): value is object {
  const prototype = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.getPrototypeOf(value) : null;
  return prototype !== null && prototype !== Object.prototype && typeof prototype.constructor === 'function' && prototype.constructor.name !== '';
}
