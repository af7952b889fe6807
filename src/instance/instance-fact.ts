import { Token } from 'aws-cdk-lib';
import { ACCELERATOR } from './accelerator';
import { LmiInstanceTypeFacts } from './lmi-instance-type-facts';
import { Problems } from '../checks/problems';
import { checkedProps, NUMBER, PropKinds } from '../checks/prop-kinds';
import { isUnresolved } from '../checks/tokens';
import { InstanceFact, INSTANCES } from '../facts/instances';

const FACT_KINDS: PropKinds<LmiInstanceTypeFacts> = { accelerator: ACCELERATOR, acceleratorCount: NUMBER };
const ROWS: readonly InstanceFact[] = Object.values(INSTANCES);

/** A fact row from a name and the user's description of the type; the table fills in the rest. */
export function instanceFact(name: string, facts: LmiInstanceTypeFacts): Partial<InstanceFact> & { readonly name: string } {
  const problems = new Problems('LmiInstanceType');
  const given = checkedProps(problems, facts, FACT_KINDS);
  problems.required('name', name, 'pass the name of the instance type');
  problems.pattern('name', name, /^ml\.[a-z0-9-]+\.[a-z0-9]+$/, 'a hosting instance type such as ml.g5.2xlarge',
    'write it in lowercase with the prefix ml.');
  const remedy = 'pass the number of accelerator devices of the type';
  problems.number('acceleratorCount', given.acceleratorCount, { min: 1 }, remedy);
  if (isUnresolved(given.acceleratorCount)) {
    problems.invalid('acceleratorCount', given.acceleratorCount, 'known at synth time', remedy);
  }
  problems.throwIfAny();
  const known = ROWS.find((row) => row.name === name);
  // A token that is not a string yet becomes one, so that the name is always a string.
  return { ...known, name: isUnresolved(name) ? Token.asString(name) : name, count: given.acceleratorCount ?? known?.count };
}
