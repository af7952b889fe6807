import { WeightFormat } from './memory-fit-props';
import { SizingEngine } from '../facts/sizing-engine';
import { LmiVersion } from '../image/lmi-version';
import { LmiInstanceType } from '../instance/lmi-instance-type';
import { ModelArchitecture } from '../model/model-architecture';

/** Requirements for the smallest instance type. All values must be known at synth time. */
export interface SmallestInstanceTypeProps {
  /** The model. */
  readonly architecture: ModelArchitecture;

  /**
   * Longest sequence to serve, prompt and response together, in tokens. At least 1.
   *
   * @default - the context of the model
   */
  readonly maxModelLen?: number;

  /**
   * Number of concurrent sequences of that length. At least 1.
   *
   * @default 1
   */
  readonly concurrency?: number;

  /**
   * Format of the weights.
   *
   * @default - that of the checkpoint; 16 bits for a 32-bit checkpoint
   */
  readonly weightFormat?: WeightFormat;

  /**
   * Instance types to choose from. At least one.
   *
   * @default - all x86 types with NVIDIA GPUs that can run the model in the LMI version; with Transformers NeuronX all types with Inferentia2 or Trainium
   */
  readonly among?: LmiInstanceType[];

  /**
   * Only types of this family, such as `g5`.
   *
   * @default - all families
   */
  readonly family?: string;

  /**
   * Only types that the price list offers for hosting in this region, such as `us-east-1`, ordered by its prices. A type that is not in the list is
   * considered only if `among` contains it.
   *
   * @default - all regions
   */
  readonly region?: string;

  /**
   * Share of the accelerator's memory that the engine can use. Greater than 0, at most 1.
   *
   * @default - 0.92 in LMI V25 and later, 0.9 before
   */
  readonly gpuMemoryUtilization?: number;

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
