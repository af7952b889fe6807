import { CfnParameter, Duration, Lazy, Size, Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { LmiQuantization } from '../../src';
import { isUnresolved } from '../../src/checks/tokens';
import { atVersion, OptionRow, OptionTable } from '../../src/options/option';

/**
 * A value that is created only where it is used: tokens and constructs need a stack, and every run has its own.
 * fast-check prints the label in its place.
 */
export class Recipe<T = any> {
  public constructor(private readonly label: string, public readonly make: (stack: Stack) => T) {}

  public [fc.toStringMethod](): string {
    return this.label;
  }
}

export type Recipes<T = any> = fc.Arbitrary<Recipe<T>>;

/** Number of values in ten that have a wrong type or are out of bounds. */
export type Oddity = 0 | 1 | 4;

export function made<T>(label: string, make: (stack: Stack) => T): Recipes<T> {
  return fc.constant(new Recipe(label, make));
}

export function literal<T>(values: fc.Arbitrary<T>): Recipes<T> {
  return values.map((value) => new Recipe(typeof value === 'function' ? 'function' : fc.stringify(value), () => value));
}

export function oneOf<T>(...values: T[]): Recipes<T> {
  return literal(fc.constantFrom(...values));
}

/** Calls `make` with the values that the recipes of its arguments create. */
export function call<T>(label: string, args: Recipes[], make: (...values: any[]) => T): Recipes<T> {
  return fc.tuple(...args).map((recipes) => new Recipe(
    `${label}(${recipes.map((recipe) => fc.stringify(recipe)).join(', ')})`, (stack) => make(...recipes.map((recipe) => recipe.make(stack)))));
}

export function list<T>(elements: Recipes<T>, maxLength: number, minLength = 0): Recipes<T[]> {
  return fc.array(elements, { minLength, maxLength }).map((recipes) => new Recipe(fc.stringify(recipes), (stack) => recipes.map((each) => each.make(stack))));
}

/** An object with the required props and a few of the others; values under names that begin with dots are spread into it. */
export function props<T = any>(optional: { readonly [prop: string]: Recipes }, most = 6, required: { readonly [prop: string]: Recipes } = {}): Recipes<T> {
  const entries = Object.entries(optional).map(([prop, recipes]) => recipes.map((recipe) => [prop, recipe] as const));
  const some = entries.length === 0 ? fc.constant([]) : fc.array(fc.oneof(...entries), { maxLength: most });
  return fc.tuple(fc.record(required), some).map(([fixed, chosen]) => {
    const recipes: { [prop: string]: Recipe } = { ...fixed, ...Object.fromEntries(chosen) };
    return new Recipe(fc.stringify(recipes), (stack) => Object.assign({}, ...Object.entries(recipes).map(
      ([prop, recipe]) => prop.startsWith('...') ? recipe.make(stack) : { [prop]: recipe.make(stack) })) as T);
  });
}

/** Index of the one value to replace in a run that otherwise has no odd values, so that no other problem hides its effect. */
const replacement = { at: -1, next: 0, text: '' };

/** Replaces the value at an index with an odd one in what is created next; none if there are fewer values. */
export function replaceOne(at: number): void {
  Object.assign(replacement, { at, next: 0, text: '' });
}

/** The replaced value and its replacement. */
export function replaced(): string {
  return replacement.text;
}

/** Mostly `right`; with a frequency of `oddity`, anything at all, including `wrong`. */
export function mostly(right: Recipes, oddity: Oddity, ...wrong: Recipes[]): Recipes {
  const odd = fc.oneof(ANYTHING, ...wrong);
  return oddity > 0 ? fc.oneof({ weight: 10 - oddity, arbitrary: right }, { weight: oddity, arbitrary: odd }) : fc.tuple(right, odd).map(
    ([usual, other]) => new Recipe(fc.stringify(usual), (stack) => {
      if (replacement.next++ !== replacement.at) {
        return usual.make(stack);
      }
      replacement.text = `${fc.stringify(usual)} replaced by ${fc.stringify(other)}`;
      return other.make(stack);
    }));
}

const CIRCULAR: { self?: object } = {};
CIRCULAR.self = CIRCULAR;

/** Values of wrong types, which JavaScript lets a caller pass anywhere. */
export const ANYTHING: Recipes = fc.oneof(
  oneOf<any>(
    null, undefined, NaN, Infinity, -Infinity, -1, -0, 0, 0.5, 1, 7, 1e21, 1e308, 2 ** 53, BigInt(5), true, false,
    '', ' ', '0', '-1', 'max', 'auto', 'ünïcödé 🦙', 'a\nb', '\u0000', '${x}', 'constructor', '__proto__', 'x'.repeat(5000),
    [], [[]], [null], [''], ['a', 'a'], {}, { a: 1 }, { value: 'x' }, { a: null }, { '': '' }, Object.create(null), CIRCULAR, new Date(0), /x/, () => 1,
  ),
  literal(fc.string({ maxLength: 70 })),
  literal(fc.double().filter((value) => !isUnresolved(value))),
  fc.oneof(deployedText(), deployedNumber(), made('token', () => Lazy.any({ produce: () => ({ Ref: 'AWS::AccountId' }) })), made('Duration', () => Duration.days(3)), made('Size', () => Size.tebibytes(9))),
);

let parameters = 0;

export function resetParameters(): void {
  parameters = 0;
}

/** A new parameter of the stack. */
function parameter(stack: Stack, type: string): CfnParameter {
  return new CfnParameter(stack, `Parameter${parameters++}`, { type });
}

/** A string that is known only at deployment, or only when the template is written. */
export function text(value = 'late'): Recipes<string> {
  return fc.oneof(
    deployedText(),
    made('a string of Lazy', () => Lazy.string({ produce: () => value })),
  );
}

/** A string that is known only at deployment. The value of a lazy string would be checked when the template is written, here or by the CDK. */
export function deployedText(): Recipes<string> {
  return made('a string of a CfnParameter', (stack) => parameter(stack, 'String').valueAsString);
}

/** A number that is known only at deployment. Where AWS compares numbers with each other, a lazy number could break a rule in the template that no check can see. */
function deployedNumber(): Recipes<number> {
  return made('a number of a CfnParameter', (stack) => parameter(stack, 'Number').valueAsNumber);
}

export function number(value = 1): Recipes<number> {
  return fc.oneof(
    deployedNumber(),
    made('a number of Lazy', () => Lazy.number({ produce: () => value })),
  );
}

/** A literal within bounds, rarely a token. */
export function count(oddity: Oddity, min = 1, max = 8): Recipes {
  return mostly(withToken(literal(fc.integer({ min, max })), number(Math.max(1, min))), oddity, oneOf(min - 1, max + 1, min + 0.5));
}

/** Rarely a flag that is known only at deployment. No check can see the value of a lazy flag, so a wrong one would get into the template. */
export function flag(oddity: Oddity): Recipes {
  return mostly(oneOf(true, false), oddity, made('a flag of a CfnParameter', (stack) => {
    const { logicalId } = parameter(stack, 'String');
    return Lazy.any({ produce: () => ({ Ref: logicalId }) });
  }));
}

export function duration(oddity: Oddity, min = 0, max = 3600): Recipes {
  const outside = oneOf(min - 1, max + 1, min + 0.5).map((recipe) => recipe.make(undefined as any)).filter((seconds) => seconds >= 0);
  const seconds = (values: fc.Arbitrary<number>) => values.map((value) => new Recipe(`Duration.seconds(${value})`, () => Duration.seconds(value)));
  return mostly(withToken(seconds(fc.integer({ min, max })), call('Duration.seconds', [deployedNumber()], Duration.seconds)), oddity,
    seconds(outside), call('Duration.minutes', [deployedNumber()], Duration.minutes), made('Duration.millis(1)', () => Duration.millis(1)));
}

export function size(oddity: Oddity, min = 1, max = 512): Recipes {
  return mostly(withToken(literal(fc.integer({ min, max })), number(min)).map((recipe) => new Recipe(
    `Size.gibibytes(${fc.stringify(recipe)})`, (stack) => Size.gibibytes(recipe.make(stack)))), oddity,
  made('Size.mebibytes(1)', () => Size.mebibytes(1)), call('Size.mebibytes', [number(512)], Size.mebibytes), made('Size.tebibytes(2)', () => Size.tebibytes(2)));
}

export function withToken<T>(values: Recipes<T>, token: Recipes<T>): Recipes<T> {
  return fc.oneof({ weight: 12, arbitrary: values }, { weight: 1, arbitrary: token });
}

/** A resource name: letters, digits and inner hyphens. */
export function resourceName(oddity: Oddity): Recipes {
  return mostly(withToken(literal(fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/)), text()), oddity, oneOf('Chat', 'a_b', '-a', 'a'.repeat(64)));
}

/** Options of a backend: mostly rows that the version reads, with values that they allow. */
export function options(table: OptionTable, version: number, oddity: Oddity): { readonly [prop: string]: Recipes } {
  const rows = Object.entries(table).filter(([, row]) => oddity > 1 || (row.since <= version && version <= (row.until ?? Infinity)));
  return Object.fromEntries(rows.map(([prop, row]) => [prop, option(row, version, oddity)]));
}

function option(row: OptionRow, version: number, oddity: Oddity): Recipes {
  const min = row.min ?? 0;
  const max = row.max ?? Math.max(4096, min);
  const numbers = row.kind === 'integer' || row.elements === 'integer'
    ? fc.integer({ min: Math.ceil(row.exclusiveMin ? min + 1 : min), max: Math.floor(max) })
    : fc.double({ min, max, noNaN: true, minExcluded: row.exclusiveMin });
  const values = atVersion(row.values, version);
  const words = values ? fc.constantFrom(...values)
    : row.pattern ? fc.constantFrom('a.json', 's3://bucket/key/', '/opt/ml/a.json', 'fp8') : fc.constantFrom('auto', 'org/model', '/opt/ml/model/x', '{"a":1}');
  switch (row.kind) {
    case 'integer':
    case 'number':
      return mostly(withToken(literal(numbers), number(min)), oddity, oneOf(min - 1, max + 1, min + 0.5, min));
    case 'boolean':
      return values ? mostly(literal(words.map((word) => word === 'true')), oddity) : flag(oddity);
    case 'list':
      return mostly(withToken(literal(fc.array<any>(row.elements && row.elements !== 'string' ? numbers : words, { minLength: 1, maxLength: 3 })),
        made('a list of a CfnParameter', (stack) => parameter(stack, 'CommaDelimitedList').valueAsList)), oddity, list(ANYTHING, 2), list(text(), 2, 1));
    case 'object':
      return mostly(literal(fc.dictionary(fc.constantFrom('image', 'video'), fc.integer({ min: 1, max: 9 }))), oddity, literal(fc.object({ maxDepth: 2 }).filter((value) => !isUnresolved(value))),
        call('object', [text()], (token) => ({ image: token })));
    case 'duration':
      return duration(oddity, Math.ceil(min), Math.floor(max));
    case 'quantization':
      return mostly(withToken(words.map((word) => new Recipe(`LmiQuantization.of(${word})`, () => LmiQuantization.of(word))),
        call('LmiQuantization.of', [text()], LmiQuantization.of)), oddity, call('LmiQuantization.of', [ANYTHING], LmiQuantization.of));
    default:
      return mostly(withToken(literal(words), text()), oddity);
  }
}
