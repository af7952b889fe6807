import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CompositeEngine, TemplateContent } from 'aws-cdk-lib/node_modules/@aws/cloudformation-validate';
import * as fc from 'fast-check';
import { mostly, Oddity, oneOf, Recipe, replaced, replaceOne } from './arbitraries';
import { adapterProps, benchmarkProps, componentEndpointProps, componentProps, endpointProps, policy, scalingProps, variantProps } from './construct-arbitraries';
import { LmiComponentEndpoint, LmiEndpoint, LmiError, VllmBackend } from '../../src';
import { violations } from '../aws/oracle';

const { env } = process;
/**
 * Runs with a fixed seed, and with a printed one that is new each time, or LMI_PROPERTY_SEED to reproduce a failure. CI runs 10,000 cases with the
 * fixed seed, so that merging does not depend on luck; `npm run test:random` runs them with the new one. Every failing case that is found becomes a unit test.
 */
const SEEDS = [
  { kind: 'fixed', seed: 20261123, runs: Number(env.LMI_PROPERTY_RUNS ?? 1000) },
  { kind: 'random', seed: Number(env.LMI_PROPERTY_SEED ?? Date.now() % 2 ** 31), runs: Number(env.LMI_PROPERTY_RANDOM_RUNS ?? 0) },
].filter(({ runs }) => runs > 0);

/** The path that a failure prints: with the same seed and number of runs, it reproduces that one input. */
const PATH = env.LMI_PROPERTY_PATH === undefined ? {} : { path: env.LMI_PROPERTY_PATH };

/** How many values are odd, and in how many of ten runs. With many odd values, the first check hides everything after it, so most runs have few or none. */
const ODDITIES: readonly [Oddity, number][] = [[0, 5], [1, 3], [4, 2]];

// The validator is called here, on every template, so it does not have to run at synth, too.
env.CDK_VALIDATION = 'false';

const engine = new CompositeEngine();
const directory = mkdtempSync(join(tmpdir(), 'lmi-properties-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** One action on a stack; a failure prints its label. */
type Scenario = (stack: Stack) => void;

/** The problems of the template that a scenario creates. An `LmiError` is a valid result; any other error is a problem. */
function synthesize(place: object, scenario: Scenario): 'refused' | 'synthesized' {
  const app = new App({ outdir: directory, analyticsReporting: false, treeMetadata: false });
  const stack = new Stack(app, 'Test', { env: place });
  let template: any;
  try {
    scenario(stack);
    template = app.synth().getStackByName('Test').template;
  } catch (error) {
    if (!(error instanceof LmiError)) {
      throw error;
    }
    expect({ name: error.name, path: error.constructPath !== '', faults: error.faults.length > 0 && error.faults.every((fault) => typeof fault === 'string' && fault !== '') })
      .toEqual({ name: 'LmiError', path: true, faults: true });
    return 'refused';
  }
  expect([...garbage(template), ...findings(template), ...violations(template)]).toEqual([]);
  return 'synthesized';
}

/** Values that no template may contain: those that JSON cannot express, or that were accidentally concatenated to a string. */
function garbage(value: any, path = ''): string[] {
  if (typeof value === 'string') {
    return /\bNaN\b|\bundefined\b|\bInfinity\b|\[object |\$\{Token\[|-1\.888\d+e\+289/.test(value) ? [`${path}: ${value}`] : [];
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, element]) => [...garbage(key, `${path} (key)`), ...garbage(element, `${path}/${key}`)]);
  }
  return value === null || (typeof value === 'number' && (!Number.isFinite(value) || value < -1e200)) ? [`${path}: ${value}`] : [];
}

function findings(template: object): string[] {
  return engine.validateTemplate(new TemplateContent(JSON.stringify(template), 'properties')).diagnostics
    .filter((finding) => finding.severity === 'FATAL' || finding.severity === 'ERROR')
    .map((finding) => `${finding.ruleId} ${finding.message}`);
}

/** Approximate number of values in a run without odd ones, one of which may be replaced. */
const PLACES = 30;

const ENVIRONMENTS = fc.constantFrom({ region: 'us-east-1', account: '123456789012' }, {});

/** Runs a property with each seed, half of the runs each, and prints a summary. */
function check(name: string, scenarios: (oddity: Oddity) => fc.Arbitrary<Recipe<void>>): void {
  const scenario = fc.oneof(...ODDITIES.map(([oddity, weight]) => ({ weight, arbitrary: scenarios(oddity) })));
  test.each(SEEDS)(`${name} ($kind seed $seed)`, ({ seed, runs }) => {
    const outcomes = { refused: 0, synthesized: 0 };
    const start = process.hrtime.bigint();
    fc.assert(fc.property(ENVIRONMENTS, scenario, fc.integer({ min: -PLACES, max: PLACES }), (place, { make }, odd) => {
      replaceOne(odd);
      try {
        outcomes[synthesize(place, make)]++;
      } catch (error) {
        throw new Error(`${replaced() || 'nothing replaced'}: ${error instanceof Error ? error.message : error}`, { cause: error });
      }
    }), { seed, ...PATH, numRuns: Math.ceil(runs / 2), endOnFailure: env.LMI_PROPERTY_SHRINK === undefined });
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    const total = outcomes.refused + outcomes.synthesized;
    process.stdout.write(`${name}: seed ${seed}, ${JSON.stringify(outcomes)}, ${(1000 * seconds / total).toFixed(1)} s for 1,000 runs\n`);
    // If nearly everything were rejected, no template would be checked.
    expect(outcomes.synthesized).toBeGreaterThan(total / 20);
    expect(outcomes.refused).toBeGreaterThan(total / 20);
  }, 3600_000);
}

/** A value with a probability of one in four, otherwise nothing. */
function seldom<T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(values, { nil: undefined, freq: 3 });
}

check('an endpoint is refused in clear words or its template is valid', (oddity) => fc.tuple(
  endpointProps(oddity), seldom(fc.tuple(fc.constantFrom('addVariant', 'addShadowVariant'), mostly(oneOf('Next'), oddity), variantProps(oddity))),
  seldom(fc.tuple(scalingProps(oddity, 1), policy(oddity, {
    scaleOnConcurrentRequests: 'targetRequests', scaleOnInvocations: 'targetInvocationsPerMinute', scaleOnBacklog: 'targetBacklogPerInstance',
    scaleOnGpuUtilization: 'targetUtilizationPercentage', scaleOnGpuMemoryUtilization: 'targetUtilizationPercentage', scaleToTrackMetric: 'targetValue',
  }))), fc.boolean(), seldom(benchmarkProps(oddity)),
).map(([props, variant, scaling, watched, benchmark]) => new Recipe(fc.stringify({ props, variant, scaling, watched, benchmark }), (stack) => {
  const endpoint = new LmiEndpoint(stack, 'Llm', props.make(stack));
  if (variant) {
    (endpoint as any)[variant[0]](variant[1].make(stack), variant[2].make(stack));
  }
  if (scaling) {
    const [bounds, [method, given]] = scaling;
    (endpoint.autoScaleInstanceCount(bounds.make(stack)) as any)[method]('Policy', given.make(stack));
  }
  if (watched) {
    endpoint.addAlarms();
    endpoint.addDashboard();
  }
  if (benchmark) {
    endpoint.addBenchmark('Load', benchmark.make(stack));
  }
})));

check('an endpoint with components is refused in clear words or its template is valid', (oddity) => fc.tuple(
  componentEndpointProps(oddity), fc.array(componentProps(oddity), { minLength: 1, maxLength: 2 }), seldom(fc.tuple(fc.constantFrom(true, true, true, false), adapterProps(oddity))),
  seldom(fc.tuple(scalingProps(oddity, 0), policy(oddity, {
    scaleOnConcurrentRequests: 'targetRequests', scaleOnInvocations: 'targetInvocationsPerMinute', scaleToTrackMetric: 'targetValue',
  }))), fc.boolean(),
).map(([props, models, adapter, scaling, watched]) => new Recipe(fc.stringify({ props, models, adapter, scaling, watched }), (stack) => {
  const endpoint = new LmiComponentEndpoint(stack, 'Fleet', props.make(stack));
  const [first] = models.map((model, index) => endpoint.addModel(`Model${index}`, {
    ...model.make(stack), ...(adapter?.[0] && index === 0 ? { backend: new VllmBackend(stack, 'Backend', { enableLora: true }) } : {}),
  }));
  if (adapter) {
    first.addAdapter('Adapter', adapter[1].make(stack));
  }
  if (scaling) {
    const [bounds, [method, given]] = scaling;
    (first.autoScaleCopies(bounds.make(stack)) as any)[method]('Policy', given.make(stack));
  }
  if (watched) {
    endpoint.addAlarms();
    endpoint.addDashboard();
    first.addAlarms();
  }
})));
