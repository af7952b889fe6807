import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Duration, Names, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct, DependencyGroup } from 'constructs';
import { acknowledgeFunction, acknowledgeWildcard } from './acknowledgements';
import { stateMachineDefinition } from './state-machine-definition';
import { PolicyGrantee } from '../endpoint/execution-role';
import { RolePolicies } from '../endpoint/role-policies';
import { grantKey, grantObjects, grantRead } from '../model/grants';

/** The bundle that projenrc/copier.ts creates, next to this file both here and in the package. */
const CODE = join(__dirname, 'copier');
/** Memory for one full vCPU, which hashing and TLS need (1,769 MB, according to the Lambda documentation). */
const MEMORY_MB = 1769;
const TIMEOUT = Duration.minutes(15);

/** Length of the longest reference in a policy, the ARN of a secret. */
const REFERENCE_CHARACTERS = 200;

/** A role and the means to grant it permissions. */
interface RoleGrants {
  readonly role: iam.Role;
  readonly grantee: iam.IGrantable;
  /** Dependency to wait for until the permissions take effect. */
  readonly dependable: DependencyGroup;
  allow(actions: string[], resource: string): void;
}

/** Settings for the copier. */
interface CopierRequest {
  readonly bucket: s3.IBucket;
  /** Prefixes that the copier may use, with trailing slashes. */
  readonly prefixes: readonly string[];
  readonly token?: secretsmanager.ISecret;
  readonly tokenField?: string;
  readonly hubEndpoint: string;
  readonly maxConcurrency: number;
  readonly vpc?: ec2.IVpc;
  readonly vpcSubnets?: ec2.SubnetSelection;
  readonly securityGroups?: ec2.ISecurityGroup[];
  readonly logGroup: logs.LogGroup;
  /** Value of the metrics' dimension. */
  readonly name: string;
}

/** The functions and the state machine that copy files on requests from CloudFormation. */
export class Copier extends Construct {
  public readonly stateMachineArn: string;
  /** The function that CloudFormation calls. */
  public readonly serviceToken: string;
  /** The permission that the custom resource must wait for. */
  public readonly permission: iam.ManagedPolicy;
  /** The role of the copy function. */
  public readonly grantee: iam.IGrantable;

  public constructor(scope: Construct, id: string, request: CopierRequest) {
    super(scope, id);
    const grants = this.role('Copier', 'Copies files from the Hugging Face Hub to Amazon S3', request.logGroup);
    this.grantee = grants.grantee;
    const copier = this.copierFunction(grants, request);
    const requests = this.requestsFunction(request);
    const stateMachine = this.stateMachine(request, copier, requests);
    this.stateMachineArn = stateMachine.attrArn;
    this.serviceToken = requests.functionArn;
    // A separate policy, because the state machine refers to the function whose role has it.
    this.permission = new iam.ManagedPolicy(this, 'StartPolicy', {
      description: 'Lets the function that CloudFormation calls start the copy',
      roles: [requests.role!],
      statements: [new iam.PolicyStatement({ actions: ['states:StartExecution'], resources: [stateMachine.attrArn] })],
    });
  }

  private copierFunction(grants: RoleGrants, request: CopierRequest): lambda.Function {
    const { bucket, prefixes, token, tokenField, vpc } = request;
    for (const prefix of prefixes) {
      grantRead(this, bucket, grants.grantee, `${prefix}*`);
      grantObjects(this, bucket, grants.grantee, `${prefix}*`, ['s3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts']);
    }
    grantKey(bucket.encryptionKey, grants.grantee, ['kms:Decrypt', 'kms:GenerateDataKey']);
    if (token) {
      // Secrets Manager appends six characters to the name of a secret that is not known in full.
      grants.allow(['secretsmanager:GetSecretValue'], token.secretFullArn ?? `${token.secretArn}-??????`);
      grantKey(token.encryptionKey, grants.grantee, ['kms:Decrypt']);
    }
    if (vpc) {
      grants.allow([
        'ec2:CreateNetworkInterface', 'ec2:DeleteNetworkInterface', 'ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets', 'ec2:AssignPrivateIpAddresses',
        'ec2:UnassignPrivateIpAddresses',
      ], '*');
    }
    return this.lambda('Copier', grants, TIMEOUT, MEMORY_MB, request.logGroup, {
      environment: {
        HUB_ENDPOINT: request.hubEndpoint,
        STAGED_MODEL: request.name,
        ...(token ? { TOKEN_SECRET: token.secretArn } : {}),
        ...(tokenField !== undefined ? { TOKEN_FIELD: tokenField } : {}),
      },
      vpc,
      vpcSubnets: request.vpcSubnets,
      securityGroups: request.securityGroups,
    });
  }

  /** Outside a VPC, from which the response might not reach CloudFormation. */
  private requestsFunction({ logGroup }: CopierRequest): lambda.Function {
    return this.lambda('Requests', this.role('Requests', 'Takes requests of CloudFormation and answers them', logGroup), Duration.minutes(2), 256, logGroup, {});
  }

  private lambda(
    id: string, grants: RoleGrants, timeout: Duration, memorySize: number, logGroup: logs.LogGroup, more: Partial<lambda.FunctionProps>,
  ): lambda.Function {
    const made = new lambda.Function(this, id, {
      description: 'Stages weights from the Hugging Face Hub in Amazon S3',
      code: lambda.Code.fromAsset(CODE),
      handler: `index.${id.toLowerCase()}`,
      runtime: lambda.Runtime.NODEJS_24_X,
      role: grants.role,
      timeout, memorySize, logGroup, ...more,
    });
    made.node.addDependency(grants.dependable);
    acknowledgeFunction(made, more.vpc !== undefined);
    return made;
  }

  private stateMachine({ maxConcurrency, logGroup }: CopierRequest, copier: lambda.IFunction, requests: lambda.IFunction): CfnStateMachine {
    const policy = new iam.ManagedPolicy(this, 'StepsPolicy', {
      description: 'Lets the state machine call its functions and write its log',
      statements: [
        new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [copier.functionArn, requests.functionArn] }),
        new iam.PolicyStatement({
          actions: [
            'logs:CreateLogDelivery', 'logs:GetLogDelivery', 'logs:UpdateLogDelivery', 'logs:DeleteLogDelivery', 'logs:ListLogDeliveries', 'logs:PutResourcePolicy',
            'logs:DescribeResourcePolicies', 'logs:DescribeLogGroups', 'xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets',
          ],
          resources: ['*'],
        }),
      ],
    });
    acknowledgeWildcard(policy, '*', 'Delivering logs and traces of a state machine takes no resource.');
    const role = new iam.Role(this, 'StepsRole', {
      description: 'Runs the state machine that stages weights',
      assumedBy: new iam.ServicePrincipal('states.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } } }),
      managedPolicies: [policy],
    });
    const stateMachine = new CfnStateMachine(this, 'Steps', {
      definitionString: Stack.of(this).toJsonString(stateMachineDefinition({
        copierArn: copier.functionArn, requestsArn: requests.functionArn, maxConcurrency,
      })),
      roleArn: role.roleArn,
      stateMachineType: 'STANDARD',
      // Without execution data, which includes the URL for the response to CloudFormation.
      loggingConfiguration: {
        level: 'ALL', includeExecutionData: false, destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: logGroup.logGroupArn } }],
      },
      tracingConfiguration: { enabled: true },
    });
    stateMachine.node.addDependency(role);
    return stateMachine;
  }

  private role(id: string, description: string, logGroup: logs.LogGroup): RoleGrants {
    const role = new iam.Role(this, `${id}Role`, { description, assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const policies = new RolePolicies(this, `${id}Policy`, { role, description, referenceCharacters: REFERENCE_CHARACTERS });
    const dependable = new DependencyGroup(role);
    const grantee = new PolicyGrantee(role, policies, dependable, Stack.of(this).account);
    const allow = (actions: string[], resource: string) => grantee.addToPolicy(new iam.PolicyStatement({ actions, resources: [resource] }));
    allow(['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn);
    return { role, grantee, dependable, allow };
  }
}

/** A name that changes with some values. */
export function nameOf(scope: Construct, values: unknown): string {
  return createHash('sha256').update(JSON.stringify(Stack.of(scope).resolve(values))).digest('hex').slice(0, 8);
}

/** A dimension for the metrics of a construct. */
export function dimensionOf(scope: Construct): string {
  return Names.uniqueResourceName(scope, { maxLength: 64 });
}
