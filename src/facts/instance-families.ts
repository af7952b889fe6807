import { InstanceFact, INSTANCES } from './instances';

const ROWS: readonly InstanceFact[] = Object.values(INSTANCES);

/** The listed sizes of the family of an instance type that is not listed, such as `xlarge`; empty if the type is listed, or the family is not. */
export function otherSizes(name: string): readonly string[] {
  const family = familyOf(name);
  const siblings = ROWS.filter((row) => familyOf(row.name) === family);
  return siblings.some((row) => row.name === name) ? [] : siblings.map((row) => row.name.slice(family.length + 1));
}

/** The family with its prefix, such as `ml.g5`. */
export function familyOf(name: string): string {
  return name.split('.').slice(0, -1).join('.');
}
