import { createHash } from 'node:crypto';
import { CfnResource, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/**
 * A short hash of a component's immutable properties: its name, endpoint, variant and base. CloudFormation treats a change of these as an update, which SageMaker's API
 * does not support (API reference UpdateInferenceComponent, read 2026-11). So the hash is part of the logical id, which makes CloudFormation create a new component and
 * delete the old one, and of a generated name, because both exist for a while. Undefined if none of the properties is set.
 */
export function identityOf(scope: Construct, ...parts: readonly (string | undefined)[]): string | undefined {
  const known = parts.map((part) => part === undefined ? undefined : Stack.of(scope).resolve(part) ?? undefined);
  return known.every((part) => part === undefined) ? undefined : createHash('sha256').update(JSON.stringify(known)).digest('hex').slice(0, 8);
}

/** Makes CloudFormation replace a resource when its identity changes. */
export function identify(resource: CfnResource, identity: string | undefined): void {
  if (identity !== undefined) {
    resource.overrideLogicalId(`${Stack.of(resource).getLogicalId(resource)}${identity.toUpperCase()}`);
  }
}
