import { Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CompositeEngine, TemplateContent } from 'aws-cdk-lib/node_modules/@aws/cloudformation-validate';
import { LmiEndpoint, LmiModel, LmiVpcEndpoints } from '../../src';
import { testEndpoint, testStack } from '../stacks';

test.each([
  ['with a region', { region: 'us-east-1', account: '123456789012' }],
  ['without an environment', {}],
])('monitoring and security features have no finding in a stack %s', (_, env) => {
  const stack = testStack(env);
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 0 });
  new LmiVpcEndpoints(stack, 'VpcEndpoints', { vpc });
  const endpoint = testEndpoint({
    model: LmiModel.fromS3(s3.Bucket.fromBucketName(stack, 'Weights', 'weights'), 'llama'),
    vpc,
    vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    enhancedMetrics: true,
    detailedObservability: true,
    metricsFrequency: Duration.seconds(10),
    logRetention: logs.RetentionDays.ONE_MONTH,
    logEncryptionKey: new kms.Key(stack, 'Key'),
  }, stack);
  endpoint.addAlarms();
  endpoint.addDashboard();
  LmiEndpoint.fromEndpointAttributes(stack, 'Imported', { endpointName: 'queue', isAsync: true }).addAlarms();
  const template = JSON.stringify(Template.fromStack(stack).toJSON());
  const findings = new CompositeEngine().validateTemplate(new TemplateContent(template, 'operate')).diagnostics
    .filter((finding) => finding.severity === 'FATAL' || finding.severity === 'ERROR');
  expect(findings.map((finding) => `${finding.ruleId} ${finding.message}`)).toEqual([]);
});
