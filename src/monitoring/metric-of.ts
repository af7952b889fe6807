import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { INVOCATION_NAMESPACE, METRIC_DIMENSIONS, MetricFact } from '../facts/metrics';

/** Options of either facade. */
type Options = cloudwatch.MetricOptions & { readonly metricNamespace?: string; readonly variantName?: string };

/** A metric as its row in the table says, with what the caller wants to be different. */
export function metricOf(fact: MetricFact, dimensions: { [name: string]: string }, options?: Options): cloudwatch.Metric {
  const { variantName, metricNamespace, ...given } = options ?? {};
  return new cloudwatch.Metric({
    namespace: metricNamespace ?? fact.namespace,
    metricName: fact.name,
    dimensionsMap: Object.fromEntries(METRIC_DIMENSIONS[fact.scope].map((name) => [name, dimensions[name]])),
    statistic: fact.statistic,
    // SageMaker publishes once a minute by default.
    period: Duration.minutes(1),
    ...withoutUndefined(given),
  });
}

/** A metric by the name that CloudWatch has for it, whether the table has it or not. */
export function anyMetric(
  facts: { readonly [key: string]: MetricFact }, name: string, dimensions: { [name: string]: string }, options?: Options,
): cloudwatch.Metric {
  const { variantName, metricNamespace, ...given } = options ?? {};
  const fact = Object.values(facts).find((candidate) => candidate.name === name);
  return fact ? metricOf(fact, dimensions, options) : new cloudwatch.Metric({
    namespace: metricNamespace ?? INVOCATION_NAMESPACE,
    metricName: name,
    dimensionsMap: dimensions,
    period: Duration.minutes(1),
    ...withoutUndefined(given),
  });
}

/** Other languages hand over every field that is not given as undefined, which must not hide our own. */
function withoutUndefined<T extends object>(options: T): Partial<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined && value !== null)) as Partial<T>;
}
