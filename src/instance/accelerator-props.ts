import { Size } from 'aws-cdk-lib';
import { AcceleratorKind } from '../facts/accelerators';

/** Properties of an accelerator that this library does not list. */
export interface AcceleratorProps {
  /** Name of the accelerator, as its manufacturer writes it. */
  readonly name: string;

  /**
   * Memory of one device as `nvidia-smi` reports it, which is less than the nominal size. Must be known at synth time.
   */
  readonly memory: Size;

  /**
   * Kind of the accelerator, which determines the container image.
   *
   * @default AcceleratorKind.GPU
   */
  readonly kind?: AcceleratorKind;

  /**
   * Number of NeuronCores per device, which share its memory. At least 1.
   *
   * @default 1
   */
  readonly coresPerDevice?: number;

  /**
   * Whether it supports bfloat16.
   *
   * @default true
   */
  readonly supportsBf16?: boolean;

  /**
   * Whether it supports 8-bit floating point.
   *
   * @default false
   */
  readonly supportsFp8?: boolean;
}
