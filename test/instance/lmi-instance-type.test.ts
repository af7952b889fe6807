import { CfnParameter, Lazy, Size } from 'aws-cdk-lib';
import { Accelerator, AcceleratorKind, LmiInstanceType } from '../../src';
import { problemsOf, testStack } from '../stacks';

test('the parallel workers of a Neuron type are its NeuronCores', () => {
  expect([LmiInstanceType.INF2_48XLARGE.coreCount, LmiInstanceType.TRN1_32XLARGE.coreCount, LmiInstanceType.G5_12XLARGE.coreCount]).toEqual([24, 32, 4]);
});

test('a type that is not listed can be described', () => {
  const type = LmiInstanceType.of('ml.g9.48xlarge', {
    accelerator: Accelerator.of({ name: 'X1', memory: Size.gibibytes(300) }), acceleratorCount: 8,
  });
  expect([type.name, type.accelerator!.kind, type.accelerator!.memory.toGibibytes(), type.coreCount]).toEqual(['ml.g9.48xlarge', AcceleratorKind.GPU, 300, 8]);
  expect(LmiInstanceType.of('ml.g9.48xlarge').coreCount).toBeUndefined();
});

test('explicit facts about a listed type take precedence', () => {
  const type = LmiInstanceType.of('ml.g5.12xlarge', { acceleratorCount: 2 });
  expect([type.acceleratorCount, type.accelerator!.name]).toEqual([2, 'A10G']);
});

test.each(['g5.2xlarge', 'ml.g5', 'ML.G5.2XLARGE', '', undefined as any, null as any, 5 as any])('fails for the name %p', (name) => {
  expect(problemsOf(() => LmiInstanceType.of(name))).toEqual([expect.stringContaining('name')]);
});

test.each([0, -1, 1.5, NaN])('fails for %p accelerators', (acceleratorCount) => {
  expect(problemsOf(() => LmiInstanceType.of('ml.g9.xlarge', { acceleratorCount }))).toEqual([expect.stringContaining('acceleratorCount')]);
});

test('passes a name that is known only at deployment', () => {
  expect(LmiInstanceType.of(new CfnParameter(testStack(), 'InstanceType').valueAsString).accelerator).toBeUndefined();
});

test('a token that is not a string becomes one', () => {
  const type = LmiInstanceType.of(Lazy.any({ produce: () => 'ml.g5.2xlarge' }) as any);
  expect(testStack().resolve(type.name)).toBe('ml.g5.2xlarge');
  expect(typeof type.name).toBe('string');
});

test('fails for an accelerator without name or memory', () => {
  expect(problemsOf(() => Accelerator.of({} as any))).toHaveLength(2);
  expect(problemsOf(() => Accelerator.of(undefined as any))).toHaveLength(2);
});

test('memory is the size that the device reports, not the nominal size', () => {
  expect([Accelerator.T4, Accelerator.A10G, Accelerator.A100_40, Accelerator.H100, Accelerator.H200]
    .map((accelerator) => Number(accelerator.memory.toGibibytes({ rounding: 2 }).toFixed(1)))).toEqual([14.7, 22, 39.5, 79.2, 139.8]);
});

test.each<[string, any, string]>([
  ['an accelerator that is a string', { accelerator: 'A10G' }, 'accelerator is "A10G"; it must be an Accelerator'],
  ['a count that is known only at deployment', { acceleratorCount: new CfnParameter(testStack(), 'N', { type: 'Number' }).valueAsNumber }, 'must be known at synth'],
])('%s is rejected', (_, facts, text) => {
  expect(problemsOf(() => LmiInstanceType.of('ml.g9.xlarge', facts))).toEqual([expect.stringContaining(text)]);
});

test('facts that are null count as omitted', () => {
  expect(LmiInstanceType.of('ml.g5.xlarge', null as any)).toBe(LmiInstanceType.G5_XLARGE);
  expect(LmiInstanceType.of('ml.g9.xlarge', null as any).acceleratorCount).toBeUndefined();
});
