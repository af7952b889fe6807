import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { LmiError } from '../../src/checks/lmi-error';
import { ModelFact, MODELS } from '../../src/facts/models';
import { checkpointFormat, weightsGib } from '../../src/memory/weights';
import { ModelArchitecture } from '../../src/model/model-architecture';
import { ModelArchitectureProps } from '../../src/model/model-architecture-props';

const DIRECTORY = mkdtempSync(join(tmpdir(), 'model-architecture-'));
let files = 0;

function fileOf(content: unknown): string {
  files += 1;
  const path = join(DIRECTORY, `config-${files}.json`);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

function read(content: unknown, parameters?: number): ModelArchitecture {
  return ModelArchitecture.fromConfigFile(fileOf(content), { parameters });
}

function problemsOf(work: () => unknown): string[] {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(LmiError);
    expect((error as LmiError).constructPath).toBe('ModelArchitecture');
    return (error as LmiError).faults;
  }
  throw new Error('expected an LmiError');
}

const LLAMA = {
  architectures: ['LlamaForCausalLM'],
  model_type: 'llama',
  hidden_size: 4096,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  num_key_value_heads: 32,
  intermediate_size: 11008,
  vocab_size: 32000,
  max_position_embeddings: 4096,
  tie_word_embeddings: false,
  torch_dtype: 'float16',
};

const PROPS: ModelArchitectureProps = {
  parameters: 6738415616,
  layers: 32,
  hiddenSize: 4096,
  attentionHeads: 32,
  keyValueHeads: 32,
  intermediateSize: 11008,
  vocabularySize: 32000,
  maxPositionEmbeddings: 4096,
};

describe('fromConfigFile', () => {
  test.each(Object.entries(MODELS as { readonly [constant: string]: ModelFact }))('reads the file of %s like the catalog', (constant, fact) => {
    const architecture = read(fact.config);
    const listed = (ModelArchitecture as any)[constant] as ModelArchitecture;
    expect({ ...architecture._geometry, name: fact.modelId }).toEqual({ ...listed._geometry });
  });

  test('counts the weights of Llama 2 7B exactly', () => {
    expect(read(LLAMA).parameters).toBe(6738415616);
    expect(read(LLAMA, 7e9).parameters).toBe(7e9);
  });

  test('uses heads as key-value heads if the file has none', () => {
    const { num_key_value_heads: _, ...without } = LLAMA;
    expect(read(without).keyValueHeads).toBe(32);
    expect(read({ ...LLAMA, num_key_value_heads: null }).keyValueHeads).toBe(32);
  });

  test('finds the architecture by class without a model_type', () => {
    const { model_type: _, ...without } = LLAMA;
    expect(read(without).modelType).toBe('llama');
  });

  const falcon = { architectures: ['FalconForCausalLM'], model_type: 'falcon', vocab_size: 65024, torch_dtype: 'bfloat16' };
  test('reads multi-query Falcon', () => {
    const architecture = read({
      ...falcon, hidden_size: 4544, num_hidden_layers: 32, num_attention_heads: 71, num_kv_heads: 71, multi_query: true, parallel_attn: true,
      new_decoder_architecture: false,
    });
    expect(architecture.keyValueHeads).toBe(1);
    expect(architecture.intermediateSize).toBe(18176);
    expect(architecture.maxPositionEmbeddings).toBe(2048);
    expect(architecture.parameters).toBe(ModelArchitecture.FALCON_7B.parameters);
  });

  test('reads Falcon with the new decoder, including its old names', () => {
    expect(read({
      ...falcon, hidden_size: 8192, num_hidden_layers: 60, num_attention_heads: 128, num_kv_heads: 8, new_decoder_architecture: true,
      multi_query: true,
    }).parameters).toBe(ModelArchitecture.FALCON_40B.parameters);
    const old = read({ model_type: 'RefinedWeb', vocab_size: 65024, hidden_size: 8192, n_layer: 60, n_head: 128, n_head_kv: 8, multi_query: true });
    expect(old.keyValueHeads).toBe(8);
    expect(old.parameters).toBe(ModelArchitecture.FALCON_40B.parameters);
  });

  test('reads an encoder-decoder T5', () => {
    const architecture = read({
      architectures: ['T5ForConditionalGeneration'], model_type: 't5', is_encoder_decoder: true, d_model: 4096, d_kv: 64, d_ff: 10240,
      num_heads: 64, num_layers: 24, num_decoder_layers: 24, vocab_size: 32128, n_positions: 512, feed_forward_proj: 'gated-gelu',
      tie_word_embeddings: false,
    });
    expect(architecture.encoderLayers).toBe(24);
    expect(architecture.headDimension).toBe(64);
    expect(Math.abs(architecture.parameters / ModelArchitecture.FLAN_T5_XXL.parameters - 1)).toBeLessThan(0.005);
  });

  test('reads latent attention with experts', () => {
    const architecture = read({
      architectures: ['DeepseekV3ForCausalLM'], model_type: 'deepseek_v3', hidden_size: 7168, num_hidden_layers: 61, num_attention_heads: 128,
      num_key_value_heads: 128, intermediate_size: 18432, moe_intermediate_size: 2048, n_routed_experts: 256, n_shared_experts: 1,
      num_experts_per_tok: 8, first_k_dense_replace: 3, kv_lora_rank: 512, q_lora_rank: 1536, qk_rope_head_dim: 64, qk_nope_head_dim: 128,
      v_head_dim: 128, vocab_size: 129280, max_position_embeddings: 163840, tie_word_embeddings: false, torch_dtype: 'bfloat16',
      quantization_config: { quant_method: 'fp8', weight_block_size: [128, 128] },
    });
    expect(architecture.kvLoraRank).toBe(512);
    expect(architecture.quantizationBits).toBe(8);
    expect(Math.abs(architecture.parameters / 671e9 - 1)).toBeLessThan(0.005);
  });

  test.each([
    ['gpt2', { model_type: 'gpt2', n_embd: 768, n_layer: 12, n_head: 12, n_positions: 1024, vocab_size: 50257 }, 124439808],
    ['gptj', { model_type: 'gptj', n_embd: 4096, n_layer: 28, n_head: 16, n_positions: 2048, vocab_size: 50400, n_inner: null }, 6050882784],
    ['gpt_neox', {
      model_type: 'gpt_neox', hidden_size: 6144, num_hidden_layers: 44, num_attention_heads: 64, intermediate_size: 24576, vocab_size: 50432,
      max_position_embeddings: 2048,
    }, 20554567680],
    ['opt', {
      model_type: 'opt', hidden_size: 4096, num_hidden_layers: 32, num_attention_heads: 32, ffn_dim: 16384, vocab_size: 50272,
      max_position_embeddings: 2048,
    }, 6658473984],
    ['bloom', { model_type: 'bloom', hidden_size: 4096, n_layer: 30, n_head: 32, vocab_size: 250880 }, 7069016064],
  ])('reads the names of %s and counts its published weights', (_name, config, parameters) => {
    expect(Math.abs(read(config).parameters / parameters - 1)).toBeLessThan(0.005);
  });

  test('reads the text model inside a multimodal one', () => {
    const architecture = read({
      architectures: ['Mistral3ForConditionalGeneration'], model_type: 'mistral3', vision_config: { hidden_size: 1024 }, torch_dtype: 'bfloat16',
      text_config: {
        model_type: 'mistral', hidden_size: 5120, num_hidden_layers: 40, num_attention_heads: 32, num_key_value_heads: 8, head_dim: 128,
        intermediate_size: 32768, vocab_size: 131072, max_position_embeddings: 131072,
      },
    });
    expect(architecture.multimodal).toBe(true);
    expect(architecture.torchDtype).toBe('bfloat16');
    expect(architecture.parameters).toBe(ModelArchitecture.MISTRAL_SMALL_3_1_24B_INSTRUCT_2503.parameters);
  });

  test.each([
    [{ quant_method: 'awq', bits: 4, group_size: 128 }, 'awq', 4],
    [{ quant_method: 'gptq', bits: 8 }, 'gptq', 8],
    [{ quant_method: 'fp8' }, 'fp8', 8],
    [{ quant_method: 'mxfp4' }, 'mxfp4', 4],
    [{ load_in_4bit: true }, 'bitsandbytes', 4],
    [{ quant_method: 'bitsandbytes', load_in_8bit: true, load_in_4bit: false }, 'bitsandbytes', 8],
    [{ quant_method: 'compressed-tensors', config_groups: { group_0: { weights: { num_bits: 4, type: 'int' } } } }, 'compressed-tensors', 4],
    [{ quant_method: 'compressed-tensors', config_groups: { group_0: { weights: { num_bits: 8, type: 'float' } } } }, 'compressed-tensors', 8],
  ])('reads the quantization %j', (quantization, method, bits) => {
    const architecture = read({ ...LLAMA, quantization_config: quantization });
    expect([architecture.quantizationMethod, architecture.quantizationBits]).toEqual([method, bits]);
  });

  test('ignores a sliding window that is switched off', () => {
    expect(read({ ...LLAMA, model_type: 'qwen2', sliding_window: 4096, use_sliding_window: false }).slidingWindow).toBeUndefined();
    expect(read({ ...LLAMA, model_type: 'mistral', sliding_window: 4096 }).slidingWindow).toBe(4096);
  });

  test('accepts a byte order mark', () => {
    expect(read(`\uFEFF${JSON.stringify(LLAMA)}`).layers).toBe(32);
  });

  test.each([
    ['a missing file', () => ModelArchitecture.fromConfigFile(join(DIRECTORY, 'none.json')), /none\.json.*ENOENT/],
    ['a directory', () => ModelArchitecture.fromConfigFile(DIRECTORY), /can be read/],
    ['no path', () => ModelArchitecture.fromConfigFile(undefined as any), /path is undefined/],
    ['a number for a path', () => ModelArchitecture.fromConfigFile(3 as any), /path is 3/],
    ['text that is not JSON', () => read('{ "hidden_size": nan }'), /is not JSON/],
    ['an empty file', () => read(''), /is not JSON/],
    ['null', () => read('null'), /is null/],
    ['an array', () => read([LLAMA]), /is an array/],
    ['a string', () => read('"llama"'), /is a string/],
    ['a number', () => read('7'), /is a number/],
    ['a model type of a wrong kind', () => read({ ...LLAMA, model_type: 7 }), /model_type is 7; it must be a string/],
    ['invalid parameters', () => read(LLAMA, -1), /parameters is -1/],
    ['parameters below the embeddings', () => read(LLAMA, 7), /parameters is 7; .*262144000.*7e9/],
    ['an unknown type without required fields', () => read({ ...LLAMA, architectures: undefined, model_type: 'brand_new', num_hidden_layers: undefined }),
      /model_type "brand_new" is not known.*num_hidden_layers is missing \(looked for num_hidden_layers, n_layer.*ModelArchitecture\.of/],
    ['an unknown quantization', () => read({ ...LLAMA, quantization_config: { quant_method: 'aqlm' } }), /quantization_config\.bits/],
    ['a quantization of a wrong kind', () => read({ ...LLAMA, quantization_config: 'awq' }), /quantization_config is "awq"/],
  ])('refuses %s', (_what, work, message) => {
    const faults = problemsOf(work);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(message);
  });

  const FIELDS = Object.entries(LLAMA).filter(([, value]) => typeof value === 'number').map(([field]) => field);
  const BAD: [string, unknown][] = [
    ['a string', '4096'], ['a negative number', -1], ['zero', 0], ['a fraction', 1.5], ['an array', [32]], ['an object', {}], ['true', true],
  ];
  test.each(FIELDS.flatMap((field) => BAD.map(([what, value]) => [field, what, value] as const)))('refuses %s as %s', (field, _what, value) => {
    const faults = problemsOf(() => read({ ...LLAMA, [field]: value }));
    expect(faults.join('\n')).toContain(field);
    expect(faults.join('\n')).toContain(JSON.stringify(value));
    expect(faults.join('\n')).not.toMatch(/NaN|Infinity/);
  });

  test('rejects numbers that are not finite', () => {
    expect(problemsOf(() => read(JSON.stringify(LLAMA).replace('11008', '1e999')))[0]).toMatch(/intermediate_size is Infinity/);
  });

  test.each(FIELDS.filter((field) => !['num_key_value_heads', 'intermediate_size'].includes(field)))('names %s if it is missing', (field) => {
    const faults = problemsOf(() => read({ ...LLAMA, [field]: undefined }));
    expect(faults).toEqual([expect.stringMatching(new RegExp(`^${field} is missing \\(looked for ${field}, .*ModelArchitecture\\.of`))]);
  });

  test('names the path of a nested field', () => {
    expect(problemsOf(() => read({ model_type: 'llava', text_config: { ...LLAMA, vocab_size: 'x' } }))[0]).toMatch(/^text_config\.vocab_size is "x"/);
    expect(problemsOf(() => read({ model_type: 'qwen3_vl', text_config: {} }))[0]).toMatch(/^text_config\.num_hidden_layers is missing/);
  });

  test('rejects a hidden size that is not divisible by the heads', () => {
    expect(problemsOf(() => read({ ...LLAMA, num_key_value_heads: 5 }))[0]).toMatch(/num_attention_heads is 32; .*multiple of num_key_value_heads \(5\)/);
    expect(problemsOf(() => read({ ...LLAMA, hidden_size: 4097 }))[0]).toMatch(/hidden_size is 4097; .*multiple of num_attention_heads/);
  });

  test('reports all problems at once', () => {
    expect(problemsOf(() => read({ ...LLAMA, hidden_size: -1, vocab_size: '1', num_hidden_layers: 0 })).length).toBe(3);
  });
});

describe('current configuration files', () => {
  const QWEN3_NEXT = {
    architectures: ['Qwen3NextForCausalLM'], model_type: 'qwen3_next', hidden_size: 2048, num_hidden_layers: 48, num_attention_heads: 16,
    num_key_value_heads: 2, head_dim: 256, intermediate_size: 5632, vocab_size: 151936, max_position_embeddings: 262144, num_experts: 512,
    num_experts_per_tok: 10, moe_intermediate_size: 512, shared_expert_intermediate_size: 512, linear_num_value_heads: 32, linear_num_key_heads: 16,
    linear_key_head_dim: 128, linear_value_head_dim: 128, linear_conv_kernel_dim: 4, full_attention_interval: 4,
  };

  test('an unknown model_type is read from the usual fields, with a note', () => {
    const plain = { ...LLAMA, architectures: ['NewForCausalLM'] };
    for (const file of [{ ...plain, model_type: 'brand_new' }, { ...plain, model_type: 'constructor' }, { ...plain, model_type: null }, { ...LLAMA, model_type: null, architectures: 'None' }]) {
      const architecture = read(file);
      expect(architecture.parameters).toBe(6738415616);
      expect(architecture._geometry.assumptions).toEqual([expect.stringMatching(/is not known to this library.*pass parameters if the count is wrong/)]);
    }
    expect(read({ ...plain, model_type: 'brand_new' }, 7e9)._geometry.assumptions).toEqual([expect.not.stringContaining('pass parameters')]);
    expect(read(LLAMA)._geometry.assumptions).toBeUndefined();
    // The class determines what the engine runs.
    expect(read({ ...LLAMA, model_type: 'brand_new' })._geometry.assumptions).toBeUndefined();
  });

  test('Infinity and NaN, which Python writes, are accepted, and kept in strings', () => {
    const text = JSON.stringify({ ...LLAMA, _name_or_path: 'me/Infinity-7B "NaN"', time_step_limit: [0] }).replace('[0]', '[-Infinity, Infinity, NaN]');
    expect(read(text).name).toBe('me/Infinity-7B "NaN"');
  });

  test('Gemma 3 leaves heads and vocabulary to its code', () => {
    const architecture = read({
      architectures: ['Gemma3ForConditionalGeneration'], model_type: 'gemma3', mm_tokens_per_image: 256,
      text_config: { model_type: 'gemma3_text', hidden_size: 2560, intermediate_size: 10240, num_hidden_layers: 34, sliding_window: 1024 },
      vision_config: { hidden_size: 1152, intermediate_size: 4304, num_hidden_layers: 27, patch_size: 14, image_size: 896 },
    });
    expect([architecture.attentionHeads, architecture.vocabularySize, architecture.maxPositionEmbeddings]).toEqual([8, 262_208, 131_072]);
    expect(architecture.parameters).toBe(3_880_263_168);
    expect(architecture._geometry.cache).toMatchObject([{ layers: 5 }, { layers: 29, window: 1024 }]);
  });

  test('Nemotron-NAS describes its remaining parts block by block', () => {
    const block = (attention: object, ffn: object) => ({ attention: { no_op: false, replace_with_linear: false, n_heads_in_group: 8, ...attention }, ffn: { no_op: false, ffn_mult: 5.25, ...ffn } });
    const architecture = read({
      architectures: ['DeciLMForCausalLM'], model_type: 'nemotron-nas', hidden_size: 8192, num_hidden_layers: 4, num_attention_heads: 64, vocab_size: 128256,
      max_position_embeddings: 131072, num_key_value_heads: null, intermediate_size: null,
      block_configs: [block({}, {}), block({ no_op: true, n_heads_in_group: null }, { ffn_mult: 2.625 }), block({ replace_with_linear: true }, {}), block({}, { no_op: true })],
    });
    expect(architecture.keyValueHeads).toBe(8);
    expect(architecture._geometry.cache).toEqual([expect.objectContaining({ layers: 2, keyValueHeads: 8, headElements: 256 })]);
    // Two of four blocks have attention; their feed-forward layers have widths of 28,672, 14,336, 28,672, and none.
    const attention = 2 * (2 * 8192 * 8192 + 2 * 8192 * 1024);
    const feedForward = 3 * 8192 * (28_672 + 14_336 + 28_672);
    expect(Math.abs(architecture.parameters / (attention + feedForward + 2 * 128256 * 8192) - 1)).toBeLessThan(0.001);
  });

  test('a linear-attention hybrid keeps a state in three of four layers', () => {
    expect(Math.abs(read(QWEN3_NEXT).parameters / 79.7e9 - 1)).toBeLessThan(0.01);
    // 32 heads of 128 by 128 at 16 bits, and three tokens of the convolution over 8,192 channels.
    expect(read(QWEN3_NEXT)._geometry.cache).toEqual([
      expect.objectContaining({ layers: 12, keyValueHeads: 2, headElements: 512 }), { layers: 36, stateBytes: 2 * (32 * 128 * 128 + 3 * 8192) },
    ]);
    expect(read({ ...QWEN3_NEXT, mamba_ssm_dtype: 'float32' })._geometry.cache![1]).toEqual({ layers: 36, stateBytes: 4 * 32 * 128 * 128 + 2 * 3 * 8192 });
  });

  test.each<[string, object, object[]]>([
    ['a list of layers', { layer_types: ['sliding_attention', 'full_attention', 'sliding_attention', 'sliding_attention'], sliding_window: 128 }, [
      { layers: 1 }, { layers: 3, window: 128 },
    ]],
    ['a pattern', { model_type: 'gemma3_text', sliding_window: 512, sliding_window_pattern: 2 }, [{ layers: 2 }, { layers: 2, window: 512 }]],
    ['chunks', { model_type: 'llama4_text', attention_chunk_size: 8192, num_local_experts: 2 }, [{ layers: 1 }, { layers: 3, window: 8192, isChunked: true }]],
    ['layers without positions', { model_type: 'llama4_text', attention_chunk_size: 8192, num_local_experts: 2, no_rope_layers: [1, 0, 1, 0] }, [
      { layers: 2 }, { layers: 2, window: 8192, isChunked: true },
    ]],
    ['a window that is off', { model_type: 'qwen2', sliding_window: 128, use_sliding_window: false }, [{ layers: 4 }]],
  ])('kinds of layers by %s', (_what, fields, groups) => {
    expect(read({ ...LLAMA, num_hidden_layers: 4, num_key_value_heads: 8, ...fields })._geometry.cache).toEqual(groups.map((group) => expect.objectContaining(group)));
  });

  test('reads hf_quant_config.json next to the file', () => {
    const directory = mkdtempSync(join(DIRECTORY, 'sidecar-'));
    const path = join(directory, 'config.json');
    writeFileSync(path, JSON.stringify(LLAMA));
    writeFileSync(join(directory, 'hf_quant_config.json'), JSON.stringify({
      producer: { name: 'modelopt' }, quantization: { quant_algo: 'NVFP4', kv_cache_quant_algo: 'FP8', group_size: 16, exclude_modules: ['lm_head'] },
    }));
    const architecture = ModelArchitecture.fromConfigFile(path);
    expect([architecture.quantizationMethod, architecture.quantizationBits, architecture._geometry.hasFp8Cache]).toEqual(['modelopt', 4, true]);
    expect(checkpointFormat(architecture._geometry)).toBe('nvfp4');
    writeFileSync(join(directory, 'hf_quant_config.json'), '{');
    expect(problemsOf(() => ModelArchitecture.fromConfigFile(path))[0]).toMatch(/hf_quant_config\.json.*is not JSON/);
  });

  const weightsOf = (file: object): number => weightsGib(read(file)._geometry, 1, checkpointFormat(read(file)._geometry)) * 2 ** 30;
  const EMBEDDINGS = 2 * 32000 * 4096;
  const LINEAR = 6738415616 - EMBEDDINGS - 65 * 4096;
  const NORMS = 2 * 65 * 4096;
  test.each<[string, object, number]>([
    ['4-bit groups of 32, symmetric', { quant_method: 'compressed-tensors', config_groups: { a: { weights: { num_bits: 4, type: 'int', group_size: 32, symmetric: true } } } }, 0.5625],
    ['NVFP4 of compressed-tensors', { quant_method: 'compressed-tensors', config_groups: { a: { weights: { num_bits: 4, type: 'float', group_size: 16 } } } }, 0.5625],
    ['MXFP4 of quark', { quant_method: 'quark', global_quant_config: { weight: { dtype: 'fp4', group_size: 32 } } }, 0.53125],
    ['FP8 of quark', { quant_method: 'quark', global_quant_config: { weight: { dtype: 'fp8_e4m3' } } }, 1],
    ['FP8 of ModelOpt', { quant_method: 'modelopt', quant_algo: 'FP8' }, 1],
    ['MXFP8', { quant_method: 'mxfp8' }, 1.03125],
    ['int4 of torchao', { quant_method: 'torchao', quant_type: { default: { _type: 'Int4WeightOnlyConfig', _data: { group_size: 128 } } } }, 0.53],
    ['int8 of torchao', { quant_method: 'torchao', quant_type: 'int8wo' }, 1],
    ['GPTQ with 8 bits and groups of 128', { quant_method: 'gptq', bits: 8, group_size: 128, sym: true }, 1 + 2 / 128],
    ['AWQ', { quant_method: 'awq', bits: 4, group_size: 128, zero_point: true }, 0.53],
  ])('counts %s', (_what, quantization, bytes) => {
    expect(weightsOf({ ...LLAMA, quantization_config: quantization }) / (2 * EMBEDDINGS + NORMS + bytes * LINEAR)).toBeCloseTo(1, 6);
  });

  test('unquantized parts of a checkpoint stay at 16 bits', () => {
    const attention = 32 * 4 * 4096 * 4096;
    const leave = (...ignore: string[]): number => weightsOf({ ...LLAMA, quantization_config: { quant_method: 'modelopt', quant_algo: 'FP8', ignore } });
    const all = leave('lm_head');
    expect(leave('*.self_attn*', 'lm_head') - all).toBeCloseTo(attention, -3);
    expect(leave('re:.*self_attn.*') - all).toBeCloseTo(attention, -3);
    expect(leave('model.layers.0.self_attn*', 'model.layers.1.self_attn*') - all).toBeCloseTo(attention / 16, -3);
    expect(leave('model.layers.7*') - all).toBeCloseTo(LINEAR / 32, -3);
    expect(leave('model.layers.0.mlp.down_proj') - all).toBeGreaterThan(0);
  });
});

describe('the number of weights', () => {
  // As published by the owners in model names, model cards, and safetensors indexes on the Hub; from memory.
  test.each<[keyof typeof ModelArchitecture, number]>([
    ['QWEN3_235B_A22B', 235.1], ['QWEN3_CODER_480B_A35B_INSTRUCT', 480.2], ['QWEN3_NEXT_80B_A3B_INSTRUCT', 80], ['GLM_4_5', 355], ['GLM_4_5_AIR', 107],
    ['MINIMAX_M2_7', 229], ['DEEPSEEK_R1', 671], ['DEEPSEEK_V4_FLASH', 284], ['KIMI_K2_INSTRUCT', 1026.5], ['KIMI_LINEAR_48B_A3B_INSTRUCT', 49.1],
    ['MIMO_V2_FLASH', 309], ['STEP_3_7_FLASH', 196], ['GLM_5', 744], ['NVIDIA_NEMOTRON_3_NANO_30B_A3B_BF16', 31.6], ['NEMOTRON_H_56B_BASE_8K', 56.3],
    ['NVIDIA_NEMOTRON_3_ULTRA_550B_A55B_BF16', 550], ['MISTRAL_SMALL_4_119B_2603', 119], ['GEMMA_4_31B_IT', 30.7], ['GPT_OSS_120B', 116.8], ['GPT_OSS_20B', 20.9],
    ['LLAMA_4_MAVERICK_17B_128E_INSTRUCT', 400.7], ['SMOLLM3_3B', 3.08], ['BGE_M3', 0.568],
  ])('of %s is about %p billion', (constant, parameters) => {
    expect(Math.abs(((ModelArchitecture as any)[constant] as ModelArchitecture).parameters / (parameters * 1e9) - 1)).toBeLessThan(0.01);
  });
});

describe('of', () => {
  test('splits the layers of families with known windows, or as passed', () => {
    const window = { ...PROPS, slidingWindow: 1024 };
    expect(ModelArchitecture.of(window)._geometry.cache).toBeUndefined();
    expect(ModelArchitecture.of({ ...window, modelType: 'gpt_oss' })._geometry.cache).toMatchObject([{ layers: 16 }, { layers: 16, window: 1024 }]);
    expect(ModelArchitecture.of({ ...window, slidingWindowLayers: 30 })._geometry.cache).toMatchObject([{ layers: 2 }, { layers: 30, window: 1024 }]);
    expect(ModelArchitecture.of({ ...window, slidingWindowLayers: 0 })._geometry.cache).toMatchObject([{ layers: 32 }]);
    expect(problemsOf(() => ModelArchitecture.of({ ...window, slidingWindowLayers: 33 }))[0]).toMatch(/slidingWindowLayers is 33; it must be an integer from 0 to layers/);
    expect(problemsOf(() => ModelArchitecture.of({ ...PROPS, slidingWindowLayers: 3 }))[0]).toMatch(/without slidingWindow/);
  });

  test('derives the head dimension', () => {
    expect(ModelArchitecture.of(PROPS).headDimension).toBe(128);
    expect(ModelArchitecture.of({ ...PROPS, headDimension: 64 }).headDimension).toBe(64);
    expect(ModelArchitecture.of(PROPS).tiedEmbeddings).toBe(false);
    expect(String(ModelArchitecture.of(PROPS))).toBe('the model');
  });

  test.each((Object.keys(PROPS) as (keyof ModelArchitectureProps)[])
    .flatMap((field) => [0, -4, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '32', [], null].map((value) => [field, value] as const)),
  )('refuses %s as %p', (field, value) => {
    expect(problemsOf(() => ModelArchitecture.of({ ...PROPS, [field]: value as any })).some((fault) => fault.startsWith(`${field} is`))).toBe(true);
  });

  test.each([
    [{ keyValueHeads: 5 }, /attentionHeads is 32; it must be a multiple of keyValueHeads \(5\)/],
    [{ keyValueHeads: 64 }, /multiple of keyValueHeads/],
    [{ attentionHeads: 31, keyValueHeads: 31 }, /hiddenSize is 4096/],
    [{ parameters: 7 }, /parameters is 7/],
    [{ experts: 8, expertsPerToken: 9 }, /expertsPerToken is 9/],
    [{ kvLoraRank: 512 }, /belong together/],
    [{ quantizationBits: 0 }, /quantizationBits is 0/],
    [{ tiedEmbeddings: 'yes' as any }, /tiedEmbeddings is "yes"/],
    [{ name: 7 as any }, /name is 7/],
  ])('refuses %j', (props, message) => {
    expect(problemsOf(() => ModelArchitecture.of({ ...PROPS, ...props }))[0]).toMatch(message);
  });

  test.each([undefined, null, 'llama', []])('refuses %p for props', (props) => {
    expect(problemsOf(() => ModelArchitecture.of(props as any)).length).toBeGreaterThan(1);
  });
});

test('a geometry with an object without a prototype is an error', () => {
  const props: any = { parameters: 7e9, layers: 32, hiddenSize: 4096, attentionHeads: Object.create(null), keyValueHeads: 8, intermediateSize: 14336 };
  expect(problemsOf(() => ModelArchitecture.of({ ...props, vocabularySize: 32000, maxPositionEmbeddings: 8192 }))).toEqual([
    expect.stringContaining('attentionHeads is {}'),
  ]);
});
