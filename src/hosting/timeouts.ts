import { Duration, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Container } from './container';
import { IMAGE_DEFAULTS, LIMITS } from '../facts/limits';
import { secondsOf } from '../internal/durations';
import { Faults } from '../internal/faults';
import { isLiteral } from '../internal/tokens';
import { warn } from '../internal/warnings';

/** How long SageMaker waits for a container. */
export interface TimeoutRequest {
  readonly startupTimeout?: Duration;
  readonly downloadTimeout?: Duration;
}

/** Faults when SageMaker does not take a timeout. */
export function checkTimeouts(faults: Faults, request: TimeoutRequest): void {
  faults.seconds('startupTimeout', request.startupTimeout, LIMITS.startupTimeout, 'stay within what SageMaker allows');
  faults.seconds('downloadTimeout', request.downloadTimeout, LIMITS.downloadTimeout, 'stay within what SageMaker allows');
}

/** Waits for as long as the container itself would go on loading. */
export function startupSeconds(scope: Construct, faults: Faults, container: Container, given?: Duration): number {
  const variable = container.environment.OPTION_MODEL_LOADING_TIMEOUT ?? container.environment.MODEL_LOADING_TIMEOUT;
  const loading = isLiteral(variable) && /^\d+$/.test(variable) ? Number(variable) : undefined;
  if (given === undefined) {
    const { min, max } = LIMITS.startupTimeout;
    return Math.min(max, Math.max(min, loading ?? IMAGE_DEFAULTS.modelLoadingTimeout));
  }
  const seconds = secondsOf(faults, 'startupTimeout', given) ?? 0;
  if (!Token.isUnresolved(seconds) && loading !== undefined && seconds < loading) {
    faults.say(`startupTimeout is ${seconds} seconds, but modelLoadingTimeout lets the container load for ${loading}: raise startupTimeout to at least that, or `
      + 'lower modelLoadingTimeout');
  } else if (!Token.isUnresolved(seconds) && loading === undefined && seconds < IMAGE_DEFAULTS.modelLoadingTimeout) {
    warn(scope, 'startup-timeout', `startupTimeout is ${seconds} seconds, but the container goes on loading for ${IMAGE_DEFAULTS.modelLoadingTimeout}: SageMaker `
      + 'gives up first and names no reason; set modelLoadingTimeout to less');
  }
  return seconds;
}
