/**
 * Requirements for serving LoRA adapters.
 *
 * Sources: djl-serving 0.31.0-dlc AdapterManagementRequestHandler.java (registration needs enable_lora), 0.27.0-dlc vllm_rb_properties.py and
 * 0.36.0-lmi27-dlc serving/docs/adapters.md (libraries), read 2026-08-21. That SageMaker passes the adapters of components to the management API
 * of LMI V13 and later is documented only by SageMaker.
 */
export const LORA: {
  readonly componentsSince: number;
  readonly imageFamilies: readonly string[];
  readonly libraries: readonly string[];
  readonly maxRank: number;
  readonly maxLoras: number;
} = {
  componentsSince: 13,
  imageFamilies: ['djl-lmi', 'djl-deepspeed'],
  libraries: ['vllm', 'lmi-dist', 'auto'],
  /** Default `max_lora_rank`. */
  maxRank: 16,
  /** Default `max_loras`: vLLM's own default is 1 (0.22.1 config/lora.py), but LMI passes 4 (0.36.0-lmi27-dlc vllm_rb_properties.py; both read 2026-11-25). */
  maxLoras: 4,
};
