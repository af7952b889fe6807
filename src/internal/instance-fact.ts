import { Faults } from './faults';
import { InstanceFact, INSTANCES } from '../facts/instances';

const ROWS: readonly InstanceFact[] = Object.values(INSTANCES);

/** A fact row from a name and what a user knows of the type; what the table knows fills the rest. */
export function instanceFact(name: string, facts: { readonly acceleratorCount?: number } = {}): Partial<InstanceFact> & { readonly name: string } {
  const faults = new Faults('LmiInstanceType');
  faults.required('name', name, 'give the name of the instance type');
  faults.pattern('name', name, /^ml\.[a-z0-9-]+\.[a-z0-9]+$/, 'a hosting instance type such as ml.g5.2xlarge',
    'write it in lower case with the prefix ml.');
  faults.number('acceleratorCount', facts.acceleratorCount, { min: 1 }, 'give the number of accelerator devices of the type');
  faults.throwIfAny();
  const known = ROWS.find((row) => row.name === name);
  return { ...known, name, count: facts.acceleratorCount ?? known?.count };
}
