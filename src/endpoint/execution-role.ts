import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct, IDependable } from 'constructs';
import { acknowledgeWildcards } from './acknowledgements';
import { warn } from '../checks/warnings';

/** How an endpoint's role comes about. */
export interface ExecutionRoleRequest {
  readonly role?: iam.IRole;
  /** The log groups that containers write to, such as `/aws/sagemaker/Endpoints/chat`; those that are not known end in `*`. */
  readonly logGroups: readonly string[];
  readonly inVpc: boolean;
  readonly encryptionKey?: kms.IKey;
}

/** The role that SageMaker takes to pull the image, read the weights and write logs, and who to grant more to. */
export interface ExecutionRole {
  readonly role: iam.IRole;
  /** Grants to it are in force before anything that depends on `dependable`. */
  readonly grantee: iam.IGrantable;
  readonly dependable: IDependable;
}

/**
 * The user's role, or one that may do only what this endpoint needs.
 *
 * The permissions of our own role stand in a managed policy that the role names, because an inline policy is attached after the role
 * exists, and SageMaker checks access to the weights as soon as the model is made.
 */
export function executionRole(scope: Construct, request: ExecutionRoleRequest): ExecutionRole {
  const result = request.role ? { role: request.role, grantee: request.role, dependable: request.role } : ownRole(scope, request);
  if (request.encryptionKey) {
    grantVolumeKey(result.grantee, request.encryptionKey);
  }
  return result;
}

/** Warns when a role that was given took none of the grants; to be called after they were made. */
export function warnOfUnchangedRole(scope: Construct, { role }: ExecutionRole): void {
  // An immutable role answers that it took a grant. What tells is that no policy came to stand below it.
  const isChanged = iam.Role.isRole(role) || role.node.findAll().some((child) => child instanceof iam.Policy);
  if (!isChanged) {
    warn(scope, 'immutable-role', 'role cannot be changed here, so no permission is added to it: it must already be allowed to pull the image, read the '
      + 'weights and write logs, as docs/security.md lists');
  }
}

function ownRole(scope: Construct, request: ExecutionRoleRequest): ExecutionRole {
  const stack = Stack.of(scope);
  const policy = new iam.ManagedPolicy(scope, 'Policy', { description: 'What SageMaker needs to run the LMI container' });
  const role = new iam.Role(scope, 'Role', {
    description: 'Runs the LMI container of a SageMaker endpoint',
    assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
    }),
    managedPolicies: [policy],
  });
  const grantee = new PolicyGrantee(policy, role);
  [logStatement(stack, request.logGroups), metricStatement(), ...(request.inVpc ? networkStatements(stack) : [])]
    .forEach((statement) => grantee.addToPrincipalPolicy(statement));
  return { role, grantee, dependable: role };
}


/** A log group that is named in full gives no way to those of endpoints whose names begin alike. */
function logStatement(stack: Stack, logGroups: readonly string[]): iam.PolicyStatement {
  const resources = logGroups.flatMap((group) => {
    const arn = stack.formatArn({ service: 'logs', resource: `log-group:${group}` });
    return group.endsWith('*') ? [arn] : [arn, `${arn}:*`];
  });
  return new iam.PolicyStatement({
    actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
    resources,
  });
}

/** The action takes no resource; the condition keeps it to the namespaces of SageMaker. */
function metricStatement(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['cloudwatch:PutMetricData'],
    resources: ['*'],
    conditions: { StringLike: { 'cloudwatch:namespace': ['AWS/SageMaker', '/aws/sagemaker/*'] } },
  });
}

/** What SageMaker asks of the role to put network interfaces into a VPC; describing takes no resource. */
function networkStatements(stack: Stack): iam.PolicyStatement[] {
  const ec2 = (resource: string) => stack.formatArn({ service: 'ec2', resource, resourceName: '*' });
  return [
    new iam.PolicyStatement({
      actions: ['ec2:CreateNetworkInterface', 'ec2:CreateNetworkInterfacePermission', 'ec2:DeleteNetworkInterface', 'ec2:DeleteNetworkInterfacePermission'],
      resources: [ec2('network-interface'), ec2('subnet'), ec2('security-group')],
    }),
    new iam.PolicyStatement({
      actions: ['ec2:DescribeDhcpOptions', 'ec2:DescribeNetworkInterfaces', 'ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs'],
      resources: ['*'],
    }),
  ];
}

/** SageMaker encrypts the volumes with grants that it makes in the name of the role. */
function grantVolumeKey(grantee: iam.IGrantable, key: kms.IKey): void {
  key.grant(grantee, 'kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKeyWithoutPlaintext');
  grantee.grantPrincipal.addToPrincipalPolicy(new iam.PolicyStatement({
    actions: ['kms:CreateGrant'],
    resources: [key.keyArn],
    conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
  }));
}

/**
 * Takes grants for the role into its managed policy.
 *
 * Where a resource policy must name the principal, it names the account: the policy is made before the role, so a key or bucket that named
 * the role would wait for itself.
 */
class PolicyGrantee implements iam.IPrincipal {
  public readonly grantPrincipal: iam.IPrincipal = this;
  public readonly assumeRoleAction: string;
  public readonly principalAccount?: string;

  public constructor(private readonly policy: iam.ManagedPolicy, role: iam.Role) {
    this.assumeRoleAction = role.assumeRoleAction;
    this.principalAccount = role.principalAccount;
  }

  public get policyFragment(): iam.PrincipalPolicyFragment {
    return new iam.AccountRootPrincipal().policyFragment;
  }

  public addToPolicy(statement: iam.PolicyStatement): boolean {
    return this.addToPrincipalPolicy(statement).statementAdded;
  }

  public addToPrincipalPolicy(statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    this.policy.addStatements(statement);
    acknowledgeWildcards(this.policy, statement);
    return { statementAdded: true, policyDependable: this.policy };
  }
}
