import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { selectSubnets } from './network';
import { LmiError } from '../checks/lmi-error';
import { VPC } from '../checks/network-props';
import { Problems } from '../checks/problems';
import { checkedProps, FLAG, having, listOf, MAP, needed, PropKinds } from '../checks/prop-kinds';

/** Props of `LmiVpcEndpoints`. */
export interface LmiVpcEndpointsProps {
  /** The VPC. */
  readonly vpc: ec2.IVpc;

  /**
   * Subnets that get the network interfaces of the endpoints and the route to S3.
   *
   * @default - the isolated subnets; an error if the VPC has none
   */
  readonly subnets?: ec2.SubnetSelection;

  /**
   * Whether everything in the VPC can reach the endpoints, except for addresses in secondary CIDR blocks. If false, allow each client:
   * `endpoints.connections.allowDefaultPortFrom(endpoint)`.
   *
   * @default true
   */
  readonly open?: boolean;

  /**
   * Additional services to reach from the VPC, such as Secrets Manager for clients of the endpoint.
   *
   * @default - none
   */
  readonly additionalServices?: ec2.IInterfaceVpcEndpointService[];
}

const KINDS: PropKinds<LmiVpcEndpointsProps> = {
  vpc: needed(VPC, 'pass the VPC'),
  subnets: MAP,
  open: FLAG,
  additionalServices: listOf(having('port', 'an interface endpoint service'), 'a list of services, such as ec2.InterfaceVpcEndpointAwsService.KMS'),
};

/**
 * VPC endpoints for SageMaker endpoints in isolated subnets and their clients: S3 (a gateway, free of charge), ECR, CloudWatch Logs, STS and the
 * SageMaker runtime (interfaces, which are charged per hour and subnet).
 */
export class LmiVpcEndpoints extends Construct implements ec2.IConnectable {
  /** The gateway endpoint for S3. */
  public readonly s3: ec2.GatewayVpcEndpoint;
  /** The interface endpoints for ECR, CloudWatch Logs, STS, the SageMaker runtime and the additional services, in this order. */
  public readonly interfaces: ec2.InterfaceVpcEndpoint[];
  /** Connections of the security group that all interfaces share; port 443. */
  public readonly connections: ec2.Connections;

  /**
   * @param scope the parent construct
   * @param id the id of the construct
   * @param props the VPC, subnets and services
   */
  public constructor(scope: Construct, id: string, props: LmiVpcEndpointsProps) {
    super(scope, id);
    const problems = new Problems(this);
    props = checkedProps(problems, props, KINDS);
    problems.throwIfAny();
    const { vpc } = props;
    const subnets = props.subnets ?? { subnetType: ec2.SubnetType.PRIVATE_ISOLATED };
    if (props.subnets === undefined && vpc.isolatedSubnets.length === 0 && !vpc.selectSubnets().isPendingLookup) {
      problems.add('subnets is not set, and the VPC has no isolated subnets, which are its default. Pass the subnets of the endpoint, such as '
        + '{ subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS }.');
      problems.throwIfAny();
    }
    const selected = selectSubnets(problems, 'subnets', vpc, subnets);
    if (selected && !selected.isPendingLookup && selected.subnets.some(({ routeTable }) => !routeTable?.routeTableId)) {
      problems.add('subnets has subnets of an imported VPC whose route tables are unknown, but a route to S3 must be added to them. Pass isolatedSubnetRouteTableIds (or the like) to '
        + 'Vpc.fromVpcAttributes, or use Vpc.fromLookup.');
    }
    const cidr = problems.collect(() => props.open ?? true ? cidrOf(this, vpc) : undefined);
    problems.throwIfAny();

    this.s3 = new ec2.GatewayVpcEndpoint(this, 'S3', { vpc, service: ec2.GatewayVpcEndpointAwsService.S3, subnets: [subnets] });
    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc, description: 'Endpoints that an LMI container reaches AWS through', allowAllOutbound: false,
    });
    this.connections = new ec2.Connections({ securityGroups: [securityGroup], defaultPort: ec2.Port.tcp(443) });
    if (cidr !== undefined) {
      this.connections.allowDefaultPortFrom(ec2.Peer.ipv4(cidr), 'Everything in the VPC');
    }
    const services: { readonly [id: string]: ec2.IInterfaceVpcEndpointService } = {
      EcrApi: ec2.InterfaceVpcEndpointAwsService.ECR,
      EcrRegistry: ec2.InterfaceVpcEndpointAwsService.ECR_DOCKER,
      Logs: ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS,
      Sts: ec2.InterfaceVpcEndpointAwsService.STS,
      SageMakerRuntime: ec2.InterfaceVpcEndpointAwsService.SAGEMAKER_RUNTIME,
      ...Object.fromEntries((props.additionalServices ?? []).map((service, index) => [`Additional${index + 1}`, service])),
    };
    this.interfaces = Object.entries(services).map(([name, service]) => new ec2.InterfaceVpcEndpoint(this, name, {
      vpc, service, subnets, securityGroups: [securityGroup], open: false,
    }));
  }
}

/** The addresses of a VPC; an imported one may not know them. */
function cidrOf(scope: Construct, vpc: ec2.IVpc): string {
  try {
    return vpc.vpcCidrBlock;
  } catch {
    throw new LmiError(scope.node.path, ['open is true, but the addresses of the imported VPC are unknown. Pass vpcCidrBlock to Vpc.fromVpcAttributes, or set open: false and allow '
      + 'each client.']);
  }
}
