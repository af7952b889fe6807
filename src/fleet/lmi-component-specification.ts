import { Size } from 'aws-cdk-lib';
import { LmiBackend } from '../backend/lmi-backend';
import { LmiInstanceType } from '../instance/lmi-instance-type';

/** Resources of one copy of a model. */
export interface LmiCopyResources {
  /**
   * Number of accelerators per copy: GPUs, or Inferentia or Trainium chips. It determines the tensor parallel degree, for chips by the number of
   * their NeuronCores. At least 1, at most the accelerators of the instance type.
   *
   * @default - determined by the tensor parallel degree of the backend; without one, the smallest number that the model fits on if its architecture
   * is known, otherwise all accelerators of the instance
   */
  readonly acceleratorsPerCopy?: number;

  /**
   * Number of vCPUs per copy. At least 0.25.
   *
   * @default - copies share the vCPUs
   */
  readonly cpuCoresPerCopy?: number;

  /**
   * Host memory that a copy reserves, at least 128 MiB. It is not a limit; it determines how many copies share an instance. SageMaker cannot
   * allocate all memory of an instance, and rejects a copy that reserves too much with an error about missing hardware.
   *
   * @default - the size of the weights, but at most a sixteenth of the host memory per accelerator times the accelerators of the copy, which
   * SageMaker is known to allocate; at least 1 GiB, also if the size is unknown
   */
  readonly minMemory?: Size;

  /**
   * Maximum host memory per copy, at least `minMemory`.
   *
   * @default - no limit
   */
  readonly maxMemory?: Size;
}

/** How a model is served on one instance type of a fleet. */
export interface LmiComponentSpecification extends LmiCopyResources {
  /** The instance type. */
  readonly instanceType: LmiInstanceType;

  /**
   * How the container serves the model on this instance type.
   *
   * @default - the backend of the model
   */
  readonly backend?: LmiBackend;
}
