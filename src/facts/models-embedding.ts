import { ModelFact } from './model-fact';

/**
 * Embedding models and rerankers, by constant name.
 *
 * From memory, 2026-11, but for layers, width and vocabulary of BGE-M3 (the config that a public test of a fine-tuned copy states) and for the geometry that the
 * Qwen3 models share with their bases.
 */
export const EMBEDDING_MODELS = {
  QWEN3_EMBEDDING_0_6B: {
    modelId: 'Qwen/Qwen3-Embedding-0.6B', aliases: ['Qwen/Qwen3-Reranker-0.6B'], gated: false, task: 'embedding',
    config: {
      architectures: ['Qwen3ForCausalLM'], model_type: 'qwen3', num_hidden_layers: 28, hidden_size: 1024, num_attention_heads: 16,
      num_key_value_heads: 8, head_dim: 128, intermediate_size: 3072, vocab_size: 151669, max_position_embeddings: 32768,
      tie_word_embeddings: true, torch_dtype: 'bfloat16',
    },
  },
  QWEN3_EMBEDDING_4B: {
    modelId: 'Qwen/Qwen3-Embedding-4B', aliases: ['Qwen/Qwen3-Reranker-4B'], gated: false, task: 'embedding',
    config: {
      architectures: ['Qwen3ForCausalLM'], model_type: 'qwen3', num_hidden_layers: 36, hidden_size: 2560, num_attention_heads: 32,
      num_key_value_heads: 8, head_dim: 128, intermediate_size: 9728, vocab_size: 151665, max_position_embeddings: 40960,
      tie_word_embeddings: true, torch_dtype: 'bfloat16',
    },
  },
  QWEN3_EMBEDDING_8B: {
    modelId: 'Qwen/Qwen3-Embedding-8B', aliases: ['Qwen/Qwen3-Reranker-8B'], gated: false, task: 'embedding',
    config: {
      architectures: ['Qwen3ForCausalLM'], model_type: 'qwen3', num_hidden_layers: 36, hidden_size: 4096, num_attention_heads: 32,
      num_key_value_heads: 8, intermediate_size: 12288, vocab_size: 151665, max_position_embeddings: 40960, tie_word_embeddings: false,
      torch_dtype: 'bfloat16',
    },
  },
  E5_MISTRAL_7B_INSTRUCT: {
    modelId: 'intfloat/e5-mistral-7b-instruct', gated: false, task: 'embedding',
    config: {
      architectures: ['MistralForCausalLM'], model_type: 'mistral', num_hidden_layers: 32, hidden_size: 4096, num_attention_heads: 32,
      num_key_value_heads: 8, intermediate_size: 14336, vocab_size: 32000, max_position_embeddings: 32768, tie_word_embeddings: false,
      torch_dtype: 'float16', sliding_window: 4096,
    },
  },
  BGE_M3: {
    modelId: 'BAAI/bge-m3', gated: false, task: 'embedding',
    config: {
      architectures: ['XLMRobertaModel'], model_type: 'xlm-roberta', num_hidden_layers: 24, hidden_size: 1024, num_attention_heads: 16,
      intermediate_size: 4096, vocab_size: 250002, max_position_embeddings: 8194, torch_dtype: 'float32',
    },
  },
  BGE_RERANKER_V2_M3: {
    modelId: 'BAAI/bge-reranker-v2-m3', gated: false, task: 'embedding',
    config: {
      architectures: ['XLMRobertaForSequenceClassification'], model_type: 'xlm-roberta', num_hidden_layers: 24, hidden_size: 1024,
      num_attention_heads: 16, intermediate_size: 4096, vocab_size: 250002, max_position_embeddings: 8194, torch_dtype: 'float32',
    },
  },
  MULTILINGUAL_E5_LARGE: {
    modelId: 'intfloat/multilingual-e5-large', aliases: ['intfloat/multilingual-e5-large-instruct'], gated: false, task: 'embedding',
    config: {
      architectures: ['XLMRobertaModel'], model_type: 'xlm-roberta', num_hidden_layers: 24, hidden_size: 1024, num_attention_heads: 16,
      intermediate_size: 4096, vocab_size: 250002, max_position_embeddings: 514, torch_dtype: 'float32',
    },
  },
  BGE_LARGE_EN_V1_5: {
    modelId: 'BAAI/bge-large-en-v1.5', gated: false, task: 'embedding',
    config: {
      architectures: ['BertModel'], model_type: 'bert', num_hidden_layers: 24, hidden_size: 1024, num_attention_heads: 16,
      intermediate_size: 4096, vocab_size: 30522, max_position_embeddings: 512, torch_dtype: 'float32',
    },
  },
  BGE_BASE_EN_V1_5: {
    modelId: 'BAAI/bge-base-en-v1.5', gated: false, task: 'embedding',
    config: {
      architectures: ['BertModel'], model_type: 'bert', num_hidden_layers: 12, hidden_size: 768, num_attention_heads: 12,
      intermediate_size: 3072, vocab_size: 30522, max_position_embeddings: 512, torch_dtype: 'float32',
    },
  },
} as const satisfies { readonly [constant: string]: ModelFact };
