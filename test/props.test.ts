import { Stack } from 'aws-cdk-lib';
import { propsOf, STRUCTS } from './assembly';
import { testApp } from './stacks';
import { part } from './sweep';
import { removeDirectory, USES } from './uses';

/** Values of wrong types, which JavaScript lets a caller pass for any prop. */
const ODD: readonly any[] = [
  null, 7, -1, 0.5, NaN, '', 'x', 'x'.repeat(300), true, [], [null], [1], ['x'], {}, { a: 1 }, Object.create(null), () => 1, BigInt(1), new Date(0),
];
/** A value that no prop accepts. It shows whether the type of a prop is checked at all, so each prop gets it in every sweep. */
const SYMBOL = Symbol('s');

afterAll(removeDirectory);

test('every struct that a user passes is used', () => {
  expect(STRUCTS.filter((name) => USES[name] === undefined)).toEqual([]);
});

/** All stacks are in one app, because a separate app for each of several thousand cases would take most of the time. */
class Stacks {
  private readonly app = testApp();
  private readonly cases: { [stack: string]: string } = {};
  private count = 0;

  /** The error that a use of a new stack throws, if any. */
  public use(name: string, work: (stack: Stack) => unknown): any {
    const id = `Stack${this.count++}`;
    try {
      work(this.make(id));
      this.cases[id] = name;
      return undefined;
    } catch (error) {
      this.app.node.tryRemoveChild(id);
      return error;
    }
  }

  /** The cases whose stack cannot be synthesized, although they caused no error. */
  public synth(): string[] {
    try {
      this.app.synth();
      return [];
    } catch (error: any) {
      return [`one of ${Object.values(this.cases).join(', ')}: ${error.message}`];
    }
  }

  private make(id: string): Stack {
    return new Stack(this.app, id, { env: { region: 'us-east-1', account: '123456789012' } });
  }
}

test.each(Object.keys(USES))('odd props of %s give a template or an LmiError', (struct) => {
  const found: string[] = [];
  const stacks = new Stacks();
  for (const [index, prop] of propsOf(struct).entries()) {
    for (const [value, use] of [...part(ODD, index, 4), SYMBOL].flatMap((each) => USES[struct].map((make) => [each, make] as const))) {
      const name = `${prop} as ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`;
      const error = stacks.use(name, (stack) => use(stack, { [prop]: value }));
      if (error !== undefined && error.name !== 'LmiError') {
        found.push(`${name}: ${error.message}`);
      }
      // It must be exactly one problem, that of the prop; no other check may trip over it.
      if (value === SYMBOL && !(error?.faults?.length === 1 && error.faults[0].includes(prop))) {
        found.push(`${name}: ${error?.faults?.join(' | ') ?? 'passes'}`);
      }
    }
  }
  expect([...found, ...stacks.synth()]).toEqual([]);
});
