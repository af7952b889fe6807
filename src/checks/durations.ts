import { Duration } from 'aws-cdk-lib';
import { Problems } from './problems';

/**
 * A duration in seconds. One that is known only at deployment must be created with `Duration.seconds`, because CloudFormation cannot
 * multiply. `Problems.seconds` reports values that are not durations, or not an integer number of seconds.
 */
export function secondsOf(problems: Problems, prop: string, duration: Duration | undefined): number | undefined {
  if (!(duration instanceof Duration)) {
    return undefined;
  }
  try {
    return duration.toSeconds({ integral: false });
  } catch {
    problems.add(`${prop} is known only at deployment, in a unit other than seconds. Create it with Duration.seconds.`);
    return undefined;
  }
}

/** Whether a duration or a size converts to a unit: the CDK throws for one that is known only at deployment and was created in another unit. */
export function isConvertible(convert: () => number): boolean {
  try {
    return convert() !== undefined;
  } catch {
    return false;
  }
}
