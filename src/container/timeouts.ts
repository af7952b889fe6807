import { Duration, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Container, withVariable } from './container';
import { secondsOf } from '../checks/durations';
import { Problems } from '../checks/problems';
import { warn } from '../checks/warnings';
import { IMAGE_DEFAULTS, LIMITS } from '../facts/limits';
import { LOADING_RATES } from '../facts/loading-rates';
import { SizingEngine } from '../facts/sizing-engine';
import { checkpointGib } from '../memory/weights';
import { isS3Uri } from '../model/s3-prefix';

/** Timeouts that the user sets for a container. */
interface TimeoutRequest {
  readonly containerStartupHealthCheckTimeout?: Duration;
  readonly modelDataDownloadTimeout?: Duration;
}

/** Checks that SageMaker allows the timeouts. */
export function checkTimeouts(problems: Problems, request: TimeoutRequest): void {
  problems.seconds('containerStartupHealthCheckTimeout', request.containerStartupHealthCheckTimeout, LIMITS.containerStartupHealthCheckTimeout, 'pass a value that SageMaker allows');
  problems.seconds('modelDataDownloadTimeout', request.modelDataDownloadTimeout, LIMITS.modelDataDownloadTimeout, 'pass a value that SageMaker allows');
}

/**
 * Lets the container load for as long as the weights take, if the user sets no timeout and the container's own would be too short: SageMaker would
 * then wait for a container that has given up.
 */
export function withLoadingTimeout(problems: Problems, container: Container, containerStartupHealthCheckTimeout?: Duration): Container {
  const needed = neededStartupSeconds(container);
  const isSet = container.options.environment.OPTION_MODEL_LOADING_TIMEOUT !== undefined;
  if (needed === undefined || needed <= IMAGE_DEFAULTS.modelLoadingTimeout || isSet) {
    return container;
  }
  const given = secondsOf(problems, 'containerStartupHealthCheckTimeout', containerStartupHealthCheckTimeout);
  const seconds = Math.min(needed, given === undefined || Token.isUnresolved(given) ? LIMITS.containerStartupHealthCheckTimeout.max : given);
  return seconds <= IMAGE_DEFAULTS.modelLoadingTimeout
    ? container
    : withVariable(container, 'OPTION_MODEL_LOADING_TIMEOUT', String(seconds));
}

/** By default, SageMaker waits for as long as the container itself keeps loading. */
export function startupSeconds(scope: Construct, problems: Problems, container: Container, given?: Duration): number {
  const { min, max } = LIMITS.containerStartupHealthCheckTimeout;
  const loading = container.options.count('OPTION_MODEL_LOADING_TIMEOUT');
  if (given === undefined) {
    const needed = neededStartupSeconds(container) ?? 0;
    warnOfSlowLoading(scope, 'start', needed, max);
    return Math.min(max, Math.max(min, needed, loading ?? IMAGE_DEFAULTS.modelLoadingTimeout));
  }
  const seconds = secondsOf(problems, 'containerStartupHealthCheckTimeout', given) ?? 0;
  if (!Token.isUnresolved(seconds) && loading !== undefined && seconds < loading) {
    problems.add(`containerStartupHealthCheckTimeout is ${seconds} seconds, but modelLoadingTimeout allows the container to load for ${loading}. Raise containerStartupHealthCheckTimeout to at least that, or `
      + 'lower modelLoadingTimeout.');
  } else if (!Token.isUnresolved(seconds) && loading === undefined && seconds < IMAGE_DEFAULTS.modelLoadingTimeout) {
    warn(scope, 'startup-timeout', `containerStartupHealthCheckTimeout is ${seconds} seconds, but the container may load for ${IMAGE_DEFAULTS.modelLoadingTimeout} seconds. SageMaker `
      + 'then aborts first, without a reason. Set modelLoadingTimeout to less.');
  }
  return seconds;
}

/** Lets SageMaker download for as long as the weights take; undefined keeps SageMaker's default. */
export function downloadSeconds(scope: Construct, problems: Problems, container: Container, given?: Duration): number | undefined {
  const { architecture, modelData, modelId } = container.model;
  if (given !== undefined || !architecture || !modelData || modelId !== undefined) {
    return secondsOf(problems, 'modelDataDownloadTimeout', given);
  }
  const { max } = LIMITS.modelDataDownloadTimeout;
  const needed = secondsFor(checkpointGib(architecture._geometry), modelData.compressed ? LOADING_RATES.tarball : LOADING_RATES.modelData);
  warnOfSlowLoading(scope, 'download', needed, max);
  return Math.min(max, Math.max(LOADING_RATES.leastDownloadSeconds, needed));
}

/** Seconds from the start of the container to its first response, derived from the size of the weights. */
function neededStartupSeconds({ model, backend }: Container): number | undefined {
  if (!model.architecture) {
    return undefined;
  }
  const gib = checkpointGib(model.architecture._geometry);
  const download = model.modelId === undefined ? 0
    : secondsFor(gib, isS3Uri(model.modelId) ? LOADING_RATES.modelData : LOADING_RATES.hub);
  const compiles = backend.sizingEngine === SizingEngine.TENSORRT_LLM || backend.sizingEngine === SizingEngine.TRANSFORMERS_NEURONX;
  return download + secondsFor(gib, LOADING_RATES.accelerators) + (compiles ? LOADING_RATES.compileSeconds : LOADING_RATES.startSeconds);
}

function secondsFor(gib: number, mibPerSecond: number): number {
  return Math.ceil((gib * 1024) / mibPerSecond);
}

function warnOfSlowLoading(scope: Construct, what: 'start' | 'download', needed: number, max: number): void {
  if (needed > max) {
    warn(scope, 'slow-start', `the weights may take ${needed} seconds to ${what === 'start' ? 'load' : 'download'}, but SageMaker waits for ${max} at most. `
      + `${what === 'start' ? 'Store them in S3 without a tarball, so that they are downloaded before the container starts' : 'Use LmiModel.fromS3 instead of a tarball'}, `
      + 'or use fewer bits per weight.');
  }
}
