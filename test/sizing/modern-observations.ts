import { WeightFormat } from '../../src/sizing/memory-fit-props';

/**
 * Published starts of models of 2025 and 2026: mixtures of experts, latent, window and hybrid attention, vision, 4-bit formats.
 *
 * Numbers only, read 2026-11-25 from the pages in `url`. `lmi` is the LMI version whose vLLM is nearest to the one in the log. `partial` rows lack a setting
 * (the device, the utilization, or the distribution of experts), so only values that do not depend on it are compared.
 */
export interface ModernObservation {
  readonly id: string;
  readonly url: string;
  readonly kind: 'dense' | 'quantized' | 'experts' | 'latent' | 'window' | 'hybrid' | 'vision';
  /** Constant of the catalog. */
  readonly model: string;
  readonly format: WeightFormat;
  readonly gpu: string;
  /** Memory that the device reports. */
  readonly gib: number;
  /** Tensor parallel degree. */
  readonly gpus: number;
  readonly lmi: number;
  readonly utilization?: number;
  readonly maxModelLen?: number;
  readonly maxNumSeqs?: number;
  readonly maxNumBatchedTokens?: number;
  /** KV cache of one GPU; for a start that failed because of its context, the cache that the log reports as needed or as available. */
  readonly kvGib?: number;
  readonly kvTokens?: number;
  readonly weightsGib?: number;
  readonly fits?: boolean;
  readonly kvBytes?: number;
  readonly eager?: boolean;
  readonly partial?: boolean;
}

export const MODERN_OBSERVATIONS: readonly ModernObservation[] = [
  {
    id: 'idx-54570340937', url: 'public source file 54570340937 (repository not recorded)',
    kind: 'dense', model: 'QWEN2_5_7B_INSTRUCT', format: WeightFormat.BF16, gpu: '4090', gib: 23.52, gpus: 1, lmi: 25,
    utilization: 0.9, maxModelLen: 2048, maxNumSeqs: 256, maxNumBatchedTokens: 2048, kvGib: 4.45, kvTokens: 83376, weightsGib: 14.29, fits: true,
  },
  {
    id: 'idx-61926285156', url: 'public source file 61926285156 (repository not recorded)',
    kind: 'dense', model: 'QWEN2_5_14B_INSTRUCT', format: WeightFormat.BF16, gpu: 'H100', gib: 79.18, gpus: 1, lmi: 25,
    utilization: 0.9, maxModelLen: 4096, maxNumSeqs: 256, maxNumBatchedTokens: 8192, kvGib: 41.43, kvTokens: 226240, fits: true,
  },
  {
    id: 'v-33263', url: 'https://github.com/vllm-project/vllm/issues/33263',
    kind: 'dense', model: 'QWEN3_1_7B', format: WeightFormat.BF16, gpu: '24GB', gib: 23.5, gpus: 1, lmi: 19,
    utilization: 0.9, maxModelLen: 1024, maxNumSeqs: 1, maxNumBatchedTokens: 2048, kvGib: 18.78, kvTokens: 175856, fits: true,
  },
  {
    id: 'idx-60408716987a', url: 'public source file 60408716987 (repository not recorded)',
    kind: 'dense', model: 'QWEN3_0_6B', format: WeightFormat.BF16, gpu: 'H100', gib: 79.18, gpus: 1, lmi: 25,
    utilization: 0.3, maxModelLen: 16384, maxNumSeqs: 256, maxNumBatchedTokens: 8192, kvGib: 22.06, kvTokens: 206592, weightsGib: 1.12, fits: true,
  },
  {
    id: 'idx-60408716987b', url: 'public source file 60408716987 (repository not recorded)',
    kind: 'dense', model: 'QWEN3_0_6B', format: WeightFormat.BF16, gpu: 'H100', gib: 79.18, gpus: 1, lmi: 25,
    utilization: 0.95, maxModelLen: 16384, maxNumSeqs: 256, maxNumBatchedTokens: 8192, kvGib: 73.53, weightsGib: 1.12, fits: true,
  },
  {
    id: 'idx-66862056619', url: 'public source file 66862056619 (repository not recorded)',
    kind: 'quantized', model: 'LLAMA_3_1_70B_INSTRUCT', format: WeightFormat.INT4, gpu: 'RTXPRO6000', gib: 95.0, gpus: 1, lmi: 19,
    kvGib: 38.71, kvTokens: 126832, weightsGib: 37.09, fits: true, partial: true,
  },
  {
    id: 'sm-Qwen3-30B-A3B-g5.24xl', url: 'https://github.com/aws-samples/sagemaker-genai-hosting-examples/blob/main/01-models/Qwen/Qwen3-30B-A3B/Qwen3-30B-A3B-LMI.ipynb',
    kind: 'experts', model: 'QWEN3_30B_A3B', format: WeightFormat.BF16, gpu: 'A10G', gib: 22.0, gpus: 4, lmi: 15,
    utilization: 0.9, maxModelLen: 40960, maxNumSeqs: 8, fits: true,
  },
  {
    id: 'sm-GLM-4.5-p5en', url: 'https://github.com/aws-samples/sagemaker-genai-hosting-examples/blob/main/01-models/GLM/GLM-4.5/GLM-4.5.ipynb',
    kind: 'experts', model: 'GLM_4_5', format: WeightFormat.BF16, gpu: 'H200', gib: 139.8, gpus: 8, lmi: 16,
    utilization: 0.9, maxModelLen: 16384, maxNumSeqs: 1024, maxNumBatchedTokens: 8192, fits: true,
  },
  {
    id: 'v-33155a', url: 'https://github.com/vllm-project/vllm/issues/33155',
    kind: 'window', model: 'GPT_OSS_120B', format: WeightFormat.MXFP4, gpu: 'H100', gib: 79.18, gpus: 1, lmi: 19,
    utilization: 0.9, maxModelLen: 131072, maxNumBatchedTokens: 5120, weightsGib: 64.38, fits: false, partial: true,
  },
  {
    id: 'myoceane-gptoss20b', url: 'https://myoceane.fr/index.php/ai-vllm-a100-gemma-4/',
    kind: 'window', model: 'GPT_OSS_20B', format: WeightFormat.MXFP4, gpu: 'A100-80', gib: 79.25, gpus: 1, lmi: 24,
    utilization: 0.65, maxModelLen: 131072, maxNumSeqs: 256, maxNumBatchedTokens: 2048, kvGib: 36.56, weightsGib: 13.72, fits: true,
  },
  {
    id: 'sm-gptoss20b-g5.12xl', url: 'https://github.com/aws-samples/sagemaker-genai-hosting-examples/blob/main/03-features/autoscaling/scale_down_to_zero.ipynb',
    kind: 'window', model: 'GPT_OSS_20B', format: WeightFormat.MXFP4, gpu: 'A10G', gib: 22.0, gpus: 4, lmi: 16,
    utilization: 0.9, maxModelLen: 16384, maxNumSeqs: 256, maxNumBatchedTokens: 2048, fits: true,
  },
  {
    id: 'recipes-gptoss120b-h100', url: 'https://github.com/vllm-project/recipes/blob/main/models/openai/gpt-oss-120b.yaml',
    kind: 'window', model: 'GPT_OSS_120B', format: WeightFormat.MXFP4, gpu: 'H100', gib: 79.18, gpus: 2, lmi: 16,
    utilization: 0.9, maxModelLen: 131072, maxNumSeqs: 1024, maxNumBatchedTokens: 8192, fits: true,
  },
  {
    id: 'idx-56950373103', url: 'public source file 56950373103 (repository not recorded)',
    kind: 'experts', model: 'MINIMAX_M2_7', format: WeightFormat.FP8, gpu: '?', gib: 268.0, gpus: 1, lmi: 25,
    utilization: 0.95, maxModelLen: 204800, kvGib: 24.85, fits: false, partial: true,
  },
  {
    id: 'recipes-12a', url: 'https://github.com/vllm-project/recipes/pull/12',
    kind: 'experts', model: 'QWEN3_CODER_480B_A35B_INSTRUCT', format: WeightFormat.FP8, gpu: 'H20', gib: 139.8, gpus: 1, lmi: 16,
    utilization: 0.9, maxModelLen: 262144, kvGib: 48.66, fits: false, partial: true,
  },
  {
    id: 'recipes-12b', url: 'https://github.com/vllm-project/recipes/pull/12',
    kind: 'experts', model: 'QWEN3_CODER_480B_A35B_INSTRUCT', format: WeightFormat.FP8, gpu: 'H20', gib: 139.8, gpus: 1, lmi: 16,
    utilization: 0.95, maxModelLen: 262144, kvGib: 55.65, fits: false, partial: true,
  },
  {
    id: 'recipes-qwen3coder-fp8', url: 'https://github.com/vllm-project/recipes/blob/main/models/Qwen/Qwen3-Coder-480B-A35B-Instruct.yaml',
    kind: 'experts', model: 'QWEN3_CODER_480B_A35B_INSTRUCT', format: WeightFormat.FP8, gpu: 'H200', gib: 139.8, gpus: 8, lmi: 16,
    utilization: 0.9, maxModelLen: 262144, maxNumSeqs: 1024, maxNumBatchedTokens: 8192, partial: true,
  },
  {
    id: 'idx-29233847939', url: 'public source file 29233847939 (repository not recorded)',
    kind: 'experts', model: 'GLM_4_5', format: WeightFormat.NVFP4, gpu: '?', gib: 100.0, gpus: 4, lmi: 20,
    utilization: 0.8, kvGib: 31.99, kvTokens: 729248, weightsGib: 47.11, fits: true, kvBytes: 1, partial: true,
  },
  {
    id: 'recipes-qwen3-235b-fp8-h100', url: 'https://github.com/vllm-project/recipes/blob/main/models/Qwen/Qwen3-235B-A22B-Instruct-2507.yaml',
    kind: 'experts', model: 'QWEN3_235B_A22B', format: WeightFormat.FP8, gpu: 'H200', gib: 139.8, gpus: 4, lmi: 16,
    utilization: 0.9, maxModelLen: 262144, maxNumSeqs: 1024, maxNumBatchedTokens: 8192, partial: true,
  },
  {
    id: 'idx-60894650985', url: 'public source file 60894650985 (repository not recorded)',
    kind: 'latent', model: 'GLM_5_FP8', format: WeightFormat.FP8, gpu: 'H200', gib: 139.8, gpus: 8, lmi: 25,
    utilization: 0.9, maxModelLen: 202752, maxNumSeqs: 1024, maxNumBatchedTokens: 8192, kvGib: 32.11, kvTokens: 344192, weightsGib: 89.34, fits: true, partial: true,
  },
  {
    id: 'myoceane-gemma4-26b', url: 'https://myoceane.fr/index.php/ai-vllm-a100-gemma-4/',
    kind: 'window', model: 'GEMMA_4_26B_A4B_IT', format: WeightFormat.BF16, gpu: 'A100-80', gib: 79.25, gpus: 1, lmi: 24,
    utilization: 0.9, maxModelLen: 131072, maxNumSeqs: 256, maxNumBatchedTokens: 2048, kvGib: 21.5, weightsGib: 48.5, fits: true, eager: true,
  },
  {
    id: 'v-43308a', url: 'https://github.com/vllm-project/vllm/issues/43308',
    kind: 'window', model: 'GEMMA_4_31B_IT', format: WeightFormat.INT4, gpu: 'A100-80', gib: 79.25, gpus: 1, lmi: 25,
    utilization: 0.9, maxModelLen: 262144, maxNumSeqs: 256, maxNumBatchedTokens: 2048, kvGib: 50.0, kvTokens: 55000, partial: true,
  },
  {
    id: 'v-43308b', url: 'https://github.com/vllm-project/vllm/issues/43308',
    kind: 'window', model: 'GEMMA_4_31B_IT', format: WeightFormat.INT4, gpu: 'A100-80', gib: 79.25, gpus: 1, lmi: 25,
    utilization: 0.9, maxModelLen: 262144, maxNumSeqs: 256, maxNumBatchedTokens: 2048, kvGib: 50.0, kvTokens: 525000, fits: true, partial: true,
  },
  {
    id: 'idx-61376850108', url: 'public source file 61376850108 (repository not recorded)',
    kind: 'window', model: 'GEMMA_4_26B_A4B_IT', format: WeightFormat.INT4, gpu: 'L4', gib: 22.03, gpus: 1, lmi: 25,
    utilization: 0.9, maxModelLen: 262144, kvGib: 0.42, fits: false, partial: true,
  },
  {
    id: 'gpustack-1800', url: 'https://github.com/gpustack/gpustack/issues/1800',
    kind: 'vision', model: 'QWEN2_5_VL_7B_INSTRUCT', format: WeightFormat.BF16, gpu: '3090', gib: 23.57, gpus: 1, lmi: 14,
    utilization: 0.9, maxModelLen: 8192, maxNumSeqs: 256, kvTokens: 2400, fits: false,
  },
  {
    id: 'v-18124', url: 'https://github.com/vllm-project/vllm/issues/18124',
    kind: 'vision', model: 'QWEN2_5_VL_3B_INSTRUCT', format: WeightFormat.BF16, gpu: 'A100-80', gib: 79.25, gpus: 1, lmi: 15,
    utilization: 0.3, maxModelLen: 128000, maxNumSeqs: 256, maxNumBatchedTokens: 2048, fits: false,
  },
  {
    id: 'sm-smollm3-g5.2xl', url: 'https://github.com/aws-samples/sagemaker-genai-hosting-examples/blob/main/01-models/HuggingFaceTB/SmolLM3/djl-lmi/smollm3-3b-djl.ipynb',
    kind: 'quantized', model: 'SMOLLM3_3B', format: WeightFormat.FP8, gpu: 'A10G', gib: 22.0, gpus: 1, lmi: 17,
    utilization: 0.9, maxModelLen: 16384, maxNumSeqs: 256, maxNumBatchedTokens: 2048, fits: true,
  },
  {
    id: 'sm-llama2-7b-awq-g5.2xl', url: 'https://github.com/aws-samples/sagemaker-genai-hosting-examples/blob/main/01-models/meta-llama/Llama2-7b/LMI/Llama2-7b-vllm-trtllm-awq.ipynb',
    kind: 'quantized', model: 'LLAMA_2_7B', format: WeightFormat.INT4, gpu: 'A10G', gib: 22.0, gpus: 1, lmi: 10,
    utilization: 0.9, maxModelLen: 2048, maxNumSeqs: 256, maxNumBatchedTokens: 2048, fits: true,
  },
  {
    id: 'sm-r1-distill-8b-g5.2xl', url: 'https://github.com/aws-samples/sagemaker-genai-hosting-examples/blob/main/03-features/deployment-guardrails/enhance-deployment-guardrails-with-inference-component-rolling-deployment.ipynb',
    kind: 'dense', model: 'LLAMA_3_1_8B_INSTRUCT', format: WeightFormat.BF16, gpu: 'A10G', gib: 22.0, gpus: 1, lmi: 17,
    utilization: 0.9, partial: true,
  },
  {
    id: 'sm-llama2-7b-lora-g5.12xl', url: 'https://github.com/aws-samples/sagemaker-genai-hosting-examples/blob/main/01-models/meta-llama/Llama2-7b/LMI/llama2-7b-multi-lora-adapters-sagemaker.ipynb',
    kind: 'dense', model: 'LLAMA_2_7B', format: WeightFormat.FP16, gpu: 'A10G', gib: 22.0, gpus: 4, lmi: 10,
    utilization: 0.8, maxModelLen: 4096, maxNumSeqs: 32, maxNumBatchedTokens: 4096, fits: true,
  },
  {
    id: 'gpustack-5438', url: 'https://github.com/gpustack/gpustack/issues/5438',
    kind: 'dense', model: 'QWEN3_0_6B', format: WeightFormat.BF16, gpu: '?', gib: 24, gpus: 1, lmi: 25,
    utilization: 0.9, maxModelLen: 8192, partial: true,
  },
  {
    id: 'club-612', url: 'https://github.com/noonghunna/club-3090/issues/612',
    kind: 'hybrid', model: 'QWEN3_6_35B_A3B', format: WeightFormat.NVFP4, gpu: '5090', gib: 31.36, gpus: 1, lmi: 27,
    utilization: 0.9, maxModelLen: 131072, maxNumSeqs: 1, maxNumBatchedTokens: 8192, kvGib: 5.98, kvTokens: 567978, fits: true, kvBytes: 1, partial: true,
  },
  {
    id: 'club-652', url: 'https://github.com/noonghunna/club-3090/issues/652',
    kind: 'hybrid', model: 'QWEN3_6_35B_A3B', format: WeightFormat.NVFP4, gpu: '5090', gib: 31.36, gpus: 1, lmi: 27,
    utilization: 0.9, maxModelLen: 131072, maxNumSeqs: 1, maxNumBatchedTokens: 8192, kvGib: 6.01, kvTokens: 569878, fits: true, kvBytes: 1, partial: true,
  },
  {
    id: 'v-26646', url: 'https://github.com/vllm-project/vllm/issues/26646',
    kind: 'hybrid', model: 'QWEN3_NEXT_80B_A3B_INSTRUCT', format: WeightFormat.INT4, gpu: '?', gib: 24, gpus: 4, lmi: 17,
    utilization: 0.9, maxModelLen: 215040, kvTokens: 90048, fits: true, partial: true,
  },
  {
    id: 'sm-qwen3.6-27b-g6e.12xl', url: 'https://github.com/aws-samples/sagemaker-genai-hosting-examples/blob/main/01-models/Qwen/Qwen3.6/Qwen3.6-27B.ipynb',
    kind: 'hybrid', model: 'QWEN3_6_27B', format: WeightFormat.BF16, gpu: 'L40S', gib: 44.4, gpus: 4, lmi: 22,
    utilization: 0.9, maxModelLen: 32768, maxNumSeqs: 32, maxNumBatchedTokens: 2048, fits: true,
  },
  {
    id: 'sm-glm5.2-nvfp4-g7e.48xl', url: 'https://github.com/aws-samples/sagemaker-genai-hosting-examples/blob/main/01-models/GLM/GLM-5.2-NVFP4-InferenceComponent/GLM-5.2-NVFP4-IC.ipynb',
    kind: 'latent', model: 'GLM_5_FP8', format: WeightFormat.NVFP4, gpu: 'RTXPRO6000', gib: 95.0, gpus: 8, lmi: 28,
    utilization: 0.92, maxModelLen: 16384, maxNumSeqs: 256, maxNumBatchedTokens: 8192, fits: true,
  },
  {
    id: 'v-28228', url: 'https://github.com/vllm-project/vllm/issues/28228',
    kind: 'hybrid', model: 'KIMI_LINEAR_48B_A3B_INSTRUCT', format: WeightFormat.INT4, gpu: '3090', gib: 23.57, gpus: 2, lmi: 17,
    utilization: 0.95, maxModelLen: 120000, maxNumSeqs: 8, maxNumBatchedTokens: 64000, kvGib: 2.3, fits: false, partial: true,
  },
];
