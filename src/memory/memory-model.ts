import { TransformerShape } from '../facts/models';
import { defaultMaxNumSeqs } from '../facts/rolling-batch';

/**
 * Arithmetic of what an accelerator holds, over plain numbers.
 *
 * The coefficients are a fit over 79 logged engine starts (vLLM issue threads and others, collected 2026-11): the size of
 * the KV cache is off by 1.6 % at the median and 7.9 % at the 90th percentile. `test/sizing/observations.ts` has those it
 * is checked against.
 */

/** One GiB in bytes. */
const GIB = 2 ** 30;

/** What an estimate needs to know of a model. */
export interface Geometry extends TransformerShape {
  readonly name?: string;
  readonly architectureClass?: string;
  readonly modelType?: string;
  readonly parameters: number;
  readonly torchDtype?: string;
  readonly quantizationMethod?: string;
  readonly quantizationBits?: number;
  readonly experts?: number;
  readonly expertsPerToken?: number;
  readonly expertIntermediateSize?: number;
  readonly kvLoraRank?: number;
  readonly qkRopeHeadDimension?: number;
  readonly slidingWindow?: number;
  readonly encoderLayers?: number;
  readonly multimodal?: boolean;
}

/** How the weights are held. */
export type WeightFormatName = 'fp32' | 'fp16' | 'bf16' | 'fp8' | 'int8' | 'int4';

/** Bytes of one weight; 4-bit formats carry scales and zero points. The embeddings stay at 16 bits in all but fp32. */
const BYTES_PER_WEIGHT: { readonly [format in WeightFormatName]: number } = { fp32: 4, fp16: 2, bf16: 2, fp8: 1, int8: 1, int4: 0.53 };

/** What computes: the vLLM of an LMI version, a TensorRT-LLM engine, or Transformers NeuronX. */
export type EngineName = 'vllm' | 'tensorrt-llm' | 'transformers-neuronx';

/** What differs between the generations of vLLM. */
export interface VllmRules {
  /** The V1 engine: chunked prefill always, sampler buffers profiled. */
  readonly v1: boolean;
  /** Before 0.6: the memory outside PyTorch is a flat figure. */
  readonly before06: boolean;
  /** V0 chunks the prefill of contexts above 32,768 tokens by itself. */
  readonly chunksLongContexts: boolean;
  /** Tokens of one chunk in V0. */
  readonly chunk: number;
  /** Keeps the compressed cache of multi-head latent attention. */
  readonly latentCache: boolean;
  /** Bytes of the sampler's buffers for each sequence and entry of the vocabulary. */
  readonly samplerBytes: number;
}

/** Rules of a vLLM version such as `0.5.3.post1`, on a GPU of a CUDA compute capability. */
export function vllmRules(version: string, computeCapability?: number): VllmRules {
  const [major, minor, patch] = version.split('.').map((part) => parseInt(part, 10) || 0);
  const number = major * 1_000_000 + minor * 1_000 + patch;
  const old = computeCapability !== undefined && computeCapability < 8;
  return {
    // V1 came by default with 0.8 and refused GPUs older than Ampere until V0 went in 0.10.
    v1: number >= (old ? 10_000 : 8_000),
    before06: number < 6_000,
    chunksLongContexts: number >= 5_004,
    chunk: number < 6_004 ? 512 : 2048,
    latentCache: number >= 7_001,
    // The FlashInfer sampler came by default with vllm-project/vllm#40376 (spring of 2026). In which release is not certain, so the
    // larger figure holds for 0.20 too.
    samplerBytes: number >= 21_000 && !old ? 12 : 38.6,
  };
}

/** Tokens of one step when nobody says. GPUs of 70 GiB and more get vLLM's larger default, the A100 does not. */
export function defaultMaxNumBatchedTokens(rules: VllmRules, memoryGib: number, acceleratorName: string): number {
  if (!rules.v1) {
    return rules.chunk;
  }
  return memoryGib >= 70 && !/^A100/i.test(acceleratorName) ? 8192 : 2048;
}

/** The format in which the engine loads a checkpoint; vLLM halves 32-bit checkpoints to 16 bits by itself. */
export function checkpointFormat(geometry: Geometry): WeightFormatName {
  const bits = geometry.quantizationBits;
  if (bits !== undefined && bits < 16) {
    return bits <= 4 ? 'int4' : /fp8/i.test(geometry.quantizationMethod ?? '') ? 'fp8' : 'int8';
  }
  return geometry.torchDtype === 'bfloat16' ? 'bf16' : 'fp16';
}

/** Bytes of one KV-cache element when nobody says. */
export function defaultKvCacheBytes(format: WeightFormatName): number {
  return format === 'fp32' ? 4 : 2;
}

/** Bytes of KV cache that one token takes on one of `degree` accelerators. */
export function kvCacheBytesPerToken(geometry: Geometry, degree: number, bytes: number, latentCache = true): number {
  const { layers, kvLoraRank } = geometry;
  if (kvLoraRank !== undefined && latentCache) {
    return layers * (kvLoraRank + (geometry.qkRopeHeadDimension ?? 0)) * bytes;
  }
  if (kvLoraRank !== undefined) {
    // Engines without latent attention expand it, padded to heads of 256.
    return 2 * layers * Math.max(1, geometry.attentionHeads / degree) * 256 * bytes;
  }
  return 2 * layers * Math.max(1, geometry.keyValueHeads / degree) * geometry.headDimension * bytes;
}

/**
 * What a vision or audio encoder adds: about 0.6 billion weights (those of common models have 0.3 to 0.7), which stay at 16 bits and are
 * copied to each accelerator, and the memory that it works in. Both are assumptions within the 0.5 to 2 GiB that logs show.
 */
const ENCODER_WEIGHTS_GIB = (0.6e9 * 2) / GIB;
const ENCODER_WORKING_GIB = 0.5;

/** GiB of weights on one of `degree` accelerators. */
export function weightsGib(geometry: Geometry, degree: number, format: WeightFormatName): number {
  const q = BYTES_PER_WEIGHT[format];
  const embeddings = Math.min(geometry.parameters, geometry.vocabularySize * geometry.hiddenSize * (geometry.tiedEmbeddings ? 1 : 2));
  return (Math.max(2, q) * embeddings + q * (geometry.parameters - embeddings)) / degree / GIB + (geometry.multimodal ? ENCODER_WEIGHTS_GIB : 0);
}

/** GiB of a checkpoint on disk; one of 32 bits is loaded at 16, but read in full. */
export function checkpointGib(geometry: Geometry): number {
  const isQuantized = geometry.quantizationBits !== undefined && geometry.quantizationBits < 16;
  return weightsGib(geometry, 1, geometry.torchDtype === 'float32' && !isQuantized ? 'fp32' : checkpointFormat(geometry));
}

/**
 * Bytes for each token, expert of that token and entry of the hidden state: what goes into the experts and what comes out, at 16 bits.
 * V1 keeps the buffer, so that it is there besides the sampler's; checked against the logs of four mixtures of experts.
 */
const EXPERT_BYTES = 4;

/** Contexts above it V0 computes in chunks by itself. */
const LONG_CONTEXT = 32_768;

/** Input of `estimateMemory`; every length in tokens, every memory of one accelerator (of one NeuronCore on Neuron). */
export interface MemoryInput {
  readonly geometry: Geometry;
  readonly engine: EngineName;
  /** Number of the LMI version. */
  readonly ordinal: number;
  readonly rules: VllmRules;
  readonly acceleratorName: string;
  readonly memoryGib: number;
  readonly degree: number;
  readonly format: WeightFormatName;
  readonly kvCacheBytes: number;
  readonly utilization: number;
  readonly maxModelLen?: number;
  readonly maxNumSeqs?: number;
  readonly maxNumBatchedTokens?: number;
  readonly chunkedPrefill?: boolean;
}

/** What one accelerator holds. `kvCacheGib` is negative by what is missing. */
export interface MemoryEstimate {
  readonly fits: boolean;
  readonly budgetGib: number;
  readonly weightsGib: number;
  readonly reservedGib: number;
  readonly kvCacheGib: number;
  readonly kvCacheTokens: number;
  /** Longest context that fits, at most the asked one or the model's own. */
  readonly longestContext: number;
  /** The context that was asked for. */
  readonly maxModelLen: number;
  readonly maxNumSeqs: number;
}

/** The share of an accelerator that TensorRT-LLM weights may take: its build found room at 61 % and none at 74 %. */
const TRTLLM_WEIGHTS_SHARE = 0.7;

/** The share of a NeuronCore's memory for weights and KV cache; the rest for compiled graphs and the runtime is an assumption. */
const NEURON_SHARE = 0.9;

/** Estimates what one accelerator holds. */
export function estimateMemory(input: MemoryInput): MemoryEstimate {
  return input.engine === 'transformers-neuronx' ? estimateNeuron(input) : estimateGpu(input);
}

function estimateGpu(input: MemoryInput): MemoryEstimate {
  const { geometry, rules, degree } = input;
  const budgetGib = input.memoryGib * input.utilization;
  const weights = weightsGib(geometry, degree, input.format);
  const maxModelLen = input.maxModelLen ?? geometry.maxPositionEmbeddings;
  const maxNumSeqs = input.maxNumSeqs ?? defaultMaxNumSeqs(input.ordinal);

  const chunk = input.maxNumBatchedTokens ?? defaultMaxNumBatchedTokens(rules, input.memoryGib, input.acceleratorName);
  const expertsPerToken = (EXPERT_BYTES * (geometry.expertsPerToken ?? 0) * geometry.hiddenSize) / GIB;
  const outsideTorch = rules.before06 ? 0.9 : degree === 1 ? 0.15 : 0.25 * degree;
  const fixed = outsideTorch + (geometry.multimodal ? ENCODER_WORKING_GIB : 0) + (rules.v1 ? chunk * expertsPerToken : 0);
  const free = budgetGib - weights - fixed;
  const gibPerToken = kvCacheBytesPerToken(geometry, degree, input.kvCacheBytes, rules.latentCache) / GIB;
  const gibPerProfiledToken = (6 * (geometry.intermediateSize / degree + geometry.hiddenSize)) / GIB + (rules.v1 ? 0 : expertsPerToken);
  const samplers = (maxNumSeqs * geometry.vocabularySize * rules.samplerBytes) / GIB;

  /** What the engine works in when it profiles a context of that length. */
  const workingMemory = (chunked: boolean, context: number): number => chunked
    ? Math.max(chunk * gibPerProfiledToken, rules.v1 ? samplers : 0)
    : Math.max(Math.max(unchunked, context) * gibPerProfiledToken, samplers);
  const unchunked = input.maxNumBatchedTokens ?? 2048;
  const chunksAt = (context: number): boolean => input.chunkedPrefill ?? (rules.v1 || (rules.chunksLongContexts && context > LONG_CONTEXT));

  const working = workingMemory(chunksAt(maxModelLen), maxModelLen);
  const kvCache = free - working;
  const tokens = wholeTokens(kvCache / gibPerToken);

  // Without chunks the profiled tokens grow with the context: solve for the context that pays for both.
  const flat = Math.min(unchunked, (free - workingMemory(false, 0)) / gibPerToken);
  const growing = Math.min((free - samplers) / gibPerToken, free / (gibPerToken + gibPerProfiledToken));
  const whole = growing > unchunked ? growing : flat;
  const inChunks = (free - workingMemory(true, 0)) / gibPerToken;
  const longest = wholeTokens(chunksAt(1) || (chunksAt(Infinity) && inChunks > LONG_CONTEXT) ? inChunks
    : chunksAt(Infinity) ? Math.min(whole, LONG_CONTEXT) : whole);
  const trtllmRefuses = input.engine === 'tensorrt-llm' && weights > TRTLLM_WEIGHTS_SHARE * input.memoryGib;
  return {
    // TensorRT-LLM starts with less cache than one full context; what it refuses is weights that leave no room.
    fits: kvCache > 0 && (input.engine === 'tensorrt-llm' ? !trtllmRefuses : tokens >= maxModelLen),
    budgetGib,
    weightsGib: weights,
    reservedGib: fixed + working,
    kvCacheGib: kvCache,
    kvCacheTokens: tokens,
    longestContext: trtllmRefuses ? 0 : Math.min(longest, Math.max(maxModelLen, geometry.maxPositionEmbeddings)),
    maxModelLen,
    maxNumSeqs,
  };
}

function estimateNeuron(input: MemoryInput): MemoryEstimate {
  const { geometry, degree } = input;
  const budgetGib = input.memoryGib * NEURON_SHARE;
  const weights = weightsGib(geometry, degree, input.format);
  // Before V12 n_positions was 128 and the batch 32 unless given; since then LMI takes the model's context and as large a batch as fits.
  const heuristic = input.ordinal >= 12;
  const maxModelLen = input.maxModelLen ?? (heuristic ? geometry.maxPositionEmbeddings : Math.min(128, geometry.maxPositionEmbeddings));
  const maxNumSeqs = input.maxNumSeqs ?? (heuristic ? 1 : 32);
  const kvCache = budgetGib - weights;
  const tokens = wholeTokens(kvCache / (kvCacheBytesPerToken(geometry, degree, input.kvCacheBytes, false) / GIB));
  return {
    fits: kvCache > 0 && tokens >= maxModelLen * maxNumSeqs,
    budgetGib,
    weightsGib: weights,
    reservedGib: 0,
    kvCacheGib: kvCache,
    kvCacheTokens: tokens,
    longestContext: Math.min(Math.floor(tokens / maxNumSeqs), Math.max(maxModelLen, geometry.maxPositionEmbeddings)),
    maxModelLen,
    maxNumSeqs,
  };
}

/** Whether a model can be split `degree` ways: what vLLM asserts of the heads. Neuron pads query heads and copies key-value heads as needed. */
export function isDivisible(geometry: Geometry, degree: number, engine: EngineName): boolean {
  const { attentionHeads, keyValueHeads } = geometry;
  const sharesKeyValueHeads = keyValueHeads % degree === 0 || degree % keyValueHeads === 0;
  return engine === 'transformers-neuronx'
    || (attentionHeads % degree === 0 && (geometry.kvLoraRank !== undefined || sharesKeyValueHeads));
}

function wholeTokens(tokens: number): number {
  return tokens > 0 ? Math.floor(tokens) : 0;
}
