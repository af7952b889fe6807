import { ASSEMBLY } from '../assembly';

interface Documented {
  readonly name: string;
  readonly docs?: { readonly summary?: string; readonly default?: string };
  readonly optional?: boolean;
  readonly overrides?: string;
}

interface Method extends Documented {
  readonly parameters?: readonly Documented[];
}

interface ApiType extends Documented {
  readonly kind: 'class' | 'interface' | 'enum';
  readonly datatype?: boolean;
  readonly properties?: readonly Documented[];
  readonly methods?: readonly Method[];
  readonly initializer?: Omit<Method, 'name'>;
  readonly members?: readonly Documented[];
}

const types: readonly ApiType[] = Object.values(ASSEMBLY.types);

/** Reserved words of the target languages, about which jsii only warns. */
const RESERVED = ['default', 'import', 'lambda', 'namespace', 'package', 'range', 'select', 'type', 'global', 'yield', 'async', 'await', 'in', 'is', 'from'];

/** The members that a type itself declares; inherited and implemented ones have the docs of the original. */
function membersOf(type: ApiType): Documented[] {
  return [...type.properties ?? [], ...type.methods ?? [], ...type.members ?? []].filter((member) => !member.overrides);
}

test.each(types.map((type) => [type.name, type] as const))('%s and each of its members has a description', (_name, type) => {
  const silent = [type, ...membersOf(type)].filter((member) => !member.docs?.summary).map((member) => member.name);
  expect(silent).toEqual([]);
});

test.each(types.map((type) => [type.name, type] as const))('%s describes each parameter of its methods', (_name, type) => {
  const methods = [...type.methods ?? [], ...type.initializer ? [{ ...type.initializer, name: 'constructor' }] : []].filter((method) => !method.overrides);
  const silent = methods.flatMap(({ name, parameters = [] }) => parameters.filter(({ docs }) => !docs?.summary).map((parameter) => `${name}(${parameter.name})`));
  expect(silent).toEqual([]);
});

test.each(types.filter((type) => type.datatype).map((type) => [type.name, type] as const))('%s has a default for each optional prop', (_name, type) => {
  const props = membersOf(type).filter((member) => member.optional);
  expect(props.filter((prop) => !prop.docs?.default).map((prop) => prop.name)).toEqual([]);
  expect(props.filter((prop) => /^(undefined|none|n\/a)\.?$/i.test(prop.docs!.default!)).map((prop) => prop.name)).toEqual([]);
});

test('no member has a reserved word of a language as its name', () => {
  const reserved = types.flatMap((type) => membersOf(type).filter((member) => RESERVED.includes(member.name)).map((member) => `${type.name}.${member.name}`));
  expect(reserved).toEqual([]);
});

test('everything is in one flat namespace', () => {
  expect(ASSEMBLY.submodules ?? {}).toEqual({});
});
