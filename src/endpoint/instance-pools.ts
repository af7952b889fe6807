import { LmiInstancePool } from './lmi-instance-pool';
import { Problems } from '../checks/problems';
import { checkedProps, needed } from '../checks/prop-kinds';
import { LIMITS } from '../facts/limits';
import { INSTANCE_TYPE, LmiInstanceType } from '../instance/lmi-instance-type';

const POOL_KINDS = { instanceType: needed(INSTANCE_TYPE, 'pass an instance type to LmiInstancePool.of') };

/** The instance types of pools, with the type that is given first; undefined without pools. */
export function instancePools(
  problems: Problems, { instanceType, instancePools: pools }: { readonly instanceType?: LmiInstanceType; readonly instancePools?: LmiInstancePool[] },
): LmiInstanceType[] | undefined {
  if (pools === undefined) {
    return undefined;
  }
  const types = pools.map((pool, index) => checkedProps(problems, pool, POOL_KINDS, `instancePools[${index}].`).instanceType);
  if (types.some((type) => type === undefined)) {
    return undefined;
  }
  const isListedFirst = instanceType === undefined || types[0]?.name === instanceType.name;
  const all = isListedFirst ? types : [instanceType, ...types];
  problems.number('the number of instance types in instanceType and instancePools', all.length, LIMITS.instancePools, 'pass the types that you prefer');
  const names = all.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    problems.add(`instancePools has ${twice} twice${twice === instanceType?.name ? ', once as instanceType, which comes first' : ''}. Name each instance type once.`);
  }
  return all.length === 0 ? undefined : all;
}
