import { ConfigFields, isCount, isRecord } from './config-fields';
import { CacheGroup } from '../geometry';
import { StateShape } from '../parameter-count';

/** Layers that keep a state: how many weights they have, and what they keep. */
interface StateLayers {
  readonly shape: StateShape;
  readonly group: CacheGroup;
}

/** Layers that keep a state: gated delta networks, Kimi's delta attention, or Mamba 2. */
export function stateLayers(fields: ConfigFields, layers: number, hiddenSize: number, attentionHeads: number): StateLayers | undefined {
  return layers === 0 ? undefined : gatedDelta(fields, layers, hiddenSize) ?? kimiDelta(fields, layers, hiddenSize, attentionHeads)
    ?? mamba(fields, layers, hiddenSize, attentionHeads);
}

function gatedDelta(fields: ConfigFields, layers: number, hiddenSize: number): StateLayers | undefined {
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
    shape: {
      layers,
      weights: hiddenSize * (2 * keys + 2 * values + 2 * valueHeads) + kernel * convolved + 2 * valueHeads + valueDimension + values * hiddenSize,
    },
    group: { layers, stateBytes: 2 * (kernel - 1) * convolved + stateElementBytes(fields) * values * keyDimension },
  };
}

function kimiDelta(fields: ConfigFields, layers: number, hiddenSize: number, attentionHeads: number): StateLayers | undefined {
  const config = fields.values.linear_attn_config;
  if (!isRecord(config)) {
    return undefined;
  }
  const heads = isCount(config.num_heads) ? config.num_heads : attentionHeads;
  const dimension = isCount(config.head_dim) ? config.head_dim : 128;
  const width = heads * dimension;
  const kernel = isCount(config.short_conv_kernel_size) ? config.short_conv_kernel_size : kernelOf(fields);
  return {
    shape: {
      layers,
      weights: 4 * hiddenSize * width + 2 * dimension * (hiddenSize + width) + hiddenSize * heads + 3 * width * kernel + width + heads + dimension,
    },
    // Its state is kept in 32 bits.
    group: { layers, stateBytes: 2 * (kernel - 1) * 3 * width + 4 * heads * dimension * dimension },
  };
}

function mamba(fields: ConfigFields, layers: number, hiddenSize: number, attentionHeads: number): StateLayers {
  const heads = fields.count('mamba_num_heads', 'mamba_n_heads') ?? attentionHeads;
  const dimension = fields.count('mamba_head_dim', 'mamba_d_head') ?? Math.round((hiddenSize * (fields.count('expand', 'mamba_expand') ?? 2)) / heads);
  const size = fields.count('ssm_state_size', 'mamba_d_state') ?? 128;
  const width = heads * dimension;
  const convolved = width + 2 * (fields.count('n_groups', 'mamba_n_groups') ?? 1) * size;
  const kernel = kernelOf(fields);
  return {
    shape: { layers, weights: hiddenSize * (width + convolved + heads) + convolved * (kernel + 1) + 3 * heads + width + width * hiddenSize },
    group: {
      layers,
      stateBytes: 2 * (kernel - 1) * convolved + stateElementBytes(fields) * width * size,
      // vLLM 0.26.0 caches every state of Mamba 2 where it caches prefixes (SupportsMambaPrefixCaching), read 2026-11-25.
      keepsStates: true,
    },
  };
}

/** Bytes of one element of a state: those of the model, unless the file asks for 32 bits. */
function stateElementBytes({ values }: ConfigFields): number {
  return /32/.test(String(values.mamba_ssm_dtype ?? values.mamba_ssm_cache_dtype ?? '')) ? 4 : 2;
}

function kernelOf(fields: ConfigFields): number {
  return fields.count('linear_conv_kernel_dim', 'conv_kernel', 'mamba_d_conv') ?? 4;
}
