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
 * Runs by a seed that never changes, and by another one that is printed: of the moment, or LMI_PROPERTY_SEED to see a failure again. CI takes 10,000 runs by
 * the first, so that landing is no matter of luck; `npm run test:random` takes them by the second. A case that is found becomes a unit test.
 */
const SEEDS = [
  { kind: 'fixed', seed: 20261123, runs: Number(env.LMI_PROPERTY_RUNS ?? 1000) },
  { kind: 'random', seed: Number(env.LMI_PROPERTY_SEED ?? Date.now() % 2 ** 31), runs: Number(env.LMI_PROPERTY_RANDOM_RUNS ?? 0) },
].filter(({ runs }) => runs > 0);

/** The path that a failure prints: with the same seed and number of runs it makes that one input again. */
const PATH = env.LMI_PROPERTY_PATH === undefined ? {} : { path: env.LMI_PROPERTY_PATH };

/** How odd values are, and how many of ten runs are so. Where many are, the first check hides what follows, so most runs have few or none. */
const ODDITIES: readonly [Oddity, number][] = [[0, 5], [1, 3], [4, 2]];

// The validator is called here, on every template, so that it need not run at synth too.
env.CDK_VALIDATION = 'false';

const engine = new CompositeEngine();
const directory = mkdtempSync(join(tmpdir(), 'lmi-properties-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** One thing to do with a stack: the label stands in what is printed on a failure. */
type Scenario = (stack: Stack) => void;

/** What is wrong with the template that a scenario gives; an `LmiError` is an answer, and nothing else that is thrown. */
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

/** Values that no template may contain: those that JSON cannot express, or that were concatenated to a string by mistake. */
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

/** About how many values a run without odd ones has, of which one may be replaced. */
const PLACES = 30;

const ENVIRONMENTS = fc.constantFrom({ region: 'us-east-1', account: '123456789012' }, {});

/** Runs a property by each seed, with its half of the runs, and says how it went. */
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
    // Were nearly everything refused, no template would be checked.
    expect(outcomes.synthesized).toBeGreaterThan(total / 20);
    expect(outcomes.refused).toBeGreaterThan(total / 20);
  }, 3600_000);
}

/** With one chance in four what `values` makes, else nothing. */
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
