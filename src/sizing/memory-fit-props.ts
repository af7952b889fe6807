import { SizingEngine } from '../facts/sizing-engine';
import { LmiVersion } from '../image/lmi-version';
import { LmiInstanceType } from '../instance/lmi-instance-type';
import { ModelArchitecture } from '../model/model-architecture';

/** Format of the weights in accelerator memory. Embeddings keep 16 bits in all formats except FP32. */
export enum WeightFormat {
  /** 32-bit floating point, 4 bytes per weight. */
  FP32 = 'fp32',
  /** 16-bit floating point, 2 bytes per weight. */
  FP16 = 'fp16',
  /** bfloat16, 2 bytes per weight. T4 and V100 do not support it. */
  BF16 = 'bf16',
  /** 8-bit floating point, 1 byte per weight. */
  FP8 = 'fp8',
  /** 8-bit integers, 1 byte per weight: 8-bit GPTQ, SmoothQuant, 8-bit bitsandbytes. */
  INT8 = 'int8',
  /** 4-bit integers, 0.53 bytes per weight including scales: AWQ, 4-bit GPTQ, 4-bit bitsandbytes. */
  INT4 = 'int4',
  /** 4-bit floating point with an 8-bit scale for every 16 weights, 0.56 bytes per weight: checkpoints of NVIDIA ModelOpt. */
  NVFP4 = 'nvfp4',
  /** 4-bit floating point with an 8-bit scale for every 32 weights, 0.53 bytes per weight: gpt-oss. */
  MXFP4 = 'mxfp4',
  /** 8-bit floating point with an 8-bit scale for every 32 weights, 1.03 bytes per weight. */
  MXFP8 = 'mxfp8',
}

/** Input of a memory estimate. All values must be known at synth time. */
export interface MemoryFitProps {
  /** The model. */
  readonly architecture: ModelArchitecture;

  /** The instance type. An error if its accelerator is unknown. */
  readonly instanceType: LmiInstanceType;

  /**
   * Number of accelerators (NeuronCores on Neuron) that one copy of the model is split over: at least 1, at most those of the instance, and a
   * divisor of the attention heads.
   *
   * @default - all accelerators of the instance; if their number does not divide the heads, the model does not fit
   */
  readonly tensorParallelDegree?: number;

  /**
   * Format of the weights.
   *
   * @default - that of the checkpoint; 16 bits for a 32-bit checkpoint
   */
  readonly weightFormat?: WeightFormat;

  /**
   * Bytes per element of the KV cache: 1 for an FP8 cache. Greater than 0, at most 4.
   *
   * @default - 2; 4 with FP32 weights; 1 for a checkpoint that specifies an 8-bit cache, in LMI V19 and later
   */
  readonly kvCacheBytesPerElement?: number;

  /**
   * Share of the accelerator's memory that the engine can use. Greater than 0, at most 1. Has no effect on Neuron.
   *
   * @default - 0.92 in LMI V25 and later, 0.9 before
   */
  readonly gpuMemoryUtilization?: number;

  /**
   * Longest sequence to serve, prompt and response together, in tokens. At least 1.
   *
   * @default - the context of the model; on Neuron at most 4096, and at most 128 before LMI V12
   */
  readonly maxModelLen?: number;

  /**
   * Maximum number of concurrent sequences. At least 1.
   *
   * @default - 256 up to LMI V16, 32 from V17 on; on Neuron 32 before V12, and 1 from V12 on
   */
  readonly maxNumSeqs?: number;

  /**
   * Maximum number of tokens that the engine processes in one step. At least 1.
   *
   * @default - the default of vLLM: 2048, or 512 before LMI V13; the whole context without chunked prefill
   */
  readonly maxNumBatchedTokens?: number;

  /**
   * Whether prompts are processed in chunks.
   *
   * @default - the default of the vLLM in the LMI version: always with its V1 engine (LMI V15 and later), above 32,768 tokens since 0.5.4, never before
   */
  readonly chunkedPrefill?: boolean;

  /**
   * Whether vLLM runs without CUDA graphs, for which it otherwise reserves memory in LMI V25 and later.
   *
   * @default false
   */
  readonly enforceEager?: boolean;

  /**
   * Maximum number of LoRA adapters in a batch. At least 1. Memory for adapters is included if this or `maxLoraRank` is set.
   *
   * @default - no adapters; 4 with `maxLoraRank`
   */
  readonly maxLoras?: number;

  /**
   * Maximum rank of a LoRA adapter. At least 1.
   *
   * @default - no adapters; 16 with `maxLoras`
   */
  readonly maxLoraRank?: number;

  /**
   * The draft model of speculative decoding, which shares the accelerators.
   *
   * @default - no draft model
   */
  readonly draftArchitecture?: ModelArchitecture;

  /**
   * GiB of weights per accelerator that stay in host memory. At least 0.
   *
   * @default 0
   */
  readonly cpuOffloadGib?: number;

  /**
   * The LMI version, which determines the version of the engine.
   *
   * @default - the newest LMI version; on Neuron the newest one with a Neuron image
   */
  readonly version?: LmiVersion;

  /**
   * The inference engine in the container.
   *
   * @default - vLLM on GPUs, Transformers NeuronX on Neuron devices
   */
  readonly engine?: SizingEngine;
}
