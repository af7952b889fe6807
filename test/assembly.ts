import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The parts of the jsii assembly that tests use. */
export interface Parameter {
  readonly name: string;
  readonly type: { readonly fqn?: string };
}

interface Method {
  readonly name: string;
  readonly static?: boolean;
  readonly parameters?: readonly Parameter[];
}

interface ApiType {
  readonly fqn: string;
  readonly kind: string;
  readonly name: string;
  readonly datatype?: boolean;
  readonly initializer?: Method;
  readonly interfaces?: readonly string[];
  readonly methods?: readonly Method[];
  readonly properties?: readonly { readonly name: string }[];
}

/** The jsii assembly of the public API. */
export const ASSEMBLY = JSON.parse(readFileSync(join(__dirname, '..', '.jsii'), 'utf8'));

const types: { readonly [fqn: string]: ApiType } = ASSEMBLY.types;

/** Every public class. */
export const CLASSES: readonly ApiType[] = Object.values(types).filter(({ kind }) => kind === 'class');

/** Methods that only the library itself calls, with values that it created or checked. */
export const PROTOCOL = ['bind'];

/** Every struct that a user passes, by name. */
export const STRUCTS: readonly string[] = [...new Set(CLASSES
  .flatMap(({ methods = [], initializer }) => [...methods, ...initializer ? [{ ...initializer, name: 'constructor' }] : []])
  .filter(({ name }) => !PROTOCOL.includes(name))
  .flatMap(({ parameters = [] }) => parameters.map(({ type }) => types[type.fqn ?? '']))
  .filter((type) => type?.datatype)
  .map(({ name }) => name))].sort();

/** The props of a struct, including inherited ones. */
export function propsOf(name: string): string[] {
  const { properties = [], interfaces = [] } = Object.values(types).find((type) => type.name === name)!;
  return [...new Set([...properties.map((prop) => prop.name), ...interfaces.flatMap((fqn) => types[fqn] ? propsOf(types[fqn].name) : [])])];
}
