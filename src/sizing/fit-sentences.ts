import { FitEstimate } from './fit-estimate';
import { list } from './fit-input';
import { candidatesOf, Search, serves } from './instance-search';
import { WeightFormat } from './memory-fit-props';
import { AcceleratorKind } from '../facts/accelerators';
import { SizingEngine } from '../facts/sizing-engine';
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
}

/** The sentence about why a model does not fit, and what would help. */
export function reasonOf(fit: FitEstimate, advice: Advice = {}): string {
  const { architecture, instanceType, accelerator, degree, engine, weightFormat } = fit.input;
  const { budgetGib, reservedGib, kvCacheGib, longestContext, maxModelLen, maxNumSeqs, weightsGib } = fit.memory;
  const core = accelerator.kind === AcceleratorKind.NEURON ? 'NeuronCore' : 'accelerator';
  const subject = `${architecture} does not fit ${instanceType.name}`;
  const context = advice.contextProp === undefined ? 'maxModelLen' : advice.contextProp;
  const shorter = context !== null && longestContext > 0 ? [`set ${context} to at most ${longestContext}`] : [];
  if (fit.obstacle !== undefined) {
    return `${architecture} cannot run on ${instanceType.name}: ${fit.obstacle}; ${remedies(fit, advice, [])}`;
  }
  if (!fit.splits) {
    const degrees = Array.from({ length: degree }, (_, index) => index + 1)
      .filter((candidate) => isDivisible(architecture._geometry, candidate, engine));
    return `${subject} with a tensor parallel degree of ${degree}: the degree must divide its ${architecture.attentionHeads} attention heads and `
      + `be compatible with its ${architecture.keyValueHeads} key-value heads; set tensorParallelDegree to ${list(degrees)}`;
  }
  const needs = `the weights take ${gib(weightsGib)} (${weightFormat})`;
  if (kvCacheGib <= 0) {
    return `${subject}: ${needs} and the engine ${gib(reservedGib)} of each ${core}, but only ${gib(budgetGib)} can be used, which is ${gib(-kvCacheGib)} `
      + `too little; ${remedies(fit, advice, shorter)}`;
  }
  if (engine === SizingEngine.TENSORRT_LLM) {
    return `${subject}: ${needs} of each ${core}, more than TensorRT-LLM can load beside its engine; ${remedies(fit, advice, [])}`;
  }
  const whose = fit.props.maxModelLen === undefined ? ` (the default${context === null ? '' : `, because ${context} is not set`})` : '';
  const batch = engine === SizingEngine.TRANSFORMERS_NEURONX && maxNumSeqs > 1
    ? ` for each of ${maxNumSeqs} sequences, all of which are allocated at load` : '';
  return `${subject} with a context of ${maxModelLen} tokens${whose}${batch}: that needs ${gib(fit.memory.gibOf(maxModelLen) * (batch === '' ? 1 : maxNumSeqs))} `
    + `of KV cache, and each ${core} has ${gib(kvCacheGib)}; ${remedies(fit, advice, shorter)}`;
}

/** The sentence about a KV cache that is too small for the concurrency. */
export function tooFew(fit: FitEstimate, concurrency: number, length: number, advice: Advice = {}): string {
  const { architecture, instanceType } = fit.input;
  return `concurrency is ${concurrency}, but the KV cache of ${architecture} on ${instanceType.name} holds ${fit.sequencesOf(length)} `
    + `sequences of ${length} tokens: ${remedies(fit, advice, [], concurrency)}`;
}

/** Changes that would help, if any. */
function remedies(fit: FitEstimate, { region }: Advice, first: readonly string[], concurrency?: number): string {
  const { accelerator, architecture, engine, weightFormat, instanceType } = fit.input;
  const search: Search = { ...fit.props, architecture, engine, concurrency, region };
  const larger = candidatesOf(search).find((candidate) => candidate.name !== instanceType.name && serves(search, candidate));
  const fewerBits = engine === SizingEngine.TRANSFORMERS_NEURONX || fit.obstacle !== undefined
    ? undefined
    : [accelerator.fp8 ? WeightFormat.FP8 : WeightFormat.INT8, WeightFormat.INT4]
      .find((format) => BITS_PER_WEIGHT[format] < BITS_PER_WEIGHT[weightFormat] && serves({ ...search, weightFormat: format }, instanceType));
  const all = [
    ...first,
    ...(larger ? [`use ${larger.name}`] : []),
    ...(fewerBits ? [`quantize the weights to ${BITS_PER_WEIGHT[fewerBits]} bits (WeightFormat.${fewerBits.toUpperCase()})`] : []),
  ];
  return larger === undefined && fewerBits === undefined
    ? `${all.length > 0 ? `${all.join(', or ')}; ` : ''}no listed instance type holds it as it is`
    : all.join(', or ');
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
