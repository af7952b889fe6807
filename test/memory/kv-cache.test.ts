import { ModelArchitecture } from '../../src';
import { GIB, KvCache } from '../../src/memory/kv-cache';
import { vllmRules } from '../../src/memory/vllm-rules';
import { weightsGib } from '../../src/memory/weights';

const cacheOf = (architecture: ModelArchitecture, version: string, setting: { degree?: number; bytes?: number; batchedTokens?: number } = {}): KvCache =>
  new KvCache(architecture._geometry, { degree: 1, bytes: 2, batchedTokens: 2048, ...setting, rules: vllmRules(version, 9) });

/** Cache that one sequence needs, from the logs of starts that failed because of it. */
describe('needs for one sequence', () => {
  // vllm-project/recipes, openai/gpt-oss-120b.yaml, for 1,024 and 8,192 batched tokens with vLLM 0.10.
  test.each([[1024, 4.54], [8192, 4.79]])('gpt-oss with batches of %d tokens %f GiB', (batchedTokens, gib) => {
    expect(cacheOf(ModelArchitecture.GPT_OSS_120B, '0.10.2', { batchedTokens }).bytesOf(131_072) / GIB).toBeCloseTo(gib, 2);
  });

  test('a model with linear attention: whole blocks of tokens and one state', () => {
    expect(cacheOf(ModelArchitecture.QWEN3_6_27B, '0.19.0').bytesOf(131_072) / GIB).toBeCloseTo(8.18, 2);
  });

  test('latent attention: one vector for each token and layer', () => {
    expect(cacheOf(ModelArchitecture.MISTRAL_SMALL_4_119B_2603, '0.20.1').bytesOf(1_048_576) / GIB).toBeCloseTo(22.5, 2);
  });
});

describe('holds the number of tokens that the engine prints', () => {
  test('with kinds of layers padded to groups', () => {
    // 10 layers with full attention and 52 with a window take 70 in groups of 10.
    expect(cacheOf(ModelArchitecture.GEMMA_3_27B_IT, '0.10.2').tokensIn(109.86 * GIB, 131_072) / 205_696).toBeCloseTo(1, 3);
  });

  test('including the keys of an index', () => {
    expect(cacheOf(ModelArchitecture.GLM_5, '0.20.1').tokensIn(32.11 * GIB, 202_752) / 344_192).toBeCloseTo(1, 2);
  });
});

test('a window caches no more than its size, since vLLM 0.9.2', () => {
  const share = (version: string): number => {
    const cache = cacheOf(ModelArchitecture.GPT_OSS_20B, version);
    return cache.bytesOf(131_072) / cache.bytesOf(65_536);
  };
  expect(share('0.9.1')).toBe(2);
  expect(share('0.9.2')).toBeLessThan(2);
  expect(cacheOf(ModelArchitecture.GPT_OSS_20B, '0.9.2').bytesPerToken).toBe(12 * 2 * 8 * 64 * 2);
  expect(cacheOf(ModelArchitecture.GPT_OSS_20B, '0.9.1').bytesPerToken).toBe(24 * 2 * 8 * 64 * 2);
});

test('key-value heads are split across the accelerators, and replicated if there are fewer heads', () => {
  const bytes = (degree: number): number => cacheOf(ModelArchitecture.LLAMA_3_1_8B_INSTRUCT, '0.20.1', { degree }).bytesPerToken;
  expect([1, 2, 8, 16].map(bytes)).toEqual([131_072, 65_536, 16_384, 16_384]);
});

describe('weights of one accelerator', () => {
  // As logged by vLLM: gpt-oss-20b 13.72 GiB; gpt-oss-120b 64.38 to 65.97 GiB.
  test.each<[string, ModelArchitecture, number, number]>([
    ['gpt-oss-20b', ModelArchitecture.GPT_OSS_20B, 13.4, 13.8], ['gpt-oss-120b', ModelArchitecture.GPT_OSS_120B, 64.3, 66],
  ])('%s', (_name, { _geometry: geometry }, least, most) => {
    const gib = weightsGib(geometry, 1, 'mxfp4');
    expect(gib).toBeGreaterThan(least);
    expect(gib).toBeLessThan(most);
  });
});

test.each([
  // First version with a rule, the version before it, and the rule.
  ['0.8.0', '0.7.3', 'v1'], ['0.6.0', '0.5.5', 'before06'], ['0.7.1', '0.7.0', 'latentCache'], ['0.9.2', '0.9.1', 'windowedCache'], ['0.14.0', '0.13.0', 'chunkedCache'],
  ['0.14.0', '0.13.0', 'cacheAsCheckpointed'], ['0.11.1', '0.11.0', 'startsUnscaled'], ['0.20.1', '0.19.0', 'printsConcurrency'], ['0.20.0', '0.19.9', 'reservesGraphs'], ['0.20.0', '0.19.9', 'utilization'],
  ['0.24.0', '0.23.0', 'statePages'], ['0.24.0', '0.23.0', 'batchesInFlight'], ['0.22.0', '0.21.9', 'samplerBytes'], ['0.17.0', '0.16.9', 'samplerBytes'],
] as const)('vLLM %s differs from %s by %s', (version, before, rule) => {
  expect(vllmRules(version, 9)[rule]).not.toEqual(vllmRules(before, 9)[rule]);
});
