/**
 * The order in which CloudFormation creates resources; it deletes them in reverse.
 *
 * Sources, read 2026-11: aws/aws-cdk#10064 (model before the policy of its role); terraform-provider-aws#40048; developer guide, "Delete endpoints and resources"
 * (adapters, components, endpoint); awslabs/stable-diffusion-aws-extension#161 (endpoint deleted before its target); VPC user guide (a NAT gateway provides internet access once the
 * route to it exists).
 */
import { array, flat, createdBefore, ofType, Template } from './template';

const NO_ROOM: Set<string> = new Set();
const idOf = (value: any) => flat(value).replace(/^<(\w+)(\..*)?>$/, '$1');

function cycles(template: Template): string[] {
  return [...createdBefore(template)].filter(([id, earlier]) => earlier.has(id)).map(([id]) => `${id} waits for itself`);
}

/** Routes to the internet, and endpoints of the VPC, of the subnets that a container is in. */
function egressOf(template: Template, subnets: readonly string[]): string[] {
  const tables = ofType(template, 'AWS::EC2::SubnetRouteTableAssociation').filter(([, { SubnetId }]) => subnets.includes(idOf(SubnetId))).map(([, { RouteTableId }]) => idOf(RouteTableId));
  const routes = ofType(template, 'AWS::EC2::Route').filter(([, { RouteTableId, NatGatewayId }]) => tables.includes(idOf(RouteTableId)) && NatGatewayId !== undefined).map(([id]) => id);
  const vpcs = ofType(template, 'AWS::EC2::Subnet').filter(([id]) => subnets.includes(id)).map(([, { VpcId }]) => idOf(VpcId));
  const endpoints = routes.length > 0 ? [] : ofType(template, 'AWS::EC2::VPCEndpoint').filter(([, { VpcId }]) => vpcs.includes(idOf(VpcId))).map(([id]) => id);
  return [...routes, ...endpoints];
}

export function orderViolations(template: Template): string[] {
  const before = createdBefore(template);
  const has = (id: string, other: string) => (before.get(id) ?? NO_ROOM).has(other);
  const endpoints = ofType(template, 'AWS::SageMaker::Endpoint');
  const targets = ofType(template, 'AWS::ApplicationAutoScaling::ScalableTarget').filter(([id, { ResourceId }]) => {
    const made = ofType(template, 'AWS::SageMaker::Endpoint', 'AWS::SageMaker::InferenceComponent').map(([each]) => each);
    return /^(endpoint|inference-component)\//.test(flat(ResourceId)) && !made.some((each) => has(id, each));
  }).map(([id]) => `${id} does not wait for what it scales`);
  const groups = ofType(template, 'AWS::Logs::LogGroup').flatMap(([id, { LogGroupName }]) => {
    const [, kind, name] = flat(LogGroupName).match(/^\/aws\/sagemaker\/(Endpoints|InferenceComponents)\/(.*)$/) ?? [];
    const property = kind === 'Endpoints' ? 'EndpointName' : 'InferenceComponentName';
    const writer = kind && ofType(template, kind === 'Endpoints' ? 'AWS::SageMaker::Endpoint' : 'AWS::SageMaker::InferenceComponent').find(([, properties]) => flat(properties[property]) === name);
    return writer && !has(writer[0], id) ? [`${writer[0]} does not wait for its log group ${id}`] : [];
  });
  const alarms = endpoints.flatMap(([id, { DeploymentConfig }]) => array<any>(DeploymentConfig?.AutoRollbackConfiguration?.Alarms)
    .filter(({ AlarmName }) => template.Resources?.[idOf(AlarmName)] && !has(id, idOf(AlarmName))).map(({ AlarmName }) => `${id} does not wait for ${idOf(AlarmName)}`));
  const networks = ofType(template, 'AWS::SageMaker::Model', 'AWS::SageMaker::EndpointConfig').flatMap(([id, { VpcConfig }]) => {
    const subnets = array(VpcConfig?.Subnets).map(idOf);
    const users = endpoints.filter(([endpoint]) => has(endpoint, id)).map(([endpoint]) => endpoint);
    return users.flatMap((user) => egressOf(template, subnets).filter((route) => !has(user, route)).map((route) => `${user} does not wait for ${route}, the egress of its subnets`));
  });
  return [...cycles(template), ...targets, ...groups, ...alarms, ...new Set(networks)];
}
