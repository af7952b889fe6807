import { Aspects, IAspect, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct, DependencyGroup, IConstruct, IDependable } from 'constructs';
import { RolePolicies } from './role-policies';
import { LmiError } from '../checks/lmi-error';
import { Problems } from '../checks/problems';
import { isLiteral } from '../checks/tokens';
import { warn } from '../checks/warnings';
import { LIMITS } from '../facts/limits';
import { grantKey } from '../model/grants';

/** Settings for the execution role of an endpoint. */
interface ExecutionRoleRequest {
  readonly role?: iam.IRole;
  /** The log groups that containers write to, such as `/aws/sagemaker/Endpoints/chat`; patterns for unknown names end in `*`. */
  readonly logGroups: readonly string[];
  readonly inVpc: boolean;
  readonly encryptionKey?: kms.IKey;
}

/** A role can be passed to SageMaker only in its own account (IAM user guide, "Grant a user permissions to pass a role to an AWS service", read 2026-11). */
export function checkRole(scope: Construct, problems: Problems, role: iam.IRole | undefined): void {
  const account = role?.principalAccount;
  const own = Stack.of(scope).account;
  if (isLiteral(account) && isLiteral(own) && account !== own) {
    problems.add(`role is in account ${account}, but the stack is in account ${own}, and a role can be passed to SageMaker only in its own account. Pass a role in account ${own}, or omit role.`);
  }
}

/** A grantee, and the dependency to wait for until its grants take effect. */
export interface Grants {
  readonly grantee: iam.IGrantable;
  readonly dependable: IDependable;
}

/** Maximum length of the ARN of a bucket or key, and of an alarm, whose name contains stack and construct. */
const ARN_CHARACTERS = 90;
const ALARM_ARN_CHARACTERS = 170;
/** Maximum number of alarms to name before the role may describe all alarms of the account: every 30 names would take another policy. */
const NAMED_ALARMS = 30;

/**
 * The role that SageMaker assumes to pull the image, read the weights and write logs: the user's, or a least-privilege role. Both get the same
 * policies.
 */
export class ExecutionRole {
  public readonly role: iam.IRole;
  /** Permissions that every container needs. */
  public readonly base: Grants;
  /** Dependency for resources that use alarms. Models must not wait for it: an alarm refers to an endpoint config, which waits for the models. */
  public readonly watching: DependencyGroup = new DependencyGroup();
  private readonly policies: RolePolicies;
  private readonly alarmPolicies: RolePolicies;
  private alarms = 0;
  private count = 0;

  public constructor(private readonly scope: Construct, request: ExecutionRoleRequest) {
    const stack = Stack.of(scope);
    this.role = request.role ?? new iam.Role(scope, 'Role', {
      description: 'Runs the LMI container of a SageMaker endpoint',
      assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
      }),
    });
    const onPolicy = () => this.countPolicy();
    this.policies = new RolePolicies(scope, 'Policy', {
      role: this.role, description: 'What SageMaker needs to run the LMI container', referenceCharacters: ARN_CHARACTERS, onPolicy,
    });
    this.alarmPolicies = new RolePolicies(scope, 'AlarmPolicy', {
      role: this.role, description: 'Lets SageMaker see the alarms that roll an update back', referenceCharacters: ALARM_ARN_CHARACTERS, onPolicy,
    });
    this.base = this.grants();
    [logStatement(stack, request.logGroups), metricStatement(), ...(request.inVpc ? networkStatements(stack) : [])]
      .forEach((statement) => this.base.grantee.grantPrincipal.addToPrincipalPolicy(statement));
    if (request.encryptionKey) {
      grantVolumeKey(this.base.grantee, request.encryptionKey);
    }
    if (request.role && iam.Role.isRole(request.role)) {
      Aspects.of(scope).add(new TrustCheck(scope, request.role as iam.Role));
    }
  }

  /** A separate grantee for one resource, such as a model. */
  public grants(): Grants {
    const dependable = new DependencyGroup(this.role);
    if (this.base) {
      dependable.add(this.base.dependable);
    }
    return { grantee: new PolicyGrantee(this.role, this.policies, dependable, Stack.of(this.scope).account), dependable };
  }

  /** Allows the containers of a component to write to its log group, if its name does not begin with the prefix of this stack. */
  public allowLogs(grants: Grants, logGroup: string): void {
    grants.grantee.grantPrincipal.addToPrincipalPolicy(logStatement(Stack.of(this.scope), [logGroup]));
  }

  /** Lets SageMaker read the state of an alarm, for which it assumes this role (developer guide, "Auto-rollback configuration", read 2026-11). */
  public allowDescribeAlarm(alarm: cloudwatch.IAlarm): void {
    this.alarms++;
    const stack = Stack.of(this.scope);
    const arn = this.alarms > NAMED_ALARMS ? stack.formatArn({ service: 'cloudwatch', resource: 'alarm:*' }) : alarm.alarmArn;
    const policy = this.alarmPolicies.add(new iam.PolicyStatement({ actions: ['cloudwatch:DescribeAlarms'], resources: [arn] }));
    if (policy) {
      this.watching.add(policy);
    }
  }

  /** Warns if the user's role cannot be changed; call it once. */
  public warnIfUnchanged(): void {
    if (this.count === 0) {
      warn(this.scope, 'immutable-role', 'role cannot be changed here, so no permissions are added to it. It must already be allowed to pull the image, read the '
        + 'weights and write logs; docs/security.md lists the permissions.');
    }
  }

  private countPolicy(): void {
    this.count++;
    if (this.count > LIMITS.rolePolicies) {
      throw new LmiError(this.scope.node.path, [`the models and adapters need more than the ${LIMITS.rolePolicies} policies that IAM allows per role. Put some of them `
        + 'on another endpoint, or pass a role that already has the permissions and cannot be changed (role.withoutPolicyUpdates()).']);
    }
    if (this.count === Math.floor(LIMITS.rolePolicies / 2) + 1) {
      warn(this.scope, 'role-policies', `the role has ${this.count} policies, and during an update it also has the old ones, but IAM allows ${LIMITS.rolePolicies} `
        + 'in total. Request an increase of the quota "Managed policies per role" to 20, or change a few models at a time.');
    }
  }
}

/** Full names of log groups give no access to those of endpoints with the same prefix. */
function logStatement(stack: Stack, logGroups: readonly string[]): iam.PolicyStatement {
  const resources = logGroups.flatMap((group) => {
    const arn = stack.formatArn({ service: 'logs', resource: `log-group:${group}` });
    return [arn, `${arn}:*`];
  });
  return new iam.PolicyStatement({
    actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
    resources,
  });
}

/** The action has no resources; the condition limits it to SageMaker's namespaces. */
function metricStatement(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['cloudwatch:PutMetricData'],
    resources: ['*'],
    conditions: { StringLike: { 'cloudwatch:namespace': ['AWS/SageMaker', '/aws/sagemaker/*'] } },
  });
}

/** Permissions that SageMaker requires to create network interfaces in a VPC; the describe actions have no resources. */
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

/** SageMaker encrypts the volumes with grants that it creates on behalf of the role. */
function grantVolumeKey(grantee: iam.IGrantable, key: kms.IKey): void {
  grantKey(key, grantee, ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKeyWithoutPlaintext']);
  grantKey(key, grantee, ['kms:CreateGrant'], { Bool: { 'kms:GrantIsForAWSResource': 'true' } });
}

/**
 * Adds grants for the role to policies of the endpoint. For a role that cannot be changed, grants may go into resource policies instead.
 *
 * A resource policy in another account names the account as principal: the name of the role is not known there, and the role's own policies limit what it may do.
 */
export class PolicyGrantee implements iam.IPrincipal {
  public readonly grantPrincipal: iam.IPrincipal = this;
  public readonly assumeRoleAction: string;
  public readonly principalAccount?: string;
  public readonly policyFragment: iam.PrincipalPolicyFragment;

  public constructor(
    private readonly role: iam.IRole, private readonly policies: RolePolicies, private readonly waiting: DependencyGroup, account: string,
  ) {
    this.assumeRoleAction = role.assumeRoleAction;
    this.principalAccount = role.principalAccount ?? account;
    this.policyFragment = new iam.AccountPrincipal(this.principalAccount).policyFragment;
  }

  public addToPolicy(statement: iam.PolicyStatement): boolean {
    return this.addToPrincipalPolicy(statement).statementAdded;
  }

  public addToPrincipalPolicy(statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    const policy = this.policies.add(statement);
    if (!policy) {
      return this.role.grantPrincipal.addToPrincipalPolicy(statement);
    }
    this.waiting.add(policy);
    return { statementAdded: true, policyDependable: policy };
  }
}

/** Warns of a role of this app that SageMaker cannot assume. Its trust policy may still be extended, so it is checked at the end of synthesis. */
class TrustCheck implements IAspect {
  public constructor(private readonly scope: Construct, private readonly role: iam.Role) {}

  public visit(node: IConstruct): void {
    if (node !== this.scope || !this.role.assumeRolePolicy) {
      return;
    }
    const trust = JSON.stringify(Stack.of(this.role).resolve(this.role.assumeRolePolicy));
    if (!trust.includes('sagemaker.')) {
      warn(this.scope, 'role-trust', `role is ${this.role.node.path}, which SageMaker cannot assume. Let the service principal sagemaker.amazonaws.com assume it.`);
    }
  }
}
