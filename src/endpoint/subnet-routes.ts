import { IAspect, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { CfnEndpoint } from 'aws-cdk-lib/aws-sagemaker';
import { Construct, IConstruct } from 'constructs';
import { flattened } from '../checks/acknowledge';
import { warn } from '../checks/warnings';

/** VPC endpoints that containers need in subnets without a route out of the VPC. */
const NEEDS: readonly { readonly service: RegExp; readonly what: string }[] = [
  { service: /\.s3$/, what: 'S3 gateway (weights, and the layers of the image)' },
  { service: /\.ecr\.api$/, what: 'ECR API (image)' },
  { service: /\.ecr\.dkr$/, what: 'ECR registry (image)' },
  { service: /\.logs$/, what: 'CloudWatch Logs' },
];

const WARNING = { isolated: 'isolated-subnets', public: 'public-subnets' } as const;

/**
 * Warns if an endpoint is in subnets without a route out of the VPC, and the app creates no VPC endpoints for the services that the container needs; if it does, the
 * endpoint waits for them.
 *
 * This includes public subnets: SageMaker's interfaces have only private addresses, for which an internet gateway is useless (sagemaker-python-sdk#1142, answer by
 * AWS; developer guide, "Give SageMaker AI hosted endpoints access to resources in your VPC", read 2026-11).
 */
export class SubnetRoutes implements IAspect {
  public constructor(private readonly scope: Construct, private readonly vpc: ec2.IVpc, private readonly kind: 'isolated' | 'public') {}

  public visit(node: IConstruct): void {
    if (node !== this.scope) {
      return;
    }
    const present = endpointsOf(this.vpc);
    // In a stack without a region, the name is a token, but its end is still readable.
    const services = present.map((endpoint) => flattened(endpoint.stack.resolve(endpoint.serviceName)));
    const missing = NEEDS.filter((need) => !services.some((service) => need.service.test(service)));
    if (missing.length > 0) {
      const why = this.kind === 'isolated' ? '' : 'where containers have private addresses only and cannot use the internet gateway, and ';
      warn(this.scope, WARNING[this.kind], `vpcSubnets has ${this.kind} subnets of ${this.vpc.node.path}, ${why}which lacks endpoints for `
        + `${missing.map((need) => need.what).join(', ')}. Add LmiVpcEndpoints, or select subnets with a route to the internet.`);
    }
    const own = Stack.of(this.scope);
    const waiting = this.scope.node.children.find((child) => child instanceof CfnEndpoint);
    waiting?.node.addDependency(...present.filter((endpoint) => endpoint.stack === own));
  }
}

/** The endpoints of a VPC that are created anywhere in the app. */
function endpointsOf(vpc: ec2.IVpc): ec2.CfnVPCEndpoint[] {
  return vpc.node.root.node.findAll().filter((node): node is ec2.CfnVPCEndpoint => node instanceof ec2.CfnVPCEndpoint && node.vpcId === vpc.vpcId);
}
