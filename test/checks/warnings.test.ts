import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, Stack } from 'aws-cdk-lib';
import { LmiInstanceType, LmiVersion, VllmBackend } from '../../src';
import { WARNINGS } from '../../src/checks/warnings';
import { testEndpoint, testStack, warningsOf } from '../stacks';

const ROOT = join(__dirname, '..', '..');

/** The sources below a directory, without one of them and without installed packages. */
function sources(directory: string, without: string): string {
  return readdirSync(join(ROOT, directory), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('node_modules') && !file.endsWith(without))
    .map((file) => readFileSync(join(ROOT, directory, file), 'utf8')).join('\n');
}

const SOURCE = sources('src', 'checks/warnings.ts');
const TESTS = sources('test', 'checks/warnings.test.ts');

/** Warnings that other tests identify by their text. */
const EMITTED: [id: string, make: (stack: Stack) => unknown, region?: string][] = [
  ['default-replaced', (stack) => testEndpoint({ environment: { TENSOR_PARALLEL_DEGREE: '1' } }, stack)],
  ['other-library', (stack) => testEndpoint({
    backend: new VllmBackend(stack, 'B', { version: LmiVersion.V12 }), environment: { OPTION_ROLLING_BATCH: 'disable', OPTION_ENTRYPOINT: 'djl_python.huggingface' },
  }, stack)],
  ['instance-region', (stack) => testEndpoint({ instanceType: LmiInstanceType.P6_B200_48XLARGE }, stack), 'ap-northeast-3'],
  ['unknown-instance-size', (stack) => testEndpoint({ instanceType: LmiInstanceType.of('ml.g6e.3xlarge') }, stack)],
  ['openai-streaming', (stack) => testEndpoint({ backend: new VllmBackend(stack, 'B', { version: LmiVersion.V19 }), openAiStreaming: true }, stack)],
  ['startup-timeout', (stack) => testEndpoint({ containerStartupHealthCheckTimeout: Duration.minutes(5) }, stack)],
  ['unknown-host-image', (stack) => testEndpoint({ inferenceAmiVersion: 'al2030-ami' }, stack)],
  ['office-hours', (stack) => testEndpoint({}, stack).autoScaleInstanceCount({ maxCapacity: 4 })
    .scaleOnOfficeHours('Office', { timeZone: 'Europe/Berlin', start: '08:00', end: '18:00' } as any)],
];

test.each(EMITTED)('the warning %s comes with its id', (id, make, region = 'us-east-1') => {
  const stack = testStack({ region, account: '123456789012' });
  make(stack);
  expect(warningsOf(stack).join()).toContain(`cdk-sagemaker-lmi:${id}`);
});

test.each(Object.keys(WARNINGS))('the warning %s is emitted, and a test sees it', (id) => {
  expect(SOURCE).toContain(`'${id}'`);
  expect(EMITTED.some(([each]) => each === id) || new RegExp(`(?<![\\w-])${id}(?![\\w-])`).test(TESTS)).toBe(true);
});

test('an id that is never emitted is found', () => {
  expect(SOURCE).not.toContain("'single-instance'");
});
