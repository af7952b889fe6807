import { LmiInstancePool } from './lmi-instance-pool';
import { Problems } from '../checks/problems';
import { LIMITS } from '../facts/limits';
import { LmiInstanceType } from '../instance/lmi-instance-type';

/** The instance types of pools, with the type that is given first; undefined without pools. */
export function instancePools(
  problems: Problems, { instanceType, instancePools: pools }: { readonly instanceType?: LmiInstanceType; readonly instancePools?: LmiInstancePool[] },
): LmiInstanceType[] | undefined {
  if (pools === undefined || pools === null) {
    return undefined;
  }
  const listed = Array.isArray(pools) ? pools.map((pool) => pool?.instanceType) : [undefined];
  if (listed.some((type) => !(type instanceof LmiInstanceType))) {
    problems.add('instancePools has an entry that is no pool: make each with LmiInstancePool.of');
    return undefined;
  }
  const types = listed as LmiInstanceType[];
  const isListedFirst = instanceType === undefined || types[0]?.name === instanceType.name;
  const all = isListedFirst ? types : [instanceType, ...types];
  problems.number('the number of instance types in instanceType and instancePools', all.length, LIMITS.instancePools, 'name those that you would rather have');
  const names = all.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    problems.add(`instancePools has ${twice} twice${twice === instanceType?.name ? ', once as instanceType, which comes first' : ''}: name each instance type once`);
  }
  return all.length === 0 ? undefined : all;
}
