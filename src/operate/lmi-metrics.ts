import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import { IConstruct } from 'constructs';
import { EndpointMetricMethods } from './endpoint-metric-methods';
import { LmiMetricOptions } from './lmi-metric-options';
import { anyMetric, checkVariantName, metricOf } from './metric-of';
import { LmiError } from '../checks/lmi-error';
import { Problems, show } from '../checks/problems';
import { checkedProps, FLAG, OWN_CHECK, PropKinds } from '../checks/prop-kinds';
import { DEFAULT_VARIANT_NAME, ENDPOINT_METRICS, EndpointMetricKey } from '../facts/metrics';

/** Endpoint details that metrics need and that cannot be derived from its name. */
export interface LmiEndpointDetails {
  /**
   * The production variant whose metrics are used by default; each method has an option for another one.
   *
   * @default 'AllTraffic'
   */
  readonly variantName?: string;

  /**
   * Whether the endpoint is asynchronous, which has its own metrics.
   *
   * @default false
   */
  readonly isAsync?: boolean;
}

const DETAIL_KINDS: PropKinds<LmiEndpointDetails> = { variantName: OWN_CHECK, isAsync: FLAG };

/**
 * The CloudWatch metrics of an endpoint, created by this library or imported, with their namespaces and dimensions.
 *
 * Each method has options, including `variantName`; the default is the first production variant.
 */
export class LmiMetrics extends EndpointMetricMethods {
  /**
   * The metrics of an endpoint. Account and region are those of the endpoint.
   *
   * @param endpoint the endpoint, which can be imported or created by another library
   * @param options details that an `IEndpoint` does not have
   */
  public static ofEndpoint(endpoint: sagemaker.IEndpoint, options: LmiEndpointDetails = {}): LmiMetrics {
    if (endpoint?.endpointName === undefined || endpoint.node === undefined) {
      throw new LmiError('LmiMetrics', [`endpoint is ${show(endpoint)}; it must be an endpoint. Pass an endpoint of this app or an imported one, or use ofEndpointName.`]);
    }
    return new LmiMetrics(endpoint.endpointName, options, endpoint);
  }

  /**
   * The metrics of an endpoint by its name, for alarms that must exist before the endpoint, such as rollback alarms.
   *
   * @param endpointName the name of the endpoint, in the account and region of the construct that uses the metric
   * @param options details that cannot be derived from the name
   */
  public static ofEndpointName(endpointName: string, options: LmiEndpointDetails = {}): LmiMetrics {
    return new LmiMetrics(endpointName, options);
  }

  /** The name of the endpoint. */
  public readonly endpointName: string;
  /** The production variant whose metrics are used by default. */
  public readonly variantName: string;
  /** Whether the endpoint is asynchronous, which has its own metrics. */
  public readonly isAsync: boolean;
  private readonly scope?: IConstruct;
  private readonly environment: cloudwatch.MetricOptions;

  private constructor(endpointName: string, options: LmiEndpointDetails, endpoint?: sagemaker.IEndpoint) {
    super();
    const problems = new Problems('LmiMetrics');
    checkedProps(problems, options, DETAIL_KINDS);
    checkVariantName(problems, options?.variantName);
    problems.throwIfAny();
    this.endpointName = endpointName;
    this.variantName = options?.variantName ?? DEFAULT_VARIANT_NAME;
    this.isAsync = options?.isAsync ?? false;
    this.scope = endpoint;
    this.environment = endpoint ? environmentOf(endpoint) : {};
  }

  /**
   * A metric of the endpoint by its name in CloudWatch. Unknown metrics get the namespace and dimensions of invocations, unless you set
   * `metricNamespace` and `dimensionsMap`.
   *
   * @param metricName the name, such as `ModelLatency`
   * @param props options to override
   */
  public metric(metricName: string, props: LmiMetricOptions = {}): cloudwatch.Metric {
    return this.attached(anyMetric(ENDPOINT_METRICS, metricName, this.dimensions(props), { ...this.environment, ...props }));
  }

  /**
   * A metric by its key in the table.
   *
   * @internal
   */
  public _of(key: EndpointMetricKey, props: LmiMetricOptions = {}): cloudwatch.Metric {
    return this.attached(metricOf(ENDPOINT_METRICS[key], this.dimensions(props), { ...this.environment, ...props }));
  }

  private dimensions(props: LmiMetricOptions): { [name: string]: string } {
    return { EndpointName: this.endpointName, VariantName: props?.variantName ?? this.variantName };
  }

  private attached(metric: cloudwatch.Metric): cloudwatch.Metric {
    return this.scope ? metric.attachTo(this.scope) : metric;
  }
}

/** Account and region of an imported endpoint, if they differ from those of its stack. */
function environmentOf(endpoint: sagemaker.IEndpoint): cloudwatch.MetricOptions {
  const stack = Stack.of(endpoint);
  const { account, region } = endpoint.env;
  return {
    ...(account === stack.account ? {} : { account }),
    ...(region === stack.region ? {} : { region }),
  };
}