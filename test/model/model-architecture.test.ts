import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { LmiError } from '../../src/checks/lmi-error';
import { ModelFact, MODELS } from '../../src/facts/models';
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

function faultsOf(work: () => unknown): string[] {
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

/** The config.json of a row of the catalogue, in the names of Llama and its kin. */
function configOf(fact: ModelFact): object {
  return {
    architectures: [fact.architecture],
    model_type: fact.modelType,
    hidden_size: fact.hiddenSize,
    num_hidden_layers: fact.layers,
    num_attention_heads: fact.attentionHeads,
    num_key_value_heads: fact.keyValueHeads,
    head_dim: fact.headDimension,
    intermediate_size: fact.intermediateSize,
    vocab_size: fact.vocabularySize,
    max_position_embeddings: fact.maxPositionEmbeddings,
    tie_word_embeddings: fact.tiedEmbeddings,
    torch_dtype: fact.torchDtype,
    sliding_window: fact.slidingWindow,
    num_local_experts: fact.experts,
    num_experts_per_tok: fact.expertsPerToken,
    moe_intermediate_size: fact.expertIntermediateSize,
  };
}

describe('fromConfigFile', () => {
  test.each(Object.entries(MODELS as { readonly [constant: string]: ModelFact })
    .filter(([, fact]) => !fact.parametersStated && !['falcon', 't5'].includes(fact.modelType)))('reads the file of %s', (constant, fact) => {
    const architecture = read(configOf(fact));
    const listed = (ModelArchitecture as any)[constant] as ModelArchitecture;
    expect(Math.abs(architecture.parameters / listed.parameters - 1)).toBeLessThan(0.005);
    expect(architecture.layers).toBe(listed.layers);
    expect(architecture.headDimension).toBe(listed.headDimension);
    expect(architecture.keyValueHeads).toBe(listed.keyValueHeads);
    expect(architecture.tiedEmbeddings).toBe(listed.tiedEmbeddings);
    expect(architecture.slidingWindow).toBe(listed.slidingWindow);
    expect(architecture.experts).toBe(listed.experts);
  });

  test('counts the weights of Llama 2 7B to the last', () => {
    expect(read(LLAMA).parameters).toBe(6738415616);
    expect(read(LLAMA, 7e9).parameters).toBe(7e9);
  });

  test('takes heads for key-value heads where the file names none', () => {
    const { num_key_value_heads: _, ...without } = LLAMA;
    expect(read(without).keyValueHeads).toBe(32);
    expect(read({ ...LLAMA, num_key_value_heads: null }).keyValueHeads).toBe(32);
  });

  test('knows the architecture by its class when there is no model_type', () => {
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
    expect(architecture.parameters).toBe(MODELS.FALCON_7B.parameters);
  });

  test('reads Falcon with the new decoder, under its old names too', () => {
    expect(read({
      ...falcon, hidden_size: 8192, num_hidden_layers: 60, num_attention_heads: 128, num_kv_heads: 8, new_decoder_architecture: true,
      multi_query: true,
    }).parameters).toBe(MODELS.FALCON_40B.parameters);
    const old = read({ model_type: 'RefinedWeb', vocab_size: 65024, hidden_size: 8192, n_layer: 60, n_head: 128, n_head_kv: 8, multi_query: true });
    expect(old.keyValueHeads).toBe(8);
    expect(old.parameters).toBe(MODELS.FALCON_40B.parameters);
  });

  test('reads an encoder-decoder T5', () => {
    const architecture = read({
      architectures: ['T5ForConditionalGeneration'], model_type: 't5', is_encoder_decoder: true, d_model: 4096, d_kv: 64, d_ff: 10240,
      num_heads: 64, num_layers: 24, num_decoder_layers: 24, vocab_size: 32128, n_positions: 512, feed_forward_proj: 'gated-gelu',
      tie_word_embeddings: false,
    });
    expect(architecture.encoderLayers).toBe(24);
    expect(architecture.headDimension).toBe(64);
    expect(Math.abs(architecture.parameters / MODELS.FLAN_T5_XXL.parameters - 1)).toBeLessThan(0.005);
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
    expect(architecture.parameters).toBe(MODELS.MISTRAL_SMALL_3_1_24B_INSTRUCT_2503.parameters);
  });

  test.each([
    [{ quant_method: 'awq', bits: 4, group_size: 128 }, 'awq', 4],
    [{ quant_method: 'gptq', bits: 8 }, 'gptq', 8],
    [{ quant_method: 'fp8' }, 'fp8', 8],
    [{ quant_method: 'mxfp4' }, 'mxfp4', 4],
    [{ load_in_4bit: true }, 'bitsandbytes', 4],
    [{ quant_method: 'bitsandbytes', load_in_8bit: true, load_in_4bit: false }, 'bitsandbytes', 8],
    [{ quant_method: 'compressed-tensors', config_groups: { group_0: { weights: { num_bits: 4, type: 'int' } } } }, 'compressed-tensors', 4],
    [{ quant_method: 'compressed-tensors', config_groups: { group_0: { weights: { num_bits: 8, type: 'float' } } } }, 'fp8', 8],
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
    ['what is not JSON', () => read('{ "hidden_size": NaN }'), /is not JSON/],
    ['an empty file', () => read(''), /is not JSON/],
    ['null', () => read('null'), /is null/],
    ['an array', () => read([LLAMA]), /is an array/],
    ['a string', () => read('"llama"'), /is a string/],
    ['a number', () => read('7'), /is a number/],
    ['an unknown model type', () => read({ ...LLAMA, model_type: 'bert' }), /model_type is "bert".*ModelArchitecture\.of/],
    ['a model type of a wrong kind', () => read({ ...LLAMA, model_type: 7 }), /model_type is 7/],
    ['a name of Object.prototype', () => read({ ...LLAMA, model_type: 'constructor' }), /model_type is "constructor"/],
    ['neither type nor class', () => read({ hidden_size: 4096 }), /architectures is undefined/],
    ['a class it does not know', () => read({ ...LLAMA, model_type: null, architectures: 'LlamaForCausalLM' }), /architectures is/],
    ['parameters that are none', () => read(LLAMA, -1), /parameters is -1/],
    ['parameters below the embeddings', () => read(LLAMA, 7), /parameters is 7, .*262144000.*7e9/],
    ['a model whose weights cannot be counted', () => read({ ...LLAMA, model_type: 'gemma4_text' }), /parameters is missing.*gemma4_text/],
    ['an unknown quantization', () => read({ ...LLAMA, quantization_config: { quant_method: 'hqq' } }), /quantization_config\.bits/],
    ['a quantization of a wrong kind', () => read({ ...LLAMA, quantization_config: 'awq' }), /quantization_config is "awq"/],
  ])('refuses %s', (_what, work, message) => {
    const faults = faultsOf(work);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(message);
  });

  const FIELDS = Object.entries(LLAMA).filter(([, value]) => typeof value === 'number').map(([field]) => field);
  const BAD: [string, unknown][] = [
    ['a string', '4096'], ['a negative number', -1], ['zero', 0], ['a fraction', 1.5], ['an array', [32]], ['an object', {}], ['true', true],
  ];
  test.each(FIELDS.flatMap((field) => BAD.map(([what, value]) => [field, what, value] as const)))('refuses %s as %s', (field, _what, value) => {
    const faults = faultsOf(() => read({ ...LLAMA, [field]: value }));
    expect(faults.join('\n')).toContain(field);
    expect(faults.join('\n')).toContain(JSON.stringify(value));
    expect(faults.join('\n')).not.toMatch(/NaN|Infinity/);
  });

  test('refuses numbers beyond the finite', () => {
    expect(faultsOf(() => read(JSON.stringify(LLAMA).replace('11008', '1e999')))[0]).toMatch(/intermediate_size is Infinity/);
  });

  test.each(FIELDS.filter((field) => field !== 'num_key_value_heads'))('names %s when it is lacking', (field) => {
    const faults = faultsOf(() => read({ ...LLAMA, [field]: undefined }));
    expect(faults.some((fault) => fault.startsWith(`${field} is missing`))).toBe(true);
  });

  test('names the path of a nested field', () => {
    expect(faultsOf(() => read({ model_type: 'llava', text_config: { ...LLAMA, vocab_size: 'x' } }))[0]).toMatch(/^text_config\.vocab_size is "x"/);
  });

  test('refuses heads that do not divide', () => {
    expect(faultsOf(() => read({ ...LLAMA, num_key_value_heads: 5 }))[0]).toMatch(/num_attention_heads is 32, .*multiple of num_key_value_heads \(5\)/);
    expect(faultsOf(() => read({ ...LLAMA, hidden_size: 4097 }))[0]).toMatch(/hidden_size is 4097, .*multiple of num_attention_heads/);
  });

  test('says all faults at once', () => {
    expect(faultsOf(() => read({ ...LLAMA, hidden_size: -1, vocab_size: '1', intermediate_size: undefined })).length).toBe(3);
  });
});

describe('of', () => {
  test('derives the head dimension', () => {
    expect(ModelArchitecture.of(PROPS).headDimension).toBe(128);
    expect(ModelArchitecture.of({ ...PROPS, headDimension: 64 }).headDimension).toBe(64);
    expect(ModelArchitecture.of(PROPS).tiedEmbeddings).toBe(false);
    expect(String(ModelArchitecture.of(PROPS))).toBe('the model');
  });

  test.each((Object.keys(PROPS) as (keyof ModelArchitectureProps)[])
    .flatMap((field) => [0, -4, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '32', [], null].map((value) => [field, value] as const)),
  )('refuses %s as %p', (field, value) => {
    expect(faultsOf(() => ModelArchitecture.of({ ...PROPS, [field]: value as any })).some((fault) => fault.startsWith(`${field} is`))).toBe(true);
  });

  test.each([
    [{ keyValueHeads: 5 }, /attentionHeads is 32, but must be a multiple of keyValueHeads \(5\)/],
    [{ keyValueHeads: 64 }, /multiple of keyValueHeads/],
    [{ attentionHeads: 31, keyValueHeads: 31 }, /hiddenSize is 4096/],
    [{ parameters: 7 }, /parameters is 7/],
    [{ experts: 8, expertsPerToken: 9 }, /expertsPerToken is 9/],
    [{ kvLoraRank: 512 }, /belong together/],
    [{ quantizationBits: 0 }, /quantizationBits is 0/],
    [{ tiedEmbeddings: 'yes' as any }, /tiedEmbeddings is "yes"/],
    [{ name: 7 as any }, /name is 7/],
  ])('refuses %j', (props, message) => {
    expect(faultsOf(() => ModelArchitecture.of({ ...PROPS, ...props }))[0]).toMatch(message);
  });

  test.each([undefined, null, 'llama', []])('refuses %p for props', (props) => {
    expect(faultsOf(() => ModelArchitecture.of(props as any)).length).toBeGreaterThan(1);
  });
});

test('a geometry with an object that has no text is refused', () => {
  const props: any = { parameters: 7e9, layers: 32, hiddenSize: 4096, attentionHeads: Object.create(null), keyValueHeads: 8, intermediateSize: 14336 };
  expect(faultsOf(() => ModelArchitecture.of({ ...props, vocabularySize: 32000, maxPositionEmbeddings: 8192 }))).toEqual([
    expect.stringContaining('attentionHeads is {}'),
  ]);
});
