import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Size } from 'aws-cdk-lib';
import { Accelerator, LmiInstanceType, LmiVersion, MemoryFit, MemoryFitProps, ModelArchitecture, SizingEngine } from '../../src';

/** A GPU of 100 GiB, so that GiB of weights are also percentages. */
const HUNDRED = LmiInstanceType.of('ml.g9.xlarge', { accelerator: Accelerator.of({ name: 'X100', memory: Size.gibibytes(100) }), acceleratorCount: 1 });

/** A model with the given GiB of weights at 16 bits, and little else. */
function modelOfWeight(gib: number, props: object = {}): ModelArchitecture {
  return ModelArchitecture.of({
    parameters: Math.round(gib * 2 ** 29), layers: 2, hiddenSize: 256, attentionHeads: 4, keyValueHeads: 4, intermediateSize: 512, vocabularySize: 1000,
    maxPositionEmbeddings: 1024, ...props,
  });
}

describe('TensorRT-LLM', () => {
  const fits = (gib: number) => MemoryFit.estimate({
    architecture: modelOfWeight(gib), instanceType: HUNDRED, engine: SizingEngine.TENSORRT_LLM, version: LmiVersion.V12,
  }).fits;

  // In logged builds, 61 % fit and 74 % did not; the bound in between is an assumption.
  test.each([[61, true], [69.9, true], [70.1, false], [74, false]])('with weights of %d %% of the accelerator: %p', (percent, expected) => {
    expect(fits(percent)).toBe(expected);
  });
});

describe('Transformers NeuronX', () => {
  const fit = (version: LmiVersion, props: Partial<MemoryFitProps> = {}) => MemoryFit.estimate({
    architecture: modelOfWeight(1, { maxPositionEmbeddings: 4096 }), instanceType: LmiInstanceType.INF2_8XLARGE, engine: SizingEngine.TRANSFORMERS_NEURONX, version, ...props,
  });

  // djl-serving 0.25.0-dlc to 0.30.0-dlc, transformers_neuronx_properties and tnx recommender, read 2026-08-21.
  test.each<[LmiVersion, number, number]>([[LmiVersion.V11, 128, 32], [LmiVersion.V12, 4096, 1]])('%s defaults to a context of %d and a batch of %d', (version, context, batch) => {
    const { _requestedModelLen, _maxNumSeqs } = fit(version) as any;
    expect([_requestedModelLen, _maxNumSeqs]).toEqual([context, batch]);
  });
});

test('the weights of an encoder and a decoder are exact, including the biases of relative positions', () => {
  // google/flan-t5-xxl: 11,135,332,352 weights by the index of its files on the Hub.
  const path = join(mkdtempSync(join(tmpdir(), 'lmi-t5-')), 'config.json');
  writeFileSync(path, JSON.stringify({
    architectures: ['T5ForConditionalGeneration'], model_type: 't5', d_model: 4096, d_kv: 64, d_ff: 10240, num_layers: 24, num_decoder_layers: 24, num_heads: 64,
    vocab_size: 32128, n_positions: 512, tie_word_embeddings: false, feed_forward_proj: 'gated-gelu', torch_dtype: 'float32',
  }));
  expect(ModelArchitecture.fromConfigFile(path).parameters).toBe(11_135_332_352);
});

/*
 * facebook/bart-base, 139,420,416 weights: transformers, models/bart/modeling_bart.py. The tables of positions have two more rows than the context, and each half has a norm after
 * its embeddings.
 */
test('the weights of BART are exact', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'lmi-bart-')), 'config.json');
  writeFileSync(path, JSON.stringify({
    architectures: ['BartForConditionalGeneration'], model_type: 'bart', is_encoder_decoder: true, d_model: 768, encoder_layers: 6, decoder_layers: 6, num_hidden_layers: 6,
    encoder_attention_heads: 12, decoder_attention_heads: 12, encoder_ffn_dim: 3072, decoder_ffn_dim: 3072, vocab_size: 50_265, max_position_embeddings: 1024, torch_dtype: 'float32',
  }));
  expect(ModelArchitecture.fromConfigFile(path).parameters).toBe(139_420_416);
});

// vLLM 0.11.1, config/model.py (_get_and_verify_max_len), and LMI V16 with vLLM 0.10.2; read 2026-11-25.
test.each<[LmiVersion, number | undefined, number]>([[LmiVersion.V16, undefined, 131_072], [LmiVersion.V28, undefined, 4096], [LmiVersion.V28, 65_536, 65_536]])(
  'a model with LongRoPE starts in %s, when %p tokens are requested, with %d', (version, maxModelLen, context) => {
    const fit = MemoryFit.estimate({ architecture: ModelArchitecture.PHI_4_MINI_INSTRUCT, instanceType: LmiInstanceType.G6E_XLARGE, version, maxModelLen });
    expect((fit as any)._requestedModelLen).toBe(context);
  },
);
