import { cacheGroups, Geometry } from './geometry';
import { GIB, KvCache } from './kv-cache';
import { LONG_CONTEXT, VllmRules } from './vllm-rules';
import { WeightFormatName } from './weight-formats';
import { weightsGib } from './weights';
import { defaultMaxNumSeqs } from '../facts/rolling-batch';

/**
 * The memory model of an accelerator, over plain numbers.
 *
 * The coefficients of the working memory are fitted to 79 logged engine starts (vLLM issue threads and others, collected 2026-11); the sizes of cache and
 * weights follow from the source of the engines. Both are checked against the starts in `test/sizing/observations.ts`.
 */

/** The engine: the vLLM of an LMI version, TensorRT-LLM, or Transformers NeuronX. */
type EngineName = 'vllm' | 'tensorrt-llm' | 'transformers-neuronx';

/**
 * Default number of tokens of one step. LMI creates its engine without a usage context, for which vLLM uses 2,048 on every GPU; the larger defaults are
 * those of vLLM's own server.
 *
 * Sources: vLLM 0.26.0 engine/arg_utils.py (default_max_num_batched_tokens) and djl-serving 0.33.0-dlc and 0.36.0-lmi27-dlc
 * lmi_vllm/vllm_async_service.py (from_engine_args), read 2026-11-25.
 */
function defaultMaxNumBatchedTokens(rules: VllmRules): number {
  return rules.v1 ? 2048 : rules.chunk;
}

/** Default bytes of one KV-cache element. */
export function defaultKvCacheBytes(geometry: Geometry, format: WeightFormatName, rules: VllmRules): number {
  return format === 'fp32' ? 4 : geometry.hasFp8Cache && rules.cacheAsCheckpointed ? 1 : 2;
}

/**
 * Bytes for each token, expert of that token and entry of the hidden state: input and output of the experts, at 16 bits. V1 keeps this buffer in addition
 * to the sampler's; checked against the logs of four mixtures of experts.
 */
const EXPERT_BYTES = 4;

/** Working memory of an unknown encoder, an assumption within the range of the logs. */
const ENCODER_WORKING_GIB = 0.5;

/** Working memory of a layer: bytes for each token, or image patch, and entry of the layers that it passes through. */
const LAYER_BYTES = 6;

/** Adapters that the engine reserves room for. */
interface LoraInput {
  readonly maxLoras: number;
  readonly maxRank: number;
}

/** Input of `estimateMemory`; lengths in tokens, memory per accelerator (per NeuronCore on Neuron). */
interface MemoryInput {
  readonly geometry: Geometry;
  readonly engine: EngineName;
  /** Number of the LMI version. */
  readonly ordinal: number;
  readonly rules: VllmRules;
  readonly memoryGib: number;
  readonly degree: number;
  readonly format: WeightFormatName;
  readonly kvCacheBytes: number;
  readonly utilization: number;
  readonly maxModelLen?: number;
  readonly maxNumSeqs?: number;
  readonly maxNumBatchedTokens?: number;
  readonly chunkedPrefill?: boolean;
  /** No CUDA graphs. */
  readonly enforceEager?: boolean;
  readonly lora?: LoraInput;
  /** A draft model, split like the model itself. */
  readonly draft?: Geometry;
  /** GiB of weights that stay on the host. */
  readonly cpuOffloadGib?: number;
}

/** Memory use of one accelerator. If the model does not fit, `kvCacheGib` is negative: the missing memory. */
export interface MemoryEstimate {
  readonly fits: boolean;
  readonly budgetGib: number;
  readonly weightsGib: number;
  readonly reservedGib: number;
  readonly kvCacheGib: number;
  readonly kvCacheTokens: number;
  /** Longest context that fits, at most the larger of the requested one and the model's own. */
  readonly longestContext: number;
  /** The requested context. */
  readonly maxModelLen: number;
  readonly maxNumSeqs: number;
  /** GiB that one sequence of a length takes in the cache. */
  gibOf(tokens: number): number;
}

/** The share of an accelerator that TensorRT-LLM weights may take: its build succeeded at 61% and failed at 74%. */
const TRTLLM_WEIGHTS_SHARE = 0.7;

/** The share of a NeuronCore's memory for weights and KV cache. The rest, for compiled graphs and the runtime, is an assumption. */
const NEURON_SHARE = 0.9;

/** Default maximum of positions that LMI compiles from V12 on. Source: djl-serving 0.30.0-dlc, neuron_smart_default_utils.py, read 2026-11-25. */
const NEURON_POSITIONS = 4096;

/** Estimates the memory use of one accelerator. */
export function estimateMemory(input: MemoryInput): MemoryEstimate {
  return input.engine === 'transformers-neuronx' ? estimateNeuron(input) : estimateGpu(input);
}

function estimateGpu(input: MemoryInput): MemoryEstimate {
  const { geometry, rules, degree } = input;
  const budgetGib = input.memoryGib * input.utilization;
  const weights = Math.max(0, weightsGib(geometry, degree, input.format) - (input.cpuOffloadGib ?? 0))
    + (input.draft === undefined ? 0 : weightsGib(input.draft, degree, input.format));
  const isVllm = input.engine === 'vllm';
  const maxModelLen = input.maxModelLen ?? (isVllm && rules.startsUnscaled ? geometry.originalContext : undefined) ?? geometry.maxPositionEmbeddings;
  const maxNumSeqs = input.maxNumSeqs ?? defaultMaxNumSeqs(input.ordinal);

  const chunk = input.maxNumBatchedTokens ?? defaultMaxNumBatchedTokens(rules);
  const expertsPerToken = (EXPERT_BYTES * (geometry.expertsPerToken ?? 0) * geometry.hiddenSize) / GIB;
  const outsideTorch = rules.before06 ? 0.9 : degree === 1 ? 0.15 : 0.25 * degree;
  const fixed = outsideTorch + encoderOutputGib(geometry) + (rules.v1 ? chunk * expertsPerToken : 0)
    + (rules.reservesGraphs && !input.enforceEager ? graphsGib(geometry, maxNumSeqs) : 0)
    + (input.lora === undefined ? 0 : loraGib(geometry, degree, input.lora));
  const free = budgetGib - weights - fixed;
  const caches = [geometry, ...(input.draft === undefined ? [] : [input.draft])]
    .map((each) => new KvCache(each, { degree, bytes: input.kvCacheBytes, batchedTokens: chunk, rules }));
  const cache = caches[0];
  const gibOf = (tokens: number): number => caches.reduce((sum, each) => sum + each.bytesOf(tokens), 0) / GIB;
  const width = geometry.activeWidth ?? geometry.intermediateSize;
  const gibPerProfiledToken = (LAYER_BYTES * (width / degree + geometry.hiddenSize)) / GIB + (rules.v1 ? 0 : expertsPerToken);
  const samplers = (maxNumSeqs * geometry.vocabularySize * rules.samplerBytes) / GIB;

  /** Working memory of the engine when it profiles a context of a length. */
  const workingMemory = (chunked: boolean, context: number): number => chunked
    ? Math.max(chunk * gibPerProfiledToken, rules.v1 ? samplers : 0, encoderGib(geometry, chunk, context, input))
    : Math.max(Math.max(unchunked, context) * gibPerProfiledToken, samplers, encoderGib(geometry, context, context, input));
  const unchunked = input.maxNumBatchedTokens ?? 2048;
  const chunksAt = (context: number): boolean => input.chunkedPrefill ?? (rules.v1 || (rules.chunksLongContexts && context > LONG_CONTEXT));

  const working = workingMemory(chunksAt(maxModelLen), maxModelLen);
  const kvCache = free - working;
  // The cache of a draft model for the same tokens takes part of the same memory.
  const share = caches.length === 1 ? 1 : cache.bytesOf(maxModelLen) / GIB / gibOf(maxModelLen);
  const tokens = geometry.isEncoder ? 0 : wholeTokens(cache.tokensIn(kvCache * share * GIB, maxModelLen));

  const longestIn = (gib: number): number => cache.longestIn(gib * share * GIB);
  // Without chunks, the profiled tokens grow with the context: solve for the context that fits both.
  const gibPerToken = cache.bytesPerToken / share / GIB;
  const flat = Math.min(unchunked, longestIn(free - workingMemory(false, 0)));
  const growing = Math.min(longestIn(free - samplers), free / (gibPerToken + gibPerProfiledToken));
  const whole = growing > unchunked ? growing : flat;
  const inChunks = longestIn(free - workingMemory(true, rules.profilesVideo ? maxModelLen : 0));
  const longest = wholeTokens(chunksAt(1) || (chunksAt(Infinity) && inChunks > LONG_CONTEXT) ? inChunks
    : chunksAt(Infinity) ? Math.min(whole, LONG_CONTEXT) : whole);
  const trtllmRefuses = input.engine === 'tensorrt-llm' && weights > TRTLLM_WEIGHTS_SHARE * input.memoryGib;
  const bound = Math.max(maxModelLen, geometry.maxPositionEmbeddings);
  return {
    // TensorRT-LLM starts with less cache than one full context; it only refuses weights that leave no room.
    fits: kvCache > 0 && (input.engine === 'tensorrt-llm' ? !trtllmRefuses : geometry.isEncoder || gibOf(maxModelLen) <= kvCache),
    budgetGib,
    weightsGib: weights,
    reservedGib: fixed + working,
    kvCacheGib: kvCache,
    kvCacheTokens: tokens,
    longestContext: trtllmRefuses || kvCache <= 0 && geometry.isEncoder ? 0 : Math.min(longest, bound),
    maxModelLen,
    maxNumSeqs,
    gibOf,
  };
}

function estimateNeuron(input: MemoryInput): MemoryEstimate {
  const { geometry, degree } = input;
  const budgetGib = input.memoryGib * NEURON_SHARE;
  const weights = weightsGib(geometry, degree, input.format);
  // Before V12, the defaults were 128 positions and a batch of 32; since then LMI uses the model's context up to a cap, and as large a batch as fits.
  const heuristic = input.ordinal >= 12;
  const maxModelLen = input.maxModelLen ?? Math.min(heuristic ? NEURON_POSITIONS : 128, geometry.maxPositionEmbeddings);
  const maxNumSeqs = input.maxNumSeqs ?? (heuristic ? 1 : 32);
  const kvCache = budgetGib - weights;
  const rules = { ...input.rules, latentCache: false, windowedCache: false, v1: false };
  const { bytesPerToken } = new KvCache(geometry, { degree, bytes: input.kvCacheBytes, batchedTokens: 0, rules });
  const tokens = wholeTokens(kvCache / (bytesPerToken / GIB));
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
    gibOf: (length) => (length * bytesPerToken) / GIB,
  };
}

/** Output of the encoder, which takes memory in addition to the language model's working memory. */
function encoderOutputGib({ multimodal, encoder, hiddenSize }: Geometry): number {
  return encoder === undefined ? (multimodal ? ENCODER_WORKING_GIB : 0) : (2 * encoder.tokensPerImage * hiddenSize) / GIB;
}

/**
 * Working memory of the encoder when it is profiled with as many images as a batch may have, but at least one; the first V1 engines profile a video as long
 * as the context. Source: vLLM 0.22.1, v1/worker/gpu_model_runner.py (profile_run) and models/qwen2_vl.py, read 2026-11-25.
 */
function encoderGib({ encoder }: Geometry, batch: number, context: number, { rules, degree }: MemoryInput): number {
  if (encoder === undefined) {
    return 0;
  }
  const tokens = Math.max(rules.v1 ? batch : 0, encoder.tokensPerImage, rules.profilesVideo && encoder.takesVideo ? context : 0);
  return (tokens * encoder.patchesPerToken * LAYER_BYTES * encoder.width) / degree / GIB;
}

/**
 * Memory that vLLM reserves for CUDA graphs: a little for each layer and graph, and what all graphs share. It captures piecewise graphs for batches of up to
 * twice the number of sequences (at most 512), and full ones up to the number of sequences: 1, 2, 4, then every 8th to 256, then every 16th.
 *
 * The numbers of graphs are from vLLM 0.22.1 (config/vllm.py, worker/gpu_model_runner.py), read 2026-11-25. The bytes are a fit over published
 * starts: 0.53 GiB with 28 layers and 1.11 with 64 at 256 sequences, 0.17 to 0.39 with few.
 */
function graphsGib(geometry: Geometry, maxNumSeqs: number): number {
  const layers = geometry.allLayers ?? geometry.layers;
  return layers * (0.004 + 0.00016 * (captures(Math.min(512, 2 * maxNumSeqs)) + captures(Math.min(512, maxNumSeqs))));
}

function captures(largest: number): number {
  const small = [1, 2, 4].filter((size) => size <= largest).length;
  const upTo256 = Math.max(0, Math.floor(Math.min(largest, 255) / 8));
  return small + upTo256 + (largest >= 256 ? Math.floor((largest - 256) / 16) + 1 : 0);
}

/**
 * Memory that vLLM allocates for adapters: the two small matrices of each projection at 16 bits, for as many adapters as a batch may have. If a projection
 * is split by its output, every accelerator holds the whole first matrix; if by its input, the whole second one.
 *
 * Source: vLLM 0.22.1, lora/layers (create_lora_weights), read 2026-11-25; not observed.
 */
function loraGib(geometry: Geometry, degree: number, { maxLoras, maxRank }: LoraInput): number {
  const { hiddenSize: hidden, intermediateSize: width } = geometry;
  const queries = geometry.attentionHeads * geometry.headDimension;
  const keys = geometry.keyValueHeads * geometry.headDimension;
  const attention = 3 * hidden + (queries + 2 * keys) / degree + queries / degree + hidden;
  const feedForward = geometry.experts === undefined ? 2 * hidden + (2 * width) / degree + width / degree + hidden : 0;
  return (2 * maxLoras * maxRank * (geometry.allLayers ?? geometry.layers) * (attention + feedForward)) / GIB;
}

/**
 * Whether a model can be split `degree` ways, as vLLM requires of the attention heads; models with only states have none. Neuron pads query heads and
 * copies key-value heads as needed.
 */
export function isDivisible(geometry: Geometry, degree: number, engine: EngineName): boolean {
  const { attentionHeads, keyValueHeads } = geometry;
  const groups = cacheGroups(geometry);
  if (groups.length > 0 && groups.every(({ stateBytes }) => stateBytes !== undefined)) {
    return true;
  }
  const isLatent = groups.every(({ keyValueHeads: heads }) => heads === undefined);
  const sharesKeyValueHeads = keyValueHeads % degree === 0 || degree % keyValueHeads === 0;
  return engine === 'transformers-neuronx' || (attentionHeads % degree === 0 && (isLatent || sharesKeyValueHeads));
}

function wholeTokens(tokens: number): number {
  return tokens > 0 ? Math.floor(Math.min(tokens, Number.MAX_SAFE_INTEGER)) : 0;
}
