/**
 * Quotas that CloudFormation does not check before a deployment.
 *
 * Sources, read 2026-11: IAM user guide, "IAM and AWS STS quotas" (managed policy 6,144 characters, inline policies of a role 10,240 in total, excluding white space;
 * 10 managed policies attached to a role, 20 on request); API reference of SageMaker (63 characters, 100 variables of 1,024 characters, 32 KB; 10 alarms; 10
 * variants; 50 tags); CloudFormation schema of AWS::SageMaker::InferenceComponent (16 variables); KMS, "Quotas" (key policy 32 KB); CloudFormation quotas (500 resources).
 */
import { roleOf } from './permissions';
import { array, flat, longest, ofType, Template } from './template';

/** A policy as IAM counts it: without whitespace, and with every reference at its maximum length. */
function characters(template: Template, document: any): number {
  return JSON.stringify(resolved(template, document)).length;
}

function resolved(template: Template, value: any): any {
  if (Array.isArray(value)) {
    return value.map((each) => resolved(template, each));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const [first, ...others] = Object.keys(value);
  const isIntrinsic = others.length === 0 && first !== undefined && (first === 'Ref' || first.startsWith('Fn::'));
  return isIntrinsic ? longest(template, flat(value)) : Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolved(template, each)]));
}

/** Roles with more managed policies than IAM allows to attach. */
export function managedPolicies(template: Template): string[] {
  const attached = new Map<string, number>();
  for (const [, { Roles }] of ofType(template, 'AWS::IAM::ManagedPolicy')) {
    array(Roles).map(roleOf).forEach((role) => attached.set(role, (attached.get(role) ?? 0) + 1));
  }
  for (const [id, { ManagedPolicyArns }] of ofType(template, 'AWS::IAM::Role')) {
    attached.set(id, (attached.get(id) ?? 0) + array(ManagedPolicyArns).length);
  }
  return [...attached].filter(([, count]) => count > 10).map(([role, count]) => `role ${role} has ${count} managed policies, but IAM attaches 10`);
}

function policySizes(template: Template): string[] {
  const inline = new Map<string, number>();
  const managed = ofType(template, 'AWS::IAM::ManagedPolicy').map(([id, { PolicyDocument }]) => [id, characters(template, PolicyDocument)] as const);
  for (const [, { Roles, PolicyDocument }] of ofType(template, 'AWS::IAM::Policy')) {
    array(Roles).map(roleOf).forEach((role) => inline.set(role, (inline.get(role) ?? 0) + characters(template, PolicyDocument)));
  }
  for (const [id, { Policies }] of ofType(template, 'AWS::IAM::Role')) {
    array<any>(Policies).forEach(({ PolicyDocument }) => inline.set(id, (inline.get(id) ?? 0) + characters(template, PolicyDocument)));
  }
  const keys = ofType(template, 'AWS::KMS::Key').map(([id, { KeyPolicy }]) => [id, characters(template, KeyPolicy)] as const);
  return [
    ...managed.filter(([, size]) => size > 6144).map(([id, size]) => `${id} may have ${size} characters, but a managed policy takes 6,144`),
    ...[...inline].filter(([, size]) => size > 10240).map(([role, size]) => `the inline policies of ${role} may have ${size} characters, but IAM takes 10,240`),
    ...keys.filter(([, size]) => size > 32768).map(([id, size]) => `the policy of ${id} may have ${size} characters, but KMS takes 32,768`),
  ];
}

const CONTAINERS: { readonly [type: string]: (properties: any) => any[] } = {
  'AWS::SageMaker::Model': ({ PrimaryContainer, Containers }) => [...array(PrimaryContainer), ...array(Containers)],
  'AWS::SageMaker::InferenceComponent': ({ Specification, Specifications }) => [...array<any>(Specification), ...array<any>(Specifications)].flatMap(({ Container }) => array(Container)),
};

function environments(template: Template): string[] {
  return Object.entries(CONTAINERS).flatMap(([type, containersOf]) => ofType(template, type).flatMap(([id, properties]) => containersOf(properties).flatMap((container) => {
    const entries = Object.entries<any>(container.Environment ?? {});
    const most = type === 'AWS::SageMaker::Model' ? 100 : 16;
    const bytes = entries.reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + (typeof value === 'string' ? Buffer.byteLength(value) : 0), 0);
    return [
      ...entries.length > most ? [`${id} has ${entries.length} variables, but takes ${most}`] : [],
      ...bytes > 32 * 1024 ? [`${id} has ${bytes} bytes of variables`] : [],
      ...entries.filter(([, value]) => typeof value === 'string' && value.length > 1024).map(([name]) => `${id}: ${name} is longer than 1,024 characters`),
    ];
  })));
}

function lists(template: Template): string[] {
  const alarms = ofType(template, 'AWS::SageMaker::Endpoint', 'AWS::SageMaker::InferenceComponent')
    .map(([id, { DeploymentConfig }]) => [id, array(DeploymentConfig?.AutoRollbackConfiguration?.Alarms).length] as const);
  const variants = ofType(template, 'AWS::SageMaker::EndpointConfig').map(([id, { ProductionVariants }]) => [id, array(ProductionVariants).length] as const);
  return [
    ...alarms.filter(([, count]) => count > 10).map(([id, count]) => `${id} has ${count} rollback alarms, but takes 10`),
    ...variants.filter(([, count]) => count > 10).map(([id, count]) => `${id} has ${count} variants, but takes 10`),
  ];
}

export function quotaViolations(template: Template): string[] {
  return [...policySizes(template), ...managedPolicies(template), ...environments(template), ...lists(template)];
}

