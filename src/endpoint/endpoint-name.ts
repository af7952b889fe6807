import { Fn, Lazy, Names, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Problems } from '../checks/problems';
import { isLiteral, isUnresolved } from '../checks/tokens';
import { warn } from '../checks/warnings';
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
export function knownName(scope: Construct, given: { readonly endpointName?: string; readonly physicalName: string; readonly key?: string }): string {
  return given.endpointName === undefined
    ? generatedName(scope, given.key)
    : Lazy.uncachedString({ produce: (context) => context.resolve(given.physicalName) ?? generatedName(scope, given.key) });
}

/**
 * A name that refers to nothing but the stack. It is in lower case, because ARNs are: who knows an endpoint or a component by its ARN alone knows its name too.
 *
 * @param key what the name has to change with, besides the construct's place
 */
export function generatedName(scope: Construct, key?: string): string {
  const extra = key === undefined ? '' : `-${key}`;
  const path = Names.uniqueResourceName(scope, { maxLength: LIMITS.name.characters - STACK_UUID - 1 - extra.length, separator: '-' }) + extra;
  return `${path.toLowerCase()}-${uuidOf(Stack.of(scope))}`;
}

const UUIDS = new WeakMap<Stack, string>();

/** The last part of a stack's id, as one token for all that is named after it. It ends every generated name. */
export function uuidOf(stack: Stack): string {
  const uuid = UUIDS.get(stack) ?? Fn.select(2, Fn.split('/', stack.stackId));
  UUIDS.set(stack, uuid);
  return uuid;
}

/** A name as SageMaker writes it into ARNs. One that is known only at deployment stays as it is: its token would be lost. */
export function lowerCased(name: string): string {
  return isUnresolved(name) ? name : name.toLowerCase();
}

/** Checks the name of an endpoint, and warns of one whose ARN does not tell it. */
export function checkEndpointName(scope: Construct, problems: Problems, endpointName: string | undefined): void {
  problems.pattern('endpointName', endpointName, LIMITS.name.pattern, LIMITS.name.allowed, 'choose another name, or omit it');
  if (isLiteral(endpointName) && endpointName !== lowerCased(endpointName)) {
    warn(scope, 'endpoint-name-case', `endpointName is "${endpointName}", but its ARN contains it in lowercase, while requests and metrics need the exact name. Code that only knows the ARN `
      + `cannot invoke or monitor the endpoint. Use "${endpointName.toLowerCase()}".`);
  }
}
