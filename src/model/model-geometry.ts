import { existsSync, readFileSync } from 'fs';
import { dirname, join } from 'path';
import { ModelArchitectureProps, ModelConfigFileOptions } from './model-architecture-props';
import { asSentence, Problems, show } from '../checks/problems';
import { checkedProps, OWN_CHECK, ownChecks, PropKinds } from '../checks/prop-kinds';
import { MODEL_FAMILIES } from '../facts/model-families';
import { ConfigProblem, fixOf, isCount, isGiven, isRecord, Json } from '../memory/config/config-fields';
import { readConfig } from '../memory/config/read-config';
import { EncoderShape, Geometry, partsOf } from '../memory/geometry';

const PATH = 'ModelArchitecture';

/** Names of fields in messages: those of the props, or those in the file. */
type Names = { readonly [field: string]: string };

const REQUIRED_COUNTS = [
  'parameters', 'layers', 'hiddenSize', 'attentionHeads', 'keyValueHeads', 'intermediateSize', 'vocabularySize', 'maxPositionEmbeddings',
] as const;
const OPTIONAL_COUNTS = [
  'headDimension', 'experts', 'expertsPerToken', 'expertIntermediateSize', 'kvLoraRank', 'qkRopeHeadDimension', 'slidingWindow', 'encoderLayers',
] as const;
const STRINGS = ['name', 'architectureClass', 'modelType', 'torchDtype', 'quantizationMethod'] as const;

const KINDS: PropKinds<ModelArchitectureProps> = ownChecks(
  ...REQUIRED_COUNTS, ...OPTIONAL_COUNTS, ...STRINGS, 'quantizationBits', 'slidingWindowLayers', 'tiedEmbeddings', 'multimodal',
);
const FILE_KINDS: PropKinds<ModelConfigFileOptions> = { parameters: OWN_CHECK };

/** The user's props: a geometry whose head dimension may be derived. */
type GeometryProps = Omit<Geometry, 'headDimension' | 'tiedEmbeddings'> & {
  readonly headDimension?: number;
  readonly tiedEmbeddings?: boolean;
};

/** Geometry from the props of `ModelArchitecture.of`. */
export function geometryFromProps(props: ModelArchitectureProps): Geometry {
  const problems = new Problems(PATH);
  const given: ModelArchitectureProps = isRecord(props) ? props : {} as ModelArchitectureProps;
  if (given !== props) {
    problems.invalid('props', props, 'an object', 'pass the geometry of the model as its config.json states it');
  }
  const { slidingWindowLayers, ...plain } = checkedProps(problems, given, KINDS);
  const geometry = checkGeometry(plain, {}, problems);
  const windows = slidingWindowLayers ?? undefined;
  if (windows !== undefined && !(Number.isSafeInteger(windows) && windows >= 0 && windows <= (plain.layers ?? 0))) {
    problems.invalid('slidingWindowLayers', windows, `an integer from 0 to layers (${plain.layers})`, 'pass the number of layers that have the window');
  } else if (windows !== undefined && !isGiven(plain.slidingWindow)) {
    problems.add('slidingWindowLayers is set without slidingWindow. Pass slidingWindow too.');
  }
  problems.throwIfAny();
  return withEncoder(withWindows(geometry, windows));
}

/** The vision encoder of the Qwen family, whose images and videos take more memory than those of others: the values of Qwen3-VL's config.json. */
const QWEN_ENCODER: EncoderShape = { width: 1152 + 4304, patchesPerToken: 4, tokensPerImage: 16_384, takesVideo: true };

/** Adds the encoder of a family if the props only say that there is one. */
function withEncoder(geometry: Geometry): Geometry {
  return geometry.multimodal && /^qwen/.test(geometry.modelType ?? '') ? { ...geometry, encoder: QWEN_ENCODER } : geometry;
}

/** Splits the layers of a model into those with a window and those without. */
function withWindows(geometry: Geometry, given: number | undefined): Geometry {
  const { layers, slidingWindow: window, keyValueHeads } = geometry;
  const fullEvery = MODEL_FAMILIES[geometry.modelType ?? '']?.fullEvery;
  const windows = given ?? (fullEvery === undefined ? layers : layers - Math.floor(layers / fullEvery));
  if (window === undefined || windows === layers || geometry.kvLoraRank !== undefined) {
    return geometry;
  }
  const heads = { keyValueHeads, headElements: 2 * geometry.headDimension };
  return {
    ...geometry,
    cache: [{ layers: layers - windows, ...heads }, ...(windows === 0 ? [] : [{ layers: windows, ...heads, window }])],
  };
}

/** Checks a geometry and derives the head dimension; the result is valid only if there are no problems. */
function checkGeometry(props: GeometryProps, names: Names, problems: Problems): Geometry {
  const name = (field: string): string => names[field] ?? field;
  const before = problems.count;
  for (const field of REQUIRED_COUNTS) {
    if (problems.required(name(field), props[field], 'pass an integer >= 1, as the config.json of the model states it')) {
      checkCount(name(field), props[field], problems);
    }
  }
  for (const field of OPTIONAL_COUNTS) {
    checkCount(name(field), props[field] ?? undefined, problems);
  }
  for (const field of STRINGS) {
    if (isGiven(props[field]) && typeof props[field] !== 'string') {
      problems.invalid(name(field), props[field], 'a string', 'write it as the config.json of the model does, or omit it');
    }
  }
  for (const field of ['tiedEmbeddings', 'multimodal'] as const) {
    if (isGiven(props[field]) && typeof props[field] !== 'boolean') {
      problems.invalid(name(field), props[field], 'true or false', 'write it as the config.json of the model does, or omit it');
    }
  }
  const bits = props.quantizationBits ?? undefined;
  if (bits !== undefined && !(isCount(bits) && bits <= 32)) {
    problems.invalid(name('quantizationBits'), bits, 'an integer from 1 to 32', 'pass the bits of one quantized weight');
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

function checkRelations(props: GeometryProps, name: (field: string) => string, problems: Problems): void {
  if (props.attentionHeads % props.keyValueHeads !== 0) {
    problems.invalid(name('attentionHeads'), props.attentionHeads, `a multiple of ${name('keyValueHeads')} (${props.keyValueHeads})`,
      'every key-value head serves the same number of query heads: check both');
  }
  if (!isGiven(props.headDimension) && props.hiddenSize % props.attentionHeads !== 0) {
    problems.invalid(name('hiddenSize'), props.hiddenSize, `a multiple of ${name('attentionHeads')} (${props.attentionHeads})`,
      `check both, or set ${name('headDimension')}`);
  }
  const embeddings = props.vocabularySize * props.hiddenSize * (props.tiedEmbeddings ? 1 : 2);
  if (props.parameters < embeddings) {
    problems.invalid(name('parameters'), props.parameters, `at least ${embeddings}, the number of weights in the embeddings alone`,
      `count every weight (7e9, not 7, for a model of 7 billion)${props.tiedEmbeddings ? '' : `, or set ${name('tiedEmbeddings')}`}`);
  }
  if (isGiven(props.expertsPerToken) && props.expertsPerToken > (props.experts ?? 0)) {
    problems.invalid(name('expertsPerToken'), props.expertsPerToken, `at most ${name('experts')} (${props.experts ?? 'not set'})`,
      'pass the number of experts in a layer');
  }
  if (isGiven(props.kvLoraRank) !== isGiven(props.qkRopeHeadDimension)) {
    problems.add(`${name('kvLoraRank')} and ${name('qkRopeHeadDimension')} belong together. Set both for latent attention, or neither.`);
  }
}

/** Geometry from a `config.json` of Hugging Face transformers, and the `hf_quant_config.json` next to it. */
export function geometryFromConfigFile(path: string, options: ModelConfigFileOptions): Geometry {
  const problems = new Problems(PATH);
  const { parameters } = checkedProps(problems, options, FILE_KINDS);
  checkCount('parameters', parameters, problems);
  const file = readJson(path, problems);
  problems.throwIfAny();
  const sidecar = join(dirname(path), path.endsWith('_config.json') ? basenameOf(path).replace(/_config\.json$/, '_hf_quant_config.json') : 'hf_quant_config.json');
  const quantization = existsSync(sidecar) ? readJson(sidecar, problems) : undefined;
  const { geometry, names, problems: found } = readConfig(file!, { parameters, quantization });
  found.forEach((problem) => report(problem, problems));
  if (geometry !== undefined && found.length === 0) {
    checkGeometry(geometry, names, problems);
  }
  problems.throwIfAny();
  return parameters === undefined ? geometry! : { ...geometry!, parts: partsOf(geometry!) };
}

function basenameOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

function report(problem: ConfigProblem, problems: Problems): void {
  if ('sentence' in problem) {
    problems.add(problem.sentence);
  } else {
    problems.invalid(problem.name, problem.value, problem.rule, problem.fix);
  }
}

function readJson(path: string, problems: Problems): Json | undefined {
  const remedy = 'pass the path of the config.json that is next to the weights on the Hub';
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
    value = JSON.parse(withoutInfinities(text));
  } catch {
    problems.add(`path is ${show(path)}, but its content is not JSON. ${asSentence(remedy)}`);
    return undefined;
  }
  if (!isRecord(value)) {
    const what = value === null ? 'null' : Array.isArray(value) ? 'an array' : `a ${typeof value}`;
    problems.add(`path is ${show(path)}, but its content is ${what}, and must be a JSON object. ${asSentence(remedy)}`);
    return undefined;
  }
  return value;
}

/** Python writes Infinity and NaN, which JSON does not have. Strings are left unchanged. */
function withoutInfinities(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g, (match) => (match.startsWith('"') ? match : match.startsWith('-') ? '-1e999' : match === 'NaN' ? 'null' : '1e999'));
}

function checkCount(name: string, value: unknown, problems: Problems): void {
  if (value !== undefined && !isCount(value)) {
    problems.invalid(name, value, 'an integer >= 1', fixOf(value));
  }
}
