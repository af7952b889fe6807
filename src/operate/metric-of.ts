import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Problems } from '../checks/problems';
import { checkedProps, ownChecks, PropKinds } from '../checks/prop-kinds';
import { withoutNulls } from '../checks/without-nulls';
import { LIMITS } from '../facts/limits';
import { INVOCATION_NAMESPACE, METRIC_DIMENSIONS, MetricFact } from '../facts/metrics';

/** Options of a metric of an endpoint or a component. */
type Options = cloudwatch.MetricOptions & { readonly metricNamespace?: string; readonly variantName?: string };

const OPTION_KINDS: PropKinds<Options> = ownChecks(
  'variantName', 'metricNamespace',
  'period', 'statistic', 'dimensionsMap', 'unit', 'label', 'color', 'id', 'visible', 'account', 'region', 'stackAccount', 'stackRegion',
);

/** Checks options with which CloudWatch would find no metric. */
export function checkMetricOptions(options: Options | undefined | null): void {
  const problems = new Problems('LmiMetrics');
  checkedProps(problems, options, OPTION_KINDS, { isOpen: true });
  checkVariantName(problems, options?.variantName);
  problems.pattern('metricNamespace', options?.metricNamespace, /^[^:].{0,254}$/, 'a namespace of at most 255 characters', 'pass one, or omit it');
  problems.throwIfAny();
}

export function checkVariantName(problems: Problems, variantName: string | undefined): void {
  problems.pattern('variantName', variantName, LIMITS.name.pattern, LIMITS.name.allowed, 'pass the name of a variant, or omit it for the first');
}

/** A metric from its row in the table, with the caller's options. */
export function metricOf(fact: MetricFact, dimensions: { [name: string]: string }, options?: Options): cloudwatch.Metric {
  return withOptions({
    namespace: fact.namespace,
    metricName: fact.name,
    dimensionsMap: Object.fromEntries(METRIC_DIMENSIONS[fact.scope].map((name) => [name, dimensions[name]])),
    statistic: fact.statistic,
  }, options);
}

/** A metric by its name in CloudWatch, whether or not it is in the table. */
export function anyMetric(
  facts: { readonly [key: string]: MetricFact }, name: string, dimensions: { [name: string]: string }, options?: Options,
): cloudwatch.Metric {
  const fact = Object.values(facts).find((candidate) => candidate.name === name);
  return fact ? metricOf(fact, dimensions, options)
    : withOptions({ namespace: INVOCATION_NAMESPACE, metricName: name, dimensionsMap: dimensions }, options);
}

/** A metric with the caller's options. */
function withOptions(props: cloudwatch.MetricProps, options: Options | undefined): cloudwatch.Metric {
  checkMetricOptions(options);
  const { variantName, metricNamespace, ...others } = withoutNulls(options);
  return new cloudwatch.Metric({
    ...props,
    namespace: metricNamespace ?? props.namespace,
    // SageMaker publishes once a minute by default.
    period: Duration.minutes(1),
    ...others,
  });
}
