import { Aspects, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { CfnModel } from 'aws-cdk-lib/aws-sagemaker';
import { Construct, IDependable } from 'constructs';
import { SubnetRoutes } from './subnet-routes';
import { checkWithoutVpc } from '../checks/network-props';
import { Problems } from '../checks/problems';
import { isLiteral } from '../checks/tokens';
import { Container, isInPrivateRegistry } from '../container/container';
import { LIMITS } from '../facts/limits';
import { isS3Uri } from '../model/s3-prefix';

/** The network props that all endpoints share. */
interface NetworkRequest {
  readonly vpc?: ec2.IVpc;
  readonly vpcSubnets?: ec2.SubnetSelection;
  readonly securityGroups?: ec2.ISecurityGroup[];
  readonly allowAllOutbound?: boolean;
}

/** The network interfaces of the containers in a VPC. */
export interface Network {
  readonly subnetIds: string[];
  readonly connections: ec2.Connections;
  /** What must exist as long as a container runs: routes out of the subnets, and the rules of the security group. */
  readonly routes: IDependable[];
  /** Why containers cannot reach the internet; undefined if they can, or it is unknown. */
  readonly noInternet?: string;
}

/** Selects subnets and security groups; undefined without a VPC. */
export function network(scope: Construct, problems: Problems, request: NetworkRequest): Network | undefined {
  const { vpc } = request;
  if (!vpc) {
    checkWithoutVpc(problems, request, ['vpcSubnets', 'securityGroups', 'allowAllOutbound']);
    return undefined;
  }
  const subnets = selectSubnets(problems, 'vpcSubnets', vpc, request.vpcSubnets);
  if (!subnets) {
    return undefined;
  }
  checkSubnets(problems, subnets);
  if (request.securityGroups && request.allowAllOutbound !== undefined) {
    problems.add('allowAllOutbound is set together with securityGroups, whose own rules apply. Set it on the security groups, or omit them.');
  }
  if (request.securityGroups) {
    const { min, max } = LIMITS.securityGroups;
    problems.number('the number of securityGroups', request.securityGroups.length, { min, max }, 'pass that many');
  }
  const has = (others: readonly ec2.ISubnet[]) => !subnets.isPendingLookup && subnets.subnets.some((subnet) => others.includes(subnet));
  const [isIsolated, isPublic] = [has(vpc.isolatedSubnets), has(vpc.publicSubnets)];
  if (isPublic || (isIsolated && vpc instanceof ec2.Vpc)) {
    // VPC endpoints may be added after this endpoint, so the check runs at synth.
    Aspects.of(scope).add(new SubnetRoutes(scope, vpc, isPublic ? 'public' : 'isolated'));
  }
  const own = request.securityGroups ? [] : [new ec2.SecurityGroup(scope, 'SecurityGroup', {
    vpc,
    description: 'LMI container of a SageMaker endpoint',
    allowAllOutbound: request.allowAllOutbound,
  })];
  return {
    subnetIds: subnets.subnetIds,
    connections: new ec2.Connections({ securityGroups: request.securityGroups ?? own }),
    routes: [...subnets.isPendingLookup ? [] : [subnets.internetConnectivityEstablished], ...own],
    noInternet: isPublic ? 'vpcSubnets has public subnets, where SageMaker gives the containers private addresses only, so they cannot reach the internet'
      : isIsolated ? 'vpcSubnets has isolated subnets, which have no route to the internet' : undefined,
  };
}

/** Variables that give a container a path to the Hub other than the internet. */
const OTHER_ROUTES = ['HF_ENDPOINT', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY'];

/** Adds a problem if a container loads its model from the Hub, but its subnets have no route to it. */
export function checkHubAccess(problems: Problems, net: Network | undefined, { model, environment }: Pick<Container, 'model' | 'environment'>): void {
  if (net?.noInternet !== undefined && model.modelId !== undefined && !isS3Uri(model.modelId) && !OTHER_ROUTES.some((name) => name in environment)) {
    problems.add(`model comes from the Hugging Face Hub, but ${net.noInternet}. Select private subnets with a NAT gateway (ec2.SubnetType.PRIVATE_WITH_EGRESS), or copy the weights to `
      + 'S3 and use LmiModel.fromS3.');
  }
}

/** Adds a problem if the image is in a private registry without a VPC to reach it, or a model package has its own image. */
export function checkRegistryAccess(problems: Problems, net: Network | undefined, { image, model }: Pick<Container, 'image' | 'model'>): void {
  if (isInPrivateRegistry(image) && net === undefined) {
    problems.add('image is in a private registry, which SageMaker can only reach through a VPC. Pass vpc, or copy the image to Amazon ECR.');
  }
  if (isInPrivateRegistry(image) && model.modelPackageArn !== undefined) {
    problems.add('image is in a private registry, but the model package has its own image. Omit the image of the backend.');
  }
}

/** The network as a property of a model or an endpoint config. */
export function vpcConfig(net: Network | undefined): CfnModel.VpcConfigProperty | undefined {
  return net && {
    subnets: net.subnetIds,
    securityGroupIds: net.connections.securityGroups.map((group) => group.securityGroupId),
  };
}

/** Selects subnets. An error of the VPC becomes a problem like any other. */
export function selectSubnets(problems: Problems, prop: string, vpc: ec2.IVpc, selection?: ec2.SubnetSelection): ec2.SelectedSubnets | undefined {
  try {
    return vpc.selectSubnets(selection);
  } catch (error) {
    problems.add(`${prop} selects no subnets of the VPC: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}.`);
    return undefined;
  }
}

function checkSubnets(problems: Problems, subnets: ec2.SelectedSubnets): void {
  const { min, max } = LIMITS.subnets;
  const remedy = 'select subnets in two Availability Zones, so that the endpoint survives the failure of one';
  // The number and zones of an imported VPC's subnets may be unknown.
  if (Token.isUnresolved(subnets.subnetIds) || subnets.isPendingLookup) {
    return;
  }
  problems.number('the number of subnets in vpcSubnets', subnets.subnetIds.length, { min, max }, remedy);
  const zones = subnets.availabilityZones;
  if (isLiteral(zones) && subnets.subnetIds.length >= min && new Set(zones).size < min) {
    problems.invalid('the number of Availability Zones in vpcSubnets', new Set(zones).size, `at least ${min}`, remedy);
  }
}
