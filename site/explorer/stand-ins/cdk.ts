/**
 * What the sizing classes touch of the CDK, for the browser: values that are always known. Whoever needs more of it gets an error that names it.
 */
class Amount {
  public constructor(private readonly value: number) {}

  public toMebibytes(): number {
    return this.value;
  }

  public toGibibytes(): number {
    return this.value / 1024;
  }

  public isUnresolved(): boolean {
    return false;
  }
}

export class Size extends Amount {
  public static mebibytes(value: number): Size {
    return new Size(value);
  }

  public static gibibytes(value: number): Size {
    return new Size(value * 1024);
  }
}

export const SizeRoundingBehavior = { FAIL: 0, FLOOR: 1, NONE: 2 };
export class Duration {}
export class Construct {}
export class Stack {}
export class SecretValue {}
export const Annotations = {};
export const Lazy = {};
export const Names = {};
export const Fn = {};
export const Aws = {};
export const Tokenization = { isResolvable: () => false, reverse: () => undefined };
export const Token = { isUnresolved: () => false, asString: (value: unknown) => String(value) };
