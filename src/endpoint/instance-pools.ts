import { LmiInstancePool, LmiInstancePoolOptions } from './lmi-instance-pool';
import { BACKEND } from '../backend/lmi-backend';
import { Problems } from '../checks/problems';
import { checkedProps, needed, PropKinds } from '../checks/prop-kinds';
import { LIMITS } from '../facts/limits';
import { INSTANCE_TYPE, LmiInstanceType } from '../instance/lmi-instance-type';
import { MODEL } from '../model/lmi-model';

const TYPE_KINDS = { instanceType: needed(INSTANCE_TYPE, 'pass an instance type to LmiInstancePool.of') };
const OPTION_KINDS: PropKinds<LmiInstancePoolOptions> = { model: MODEL, backend: BACKEND };

/** The user's instance types for a variant or a fleet. */
interface PoolsRequest {
  readonly instanceType?: LmiInstanceType;
  readonly instancePools?: LmiInstancePool[];
}

/** An instance type, with the model or backend that replaces that of the variant. */
interface Pool extends LmiInstancePoolOptions {
  readonly instanceType: LmiInstanceType;
}

/** The instance types of pools, preceded by `instanceType` if it is set; undefined without pools. */
export function instancePools(problems: Problems, { instanceType, instancePools: list }: PoolsRequest): LmiInstanceType[] | undefined {
  if (list === undefined) {
    return undefined;
  }
  const pools = list.map(({ instanceType: type, _options: options }, index): Pool => {
    const check = { path: `instancePools[${index}].` };
    return { ...checkedProps(problems, options, OPTION_KINDS, check), ...checkedProps(problems, { instanceType: type }, TYPE_KINDS, check) };
  });
  if (pools.some((pool) => pool.instanceType === undefined)) {
    return undefined;
  }
  const types = pools.map((pool) => pool.instanceType);
  const isListedFirst = instanceType === undefined || types[0]?.name === instanceType.name;
  const all = isListedFirst ? types : [instanceType, ...types];
  problems.number('the number of instance types in instanceType and instancePools', all.length, LIMITS.instancePools, 'pass the types that you prefer');
  const names = all.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    problems.add(`instancePools has ${twice} twice${twice === instanceType?.name ? ', once as instanceType, which comes first' : ''}. List each instance type once.`);
  }
  if (isListedFirst && pools.length > 0 && isOwn(pools[0])) {
    problems.add(`instancePools has a model or backend for ${types[0]}, the first instance type, which takes those of the variant. Pass them as model and backend of the variant.`);
  }
  return all.length === 0 ? undefined : all;
}

/** Models and backends of instance types that have their own, by the name of the type. Values of a wrong kind are omitted. */
export function ownContainers({ instancePools: list = [] }: PoolsRequest): ReadonlyMap<string, LmiInstancePoolOptions> {
  const sound = list.map(({ instanceType, _options: { model, backend } }) => [instanceType?.name, {
    model: MODEL.accepts(model) ? model : undefined, backend: BACKEND.accepts(backend) ? backend : undefined,
  }] as const);
  return new Map(sound.filter(([, options]) => isOwn(options)));
}

function isOwn({ model, backend }: LmiInstancePoolOptions): boolean {
  return model !== undefined || backend !== undefined;
}

/**
 * The property of a variant, which aws-cdk-lib has types for from 2.268.0 on; undefined if there is only one type.
 *
 * @param models names of the SageMaker models that replace that of the variant, by the name of the instance type
 */
export function poolsProperty(types: readonly LmiInstanceType[], models: { readonly [type: string]: string } = {}): object[] | undefined {
  return types.length === 1 ? undefined : types.map(({ name }, index) => ({
    InstanceType: name, Priority: index + 1, ...models[name] !== undefined && { ModelNameOverride: models[name] },
  }));
}
