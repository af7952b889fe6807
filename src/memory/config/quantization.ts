import { ConfigProblem, isCount, isGiven, isRecord, Json } from './config-fields';
import { ByPart } from '../geometry';
import { BITS_PER_WEIGHT, BYTES_PER_WEIGHT, integerBytes, WeightFormatName } from '../weight-formats';

/** How a checkpoint stores its weights. */
interface StoredFormat {
  readonly method: string;
  readonly bits: number;
  readonly format: WeightFormatName;
  /** Bytes of one weight by part, where it is not that of the format. */
  readonly stored?: ByPart;
  readonly hasFp8Cache?: boolean;
}

/** Parts that are quantized unless the file leaves them out. */
const QUANTIZED = ['attention', 'output', 'linear', 'mlp', 'shared', 'experts', 'indexer'] as const;

type QuantizedPart = typeof QUANTIZED[number];

/** Layers of a model that have a part. */
export type LayersByPart = { readonly [part in QuantizedPart]: number };

const FIX = 'describe the model with ModelArchitecture.of, with quantizationMethod and quantizationBits';

/**
 * Reads `quantization_config`, and `hf_quant_config.json` beside the file, which NVIDIA's ModelOpt writes. Methods: those that vLLM 0.22.1
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
      const format = tensorFormat('compressed-tensors', groupWeights(value), group);
      if (format === undefined) {
        problems.push({ name: 'quantization_config.config_groups', value: value.config_groups, rule: 'a group with the num_bits of its weights', fix: FIX });
      }
      return format;
    }
    case 'awq': return integers(method, isCount(bits) ? bits : 4, group, value.zero_point !== false);
    case 'bitsandbytes': return of(method, value.load_in_8bit === true ? 'int8' : 'int4');
    case 'experts_int8': return of(method, 'int8');
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

/** A format that says its bits, type and group, as compressed-tensors and quark do. */
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
    // The kernels are those of FP8 checkpoints.
    return size === 32 ? { method, format: 'mxfp8', bits, bytes: BYTES_PER_WEIGHT.mxfp8 } : { method: 'fp8', format: 'fp8', bits, bytes: 1 };
  }
  if (isFloat && bits === 4) {
    const format = size === 32 ? 'mxfp4' : 'nvfp4';
    return { method, format, bits, bytes: BYTES_PER_WEIGHT[format] };
  }
  return integers(method, bits, size, weights.symmetric === false);
}

function groupWeights(value: Json): Json | undefined {
  const groups = isRecord(value.config_groups) ? Object.values(value.config_groups) : [];
  return groups.filter(isRecord).map((each) => each.weights).find(isRecord);
}

function quarkWeights(value: Json): Json | undefined {
  const config = isRecord(value.global_quant_config) ? value.global_quant_config : {};
  return isRecord(config.weight) ? config.weight : Array.isArray(config.weight) ? config.weight.find(isRecord) : undefined;
}

/** torchao names its format in the type of its configuration, or in a string such as int4wo-128. */
function torchaoFormat(value: Json): BaseFormat | undefined {
  const kind = JSON.stringify(value.quant_type ?? '').toLowerCase();
  const group = /group_size":(\d+)|wo-(\d+)/.exec(kind);
  return /int4|uintx/.test(kind) ? integers('torchao', 4, Number(group?.[1] ?? group?.[2] ?? 128), true)
    : /float8|fp8/.test(kind) ? { method: 'torchao', format: 'fp8', bits: 8, bytes: 1 }
      : /int8/.test(kind) ? { method: 'torchao', format: 'int8', bits: 8, bytes: 1 } : undefined;
}

/** The format of most layers of a checkpoint that names it layer by layer. */
function mixedFormat(value: Json): WeightFormatName | undefined {
  if (value.quant_algo !== 'MIXED_PRECISION' || !isRecord(value.quantized_layers)) {
    return undefined;
  }
  // Of a mixture of experts nearly all weights are the experts'.
  const layers = Object.entries(value.quantized_layers);
  const experts = layers.filter(([name]) => classify(name).parts.includes('experts'));
  const formats = (experts.length > 0 ? experts : layers).map(([, format]) => format).filter(isRecord)
    .map(({ quant_algo: algorithm }) => ALGORITHMS.get(algorithm));
  return formats.sort((a, b) => formats.filter((each) => each === b).length - formats.filter((each) => each === a).length)[0];
}

/** Bytes of one weight by part: what is left out stays at 16 bits, what is named with a format of its own has that. */
function storedBytes(value: Json, base: BaseFormat, layers: LayersByPart, expertType: unknown): ByPart {
  const stored = Object.fromEntries(QUANTIZED.map((part) => [part, base.bytes])) as { [part in QuantizedPart]: number };
  // MXFP4 as gpt-oss has it quantizes the experts alone.
  if (base.method === 'mxfp4') {
    QUANTIZED.filter((part) => part !== 'experts').forEach((part) => { stored[part] = 2; });
  }
  for (const [part, share] of leftOut(value, layers)) {
    stored[part] = stored[part] * (1 - share) + 2 * share;
  }
  for (const [part, bytes] of named(value, layers)) {
    stored[part] = bytes;
  }
  if (expertType === 'fp4' && value.moe_quant_algo === undefined) {
    stored.experts = BYTES_PER_WEIGHT.mxfp4;
  }
  return stored;
}

/** Share of the layers of each part that a checkpoint leaves unquantized. */
function leftOut(value: Json, layers: LayersByPart): readonly (readonly [QuantizedPart, number])[] {
  const patterns = ['ignore', 'exclude_modules', 'modules_to_not_convert', 'exclude', 'ignored_layers', 'llm_int8_skip_modules']
    .flatMap((key) => (Array.isArray(value[key]) ? value[key] as unknown[] : [])).filter((each): each is string => typeof each === 'string');
  const matched = new Map<QuantizedPart, Set<number>>();
  for (const pattern of patterns) {
    const { layer, parts } = classify(pattern);
    for (const part of parts) {
      const set = matched.get(part) ?? new Set();
      set.add(layer ?? -1);
      matched.set(part, set);
    }
  }
  return [...matched].map(([part, set]) => [part, set.has(-1) ? 1 : Math.min(1, set.size / layers[part])]);
}

/** Bytes of the parts that a checkpoint names with a format, layer by layer; layers that it does not name stay at 16 bits. */
function named(value: Json, layers: LayersByPart): readonly (readonly [QuantizedPart, number])[] {
  if (!isRecord(value.quantized_layers)) {
    return [];
  }
  const bytes = new Map<QuantizedPart, Map<number, number>>();
  for (const [name, format] of Object.entries(value.quantized_layers)) {
    const algorithm = isRecord(format) ? ALGORITHMS.get(format.quant_algo) : undefined;
    const { layer, parts } = classify(name);
    if (algorithm !== undefined) {
      for (const part of parts) {
        const byLayer = bytes.get(part) ?? new Map<number, number>();
        byLayer.set(layer ?? -1, BYTES_PER_WEIGHT[algorithm]);
        bytes.set(part, byLayer);
      }
    }
  }
  return [...bytes].map(([part, byLayer]) => {
    const ofAll = byLayer.get(-1);
    if (ofAll !== undefined) {
      return [part, ofAll];
    }
    const total = Math.max(byLayer.size, layers[part]);
    const quantized = [...byLayer.values()].reduce((sum, each) => sum + each, 0);
    return [part, (quantized + 2 * (total - byLayer.size)) / total];
  });
}

/** The parts of a model that a name or pattern of modules means, and the layer if it names one. */
function classify(pattern: string): { readonly layer?: number; readonly parts: readonly QuantizedPart[] } {
  // Some are regular expressions.
  const plain = pattern.replace(/[\\^$]/g, '');
  const match = /(?:layers|blocks|h)\.(\d+)(.*)/.exec(plain);
  const layer = match ? Number(match[1]) : undefined;
  const tail = match ? match[2] : plain;
  return { layer, parts: partsOfModule(tail, layer !== undefined) };
}

function partsOfModule(tail: string, isInLayer: boolean): readonly QuantizedPart[] {
  if (isInLayer && /^[.*]*$/.test(tail)) {
    return QUANTIZED;
  }
  const rules: readonly (readonly [RegExp, readonly QuantizedPart[]])[] = [
    // What checkpoints leave at 16 bits anyway.
    [/norm|bias|scale|conv1d|A_log|dt_/i, []],
    [/mtp|nextn/i, []],
    [/visual|vision|vit\b|audio|mm_projector|multi_modal|patch_merge/i, []],
    [/embed|wte/i, []],
    [/indexer/i, ['indexer']],
    [/linear_attn|delta|mamba|mixer\.(in|out)_proj/i, ['linear']],
    [/shared_expert_gate|\.gate$|router/i, []],
    [/shared_expert|shared_mlp/i, ['shared']],
    [/experts/i, ['experts']],
    [/(attn|attention)\W+(o_proj|wo|out_proj|dense|o_b_proj|o_a_proj)|mixer\.o_proj/i, ['output']],
    [/(attn|attention)\W+(q|k|v|wq|wk|wv|query|key|value|c_attn)|mixer\.[qkv]_proj|qkv/i, ['attention']],
    [/attn|attention/i, ['attention', 'output']],
    // Gemma 4 has experts beside this block, and names them by themselves.
    [/mlp|ffn|feed_forward|block_sparse_moe/i, ['mlp']],
  ];
  return rules.find(([rule]) => rule.test(tail))?.[1] ?? [];
}
