import { ConfigFields, isCount, isRecord } from './config-fields';
import { CacheGroup } from '../geometry';
import { StateShape } from '../parameter-count';

/** Layers that keep a state: their weights and their cache. */
interface StateLayers {
  readonly shape: StateShape;
  readonly group: CacheGroup;
}

/** One layer. */
interface StateLayer {
  readonly weights: number;
  readonly stateBytes: number;
  readonly keepsStates?: true;
}

/** Dimensions that all kinds of state layers share. */
interface Setting {
  readonly fields: ConfigFields;
  readonly hiddenSize: number;
  readonly attentionHeads: number;
  readonly headDimension: number;
}

/**
 * Layers that keep a state, recognized by fields that only one kind has: gated delta networks, Kimi's delta attention, short convolutions (LFM2), Mamba 1
 * (Jamba), lightning attention (MiniMax), or Mamba 2.
 *
 * Sources: transformers 5.24.0, models/{qwen3_next,kimi_linear,lfm2,jamba,mamba,minimax,bamba,falcon_h1}; vLLM 0.26.0,
 * model_executor/layers/mamba/mamba_utils.py, read 2026-11-25.
 */
export function stateLayers(layers: number, setting: Setting): StateLayers | undefined {
  if (layers === 0) {
    return undefined;
  }
  const { weights, stateBytes, keepsStates } = [gatedDelta, kimiDelta, shortConvolution, mamba1, lightning].map((kind) => kind(setting))
    .find((layer) => layer !== undefined) ?? mamba2(setting);
  return { shape: { layers, weights }, group: { layers, stateBytes, ...(keepsStates ? { keepsStates } : {}) } };
}

function gatedDelta({ fields, hiddenSize }: Setting): StateLayer | undefined {
  const valueHeads = fields.count('linear_num_value_heads');
  if (valueHeads === undefined) {
    return undefined;
  }
  const keyDimension = fields.count('linear_key_head_dim') ?? 0;
  const valueDimension = fields.count('linear_value_head_dim') ?? 0;
  const keys = (fields.count('linear_num_key_heads') ?? 0) * keyDimension;
  const values = valueHeads * valueDimension;
  const convolved = 2 * keys + values;
  const kernel = kernelOf(fields);
  return {
    weights: hiddenSize * (2 * keys + 2 * values + 2 * valueHeads) + kernel * convolved + 2 * valueHeads + valueDimension + values * hiddenSize,
    stateBytes: 2 * (kernel - 1) * convolved + stateElementBytes(fields) * values * keyDimension,
  };
}

/** Kimi's own files have special field names; those saved by transformers 5 use names like those of gated delta networks. */
function kimiDelta({ fields, hiddenSize, attentionHeads }: Setting): StateLayer | undefined {
  const nested = fields.values.linear_attn_config;
  const config = isRecord(nested) ? nested : undefined;
  if (config === undefined && fields.count('linear_num_heads') === undefined) {
    return undefined;
  }
  const read = (key: string, flat: string): number | undefined => (isCount(config?.[key]) ? config![key] as number : fields.count(flat));
  const heads = read('num_heads', 'linear_num_heads') ?? attentionHeads;
  const dimension = read('head_dim', 'linear_head_dim') ?? 128;
  const width = heads * dimension;
  const kernel = read('short_conv_kernel_size', 'linear_conv_kernel_dim') ?? kernelOf(fields);
  return {
    weights: 4 * hiddenSize * width + 2 * dimension * (hiddenSize + width) + hiddenSize * heads + 3 * width * kernel + width + heads + dimension,
    // The state has 32-bit elements.
    stateBytes: 2 * (kernel - 1) * 3 * width + 4 * heads * dimension * dimension,
  };
}

function shortConvolution({ fields, hiddenSize }: Setting): StateLayer | undefined {
  const kernel = fields.count('conv_L_cache');
  return !kernel ? undefined : { weights: 4 * hiddenSize * hiddenSize + kernel * hiddenSize, stateBytes: 2 * (kernel - 1) * hiddenSize };
}

/** Mamba 1: the time step has its own rank, and every channel a state. */
function mamba1({ fields, hiddenSize }: Setting): StateLayer | undefined {
  const rank = fields.count('mamba_dt_rank', 'time_step_rank');
  const isSecond = fields.count('num_heads', 'n_mamba_heads', 'mamba_n_heads', 'mamba_num_heads') !== undefined;
  if (rank === undefined || isSecond) {
    return undefined;
  }
  const isJamba = fields.count('mamba_dt_rank') !== undefined;
  // Files of models with only such layers call their width `intermediate_size`.
  const width = (isJamba ? undefined : fields.count('intermediate_size')) ?? (fields.count('mamba_expand', 'expand') ?? 2) * hiddenSize;
  const size = fields.count('mamba_d_state', 'state_size') ?? 16;
  const kernel = kernelOf(fields);
  return {
    weights: 3 * hiddenSize * width + width * (kernel + 1) + width * (rank + 2 * size) + rank * width + width + width * size + width
      + (isJamba ? rank + 2 * size : 0),
    stateBytes: 2 * (kernel - 1) * width + stateElementBytes(fields) * width * size,
  };
}

function lightning({ fields, hiddenSize, attentionHeads, headDimension }: Setting): StateLayer | undefined {
  const isLightning = fields.list('attn_type_list') !== undefined
    || fields.values.model_type === 'minimax' || isCount(fields.values.linear_attn_alpha_factor);
  const width = attentionHeads * headDimension;
  return isLightning ? { weights: 5 * hiddenSize * width + width, stateBytes: stateElementBytes(fields) * width * headDimension } : undefined;
}

function mamba2({ fields, hiddenSize, attentionHeads }: Setting): StateLayer {
  const heads = fields.count('mamba_num_heads', 'mamba_n_heads', 'n_mamba_heads', 'num_heads') ?? attentionHeads;
  const expanded = fields.count('mamba_d_ssm') ?? (fields.count('expand', 'mamba_expand') ?? 2) * hiddenSize;
  const dimension = fields.count('mamba_head_dim', 'mamba_d_head', 'mamba_headdim') ?? Math.round(expanded / heads);
  const size = fields.count('ssm_state_size', 'mamba_d_state', 'state_size') ?? 128;
  const width = heads * dimension;
  const convolved = width + 2 * (fields.count('n_groups', 'mamba_n_groups', 'mamba_ngroups') ?? 1) * size;
  const kernel = kernelOf(fields);
  const norm = fields.values.mamba_rms_norm === false ? 0 : width;
  return {
    weights: hiddenSize * (width + convolved + heads) + convolved * (kernel + 1) + 3 * heads + norm + width * hiddenSize,
    stateBytes: 2 * (kernel - 1) * convolved + stateElementBytes(fields) * width * size,
    // With prefix caching, vLLM 0.26.0 caches every state of Mamba 2 (SupportsMambaPrefixCaching), read 2026-11-25.
    keepsStates: true,
  };
}

/** Bytes of one element of a state: 16 bits unless the file asks for 32. */
function stateElementBytes({ values }: ConfigFields): number {
  return /32/.test(String(values.mamba_ssm_dtype ?? values.mamba_ssm_cache_dtype ?? '')) ? 4 : 2;
}

function kernelOf(fields: ConfigFields): number {
  return fields.count('linear_conv_kernel_dim', 'conv_kernel', 'mamba_d_conv') || 4;
}
