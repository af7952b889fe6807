import { Fn, Lazy, Names, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { LIMITS } from '../facts/limits';

/** Characters of the last part of a stack's id, a UUID. */
const STACK_UUID = 36;

/**
 * The name of an endpoint, known before the endpoint is made.
 *
 * A rollback alarm names the endpoint that it watches, and the endpoint names its rollback alarms. Were the first a reference to the resource,
 * the two would wait for each other. So the endpoint always has a name that refers to nothing but the stack; docs/decisions/endpoint-name.md
 * tells why it is always, and not only when there are alarms.
 *
 * @param given the prop, and the physical name that the resource made of it, which may come to be undefined although the prop was given
 */
export function knownName(scope: Construct, given: { readonly endpointName?: string; readonly physicalName: string }): string {
  return given.endpointName === undefined
    ? generatedName(scope)
    : Lazy.uncachedString({ produce: (context) => context.resolve(given.physicalName) ?? generatedName(scope) });
}

/** A name that refers to nothing but the stack. */
export function generatedName(scope: Construct, isLowerCase: boolean = false): string {
  const path = Names.uniqueResourceName(scope, { maxLength: LIMITS.name.characters - STACK_UUID - 1, separator: '-' });
  return `${isLowerCase ? path.toLowerCase() : path}-${uuidOf(Stack.of(scope))}`;
}

const UUIDS = new WeakMap<Stack, string>();

/** The last part of a stack's id, as one token for all that is named after it. */
function uuidOf(stack: Stack): string {
  const uuid = UUIDS.get(stack) ?? Fn.select(2, Fn.split('/', stack.stackId));
  UUIDS.set(stack, uuid);
  return uuid;
}
