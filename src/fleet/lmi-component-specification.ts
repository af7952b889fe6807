import { Size } from 'aws-cdk-lib';
import { LmiBackend } from '../backend/lmi-backend';
import { LmiInstanceType } from '../instance/lmi-instance-type';

/** What one copy of a model takes of an instance. */
export interface LmiCopyResources {
  /**
   * Accelerator devices of a copy: GPUs, or on Inferentia and Trainium chips. The tensor parallel degree follows from it, on chips with the
   * number of their NeuronCores. At least 1, at most what the instance type has.
   *
   * @default - as many as the tensor parallel degree of the backend needs; without one the fewest that the model fits when its architecture is
   * known, otherwise all of the instance
   */
  readonly acceleratorsPerCopy?: number;

  /**
   * vCPUs of a copy. At least 0.25.
   *
   * @default - SageMaker shares them
   */
  readonly cpuCoresPerCopy?: number;

  /**
   * Host memory that a copy reserves, at least 128 MiB. It is no cap; it decides how many copies share an instance. SageMaker has less to give
   * than the instance has, and refuses a copy that asks for too much with a message about missing hardware.
   *
   * @default - when the size of the model is known, what its weights take, but at most a sixteenth of the host memory that goes with its accelerators,
   * which SageMaker is known to give; in any case at least 1 GiB, which is also what is reserved when nothing is known
   */
  readonly minMemory?: Size;

  /**
   * Most host memory of a copy, at least `minMemory`.
   *
   * @default - not capped
   */
  readonly maxMemory?: Size;
}

/** How a model is served on one of the instance types of a fleet. */
export interface LmiComponentSpecification extends LmiCopyResources {
  /** The instance type. */
  readonly instanceType: LmiInstanceType;

  /**
   * How the container serves on it.
   *
   * @default - the backend of the model
   */
  readonly backend?: LmiBackend;
}
