import { SizingEngine } from '../facts/sizing-engine';
import { LmiVersion } from '../image/lmi-version';
import { LmiInstanceType } from '../instance/lmi-instance-type';
import { ModelArchitecture } from '../model/model-architecture';

/** How the weights are held in the accelerators' memory. Embeddings keep 16 bits in all formats but FP32. */
export enum WeightFormat {
  /** 32-bit floating point, 4 bytes a weight. */
  FP32 = 'fp32',
  /** 16-bit floating point, 2 bytes a weight. */
  FP16 = 'fp16',
  /** bfloat16, 2 bytes a weight. T4 and V100 do not compute in it. */
  BF16 = 'bf16',
  /** 8-bit floating point, 1 byte a weight. */
  FP8 = 'fp8',
  /** 8-bit integers, 1 byte a weight: GPTQ with 8 bits, SmoothQuant, bitsandbytes with 8 bits. */
  INT8 = 'int8',
  /** 4-bit integers, 0.53 bytes a weight with their scales: AWQ, GPTQ with 4 bits, bitsandbytes with 4 bits. */
  INT4 = 'int4',
  /** 4-bit floating point with an 8-bit scale for 16 weights, 0.56 bytes a weight: checkpoints of NVIDIA ModelOpt. */
  NVFP4 = 'nvfp4',
  /** 4-bit floating point with an 8-bit scale for 32 weights, 0.53 bytes a weight: gpt-oss. */
  MXFP4 = 'mxfp4',
  /** 8-bit floating point with an 8-bit scale for 32 weights, 1.03 bytes a weight. */
  MXFP8 = 'mxfp8',
}

/** Input of a memory estimate. Every value must be known at synth. */
export interface MemoryFitProps {
  /** The model. */
  readonly architecture: ModelArchitecture;

  /** The instance type; one whose accelerator is not known raises an error. */
  readonly instanceType: LmiInstanceType;

  /**
   * Accelerators (on Neuron: NeuronCores) that share one copy of the model. At least 1, at most what the instance has, and a divisor of the
   * attention heads.
   *
   * @default - all of the instance; where they do not divide the heads the model does not fit
   */
  readonly tensorParallelDegree?: number;

  /**
   * How the weights are held.
   *
   * @default - as the checkpoint has them; 32-bit checkpoints at 16 bits
   */
  readonly weightFormat?: WeightFormat;

  /**
   * Bytes of one element of the KV cache: 1 for an FP8 cache. Above 0, at most 4.
   *
   * @default - 2; 4 with FP32 weights; 1 for a checkpoint that asks for an 8-bit cache, from LMI V19 on
   */
  readonly kvCacheBytesPerElement?: number;

  /**
   * Share of the accelerator's memory that the engine may use. Above 0, at most 1. Without effect on Neuron.
   *
   * @default - 0.92 from LMI V25 on, and 0.9 before
   */
  readonly gpuMemoryUtilization?: number;

  /**
   * Longest sequence to serve, prompt and response together, in tokens. At least 1.
   *
   * @default - the model's own context; on Neuron 4096 at most, and 128 before LMI V12
   */
  readonly maxModelLen?: number;

  /**
   * Sequences at once. At least 1.
   *
   * @default - 256 up to LMI V16, 32 from V17; on Neuron 32 before V12, then 1
   */
  readonly maxNumSeqs?: number;

  /**
   * Tokens that one step of the engine computes at most. At least 1.
   *
   * @default - what LMI's vLLM uses: 2048, and 512 before LMI V13; the whole context without chunked prefill
   */
  readonly maxNumBatchedTokens?: number;

  /**
   * Whether prompts are computed in chunks.
   *
   * @default - as the vLLM of the LMI version does: always in V1 (LMI V15 and later), above 32,768 tokens in V0 since 0.5.4, never before
   */
  readonly chunkedPrefill?: boolean;

  /**
   * Whether vLLM runs without CUDA graphs, for which it otherwise reserves memory from LMI V25 on.
   *
   * @default false
   */
  readonly enforceEager?: boolean;

  /**
   * LoRA adapters that a batch can use. At least 1. Memory for adapters is counted when this or `maxLoraRank` is set.
   *
   * @default - no adapters; 4 with `maxLoraRank`
   */
  readonly maxLoras?: number;

  /**
   * Largest rank of a LoRA adapter. At least 1.
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
   * GiB of weights that stay in the memory of the host, for each accelerator. At least 0.
   *
   * @default 0
   */
  readonly cpuOffloadGib?: number;

  /**
   * The LMI version, whose engine decides the rules.
   *
   * @default - newest LMI version; on Neuron the newest that has an image for it
   */
  readonly version?: LmiVersion;

  /**
   * The inference engine in the container.
   *
   * @default - vLLM on GPUs, Transformers NeuronX on Neuron devices
   */
  readonly engine?: SizingEngine;
}
