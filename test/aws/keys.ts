/**
 * Keys whose own policy must admit a service, because no role acts for that service.
 *
 * Sources, read 2026-11: CloudWatch Logs user guide, "Encrypt log data using AWS KMS" (the context `aws:logs:arn` is the ARN of the log group); SNS developer guide,
 * "Compatibility between event sources and encrypted topics" (CloudWatch needs kms:Decrypt and kms:GenerateDataKey*).
 */
import { agnostic } from './permissions';
import { array, flat, ofType, Template } from './template';


function admits(statements: readonly any[], service: RegExp, context: { readonly [key: string]: string }): boolean {
  return statements.some(({ Effect, Principal, Condition = {} }) => Effect === 'Allow'
    && array(Principal?.Service).map(flat).some((each) => service.test(each))
    && Object.entries<any>(Condition).every(([, keys]) => Object.entries<any>(keys).every(([key, values]) => {
      const given = context[key];
      return given === undefined || array(values).some((value) => new RegExp(`^${agnostic(flat(value)).replace(/[.+^${}()|[\]\\?]/g, '\\$&').replace(/\*/g, '.*')}$`).test(given));
    })));
}

export function keyViolations(template: Template): string[] {
  const keyOf = (reference: any) => reference === undefined ? undefined : template.Resources?.[flat(reference).replace(/^<(\w+)(\..*)?>$/, '$1')];
  const groups = ofType(template, 'AWS::Logs::LogGroup').flatMap(([id, { KmsKeyId, LogGroupName }]) => {
    const key = keyOf(KmsKeyId);
    const arn = `arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:${flat(LogGroupName)}`;
    return key?.Type === 'AWS::KMS::Key' && !admits(array(key.Properties.KeyPolicy.Statement), /^logs\./, { 'kms:EncryptionContext:aws:logs:arn': arn })
      ? [`the key of ${id} does not let CloudWatch Logs in for ${flat(LogGroupName)}`] : [];
  });
  const alarmed = new Set(ofType(template, 'AWS::CloudWatch::Alarm').flatMap(([, { AlarmActions }]) => array(AlarmActions).map(flat)));
  const topics = ofType(template, 'AWS::SNS::Topic').filter(([id]) => alarmed.has(`<${id}>`)).flatMap(([id, { KmsMasterKeyId }]) => {
    const key = keyOf(KmsMasterKeyId);
    return key?.Type === 'AWS::KMS::Key' && !admits(array(key.Properties.KeyPolicy.Statement), /^cloudwatch\./, {})
      ? [`the key of topic ${id} does not let CloudWatch in`] : [];
  });
  const aliases = ofType(template, 'AWS::IAM::ManagedPolicy', 'AWS::IAM::Policy').flatMap(([id, { PolicyDocument }]) => array<any>(PolicyDocument.Statement)
    .flatMap(({ Action, Resource }) => array<string>(Action).some((action) => action.startsWith('kms:')) ? array(Resource).map(flat) : [])
    .filter((resource) => resource.includes(':alias/')).map((resource) => `${id} names ${resource}, but a policy cannot name a key by its alias`));
  return [...groups, ...topics, ...aliases];
}

