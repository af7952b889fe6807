import { Problems } from './problems';
import { having, listOf, MAP, PropKind } from './prop-kinds';

export const VPC: PropKind = having('vpcId', 'a VPC');

/** Network props of constructs that run in the user's VPC. */
export const NETWORK_KINDS = {
  vpc: VPC,
  vpcSubnets: MAP,
  securityGroups: listOf(having('securityGroupId', 'a security group'), 'a list of security groups'),
};

/** Adds a problem for each prop that requires a VPC, if there is none. */
export function checkWithoutVpc<T extends { readonly vpc?: unknown }>(problems: Problems, props: T, names: readonly (keyof T & string)[]): void {
  if (props.vpc === undefined && !problems.isReported('vpc')) {
    names.filter((name) => props[name] !== undefined).forEach((name) => problems.add(`${name} is set without vpc. Pass the vpc too, or omit ${name}.`));
  }
}
