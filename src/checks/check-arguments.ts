import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { Problems, show } from './problems';
import { isUnresolved } from './tokens';

/** Throws if an id cannot be used for a new construct. */
export function checkId(parent: IConstruct, noun: string, id: unknown): void {
  const problems = new Problems(parent);
  if (typeof id !== 'string' || id === '' || isUnresolved(id)) {
    problems.invalid(`the id of ${noun}`, id, 'a string known at synth time', 'write it as a literal');
  } else if (parent.node.tryFindChild(id)) {
    problems.add(`${parent.node.id} already has a child with the id ${show(id)}. Choose another id for ${noun}.`);
  }
  problems.throwIfAny();
}

/** Throws if a grantee is missing or invalid. */
export function checkGrantee(scope: IConstruct, grantee: iam.IGrantable): void {
  if (grantee?.grantPrincipal === undefined) {
    const problems = new Problems(scope);
    problems.invalid('grantee', grantee, 'an IGrantable', 'pass a role, a user, a function or another principal');
    problems.throwIfAny();
  }
}
