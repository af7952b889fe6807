import { LmiComponentEndpoint, LmiEndpoint, LmiInstanceType, LmiModel, LmiSizing, LmiVersion, VllmBackend } from '../../src';
import { versionsOf } from '../../src/facts/backends';
import { MODEL_PRESETS, parserAt, presetOf } from '../../src/facts/model-presets';
import { rangesOf } from '../../src/facts/vllm-architectures';
import { REASONING_PARSERS, TOOL_CALL_PARSERS } from '../../src/facts/vllm-parsers';
import { problemsOf, testStack, warningsOf } from '../stacks';

const NAMES = ['OPTION_ENABLE_AUTO_TOOL_CHOICE', 'OPTION_TOOL_CALL_PARSER', 'OPTION_ENABLE_REASONING', 'OPTION_REASONING_PARSER'];

function parsersOf(id: string, environment?: { [name: string]: string }, backend?: (stack: ReturnType<typeof testStack>) => VllmBackend): string {
  const stack = testStack();
  const endpoint = new LmiEndpoint(stack, 'Llm', {
    model: LmiModel.fromHuggingFace(id), instanceType: LmiInstanceType.P5_48XLARGE, sizing: LmiSizing.skip(), environment, backend: backend?.(stack),
  });
  expect(warningsOf(stack).filter((text) => text.includes('option-ignored'))).toEqual([]);
  return NAMES.filter((name) => endpoint.environment[name] !== undefined).map((name) => `${name.slice('OPTION_'.length)}=${endpoint.environment[name]}`).join(' ');
}

/** The parsers that the documentation and the recipes of vLLM name for a model (docs/features, vllm-project/recipes at 8959cf6, read 2026-11-25). */
test.each([
  ['Qwen/Qwen3-8B', 'ENABLE_AUTO_TOOL_CHOICE=true TOOL_CALL_PARSER=hermes REASONING_PARSER=qwen3'],
  ['qwen/qwen3-8b-fp8', 'ENABLE_AUTO_TOOL_CHOICE=true TOOL_CALL_PARSER=hermes REASONING_PARSER=qwen3'],
  ['Qwen/Qwen3-4B-Instruct-2507', 'ENABLE_AUTO_TOOL_CHOICE=true TOOL_CALL_PARSER=hermes'],
  ['Qwen/Qwen3-4B-Thinking-2507', 'ENABLE_AUTO_TOOL_CHOICE=true TOOL_CALL_PARSER=hermes REASONING_PARSER=qwen3'],
  ['Qwen/Qwen3-Coder-30B-A3B-Instruct', 'ENABLE_AUTO_TOOL_CHOICE=true TOOL_CALL_PARSER=qwen3_coder'],
  ['openai/gpt-oss-20b', 'ENABLE_AUTO_TOOL_CHOICE=true TOOL_CALL_PARSER=openai REASONING_PARSER=openai_gptoss'],
  ['meta-llama/Llama-3.3-70B-Instruct', 'ENABLE_AUTO_TOOL_CHOICE=true TOOL_CALL_PARSER=llama3_json'],
  ['mistralai/Mistral-7B-Instruct-v0.3', 'ENABLE_AUTO_TOOL_CHOICE=true TOOL_CALL_PARSER=mistral'],
  ['deepseek-ai/DeepSeek-R1-Distill-Llama-8B', 'REASONING_PARSER=deepseek_r1'],
  // Tool calls require a template that is not in the checkpoint.
  ['deepseek-ai/DeepSeek-R1', 'REASONING_PARSER=deepseek_r1'],
  ['google/gemma-3-4b-it', ''],
  ['meta-llama/Llama-3.1-8B', ''],
  ['Qwen/Qwen3-Embedding-8B', ''],
  ['org/model', ''],
])('%s is served with %s', (id, expected) => {
  expect(parsersOf(id)).toBe(expected);
});

test.each([
  [{ OPTION_TOOL_CALL_PARSER: 'qwen3_coder' }, 'ENABLE_AUTO_TOOL_CHOICE=true TOOL_CALL_PARSER=qwen3_coder REASONING_PARSER=qwen3'],
  [{ OPTION_REASONING_PARSER: 'deepseek_r1' }, 'ENABLE_AUTO_TOOL_CHOICE=true TOOL_CALL_PARSER=hermes REASONING_PARSER=deepseek_r1'],
  [{ OPTION_ENABLE_AUTO_TOOL_CHOICE: 'false' }, 'ENABLE_AUTO_TOOL_CHOICE=false REASONING_PARSER=qwen3'],
])('an explicit value takes precedence: %j', (environment, expected) => {
  expect(parsersOf('Qwen/Qwen3-8B', environment as any)).toBe(expected);
});

/* docs/features/reasoning_outputs.md of vLLM 0.8.4 (LMI V15) starts with both arguments, that of 0.9 with only the parser; read 2026-11-25. */
test.each([['V15', { ENABLE_REASONING: 'true', REASONING_PARSER: 'deepseek_r1' }], ['V16', { REASONING_PARSER: 'deepseek_r1' }]])('reasoning in %s uses %j', (version, expected) => {
  const stack = testStack();
  stack.node.setContext('cdk-sagemaker-lmi:defaultLmiVersion', version);
  const { environment } = new LmiEndpoint(stack, 'Llm', {
    model: LmiModel.fromHuggingFace('deepseek-ai/DeepSeek-R1-Distill-Llama-8B'), instanceType: LmiInstanceType.P5_48XLARGE, sizing: LmiSizing.skip(),
  });
  expect(Object.fromEntries(NAMES.filter((name) => name in environment).map((name) => [name.slice('OPTION_'.length), environment[name]]))).toEqual(expected);
});

test('an explicit backend has only the options that were passed', () => {
  expect(parsersOf('Qwen/Qwen3-8B', {}, (stack) => new VllmBackend(stack, 'Vllm'))).toBe('');
});

test('an inference component without backend, too', () => {
  const stack = testStack();
  const fleet = new LmiComponentEndpoint(stack, 'Fleet', { instanceType: LmiInstanceType.G6E_12XLARGE });
  const component = fleet.addModel('Qwen', { model: LmiModel.fromHuggingFace('Qwen/Qwen3-8B'), acceleratorsPerCopy: 1 });
  expect(component.environment).toMatchObject({ OPTION_TOOL_CALL_PARSER: 'hermes', OPTION_REASONING_PARSER: 'qwen3' });
});

test('the rows name only existing parsers of vLLM, and no row is hidden by an earlier one', () => {
  const newest = Math.max(...versionsOf('Vllm'));
  for (const preset of MODEL_PRESETS) {
    expect([preset.family, (preset.toolCallParsers ?? []).filter((name) => !(name in TOOL_CALL_PARSERS))]).toEqual([preset.family, []]);
    expect([preset.family, (preset.reasoningParsers ?? []).filter((name) => !(name in REASONING_PARSERS))]).toEqual([preset.family, []]);
    expect([preset.family, preset.architectures.filter((name) => rangesOf(name).length === 0)]).toEqual([preset.family, []]);
    const first = Math.min(...preset.architectures.flatMap(rangesOf).map(({ since }) => since));
    expect([preset.family, preset.since >= first && preset.since <= newest]).toEqual([preset.family, true]);
    preset.ids.forEach((id) => expect(presetOf(id.replace(/\*/g, 'x'))?.family).toBe(preset.family));
    expect(preset.sources.length).toBeGreaterThan(0);
  }
});

test('a version uses the first parser that its vLLM has', () => {
  const table = { late: { since: 20 }, early: { since: 10, until: 21 } };
  expect([9, 10, 19, 20, 22].map((version) => parserAt(['late', 'early'], table, version))).toEqual([undefined, 'early', 'early', 'late', 'late']);
  expect([20, 21, 22].map((version) => parserAt(['early'], table, version))).toEqual(['early', 'early', undefined]);
  expect([parserAt([], table, 20), parserAt(undefined, table, 20)]).toEqual([undefined, undefined]);
});

describe('an id matches a pattern', () => {
  test.each<[string, string | undefined]>([
    // An asterisk may match nothing.
    ['Qwen/QwQ-', 'QwQ'], ['Qwen/QwQ', undefined], ['meta-llama/Llama-3.2-Vision', 'Llama 3.2 Vision'], ['meta-llama/Llama-3.2-11B-Vision-Instruct', 'Llama 3.2 Vision'],
    ['swiss-ai/Apertus-Instruct-2509', 'Apertus'], ['swiss-ai/Apertus-8B-Instruct-2509', 'Apertus'], ['META-LLAMA/llama-3.2-11b-VISION', 'Llama 3.2 Vision'],
    // What stands between the asterisks has to be there, in whole, once for each part.
    ['meta-llama/Llama-3.2-11B-Visio', undefined], ['swiss-ai/Apertus-8B-2509', undefined], ['swiss-ai/Apertus-8B-Instruct2509', undefined],
    ['ai21labs/AI21-Jamba-Large-1.5', 'Jamba 1.5'], ['ai21labs/AI21-Jamba-1.5-Mini', 'Jamba 1.5'], ['ai21labs/AI21-Jamba-1.5', undefined], ['ai21labs/AI21-Jamba--1.5', 'Jamba 1.5'],
    // Beginning and end are those of the pattern.
    ['swiss-ai/Apertus-8B-Instruct-2509-GGUF', undefined], ['my-swiss-ai/Apertus-8B-Instruct-2509', undefined], ['Apertus-8B-Instruct-2509', undefined], ['', undefined],
    // Without an asterisk the id is exact.
    ['microsoft/Phi-4-mini-instruct', 'Phi-4-mini'], ['microsoft/phi-4-MINI-instruct', 'Phi-4-mini'], ['microsoft/Phi-4-mini-instruct-onnx', undefined], ['microsoft/Phi-4-mini-instruc', undefined],
    ['my/microsoft/Phi-4-mini-instruct', undefined],
    // Other characters of patterns mean themselves.
    ['meta-llama/Llama-3x1-8B-Instruct', undefined], ['LiquidAI/LFM2x5-230M', undefined], ['LiquidAI/LFM2.5-230M', 'LFM2.5'],
  ])('%s is of the family %p', (id, family) => {
    expect(presetOf(id)?.family).toBe(family);
  });

  test('as a regular expression with its parts does', () => {
    const expressions = MODEL_PRESETS.flatMap(({ family, ids }) => ids.map((id) => ({
      family, expression: new RegExp(`^${id.split('*').map((part) => part.replace(/[^\w/-]/g, '\\$&')).join('.*')}$`, 'i'),
    })));
    const alike = MODEL_PRESETS.flatMap(({ ids }) => ids).flatMap((pattern) => ['', 'x', '-7B-'].map((text) => pattern.replace(/\*/g, text)))
      .flatMap((id) => [id, `${id}x`, `x${id}`, id.slice(1), id.slice(0, -1), id.slice(0, -2), `${id}${id}`, id.replace(/(.)-/, '$1'), id.replace(/-([^-]*)$/, '$1')]);
    expect(alike.map((id) => [id, presetOf(id)?.family])).toEqual(alike.map((id) => [id, expressions.find(({ expression }) => expression.test(id))?.family]));
  });
});

describe('the name of a parser', () => {
  const make = (version: LmiVersion, props: object, environment = {}) => {
    const stack = testStack();
    return new LmiEndpoint(stack, 'Llm', {
      model: LmiModel.fromHuggingFace('org/model'), instanceType: LmiInstanceType.G5_2XLARGE, backend: new VllmBackend(stack, 'Vllm', { version, ...props }), environment,
    });
  };

  test.each([
    [LmiVersion.V15, { enableAutoToolChoice: true, toolCallParser: 'qwen3_coder' }, 'toolCallParser is "qwen3_coder"', 'use LMI V16 or later'],
    [LmiVersion.V28, { enableAutoToolChoice: true, toolCallParser: 'minimax' }, 'toolCallParser is "minimax"', 'LMI V27 is the last'],
    [LmiVersion.V20, { enableAutoToolChoice: true, toolCallParser: 'hermess' }, 'toolCallParser is "hermess"', 'did you mean hermes?'],
    [LmiVersion.V16, { reasoningParser: 'kimi_k2' }, 'reasoningParser is "kimi_k2"', 'use LMI V17 or later'],
  ])('in %s %j is rejected', (version, props, ...parts) => {
    const faults = problemsOf(() => make(version, props));
    expect(faults.length).toBe(1);
    parts.forEach((part) => expect(faults[0]).toContain(part));
  });

  test.each([
    [LmiVersion.V16, { enableAutoToolChoice: true, toolCallParser: 'qwen3_coder' }, {}],
    [LmiVersion.V27, { enableAutoToolChoice: true, toolCallParser: 'minimax' }, {}],
    // The image is newer than the release of its table.
    [LmiVersion.V24, { reasoningParser: 'mimo' }, {}],
    [LmiVersion.V20, { enableAutoToolChoice: true, toolCallParser: 'mine' }, { OPTION_TOOL_PARSER_PLUGIN: '/opt/ml/model/parser.py' }],
  ])('in %s %j passes', (version, props, environment) => {
    make(version, props, environment);
  });
});
