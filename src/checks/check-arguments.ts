import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { Faults, show } from './problems';
import { isUnresolved } from './tokens';

/** Throws when an id cannot be that of a new construct. */
export function checkId(parent: IConstruct, noun: string, id: unknown): void {
  const faults = new Faults(parent);
  if (typeof id !== 'string' || id === '' || isUnresolved(id)) {
    faults.add(`the id of ${noun}`, id, 'a text that is known at synth', 'write it as a literal');
  } else if (parent.node.tryFindChild(id)) {
    faults.say(`there is something with the id ${show(id)} below ${parent.node.id} already: give ${noun} another one`);
  }
  faults.throwIfAny();
}

/** Throws when there is nobody to grant something to. */
export function checkGrantee(scope: IConstruct, grantee: iam.IGrantable): void {
  if (grantee?.grantPrincipal === undefined) {
    const faults = new Faults(scope);
    faults.add('grantee', grantee, 'something that permissions are granted to', 'give a role, a user, a function or another principal');
    faults.throwIfAny();
  }
}
