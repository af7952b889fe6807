import { ModelFact } from './model-fact';

/**
 * The sample models of the LMI guide, by constant name.
 *
 * Sources, compiled 2026-11: copies of the models' config.json in citsjtu2020/LLM-Prof, Lightning-AI/litgpt config.py at 26857050 (2026-06-29), OpenBMB/BMInf
 * for T5 v1.1 XXL; names and instance types from serving/docs/lmi/README.md of djl-serving. From memory: `gated` but for Falcon 180B; every alias; the method
 * of the quantization; the contexts of Mistral 7B v0.1 and of FLAN-T5.
 */
export const SAMPLE_MODELS = {
  LLAMA_2_7B: {
    modelId: 'meta-llama/Llama-2-7b-hf', sample: 'Llama-2-7b', sampleInstanceType: 'ml.g5.2xlarge',
    aliases: ['meta-llama/Llama-2-7b-chat-hf'],
    openAliases: ['TheBloke/Llama-2-7B-fp16', 'NousResearch/Llama-2-7b-hf', 'NousResearch/Llama-2-7b-chat-hf', 'TheBloke/Llama-2-7b-fp16', 'TheBloke/Llama-2-7B-Chat-fp16'],
    gated: true,
    config: {
      architectures: ['LlamaForCausalLM'], model_type: 'llama', num_hidden_layers: 32, hidden_size: 4096, num_attention_heads: 32,
      num_key_value_heads: 32, intermediate_size: 11008, vocab_size: 32000, max_position_embeddings: 4096, tie_word_embeddings: false,
      torch_dtype: 'float16',
    },
  },
  LLAMA_2_13B: {
    modelId: 'meta-llama/Llama-2-13b-hf', sample: 'Llama-2-13b', sampleInstanceType: 'ml.g5.12xlarge',
    aliases: ['meta-llama/Llama-2-13b-chat-hf'],
    openAliases: ['TheBloke/Llama-2-13B-fp16', 'NousResearch/Llama-2-13b-hf', 'TheBloke/Llama-2-13B-Chat-fp16', 'NousResearch/Llama-2-13b-chat-hf'],
    gated: true,
    config: {
      architectures: ['LlamaForCausalLM'], model_type: 'llama', num_hidden_layers: 40, hidden_size: 5120, num_attention_heads: 40,
      num_key_value_heads: 40, intermediate_size: 13824, vocab_size: 32000, max_position_embeddings: 4096, tie_word_embeddings: false,
      torch_dtype: 'float16',
    },
  },
  LLAMA_2_70B: {
    modelId: 'meta-llama/Llama-2-70b-hf', sample: 'Llama-2-70b', sampleInstanceType: 'ml.p4d.24xlarge',
    aliases: ['meta-llama/Llama-2-70b-chat-hf'],
    openAliases: ['TheBloke/Llama-2-70B-fp16', 'NousResearch/Llama-2-70b-hf', 'TheBloke/Llama-2-70B-Chat-fp16', 'NousResearch/Llama-2-70b-chat-hf'],
    gated: true,
    config: {
      architectures: ['LlamaForCausalLM'], model_type: 'llama', num_hidden_layers: 80, hidden_size: 8192, num_attention_heads: 64,
      num_key_value_heads: 8, intermediate_size: 28672, vocab_size: 32000, max_position_embeddings: 4096, tie_word_embeddings: false,
      torch_dtype: 'float16',
    },
  },
  LLAMA_2_70B_AWQ: {
    modelId: 'TheBloke/Llama-2-70B-AWQ', sample: 'Llama-2-70b-AWQ', sampleInstanceType: 'ml.g5.12xlarge',
    aliases: ['TheBloke/Llama-2-70B-Chat-AWQ'], gated: false,
    config: {
      architectures: ['LlamaForCausalLM'], model_type: 'llama', num_hidden_layers: 80, hidden_size: 8192, num_attention_heads: 64,
      num_key_value_heads: 8, intermediate_size: 28672, vocab_size: 32000, max_position_embeddings: 4096, tie_word_embeddings: false,
      torch_dtype: 'float16', quantization_config: { quant_method: 'awq', bits: 4 },
    },
  },
  MISTRAL_7B: {
    modelId: 'mistralai/Mistral-7B-v0.1', sample: 'Mistral-7b', sampleInstanceType: 'ml.g5.2xlarge',
    aliases: ['mistralai/Mistral-7B-Instruct-v0.1'], gated: true,
    config: {
      architectures: ['MistralForCausalLM'], model_type: 'mistral', num_hidden_layers: 32, hidden_size: 4096, num_attention_heads: 32,
      num_key_value_heads: 8, intermediate_size: 14336, vocab_size: 32000, max_position_embeddings: 32768, tie_word_embeddings: false,
      torch_dtype: 'bfloat16', sliding_window: 4096,
    },
  },
  MIXTRAL_8X7B: {
    modelId: 'mistralai/Mixtral-8x7B-v0.1', sample: 'Mixtral-8x7b', sampleInstanceType: 'ml.p4d.24xlarge',
    aliases: ['mistralai/Mixtral-8x7B-Instruct-v0.1'], gated: true,
    config: {
      architectures: ['MixtralForCausalLM'], model_type: 'mixtral', num_hidden_layers: 32, hidden_size: 4096, num_attention_heads: 32,
      num_key_value_heads: 8, intermediate_size: 14336, vocab_size: 32000, max_position_embeddings: 32768, tie_word_embeddings: false,
      torch_dtype: 'bfloat16', num_local_experts: 8, num_experts_per_tok: 2,
    },
  },
  FLAN_T5_XXL: {
    modelId: 'google/flan-t5-xxl', sample: 'Flan-T5-XXL', sampleInstanceType: 'ml.g5.12xlarge', gated: false,
    config: {
      architectures: ['T5ForConditionalGeneration'], model_type: 't5', hidden_size: 4096, num_attention_heads: 64,
      intermediate_size: 10240, vocab_size: 32128, tie_word_embeddings: false, num_layers: 24, num_decoder_layers: 24,
      feed_forward_proj: 'gated-gelu', d_kv: 64, n_positions: 512,
    },
  },
  CODELLAMA_34B: {
    modelId: 'codellama/CodeLlama-34b-hf', sample: 'CodeLlama-34b', sampleInstanceType: 'ml.g5.48xlarge',
    aliases: ['codellama/CodeLlama-34b-Instruct-hf'], gated: false,
    config: {
      architectures: ['LlamaForCausalLM'], model_type: 'llama', num_hidden_layers: 48, hidden_size: 8192, num_attention_heads: 64,
      num_key_value_heads: 8, intermediate_size: 22016, vocab_size: 32000, max_position_embeddings: 16384, tie_word_embeddings: false,
      torch_dtype: 'bfloat16',
    },
  },
  FALCON_7B: {
    modelId: 'tiiuae/falcon-7b', sample: 'Falcon-7b', sampleInstanceType: 'ml.g5.2xlarge', aliases: ['tiiuae/falcon-7b-instruct'],
    gated: false,
    config: {
      architectures: ['FalconForCausalLM'], model_type: 'falcon', num_hidden_layers: 32, hidden_size: 4544, num_attention_heads: 71,
      num_key_value_heads: 1, intermediate_size: 18176, vocab_size: 65024, max_position_embeddings: 2048, tie_word_embeddings: true,
      torch_dtype: 'bfloat16', multi_query: true,
    },
  },
  FALCON_40B: {
    modelId: 'tiiuae/falcon-40b', sample: 'Falcon-40b', sampleInstanceType: 'ml.g5.48xlarge', aliases: ['tiiuae/falcon-40b-instruct'],
    gated: false,
    config: {
      architectures: ['FalconForCausalLM'], model_type: 'falcon', num_hidden_layers: 60, hidden_size: 8192, num_attention_heads: 128,
      num_key_value_heads: 8, intermediate_size: 32768, vocab_size: 65024, max_position_embeddings: 2048, tie_word_embeddings: true,
      torch_dtype: 'bfloat16', new_decoder_architecture: true,
    },
  },
  FALCON_180B: {
    modelId: 'tiiuae/falcon-180B', sample: 'Falcon-180b', sampleInstanceType: 'ml.p4de.24xlarge', aliases: ['tiiuae/falcon-180B-chat'],
    gated: true,
    config: {
      architectures: ['FalconForCausalLM'], model_type: 'falcon', num_hidden_layers: 80, hidden_size: 14848, num_attention_heads: 232,
      num_key_value_heads: 8, intermediate_size: 59392, vocab_size: 65024, max_position_embeddings: 2048, tie_word_embeddings: true,
      torch_dtype: 'bfloat16', new_decoder_architecture: true,
    },
  },
} as const satisfies { readonly [constant: string]: ModelFact };
