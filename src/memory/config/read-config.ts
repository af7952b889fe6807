import { ConfigFields, ConfigProblem, Field, FIELDS, fixOf, isCount, isGiven, isRecord, Json } from './config-fields';
import { contextOf, originalContextOf } from './context';
import { encoderShape, encoderWeights, hasEncoder } from './encoder';
import { LayerKind } from './layer-kinds';
import { storedFormat } from './quantization';
import { isEncoderDecoder, readShape } from './read-shape';
import { COMMON_FAMILY, MODEL_FAMILIES, ModelFamilyFact } from '../../facts/model-families';
import { ASSUMED_ENCODER, Geometry } from '../geometry';
import { countParts, countText } from '../parameter-count';

/** Information that the file lacks. */
interface ReadOptions {
  /** Total number of weights of the text model. */
  readonly parameters?: number;
  /** Content of `hf_quant_config.json` next to the file. */
  readonly quantization?: unknown;
}

/** The geometry, valid only if there are no problems, and the names of the fields in the file. */
interface ReadConfig {
  readonly geometry?: Geometry;
  readonly names: { readonly [field: string]: string };
  readonly problems: readonly ConfigProblem[];
}

/** Keys of the text model in files of multimodal models. */
const TEXT_CONFIGS = ['text_config', 'language_config', 'llm_config', 'thinker_config', 'text_model_config'];

/** Keys under which DBRX and MPT nest the fields of a part of a layer. */
const PARTS_OF_LAYERS = ['attn_config', 'ffn_config'];

/** Fields that every estimate requires. */
const REQUIRED: readonly Field[] = ['layers', 'hiddenSize', 'attentionHeads', 'vocabularySize', 'maxPositionEmbeddings'];

const OPTIONAL: readonly Field[] = [
  'keyValueHeads', 'headDimension', 'intermediateSize', 'experts', 'expertsPerToken', 'expertIntermediateSize', 'kvLoraRank', 'qkRopeHeadDimension', 'slidingWindow',
];

/** The text model in a file, which files of multimodal models nest. */
interface TextModel {
  /** The fields around it, of the model as a whole. */
  readonly outer: Json;
  readonly inner: Json;
  readonly isNested: boolean;
  /** Path of its fields in messages. */
  readonly prefix: string;
  readonly modelType?: string;
  readonly family: ModelFamilyFact;
  /** Whether this library knows the family. */
  readonly isKnown: boolean;
  readonly fields: ConfigFields;
}

/** Reads the geometry of a model from its `config.json`. */
export function readConfig(file: Json, options: ReadOptions = {}): ReadConfig {
  const text = textModelOf(file);
  const { outer, inner, prefix, modelType, family, isKnown, fields } = text;
  const { values, problems } = fields;
  const layerCount = layerCountOf(text);
  checkFields(text, layerCount);
  if (problems.length > 0) {
    return { names: fields.names, problems };
  }
  const shape = readShape(fields, modelType ?? '', family, layerCount!);
  const { kinds } = shape;
  const architectureClass = firstOf(outer.architectures) ?? firstOf(inner.architectures);
  const tied = isPooling(architectureClass, family) || (inner.tie_word_embeddings ?? outer.tie_word_embeddings ?? family.tied);
  fields.names.tiedEmbeddings = `${prefix}tie_word_embeddings`;
  const isMultimodal = text.isNested || hasEncoder(outer) || family.encoderWeights !== undefined;
  const encoder = isMultimodal ? encoderWeights(outer, shape.hiddenSize) ?? family.encoderWeights : undefined;
  const weights = countParts({
    ...shape.model, tiedEmbeddings: tied === true, encoder: isMultimodal ? encoder ?? ASSUMED_ENCODER : undefined,
  }, family);
  const quantization = storedFormat(inner.quantization_config ?? outer.quantization_config, options.quantization, shape.layersByPart,
    values.expert_dtype, problems);
  const experts = fields.read('experts');
  const dtype = inner.torch_dtype ?? inner.dtype ?? outer.torch_dtype ?? outer.dtype ?? undefined;
  fields.names.torchDtype = `${prefix}torch_dtype`;
  const caching = shape.cache.reduce((sum, { layers }) => sum + layers, 0);
  const geometry = {
    name: typeof outer._name_or_path === 'string' && outer._name_or_path !== '' ? outer._name_or_path : undefined,
    architectureClass,
    modelType: modelType ?? (isKnown ? undefined : 'unknown'),
    parameters: options.parameters ?? countText(weights),
    layers: shape.encoderLayers === undefined ? Math.max(1, kinds.filter(({ mixer }) => mixer !== 'none').length || kinds.length) : kinds.length,
    hiddenSize: shape.hiddenSize,
    attentionHeads: shape.attentionHeads,
    keyValueHeads: shape.keyValueHeads,
    headDimension: shape.headDimension,
    intermediateSize: shape.width,
    vocabularySize: fields.read('vocabularySize'),
    maxPositionEmbeddings: contextOf(fields, modelType ?? ''),
    originalContext: originalContextOf(fields),
    tiedEmbeddings: tied as boolean,
    torchDtype: dtype as string | undefined,
    quantizationMethod: quantization?.method,
    quantizationBits: quantization?.bits,
    format: quantization?.format,
    experts,
    expertsPerToken: experts === undefined ? undefined : fields.read('expertsPerToken'),
    expertIntermediateSize: experts === undefined ? undefined : fields.read('expertIntermediateSize'),
    kvLoraRank: fields.read('kvLoraRank'),
    qkRopeHeadDimension: fields.read('kvLoraRank') === undefined ? undefined : fields.read('qkRopeHeadDimension'),
    slidingWindow: kinds.some(({ mixer }) => mixer === 'window') ? fields.read('slidingWindow') : undefined,
    encoderLayers: shape.encoderLayers,
    multimodal: isMultimodal ? true : undefined,
    cache: shape.cache,
    parts: options.parameters === undefined ? weights : undefined,
    replicated: shape.replicated,
    absorbedBytes: shape.absorbedBytes,
    stored: quantization?.stored,
    hasFp8Cache: quantization?.hasFp8Cache,
    activeWidth: shape.activeWidth,
    encoder: isMultimodal ? encoderShape(outer, modelType ?? '') : undefined,
    allLayers: caching === kinds.length ? undefined : kinds.length,
    isEncoder: family.encoder,
    assumptions: assumptions(isKnown ? undefined : modelType ?? firstOf(outer.architectures) ?? 'not given', options.parameters, kinds,
      isMultimodal && encoder === undefined),
  };
  return { geometry: withoutUndefined(geometry) as unknown as Geometry, names: fields.names, problems };
}

function textModelOf(file: Json): TextModel {
  // Models with several kinds of input and output nest their text model twice.
  const outer = isRecord(file.thinker_config) ? { ...file, ...file.thinker_config } : file;
  const nested = TEXT_CONFIGS.find((key) => isRecord(outer[key]));
  const inner = nested === undefined ? outer : outer[nested] as Json;
  const stated = modelTypeOf(inner, outer);
  const modelType = isKnownFamily(stated) ? stated : typeOfClass(outer) ?? stated;
  const family = isKnownFamily(modelType) ? MODEL_FAMILIES[modelType!] : COMMON_FAMILY;
  const prefix = nested === undefined ? '' : `${nested}.`;
  const parts = PARTS_OF_LAYERS.map((key) => inner[key]).filter(isRecord).map(definedOf);
  const values = Object.assign({}, family.defaults, nested === undefined ? {} : family.nestedDefaults, ...parts, definedOf(inner));
  return {
    outer, inner, isNested: nested !== undefined, prefix, modelType, family, isKnown: family !== COMMON_FAMILY,
    fields: new ConfigFields(values, prefix),
  };
}

/** The number of layers; not checked yet. */
function layerCountOf({ modelType, fields }: TextModel): number | undefined {
  const byList = fields.list('layers_block_type') ?? fields.list('layer_types') ?? fields.list('block_configs');
  // In files of encoder-decoder models, the number of layers is that of the encoder.
  const decoderLayers = isEncoderDecoder(fields, modelType ?? '') ? fields.count('decoder_layers', 'num_decoder_layers') : undefined;
  return decoderLayers ?? fields.read('layers') ?? byList?.length;
}

/** Adds a problem for each field that is missing or has a value of another kind. */
function checkFields({ outer, inner, modelType, isKnown, fields }: TextModel, layerCount: number | undefined): void {
  const { problems } = fields;
  for (const type of [inner.model_type, outer.model_type].filter((value) => isGiven(value) && typeof value !== 'string').slice(0, 1)) {
    problems.push({ name: 'model_type', value: type, rule: 'a string', fix: 'use the value in the model\'s config.json' });
  }
  for (const field of REQUIRED) {
    const value = field === 'layers' ? layerCount : fields.read(field);
    if (value === undefined) {
      problems.push({ sentence: missing(fields, field, isKnown ? undefined : modelType ?? firstOf(outer.architectures)) });
    } else if (!isCount(value)) {
      fields.read(field);
      problems.push({ name: fields.names[field], value, rule: 'an integer >= 1', fix: fixOf(value) });
    }
  }
  for (const field of OPTIONAL) {
    const value = fields.read(field);
    if (value !== undefined && !isCount(value)) {
      problems.push({ name: fields.names[field], value, rule: 'an integer >= 1', fix: fixOf(value) });
    }
  }
  const [hidden, heads] = [fields.read('hiddenSize')!, fields.read('attentionHeads')!];
  if (problems.length === 0 && fields.read('headDimension') === undefined && fields.read('kvLoraRank') === undefined && hidden % heads !== 0) {
    problems.push({
      name: fields.names.hiddenSize, value: hidden, rule: `a multiple of ${fields.names.attentionHeads} (${heads})`, fix: `check both, or set ${fields.names.headDimension}`,
    });
  }
}

function missing(fields: ConfigFields, field: Field, unknown: string | undefined): string {
  const whose = unknown === undefined ? '' : `model_type ${JSON.stringify(unknown)} is not known to this library, and `;
  return `${whose}${fields.names[field] ?? FIELDS[field][0]} is missing (looked for ${fields.lookedFor(field)}): add it to the file, `
    + 'or describe the model with ModelArchitecture.of';
}

function assumptions(
  unknownType: string | undefined, parameters: number | undefined, kinds: readonly LayerKind[], isEncoderAssumed: boolean,
): readonly string[] | undefined {
  const sentences = [
    ...(unknownType === undefined ? [] : [`model_type ${JSON.stringify(unknownType)} is not known to this library: its layers are taken to be like Llama's`
      + `${parameters === undefined ? ', from which its weights are counted; pass parameters if the count is wrong' : ''}`]),
    ...(kinds.some(({ mixer }) => mixer === 'cross') ? ['the cache of layers that attend to an encoder is not modeled'] : []),
    ...(isEncoderAssumed ? ['the vision or audio encoder is assumed to have 0.6 billion weights'] : []),
  ];
  return sentences.length > 0 ? sentences : undefined;
}

function modelTypeOf(inner: Json, outer: Json): string | undefined {
  const types = [inner.model_type, outer.model_type].filter((value): value is string => typeof value === 'string' && value !== '');
  return types.find(isKnownFamily) ?? types[0];
}

/** Whether a class only embeds or classifies text, and so has no head that predicts tokens. */
function isPooling(architectureClass: string | undefined, family: ModelFamilyFact): boolean {
  const base = /^(.+?)(?:Model|For(?:SequenceClassification|TokenClassification|RewardModel|ProcessRewardModel))$/.exec(architectureClass ?? '')?.[1];
  return base !== undefined && family.classes.includes(`${base}ForCausalLM`);
}

function isKnownFamily(modelType: string | undefined): boolean {
  return modelType !== undefined && Object.prototype.hasOwnProperty.call(MODEL_FAMILIES, modelType);
}

function typeOfClass(outer: Json): string | undefined {
  const names = Array.isArray(outer.architectures) ? outer.architectures : [];
  return Object.entries(MODEL_FAMILIES).find(([, { classes }]) => classes.some((name) => names.includes(name)))?.[0];
}

function definedOf(value: Json): Json {
  return Object.fromEntries(Object.entries(value).filter(([, element]) => isGiven(element)));
}

function withoutUndefined(value: Json): Json {
  return Object.fromEntries(Object.entries(value).filter(([, element]) => element !== undefined));
}

function firstOf(value: unknown): string | undefined {
  return Array.isArray(value) && typeof value[0] === 'string' ? value[0] : undefined;
}
