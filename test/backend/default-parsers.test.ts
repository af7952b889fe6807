/* An explicit backend does not set parsers by default; those of Qwen3 are in docs/features/tool_calling.md (hermes) and reasoning_outputs.md (qwen3) of vLLM. */
import { Annotations } from 'aws-cdk-lib';
import { LmiEndpoint, LmiInstanceType, LmiModel, VllmBackend, VllmBackendProps } from '../../src';
import { informationOf, testStack, warningsOf } from '../stacks';

function infoOf(props: VllmBackendProps | undefined, modelId = 'Qwen/Qwen3-8B', environment: { [name: string]: string } = {}, isAcknowledged = false): string[] {
  const stack = testStack();
  if (isAcknowledged) {
    Annotations.of(stack).acknowledgeInfo('cdk-sagemaker-lmi:no-parsers', 'plain chat');
  }
  new LmiEndpoint(stack, 'Llm', {
    model: LmiModel.fromHuggingFace(modelId),
    backend: props && new VllmBackend(stack, 'Vllm', props),
    instanceType: LmiInstanceType.G6_12XLARGE,
    environment,
  });
  return informationOf(stack).filter((sentence) => sentence.includes('no-parsers'));
}

test('an explicit backend loses the default parsers, with one info message', () => {
  const messages = infoOf({ maxModelLen: 8192 });
  expect(messages).toHaveLength(1);
  expect(messages[0]).toContain('Qwen/Qwen3-8B: a backend of your own sets no parsers');
  expect(messages[0]).toContain('enableAutoToolChoice: true, toolCallParser: "hermes", reasoningParser: "qwen3"');
});

test.each<[string, VllmBackendProps | undefined, string?, { [name: string]: string }?, boolean?]>([
  ['the default backend', undefined],
  ['an explicit parser', { toolCallParser: 'hermes', enableAutoToolChoice: true }],
  ['parsers turned off', { enableAutoToolChoice: false }],
  ['a variable', { maxModelLen: 8192 }, 'Qwen/Qwen3-8B', { OPTION_REASONING_PARSER: 'qwen3' }],
  ['a model of an unknown family', { maxModelLen: 2048 }, 'org/model'],
  ['an acknowledgement', { maxModelLen: 8192 }, 'Qwen/Qwen3-8B', {}, true],
])('it is not with %s', (_name, ...rest) => {
  expect(infoOf(...rest)).toEqual([]);
});

test('the default backend does not advise on a parser that nobody set', () => {
  const stack = testStack();
  new LmiEndpoint(stack, 'Llm', {
    model: LmiModel.fromHuggingFace('Qwen/Qwen3-8B'), instanceType: LmiInstanceType.G6_12XLARGE, environment: { OPTION_ROLLING_BATCH: 'vllm' },
  });
  expect(warningsOf(stack).join()).not.toMatch(/[rR]easoning/);
});
