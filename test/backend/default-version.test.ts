import { App, Stack } from 'aws-cdk-lib';
import { backendOf } from './containers';
import { LmiImage, LmiVersion, NeuronxBackend, VllmBackend } from '../../src';
import { problemsOf } from '../stacks';

const KEY = 'cdk-sagemaker-lmi:defaultLmiVersion';

function stackWith(context?: unknown): Stack {
  return new Stack(new App({ context: context === undefined ? {} : { [KEY]: context } }), 'Test');
}

test('a backend uses the newest version by default', () => {
  expect(new VllmBackend(stackWith(), 'Backend').version).toBe(LmiVersion.LATEST);
});

test.each(['V20', '20', '20.0.0', 20])('the context %p holds the default version', (context) => {
  expect(new VllmBackend(stackWith(context), 'Backend').version).toBe(LmiVersion.V20);
});

test('a discontinued backend uses the newest version that has it', () => {
  expect(new NeuronxBackend(stackWith('V20'), 'Backend').version).toBe(LmiVersion.V12);
  expect(new NeuronxBackend(stackWith('V9'), 'Backend').version).toBe(LmiVersion.V9);
});

test('version and image of the backend take precedence over the context', () => {
  expect(backendOf(stackWith('V20'), 'Vllm', 16).version).toBe(LmiVersion.V16);
  const image = LmiImage.fromVersion(LmiVersion.V17);
  expect(new VllmBackend(stackWith('V20'), 'Backend', { image }).version).toBe(LmiVersion.V17);
});

test.each(['newest', 'V6', 'V999', '', {}])('fails for the context %p', (context) => {
  expect(problemsOf(() => new VllmBackend(stackWith(context), 'Backend'))).toEqual([expect.stringMatching(/^context .*defaultLmiVersion is .*V7/)]);
});
