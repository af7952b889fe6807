import { FitEstimate } from './fit-estimate';
import { list } from './fit-input';
import { candidatesOf, Search, serves } from './instance-search';
import { WeightFormat } from './memory-fit-props';
import { plural } from '../checks/plural';
import { AcceleratorKind } from '../facts/accelerators';
import { SizingEngine } from '../facts/sizing-engine';
import { LmiInstanceType } from '../instance/lmi-instance-type';
import { isReportedToFail } from '../memory/can-run';
import { isDivisible } from '../memory/memory-model';
import { BITS_PER_WEIGHT } from '../memory/weight-formats';

/** Context for advice: the region whose types count, and the names of the user's props. */
export interface Advice {
  readonly region?: string;
  /** Prop that sets the context. Default: `maxModelLen`; `null`: there is none. */
  readonly contextProp?: string | null;
  /** Sentences about what the caller does not count. */
  readonly notes?: readonly string[];
  /** Concurrent sequences that a recommended type must hold, and their length. Default: one, of the maximum length. */
  readonly concurrency?: number;
  readonly concurrencyAtTokens?: number;
  /** Whether the context may exceed that of the model, because its positions are scaled. */
  readonly mayExceedModel?: boolean;
  /** Which types may be recommended. Default: all that can run the model. */
  readonly isUsable?: (instanceType: LmiInstanceType) => boolean;
  /** How the user gets weights with fewer bits; undefined if there is no way. Default: by the `weightFormat` of the estimate. */
  readonly quantize?: (format: WeightFormat) => string | undefined;
}

/** Why a model does not fit: the start of the sentence, which names model and type, the cause, and changes that would help. */
interface Explanation {
  readonly subject: string;
  readonly cause: string;
  readonly help: () => string;
}

/** The sentence about why a model does not fit, and what would help. */
export function reasonOf(fit: FitEstimate, advice: Advice = {}): string {
  const { subject, cause, help } = explain(fit, advice);
  return `${subject}${cause}; ${help()}`;
}

/** Why a model does not fit, without its name, the type, and what would help. */
export function causeOf(fit: FitEstimate, advice: Advice = {}): string {
  return explain(fit, advice).cause;
}

function explain(fit: FitEstimate, advice: Advice): Explanation {
  const { architecture, instanceType, accelerator, degree, engine, weightFormat } = fit.input;
  const { budgetGib, reservedGib, kvCacheGib, longestContext, maxModelLen, maxNumSeqs, weightsGib } = fit.memory;
  const core = accelerator.kind === AcceleratorKind.NEURON ? 'NeuronCore' : 'accelerator';
  const subject = `${architecture} does not fit ${instanceType.name}`;
  const context = advice.contextProp === undefined ? 'maxModelLen' : advice.contextProp;
  const possible = advice.mayExceedModel ? longestContext : Math.min(longestContext, architecture.maxPositionEmbeddings);
  const shorter = context !== null && longestContext > 0 ? [`set ${context} to at most ${possible}`] : [];
  if (fit.obstacle !== undefined) {
    return { subject: `${architecture} cannot run on ${instanceType.name}: `, cause: fit.obstacle, help: () => remedies(fit, advice, []) };
  }
  if (!fit.splits) {
    const degrees = Array.from({ length: degree }, (_, index) => index + 1)
      .filter((candidate) => isDivisible(architecture._geometry, candidate, engine));
    return {
      subject: `${subject} with `,
      cause: `a tensor parallel degree of ${degree}: the degree must divide its ${architecture.attentionHeads} attention heads and `
        + `be compatible with its ${plural(architecture.keyValueHeads, 'key-value head')}`,
      help: () => `set tensorParallelDegree to ${list(degrees)}`,
    };
  }
  const needs = `the weights take ${gib(weightsGib)} (${weightFormat})`;
  if (kvCacheGib <= 0) {
    return {
      subject: `${subject}: `,
      cause: `${needs} and the engine ${gib(reservedGib)} of each ${core}, but only ${gib(budgetGib)} can be used, which is ${gib(-kvCacheGib)} too little`,
      help: () => remedies(fit, advice, shorter),
    };
  }
  if (engine === SizingEngine.TENSORRT_LLM) {
    return {
      subject: `${subject}: `,
      cause: `${needs} of each ${core}, more than TensorRT-LLM can load in addition to its engine`,
      help: () => remedies(fit, advice, []),
    };
  }
  const whose = fit.props.maxModelLen === undefined ? ` (the default${context === null ? '' : `, because ${context} is not set`})` : '';
  const batch = engine === SizingEngine.TRANSFORMERS_NEURONX && maxNumSeqs > 1
    ? ` for each of ${maxNumSeqs} sequences, all of which are allocated at load` : '';
  return {
    subject: `${subject} with `,
    cause: `a context of ${maxModelLen} tokens${whose}${batch}: that needs ${gib(fit.memory.gibOf(maxModelLen) * (batch === '' ? 1 : maxNumSeqs))} `
      + `of KV cache, and each ${core} has ${gib(kvCacheGib)}`,
    // No other type helps against a context that the model does not have.
    help: () => shorter.length > 0 && possible < longestContext ? shorter.join() : remedies(fit, advice, shorter),
  };
}

/** A context below this serves hardly any request, so it is not suggested. */
const SHORTEST_SUGGESTION = 256;

/** The sentence about a KV cache that is too small for the concurrency. */
export function tooFew(fit: FitEstimate, concurrency: number, length: number, advice: Advice = {}): string {
  const { architecture, instanceType } = fit.input;
  return `concurrency is ${concurrency}, but the KV cache of ${architecture} on ${instanceType.name} holds ${plural(fit.sequencesOf(length), 'sequence')} `
    + `of ${length} tokens: ${remedies(fit, { ...advice, concurrency, concurrencyAtTokens: length }, [], () => shorterFor(fit, concurrency, length, advice))}`;
}

/** The context at which the concurrency fits, if it is of use. */
function shorterFor(fit: FitEstimate, concurrency: number, length: number, { contextProp = 'maxModelLen', concurrencyAtTokens }: Advice): string[] {
  const tokens = longestOf(fit, concurrency, length);
  const prop = concurrencyAtTokens !== undefined ? 'maxModelLen of the sizing' : contextProp;
  return prop === null || tokens < SHORTEST_SUGGESTION ? [] : [`set ${prop} to at most ${tokens}`];
}

/** The length at which the KV cache holds a number of sequences; 0 if there is none. */
function longestOf(fit: FitEstimate, concurrency: number, below: number): number {
  let [enough, tooLong] = [0, below];
  while (tooLong - enough > 1) {
    const middle = Math.floor((enough + tooLong) / 2);
    [enough, tooLong] = fit.sequencesOf(middle) >= concurrency ? [middle, tooLong] : [enough, middle];
  }
  return enough;
}

/** Changes that would help, if any: first those that are always named, and last those for when there are no others. */
function remedies(
  fit: FitEstimate, { region, concurrency, concurrencyAtTokens, isUsable = () => true, quantize = byFormat }: Advice, first: readonly string[],
  last: () => readonly string[] = () => [],
): string {
  const { accelerator, architecture, engine, weightFormat, instanceType } = fit.input;
  const search: Search = { ...fit.props, architecture, engine, concurrency, concurrencyAtTokens, region };
  const larger = candidatesOf(search).find((candidate) => candidate.name !== instanceType.name && isUsable(candidate) && serves(search, candidate));
  const fewerBits = engine === SizingEngine.TRANSFORMERS_NEURONX || fit.obstacle !== undefined
    ? undefined
    : [accelerator.fp8 ? WeightFormat.FP8 : WeightFormat.INT8, WeightFormat.INT4]
      .find((format) => BITS_PER_WEIGHT[format] < BITS_PER_WEIGHT[weightFormat] && quantize(format) !== undefined
        && serves({ ...search, weightFormat: format }, instanceType));
  const isHopeless = larger === undefined && fewerBits === undefined;
  const all = [
    ...first,
    ...(larger ? [`use ${larger.name}`] : []),
    ...(fewerBits ? [quantize(fewerBits)!] : []),
    ...(isHopeless ? last() : []),
  ];
  return isHopeless
    ? `${all.length > 0 ? `${all.join(', or ')}; ` : ''}no listed instance type holds it as it is`
    : all.join(', or ');
}

function byFormat(format: WeightFormat): string {
  return `quantize the weights to ${BITS_PER_WEIGHT[format]} bits (WeightFormat.${format.toUpperCase()})`;
}

/** Sentences about what the estimate does not model in this case. */
export function notesOf(fit: FitEstimate, advice: Advice = {}): string[] {
  const { architecture, accelerator, engine, instanceType, ordinal, rules, degree } = fit.input;
  const { _geometry: geometry } = architecture;
  const { budgetGib, kvCacheGib, maxModelLen: requested, maxNumSeqs, weightsGib } = fit.memory;
  const isVllm = engine === SizingEngine.VLLM;
  const notes: string[] = [...geometry.assumptions ?? [], ...advice.notes ?? []];
  const note = (applies: boolean, sentence: string): void => {
    if (applies) {
      notes.push(sentence);
    }
  };
  note(engine === SizingEngine.TENSORRT_LLM,
    'TensorRT-LLM: only whether the model fits is estimated; how many tokens an engine is built for is determined by its build');
  note(engine === SizingEngine.TRANSFORMERS_NEURONX,
    'Neuron: a tenth of the memory of each NeuronCore is reserved for compiled graphs and the runtime, which is an assumption');
  note(accelerator.name === 'T4' && requested > 8192,
    'T4 with long contexts: its attention kernels need memory that grows with the context and is not modeled');
  note(!accelerator.bf16 && fit.input.weightFormat === WeightFormat.BF16,
    `${accelerator.name} does not compute in bfloat16: set the dtype to fp16, which needs the same memory`);
  note(isReportedToFail(instanceType.name, { geometry, engine, ordinal }),
    `containers of LMI V${ordinal} are reported to fail on the hosts of ${instanceType.name}`);
  note(geometry.multimodal === true && geometry.encoder === undefined,
    'the vision or audio encoder is counted with 0.5 GiB of working memory, which is an assumption');
  note(geometry.multimodal === true && isVllm && !rules.v1,
    'vLLM before V1 profiles images and videos with the language model, which can take several GiB more: lower limitMmPerPrompt if it does not start');
  note(architecture.experts !== undefined, 'the workspace of a mixture of experts is estimated from few starts; it matters where the KV cache is small');
  note(isVllm && architecture.experts !== undefined && !rules.reservesGraphs && fit.props.enforceEager !== true && maxNumSeqs > 64
    && (budgetGib / fit.input.utilization) * (1 - fit.input.utilization) < GRAPHS_GIB,
  'this vLLM does not reserve memory for CUDA graphs, and a start can fail while it captures them: lower maxRollingBatchSize or gpuMemoryUtilization');
  note(geometry.encoderLayers !== undefined, 'the cache of the cross-attention to the encoder\'s output is not modeled');
  note((fit.props.maxLoras ?? fit.props.maxLoraRank) !== undefined,
    'adapters are counted as vLLM allocates them for the attention and feed-forward projections; this has not been checked against a start');
  note((fit.props.maxLoras ?? fit.props.maxLoraRank) !== undefined && architecture.experts !== undefined, 'adapters for experts are not counted');
  note(fit.props.draftArchitecture !== undefined, 'the draft model is counted with its weights and its KV cache; its CUDA graphs are not counted');
  note((fit.props.cpuOffloadGib ?? 0) > 0, 'weights that stay on the host cost speed, and need as much memory there');
  note(fit.fits && kvCacheGib < 0.15 * budgetGib && !geometry.isEncoder, `the KV cache is small (${gib(kvCacheGib)}), and the estimate may be off by 0.7 GiB`);
  note(requested > architecture.maxPositionEmbeddings,
    `a context of ${requested} tokens is longer than the model's own (${architecture.maxPositionEmbeddings}), which engines refuse unless its positions are scaled`);
  const hostGib = instanceType._fact.memoryGib;
  note(hostGib !== undefined && hostGib < weightsGib * degree,
    `the weights are larger than the memory of the host (${hostGib} GiB), through which some loaders pass them`);
  return notes;
}

/** Memory outside the engine's budget that capturing CUDA graphs of a mixture of experts took in failed starts. */
const GRAPHS_GIB = 2.5;

function gib(value: number): string {
  return `${value.toFixed(1)} GiB`;
}
