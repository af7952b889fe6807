import { ConfigProblem, isCount, isGiven, isRecord, Json } from './config-fields';
import { classify, isWholeBlock, QUANTIZED, QuantizedPart, WHOLE_BLOCK } from './module-patterns';
import { ByPart } from '../geometry';
import { BITS_PER_WEIGHT, BYTES_PER_WEIGHT, integerBytes, WeightFormatName } from '../weight-formats';

/** The format in which a checkpoint stores its weights. */
interface StoredFormat {
  readonly method: string;
  readonly bits: number;
  readonly format: WeightFormatName;
  /** Bytes of one weight by part, if they differ from the format. */
  readonly stored?: ByPart;
  readonly hasFp8Cache?: boolean;
}

/** Number of layers that have each part. */
export type LayersByPart = { readonly [part in QuantizedPart]: number };

const FIX = 'describe the model with ModelArchitecture.of, with quantizationMethod and quantizationBits';

/**
 * Reads `quantization_config`, and `hf_quant_config.json` next to the file, which NVIDIA's ModelOpt writes. Methods: those that vLLM 0.22.1
 * registers in model_executor/layers/quantization, read 2026-11-25.
 */
export function storedFormat(
  config: unknown, sidecar: unknown, layers: LayersByPart, expertType: unknown, problems: ConfigProblem[],
): StoredFormat | undefined {
  const nested = isRecord(sidecar) && isRecord(sidecar.quantization) ? sidecar.quantization : undefined;
  if (!isGiven(config) && nested === undefined) {
    return undefined;
  }
  if (isGiven(config) && !isRecord(config)) {
    problems.push({ name: 'quantization_config', value: config, rule: 'an object', fix: FIX });
    return undefined;
  }
  const own = isRecord(config) ? config : {};
  const value: Json = { ...nested, ...own };
  const base = baseFormat(value, problems);
  if (base === undefined) {
    return undefined;
  }
  const cache = value.kv_cache_quant_algo ?? value.kv_cache_scheme;
  return {
    method: base.method,
    bits: base.bits,
    format: base.format,
    hasFp8Cache: cache === 'FP8' || (isRecord(cache) && cache.num_bits === 8) ? true : undefined,
    stored: storedBytes(value, base, layers, expertType),
  };
}

interface BaseFormat {
  readonly method: string;
  readonly bits: number;
  readonly format: WeightFormatName;
  readonly bytes: number;
}

function baseFormat(value: Json, problems: ConfigProblem[]): BaseFormat | undefined {
  const algorithm = typeof value.quant_algo === 'string' ? value.quant_algo : undefined;
  const method = value.quant_method ?? (value.load_in_4bit === true || value.load_in_8bit === true ? 'bitsandbytes' : algorithm && 'modelopt');
  if (typeof method !== 'string') {
    problems.push({ name: 'quantization_config.quant_method', value: method, rule: 'the name of a method such as awq', fix: FIX });
    return undefined;
  }
  const of = (name: string, format: WeightFormatName): BaseFormat => ({
    method: name, format, bits: BITS_PER_WEIGHT[format], bytes: BYTES_PER_WEIGHT[format],
  });
  const group = isCount(value.group_size) ? value.group_size : undefined;
  const bits = value.bits ?? value.w_bit ?? value.wbits;
  switch (method.toLowerCase()) {
    case 'mxfp4': case 'gpt_oss_mxfp4': return of('mxfp4', 'mxfp4');
    case 'mxfp8': return of('mxfp8', 'mxfp8');
    case 'fp8': case 'fbgemm_fp8': case 'deepseek_v4_fp8':
      return of(method, ALGORITHMS.get(algorithm) ?? 'fp8');
    case 'modelopt': case 'modelopt_fp4': case 'modelopt_mxfp8': case 'modelopt_mixed':
      return of(method, mixedFormat(value) ?? ALGORITHMS.get(algorithm) ?? (method === 'modelopt_fp4' ? 'nvfp4' : 'fp8'));
    case 'quark': return tensorFormat('quark', quarkWeights(value), group) ?? of('quark', 'fp8');
    case 'torchao': return torchaoFormat(value) ?? of('torchao', 'int8');
    case 'compressed-tensors': case 'compressed_tensors': {
      const format = tensorFormat('compressed-tensors', mainGroup(value)?.weights, group);
      if (format === undefined) {
        problems.push({ name: 'quantization_config.config_groups', value: value.config_groups, rule: 'a group with the num_bits of its weights', fix: FIX });
      }
      return format;
    }
    case 'awq': return integers(method, isCount(bits) ? bits : 4, group, value.zero_point !== false);
    case 'bitsandbytes': return of(method, value.load_in_8bit === true ? 'int8' : 'int4');
    case 'experts_int8': return of(method, 'int8');
    case 'hqq': {
      const weights = isRecord(value.quant_config) && isRecord(value.quant_config.weight_quant_params) ? value.quant_config.weight_quant_params : {};
      return integers(method, isCount(weights.nbits) ? weights.nbits : 4, isCount(weights.group_size) ? weights.group_size : 64, true);
    }
    default:
      if (isCount(bits) && bits <= 16) {
        return integers(method, bits, group, value.sym !== true);
      }
      problems.push({ name: 'quantization_config.bits', value: bits, rule: 'an integer from 1 to 16', fix: FIX });
      return undefined;
  }
}

/** Algorithms of ModelOpt. */
const ALGORITHMS = new Map<unknown, WeightFormatName>(Object.entries({
  FP8: 'fp8', FP8_PER_CHANNEL_PER_TOKEN: 'fp8', FP8_PB_WO: 'fp8', MXFP8: 'mxfp8', NVFP4: 'nvfp4', NVFP4_AWQ: 'nvfp4', W4A16_NVFP4: 'nvfp4', W4A8_NVFP4_FP8: 'nvfp4',
  W4A8_MXFP4_FP8: 'mxfp4', MXFP4: 'mxfp4', W4A16_AWQ: 'int4', W4A8_AWQ: 'int4', INT4_AWQ: 'int4', W8A16: 'int8', W8A8_SQ_PER_CHANNEL: 'int8',
}));

function integers(method: string, bits: number, group: number | undefined, hasZeroPoints: boolean): BaseFormat {
  return { method, bits, format: bits >= 16 ? 'fp16' : bits > 4 ? 'int8' : 'int4', bytes: bits === 4 && group === undefined ? BYTES_PER_WEIGHT.int4 : integerBytes(bits, group, hasZeroPoints) };
}

/** A format described by bits, type and group, as in compressed-tensors and quark. */
function tensorFormat(method: string, weights: Json | undefined, group: number | undefined): BaseFormat | undefined {
  if (weights === undefined) {
    return undefined;
  }
  const name = String(weights.dtype);
  const bits = weights.num_bits ?? { fp8_e4m3: 8, fp8_e5m2: 8, int8: 8, int4: 4, uint4: 4, fp4: 4 }[name];
  if (!isCount(bits) || bits > 16) {
    return undefined;
  }
  const isFloat = weights.type === 'float' || name.startsWith('fp');
  const size = isCount(weights.group_size) ? weights.group_size : group;
  if (isFloat && bits === 8) {
    return size === 32 ? { method, format: 'mxfp8', bits, bytes: BYTES_PER_WEIGHT.mxfp8 } : { method, format: 'fp8', bits, bytes: 1 };
  }
  if (isFloat && bits === 4) {
    const format = size === 32 ? 'mxfp4' : 'nvfp4';
    return { method, format, bits, bytes: BYTES_PER_WEIGHT[format] };
  }
  return integers(method, bits, size, weights.symmetric === false);
}

interface TensorGroup {
  readonly weights: Json;
  /** Patterns of modules, or classes such as Linear. */
  readonly targets: readonly string[];
}

function tensorGroups(value: Json): readonly TensorGroup[] {
  const groups = isRecord(value.config_groups) ? Object.values(value.config_groups).filter(isRecord) : [];
  return groups.flatMap(({ weights, targets }) => (isRecord(weights) ? [{ weights, targets: stringsOf(targets) }] : []));
}

function takes(part: QuantizedPart): (group: TensorGroup) => boolean {
  return ({ targets }) => targets.some((target) => classify(target).parts.includes(part));
}

/** The group that applies to every layer, or else to most of the weights. */
function mainGroup(value: Json): TensorGroup | undefined {
  const groups = tensorGroups(value);
  return groups.find(isGeneral) ?? groups.find(takes('experts')) ?? groups.find(takes('mlp')) ?? groups[0];
}

/** A group applies to every layer if its targets are classes of layers, or it has none. */
function isGeneral({ targets }: TensorGroup): boolean {
  return targets.length === 0 || targets.some((target) => !target.startsWith('re:') && !target.includes('.'));
}

function stringsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}

function quarkWeights(value: Json): Json | undefined {
  return isRecord(value.global_quant_config) ? weightOf(value.global_quant_config) : undefined;
}

function weightOf(config: Json): Json | undefined {
  return isRecord(config.weight) ? config.weight : Array.isArray(config.weight) ? config.weight.find(isRecord) : undefined;
}

/** torchao specifies its format as a configuration class, or as a string such as int4wo-128. */
function torchaoFormat(value: Json): BaseFormat | undefined {
  const kind = JSON.stringify(value.quant_type ?? '').toLowerCase();
  const group = /group_size":(\d+)|wo-(\d+)/.exec(kind);
  return /int4|uintx/.test(kind) ? integers('torchao', 4, Number(group?.[1] ?? group?.[2] ?? 128), true)
    : /float8|fp8/.test(kind) ? { method: 'torchao', format: 'fp8', bits: 8, bytes: 1 }
      : /int8/.test(kind) ? { method: 'torchao', format: 'int8', bits: 8, bytes: 1 } : undefined;
}

/** The most common format of a checkpoint that specifies formats layer by layer. */
function mixedFormat(value: Json): WeightFormatName | undefined {
  if (value.quant_algo !== 'MIXED_PRECISION' || !isRecord(value.quantized_layers)) {
    return undefined;
  }
  // In a mixture of experts, nearly all weights are in the experts.
  const layers = Object.entries(value.quantized_layers);
  const experts = layers.filter(([name]) => classify(name).parts.includes('experts'));
  const formats = (experts.length > 0 ? experts : layers).map(([, format]) => format).filter(isRecord)
    .map(({ quant_algo: algorithm }) => ALGORITHMS.get(algorithm));
  return formats.sort((a, b) => formats.filter((each) => each === b).length - formats.filter((each) => each === a).length)[0];
}

/** Bytes of one weight by part: excluded parts stay at 16 bits, and parts with their own format use it. */
function storedBytes(value: Json, base: BaseFormat, layers: LayersByPart, expertType: unknown): ByPart {
  const stored = Object.fromEntries(QUANTIZED.map((part) => [part, base.bytes])) as { [part in QuantizedPart]: number };
  // MXFP4 in gpt-oss quantizes only the experts.
  if (base.method === 'mxfp4') {
    QUANTIZED.filter((part) => part !== 'experts').forEach((part) => { stored[part] = 2; });
  }
  const formats = namedFormats(value);
  const unnamed = unnamedBytes(value, base);
  if (formats.length > 0 && unnamed !== base.bytes && !isRecord(value.quantized_layers)) {
    QUANTIZED.forEach((part) => { stored[part] = unnamed; });
  }
  const bytesByName = new Map(named(formats, layers, unnamed));
  QUANTIZED.forEach((part) => { stored[part] = bytesByName.get(part) ?? stored[part]; });
  for (const [part, share] of leftOut(value, layers).filter(([each]) => !(isRecord(value.quantized_layers) && bytesByName.has(each)))) {
    stored[part] = stored[part] * (1 - share) + 2 * share;
  }
  if (expertType === 'fp4' && value.moe_quant_algo === undefined) {
    stored.experts = BYTES_PER_WEIGHT.mxfp4;
  }
  return stored;
}

/** For each part, the share of layers that a checkpoint leaves unquantized. */
function leftOut(value: Json, layers: LayersByPart): readonly (readonly [QuantizedPart, number])[] {
  const patterns = ['ignore', 'exclude_modules', 'modules_to_not_convert', 'exclude', 'ignored_layers', 'llm_int8_skip_modules']
    .flatMap((key) => stringsOf(value[key]));
  // GPTQModel excludes modules by rules that begin with -:.
  const rules = isRecord(value.dynamic) ? Object.keys(value.dynamic).filter((key) => key.startsWith('-:')).map((key) => key.slice(2)) : [];
  const matched = new Map<QuantizedPart, Set<number>>();
  for (const pattern of [...patterns, ...rules]) {
    const { layer, parts } = classify(pattern);
    for (const part of parts) {
      const set = matched.get(part) ?? new Set();
      set.add(layer ?? -1);
      matched.set(part, set);
    }
  }
  return [...matched].map(([part, set]) => [part, set.has(-1) ? 1 : Math.min(1, set.size / layers[part])]);
}

/** Formats by module name or pattern: from ModelOpt, groups of compressed-tensors, and quark's per-layer configs. */
function namedFormats(value: Json): readonly (readonly [name: string, bytes: number])[] {
  const bytesOf = (weights: Json | undefined): number | undefined => tensorFormat('', weights, undefined)?.bytes;
  const layers = isRecord(value.quantized_layers) ? Object.entries(value.quantized_layers).map(([name, format]) => {
    const algorithm = isRecord(format) ? ALGORITHMS.get(format.quant_algo) : undefined;
    return [name, algorithm === undefined ? undefined : BYTES_PER_WEIGHT[algorithm]] as const;
  }) : [];
  const groups = tensorGroups(value).filter((group) => !isGeneral(group));
  const quark = isRecord(value.layer_quant_config) ? Object.entries(value.layer_quant_config) : [];
  return [
    ...layers,
    ...groups.flatMap(({ targets, weights }) => targets.map((target) => [target, bytesOf(weights)] as const)),
    ...quark.map(([name, format]) => [name, isRecord(format) ? bytesOf(weightOf(format)) : undefined] as const),
  ].filter((each): each is readonly [string, number] => each[1] !== undefined);
}

/** Bytes of a weight without a named format: the general format, or 16 bits. */
function unnamedBytes(value: Json, base: BaseFormat): number {
  const groups = tensorGroups(value);
  return isRecord(value.quantized_layers) || (groups.length > 0 && !groups.some(isGeneral)) ? 2 : base.bytes;
}

/** Bytes of the parts with named formats, averaged over their layers. */
function named(formats: ReturnType<typeof namedFormats>, layers: LayersByPart, unnamed: number): readonly (readonly [QuantizedPart, number])[] {
  const bytes = new Map<QuantizedPart, Map<number, number>>();
  // Patterns for a whole block come first, so that more specific names override them.
  for (const [name, each] of [...formats].sort((a, b) => Number(isWholeBlock(b[0])) - Number(isWholeBlock(a[0])))) {
    const { layer, parts } = classify(name);
    for (const part of isWholeBlock(name) ? WHOLE_BLOCK : parts) {
      const byLayer = bytes.get(part) ?? new Map<number, number>();
      byLayer.set(layer ?? -1, each);
      bytes.set(part, byLayer);
    }
  }
  return [...bytes].map(([part, byLayer]) => {
    const ofAll = byLayer.get(-1);
    if (ofAll !== undefined) {
      return [part, ofAll];
    }
    const total = Math.max(byLayer.size, layers[part]);
    const quantized = [...byLayer.values()].reduce((sum, each) => sum + each, 0);
    return [part, (quantized + unnamed * (total - byLayer.size)) / total];
  });
}
