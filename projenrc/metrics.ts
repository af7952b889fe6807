import { Project } from 'projen';
import { dashboardPicture } from './dashboard-picture';
import { docComment, writeDocument, writeTypeScript } from './generated-file';
import {
  COMPONENT_METRICS, COMPONENT_SHORTCUTS, ENDPOINT_METRICS, ENDPOINT_SHORTCUTS, METRIC_DIMENSIONS, MetricFact,
} from '../src/facts/metrics';

/** Writes the methods of the metrics classes, the shortcuts to them, their page, and the picture of the dashboard. */
export function writeMetrics(project: Project): void {
  writeTypeScript(project, 'src/operate/endpoint-metric-methods.ts', methodsOf(ENDPOINT));
  writeTypeScript(project, 'src/operate/component-metric-methods.ts', methodsOf(COMPONENT));
  writeTypeScript(project, 'src/operate/endpoint-metric-shortcuts.ts', shortcutsOf(ENDPOINT));
  writeTypeScript(project, 'src/operate/component-metric-shortcuts.ts', shortcutsOf(COMPONENT));
  writeDocument(project, 'docs/metrics.md', page());
  writeDocument(project, 'docs/images/dashboard.svg', dashboardPicture());
}

type Facts = { readonly [key: string]: MetricFact };

/** The metrics of an endpoint or of an inference component. */
interface Subject {
  readonly prefix: 'Endpoint' | 'Component';
  readonly noun: string;
  readonly facts: Facts;
  readonly shortcuts: readonly string[];
  /** Class of the metrics, and its file. */
  readonly metrics: string;
  readonly metricsFile: string;
  /** Type of the options of each method, and its import if it is not the CDK's. */
  readonly options: string;
  readonly imports: readonly string[];
}

const ENDPOINT: Subject = {
  prefix: 'Endpoint', noun: 'endpoint', facts: ENDPOINT_METRICS, shortcuts: ENDPOINT_SHORTCUTS,
  metrics: 'LmiMetrics', metricsFile: './lmi-metrics',
  options: 'LmiMetricOptions', imports: ['import { LmiMetricOptions } from \'./lmi-metric-options\';'],
};
const COMPONENT: Subject = {
  prefix: 'Component', noun: 'inference component', facts: COMPONENT_METRICS, shortcuts: COMPONENT_SHORTCUTS,
  metrics: 'LmiComponentMetrics', metricsFile: './lmi-component-metrics',
  options: 'cloudwatch.MetricOptions', imports: [],
};

/** The methods of a metrics class, one for each row; the class completes them with the function that creates the metric of a row. */
function methodsOf({ prefix, noun, facts, options, imports }: Subject): string[] {
  return [
    'import * as cloudwatch from \'aws-cdk-lib/aws-cloudwatch\';',
    ...imports,
    `import { ${prefix}MetricKey } from '../facts/metrics';`,
    '',
    ...docComment('', [`A method for each metric of an ${noun}.`, '@internal']),
    `export abstract class ${prefix}MetricMethods {`,
    ...Object.entries(facts).flatMap(([key, fact]) => [
      ...docComment('  ', [fact.meaning, ...(fact.note ? [fact.note] : []), describe(fact), PROPS]),
      `  public ${methodName(key)}(props?: ${options}): cloudwatch.Metric {`,
      `    return this._of('${key}', props);`,
      '  }',
      '',
    ]),
    ...docComment('  ', ['A metric by its key in the table.', '@internal']),
    `  public abstract _of(key: ${prefix}MetricKey, props?: ${options}): cloudwatch.Metric;`,
    '}',
  ];
}

/** The shortcuts that the resource itself has for its most important metrics: their interface, and a base class that implements it. */
function shortcutsOf({ prefix, noun, facts, shortcuts, metrics, metricsFile, options, imports }: Subject): string[] {
  const doc = (key: string) => docComment('  ', [facts[key].meaning, describe(facts[key]), PROPS]);
  const signature = (key: string) => `${methodName(key)}(props?: ${options}): cloudwatch.Metric`;
  const any = docComment('  ', [
    `A metric of the ${noun} by its name in CloudWatch.`, '@param metricName the name, such as `OverheadLatency`', PROPS,
  ]);
  const all = docComment('  ', [`All metrics of the ${noun}; the most important ones have methods here too.`]);
  return [
    'import { IResource, Resource } from \'aws-cdk-lib\';',
    'import * as cloudwatch from \'aws-cdk-lib/aws-cloudwatch\';',
    ...[...imports, `import { ${metrics} } from '${metricsFile}';`],
    '',
    ...docComment('', [`What every ${noun} has for its metrics.`, '@internal']),
    `export interface I${prefix}MetricShortcuts extends IResource {`,
    ...[...all, `  readonly metrics: ${metrics};`, ''],
    ...[...any, `  metric(metricName: string, props?: ${options}): cloudwatch.Metric;`],
    ...shortcuts.flatMap((key) => ['', ...doc(key), `  ${signature(key)};`]),
    '}',
    '',
    ...docComment('', ['The same, implemented by `metrics`.', '@internal']),
    `export abstract class ${prefix}MetricShortcuts extends Resource implements I${prefix}MetricShortcuts {`,
    ...[...all, `  public abstract readonly metrics: ${metrics};`, ''],
    ...[...any, `  public metric(metricName: string, props?: ${options}): cloudwatch.Metric {`, '    return this.metrics.metric(metricName, props);', '  }'],
    ...shortcuts.flatMap((key) => ['', ...doc(key), `  public ${signature(key)} {`, `    return this.metrics.${methodName(key)}(props);`, '  }']),
    '}',
  ];
}

const PROPS = '@param props options to override';

/** The name of the method that returns a metric. */
function methodName(key: string): string {
  return `metric${key[0].toUpperCase()}${key.slice(1)}`;
}

function describe(fact: MetricFact): string {
  const unit = fact.unit === 'Count' ? 'a count' : `in ${fact.unit.toLowerCase()}`;
  return `\`${fact.name}\` in \`${fact.namespace}\`, ${unit}; default statistic: ${fact.statistic}.`;
}

function page(): string[] {
  const table = (facts: Facts) => [
    '| method | metric | namespace | dimensions | unit | statistic | meaning |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...Object.entries(facts).map(([key, fact]) => `| \`${methodName(key)}\` | \`${fact.name}\` | \`${fact.namespace}\` | `
      + `${METRIC_DIMENSIONS[fact.scope].join(', ')} | ${fact.unit} | ${fact.statistic} | ${[fact.meaning, fact.note].filter(Boolean).join(' ')} |`),
  ];
  return [
    '# Metrics',
    '',
    'The metrics that SageMaker publishes for endpoints, and the methods that create them. `endpoint.metrics` has all of them, on `LmiEndpoint` and on endpoints',
    'imported with `LmiEndpoint.fromEndpointName`; so has `LmiMetrics.ofEndpoint(endpoint)` for any `aws_sagemaker.IEndpoint`. The endpoint itself has methods for',
    'the most important ones. Source: SageMaker developer guide, read 2026-11.',
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
    '`endpoint.addDashboard()` shows them in five rows: traffic, latency, saturation, accelerators and scaling. If there are alarms, their thresholds are',
    'drawn in. This is the layout for a real-time endpoint; the data is made up.',
    '',
    '![The dashboard of a real-time endpoint](images/dashboard.svg)',
    '',
    'Each row is a method of `LmiDashboardRows`: extend the class, override the row you want to replace, and pass an instance to `addDashboard`.',
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
