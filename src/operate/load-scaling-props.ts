import { Duration } from 'aws-cdk-lib';

/** Cooldowns of scaling. */
export interface LmiCooldownProps {
  /**
   * Time after a scale-in before the next one.
   *
   * @default - 15 minutes, because released instances or copies take minutes to start again
   */
  readonly scaleInCooldown?: Duration;

  /**
   * Time after a scale-out before the next one.
   *
   * @default - 5 minutes, about the time until a new instance or copy serves, so that scaling does not add another one for the same load
   */
  readonly scaleOutCooldown?: Duration;

  /**
   * Whether the policy only scales out, and other policies scale in.
   *
   * @default false
   */
  readonly disableScaleIn?: boolean;
}

/** Props of scaling on concurrent requests. */
export interface LmiConcurrencyScalingProps extends LmiCooldownProps {
  /** Target number of concurrent requests for each instance or copy, including queued ones. Greater than 0. */
  readonly targetRequests: number;
}

/** Props of scaling on the rate of invocations. */
export interface LmiInvocationScalingProps extends LmiCooldownProps {
  /** Target number of invocations per minute for each instance or copy. Greater than 0. */
  readonly targetInvocationsPerMinute: number;
}
