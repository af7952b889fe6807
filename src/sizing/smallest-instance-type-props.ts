import { WeightFormat } from './memory-fit-props';
import { SizingEngine } from '../facts/sizing-engine';
import { LmiVersion } from '../image/lmi-version';
import { LmiInstanceType } from '../instance/lmi-instance-type';
import { ModelArchitecture } from '../model/model-architecture';

/** Input of the search for an instance type. Every value must be known at synth. */
export interface SmallestInstanceTypeProps {
  /** The model. */
  readonly architecture: ModelArchitecture;

  /**
   * Longest sequence to serve, prompt and response together, in tokens. At least 1.
   *
   * @default - the model's own context
   */
  readonly maxModelLen?: number;

  /**
   * Sequences of the longest length at once. At least 1.
   *
   * @default 1
   */
  readonly concurrency?: number;

  /**
   * How the weights are held.
   *
   * @default - as the checkpoint has them, 32-bit checkpoints at 16 bits
   */
  readonly weightFormat?: WeightFormat;

  /**
   * Instance types to choose from. At least one.
   *
   * @default - every x86 type with NVIDIA GPUs that can run the model in the LMI version; with the engine Transformers NeuronX every type with Inferentia2 or
   * Trainium
   */
  readonly among?: LmiInstanceType[];

  /**
   * Only types of this family, such as `g5`.
   *
   * @default - every family
   */
  readonly family?: string;

  /**
   * Only types that the price list offers for hosting in this region, such as `us-east-1`; its prices decide the order. A type that the list does not have counts
   * only when `among` names it.
   *
   * @default - every region
   */
  readonly region?: string;

  /**
   * Share of the accelerator's memory that the engine may use. Above 0, at most 1.
   *
   * @default - 0.92 from LMI V25 on, and 0.9 before
   */
  readonly gpuMemoryUtilization?: number;

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
