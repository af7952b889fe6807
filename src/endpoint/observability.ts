import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { CfnEndpoint, CfnEndpointConfig } from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import { LmiHostingProps } from './lmi-hosting-props';
import { LmiObservabilityProps } from './lmi-observability-props';
import { secondsOf } from '../checks/durations';
import { Problems } from '../checks/problems';
import { isLiteral } from '../checks/tokens';
import { LIMITS } from '../facts/limits';

/** Checks the props for logs and metrics. */
export function checkObservability(problems: Problems, props: LmiObservabilityProps): void {
  const { logRetention, metricsFrequency } = props;
  if (isLiteral(logRetention) && !Object.values(logs.RetentionDays).includes(logRetention)) {
    problems.invalid('logRetention', logRetention, 'a number of days that CloudWatch Logs offers', 'use one of logs.RetentionDays');
  }
  const seconds = secondsOf(problems, 'metricsFrequency', metricsFrequency);
  if (isLiteral(metricsFrequency)) {
    if (!(LIMITS.metricsFrequencies as readonly (number | undefined)[]).includes(seconds)) {
      problems.invalid('metricsFrequency', metricsFrequency, `one of ${LIMITS.metricsFrequencies.join(', ')} seconds`, 'choose the nearest of them');
    }
  }
}

/** Configures metrics and the log group of an endpoint. */
export function observe(scope: Construct, config: CfnEndpointConfig, endpoint: CfnEndpoint, props: LmiHostingProps): void {
  configureMetrics(config, props);
  const group = ownLogGroup(scope, props, {
    logGroupName: logGroupOf(endpoint.endpointName!),
    pattern: logGroupOf(isLiteral(props.endpointName) ? props.endpointName : '*'),
    isGenerated: props.endpointName === undefined,
  });
  if (group) {
    endpoint.node.addDependency(group);
  }
}

/** Writes the metrics config of an endpoint config, if any of its props is set. */
export function configureMetrics(config: CfnEndpointConfig, props: LmiObservabilityProps): void {
  const wanted = {
    EnableEnhancedMetrics: props.enhancedMetrics,
    EnableDetailedObservability: props.detailedObservability,
    MetricPublishFrequencyInSeconds: props.metricsFrequency?.toSeconds(),
  };
  for (const [name, value] of Object.entries(wanted)) {
    if (value !== undefined) {
      // aws-cdk-lib 2.276.0 has types for it, 2.245.0 does not.
      config.addPropertyOverride(`MetricsConfig.${name}`, value);
    }
  }
}

/** A log group that the stack creates, because its retention or key is set. */
interface LogGroupRequest {
  readonly logGroupName: string;
  /** The log groups that may use the key, as a pattern with `*`, because the stack of the key may not know their names. */
  readonly pattern: string;
  /** Whether the name of the endpoint or component is generated, so that no other stack can have it. */
  readonly isGenerated: boolean;
}

/**
 * Creates the log group that SageMaker would otherwise create with the first log line, if its retention or key is set; otherwise undefined. The resource
 * that writes to it must be created after it.
 */
export function ownLogGroup(scope: Construct, props: LmiObservabilityProps, request: LogGroupRequest): logs.LogGroup | undefined {
  const { logRetention, logEncryptionKey, logRemovalPolicy } = props;
  if (logRetention === undefined && logEncryptionKey === undefined) {
    return undefined;
  }
  const stack = Stack.of(scope);
  logEncryptionKey?.addToResourcePolicy(new iam.PolicyStatement({
    // One of the few service principals with region and partition.
    principals: [new iam.ServicePrincipal(`logs.${stack.region}.${stack.urlSuffix}`)],
    actions: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
    resources: ['*'],
    conditions: {
      // A pattern, because a generated name contains the id of this stack, which the stack of the key does not know.
      ArnLike: { 'kms:EncryptionContext:aws:logs:arn': stack.formatArn({ service: 'logs', resource: `log-group:${request.pattern}` }) },
    },
  }));
  return new logs.LogGroup(scope, 'Logs', {
    logGroupName: request.logGroupName,
    retention: logRetention ?? logs.RetentionDays.INFINITE,
    encryptionKey: logEncryptionKey,
    // It is all that remains of a failed first deployment. Only with a name set by the user would it block the next one.
    removalPolicy: logRemovalPolicy ?? (request.isGenerated ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY),
  });
}

/** The log group of an endpoint. */
export function logGroupOf(endpointName: string): string {
  return `/aws/sagemaker/Endpoints/${endpointName}`;
}

/** The log group of an inference component. */
export function componentLogGroupOf(inferenceComponentName: string): string {
  return `/aws/sagemaker/InferenceComponents/${inferenceComponentName}`;
}
