import { IAspect } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct, IConstruct } from 'constructs';
import { flattened } from '../checks/acknowledge';
import { warn } from '../checks/warnings';

/** What containers in subnets without a way out need an endpoint in the VPC for. */
const NEEDS: readonly { readonly service: RegExp; readonly what: string }[] = [
  { service: /\.s3$/, what: 'S3 gateway (weights, and the layers of the image)' },
  { service: /\.ecr\.api$/, what: 'ECR API (image)' },
  { service: /\.ecr\.dkr$/, what: 'ECR registry (image)' },
  { service: /\.logs$/, what: 'CloudWatch Logs' },
];

/** Warns when an endpoint stands in isolated subnets of a VPC of this app, and the app gives the VPC no way to what the container needs. */
export class IsolationCheck implements IAspect {
  public constructor(private readonly scope: Construct, private readonly vpc: ec2.Vpc) {}

  public visit(node: IConstruct): void {
    if (node !== this.scope) {
      return;
    }
    const present = servicesOf(this.vpc);
    const missing = NEEDS.filter((need) => !present.some((service) => need.service.test(service)));
    if (missing.length > 0) {
      warn(this.scope, 'isolated-subnets', `vpcSubnets has isolated subnets of ${this.vpc.node.path}, which lacks endpoints for `
        + `${missing.map((need) => need.what).join(', ')}: add LmiVpcEndpoints, or select subnets that have a way out`);
    }
  }
}

/** The services that a VPC has endpoints for, wherever in the app those stand. */
function servicesOf(vpc: ec2.Vpc): string[] {
  return vpc.node.root.node.findAll()
    .filter((node): node is ec2.CfnVPCEndpoint => node instanceof ec2.CfnVPCEndpoint && node.vpcId === vpc.vpcId)
    // In a stack without a region the name is a token, whose end can be read all the same.
    .map((endpoint) => flattened(endpoint.stack.resolve(endpoint.serviceName)));
}
