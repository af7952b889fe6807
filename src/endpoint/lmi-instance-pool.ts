import { instanceOf } from '../checks/prop-kinds';
import { LmiInstanceType } from '../instance/lmi-instance-type';

/**
 * Instances of one type that a variant may run on. SageMaker takes the pools in the order of the list: the next when there is no capacity in one.
 *
 * The quota of the account must allow each type. The same container runs on all, so each type must have the accelerators that it needs.
 */
export class LmiInstancePool {
  /**
   * A pool of one instance type.
   *
   * @param instanceType the instance type
   */
  public static of(instanceType: LmiInstanceType): LmiInstancePool {
    return new LmiInstancePool(instanceType);
  }

  /** The instance type. */
  public readonly instanceType: LmiInstanceType;

  private constructor(instanceType: LmiInstanceType) {
    this.instanceType = instanceType;
  }
}

/** What a prop that takes one has to be. */
export const INSTANCE_POOL = instanceOf(LmiInstancePool, 'create each with LmiInstancePool.of');
