import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { IConstruct } from 'constructs';

/**
 * Lets alarms of this account publish to a topic, and use its key if it is encrypted.
 *
 * A topic with its own policy (for example, to enforce TLS) loses the default that lets the account publish, and the key of an encrypted topic allows
 * only principals that its policy names. Both reject messages silently.
 */
export function allowAlarmsToPublish(scope: IConstruct, topic: sns.ITopic): void {
  const stack = Stack.of(scope);
  const conditions = {
    StringEquals: { 'aws:SourceAccount': stack.account },
    ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'cloudwatch', resource: 'alarm:*' }) },
  };
  const principal = new iam.ServicePrincipal('cloudwatch.amazonaws.com');
  topic.addToResourcePolicy(new iam.PolicyStatement({
    sid: `Alarms${scope.node.addr.slice(-8)}`,
    principals: [principal],
    actions: ['sns:Publish'],
    resources: [topic.topicArn],
    conditions,
  }));
  const key: kms.IKey | undefined = topic.masterKey;
  key?.addToResourcePolicy(new iam.PolicyStatement({
    principals: [principal],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    resources: ['*'],
    conditions,
  }));
}
