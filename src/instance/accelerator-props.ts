import { Size } from 'aws-cdk-lib';
import { AcceleratorKind } from '../facts/accelerators';

/** Properties of an accelerator that this library does not list. */
export interface AcceleratorProps {
  /** Name of the accelerator, as its maker writes it. */
  readonly name: string;

  /**
   * Memory of one device as it reports it to a process (`nvidia-smi` shows it), which is less than the nominal size. It must be known at
   * synth.
   */
  readonly memory: Size;

  /**
   * Kind of the accelerator, which determines the container image.
   *
   * @default AcceleratorKind.GPU
   */
  readonly kind?: AcceleratorKind;

  /**
   * NeuronCores of one device, which share its memory. At least 1.
   *
   * @default 1
   */
  readonly coresPerDevice?: number;

  /**
   * Whether it computes in bfloat16.
   *
   * @default true
   */
  readonly supportsBf16?: boolean;

  /**
   * Whether it computes in 8-bit floating point.
   *
   * @default false
   */
  readonly supportsFp8?: boolean;
}
