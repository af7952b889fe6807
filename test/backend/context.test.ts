import { architectureOf, serve } from './containers';
import { LmiEndpoint, LmiError, LmiInstanceType, LmiModel, LmiSizing, LmiVersion, ModelArchitecture, VllmBackend } from '../../src';
import { testStack, warningsOf } from '../stacks';

/*
 * vLLM raises when it starts: "User-specified max_model_len … is greater than the derived max_model_len" (vllm-project/vllm#3676) unless
 * VLLM_ALLOW_LONG_MAX_MODEL_LEN is set (#7080, from 0.5.4 on), and "max_num_batched_tokens … is smaller than max_model_len" without chunked prefill.
 * meta-llama/Meta-Llama-3-8B-Instruct has max_position_embeddings 8192 in its config.json.
 */
const LLAMA_3 = 'meta-llama/Meta-Llama-3-8B-Instruct';

function asked(context: string, version = 20, environment: { [name: string]: string } = {}, modelId = LLAMA_3, architecture?: ModelArchitecture) {
  const stack = testStack();
  let faults: readonly string[] = [];
  try {
    new LmiEndpoint(stack, 'Llm', {
      model: LmiModel.fromHuggingFace(modelId, { architecture }),
      backend: new VllmBackend(stack, 'Vllm', { version: (LmiVersion as any)[`V${version}`] }),
      instanceType: LmiInstanceType.P4D_24XLARGE,
      environment: { OPTION_MAX_MODEL_LEN: context, ...environment },
    });
  } catch (error) {
    faults = (error as LmiError).faults;
  }
  return { faults, warnings: warningsOf(stack).filter((text) => text.includes('long-context')) };
}

test.each([8, 11, 12, 14, 20, 29])('a context longer than the model\'s is an error in V%d', (version) => {
  expect(asked('8192', version)).toEqual({ faults: [], warnings: [] });
  expect(asked('8193', version).faults).toEqual([expect.stringContaining('environment.OPTION_MAX_MODEL_LEN is "8193", but the model is made for 8192 tokens')]);
});

test('a context with a suffix is a number too', () => {
  expect(asked('8K').faults).toEqual([]);
  expect(asked('9k').faults).toEqual([expect.stringContaining('"9k", but the model is made for 8192 tokens')]);
});

test.each([
  [{ VLLM_ALLOW_LONG_MAX_MODEL_LEN: '1' }, 12], [{ OPTION_HF_OVERRIDES: '{"rope_scaling":{"rope_type":"yarn","factor":4.0}}' }, 14],
  [{ OPTION_ROPE_SCALING: '{"type":"dynamic","factor":2.0}' }, 14], [{ OPTION_ROPE_THETA: '1000000' }, 14], [{ OPTION_HF_CONFIG_PATH: '/opt/ml/model/scaled' }, 16],
])('it is not an error with %j', (environment, version) => {
  expect(asked('16384', version, environment)).toEqual({ faults: [], warnings: [] });
});

/* vLLM 0.6.3.post1 (LMI V13) has no --hf-overrides, 0.7.3 (V14) has. */
test.each([[13, 'its config.json'], [14, 'hfOverrides']])('in V%d positions are scaled with %s', (version, place) => {
  expect(asked('8193', version).faults).toEqual([expect.stringMatching(new RegExp(`with ${place}\\.$`))]);
});

test('a vLLM without the variable ignores it', () => {
  expect(asked('16384', 11, { VLLM_ALLOW_LONG_MAX_MODEL_LEN: '1' }).faults).toHaveLength(1);
});

test('a model whose architecture is passed may have scaled positions, which is a warning', () => {
  const { faults, warnings } = asked('16384', 20, {}, 'org/llama-3-16k', ModelArchitecture.META_LLAMA_3_8B_INSTRUCT);
  expect(faults).toEqual([]);
  expect(warnings).toEqual([expect.stringContaining('made for 8192 tokens')]);
});

/* "Cannot find the config file for awq" (vllm-project/vllm#1419). */
test('a method for quantized checkpoints needs one', () => {
  const doubted = (modelId: string, method: string) => {
    const stack = testStack();
    new LmiEndpoint(stack, 'Llm', {
      model: LmiModel.fromHuggingFace(modelId),
      backend: new VllmBackend(stack, 'Vllm', { version: LmiVersion.V20, maxModelLen: 4096 }),
      instanceType: LmiInstanceType.G5_12XLARGE,
      environment: { OPTION_QUANTIZE: method },
    });
    return warningsOf(stack).join().includes('unquantized-checkpoint');
  };
  expect(doubted('Qwen/Qwen2.5-7B-Instruct', 'awq')).toBe(true);
  expect(doubted('Qwen/Qwen2.5-7B-Instruct', 'fp8')).toBe(false);
  expect(doubted('Qwen/Qwen2.5-7B-Instruct-AWQ', 'awq')).toBe(false);
  expect(doubted('org/model', 'awq')).toBe(false);
});

test.each([
  [13, '4095', {}, 1], [13, '4096', {}, 0], [14, '4095', {}, 1], [14, '4095', { OPTION_ENABLE_CHUNKED_PREFILL: 'true' }, 0],
  // Since V15, a prompt can always be split.
  [15, '4095', {}, 0],
])('V%d with %s prefill tokens and %j: %d problems', (version, tokens, environment, count) => {
  expect(serve({ version, environment: { OPTION_MAX_MODEL_LEN: '4096', OPTION_MAX_ROLLING_BATCH_PREFILL_TOKENS: tokens, ...environment } }).faults).toHaveLength(count);
});

test('without a context of the user that of the model counts', () => {
  const prefill = (tokens: string, maxPositionEmbeddings: number) => serve({
    version: 14, architecture: architectureOf('llama', { maxPositionEmbeddings }), endpoint: { sizing: LmiSizing.skip() }, environment: { OPTION_MAX_ROLLING_BATCH_PREFILL_TOKENS: tokens },
  }).faults;
  expect(prefill('8191', 8192)).toEqual([expect.stringContaining('the context, which is 8192 tokens')]);
  expect(prefill('8192', 8192)).toEqual([]);
  expect(prefill('8192', 32_768)).toHaveLength(1);
  expect(prefill('8192', 32_769)).toEqual([]);
  // The context is unknown, so it may be that short.
  expect(serve({ version: 14, environment: { OPTION_MAX_ROLLING_BATCH_PREFILL_TOKENS: '1' } }).faults).toEqual([]);
});

test('a long context turns on chunked prefill automatically', () => {
  const environment = { OPTION_MAX_MODEL_LEN: '32769', OPTION_MAX_ROLLING_BATCH_PREFILL_TOKENS: '4096' };
  expect(serve({ version: 14, environment }).faults).toEqual([]);
  expect(serve({ version: 14, environment: { ...environment, OPTION_MAX_MODEL_LEN: '32768' } }).faults).toHaveLength(1);
  expect(serve({ version: 14, environment: { ...environment, OPTION_ENABLE_CHUNKED_PREFILL: 'false' } }).faults).toHaveLength(1);
});

/* djl-serving 0.29.0-dlc, vllm_rb_properties.py: `enable_chunked_prefill: Optional[bool] = False`, and from 0.30.0-dlc on None, which leaves it to vLLM. */
test.each([[8, 1], [10, 1], [11, 1], [12, 0], [14, 0]])('but not before V12, where LMI says no: V%d has %d errors', (version, count) => {
  expect(serve({ version, environment: { OPTION_MAX_MODEL_LEN: '32769', OPTION_MAX_ROLLING_BATCH_PREFILL_TOKENS: '4096' } }).faults)
    .toEqual(Array(count).fill(expect.stringContaining('at least the context, which is 32769 tokens')));
});

test.each([[10, 'Raise it, or lower maxModelLen.'], [11, 'Raise it, set enableChunkedPrefill: true, or lower maxModelLen.']])('the error in V%d suggests a fix: %s', (version, remedy) => {
  const { faults } = serve({ version, environment: { OPTION_MAX_MODEL_LEN: '4096', OPTION_MAX_ROLLING_BATCH_PREFILL_TOKENS: '4095' } });
  expect(faults).toEqual(['environment.OPTION_MAX_ROLLING_BATCH_PREFILL_TOKENS is "4095", but must be at least the context, which is 4096 tokens, because without chunked prefill a '
    + `prompt is processed in one step. ${remedy}`]);
});
