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
  /** 4-bit weights, 0.53 bytes a weight with their scales: AWQ, GPTQ with 4 bits, MXFP4, bitsandbytes with 4 bits. */
  INT4 = 'int4',
}

/** What a memory estimate is made for. Every value must be known at synth. */
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
   * @default - as the checkpoint has them, 32-bit checkpoints at 16 bits
   */
  readonly weightFormat?: WeightFormat;

  /**
   * Bytes of one element of the KV cache: 1 for an FP8 cache. Above 0, at most 4.
   *
   * @default - 2, and 4 with FP32 weights
   */
  readonly kvCacheBytesPerElement?: number;

  /**
   * Share of the accelerator's memory that the engine may take. Above 0, at most 1. Without effect on Neuron.
   *
   * @default 0.9
   */
  readonly gpuMemoryUtilization?: number;

  /**
   * Longest sequence to serve, prompt and answer together, in tokens. At least 1.
   *
   * @default - the model's own context; on Neuron before LMI V12, 128
   */
  readonly maxModelLen?: number;

  /**
   * Sequences at once. At least 1.
   *
   * @default - what the LMI version passes: 256 up to V16, 32 from V17; on Neuron 32 before V12, then 1
   */
  readonly maxNumSeqs?: number;

  /**
   * Tokens that one step of the engine computes at most. At least 1.
   *
   * @default - what the vLLM of the LMI version takes: 2048, 8192 on GPUs of 70 GiB and more but the A100, 512 in V0 before 0.6.4; the
   * whole context without chunked prefill
   */
  readonly maxNumBatchedTokens?: number;

  /**
   * Whether prompts are computed in chunks.
   *
   * @default - as the vLLM of the LMI version does: always in V1 (LMI V15 and later), above 32,768 tokens in V0 since 0.5.4, never before
   */
  readonly chunkedPrefill?: boolean;

  /**
   * The LMI version, whose engine decides the rules.
   *
   * @default - newest LMI version; on Neuron the newest that has an image for it
   */
  readonly version?: LmiVersion;

  /**
   * What computes in the container.
   *
   * @default - vLLM on GPUs, Transformers NeuronX on Neuron devices
   */
  readonly engine?: SizingEngine;
}
