import { Duration } from 'aws-cdk-lib';

/** How quickly scaling follows. */
export interface LmiCooldownProps {
  /**
   * Time after a scale-in before the next one.
   *
   * @default - 15 minutes: what is given up too early takes minutes to come back and load the model
   */
  readonly scaleInCooldown?: Duration;

  /**
   * Time after a scale-out before the next one.
   *
   * @default - 5 minutes: about what a new instance or copy takes until it serves, so that scaling does not add one again for the same load
   */
  readonly scaleOutCooldown?: Duration;

  /**
   * Whether the policy only adds and leaves removing to other policies.
   *
   * @default false
   */
  readonly disableScaleIn?: boolean;
}

/** Props of scaling on concurrent requests. */
export interface LmiConcurrencyScalingProps extends LmiCooldownProps {
  /** Concurrent requests for each instance or copy to aim at, queued ones included. Above 0. */
  readonly targetRequests: number;
}

/** Props of scaling on the rate of invocations. */
export interface LmiInvocationScalingProps extends LmiCooldownProps {
  /** Invocations a minute for each instance or copy to aim at. Above 0. */
  readonly targetInvocationsPerMinute: number;
}
