import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LmiInstanceType, LmiVersion, MemoryFit, ModelArchitecture } from '../../src';
import { Json } from '../../src/memory/config/config-fields';
import { readConfig } from '../../src/memory/config/read-config';
import { CacheGroup, Geometry } from '../../src/memory/geometry';
import { KvCache } from '../../src/memory/kv-cache';
import { isDivisible } from '../../src/memory/memory-model';
import { vllmRules } from '../../src/memory/vllm-rules';

/**
 * Layers that cache something other than the keys and values of every token. model-counts.test.ts checks their weights; their cache follows
 * vLLM 0.26.0, model_executor/layers/mamba/mamba_utils.py and v1/kv_cache_interface.py, read 2026-11-25.
 */
function read(file: Json): Geometry {
  const { geometry, problems } = readConfig(file);
  expect(problems).toEqual([]);
  return geometry!;
}

const SMALL = {
  model_type: 'llama', hidden_size: 64, num_hidden_layers: 4, num_attention_heads: 4, num_key_value_heads: 2, intermediate_size: 96, vocab_size: 1000,
  max_position_embeddings: 512, tie_word_embeddings: false,
};
const cacheOf = (file: Json): CacheGroup[] => JSON.parse(JSON.stringify(read({ ...SMALL, ...file }).cache));
const full = (layers: number): CacheGroup => ({ layers, keyValueHeads: 2, headElements: 32 });

describe('the state of layers', () => {
  test.each<[string, Json, CacheGroup[]]>([
    // The convolution keeps the three preceding tokens, and each of 128 channels has a state of 16.
    ['Jamba: a layer in so many attends', { model_type: 'jamba', attn_layer_period: 2, attn_layer_offset: 1, mamba_d_state: 16, mamba_dt_rank: 4 },
      [full(2), { layers: 2, stateBytes: 2 * 3 * 128 + 2 * 128 * 16 }]],
    ['Bamba: the layers of a list attend', { model_type: 'bamba', attn_layer_indices: [2], mamba_n_heads: 8, mamba_d_head: 16, mamba_d_state: 32, mamba_n_groups: 2 },
      [full(1), { layers: 3, stateBytes: 2 * 3 * (128 + 2 * 2 * 32) + 2 * 128 * 32, keepsStates: true }]],
    ['Falcon-H1: every layer does both', { model_type: 'falcon_h1', attn_layer_indices: null, mamba_n_heads: 8, mamba_d_ssm: 128, mamba_d_head: 16, mamba_d_state: 32 },
      [full(4), { layers: 4, stateBytes: 2 * 3 * (128 + 2 * 32) + 2 * 128 * 32, keepsStates: true }]],
    ['LFM2: the tokens of a short convolution', { model_type: 'lfm2', full_attn_idxs: [1, 3], conv_L_cache: 3 }, [full(2), { layers: 2, stateBytes: 2 * 2 * 64 }]],
    ['MiniMax: a square for each head', { model_type: 'minimax_text_01', attn_type_list: [0, 0, 0, 1], head_dim: 16 },
      [full(1), { layers: 3, stateBytes: 2 * 4 * 16 * 16 }]],
    ['Mamba: states only', { model_type: 'mamba', num_attention_heads: undefined, num_key_value_heads: undefined, state_size: 16, time_step_rank: 4, intermediate_size: 128 },
      [{ layers: 4, stateBytes: 2 * 3 * 128 + 2 * 128 * 16 }]],
    ['Mamba 2: its own heads', { model_type: 'mamba2', num_attention_heads: undefined, num_key_value_heads: undefined, num_heads: 8, head_dim: 16, state_size: 32, n_groups: 2 },
      [{ layers: 4, stateBytes: 2 * 3 * (128 + 2 * 2 * 32) + 2 * 128 * 32, keepsStates: true }]],
    ['a window by letters, and everything in the last layer', { model_type: 'exaone4', sliding_window: 128, sliding_window_pattern: 'LLLG', num_hidden_layers: 7 },
      [full(2), { ...full(5), window: 128 }]],
    ['a window from a layer on', { model_type: 'qwen2', sliding_window: 128, use_sliding_window: true, max_window_layers: 3 }, [full(3), { ...full(1), window: 128 }]],
    ['a window in some layers of a list', { sliding_window: [null, 128, null, 128] }, [full(2), { ...full(2), window: 128 }]],
    ['key-value heads layer by layer', { num_key_value_heads: undefined, num_key_value_heads_per_layer: [2, 1, 1, 2] }, [full(2), { layers: 2, keyValueHeads: 1, headElements: 32 }]],
    ['a list for a different number of layers, whose largest entry counts', { num_key_value_heads: undefined, num_key_value_heads_per_layer: [2, 1, 1] }, [full(4)]],
    ['a list with a layer that has none, where it counts as well', { num_key_value_heads: undefined, num_key_value_heads_per_layer: [2, 1, 0, 1] }, [full(4)]],
    ['heads with their own width, as transformers 5 writes them', { per_layer_config: { '01': { head_dim: 32 }, '3': { num_key_value_heads: 1 } } },
      [full(2), { layers: 1, keyValueHeads: 2, headElements: 64 }, { layers: 1, keyValueHeads: 1, headElements: 32 }]],
    ['a cache that layers share in pairs', { model_type: 'hunyuan', use_cla: true, cla_share_factor: 2 }, [full(2)]],
    ['heads under the attention', { model_type: 'dbrx', num_key_value_heads: undefined, attn_config: { kv_n_heads: 2 } }, [full(4)]],
  ])('%s', (_what, file, cache) => {
    expect(cacheOf(file)).toEqual(cache);
  });

  test('Nemotron-H spells its layers as names, or as letters', () => {
    const nemotron = { model_type: 'nemotron_h', mamba_num_heads: 8, mamba_head_dim: 16, ssm_state_size: 32 };
    const letters = cacheOf({ ...nemotron, hybrid_override_pattern: 'M-*M' });
    expect(letters.map(({ layers }) => layers)).toEqual([1, 2]);
    expect(cacheOf({ ...nemotron, layers_block_type: ['mamba', 'mlp', 'attention', 'mamba'] })).toEqual(letters);
    expect(cacheOf({ ...nemotron, layers_block_type: ['linear_attention', 'mlp', 'full_attention', 'linear_attention'] })).toEqual(letters);
  });

  test('Kimi Linear has the same result in both forms of its file', () => {
    const nested = { model_type: 'kimi_linear', linear_attn_config: { full_attn_layers: [4], num_heads: 2, head_dim: 16, short_conv_kernel_size: 4 } };
    const flat = {
      model_type: 'kimi_linear', layer_types: ['linear_attention', 'linear_attention', 'linear_attention', 'full_attention'], linear_num_heads: 2, linear_head_dim: 16, linear_conv_kernel_dim: 4,
    };
    expect(cacheOf(flat)).toEqual(cacheOf(nested));
    expect(read({ ...SMALL, ...flat }).parts).toEqual(read({ ...SMALL, ...nested }).parts);
  });
});

test('DeepSeek V4 defines the compression of its layers by number, or by name', () => {
  const deepseek = {
    ...SMALL, model_type: 'deepseek_v4', head_dim: 16, qk_rope_head_dim: 4, q_lora_rank: 8, o_lora_rank: 8, o_groups: 2, index_head_dim: 128, index_n_heads: 2, sliding_window: 128,
  };
  const numbers = read({ ...deepseek, compress_ratios: [128, 4, 128, 4, 0] });
  const names = read({
    ...deepseek,
    layer_types: ['heavily_compressed_attention', 'compressed_sparse_attention', 'heavily_compressed_attention', 'compressed_sparse_attention'],
    compress_rates: { compressed_sparse_attention: 4, heavily_compressed_attention: 128 },
  });
  expect(numbers.cache!.map(({ layers, tokensPerEntry }) => [layers, tokensPerEntry])).toEqual([[4, 1], [2, 128], [2, 4]]);
  expect([names.cache, names.parts]).toEqual([numbers.cache, numbers.parts]);
});

describe('a model with only states', () => {
  const mamba = read({ model_type: 'mamba', hidden_size: 2560, num_hidden_layers: 64, state_size: 16, time_step_rank: 160, intermediate_size: 5120, vocab_size: 50_280 });

  test('has the context that vLLM assumes if the file does not specify one', () => {
    expect(mamba.maxPositionEmbeddings).toBe(2048);
  });

  test('has no heads to divide', () => {
    expect(isDivisible(mamba, 2, 'vllm')).toBe(true);
  });

  test.each(['0.8.5', '0.26.0'])('holds sequences whatever their length (vLLM %s)', (version) => {
    const cache = new KvCache(mamba, { degree: 1, bytes: 2, batchedTokens: 2048, rules: { ...vllmRules(version, 9), statePages: 1 } });
    const state = 64 * (2 * 3 * 5120 + 2 * 5120 * 16);
    expect(cache.bytesOf(1)).toBe(state);
    expect(cache.bytesOf(100_000)).toBe(state);
    expect(cache.tokensIn(10 * state, 2048)).toBe(10 * 2048);
    expect(cache.longestIn(state)).toBe(Infinity);
  });
});

describe('an encoder-decoder model', () => {
  const WHISPER = {
    model_type: 'whisper', is_encoder_decoder: true, d_model: 1280, encoder_layers: 32, decoder_layers: 4, num_hidden_layers: 32, encoder_attention_heads: 20,
    decoder_attention_heads: 20, encoder_ffn_dim: 5120, decoder_ffn_dim: 5120, max_source_positions: 1500, max_target_positions: 448, num_mel_bins: 128, vocab_size: 51_866,
  };

  test('keeps the keys and values of the input of each sequence', () => {
    const geometry = read(WHISPER);
    expect([geometry.layers, geometry.encoderLayers, geometry.maxPositionEmbeddings]).toEqual([4, 32, 448]);
    const cache = new KvCache(geometry, { degree: 1, bytes: 2, batchedTokens: 2048, rules: vllmRules('0.26.0', 9) });
    expect(cache.bytesPerToken).toBe(4 * 2 * 1280 * 2);
    expect(cache.bytesOf(448)).toBe((1500 + 448) * 4 * 2 * 1280 * 2);
  });

  test('fits on the smallest GPU', () => {
    const directory = mkdtempSync(join(tmpdir(), 'lmi-whisper-'));
    try {
      writeFileSync(join(directory, 'config.json'), JSON.stringify(WHISPER));
      const architecture = ModelArchitecture.fromConfigFile(join(directory, 'config.json'));
      expect(MemoryFit.estimate({ architecture, instanceType: LmiInstanceType.G5_XLARGE, version: LmiVersion.V28 }).fits).toBe(true);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});

describe('a class for embeddings or scores has no head that predicts tokens', () => {
  test.each<[string, string, boolean]>([
    ['mistral', 'MistralModel', false], ['mistral', 'MistralForCausalLM', true], ['qwen2', 'Qwen2ForRewardModel', false], ['qwen3', 'Qwen3ForSequenceClassification', false],
    ['llama', 'LlamaModel', false], ['chatglm', 'ChatGLMModel', true], ['gpt2', 'GPT2LMHeadModel', true],
  ])('%s as %s', (model_type, architecture, hasHead) => {
    expect(read({ ...SMALL, model_type, architectures: [architecture] }).parts!.head).toBe(hasHead ? 64_000 : 0);
  });
});
