import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnEndpointConfig } from 'aws-cdk-lib/aws-sagemaker';
import { IConstruct } from 'constructs';
import { acknowledge, canAcknowledge, flattened } from '../checks/acknowledge';
import { LmiInstanceType } from '../instance/lmi-instance-type';

/** Rules of cdk-nag 3.0 that require a key on every endpoint config. */
const KEY_RULES = ['HIPAA.Security', 'NIST.800.53.R4', 'NIST.800.53.R5', 'PCI.DSS.321']
  .map((pack) => `${pack}-SageMakerEndpointConfigurationKMSKeyConfigured`);

/** Why a statement of the role needs a wildcard, by pattern of its resources. */
const REASONS: readonly { readonly pattern: RegExp; readonly reason: string }[] = [
  { pattern: /^\*$/, reason: 'The action takes no resource (ecr:GetAuthorizationToken, describing a VPC), or a condition limits it (cloudwatch:PutMetricData).' },
  { pattern: /:log-group:/, reason: 'The log group is named after the endpoint, and its streams after the instances that SageMaker starts.' },
  { pattern: /:(network-interface|subnet|security-group)\//, reason: 'SageMaker makes the network interfaces in the VPC of the endpoint, under ids of their own.' },
  { pattern: /.*/, reason: 'The weights are all the objects under a prefix.' },
];

/** Explains the wildcards of a statement on its policy. */
export function acknowledgeWildcards(policy: iam.ManagedPolicy, statement: iam.PolicyStatement): void {
  if (!canAcknowledge()) {
    return;
  }
  const stack = Stack.of(policy);
  // Wildcards are literals that we or the CDK wrote, so there is no need to resolve every value first, which is slow.
  const wildcards = (values: string[]) => values.filter((value) => value.includes('*')).map((value) => flattened(stack.resolve(value)));
  const findings = [
    ...wildcards(statement.actions).map((action) => ({ id: `Action::${action}`, reason: 'The CDK grants these actions together, on the resources named.' })),
    ...wildcards(statement.resources).map((resource) => ({
      id: `Resource::${resource}`,
      reason: REASONS.find(({ pattern }) => pattern.test(resource))!.reason,
    })),
  ];
  acknowledge(policy, ...findings.map(({ id, reason }) => ({ id: `AwsSolutions-IAM5[${id}]`, reason })));
}

/** Explains why an endpoint config has no key, if its instance types do not support one. */
export function acknowledgeHardwareEncryption(config: CfnEndpointConfig, instanceTypes: readonly LmiInstanceType[]): void {
  if (instanceTypes.length > 0 && instanceTypes.every((instanceType) => instanceType._fact.nvmeGb)) {
    const reason = `${instanceTypes.join(', ')}: SageMaker takes no key for instance types with local NVMe disks; their hardware encrypts the disks.`;
    acknowledge(config as IConstruct, ...KEY_RULES.map((id) => ({ id, reason })));
  }
}
