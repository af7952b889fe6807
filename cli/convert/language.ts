/** A member of a struct, with its value in the syntax of a language. */
type Member = readonly [name: string, code: string];

/** The parts of an app that depend on the configuration; a language assembles them. */
export interface AppCode {
  /** Region of the stack, if the configuration specifies it. */
  readonly region?: string;
  readonly library: readonly string[];
  readonly needsDuration: boolean;
  readonly needsBucket: boolean;
  readonly needsSecret: boolean;
  readonly model: string;
  readonly backendClass: string;
  readonly backendProps: readonly Member[];
  readonly endpointProps: readonly Member[];
}

/** Renders the parts of an app in a language. */
export interface Language {
  readonly string: (text: string) => string;
  readonly value: (value: unknown) => string;
  /** A constant of a class. */
  readonly constant: (name: string) => string;
  /** A call of a static method; options are the members of a struct. */
  readonly call: (type: string, method: string, positional: readonly string[], options?: readonly Member[]) => string;
  readonly app: (code: AppCode) => string;
}

const WIDTH = 100;

/** Joins elements on one line or, if that is too long, on one line each. */
export function block(open: string, elements: readonly string[], close: string, indent: string, tight = false): string {
  const space = tight ? '' : ' ';
  const flat = `${open}${space}${elements.join(', ')}${space}${close}`;
  if (elements.length === 0) {
    return `${open}${close}`;
  }
  if (flat.length <= WIDTH && !flat.includes('\n')) {
    return flat;
  }
  return `${open}\n${elements.map((each) => `${indent}${each.replace(/\n/g, `\n${indent}`)},\n`).join('')}${close}`;
}
