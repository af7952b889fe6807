import { AcceleratorFact, AcceleratorKind } from '../../src/facts/accelerators';
import { SizingEngine } from '../../src/facts/sizing-engine';
import { isReportedToFail, whyNot } from '../../src/memory/can-run';
import { CacheGroup, Geometry, roughParts } from '../../src/memory/geometry';
import { KvCache } from '../../src/memory/kv-cache';
import { defaultKvCacheBytes, estimateMemory, isDivisible } from '../../src/memory/memory-model';
import { vllmRules, VllmRules } from '../../src/memory/vllm-rules';
import { integerBytes } from '../../src/memory/weight-formats';
import { checkpointFormat, checkpointGib, weightsGib } from '../../src/memory/weights';

/*
 * The memory arithmetic, on numbers small enough to check by hand. docs/decisions/memory-model.md explains where the terms come from, and
 * test/sizing/accuracy.test.ts compares the estimate as a whole with logged starts.
 */

const GIB = 2 ** 30;
type Input = Parameters<typeof estimateMemory>[0];
type Workload = Parameters<typeof whyNot>[0];

/** Keys and values of 2 heads of 16, in 4 layers: 512 bytes a token at 16 bits. */
const SMALL: Geometry = {
  parameters: 1e6, layers: 4, hiddenSize: 64, attentionHeads: 4, keyValueHeads: 2, headDimension: 16, intermediateSize: 96, vocabularySize: 1000, maxPositionEmbeddings: 512,
  tiedEmbeddings: false,
};

describe('the format of a checkpoint', () => {
  test.each<[Partial<Geometry>, string]>([
    [{ format: 'mxfp8', quantizationBits: 4 }, 'mxfp8'], [{}, 'fp16'], [{ torchDtype: 'bfloat16' }, 'bf16'], [{ torchDtype: 'float32' }, 'fp16'],
    [{ quantizationBits: 16, torchDtype: 'bfloat16' }, 'bf16'], [{ quantizationBits: 15, torchDtype: 'bfloat16' }, 'int8'], [{ quantizationBits: 8 }, 'int8'],
    [{ quantizationBits: 5, quantizationMethod: 'gptq' }, 'int8'], [{ quantizationBits: 8, quantizationMethod: 'fbgemm_fp8' }, 'fp8'],
    [{ quantizationBits: 8, quantizationMethod: 'MXFP8' }, 'mxfp8'], [{ quantizationBits: 4, quantizationMethod: 'awq' }, 'int4'],
    [{ quantizationBits: 3, quantizationMethod: 'gptq' }, 'int4'], [{ quantizationBits: 4, quantizationMethod: 'NVFP4' }, 'nvfp4'], [{ quantizationBits: 4, quantizationMethod: 'mxfp4' }, 'mxfp4'],
  ])('of %j is %s', (fields, format) => {
    expect(checkpointFormat({ ...SMALL, ...fields })).toBe(format);
  });

  test.each<[number, number | undefined, boolean, number]>([
    // Scales of 16 bits and zero points of as many bits as a weight, for each group.
    [4, undefined, true, 0.5], [8, undefined, true, 1], [3, undefined, false, 0.375], [4, -1, true, 0.5], [4, 0, true, 0.5], [4, 128, true, 0.53], [4, 128, false, 0.5 + 2 / 128],
    [4, 64, true, 0.5 + 2.5 / 64], [8, 128, true, 1 + 3 / 128], [8, 128, false, 1 + 2 / 128],
  ])('%d bits in groups of %p, with zero points %p, take %d bytes', (bits, group, zero, bytes) => {
    expect(integerBytes(bits, group, zero)).toBeCloseTo(bytes, 12);
  });
});

describe('weights', () => {
  const PARTS: Geometry = { ...SMALL, parts: { embeddings: 100, head: 200, attention: 1000, experts: 4000, router: 50, encoder: 30 } };
  const bytes = (geometry: Geometry, format: Parameters<typeof weightsGib>[2], degree = 1): number => weightsGib(geometry, degree, format) * GIB * degree;

  test('are quantized except for embeddings, head, router, and encoder', () => {
    expect(bytes(PARTS, 'bf16')).toBeCloseTo(2 * 5380, 6);
    expect(bytes(PARTS, 'fp32')).toBeCloseTo(4 * 5380, 6);
    expect(bytes(PARTS, 'fp8')).toBeCloseTo(2 * 380 + 5000, 6);
    expect(bytes(PARTS, 'nvfp4')).toBeCloseTo(2 * 380 + 0.5625 * 5000, 6);
  });

  test('have the format of the checkpoint if they are loaded as stored', () => {
    const stored: Geometry = { ...PARTS, quantizationBits: 8, quantizationMethod: 'fp8', stored: { attention: 2, experts: 1 } };
    expect(bytes(stored, 'fp8')).toBeCloseTo(2 * 1380 + 4000, 6);
    expect(bytes(stored, 'nvfp4')).toBeCloseTo(2 * 380 + 0.5625 * 5000, 6);
  });

  test('are split across accelerators, except for the latent projections, which every accelerator holds, and the copies that absorbing them adds', () => {
    expect(bytes(PARTS, 'bf16', 2)).toBeCloseTo(2 * 5380, 6);
    expect(bytes({ ...PARTS, replicated: 70 }, 'bf16', 4)).toBeCloseTo(2 * 5380 + 3 * 70 * 2, 6);
    expect(bytes({ ...PARTS, absorbedBytes: 90 }, 'bf16', 4)).toBeCloseTo(2 * 5380 + 90, 6);
  });

  test.each(['mxfp4', 'gpt_oss_mxfp4'])('of experts in %s are padded: the hidden size to 256, the width on each accelerator to 128', (quantizationMethod) => {
    const mx: Geometry = { ...PARTS, hiddenSize: 200, expertIntermediateSize: 192, quantizationBits: 4, quantizationMethod };
    const experts = (padded: number): number => 2 * 380 + 0.53125 * (1000 + 4000 * (256 / 200) * padded);
    expect(bytes(mx, 'mxfp4')).toBeCloseTo(experts(256 / 192), 6);
    expect(bytes(mx, 'mxfp4', 2)).toBeCloseTo(experts(128 / 96), 6);
    expect(bytes({ ...mx, expertIntermediateSize: undefined, intermediateSize: 192 }, 'mxfp4')).toBeCloseTo(experts(256 / 192), 6);
    expect(bytes({ ...mx, quantizationMethod: 'quark' }, 'mxfp4')).toBeCloseTo(2 * 380 + 0.53125 * 5000, 6);
    expect(bytes(mx, 'bf16')).toBeCloseTo(2 * 5380, 6);
  });

  test('on disk are those of the checkpoint: without what the engine adds, and at full size when they have 32 bits', () => {
    expect(checkpointGib({ ...PARTS, torchDtype: 'bfloat16', absorbedBytes: 90 }) * GIB).toBeCloseTo(2 * 5380, 6);
    expect(checkpointGib({ ...PARTS, torchDtype: 'float32' }) * GIB).toBeCloseTo(4 * 5380, 6);
    expect(checkpointGib({ ...PARTS, torchDtype: 'float32', quantizationBits: 8, quantizationMethod: 'fp8' }) * GIB).toBeCloseTo(2 * 380 + 5000, 6);
    expect(checkpointGib({ ...PARTS, torchDtype: 'float32', quantizationBits: 16 }) * GIB).toBeCloseTo(4 * 5380, 6);
  });

  test('of a model for which only totals are known are its embeddings, its experts, and the rest', () => {
    // 64,000 embeddings; 4 layers of 5 experts of three matrices of 64 by 96.
    expect(roughParts(SMALL)).toEqual({ embeddings: 64_000, head: 64_000, experts: 0, mlp: 1e6 - 128_000 });
    expect(roughParts({ ...SMALL, tiedEmbeddings: true })).toEqual({ embeddings: 64_000, head: 0, experts: 0, mlp: 1e6 - 64_000 });
    expect(roughParts({ ...SMALL, experts: 5 })).toEqual({ embeddings: 64_000, head: 64_000, experts: 4 * 5 * 3 * 64 * 96, mlp: 1e6 - 128_000 - 4 * 5 * 3 * 64 * 96 });
    expect(roughParts({ ...SMALL, experts: 5, expertIntermediateSize: 10 }).experts).toBe(4 * 5 * 3 * 64 * 10);
    expect(roughParts({ ...SMALL, experts: 50 })).toEqual({ embeddings: 64_000, head: 64_000, experts: 1e6 - 128_000, mlp: 0 });
    expect(roughParts({ ...SMALL, parameters: 100_000 })).toEqual({ embeddings: 64_000, head: 36_000, experts: 0, mlp: 0 });
    expect(roughParts({ ...SMALL, parameters: 10_000 })).toEqual({ embeddings: 10_000, head: 0, experts: 0, mlp: 0 });
    expect(roughParts({ ...SMALL, multimodal: true }).encoder).toBe(0.6e9);
  });
});

describe('a cache', () => {
  const cache = (groups: readonly CacheGroup[] | undefined, version = '0.20.1', setting: object = {}): KvCache =>
    new KvCache({ ...SMALL, cache: groups }, { degree: 1, bytes: 2, batchedTokens: 100, rules: vllmRules(version, 9), ...setting });
  const full = (layers: number): CacheGroup => ({ layers, keyValueHeads: 2, headElements: 32 });
  const windowed = (layers: number): CacheGroup => ({ ...full(layers), window: 48 });
  /** Bytes of a token in one layer. */
  const TOKEN = 2 * 32 * 2;

  test('of plain layers grows with every token', () => {
    const plain = cache(undefined);
    expect([plain.bytesPerToken, plain.bytesOf(10), plain.sequencesIn(100 * 4 * TOKEN, 10)]).toEqual([4 * TOKEN, 10 * 4 * TOKEN, 10]);
    expect(plain.longestIn(10 * 4 * TOKEN)).toBe(10);
    expect([plain.longestIn(-1), plain.longestIn(0)]).toEqual([0, 0]);
    expect([plain.tokensIn(10 * 4 * TOKEN, 512), plain.tokensIn(0, 512), plain.tokensIn(-5, 512)]).toEqual([10, 0, 0]);
    expect(cache(undefined, '0.20.1', { degree: 2, bytes: 1 }).bytesPerToken).toBe((4 * TOKEN) / 4);
  });

  test('of latent attention is the same on every accelerator, expanded to all heads before vLLM 0.7.1', () => {
    const latent = { ...SMALL, kvLoraRank: 16, qkRopeHeadDimension: 8 };
    const per = (version: string, degree = 1): number => new KvCache(latent, { degree, bytes: 2, batchedTokens: 0, rules: vllmRules(version, 9) }).bytesPerToken;
    expect([per('0.7.1'), per('0.7.1', 4)]).toEqual([4 * 24 * 2, 4 * 24 * 2]);
    // Four heads with keys and values padded to 256.
    expect([per('0.7.0'), per('0.7.0', 2)]).toEqual([4 * 4 * 512 * 2, 4 * 2 * 512 * 2]);
    expect(new KvCache({ ...latent, qkRopeHeadDimension: undefined }, { degree: 1, bytes: 2, batchedTokens: 0, rules: vllmRules('0.20.1', 9) }).bytesPerToken).toBe(4 * 16 * 2);
  });

  test('of latent attention with an index has its own layout at 8 bits', () => {
    const group = { layers: 4, latentElements: 24, latentBytesAt8Bits: 30, indexBytes: 5 };
    expect(cache([group]).bytesPerToken).toBe(4 * (48 + 5));
    expect(cache([group], '0.20.1', { bytes: 1 }).bytesPerToken).toBe(4 * (30 + 5));
    expect(cache([{ layers: 4, latentElements: 24 }], '0.20.1', { bytes: 1 }).bytesPerToken).toBe(4 * 24);
    expect(cache([{ layers: 4, indexBytes: 12, tokensPerEntry: 4 }]).bytesPerToken).toBe(4 * 3);
  });

  test('of a window that all layers share holds at most the window, the batch, and a block, in V1', () => {
    // The 48 - 1 preceding tokens, the 100 of the batch, and a block of 16 for rounding.
    const held = 47 + 100 + 16;
    for (const [version, bytes] of [['0.20.1', held], ['0.8.0', held], ['0.7.0', 1000]] as const) {
      expect(cache([windowed(4)], version).bytesOf(1000)).toBe(bytes * 4 * TOKEN);
    }
    // Since 0.24, two batches may be in flight.
    expect(cache([windowed(4)], '0.24.0').bytesOf(1000)).toBe((47 + 200 + 16) * 4 * TOKEN);
    expect(cache([windowed(4)]).bytesOf(held)).toBe(held * 4 * TOKEN);
    expect(cache([windowed(4)]).bytesOf(20)).toBe(20 * 4 * TOKEN);
    expect(cache([windowed(4)]).longestIn(held * 4 * TOKEN)).toBe(Infinity);
    expect(cache([windowed(4)]).longestIn(10 * 4 * TOKEN)).toBe(10);
  });

  test('of chunks holds the chunk and the batch, since vLLM 0.14', () => {
    const chunks = { ...windowed(4), isChunked: true } as const;
    expect(cache([chunks], '0.14.0').bytesOf(1000)).toBe((48 + 100) * 4 * TOKEN);
    expect(cache([chunks], '0.13.0').bytesOf(1000)).toBe(1000 * 4 * TOKEN);
  });

  test('of two kinds of layers has groups the size of the rarer kind, or of the more common one if there are nearly as many of each', () => {
    // 4 layers with full attention and 10 with a window: groups of 4, so the 10 are padded to 12.
    const uneven = cache([full(4), windowed(10)]);
    expect(uneven.bytesPerToken).toBe(4 * TOKEN);
    expect(uneven.bytesOf(1000)).toBe((4 * 1000 + 12 * 163) * TOKEN);
    // 4 and 5: groups of 5. 4 and 6: groups of 4.
    expect(cache([full(4), windowed(5)]).bytesOf(1000)).toBe((5 * 1000 + 5 * 163) * TOKEN);
    expect(cache([full(4), windowed(6)]).bytesOf(1000)).toBe((4 * 1000 + 8 * 163) * TOKEN);
    // Before the engine could mix kinds, all layers are treated alike.
    expect(cache([full(4), windowed(10)], '0.9.1').bytesOf(1000)).toBe(14 * 1000 * TOKEN);
    expect(cache([full(4), windowed(0)]).bytesOf(1000)).toBe(4 * 1000 * TOKEN);
  });

  test('of two kinds of layers is logged in slots of all layers, in later versions in sequences', () => {
    const bytes = 16 * TOKEN * 1000;
    expect(cache([full(4), windowed(10)], '0.19.0').tokensIn(bytes, 500)).toBe(1000);
    expect(cache([full(4), windowed(10)], '0.20.1').tokensIn(bytes, 500)).toBeCloseTo((bytes / ((4 * 500 + 12 * 163) * TOKEN)) * 500, 6);
    expect(cache([], '0.20.1').tokensIn(bytes, 500)).toBe(0);
    expect([cache(undefined, '0.19.0').tokensIn(bytes, 500), cache([windowed(4)], '0.19.0').tokensIn(bytes, 500)]).toEqual([4000, 4000]);
  });

  test('of two windows fills them one after the other', () => {
    // The first tokens take space in all layers, the next ones only in layers with the longer window, and the rest take none.
    const two = cache([{ ...full(4), window: 16 }, { ...full(4), window: 48 }]);
    const [short, long] = [15 + 100 + 16, 47 + 100 + 16];
    expect(two.longestIn(8 * TOKEN * 50)).toBeCloseTo(50, 9);
    expect(two.longestIn(8 * TOKEN * short + 4 * TOKEN * 10)).toBeCloseTo(short + 10, 9);
    expect(two.longestIn(8 * TOKEN * short + 4 * TOKEN * (long - short))).toBe(Infinity);
    const reversed = cache([{ ...full(4), window: 48 }, { ...full(4), window: 16 }]);
    expect(reversed.longestIn(8 * TOKEN * short + 4 * TOKEN * 10)).toBeCloseTo(short + 10, 9);
    expect(reversed.longestIn(8 * TOKEN * short + 4 * TOKEN * (long - short))).toBe(Infinity);
    const grows = cache([full(4), windowed(4)]);
    expect(grows.longestIn((4 * 500 + 4 * long) * TOKEN)).toBeCloseTo(500, 9);
  });

  test('of states has one state for each sequence, in pages of a whole number of attention blocks', () => {
    // A page holds ceil(5000 / (16 * 128)) = 3 blocks of 16 tokens, which are 6,144 bytes: more than the state.
    const hybrid = cache([full(4), { layers: 4, stateBytes: 5000 }]);
    expect(hybrid.bytesOf(0)).toBe(4 * 48 * TOKEN);
    expect(hybrid.bytesOf(1)).toBe(4 * 48 * TOKEN + 4 * 48 * TOKEN);
    expect(hybrid.bytesOf(48)).toBe(hybrid.bytesOf(1));
    expect(hybrid.bytesOf(49)).toBe(4 * 96 * TOKEN + 4 * 48 * TOKEN);
    expect(hybrid.bytesPerToken).toBe(4 * TOKEN);
    expect(hybrid.longestIn(4 * 48 * TOKEN - 1)).toBe(0);
    // Divided by the degree, and doubled when prefixes are cached.
    expect(cache([full(4), { layers: 4, stateBytes: 5000 }], '0.24.0').bytesOf(0)).toBe(2 * 4 * 48 * TOKEN);
    expect(cache([{ layers: 4, stateBytes: 5000 }]).bytesOf(7)).toBe(4 * 5000);
    expect(cache([{ layers: 4, stateBytes: 5000 }], '0.20.1', { degree: 2 }).bytesOf(7)).toBe(4 * 2500);
    expect(cache([{ layers: 4, stateBytes: 5000, keepsStates: true }], '0.24.0').bytesOf(7)).toBe(2 * 4 * 5000);
    // States that are kept for every page grow with the tokens.
    const kept = cache([full(4), { layers: 4, stateBytes: 5000, keepsStates: true }], '0.24.0');
    expect([kept.bytesPerToken, kept.bytesOf(48)]).toEqual([8 * TOKEN, 8 * 48 * TOKEN]);
    expect(cache([full(4), { layers: 4, stateBytes: 5000, keepsStates: true }], '0.23.0').bytesOf(96)).toBe(4 * 96 * TOKEN + 4 * 48 * TOKEN);
  });
});

describe('an estimate', () => {
  const estimate = (props: Partial<Input> = {}, version = '0.19.0', capability = 9): ReturnType<typeof estimateMemory> => estimateMemory({
    geometry: SMALL, engine: 'vllm', ordinal: 24, rules: vllmRules(version, capability), memoryGib: 10, degree: 1, format: 'bf16', kvCacheBytes: 2, utilization: 0.9, maxModelLen: 256,
    maxNumSeqs: 8, maxNumBatchedTokens: 1024, ...props,
  });
  const WEIGHTS = 2e6 / GIB;
  /** The working memory of a layer: 6 bytes for each element of its width and of the hidden state. */
  const LAYER = (6 * (96 + 64)) / GIB;
  const SAMPLER = (8 * 1000 * 20) / GIB;

  test('is a budget minus weights, memory outside PyTorch, and activations', () => {
    const { budgetGib, weightsGib: weights, reservedGib, kvCacheGib, kvCacheTokens, fits } = estimate();
    expect([budgetGib, fits]).toEqual([9, true]);
    expect(weights).toBeCloseTo(WEIGHTS, 12);
    expect(reservedGib).toBeCloseTo(0.15 + 1024 * LAYER, 12);
    expect(kvCacheGib).toBeCloseTo(9 - WEIGHTS - reservedGib, 12);
    expect(kvCacheTokens).toBe(Math.floor((kvCacheGib * GIB) / 512));
    // The sampler, if it needs more: 20 bytes for each sequence and vocabulary entry.
    expect(estimate({ maxNumSeqs: 800 }).reservedGib).toBeCloseTo(0.15 + Math.max(1024 * LAYER, 100 * SAMPLER), 12);
    expect(estimate({ maxNumSeqs: 800 }).reservedGib).toBeGreaterThan(reservedGib);
  });

  test('counts more memory outside PyTorch on several accelerators, and a flat amount before 0.6', () => {
    expect(estimate({ degree: 2 }).reservedGib).toBeCloseTo(0.5 + 1024 * (6 * (48 + 64)) / GIB, 12);
    expect(estimate({ degree: 2, maxNumBatchedTokens: 1 }, '0.5.5').reservedGib).toBeCloseTo(0.9 + Math.max(256 * (6 * (48 + 64)) / GIB, (8 * 1000 * 38.6) / GIB), 9);
  });

  test('counts the buffer of experts separately in V1, and within the activations before', () => {
    const experts = { ...SMALL, experts: 4, expertsPerToken: 3 };
    const buffer = (4 * 3 * 64) / GIB;
    expect(estimate({ geometry: experts }).reservedGib - estimate().reservedGib).toBeCloseTo(1024 * buffer, 12);
    expect(estimate({ geometry: { ...experts, activeWidth: 48 } }).reservedGib).toBeCloseTo(0.15 + 1024 * buffer + 1024 * (6 * (48 + 64)) / GIB, 12);
    expect(estimate({ geometry: experts, chunkedPrefill: true }, '0.7.3').reservedGib).toBeCloseTo(0.15 + 1024 * (LAYER + buffer), 12);
  });

  test('before V1 prefills whole contexts without chunks, unless they are longer than 32,768', () => {
    const long = { geometry: { ...SMALL, maxPositionEmbeddings: 65_536 } };
    const reserved = (maxModelLen: number, version = '0.7.3', props: Partial<Input> = {}): number => estimate({ ...long, maxModelLen, ...props }, version).reservedGib - 0.15;
    expect(reserved(32_768)).toBeCloseTo(32_768 * LAYER, 9);
    expect(reserved(32_769)).toBeCloseTo(1024 * LAYER, 9);
    expect(reserved(512)).toBeCloseTo(1024 * LAYER, 9);
    expect(reserved(40_000, '0.7.3', { chunkedPrefill: false })).toBeCloseTo(40_000 * LAYER, 9);
    expect(reserved(40_000, '0.8.0')).toBeCloseTo(1024 * LAYER, 9);
    expect(estimate({ ...long, maxModelLen: 40_000 }, '0.5.3').reservedGib).toBeCloseTo(0.9 + 40_000 * LAYER, 9);
    expect(estimate({ ...long, maxModelLen: 40_000, maxNumBatchedTokens: undefined }, '0.5.4').reservedGib).toBeCloseTo(0.9 + 512 * LAYER, 9);
  });

  test('assumes 2,048 tokens per step by default, and 512 with chunked prefill of old versions', () => {
    const chunk = (version: string, capability = 9): number => (estimate({ maxNumBatchedTokens: undefined, chunkedPrefill: true }, version, capability).reservedGib - 0.15) / LAYER;
    expect(chunk('0.19.0')).toBeCloseTo(2048, 6);
    expect(chunk('0.6.4')).toBeCloseTo(2048, 6);
    expect(chunk('0.6.3')).toBeCloseTo(512, 6);
  });

  test('reserves memory for CUDA graphs since 0.20: piecewise graphs up to twice the sequences, full graphs up to the sequences', () => {
    const graphs = (maxNumSeqs: number, props: Partial<Input> = {}): number =>
      (estimate({ maxNumSeqs, maxNumBatchedTokens: 1, ...props }, '0.20.1').reservedGib - estimate({ maxNumSeqs, maxNumBatchedTokens: 1, enforceEager: true, ...props }, '0.20.1').reservedGib) / 4;
    // Sizes 1, 2, 4, then every 8th to 256, then every 16th.
    const counts = (numbers: number): number => 0.004 + 0.00016 * numbers;
    expect(graphs(1)).toBeCloseTo(counts(2 + 1), 12);
    expect(graphs(3)).toBeCloseTo(counts(3 + 2), 12);
    expect(graphs(4)).toBeCloseTo(counts(4 + 3), 12);
    expect(graphs(8)).toBeCloseTo(counts(5 + 4), 12);
    expect(graphs(32)).toBeCloseTo(counts(3 + 8 + 3 + 4), 12);
    // 256: 3 + 31 below it + itself; 512: 16 more.
    expect(graphs(256)).toBeCloseTo(counts(35 + 16 + 35), 12);
    expect(graphs(1024)).toBeCloseTo(counts(51 + 51), 12);
    expect(graphs(272)).toBeCloseTo(counts(51 + 36), 12);
    expect(graphs(8, { geometry: { ...SMALL, allLayers: 8 } })).toBeCloseTo(2 * counts(9), 12);
  });

  test('keeps room for adapters: two small matrices for each projection', () => {
    const lora = (props: Partial<Input> = {}): number => (estimate({ lora: { maxLoras: 3, maxRank: 5 }, ...props }).reservedGib - estimate(props).reservedGib) * GIB;
    // Inputs of q, k, v, o: 64, 64, 64, 64; outputs: 64, 32, 32, 64. Inputs of gate, up, down: 64, 64, 96; outputs: 96, 96, 64.
    expect(lora()).toBeCloseTo(2 * 3 * 5 * 4 * (4 * 64 + 64 + 32 + 32 + 64 + (64 + 64 + 96) + (96 + 96 + 64)), 3);
    expect(lora({ geometry: { ...SMALL, experts: 4 } })).toBeCloseTo(2 * 3 * 5 * 4 * (4 * 64 + 64 + 32 + 32 + 64), 3);
    expect(lora({ geometry: { ...SMALL, allLayers: 6 } })).toBeCloseTo(lora() * 1.5, 3);
    // Projections split by output (q, k, v, gate, up) keep the first matrix whole and split the second; those split by input (o, down) the other way around.
    expect(lora({ degree: 2 })).toBeCloseTo(2 * 3 * 5 * 4 * (3 * 64 + (64 + 32 + 32) / 2 + 64 / 2 + 64 + 2 * 64 + (96 + 96) / 2 + 96 / 2 + 64), 3);
  });

  test('of an image encoder counts its output, and the activations of its profiling run', () => {
    const encoder = { width: 10_000, patchesPerToken: 4, tokensPerImage: 3000, takesVideo: true };
    const reserved = (version: string, shape = encoder, props: Partial<Input> = {}): number => estimate({ geometry: { ...SMALL, multimodal: true, encoder: shape }, ...props }, version).reservedGib - 0.15;
    const output = (2 * 3000 * 64) / GIB;
    expect(reserved('0.19.0')).toBeCloseTo(output + (3000 * 4 * 6 * 10_000) / GIB, 12);
    // As many images as fit in a batch.
    expect(reserved('0.19.0', encoder, { maxNumBatchedTokens: 5000 })).toBeCloseTo(output + (5000 * 4 * 6 * 10_000) / GIB, 12);
    // The first versions of V1 profile a video as long as the context.
    expect(reserved('0.8.5', encoder, { maxModelLen: 6000 })).toBeCloseTo(output + (6000 * 4 * 6 * 10_000) / GIB, 12);
    expect(reserved('0.9.0', encoder, { maxModelLen: 6000 })).toBeCloseTo(output + (3000 * 4 * 6 * 10_000) / GIB, 12);
    expect(reserved('0.8.5', { ...encoder, takesVideo: false }, { maxModelLen: 6000 })).toBeCloseTo(output + (3000 * 4 * 6 * 10_000) / GIB, 12);
    expect(reserved('0.19.0', encoder, { degree: 2 }) - 0.35).toBeCloseTo(output + (3000 * 4 * 6 * 10_000) / 2 / GIB, 12);
    expect(estimate({ geometry: { ...SMALL, multimodal: true } }).reservedGib - estimate().reservedGib).toBeCloseTo(0.5, 12);
  });

  test('includes a draft model, and excludes weights offloaded to the host', () => {
    const draft = { ...SMALL, parameters: 500_000, layers: 2 };
    expect(estimate({ draft }).weightsGib).toBeCloseTo(1.5 * WEIGHTS, 12);
    // Two more layers cache the same tokens.
    expect(estimate({ draft }).kvCacheTokens).toBe(Math.floor((estimate({ draft }).kvCacheGib * GIB) / 768));
    expect(estimate({ draft }).gibOf(10)).toBeCloseTo(7680 / GIB, 15);
    // Without chunks, each token of the context is also one of the profiling run.
    const long = { draft, geometry: { ...SMALL, maxPositionEmbeddings: 1e9 }, chunkedPrefill: false, memoryGib: 0.2 };
    expect(estimate(long, '0.7.3').longestContext).toBe(Math.floor((0.9 * 0.2 - 1.5 * WEIGHTS - 0.15) / (768 / GIB + LAYER)));
    expect(estimate({ cpuOffloadGib: WEIGHTS / 4 }).weightsGib).toBeCloseTo(0.75 * WEIGHTS, 12);
    expect(estimate({ cpuOffloadGib: 5 }).weightsGib).toBe(0);
  });

  test('fits as long as one sequence of the whole context fits, to the exact token', () => {
    const memory = (tokens: number): number => (0.15 + 1024 * LAYER + WEIGHTS + (tokens * 512) / GIB) / 0.9;
    const at = (tokens: number, maxModelLen: number): ReturnType<typeof estimateMemory> => estimate({ memoryGib: memory(tokens), maxModelLen });
    expect(at(256.5, 256)).toMatchObject({ fits: true, longestContext: 256, kvCacheTokens: 256 });
    expect(at(256.5, 257)).toMatchObject({ fits: false, longestContext: 256 });
    expect(at(256.5, 2000)).toMatchObject({ fits: false, longestContext: 256, maxModelLen: 2000 });
    // At most the context of the model, or the requested one.
    expect(at(5000, 256).longestContext).toBe(512);
    expect(at(5000, 2000).longestContext).toBe(2000);
    expect(at(-10, 256)).toMatchObject({ fits: false, longestContext: 0, kvCacheTokens: 0 });
    expect(estimate({ maxModelLen: undefined, maxNumSeqs: undefined })).toMatchObject({ maxModelLen: 512, maxNumSeqs: 32 });
  });

  test('without chunks profiles 2,048 tokens, or a longer context', () => {
    const at = (bytes: number, props: Partial<Input> = {}): number => estimate({
      geometry: { ...SMALL, maxPositionEmbeddings: 1e6 }, maxNumBatchedTokens: undefined, chunkedPrefill: false, memoryGib: (0.15 + WEIGHTS + bytes / GIB) / 0.9, ...props,
    }, '0.6.3').longestContext;
    const profile = 2048 * 6 * (96 + 64);
    expect(at(profile + 300.5 * 512)).toBe(300);
    expect(at(profile + 2000.5 * 512)).toBe(2000);
    // Every token beyond is in the profile and in the cache.
    expect(at(5000.5 * (6 * (96 + 64) + 512))).toBe(5000);
    // The sampler if it takes more: 38.6 bytes for each sequence and word.
    expect(at(100 * 1000 * 38.6 + 300.5 * 512, { maxNumSeqs: 100 })).toBe(300);
    expect(at(100 * 1000 * 38.6 + 3000.5 * 512, { maxNumSeqs: 100 })).toBe(3000);
  });

  test('of a model without a cache fits with its weights', () => {
    const encoder = { ...SMALL, isEncoder: true, cache: [] };
    expect(estimate({ geometry: encoder })).toMatchObject({ fits: true, kvCacheTokens: 0, longestContext: 512 });
    expect(estimate({ geometry: encoder, memoryGib: 0.1 })).toMatchObject({ fits: false, longestContext: 0 });
  });
});

describe('other engines', () => {
  const input = (props: Partial<Input>): Input => ({
    geometry: SMALL, engine: 'transformers-neuronx', ordinal: 12, rules: vllmRules('0.6.3', 9), memoryGib: 10, degree: 1, format: 'bf16', kvCacheBytes: 2, utilization: 0.9, ...props,
  });
  const WEIGHTS = 2e6 / GIB;

  test('NeuronX uses nine tenths of a core for weights and the cache of all sequences, allocated at load time', () => {
    const fit = estimateMemory(input({ maxModelLen: 256, maxNumSeqs: 8 }));
    expect(fit).toMatchObject({ fits: true, budgetGib: 9, reservedGib: 0, maxModelLen: 256, maxNumSeqs: 8 });
    expect(fit.kvCacheGib).toBeCloseTo(9 - WEIGHTS, 12);
    expect(fit.kvCacheTokens).toBe(Math.floor(((9 - WEIGHTS) * GIB) / 512));
    expect(fit.gibOf(10)).toBeCloseTo(5120 / GIB, 15);
    // Room for exactly eight times 256 tokens, then one byte less.
    const memory = (tokens: number): number => (WEIGHTS + (tokens * 512) / GIB) / 0.9;
    expect(estimateMemory(input({ maxModelLen: 256, maxNumSeqs: 8, memoryGib: memory(8 * 256 + 0.5) }))).toMatchObject({ fits: true, longestContext: 256 });
    expect(estimateMemory(input({ maxModelLen: 256, maxNumSeqs: 8, memoryGib: memory(8 * 256 - 0.5) }))).toMatchObject({ fits: false, longestContext: 255 });
    expect(estimateMemory(input({ maxModelLen: 256, maxNumSeqs: 8, memoryGib: memory(-9) }))).toMatchObject({ fits: false, longestContext: 0, kvCacheTokens: 0 });
    // At most the context of the model, or the requested one.
    expect(estimateMemory(input({ maxModelLen: 256, maxNumSeqs: 1 })).longestContext).toBe(512);
    expect(estimateMemory(input({ maxModelLen: 2000, maxNumSeqs: 1 })).longestContext).toBe(2000);
  });

  test('NeuronX compiles for 128 tokens and 32 sequences before V12, and for the model to 4,096 tokens since', () => {
    const of = (ordinal: number, maxPositionEmbeddings: number): number[] => {
      const { maxModelLen, maxNumSeqs } = estimateMemory(input({ ordinal, geometry: { ...SMALL, maxPositionEmbeddings } }));
      return [maxModelLen, maxNumSeqs];
    };
    expect([of(11, 8192), of(12, 8192), of(12, 512), of(11, 64)]).toEqual([[128, 32], [4096, 1], [512, 1], [64, 32]]);
  });

  test('NeuronX keeps latent attention and windows in full, divided by the degree', () => {
    const latent = { ...SMALL, kvLoraRank: 16, qkRopeHeadDimension: 8 };
    expect(estimateMemory(input({ geometry: latent, rules: vllmRules('0.20.1', 9) })).gibOf(1) * GIB).toBeCloseTo(4 * 4 * 512 * 2, 6);
    expect(estimateMemory(input({ geometry: { ...SMALL, slidingWindow: 32 }, rules: vllmRules('0.20.1', 9) })).gibOf(1000) * GIB).toBeCloseTo(1000 * 512, 6);
    expect(estimateMemory(input({ degree: 2 })).gibOf(1) * GIB).toBeCloseTo(256, 6);
  });

  test('TensorRT-LLM starts with less cache than a context, and rejects weights above seven tenths', () => {
    const trt = (memoryGib: number, parameters: number): ReturnType<typeof estimateMemory> =>
      estimateMemory(input({ engine: 'tensorrt-llm', memoryGib, geometry: { ...SMALL, parameters, maxPositionEmbeddings: 100_000_000 }, maxNumBatchedTokens: 1, chunkedPrefill: true }));
    expect(trt(10, 3e9)).toMatchObject({ fits: true });
    expect(trt(10, 3e9).longestContext).toBeLessThan(100_000_000);
    expect(trt(10, 3.75e9).fits).toBe(true);
    expect(trt(10, 3.77e9)).toMatchObject({ fits: false, longestContext: 0 });
    expect(trt(0.01, 1e6).fits).toBe(false);
  });
});

test.each<[boolean, string, 'fp32' | 'bf16' | 'fp8', number]>([
  // An 8-bit cache where the checkpoint asks for one, from vLLM 0.14 on.
  [true, '0.14.0', 'fp8', 1], [true, '0.13.0', 'fp8', 2], [false, '0.14.0', 'fp8', 2], [true, '0.14.0', 'fp32', 4], [false, '0.13.0', 'bf16', 2],
])('a checkpoint that requests an 8-bit cache (%p) in vLLM %s with %s weights has elements of %d bytes', (hasFp8Cache, version, format, bytes) => {
  expect(defaultKvCacheBytes({ ...SMALL, hasFp8Cache }, format, vllmRules(version, 9))).toBe(bytes);
});

test.each<[number, number, number, 'vllm' | 'transformers-neuronx', boolean]>([
  [32, 8, 4, 'vllm', true], [32, 8, 16, 'vllm', true], [32, 8, 3, 'vllm', false], [24, 8, 12, 'vllm', false], [12, 12, 8, 'vllm', false], [24, 6, 4, 'vllm', false], [71, 1, 4, 'vllm', false],
  [71, 1, 4, 'transformers-neuronx', true],
])('%d heads with %d for keys and values can be split %d ways by %s: %p', (attentionHeads, keyValueHeads, degree, engine, expected) => {
  expect(isDivisible({ ...SMALL, attentionHeads, keyValueHeads }, degree, engine)).toBe(expected);
});

test('latent attention has no heads to divide', () => {
  expect(isDivisible({ ...SMALL, attentionHeads: 24, keyValueHeads: 5, kvLoraRank: 16 }, 3, 'vllm')).toBe(true);
  expect(isDivisible({ ...SMALL, attentionHeads: 24, keyValueHeads: 5 }, 3, 'vllm')).toBe(false);
  expect(isDivisible({ ...SMALL, attentionHeads: 24, keyValueHeads: 5, cache: [{ layers: 4, stateBytes: 8 }] }, 3, 'vllm')).toBe(true);
});

test.each<[keyof VllmRules, string, unknown, string, unknown]>([
  ['v1', '0.7.9', false, '0.8.0', true], ['before06', '0.5.9', true, '0.6.0', false], ['chunksLongContexts', '0.5.3', false, '0.5.4', true], ['chunk', '0.6.3', 512, '0.6.4', 2048],
  ['latentCache', '0.7.0', false, '0.7.1', true], ['samplerBytes', '0.16.9', 38.6, '0.17.0', 20], ['samplerBytes', '0.21.9', 20, '0.22.0', 12], ['windowedCache', '0.9.1', false, '0.9.2', true],
  ['chunkedCache', '0.13.9', false, '0.14.0', true], ['printsConcurrency', '0.20.0', false, '0.20.1', true], ['batchesInFlight', '0.23.9', 1, '0.24.0', 2], ['statePages', '0.23.9', 1, '0.24.0', 2],
  ['profilesVideo', '0.7.9', false, '0.8.0', true], ['profilesVideo', '0.8.9', true, '0.9.0', false], ['utilization', '0.19.9', 0.9, '0.20.0', 0.92], ['reservesGraphs', '0.19.9', false, '0.20.0', true],
  ['cacheAsCheckpointed', '0.13.9', false, '0.14.0', true],
])('%s is of vLLM %s %p, and of %s %p', (rule, before, old, since, now) => {
  expect([vllmRules(before, 8)[rule], vllmRules(since, 8)[rule]]).toEqual([old, now]);
});

test('older GPUs use V0 until vLLM 0.9, and sort logits', () => {
  expect(['0.8.0', '0.9.2', '0.10.0'].map((version) => vllmRules(version, 7.5).v1)).toEqual([false, false, true]);
  expect([vllmRules('0.22.1', 7.5).samplerBytes, vllmRules('0.22.1', 8).samplerBytes, vllmRules('0.22.1').samplerBytes]).toEqual([20, 12, 12]);
  expect([vllmRules('0.8.0').v1, vllmRules('1.0.0').reservesGraphs, vllmRules('0.5.3.post1').chunksLongContexts, vllmRules('0.6').before06]).toEqual([true, true, false, false]);
});

describe('what cannot run at all', () => {
  const gpu = (name: string, computeCapability: number | undefined, bf16 = true): AcceleratorFact => ({ name, kind: AcceleratorKind.GPU, memoryGib: 24, year: 2022, bf16, fp8: false, computeCapability });
  const work = (ordinal: number, geometry: Partial<Geometry> = {}, engine = SizingEngine.VLLM): Workload => ({ geometry: { ...SMALL, ...geometry }, engine, ordinal });
  const A10G = gpu('A10G', 8.6);
  const T4 = gpu('T4', 7.5, false);

  test.each<[string, Workload, AcceleratorFact, string]>([
    ['a GPU engine on Inferentia', work(12), { ...A10G, name: 'Inferentia2', kind: AcceleratorKind.NEURON }, 'the engine vllm does not run on Inferentia2'],
    ['NeuronX on a GPU', work(12, {}, SizingEngine.TRANSFORMERS_NEURONX), A10G, 'the engine transformers-neuronx does not run on A10G'],
    ['anything on Gaudi', work(12), { ...A10G, name: 'Gaudi', kind: AcceleratorKind.GAUDI }, 'the engine vllm does not run on Gaudi'],
    // CUDA 12.6 in V14, 12.8 in V15.
    ['Blackwell before CUDA 12.8', work(14), gpu('B200', 10), 'the image of LMI V14 has CUDA 12.6, and B200 needs 12.8 or later'],
    ['the same with TensorRT-LLM', work(14, {}, SizingEngine.TENSORRT_LLM), gpu('B200', 10), 'the image of LMI V14 has CUDA 12.5, and B200 needs 12.8 or later'],
    ['an old GPU from V27 on', work(27), T4, 'vLLM in LMI V27 and later is built for compute capability 8.0 and later, and T4 has 7.5'],
    ['FP8 weights on an old GPU', work(16, { quantizationMethod: 'fp8' }), T4, 'its fp8 weights need compute capability 8.0 or later, and T4 has 7.5'],
    ['AWQ on an older one', work(16, { quantizationMethod: 'awq' }), gpu('V100', 7), 'its awq weights need compute capability 7.5 or later, and V100 has 7.0'],
    ['Gemma 3 without bfloat16', work(16, { modelType: 'gemma3' }), T4, 'vLLM refuses to run gemma3 models in float16, and T4 does not compute in bfloat16'],
  ])('%s', (_what, workload, accelerator, reason) => {
    expect(whyNot(workload, accelerator)).toBe(reason);
  });

  test.each<[string, Workload, AcceleratorFact]>([
    ['NeuronX on Inferentia', work(12, {}, SizingEngine.TRANSFORMERS_NEURONX), { ...A10G, kind: AcceleratorKind.NEURON, computeCapability: undefined }],
    ['Blackwell from CUDA 12.8 on', work(15), gpu('B200', 10)], ['Hopper before', work(14), gpu('H100', 9)], ['an old GPU to V26', work(26), T4], ['Ampere from V27 on', work(27), gpu('A100', 8)],
    ['FP8 weights on Ampere', work(16, { quantizationMethod: 'fp8' }), gpu('A100', 8)], ['AWQ on T4', work(16, { quantizationMethod: 'awq' }), T4],
    ['a method named like a property of every object', work(16, { quantizationMethod: 'constructor', modelType: 'constructor' }), T4],
    ['Gemma 3 with bfloat16', work(16, { modelType: 'gemma3' }), A10G], ['FP8 with TensorRT-LLM', work(12, { quantizationMethod: 'fp8' }, SizingEngine.TENSORRT_LLM), T4],
    ['an unknown GPU', work(27), gpu('X', undefined)], ['a version with an unknown CUDA', work(1), gpu('B200', 10)],
  ])('but %s can', (_what, workload, accelerator) => {
    expect(whyNot(workload, accelerator)).toBeUndefined();
  });

  test.each<[string, Workload, boolean]>([
    // sagemaker-python-sdk#6141: CUDA 12 on ml.g4dn. djl-serving#2987: AWQ kernels of CUDA 12.8 on ml.p5.
    ['ml.g4dn.xlarge', work(8), true], ['ml.g4dn.xlarge', work(7), false], ['ml.g5.xlarge', work(8), false], ['ml.g4dnx.xlarge', work(8), false],
    ['ml.g4dn.xlarge', work(8, {}, SizingEngine.TRANSFORMERS_NEURONX), false], ['ml.p5.48xlarge', work(15, { quantizationMethod: 'awq_marlin' }), true],
    ['ml.p5.48xlarge', work(15), false], ['ml.p5.48xlarge', work(14, { quantizationMethod: 'awq' }), false], ['ml.p5en.48xlarge', work(15, { quantizationMethod: 'awq' }), false],
  ])('%s is reported to fail with %j: %p', (instanceType, workload, expected) => {
    expect(isReportedToFail(instanceType, workload)).toBe(expected);
  });
});
