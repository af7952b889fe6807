import { Project } from 'projen';
import { dashboardPicture } from './dashboard-picture';
import { docComment, writeDocument, writeTypeScript } from './generated-file';
import { COMPONENT_METRICS, ENDPOINT_METRICS, METRIC_DIMENSIONS, MetricFact } from '../src/facts/metrics';

/** Writes the methods of the metrics classes, their page, and the picture of the dashboard. */
export function writeMetrics(project: Project): void {
  writeTypeScript(project, 'src/operate/endpoint-metric-methods.ts', methodsOf('Endpoint', ENDPOINT_METRICS, 'LmiMetricOptions', [
    'import { LmiMetricOptions } from \'./lmi-metric-options\';',
  ]));
  writeTypeScript(project, 'src/operate/component-metric-methods.ts', methodsOf('Component', COMPONENT_METRICS, 'cloudwatch.MetricOptions', []));
  writeDocument(project, 'docs/metrics.md', page());
  writeDocument(project, 'docs/images/dashboard.svg', dashboardPicture());
}

type Facts = { readonly [key: string]: MetricFact };

/** The methods of a metrics class, one for each row, which its author completes by what makes the metric of a row. */
function methodsOf(subject: 'Endpoint' | 'Component', facts: Facts, options: string, imports: readonly string[]): string[] {
  return [
    'import * as cloudwatch from \'aws-cdk-lib/aws-cloudwatch\';',
    ...imports,
    `import { ${subject}MetricKey } from '../facts/metrics';`,
    '',
    ...docComment('', [`A method for each metric of an ${subject === 'Endpoint' ? 'endpoint' : 'inference component'}.`, '@internal']),
    `export abstract class ${subject}MetricMethods {`,
    ...Object.entries(facts).flatMap(([key, fact]) => [
      ...docComment('  ', [fact.meaning, ...(fact.note ? [fact.note] : []), describe(fact), '@param props what to change']),
      `  public ${methodName(key)}(props?: ${options}): cloudwatch.Metric {`,
      `    return this._of('${key}', props);`,
      '  }',
      '',
    ]),
    ...docComment('  ', ['A metric by its key in the table.', '@internal']),
    `  public abstract _of(key: ${subject}MetricKey, props?: ${options}): cloudwatch.Metric;`,
    '}',
  ];
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
