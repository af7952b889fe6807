import { Accelerator } from './accelerator';

/** Properties of an instance type that this library does not list. */
export interface LmiInstanceTypeFacts {
  /**
   * Its accelerator.
   *
   * @default - that of the listed type of this name; otherwise unknown, and neither memory nor image family is checked
   */
  readonly accelerator?: Accelerator;

  /**
   * Number of accelerator devices. At least 1.
   *
   * @default - that of the listed type of this name; otherwise unknown
   */
  readonly acceleratorCount?: number;
}
