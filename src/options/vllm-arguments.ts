import { KnownVariable, OptionTable, WordsByVersion } from './option';

/**
 * Fields of `EngineArgs`, by the LMI versions whose vLLM has them. From V14 on, LMI passes an option to vLLM if its name is one of these, and silently
 * drops any other.
 *
 * Source: vllm/engine/arg_utils.py in the source distributions of vLLM 0.7.3 to 0.28.0 on PyPI (0.15.1: its wheel), read 2026-11-25. A new LMI version
 * adds the fields that its vLLM adds, and ends those that it removes.
 */
export const ENGINE_ARGUMENTS: WordsByVersion = {
  _api_process_count: 17, _api_process_rank: 17, additional_config: 14, aggregate_engine_logging: 17, all2all_backend: 17,
  allow_deprecated_quantization: 19, allowed_local_media_path: 14, allowed_media_domains: 17, async_scheduling: 16, attention_backend: 19,
  attention_config: 19, block_size: 14, calculate_kv_scales: [14, 28], code_revision: 14, collect_detailed_traces: 14, compilation_config: 14,
  config_format: 14, convert: 16, cp_kv_cache_interleave_size: 18, cpu_distributed_timeout_seconds: 26, cpu_offload_gb: 14, cpu_offload_params: 22,
  cuda_graph_sizes: [16, 18], cudagraph_capture_sizes: 17, cudagraph_metrics: 19, data_parallel_address: 16, data_parallel_backend: 16,
  data_parallel_external_lb: 17, data_parallel_hybrid_lb: 16, data_parallel_multi_port_external_lb: 26, data_parallel_rank: 16,
  data_parallel_rpc_port: 16, data_parallel_size: 15, data_parallel_size_local: 16, data_parallel_start_rank: 16, dbo_decode_token_threshold: 17,
  dbo_prefill_token_threshold: 17, dcp_comm_backend: 23, dcp_kv_cache_interleave_size: 17, decode_context_parallel_size: 16, default_mm_loras: 16,
  device: [14, 15], device_ids: 28, diffusion_config: 28, disable_async_output_proc: [14, 16], disable_cascade_attn: 15, disable_chunked_mm_input: 15,
  disable_custom_all_reduce: 14, disable_hybrid_kv_cache_manager: 16, disable_log_stats: 14, disable_logprobs_during_spec_decoding: [14, 14],
  disable_mm_preprocessor_cache: [14, 18], disable_nccl_for_dp_synchronization: 17, disable_sliding_window: 14, distributed_executor_backend: 14,
  distributed_timeout_seconds: 23, download_dir: 14, dtype: 14, ec_manager_config: 29, ec_transfer_config: 17, enable_bf16x3_router_gemm: 28,
  enable_chunked_prefill: 14, enable_cumem_allocator: 26, enable_dbo: 17, enable_elastic_ep: 22, enable_ep_weight_filter: 23, enable_eplb: 16,
  enable_expert_parallel: 15, enable_fault_tolerance: 29, enable_flashinfer_autotune: 21, enable_layerwise_nvtx_tracing: 19,
  enable_logging_iteration_details: 19, enable_lora: 14, enable_lora_bias: [14, 16], enable_mamba_cache_stochastic_rounding: 25,
  enable_mfu_metrics: 19, enable_mixed_moe_lora_format: 26, enable_mm_embeds: 17, enable_mm_processor_stats: 19, enable_moe_shared_loras: 28,
  enable_multimodal_encoder_data_parallel: [16, 18], enable_prefix_caching: 14, enable_prompt_adapter: [14, 15], enable_prompt_embeds: 16,
  enable_reasoning: [15, 15], enable_return_routed_experts: 19, enable_sleep_mode: 14, enable_tower_connector_lora: 19, enforce_eager: 14,
  eplb_config: 16, eplb_log_balancedness: [16, 17], eplb_step_interval: [16, 17], eplb_window_size: [16, 17], expert_placement_strategy: 17,
  fail_on_environ_validation: 22, fault_tolerance_config: 29, fully_sharded_loras: 14, gdn_prefill_backend: 23, generation_config: 14,
  gpu_memory_utilization: 14, guided_decoding_backend: [14, 17], guided_decoding_disable_additional_properties: [16, 17],
  guided_decoding_disable_any_whitespace: [16, 17], guided_decoding_disable_fallback: [16, 17], hf_config_path: 15, hf_overrides: 14, hf_token: 15,
  ignore_patterns: 14, interleave_mm_strings: 16, io_processor_plugin: 16, ir_op_priority: 25, jit_monitor_mode: 28, jit_monitor_verbose: 28,
  kda_prefill_backend: 29, kernel_config: 21, kv_cache_dtype: 14, kv_cache_dtype_skip_layers: 24, kv_cache_memory_bytes: 16, kv_cache_metrics: 18,
  kv_cache_metrics_sample: 18, kv_events_config: 16, kv_offloading_backend: 17, kv_offloading_size: 17, kv_sharing_fast_prefill: 16,
  kv_transfer_config: 14, language_model_only: 22, limit_mm_per_prompt: 14, linear_backend: 26, load_format: 14, logits_processor_pattern: [14, 21],
  logits_processors: 16, logprobs_mode: 16, long_lora_scaling_factors: [14, 15], long_prefill_token_threshold: 14, lora_dtype: 14,
  lora_extra_vocab_size: [14, 17], lora_target_modules: 24, mamba_backend: 25, mamba_block_size: 17, mamba_cache_dtype: 16, mamba_cache_mode: 20,
  mamba_cache_philox_rounds: 25, mamba_config: 25, mamba_ssm_cache_dtype: 16, mamba_ssu_algorithm: 29, master_addr: 17, master_port: 17,
  max_cpu_loras: 14, max_cudagraph_capture_size: 17, max_logprobs: 14, max_long_partial_prefills: [14, 28], max_lora_rank: 14, max_loras: 14,
  max_model_len: 14, max_num_batched_tokens: 14, max_num_partial_prefills: [14, 28], max_num_scheduled_tokens: 28, max_num_seqs: 14,
  max_parallel_loading_workers: 14, max_prompt_adapter_token: [14, 15], max_prompt_adapters: [14, 15], max_seq_len_to_capture: [14, 16],
  media_io_kwargs: 16, mm_device_do_normalize: 29, mm_encoder_attn_backend: 17, mm_encoder_attn_dtype: 26, mm_encoder_fp8_scale_path: 26,
  mm_encoder_fp8_scale_save_margin: 26, mm_encoder_fp8_scale_save_path: 26, mm_encoder_only: 20, mm_encoder_tp_mode: 16, mm_hasher_algorithm: 29,
  mm_ipc_gpu_memory_gb: 28, mm_processor_cache_gb: 16, mm_processor_cache_type: 17, mm_processor_device: 29, mm_processor_kwargs: 14,
  mm_shm_cache_max_object_size_mb: 17, mm_tensor_ipc: 24, model: 14, model_class_overrides: 28, model_impl: 14, model_loader_extra_config: 14,
  model_weights: 19, moe_backend: 22, multi_step_stream_outputs: [14, 15], ngram_prompt_lookup_max: [14, 14], ngram_prompt_lookup_min: [14, 14],
  nnodes: 17, node_rank: 17, num_gpu_blocks_override: 14, num_lookahead_slots: [14, 17], num_redundant_experts: [16, 17],
  num_scheduler_steps: [14, 15], num_speculative_tokens: [14, 14], numa_bind: 25, numa_bind_cpus: 25, numa_bind_nodes: 25, offload_backend: 22,
  offload_group_size: 22, offload_num_in_group: 22, offload_params: 22, offload_prefetch_step: 22, optimization_level: 18, otlp_traces_endpoint: 14,
  override_attention_dtype: [16, 28], override_generation_config: 14, override_neuron_config: [14, 15], override_pooler_config: [14, 17],
  performance_mode: 22, pipeline_parallel_size: 14, pooler_config: 17, preemption_mode: [14, 16], prefill_context_parallel_size: 18,
  prefill_schedule_interval: 28, prefix_caching_hash_algo: 15, prefix_match_unit: 28, profiler_config: 19, pt_load_map_location: 16,
  qlora_adapter_name_or_path: [14, 15], quantization: 14, quantization_config: 25, ray_workers_use_nsight: 14, reasoning_config: 24,
  reasoning_parser: 15, reasoning_parser_plugin: 17, renderer_num_workers: 24, replayssm_buffer_len: 29, return_sampling_mask: 29, revision: 14,
  rope_scaling: [14, 16], rope_theta: [14, 16], runner: 16, safetensors_load_strategy: 16, safetensors_prefetch_block_size: 26,
  safetensors_prefetch_num_threads: 26, scheduler_cls: 14, scheduler_delay_factor: [14, 16], scheduler_reserve_full_isl: 24, scheduling_policy: 14,
  seed: 14, served_model_name: 14, show_hidden_metrics_for_version: 15, shutdown_timeout: 23, skip_mm_profiling: 16, skip_tokenizer_init: 14,
  spec_decoding_acceptance_method: [14, 14], spec_method: 26, spec_model: 26, spec_tokens: 26, specialize_active_lora: 21, speculative_config: 15,
  speculative_disable_by_batch_size: [14, 14], speculative_disable_mqa_scorer: [14, 14], speculative_draft_tensor_parallel_size: [14, 14],
  speculative_max_model_len: [14, 14], speculative_model: [14, 14], speculative_model_quantization: [14, 14], stream_interval: 17,
  structured_outputs_config: 17, swap_space: [14, 22], task: [14, 18], tensor_parallel_size: 14, tokenizer: 14, tokenizer_mode: 14,
  tokenizer_pool_extra_config: [14, 15], tokenizer_pool_size: [14, 15], tokenizer_pool_type: [14, 15], tokenizer_revision: 14, tokens_only: 17,
  trust_remote_code: 14, typical_acceptance_sampler_posterior_alpha: [14, 14], typical_acceptance_sampler_posterior_threshold: [14, 14],
  ubatch_size: 19, use_fp64_gumbel: 26, use_replayssm: 29, use_tqdm_on_load: 15, use_v2_block_manager: [14, 15], video_pruning_method: 29,
  video_pruning_rate: 17, watermark: 28, weight_transfer_config: 21, worker_cls: 14, worker_extension_cls: 15,
};

/** Arguments that LMI has its own names for; with vLLM's names it does not start (rule vllm-native-names). */
const NAMED_BY_LMI = ['max_num_seqs', 'pipeline_parallel_size', 'tensor_parallel_size'];

/** The variables of engine arguments without an option, to distinguish misspelled names from those that vLLM reads. */
export function argumentsBeside(options: OptionTable): KnownVariable[] {
  const taken = new Set(Object.values(options).flatMap(({ env, aliases }) => [env, ...aliases ?? []]));
  return Object.entries(ENGINE_ARGUMENTS)
    .filter(([name]) => !NAMED_BY_LMI.includes(name))
    .map(([name, span]) => {
      const [since, until] = typeof span === 'number' ? [span] : span;
      return { env: `OPTION_${name.toUpperCase()}`, since, until };
    })
    .filter(({ env }) => !taken.has(env));
}
