import { LmiModelData } from './lmi-model-config';
import { LmiModelOptions } from './lmi-model-options';
import { Problems } from '../checks/problems';
import { checkedProps, FLAG, STRING } from '../checks/prop-kinds';
import { LIMITS } from '../facts/limits';

const ACCESS_KINDS = { acceptEula: FLAG, hubContentArn: STRING };

/** What SageMaker requires before it downloads JumpStart weights. */
type ModelAccess = Pick<LmiModelData, 'acceptEula' | 'hubContentArn'>;

/** Reads and checks the options for access to the weights. */
export function accessOf(problems: Problems, { acceptEula, hubContentArn }: LmiModelOptions): ModelAccess {
  const access = checkedProps<ModelAccess>(problems, { acceptEula, hubContentArn }, ACCESS_KINDS);
  const { pattern, allowed } = LIMITS.hubContentArn;
  problems.pattern('hubContentArn', access.hubContentArn, pattern, allowed, 'pass the ARN of the model reference in your hub');
  return access;
}

/** Adds a problem for each access option if SageMaker does not download the weights from a JumpStart bucket. */
export function checkNoAccess(problems: Problems, options: LmiModelOptions, why: string): void {
  for (const [prop, value] of Object.entries(accessOf(problems, options))) {
    if (value !== undefined && !problems.isReported(prop)) {
      problems.add(`${prop} is set, but ${why}. Use LmiModel.fromS3 or fromTarball with the weights alone, or omit it.`);
    }
  }
}
