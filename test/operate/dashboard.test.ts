import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { drawnThresholds } from '../../projenrc/dashboard-picture';
import { ILmiEndpoint, LmiDashboardRows, LmiEndpoint } from '../../src';
import { problemsOf, templateOf, testEndpoint, testStack } from '../stacks';

/** The widgets of the only dashboard in the stack of an endpoint. */
function widgetsOf(endpoint: ILmiEndpoint): any[] {
  const [dashboard] = Object.values(templateOf(endpoint).findResources('AWS::CloudWatch::Dashboard'));
  const body = dashboard.Properties.DashboardBody;
  const text = typeof body === 'string' ? body : body['Fn::Join'][1].map((part: any) => typeof part === 'string' ? part : 'TOKEN').join('');
  return JSON.parse(text).widgets;
}

test('has a heading and graphs for each of the five rows', () => {
  const endpoint = testEndpoint();
  endpoint.addDashboard();
  const widgets = widgetsOf(endpoint);
  const headings = widgets.filter((widget) => widget.type === 'text').map((widget) => widget.properties.markdown);
  expect(headings).toEqual(['## Traffic', '## Latency', '## Saturation', '## Accelerators and host', '## Scaling']);
  const metrics = JSON.stringify(widgets);
  for (const name of ['Invocations', 'ModelLatency', 'ConcurrentRequestsPerModel', 'GPUMemoryUtilization', 'InvocationsPerInstance']) {
    expect(metrics).toContain(`"${name}"`);
  }
  expect(widgets.every((widget) => widget.x + widget.width <= 24)).toBe(true);
});

test('of an asynchronous endpoint shows the queue, and only metrics that it publishes', () => {
  const endpoint = LmiEndpoint.fromEndpointAttributes(testStack(), 'Imported', { endpointName: 'chat', isAsync: true });
  endpoint.addDashboard();
  const metrics = JSON.stringify(widgetsOf(endpoint));
  expect(metrics).toContain('"ApproximateBacklogSize"');
  for (const name of ['Invocations', 'InvocationsPerInstance', 'OverheadLatency']) {
    expect(metrics).not.toContain(`"${name}"`);
  }
});

test('shows the thresholds of the alarms', () => {
  const endpoint = testEndpoint();
  const alarms = endpoint.addAlarms();
  endpoint.addDashboard();
  const values = widgetsOf(endpoint).flatMap((widget) => widget.properties.annotations?.horizontal ?? []).map((line) => line.value);
  expect(values).toEqual(expect.arrayContaining([alarms.latency, alarms.saturation, alarms.gpuMemory].map((alarm) => alarm!.annotation.value)));
  // The share of errors and their number have different scales.
  expect(values).not.toContain(alarms.serverErrors!.annotation.value);
});

test('uses an overridden row, omits an empty one, and passes the name on', () => {
  class MyRows extends LmiDashboardRows {
    public accelerators(): cloudwatch.IWidget[] {
      return [new cloudwatch.TextWidget({ markdown: 'mine' })];
    }

    public scaling(): cloudwatch.IWidget[] {
      return [];
    }
  }
  const endpoint = testEndpoint();
  endpoint.addDashboard({ rows: new MyRows(endpoint.metrics), dashboardName: 'chat' });
  const texts = widgetsOf(endpoint).filter((widget) => widget.type === 'text').map((widget) => widget.properties.markdown);
  expect(texts).toEqual(['## Traffic', '## Latency', '## Saturation', '## Accelerators and host', 'mine']);
  templateOf(endpoint).hasResourceProperties('AWS::CloudWatch::Dashboard', { DashboardName: 'chat' });
});

test('fails when it is created twice, or with both alarms and rows', () => {
  const endpoint = testEndpoint();
  const alarms = endpoint.addAlarms();
  expect(problemsOf(() => endpoint.addDashboard({ alarms, rows: new LmiDashboardRows(endpoint.metrics) }))).toHaveLength(1);
  endpoint.addDashboard();
  expect(problemsOf(() => endpoint.addDashboard())).toEqual([expect.stringContaining('already called')]);
});

describe('the picture in the documentation', () => {
  const picture = readFileSync(join(__dirname, '../../docs/images/dashboard.svg'), 'utf8');
  const endpoint = testEndpoint();
  endpoint.addAlarms();
  endpoint.addDashboard();
  const graphs = widgetsOf(endpoint).filter(({ type }) => type === 'metric').map(({ properties }) => properties);

  test('shows every graph of the dashboard with its metrics', () => {
    expect(picture).not.toMatch(/NaN|undefined|Infinity/);
    for (const { title, metrics } of graphs) {
      expect(picture).toContain(`>${title}<`);
      metrics.forEach(([, name]: string[]) => expect(picture).toMatch(new RegExp(`>${name}( |<)`)));
    }
  });

  test('has the same thresholds of the alarms as the dashboard', () => {
    const metrics = new Set(graphs.flatMap((graph) => graph.metrics.map(([, name]: string[]) => name)));
    const lines = graphs.flatMap(({ annotations }) => annotations?.horizontal ?? []);
    const drawn = Object.entries(drawnThresholds());
    expect(drawn.map(([name]) => metrics.has(name))).toEqual(drawn.map(() => true));
    expect(new Set(lines.map(({ value, label }) => `${label} ${value}`))).toEqual(new Set(drawn.map(([, { value, label }]) => `${label} ${value}`)));
    expect(picture.match(/class="limit"/g)).toHaveLength(lines.length);
  });
});
