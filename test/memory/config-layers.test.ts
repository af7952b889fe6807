import { Json } from '../../src/memory/config/config-fields';
import { readConfig } from '../../src/memory/config/read-config';
import { CacheGroup, Geometry } from '../../src/memory/geometry';

/**
 * The layers that a `config.json` describes. The weights are those of the modules in transformers 5.24.0, the cache is that of vLLM 0.26.0 (both
 * PyPI, read 2026-11-25); the files are small and use unusual numbers, so that nothing is right by coincidence.
 */
function read(file: Json, options?: Parameters<typeof readConfig>[1]): Geometry {
  const { geometry, problems } = readConfig(file, options);
  expect(problems).toEqual([]);
  return geometry!;
}

const HIDDEN = 64;
const SMALL = {
  model_type: 'llama', hidden_size: HIDDEN, num_hidden_layers: 4, num_attention_heads: 4, num_key_value_heads: 2, intermediate_size: 96, vocab_size: 1000,
  max_position_embeddings: 512, tie_word_embeddings: false, torch_dtype: 'bfloat16',
};
/** Layers with full attention: two key-value heads with keys and values of 16 elements. */
const full = (layers: number): CacheGroup => ({ layers, keyValueHeads: 2, headElements: 32 });
/** Groups without undefined fields, which mean the same as omitted ones. */
const cacheOf = (file: Json): CacheGroup[] => JSON.parse(JSON.stringify(read(file).cache));

test('a plain decoder has embeddings, projections, a gated feed-forward block and two norms a layer', () => {
  expect(read(SMALL).parts).toEqual({
    embeddings: 1000 * HIDDEN,
    head: 1000 * HIDDEN,
    attention: 4 * (HIDDEN * 64 + 2 * HIDDEN * 32),
    output: 4 * 64 * HIDDEN,
    linear: 0,
    mlp: 4 * 3 * HIDDEN * 96,
    shared: 0,
    experts: 0,
    router: 4 * 2 * HIDDEN + HIDDEN,
    indexer: 0,
  });
  expect(read({ ...SMALL, tie_word_embeddings: true }).parts!.head).toBe(0);
  expect(read(SMALL)).toMatchObject({ layers: 4, headDimension: 16, intermediateSize: 96 });
  expect(read(SMALL).allLayers).toBeUndefined();
});

describe('layers with a state', () => {
  const NEXT = {
    ...SMALL, model_type: 'qwen3_next', full_attention_interval: 2, linear_num_value_heads: 6, linear_num_key_heads: 3, linear_key_head_dim: 8, linear_value_head_dim: 10,
    linear_conv_kernel_dim: 5,
  };

  test('gated delta networks', () => {
    const [keys, values] = [3 * 8, 6 * 10];
    const modules = {
      in_proj_qkvz: HIDDEN * (2 * keys + 2 * values), in_proj_ba: HIDDEN * 2 * 6, conv1d: 5 * (2 * keys + values), dt_bias: 6, A_log: 6, norm: 10, out_proj: values * HIDDEN,
    };
    const { parts, cache } = read(NEXT);
    expect(parts!.linear).toBe(2 * Object.values(modules).reduce((sum, each) => sum + each));
    // The attending layers gate their output, and normalize queries and keys by head.
    expect(parts!.attention).toBe(2 * (HIDDEN * 64 * 2 + 2 * HIDDEN * 32 + 2 * 16));
    expect(cache![1]).toEqual({ layers: 2, stateBytes: 2 * (5 - 1) * (2 * keys + values) + 2 * 6 * 10 * 8 });
    expect(read({ ...NEXT, mamba_ssm_dtype: 'float32' }).cache![1].stateBytes).toBe(2 * 4 * (2 * keys + values) + 4 * 6 * 10 * 8);
  });

  test('a convolution over four tokens unless the file says otherwise', () => {
    const { linear_conv_kernel_dim: _, ...without } = NEXT;
    expect(read(without).cache).toEqual(read({ ...NEXT, linear_conv_kernel_dim: 4 }).cache);
  });

  const KIMI = {
    ...SMALL, model_type: 'kimi_linear', kv_lora_rank: 16, qk_rope_head_dim: 8, qk_nope_head_dim: 12, v_head_dim: 10,
    linear_attn_config: { num_heads: 3, head_dim: 8, short_conv_kernel_size: 5, full_attn_layers: [4] },
  };
  test('Kimi delta attention', () => {
    const width = 3 * 8;
    const modules = {
      qkv: 3 * HIDDEN * width, f_a: HIDDEN * 8, f_b: 8 * width, g_a: HIDDEN * 8, g_b: 8 * width, b: HIDDEN * 3, convolutions: 3 * width * 5, dt_bias: width, A_log: 3, norm: 8, o: width * HIDDEN,
    };
    expect(read(KIMI).parts!.linear).toBe(3 * Object.values(modules).reduce((sum, each) => sum + each));
    expect(cacheOf(KIMI)).toEqual([{ layers: 1, latentElements: 16 + 8 }, { layers: 3, stateBytes: 2 * 4 * 3 * width + 4 * 3 * 8 * 8 }]);
    // Defaults: the heads of the model, 128 wide, and a convolution over four tokens.
    expect(read({ ...KIMI, linear_attn_config: { full_attn_layers: [2] } }).cache![1].stateBytes).toBe(2 * 3 * 3 * 4 * 128 + 4 * 4 * 128 * 128);
    expect(read({ ...KIMI, conv_kernel: 6, linear_attn_config: { full_attn_layers: [2] } }).cache![1].stateBytes).toBe(2 * 5 * 3 * 4 * 128 + 4 * 4 * 128 * 128);
  });

  const [inner, convolved] = [5 * 8, 5 * 8 + 2 * 3 * 12];
  const MAMBA = HIDDEN * (inner + convolved + 5) + convolved * (5 + 1) + 3 * 5 + inner + inner * HIDDEN;
  const NEMOTRON = {
    ...SMALL, model_type: 'nemotron_h', num_hidden_layers: 5, hybrid_override_pattern: 'M*E-M', mamba_num_heads: 5, mamba_head_dim: 8, ssm_state_size: 12, n_groups: 3,
    conv_kernel: 5, n_routed_experts: 8, num_experts_per_tok: 2, moe_intermediate_size: 24, n_shared_experts: 1, moe_shared_expert_intermediate_size: 40,
  };
  test('Mamba 2 in layers of one kind each', () => {
    const { parts, cache, layers, allLayers } = read(NEMOTRON);
    expect(parts).toMatchObject({
      linear: 2 * MAMBA, attention: HIDDEN * 64 + 2 * HIDDEN * 32, output: 64 * HIDDEN, mlp: 2 * HIDDEN * 96, experts: 8 * 2 * HIDDEN * 24, shared: 2 * HIDDEN * 40,
      // One router, one norm for each layer, and the final norm.
      router: 8 * HIDDEN + 5 * HIDDEN + HIDDEN,
    });
    expect(cache).toEqual([expect.objectContaining(full(1)), { layers: 2, stateBytes: 2 * (5 - 1) * convolved + 2 * inner * 12, keepsStates: true }]);
    expect([layers, allLayers]).toEqual([3, 5]);
  });

  test('Mamba 2 with experts in a latent space', () => {
    const { parts } = read({ ...NEMOTRON, moe_latent_size: 20 });
    expect(parts!.experts).toBe(8 * 2 * 20 * 24);
    expect(parts!.router).toBe(8 * HIDDEN + 2 * HIDDEN * 20 + 6 * HIDDEN);
  });

  test.each<[string, object]>([
    ['a list of blocks', { hybrid_override_pattern: undefined, layers_block_type: ['mamba', 'attention', 'moe', 'mlp', 'mamba'] }],
    ['a list of blocks, including unknown ones', { hybrid_override_pattern: undefined, layers_block_type: ['mamba', 'attention', 'moe', 'new', 'mamba'] }],
    ['letters, including unknown ones', { hybrid_override_pattern: 'M*EXM' }],
    ['a list without the number of layers', { hybrid_override_pattern: undefined, num_hidden_layers: undefined, layers_block_type: ['mamba', 'attention', 'moe', 'mlp', 'mamba'] }],
  ])('Mamba 2 by %s', (_what, fields) => {
    expect(read({ ...NEMOTRON, ...fields })).toEqual(read(NEMOTRON));
  });

  test('Mamba 2 under the names of Granite', () => {
    const granite = {
      ...SMALL, model_type: 'granitemoehybrid', layer_types: ['mamba', 'attention', 'mamba', 'mamba'], mamba_n_heads: 5, mamba_d_head: 8, mamba_d_state: 12,
      mamba_n_groups: 3, mamba_d_conv: 5,
    };
    expect(read(granite).parts!.linear).toBe(3 * MAMBA);
    expect(read(granite).cache).toEqual([expect.objectContaining(full(1)), { layers: 3, stateBytes: 2 * 4 * convolved + 2 * inner * 12, keepsStates: true }]);
    expect(read({ ...granite, layer_types: undefined, layers_block_type: granite.layer_types })).toEqual(read(granite));
    // 32-bit states, set by either of two names.
    for (const name of ['mamba_ssm_dtype', 'mamba_ssm_cache_dtype']) {
      expect(read({ ...granite, [name]: 'float32' }).cache![1].stateBytes).toBe(2 * 4 * convolved + 4 * inner * 12);
      expect(read({ ...granite, [name]: 'bfloat16' })).toEqual(read(granite));
    }
  });

  test('Gemma 3n: a residual connection of low rank, and several streams', () => {
    const added = (fields: object): number => read({ ...SMALL, model_type: 'gemma3n_text', ...fields }).parts!.embeddings! - read({ ...SMALL, model_type: 'gemma3n_text' }).parts!.embeddings!;
    // linear_left, linear_right, post_laurel_norm.
    expect(added({ laurel_rank: 5 })).toBe(4 * (HIDDEN * 5 + 5 * HIDDEN + HIDDEN));
    // correction_coefs, prediction_coefs, modality_router, router_norm, correct_output_scale in each layer; altup_projections and altup_unembed_projections around them.
    expect(added({ altup_num_inputs: 3 })).toBe(4 * (3 * 3 + 3 * 9 + HIDDEN * 3 + HIDDEN + HIDDEN) + 2 * 2 * HIDDEN * HIDDEN);
    expect(added({ laurel_rank: 0, altup_num_inputs: 0 })).toBe(0);
  });

  test('Mamba 1: a time step of its own rank, and norms in Jamba only', () => {
    const weightsOf = (width: number, norms: number): number => {
      const modules = {
        in_proj: HIDDEN * 2 * width, conv1d: width * 3 + width, x_proj: width * (5 + 2 * 12), dt_proj: 5 * width + width, A_log: width * 12, D: width, out_proj: width * HIDDEN, norms,
      };
      return Object.values(modules).reduce((sum, each) => sum + each);
    };
    const jamba = { ...SMALL, model_type: 'jamba', attn_layer_period: 2, attn_layer_offset: 1, mamba_d_state: 12, mamba_dt_rank: 5, mamba_d_conv: 3 };
    expect(read(jamba).parts!.linear).toBe(2 * weightsOf(2 * HIDDEN, 5 + 12 + 12));
    expect(read({ ...jamba, mamba_expand: 3 }).parts!.linear).toBe(2 * weightsOf(3 * HIDDEN, 5 + 12 + 12));
    expect(read({ ...jamba, mamba_d_state: undefined }).cache![1].stateBytes).toBe(2 * 2 * 128 + 2 * 128 * 16);
    const mamba = {
      model_type: 'mamba', hidden_size: HIDDEN, num_hidden_layers: 3, vocab_size: 1000, state_size: 12, time_step_rank: 5, conv_kernel: 3, intermediate_size: 100, tie_word_embeddings: true,
    };
    expect(read(mamba).parts!.linear).toBe(3 * weightsOf(100, 0));
    expect(read({ ...mamba, intermediate_size: undefined, expand: 3 }).parts!.linear).toBe(3 * weightsOf(3 * HIDDEN, 0));
  });

  test('lightning attention, and short convolutions', () => {
    const minimax = { ...SMALL, model_type: 'minimax_text_01', attn_type_list: [0, 0, 0, 1], head_dim: 20 };
    const lightning = { qkv_proj: HIDDEN * 3 * 80, output_gate: HIDDEN * 80, out_proj: 80 * HIDDEN, norm: 80 };
    expect(read(minimax).parts!.linear).toBe(3 * Object.values(lightning).reduce((sum, each) => sum + each));
    const convolution = { in_proj: HIDDEN * 3 * HIDDEN, conv: 5 * HIDDEN, out_proj: HIDDEN * HIDDEN };
    expect(read({ ...SMALL, model_type: 'lfm2', full_attn_idxs: [1, 3], conv_L_cache: 5 }).parts!.linear).toBe(2 * Object.values(convolution).reduce((sum, each) => sum + each));
  });

  test.each(['layer_types', 'layers_block_type'])('a hybrid layer of %s attends and keeps a state', (field) => {
    const zamba = { ...SMALL, model_type: 'zamba2', mamba_d_state: 32, n_mamba_heads: 8, mamba_headdim: 16, [field]: ['mamba', 'hybrid', 'mamba', 'mamba'] };
    expect(cacheOf(zamba)).toEqual([full(1), { layers: 4, stateBytes: 2 * 3 * (128 + 2 * 32) + 2 * 128 * 32, keepsStates: true }]);
  });

  test('Mamba 2 by default: the heads of the model, twice its width, states of 128', () => {
    const plain = { ...SMALL, model_type: 'granitemoehybrid', layer_types: ['mamba', 'attention', 'mamba', 'mamba'] };
    const bytes = (heads: number, dimension: number): number => 2 * 3 * (heads * dimension + 2 * 128) + 2 * heads * dimension * 128;
    expect(read(plain).cache![1].stateBytes).toBe(bytes(4, 2 * 64 / 4));
    expect(read({ ...plain, mamba_expand: 3 }).cache![1].stateBytes).toBe(bytes(4, 3 * 64 / 4));
    expect(read({ ...plain, expand: 1 }).cache![1].stateBytes).toBe(bytes(4, 64 / 4));
  });
});

describe('latent attention', () => {
  const MLA = { ...SMALL, model_type: 'deepseek_v3', num_key_value_heads: 4, kv_lora_rank: 16, qk_rope_head_dim: 8, qk_nope_head_dim: 12, v_head_dim: 10, q_lora_rank: 20 };

  test('has its own projections; the two into the latent space are whole on every accelerator', () => {
    const geometry = read(MLA);
    const modules = { q_a: HIDDEN * 20, q_a_norm: 20, q_b: 20 * 4 * (12 + 8), kv_a: HIDDEN * (16 + 8), kv_a_norm: 16, kv_b: 16 * 4 * (12 + 10) };
    expect(geometry.parts).toMatchObject({ attention: 4 * Object.values(modules).reduce((sum, each) => sum + each), output: 4 * 4 * 10 * HIDDEN, indexer: 0 });
    expect(geometry.replicated).toBe(4 * (modules.q_a + modules.kv_a));
    // vLLM keeps kv_b a second time, at 16 bits.
    expect(geometry.absorbedBytes).toBe(4 * 2 * modules.kv_b);
    expect(geometry).toMatchObject({ kvLoraRank: 16, qkRopeHeadDimension: 8, headDimension: 20 });
    expect(cacheOf(MLA)).toEqual([{ layers: 4, latentElements: 24 }]);
  });

  test.each([undefined, null, 0])('projects queries at once with a q_lora_rank of %p', (rank) => {
    const { parts, replicated } = read({ ...MLA, q_lora_rank: rank });
    expect(parts!.attention).toBe(4 * (HIDDEN * 4 * 20 + HIDDEN * 24 + 16 + 16 * 4 * 22));
    expect(replicated).toBe(4 * HIDDEN * 24);
  });

  test('has values as wide as keys without positions, unless the file says otherwise', () => {
    expect(read({ ...MLA, v_head_dim: undefined }).parts!.output).toBe(4 * 4 * 12 * HIDDEN);
  });

  test('without the widths of heads is counted without them, and is not an error', () => {
    expect(read({ ...MLA, qk_rope_head_dim: undefined, qk_nope_head_dim: undefined })).toMatchObject({ headDimension: 0, cache: [{ layers: 4, latentElements: 16 }] });
  });

  const SPARSE = { ...MLA, model_type: 'deepseek_v32', index_head_dim: 32, index_n_heads: 3 };
  const index = (queries: number, heads = 3): number => queries * heads * 32 + HIDDEN * 32 + HIDDEN * heads + 2 * 32;
  test('may have an index of the tokens to attend to', () => {
    expect(read(SPARSE).parts!.indexer).toBe(4 * index(20));
    expect(read({ ...SPARSE, q_lora_rank: undefined }).parts!.indexer).toBe(4 * index(HIDDEN));
    expect(read({ ...SPARSE, index_n_heads: undefined }).parts!.indexer).toBe(4 * index(20, 4));
    expect(read({ ...SPARSE, index_head_dim: 0 }).parts!.indexer).toBe(0);
    // One byte per element, with a 32-bit scale for every 128; with an 8-bit cache the latent part too, but positions at 16 bits.
    expect(cacheOf(SPARSE)).toEqual([{ layers: 4, latentElements: 24, latentBytesAt8Bits: 16 + 4 + 2 * 8, indexBytes: 32 + 4 }]);
    expect(cacheOf({ ...SPARSE, kv_lora_rank: 512, qk_rope_head_dim: 64, index_head_dim: 136 })).toEqual([
      // 656 bytes, as vLLM allocates for fp8_ds_mla.
      { layers: 4, latentElements: 576, latentBytesAt8Bits: 656, indexBytes: 136 + 8 },
    ]);
  });

  test.each<[string, object, number]>([
    // index_topk_freq: layer i has its own index where max(i - offset + 1, 0) is a multiple of it.
    ['each layer', {}, 7], ['every third from the second', { index_topk_freq: 3 }, 3], ['every third from the third', { index_topk_freq: 3, index_skip_topk_offset: 3 }, 4],
    ['the layers that do not share one', { indexer_types: ['full', 'shared', 'shared', 'full', 'shared', 'shared', 'shared'] }, 2], ['each layer', { index_topk_freq: 0 }, 7],
  ])('has an index in %s: %j', (_what, fields, layers) => {
    const { parts, cache } = read({ ...SPARSE, num_hidden_layers: 7, ...fields });
    expect(parts!.indexer).toBe(layers * index(20));
    expect(cache![0].indexBytes).toBe((36 * layers) / 7);
  });

  const COMPRESSED = {
    ...SMALL, model_type: 'deepseek_v4', num_hidden_layers: 5, num_key_value_heads: 1, head_dim: 32, qk_rope_head_dim: 8, q_lora_rank: 20, o_lora_rank: 12, o_groups: 3,
    // The last ratio is that of the multi-token prediction layer.
    compress_ratios: [0, 4, 128, 4, 1, 4], index_head_dim: 16, index_n_heads: 3,
  };
  test('may compress tokens', () => {
    const modules = { q_a: HIDDEN * 20, q_b: 20 * 4 * 32, kv: HIDDEN * 32, o_a: 4 * 32 * 12, o_b: 3 * 12 * HIDDEN };
    const compressor = 2 * HIDDEN * 32;
    const { parts } = read(COMPRESSED);
    // Three layers compress, two of them with an index and projections of twice the width.
    expect(parts!.attention).toBe(5 * Object.values(modules).reduce((sum, each) => sum + each) + (3 + 2) * compressor);
    expect(parts!.indexer).toBe(2 * (20 * 3 * 16 + 4 * HIDDEN * 16 + HIDDEN * 3 + 2 * 16));
    expect(parts!.output).toBe(0);
    expect(read({ ...COMPRESSED, o_groups: undefined }).parts!.attention! - parts!.attention!).toBe(-5 * 2 * 12 * HIDDEN);
    expect(read({ ...COMPRESSED, index_n_heads: undefined }).parts!.indexer).toBe(2 * (20 * 4 * 16 + 4 * HIDDEN * 16 + HIDDEN * 4 + 2 * 16));
    const entry = 32 - 8 + 2 * 8 + 8;
    expect(cacheOf(COMPRESSED)).toEqual([
      { layers: 5, indexBytes: entry, window: 128, tokensPerEntry: 1 },
      { layers: 2, indexBytes: entry + 16 + 4, tokensPerEntry: 4 },
      { layers: 1, indexBytes: entry, tokensPerEntry: 128 },
    ]);
    expect(cacheOf({ ...COMPRESSED, sliding_window: 256 })[0].window).toBe(256);
    expect(read({ ...COMPRESSED, index_head_dim: undefined }).parts).toMatchObject({
      indexer: 0, attention: 5 * Object.values(modules).reduce((sum, each) => sum + each) + 3 * compressor,
    });
    expect(cacheOf({ ...COMPRESSED, index_head_dim: undefined })[1].indexBytes).toBe(entry);
    // Heads of 512 elements, 64 of them positions: 584 bytes.
    expect(cacheOf({ ...COMPRESSED, head_dim: 512, qk_rope_head_dim: 64 })[0].indexBytes).toBe(584);
  });

  test.each<[string, object, object | undefined]>([
    ['in the layers that are sparse', { sparse_index_dim: 12, sparse_attention_freq: [0, 1, 1, 1] }, { indexBytes: (2 * 12 * 3) / 4 }],
    ['in every layer', { sparse_index_dim: 12 }, { indexBytes: 2 * 12 }],
    ['nowhere', {}, {}],
  ])('MiniMax M3 caches 16-bit keys of an index %s', (_where, config, more) => {
    expect(cacheOf({ ...SMALL, model_type: 'minimax_m3', sparse_attention_config: config })).toEqual([{ ...full(4), ...more }]);
  });
});

describe('the kinds of layers', () => {
  const window = (layers: number, length = 128): CacheGroup => ({ layers, keyValueHeads: 2, headElements: 32, window: length });
  const chunk = (layers: number): CacheGroup => ({ layers, keyValueHeads: 2, headElements: 32, window: 256, isChunked: true });
  const llama4 = { model_type: 'llama4_text', attention_chunk_size: 256 };

  test.each<[string, object, CacheGroup[]]>([
    ['names of layers that see everything', { layer_types: ['full_attention', 'attention', 'deepseek_sparse_attention', 'sparse_attention'] }, [full(4)]],
    ['more names', { layer_types: ['attention', 'global_attention', 'unheard_of', 'full_attention'] }, [full(4)]],
    ['names of windows', { sliding_window: 128, layer_types: ['sliding_attention', 'sliding_window_attention', 'local_attention', 'sliding'] }, [window(4)]],
    ['names of chunks', { attention_chunk_size: 256, layer_types: ['chunked_attention', 'full_attention', 'full_attention', 'full_attention'] }, [full(3), chunk(1)]],
    ['fewer names than layers', { sliding_window: 128, layer_types: ['sliding_attention', 'sliding_attention'] }, [full(2), window(2)]],
    ['zeros and ones', { model_type: 'mimo_v2_flash', v_head_dim: 16, sliding_window: 128, hybrid_layer_pattern: [0, 1, 1, 1] }, [full(1), window(3)]],
    ['a window without a pattern', { sliding_window: 128 }, [window(4)]],
    ['a window that is off', { sliding_window: 128, use_sliding_window: false }, [full(4)]],
    ['a window that the engine ignores', { model_type: 'qwen2_vl', sliding_window: 128 }, [full(4)]],
    ['a window of 0', { sliding_window: 0 }, [full(4)]],
    ['the pattern of the family', { model_type: 'cohere2', sliding_window: 128 }, [full(1), window(3)]],
    ['a pattern of the file', { model_type: 'cohere2', sliding_window: 128, sliding_window_pattern: 2 }, [full(2), window(2)]],
    ['chunks of the family', { ...llama4 }, [full(1), chunk(3)]],
    ['chunks with an interval', { ...llama4, no_rope_layer_interval: 2 }, [full(2), chunk(2)]],
    ['layers without positions', { ...llama4, no_rope_layers: [1, 0, 0, 0] }, [full(3), chunk(1)]],
    ['a list of another length', { ...llama4, no_rope_layers: [0, 0] }, [full(1), chunk(3)]],
    ['chunks in a family without them', { attention_chunk_size: 256 }, [full(4)]],
    ['attention to an encoder', { model_type: 'mllama_text_model', cross_attention_layers: [1] }, [full(3), { layers: 0 }]],
  ])('by %s', (_what, fields, groups) => {
    expect(cacheOf({ ...SMALL, ...fields })).toEqual(groups);
  });

  test.each(['linear_attention', 'mamba', 'mamba2', 'conv', 'recurrent', 'lightning_attention'])('%s is a state', (name) => {
    expect(cacheOf({ ...SMALL, layer_types: [name, 'full_attention', name, 'full_attention'] }).map(({ layers, window: length }) => [layers, length])).toEqual([[2, undefined], [2, undefined]]);
  });

  test('MiniMax 01 lists 0 for a state', () => {
    expect(cacheOf({ ...SMALL, attn_type_list: [0, 0, 0, 1] }).map(({ layers }) => layers)).toEqual([1, 3]);
  });

  test('the interval in the file takes precedence over that of the family', () => {
    const next = { ...SMALL, model_type: 'qwen3_next', num_hidden_layers: 12, linear_num_value_heads: 2, linear_key_head_dim: 8, linear_value_head_dim: 8 };
    expect(cacheOf(next).map(({ layers }) => layers)).toEqual([3, 9]);
    expect(cacheOf({ ...next, full_attention_interval: 3 }).map(({ layers }) => layers)).toEqual([4, 8]);
  });

  test('layers that attend to an encoder have weights and no cache of tokens', () => {
    const { parts, layers, assumptions } = read({ ...SMALL, model_type: 'mllama_text_model', cross_attention_layers: [1] });
    expect(parts!.attention).toBe(read(SMALL).parts!.attention);
    expect(layers).toBe(4);
    expect(assumptions).toEqual(['the cache of layers that attend to an encoder is not modeled']);
  });

  test('MiMo V2 has other heads in layers with a window', () => {
    const { cache, parts } = read({
      ...SMALL, model_type: 'mimo_v2_flash', sliding_window: 128, hybrid_layer_pattern: [0, 1, 1, 1], head_dim: 24, v_head_dim: 16, swa_num_attention_heads: 8,
      swa_num_key_value_heads: 4, swa_head_dim: 12, swa_v_head_dim: 10,
    });
    expect(cache).toEqual([
      expect.objectContaining({ layers: 1, keyValueHeads: 2, headElements: 24 + 16 }), expect.objectContaining({ layers: 3, keyValueHeads: 4, headElements: 12 + 10, window: 128 }),
    ]);
    expect(parts!.attention).toBe(HIDDEN * (4 * 24 + 2 * 24 + 2 * 16) + 3 * HIDDEN * (8 * 12 + 4 * 12 + 4 * 10));
    expect(parts!.output).toBe(HIDDEN * 4 * 16 + 3 * HIDDEN * 8 * 10);
  });

  test('Gemma 4 has other heads in layers with full attention, and may use their keys as values', () => {
    const gemma = { ...SMALL, model_type: 'gemma4_text', head_dim: 16, sliding_window: 128, sliding_window_pattern: 2, global_head_dim: 24, num_global_key_value_heads: 1 };
    const { cache, parts } = read(gemma);
    expect(cache).toEqual([expect.objectContaining({ layers: 2, keyValueHeads: 1, headElements: 48 }), expect.objectContaining({ layers: 2, keyValueHeads: 2, headElements: 32, window: 128 })]);
    // Norms of queries and of keys, one head wide.
    const windowed = 2 * (HIDDEN * (4 * 16 + 2 * 2 * 16) + 2 * 16);
    expect(parts!.attention).toBe(2 * (HIDDEN * (4 * 24 + 24 + 24) + 2 * 24) + windowed);
    expect(read({ ...gemma, attention_k_eq_v: true }).parts!.attention).toBe(2 * (HIDDEN * (4 * 24 + 24) + 2 * 24) + windowed);
    expect(read({ ...gemma, attention_k_eq_v: true, global_head_dim: undefined }).parts!.attention).toBe(read({ ...gemma, global_head_dim: undefined }).parts!.attention);
  });

  test('the last layers of Gemma 3n read the cache of others, and each layer has embeddings', () => {
    const gemma = {
      ...SMALL, model_type: 'gemma3n_text', num_kv_shared_layers: 1, hidden_size_per_layer_input: 8, vocab_size_per_layer_input: 900, tie_word_embeddings: true,
      layer_types: ['full_attention', 'full_attention', 'full_attention', 'full_attention'],
    };
    const { cache, parts } = read(gemma);
    expect(cache).toEqual([expect.objectContaining(full(3))]);
    expect(parts!.attention).toBe(4 * (HIDDEN * 64 + 2 * 16) + 3 * 2 * HIDDEN * 32);
    // Each layer normalizes the embeddings that it reads.
    expect(parts!.embeddings).toBe(1000 * HIDDEN + 900 * 8 * 4 + 4 * (3 * HIDDEN * 8 + HIDDEN));
    expect(read({ ...gemma, vocab_size_per_layer_input: undefined }).parts!.embeddings).toBe(1000 * HIDDEN + 4 * (3 * HIDDEN * 8 + HIDDEN));
  });

  test('the position of a layer determines whether it reads the cache of others', () => {
    // Every fifth layer (here the fifth and the tenth) has full attention; the last six have no cache of their own.
    const gemma = { ...SMALL, model_type: 'gemma3n_text', num_hidden_layers: 10, num_kv_shared_layers: 6, sliding_window: 128 };
    expect(cacheOf(gemma)).toEqual([full(0), window(4)]);
    expect(cacheOf({ ...gemma, num_kv_shared_layers: 5 })).toEqual([full(1), window(4)]);
  });

  test('Nemotron-NAS may define the width of a block', () => {
    const block = (attention: object, ffn: object): object => ({ attention, ffn });
    const { cache, parts, intermediateSize } = read({
      ...SMALL, model_type: 'nemotron-nas', num_hidden_layers: 4, num_key_value_heads: null, intermediate_size: null,
      block_configs: [block({ n_heads_in_group: 2 }, { intermediate_size: 80 }), block({ n_heads_in_group: 4 }, { ffn_mult: 3 }), block({ no_op: true }, { no_op: true }), {}],
    });
    // Two key heads in the first layer, one in the next; the last does not specify any, so it has as many as the first.
    expect(cache).toEqual([expect.objectContaining({ layers: 2, keyValueHeads: 2 }), expect.objectContaining({ layers: 1, keyValueHeads: 1 })]);
    // Two thirds of 3 times 64 are 128, rounded up to 256; a block without a width has four times the hidden size.
    expect(parts!.mlp).toBe(3 * HIDDEN * (80 + 256 + 0 + 4 * HIDDEN));
    expect(intermediateSize).toBe(256);
  });
});

describe('experts', () => {
  const MOE = { ...SMALL, model_type: 'deepseek_v3', num_hidden_layers: 8, n_routed_experts: 6, num_experts_per_tok: 2, moe_intermediate_size: 24 };
  const ONE = 6 * 3 * HIDDEN * 24;

  test.each<[string, number[], object]>([
    ['every layer', [0, 1, 2, 3, 4, 5, 6, 7], {}],
    ['the layers of a list of types', [1, 2], { mlp_layer_types: ['dense', 'sparse', 'moe', 'dense', 'dense', 'dense', 'dense', 'dense'] }],
    ['the layers of a list of 0 and 1', [1, 7], { moe_layer_freq: [0, 1, 0, 0, 0, 0, 0, 1] }],
    ['all but the listed layers', [0, 3, 4, 5, 6, 7], { mlp_only_layers: [1, 2] }],
    ['all after the first', [3, 4, 5, 6, 7], { first_k_dense_replace: 3 }],
    ['all after the first, by another name', [2, 3, 4, 5, 6, 7], { num_dense_layers: 2 }],
    ['a range with both ends', [2, 3, 4, 5], { moe_layer_start_index: 2, moe_layer_end_index: 5 }],
    // Qwen: (index + 1) % step == 0. Jamba: index % period == offset. DeepSeek: index % freq == 0. Ernie 4.5: (index + 1) % interval == 0.
    ['every third by decoder_sparse_step', [2, 5], { decoder_sparse_step: 3 }],
    ['every third from an offset', [1, 4, 7], { expert_layer_period: 3, expert_layer_offset: 1 }],
    ['every third by moe_layer_freq', [0, 3, 6], { moe_layer_freq: 3 }],
    ['every third by moe_layer_interval', [2, 5], { moe_layer_interval: 3 }],
    ['every third of Llama 4', [2, 5], { model_type: 'llama4_text', interleave_moe_layer_step: 3 }],
    // vLLM 0.22.1, models/llama4.py, read 2026-11-25.
    ['none of a Llama 4 with a step of 0', [], { model_type: 'llama4_text', interleave_moe_layer_step: 0 }],
    ['every layer of others', [0, 1, 2, 3, 4, 5, 6, 7], { interleave_moe_layer_step: 3 }],
  ])('are in %s: %j', (_what, layers, fields) => {
    const { parts } = read({ ...MOE, ...fields });
    expect(parts!.experts).toBe(layers.length * ONE);
    expect(parts!.mlp).toBe((8 - layers.length) * 3 * HIDDEN * 96);
    expect(parts!.router).toBe(layers.length * 6 * HIDDEN + 17 * HIDDEN);
    // One unquantized expert counts as its share of the experts.
    const ignore = layers.slice(0, 1).map((layer) => `model.layers.${layer}.mlp.experts`);
    expect(read({ ...MOE, ...fields, quantization_config: { quant_method: 'fp8', ignore } }).stored!.experts).toBeCloseTo(layers.length === 0 ? 1 : 1 + 1 / layers.length, 12);
  });

  test.each<[string, object, number]>([
    ['as many as in the file', { n_shared_experts: 2 }, 2 * 24], ['by another name', { num_shared_experts: 2 }, 2 * 24], ['by a third name', { moe_num_shared_experts: 3 }, 3 * 24],
    ['as wide as in the file', { moe_shared_expert_intermediate_size: 40, n_shared_experts: 2 }, 40], ['of Step', { share_expert_dim: 40 }, 40],
    ['of Granite', { shared_intermediate_size: 40 }, 40], ['of Llama 4, which does not specify it', { model_type: 'llama4_text' }, 24], ['none', { n_shared_experts: 0 }, 0],
    ['none, because there are no experts', { n_routed_experts: undefined, shared_intermediate_size: 40 }, 0],
  ])('that process every token: %s', (_what, fields, width) => {
    expect(read({ ...MOE, ...fields }).parts!.shared).toBe(8 * 3 * HIDDEN * width);
  });

  test('that process every token have a gate in the Qwen family', () => {
    expect(read({ ...MOE, model_type: 'qwen2_moe', shared_expert_intermediate_size: 40 }).parts!.shared).toBe(8 * (3 * HIDDEN * 40 + HIDDEN));
    expect(read({ ...MOE, model_type: 'qwen2_moe', shared_expert_intermediate_size: 0 }).parts!.shared).toBe(0);
  });

  test('are as wide as the feed-forward block by default', () => {
    expect(read({ ...MOE, moe_intermediate_size: undefined }).parts!.experts).toBe(8 * 6 * 3 * HIDDEN * 96);
    expect(read({ ...MOE, moe_intermediate_size: undefined, intermediate_size: undefined }).parts!.experts).toBe(8 * 6 * 3 * HIDDEN * 4 * HIDDEN);
    expect(read({ ...MOE, first_k_dense_replace: 2, intermediate_size: undefined }).parts!.mlp).toBe(2 * 3 * HIDDEN * 24);
    for (const name of ['dense_intermediate_size', 'intermediate_size_mlp']) {
      expect(read({ ...MOE, first_k_dense_replace: 2, [name]: 50 }).parts!.mlp).toBe(2 * 3 * HIDDEN * 50);
    }
  });

  test('the activations of a token are those of the widest block', () => {
    expect(read(MOE).activeWidth).toBe(24);
    expect(read({ ...MOE, n_shared_experts: 2 }).activeWidth).toBe(48);
    expect(read({ ...MOE, first_k_dense_replace: 1 }).activeWidth).toBeUndefined();
    expect(read(SMALL).activeWidth).toBeUndefined();
    expect(read({ ...MOE, model_type: 'gemma4_text' }).activeWidth).toBeUndefined();
  });

  test('of Gemma 4 are next to a dense block', () => {
    expect(read({ ...MOE, model_type: 'gemma4_text' }).parts).toMatchObject({ experts: 8 * ONE, mlp: 8 * 3 * HIDDEN * 96 });
    const ignore = ['model.layers.0.mlp.up_proj'];
    expect(read({ ...MOE, model_type: 'gemma4_text', quantization_config: { quant_method: 'fp8', ignore } }).stored!.mlp).toBeCloseTo(1 + 1 / 8, 12);
  });
});

describe('a list of unquantized layers is relative to the layers that have the part', () => {
  const share = (file: Json, pattern: string, part: 'attention' | 'output' | 'linear' | 'indexer'): number =>
    1 / (read({ ...file, quantization_config: { quant_method: 'fp8', ignore: [pattern] } }).stored![part]! - 1);
  const next = { ...SMALL, model_type: 'qwen3_next', num_hidden_layers: 12, linear_num_value_heads: 2, linear_key_head_dim: 8, linear_value_head_dim: 8 };
  const hybrid = { ...SMALL, model_type: 'nemotron_h', num_hidden_layers: 6, hybrid_override_pattern: 'M*-*-M' };
  const sparse = { ...SMALL, model_type: 'deepseek_v32', num_hidden_layers: 7, kv_lora_rank: 16, qk_rope_head_dim: 8, index_head_dim: 32, index_topk_freq: 3 };
  const compressed = {
    ...SMALL, model_type: 'deepseek_v4', num_hidden_layers: 5, head_dim: 32, q_lora_rank: 20, compress_ratios: [0, 4, 128, 4, 1], index_head_dim: 16,
  };

  test.each<[string, Json, 'attention' | 'output' | 'linear' | 'indexer', number]>([
    ['model.layers.3.self_attn.q_proj', next, 'attention', 3], ['model.layers.3.self_attn.o_proj', next, 'output', 3], ['model.layers.0.linear_attn', next, 'linear', 9],
    ['backbone.layers.1.mixer.q_proj', hybrid, 'attention', 2], ['backbone.layers.1.mixer.o_proj', hybrid, 'output', 2], ['backbone.layers.0.mixer.in_proj', hybrid, 'linear', 2],
    ['model.layers.0.self_attn.indexer', sparse, 'indexer', 3], ['model.layers.1.attn.indexer', compressed, 'indexer', 2],
  ])('%s is one of its kind', (pattern, file, part, layers) => {
    expect(share(file, pattern, part)).toBeCloseTo(layers, 9);
  });
});

describe('older families', () => {
  const FALCON = { ...SMALL, model_type: 'falcon', num_kv_heads: 2, num_key_value_heads: undefined };
  test.each<[string, object, number, number]>([
    // Key heads, and the norms of a layer, each with a bias.
    ['multi-query by default', {}, 1, 1], ['without multi-query', { multi_query: false }, 4, 1], ['the new decoder', { new_decoder_architecture: true }, 2, 2],
    ['one norm after the other', { parallel_attn: false }, 1, 2], ['old names', { model_type: 'RefinedWeb', num_kv_heads: undefined, n_head_kv: 2 }, 2, 2],
    ['the old multi-query', { model_type: 'RefinedWebModel' }, 1, 1], ['old norms', { model_type: 'RefinedWebModel', parallel_attn: false }, 1, 2],
  ])('Falcon with %s', (_what, fields, keyValueHeads, norms) => {
    const geometry = read({ ...FALCON, ...fields });
    expect(geometry.keyValueHeads).toBe(keyValueHeads);
    expect(geometry.parts!.router).toBe(4 * norms * 2 * HIDDEN + 2 * HIDDEN);
  });

  test.each([[undefined, 1], [true, 1], [false, 4]])('SantaCoder with multi_query %p', (multiQuery, heads) => {
    expect(read({ ...SMALL, model_type: 'gpt_bigcode', num_key_value_heads: undefined, multi_query: multiQuery }).keyValueHeads).toBe(heads);
  });

  test('MPT nests its heads and multiplies its width', () => {
    const mpt = { ...SMALL, model_type: 'mpt', num_key_value_heads: undefined, intermediate_size: undefined };
    expect(read(mpt)).toMatchObject({ keyValueHeads: 4, intermediateSize: 4 * HIDDEN });
    expect(read({ ...mpt, expansion_ratio: 3, attn_config: { kv_n_heads: 2 } })).toMatchObject({ keyValueHeads: 2, intermediateSize: 3 * HIDDEN });
    expect(read({ ...mpt, model_type: 'llama', expansion_ratio: 3 })).toMatchObject({ keyValueHeads: 4, intermediateSize: 4 * HIDDEN });
  });

  test('OPT and BERT learn positions', () => {
    expect(read({ ...SMALL, model_type: 'opt', tie_word_embeddings: true }).parts!.embeddings).toBe((1000 + 512 + 2) * HIDDEN);
    // BERT normalizes its embeddings and pools its output, with a bias, and caches nothing.
    const bert = read({ ...SMALL, model_type: 'bert', num_key_value_heads: undefined, tie_word_embeddings: undefined });
    expect(bert.parts!.embeddings).toBe((1000 + 512) * HIDDEN + 2 * HIDDEN + HIDDEN * HIDDEN + HIDDEN);
    expect([bert.cache, bert.isEncoder, bert.parts!.head]).toEqual([[], true, 0]);
  });

  test('the GPT family has biases everywhere', () => {
    const { parts } = read({ ...SMALL, model_type: 'gpt_neox', num_key_value_heads: undefined });
    expect(parts).toMatchObject({
      attention: 4 * 3 * (HIDDEN * HIDDEN + HIDDEN), output: 4 * (HIDDEN * HIDDEN + HIDDEN), mlp: 4 * (2 * HIDDEN * 96 + 96 + HIDDEN), router: 9 * 2 * HIDDEN,
    });
  });

  test('gpt-oss has sinks, and biases in its experts and their router', () => {
    const { parts } = read({ ...SMALL, model_type: 'gpt_oss', num_local_experts: 6, intermediate_size: 24, sliding_window: 128 });
    expect(parts).toMatchObject({
      attention: 4 * (HIDDEN * 64 + 64 + 2 * (HIDDEN * 32 + 32) + 4), output: 4 * (64 * HIDDEN + HIDDEN), experts: 4 * 6 * (3 * HIDDEN * 24 + 2 * 24 + HIDDEN),
      router: 4 * 6 * (HIDDEN + 1) + 9 * HIDDEN,
    });
  });

  test('norms of queries and keys are as wide as a head, or as all', () => {
    const attention = 4 * (HIDDEN * 64 + 2 * HIDDEN * 32);
    expect(read({ ...SMALL, model_type: 'qwen3' }).parts!.attention).toBe(attention + 4 * 2 * 16);
    expect(read({ ...SMALL, model_type: 'olmo2' }).parts!.attention).toBe(attention + 4 * (64 + 32));
    // Step gates each head.
    expect(read({ ...SMALL, model_type: 'step3p5' }).parts!.attention).toBe(attention + 4 * (2 * 16 + HIDDEN * 4));
  });

  test('the number of layers may be num_layers, and encoder_layers for the encoder of BART', () => {
    expect(read({ ...SMALL, num_hidden_layers: undefined, num_layers: 4 })).toEqual(read(SMALL));
    expect(read({ ...SMALL, is_encoder_decoder: true, encoder_layers: 3 }).encoderLayers).toBe(3);
  });

  test.each<[string, object, number]>([
    ['t5', {}, 2], ['t5', { feed_forward_proj: 'gated-gelu' }, 3], ['t5', { feed_forward_proj: 'relu' }, 2], ['mt5', {}, 3], ['llama', { is_encoder_decoder: true }, 3],
  ])('an encoder and a decoder of %s %j', (modelType, fields, matrices) => {
    const { parts, encoderLayers, layers } = read({
      ...SMALL, model_type: modelType, num_hidden_layers: undefined, num_decoder_layers: 4, num_layers: 3, num_key_value_heads: undefined, ...fields,
    });
    expect([encoderLayers, layers]).toEqual([3, 4]);
    // The decoder has self-attention and cross-attention.
    expect(parts).toMatchObject({ attention: (3 + 2 * 4) * 4 * HIDDEN * HIDDEN, mlp: (3 + 4) * matrices * HIDDEN * 96 });
    // Two norms per encoder layer, three per decoder layer, and a final one in each; 32 relative positions for each head of both.
    expect(parts!.router).toBe((3 * 2 + 4 * 3 + 2) * HIDDEN + 2 * 32 * 4);
  });
});
