import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { Recipe } from './arbitraries';
import { adapterProps, componentEndpointProps, componentProps, endpointProps, resetConstructs } from './construct-arbitraries';
import { LmiComponentEndpoint, LmiEndpoint, LmiError, VllmBackend } from '../../src';
import { updateViolations } from '../aws/oracle';
import { Template } from '../aws/template';

const { env } = process;
/** Number of random pairs of templates that both synthesize; CI runs 500. LMI_PROPERTY_SEED reproduces a failure. */
const PAIRS = Number(env.LMI_UPDATE_PAIRS ?? 40);
const SEED = Number(env.LMI_PROPERTY_SEED ?? 20261125);

/** As its doc comment states, an explicit component name cannot be reused by its successor on an endpoint or variant with another name. */
const OF_THE_USER = /Component\w* is made as (?!.*<uuid>)/;

env.CDK_VALIDATION = 'false';

const directory = mkdtempSync(join(tmpdir(), 'lmi-updates-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** The template, or nothing if the props are rejected. */
function synthesize(scenario: (stack: Stack) => void): Template | undefined {
  resetConstructs();
  const app = new App({ outdir: directory, analyticsReporting: false, treeMetadata: false });
  const stack = new Stack(app, 'Test', { env: { region: 'us-east-1', account: '123456789012' } });
  try {
    scenario(stack);
    return app.synth().getStackByName('Test').template;
  } catch (error) {
    if (!(error instanceof LmiError)) {
      throw error;
    }
    return undefined;
  }
}

/** Replaces some props of one object with those of another. */
function replace(props: any, others: any, share: number): any {
  return Object.fromEntries([...new Set([...Object.keys(props), ...Object.keys(others)])].map((name, index) => [name, (index * 7 + share) % 5 < 2 ? others[name] : props[name]]));
}

/** Both objects are created in both stacks, so that the constructs they use have the same ids before and after. */
function check(name: string, scenarios: fc.Arbitrary<Recipe<(isAfter: boolean) => void>>): void {
  test(name, () => {
    let [checked, tried] = [0, 0];
    for (const scenario of fc.sample(scenarios, { seed: SEED, numRuns: PAIRS * 20 })) {
      if (checked >= PAIRS / 2) {
        break;
      }
      tried++;
      const [before, after] = [false, true].map((isAfter) => synthesize((stack) => scenario.make(stack)(isAfter)));
      if (before && after) {
        checked++;
        const found = [...updateViolations(before, after), ...updateViolations(after, before)].filter((sentence) => !OF_THE_USER.test(sentence));
        expect({ scenario: fc.stringify(scenario), found }).toEqual({ scenario: fc.stringify(scenario), found: [] });
      }
    }
    process.stdout.write(`${name}: seed ${SEED}, ${checked} pairs of ${tried}\n`);
    expect(checked).toBeGreaterThanOrEqual(PAIRS / 2);
  }, 3600_000);
}

check('the fleet of an endpoint keeps what it needs while it is updated', fc.tuple(endpointProps(0), endpointProps(0), fc.nat({ max: 4 })).map(
  ([one, other, share]) => new Recipe(fc.stringify({ one, other, share }), (stack) => {
    const [props, others] = [one.make(stack), other.make(stack)];
    return (isAfter) => new LmiEndpoint(stack, 'Llm', isAfter ? replace(props, others, share) : props);
  })));

check('the models of a fleet keep what they need while it is updated', fc.tuple(
  componentEndpointProps(0), componentEndpointProps(0), componentProps(0), componentProps(0), adapterProps(0), adapterProps(0), fc.nat({ max: 4 }),
).map(([one, other, model, otherModel, adapter, otherAdapter, share]) => new Recipe(
  fc.stringify({ one, other, model, otherModel, adapter, otherAdapter, share }), (stack) => {
    const [props, others, models, otherModels, adapters, otherAdapters] = [one, other, model, otherModel, adapter, otherAdapter].map((recipe) => recipe.make(stack));
    return (isAfter) => {
      const fleet = new LmiComponentEndpoint(stack, 'Fleet', isAfter ? replace(props, others, share) : props);
      const backend = new VllmBackend(stack, 'Backend', { enableLora: true });
      fleet.addModel('Llm', { ...isAfter ? replace(models, otherModels, share) : models, backend }).addAdapter('Adapter', isAfter ? otherAdapters : adapters);
      fleet.addModel('Other', { ...isAfter ? models : otherModels, backend, inferenceComponentName: undefined });
    };
  })));
