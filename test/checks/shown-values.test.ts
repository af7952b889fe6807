/* How messages show a value that a user passed, and what to pass instead. */
import { Duration } from 'aws-cdk-lib';
import { LmiQuantization, LmiVersion, VllmBackend } from '../../src';
import { serve } from '../backend/containers';
import { problemsOf, testEndpoint, testStack } from '../stacks';

test('a class passed instead of an instance is named, not printed', () => {
  expect(problemsOf(() => testEndpoint({ backend: VllmBackend as any }))).toEqual([
    'backend is the class VllmBackend; it must be an LmiBackend. Create it with new VllmBackend or another backend.',
  ]);
  expect(problemsOf(() => testEndpoint({ backend: (() => 1) as any }))[0]).toMatch(/^backend is a function; /);
});

/* API reference, ProductionVariant: ContainerStartupHealthCheckTimeoutInSeconds from 60 to 3600. */
test('a duration is compared with durations', () => {
  expect(problemsOf(() => testEndpoint({ containerStartupHealthCheckTimeout: Duration.hours(2) }))).toEqual([
    expect.stringMatching(/^containerStartupHealthCheckTimeout is 2 hours; it must be a Duration from 1 minute to 1 hour in whole seconds\. /),
  ]);
  expect(problemsOf(() => testEndpoint({ containerStartupHealthCheckTimeout: Duration.millis(60_500) }))).toHaveLength(1);
});

test.each([['V20', 'LmiVersion.V20'], ['20.0.0', 'LmiVersion.V20'], [12, 'LmiVersion.V12']])('the version %j is shown as its constant', (version, constant) => {
  expect(problemsOf(() => new VllmBackend(testStack(), 'Vllm', { version: version as any }))).toEqual([expect.stringMatching(new RegExp(`Use ${constant}\\.$`))]);
});

test('for another value, the newest version is the example', () => {
  const [constant] = Object.keys(LmiVersion).filter((name) => /^V\d+$/.test(name)).sort((left, right) => Number(right.slice(1)) - Number(left.slice(1)));
  expect(problemsOf(() => new VllmBackend(testStack(), 'Vllm', { version: 'newest' as any }))).toEqual([expect.stringContaining(`use a constant such as LmiVersion.${constant},`.replace(/^u/, 'U'))]);
});

test('a value in another case is recognized', () => {
  expect(serve({ version: 29, props: { quantize: LmiQuantization.of('FP-8') } }).warnings.join()).toContain('Did you mean fp8?');
});
