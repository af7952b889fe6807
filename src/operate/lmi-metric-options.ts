import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/** Options of a metric of an endpoint. */
export interface LmiMetricOptions extends cloudwatch.MetricOptions {
  /**
   * The production variant. Ignored for endpoint-level metrics, such as the backlog of asynchronous requests.
   *
   * @default - the first production variant
   */
  readonly variantName?: string;

  /**
   * Namespace of a metric that is unknown to this library.
   *
   * @default - the namespace of the metric, or `AWS/SageMaker` for an unknown metric
   */
  readonly metricNamespace?: string;
}
