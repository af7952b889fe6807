import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';

/** What an endpoint tells about itself. */
export interface LmiObservabilityProps {
  /**
   * Whether metrics are published for each instance and each accelerator too, not only summed up over the endpoint. They cost like any custom metric.
   *
   * @default false
   */
  readonly enhancedMetrics?: boolean;

  /**
   * Whether each GPU, and what the container publishes on a Prometheus page, are collected as OpenTelemetry metrics for queries in PromQL, at $0.50 per GB. LMI
   * publishes its queue and its latency, with `prometheus: true` on the backend of a component; time to first token and KV cache only come from AWS's vLLM and SGLang containers.
   *
   * @default - SageMaker decides; it is on for new endpoints
   */
  readonly detailedObservability?: boolean;

  /**
   * How often metrics are published: 10 or 30 seconds, or 1 to 5 minutes.
   *
   * @default Duration.minutes(1)
   */
  readonly metricsFrequency?: Duration;

  /**
   * How long the logs of the containers are kept. The stack then creates the log group, before the endpoint and so before SageMaker would. If the endpoint has
   * written logs before, import its log group into the stack or delete it first; the same goes for one that `logRemovalPolicy` left behind.
   *
   * @default - SageMaker makes the log group, and the logs are kept for ever
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * Key for the logs of the containers; CloudWatch Logs is let into its policy. With it too the log group is made by the stack.
   *
   * @default - a key of CloudWatch Logs
   */
  readonly logEncryptionKey?: kms.IKey;

  /**
   * What happens to a log group that the stack created when the endpoint is removed, or when its first deployment fails: the log is then the only explanation.
   * Has no effect without `logRetention` or `logEncryptionKey`.
   *
   * @default - retained when the name of the endpoint or the component is generated; deleted when it is given, because the log group would prevent the next
   * deployment under that name
   */
  readonly logRemovalPolicy?: RemovalPolicy;
}
