import { Duration } from 'aws-cdk-lib';
import { BenchmarkedEndpoint } from './benchmarked-endpoint';
import { LmiBenchmarkProps, LmiBenchmarkSchema } from './lmi-benchmark-props';
import { isConvertible } from '../checks/durations';
import { checkWithoutVpc, NETWORK_KINDS } from '../checks/network-props';
import { Bounds, Problems } from '../checks/problems';
import { BUCKET, checkedProps, DURATION, FLAG, having, ownChecks, PropKinds, STRING, wordOf } from '../checks/prop-kinds';
import { isLiteral } from '../checks/tokens';

const MOST_LOADS = 10;

const COUNTS = ['inputTokens', 'outputTokens', 'maxRequests'] as const;

const KINDS: PropKinds<LmiBenchmarkProps> = {
  ...ownChecks('concurrency', 'rate', 'maxCost', 'slowdownPercentage', ...COUNTS),
  schedule: having('expressionString', 'a Schedule of aws-cdk-lib/aws-events', 'use a method such as Schedule.rate'),
  afterDeployment: FLAG, bucket: BUCKET, prefix: STRING, duration: DURATION, timeout: DURATION, ...NETWORK_KINDS,
  schema: wordOf(LmiBenchmarkSchema),
};

/** JavaScript callers may pass a single load. */
export function loadsOf(loads: readonly number[] | number | undefined): readonly number[] | undefined {
  return typeof loads === 'number' ? [loads] : loads;
}

/** Checks the props of a benchmark. */
export function checkBenchmark(problems: Problems, endpoint: BenchmarkedEndpoint, given: LmiBenchmarkProps): LmiBenchmarkProps {
  const props = checkedProps(problems, given, KINDS);
  if (endpoint.isAsync) {
    problems.add('addBenchmark was called on an asynchronous endpoint, whose requests wait in a queue. Measure the model on a real-time endpoint.');
  }
  if (endpoint.needsComponent) {
    problems.add('addBenchmark was called on an endpoint for inference components, but each request must name one of them. Call it on the component that addModel returns.');
  }
  checkLoads(problems, 'concurrency', loadsOf(props.concurrency), { min: 1, max: 256 });
  checkLoads(problems, 'rate', loadsOf(props.rate), { min: 0, exclusiveMin: true, max: 100, integer: false });
  for (const name of COUNTS) {
    problems.number(name, props[name], { min: 1, max: 1_000_000 }, 'pass a whole number');
  }
  problems.number('slowdownPercentage', props.slowdownPercentage, { min: 0, exclusiveMin: true, integer: false }, 'pass a percentage');
  problems.number('maxCost', props.maxCost, { min: 0, exclusiveMin: true, integer: false }, 'pass US dollars');
  problems.seconds('duration', props.duration, { min: 5, max: 3600 }, 'pass from 5 seconds to 1 hour');
  problems.seconds('timeout', props.timeout, { min: 300, max: 28_800 }, 'pass from 5 minutes to 8 hours');
  checkUnit(problems, 'duration', props.duration, 'seconds');
  checkUnit(problems, 'timeout', props.timeout, 'minutes');
  problems.pattern('prefix', props.prefix, /^[\w.!*'()-]+(\/[\w.!*'()-]+)*$/, 'a prefix without a slash at either end', 'pass a prefix such as benchmarks/chat');
  checkWithoutVpc(problems, props, ['vpcSubnets', 'securityGroups']);
  if (props.afterDeployment && endpoint.inferenceComponentName !== undefined) {
    problems.add('afterDeployment is true, but SageMaker emits no event for deployments of an inference component. Pass schedule.');
  }
  return props;
}

function checkLoads(problems: Problems, name: 'concurrency' | 'rate', loads: readonly number[] | undefined, bounds: Bounds): void {
  if (loads === undefined) {
    return;
  }
  if (!Array.isArray(loads) || loads.length === 0 || loads.length > MOST_LOADS) {
    problems.invalid(name, loads, `a list of 1 to ${MOST_LOADS} loads`, 'pass a list such as [1, 4, 16]');
    return;
  }
  loads.forEach((load) => {
    if (!isLiteral(load)) {
      problems.invalid(name, load, 'known at synth time', 'write it as a literal');
    } else {
      problems.number(name, load, bounds, 'pass a load that one small machine can generate');
    }
  });
}

/** A duration known only at deployment can be rendered only in the unit that it was created with. */
function checkUnit(problems: Problems, name: 'duration' | 'timeout', value: Duration | undefined, unit: 'seconds' | 'minutes'): void {
  if (value?.isUnresolved?.() && !isConvertible(() => unit === 'seconds' ? value.toSeconds() : value.toMinutes())) {
    problems.add(`${name} is known only at deployment, in a unit other than ${unit}. Create it with Duration.${unit}.`);
  }
}

/** Time limit of a run: the timeout, or less if the maximum cost requires it. */
export function timeLimit(
  problems: Problems, region: string, endpoint: BenchmarkedEndpoint, { timeout = Duration.minutes(30), maxCost }: LmiBenchmarkProps,
): Duration {
  if (maxCost === undefined || problems.count > 0) {
    return timeout;
  }
  if (!isLiteral(maxCost) || !isLiteral(timeout)) {
    problems.invalid(isLiteral(maxCost) ? 'timeout' : 'maxCost', isLiteral(maxCost) ? timeout : maxCost, 'known at synth time', 'write it as a literal, or omit maxCost');
    return timeout;
  }
  if (endpoint.hourlyPrice === undefined) {
    problems.add(`maxCost is ${maxCost}, but the price of the instances is unknown${isLiteral(region) ? ` in ${region}` : ''}. Pass timeout instead.`);
    return timeout;
  }
  const minutes = Math.floor(maxCost / endpoint.hourlyPrice * 60);
  if (minutes < 5) {
    problems.invalid('maxCost', maxCost, `at least ${(endpoint.hourlyPrice / 12).toFixed(2)}, the price of 5 minutes`, 'raise it, or omit it');
    return timeout;
  }
  return Duration.minutes(Math.min(minutes, Math.floor(timeout.toMinutes({ integral: false }))));
}

/** A run that is stopped before its last load ends has no result. */
export function checkTime(problems: Problems, loads: number, duration: Duration, timeout: Duration): void {
  if (problems.count > 0 || !isLiteral(duration) || !isLiteral(timeout)) {
    return;
  }
  const [needed, limit] = [loads * duration.toSeconds(), timeout.toSeconds()];
  if (needed >= limit) {
    problems.add(`${loads} loads of ${duration.toHumanString()} take ${Duration.seconds(needed).toHumanString()}, but a run is stopped after ${timeout.toHumanString()}. `
      + 'Raise timeout and maxCost, shorten duration, or pass fewer loads.');
  }
}
