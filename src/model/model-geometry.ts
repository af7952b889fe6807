import { readFileSync } from 'fs';
import { Problems, show } from '../checks/problems';
import { MODEL_FAMILIES, ModelFamilyFact } from '../facts/model-families';
import { ModelFact, MODELS } from '../facts/models';
import { Geometry } from '../memory/memory-model';
import { countParameters } from '../memory/parameter-count';

const PATH = 'ModelArchitecture';

/** What a count may be, in words. */
const COUNT = 'a whole number of at least 1';

/** The constant of a hub model, by its exact id. */
const CONSTANT_BY_ID: ReadonlyMap<string, string> = new Map(Object.entries(MODELS as { readonly [constant: string]: ModelFact })
  .flatMap(([constant, fact]) => [fact.modelId, ...fact.aliases ?? [], ...fact.openAliases ?? []].map((id) => [id, constant] as const)));

/** The constant of MODELS that describes a hub model; only exact ids are known. */
export function modelConstant(modelId: string): string | undefined {
  return CONSTANT_BY_ID.get(modelId);
}

/** Geometry of a row of the catalogue. */
export function geometryFromFact(fact: ModelFact): Geometry {
  return {
    name: fact.modelId,
    architectureClass: fact.architecture,
    modelType: fact.modelType,
    parameters: fact.parameters,
    layers: fact.layers,
    hiddenSize: fact.hiddenSize,
    attentionHeads: fact.attentionHeads,
    keyValueHeads: fact.keyValueHeads,
    headDimension: fact.headDimension,
    intermediateSize: fact.intermediateSize,
    vocabularySize: fact.vocabularySize,
    maxPositionEmbeddings: fact.maxPositionEmbeddings,
    tiedEmbeddings: fact.tiedEmbeddings,
    torchDtype: fact.torchDtype,
    quantizationMethod: fact.quantization?.method,
    quantizationBits: fact.quantization?.bits,
    experts: fact.experts,
    expertsPerToken: fact.expertsPerToken,
    expertIntermediateSize: fact.expertIntermediateSize,
    kvLoraRank: fact.kvLoraRank,
    qkRopeHeadDimension: fact.qkRopeHeadDimension,
    slidingWindow: fact.slidingWindow,
    encoderLayers: fact.encoderLayers,
    multimodal: fact.multimodal,
  };
}

/** Names under which a geometry is checked: those of the props, or those of the file. */
type Names = { -readonly [field in keyof Geometry]?: string };

const REQUIRED_COUNTS = [
  'parameters', 'layers', 'hiddenSize', 'attentionHeads', 'keyValueHeads', 'intermediateSize', 'vocabularySize', 'maxPositionEmbeddings',
] as const;
const OPTIONAL_COUNTS = [
  'headDimension', 'experts', 'expertsPerToken', 'expertIntermediateSize', 'kvLoraRank', 'qkRopeHeadDimension', 'slidingWindow',
  'encoderLayers',
] as const;
const TEXTS = ['name', 'architectureClass', 'modelType', 'torchDtype', 'quantizationMethod'] as const;

/** What a user may pass: the geometry with the head dimension left to derive. */
type Props = Omit<Geometry, 'headDimension' | 'tiedEmbeddings'> & { readonly headDimension?: number; readonly tiedEmbeddings?: boolean };

/** Geometry from the props of `ModelArchitecture.of`. */
export function geometryFromProps(props: Props): Geometry {
  const problems = new Problems(PATH);
  const given: Props = isRecord(props) ? props : {} as Props;
  if (given !== props) {
    problems.invalid('props', props, 'an object', 'give the geometry of the model as its config.json states it');
  }
  const geometry = checkGeometry(given, {}, problems);
  problems.throwIfAny();
  return geometry;
}

/** Checks a geometry and derives the head dimension; the result is only sound when nothing was faulted. */
function checkGeometry(props: Props, names: Names, problems: Problems): Geometry {
  const name = (field: keyof Geometry): string => names[field] ?? field;
  const before = problems.count;
  for (const field of REQUIRED_COUNTS) {
    if (problems.required(name(field), props[field], `give ${COUNT}, as the config.json of the model states it`)) {
      checkCount(name(field), props[field], problems);
    }
  }
  for (const field of OPTIONAL_COUNTS) {
    checkCount(name(field), props[field] ?? undefined, problems);
  }
  for (const field of TEXTS) {
    if (isGiven(props[field]) && typeof props[field] !== 'string') {
      problems.invalid(name(field), props[field], 'a text', 'write it as the config.json of the model does, or leave it out');
    }
  }
  for (const field of ['tiedEmbeddings', 'multimodal'] as const) {
    if (isGiven(props[field]) && typeof props[field] !== 'boolean') {
      problems.invalid(name(field), props[field], 'true or false', 'write it as the config.json of the model does, or leave it out');
    }
  }
  const bits = props.quantizationBits ?? undefined;
  if (bits !== undefined && !(isCount(bits) && bits <= 32)) {
    problems.invalid(name('quantizationBits'), bits, 'a whole number from 1 to 32', 'give the bits of one quantized weight');
  }
  if (problems.count > before) {
    return props as Geometry;
  }
  checkRelations(props, name, problems);
  return {
    ...props,
    headDimension: props.headDimension ?? props.hiddenSize / props.attentionHeads,
    tiedEmbeddings: props.tiedEmbeddings ?? false,
  };
}

function checkRelations(props: Props, name: (field: keyof Geometry) => string, problems: Problems): void {
  if (props.attentionHeads % props.keyValueHeads !== 0) {
    problems.invalid(name('attentionHeads'), props.attentionHeads, `a multiple of ${name('keyValueHeads')} (${props.keyValueHeads})`,
      'every key-value head serves the same number of query heads: check both');
  }
  if (!isGiven(props.headDimension) && props.hiddenSize % props.attentionHeads !== 0) {
    problems.invalid(name('hiddenSize'), props.hiddenSize, `a multiple of ${name('attentionHeads')} (${props.attentionHeads})`,
      `check both, or give ${name('headDimension')}`);
  }
  const embeddings = props.vocabularySize * props.hiddenSize * (props.tiedEmbeddings ? 1 : 2);
  if (props.parameters < embeddings) {
    problems.invalid(name('parameters'), props.parameters, `at least ${embeddings}, which the embeddings alone have`,
      `count every weight (7e9, not 7, for a model of 7 billion)${props.tiedEmbeddings ? '' : `, or set ${name('tiedEmbeddings')}`}`);
  }
  if (isGiven(props.expertsPerToken) && props.expertsPerToken > (props.experts ?? 0)) {
    problems.invalid(name('expertsPerToken'), props.expertsPerToken, `at most ${name('experts')} (${props.experts ?? 'not given'})`,
      'give the number of experts of a layer');
  }
  if (isGiven(props.kvLoraRank) !== isGiven(props.qkRopeHeadDimension)) {
    problems.add(`${name('kvLoraRank')} and ${name('qkRopeHeadDimension')} belong together: give both for latent attention, else neither`);
  }
}

/** Geometry from a `config.json` of Hugging Face transformers. */
export function geometryFromConfigFile(path: string, options: { readonly parameters?: number }): Geometry {
  const problems = new Problems(PATH);
  const given = isRecord(options) ? options.parameters ?? undefined : undefined;
  checkCount('parameters', given, problems);
  const config = readJson(path, problems);
  problems.throwIfAny();
  const geometry = geometryFromConfig(config!, given, problems);
  problems.throwIfAny();
  return geometry!;
}

type Json = { readonly [field: string]: unknown };

function readJson(path: string, problems: Problems): Json | undefined {
  const remedy = 'give the path of the config.json that lies beside the weights on the hub';
  if (typeof path !== 'string' || path === '') {
    problems.invalid('path', path, 'the path of a file', remedy);
    return undefined;
  }
  let text: string;
  try {
    text = readFileSync(path, 'utf-8').replace(/^\uFEFF/, '');
  } catch (error) {
    problems.invalid('path', path, `a file that can be read (${(error as { code?: string }).code ?? 'it cannot'})`, remedy);
    return undefined;
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    problems.add(`path is ${show(path)}, but its content is not JSON: ${remedy}`);
    return undefined;
  }
  if (!isRecord(value)) {
    const what = value === null ? 'null' : Array.isArray(value) ? 'an array' : `a ${typeof value}`;
    problems.add(`path is ${show(path)}, but its content is ${what}, and must be a JSON object: ${remedy}`);
    return undefined;
  }
  return value;
}

/** Names of a field in the files of the various families, the usual one first. */
const FIELDS = {
  layers: ['num_hidden_layers', 'n_layer', 'n_layers', 'num_decoder_layers', 'num_layers'],
  hiddenSize: ['hidden_size', 'n_embd', 'd_model', 'n_embed'],
  attentionHeads: ['num_attention_heads', 'n_head', 'n_heads', 'num_heads'],
  keyValueHeads: ['num_key_value_heads', 'num_kv_heads', 'n_head_kv'],
  headDimension: ['head_dim', 'd_kv', 'attention_head_dim'],
  intermediateSize: ['intermediate_size', 'n_inner', 'ffn_dim', 'd_ff', 'ffn_hidden_size'],
  vocabularySize: ['vocab_size'],
  maxPositionEmbeddings: ['max_position_embeddings', 'n_positions', 'seq_length', 'max_seq_len', 'n_ctx'],
  experts: ['num_local_experts', 'num_experts', 'n_routed_experts'],
  expertsPerToken: ['num_experts_per_tok', 'num_experts_per_token'],
  expertIntermediateSize: ['moe_intermediate_size'],
  kvLoraRank: ['kv_lora_rank'],
  qkRopeHeadDimension: ['qk_rope_head_dim'],
  slidingWindow: ['sliding_window'],
} as const;

/** Keys under which models with other encoders keep their text model. */
const TEXT_CONFIGS = ['text_config', 'language_config', 'llm_config'];

function geometryFromConfig(outer: Json, parameters: number | undefined, problems: Problems): Geometry | undefined {
  const nested = TEXT_CONFIGS.find((key) => isRecord(outer[key]));
  const inner = nested === undefined ? outer : outer[nested] as Json;
  const prefix = nested === undefined ? '' : `${nested}.`;
  const modelType = modelTypeOf(inner, outer, problems);
  if (modelType === undefined) {
    return undefined;
  }
  const family = MODEL_FAMILIES[modelType];
  const config: Json = { ...family.defaults, ...definedOf(inner) };
  const names: Names = {};
  const read = (field: keyof typeof FIELDS): number | undefined => {
    const key = FIELDS[field].find((candidate) => isGiven(config[candidate]));
    names[field] = prefix + (key ?? FIELDS[field][0]);
    return key === undefined ? undefined : config[key] as number;
  };
  const count = (key: string): number | undefined => {
    checkNumber(prefix + key, config[key], problems);
    return isGiven(config[key]) ? config[key] as number : undefined;
  };

  const hiddenSize = read('hiddenSize');
  const attentionHeads = read('attentionHeads');
  const kvLoraRank = read('kvLoraRank');
  const encoderDecoder = config.is_encoder_decoder === true || modelType === 't5' || modelType === 'mt5';
  const encoderLayers = encoderDecoder ? count('num_layers') : undefined;
  const rope = read('qkRopeHeadDimension');
  const quantization = quantizationOf(inner.quantization_config ?? outer.quantization_config, problems);
  const tied = inner.tie_word_embeddings ?? outer.tie_word_embeddings ?? family.tied;
  names.tiedEmbeddings = `${prefix}tie_word_embeddings`;
  const dtype = inner.torch_dtype ?? inner.dtype ?? outer.torch_dtype ?? outer.dtype ?? undefined;
  names.torchDtype = `${prefix}torch_dtype`;
  const keyValueHeads = keyValueHeadsOf(config, modelType, attentionHeads) ?? read('keyValueHeads') ?? attentionHeads;
  names.keyValueHeads ??= names.attentionHeads;
  const intermediateSize = read('intermediateSize') ?? plainWidth(config, family, hiddenSize);
  const experts = read('experts');
  const latentHead = kvLoraRank === undefined ? undefined : (count('qk_nope_head_dim') ?? 0) + (isCount(rope) ? rope : 0);

  const partial: Partial<Props> = {
    name: typeof outer._name_or_path === 'string' && outer._name_or_path !== '' ? outer._name_or_path : undefined,
    architectureClass: firstOf(outer.architectures),
    modelType,
    layers: read('layers'),
    hiddenSize,
    attentionHeads,
    keyValueHeads,
    headDimension: latentHead ?? read('headDimension'),
    intermediateSize,
    vocabularySize: read('vocabularySize'),
    maxPositionEmbeddings: read('maxPositionEmbeddings'),
    tiedEmbeddings: tied as boolean,
    torchDtype: dtype as string | undefined,
    quantizationMethod: quantization?.method,
    quantizationBits: quantization?.bits,
    experts,
    expertsPerToken: experts === undefined ? undefined : read('expertsPerToken'),
    expertIntermediateSize: experts === undefined ? undefined : read('expertIntermediateSize'),
    kvLoraRank,
    qkRopeHeadDimension: kvLoraRank === undefined ? undefined : rope,
    slidingWindow: config.use_sliding_window === false ? undefined : read('slidingWindow'),
    encoderLayers,
    multimodal: nested !== undefined || isGiven(outer.vision_config) || isGiven(outer.audio_config) ? true : undefined,
  };
  // The weights can only be counted once the rest is sound, so they are checked last.
  const before = problems.count;
  const known = { ...partial, parameters: parameters ?? Number.MAX_SAFE_INTEGER } as Props;
  const geometry = checkGeometry(known, names, problems);
  const layout = layoutOf(config, modelType, geometry, count);
  if (problems.count > before) {
    return undefined;
  }
  if (parameters === undefined && family.irregular) {
    problems.add(`parameters is missing, and cannot be computed for model_type ${show(modelType)}: give the number of all weights, `
      + 'which the hub shows beside the files');
    return undefined;
  }
  return checkGeometry({ ...known, parameters: parameters ?? countParameters({ ...geometry, ...layout }, family) }, names, problems);
}

function modelTypeOf(inner: Json, outer: Json, problems: Problems): string | undefined {
  const remedy = 'describe the model by ModelArchitecture.of';
  const known = Object.keys(MODEL_FAMILIES);
  const architectures = Array.isArray(outer.architectures) ? outer.architectures : [];
  for (const [candidate, where] of [[inner.model_type, 'model_type'], [outer.model_type, 'model_type']] as const) {
    if (typeof candidate === 'string' && known.includes(candidate)) {
      return candidate;
    }
    if (isGiven(candidate)) {
      problems.invalid(where, candidate, `one of ${known.join(', ')}`, remedy);
      return undefined;
    }
  }
  const byClass = known.find((modelType) => MODEL_FAMILIES[modelType].classes.some((name) => architectures.includes(name)));
  if (byClass === undefined) {
    problems.invalid('architectures', outer.architectures, 'the class of a decoder that this library knows, beside a model_type', remedy);
  }
  return byClass;
}

function keyValueHeadsOf(config: Json, modelType: string, attentionHeads: number | undefined): number | undefined {
  if (modelType === 'falcon' || modelType.startsWith('RefinedWeb')) {
    if (config.new_decoder_architecture === true || isGiven(config.n_head_kv)) {
      return undefined;
    }
    return config.multi_query === false ? attentionHeads : 1;
  }
  if (modelType === 'gpt_bigcode') {
    return config.multi_query === false ? attentionHeads : 1;
  }
  if (modelType === 'mpt' && isRecord(config.attn_config) && isGiven(config.attn_config.kv_n_heads)) {
    return config.attn_config.kv_n_heads as number;
  }
  return undefined;
}

/** Families with a plain feed-forward block leave its width out when it is four times the hidden size. */
function plainWidth(config: Json, family: ModelFamilyFact, hiddenSize: number | undefined): number | undefined {
  const ratio = isCount(config.expansion_ratio) ? config.expansion_ratio : 4;
  return family.mlp === 'plain' && isCount(hiddenSize) ? ratio * hiddenSize : undefined;
}

/** What only the count of the weights needs. */
function layoutOf(config: Json, modelType: string, geometry: Geometry, count: (key: string) => number | undefined) {
  const expertWidth = geometry.expertIntermediateSize ?? geometry.intermediateSize;
  const sharedExperts = count('n_shared_experts');
  const sharedWidth = count('shared_expert_intermediate_size');
  const llama4 = modelType.startsWith('llama4');
  const denseLayers = Array.isArray(config.mlp_only_layers) ? config.mlp_only_layers.length : count('first_k_dense_replace');
  const step = count('decoder_sparse_step') ?? (llama4 ? count('interleave_moe_layer_step') : undefined);
  const falcon = modelType === 'falcon' || modelType.startsWith('RefinedWeb');
  const twoNorms = config.new_decoder_architecture === true || config.parallel_attn === false || isGiven(config.n_head_kv);
  const feedForward = config.feed_forward_proj;
  return {
    gated: typeof feedForward === 'string' ? feedForward.startsWith('gated') : undefined,
    normsPerLayer: falcon && twoNorms ? 2 : undefined,
    sharedExpertWidth: sharedWidth ?? (sharedExperts ? sharedExperts * expertWidth : llama4 ? expertWidth : undefined),
    denseLayers: step !== undefined && step > 1 ? geometry.layers - Math.floor(geometry.layers / step) : denseLayers,
    denseIntermediateSize: llama4 ? count('intermediate_size_mlp') : undefined,
    qLoraRank: count('q_lora_rank'),
    qkNopeHeadDimension: count('qk_nope_head_dim'),
    valueHeadDimension: count('v_head_dim'),
  };
}

function quantizationOf(value: unknown, problems: Problems): { readonly method: string; readonly bits: number } | undefined {
  if (!isGiven(value)) {
    return undefined;
  }
  const remedy = 'describe the model by ModelArchitecture.of with quantizationMethod and quantizationBits';
  if (!isRecord(value)) {
    problems.invalid('quantization_config', value, 'an object', remedy);
    return undefined;
  }
  const method = value.quant_method ?? (value.load_in_4bit === true || value.load_in_8bit === true ? 'bitsandbytes' : undefined);
  if (typeof method !== 'string') {
    problems.invalid('quantization_config.quant_method', method, 'the name of a method such as awq', remedy);
    return undefined;
  }
  const bits = value.bits ?? value.w_bit ?? implicitBits(method, value);
  if (!(isCount(bits) && bits <= 16)) {
    problems.invalid('quantization_config.bits', bits, 'a whole number from 1 to 16', remedy);
    return undefined;
  }
  return { method: method === 'compressed-tensors' && isFloat(value) ? 'fp8' : method, bits };
}

function implicitBits(method: string, value: Json): unknown {
  switch (method) {
    case 'awq': return 4;
    case 'mxfp4': return 4;
    case 'fp8': case 'fbgemm_fp8': return 8;
    case 'bitsandbytes': return value.load_in_8bit === true ? 8 : 4;
    case 'compressed-tensors': return weightsOf(value)?.num_bits;
    default: return undefined;
  }
}

function isFloat(value: Json): boolean {
  return weightsOf(value)?.type === 'float' && weightsOf(value)?.num_bits === 8;
}

function weightsOf(value: Json): Json | undefined {
  const groups = isRecord(value.config_groups) ? Object.values(value.config_groups) : [];
  const weights = groups.filter(isRecord).map((group) => group.weights).filter(isRecord);
  return weights[0];
}

function checkCount(name: string, value: unknown, problems: Problems): void {
  if (value !== undefined && !isCount(value)) {
    problems.invalid(name, value, COUNT, remedyOf(value));
  }
}

/** A count that may be 0, as files write what they have not. */
function checkNumber(name: string, value: unknown, problems: Problems): void {
  if (isGiven(value) && !isCount(value) && value !== 0) {
    problems.invalid(name, value, 'a whole number of at least 0', remedyOf(value));
  }
}

function remedyOf(value: unknown): string {
  return typeof value === 'string' ? 'write it as a number, without quotes' : 'give the value of the model\'s config.json';
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1;
}

function isGiven<T>(value: T | undefined | null): value is T {
  return value !== undefined && value !== null;
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function definedOf(value: Json): Json {
  return Object.fromEntries(Object.entries(value).filter(([, element]) => isGiven(element)));
}

function firstOf(value: unknown): string | undefined {
  return Array.isArray(value) && typeof value[0] === 'string' ? value[0] : undefined;
}
