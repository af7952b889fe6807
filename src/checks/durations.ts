import { Duration } from 'aws-cdk-lib';
import { Problems } from './problems';

/**
 * The seconds of a duration. One that is known only at deployment must have been made by `Duration.seconds`, because CloudFormation cannot
 * multiply; what is no duration, or no whole number of seconds, is reported by `Problems.seconds`.
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

/** Whether a duration or a size has a number in a unit: the CDK throws for one that is known only at deployment and was made in another unit. */
export function isConvertible(convert: () => number): boolean {
  try {
    return convert() !== undefined;
  } catch {
    return false;
  }
}
