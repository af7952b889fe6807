import { ModelFact } from './model-fact';
import { repeat, repeatNumbers } from './repeat';

/**
 * Models of 2025 and 2026, by constant name.
 *
 * Sources, read 2026-11-25: copies of the models' config.json and hf_quant_config.json in ai-dynamo/aiconfigurator
 * (aic-core/src/aiconfigurator_core/model_configs) at 095f58a5 (2026-08-21); where there is none, the defaults of the class in transformers 5.24.0 whose
 * docstring names the checkpoint (Qwen3-Next, SmolLM3, Llama 3.2 Vision, Ministral 3, Mistral Small 4, Gemma 3n, GLM-4.5V, DeepSeek-V3.2-Exp); GLM-4.5-Air from a log
 * that prints it; Qwen2.5-VL from acproject/duorou (docs/qwen2.5vl_graph.md) and DiffSynth-Studio/Nexus-GenV2. From memory: `gated`; the aliases; GLM-4.5, its
 * experts and that GLM-4.6 and 4.7 share its geometry; Qwen2.5-VL-72B; Kimi Linear but for the defaults of its class; that Qwen3.6 has the geometry of Qwen3.5.
 * Patterns of what a checkpoint leaves unquantized are shortened to those that hold for all layers.
 */
export const MODELS_2026 = {
  MINIMAX_M2_5: {
    modelId: 'MiniMaxAI/MiniMax-M2.5', gated: false,
    config: {
      architectures: ['MiniMaxM2ForCausalLM'], model_type: 'minimax_m2', num_hidden_layers: 62, hidden_size: 3072,
      num_attention_heads: 48, num_key_value_heads: 8, head_dim: 128, intermediate_size: 1536, vocab_size: 200064,
      max_position_embeddings: 196608, tie_word_embeddings: false, num_local_experts: 256, num_experts_per_tok: 8,
      quantization_config: { quant_method: 'fp8', weight_block_size: [128, 128] }, torch_dtype: 'bfloat16',
    },
  },
  MINIMAX_M2_7: {
    modelId: 'MiniMaxAI/MiniMax-M2.7', gated: false,
    config: {
      architectures: ['MiniMaxM2ForCausalLM'], model_type: 'minimax_m2', num_hidden_layers: 62, hidden_size: 3072,
      num_attention_heads: 48, num_key_value_heads: 8, head_dim: 128, intermediate_size: 1536, vocab_size: 200064,
      max_position_embeddings: 204800, tie_word_embeddings: false, num_local_experts: 256, num_experts_per_tok: 8,
      shared_intermediate_size: 0, torch_dtype: 'bfloat16',
      quantization_config: { quant_method: 'fp8', weight_block_size: [128, 128], ignore: ['lm_head'] },
    },
  },
  MINIMAX_M3: {
    modelId: 'MiniMaxAI/MiniMax-M3', gated: false,
    config: {
      architectures: ['MiniMaxM3SparseForCausalLM'], model_type: 'minimax_m3', num_hidden_layers: 60, hidden_size: 6144,
      num_attention_heads: 64, num_key_value_heads: 4, head_dim: 128, intermediate_size: 3072, vocab_size: 200064,
      max_position_embeddings: 1048576, tie_word_embeddings: false, torch_dtype: 'bfloat16', num_local_experts: 128,
      num_experts_per_tok: 4, moe_intermediate_size: 3072, n_shared_experts: 1, first_k_dense_replace: 3, dense_intermediate_size: 12288,
      shared_intermediate_size: 3072, moe_layer_freq: repeatNumbers([[0, 3], [1, 57]]),
      sparse_attention_config: { sparse_index_dim: 128, sparse_attention_freq: repeatNumbers([[0, 3], [1, 57]]) },
    },
  },
  QWEN3_235B_A22B_FP8: {
    modelId: 'Qwen/Qwen3-235B-A22B-FP8', gated: false,
    config: {
      architectures: ['Qwen3MoeForCausalLM'], model_type: 'qwen3_moe', num_hidden_layers: 94, hidden_size: 4096, num_attention_heads: 64,
      num_key_value_heads: 4, head_dim: 128, intermediate_size: 12288, vocab_size: 151936, max_position_embeddings: 40960,
      tie_word_embeddings: false, torch_dtype: 'bfloat16', num_experts: 128, num_experts_per_tok: 8, moe_intermediate_size: 1536,
      quantization_config: { quant_method: 'fp8', weight_block_size: [128, 128] },
    },
  },
  QWEN3_30B_A3B_FP8: {
    modelId: 'Qwen/Qwen3-30B-A3B-FP8', gated: false,
    config: {
      architectures: ['Qwen3MoeForCausalLM'], model_type: 'qwen3_moe', num_hidden_layers: 48, hidden_size: 2048, num_attention_heads: 32,
      num_key_value_heads: 4, head_dim: 128, intermediate_size: 6144, vocab_size: 151936, max_position_embeddings: 40960,
      tie_word_embeddings: false, torch_dtype: 'bfloat16', num_experts: 128, num_experts_per_tok: 8, moe_intermediate_size: 768,
      quantization_config: { quant_method: 'fp8', weight_block_size: [128, 128] },
    },
  },
  QWEN3_32B_FP8_STATIC_PERTENSOR: {
    modelId: 'Qwen/Qwen3-32B-FP8-Static-PerTensor', gated: false,
    config: {
      architectures: ['Qwen3ForCausalLM'], model_type: 'qwen3', num_hidden_layers: 64, hidden_size: 5120, num_attention_heads: 64,
      num_key_value_heads: 8, head_dim: 128, intermediate_size: 25600, vocab_size: 151936, max_position_embeddings: 40960,
      tie_word_embeddings: false, torch_dtype: 'bfloat16', attention_bias: false, use_sliding_window: false,
      quantization_config: { quant_method: 'modelopt', quant_algo: 'FP8', kv_cache_quant_algo: 'FP8' },
    },
  },
  QWEN3_32B_FP8: {
    modelId: 'Qwen/Qwen3-32B-FP8', gated: false,
    config: {
      architectures: ['Qwen3ForCausalLM'], model_type: 'qwen3', num_hidden_layers: 64, hidden_size: 5120, num_attention_heads: 64,
      num_key_value_heads: 8, head_dim: 128, intermediate_size: 25600, vocab_size: 151936, max_position_embeddings: 40960,
      tie_word_embeddings: false, torch_dtype: 'bfloat16', attention_bias: false, use_sliding_window: false,
      quantization_config: { quant_method: 'fp8', weight_block_size: [128, 128] },
    },
  },
  QWEN3_CODER_480B_A35B_INSTRUCT: {
    modelId: 'Qwen/Qwen3-Coder-480B-A35B-Instruct', gated: false,
    config: {
      architectures: ['Qwen3MoeForCausalLM'], model_type: 'qwen3_moe', num_hidden_layers: 62, hidden_size: 6144, num_attention_heads: 96,
      num_key_value_heads: 8, head_dim: 128, intermediate_size: 8192, vocab_size: 151936, max_position_embeddings: 262144,
      tie_word_embeddings: false, torch_dtype: 'bfloat16', use_sliding_window: false, num_experts: 160, num_experts_per_tok: 8,
      moe_intermediate_size: 2560, shared_expert_intermediate_size: 0,
    },
  },
  QWEN3_VL_235B_A22B_INSTRUCT: {
    modelId: 'Qwen/Qwen3-VL-235B-A22B-Instruct', gated: false,
    config: {
      architectures: ['Qwen3VLMoeForConditionalGeneration'], model_type: 'qwen3_vl_moe', tie_word_embeddings: false,
      text_config: {
        model_type: 'qwen3_vl_moe_text', num_hidden_layers: 94, hidden_size: 4096, num_attention_heads: 64, num_key_value_heads: 4,
        head_dim: 128, intermediate_size: 12288, vocab_size: 151936, max_position_embeddings: 262144, attention_bias: false,
        num_experts: 128, num_experts_per_tok: 8, moe_intermediate_size: 1536, torch_dtype: 'bfloat16',
      },
      vision_config: {
        model_type: 'qwen3_vl_moe', depth: 27, hidden_size: 1152, intermediate_size: 4304, out_hidden_size: 4096, patch_size: 16,
        temporal_patch_size: 2, spatial_merge_size: 2, num_position_embeddings: 2304, deepstack_visual_indexes: [8, 16, 24],
      },
    },
  },
  QWEN3_VL_2B_INSTRUCT: {
    modelId: 'Qwen/Qwen3-VL-2B-Instruct', gated: false,
    config: {
      architectures: ['Qwen3VLForConditionalGeneration'], model_type: 'qwen3_vl', tie_word_embeddings: true,
      text_config: {
        model_type: 'qwen3_vl_text', num_hidden_layers: 28, hidden_size: 2048, num_attention_heads: 16, num_key_value_heads: 8,
        head_dim: 128, intermediate_size: 6144, vocab_size: 151936, max_position_embeddings: 262144, tie_word_embeddings: true,
        attention_bias: false, torch_dtype: 'bfloat16',
      },
      vision_config: {
        model_type: 'qwen3_vl', depth: 24, hidden_size: 1024, intermediate_size: 4096, out_hidden_size: 2048, patch_size: 16,
        temporal_patch_size: 2, spatial_merge_size: 2, num_position_embeddings: 2304, deepstack_visual_indexes: [5, 11, 17],
      },
    },
  },
  QWEN3_VL_30B_A3B_INSTRUCT: {
    modelId: 'Qwen/Qwen3-VL-30B-A3B-Instruct', gated: false,
    config: {
      architectures: ['Qwen3VLMoeForConditionalGeneration'], model_type: 'qwen3_vl_moe',
      text_config: {
        model_type: 'qwen3_vl_moe_text', num_hidden_layers: 48, hidden_size: 2048, num_attention_heads: 32, num_key_value_heads: 4,
        head_dim: 128, intermediate_size: 6144, vocab_size: 151936, max_position_embeddings: 262144, torch_dtype: 'bfloat16',
        num_experts: 128, num_experts_per_tok: 8, moe_intermediate_size: 768,
      },
      vision_config: {
        model_type: 'qwen3_vl', depth: 27, hidden_size: 1152, intermediate_size: 4304, out_hidden_size: 2048, patch_size: 16,
        temporal_patch_size: 2, spatial_merge_size: 2, num_position_embeddings: 2304, deepstack_visual_indexes: [8, 16, 24],
      },
    },
  },
  QWEN3_VL_32B_INSTRUCT: {
    modelId: 'Qwen/Qwen3-VL-32B-Instruct', gated: false,
    config: {
      architectures: ['Qwen3VLForConditionalGeneration'], model_type: 'qwen3_vl', tie_word_embeddings: false,
      text_config: {
        model_type: 'qwen3_vl_text', num_hidden_layers: 64, hidden_size: 5120, num_attention_heads: 64, num_key_value_heads: 8,
        head_dim: 128, intermediate_size: 25600, vocab_size: 151936, max_position_embeddings: 262144, attention_bias: false,
        torch_dtype: 'bfloat16',
      },
      vision_config: {
        model_type: 'qwen3_vl', depth: 27, hidden_size: 1152, intermediate_size: 4304, out_hidden_size: 5120, patch_size: 16,
        temporal_patch_size: 2, spatial_merge_size: 2, num_position_embeddings: 2304, deepstack_visual_indexes: [8, 16, 24],
      },
    },
  },
  QWEN3_VL_32B_THINKING: {
    modelId: 'Qwen/Qwen3-VL-32B-Thinking', gated: false,
    config: {
      architectures: ['Qwen3VLForConditionalGeneration'], model_type: 'qwen3_vl', tie_word_embeddings: false,
      text_config: {
        model_type: 'qwen3_vl_text', num_hidden_layers: 64, hidden_size: 5120, num_attention_heads: 64, num_key_value_heads: 8,
        head_dim: 128, intermediate_size: 25600, vocab_size: 151936, max_position_embeddings: 262144, attention_bias: false,
        torch_dtype: 'bfloat16',
      },
      vision_config: {
        model_type: 'qwen3_vl', depth: 27, hidden_size: 1152, intermediate_size: 4304, out_hidden_size: 5120, patch_size: 16,
        temporal_patch_size: 2, spatial_merge_size: 2, num_position_embeddings: 2304, deepstack_visual_indexes: [8, 16, 24],
      },
    },
  },
  QWEN3_VL_4B_INSTRUCT: {
    modelId: 'Qwen/Qwen3-VL-4B-Instruct', gated: false,
    config: {
      architectures: ['Qwen3VLForConditionalGeneration'], model_type: 'qwen3_vl', tie_word_embeddings: true,
      text_config: {
        model_type: 'qwen3_vl_text', num_hidden_layers: 36, hidden_size: 2560, num_attention_heads: 32, num_key_value_heads: 8,
        head_dim: 128, intermediate_size: 9728, vocab_size: 151936, max_position_embeddings: 262144, tie_word_embeddings: true,
        attention_bias: false, torch_dtype: 'bfloat16',
      },
      vision_config: {
        model_type: 'qwen3_vl', depth: 24, hidden_size: 1024, intermediate_size: 4096, out_hidden_size: 2560, patch_size: 16,
        temporal_patch_size: 2, spatial_merge_size: 2, num_position_embeddings: 2304, deepstack_visual_indexes: [5, 11, 17],
      },
    },
  },
  QWEN3_VL_8B_INSTRUCT: {
    modelId: 'Qwen/Qwen3-VL-8B-Instruct', gated: false,
    config: {
      architectures: ['Qwen3VLForConditionalGeneration'], model_type: 'qwen3_vl',
      text_config: {
        model_type: 'qwen3_vl_text', num_hidden_layers: 36, hidden_size: 4096, num_attention_heads: 32, num_key_value_heads: 8,
        head_dim: 128, intermediate_size: 12288, vocab_size: 151936, max_position_embeddings: 262144, torch_dtype: 'bfloat16',
      },
      vision_config: {
        model_type: 'qwen3_vl', depth: 27, hidden_size: 1152, intermediate_size: 4304, out_hidden_size: 4096, patch_size: 16,
        temporal_patch_size: 2, spatial_merge_size: 2, num_position_embeddings: 2304, deepstack_visual_indexes: [8, 16, 24],
      },
    },
  },
  QWEN3_5_122B_A10B: {
    modelId: 'Qwen/Qwen3.5-122B-A10B', gated: false,
    config: {
      architectures: ['Qwen3_5MoeForConditionalGeneration'], model_type: 'qwen3_5_moe', tie_word_embeddings: false,
      text_config: {
        model_type: 'qwen3_5_moe_text', num_hidden_layers: 48, hidden_size: 3072, num_attention_heads: 32, num_key_value_heads: 2,
        head_dim: 256, vocab_size: 248320, max_position_embeddings: 262144, attention_bias: false, num_experts: 256,
        num_experts_per_tok: 8, moe_intermediate_size: 1024, shared_expert_intermediate_size: 1024, full_attention_interval: 4,
        linear_num_value_heads: 64, linear_num_key_heads: 16, linear_key_head_dim: 128, linear_value_head_dim: 128,
        linear_conv_kernel_dim: 4, mamba_ssm_dtype: 'float32', torch_dtype: 'bfloat16',
      },
      vision_config: {
        model_type: 'qwen3_5_moe', depth: 27, hidden_size: 1152, intermediate_size: 4304, out_hidden_size: 3072, patch_size: 16,
        temporal_patch_size: 2, spatial_merge_size: 2, num_position_embeddings: 2304,
      },
    },
  },
  QWEN3_5_27B: {
    modelId: 'Qwen/Qwen3.5-27B', gated: false,
    config: {
      architectures: ['Qwen3_5ForConditionalGeneration'], model_type: 'qwen3_5', tie_word_embeddings: false,
      text_config: {
        model_type: 'qwen3_5_text', num_hidden_layers: 64, hidden_size: 5120, num_attention_heads: 24, num_key_value_heads: 4,
        head_dim: 256, intermediate_size: 17408, vocab_size: 248320, max_position_embeddings: 262144, attention_bias: false,
        full_attention_interval: 4, linear_num_value_heads: 48, linear_num_key_heads: 16, linear_key_head_dim: 128,
        linear_value_head_dim: 128, linear_conv_kernel_dim: 4, mamba_ssm_dtype: 'float32', torch_dtype: 'bfloat16',
      },
      vision_config: {
        model_type: 'qwen3_5', depth: 27, hidden_size: 1152, intermediate_size: 4304, out_hidden_size: 5120, patch_size: 16,
        temporal_patch_size: 2, spatial_merge_size: 2, num_position_embeddings: 2304,
      },
    },
  },
  QWEN3_5_35B_A3B: {
    modelId: 'Qwen/Qwen3.5-35B-A3B', gated: false,
    config: {
      architectures: ['Qwen3_5MoeForConditionalGeneration'], model_type: 'qwen3_5_moe', tie_word_embeddings: false,
      text_config: {
        model_type: 'qwen3_5_moe_text', num_hidden_layers: 40, hidden_size: 2048, num_attention_heads: 16, num_key_value_heads: 2,
        head_dim: 256, vocab_size: 248320, max_position_embeddings: 262144, attention_bias: false, num_experts: 256,
        num_experts_per_tok: 8, moe_intermediate_size: 512, shared_expert_intermediate_size: 512, full_attention_interval: 4,
        linear_num_value_heads: 32, linear_num_key_heads: 16, linear_key_head_dim: 128, linear_value_head_dim: 128,
        linear_conv_kernel_dim: 4, mamba_ssm_dtype: 'float32', torch_dtype: 'bfloat16',
      },
      vision_config: {
        model_type: 'qwen3_5_moe', depth: 27, hidden_size: 1152, intermediate_size: 4304, out_hidden_size: 2048, patch_size: 16,
        temporal_patch_size: 2, spatial_merge_size: 2, num_position_embeddings: 2304,
      },
    },
  },
  QWEN3_5_397B_A17B: {
    modelId: 'Qwen/Qwen3.5-397B-A17B', gated: false,
    config: {
      architectures: ['Qwen3_5MoeForConditionalGeneration'], model_type: 'qwen3_5_moe', tie_word_embeddings: false,
      text_config: {
        model_type: 'qwen3_5_moe_text', num_hidden_layers: 60, hidden_size: 4096, num_attention_heads: 32, num_key_value_heads: 2,
        head_dim: 256, vocab_size: 248320, max_position_embeddings: 262144, tie_word_embeddings: false, attention_bias: false,
        num_experts: 512, num_experts_per_tok: 10, moe_intermediate_size: 1024, shared_expert_intermediate_size: 1024,
        full_attention_interval: 4, linear_num_value_heads: 64, linear_num_key_heads: 16, linear_key_head_dim: 128,
        linear_value_head_dim: 128, linear_conv_kernel_dim: 4, mamba_ssm_dtype: 'float32', torch_dtype: 'bfloat16',
      },
      vision_config: {
        model_type: 'qwen3_5_moe', depth: 27, hidden_size: 1152, intermediate_size: 4304, out_hidden_size: 4096, patch_size: 16,
        temporal_patch_size: 2, spatial_merge_size: 2, num_position_embeddings: 2304,
      },
    },
  },
  MIMO_7B_BASE: {
    modelId: 'XiaomiMiMo/MiMo-7B-Base', gated: false,
    config: {
      architectures: ['MiMoForCausalLM'], model_type: 'mimo', num_hidden_layers: 36, hidden_size: 4096, num_attention_heads: 32,
      num_key_value_heads: 8, head_dim: 128, intermediate_size: 11008, vocab_size: 151680, max_position_embeddings: 32768,
      tie_word_embeddings: false, torch_dtype: 'bfloat16', attention_bias: true, sliding_window: 32768, use_sliding_window: false,
    },
  },
  MIMO_V2_FLASH: {
    modelId: 'XiaomiMiMo/MiMo-V2-Flash', gated: false,
    config: {
      architectures: ['MiMoV2FlashForCausalLM'], model_type: 'mimo_v2_flash', num_hidden_layers: 48, hidden_size: 4096,
      num_attention_heads: 64, num_key_value_heads: 4, head_dim: 192, intermediate_size: 16384, vocab_size: 152576,
      max_position_embeddings: 262144, tie_word_embeddings: false, torch_dtype: 'bfloat16', attention_bias: false, sliding_window: 128,
      attention_chunk_size: 128, n_routed_experts: 256, num_experts_per_tok: 8, moe_intermediate_size: 2048, v_head_dim: 128,
      swa_num_attention_heads: 64, swa_num_key_value_heads: 8, swa_head_dim: 192, swa_v_head_dim: 128,
      hybrid_layer_pattern: repeatNumbers([[0, 9], [1, 39]]), moe_layer_freq: repeatNumbers([[0, 1], [1, 47]]),
      quantization_config: { quant_method: 'fp8', weight_block_size: [128, 128] },
    },
  },
  DEEPSEEK_V3_2: {
    modelId: 'deepseek-ai/DeepSeek-V3.2', gated: false,
    config: {
      architectures: ['DeepseekV32ForCausalLM'], model_type: 'deepseek_v32', num_hidden_layers: 61, hidden_size: 7168,
      num_attention_heads: 128, num_key_value_heads: 128, intermediate_size: 18432, vocab_size: 129280, max_position_embeddings: 163840,
      tie_word_embeddings: false, torch_dtype: 'bfloat16', attention_bias: false, n_routed_experts: 256, num_experts_per_tok: 8,
      moe_intermediate_size: 2048, n_shared_experts: 1, first_k_dense_replace: 3, kv_lora_rank: 512, q_lora_rank: 1536,
      qk_rope_head_dim: 64, qk_nope_head_dim: 128, v_head_dim: 128, index_head_dim: 128, index_n_heads: 64,
      quantization_config: { quant_method: 'fp8', weight_block_size: [128, 128] },
    },
  },
  DEEPSEEK_V3: {
    modelId: 'deepseek-ai/DeepSeek-V3', gated: false,
    config: {
      architectures: ['DeepseekV3ForCausalLM'], model_type: 'deepseek_v3', num_hidden_layers: 61, hidden_size: 7168,
      num_attention_heads: 128, num_key_value_heads: 128, intermediate_size: 18432, vocab_size: 129280, max_position_embeddings: 163840,
      tie_word_embeddings: false, torch_dtype: 'bfloat16', attention_bias: false, n_routed_experts: 256, num_experts_per_tok: 8,
      moe_intermediate_size: 2048, n_shared_experts: 1, first_k_dense_replace: 3, kv_lora_rank: 512, q_lora_rank: 1536,
      qk_rope_head_dim: 64, qk_nope_head_dim: 128, v_head_dim: 128,
      quantization_config: { quant_method: 'fp8', weight_block_size: [128, 128] },
    },
  },
  DEEPSEEK_V4_FLASH: {
    modelId: 'deepseek-ai/DeepSeek-V4-Flash', gated: false,
    config: {
      architectures: ['DeepseekV4ForCausalLM'], model_type: 'deepseek_v4', num_hidden_layers: 43, hidden_size: 4096,
      num_attention_heads: 64, num_key_value_heads: 1, head_dim: 512, vocab_size: 129280, max_position_embeddings: 1048576,
      tie_word_embeddings: false, torch_dtype: 'bfloat16', attention_bias: false, sliding_window: 128, n_routed_experts: 256,
      num_experts_per_tok: 6, moe_intermediate_size: 2048, n_shared_experts: 1, q_lora_rank: 1024, qk_rope_head_dim: 64,
      o_lora_rank: 1024, o_groups: 8, index_head_dim: 128, index_n_heads: 64, expert_dtype: 'fp4',
      compress_ratios: repeatNumbers([[0, 2], [4, 21], [128, 20]]),
      quantization_config: { quant_method: 'fp8', weight_block_size: [128, 128] },
    },
  },
  DEEPSEEK_V4_PRO: {
    modelId: 'deepseek-ai/DeepSeek-V4-Pro', gated: false,
    config: {
      architectures: ['DeepseekV4ForCausalLM'], model_type: 'deepseek_v4', num_hidden_layers: 61, hidden_size: 7168,
      num_attention_heads: 128, num_key_value_heads: 1, head_dim: 512, vocab_size: 129280, max_position_embeddings: 1048576,
      tie_word_embeddings: false, torch_dtype: 'bfloat16', attention_bias: false, sliding_window: 128, n_routed_experts: 384,
      num_experts_per_tok: 6, moe_intermediate_size: 3072, n_shared_experts: 1, q_lora_rank: 1536, qk_rope_head_dim: 64,
      o_lora_rank: 1024, o_groups: 16, index_head_dim: 128, index_n_heads: 64, expert_dtype: 'fp4',
      compress_ratios: repeatNumbers([[128, 31], [4, 30]]), quantization_config: { quant_method: 'fp8', weight_block_size: [128, 128] },
    },
  },
  LLAMA_4_MAVERICK_17B_128E_INSTRUCT: {
    modelId: 'meta-llama/Llama-4-Maverick-17B-128E-Instruct', gated: true,
    config: {
      architectures: ['Llama4ForConditionalGeneration'], model_type: 'llama4',
      text_config: {
        model_type: 'llama4_text', num_hidden_layers: 48, hidden_size: 5120, num_attention_heads: 40, num_key_value_heads: 8,
        head_dim: 128, intermediate_size: 8192, vocab_size: 202048, max_position_embeddings: 1048576, torch_dtype: 'bfloat16',
        num_local_experts: 128, num_experts_per_tok: 1, attention_chunk_size: 8192, interleave_moe_layer_step: 2,
        intermediate_size_mlp: 16384,
      },
      vision_config: {
        model_type: 'llama4_vision_model', hidden_size: 1408, num_hidden_layers: 34, intermediate_size: 5632, patch_size: 14,
        image_size: 336,
      },
    },
  },
  KIMI_K2_INSTRUCT: {
    modelId: 'moonshotai/Kimi-K2-Instruct', gated: false,
    config: {
      architectures: ['DeepseekV3ForCausalLM'], model_type: 'kimi_k2', num_hidden_layers: 61, hidden_size: 7168, num_attention_heads: 64,
      num_key_value_heads: 64, intermediate_size: 18432, vocab_size: 163840, max_position_embeddings: 131072, tie_word_embeddings: false,
      torch_dtype: 'bfloat16', attention_bias: false, n_routed_experts: 384, num_experts_per_tok: 8, moe_intermediate_size: 2048,
      n_shared_experts: 1, first_k_dense_replace: 1, kv_lora_rank: 512, q_lora_rank: 1536, qk_rope_head_dim: 64, qk_nope_head_dim: 128,
      v_head_dim: 128, quantization_config: { quant_method: 'fp8', weight_block_size: [128, 128] },
    },
  },
  KIMI_K2_5: {
    modelId: 'moonshotai/Kimi-K2.5', gated: false,
    config: {
      architectures: ['KimiK25ForConditionalGeneration'], model_type: 'kimi_k25', tie_word_embeddings: false,
      text_config: {
        model_type: 'kimi_k2', num_hidden_layers: 61, hidden_size: 7168, num_attention_heads: 64, num_key_value_heads: 64,
        intermediate_size: 18432, vocab_size: 163840, max_position_embeddings: 262144, tie_word_embeddings: false, attention_bias: false,
        n_routed_experts: 384, num_experts_per_tok: 8, moe_intermediate_size: 2048, n_shared_experts: 1, first_k_dense_replace: 1,
        kv_lora_rank: 512, q_lora_rank: 1536, qk_rope_head_dim: 64, qk_nope_head_dim: 128, v_head_dim: 128, torch_dtype: 'bfloat16',
      },
      vision_config: {
        patch_size: 14, merge_kernel_size: [2, 2], vt_hidden_size: 1152, vt_intermediate_size: 4304, vt_num_hidden_layers: 27,
      },
      quantization_config: {
        quant_method: 'compressed-tensors',
        config_groups: { group_0: { weights: { num_bits: 4, type: 'int', group_size: 32, symmetric: true } } },
        ignore: ['lm_head', 're:.*mlp\.(gate|up|gate_up|down)_proj.*', 're:.*self_attn.*', 're:.*shared_experts.*'],
      },
    },
  },
  DEEPSEEK_V3_1_NVFP4: {
    modelId: 'nvidia/DeepSeek-V3.1-NVFP4', gated: false,
    config: {
      architectures: ['DeepseekV3ForCausalLM'], model_type: 'deepseek_v3', num_hidden_layers: 61, hidden_size: 7168,
      num_attention_heads: 128, num_key_value_heads: 128, intermediate_size: 18432, vocab_size: 129280, max_position_embeddings: 163840,
      tie_word_embeddings: false, torch_dtype: 'bfloat16', attention_bias: false, n_routed_experts: 256, num_experts_per_tok: 8,
      moe_intermediate_size: 2048, n_shared_experts: 1, first_k_dense_replace: 3, kv_lora_rank: 512, q_lora_rank: 1536,
      qk_rope_head_dim: 64, qk_nope_head_dim: 128, v_head_dim: 128,
      quantization_config: {
        quant_method: 'modelopt', group_size: 16, quant_algo: 'NVFP4', kv_cache_quant_algo: 'FP8',
        ignore: ['*.self_attn.kv_a_proj_with_mqa', '*.self_attn.kv_b_proj', '*.self_attn.q_a_proj', '*.self_attn.q_b_proj', 'lm_head'],
      },
    },
  },
  DEEPSEEK_V3_2_NVFP4: {
    modelId: 'nvidia/DeepSeek-V3.2-NVFP4', gated: false,
    config: {
      architectures: ['DeepseekV32ForCausalLM'], model_type: 'deepseek_v32', num_hidden_layers: 61, hidden_size: 7168,
      num_attention_heads: 128, num_key_value_heads: 128, intermediate_size: 18432, vocab_size: 129280, max_position_embeddings: 163840,
      tie_word_embeddings: false, torch_dtype: 'bfloat16', attention_bias: false, n_routed_experts: 256, num_experts_per_tok: 8,
      moe_intermediate_size: 2048, n_shared_experts: 1, first_k_dense_replace: 3, kv_lora_rank: 512, q_lora_rank: 1536,
      qk_rope_head_dim: 64, qk_nope_head_dim: 128, v_head_dim: 128, index_head_dim: 128, index_n_heads: 64,
      quantization_config: {
        quant_method: 'modelopt', group_size: 16, quant_algo: 'NVFP4', kv_cache_quant_algo: 'FP8',
        ignore: ['*.self_attn.indexer*', '*.self_attn.kv_a_proj_with_mqa', '*.self_attn.kv_b_proj', '*.self_attn.q_a_proj', '*.self_attn.q_b_proj', 'lm_head'],
      },
    },
  },
  DEEPSEEK_V4_FLASH_NVFP4: {
    modelId: 'nvidia/DeepSeek-V4-Flash-NVFP4', gated: false,
    config: {
      architectures: ['DeepseekV4ForCausalLM'], model_type: 'deepseek_v4', num_hidden_layers: 43, hidden_size: 4096,
      num_attention_heads: 64, num_key_value_heads: 1, head_dim: 512, vocab_size: 129280, max_position_embeddings: 1048576,
      tie_word_embeddings: false, torch_dtype: 'bfloat16', attention_bias: false, sliding_window: 128, n_routed_experts: 256,
      num_experts_per_tok: 6, moe_intermediate_size: 2048, n_shared_experts: 1, q_lora_rank: 1024, qk_rope_head_dim: 64,
      o_lora_rank: 1024, o_groups: 8, index_head_dim: 128, index_n_heads: 64, expert_dtype: 'fp4',
      compress_ratios: repeatNumbers([[0, 2], [4, 21], [128, 20]]),
      quantization_config: {
        quant_method: 'fp8', group_size: 16, quant_algo: 'MIXED_PRECISION', weight_block_size: [128, 128], moe_quant_algo: 'NVFP4',
        quantized_layers: { experts: { quant_algo: 'NVFP4' } },
      },
    },
  },
  DEEPSEEK_V4_PRO_NVFP4: {
    modelId: 'nvidia/DeepSeek-V4-Pro-NVFP4', gated: false,
    config: {
      architectures: ['DeepseekV4ForCausalLM'], model_type: 'deepseek_v4', num_hidden_layers: 61, hidden_size: 7168,
      num_attention_heads: 128, num_key_value_heads: 1, head_dim: 512, vocab_size: 129280, max_position_embeddings: 1048576,
      tie_word_embeddings: false, torch_dtype: 'bfloat16', attention_bias: false, sliding_window: 128, n_routed_experts: 384,
      num_experts_per_tok: 6, moe_intermediate_size: 3072, n_shared_experts: 1, q_lora_rank: 1536, qk_rope_head_dim: 64,
      o_lora_rank: 1024, o_groups: 16, index_head_dim: 128, index_n_heads: 64, expert_dtype: 'fp4',
      compress_ratios: repeatNumbers([[128, 31], [4, 30]]),
      quantization_config: {
        quant_method: 'fp8', group_size: 16, quant_algo: 'MIXED_PRECISION', weight_block_size: [128, 128], moe_quant_algo: 'NVFP4',
        quantized_layers: { experts: { quant_algo: 'NVFP4' } },
      },
    },
  },
  GLM_5_NVFP4: {
    modelId: 'nvidia/GLM-5-NVFP4', gated: false,
    config: {
      architectures: ['GlmMoeDsaForCausalLM'], model_type: 'glm_moe_dsa', num_hidden_layers: 78, hidden_size: 6144,
      num_attention_heads: 64, num_key_value_heads: 64, head_dim: 64, intermediate_size: 12288, vocab_size: 154880,
      max_position_embeddings: 202752, tie_word_embeddings: false, attention_bias: false, n_routed_experts: 256, num_experts_per_tok: 8,
      moe_intermediate_size: 2048, n_shared_experts: 1, first_k_dense_replace: 3, kv_lora_rank: 512, q_lora_rank: 2048,
      qk_rope_head_dim: 64, qk_nope_head_dim: 192, v_head_dim: 256, index_head_dim: 128, index_n_heads: 32, torch_dtype: 'bfloat16',
      quantization_config: {
        quant_method: 'modelopt', group_size: 16, quant_algo: 'NVFP4', kv_cache_quant_algo: 'FP8',
        ignore: ['*.self_attn.indexer*', '*.self_attn.kv_a_proj_with_mqa', '*.self_attn.kv_b_proj', '*.self_attn.o_proj', '*.self_attn.q_a_proj', '*.self_attn.q_b_proj', 'lm_head'],
      },
    },
  },
  GLM_5_1_NVFP4: {
    modelId: 'nvidia/GLM-5.1-NVFP4', gated: false,
    config: {
      architectures: ['GlmMoeDsaForCausalLM'], model_type: 'glm_moe_dsa', num_hidden_layers: 78, hidden_size: 6144,
      num_attention_heads: 64, num_key_value_heads: 64, intermediate_size: 12288, vocab_size: 154880, max_position_embeddings: 202752,
      tie_word_embeddings: false, attention_bias: false, n_routed_experts: 256, num_experts_per_tok: 8, moe_intermediate_size: 2048,
      n_shared_experts: 1, first_k_dense_replace: 3, kv_lora_rank: 512, q_lora_rank: 2048, qk_rope_head_dim: 64, qk_nope_head_dim: 192,
      v_head_dim: 256, index_head_dim: 128, index_n_heads: 32, torch_dtype: 'bfloat16', mlp_layer_types: repeat({ dense: 3, sparse: 75 }),
      quantization_config: {
        quant_method: 'modelopt', group_size: 16, quant_algo: 'NVFP4', kv_cache_quant_algo: 'FP8',
        ignore: ['*.mlp.shared_experts*', '*.self_attn*'],
      },
    },
  },
  GLM_5_2_NVFP4: {
    modelId: 'nvidia/GLM-5.2-NVFP4', gated: false,
    config: {
      architectures: ['GlmMoeDsaForCausalLM'], model_type: 'glm_moe_dsa', num_hidden_layers: 78, hidden_size: 6144,
      num_attention_heads: 64, num_key_value_heads: 64, head_dim: 192, intermediate_size: 12288, vocab_size: 154880,
      max_position_embeddings: 1048576, tie_word_embeddings: false, attention_bias: false, n_routed_experts: 256, num_experts_per_tok: 8,
      moe_intermediate_size: 2048, n_shared_experts: 1, first_k_dense_replace: 3, kv_lora_rank: 512, q_lora_rank: 2048,
      qk_rope_head_dim: 64, qk_nope_head_dim: 192, v_head_dim: 256, index_head_dim: 128, index_n_heads: 32, index_topk_freq: 4,
      index_skip_topk_offset: 3, torch_dtype: 'bfloat16', indexer_types: repeat({ full: 21, shared: 57 }),
      mlp_layer_types: repeat({ dense: 3, sparse: 75 }),
      quantization_config: {
        quant_method: 'modelopt', group_size: 16, quant_algo: 'NVFP4', kv_cache_quant_algo: 'FP8',
        ignore: ['*.mlp.shared_experts*', '*.self_attn*'],
      },
    },
  },
  GEMMA_4_26B_A4B_NVFP4: {
    modelId: 'nvidia/Gemma-4-26B-A4B-NVFP4', gated: false,
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
      quantization_config: {
        quant_method: 'modelopt', group_size: 16, quant_algo: 'NVFP4', kv_cache_quant_algo: 'FP8', ignore: ['*.mlp*', '*.self_attn*'],
      },
    },
  },
  GEMMA_4_31B_IT_NVFP4: {
    modelId: 'nvidia/Gemma-4-31B-IT-NVFP4', gated: false,
    config: {
      architectures: ['Gemma4ForConditionalGeneration'], model_type: 'gemma4', tie_word_embeddings: true,
      vision_soft_tokens_per_image: 280,
      text_config: {
        model_type: 'gemma4_text', num_hidden_layers: 60, hidden_size: 5376, num_attention_heads: 32, num_key_value_heads: 16,
        head_dim: 256, intermediate_size: 21504, vocab_size: 262144, max_position_embeddings: 262144, tie_word_embeddings: true,
        attention_bias: false, sliding_window: 1024, num_global_key_value_heads: 4, global_head_dim: 512, attention_k_eq_v: true,
        num_kv_shared_layers: 0, hidden_size_per_layer_input: 0, vocab_size_per_layer_input: 262144, torch_dtype: 'bfloat16',
        layer_types: repeat({ sliding_attention: 50, full_attention: 10 }),
      },
      vision_config: {
        model_type: 'gemma4_vision', hidden_size: 1152, intermediate_size: 4304, patch_size: 16, num_hidden_layers: 27,
        pooling_kernel_size: 3, position_embedding_size: 10240,
      },
      quantization_config: {
        quant_method: 'modelopt', group_size: 16, quant_algo: 'NVFP4', kv_cache_quant_algo: 'FP8', ignore: ['*.self_attn*'],
      },
    },
  },
  KIMI_K2_5_NVFP4: {
    modelId: 'nvidia/Kimi-K2.5-NVFP4', gated: false,
    config: {
      architectures: ['KimiK25ForConditionalGeneration'], model_type: 'kimi_k25', tie_word_embeddings: false,
      text_config: {
        model_type: 'deepseek_v3', num_hidden_layers: 61, hidden_size: 7168, num_attention_heads: 64, num_key_value_heads: 64,
        intermediate_size: 18432, vocab_size: 163840, max_position_embeddings: 262144, tie_word_embeddings: false, attention_bias: false,
        n_routed_experts: 384, num_experts_per_tok: 8, moe_intermediate_size: 2048, n_shared_experts: 1, first_k_dense_replace: 1,
        kv_lora_rank: 512, q_lora_rank: 1536, qk_rope_head_dim: 64, qk_nope_head_dim: 128, v_head_dim: 128, torch_dtype: 'bfloat16',
      },
      vision_config: {
        patch_size: 14, merge_kernel_size: [2, 2], vt_hidden_size: 1152, vt_intermediate_size: 4304, vt_num_hidden_layers: 27,
      },
      quantization_config: {
        quant_method: 'modelopt', quant_algo: 'NVFP4', kv_cache_quant_algo: 'FP8',
        ignore: ['*.self_attn*', 'lm_head', 'mm_projector*', 'vision_tower*'],
      },
    },
  },
  KIMI_K2_6_NVFP4: {
    modelId: 'nvidia/Kimi-K2.6-NVFP4', gated: false,
    config: {
      architectures: ['KimiK25ForConditionalGeneration'], model_type: 'kimi_k25', tie_word_embeddings: false,
      text_config: {
        model_type: 'deepseek_v3', num_hidden_layers: 61, hidden_size: 7168, num_attention_heads: 64, num_key_value_heads: 64,
        intermediate_size: 18432, vocab_size: 163840, max_position_embeddings: 262144, tie_word_embeddings: false, attention_bias: false,
        n_routed_experts: 384, num_experts_per_tok: 8, moe_intermediate_size: 2048, n_shared_experts: 1, first_k_dense_replace: 1,
        kv_lora_rank: 512, q_lora_rank: 1536, qk_rope_head_dim: 64, qk_nope_head_dim: 128, v_head_dim: 128, torch_dtype: 'bfloat16',
      },
      vision_config: {
        patch_size: 14, merge_kernel_size: [2, 2], vt_hidden_size: 1152, vt_intermediate_size: 4304, vt_num_hidden_layers: 27,
      },
      quantization_config: {
        quant_method: 'modelopt', quant_algo: 'NVFP4', kv_cache_quant_algo: 'FP8',
        ignore: ['*.self_attn*', 'lm_head', 'mm_projector*', 'vision_tower*'],
      },
    },
  },
  KIMI_K2_7_CODE_NVFP4: {
    modelId: 'nvidia/Kimi-K2.7-Code-NVFP4', gated: false,
    config: {
      architectures: ['KimiK25ForConditionalGeneration'], model_type: 'kimi_k25', tie_word_embeddings: false,
      text_config: {
        model_type: 'deepseek_v3', num_hidden_layers: 61, hidden_size: 7168, num_attention_heads: 64, num_key_value_heads: 64,
        intermediate_size: 18432, vocab_size: 163840, max_position_embeddings: 262144, tie_word_embeddings: false, attention_bias: false,
        n_routed_experts: 384, num_experts_per_tok: 8, moe_intermediate_size: 2048, n_shared_experts: 1, first_k_dense_replace: 1,
        kv_lora_rank: 512, q_lora_rank: 1536, qk_rope_head_dim: 64, qk_nope_head_dim: 128, v_head_dim: 128, torch_dtype: 'bfloat16',
      },
      vision_config: {
        patch_size: 14, merge_kernel_size: [2, 2], vt_hidden_size: 1152, vt_intermediate_size: 4304, vt_num_hidden_layers: 27,
      },
      quantization_config: {
        quant_method: 'modelopt', group_size: 16, quant_algo: 'NVFP4', kv_cache_quant_algo: 'FP8',
        ignore: ['*.mlp.shared_experts*', '*.self_attn*'],
      },
    },
  },
  LLAMA_3_1_70B_INSTRUCT_FP8: {
    modelId: 'nvidia/Llama-3.1-70B-Instruct-FP8', gated: false,
    config: {
      architectures: ['LlamaForCausalLM'], model_type: 'llama', num_hidden_layers: 80, hidden_size: 8192, num_attention_heads: 64,
      num_key_value_heads: 8, intermediate_size: 28672, vocab_size: 128256, max_position_embeddings: 131072, tie_word_embeddings: false,
      torch_dtype: 'bfloat16', attention_bias: false,
      quantization_config: { quant_method: 'modelopt', quant_algo: 'FP8', kv_cache_quant_algo: 'FP8', ignore: ['lm_head'] },
    },
  },
  MINIMAX_M2_5_NVFP4: {
    modelId: 'nvidia/MiniMax-M2.5-NVFP4', gated: false,
    config: {
      architectures: ['MiniMaxM2ForCausalLM'], model_type: 'minimax_m2', num_hidden_layers: 62, hidden_size: 3072,
      num_attention_heads: 48, num_key_value_heads: 8, head_dim: 128, intermediate_size: 1536, vocab_size: 200064,
      max_position_embeddings: 196608, tie_word_embeddings: false, num_local_experts: 256, num_experts_per_tok: 8,
      shared_intermediate_size: 0, torch_dtype: 'bfloat16',
      quantization_config: {
        quant_method: 'modelopt', group_size: 16, quant_algo: 'NVFP4', kv_cache_quant_algo: 'FP8', ignore: ['*.self_attn*'],
      },
    },
  },
  MINIMAX_M2_7_NVFP4: {
    modelId: 'nvidia/MiniMax-M2.7-NVFP4', gated: false,
    config: {
      architectures: ['MiniMaxM2ForCausalLM'], model_type: 'minimax_m2', num_hidden_layers: 62, hidden_size: 3072,
      num_attention_heads: 48, num_key_value_heads: 8, head_dim: 128, intermediate_size: 1536, vocab_size: 200064,
      max_position_embeddings: 196608, tie_word_embeddings: false, torch_dtype: 'bfloat16', num_local_experts: 256,
      num_experts_per_tok: 8,
      quantization_config: {
        quant_method: 'modelopt', group_size: 16, quant_algo: 'NVFP4', kv_cache_quant_algo: 'FP8', ignore: ['*.self_attn*'],
      },
    },
  },
  MINIMAX_M3_NVFP4: {
    modelId: 'nvidia/MiniMax-M3-NVFP4', gated: false,
    config: {
      architectures: ['MiniMaxM3SparseForConditionalGeneration'], model_type: 'minimax_m3_vl',
      text_config: {
        num_hidden_layers: 60, hidden_size: 6144, num_attention_heads: 64, num_key_value_heads: 4, head_dim: 128, intermediate_size: 3072,
        vocab_size: 200064, max_position_embeddings: 1048576, tie_word_embeddings: false, num_local_experts: 128, num_experts_per_tok: 4,
        n_shared_experts: 1, dense_intermediate_size: 12288, shared_intermediate_size: 3072, torch_dtype: 'bfloat16',
        moe_layer_freq: repeatNumbers([[0, 3], [1, 57]]),
        sparse_attention_config: { sparse_index_dim: 128, sparse_attention_freq: repeatNumbers([[0, 3], [1, 57]]) },
      },
      vision_config: {
        model_type: 'clip_vision_model', hidden_size: 1280, intermediate_size: 5120, patch_size: 14, num_hidden_layers: 32,
        image_size: 2016,
      },
      quantization_config: {
        quant_method: 'modelopt', quant_algo: 'MIXED_PRECISION',
        ignore: ['lm_head', 'multi_modal_projector', 'patch_merge_mlp', 'vision_tower'],
        quantized_layers: {
          mlp: { quant_algo: 'MXFP8' }, self_attn: { quant_algo: 'MXFP8' }, shared_experts: { quant_algo: 'MXFP8' },
          experts: { quant_algo: 'NVFP4' },
        },
      },
    },
  },
  NVIDIA_NEMOTRON_3_NANO_30B_A3B_BF16: {
    modelId: 'nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-BF16', gated: false,
    config: {
      architectures: ['NemotronHForCausalLM'], model_type: 'nemotron_h', num_hidden_layers: 52, hidden_size: 2688,
      num_attention_heads: 32, num_key_value_heads: 2, head_dim: 128, intermediate_size: 1856, vocab_size: 131072,
      max_position_embeddings: 262144, tie_word_embeddings: false, torch_dtype: 'bfloat16', attention_bias: false, n_routed_experts: 128,
      num_experts_per_tok: 6, moe_intermediate_size: 1856, n_shared_experts: 1, moe_shared_expert_intermediate_size: 3712,
      mamba_ssm_cache_dtype: 'float32', mamba_num_heads: 64, mamba_head_dim: 64, ssm_state_size: 128, n_groups: 8, conv_kernel: 4,
      hybrid_override_pattern: 'MEMEM*EMEMEM*EMEMEM*EMEMEM*EMEMEM*EMEMEMEM*EMEMEMEME',
    },
  },
  NVIDIA_NEMOTRON_3_NANO_30B_A3B_NVFP4: {
    modelId: 'nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-NVFP4', gated: false,
    config: {
      architectures: ['NemotronHForCausalLM'], model_type: 'nemotron_h', num_hidden_layers: 52, hidden_size: 2688,
      num_attention_heads: 32, num_key_value_heads: 2, head_dim: 128, intermediate_size: 1856, vocab_size: 131072,
      max_position_embeddings: 262144, tie_word_embeddings: false, torch_dtype: 'bfloat16', attention_bias: false, n_routed_experts: 128,
      num_experts_per_tok: 6, moe_intermediate_size: 1856, n_shared_experts: 1, moe_shared_expert_intermediate_size: 3712,
      mamba_ssm_cache_dtype: 'float32', mamba_num_heads: 64, mamba_head_dim: 64, ssm_state_size: 128, n_groups: 8, conv_kernel: 4,
      hybrid_override_pattern: 'MEMEM*EMEMEM*EMEMEM*EMEMEM*EMEMEM*EMEMEMEM*EMEMEMEME',
      quantization_config: { quant_method: 'modelopt', quant_algo: 'NVFP4', kv_cache_quant_algo: 'FP8' },
    },
  },
  NVIDIA_NEMOTRON_3_SUPER_120B_A12B_FP8: {
    modelId: 'nvidia/NVIDIA-Nemotron-3-Super-120B-A12B-FP8', gated: false,
    config: {
      architectures: ['NemotronHForCausalLM'], model_type: 'nemotron_h', num_hidden_layers: 88, hidden_size: 4096,
      num_attention_heads: 32, num_key_value_heads: 2, head_dim: 128, intermediate_size: 2688, vocab_size: 131072,
      max_position_embeddings: 262144, tie_word_embeddings: false, attention_bias: false, n_routed_experts: 512, num_experts_per_tok: 22,
      moe_intermediate_size: 2688, n_shared_experts: 1, moe_shared_expert_intermediate_size: 5376, mamba_ssm_cache_dtype: 'float32',
      mamba_num_heads: 128, mamba_head_dim: 64, ssm_state_size: 128, n_groups: 8, conv_kernel: 4,
      hybrid_override_pattern: 'MEMEMEM*EMEMEMEM*EMEMEMEM*EMEMEMEMEM*EMEMEMEMEM*EMEMEMEMEM*EMEMEMEMEM*EMEMEMEM*EMEMEMEME',
      moe_latent_size: 1024, torch_dtype: 'bfloat16',
      quantization_config: { quant_method: 'modelopt', quant_algo: 'FP8', kv_cache_quant_algo: 'FP8' },
    },
  },
  NVIDIA_NEMOTRON_3_SUPER_120B_A12B_NVFP4: {
    modelId: 'nvidia/NVIDIA-Nemotron-3-Super-120B-A12B-NVFP4', gated: false,
    config: {
      architectures: ['NemotronHForCausalLM'], model_type: 'nemotron_h', num_hidden_layers: 88, hidden_size: 4096,
      num_attention_heads: 32, num_key_value_heads: 2, head_dim: 128, intermediate_size: 2688, vocab_size: 131072,
      max_position_embeddings: 262144, tie_word_embeddings: false, attention_bias: false, n_routed_experts: 512, num_experts_per_tok: 22,
      moe_intermediate_size: 2688, n_shared_experts: 1, moe_shared_expert_intermediate_size: 5376, mamba_ssm_cache_dtype: 'float32',
      mamba_num_heads: 128, mamba_head_dim: 64, ssm_state_size: 128, n_groups: 8, conv_kernel: 4,
      hybrid_override_pattern: 'MEMEMEM*EMEMEMEM*EMEMEMEM*EMEMEMEMEM*EMEMEMEMEM*EMEMEMEMEM*EMEMEMEMEM*EMEMEMEM*EMEMEMEME',
      moe_latent_size: 1024, torch_dtype: 'bfloat16',
      quantization_config: { quant_method: 'modelopt', quant_algo: 'NVFP4', kv_cache_quant_algo: 'FP8' },
    },
  },
  NVIDIA_NEMOTRON_3_ULTRA_550B_A55B_BF16: {
    modelId: 'nvidia/NVIDIA-Nemotron-3-Ultra-550B-A55B-BF16', gated: false,
    config: {
      architectures: ['NemotronHForCausalLM'], model_type: 'nemotron_h', hidden_size: 8192, num_attention_heads: 64,
      num_key_value_heads: 2, head_dim: 128, intermediate_size: 5120, vocab_size: 131072, max_position_embeddings: 262144,
      tie_word_embeddings: false, attention_bias: false, n_routed_experts: 512, num_experts_per_tok: 22, moe_intermediate_size: 5120,
      n_shared_experts: 1, moe_shared_expert_intermediate_size: 10240, mamba_ssm_cache_dtype: 'float32', mamba_num_heads: 256,
      mamba_head_dim: 64, ssm_state_size: 128, n_groups: 8, conv_kernel: 4, moe_latent_size: 2048, torch_dtype: 'bfloat16',
      layers_block_type: repeat({ mamba: 48, moe: 48, attention: 12 }),
    },
  },
  NVIDIA_NEMOTRON_3_ULTRA_550B_A55B_FP8: {
    modelId: 'nvidia/NVIDIA-Nemotron-3-Ultra-550B-A55B-FP8', gated: false,
    config: {
      architectures: ['NemotronHForCausalLM'], model_type: 'nemotron_h', hidden_size: 8192, num_attention_heads: 64,
      num_key_value_heads: 2, head_dim: 128, intermediate_size: 5120, vocab_size: 131072, max_position_embeddings: 262144,
      tie_word_embeddings: false, attention_bias: false, n_routed_experts: 512, num_experts_per_tok: 22, moe_intermediate_size: 5120,
      n_shared_experts: 1, moe_shared_expert_intermediate_size: 10240, mamba_ssm_cache_dtype: 'float32', mamba_num_heads: 256,
      mamba_head_dim: 64, ssm_state_size: 128, n_groups: 8, conv_kernel: 4, moe_latent_size: 2048, torch_dtype: 'bfloat16',
      layers_block_type: repeat({ mamba: 48, moe: 48, attention: 12 }),
      quantization_config: { quant_method: 'modelopt', quant_algo: 'FP8', kv_cache_quant_algo: 'FP8' },
    },
  },
  NVIDIA_NEMOTRON_3_ULTRA_550B_A55B_NVFP4: {
    modelId: 'nvidia/NVIDIA-Nemotron-3-Ultra-550B-A55B-NVFP4', gated: false,
    config: {
      architectures: ['NemotronHForCausalLM'], model_type: 'nemotron_h', hidden_size: 8192, num_attention_heads: 64,
      num_key_value_heads: 2, head_dim: 128, intermediate_size: 5120, vocab_size: 131072, max_position_embeddings: 262144,
      tie_word_embeddings: false, attention_bias: false, n_routed_experts: 512, num_experts_per_tok: 22, moe_intermediate_size: 5120,
      n_shared_experts: 1, moe_shared_expert_intermediate_size: 10240, mamba_ssm_cache_dtype: 'float32', mamba_num_heads: 256,
      mamba_head_dim: 64, ssm_state_size: 128, n_groups: 8, conv_kernel: 4, moe_latent_size: 2048, torch_dtype: 'bfloat16',
      layers_block_type: repeat({ mamba: 48, moe: 48, attention: 12 }),
      quantization_config: { quant_method: 'modelopt', quant_algo: 'NVFP4', kv_cache_quant_algo: 'FP8' },
    },
  },
  NVIDIA_NEMOTRON_3_5_LIGHTNING_30B_A3B_NVFP4: {
    modelId: 'nvidia/NVIDIA-Nemotron-3.5-Lightning-30B-A3B-NVFP4', gated: false,
    config: {
      architectures: ['NemotronHForCausalLM'], model_type: 'nemotron_h', num_hidden_layers: 52, hidden_size: 2688,
      num_attention_heads: 32, num_key_value_heads: 2, head_dim: 128, intermediate_size: 1856, vocab_size: 131072,
      max_position_embeddings: 1048576, tie_word_embeddings: false, attention_bias: false, n_routed_experts: 128, num_experts_per_tok: 6,
      moe_intermediate_size: 1856, n_shared_experts: 1, moe_shared_expert_intermediate_size: 3712, mamba_ssm_cache_dtype: 'float32',
      mamba_num_heads: 64, mamba_head_dim: 64, ssm_state_size: 128, n_groups: 8, conv_kernel: 4, torch_dtype: 'bfloat16',
      layers_block_type: repeat({ mamba: 23, moe: 23, attention: 6 }),
      quantization_config: {
        quant_method: 'modelopt', quant_algo: 'MIXED_PRECISION', kv_cache_quant_algo: 'FP8',
        quantized_layers: {
          mamba: { quant_algo: 'FP8' }, experts: { quant_algo: 'W4A16_NVFP4' }, shared_experts: { quant_algo: 'W4A16_NVFP4' },
        },
      },
    },
  },
  NEMOTRON_H_56B_BASE_8K: {
    modelId: 'nvidia/Nemotron-H-56B-Base-8K', gated: false,
    config: {
      architectures: ['NemotronHForCausalLM'], model_type: 'nemotron_h', num_hidden_layers: 118, hidden_size: 8192,
      num_attention_heads: 64, num_key_value_heads: 8, attention_head_dim: 128, intermediate_size: 32768, vocab_size: 131072,
      max_position_embeddings: 8192, tie_word_embeddings: false, torch_dtype: 'bfloat16', attention_bias: false, mamba_num_heads: 256,
      mamba_head_dim: 64, ssm_state_size: 256, n_groups: 8, conv_kernel: 4,
      hybrid_override_pattern: 'M-M-M-M*-M-M-M-M-M*-M-M-M-M-M*-M-M-M-M-M*-M-M-M-M-M*-M-M-M-M-M*-M-M-M-M-M*-M-M-M-M-M*-M-M-M-M-M*-M-M-M-M-M*-M-M-M-M-M-',
    },
  },
  QWEN3_235B_A22B_NVFP4: {
    modelId: 'nvidia/Qwen3-235B-A22B-NVFP4', gated: false,
    config: {
      architectures: ['Qwen3MoeForCausalLM'], model_type: 'qwen3_moe', num_hidden_layers: 94, hidden_size: 4096, num_attention_heads: 64,
      num_key_value_heads: 4, head_dim: 128, intermediate_size: 12288, vocab_size: 151936, max_position_embeddings: 40960,
      tie_word_embeddings: false, torch_dtype: 'bfloat16', attention_bias: false, use_sliding_window: false, num_experts: 128,
      num_experts_per_tok: 8, moe_intermediate_size: 1536,
      quantization_config: {
        quant_method: 'modelopt', group_size: 16, quant_algo: 'NVFP4', kv_cache_quant_algo: 'FP8', ignore: ['lm_head'],
      },
    },
  },
  QWEN3_5_122B_A10B_NVFP4: {
    modelId: 'nvidia/Qwen3.5-122B-A10B-NVFP4', gated: false,
    config: {
      architectures: ['Qwen3_5MoeForConditionalGeneration'], model_type: 'qwen3_5_moe', tie_word_embeddings: false,
      text_config: {
        model_type: 'qwen3_5_moe_text', num_hidden_layers: 48, hidden_size: 3072, num_attention_heads: 32, num_key_value_heads: 2,
        head_dim: 256, vocab_size: 248320, max_position_embeddings: 262144, attention_bias: false, num_experts: 256,
        num_experts_per_tok: 8, moe_intermediate_size: 1024, shared_expert_intermediate_size: 1024, full_attention_interval: 4,
        linear_num_value_heads: 64, linear_num_key_heads: 16, linear_key_head_dim: 128, linear_value_head_dim: 128,
        linear_conv_kernel_dim: 4, mamba_ssm_dtype: 'float32', torch_dtype: 'bfloat16',
      },
      vision_config: {
        model_type: 'qwen3_5_moe', depth: 27, hidden_size: 1152, intermediate_size: 4304, out_hidden_size: 3072, patch_size: 16,
        temporal_patch_size: 2, spatial_merge_size: 2, num_position_embeddings: 2304,
      },
      quantization_config: {
        quant_method: 'modelopt', quant_algo: 'NVFP4', kv_cache_quant_algo: 'FP8', ignore: ['*.linear_attn*', '*.mlp.shared_expert*'],
      },
    },
  },
  QWEN3_5_397B_A17B_NVFP4: {
    modelId: 'nvidia/Qwen3.5-397B-A17B-NVFP4', gated: false,
    config: {
      architectures: ['Qwen3_5MoeForConditionalGeneration'], model_type: 'qwen3_5_moe', tie_word_embeddings: false,
      text_config: {
        model_type: 'qwen3_5_moe_text', num_hidden_layers: 60, hidden_size: 4096, num_attention_heads: 32, num_key_value_heads: 2,
        head_dim: 256, vocab_size: 248320, max_position_embeddings: 262144, tie_word_embeddings: false, attention_bias: false,
        num_experts: 512, num_experts_per_tok: 10, moe_intermediate_size: 1024, shared_expert_intermediate_size: 1024,
        full_attention_interval: 4, linear_num_value_heads: 64, linear_num_key_heads: 16, linear_key_head_dim: 128,
        linear_value_head_dim: 128, linear_conv_kernel_dim: 4, mamba_ssm_dtype: 'float32', torch_dtype: 'bfloat16',
      },
      vision_config: {
        model_type: 'qwen3_5_moe', depth: 27, hidden_size: 1152, intermediate_size: 4304, out_hidden_size: 4096, patch_size: 16,
        temporal_patch_size: 2, spatial_merge_size: 2, num_position_embeddings: 2304,
      },
      quantization_config: {
        quant_method: 'modelopt', group_size: 16, quant_algo: 'NVFP4', kv_cache_quant_algo: 'FP8',
        ignore: ['*.linear_attn*', '*.mlp.shared_expert*'],
      },
    },
  },
  QWEN3_6_27B_NVFP4: {
    modelId: 'nvidia/Qwen3.6-27B-NVFP4', gated: false,
    config: {
      architectures: ['Qwen3_5ForConditionalGeneration'], model_type: 'qwen3_5', tie_word_embeddings: false,
      text_config: {
        model_type: 'qwen3_5_text', num_hidden_layers: 64, hidden_size: 5120, num_attention_heads: 24, num_key_value_heads: 4,
        head_dim: 256, intermediate_size: 17408, vocab_size: 248320, max_position_embeddings: 262144, attention_bias: false,
        full_attention_interval: 4, linear_num_value_heads: 48, linear_num_key_heads: 16, linear_key_head_dim: 128,
        linear_value_head_dim: 128, linear_conv_kernel_dim: 4, mamba_ssm_dtype: 'float32', torch_dtype: 'bfloat16',
      },
      vision_config: {
        model_type: 'qwen3_5', depth: 27, hidden_size: 1152, intermediate_size: 4304, out_hidden_size: 5120, patch_size: 16,
        temporal_patch_size: 2, spatial_merge_size: 2, num_position_embeddings: 2304,
      },
      quantization_config: {
        quant_method: 'modelopt', quant_algo: 'NVFP4', kv_cache_quant_algo: 'FP8', ignore: ['*.linear_attn*', '*.mlp.shared_expert*'],
      },
    },
  },
  QWEN3_6_35B_A3B_NVFP4: {
    modelId: 'nvidia/Qwen3.6-35B-A3B-NVFP4', gated: false,
    config: {
      architectures: ['Qwen3_5MoeForConditionalGeneration'], model_type: 'qwen3_5_moe', tie_word_embeddings: false,
      text_config: {
        model_type: 'qwen3_5_moe_text', num_hidden_layers: 40, hidden_size: 2048, num_attention_heads: 16, num_key_value_heads: 2,
        head_dim: 256, vocab_size: 248320, max_position_embeddings: 262144, attention_bias: false, num_experts: 256,
        num_experts_per_tok: 8, moe_intermediate_size: 512, shared_expert_intermediate_size: 512, full_attention_interval: 4,
        linear_num_value_heads: 32, linear_num_key_heads: 16, linear_key_head_dim: 128, linear_value_head_dim: 128,
        linear_conv_kernel_dim: 4, mamba_ssm_dtype: 'float32', torch_dtype: 'bfloat16',
      },
      vision_config: {
        model_type: 'qwen3_5_moe', depth: 27, hidden_size: 1152, intermediate_size: 4304, out_hidden_size: 2048, patch_size: 16,
        temporal_patch_size: 2, spatial_merge_size: 2, num_position_embeddings: 2304,
      },
      quantization_config: {
        quant_method: 'modelopt', quant_algo: 'NVFP4', kv_cache_quant_algo: 'FP8', ignore: ['*.linear_attn*', '*.mlp.shared_expert*'],
      },
    },
  },
  DEEPSEEK_V4_FLASH_FP8: {
    modelId: 'sgl-project/DeepSeek-V4-Flash-FP8', gated: false,
    config: {
      architectures: ['DeepseekV4ForCausalLM'], model_type: 'deepseek_ref', num_hidden_layers: 43, hidden_size: 4096,
      num_attention_heads: 64, num_key_value_heads: 1, head_dim: 512, vocab_size: 129280, max_position_embeddings: 1048576,
      torch_dtype: 'bfloat16', sliding_window: 128, n_routed_experts: 256, num_experts_per_tok: 6, moe_intermediate_size: 2048,
      n_shared_experts: 1, q_lora_rank: 1024, qk_rope_head_dim: 64, o_lora_rank: 1024, o_groups: 8, index_head_dim: 128,
      index_n_heads: 64, compress_ratios: repeatNumbers([[0, 2], [4, 21], [128, 20]]),
      quantization_config: { quant_method: 'fp8', weight_block_size: [128, 128] },
    },
  },
  DEEPSEEK_V4_PRO_FP8: {
    modelId: 'sgl-project/DeepSeek-V4-Pro-FP8', gated: false,
    config: {
      architectures: ['DeepseekV4ForCausalLM'], model_type: 'deepseek_ref', num_hidden_layers: 61, hidden_size: 7168,
      num_attention_heads: 128, num_key_value_heads: 1, head_dim: 512, vocab_size: 129280, max_position_embeddings: 1048576,
      torch_dtype: 'bfloat16', sliding_window: 128, n_routed_experts: 384, num_experts_per_tok: 6, moe_intermediate_size: 3072,
      n_shared_experts: 1, q_lora_rank: 1536, qk_rope_head_dim: 64, o_lora_rank: 1024, o_groups: 16, index_head_dim: 128,
      index_n_heads: 64, compress_ratios: repeatNumbers([[128, 31], [4, 30]]),
      quantization_config: { quant_method: 'fp8', weight_block_size: [128, 128] },
    },
  },
  STEP_3_7_FLASH_FP8: {
    modelId: 'stepfun-ai/Step-3.7-Flash-FP8', gated: false,
    config: {
      architectures: ['Step3p7ForConditionalGeneration'], model_type: 'step3p7', num_hidden_layers: 45, hidden_size: 4096,
      num_attention_heads: 64, num_key_value_heads: 8, head_dim: 128, intermediate_size: 11264, vocab_size: 128896,
      max_position_embeddings: 65536, torch_dtype: 'bfloat16', sliding_window: 512, num_experts: 288, num_experts_per_tok: 8,
      moe_intermediate_size: 1280, n_shared_experts: 1, share_expert_dim: 1280, first_k_dense_replace: 3,
      layer_types: repeat({ full_attention: 12, sliding_attention: 33 }),
      quantization_config: { quant_method: 'fp8', weight_block_size: [128, 128] },
    },
  },
  STEP_3_7_FLASH: {
    modelId: 'stepfun-ai/Step-3.7-Flash', gated: false,
    config: {
      architectures: ['Step3p7ForConditionalGeneration'], model_type: 'step3p7', num_hidden_layers: 45, hidden_size: 4096,
      num_attention_heads: 64, num_key_value_heads: 8, head_dim: 128, intermediate_size: 11264, vocab_size: 128896,
      max_position_embeddings: 65536, torch_dtype: 'bfloat16', sliding_window: 512, num_experts: 288, num_experts_per_tok: 8,
      moe_intermediate_size: 1280, n_shared_experts: 1, share_expert_dim: 1280, first_k_dense_replace: 3,
      layer_types: repeat({ full_attention: 12, sliding_attention: 33 }),
    },
  },
  GLM_5_FP8: {
    modelId: 'zai-org/GLM-5-FP8', gated: false,
    config: {
      architectures: ['GlmMoeDsaForCausalLM'], model_type: 'glm_moe_dsa', num_hidden_layers: 78, hidden_size: 6144,
      num_attention_heads: 64, num_key_value_heads: 64, head_dim: 64, intermediate_size: 12288, vocab_size: 154880,
      max_position_embeddings: 202752, tie_word_embeddings: false, attention_bias: false, n_routed_experts: 256, num_experts_per_tok: 8,
      moe_intermediate_size: 2048, n_shared_experts: 1, first_k_dense_replace: 3, kv_lora_rank: 512, q_lora_rank: 2048,
      qk_rope_head_dim: 64, qk_nope_head_dim: 192, v_head_dim: 256, index_head_dim: 128, index_n_heads: 32, torch_dtype: 'bfloat16',
      quantization_config: { quant_method: 'fp8', weight_block_size: [128, 128], ignore: ['*.self_attn.indexers_proj', 'lm_head'] },
    },
  },
  GLM_5_1_FP8: {
    modelId: 'zai-org/GLM-5.1-FP8', gated: false,
    config: {
      architectures: ['GlmMoeDsaForCausalLM'], model_type: 'glm_moe_dsa', num_hidden_layers: 78, hidden_size: 6144,
      num_attention_heads: 64, num_key_value_heads: 64, head_dim: 64, intermediate_size: 12288, vocab_size: 154880,
      max_position_embeddings: 202752, tie_word_embeddings: false, attention_bias: false, n_routed_experts: 256, num_experts_per_tok: 8,
      moe_intermediate_size: 2048, n_shared_experts: 1, first_k_dense_replace: 3, kv_lora_rank: 512, q_lora_rank: 2048,
      qk_rope_head_dim: 64, qk_nope_head_dim: 192, v_head_dim: 256, index_head_dim: 128, index_n_heads: 32, torch_dtype: 'bfloat16',
      quantization_config: { quant_method: 'fp8', weight_block_size: [128, 128], ignore: ['*.self_attn.indexers_proj', 'lm_head'] },
    },
  },
  GLM_5_1: {
    modelId: 'zai-org/GLM-5.1', gated: false,
    config: {
      architectures: ['GlmMoeDsaForCausalLM'], model_type: 'glm_moe_dsa', num_hidden_layers: 78, hidden_size: 6144,
      num_attention_heads: 64, num_key_value_heads: 64, head_dim: 64, intermediate_size: 12288, vocab_size: 154880,
      max_position_embeddings: 202752, tie_word_embeddings: false, attention_bias: false, n_routed_experts: 256, num_experts_per_tok: 8,
      moe_intermediate_size: 2048, n_shared_experts: 1, first_k_dense_replace: 3, kv_lora_rank: 512, q_lora_rank: 2048,
      qk_rope_head_dim: 64, qk_nope_head_dim: 192, v_head_dim: 256, index_head_dim: 128, index_n_heads: 32, torch_dtype: 'bfloat16',
    },
  },
  GLM_5_2_FP8: {
    modelId: 'zai-org/GLM-5.2-FP8', gated: false,
    config: {
      architectures: ['GlmMoeDsaForCausalLM'], model_type: 'glm_moe_dsa', num_hidden_layers: 78, hidden_size: 6144,
      num_attention_heads: 64, num_key_value_heads: 64, head_dim: 192, intermediate_size: 12288, vocab_size: 154880,
      max_position_embeddings: 1048576, tie_word_embeddings: false, attention_bias: false, n_routed_experts: 256, num_experts_per_tok: 8,
      moe_intermediate_size: 2048, n_shared_experts: 1, first_k_dense_replace: 3, kv_lora_rank: 512, q_lora_rank: 2048,
      qk_rope_head_dim: 64, qk_nope_head_dim: 192, v_head_dim: 256, index_head_dim: 128, index_n_heads: 32, index_topk_freq: 4,
      index_skip_topk_offset: 3, torch_dtype: 'bfloat16', indexer_types: repeat({ full: 21, shared: 57 }),
      mlp_layer_types: repeat({ dense: 3, sparse: 75 }),
      quantization_config: { quant_method: 'fp8', weight_block_size: [128, 128], ignore: ['lm_head'] },
    },
  },
  GLM_5_2: {
    modelId: 'zai-org/GLM-5.2', gated: false,
    config: {
      architectures: ['GlmMoeDsaForCausalLM'], model_type: 'glm_moe_dsa', num_hidden_layers: 78, hidden_size: 6144,
      num_attention_heads: 64, num_key_value_heads: 64, head_dim: 192, intermediate_size: 12288, vocab_size: 154880,
      max_position_embeddings: 1048576, tie_word_embeddings: false, attention_bias: false, n_routed_experts: 256, num_experts_per_tok: 8,
      moe_intermediate_size: 2048, n_shared_experts: 1, first_k_dense_replace: 3, kv_lora_rank: 512, q_lora_rank: 2048,
      qk_rope_head_dim: 64, qk_nope_head_dim: 192, v_head_dim: 256, index_head_dim: 128, index_n_heads: 32, index_topk_freq: 4,
      index_skip_topk_offset: 3, torch_dtype: 'bfloat16', indexer_types: repeat({ full: 21, shared: 57 }),
      mlp_layer_types: repeat({ dense: 3, sparse: 75 }),
    },
  },
  GLM_5: {
    modelId: 'zai-org/GLM-5', gated: false,
    config: {
      architectures: ['GlmMoeDsaForCausalLM'], model_type: 'glm_moe_dsa', num_hidden_layers: 78, hidden_size: 6144,
      num_attention_heads: 64, num_key_value_heads: 64, head_dim: 64, intermediate_size: 12288, vocab_size: 154880,
      max_position_embeddings: 202752, tie_word_embeddings: false, torch_dtype: 'bfloat16', n_routed_experts: 256, num_experts_per_tok: 8,
      moe_intermediate_size: 2048, n_shared_experts: 1, first_k_dense_replace: 3, kv_lora_rank: 512, q_lora_rank: 2048,
      qk_rope_head_dim: 64, qk_nope_head_dim: 192, v_head_dim: 256, index_head_dim: 128, index_n_heads: 32,
    },
  },
  QWEN3_NEXT_80B_A3B_INSTRUCT: {
    modelId: 'Qwen/Qwen3-Next-80B-A3B-Instruct', gated: false,
    config: {
      architectures: ['Qwen3NextForCausalLM'], model_type: 'qwen3_next', num_hidden_layers: 48, hidden_size: 2048,
      num_attention_heads: 16, num_key_value_heads: 2, head_dim: 256, intermediate_size: 5632, vocab_size: 151936,
      tie_word_embeddings: false, num_experts: 512, num_experts_per_tok: 10, moe_intermediate_size: 512,
      shared_expert_intermediate_size: 512, full_attention_interval: 4, max_position_embeddings: 262144, torch_dtype: 'bfloat16',
      linear_num_value_heads: 32, linear_num_key_heads: 16, linear_key_head_dim: 128, linear_value_head_dim: 128,
      linear_conv_kernel_dim: 4,
    },
  },
  SMOLLM3_3B: {
    modelId: 'HuggingFaceTB/SmolLM3-3B', gated: false,
    config: {
      architectures: ['SmolLM3ForCausalLM'], model_type: 'smollm3', num_hidden_layers: 36, hidden_size: 2048, num_attention_heads: 16,
      num_key_value_heads: 4, head_dim: 128, intermediate_size: 11008, vocab_size: 128256, tie_word_embeddings: true,
      max_position_embeddings: 65536, torch_dtype: 'bfloat16',
    },
  },
  LLAMA_3_2_11B_VISION_INSTRUCT: {
    modelId: 'meta-llama/Llama-3.2-11B-Vision-Instruct', gated: true,
    config: {
      architectures: ['MllamaForConditionalGeneration'], model_type: 'mllama', tie_word_embeddings: false,
      text_config: {
        model_type: 'mllama_text_model', num_hidden_layers: 40, hidden_size: 4096, num_attention_heads: 32, num_key_value_heads: 8,
        head_dim: 128, intermediate_size: 14336, vocab_size: 128256, max_position_embeddings: 131072, tie_word_embeddings: false,
        cross_attention_layers: [3, 8, 13, 18, 23, 28, 33, 38], torch_dtype: 'bfloat16',
      },
      vision_config: {
        model_type: 'mllama_vision_model', hidden_size: 1280, num_hidden_layers: 40, intermediate_size: 5120, patch_size: 14,
      },
    },
  },
  MINISTRAL_3_8B_INSTRUCT_2512: {
    modelId: 'mistralai/Ministral-3-8B-Instruct-2512', gated: false,
    config: {
      architectures: ['Mistral3ForConditionalGeneration'], model_type: 'mistral3', tie_word_embeddings: false,
      text_config: {
        model_type: 'ministral3', num_hidden_layers: 34, hidden_size: 4096, num_attention_heads: 32, num_key_value_heads: 8,
        head_dim: 128, intermediate_size: 14336, vocab_size: 131072, max_position_embeddings: 262144, tie_word_embeddings: false,
        torch_dtype: 'bfloat16',
      },
      vision_config: {
        model_type: 'pixtral', hidden_size: 1024, num_hidden_layers: 24, intermediate_size: 4096, patch_size: 14, image_size: 1540,
      },
      spatial_merge_size: 2, quantization_config: { quant_method: 'fp8' },
    },
  },
  MISTRAL_SMALL_4_119B_2603: {
    modelId: 'mistralai/Mistral-Small-4-119B-2603', gated: false,
    config: {
      architectures: ['Mistral3ForConditionalGeneration'], model_type: 'mistral4', num_hidden_layers: 36, hidden_size: 4096, num_attention_heads: 32,
      num_key_value_heads: 32, vocab_size: 131072, max_position_embeddings: 1048576, tie_word_embeddings: false, n_routed_experts: 128,
      num_experts_per_tok: 4, moe_intermediate_size: 2048, n_shared_experts: 1, first_k_dense_replace: 0, kv_lora_rank: 256,
      qk_rope_head_dim: 64, q_lora_rank: 1024, qk_nope_head_dim: 64, v_head_dim: 128, intermediate_size: 12288, torch_dtype: 'bfloat16',
    },
  },
  GEMMA_3N_E4B_IT: {
    modelId: 'google/gemma-3n-E4B-it', gated: true,
    config: {
      architectures: ['Gemma3nForConditionalGeneration'], model_type: 'gemma3n', tie_word_embeddings: true,
      text_config: {
        model_type: 'gemma3n', num_hidden_layers: 35, hidden_size: 2048, num_attention_heads: 8, num_key_value_heads: 2, head_dim: 256,
        intermediate_size: 16384, vocab_size: 262400, max_position_embeddings: 32768, tie_word_embeddings: true, sliding_window: 512,
        num_kv_shared_layers: 15, hidden_size_per_layer_input: 256, vocab_size_per_layer_input: 262144, torch_dtype: 'bfloat16',
      },
    },
  },
  GLM_4_5_AIR: {
    modelId: 'zai-org/GLM-4.5-Air', gated: false,
    config: {
      architectures: ['Glm4MoeForCausalLM'], model_type: 'glm4_moe', num_hidden_layers: 46, hidden_size: 4096, num_attention_heads: 96,
      num_key_value_heads: 8, head_dim: 128, intermediate_size: 10944, vocab_size: 151552, max_position_embeddings: 131072,
      tie_word_embeddings: false, torch_dtype: 'bfloat16', n_routed_experts: 128, num_experts_per_tok: 8, moe_intermediate_size: 1408,
      n_shared_experts: 1, first_k_dense_replace: 1,
    },
  },
  GLM_4_5V: {
    modelId: 'zai-org/GLM-4.5V', gated: false,
    config: {
      architectures: ['Glm4vMoeForConditionalGeneration'], model_type: 'glm4v_moe',
      text_config: {
        model_type: 'glm4v_moe_text', num_hidden_layers: 46, hidden_size: 4096, num_attention_heads: 96, num_key_value_heads: 8,
        head_dim: 128, intermediate_size: 10944, vocab_size: 151424, max_position_embeddings: 65536, n_routed_experts: 128,
        num_experts_per_tok: 8, moe_intermediate_size: 1408, n_shared_experts: 1, first_k_dense_replace: 1, torch_dtype: 'bfloat16',
      },
    },
  },
  DEEPSEEK_V3_2_EXP: {
    modelId: 'deepseek-ai/DeepSeek-V3.2-Exp', gated: false,
    config: {
      architectures: ['DeepseekV32ForCausalLM'], model_type: 'deepseek_v32', num_hidden_layers: 61, hidden_size: 7168,
      num_attention_heads: 128, num_key_value_heads: 128, intermediate_size: 18432, vocab_size: 129280, max_position_embeddings: 163840,
      tie_word_embeddings: false, n_routed_experts: 256, num_experts_per_tok: 8, moe_intermediate_size: 2048, n_shared_experts: 1,
      first_k_dense_replace: 3, kv_lora_rank: 512, qk_rope_head_dim: 64, q_lora_rank: 1536, qk_nope_head_dim: 128, v_head_dim: 128,
      index_head_dim: 128, index_n_heads: 64, quantization_config: { quant_method: 'fp8', weight_block_size: [128, 128] },
      torch_dtype: 'bfloat16',
    },
  },
  GEMMA_4_31B_IT: {
    modelId: 'google/gemma-4-31B-it', aliases: ['google/gemma-4-31B'], gated: true,
    config: {
      architectures: ['Gemma4ForConditionalGeneration'], model_type: 'gemma4', tie_word_embeddings: true,
      vision_soft_tokens_per_image: 280,
      text_config: {
        model_type: 'gemma4_text', num_hidden_layers: 60, hidden_size: 5376, num_attention_heads: 32, num_key_value_heads: 16,
        head_dim: 256, intermediate_size: 21504, vocab_size: 262144, max_position_embeddings: 262144, tie_word_embeddings: true,
        attention_bias: false, sliding_window: 1024, num_global_key_value_heads: 4, global_head_dim: 512, attention_k_eq_v: true,
        num_kv_shared_layers: 0, hidden_size_per_layer_input: 0, vocab_size_per_layer_input: 262144, torch_dtype: 'bfloat16',
        layer_types: repeat({ sliding_attention: 50, full_attention: 10 }),
      },
      vision_config: {
        model_type: 'gemma4_vision', hidden_size: 1152, intermediate_size: 4304, patch_size: 16, num_hidden_layers: 27,
        pooling_kernel_size: 3, position_embedding_size: 10240,
      },
    },
  },
  QWEN2_5_VL_3B_INSTRUCT: {
    modelId: 'Qwen/Qwen2.5-VL-3B-Instruct', gated: false,
    config: {
      architectures: ['Qwen2_5_VLForConditionalGeneration'], model_type: 'qwen2_5_vl', num_hidden_layers: 36, hidden_size: 2048,
      num_attention_heads: 16, num_key_value_heads: 2, intermediate_size: 11008, vocab_size: 151936, max_position_embeddings: 128000,
      tie_word_embeddings: true, torch_dtype: 'bfloat16',
      vision_config: {
        model_type: 'qwen2_5_vl', depth: 32, hidden_size: 1280, intermediate_size: 3420, patch_size: 14, temporal_patch_size: 2,
        spatial_merge_size: 2, out_hidden_size: 2048,
      },
    },
  },
  QWEN2_5_VL_7B_INSTRUCT: {
    modelId: 'Qwen/Qwen2.5-VL-7B-Instruct', gated: false,
    config: {
      architectures: ['Qwen2_5_VLForConditionalGeneration'], model_type: 'qwen2_5_vl', num_hidden_layers: 28, hidden_size: 3584,
      num_attention_heads: 28, num_key_value_heads: 4, intermediate_size: 18944, vocab_size: 152064, max_position_embeddings: 128000,
      tie_word_embeddings: false, torch_dtype: 'bfloat16',
      vision_config: {
        model_type: 'qwen2_5_vl', depth: 32, hidden_size: 1280, intermediate_size: 3420, patch_size: 14, temporal_patch_size: 2,
        spatial_merge_size: 2, out_hidden_size: 3584,
      },
    },
  },
  QWEN2_5_VL_72B_INSTRUCT: {
    modelId: 'Qwen/Qwen2.5-VL-72B-Instruct', gated: false,
    config: {
      architectures: ['Qwen2_5_VLForConditionalGeneration'], model_type: 'qwen2_5_vl', num_hidden_layers: 80, hidden_size: 8192,
      num_attention_heads: 64, num_key_value_heads: 8, intermediate_size: 29568, vocab_size: 152064, max_position_embeddings: 128000,
      tie_word_embeddings: false, torch_dtype: 'bfloat16',
      vision_config: {
        model_type: 'qwen2_5_vl', depth: 32, hidden_size: 1280, intermediate_size: 3420, patch_size: 14, temporal_patch_size: 2,
        spatial_merge_size: 2, out_hidden_size: 8192,
      },
    },
  },
  GLM_4_5: {
    modelId: 'zai-org/GLM-4.5', aliases: ['zai-org/GLM-4.6', 'zai-org/GLM-4.7'], gated: false,
    config: {
      architectures: ['Glm4MoeForCausalLM'], model_type: 'glm4_moe', num_hidden_layers: 92, hidden_size: 5120, num_attention_heads: 96,
      num_key_value_heads: 8, head_dim: 128, intermediate_size: 12288, vocab_size: 151552, max_position_embeddings: 131072,
      tie_word_embeddings: false, torch_dtype: 'bfloat16', n_routed_experts: 160, num_experts_per_tok: 8, moe_intermediate_size: 1536,
      n_shared_experts: 1, first_k_dense_replace: 3,
    },
  },
  KIMI_LINEAR_48B_A3B_INSTRUCT: {
    modelId: 'moonshotai/Kimi-Linear-48B-A3B-Instruct', gated: false,
    config: {
      architectures: ['KimiLinearForCausalLM'], model_type: 'kimi_linear', num_hidden_layers: 27, hidden_size: 2304,
      num_attention_heads: 32, num_key_value_heads: 32, intermediate_size: 9216, moe_intermediate_size: 1024, vocab_size: 163840,
      max_position_embeddings: 1048576, tie_word_embeddings: false, torch_dtype: 'bfloat16', num_experts: 256, num_experts_per_token: 8,
      num_shared_experts: 1, first_k_dense_replace: 1, kv_lora_rank: 512, qk_rope_head_dim: 64, qk_nope_head_dim: 128, v_head_dim: 128,
      linear_attn_config: { num_heads: 32, head_dim: 128, short_conv_kernel_size: 4, full_attn_layers: [4, 8, 12, 16, 20, 24, 27] },
    },
  },
  QWEN3_6_27B: {
    modelId: 'Qwen/Qwen3.6-27B', gated: false,
    config: {
      architectures: ['Qwen3_5ForConditionalGeneration'], model_type: 'qwen3_5', tie_word_embeddings: false,
      text_config: {
        model_type: 'qwen3_5_text', num_hidden_layers: 64, hidden_size: 5120, num_attention_heads: 24, num_key_value_heads: 4,
        head_dim: 256, intermediate_size: 17408, vocab_size: 248320, max_position_embeddings: 262144, attention_bias: false,
        full_attention_interval: 4, linear_num_value_heads: 48, linear_num_key_heads: 16, linear_key_head_dim: 128,
        linear_value_head_dim: 128, linear_conv_kernel_dim: 4, mamba_ssm_dtype: 'float32', torch_dtype: 'bfloat16',
      },
      vision_config: {
        model_type: 'qwen3_5', depth: 27, hidden_size: 1152, intermediate_size: 4304, out_hidden_size: 5120, patch_size: 16,
        temporal_patch_size: 2, spatial_merge_size: 2, num_position_embeddings: 2304,
      },
    },
  },
  QWEN3_6_35B_A3B: {
    modelId: 'Qwen/Qwen3.6-35B-A3B', gated: false,
    config: {
      architectures: ['Qwen3_5MoeForConditionalGeneration'], model_type: 'qwen3_5_moe', tie_word_embeddings: false,
      text_config: {
        model_type: 'qwen3_5_moe_text', num_hidden_layers: 40, hidden_size: 2048, num_attention_heads: 16, num_key_value_heads: 2,
        head_dim: 256, vocab_size: 248320, max_position_embeddings: 262144, attention_bias: false, num_experts: 256,
        num_experts_per_tok: 8, moe_intermediate_size: 512, shared_expert_intermediate_size: 512, full_attention_interval: 4,
        linear_num_value_heads: 32, linear_num_key_heads: 16, linear_key_head_dim: 128, linear_value_head_dim: 128,
        linear_conv_kernel_dim: 4, mamba_ssm_dtype: 'float32', torch_dtype: 'bfloat16',
      },
      vision_config: {
        model_type: 'qwen3_5_moe', depth: 27, hidden_size: 1152, intermediate_size: 4304, out_hidden_size: 2048, patch_size: 16,
        temporal_patch_size: 2, spatial_merge_size: 2, num_position_embeddings: 2304,
      },
    },
  },
} as const satisfies { readonly [constant: string]: ModelFact };
