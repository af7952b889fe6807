import { ModelArchitecture } from '../../src/model/model-architecture';
import { WeightFormat } from '../../src/sizing/memory-fit-props';

/**
 * Published starts of vLLM and LMI with which the estimate is compared: logged values, or that a configuration was published as working.
 *
 * Numbers only, read 2026-11 from the pages in `url`. `lmi` is the LMI version whose vLLM is nearest to the one in the log.
 * Where a published configuration leaves the context to the model, it is the model's own.
 * Left out: logs whose device, context or utilization is not shown, a release with a profiling regression (vLLM 0.2.5), AWQ
 * in vLLM 0.2.7 (its dequantization took 20 GiB), DeepSeek-V2 before latent attention, draft models, and hybrid models.
 * TensorRT-LLM rows show only that an engine was built.
 */
export interface Observation {
  readonly id: string;
  readonly url: string;
  readonly model: string;
  readonly format: WeightFormat;
  readonly gpu: string;
  /** Memory that the device reports. */
  readonly gib: number;
  /** GPUs, which are the tensor parallel degree. */
  readonly gpus: number;
  readonly lmi: number;
  readonly trtllm?: boolean;
  readonly utilization?: number;
  readonly maxModelLen?: number;
  readonly maxNumSeqs?: number;
  readonly maxNumBatchedTokens?: number;
  readonly chunkedPrefill?: boolean;
  /** KV cache of one GPU. */
  readonly kvGib?: number;
  readonly kvTokens?: number;
  readonly fits?: boolean;
}

function g(
  parameters: number, layers: number, hiddenSize: number, attentionHeads: number, keyValueHeads: number, headDimension: number,
  intermediateSize: number, vocabularySize: number, tiedEmbeddings = false, latent = false, multimodal = false,
  experts?: readonly [number, number],
): ModelArchitecture {
  return ModelArchitecture.of({
    parameters,
    layers,
    hiddenSize,
    attentionHeads,
    keyValueHeads,
    headDimension,
    intermediateSize,
    vocabularySize,
    tiedEmbeddings,
    maxPositionEmbeddings: 4096,
    ...(multimodal ? { multimodal } : {}),
    ...(experts ? { experts: experts[0], expertsPerToken: experts[1] } : {}),
    ...(latent ? { kvLoraRank: 512, qkRopeHeadDimension: 64 } : {}),
  });
}

/**
 * Parameters (of the text model), layers, hidden size, heads, key-value heads, head dimension, intermediate size, vocabulary, tied, latent
 * attention, multimodal, experts and those of one token.
 */
export const GEOMETRIES: { readonly [model: string]: ModelArchitecture } = {
  'opt-13b': g(12.85e9, 40, 5120, 40, 40, 128, 20480, 50272, true),
  'llama2-7b': g(6.74e9, 32, 4096, 32, 32, 128, 11008, 32000),
  'codellama-13b': g(13.02e9, 40, 5120, 40, 40, 128, 13824, 32016),
  'mistral-7b': g(7.24e9, 32, 4096, 32, 8, 128, 14336, 32000),
  'llama3-8b': g(8.03e9, 32, 4096, 32, 8, 128, 14336, 128256),
  'qwen2.5-3b': g(3.09e9, 36, 2048, 16, 2, 128, 11008, 151936, true),
  'phi-4': g(14.66e9, 40, 5120, 40, 10, 128, 17920, 100352),
  'phi-4-mini': g(3.84e9, 32, 3072, 24, 8, 128, 8192, 200064, true),
  'deepseek-v2-lite': g(15.7e9, 27, 2048, 16, 1, 128, 1408, 102400, false, true, false, [64, 6]),
  'qwen2-7b': g(7.62e9, 28, 3584, 28, 4, 128, 18944, 152064),
  'qwen2-vl-7b': g(7.62e9, 28, 3584, 28, 4, 128, 18944, 152064, false, false, true),
  'qwen2.5-0.5b': g(0.494e9, 24, 896, 14, 2, 64, 4864, 151936, true),
  'rho-1b': g(1.1e9, 22, 2048, 32, 4, 64, 5632, 32000),
  'qwen2.5-14b': g(14.77e9, 48, 5120, 40, 8, 128, 13824, 152064),
  'llama3.2-3b': g(3.21e9, 28, 3072, 24, 8, 128, 8192, 128256, true),
  'qwen3-8b': g(8.19e9, 36, 4096, 32, 8, 128, 12288, 151936),
  'qwen3-4b': g(4.02e9, 36, 2560, 32, 8, 128, 9728, 151936, true),
  'gemma3-27b': g(27.0e9, 62, 5376, 32, 16, 128, 21504, 262208, true, false, true),
  'granite-3.0-3b-a800m': g(3.3e9, 32, 1536, 24, 8, 64, 512, 49155, true, false, false, [40, 8]),
  'llama3-70b': g(70.55e9, 80, 8192, 64, 8, 128, 28672, 128256),
  'qwen3-0.6b': g(0.596e9, 28, 1024, 16, 8, 128, 3072, 151936, true),
  'qwen3-32b': g(32.76e9, 64, 5120, 64, 8, 128, 25600, 151936),
  'qwen3-235b-a22b': g(235.1e9, 94, 4096, 64, 4, 128, 1536, 151936, false, false, false, [128, 8]),
  'gpt-oss-120b': g(116.8e9, 36, 2880, 64, 8, 64, 2880, 201088, false, false, false, [128, 4]),
  'qwen2.5-omni-7b': g(7.62e9, 28, 3584, 28, 4, 128, 18944, 152064, false, false, true),
  'llava1.6-mistral-7b': g(7.24e9, 32, 4096, 32, 8, 128, 14336, 32064, false, false, true),
  'llama3.2-1b': g(1.24e9, 16, 2048, 32, 8, 64, 8192, 128256, true),
  'deepseek-r1': g(671e9, 61, 7168, 128, 1, 128, 2048, 129280, false, true, false, [256, 8]),
  'falcon-7b': g(7.22e9, 32, 4544, 71, 1, 64, 18176, 65024),
  'llama2-13b': g(13.02e9, 40, 5120, 40, 40, 128, 13824, 32000),
  'mixtral-8x7b': g(46.7e9, 32, 4096, 32, 8, 128, 14336, 32000, false, false, false, [8, 2]),
  'codellama-34b': g(33.74e9, 48, 8192, 64, 8, 128, 22016, 32000),
  'llama2-70b': g(68.98e9, 80, 8192, 64, 8, 128, 28672, 32000),
  'falcon-40b': g(41.8e9, 60, 8192, 128, 8, 64, 32768, 65024),
  'qwen2.5-32b': g(32.76e9, 64, 5120, 40, 8, 128, 27648, 152064),
  'llama3.1-405b': g(405.85e9, 126, 16384, 128, 8, 128, 53248, 128256),
  'codellama-7b': g(6.74e9, 32, 4096, 32, 32, 128, 11008, 32016),
  'apertus-70b': g(70.6e9, 80, 8192, 64, 8, 128, 43008, 131072),
  'phi-3-mini': g(3.82e9, 32, 3072, 32, 32, 96, 8192, 32064),
  'qwen3-30b-a3b': g(30.53e9, 48, 2048, 32, 4, 128, 768, 151936, false, false, false, [128, 8]),
  'gpt-oss-20b': g(20.9e9, 24, 2880, 64, 8, 64, 2880, 201088, false, false, false, [32, 4]),
};

export const OBSERVATIONS: readonly Observation[] = [
  {
    id: 'v-1039', url: 'https://github.com/vllm-project/vllm/issues/1039',
    model: 'opt-13b', format: WeightFormat.FP16, gpu: 'A100-40', gib: 39.49, gpus: 1, lmi: 8,
    utilization: 0.9, maxModelLen: 2048, maxNumSeqs: 256, maxNumBatchedTokens: 2560, kvTokens: 14688, fits: true,
  },
  {
    id: 'v-1267', url: 'https://github.com/vllm-project/vllm/issues/1267',
    model: 'llama2-7b', format: WeightFormat.FP16, gpu: 'RTX6000Ada', gib: 47.5, gpus: 1, lmi: 8,
    utilization: 0.9, maxModelLen: 65536, maxNumSeqs: 256, maxNumBatchedTokens: 65536, kvTokens: 48448, fits: true,
  },
  {
    id: 'v-2136a', url: 'https://github.com/vllm-project/vllm/issues/2136',
    model: 'codellama-13b', format: WeightFormat.FP16, gpu: '4090', gib: 23.52, gpus: 2, lmi: 8,
    utilization: 0.95, maxModelLen: 16384, maxNumSeqs: 16, maxNumBatchedTokens: 16384, kvTokens: 23424, fits: true,
  },
  {
    id: 'v-2798', url: 'https://github.com/vllm-project/vllm/issues/2798',
    model: 'llama2-7b', format: WeightFormat.FP16, gpu: 'H20', gib: 95.0, gpus: 1, lmi: 8,
    utilization: 0.9, maxModelLen: 4096, maxNumSeqs: 256, maxNumBatchedTokens: 4096, kvTokens: 147200, fits: true,
  },
  {
    id: 'v-3435', url: 'https://github.com/vllm-project/vllm/issues/3435',
    model: 'mistral-7b', format: WeightFormat.BF16, gpu: 'A10G', gib: 22.06, gpus: 1, lmi: 9,
    utilization: 0.9, maxModelLen: 32768, maxNumSeqs: 256, maxNumBatchedTokens: 32768, kvTokens: 16832, fits: false,
  },
  {
    id: 'v-3358a', url: 'https://github.com/vllm-project/vllm/issues/3358',
    model: 'codellama-13b', format: WeightFormat.BF16, gpu: 'L4', gib: 22.03, gpus: 2, lmi: 9,
    utilization: 0.9, maxModelLen: 16384, maxNumSeqs: 256, maxNumBatchedTokens: 16384, kvTokens: 14528, fits: false,
  },
  {
    id: 'idx-5655614781', url: 'public source file (repository not recorded)',
    model: 'llama3-8b', format: WeightFormat.BF16, gpu: 'A100-40', gib: 39.49, gpus: 1, lmi: 11,
    utilization: 0.9, maxModelLen: 131072, maxNumSeqs: 256, maxNumBatchedTokens: 512, chunkedPrefill: true, kvTokens: 158880, fits: true,
  },
  {
    id: 'v-10517a', url: 'https://github.com/vllm-project/vllm/issues/10517',
    model: 'llama3-8b', format: WeightFormat.BF16, gpu: '3090', gib: 23.58, gpus: 1, lmi: 14,
    utilization: 0.9, maxModelLen: 20000, maxNumSeqs: 256, maxNumBatchedTokens: 20000, chunkedPrefill: false, kvGib: 3.81, fits: true,
  },
  {
    id: 'idx-58892835812', url: 'public source file (repository not recorded)',
    model: 'qwen2.5-3b', format: WeightFormat.FP16, gpu: 'T4', gib: 14.74, gpus: 1, lmi: 14,
    utilization: 0.9, maxModelLen: 4096, maxNumSeqs: 256, maxNumBatchedTokens: 4096, chunkedPrefill: false, kvTokens: 168528, fits: true,
  },
  {
    id: 'idx-14319663172', url: 'public source file (repository not recorded)',
    model: 'llama3-8b', format: WeightFormat.BF16, gpu: 'A10', gib: 22.07, gpus: 1, lmi: 14,
    utilization: 0.9, maxModelLen: 131072, maxNumSeqs: 256, maxNumBatchedTokens: 2048, chunkedPrefill: true, kvGib: 4.6, fits: false,
  },
  {
    id: 'idx-6934259882', url: 'public source file (repository not recorded)',
    model: 'phi-4', format: WeightFormat.INT4, gpu: 'H100', gib: 79.15, gpus: 1, lmi: 14,
    utilization: 0.7, maxModelLen: 512, maxNumSeqs: 320, maxNumBatchedTokens: 512, chunkedPrefill: false, kvGib: 45.21, fits: true,
  },
  {
    id: 'idx-25017508238', url: 'public source file (repository not recorded)',
    model: 'phi-4-mini', format: WeightFormat.BF16, gpu: 'A100-40', gib: 39.56, gpus: 1, lmi: 14,
    utilization: 0.9, maxModelLen: 2048, maxNumSeqs: 256, maxNumBatchedTokens: 2048, chunkedPrefill: false, kvGib: 26.6, fits: true,
  },
  {
    id: 'idx-3706561278-LMI', url: 'public source file (repository not recorded)',
    model: 'deepseek-v2-lite', format: WeightFormat.FP16, gpu: 'A100-40', gib: 39.39, gpus: 8, lmi: 14,
    utilization: 0.9, maxModelLen: 8192, maxNumSeqs: 2, maxNumBatchedTokens: 8192, chunkedPrefill: false, kvGib: 29.02, fits: true,
  },
  {
    id: 'idx-33435952071', url: 'public source file (repository not recorded)',
    model: 'qwen2-7b', format: WeightFormat.FP16, gpu: 'V100-32', gib: 31.74, gpus: 1, lmi: 14,
    utilization: 0.9, maxModelLen: 32768, maxNumSeqs: 256, maxNumBatchedTokens: 32768, chunkedPrefill: false, kvGib: 9.88, fits: true,
  },
  {
    id: 'idx-62352993850', url: 'public source file (repository not recorded)',
    model: 'qwen2-7b', format: WeightFormat.BF16, gpu: '4090', gib: 23.57, gpus: 1, lmi: 14,
    utilization: 0.9, maxModelLen: 8192, maxNumSeqs: 16, maxNumBatchedTokens: 8192, chunkedPrefill: false, kvGib: 5.77, fits: true,
  },
  {
    id: 'idx-61933690157', url: 'public source file (repository not recorded)',
    model: 'qwen2-vl-7b', format: WeightFormat.BF16, gpu: '3090', gib: 23.67, gpus: 1, lmi: 14,
    utilization: 0.9, maxModelLen: 8192, maxNumSeqs: 5, maxNumBatchedTokens: 8192, chunkedPrefill: false, kvGib: 4.36, fits: true,
  },
  {
    id: 'idx-69421856836', url: 'public source file (repository not recorded)',
    model: 'qwen2.5-0.5b', format: WeightFormat.FP16, gpu: 'T4', gib: 14.56, gpus: 1, lmi: 14,
    utilization: 0.9, maxModelLen: 32768, maxNumSeqs: 256, maxNumBatchedTokens: 32768, chunkedPrefill: false, kvGib: 10.63, fits: true,
  },
  {
    id: 'idx-44847761102', url: 'public source file (repository not recorded)',
    model: 'llama3-8b', format: WeightFormat.INT4, gpu: 'T4', gib: 14.74, gpus: 1, lmi: 14,
    utilization: 0.5957, maxModelLen: 512, maxNumSeqs: 160, maxNumBatchedTokens: 512, chunkedPrefill: false, kvGib: 2.64, fits: true,
  },
  {
    id: 'idx-54021851790', url: 'public source file (repository not recorded)',
    model: 'rho-1b', format: WeightFormat.BF16, gpu: 'H200', gib: 139.8, gpus: 1, lmi: 14,
    utilization: 0.9, maxModelLen: 2048, maxNumSeqs: 256, maxNumBatchedTokens: 2048, chunkedPrefill: false, kvGib: 122.71, fits: true,
  },
  {
    id: 'v-13061', url: 'https://github.com/vllm-project/vllm/issues/13061',
    model: 'qwen2.5-14b', format: WeightFormat.BF16, gpu: '4090', gib: 23.55, gpus: 2, lmi: 14,
    utilization: 0.98, maxModelLen: 131072, maxNumSeqs: 256, maxNumBatchedTokens: 2048, chunkedPrefill: true, kvGib: 8.69, fits: false,
  },
  {
    id: 'unsloth-Advanced_Llama3_1_(3B)_GRPO_LoRA',
    url: 'https://github.com/unslothai/notebooks/blob/main/nb/Advanced_Llama3_1_(3B)_GRPO_LoRA.ipynb',
    model: 'llama3.2-3b', format: WeightFormat.BF16, gpu: 'A100-40', gib: 39.56, gpus: 1, lmi: 14,
    utilization: 0.7908, maxModelLen: 2048, maxNumSeqs: 320, maxNumBatchedTokens: 2048, kvGib: 23.46, fits: true,
  },
  {
    id: 'unsloth-Advanced_Llama3_2_(3B)_GRPO_LoRA',
    url: 'https://github.com/unslothai/notebooks/blob/main/nb/Advanced_Llama3_2_(3B)_GRPO_LoRA.ipynb',
    model: 'llama3.2-3b', format: WeightFormat.FP16, gpu: 'T4', gib: 14.74, gpus: 1, lmi: 14,
    utilization: 0.5943, maxModelLen: 2048, maxNumSeqs: 160, maxNumBatchedTokens: 2048, kvGib: 1.74, fits: true,
  },
  {
    id: 'unsloth-DeepSeek_R1_0528_Qwen3_(8B)_GRPO',
    url: 'https://github.com/unslothai/notebooks/blob/main/nb/DeepSeek_R1_0528_Qwen3_(8B)_GRPO.ipynb',
    model: 'qwen3-8b', format: WeightFormat.INT4, gpu: 'T4', gib: 14.74, gpus: 1, lmi: 14,
    utilization: 0.6934, maxModelLen: 256, maxNumSeqs: 128, maxNumBatchedTokens: 256, kvGib: 3.59, fits: true,
  },
  {
    id: 'unsloth-Meta_Synthetic_Data_Llama3_2_(3B)',
    url: 'https://github.com/unslothai/notebooks/blob/main/nb/Meta_Synthetic_Data_Llama3_2_(3B).ipynb',
    model: 'llama3.2-3b', format: WeightFormat.FP16, gpu: 'T4', gib: 14.74, gpus: 1, lmi: 14,
    utilization: 0.8939, maxModelLen: 2048, maxNumSeqs: 192, maxNumBatchedTokens: 2048, kvGib: 6.22, fits: true,
  },
  {
    id: 'unsloth-Mistral_v0.3_(7B)-GRPO', url: 'https://github.com/unslothai/notebooks/blob/main/nb/Mistral_v0.3_(7B)-GRPO.ipynb',
    model: 'mistral-7b', format: WeightFormat.INT4, gpu: '4090', gib: 23.63, gpus: 1, lmi: 14,
    utilization: 0.5893, maxModelLen: 1024, maxNumSeqs: 224, maxNumBatchedTokens: 1024, kvGib: 9.53, fits: true,
  },
  {
    id: 'unsloth-Phi_4_(14B)-GRPO', url: 'https://github.com/unslothai/notebooks/blob/main/nb/Phi_4_(14B)-GRPO.ipynb',
    model: 'phi-4', format: WeightFormat.INT4, gpu: 'T4', gib: 14.74, gpus: 1, lmi: 14,
    utilization: 0.6952, maxModelLen: 512, maxNumSeqs: 128, maxNumBatchedTokens: 512, kvGib: 1.24, fits: true,
  },
  {
    id: 'unsloth-Qwen3_(4B)-GRPO', url: 'https://github.com/unslothai/notebooks/blob/main/nb/Qwen3_(4B)-GRPO.ipynb',
    model: 'qwen3-4b', format: WeightFormat.FP16, gpu: 'T4', gib: 14.74, gpus: 1, lmi: 14,
    utilization: 0.6934, maxModelLen: 2048, maxNumSeqs: 160, maxNumBatchedTokens: 2048, kvGib: 1.68, fits: true,
  },
  {
    id: 'unsloth-Qwen2_5_7B_VL_GRPO', url: 'https://github.com/unslothai/notebooks/blob/main/nb/Qwen2_5_7B_VL_GRPO.ipynb',
    model: 'qwen2-vl-7b', format: WeightFormat.INT4, gpu: 'T4', gib: 14.74, gpus: 1, lmi: 14,
    utilization: 0.7693, maxModelLen: 16384, maxNumSeqs: 1, maxNumBatchedTokens: 16384, chunkedPrefill: false, kvGib: 1.81, fits: true,
  },
  {
    id: 'uktrade-LMI-a8', url: 'public source file (repository not recorded)',
    model: 'llama3-8b', format: WeightFormat.BF16, gpu: 'A10G', gib: 21.99, gpus: 1, lmi: 13,
    utilization: 0.95, maxModelLen: 131072, maxNumSeqs: 16, maxNumBatchedTokens: 131072, chunkedPrefill: false, fits: false,
  },
  {
    id: 'uktrade-LMI-g6-8x', url: 'public source file (repository not recorded)',
    model: 'llama3-8b', format: WeightFormat.BF16, gpu: 'L4', gib: 21.96, gpus: 1, lmi: 13,
    utilization: 0.95, maxModelLen: 131072, maxNumSeqs: 16, maxNumBatchedTokens: 131072, chunkedPrefill: false, fits: false,
  },
  {
    id: 'v-16199', url: 'https://github.com/vllm-project/vllm/issues/16199',
    model: 'gemma3-27b', format: WeightFormat.INT4, gpu: 'A10', gib: 21.99, gpus: 1, lmi: 14,
    utilization: 0.98, maxModelLen: 4096, maxNumSeqs: 256, maxNumBatchedTokens: 4096, chunkedPrefill: false, kvTokens: 3584, fits: false,
  },
  {
    id: 'idx-19840960929a', url: 'public source file (repository not recorded)',
    model: 'llama3-8b', format: WeightFormat.BF16, gpu: '3090', gib: 23.69, gpus: 1, lmi: 12,
    utilization: 0.9, maxModelLen: 131072, maxNumSeqs: 256, maxNumBatchedTokens: 512, chunkedPrefill: true, kvTokens: 41152, fits: false,
  },
  {
    id: 'idx-57908690698', url: 'public source file (repository not recorded)',
    model: 'llama3-8b', format: WeightFormat.BF16, gpu: 'H100', gib: 79.14, gpus: 1, lmi: 14,
    utilization: 0.9, maxNumSeqs: 256, maxNumBatchedTokens: 8192, chunkedPrefill: false, kvGib: 54.93, fits: true,
  },
  {
    id: 'prodstack-granite', url: 'https://github.com/vllm-project/production-stack/tree/main/perf-test/server-startup',
    model: 'granite-3.0-3b-a800m', format: WeightFormat.BF16, gpu: 'L40S', gib: 44.4, gpus: 1, lmi: 15,
    utilization: 0.9, maxModelLen: 4096, maxNumSeqs: 256, maxNumBatchedTokens: 2048, kvTokens: 538560, fits: true,
  },
  {
    id: 'llmd-llama70b-fp8-tp1',
    url: 'https://github.com/llm-d/llm-d-benchmark/blob/main/config_explorer/empirical-vllm-memory-results.md',
    model: 'llama3-70b', format: WeightFormat.FP8, gpu: 'H100', gib: 79.18, gpus: 1, lmi: 17,
    utilization: 0.9, maxModelLen: 16000, maxNumSeqs: 1024, maxNumBatchedTokens: 8192, chunkedPrefill: true, fits: false,
  },
  {
    id: 'llmd-llama8b', url: 'https://github.com/llm-d/llm-d-benchmark/blob/main/config_explorer/empirical-vllm-memory-results.md',
    model: 'llama3-8b', format: WeightFormat.BF16, gpu: 'H100', gib: 79.18, gpus: 1, lmi: 17,
    utilization: 0.9, maxModelLen: 16000, maxNumSeqs: 1024, maxNumBatchedTokens: 8192, chunkedPrefill: true, kvGib: 51.38, fits: true,
  },
  {
    id: 'llmd-qwen3-0.6b-16k', url: 'https://github.com/llm-d/llm-d-benchmark/blob/main/config_explorer/empirical-vllm-memory-results.md',
    model: 'qwen3-0.6b', format: WeightFormat.BF16, gpu: 'H100', gib: 79.18, gpus: 1, lmi: 17,
    utilization: 0.9, maxModelLen: 16000, maxNumSeqs: 1024, maxNumBatchedTokens: 8192, chunkedPrefill: true, kvGib: 64.45, fits: true,
  },
  {
    id: 'llmd-qwen3-32b-tp1', url: 'https://github.com/llm-d/llm-d-benchmark/blob/main/config_explorer/empirical-vllm-memory-results.md',
    model: 'qwen3-32b', format: WeightFormat.BF16, gpu: 'H100', gib: 79.18, gpus: 1, lmi: 17,
    utilization: 0.9, maxModelLen: 16000, maxNumSeqs: 1024, maxNumBatchedTokens: 8192, chunkedPrefill: true, kvGib: 4.45, fits: true,
  },
  {
    id: 'llmd-qwen3-32b-tp1-32k',
    url: 'https://github.com/llm-d/llm-d-benchmark/blob/main/config_explorer/empirical-vllm-memory-results.md',
    model: 'qwen3-32b', format: WeightFormat.BF16, gpu: 'H100', gib: 79.18, gpus: 1, lmi: 17,
    utilization: 0.9, maxModelLen: 32000, maxNumSeqs: 1024, maxNumBatchedTokens: 8192, chunkedPrefill: true, fits: false,
  },
  {
    id: 'v-21348', url: 'https://github.com/vllm-project/vllm/issues/21348',
    model: 'qwen3-235b-a22b', format: WeightFormat.FP8, gpu: 'H100', gib: 79.2, gpus: 4, lmi: 16,
    utilization: 0.9, maxModelLen: 40960, maxNumSeqs: 1024, maxNumBatchedTokens: 8192, kvGib: 8.11, fits: true,
  },
  {
    id: 'dennislee22-7b-tp1-u50', url: 'https://github.com/dennislee22/vLLM-benchmarking',
    model: 'qwen2-7b', format: WeightFormat.BF16, gpu: 'A100-80', gib: 79.25, gpus: 1, lmi: 16,
    utilization: 0.5, maxModelLen: 16384, maxNumSeqs: 256, maxNumBatchedTokens: 2048, chunkedPrefill: true, kvGib: 24.83, fits: true,
  },
  {
    id: 'dennislee22-7b-tp2-u25', url: 'https://github.com/dennislee22/vLLM-benchmarking',
    model: 'qwen2-7b', format: WeightFormat.BF16, gpu: 'A100-80', gib: 79.25, gpus: 2, lmi: 16,
    utilization: 0.25, maxModelLen: 16384, maxNumSeqs: 256, maxNumBatchedTokens: 2048, chunkedPrefill: true, kvGib: 12.02, fits: true,
  },
  {
    id: 'dennislee22-7b-tp2-a100-40', url: 'https://github.com/dennislee22/vLLM-benchmarking',
    model: 'qwen2-7b', format: WeightFormat.BF16, gpu: 'A100-40', gib: 39.49, gpus: 2, lmi: 16,
    utilization: 0.5, maxModelLen: 16384, maxNumSeqs: 256, maxNumBatchedTokens: 2048, chunkedPrefill: true, kvGib: 11.03, fits: true,
  },
  {
    id: 'dennislee22-gpt-oss-120b-tp4', url: 'https://github.com/dennislee22/vLLM-benchmarking',
    model: 'gpt-oss-120b', format: WeightFormat.INT4, gpu: 'A100-80', gib: 79.25, gpus: 4, lmi: 16,
    utilization: 0.8, maxModelLen: 16384, maxNumSeqs: 256, maxNumBatchedTokens: 2048, chunkedPrefill: true, kvGib: 45.32, fits: true,
  },
  {
    id: 'lmcache-llama3.1-70b-tp4', url: 'https://github.com/LMCache/LMCache (docs FAQ table)',
    model: 'llama3-70b', format: WeightFormat.BF16, gpu: 'H100', gib: 79.2, gpus: 4, lmi: 16,
    utilization: 0.9, maxModelLen: 131072, maxNumSeqs: 1024, maxNumBatchedTokens: 8192, kvGib: 32.06, fits: true,
  },
  {
    id: 'v-25970', url: 'https://github.com/vllm-project/vllm/issues/25970',
    model: 'qwen2.5-omni-7b', format: WeightFormat.BF16, gpu: 'A100-40', gib: 39.49, gpus: 1, lmi: 16,
    utilization: 0.9, maxModelLen: 32768, maxNumSeqs: 256, maxNumBatchedTokens: 8192, kvGib: 17.33, fits: true,
  },
  {
    id: 'idx-34680831065', url: 'public source file (repository not recorded)',
    model: 'llava1.6-mistral-7b', format: WeightFormat.BF16, gpu: 'H100', gib: 79.19, gpus: 1, lmi: 16,
    utilization: 0.9, maxModelLen: 4096, maxNumSeqs: 1024, maxNumBatchedTokens: 16384, kvGib: 55.15, fits: true,
  },
  {
    id: 'unsloth-Llama_FP8_GRPO', url: 'https://github.com/unslothai/notebooks/blob/main/nb/Llama_FP8_GRPO.ipynb',
    model: 'llama3.2-1b', format: WeightFormat.FP8, gpu: 'L4', gib: 22.16, gpus: 1, lmi: 17,
    utilization: 0.8662, maxModelLen: 2048, maxNumSeqs: 288, maxNumBatchedTokens: 2048, kvGib: 17.2, fits: true,
  },
  {
    id: 'unsloth-Qwen3_8B_FP8_GRPO', url: 'https://github.com/unslothai/notebooks/blob/main/nb/Qwen3_8B_FP8_GRPO.ipynb',
    model: 'qwen3-8b', format: WeightFormat.FP8, gpu: 'L4', gib: 22.16, gpus: 1, lmi: 16,
    utilization: 0.8662, maxModelLen: 2048, maxNumSeqs: 224, maxNumBatchedTokens: 2048, kvGib: 8.98, fits: true,
  },
  {
    id: 'idx-70682754770', url: 'public source file (repository not recorded)',
    model: 'llama3-8b', format: WeightFormat.BF16, gpu: 'H100', gib: 79.25, gpus: 1, lmi: 28,
    utilization: 0.92, maxModelLen: 131072, maxNumSeqs: 1024, maxNumBatchedTokens: 8192, kvGib: 56.21, fits: true,
  },
  {
    id: 'v-17242', url: 'https://github.com/vllm-project/vllm/issues/17242',
    model: 'deepseek-r1', format: WeightFormat.FP8, gpu: 'H20', gib: 95.0,
    gpus: 16, lmi: 15, utilization: 0.7, maxModelLen: 138, fits: true,
  },
  {
    id: 'trtllm-0.28.0-llama2-7b-g5.12xl-tp4',
    url: 'https://github.com/deepjavalibrary/djl-serving/blob/master/serving/docs/lmi/tutorials/trtllm_finding_max_num_tokens_tutorial.md',
    model: 'llama2-7b', format: WeightFormat.FP16, gpu: 'A10G', gib: 22.06, gpus: 4, lmi: 10, trtllm: true, fits: true,
  },
  {
    id: 'trtllm-0.28.0-falcon-7b-g5.12xl-tp1',
    url: 'https://github.com/deepjavalibrary/djl-serving/blob/master/serving/docs/lmi/tutorials/trtllm_finding_max_num_tokens_tutorial.md',
    model: 'falcon-7b', format: WeightFormat.FP16, gpu: 'A10G', gib: 22.06, gpus: 1, lmi: 10, trtllm: true, fits: true,
  },
  {
    id: 'trtllm-0.28.0-mistral-7b-g5.12xl-tp1',
    url: 'https://github.com/deepjavalibrary/djl-serving/blob/master/serving/docs/lmi/tutorials/trtllm_finding_max_num_tokens_tutorial.md',
    model: 'mistral-7b', format: WeightFormat.FP16, gpu: 'A10G', gib: 22.06, gpus: 1, lmi: 10, trtllm: true, fits: true,
  },
  {
    id: 'trtllm-0.28.0-mistral-7b-g5.12xl-tp4',
    url: 'https://github.com/deepjavalibrary/djl-serving/blob/master/serving/docs/lmi/tutorials/trtllm_finding_max_num_tokens_tutorial.md',
    model: 'mistral-7b', format: WeightFormat.FP16, gpu: 'A10G', gib: 22.06, gpus: 4, lmi: 10, trtllm: true, fits: true,
  },
  {
    id: 'trtllm-0.28.0-llama2-13b-g5.48xl-tp8',
    url: 'https://github.com/deepjavalibrary/djl-serving/blob/master/serving/docs/lmi/tutorials/trtllm_finding_max_num_tokens_tutorial.md',
    model: 'llama2-13b', format: WeightFormat.FP16, gpu: 'A10G', gib: 22.06, gpus: 8, lmi: 10, trtllm: true, fits: true,
  },
  {
    id: 'trtllm-0.28.0-llama3-70b-g5.48xl-tp8',
    url: 'https://github.com/deepjavalibrary/djl-serving/blob/master/serving/docs/lmi/tutorials/trtllm_finding_max_num_tokens_tutorial.md',
    model: 'llama3-70b', format: WeightFormat.FP16, gpu: 'A10G', gib: 22.06, gpus: 8, lmi: 10, trtllm: true, fits: false,
  },
  {
    id: 'trtllm-0.28.0-mixtral-8x7b-g5.48xl-tp8',
    url: 'https://github.com/deepjavalibrary/djl-serving/blob/master/serving/docs/lmi/tutorials/trtllm_finding_max_num_tokens_tutorial.md',
    model: 'mixtral-8x7b', format: WeightFormat.FP16, gpu: 'A10G', gib: 22.06, gpus: 8, lmi: 10, trtllm: true, fits: true,
  },
  {
    id: 'trtllm-0.28.0-codellama-34b-g5.48xl-tp8',
    url: 'https://github.com/deepjavalibrary/djl-serving/blob/master/serving/docs/lmi/tutorials/trtllm_finding_max_num_tokens_tutorial.md',
    model: 'codellama-34b', format: WeightFormat.FP16, gpu: 'A10G', gib: 22.06, gpus: 8, lmi: 10, trtllm: true, fits: true,
  },
  {
    id: 'trtllm-0.28.0-llama2-70b-p4d.24xl-tp8',
    url: 'https://github.com/deepjavalibrary/djl-serving/blob/master/serving/docs/lmi/tutorials/trtllm_finding_max_num_tokens_tutorial.md',
    model: 'llama2-70b', format: WeightFormat.FP16, gpu: 'A100-40', gib: 39.49, gpus: 8, lmi: 10, trtllm: true, fits: true,
  },
  {
    id: 'trtllm-0.28.0-mixtral-8x7b-p4d.24xl-tp4',
    url: 'https://github.com/deepjavalibrary/djl-serving/blob/master/serving/docs/lmi/tutorials/trtllm_finding_max_num_tokens_tutorial.md',
    model: 'mixtral-8x7b', format: WeightFormat.FP16, gpu: 'A100-40', gib: 39.49, gpus: 4, lmi: 10, trtllm: true, fits: true,
  },
  {
    id: 'trtllm-0.28.0-mixtral-8x7b-p4d.24xl-tp8',
    url: 'https://github.com/deepjavalibrary/djl-serving/blob/master/serving/docs/lmi/tutorials/trtllm_finding_max_num_tokens_tutorial.md',
    model: 'mixtral-8x7b', format: WeightFormat.FP16, gpu: 'A100-40', gib: 39.49, gpus: 8, lmi: 10, trtllm: true, fits: true,
  },
  {
    id: 'trtllm-0.28.0-mistral-7b-p4d.24xl-tp2',
    url: 'https://github.com/deepjavalibrary/djl-serving/blob/master/serving/docs/lmi/tutorials/trtllm_finding_max_num_tokens_tutorial.md',
    model: 'mistral-7b', format: WeightFormat.FP16, gpu: 'A100-40', gib: 39.49, gpus: 2, lmi: 10, trtllm: true, fits: true,
  },
  {
    id: 'trtllm-0.28.0-mistral-7b-p4d.24xl-tp4',
    url: 'https://github.com/deepjavalibrary/djl-serving/blob/master/serving/docs/lmi/tutorials/trtllm_finding_max_num_tokens_tutorial.md',
    model: 'mistral-7b', format: WeightFormat.FP16, gpu: 'A100-40', gib: 39.49, gpus: 4, lmi: 10, trtllm: true, fits: true,
  },
  {
    id: 'trtllm-0.28.0-codellama-34b-p4d.24xl-tp8',
    url: 'https://github.com/deepjavalibrary/djl-serving/blob/master/serving/docs/lmi/tutorials/trtllm_finding_max_num_tokens_tutorial.md',
    model: 'codellama-34b', format: WeightFormat.FP16, gpu: 'A100-40', gib: 39.49, gpus: 8, lmi: 10, trtllm: true, fits: true,
  },
  {
    id: 'trtllm-0.27.0-llama2-7b-g5.12xl-tp1',
    url: 'https://github.com/deepjavalibrary/djl-serving/blob/master/serving/docs/lmi/tutorials/trtllm_finding_max_num_tokens_tutorial.md',
    model: 'llama2-7b', format: WeightFormat.FP16, gpu: 'A10G', gib: 22.06, gpus: 1, lmi: 9, trtllm: true, fits: true,
  },
  {
    id: 'trtllm-0.27.0-llama2-13b-g5.12xl-tp4',
    url: 'https://github.com/deepjavalibrary/djl-serving/blob/master/serving/docs/lmi/tutorials/trtllm_finding_max_num_tokens_tutorial.md',
    model: 'llama2-13b', format: WeightFormat.FP16, gpu: 'A10G', gib: 22.06, gpus: 4, lmi: 9, trtllm: true, fits: true,
  },
  {
    id: 'trtllm-0.27.0-llama2-13b-g6.12xl-tp4',
    url: 'https://github.com/deepjavalibrary/djl-serving/blob/master/serving/docs/lmi/tutorials/trtllm_finding_max_num_tokens_tutorial.md',
    model: 'llama2-13b', format: WeightFormat.FP16, gpu: 'L4', gib: 22.03, gpus: 4, lmi: 9, trtllm: true, fits: true,
  },
  {
    id: 'trtllm-0.27.0-mistral-7b-g5.12xl-tp1',
    url: 'https://github.com/deepjavalibrary/djl-serving/blob/master/serving/docs/lmi/tutorials/trtllm_finding_max_num_tokens_tutorial.md',
    model: 'mistral-7b', format: WeightFormat.FP16, gpu: 'A10G', gib: 22.06, gpus: 1, lmi: 9, trtllm: true, fits: true,
  },
  {
    id: 'trtllm-0.27.0-mistral-7b-g5.12xl-tp4',
    url: 'https://github.com/deepjavalibrary/djl-serving/blob/master/serving/docs/lmi/tutorials/trtllm_finding_max_num_tokens_tutorial.md',
    model: 'mistral-7b', format: WeightFormat.FP16, gpu: 'A10G', gib: 22.06, gpus: 4, lmi: 9, trtllm: true, fits: true,
  },
  {
    id: 'trtllm-0.27.0-llama2-13b-p4d.24xl-tp4',
    url: 'https://github.com/deepjavalibrary/djl-serving/blob/master/serving/docs/lmi/tutorials/trtllm_finding_max_num_tokens_tutorial.md',
    model: 'llama2-13b', format: WeightFormat.FP16, gpu: 'A100-40', gib: 39.49, gpus: 4, lmi: 9, trtllm: true, fits: true,
  },
  {
    id: 'trtllm-0.27.0-mixtral-8x7b-p4d.24xl-tp4',
    url: 'https://github.com/deepjavalibrary/djl-serving/blob/master/serving/docs/lmi/tutorials/trtllm_finding_max_num_tokens_tutorial.md',
    model: 'mixtral-8x7b', format: WeightFormat.FP16, gpu: 'A100-40', gib: 39.49, gpus: 4, lmi: 9, trtllm: true, fits: true,
  },
  {
    id: 'trtllm-0.27.0-falcon-40b-p4d.24xl-tp4',
    url: 'https://github.com/deepjavalibrary/djl-serving/blob/master/serving/docs/lmi/tutorials/trtllm_finding_max_num_tokens_tutorial.md',
    model: 'falcon-40b', format: WeightFormat.FP16, gpu: 'A100-40', gib: 39.49, gpus: 4, lmi: 9, trtllm: true, fits: true,
  },
  {
    id: 'trtllm-0.27.0-codellama-34b-p4d.24xl-tp4',
    url: 'https://github.com/deepjavalibrary/djl-serving/blob/master/serving/docs/lmi/tutorials/trtllm_finding_max_num_tokens_tutorial.md',
    model: 'codellama-34b', format: WeightFormat.FP16, gpu: 'A100-40', gib: 39.49, gpus: 4, lmi: 9, trtllm: true, fits: true,
  },
  {
    id: 'trtllm-0.27.0-codellama-34b-p4d.24xl-tp8',
    url: 'https://github.com/deepjavalibrary/djl-serving/blob/master/serving/docs/lmi/tutorials/trtllm_finding_max_num_tokens_tutorial.md',
    model: 'codellama-34b', format: WeightFormat.FP16, gpu: 'A100-40', gib: 39.49, gpus: 8, lmi: 9, trtllm: true, fits: true,
  },
  {
    id: 'djl-ci-qwen3-8b-ml.g6.12xlarge-tp1-single L',
    url: 'https://github.com/deepjavalibrary/djl-serving/blob/master/tests/integration/llm/prepare.py',
    model: 'qwen3-8b', format: WeightFormat.BF16, gpu: 'L4', gib: 22.03, gpus: 1, lmi: 28, maxModelLen: 9000, fits: true,
  },
  {
    id: 'djl-ci-qwen2.5-32b-ml.g6.12xlarge-tp4-max_mode',
    url: 'https://github.com/deepjavalibrary/djl-serving/blob/master/tests/integration/llm/prepare.py',
    model: 'qwen2.5-32b', format: WeightFormat.BF16, gpu: 'L4', gib: 22.03, gpus: 4, lmi: 28, maxModelLen: 16384, fits: true,
  },
  {
    id: 'sm-example-Apertus-apertus-70b-ml.g6.48xlarge',
    url: 'https://github.com/aws-samples/sagemaker-genai-hosting-examples/tree/main/01-models/Swiss-AI/Apertus',
    model: 'apertus-70b', format: WeightFormat.BF16, gpu: 'L4', gib: 22.03, gpus: 8, lmi: 16, maxModelLen: 4096, fits: true,
  },
  {
    id: 'sm-example-LMI-phi-3-mini-ml.g5.2xlarge',
    url: 'https://github.com/aws-samples/sagemaker-genai-hosting-examples/tree/main/01-models/microsoft/Phi3/LMI',
    model: 'phi-3-mini', format: WeightFormat.BF16, gpu: 'A10G', gib: 22.06,
    gpus: 1, lmi: 20, utilization: 0.9, maxModelLen: 4096, fits: true,
  },
  {
    id: 'sm-example-gpt-oss-gpt-oss-120b-ml.g6e.12xlarge',
    url: 'https://github.com/aws-samples/sagemaker-genai-hosting-examples/tree/main/01-models/openai/gpt-oss',
    model: 'gpt-oss-120b', format: WeightFormat.INT4, gpu: 'L40S', gib: 44.4, gpus: 4, lmi: 16, maxModelLen: 16384, fits: true,
  },
  {
    id: 'sm-example-Qwen3-30B-A3B-qwen3-30b-a3b-ml.g7e.2xlarge',
    url: 'https://github.com/aws-samples/sagemaker-genai-hosting-examples/tree/main/01-models/Qwen/Qwen3-30B-A3B',
    model: 'qwen3-30b-a3b', format: WeightFormat.FP8, gpu: 'RTX-PRO-6000-96GB', gib: 94.97,
    gpus: 1, lmi: 26, utilization: 0.95, maxModelLen: 8192, fits: true,
  },
  {
    id: 'sm-example-inference-component-qwen3-8b-ml.g6e.12xlarge',
    url: 'https://github.com/aws-samples/sagemaker-genai-hosting-examples/tree/main/03-features/inference-component',
    model: 'qwen3-8b', format: WeightFormat.BF16, gpu: 'L40S', gib: 44.4, gpus: 1, lmi: 16, maxModelLen: 16384, fits: true,
  },
  {
    id: 'sm-example-g7e-qwen3-32b-ml.g6e.12xlarge',
    url: 'https://github.com/aws-samples/sagemaker-genai-hosting-examples/tree/main/03-features/instances/g7e',
    model: 'qwen3-32b', format: WeightFormat.BF16, gpu: 'L40S', gib: 44.4,
    gpus: 4, lmi: 20, utilization: 0.9, maxModelLen: 4096, fits: true,
  },
  {
    id: 'sm-example-observability-qwen2-7b-ml.g6.12xlarge',
    url: 'https://github.com/aws-samples/sagemaker-genai-hosting-examples/tree/main/03-features/observability',
    model: 'qwen2-7b', format: WeightFormat.BF16, gpu: 'L4', gib: 22.03, gpus: 4, lmi: 28, maxModelLen: 8192, fits: true,
  },
  {
    id: 'sm-example-gen-ai-inference-recommendations-gpt-oss-20b-ml.g6e.2xlarge',
    url: 'https://github.com/aws-samples/sagemaker-genai-hosting-examples/tree/main/03-features/gen-ai-inference-recommendations',
    model: 'gpt-oss-20b', format: WeightFormat.INT4, gpu: 'L40S', gib: 44.4, gpus: 1, lmi: 28, maxModelLen: 4096, fits: true,
  },
  {
    id: 'sm-example-capacity-aware-instance-pool-qwen3-4b-ml.g5.12xlarge',
    url: 'https://github.com/aws-samples/sagemaker-genai-hosting-examples/tree/main/03-features/capacity-aware-instance-pool',
    model: 'qwen3-4b', format: WeightFormat.BF16, gpu: 'A10G', gib: 22.06, gpus: 4, lmi: 23, maxModelLen: 16384, fits: true,
  },
  {
    id: 'sm-example-agents-on-sagemaker-qwen3-4b-ml.g5.2xlarge',
    url: 'https://github.com/aws-samples/sagemaker-genai-hosting-examples/tree/main/04-workshops/agents-on-sagemaker',
    model: 'qwen3-4b', format: WeightFormat.BF16, gpu: 'A10G', gib: 22.06, gpus: 1, lmi: 16, maxModelLen: 16384, fits: true,
  },
  {
    id: 'djl-bench-mistral-7b-ml.g5.2xlarge',
    url: 'https://github.com/deepjavalibrary/djl-serving/tree/master/tests/integration/benchmark',
    model: 'mistral-7b', format: WeightFormat.BF16, gpu: 'A10G', gib: 22.06, gpus: 1, lmi: 28, maxModelLen: 8192, fits: true,
  },
  {
    id: 'v-18322', url: 'https://github.com/vllm-project/vllm/issues/18322',
    model: 'llama3-8b', format: WeightFormat.BF16, gpu: 'A100-80', gib: 79.25, gpus: 1, lmi: 15,
    utilization: 0.9, maxModelLen: 131072, maxNumSeqs: 256, maxNumBatchedTokens: 2048, kvTokens: 442160, fits: true,
  },
  {
    id: 'v-6746', url: 'https://github.com/vllm-project/vllm/issues/6746',
    model: 'llama3.1-405b', format: WeightFormat.FP8, gpu: 'H100', gib: 79.2, gpus: 8, lmi: 11,
    utilization: 0.9, maxModelLen: 131072, fits: false,
  },
  {
    id: 'v-27508', url: 'https://github.com/vllm-project/vllm/issues/27508',
    model: 'gpt-oss-120b', format: WeightFormat.INT4, gpu: 'H100', gib: 79.2, gpus: 1, lmi: 17,
    utilization: 0.9, maxModelLen: 131072, maxNumSeqs: 1024, fits: false,
  },
  {
    id: 'djl-ci-llama2-7b-ml.g6.12xlarge-tp4-batch 4',
    url: 'https://github.com/deepjavalibrary/djl-serving/blob/master/tests/integration/llm/prepare.py',
    model: 'llama2-7b', format: WeightFormat.FP16, gpu: 'L4', gib: 22.03, gpus: 4, lmi: 28, maxModelLen: 4096, fits: true,
  },
  {
    id: 'djl-ci-qwen2-7b-ml.g6.12xlarge-tp4-batch 4',
    url: 'https://github.com/deepjavalibrary/djl-serving/blob/master/tests/integration/llm/prepare.py',
    model: 'qwen2-7b', format: WeightFormat.FP8, gpu: 'L4', gib: 22.03, gpus: 4, lmi: 28, maxModelLen: 32768, fits: true,
  },
  {
    id: 'djl-ci-mistral-7b-ml.g6.12xlarge-tp4-tool cal',
    url: 'https://github.com/deepjavalibrary/djl-serving/blob/master/tests/integration/llm/prepare.py',
    model: 'mistral-7b', format: WeightFormat.BF16, gpu: 'L4', gib: 22.03, gpus: 4, lmi: 28, maxModelLen: 32768, fits: true,
  },
  {
    id: 'sm-example-LMI-codellama-34b-ml.g5.48xlarge',
    url: 'https://github.com/aws-samples/sagemaker-genai-hosting-examples/tree/main/01-models/codellama/CodeLlama-34b/LMI',
    model: 'codellama-34b', format: WeightFormat.FP16, gpu: 'A10G', gib: 22.06, gpus: 8, lmi: 10, trtllm: true, fits: true,
  },
  {
    id: 'sm-example-LMI-codellama-7b-ml.g5.4xlarge',
    url: 'https://github.com/aws-samples/sagemaker-genai-hosting-examples/tree/main/01-models/codellama/CodeLlama-7b/LMI',
    model: 'codellama-7b', format: WeightFormat.FP16, gpu: 'A10G', gib: 22.06, gpus: 1, lmi: 10, trtllm: true, fits: true,
  },
  {
    id: 'sm-example-Reinvent-AIM313-llama2-7b-ml.g5.2xlarge',
    url: 'https://github.com/aws-samples/sagemaker-genai-hosting-examples/tree/main/06-examples/Multi-LoRA-Adapters/Reinvent-AIM313',
    model: 'llama2-7b', format: WeightFormat.FP16, gpu: 'A10G', gib: 22.06, gpus: 1, lmi: 12,
    utilization: 0.8, maxModelLen: 4096, fits: true,
  },
];
