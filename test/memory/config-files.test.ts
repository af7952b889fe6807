import { Json } from '../../src/memory/config/config-fields';
import { readConfig } from '../../src/memory/config/read-config';
import { EncoderShape, Geometry } from '../../src/memory/geometry';

/** Everything in a `config.json` besides its layers: names and places of fields, image and audio encoders, and missing or wrong values. */
const LLAMA = {
  model_type: 'llama', hidden_size: 64, num_hidden_layers: 4, num_attention_heads: 4, num_key_value_heads: 2, intermediate_size: 96, vocab_size: 1000, max_position_embeddings: 512,
};

function read(file: Json): Geometry {
  const { geometry, problems } = readConfig(file);
  expect(problems).toEqual([]);
  return geometry!;
}

describe('a vision encoder', () => {
  const TEXT = 64;
  const [depth, hidden, width] = [3, 24, 40];
  const model = (vision_config: object, outer: object = {}): Geometry => read({ model_type: 'brand_new', text_config: { ...LLAMA }, vision_config, ...outer });
  const weights = (vision: object, outer: object = {}): number => model(vision, outer).parts!.encoder!;
  const shape = (vision: object, outer: object = {}): EncoderShape | undefined => model(vision, outer).encoder;
  /** Four square projections and two matrices per layer, and the patch embedding of an RGB image. */
  const layers = (matrices: number, blockWidth = width): number => depth * (4 * hidden * hidden + matrices * hidden * blockWidth);
  const patches = (size: number): number => hidden * 3 * size * size;
  const VIT = { depth, hidden_size: hidden, intermediate_size: width, patch_size: 4 };

  test('has layers, the embedding of patches, and a projection into the text model', () => {
    expect(weights(VIT)).toBe(layers(2) + patches(4) + hidden * TEXT);
    expect(weights({ ...VIT, patch_size: undefined })).toBe(layers(2) + patches(14) + hidden * TEXT);
    expect(weights({ ...VIT, temporal_patch_size: 2 })).toBe(layers(2) + 2 * patches(4) + hidden * TEXT);
    // An output of a different width is projected a second time.
    expect(weights({ ...VIT, out_hidden_size: 60 })).toBe(layers(2) + patches(4) + hidden * 60 + 60 * 60);
    expect(weights({ ...VIT, out_hidden_size: TEXT })).toBe(weights(VIT));
    for (const name of ['num_position_embeddings', 'position_embedding_size']) {
      expect(weights({ ...VIT, [name]: 50 })).toBe(weights(VIT) + 50 * hidden);
    }
  });

  /* transformers, configuration_{pixtral,clip,siglip}.py: the defaults of the classes, which files leave out. Pixtral's blocks have gates. */
  test.each([['pixtral', 24, 1024, 4096, 16, 3], ['clip_vision_model', 12, 768, 3072, 32, 2], ['siglip_vision_model', 12, 768, 3072, 16, 2]] as const)(
    'of the class %s has its defaults', (model_type, depthOfClass, of, feedForward, patch, matrices) => {
      expect(weights({ model_type })).toBe(depthOfClass * (4 * of * of + matrices * of * feedForward) + of * 3 * patch * patch + of * TEXT);
      expect(weights({ model_type, num_hidden_layers: 2 })).toBe(2 * (4 * of * of + matrices * of * feedForward) + of * 3 * patch * patch + of * TEXT);
    });

  test('that merges patches has a merger of two matrices, and another one for each layer whose output is also fed into deeper layers of the text model', () => {
    const merged = 4 * hidden;
    const merger = merged * merged + merged * 60;
    const qwen = { ...VIT, spatial_merge_size: 2, out_hidden_size: 60 };
    expect(weights(qwen)).toBe(layers(2) + patches(4) + merger);
    expect(weights({ ...qwen, deepstack_visual_indexes: [1, 2] })).toBe(layers(2) + patches(4) + 3 * merger);
    expect(weights({ ...qwen, deepstack_visual_indexes: 2 })).toBe(weights(qwen));
  });

  test.each<[string, object, number]>([
    ['Qwen2.5-VL', { model_type: 'qwen2_5_vl' }, 3], ['Pixtral', { model_type: 'pixtral' }, 3], ['another with SiLU', { hidden_act: 'silu' }, 3], ['SigLIP', { model_type: 'siglip', hidden_act: 'gelu' }, 2],
  ])('of %s has a gate, or none', (_what, fields, matrices) => {
    expect(weights({ ...VIT, ...fields })).toBe(layers(matrices) + patches(4) + hidden * TEXT);
  });

  test.each<[object]>([
    [{ depth, embed_dim: hidden, hidden_size: 999, intermediate_size: width }], [{ num_hidden_layers: depth, hidden_size: hidden, intermediate_size: width }],
    [{ vt_num_hidden_layers: depth, vt_hidden_size: hidden, vt_intermediate_size: width }], [{ encoder_layers: depth, d_model: hidden, encoder_ffn_dim: width }],
    [{ num_layers: depth, width: hidden, intermediate_size: width }], [{ layers: depth, width: hidden, intermediate_size: width }],
    [{ conf_num_hidden_layers: depth, hidden_size: hidden, intermediate_size: width }],
  ])('has its sizes under names such as %j', (names) => {
    expect(weights({ ...names, patch_size: 4 })).toBe(weights(VIT));
  });

  test('has feed-forward blocks of a multiple of its width if the file does not specify one', () => {
    const { intermediate_size: _, ...without } = VIT;
    expect(weights(without)).toBe(layers(2, 4 * hidden) + patches(4) + hidden * TEXT);
    expect(weights({ ...without, mlp_ratio: 2.5 })).toBe(layers(2, 2.5 * hidden) + patches(4) + hidden * TEXT);
    expect(weights({ ...without, mlp_ratio: '2' })).toBe(weights(without));
    expect(shape(without)!.width).toBe(5 * hidden);
  });

  test('may come with an audio encoder', () => {
    const audio = { num_layers: 1, d_model: 8, encoder_ffn_dim: 16, patch_size: 1 };
    expect(weights(VIT, { audio_config: audio })).toBe(weights(VIT) + (4 * 8 * 8 + 2 * 8 * 16) + 8 * 3 + 8 * TEXT);
    expect(read({ ...LLAMA, vision_tower_config: VIT }).parts!.encoder).toBe(weights(VIT));
    expect(read({ ...LLAMA, audio_config: audio })).toMatchObject({ multimodal: true });
    // The size of the input is known only for images.
    expect(read({ ...LLAMA, audio_config: audio }).encoder).toBeUndefined();
  });

  test.each<[string, object, object]>([
    ['nothing', {}, {}], ['no layers', { hidden_size: hidden }, {}], ['no width', { depth }, {}], ['enough of one of two', VIT, { audio_config: {} }],
  ])('described by %s is assumed to have 0.6 billion weights', (_what, vision, outer) => {
    const { parts, assumptions } = model(vision, outer);
    expect(parts!.encoder).toBe(0.6e9);
    expect(assumptions).toContain('the vision or audio encoder is assumed to have 0.6 billion weights');
    expect(model(VIT).assumptions).toBeUndefined();
  });

  test('works on tokens of several patches', () => {
    const works = { width: hidden + width, patchesPerToken: 4, tokensPerImage: 4096, takesVideo: false };
    expect(shape(VIT)).toEqual(works);
    expect(shape({ ...VIT, spatial_merge_size: 3 })).toEqual({ ...works, patchesPerToken: 9 });
    expect(shape({ ...VIT, pooling_kernel_size: 3 })).toEqual({ ...works, patchesPerToken: 9 });
    expect(shape({ ...VIT, merge_kernel_size: [3, 3] })).toEqual({ ...works, patchesPerToken: 9 });
    expect(shape(VIT, { spatial_merge_size: 3 })).toEqual({ ...works, patchesPerToken: 9 });
    expect(shape(VIT, { spatial_merge_size: 'x' })).toEqual(works);
    expect(shape({ vt_hidden_size: hidden, vt_intermediate_size: width })).toEqual(works);
    for (const name of ['embed_dim', 'd_model', 'width']) {
      expect(shape({ [name]: hidden, intermediate_size: width })).toEqual(works);
    }
    for (const nothing of [{}, { depth }]) {
      expect(shape(nothing)).toBeUndefined();
    }
  });

  test('uses a fixed number of tokens for an image if the file says so', () => {
    for (const name of ['mm_tokens_per_image', 'vision_soft_tokens_per_image']) {
      // An image of 56 by 56 pixels has 14 by 14 patches.
      expect(shape({ ...VIT, image_size: 56 }, { [name]: 49 })).toMatchObject({ patchesPerToken: 4, tokensPerImage: 49 });
      expect(shape({ ...VIT, image_size: 56 }, { [name]: 14 })).toMatchObject({ patchesPerToken: 14, tokensPerImage: 14 });
      expect(shape({ ...VIT, spatial_merge_size: 3 }, { [name]: 14 })).toMatchObject({ patchesPerToken: 9, tokensPerImage: 14 });
      expect(shape({ ...VIT, patch_size: undefined, image_size: 56 }, { [name]: 14 })).toMatchObject({ patchesPerToken: 4, tokensPerImage: 14 });
    }
    expect(shape({ ...VIT, image_size: 56 })).toMatchObject({ patchesPerToken: 4 });
  });

  test.each([['qwen2_vl', 16_384, true], ['qwen3_vl', 16_384, true], ['not_qwen', 4096, false]])('of %s turns an image into at most %d tokens, and accepts videos: %p', (modelType, tokensPerImage, takesVideo) => {
    expect(read({ model_type: modelType, text_config: { ...LLAMA, model_type: modelType }, vision_config: VIT }).encoder).toMatchObject({ tokensPerImage, takesVideo });
    expect(read({ ...LLAMA, model_type: null, vision_config: VIT }).encoder).toMatchObject({ tokensPerImage: 4096, takesVideo: false });
  });
});

describe('a text model inside another', () => {
  const nested = (key: string, outer: object = {}): Json => ({ [key]: { ...LLAMA }, ...outer });

  test.each(['text_config', 'language_config', 'llm_config', 'text_model_config', 'thinker_config'])('is found under %s', (key) => {
    expect(read(nested(key))).toMatchObject({ hiddenSize: 64, multimodal: true, modelType: 'llama' });
    expect(readConfig({ [key]: { ...LLAMA, vocab_size: 'x' } }).problems).toEqual([expect.objectContaining({ name: expect.stringMatching(/^\w+_config\.vocab_size$/) })]);
  });

  test('may be nested twice', () => {
    const omni = read({ model_type: 'brand_new', thinker_config: { text_config: { ...LLAMA }, audio_config: { num_layers: 1, d_model: 8 } } });
    expect(omni.parts!.encoder).toBe(12 * 8 * 8 + 8 * 3 * 14 * 14 + 8 * 64);
  });

  test('prefers its own type, tied embeddings, and dtype to those of the outer configuration', () => {
    const of = (inner: object, outer: object): Geometry => read({ text_config: { ...LLAMA, ...inner }, vision_config: {}, ...outer });
    expect(of({}, { model_type: 'gemma2' }).modelType).toBe('llama');
    expect(of({ model_type: 'brand_new' }, { model_type: 'gemma2' }).modelType).toBe('gemma2');
    expect(of({ model_type: '' }, { model_type: 'gemma2' }).modelType).toBe('gemma2');
    expect(of({ model_type: 'brand_new' }, { model_type: 'newer' }).modelType).toBe('brand_new');
    // Without a type, and with one that is no name, only the class can tell.
    expect(of({ model_type: undefined }, { model_type: 'newer' }).modelType).toBe('newer');
    expect([of({ model_type: '' }, {}).modelType, of({ model_type: '' }, { architectures: ['Gemma2ForCausalLM'] }).modelType]).toEqual(['unknown', 'gemma2']);
    expect([of({ architectures: ['A'] }, { architectures: ['B'] }), of({ architectures: ['A'] }, {}), of({}, { architectures: ['B'] })].map(({ architectureClass }) => architectureClass))
      .toEqual(['B', 'A', 'B']);
    expect(of({ tie_word_embeddings: false }, { tie_word_embeddings: true }).tiedEmbeddings).toBe(false);
    expect(of({ tie_word_embeddings: true }, { tie_word_embeddings: false }).tiedEmbeddings).toBe(true);
    expect(of({}, { tie_word_embeddings: true }).tiedEmbeddings).toBe(true);
    expect(of({}, {}).tiedEmbeddings).toBe(false);
    const dtypes = [{ torch_dtype: 'a' }, { dtype: 'b' }, { torch_dtype: 'a', dtype: 'b' }, {}];
    expect(dtypes.map((inner) => of(inner, { torch_dtype: 'c', dtype: 'd' }).torchDtype)).toEqual(['a', 'b', 'a', 'c']);
    expect(of({}, { dtype: 'd' }).torchDtype).toBe('d');
    expect(of({}, {}).torchDtype).toBeUndefined();
  });

  test('omits values for which its class has defaults', () => {
    // transformers 5.24.0, configuration_mistral.py.
    expect(read({ model_type: 'mistral3', text_config: { hidden_size: 5120, num_attention_heads: 32 }, vision_config: {} })).toMatchObject({ layers: 32, keyValueHeads: 8, intermediateSize: 14336 });
    expect(readConfig({ model_type: 'mistral', hidden_size: 5120 }).problems.length).toBeGreaterThan(0);
    // null counts as omitted.
    expect(read({ model_type: 'mistral3', text_config: { hidden_size: 5120, num_attention_heads: 32, num_hidden_layers: null }, vision_config: {} }).layers).toBe(32);
  });

  test('is named by path in problems with its fields', () => {
    const path = ({ names }: ReturnType<typeof readConfig>): unknown[] => [names.tiedEmbeddings, names.torchDtype, names.hiddenSize];
    expect(path(readConfig(nested('text_config')))).toEqual(['text_config.tie_word_embeddings', 'text_config.torch_dtype', 'text_config.hidden_size']);
    expect(path(readConfig(LLAMA))).toEqual(['tie_word_embeddings', 'torch_dtype', 'hidden_size']);
  });
});

describe('a field', () => {
  test.each<[string, string[], keyof Geometry, number]>([
    ['num_hidden_layers', ['n_layer', 'n_layers', 'num_decoder_layers', 'num_layers'], 'layers', 3],
    ['hidden_size', ['n_embd', 'd_model', 'n_embed'], 'hiddenSize', 128],
    ['num_attention_heads', ['n_head', 'n_heads', 'num_heads'], 'attentionHeads', 8],
    ['num_key_value_heads', ['num_kv_heads', 'n_head_kv', 'num_query_groups', 'multi_query_group_num'], 'keyValueHeads', 1],
    ['head_dim', ['d_kv', 'attention_head_dim', 'kv_channels'], 'headDimension', 20],
    ['intermediate_size', ['n_inner', 'ffn_dim', 'd_ff', 'ffn_hidden_size'], 'intermediateSize', 100],
    ['vocab_size', ['padded_vocab_size'], 'vocabularySize', 900],
    ['num_local_experts', ['num_experts', 'n_routed_experts', 'moe_num_experts', 'num_moe_experts'], 'experts', 5],
    ['sliding_window', ['sliding_window_size'], 'slidingWindow', 32],
    ['kv_lora_rank', [], 'kvLoraRank', 16],
  ])('%s has other names in other families', (usual, others, field, value) => {
    for (const name of [usual, ...others]) {
      expect(read({ ...LLAMA, [usual]: undefined, [name]: value })[field]).toBe(value);
    }
    expect(read({ ...LLAMA, [usual]: value, ...Object.fromEntries(others.map((name) => [name, 7])) })[field]).toBe(value);
  });

  // vLLM 0.26.0, config/model.py (_get_and_verify_max_len), read 2026-11-25.
  test('of the context: the shortest in the file, or model_max_length', () => {
    const names = ['max_position_embeddings', 'n_positions', 'seq_length', 'max_seq_len', 'n_ctx', 'model_max_length', 'max_sequence_length', 'max_target_positions'];
    const without = { ...LLAMA, max_position_embeddings: undefined };
    for (const name of names) {
      expect(read({ ...without, [name]: 256 }).maxPositionEmbeddings).toBe(256);
    }
    expect(read({ ...without, max_position_embeddings: 32_768, seq_length: 8192 }).maxPositionEmbeddings).toBe(8192);
    expect(read({ ...without, max_position_embeddings: 8192, model_max_length: 131_072 }).maxPositionEmbeddings).toBe(131_072);
  });

  test.each<[string, object, number]>([
    ['YaRN counts from the original length', { rope_scaling: { type: 'yarn', factor: 4, original_max_position_embeddings: 32_768 } }, 131_072],
    ['YaRN without it', { rope_scaling: { rope_type: 'yarn', factor: 4 } }, 163_840],
    ['linear', { rope_scaling: { type: 'linear', factor: 4 } }, 163_840],
    ['dynamic, under its new name', { rope_parameters: { rope_type: 'dynamic', factor: 2, rope_theta: 1e4 } }, 81_920],
    ['by the kind of layers', { rope_parameters: { full_attention: { rope_type: 'yarn', factor: 2, original_max_position_embeddings: 4096 } } }, 8192],
    ['by the kind of layers, of which one is not scaled', { rope_parameters: { sliding_attention: { rope_type: 'default' }, full_attention: { rope_type: 'linear', factor: 2 } } }, 81_920],
    ['only YaRN counts from the original length', { rope_scaling: { type: 'linear', factor: 4, original_max_position_embeddings: 32_768 } }, 163_840],
    ['Llama 3 already includes it in the length', { rope_scaling: { rope_type: 'llama3', factor: 8, original_max_position_embeddings: 8192 } }, 40_960],
    ['so does LongRoPE', { rope_scaling: { type: 'longrope', factor: 32 } }, 40_960],
    ['and Gemma 3', { model_type: 'gemma3_text', rope_scaling: { rope_type: 'linear', factor: 8 } }, 40_960],
    ['sections are not a factor', { rope_scaling: { type: 'mrope', mrope_section: [16, 24, 24] } }, 40_960],
    ['null', { rope_scaling: null }, 40_960],
    ['a factor that is not a number', { rope_scaling: { type: 'yarn', factor: '4' } }, 40_960],
    ['a list counts as its largest length', { max_position_embeddings: [512, 40_960, 512] }, 40_960],
    ['a factor below one', { rope_scaling: { type: 'linear', factor: 0.5 } }, 40_960],
  ])('of scaled positions: %s', (_what, fields, context) => {
    expect(read({ ...LLAMA, max_position_embeddings: 40_960, ...fields }).maxPositionEmbeddings).toBe(context);
  });

  test.each<[string, object, number | undefined]>([
    ['longrope', { rope_scaling: { type: 'longrope' } }, 4096], ['su, its former name', { rope_scaling: { type: 'su' } }, 4096],
    ['under its new name', { rope_parameters: { rope_type: 'longrope' } }, 4096], ['another scaling', { rope_scaling: { type: 'yarn', factor: 2 } }, undefined],
    ['no scaling', {}, undefined],
  ])('of the context that LongRoPE scales: %s', (_what, fields, context) => {
    expect(read({ ...LLAMA, original_max_position_embeddings: 4096, ...fields }).originalContext).toBe(context);
  });

  test('of experts is read only where there are any', () => {
    const width = ['moe_intermediate_size', 'expert_ffn_hidden_size', 'expert_intermediate_size', 'moe_ffn_hidden_size'];
    const perToken = ['num_experts_per_tok', 'num_experts_per_token', 'top_k_experts', 'experts_per_token', 'moe_topk', 'moe_k', 'moe_top_k'];
    for (const [name, field] of [...width.map((each) => [each, 'expertIntermediateSize']), ...perToken.map((each) => [each, 'expertsPerToken'])] as [string, keyof Geometry][]) {
      expect(read({ ...LLAMA, num_experts: 4, [name]: 3 })[field]).toBe(3);
      expect(read({ ...LLAMA, [name]: 3 })[field]).toBeUndefined();
    }
    expect(read({ ...LLAMA, qk_rope_head_dim: 8 }).qkRopeHeadDimension).toBeUndefined();
  });

  test('of 0 means that there are none', () => {
    const none = {
      num_experts: 0, num_experts_per_tok: 0, moe_intermediate_size: 0, kv_lora_rank: 0, qk_rope_head_dim: 0, sliding_window: 0, first_k_dense_replace: 0, index_head_dim: 0,
    };
    expect(read({ ...LLAMA, ...none })).toEqual(read(LLAMA));
    // The next name may be set.
    expect(read({ ...LLAMA, num_local_experts: 0, n_routed_experts: 6 }).experts).toBe(6);
    expect(readConfig({ ...LLAMA, num_key_value_heads: 0 }).problems).toEqual([expect.objectContaining({ name: 'num_key_value_heads', value: 0 })]);
  });

  test('of the sliding window is kept if some layers use it', () => {
    expect(read({ ...LLAMA, model_type: 'cohere2', sliding_window: 32 }).slidingWindow).toBe(32);
    expect(read({ ...LLAMA, sliding_window: 32, use_sliding_window: false }).slidingWindow).toBeUndefined();
  });

  test.each<[string, unknown, string]>([
    ['hidden_size', 'x', 'write it as a number, without quotes'], ['hidden_size', -1, 'use the value in the model\'s config.json'], ['head_dim', '8', 'write it as a number, without quotes'],
    ['intermediate_size', [96, 'x', 96], 'use the value in the model\'s config.json'], ['intermediate_size', [96, 48], 'use the value in the model\'s config.json'],
    ['head_dim', 1.5, 'use the value in the model\'s config.json'], ['head_dim', Number.MAX_VALUE, 'use the value in the model\'s config.json'],
  ])('%s of %p must be an integer, and the suggested fix depends on the value', (name, value, fix) => {
    const { geometry, problems } = readConfig({ ...LLAMA, [name]: value });
    expect(problems).toEqual([{ name, value, rule: 'an integer >= 1', fix }]);
    expect(geometry).toBeUndefined();
  });

  test.each<[unknown, string]>([['8', 'write it as a number, without quotes'], [-1, 'use the value in the model\'s config.json'], [2.5, 'use the value in the model\'s config.json']])(
    'that may be 0 is not %p', (value, fix) => {
      const { problems } = readConfig({ text_config: { ...LLAMA, q_lora_rank: value, kv_lora_rank: 16, qk_rope_head_dim: 8 } });
      expect(problems).toEqual([{ name: 'text_config.q_lora_rank', value, rule: 'an integer >= 0', fix }]);
    },
  );

  test('that does not divide evenly is fine with an explicit head dimension', () => {
    expect(readConfig({ ...LLAMA, hidden_size: 66 }).problems).toEqual([
      { name: 'hidden_size', value: 66, rule: 'a multiple of num_attention_heads (4)', fix: 'check both, or set head_dim' },
    ]);
    expect(read({ ...LLAMA, hidden_size: 66, head_dim: 16 }).headDimension).toBe(16);
    expect(read({ ...LLAMA, hidden_size: 66, kv_lora_rank: 16, qk_rope_head_dim: 8, qk_nope_head_dim: 12 }).headDimension).toBe(20);
  });

  test('a model_type that is not a string is reported once', () => {
    const { problems } = readConfig({ model_type: 8, text_config: { ...LLAMA, model_type: 7 } });
    expect(problems).toEqual([{ name: 'model_type', value: 7, rule: 'a string', fix: 'use the value in the model\'s config.json' }]);
    expect(readConfig({ model_type: 8, text_config: { ...LLAMA } }).problems).toEqual([expect.objectContaining({ value: 8 })]);
  });
});

describe('the number of layers follows from a list', () => {
  const { num_hidden_layers: _, ...WITHOUT } = LLAMA;
  test.each<[string, object]>([
    ['layer_types', { layer_types: ['full_attention', 'full_attention', 'full_attention'] }], ['layers_block_type', { layers_block_type: ['attention', 'attention', 'attention'] }],
    ['block_configs', { block_configs: [{}, {}, {}] }],
  ])('under %s', (_name, fields) => {
    expect(read({ ...WITHOUT, ...fields }).layers).toBe(3);
  });

  test('and a layer without attention counts', () => {
    // A geometry without layers could not be estimated.
    expect(read({ ...LLAMA, block_configs: [{ attention: { no_op: true } }, { attention: { no_op: true } }] }).layers).toBe(2);
  });
});

describe('a model', () => {
  test.each<[unknown, string | undefined]>([['me/model', 'me/model'], ['', undefined], [7, undefined], [undefined, undefined]])('with the path %p is named %p', (path, name) => {
    expect(read({ ...LLAMA, _name_or_path: path }).name).toBe(name);
  });

  test.each<[unknown, string | undefined]>([
    [['LlamaForCausalLM', 'Other'], 'LlamaForCausalLM'], [[], undefined], [[7], undefined], ['LlamaForCausalLM', undefined], [undefined, undefined],
  ])('of the classes %j is a %p', (architectures, expected) => {
    expect(read({ ...LLAMA, architectures }).architectureClass).toBe(expected);
  });

  test('without type and class is unknown, and reported as such', () => {
    const { model_type: _, ...plain } = LLAMA;
    expect(read(plain)).toMatchObject({ modelType: 'unknown', assumptions: [expect.stringMatching(/^model_type "not given" is not known/)] });
    expect(read({ ...plain, architectures: ['NewForCausalLM'] }).assumptions).toEqual([expect.stringMatching(/^model_type "NewForCausalLM" is not known/)]);
    expect(read({ ...plain, model_type: 'brand_new', architectures: ['NewForCausalLM'] }).assumptions).toEqual([expect.stringMatching(/^model_type "brand_new" is not known.*wrong$/)]);
    const { problems } = readConfig({ ...plain, vocab_size: undefined, architectures: ['NewForCausalLM'] });
    expect(problems).toEqual([{ sentence: expect.stringMatching(/^model_type "NewForCausalLM" is not known to this library, and vocab_size is missing/) }]);
  });

  test('with a passed number of weights has no parts', () => {
    const { geometry } = readConfig(LLAMA, { parameters: 123 });
    expect([geometry!.parameters, geometry!.parts]).toEqual([123, undefined]);
    expect(readConfig({ ...LLAMA, model_type: 'brand_new' }, { parameters: 123 }).geometry!.assumptions).toEqual(['model_type "brand_new" is not known to this library: its layers are taken to be like Llama\'s']);
  });

  test('that is plain has only the fields it needs', () => {
    expect(Object.keys(read(LLAMA)).sort()).toEqual([
      'attentionHeads', 'cache', 'headDimension', 'hiddenSize', 'intermediateSize', 'keyValueHeads', 'layers', 'maxPositionEmbeddings', 'modelType', 'parameters', 'parts',
      'tiedEmbeddings', 'vocabularySize',
    ]);
    expect(read({ ...LLAMA, multimodal: true, vision_config: null }).multimodal).toBeUndefined();
    expect(read({ ...LLAMA, model_type: 't5', num_layers: 3, num_decoder_layers: 4, num_hidden_layers: undefined }).layers).toBe(4);
  });
});
