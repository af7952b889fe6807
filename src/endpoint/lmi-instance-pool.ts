import { LmiBackend } from '../backend/lmi-backend';
import { instanceOf } from '../checks/prop-kinds';
import { LmiInstanceType } from '../instance/lmi-instance-type';
import { LmiModel } from '../model/lmi-model';

/** Options of an instance pool that differ from the variant. */
export interface LmiInstancePoolOptions {
  /**
   * Model of the pool, such as other quantized weights.
   *
   * @default - the model of the variant
   */
  readonly model?: LmiModel;

  /**
   * Backend of the pool, such as one with another tensor parallel degree.
   *
   * @default - the backend of the variant
   */
  readonly backend?: LmiBackend;
}

/**
 * Instances of one type that a variant can run on. SageMaker tries the pools in the order of the list, and uses the next one if a pool has no
 * capacity.
 *
 * The quotas of the account must allow each type, and each must have the accelerators that its container needs.
 */
export class LmiInstancePool {
  /**
   * A pool of one instance type.
   *
   * @param instanceType the instance type
   * @param options model and backend of the pool. An error for the first type of a variant, and for a fleet, whose models have `specifications`
   */
  public static of(instanceType: LmiInstanceType, options: LmiInstancePoolOptions = {}): LmiInstancePool {
    return new LmiInstancePool(instanceType, options ?? {});
  }

  /** The instance type. */
  public readonly instanceType: LmiInstanceType;
  /**
   * @internal
   */
  public readonly _options: LmiInstancePoolOptions;

  private constructor(instanceType: LmiInstanceType, options: LmiInstancePoolOptions) {
    this.instanceType = instanceType;
    this._options = options;
  }
}

/** Kind of a prop that takes an instance pool. */
export const INSTANCE_POOL = instanceOf(LmiInstancePool, 'create each with LmiInstancePool.of');
