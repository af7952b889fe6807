import { Size } from 'aws-cdk-lib';

/** Whether a size has a number in a unit: CloudFormation cannot multiply, so one that is known only at deployment has it in its own alone. */
export function isKnownIn(unit: 'mebibytes' | 'gibibytes', size: Size): boolean {
  try {
    return !size.isUnresolved() || (unit === 'mebibytes' ? size.toMebibytes() : size.toGibibytes()) !== undefined;
  } catch {
    return false;
  }
}
