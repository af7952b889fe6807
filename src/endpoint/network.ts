import { Aspects, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { CfnModel } from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import { IsolationCheck } from './isolated-subnets-check';
import { Problems } from '../checks/problems';
import { isLiteral } from '../checks/tokens';
import { LIMITS } from '../facts/limits';

/** The network props that every kind of endpoint has. */
export interface NetworkRequest {
  readonly vpc?: ec2.IVpc;
  readonly vpcSubnets?: ec2.SubnetSelection;
  readonly securityGroups?: ec2.ISecurityGroup[];
  readonly allowAllOutbound?: boolean;
}

/** Where the containers stand in a VPC. */
export interface Network {
  readonly subnetIds: string[];
  readonly connections: ec2.Connections;
}

/** Selects subnets and security groups; undefined without a VPC. */
export function network(scope: Construct, problems: Problems, request: NetworkRequest): Network | undefined {
  const { vpc } = request;
  if (!vpc) {
    for (const prop of ['vpcSubnets', 'securityGroups', 'allowAllOutbound'] as const) {
      if (request[prop] !== undefined && !problems.isReported('vpc')) {
        problems.add(`${prop} is given without vpc: give the vpc too, or leave ${prop} out`);
      }
    }
    return undefined;
  }
  const subnets = selectSubnets(problems, 'vpcSubnets', vpc, request.vpcSubnets);
  if (!subnets) {
    return undefined;
  }
  checkSubnets(problems, subnets);
  if (request.securityGroups && request.allowAllOutbound !== undefined) {
    problems.add('allowAllOutbound is given beside securityGroups, whose own rules hold: set it on the security groups, or leave them out');
  }
  if (request.securityGroups) {
    const { min, max } = LIMITS.securityGroups;
    problems.number('the number of securityGroups', request.securityGroups.length, { min, max }, 'SageMaker takes so many');
  }
  if (vpc instanceof ec2.Vpc && subnets.subnets.some((subnet) => vpc.isolatedSubnets.includes(subnet))) {
    // The endpoints of the VPC may be added after this endpoint, so they are looked for at synth.
    Aspects.of(scope).add(new IsolationCheck(scope, vpc));
  }
  const securityGroups = request.securityGroups ?? [new ec2.SecurityGroup(scope, 'SecurityGroup', {
    vpc,
    description: 'LMI container of a SageMaker endpoint',
    allowAllOutbound: request.allowAllOutbound,
  })];
  return { subnetIds: subnets.subnetIds, connections: new ec2.Connections({ securityGroups }) };
}

/** The network as a property of a model or an endpoint config. */
export function vpcConfig(net: Network | undefined): CfnModel.VpcConfigProperty | undefined {
  return net && {
    subnets: net.subnetIds,
    securityGroupIds: net.connections.securityGroups.map((group) => group.securityGroupId),
  };
}

/** What the VPC itself finds wrong with a selection becomes a fault like any other. */
export function selectSubnets(problems: Problems, prop: string, vpc: ec2.IVpc, selection?: ec2.SubnetSelection): ec2.SelectedSubnets | undefined {
  try {
    return vpc.selectSubnets(selection);
  } catch (error) {
    problems.add(`${prop} selects nothing that the VPC has: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
    return undefined;
  }
}

function checkSubnets(problems: Problems, subnets: ec2.SelectedSubnets): void {
  const { min, max } = LIMITS.subnets;
  const remedy = 'select subnets in two availability zones, so that one zone can fail';
  // An imported VPC may know neither how many subnets it has nor where they are.
  if (Token.isUnresolved(subnets.subnetIds) || subnets.isPendingLookup) {
    return;
  }
  problems.number('the number of subnets in vpcSubnets', subnets.subnetIds.length, { min, max }, remedy);
  const zones = subnets.availabilityZones;
  if (isLiteral(zones) && subnets.subnetIds.length >= min && new Set(zones).size < min) {
    problems.invalid('the number of availability zones in vpcSubnets', new Set(zones).size, `at least ${min}`, remedy);
  }
}
