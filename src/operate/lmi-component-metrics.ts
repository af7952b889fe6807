import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { IConstruct } from 'constructs';
import { ComponentMetricMethods } from './component-metric-methods';
import { anyMetric, metricOf } from './metric-of';
import { COMPONENT_METRICS, ComponentMetricKey } from '../facts/metrics';

/** The CloudWatch metrics of an inference component, with their namespaces and dimensions. */
export class LmiComponentMetrics extends ComponentMetricMethods {
  /**
   * The metrics of an inference component by its name.
   *
   * @param scope a construct in the account and region of the component
   * @param componentName the name of the component
   */
  public static ofComponentName(scope: IConstruct, componentName: string): LmiComponentMetrics {
    return new LmiComponentMetrics(scope, componentName);
  }

  /**
   * The name of the component.
   *
   * @internal
   */
  public readonly _name: string;

  private constructor(private readonly scope: IConstruct, componentName: string) {
    super();
    this._name = componentName;
  }

  /**
   * A metric of the component by its name in CloudWatch.
   *
   * @param metricName the name, such as `InvocationsPerCopy`
   * @param props options to override
   */
  public metric(metricName: string, props: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return anyMetric(COMPONENT_METRICS, metricName, this.dimensions(), props).attachTo(this.scope);
  }

  /**
   * A metric by its key in the table.
   *
   * @internal
   */
  public _of(key: ComponentMetricKey, props: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return metricOf(COMPONENT_METRICS[key], this.dimensions(), props).attachTo(this.scope);
  }

  private dimensions(): { [name: string]: string } {
    return { InferenceComponentName: this._name };
  }
}