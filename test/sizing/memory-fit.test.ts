import { readFileSync } from 'fs';
import { join } from 'path';
import { Size, Token } from 'aws-cdk-lib';
import { chartData, instanceChart } from '../../projenrc/instance-chart';
import { LmiError } from '../../src/checks/lmi-error';
import { ModelFact, MODELS } from '../../src/facts/models';
import { priceOf } from '../../src/facts/prices';
import { SizingEngine } from '../../src/facts/sizing-engine';
import { LmiVersion } from '../../src/image/lmi-version';
import { Accelerator } from '../../src/instance/accelerator';
import { LmiInstanceType } from '../../src/instance/lmi-instance-type';
import { ModelArchitecture } from '../../src/model/model-architecture';
import { LmiSizing } from '../../src/sizing/lmi-sizing';
import { MemoryFit } from '../../src/sizing/memory-fit';
import { MemoryFitProps, WeightFormat } from '../../src/sizing/memory-fit-props';

const LLAMA_8B = ModelArchitecture.LLAMA_3_1_8B_INSTRUCT;
const FALCON_7B = ModelArchitecture.FALCON_7B;
const { G5_XLARGE, G5_2XLARGE, G5_12XLARGE } = LmiInstanceType;

function problemsOf(work: () => unknown, path = 'MemoryFit'): string[] {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(LmiError);
    expect((error as LmiError).constructPath).toBe(path);
    return (error as LmiError).faults;
  }
  throw new Error('expected an LmiError');
}

describe('the samples of the LMI guide', () => {
  test.each(Object.entries(MODELS as { readonly [constant: string]: ModelFact }).filter(([, fact]) => fact.sample))(
    '%s fits the type that the guide names',
    (constant, fact) => {
      const fit = MemoryFit.estimate({
        architecture: (ModelArchitecture as any)[constant],
        instanceType: LmiInstanceType.of(fact.sampleInstanceType!),
      });
      expect(fit.reason).toBeUndefined();
      expect(fit.fits).toBe(true);
      expect(fit.maxModelLen).toBe(fact.config.max_position_embeddings ?? fact.config.n_positions);
    },
  );

  test.each([
    ['Llama 2 13B', ModelArchitecture.LLAMA_2_13B, G5_2XLARGE],
    ['Llama 2 70B', ModelArchitecture.LLAMA_2_70B, G5_12XLARGE],
    ['Falcon 180B', ModelArchitecture.FALCON_180B, LmiInstanceType.P4D_24XLARGE],
  ])('%s does not fit a smaller one', (_name, architecture, instanceType) => {
    const fit = MemoryFit.estimate({ architecture, instanceType });
    expect(fit.fits).toBe(false);
    expect(fit.kvCacheGib).toBe(0);
    expect(fit.kvCacheTokens).toBe(0);
    expect(fit.maxConcurrency(1)).toBe(0);
    expect(fit.reason).toMatch(/which is \d+\.\d GiB too little; use ml\.\S+, or quantize the weights to \d bits/);
  });

  test('Llama 2 70B with 4 bits fits ml.g5.12xlarge, whether the checkpoint or the caller specifies them', () => {
    const instanceType = G5_12XLARGE;
    const awq = MemoryFit.estimate({ architecture: ModelArchitecture.LLAMA_2_70B_AWQ, instanceType });
    const asked = MemoryFit.estimate({ architecture: ModelArchitecture.LLAMA_2_70B, instanceType, weightFormat: WeightFormat.INT4 });
    expect(awq.fits && asked.fits).toBe(true);
    expect(awq.weightsGib).toBe(asked.weightsGib);
  });
});

describe('an estimate', () => {
  test('adds up to the memory that the engine may use', () => {
    const fit = MemoryFit.estimate({ architecture: LLAMA_8B, instanceType: G5_2XLARGE, maxModelLen: 8192 });
    expect(fit.weightsGib + fit.reservedGib + fit.kvCacheGib).toBeCloseTo(22 * 0.92, 6);
    expect(fit.kvCacheTokens).toBe(Math.floor(fit.kvCacheGib * 2 ** 30 / 131072));
    expect(fit.maxConcurrency(8192)).toBe(Math.floor(fit.kvCacheTokens / 8192));
    expect(fit.tensorParallelDegree).toBe(1);
    expect(fit.weightFormat).toBe(WeightFormat.BF16);
  });

  test('uses the model\'s own context, and reports which one would fit', () => {
    const fit = MemoryFit.estimate({ architecture: LLAMA_8B, instanceType: G5_2XLARGE });
    expect(fit.fits).toBe(false);
    expect(fit.reason).toContain(`set maxModelLen to at most ${fit.maxModelLen}`);
    expect(MemoryFit.estimate({ architecture: LLAMA_8B, instanceType: G5_2XLARGE, maxModelLen: fit.maxModelLen }).fits).toBe(true);
    expect(MemoryFit.estimate({ architecture: LLAMA_8B, instanceType: G5_2XLARGE, maxModelLen: fit.maxModelLen + 1 }).fits)
      .toBe(false);
  });

  test.each([LmiVersion.V8, LmiVersion.V11, LmiVersion.V12, LmiVersion.V14, LmiVersion.V15, LmiVersion.V28])(
    'fits up to exactly the longest context it reports, %s',
    (version) => {
      for (const instanceType of [G5_2XLARGE, LmiInstanceType.G6E_XLARGE, LmiInstanceType.G4DN_12XLARGE]) {
        if (version === LmiVersion.V28 && instanceType === LmiInstanceType.G4DN_12XLARGE) {
          // Its vLLM is not built for T4.
          continue;
        }
        for (const chunkedPrefill of [undefined, false, true]) {
          const at = (maxModelLen: number) =>
            MemoryFit.estimate({ architecture: LLAMA_8B, instanceType, version, maxModelLen, chunkedPrefill });
          const { maxModelLen } = at(20_000);
          expect(maxModelLen).toBeGreaterThan(0);
          expect(at(maxModelLen).fits).toBe(true);
          expect(at(131_072).maxModelLen).toBe(maxModelLen);
          expect(maxModelLen === 131_072 || !at(maxModelLen + 1).fits).toBe(true);
        }
      }
    },
  );

  test('has activations that grow with the context in V0 without chunked prefill', () => {
    const props = { architecture: LLAMA_8B, instanceType: LmiInstanceType.G6E_XLARGE, maxModelLen: 131_072, chunkedPrefill: false };
    const v0 = MemoryFit.estimate({ ...props, version: LmiVersion.V12 });
    const v1 = MemoryFit.estimate({ ...props, version: LmiVersion.V28, chunkedPrefill: undefined });
    expect(v0.reservedGib).toBeCloseTo(0.15 + 13.5, 1);
    // One scheduler step, the sampler, and the CUDA graphs of 32 layers.
    expect(v1.reservedGib).toBeLessThan(1.2);
  });

  test('splits weights and key-value heads, but keeps at least one of the latter', () => {
    const on = (instanceType: LmiInstanceType) =>
      MemoryFit.estimate({ architecture: ModelArchitecture.QWEN2_5_1_5B_INSTRUCT, instanceType });
    expect(on(G5_12XLARGE).weightsGib).toBeCloseTo(on(G5_XLARGE).weightsGib / 4, 9);
    const fit = on(G5_12XLARGE);
    expect(fit.kvCacheTokens).toBe(Math.floor(fit.kvCacheGib * 2 ** 30 / (2 * 28 * 128 * 2)));
  });

  test('keeps the compressed cache of latent attention on every accelerator', () => {
    const architecture = ModelArchitecture.DEEPSEEK_R1;
    const fit = MemoryFit.estimate({ architecture, instanceType: LmiInstanceType.P5EN_48XLARGE, maxModelLen: 32_768 });
    expect(fit.weightFormat).toBe(WeightFormat.FP8);
    expect(fit.kvCacheTokens).toBe(Math.floor(fit.kvCacheGib * 2 ** 30 / 70272));
  });

  test('halves the cache with one byte per element', () => {
    const props = { architecture: LLAMA_8B, instanceType: G5_2XLARGE, maxModelLen: 8192 };
    const [two, one] = [MemoryFit.estimate(props), MemoryFit.estimate({ ...props, kvCacheBytesPerElement: 1 })];
    expect(one.kvCacheTokens / two.kvCacheTokens).toBeCloseTo(2, 3);
  });

  test.each([
    [WeightFormat.FP32, 4], [WeightFormat.FP16, 2], [WeightFormat.BF16, 2], [WeightFormat.FP8, 1], [WeightFormat.INT8, 1],
    [WeightFormat.INT4, 0.53],
  ])('counts the weights of %s', (weightFormat, bytes) => {
    const { parameters, vocabularySize, hiddenSize } = LLAMA_8B;
    const embeddings = 2 * vocabularySize * hiddenSize;
    const instanceType = LmiInstanceType.P4DE_24XLARGE;
    const fit = MemoryFit.estimate({ architecture: LLAMA_8B, instanceType, tensorParallelDegree: 1, weightFormat });
    // Norms stay at 16 bits, too, which is less than a MiB.
    expect(fit.weightsGib).toBeCloseTo((Math.max(2, bytes) * embeddings + bytes * (parameters - embeddings)) / 2 ** 30, 2);
  });

  test('has the number of concurrent sequences of the LMI version', () => {
    const sampler = (version: LmiVersion) => MemoryFit.estimate({
      architecture: LLAMA_8B, instanceType: G5_2XLARGE, version, maxModelLen: 2048, maxNumBatchedTokens: 1,
    }).reservedGib - 0.15;
    expect(sampler(LmiVersion.V16)).toBeCloseTo(256 * 128256 * 38.6 / 2 ** 30, 6);
    expect(sampler(LmiVersion.V17)).toBeCloseTo(32 * 128256 * 38.6 / 2 ** 30, 6);
  });

  test('treats an unlisted version as the newest', () => {
    const props = { architecture: LLAMA_8B, instanceType: G5_2XLARGE };
    expect(MemoryFit.estimate({ ...props, version: LmiVersion.of('V40', '0.50.0') }).kvCacheGib).toBe(MemoryFit.estimate(props).kvCacheGib);
  });

  test('reports what it omits', () => {
    const notesOf = (props: Partial<MemoryFitProps>): string => MemoryFit.estimate({
      architecture: LLAMA_8B, instanceType: G5_2XLARGE, maxModelLen: 8192, version: LmiVersion.V14, ...props,
    }).notes.join('\n');
    expect(notesOf({})).toBe('');
    expect(notesOf({ version: LmiVersion.V28 })).toBe('');
    expect(notesOf({ architecture: ModelArchitecture.GEMMA_3_4B_IT })).toMatch(/before V1 profiles images/);
    expect(notesOf({ architecture: ModelArchitecture.MIXTRAL_8X7B })).toMatch(/experts/);
    expect(notesOf({ architecture: ModelArchitecture.FLAN_T5_XXL })).toMatch(/cross-attention[^]*longer than the model's own/);
    expect(notesOf({ instanceType: LmiInstanceType.G4DN_12XLARGE, maxModelLen: 16384 })).toMatch(/T4 with long contexts[^]*bfloat16/);
    expect(notesOf({ instanceType: LmiInstanceType.G4DN_12XLARGE, version: LmiVersion.V20 })).toMatch(/reported to fail on the hosts of ml\.g4dn\.12xlarge/);
    expect(notesOf({ engine: SizingEngine.TENSORRT_LLM })).toMatch(/TensorRT-LLM/);
    expect(notesOf({ architecture: ModelArchitecture.QWEN3_8B, maxModelLen: 4096, gpuMemoryUtilization: 0.8 })).toMatch(/small/);
    expect(notesOf({ architecture: ModelArchitecture.LLAMA_2_13B, instanceType: LmiInstanceType.G6E_XLARGE })).not.toMatch(/host/);
    expect(notesOf({ architecture: ModelArchitecture.PHI_4, weightFormat: WeightFormat.FP32 })).toMatch(/host/);
    expect(notesOf({ maxLoras: 2 })).toMatch(/adapters/);
    expect(notesOf({ draftArchitecture: ModelArchitecture.LLAMA_3_2_1B_INSTRUCT })).toMatch(/draft model/);
    expect(notesOf({ cpuOffloadGib: 4 })).toMatch(/host cost speed/);
    // Before LMI V25 nothing is reserved for CUDA graphs, which take more than 10 % of 22 GiB.
    const qwen = { architecture: ModelArchitecture.QWEN3_30B_A3B, instanceType: G5_12XLARGE, version: LmiVersion.V15 };
    expect(notesOf(qwen)).toMatch(/CUDA graphs/);
    expect(notesOf({ ...qwen, maxNumSeqs: 8 })).not.toMatch(/CUDA graphs/);
    expect(notesOf({ ...qwen, enforceEager: true })).not.toMatch(/CUDA graphs/);
    expect(notesOf({ ...qwen, version: LmiVersion.V25 })).not.toMatch(/CUDA graphs/);
  });
});

describe('the engine of the LMI version', () => {
  const reserved = (version: LmiVersion, props: Partial<MemoryFitProps> = {}): number =>
    MemoryFit.estimate({ architecture: LLAMA_8B, instanceType: G5_2XLARGE, maxModelLen: 4096, version, ...props }).reservedGib;

  test.each([[LmiVersion.V15, 0.9], [LmiVersion.V24, 0.9], [LmiVersion.V25, 0.92], [LmiVersion.V28, 0.92]])('%s uses a share of %p', (version, share) => {
    const fit = MemoryFit.estimate({ architecture: LLAMA_8B, instanceType: G5_2XLARGE, maxModelLen: 4096, version });
    expect(fit.weightsGib + fit.reservedGib + fit.kvCacheGib).toBeCloseTo(22 * share, 6);
  });

  test('reserves memory for CUDA graphs since V25, unless they are off', () => {
    expect(reserved(LmiVersion.V25)).toBeGreaterThan(reserved(LmiVersion.V24));
    expect(reserved(LmiVersion.V25, { enforceEager: true })).toBe(reserved(LmiVersion.V24, { enforceEager: true }));
    expect(reserved(LmiVersion.V24, { enforceEager: true })).toBe(reserved(LmiVersion.V24));
    // A log of Qwen2.5-7B with 256 sequences shows 0.53 GiB.
    const qwen = (enforceEager: boolean): number => MemoryFit.estimate({
      architecture: ModelArchitecture.QWEN2_5_7B_INSTRUCT, instanceType: G5_2XLARGE, maxModelLen: 2048, maxNumSeqs: 256, version: LmiVersion.V25, enforceEager,
    }).reservedGib;
    expect(qwen(false) - qwen(true)).toBeCloseTo(0.53, 1);
  });

  test('computes 2,048 tokens in a step on every GPU', () => {
    const on = (instanceType: LmiInstanceType, maxNumBatchedTokens?: number): number => MemoryFit.estimate({
      architecture: ModelArchitecture.LLAMA_3_3_70B_INSTRUCT, instanceType, maxModelLen: 8192, maxNumBatchedTokens,
    }).reservedGib;
    expect(on(LmiInstanceType.P5_48XLARGE)).toBe(on(LmiInstanceType.P5_48XLARGE, 2048));
    expect(on(LmiInstanceType.P5_48XLARGE)).toBeLessThan(on(LmiInstanceType.P5_48XLARGE, 16_384));
  });

  test('keeps an 8-bit cache if the checkpoint requests one, from V19 on', () => {
    const tokens = (version: LmiVersion): number => MemoryFit.estimate({
      architecture: ModelArchitecture.LLAMA_3_1_70B_INSTRUCT_FP8, instanceType: LmiInstanceType.G6E_12XLARGE, maxModelLen: 8192, version,
    }).kvCacheTokens;
    expect(tokens(LmiVersion.V19) / tokens(LmiVersion.V18)).toBeGreaterThan(1.9);
  });
});

describe('layers that do not keep every token', () => {
  const at = (architecture: ModelArchitecture, instanceType: LmiInstanceType, props: Partial<MemoryFitProps> = {}): MemoryFit =>
    MemoryFit.estimate({ architecture, instanceType, ...props });

  test('let Gemma 3 and 4 and Llama 4 start with their whole context, unlike layers that keep every token', () => {
    const { GEMMA_3_4B_IT, GEMMA_3_27B_IT, GEMMA_4_26B_A4B_IT, LLAMA_4_SCOUT_17B_16E_INSTRUCT } = ModelArchitecture;
    expect(at(GEMMA_3_4B_IT, G5_XLARGE).fits).toBe(true);
    expect(at(GEMMA_3_4B_IT, G5_XLARGE, { version: LmiVersion.V15 }).fits).toBe(false);
    expect(at(GEMMA_3_27B_IT, G5_12XLARGE).fits).toBe(true);
    expect(at(GEMMA_4_26B_A4B_IT, G5_12XLARGE, { maxModelLen: 131_072 }).fits).toBe(true);
    expect(at(LLAMA_4_SCOUT_17B_16E_INSTRUCT, LmiInstanceType.P5E_48XLARGE).fits).toBe(true);
    expect(at(LLAMA_4_SCOUT_17B_16E_INSTRUCT, LmiInstanceType.P5E_48XLARGE, { version: LmiVersion.V18 }).fits).toBe(false);
  });

  test('let more sequences fit than layers that keep every token', () => {
    const fit = at(ModelArchitecture.GEMMA_3_27B_IT, LmiInstanceType.P4D_24XLARGE);
    expect(fit.maxConcurrency(131_072)).toBe(Math.floor(fit.kvCacheTokens / 131_072));
    expect(fit.maxConcurrency(65_536)).toBeGreaterThan(fit.maxConcurrency(131_072));
    expect(fit.maxConcurrency(65_536)).toBeLessThan(2 * fit.maxConcurrency(131_072));
    // A short sequence already fills the windows, so a hundredth of the length takes more than a hundredth of the memory.
    expect(fit.maxConcurrency(1310)).toBeLessThan(100 * fit.maxConcurrency(131_072));
  });

  test('keep one state per sequence, however long', () => {
    const fit = at(ModelArchitecture.QWEN3_6_27B, LmiInstanceType.G6E_12XLARGE);
    expect(fit.fits).toBe(true);
    expect(fit.maxConcurrency(1)).toBeLessThan(1000);
    expect(fit.maxConcurrency(262_144)).toBeGreaterThanOrEqual(1);
  });
});

describe('other memory on the accelerators', () => {
  const fit = (props: Partial<MemoryFitProps>): MemoryFit =>
    MemoryFit.estimate({ architecture: LLAMA_8B, instanceType: G5_2XLARGE, maxModelLen: 8192, ...props });

  test('adapters need two matrices for each projection', () => {
    // 5.24 MB per rank and adapter: 81,920 rows and columns of the seven projections, 32 layers, 2 bytes.
    expect(fit({ maxLoras: 2, maxLoraRank: 64 }).reservedGib - fit({}).reservedGib).toBeCloseTo(2 * 64 * 81_920 * 32 * 2 / 2 ** 30, 6);
    expect(fit({ maxLoraRank: 16 }).reservedGib).toBe(fit({ maxLoras: 4 }).reservedGib);
    expect(fit({ maxLoras: 32, maxLoraRank: 256 }).fits).toBe(false);
  });

  test('a draft model needs its weights, and caches the same tokens', () => {
    const drafted = fit({ draftArchitecture: ModelArchitecture.LLAMA_3_2_1B_INSTRUCT });
    expect(drafted.weightsGib - fit({}).weightsGib).toBeCloseTo(1_235_814_400 * 2 / 2 ** 30, 2);
    const perToken = (2 * 32 * 8 * 128 * 2 + 2 * 16 * 8 * 64 * 2) / 2 ** 30;
    expect(drafted.kvCacheTokens).toBeCloseTo(drafted.kvCacheGib / perToken, -1);
  });

  test('weights offloaded to the host free memory', () => {
    expect(fit({ cpuOffloadGib: 4 }).kvCacheGib - fit({}).kvCacheGib).toBeCloseTo(4, 6);
    expect(fit({ cpuOffloadGib: 0 }).notes).toEqual(fit({}).notes);
    expect(fit({ cpuOffloadGib: 1000 }).weightsGib).toBe(0);
  });
});

describe('what cannot run', () => {
  const reason = (architecture: ModelArchitecture, instanceType: LmiInstanceType, version: LmiVersion): string | undefined =>
    MemoryFit.estimate({ architecture, instanceType, version, maxModelLen: 2048 }).reason;
  const { G4DN_XLARGE, G6_XLARGE, G7E_2XLARGE, G7E_12XLARGE } = LmiInstanceType;

  test.each<[string, ModelArchitecture, LmiInstanceType, LmiVersion, RegExp | undefined]>([
    ['Blackwell below CUDA 12.8', LLAMA_8B, G7E_2XLARGE, LmiVersion.V14, /LMI V14 has CUDA 12\.6, and RTX PRO 6000 needs 12\.8/],
    ['Blackwell from CUDA 12.8 on', LLAMA_8B, G7E_2XLARGE, LmiVersion.V15, undefined],
    ['Blackwell with the first image', ModelArchitecture.LLAMA_2_13B, G7E_2XLARGE, LmiVersion.V8, /CUDA 12\.1/],
    ['T4 while vLLM is built for it', ModelArchitecture.QWEN3_0_6B, G4DN_XLARGE, LmiVersion.V26, undefined],
    ['T4 after that', ModelArchitecture.QWEN3_0_6B, G4DN_XLARGE, LmiVersion.V27, /built for compute capability 8\.0 and later, and T4 has 7\.5/],
    ['MXFP4 on T4', ModelArchitecture.GPT_OSS_20B, LmiInstanceType.G4DN_12XLARGE, LmiVersion.V20, /mxfp4 weights need compute capability 8\.0/],
    ['a family that needs bfloat16 on T4', ModelArchitecture.GEMMA_3_4B_IT, G4DN_XLARGE, LmiVersion.V20, /refuses to run gemma3(_text)? models in float16/],
    ['the same on L4', ModelArchitecture.GEMMA_3_4B_IT, G6_XLARGE, LmiVersion.V20, undefined],
    ['MXFP4 on Blackwell', ModelArchitecture.GPT_OSS_120B, G7E_12XLARGE, LmiVersion.V28, undefined],
  ])('%s', (_what, architecture, instanceType, version, message) => {
    const found = reason(architecture, instanceType, version);
    if (message === undefined) {
      expect(found).toBeUndefined();
    } else {
      expect(found).toMatch(message);
      expect(found).toMatch(/cannot run on ml\..*; use ml\./);
    }
  });
});

describe('other engines', () => {
  test('TensorRT-LLM rejects weights that leave no room for its build', () => {
    const props = { architecture: ModelArchitecture.LLAMA_3_1_70B_INSTRUCT, instanceType: LmiInstanceType.G5_48XLARGE, maxModelLen: 4096 };
    expect(MemoryFit.estimate(props).fits).toBe(true);
    const fit = MemoryFit.estimate({ ...props, engine: SizingEngine.TENSORRT_LLM });
    expect(fit.fits).toBe(false);
    expect(fit.reason).toMatch(/TensorRT-LLM/);
  });

  test('Neuron counts the memory of a core and the whole batch', () => {
    const props = { architecture: ModelArchitecture.LLAMA_2_7B, instanceType: LmiInstanceType.INF2_XLARGE, maxModelLen: 2048 };
    const fit = MemoryFit.estimate({ ...props, maxNumSeqs: 4 });
    expect(fit.tensorParallelDegree).toBe(2);
    expect(fit.weightsGib + fit.kvCacheGib).toBeCloseTo(16 * 0.9, 6);
    expect(fit.fits).toBe(true);
    expect(fit.maxConcurrency(2048)).toBeGreaterThanOrEqual(4);
    const crowded = MemoryFit.estimate({ ...props, maxNumSeqs: 32 });
    expect(crowded.fits).toBe(false);
    expect(crowded.reason).toMatch(/for each of 32 sequences, all of which are allocated at load/);
    expect(crowded.reason).toContain(`set maxModelLen to at most ${crowded.maxModelLen}`);
    expect(MemoryFit.estimate({ ...props, maxNumSeqs: 32, maxModelLen: crowded.maxModelLen }).fits).toBe(true);
  });

  test('Neuron counts cores for the degree', () => {
    const props = { architecture: ModelArchitecture.LLAMA_2_13B, instanceType: LmiInstanceType.INF2_24XLARGE };
    expect(MemoryFit.estimate({ ...props, tensorParallelDegree: 10 }).fits).toBe(true);
    expect(problemsOf(() => MemoryFit.estimate({ ...props, tensorParallelDegree: 20 }))[0]).toMatch(/at most the 12 NeuronCores/);
    const old = MemoryFit.estimate({ ...props, tensorParallelDegree: 10, version: LmiVersion.V8 });
    expect(old._requestedModelLen).toBe(128);
  });

  test('an engine does not fit on accelerators on which it does not run', () => {
    const instanceType = LmiInstanceType.INF2_48XLARGE;
    const fit = MemoryFit.estimate({ architecture: LLAMA_8B, instanceType, engine: SizingEngine.VLLM, maxModelLen: 2048 });
    expect(fit.fits).toBe(false);
    expect(fit.reason).toMatch(/cannot run on ml\.inf2\.48xlarge: the engine vllm does not run on Inferentia2; use ml\./);
    expect(MemoryFit.estimate({ architecture: LLAMA_8B, instanceType: LmiInstanceType.DL1_24XLARGE }).fits).toBe(false);
  });
});

describe('the tensor parallel degree', () => {
  test('fails when it does not divide the heads: 3 on 4 GPUs', () => {
    const faults = problemsOf(() => MemoryFit.estimate({
      architecture: ModelArchitecture.LLAMA_2_7B, instanceType: G5_12XLARGE, tensorParallelDegree: 3,
    }));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toBe('tensorParallelDegree is 3; it must be a divisor of the 32 attention heads that is compatible with the 32 key-value heads. '
      + 'Set it to 1, 2 or 4.');
  });

  test('fails above the number of accelerators, and reports both problems at once', () => {
    expect(problemsOf(() => MemoryFit.estimate({
      architecture: ModelArchitecture.LLAMA_2_7B, instanceType: G5_12XLARGE, tensorParallelDegree: 5,
    }))).toHaveLength(2);
    expect(problemsOf(() => MemoryFit.estimate({
      architecture: ModelArchitecture.LLAMA_2_7B, instanceType: G5_12XLARGE, tensorParallelDegree: 8,
    }))[0]).toMatch(/at most the 4 accelerators/);
  });

  test('does not fit if the number of accelerators is not a divisor', () => {
    const fit = MemoryFit.estimate({ architecture: FALCON_7B, instanceType: G5_12XLARGE });
    expect(fit.fits).toBe(false);
    expect(fit.reason).toMatch(/71 attention heads.*set tensorParallelDegree to 1$/);
    expect(MemoryFit.estimate({ architecture: FALCON_7B, instanceType: G5_12XLARGE, tensorParallelDegree: 1 }).fits).toBe(true);
  });
});

describe('bad input', () => {
  const GOOD: MemoryFitProps = { architecture: LLAMA_8B, instanceType: G5_2XLARGE, maxModelLen: 2048 };
  const COUNTS = ['tensorParallelDegree', 'maxModelLen', 'maxNumSeqs', 'maxNumBatchedTokens', 'maxLoras', 'maxLoraRank'];
  test.each([
    ...COUNTS.flatMap((name) => [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '8', Token.asNumber({ Ref: 'X' })]
      .map((value) => [name, value])),
    ...[0, -0.1, 1.01, Number.NaN, '0.9'].map((value) => ['gpuMemoryUtilization', value]),
    ...[0, 5, Number.NaN, '2'].map((value) => ['kvCacheBytesPerElement', value]),
    ...[-1, Number.NaN, '2'].map((value) => ['cpuOffloadGib', value]),
    ['draftArchitecture', 'meta-llama/Llama-3.2-1B'],
    ['weightFormat', 'int2'],
    ['architecture', undefined],
    ['architecture', { layers: 3 }],
    ['instanceType', 'ml.g5.2xlarge'],
    ['instanceType', undefined],
  ] as [string, unknown][])('refuses %s = %p', (name, value) => {
    const faults = problemsOf(() => MemoryFit.estimate({ ...GOOD, [name]: value } as any));
    expect(faults).toHaveLength(1);
    expect(faults[0].startsWith(`${name} is `)).toBe(true);
  });

  test('rejects an instance type with unknown accelerators', () => {
    expect(problemsOf(() => MemoryFit.estimate({ ...GOOD, instanceType: LmiInstanceType.of('ml.new.xlarge') }))[0])
      .toMatch(/ml\.new\.xlarge.*accelerator/);
  });

  test('reports all problems at once', () => {
    expect(problemsOf(() => MemoryFit.estimate({ ...GOOD, maxModelLen: 0, maxNumSeqs: 0, gpuMemoryUtilization: 2 }))).toHaveLength(3);
  });

  test.each([0, -1, 1.5, Number.NaN, undefined, '4'])('maxConcurrency refuses %p', (value) => {
    expect(problemsOf(() => MemoryFit.estimate(GOOD).maxConcurrency(value as any))[0]).toMatch(/^atTokens is/);
  });
});

describe('the smallest instance type', () => {
  const nameOf = (props: Parameters<typeof MemoryFit.smallestInstanceType>[0]): string => MemoryFit.smallestInstanceType(props).name;

  test('is the cheapest that can run the model', () => {
    // A10G and L4 have the same memory, but ml.g6.xlarge costs less than ml.g5.xlarge. T4 costs even less, but the newest vLLM is not built for it.
    expect(nameOf({ architecture: ModelArchitecture.LLAMA_2_7B })).toBe('ml.g6.xlarge');
    expect(nameOf({ architecture: ModelArchitecture.QWEN3_0_6B, maxModelLen: 4096 })).toBe('ml.g6.xlarge');
    // Its hosts are reported to fail with CUDA 12 images, including those of an older vLLM; a user may choose it anyway.
    expect(nameOf({ architecture: ModelArchitecture.QWEN3_0_6B, maxModelLen: 4096, version: LmiVersion.V14 })).toBe('ml.g6.xlarge');
    expect(nameOf({ architecture: ModelArchitecture.QWEN3_0_6B, maxModelLen: 4096, version: LmiVersion.V14, among: [LmiInstanceType.G4DN_XLARGE] }))
      .toBe('ml.g4dn.xlarge');
    expect(nameOf({ architecture: ModelArchitecture.LLAMA_2_13B })).toBe('ml.g6e.xlarge');
    expect(nameOf({ architecture: ModelArchitecture.LLAMA_2_13B, version: LmiVersion.V12 })).toBe('ml.g6e.xlarge');
  });

  test('fits, and no cheaper type does', () => {
    const fit = (instanceType: LmiInstanceType, maxModelLen: number) =>
      MemoryFit.estimate({ architecture: ModelArchitecture.LLAMA_3_3_70B_INSTRUCT, instanceType, maxModelLen });
    const cheapest = MemoryFit.smallestInstanceType({ architecture: ModelArchitecture.LLAMA_3_3_70B_INSTRUCT, maxModelLen: 8192 });
    expect(fit(cheapest, 8192).fits).toBe(true);
    const price = (instanceType: LmiInstanceType): number => priceOf(instanceType.name, 'us-east-1')?.usdPerHour ?? Infinity;
    const cheaper = Object.values(LmiInstanceType._known).filter((candidate) => price(candidate) < price(cheapest) && candidate.accelerator!.kind === 'gpu');
    expect(cheaper.length).toBeGreaterThan(10);
    cheaper.forEach((candidate) => expect(fit(candidate, 8192).fits).toBe(false));
  });

  test('lower requirements never cost more', () => {
    const price = (maxModelLen: number): number =>
      priceOf(nameOf({ architecture: ModelArchitecture.QWEN3_32B, maxModelLen }), 'us-east-1')!.usdPerHour;
    expect(price(8192)).toBeLessThanOrEqual(price(40_960));
  });

  test('grows with the context, the load and the format', () => {
    const base = { architecture: LLAMA_8B, maxModelLen: 8192 };
    expect(nameOf(base)).toBe('ml.g6.xlarge');
    expect(nameOf({ ...base, concurrency: 40 })).not.toBe('ml.g6.xlarge');
    expect(nameOf({ ...base, maxModelLen: 131_072 })).not.toBe('ml.g6.xlarge');
    expect(nameOf({ ...base, weightFormat: WeightFormat.INT4, version: LmiVersion.V14 })).toBe('ml.g6.xlarge');
  });

  test('chooses among the named types, in any order', () => {
    const types = [LmiInstanceType.P5_48XLARGE, LmiInstanceType.G5_48XLARGE, G5_12XLARGE, LmiInstanceType.G5_24XLARGE];
    expect(nameOf({ architecture: ModelArchitecture.LLAMA_2_13B, among: types })).toBe('ml.g5.12xlarge');
    expect(nameOf({ architecture: ModelArchitecture.LLAMA_2_13B, among: [...types].reverse() })).toBe('ml.g5.12xlarge');
  });

  test('accepts custom types, and Neuron types on request', () => {
    const accelerator = Accelerator.of({ name: 'Mine', memory: Size.gibibytes(24) });
    const mine = LmiInstanceType.of('ml.mine.xlarge', { accelerator, acceleratorCount: 1 });
    expect(nameOf({ architecture: LLAMA_8B, maxModelLen: 2048, among: [G5_XLARGE, mine] })).toBe('ml.g5.xlarge');
    expect(nameOf({ architecture: LLAMA_8B, maxModelLen: 2048, among: [mine] })).toBe('ml.mine.xlarge');
    const architecture = ModelArchitecture.LLAMA_2_7B;
    expect(nameOf({ architecture, maxModelLen: 2048, engine: SizingEngine.TRANSFORMERS_NEURONX })).toBe('ml.inf2.xlarge');
  });

  test('fails if nothing fits, and suggests what would', () => {
    const faults = problemsOf(() => MemoryFit.smallestInstanceType({
      architecture: ModelArchitecture.FALCON_180B, among: [G5_2XLARGE],
    }));
    expect(faults[0]).toMatch(/fits none of 1 instance types with a context of 2048 tokens.*fewer bits/);
    const scout = problemsOf(() => MemoryFit.smallestInstanceType({
      architecture: ModelArchitecture.LLAMA_4_SCOUT_17B_16E_INSTRUCT, maxModelLen: 10_485_760, concurrency: 9,
    }));
    expect(scout[0]).toMatch(/set maxModelLen/);
  });

  test.each([
    [{ among: [] }, /in among is 0/], [{ among: ['ml.g5.xlarge'] }, /^among is/], [{ concurrency: 0 }, /^concurrency is 0/],
    [{ maxModelLen: Number.NaN }, /^maxModelLen is NaN/], [{ architecture: undefined }, /^architecture is/],
    [{ gpuMemoryUtilization: 3 }, /^gpuMemory/],
  ])('refuses %j', (props, message) => {
    expect(problemsOf(() => MemoryFit.smallestInstanceType({ architecture: LLAMA_8B, ...props } as any))[0]).toMatch(message);
  });
});

describe('the smallest instance type, restricted', () => {
  const smallest = (props: object): string => MemoryFit.smallestInstanceType({ architecture: LLAMA_8B, maxModelLen: 8192, ...props }).name;

  test.each([
    [{}, 'ml.g6.xlarge'],
    [{ family: 'g5' }, 'ml.g5.xlarge'],
    [{ family: 'ml.p4d' }, 'ml.p4d.24xlarge'],
    [{ region: 'ap-southeast-3' }, 'ml.g5.xlarge'],
    [{ region: 'ap-southeast-3', among: [LmiInstanceType.G6_XLARGE, LmiInstanceType.G5_48XLARGE] }, 'ml.g5.48xlarge'],
    // The price list does not contain it, so it is chosen only by name.
    [{ region: 'us-east-1', among: [LmiInstanceType.P5E_48XLARGE] }, 'ml.p5e.48xlarge'],
    [{ engine: SizingEngine.TRANSFORMERS_NEURONX, family: 'trn1' }, 'ml.trn1.2xlarge'],
  ])('by %j is %s', (props, expected) => {
    expect(smallest(props)).toBe(expected);
  });

  test.each<[object, RegExp]>([
    [{ family: 'G5' }, /family is "G5"; it must be a family/],
    [{ family: 'g5.xlarge' }, /family is "g5.xlarge"/],
    [{ family: 5 }, /family is 5/],
    [{ region: 'Virginia' }, /region is "Virginia"/],
    [{ family: 'g99' }, /no instance type of the family g99 is known that could run it/],
    [{ family: 'p5e', region: 'us-east-1' }, /no instance type of the family p5e in us-east-1/],
    [{ family: 'g4dn', region: 'us-east-1', maxModelLen: 1e6 }, /no instance type of the family g4dn in us-east-1/],
  ])('fails by %j', (props, message) => {
    expect(problemsOf(() => smallest(props))[0]).toMatch(message);
  });
});

describe('LmiSizing', () => {
  const fit = MemoryFit.estimate({ architecture: LLAMA_8B, instanceType: G5_2XLARGE, maxModelLen: 8192 });
  const tooSmall = MemoryFit.estimate({ architecture: ModelArchitecture.LLAMA_2_13B, instanceType: G5_2XLARGE });

  test('finds no problems if the model fits', () => {
    expect(LmiSizing.check()._problemsOf(fit)).toEqual([]);
    expect(LmiSizing.check({ maxModelLen: 8192, concurrency: 2 })._problemsOf(fit)).toEqual([]);
  });

  test('reports the reason, and a load that is too high', () => {
    expect(LmiSizing.check()._problemsOf(tooSmall)).toEqual([tooSmall.reason]);
    expect(LmiSizing.check({ concurrency: 100 })._problemsOf(fit)[0]).toMatch(/concurrency is 100.*holds \d+ sequences of 8192 tokens: use ml\./);
  });

  test('finds no problems when skipped', () => {
    expect(LmiSizing.skip().enabled).toBe(false);
    expect(LmiSizing.skip()._problemsOf(tooSmall)).toEqual([]);
  });

  test.each([{ maxModelLen: 0 }, { concurrency: 1.5 }, { maxModelLen: Number.NaN, concurrency: 1 }])('refuses %j', (options) => {
    expect(problemsOf(() => LmiSizing.check(options), 'LmiSizing')).toHaveLength(1);
  });
});

describe('the page about instance types', () => {
  test('quotes the numbers of the library', () => {
    const page = readFileSync(join(__dirname, '../../docs/choosing-an-instance.md'), 'utf-8');
    const fit = MemoryFit.estimate({ architecture: LLAMA_8B, instanceType: G5_2XLARGE, maxModelLen: 8192 });
    expect(page).toContain(`fit.weightsGib; // ${fit.weightsGib.toFixed(1)} GiB`);
    expect(page).toContain(`fit.kvCacheTokens; // ${fit.kvCacheTokens} tokens`);
    expect(page).toContain(`fit.maxConcurrency(8192); // ${fit.maxConcurrency(8192)} sequences`);
    expect(page).toContain(`fit.maxModelLen; // ${fit.maxModelLen},`);
  });

  test('shows the chart drawn from the same numbers', () => {
    expect(readFileSync(join(__dirname, '../../docs/choosing-an-instance.svg'), 'utf-8')).toBe(instanceChart());
    const { models, instanceTypes, cells } = chartData();
    models.forEach((model, row) => instanceTypes.forEach(({ name }, column) => {
      const fit = MemoryFit.estimate({ architecture: ModelArchitecture._forModelId(model)!, instanceType: LmiInstanceType.of(name) });
      const { verdict, tokens } = cells[row][column];
      expect([fit.fits, verdict === 'short' ? fit.maxModelLen : fit.kvCacheTokens]).toEqual([verdict === 'fits', tokens]);
    }));
  });

  test('has a row for each sample model, with the current estimate', () => {
    const page = readFileSync(join(__dirname, '../../docs/choosing-an-instance.md'), 'utf-8');
    for (const [constant, fact] of Object.entries(MODELS as { readonly [constant: string]: ModelFact }).filter(([, { sample }]) => sample)) {
      const fit = MemoryFit.estimate({
        architecture: (ModelArchitecture as any)[constant],
        instanceType: LmiInstanceType.of(fact.sampleInstanceType!),
        version: fact.config.model_type === 't5' ? LmiVersion.V14 : LmiVersion.LATEST,
      });
      const number = (value: number): string => value.toLocaleString('en-US');
      expect(page).toContain(`| ${fact.modelId} | ${fact.sampleInstanceType} | ${fit.weightsGib.toFixed(1)} GiB | ${fit.kvCacheGib.toFixed(1)} GiB `
        + `| ${number(fit.kvCacheTokens)} | ${number(fit.maxModelLen)} | ${number(fit.maxConcurrency(fit.maxModelLen))} |`);
    }
  });
});
