import { Fn, Lazy, Names, Stack } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { Problems } from '../checks/problems';
import { isLiteral, isUnresolved } from '../checks/tokens';
import { warn } from '../checks/warnings';
import { LIMITS } from '../facts/limits';

/** Length of the last part of a stack's id, a UUID. */
const STACK_UUID = 36;

/**
 * The name of an endpoint, known before the endpoint is created.
 *
 * A rollback alarm names its endpoint, and the endpoint names its rollback alarms. If the former were a reference to the resource, the two would depend on
 * each other. So the endpoint always has a name that refers only to the stack; docs/decisions/endpoint-name.md explains why this is always so, not only if
 * there are alarms.
 *
 * @param given the prop, and the physical name that the resource derived from it, which may resolve to undefined even if the prop is set
 */
export function knownName(scope: Construct, given: { readonly endpointName?: string; readonly physicalName: string; readonly key?: string }): string {
  return given.endpointName === undefined
    ? generatedName(scope, given.key)
    : Lazy.uncachedString({ produce: (context) => context.resolve(given.physicalName) ?? generatedName(scope, given.key) });
}

/**
 * A name that refers only to the stack. It is lowercase, as in ARNs, so that the name of an endpoint or a component can be taken from its ARN.
 *
 * @param key changes the name, in addition to the construct's path
 */
export function generatedName(scope: Construct, key?: string): string {
  const extra = key === undefined ? '' : `-${key}`;
  const path = Names.uniqueResourceName(scope, { maxLength: LIMITS.name.characters - STACK_UUID - 1 - extra.length, separator: '-' }) + extra;
  return `${path.toLowerCase()}-${uuidOf(Stack.of(scope))}`;
}

const UUIDS = new WeakMap<Stack, string>();

/** The last part of a stack's id, which ends every generated name; a single shared token. */
export function uuidOf(stack: Stack): string {
  const uuid = UUIDS.get(stack) ?? Fn.select(2, Fn.split('/', stack.stackId));
  UUIDS.set(stack, uuid);
  return uuid;
}

/** A name as in ARNs. A name known only at deployment stays unchanged, because lowercasing would break its token. */
export function lowerCased(name: string): string {
  return isUnresolved(name) ? name : name.toLowerCase();
}

/** Endpoints with a name of their own, by app and place. */
const NAMED = new WeakMap<IConstruct, Map<string, IConstruct>>();

/**
 * Adds a problem if another endpoint of the app has the name in the same account and region. Names differ in more than case (API reference, CreateEndpoint:
 * "The name must be unique within an AWS Region in your AWS account. The name is case-insensitive in CreateEndpoint"; read 2026-11-26).
 */
function checkUnique(scope: Construct, problems: Problems, endpointName: string): void {
  const { account, region, node } = Stack.of(scope);
  const place = isLiteral(account) && isLiteral(region) ? `${account}/${region}` : node.path;
  const named = NAMED.get(scope.node.root) ?? new Map<string, IConstruct>();
  NAMED.set(scope.node.root, named);
  const key = `${place}/${endpointName.toLowerCase()}`;
  const other = named.get(key);
  if (other !== undefined) {
    problems.add(`endpointName is "${endpointName}", which ${other.node.path} has too, in the same account and region. Choose another name, or omit it.`);
  } else {
    named.set(key, scope);
  }
}

/** Checks the name of an endpoint, and warns if it cannot be taken from the ARN. */
export function checkEndpointName(scope: Construct, problems: Problems, endpointName: string | undefined): void {
  problems.pattern('endpointName', endpointName, LIMITS.name.pattern, LIMITS.name.allowed, 'choose another name, or omit it');
  if (isLiteral(endpointName) && typeof endpointName === 'string') {
    checkUnique(scope, problems, endpointName);
  }
  if (isLiteral(endpointName) && endpointName !== lowerCased(endpointName)) {
    warn(scope, 'endpoint-name-case', `endpointName is "${endpointName}", but its ARN contains it in lowercase, while requests and metrics need the exact name. Code that only knows the ARN `
      + `cannot invoke or monitor the endpoint. Use "${endpointName.toLowerCase()}".`);
  }
}
