import { Json } from '../../src/memory/config/config-fields';
import { readConfig } from '../../src/memory/config/read-config';
import { Geometry } from '../../src/memory/geometry';

/** `quantization_config` and `hf_quant_config.json`, as the tools that write them spell them. */
const LLAMA = {
  model_type: 'llama', hidden_size: 64, num_hidden_layers: 4, num_attention_heads: 4, num_key_value_heads: 2, intermediate_size: 96, vocab_size: 1000,
  max_position_embeddings: 512,
};
const MOE = { ...LLAMA, model_type: 'deepseek_v3', n_routed_experts: 6, num_experts_per_tok: 2, moe_intermediate_size: 24, n_shared_experts: 1, first_k_dense_replace: 1 };

function read(quantization: unknown, file: Json = LLAMA, options?: Parameters<typeof readConfig>[1]): Geometry {
  const { geometry, problems } = readConfig({ ...file, quantization_config: quantization }, options);
  expect(problems).toEqual([]);
  return geometry!;
}

/** Bytes of one weight of the projections. */
const bytesOf = ({ stored }: Geometry): number => stored!.mlp!;

describe('a method', () => {
  const weights = (config: object): object => ({ config_groups: { group_0: { targets: ['Linear'], weights: config } } });
  const quark = (weight: unknown): object => ({ quant_method: 'quark', global_quant_config: { weight } });
  const torchao = (quant_type: unknown): object => ({ quant_method: 'torchao', quant_type });

  test.each<[object, string, number, string, number]>([
    // The scales: 32 bits for 128 by 128 weights and less (FP8), 8 bits for 16 (NVFP4) or 32 (MX), 16 bits and a zero point for a group of integers.
    [{ quant_method: 'mxfp8' }, 'mxfp8', 8, 'mxfp8', 1 + 1 / 32],
    [{ quant_method: 'fp8' }, 'fp8', 8, 'fp8', 1],
    [{ quant_method: 'fbgemm_fp8' }, 'fbgemm_fp8', 8, 'fp8', 1],
    [{ quant_method: 'deepseek_v4_fp8' }, 'deepseek_v4_fp8', 8, 'fp8', 1],
    [{ quant_method: 'FP8' }, 'FP8', 8, 'fp8', 1],
    [{ quant_method: 'fp8', quant_algo: 'MIXED_PRECISION' }, 'fp8', 8, 'fp8', 1],
    [{ quant_method: 'fp8', quant_algo: 'NEW' }, 'fp8', 8, 'fp8', 1],
    [{ quant_method: 'fp8', quant_algo: 'constructor' }, 'fp8', 8, 'fp8', 1],
    [{ quant_method: 'fp8', quant_algo: 'NVFP4' }, 'fp8', 4, 'nvfp4', 0.5 + 1 / 16],
    [{ quant_method: 'modelopt' }, 'modelopt', 8, 'fp8', 1],
    [{ quant_method: 'modelopt_fp4' }, 'modelopt_fp4', 4, 'nvfp4', 0.5 + 1 / 16],
    [{ quant_method: 'modelopt_mxfp8', quant_algo: 'MXFP8' }, 'modelopt_mxfp8', 8, 'mxfp8', 1 + 1 / 32],
    [{ quant_method: 'modelopt_mixed', quant_algo: 'NEW' }, 'modelopt_mixed', 8, 'fp8', 1],
    [{ quant_algo: 'NVFP4' }, 'modelopt', 4, 'nvfp4', 0.5 + 1 / 16],
    ...['FP8', 'FP8_PER_CHANNEL_PER_TOKEN', 'FP8_PB_WO'].map((algorithm): [object, string, number, string, number] => [
      { quant_method: 'modelopt', quant_algo: algorithm }, 'modelopt', 8, 'fp8', 1,
    ]),
    ...['NVFP4', 'NVFP4_AWQ', 'W4A16_NVFP4', 'W4A8_NVFP4_FP8'].map((algorithm): [object, string, number, string, number] => [
      { quant_method: 'modelopt', quant_algo: algorithm }, 'modelopt', 4, 'nvfp4', 0.5 + 1 / 16,
    ]),
    ...['W4A8_MXFP4_FP8', 'MXFP4'].map((algorithm): [object, string, number, string, number] => [
      { quant_method: 'modelopt', quant_algo: algorithm }, 'modelopt', 4, 'mxfp4', 0.5 + 1 / 32,
    ]),
    ...['W4A16_AWQ', 'W4A8_AWQ', 'INT4_AWQ'].map((algorithm): [object, string, number, string, number] => [
      { quant_method: 'modelopt', quant_algo: algorithm }, 'modelopt', 4, 'int4', 0.53,
    ]),
    ...['W8A16', 'W8A8_SQ_PER_CHANNEL'].map((algorithm): [object, string, number, string, number] => [
      { quant_method: 'modelopt', quant_algo: algorithm }, 'modelopt', 8, 'int8', 1,
    ]),
    [{ quant_method: 'quark' }, 'quark', 8, 'fp8', 1],
    [quark({ dtype: 'fp8_e4m3' }), 'quark', 8, 'fp8', 1],
    [quark({ dtype: 'fp8_e5m2' }), 'quark', 8, 'fp8', 1],
    [quark([null, { dtype: 'fp8_e4m3' }]), 'quark', 8, 'fp8', 1],
    [quark({ dtype: 'fp8_e4m3', group_size: 32 }), 'quark', 8, 'mxfp8', 1 + 1 / 32],
    [quark({ dtype: 'fp4', group_size: 32 }), 'quark', 4, 'mxfp4', 0.5 + 1 / 32],
    [quark({ dtype: 'fp4', group_size: 16 }), 'quark', 4, 'nvfp4', 0.5 + 1 / 16],
    [quark({ dtype: 'int8' }), 'quark', 8, 'int8', 1],
    [quark({ dtype: 'int4', group_size: 64 }), 'quark', 4, 'int4', 0.5 + 2 / 64],
    [quark({ dtype: 'uint4', group_size: 64, symmetric: false }), 'quark', 4, 'int4', 0.5 + 2.5 / 64],
    [quark({ dtype: 'new' }), 'quark', 8, 'fp8', 1],
    [quark(undefined), 'quark', 8, 'fp8', 1],
    [torchao('int4wo-64'), 'torchao', 4, 'int4', 0.5 + 2.5 / 64],
    [torchao('int4wo'), 'torchao', 4, 'int4', 0.53],
    [torchao({ default: { _type: 'Int4WeightOnlyConfig', _data: { group_size: 64 } } }), 'torchao', 4, 'int4', 0.5 + 2.5 / 64],
    [torchao({ default: { _type: 'UIntXWeightOnlyConfig' } }), 'torchao', 4, 'int4', 0.53],
    [torchao('float8dq'), 'torchao', 8, 'fp8', 1],
    [torchao({ default: { _type: 'FP8Config' } }), 'torchao', 8, 'fp8', 1],
    [torchao('int8wo'), 'torchao', 8, 'int8', 1],
    [torchao('new'), 'torchao', 8, 'int8', 1],
    [torchao(undefined), 'torchao', 8, 'int8', 1],
    [{ quant_method: 'compressed-tensors', ...weights({ num_bits: 4, type: 'int', group_size: 128 }) }, 'compressed-tensors', 4, 'int4', 0.5 + 2 / 128],
    [{ quant_method: 'compressed_tensors', ...weights({ num_bits: 4, type: 'int', group_size: 128, symmetric: false }) }, 'compressed-tensors', 4, 'int4', 0.53],
    [{ quant_method: 'compressed-tensors', group_size: 64, ...weights({ num_bits: 4, type: 'int' }) }, 'compressed-tensors', 4, 'int4', 0.5 + 2 / 64],
    [{ quant_method: 'compressed-tensors', ...weights({ num_bits: 8, type: 'int' }) }, 'compressed-tensors', 8, 'int8', 1],
    [{ quant_method: 'compressed-tensors', ...weights({ num_bits: 16, type: 'float' }) }, 'compressed-tensors', 16, 'fp16', 2],
    [{ quant_method: 'compressed-tensors', ...weights({ num_bits: 8, type: 'float', group_size: 32 }) }, 'compressed-tensors', 8, 'mxfp8', 1 + 1 / 32],
    [{ quant_method: 'compressed-tensors', config_groups: { none: null, kept: { weights: null }, group: { weights: { num_bits: 8, type: 'float' } } } }, 'compressed-tensors', 8, 'fp8', 1],
    [{ quant_method: 'awq' }, 'awq', 4, 'int4', 0.53],
    [{ quant_method: 'awq', w_bit: 4, group_size: 64 }, 'awq', 4, 'int4', 0.5 + 2.5 / 64],
    [{ quant_method: 'awq', bits: 4, group_size: 64, zero_point: false }, 'awq', 4, 'int4', 0.5 + 2 / 64],
    [{ quant_method: 'awq', bits: 8, group_size: 64 }, 'awq', 8, 'int8', 1 + 3 / 64],
    [{ quant_method: 'bitsandbytes', load_in_8bit: true }, 'bitsandbytes', 8, 'int8', 1],
    [{ quant_method: 'bitsandbytes' }, 'bitsandbytes', 4, 'int4', 0.53],
    [{ load_in_8bit: true }, 'bitsandbytes', 8, 'int8', 1],
    [{ quant_method: 'experts_int8' }, 'experts_int8', 8, 'int8', 1],
    [{ quant_method: 'gptq', bits: 4, group_size: 128, sym: true }, 'gptq', 4, 'int4', 0.5 + 2 / 128],
    [{ quant_method: 'gptq', bits: 4, group_size: 128, sym: false }, 'gptq', 4, 'int4', 0.53],
    [{ quant_method: 'gptq', bits: 4 }, 'gptq', 4, 'int4', 0.53],
    // One group per row.
    [{ quant_method: 'gptq', bits: 4, group_size: -1 }, 'gptq', 4, 'int4', 0.53],
    [{ quant_method: 'gptq', bits: 8, group_size: 128 }, 'gptq', 8, 'int8', 1 + 3 / 128],
    [{ quant_method: 'gptq', bits: 3, group_size: 128, sym: true }, 'gptq', 3, 'int4', 3 / 8 + 2 / 128],
    [{ quant_method: 'gptq', bits: 5 }, 'gptq', 5, 'int8', 5 / 8],
    [{ quant_method: 'marlin', wbits: 8 }, 'marlin', 8, 'int8', 1],
    [{ quant_method: 'new', bits: 16 }, 'new', 16, 'fp16', 2],
  ])('%j', (quantization, method, bits, format, bytes) => {
    const geometry = read(quantization);
    expect([geometry.quantizationMethod, geometry.quantizationBits, geometry.format]).toEqual([method, bits, format]);
    expect(bytesOf(geometry)).toBeCloseTo(bytes, 12);
    expect(geometry.hasFp8Cache).toBeUndefined();
  });

  test.each(['mxfp4', 'gpt_oss_mxfp4'])('%s quantizes only the experts', (quant_method) => {
    const { quantizationMethod, quantizationBits, stored } = read({ quant_method }, MOE);
    expect([quantizationMethod, quantizationBits]).toEqual(['mxfp4', 4]);
    expect(stored).toEqual({ attention: 2, output: 2, linear: 2, mlp: 2, shared: 2, indexer: 2, experts: 0.5 + 1 / 32 });
  });

  test('in a separate file is that of ModelOpt, and the configuration takes precedence over it', () => {
    const beside = { quantization: { quant_algo: 'NVFP4', kv_cache_quant_algo: 'FP8' } };
    expect(read(undefined, LLAMA, { quantization: beside })).toMatchObject({ quantizationMethod: 'modelopt', quantizationBits: 4, hasFp8Cache: true });
    expect(read({ quant_method: 'modelopt', quant_algo: 'FP8' }, LLAMA, { quantization: beside })).toMatchObject({ quantizationBits: 8, hasFp8Cache: true });
    for (const quantization of [undefined, null, 'x', {}, { quantization: 'x' }]) {
      expect(read(undefined, LLAMA, { quantization }).quantizationMethod).toBeUndefined();
    }
  });

  test('may be in the text model, or outside', () => {
    const nested = (inner: object, outer: object): Geometry => {
      const { geometry } = readConfig({ model_type: 'mistral3', text_config: { ...LLAMA, model_type: 'mistral', ...inner }, vision_config: {}, ...outer });
      return geometry!;
    };
    const [fp8, awq] = [{ quantization_config: { quant_method: 'fp8' } }, { quantization_config: { quant_method: 'awq' } }];
    expect([nested(fp8, {}), nested({}, fp8), nested(awq, fp8)].map(({ quantizationMethod }) => quantizationMethod)).toEqual(['fp8', 'fp8', 'awq']);
  });
});

test.each<[string, object, true | undefined]>([
  ['ModelOpt', { kv_cache_quant_algo: 'FP8' }, true], ['compressed-tensors', { kv_cache_scheme: { num_bits: 8, type: 'float' } }, true],
  ['another algorithm', { kv_cache_quant_algo: 'NVFP4' }, undefined], ['other bits', { kv_cache_scheme: { num_bits: 4 } }, undefined], ['none', { kv_cache_scheme: null }, undefined],
])('an 8-bit cache is requested by %s: %j is %p', (_what, fields, expected) => {
  expect(read({ quant_method: 'modelopt', quant_algo: 'FP8', ...fields }).hasFp8Cache).toBe(expected);
});

test.each<[string, unknown, string, unknown]>([
  ['a name for the configuration', 'awq', 'quantization_config', 'awq'],
  ['a list', [1], 'quantization_config', [1]],
  ['no method', {}, 'quantization_config.quant_method', undefined],
  ['an algorithm that is a number', { quant_algo: 4 }, 'quantization_config.quant_method', undefined],
  ['a method that is a number', { quant_method: 4, bits: 4 }, 'quantization_config.quant_method', 4],
  ['groups without bits', { quant_method: 'compressed-tensors', config_groups: {} }, 'quantization_config.config_groups', {}],
  ['no groups', { quant_method: 'compressed-tensors' }, 'quantization_config.config_groups', undefined],
  ['groups of too many bits', { quant_method: 'compressed-tensors', config_groups: { a: { weights: { num_bits: 17 } } } }, 'quantization_config.config_groups', { a: { weights: { num_bits: 17 } } }],
  ['a method of unknown bits', { quant_method: 'gptq' }, 'quantization_config.bits', undefined],
  ['bits beyond 16', { quant_method: 'gptq', bits: 17 }, 'quantization_config.bits', 17],
  ['bits of 0', { quant_method: 'gptq', bits: 0 }, 'quantization_config.bits', 0],
  ['bits as a string', { quant_method: 'gptq', bits: '4' }, 'quantization_config.bits', '4'],
])('the error for %s has name and value', (_what, quantization, name, value) => {
  const { problems } = readConfig({ ...LLAMA, quantization_config: quantization });
  expect(problems).toEqual([{ name, value, rule: expect.stringMatching(/\w/), fix: expect.stringContaining('quantizationMethod and quantizationBits') }]);
});

describe('the unquantized part of a checkpoint', () => {
  /** The parts that stay at 16 bits when a list contains the pattern; everything else has one byte. */
  const left = (pattern: string, key = 'ignore'): string[] =>
    Object.entries(read({ quant_method: 'fp8', [key]: [pattern] }, MOE).stored!).filter(([, bytes]) => bytes === 2).map(([part]) => part);

  test.each(['ignore', 'exclude_modules', 'modules_to_not_convert', 'exclude', 'ignored_layers', 'llm_int8_skip_modules'])('is listed under %s', (key) => {
    expect(left('*.self_attn*', key)).toEqual(['attention', 'output']);
    expect(read({ quant_method: 'fp8', [key]: 'not a list' }, MOE).stored!.attention).toBe(1);
    expect(read({ quant_method: 'fp8', [key]: [7, '*.self_attn*'] }, MOE).stored!.attention).toBe(2);
  });

  // Names as checkpoints on the Hub list them, of the modules in transformers and vLLM.
  test.each<[string, string[]]>([
    ['lm_head', []], ['*head', []], ['head', []], ['model.embed_tokens', []], ['wte', []], ['*norm*', []], ['re:.*conv1d', []], ['*.A_log', []], ['*.dt_bias', []],
    ['mtp*', []], ['*nextn_predict*', []],
    ['re:.*vision_tower.*', []], ['visual.blocks.0.attn.qkv', []], ['audio_tower.attn', []], ['multi_modal_projector', []], ['mm_projector*', []], ['patch_merge_mlp', []],
    ['model.vit.attn', []],
    ['*.mlp.gate', []], ['re:.*mlp.gate$', []], ['re:^model\\.layers\\.[0-9]+\\.mlp\\.gate$', []], ['re:^lm_head$', []], ['*.router', []], ['block_sparse_moe.gate', []], ['*.mlp.shared_expert_gate', []], ['mixer.gate', []], ['*.ffn.router', []],
    ['*.self_attn.indexer*', ['indexer']], ['*.self_attn.indexers_proj', ['indexer']],
    ['*.linear_attn*', ['linear']], ['*.mamba.in_proj', ['linear']], ['*.mixer.in_proj', ['linear']], ['*.mixer.out_proj', ['linear']], ['*.delta_net*', ['linear']],
    ['*.mlp.shared_experts*', ['shared']], ['re:.*shared_expert.*', ['shared']], ['*.shared_mlp*', ['shared']],
    ['*.mlp.experts*', ['experts']], ['experts', ['experts']],
    ['*.self_attn.o_proj', ['output']], ['*.attention.wo', ['output']], ['*.attention.dense', ['output']], ['*.attn.out_proj', ['output']], ['attn.wo_b', ['output']], ['*.attn.o_b_proj', ['output']],
    ['*.mixer.o_proj', ['output']], ['*.self_attn.o_a_proj', ['output']],
    ['*.self_attn.q_proj', ['attention']], ['*.self_attn.kv_b_proj', ['attention']], ['*.self_attn.kv_a_proj_with_mqa', ['attention']], ['*.attention.wq', ['attention']],
    ['*.attention.query_key_value', ['attention']], ['*.attn.c_attn', ['attention']], ['*.mixer.q_proj', ['attention']], ['*.mixer.k_proj', ['attention']], ['*.qkv_proj', ['attention']],
    ['re:.*self_attn.*(q|k|v)_proj', ['attention']], ['re:.*attention.*dense', ['output']], ['*.attention.value', ['attention']], ['*.attention.key', ['attention']], ['*.attn.v_proj', ['attention']], ['*.attn.wk', ['attention']], ['*.attn.wv', ['attention']],
    ['re:.*self_attn.*', ['attention', 'output']], ['*.attention*', ['attention', 'output']],
    ['re:.*mlp\\.(gate|up|gate_up|down)_proj.*', ['mlp']], ['*.mlp.up_proj', ['mlp']], ['*.feed_forward.w1', ['mlp']], ['*.ffn.fc1', ['mlp']], ['*.mlp.c_fc', ['mlp']], ['*.mlp*', ['mlp']],
    ['*.mlp.gate_proj', ['mlp']], ['*.feed_forward', ['mlp']], ['*.block_sparse_moe', ['mlp']],
    ['something.else', []],
  ])('%s means %j', (pattern, parts) => {
    expect(left(pattern)).toEqual(parts);
  });

  test('is relative to the layers that have the part', () => {
    // Layers 1 to 3 of four have experts, layer 0 is dense, and all have attention.
    const bytes = (...ignore: string[]): Geometry['stored'] => read({ quant_method: 'fp8', ignore }, MOE).stored;
    expect(bytes('model.layers.1.mlp.experts')!.experts).toBeCloseTo(1 + 1 / 3, 12);
    expect(bytes('model.layers.1.mlp.experts.0', 'model.layers.1.mlp.experts.1', 'model.layers.2.mlp.experts')!.experts).toBeCloseTo(1 + 2 / 3, 12);
    expect(bytes('model.layers.0.mlp.up_proj')!.mlp).toBe(2);
    expect(bytes('model.layers.0.mlp.up_proj', 'model.layers.1.mlp.up_proj')!.mlp).toBe(2);
    expect(bytes('model.layers.0.self_attn.q_proj', '*.self_attn.q_proj')!.attention).toBe(2);
    expect(bytes('transformer.h.2.attn.c_attn')!.attention).toBe(1.25);
    expect(bytes('transformer.blocks.12.attn.qkv')!.attention).toBe(1.25);
    const twelve = (...ignore: string[]): number => read({ quant_method: 'fp8', ignore }, { ...LLAMA, num_hidden_layers: 12 }).stored!.attention!;
    expect(twelve('model.layers.10.self_attn', 'model.layers.11.self_attn')).toBeCloseTo(1 + 2 / 12, 12);
    // A whole layer.
    for (const pattern of ['model.layers.2', 'model.layers.2*', 'model.layers.2.*']) {
      expect(bytes(pattern)).toMatchObject({ attention: 1.25, output: 1.25, experts: expect.closeTo(1 + 1 / 3, 12), shared: expect.closeTo(1 + 1 / 3, 12) });
    }
    expect(bytes('re:model\\.layers\\.2\\.self_attn\\.o_proj')!.output).toBe(1.25);
    // A pattern that matches everything but names no layer has an unknown meaning.
    expect(bytes('*')!.attention).toBe(1);
  });
});

describe('a checkpoint that names formats layer by layer', () => {
  const mixed = (layers: { readonly [name: string]: unknown }, more: object = {}, file: object = {}): Geometry =>
    read({ quant_method: 'modelopt', quant_algo: 'MIXED_PRECISION', quantized_layers: layers, ...more }, { ...MOE, ...file });

  test('has the format of most experts, or of most layers', () => {
    const fp8 = { quant_algo: 'FP8' };
    const nvfp4 = { quant_algo: 'NVFP4' };
    expect(mixed({ 'model.layers.0.mlp.up_proj': fp8, 'model.layers.0.mlp.gate_proj': fp8, 'model.layers.1.mlp.experts': nvfp4 }).format).toBe('nvfp4');
    expect(mixed({ 'model.layers.0.mlp.up_proj': fp8, 'model.layers.1.self_attn.q_proj': nvfp4, 'model.layers.2.self_attn.q_proj': nvfp4 }).format).toBe('nvfp4');
    expect(mixed({ 'model.layers.1.self_attn.q_proj': nvfp4, 'model.layers.2.self_attn.q_proj': nvfp4, 'model.layers.0.mlp.up_proj': fp8 }).format).toBe('nvfp4');
    expect(mixed({ 'model.layers.0.mlp.up_proj': { quant_algo: 'NEW' }, 'model.layers.1.mlp.up_proj': null, 'model.layers.2.mlp.up_proj': nvfp4 }).format).toBe('nvfp4');
    // Without the mixed-precision marker, formats by layer are ignored.
    expect(mixed({ 'model.layers.1.mlp.experts': nvfp4 }, { quant_algo: 'FP8' }).format).toBe('fp8');
    expect(read({ quant_method: 'modelopt', quant_algo: 'MIXED_PRECISION', quantized_layers: 'x' }).format).toBe('fp8');
    expect(mixed({}).format).toBe('fp8');
  });

  test('keeps unnamed layers at 16 bits', () => {
    const stored = mixed({
      'model.layers.1.mlp.experts': { quant_algo: 'NVFP4' }, 'model.layers.2.mlp.experts': { quant_algo: 'FP8' },
      'model.layers.0.self_attn.q_proj': { quant_algo: 'FP8' }, 'model.layers.1.self_attn.q_proj': { quant_algo: 'FP8' },
      'model.layers.2.self_attn.q_proj': { quant_algo: 'FP8' }, 'model.layers.3.self_attn.q_proj': { quant_algo: 'FP8' },
      'lm_head': { quant_algo: 'FP8' }, 'model.layers.1.mlp.shared_experts': 'x', 'model.layers.2.mlp.shared_experts': { quant_algo: 'NEW' },
    }).stored!;
    expect(stored.experts).toBeCloseTo((0.5625 + 1 + 2) / 3, 12);
    expect(stored.attention).toBe(1);
    // Unnamed parts have the most common format.
    expect(stored.shared).toBe(stored.mlp);
    expect(Object.keys(stored)).not.toContain('head');
  });

  test('may name a part for all layers', () => {
    expect(mixed({ experts: { quant_algo: 'NVFP4' } }).stored!.experts).toBe(0.5625);
    expect(mixed({ experts: { quant_algo: 'NVFP4' } }, { quant_algo: 'FP8' }).stored).toMatchObject({ attention: 1, experts: 0.5625 });
    expect(mixed({ 'experts': { quant_algo: 'NVFP4' }, 'model.layers.1.mlp.experts': { quant_algo: 'FP8' } }).stored!.experts).toBe(0.5625);
    // More names than the model has layers of that kind.
    expect(mixed({ 'model.layers.0.mlp.up_proj': { quant_algo: 'NVFP4' }, 'model.layers.1.mlp.up_proj': { quant_algo: 'FP8' } }).stored!.mlp).toBeCloseTo((0.5625 + 1) / 2, 12);
  });

  test('may do so only for its experts', () => {
    const bytes = (fields: object, more: object = {}): number => read({ quant_method: 'fp8', ...more }, { ...MOE, ...fields }).stored!.experts!;
    expect(bytes({})).toBe(1);
    expect(bytes({ expert_dtype: 'fp4' })).toBe(0.5 + 1 / 32);
    expect(bytes({ expert_dtype: 'fp8' })).toBe(1);
    expect(bytes({ expert_dtype: 'fp4' }, { moe_quant_algo: 'NVFP4' })).toBe(1);
  });
});

describe('formats by pattern', () => {
  const FP8 = { num_bits: 8, type: 'float', strategy: 'channel' };
  const NVFP4 = { num_bits: 4, type: 'float', group_size: 16, strategy: 'tensor_group' };
  const groups = (...each: [string[], object][]): object => ({
    quant_method: 'compressed-tensors', config_groups: Object.fromEntries(each.map(([targets, weights], index) => [`group_${index}`, { targets, weights }])),
  });

  // A target of compressed-tensors is a layer class, a module name, or, after re:, a pattern of names.
  test.each<[string, object, object, string]>([
    ['one group for every layer', groups([['Linear'], NVFP4]), { attention: 0.5625, mlp: 0.5625, experts: 0.5625 }, 'nvfp4'],
    ['a separate group for the attention', groups([['re:.*self_attn.*'], FP8], [['Linear'], NVFP4]), { attention: 1, output: 1, mlp: 0.5625, experts: 0.5625 }, 'nvfp4'],
    ['two groups by pattern', groups([['re:.*self_attn.*'], FP8], [['re:.*mlp.*'], NVFP4]), { attention: 1, mlp: 0.5625, shared: 0.5625, experts: 0.5625 }, 'nvfp4'],
    ['only the experts', groups([['re:.*mlp\\.experts\\..*'], NVFP4]), { attention: 2, output: 2, mlp: 2, shared: 2, experts: 0.5625 }, 'nvfp4'],
    ['a block, and a part of it', groups([['re:.*mlp\\.experts.*'], NVFP4], [['re:.*mlp.*'], FP8]), { attention: 2, mlp: 1, shared: 1, experts: 0.5625 }, 'nvfp4'],
    ['the projections of a block only', groups([['re:.*mlp\\.(gate|up|down)_proj$'], FP8]), { attention: 2, mlp: 1, experts: 2 }, 'fp8'],
  ])('of compressed-tensors: %s', (_what, quantization, stored, format) => {
    const geometry = read(quantization, MOE);
    expect(geometry.stored).toMatchObject(stored);
    expect(geometry.format).toBe(format);
  });

  test('an ignored layer takes precedence over a pattern', () => {
    expect(read({ ...groups([['re:.*self_attn.*'], FP8], [['Linear'], NVFP4]), ignore: ['re:.*self_attn.*'] }, MOE).stored).toMatchObject({ attention: 2, mlp: 0.5625 });
  });

  test('of quark: layers with their own settings', () => {
    const quark = { quant_method: 'quark', global_quant_config: { weight: { dtype: 'fp4', group_size: 32 } }, layer_quant_config: { '*self_attn*': { weight: { dtype: 'fp8_e4m3' } }, 'lm_head': null } };
    expect(read(quark).stored).toMatchObject({ attention: 1, output: 1, mlp: 0.53125 });
  });

  test('of GPTQModel: exclusions after -:', () => {
    const gptq = { quant_method: 'gptq', bits: 4, group_size: 128, sym: true, dynamic: { '-:.*self_attn.*': {}, '+:.*down_proj': { bits: 8 } } };
    expect(read(gptq).stored).toMatchObject({ attention: 2, output: 2, mlp: 0.5 + 2 / 128 });
  });

  test('HQQ specifies its bits among the parameters of its weights', () => {
    const hqq = read({ quant_method: 'hqq', quant_config: { weight_quant_params: { nbits: 4, group_size: 64 } } });
    expect([hqq.quantizationBits, bytesOf(hqq)]).toEqual([4, 0.5 + 2.5 / 64]);
  });
});
