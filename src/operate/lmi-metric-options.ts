import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/** Options of a metric of an endpoint. */
export interface LmiMetricOptions extends cloudwatch.MetricOptions {
  /**
   * The production variant. Metrics of the whole endpoint, such as the backlog of asynchronous requests, do not regard it.
   *
   * @default - the first production variant
   */
  readonly variantName?: string;

  /**
   * Namespace of a metric that this library does not know.
   *
   * @default - that of the metric, or `AWS/SageMaker` when it is not known
   */
  readonly metricNamespace?: string;
}
