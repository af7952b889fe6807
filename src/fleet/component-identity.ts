import { createHash } from 'node:crypto';
import { CfnResource, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/**
 * A short key of what a component cannot change about itself: its name, its endpoint, its variant, its base. CloudFormation takes a change of these for an update, for
 * which SageMaker has no call (API reference UpdateInferenceComponent, read 2026-11). So the key is part of the logical id, which makes CloudFormation create a new
 * component and remove the old one, and of a generated name, because for a while there are both. Undefined when nothing is given.
 */
export function identityOf(scope: Construct, ...parts: readonly (string | undefined)[]): string | undefined {
  const known = parts.map((part) => part === undefined ? undefined : Stack.of(scope).resolve(part) ?? undefined);
  return known.every((part) => part === undefined) ? undefined : createHash('sha256').update(JSON.stringify(known)).digest('hex').slice(0, 8);
}

/** Makes a resource another one when its identity changes. */
export function identify(resource: CfnResource, identity: string | undefined): void {
  if (identity !== undefined) {
    resource.overrideLogicalId(`${Stack.of(resource).getLogicalId(resource)}${identity.toUpperCase()}`);
  }
}
