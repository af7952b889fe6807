import { SizingEngine } from './sizing-engine';
import { WeightFormat } from './weight-format';
import { LmiVersion } from '../image/lmi-version';
import { LmiInstanceType } from '../instance/lmi-instance-type';
import { ModelArchitecture } from '../model/model-architecture';

/** What the smallest instance type is looked for. Every value must be known at synth. */
export interface SmallestInstanceTypeProps {
  /** The model. */
  readonly architecture: ModelArchitecture;

  /**
   * Longest sequence to serve, prompt and answer together, in tokens. At least 1.
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
   * @default - every x86 type with NVIDIA GPUs of compute capability 7.5 or more; with the engine Transformers NeuronX every type
   * with Inferentia2 or Trainium
   */
  readonly among?: LmiInstanceType[];

  /**
   * Share of the accelerator's memory that the engine may take. Above 0, at most 1.
   *
   * @default 0.9
   */
  readonly gpuMemoryUtilization?: number;

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
