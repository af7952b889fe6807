/**
 * Compares the permissions that the execution role needs, according to the template, with those that its policies allow.
 *
 * Sources, read 2026-11: SageMaker developer guide, "SageMaker AI roles", "CreateModel API: Execution Role Permissions"; API reference CreateEndpoint ("uses STS
 * to download model artifacts from the S3 path you provided"); developer guide, "Auto-Rollback Configuration and Monitoring" (DescribeAlarms) and "Asynchronous
 * inference: prerequisites"; API reference ProductionVariantCoreDumpConfig (`kms:Encrypt`); developer guide, "Use a Docker registry that requires authentication" (the
 * role invokes the function that has the credentials); KMS developer guide, "Specifying KMS keys in IAM policy statements" (a resource cannot be an alias).
 */
import { array, flat, createdBefore, ofType, Template } from './template';

/** A permission that a role needs before a resource is created. */
interface Need {
  readonly role: string;
  /** The resource that the role acts for. */
  readonly consumer: string;
  readonly action: string;
  readonly resource: string;
  /** Values of condition keys of the request. */
  readonly context?: { readonly [key: string]: string };
}

/** A statement that allows something, and its policy. */
interface Statement {
  readonly policy: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: { readonly [operator: string]: { readonly [key: string]: any } };
}

export const POLICIES = ['AWS::IAM::ManagedPolicy', 'AWS::IAM::Policy'];

/** One identity for a role, whether referenced by ARN or by name. */
export function roleOf(reference: any): string {
  const text = flat(reference);
  const imported = text.match(/(?:Exports|referenceto).*?(?:FnGetAtt|Ref)?(\w+?)(?:[0-9A-F]{8})(?:Arn|Ref)?[0-9A-F]{0,8}>?$/);
  return (imported ? imported[1].replace(/^Output(FnGetAtt|Ref)/, '') : text.replace(/^<([\w]+)(\.Arn)?>$/, '$1').replace(/^.*:role\//, '').split('/').pop()!);
}

/** The start of the ARN of a resource whose name is known separately. */
const ARNS: { readonly [type: string]: string } = {
  'AWS::S3::Bucket': 'arn:<AWS::Partition>:s3:::',
  'AWS::CloudWatch::Alarm': 'arn:<AWS::Partition>:cloudwatch:<AWS::Region>:<AWS::AccountId>:alarm:',
};

/** An ARN from a policy or a need, with references to resources in a uniform format. */
function canonical(template: Template, resource: any): string {
  return flat(resource).replace(/^<(\w+)\.Arn>/, (whole, id) => {
    const beginning = ARNS[template.Resources?.[id]?.Type ?? ''];
    return beginning === undefined ? whole : `${beginning}<${id}>`;
  });
}

function statementsFor(template: Template, role: string): Statement[] {
  const own = ofType(template, 'AWS::IAM::Role').filter(([id]) => id === role)
    .flatMap(([id, { Policies = [] }]) => Policies.map((policy: any) => [id, policy.PolicyDocument]));
  const named = ofType(template, 'AWS::IAM::Role').filter(([id]) => id === role).flatMap(([, { ManagedPolicyArns = [] }]) => ManagedPolicyArns.map(flat));
  const attached = ofType(template, ...POLICIES)
    .filter(([id, { Roles }]) => array(Roles).map(roleOf).includes(role) || named.includes(`<${id}>`))
    .map(([id, { PolicyDocument }]) => [id, PolicyDocument]);
  return [...own, ...attached].flatMap(([policy, document]) => array<any>(document.Statement).filter(({ Effect }) => Effect === 'Allow').map((statement) => ({
    policy, actions: array<string>(statement.Action), resources: array(statement.Resource).map((each) => canonical(template, each)), conditions: statement.Condition ?? {},
  })));
}

/** Whether an IAM pattern matches a string. */
function covers(pattern: string, text: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.');
  return new RegExp(`^${escaped}$`).test(text);
}

function allows(statement: Statement, need: Need): boolean {
  return statement.actions.some((action) => covers(action, need.action))
    && statement.resources.some((resource) => covers(resource, need.resource))
    && Object.values(statement.conditions).every((keys) => Object.entries(keys).every(([key, values]) => {
      const given = need.context?.[key];
      return given !== undefined && array(values).some((value) => covers(flat(value), given));
    }));
}

/** The bucket and the key or prefix of an S3 URI. */
function place(uri: any): { readonly bucket: string; readonly key: string } | undefined {
  const match = flat(uri).match(/^s3:\/\/(<[^>]*>|[^/<]+(?:<[^>]*>[^/<]*)*)\/(.*)$/);
  return match ? { bucket: match[1], key: match[2] } : undefined;
}

/** A key of this template that encrypts a bucket of this template. */
function keyOf(template: Template, bucket: string): string | undefined {
  const resource = template.Resources?.[bucket.replace(/[<>]/g, '')];
  const [rule] = array<any>(resource?.Properties?.BucketEncryption?.ServerSideEncryptionConfiguration);
  const key = rule?.ServerSideEncryptionByDefault?.KMSMasterKeyID;
  return key === undefined ? undefined : flat(key);
}

/** Everything that the roles of the endpoints of a template need. */
export function needsOf(template: Template): Need[] {
  const configs = new Map(ofType(template, 'AWS::SageMaker::EndpointConfig'));
  const models = new Map(ofType(template, 'AWS::SageMaker::Model'));
  const rolesOf = (configId: string): string[] => {
    const config = configs.get(configId);
    const named = [...array<any>(config?.ProductionVariants), ...array<any>(config?.ShadowProductionVariants)].map((variant) => idOf(variant.ModelName));
    const ofModels = [...models].filter(([id]) => named.includes(id)).map(([, { ExecutionRoleArn }]) => ExecutionRoleArn);
    return [...new Set([...array(config?.ExecutionRoleArn), ...ofModels].map(roleOf))];
  };
  return [
    ...[...models].flatMap(([id, model]) => modelNeeds(template, id, model)),
    ...[...configs].flatMap(([id, config]) => rolesOf(id).flatMap((role) => configNeeds(template, role, id, config))),
    ...ofType(template, 'AWS::SageMaker::Endpoint').flatMap(([id, endpoint]) => rolesOf(idOf(endpoint.EndpointConfigName))
      .flatMap((role) => endpointNeeds(role, id, endpoint))),
    ...ofType(template, 'AWS::SageMaker::InferenceComponent').flatMap(([id, component]) => {
      const endpoint = template.Resources?.[idOf(component.EndpointName)];
      return endpoint ? rolesOf(idOf(endpoint.Properties.EndpointConfigName)).flatMap((role) => componentNeeds(template, role, id, component)) : [];
    }),
  ];
}

function idOf(reference: any): string {
  return flat(reference).replace(/^<(\w+)(\..*)?>$/, '$1');
}

function modelNeeds(template: Template, consumer: string, { ExecutionRoleArn, PrimaryContainer, VpcConfig }: any): Need[] {
  const role = roleOf(ExecutionRoleArn);
  const source = PrimaryContainer?.ModelDataSource?.S3DataSource;
  return [
    ...imageNeeds(role, consumer, PrimaryContainer?.Image),
    ...array<any>(PrimaryContainer?.ImageConfig?.RepositoryAuthConfig?.RepositoryCredentialsProviderArn)
      .map((resource) => ({ role, consumer, action: 'lambda:InvokeFunction', resource: flat(resource) })),
    ...source ? readNeeds(template, role, consumer, source.S3Uri) : [],
    ...VpcConfig ? networkNeeds(role, consumer) : [],
    { role, consumer, action: 'cloudwatch:PutMetricData', resource: '*', context: { 'cloudwatch:namespace': '/aws/sagemaker/Endpoints' } },
  ];
}

function configNeeds(template: Template, role: string, consumer: string, config: any): Need[] {
  const { AsyncInferenceConfig: asynchronous, DataCaptureConfig: capture, KmsKeyId: key, VpcConfig } = config;
  const output = asynchronous?.OutputConfig;
  const dumps = [...array<any>(config.ProductionVariants), ...array<any>(config.ShadowProductionVariants)].flatMap(({ CoreDumpConfig }) => array<any>(CoreDumpConfig));
  const topics = [output?.NotificationConfig?.SuccessTopic, output?.NotificationConfig?.ErrorTopic].filter((topic) => topic !== undefined).map(flat);
  return [
    ...[output?.S3OutputPath, output?.S3FailurePath, capture?.DestinationS3Uri, ...dumps.map(({ DestinationS3Uri }) => DestinationS3Uri)].filter((uri) => uri !== undefined)
      .flatMap((uri) => writeNeeds(template, role, consumer, uri)),
    ...topics.map((resource) => ({ role, consumer, action: 'sns:Publish', resource })),
    ...[output?.KmsKeyId, capture?.KmsKeyId].filter((each) => each !== undefined).flatMap((each) => keyNeeds(role, consumer, each, ['kms:GenerateDataKey'])),
    ...dumps.flatMap(({ KmsKeyId }) => KmsKeyId === undefined ? [] : keyNeeds(role, consumer, KmsKeyId, ['kms:Encrypt', 'kms:GenerateDataKey'])),
    ...key === undefined ? [] : keyNeeds(role, consumer, key, ['kms:CreateGrant', 'kms:Decrypt', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:DescribeKey']),
    ...VpcConfig ? networkNeeds(role, consumer) : [],
  ];
}

function endpointNeeds(role: string, consumer: string, endpoint: any): Need[] {
  return [
    ...logNeeds(role, consumer, `/aws/sagemaker/Endpoints/${flat(endpoint.EndpointName)}`),
    ...array<any>(endpoint.DeploymentConfig?.AutoRollbackConfiguration?.Alarms).map(({ AlarmName }) => alarmNeed(role, consumer, AlarmName)),
  ];
}

function componentNeeds(template: Template, role: string, consumer: string, component: any): Need[] {
  const specifications = array<any>(component.Specifications ?? component.Specification);
  const group = `/aws/sagemaker/InferenceComponents/${flat(component.InferenceComponentName)}`;
  const isAdapter = specifications.every((specification) => specification.BaseInferenceComponentName !== undefined);
  return [
    ...specifications.flatMap(({ Container: container }) => [
      ...imageNeeds(role, consumer, container?.Image),
      ...container?.ArtifactUrl ? readNeeds(template, role, consumer, container.ArtifactUrl) : [],
    ]),
    ...isAdapter ? [] : logNeeds(role, consumer, group),
    ...array<any>(component.DeploymentConfig?.AutoRollbackConfiguration?.Alarms).map(({ AlarmName }) => alarmNeed(role, consumer, AlarmName)),
  ];
}

/** Statements name the account and the repository; the rest of the ARN follows from the host of the image. */
function imageNeeds(role: string, consumer: string, image: any): Need[] {
  const match = image === undefined ? null : flat(image).match(/^(.*?)\.dkr\.ecr\.(.*?)\.[^/]*\/(.*?)(?:@sha256.*|:[^:/]*)$/);
  if (!match) {
    return [];
  }
  const resource = `arn:<AWS::Partition>:ecr:${match[2]}:${match[1]}:repository/${match[3]}`;
  return [
    ...['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'].map((action) => ({ role, consumer, action, resource })),
    { role, consumer, action: 'ecr:GetAuthorizationToken', resource: '*' },
  ];
}

function readNeeds(template: Template, role: string, consumer: string, uri: any): Need[] {
  const at = place(uri);
  if (!at) {
    return [];
  }
  const { bucket, key } = at;
  const bucketKey = keyOf(template, bucket);
  return [
    { role, consumer, action: 's3:GetObject', resource: `arn:<AWS::Partition>:s3:::${bucket}/${key}${key.endsWith('/') || key === '' ? 'config.json' : ''}` },
    { role, consumer, action: 's3:ListBucket', resource: `arn:<AWS::Partition>:s3:::${bucket}`, context: { 's3:prefix': key } },
    ...bucketKey === undefined ? [] : [{ role, consumer, action: 'kms:Decrypt', resource: bucketKey }],
  ];
}

function writeNeeds(template: Template, role: string, consumer: string, uri: any): Need[] {
  const at = place(uri);
  const bucketKey = at && keyOf(template, at.bucket);
  return at ? [
    { role, consumer, action: 's3:PutObject', resource: `arn:<AWS::Partition>:s3:::${at.bucket}/${at.key}x` },
    ...bucketKey === undefined ? [] : [{ role, consumer, action: 'kms:GenerateDataKey', resource: bucketKey }],
  ] : [];
}

/** The property accepts an alias. In a policy, an alias has no effect as a resource; it must be in a condition. */
function keyNeeds(role: string, consumer: string, key: any, actions: readonly string[]): Need[] {
  const text = flat(key);
  const alias = text.match(/(alias\/.*)$/)?.[1];
  return actions.map((action) => ({
    role, consumer, action, resource: alias ? text.replace(/alias\/.*$/, 'key/any') : text,
    context: { 'kms:GrantIsForAWSResource': 'true', ...alias ? { 'kms:ResourceAliases': alias } : {} },
  }));
}

function networkNeeds(role: string, consumer: string): Need[] {
  return [
    { role, consumer, action: 'ec2:DescribeSubnets', resource: '*' },
    ...['ec2:CreateNetworkInterface', 'ec2:CreateNetworkInterfacePermission', 'ec2:DeleteNetworkInterface'].map((action) => ({
      role, consumer, action, resource: 'arn:<AWS::Partition>:ec2:<AWS::Region>:<AWS::AccountId>:network-interface/eni-1',
    })),
  ];
}

function logNeeds(role: string, consumer: string, group: string): Need[] {
  const resource = `arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:${group}`;
  return ['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) => ({ role, consumer, action, resource: `${resource}:log-stream:x` }))
    .concat([{ role, consumer, action: 'logs:CreateLogGroup', resource }]);
}

function alarmNeed(role: string, consumer: string, name: any): Need {
  return { role, consumer, action: 'cloudwatch:DescribeAlarms', resource: `${ARNS['AWS::CloudWatch::Alarm']}${flat(name)}` };
}

/** An ARN with pseudo parameters in place of the literals of a stack with a known environment. */
export function agnostic(arn: string): string {
  return arn.replace(/^arn:aws(?:-[a-z-]+)?:/, 'arn:<AWS::Partition>:')
    .replace(/^(arn:<AWS::Partition>:[\w-]+:)[a-z]{2}(?:-[a-z]+)+-\d:/, '$1<AWS::Region>:')
    .replace(/^(arn:<AWS::Partition>:(?!ecr:)[\w-]+:<AWS::Region>:)\d{12}:/, '$1<AWS::AccountId>:');
}

/** The statements that allow something. */
export function granting(template: Template, need: Need): Statement[] {
  const resource = agnostic(need.resource);
  return statementsFor(template, need.role).filter((statement) => allows({ ...statement, resources: statement.resources.map(agnostic) }, { ...need, resource }));
}

/** Needs that no policy allows, or only one that is created after the resource that needs it. */
export function permissionViolations(template: Template, isExternal: (role: string) => boolean = () => false): string[] {
  const before = createdBefore(template);
  return needsOf(template).filter(({ role }) => !isExternal(role)).flatMap((need) => {
    const statements = granting(template, need);
    if (statements.length === 0) {
      return [`role ${need.role} may not ${need.action} on ${need.resource} for ${need.consumer}`];
    }
    const isInTime = statements.some(({ policy }) => policy === need.role || before.get(need.consumer)!.has(policy));
    return isInTime ? [] : [`role ${need.role} may ${need.action} on ${need.resource} only after ${need.consumer} is made`];
  });
}
