import { Project } from 'projen';
import { dashboardPicture } from './dashboard-picture';
import { docComment, writeDocument, writeTypeScript } from './generated-file';
import { COMPONENT_METRICS, ENDPOINT_METRICS, METRIC_DIMENSIONS, MetricFact } from '../src/facts/metrics';

/** Writes the metric facades, their page, and the picture of the dashboard. */
export function writeMetrics(project: Project): void {
  writeTypeScript(project, 'src/monitoring/lmi-metrics.ts', endpointMetrics());
  writeTypeScript(project, 'src/monitoring/lmi-component-metrics.ts', componentMetrics());
  writeDocument(project, 'docs/metrics.md', page());
  writeDocument(project, 'docs/images/dashboard.svg', dashboardPicture());
}

type Facts = { readonly [key: string]: MetricFact };

function endpointMetrics(): string[] {
  return [
    'import { Stack } from \'aws-cdk-lib\';',
    'import * as cloudwatch from \'aws-cdk-lib/aws-cloudwatch\';',
    'import * as sagemaker from \'aws-cdk-lib/aws-sagemaker\';',
    'import { IConstruct } from \'constructs\';',
    'import { LmiMetricOptions } from \'./lmi-metric-options\';',
    'import { LmiMetricsOptions } from \'./lmi-metrics-options\';',
    'import { anyMetric, metricOf } from \'./metric-of\';',
    'import { DEFAULT_VARIANT_NAME, ENDPOINT_METRICS, EndpointMetricKey } from \'../facts/metrics\';',
    '',
    ...docComment('', [
      'The CloudWatch metrics of an endpoint, made by this library or elsewhere, with their namespaces and dimensions.',
      'Each method takes options of its own, among them `variantName`; without it the metric is that of the first production variant.',
    ]),
    'export class LmiMetrics {',
    ...docComment('  ', [
      'The metrics of an endpoint. Account and region are those of the endpoint.',
      '@param endpoint the endpoint, whether made here, imported, or of another library',
      '@param options what an `IEndpoint` does not tell',
    ]),
    '  public static ofEndpoint(endpoint: sagemaker.IEndpoint, options: LmiMetricsOptions = {}): LmiMetrics {',
    '    return new LmiMetrics(endpoint.endpointName, options, endpoint);',
    '  }',
    '',
    ...docComment('  ', [
      'The metrics of an endpoint by its name, for alarms that must exist before the endpoint does, such as those that roll an update back.',
      '@param endpointName the name of the endpoint, in the account and region of whatever takes the metric',
      '@param options what a name does not tell',
    ]),
    '  public static ofEndpointName(endpointName: string, options: LmiMetricsOptions = {}): LmiMetrics {',
    '    return new LmiMetrics(endpointName, options);',
    '  }',
    '',
    '  /** The name of the endpoint. */',
    '  public readonly endpointName: string;',
    '  /** The production variant whose metrics are taken unless a method is told another one. */',
    '  public readonly variantName: string;',
    '  /** Whether the endpoint takes asynchronous invocations only, which have metrics of their own. */',
    '  public readonly isAsync: boolean;',
    '  private readonly scope?: IConstruct;',
    '  private readonly place: cloudwatch.MetricOptions;',
    '',
    '  private constructor(endpointName: string, options: LmiMetricsOptions, endpoint?: sagemaker.IEndpoint) {',
    '    this.endpointName = endpointName;',
    '    this.variantName = options.variantName ?? DEFAULT_VARIANT_NAME;',
    '    this.isAsync = options.isAsync ?? false;',
    '    this.scope = endpoint;',
    '    this.place = endpoint ? elsewhere(endpoint) : {};',
    '  }',
    '',
    ...docComment('  ', [
      'Any metric of the endpoint by the name that CloudWatch has for it. One that this library does not know is looked for among those of ' +
      'invocations; `metricNamespace` and `dimensionsMap` say otherwise.',
      '@param metricName such as `ModelLatency`',
      '@param props what to change',
    ]),
    '  public metric(metricName: string, props: LmiMetricOptions = {}): cloudwatch.Metric {',
    '    return this.attached(anyMetric(ENDPOINT_METRICS, metricName, this.dimensions(props), { ...this.place, ...props }));',
    '  }',
    ...methods(ENDPOINT_METRICS, 'LmiMetricOptions', 'this._of'),
    '',
    '  /**',
    '   * A metric by its key in the table.',
    '   *',
    '   * @internal',
    '   */',
    '  public _of(key: EndpointMetricKey, props: LmiMetricOptions = {}): cloudwatch.Metric {',
    '    return this.attached(metricOf(ENDPOINT_METRICS[key], this.dimensions(props), { ...this.place, ...props }));',
    '  }',
    '',
    '  private dimensions(props: LmiMetricOptions): { [name: string]: string } {',
    '    return { EndpointName: this.endpointName, VariantName: props.variantName ?? this.variantName };',
    '  }',
    '',
    '  private attached(metric: cloudwatch.Metric): cloudwatch.Metric {',
    '    return this.scope ? metric.attachTo(this.scope) : metric;',
    '  }',
    '}',
    '',
    '/** Where an imported endpoint is, as far as that is not where its stack is. */',
    'function elsewhere(endpoint: sagemaker.IEndpoint): cloudwatch.MetricOptions {',
    '  const stack = Stack.of(endpoint);',
    '  const { account, region } = endpoint.env;',
    '  return {',
    '    ...(account === stack.account ? {} : { account }),',
    '    ...(region === stack.region ? {} : { region }),',
    '  };',
    '}',
  ];
}

function componentMetrics(): string[] {
  return [
    'import * as cloudwatch from \'aws-cdk-lib/aws-cloudwatch\';',
    'import { IConstruct } from \'constructs\';',
    'import { anyMetric, metricOf } from \'./metric-of\';',
    'import { COMPONENT_METRICS, ComponentMetricKey } from \'../facts/metrics\';',
    '',
    '/** The CloudWatch metrics of an inference component, with their namespaces and dimensions. */',
    'export class LmiComponentMetrics {',
    ...docComment('  ', [
      'The metrics of an inference component by its name.',
      '@param scope where the component is: its stack says the account and region',
      '@param componentName the name of the component',
    ]),
    '  public static ofComponentName(scope: IConstruct, componentName: string): LmiComponentMetrics {',
    '    return new LmiComponentMetrics(scope, componentName);',
    '  }',
    '',
    '  /**',
    '   * The name of the component.',
    '   *',
    '   * @internal',
    '   */',
    '  public readonly _name: string;',
    '',
    '  private constructor(private readonly scope: IConstruct, componentName: string) {',
    '    this._name = componentName;',
    '  }',
    '',
    ...docComment('  ', [
      'Any metric of the component by the name that CloudWatch has for it.',
      '@param metricName such as `InvocationsPerCopy`',
      '@param props what to change',
    ]),
    '  public metric(metricName: string, props: cloudwatch.MetricOptions = {}): cloudwatch.Metric {',
    '    return anyMetric(COMPONENT_METRICS, metricName, this.dimensions(), props).attachTo(this.scope);',
    '  }',
    ...methods(COMPONENT_METRICS, 'cloudwatch.MetricOptions', 'this._of'),
    '',
    '  /**',
    '   * A metric by its key in the table.',
    '   *',
    '   * @internal',
    '   */',
    '  public _of(key: ComponentMetricKey, props: cloudwatch.MetricOptions = {}): cloudwatch.Metric {',
    '    return metricOf(COMPONENT_METRICS[key], this.dimensions(), props).attachTo(this.scope);',
    '  }',
    '',
    '  private dimensions(): { [name: string]: string } {',
    '    return { InferenceComponentName: this._name };',
    '  }',
    '}',
  ];
}

function methods(facts: Facts, options: string, call: string): string[] {
  return Object.entries(facts).flatMap(([key, fact]) => [
    '',
    ...docComment('  ', [fact.meaning, ...(fact.note ? [fact.note] : []), describe(fact), '@param props what to change']),
    `  public ${methodName(key)}(props?: ${options}): cloudwatch.Metric {`,
    `    return ${call}('${key}', props);`,
    '  }',
  ]);
}

/** The name of the method that makes a metric. */
function methodName(key: string): string {
  return `metric${key[0].toUpperCase()}${key.slice(1)}`;
}

function describe(fact: MetricFact): string {
  const unit = fact.unit === 'Count' ? 'a count' : `in ${fact.unit.toLowerCase()}`;
  return `\`${fact.name}\` in \`${fact.namespace}\`, ${unit}; ${fact.statistic} unless told otherwise.`;
}

function page(): string[] {
  const table = (facts: Facts) => [
    '| method | metric | namespace | dimensions | unit | statistic | what it says |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...Object.entries(facts).map(([key, fact]) => `| \`${methodName(key)}\` | \`${fact.name}\` | \`${fact.namespace}\` | `
      + `${METRIC_DIMENSIONS[fact.scope].join(', ')} | ${fact.unit} | ${fact.statistic} | ${[fact.meaning, fact.note].filter(Boolean).join(' ')} |`),
  ];
  return [
    '# Metrics',
    '',
    'The metrics that SageMaker publishes for endpoints, and the methods that make them. They stand on `LmiEndpoint`, on endpoints imported with',
    '`LmiEndpoint.fromEndpointName`, and on `LmiMetrics.ofEndpoint(endpoint)` for any `aws_sagemaker.IEndpoint`. Source: SageMaker developer guide,',
    'read 2026-11.',
    '',
    '```ts',
    'import { Duration, Stack } from \'aws-cdk-lib\';',
    'import { LmiEndpoint } from \'cdk-sagemaker-lmi\';',
    '',
    'declare const stack: Stack;',
    'const endpoint = LmiEndpoint.fromEndpointName(stack, \'Imported\', \'chat\');',
    'const latency = endpoint.metricModelLatency({ statistic: \'p99\', period: Duration.minutes(1) });',
    'const canary = endpoint.metricModelLatency({ variantName: \'Canary\' });',
    'const other = endpoint.metric(\'GPUMemoryUtilization\');',
    '```',
    '',
    '## Endpoints',
    '',
    ...table(ENDPOINT_METRICS),
    '',
    '## Inference components',
    '',
    ...table(COMPONENT_METRICS),
    '',
    '## The dashboard',
    '',
    '`endpoint.addDashboard()` lays them out in five rows: traffic, latency, saturation, accelerators and scaling. With alarms their thresholds are',
    'drawn in. This is the layout for a real-time endpoint; the curves are made up.',
    '',
    '![The dashboard of a real-time endpoint](images/dashboard.svg)',
    '',
    'Each row is a method of `LmiDashboardRows`: extend it, override the row to replace, and give it to `addDashboard`.',
    '',
    '```ts',
    'import * as cloudwatch from \'aws-cdk-lib/aws-cloudwatch\';',
    'import { LmiDashboardRows, LmiEndpoint } from \'cdk-sagemaker-lmi\';',
    '',
    'class MyRows extends LmiDashboardRows {',
    '  public accelerators(): cloudwatch.IWidget[] {',
    '    return [new cloudwatch.GraphWidget({ title: \'GPUs\', left: [this.metrics.metricGpuUtilization()] })];',
    '  }',
    '}',
    'declare const endpoint: LmiEndpoint;',
    'endpoint.addDashboard({ rows: new MyRows(endpoint.metrics) });',
    '```',
  ];
}
