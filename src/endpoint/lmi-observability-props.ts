import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';

/** Logs and metrics of an endpoint. */
export interface LmiObservabilityProps {
  /**
   * Whether to publish metrics for each instance and each accelerator too, in addition to those of the endpoint. They are charged like custom
   * metrics.
   *
   * @default false
   */
  readonly enhancedMetrics?: boolean;

  /**
   * Whether to collect metrics of each GPU, and those that the container exposes for Prometheus, as OpenTelemetry metrics for PromQL queries, at
   * $0.50 per GB. With `prometheus: true` on the backend of a component, LMI exposes its queue and its latency; only AWS's vLLM and SGLang
   * containers expose time to first token and KV cache usage.
   *
   * @default - decided by SageMaker, which enables it for new endpoints
   */
  readonly detailedObservability?: boolean;

  /**
   * How often to publish metrics: every 10 or 30 seconds, or every 1 to 5 minutes.
   *
   * @default Duration.minutes(1)
   */
  readonly metricsFrequency?: Duration;

  /**
   * How long to keep the logs of the containers. The stack then creates the log group before the endpoint, which SageMaker would otherwise do. If
   * the log group already exists, because the endpoint has written logs or `logRemovalPolicy` retained it, import it into the stack or delete it
   * first.
   *
   * @default - SageMaker creates the log group, and logs never expire
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * Key for the logs of the containers; its policy is extended to allow CloudWatch Logs. The stack then creates the log group, as with
   * `logRetention`.
   *
   * @default - a key of CloudWatch Logs
   */
  readonly logEncryptionKey?: kms.IKey;

  /**
   * What happens to a log group that the stack created when the endpoint is removed, or when its first deployment fails, in which case the log is
   * the only explanation. Has no effect without `logRetention` or `logEncryptionKey`.
   *
   * @default - retained if the name of the endpoint or the component is generated; deleted if you set it, because the log group would block the
   * next deployment with that name
   */
  readonly logRemovalPolicy?: RemovalPolicy;
}
