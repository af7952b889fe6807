import { Duration } from 'aws-cdk-lib';
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
   * Whether each GPU, and what the container publishes on a Prometheus page, are collected as OpenTelemetry metrics for queries in PromQL, at $0.50 a GB. LMI
   * publishes its queue and its latency, with `prometheus: true` on the backend; time to first token and KV cache only come from AWS's vLLM and SGLang containers.
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
   * How long the logs of the containers are kept. The log group is then made by the stack, before the endpoint and so before SageMaker would make it,
   * and deleted with the stack. Of an endpoint that has written logs before, the log group has to be imported into the stack or deleted first.
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
}
