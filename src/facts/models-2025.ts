import { ModelFact } from './model-fact';
import { repeat } from './repeat';

/**
 * Popular models to 2025, by constant name.
 *
 * Sources, compiled 2026-11: copies of the models' config.json in ai-dynamo/aiconfigurator (model_configs) and citsjtu2020/LLM-Prof,
 * Lightning-AI/litgpt config.py at 26857050 (2026-06-29), kevinstephano/thunder_model_blocks for Llama 3.2, AI-Hypercomputer/maxtext for Gemma 2. From memory:
 * `gated`; every alias, and which ids share a geometry; the contexts of the Qwen2.5 models, of QwQ, of Mistral Small 3.1 and of the distillates; Ministral 8B;
 * 262,208 as Gemma 3's vocabulary (the copies say 262,144); the untied heads of DeepSeek's Qwen distillates; the vision towers of Gemma 3, Mistral Small and Llama 4.
 */
export const MODELS_2025 = {
  LLAMA_3_1_8B_INSTRUCT: {
    modelId: 'meta-llama/Llama-3.1-8B-Instruct',
    aliases: ['meta-llama/Llama-3.1-8B', 'meta-llama/Meta-Llama-3.1-8B-Instruct', 'meta-llama/Meta-Llama-3.1-8B'],
    openAliases: ['unsloth/Meta-Llama-3.1-8B-Instruct', 'NousResearch/Meta-Llama-3.1-8B-Instruct'], gated: true,
    config: {
      architectures: ['LlamaForCausalLM'], model_type: 'llama', num_hidden_layers: 32, hidden_size: 4096, num_attention_heads: 32,
      num_key_value_heads: 8, intermediate_size: 14336, vocab_size: 128256, max_position_embeddings: 131072, tie_word_embeddings: false,
      torch_dtype: 'bfloat16',
    },
  },
  LLAMA_3_1_70B_INSTRUCT: {
    modelId: 'meta-llama/Llama-3.1-70B-Instruct',
    aliases: ['meta-llama/Llama-3.1-70B', 'meta-llama/Meta-Llama-3.1-70B-Instruct', 'meta-llama/Meta-Llama-3.1-70B'], gated: true,
    config: {
      architectures: ['LlamaForCausalLM'], model_type: 'llama', num_hidden_layers: 80, hidden_size: 8192, num_attention_heads: 64,
      num_key_value_heads: 8, intermediate_size: 28672, vocab_size: 128256, max_position_embeddings: 131072, tie_word_embeddings: false,
      torch_dtype: 'bfloat16',
    },
  },
  LLAMA_3_1_405B_INSTRUCT: {
    modelId: 'meta-llama/Llama-3.1-405B-Instruct',
    aliases: ['meta-llama/Llama-3.1-405B', 'meta-llama/Meta-Llama-3.1-405B-Instruct', 'meta-llama/Meta-Llama-3.1-405B'], gated: true,
    config: {
      architectures: ['LlamaForCausalLM'], model_type: 'llama', num_hidden_layers: 126, hidden_size: 16384, num_attention_heads: 128,
      num_key_value_heads: 8, intermediate_size: 53248, vocab_size: 128256, max_position_embeddings: 131072, tie_word_embeddings: false,
      torch_dtype: 'bfloat16',
    },
  },
  LLAMA_3_2_1B_INSTRUCT: {
    modelId: 'meta-llama/Llama-3.2-1B-Instruct', aliases: ['meta-llama/Llama-3.2-1B'], gated: true,
    config: {
      architectures: ['LlamaForCausalLM'], model_type: 'llama', num_hidden_layers: 16, hidden_size: 2048, num_attention_heads: 32,
      num_key_value_heads: 8, intermediate_size: 8192, vocab_size: 128256, max_position_embeddings: 131072, tie_word_embeddings: true,
      torch_dtype: 'bfloat16',
    },
  },
  LLAMA_3_2_3B_INSTRUCT: {
    modelId: 'meta-llama/Llama-3.2-3B-Instruct', aliases: ['meta-llama/Llama-3.2-3B'], gated: true,
    config: {
      architectures: ['LlamaForCausalLM'], model_type: 'llama', num_hidden_layers: 28, hidden_size: 3072, num_attention_heads: 24,
      num_key_value_heads: 8, intermediate_size: 8192, vocab_size: 128256, max_position_embeddings: 131072, tie_word_embeddings: true,
      torch_dtype: 'bfloat16',
    },
  },
  LLAMA_3_3_70B_INSTRUCT: {
    modelId: 'meta-llama/Llama-3.3-70B-Instruct', openAliases: ['unsloth/Llama-3.3-70B-Instruct'], gated: true,
    config: {
      architectures: ['LlamaForCausalLM'], model_type: 'llama', num_hidden_layers: 80, hidden_size: 8192, num_attention_heads: 64,
      num_key_value_heads: 8, intermediate_size: 28672, vocab_size: 128256, max_position_embeddings: 131072, tie_word_embeddings: false,
      torch_dtype: 'bfloat16',
    },
  },
  LLAMA_4_SCOUT_17B_16E_INSTRUCT: {
    modelId: 'meta-llama/Llama-4-Scout-17B-16E-Instruct', aliases: ['meta-llama/Llama-4-Scout-17B-16E'], gated: true,
    config: {
      architectures: ['Llama4ForConditionalGeneration'], model_type: 'llama4',
      text_config: {
        model_type: 'llama4_text', num_hidden_layers: 48, hidden_size: 5120, num_attention_heads: 40, num_key_value_heads: 8,
        head_dim: 128, intermediate_size: 8192, vocab_size: 202048, max_position_embeddings: 10485760, torch_dtype: 'bfloat16',
        attention_bias: false, attention_chunk_size: 8192, num_local_experts: 16, num_experts_per_tok: 1, intermediate_size_mlp: 16384,
        interleave_moe_layer_step: 1,
      },
      vision_config: {
        model_type: 'llama4_vision_model', hidden_size: 1408, num_hidden_layers: 34, intermediate_size: 5632, patch_size: 14,
        image_size: 336,
      },
    },
  },
  QWEN2_5_1_5B_INSTRUCT: {
    modelId: 'Qwen/Qwen2.5-1.5B-Instruct', gated: false,
    config: {
      architectures: ['Qwen2ForCausalLM'], model_type: 'qwen2', num_hidden_layers: 28, hidden_size: 1536, num_attention_heads: 12,
      num_key_value_heads: 2, intermediate_size: 8960, vocab_size: 151936, max_position_embeddings: 32768, tie_word_embeddings: true,
      torch_dtype: 'bfloat16',
    },
  },
  QWEN2_5_7B_INSTRUCT: {
    modelId: 'Qwen/Qwen2.5-7B-Instruct', aliases: ['Qwen/Qwen2.5-Coder-7B-Instruct'], gated: false,
    config: {
      architectures: ['Qwen2ForCausalLM'], model_type: 'qwen2', num_hidden_layers: 28, hidden_size: 3584, num_attention_heads: 28,
      num_key_value_heads: 4, intermediate_size: 18944, vocab_size: 152064, max_position_embeddings: 32768, tie_word_embeddings: false,
      torch_dtype: 'bfloat16',
    },
  },
  QWEN2_5_32B_INSTRUCT: {
    modelId: 'Qwen/Qwen2.5-32B-Instruct', aliases: ['Qwen/Qwen2.5-Coder-32B-Instruct'], gated: false,
    config: {
      architectures: ['Qwen2ForCausalLM'], model_type: 'qwen2', num_hidden_layers: 64, hidden_size: 5120, num_attention_heads: 40,
      num_key_value_heads: 8, intermediate_size: 27648, vocab_size: 152064, max_position_embeddings: 32768, tie_word_embeddings: false,
      torch_dtype: 'bfloat16',
    },
  },
  QWEN2_5_72B_INSTRUCT: {
    modelId: 'Qwen/Qwen2.5-72B-Instruct', gated: false,
    config: {
      architectures: ['Qwen2ForCausalLM'], model_type: 'qwen2', num_hidden_layers: 80, hidden_size: 8192, num_attention_heads: 64,
      num_key_value_heads: 8, intermediate_size: 29568, vocab_size: 152064, max_position_embeddings: 32768, tie_word_embeddings: false,
      torch_dtype: 'bfloat16',
    },
  },
  QWEN2_5_14B_INSTRUCT: {
    modelId: 'Qwen/Qwen2.5-14B-Instruct', aliases: ['Qwen/Qwen2.5-Coder-14B-Instruct'], gated: false,
    config: {
      architectures: ['Qwen2ForCausalLM'], model_type: 'qwen2', num_hidden_layers: 48, hidden_size: 5120, num_attention_heads: 40,
      num_key_value_heads: 8, intermediate_size: 13824, vocab_size: 152064, max_position_embeddings: 32768, tie_word_embeddings: false,
      torch_dtype: 'bfloat16',
    },
  },
  QWEN3_0_6B: {
    modelId: 'Qwen/Qwen3-0.6B', gated: false,
    config: {
      architectures: ['Qwen3ForCausalLM'], model_type: 'qwen3', num_hidden_layers: 28, hidden_size: 1024, num_attention_heads: 16,
      num_key_value_heads: 8, head_dim: 128, intermediate_size: 3072, vocab_size: 151936, max_position_embeddings: 40960,
      tie_word_embeddings: true, torch_dtype: 'bfloat16',
    },
  },
  QWEN3_1_7B: {
    modelId: 'Qwen/Qwen3-1.7B', gated: false,
    config: {
      architectures: ['Qwen3ForCausalLM'], model_type: 'qwen3', num_hidden_layers: 28, hidden_size: 2048, num_attention_heads: 16,
      num_key_value_heads: 8, intermediate_size: 6144, vocab_size: 151936, max_position_embeddings: 40960, tie_word_embeddings: true,
      torch_dtype: 'bfloat16',
    },
  },
  QWEN3_8B: {
    modelId: 'Qwen/Qwen3-8B', aliases: ['Qwen/Qwen3-8B-Base'], gated: false,
    config: {
      architectures: ['Qwen3ForCausalLM'], model_type: 'qwen3', num_hidden_layers: 36, hidden_size: 4096, num_attention_heads: 32,
      num_key_value_heads: 8, intermediate_size: 12288, vocab_size: 151936, max_position_embeddings: 40960, tie_word_embeddings: false,
      torch_dtype: 'bfloat16',
    },
  },
  QWEN3_32B: {
    modelId: 'Qwen/Qwen3-32B', gated: false,
    config: {
      architectures: ['Qwen3ForCausalLM'], model_type: 'qwen3', num_hidden_layers: 64, hidden_size: 5120, num_attention_heads: 64,
      num_key_value_heads: 8, head_dim: 128, intermediate_size: 25600, vocab_size: 151936, max_position_embeddings: 40960,
      tie_word_embeddings: false, torch_dtype: 'bfloat16',
    },
  },
  QWEN3_4B: {
    modelId: 'Qwen/Qwen3-4B', gated: false,
    config: {
      architectures: ['Qwen3ForCausalLM'], model_type: 'qwen3', num_hidden_layers: 36, hidden_size: 2560, num_attention_heads: 32,
      num_key_value_heads: 8, head_dim: 128, intermediate_size: 9728, vocab_size: 151936, max_position_embeddings: 40960,
      tie_word_embeddings: true, torch_dtype: 'bfloat16',
    },
  },
  QWEN3_14B: {
    modelId: 'Qwen/Qwen3-14B', gated: false,
    config: {
      architectures: ['Qwen3ForCausalLM'], model_type: 'qwen3', num_hidden_layers: 40, hidden_size: 5120, num_attention_heads: 40,
      num_key_value_heads: 8, intermediate_size: 17408, vocab_size: 151936, max_position_embeddings: 40960, tie_word_embeddings: false,
      torch_dtype: 'bfloat16',
    },
  },
  QWEN3_30B_A3B: {
    modelId: 'Qwen/Qwen3-30B-A3B', gated: false,
    config: {
      architectures: ['Qwen3MoeForCausalLM'], model_type: 'qwen3_moe', num_hidden_layers: 48, hidden_size: 2048, num_attention_heads: 32,
      num_key_value_heads: 4, head_dim: 128, intermediate_size: 6144, vocab_size: 151936, max_position_embeddings: 40960,
      tie_word_embeddings: false, torch_dtype: 'bfloat16', num_experts: 128, num_experts_per_tok: 8, moe_intermediate_size: 768,
    },
  },
  QWEN3_235B_A22B: {
    modelId: 'Qwen/Qwen3-235B-A22B', gated: false,
    config: {
      architectures: ['Qwen3MoeForCausalLM'], model_type: 'qwen3_moe', num_hidden_layers: 94, hidden_size: 4096, num_attention_heads: 64,
      num_key_value_heads: 4, head_dim: 128, intermediate_size: 12288, vocab_size: 151936, max_position_embeddings: 40960,
      tie_word_embeddings: false, torch_dtype: 'bfloat16', num_experts: 128, num_experts_per_tok: 8, moe_intermediate_size: 1536,
    },
  },
  MISTRAL_7B_INSTRUCT_V0_3: {
    modelId: 'mistralai/Mistral-7B-Instruct-v0.3', gated: true,
    config: {
      architectures: ['MistralForCausalLM'], model_type: 'mistral', num_hidden_layers: 32, hidden_size: 4096, num_attention_heads: 32,
      num_key_value_heads: 8, intermediate_size: 14336, vocab_size: 32768, max_position_embeddings: 32768, tie_word_embeddings: false,
      torch_dtype: 'bfloat16',
    },
  },
  MINISTRAL_8B_INSTRUCT_2410: {
    modelId: 'mistralai/Ministral-8B-Instruct-2410', gated: true,
    config: {
      architectures: ['MistralForCausalLM'], model_type: 'mistral', num_hidden_layers: 36, hidden_size: 4096, num_attention_heads: 32,
      num_key_value_heads: 8, intermediate_size: 12288, vocab_size: 131072, max_position_embeddings: 32768, tie_word_embeddings: false,
      torch_dtype: 'bfloat16', sliding_window: 32768,
    },
  },
  MISTRAL_SMALL_3_1_24B_INSTRUCT_2503: {
    modelId: 'mistralai/Mistral-Small-3.1-24B-Instruct-2503',
    aliases: ['mistralai/Mistral-Small-3.2-24B-Instruct-2506', 'mistralai/Magistral-Small-2506', 'mistralai/Devstral-Small-2507'],
    gated: false,
    config: {
      architectures: ['Mistral3ForConditionalGeneration'], model_type: 'mistral3',
      text_config: {
        model_type: 'mistral', num_hidden_layers: 40, hidden_size: 5120, num_attention_heads: 32, num_key_value_heads: 8, head_dim: 128,
        intermediate_size: 32768, vocab_size: 131072, max_position_embeddings: 131072, tie_word_embeddings: false,
        torch_dtype: 'bfloat16',
      },
      vision_config: {
        model_type: 'pixtral', hidden_size: 1024, num_hidden_layers: 24, intermediate_size: 4096, patch_size: 14, image_size: 1540,
      },
      spatial_merge_size: 2,
    },
  },
  MIXTRAL_8X22B: {
    modelId: 'mistralai/Mixtral-8x22B-v0.1', aliases: ['mistralai/Mixtral-8x22B-Instruct-v0.1'], gated: true,
    config: {
      architectures: ['MixtralForCausalLM'], model_type: 'mixtral', num_hidden_layers: 56, hidden_size: 6144, num_attention_heads: 48,
      num_key_value_heads: 8, intermediate_size: 16384, vocab_size: 32000, max_position_embeddings: 65536, tie_word_embeddings: false,
      torch_dtype: 'bfloat16', num_local_experts: 8, num_experts_per_tok: 2,
    },
  },
  GEMMA_2_9B_IT: {
    modelId: 'google/gemma-2-9b-it', gated: true,
    config: {
      architectures: ['Gemma2ForCausalLM'], model_type: 'gemma2', num_hidden_layers: 42, hidden_size: 3584, num_attention_heads: 16,
      num_key_value_heads: 8, head_dim: 256, intermediate_size: 14336, vocab_size: 256000, max_position_embeddings: 8192,
      tie_word_embeddings: true, torch_dtype: 'bfloat16', sliding_window: 4096,
    },
  },
  GEMMA_2_27B_IT: {
    modelId: 'google/gemma-2-27b-it', gated: true,
    config: {
      architectures: ['Gemma2ForCausalLM'], model_type: 'gemma2', num_hidden_layers: 46, hidden_size: 4608, num_attention_heads: 32,
      num_key_value_heads: 16, head_dim: 128, intermediate_size: 36864, vocab_size: 256000, max_position_embeddings: 8192,
      tie_word_embeddings: true, torch_dtype: 'bfloat16', sliding_window: 4096,
    },
  },
  GEMMA_3_4B_IT: {
    modelId: 'google/gemma-3-4b-it', gated: true,
    config: {
      architectures: ['Gemma3ForConditionalGeneration'], model_type: 'gemma3', mm_tokens_per_image: 256,
      text_config: {
        model_type: 'gemma3_text', num_hidden_layers: 34, hidden_size: 2560, num_attention_heads: 8, num_key_value_heads: 4,
        head_dim: 256, intermediate_size: 10240, vocab_size: 262208, max_position_embeddings: 131072, tie_word_embeddings: true,
        torch_dtype: 'bfloat16', sliding_window: 1024,
      },
      vision_config: {
        model_type: 'siglip_vision_model', hidden_size: 1152, num_hidden_layers: 27, intermediate_size: 4304, patch_size: 14,
        image_size: 896,
      },
    },
  },
  GEMMA_3_12B_IT: {
    modelId: 'google/gemma-3-12b-it', gated: true,
    config: {
      architectures: ['Gemma3ForConditionalGeneration'], model_type: 'gemma3', mm_tokens_per_image: 256,
      text_config: {
        model_type: 'gemma3_text', num_hidden_layers: 48, hidden_size: 3840, num_attention_heads: 16, num_key_value_heads: 8,
        head_dim: 256, intermediate_size: 15360, vocab_size: 262208, max_position_embeddings: 131072, tie_word_embeddings: true,
        torch_dtype: 'bfloat16', sliding_window: 1024,
      },
      vision_config: {
        model_type: 'siglip_vision_model', hidden_size: 1152, num_hidden_layers: 27, intermediate_size: 4304, patch_size: 14,
        image_size: 896,
      },
    },
  },
  GEMMA_3_27B_IT: {
    modelId: 'google/gemma-3-27b-it', aliases: ['google/medgemma-27b-it'], gated: true,
    config: {
      architectures: ['Gemma3ForConditionalGeneration'], model_type: 'gemma3', mm_tokens_per_image: 256,
      text_config: {
        model_type: 'gemma3_text', num_hidden_layers: 62, hidden_size: 5376, num_attention_heads: 32, num_key_value_heads: 16,
        head_dim: 128, intermediate_size: 21504, vocab_size: 262208, max_position_embeddings: 131072, tie_word_embeddings: true,
        torch_dtype: 'bfloat16', sliding_window: 1024,
      },
      vision_config: {
        model_type: 'siglip_vision_model', hidden_size: 1152, num_hidden_layers: 27, intermediate_size: 4304, patch_size: 14,
        image_size: 896,
      },
    },
  },
  PHI_4: {
    modelId: 'microsoft/phi-4', aliases: ['microsoft/Phi-4-reasoning', 'microsoft/Phi-4-reasoning-plus'], gated: false,
    config: {
      architectures: ['Phi3ForCausalLM'], model_type: 'phi3', num_hidden_layers: 40, hidden_size: 5120, num_attention_heads: 40,
      num_key_value_heads: 10, intermediate_size: 17920, vocab_size: 100352, max_position_embeddings: 16384, tie_word_embeddings: false,
      torch_dtype: 'bfloat16',
    },
  },
  PHI_4_MINI_INSTRUCT: {
    modelId: 'microsoft/Phi-4-mini-instruct', gated: false,
    config: {
      architectures: ['Phi3ForCausalLM'], model_type: 'phi3', num_hidden_layers: 32, hidden_size: 3072, num_attention_heads: 24,
      num_key_value_heads: 8, intermediate_size: 8192, vocab_size: 200064, max_position_embeddings: 131072, tie_word_embeddings: true,
      original_max_position_embeddings: 4096, rope_scaling: { type: 'longrope' }, torch_dtype: 'bfloat16',
    },
  },
  DEEPSEEK_R1_DISTILL_LLAMA_8B: {
    modelId: 'deepseek-ai/DeepSeek-R1-Distill-Llama-8B', gated: false,
    config: {
      architectures: ['LlamaForCausalLM'], model_type: 'llama', num_hidden_layers: 32, hidden_size: 4096, num_attention_heads: 32,
      num_key_value_heads: 8, intermediate_size: 14336, vocab_size: 128256, max_position_embeddings: 131072, tie_word_embeddings: false,
      torch_dtype: 'bfloat16',
    },
  },
  DEEPSEEK_R1_DISTILL_LLAMA_70B: {
    modelId: 'deepseek-ai/DeepSeek-R1-Distill-Llama-70B', gated: false,
    config: {
      architectures: ['LlamaForCausalLM'], model_type: 'llama', num_hidden_layers: 80, hidden_size: 8192, num_attention_heads: 64,
      num_key_value_heads: 8, intermediate_size: 28672, vocab_size: 128256, max_position_embeddings: 131072, tie_word_embeddings: false,
      torch_dtype: 'bfloat16',
    },
  },
  DEEPSEEK_R1_DISTILL_QWEN_1_5B: {
    modelId: 'deepseek-ai/DeepSeek-R1-Distill-Qwen-1.5B', gated: false,
    config: {
      architectures: ['Qwen2ForCausalLM'], model_type: 'qwen2', num_hidden_layers: 28, hidden_size: 1536, num_attention_heads: 12,
      num_key_value_heads: 2, intermediate_size: 8960, vocab_size: 151936, max_position_embeddings: 131072, tie_word_embeddings: false,
      torch_dtype: 'bfloat16',
    },
  },
  DEEPSEEK_R1_DISTILL_QWEN_7B: {
    modelId: 'deepseek-ai/DeepSeek-R1-Distill-Qwen-7B', gated: false,
    config: {
      architectures: ['Qwen2ForCausalLM'], model_type: 'qwen2', num_hidden_layers: 28, hidden_size: 3584, num_attention_heads: 28,
      num_key_value_heads: 4, intermediate_size: 18944, vocab_size: 152064, max_position_embeddings: 131072, tie_word_embeddings: false,
      torch_dtype: 'bfloat16',
    },
  },
  DEEPSEEK_R1_DISTILL_QWEN_14B: {
    modelId: 'deepseek-ai/DeepSeek-R1-Distill-Qwen-14B', gated: false,
    config: {
      architectures: ['Qwen2ForCausalLM'], model_type: 'qwen2', num_hidden_layers: 48, hidden_size: 5120, num_attention_heads: 40,
      num_key_value_heads: 8, intermediate_size: 13824, vocab_size: 152064, max_position_embeddings: 131072, tie_word_embeddings: false,
      torch_dtype: 'bfloat16',
    },
  },
  DEEPSEEK_R1_DISTILL_QWEN_32B: {
    modelId: 'deepseek-ai/DeepSeek-R1-Distill-Qwen-32B', gated: false,
    config: {
      architectures: ['Qwen2ForCausalLM'], model_type: 'qwen2', num_hidden_layers: 64, hidden_size: 5120, num_attention_heads: 40,
      num_key_value_heads: 8, intermediate_size: 27648, vocab_size: 152064, max_position_embeddings: 131072, tie_word_embeddings: false,
      torch_dtype: 'bfloat16',
    },
  },
  DEEPSEEK_R1: {
    modelId: 'deepseek-ai/DeepSeek-R1',
    aliases: ['deepseek-ai/DeepSeek-R1-0528', 'deepseek-ai/DeepSeek-V3-0324', 'deepseek-ai/DeepSeek-V3.1'], gated: false,
    config: {
      architectures: ['DeepseekV3ForCausalLM'], model_type: 'deepseek_v3', num_hidden_layers: 61, hidden_size: 7168,
      num_attention_heads: 128, num_key_value_heads: 128, intermediate_size: 18432, vocab_size: 129280, max_position_embeddings: 163840,
      tie_word_embeddings: false, torch_dtype: 'bfloat16', attention_bias: false, n_routed_experts: 256, num_experts_per_tok: 8,
      moe_intermediate_size: 2048, n_shared_experts: 1, first_k_dense_replace: 3, kv_lora_rank: 512, q_lora_rank: 1536,
      qk_rope_head_dim: 64, qk_nope_head_dim: 128, v_head_dim: 128,
      quantization_config: { quant_method: 'fp8', weight_block_size: [128, 128] },
    },
  },
  GPT_OSS_20B: {
    modelId: 'openai/gpt-oss-20b', gated: false,
    config: {
      architectures: ['GptOssForCausalLM'], model_type: 'gpt_oss', num_hidden_layers: 24, hidden_size: 2880, num_attention_heads: 64,
      num_key_value_heads: 8, head_dim: 64, intermediate_size: 2880, vocab_size: 201088, max_position_embeddings: 131072,
      tie_word_embeddings: false, attention_bias: true, sliding_window: 128, num_local_experts: 32, num_experts_per_tok: 4,
      layer_types: repeat({ sliding_attention: 12, full_attention: 12 }),
      quantization_config: { quant_method: 'mxfp4', ignore: ['lm_head'] },
    },
  },
  GPT_OSS_120B: {
    modelId: 'openai/gpt-oss-120b', gated: false,
    config: {
      architectures: ['GptOssForCausalLM'], model_type: 'gpt_oss', num_hidden_layers: 36, hidden_size: 2880, num_attention_heads: 64,
      num_key_value_heads: 8, head_dim: 64, intermediate_size: 2880, vocab_size: 201088, max_position_embeddings: 131072,
      tie_word_embeddings: false, attention_bias: true, sliding_window: 128, num_local_experts: 128, num_experts_per_tok: 4,
      layer_types: repeat({ sliding_attention: 18, full_attention: 18 }),
      quantization_config: { quant_method: 'mxfp4', ignore: ['lm_head'] },
    },
  },
  GEMMA_4_26B_A4B_IT: {
    modelId: 'google/gemma-4-26B-A4B-it', gated: true, aliases: ['google/gemma-4-26B-A4B'],
    config: {
      architectures: ['Gemma4ForConditionalGeneration'], model_type: 'gemma4', tie_word_embeddings: true,
      vision_soft_tokens_per_image: 280,
      text_config: {
        model_type: 'gemma4_text', num_hidden_layers: 30, hidden_size: 2816, num_attention_heads: 16, num_key_value_heads: 8,
        head_dim: 256, intermediate_size: 2112, vocab_size: 262144, max_position_embeddings: 262144, tie_word_embeddings: true,
        attention_bias: false, sliding_window: 1024, num_experts: 128, top_k_experts: 8, moe_intermediate_size: 704,
        num_global_key_value_heads: 2, global_head_dim: 512, attention_k_eq_v: true, num_kv_shared_layers: 0,
        hidden_size_per_layer_input: 0, vocab_size_per_layer_input: 262144, torch_dtype: 'bfloat16',
        layer_types: repeat({ sliding_attention: 25, full_attention: 5 }),
      },
      vision_config: {
        model_type: 'gemma4_vision', hidden_size: 1152, intermediate_size: 4304, patch_size: 16, num_hidden_layers: 27,
        pooling_kernel_size: 3, position_embedding_size: 10240,
      },
    },
  },
  QWEN3_4B_INSTRUCT_2507: {
    modelId: 'Qwen/Qwen3-4B-Instruct-2507', aliases: ['Qwen/Qwen3-4B-Thinking-2507'], gated: false,
    config: {
      architectures: ['Qwen3ForCausalLM'], model_type: 'qwen3', num_hidden_layers: 36, hidden_size: 2560, num_attention_heads: 32,
      num_key_value_heads: 8, head_dim: 128, intermediate_size: 9728, vocab_size: 151936, max_position_embeddings: 262144,
      tie_word_embeddings: true, torch_dtype: 'bfloat16',
    },
  },
  QWEN3_30B_A3B_INSTRUCT_2507: {
    modelId: 'Qwen/Qwen3-30B-A3B-Instruct-2507', aliases: ['Qwen/Qwen3-30B-A3B-Thinking-2507', 'Qwen/Qwen3-Coder-30B-A3B-Instruct'],
    gated: false,
    config: {
      architectures: ['Qwen3MoeForCausalLM'], model_type: 'qwen3_moe', num_hidden_layers: 48, hidden_size: 2048, num_attention_heads: 32,
      num_key_value_heads: 4, head_dim: 128, intermediate_size: 6144, vocab_size: 151936, max_position_embeddings: 262144,
      tie_word_embeddings: false, torch_dtype: 'bfloat16', num_experts: 128, num_experts_per_tok: 8, moe_intermediate_size: 768,
    },
  },
  QWEN3_235B_A22B_INSTRUCT_2507: {
    modelId: 'Qwen/Qwen3-235B-A22B-Instruct-2507', aliases: ['Qwen/Qwen3-235B-A22B-Thinking-2507'], gated: false,
    config: {
      architectures: ['Qwen3MoeForCausalLM'], model_type: 'qwen3_moe', num_hidden_layers: 94, hidden_size: 4096, num_attention_heads: 64,
      num_key_value_heads: 4, head_dim: 128, intermediate_size: 12288, vocab_size: 151936, max_position_embeddings: 262144,
      tie_word_embeddings: false, torch_dtype: 'bfloat16', num_experts: 128, num_experts_per_tok: 8, moe_intermediate_size: 1536,
    },
  },
  QWEN2_5_7B: {
    modelId: 'Qwen/Qwen2.5-7B', gated: false,
    config: {
      architectures: ['Qwen2ForCausalLM'], model_type: 'qwen2', num_hidden_layers: 28, hidden_size: 3584, num_attention_heads: 28,
      num_key_value_heads: 4, intermediate_size: 18944, vocab_size: 152064, max_position_embeddings: 131072, tie_word_embeddings: false,
      torch_dtype: 'bfloat16',
    },
  },
  QWEN2_5_14B: {
    modelId: 'Qwen/Qwen2.5-14B', gated: false,
    config: {
      architectures: ['Qwen2ForCausalLM'], model_type: 'qwen2', num_hidden_layers: 48, hidden_size: 5120, num_attention_heads: 40,
      num_key_value_heads: 8, intermediate_size: 13824, vocab_size: 152064, max_position_embeddings: 131072, tie_word_embeddings: false,
      torch_dtype: 'bfloat16',
    },
  },
  QWEN2_5_32B: {
    modelId: 'Qwen/Qwen2.5-32B', gated: false,
    config: {
      architectures: ['Qwen2ForCausalLM'], model_type: 'qwen2', num_hidden_layers: 64, hidden_size: 5120, num_attention_heads: 40,
      num_key_value_heads: 8, intermediate_size: 27648, vocab_size: 152064, max_position_embeddings: 131072, tie_word_embeddings: false,
      torch_dtype: 'bfloat16',
    },
  },
  QWEN2_5_72B: {
    modelId: 'Qwen/Qwen2.5-72B', gated: false,
    config: {
      architectures: ['Qwen2ForCausalLM'], model_type: 'qwen2', num_hidden_layers: 80, hidden_size: 8192, num_attention_heads: 64,
      num_key_value_heads: 8, intermediate_size: 29568, vocab_size: 152064, max_position_embeddings: 131072, tie_word_embeddings: false,
      torch_dtype: 'bfloat16',
    },
  },
  QWQ_32B: {
    modelId: 'Qwen/QwQ-32B', gated: false,
    config: {
      architectures: ['Qwen2ForCausalLM'], model_type: 'qwen2', num_hidden_layers: 64, hidden_size: 5120, num_attention_heads: 40,
      num_key_value_heads: 8, intermediate_size: 27648, vocab_size: 152064, max_position_embeddings: 40960, tie_word_embeddings: false,
      torch_dtype: 'bfloat16',
    },
  },
  DEEPSEEK_R1_0528_QWEN3_8B: {
    modelId: 'deepseek-ai/DeepSeek-R1-0528-Qwen3-8B', gated: false,
    config: {
      architectures: ['Qwen3ForCausalLM'], model_type: 'qwen3', num_hidden_layers: 36, hidden_size: 4096, num_attention_heads: 32,
      num_key_value_heads: 8, intermediate_size: 12288, vocab_size: 151936, max_position_embeddings: 131072, tie_word_embeddings: false,
      torch_dtype: 'bfloat16',
    },
  },
  META_LLAMA_3_8B_INSTRUCT: {
    modelId: 'meta-llama/Meta-Llama-3-8B-Instruct', aliases: ['meta-llama/Meta-Llama-3-8B'],
    openAliases: ['NousResearch/Meta-Llama-3-8B', 'NousResearch/Meta-Llama-3-8B-Instruct'], gated: true,
    config: {
      architectures: ['LlamaForCausalLM'], model_type: 'llama', num_hidden_layers: 32, hidden_size: 4096, num_attention_heads: 32,
      num_key_value_heads: 8, intermediate_size: 14336, vocab_size: 128256, max_position_embeddings: 8192, tie_word_embeddings: false,
      torch_dtype: 'bfloat16',
    },
  },
  META_LLAMA_3_70B_INSTRUCT: {
    modelId: 'meta-llama/Meta-Llama-3-70B-Instruct', aliases: ['meta-llama/Meta-Llama-3-70B'], gated: true,
    config: {
      architectures: ['LlamaForCausalLM'], model_type: 'llama', num_hidden_layers: 80, hidden_size: 8192, num_attention_heads: 64,
      num_key_value_heads: 8, intermediate_size: 28672, vocab_size: 128256, max_position_embeddings: 8192, tie_word_embeddings: false,
      torch_dtype: 'bfloat16',
    },
  },
} as const satisfies { readonly [constant: string]: ModelFact };
