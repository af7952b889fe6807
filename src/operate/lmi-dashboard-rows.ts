import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { ENDPOINT_ALARMS, LmiEndpointAlarms } from './lmi-endpoint-alarms';
import { LmiMetrics } from './lmi-metrics';
import { instanceOf, LIST, ownChecks, PropKinds } from '../checks/prop-kinds';
import { DASHBOARD_GRID, DASHBOARD_ROWS, DashboardRow, DashboardRowFact, DashboardWidgetFact } from '../facts/dashboard';
import { EndpointMetricKey } from '../facts/metrics';

/** Options of the dashboard of an endpoint. */
export interface LmiDashboardOptions extends cloudwatch.DashboardProps {
  /**
   * Alarms whose thresholds are shown. An error together with `rows`, which have their own alarms.
   *
   * @default - the alarms that `addAlarms` created for the first variant, if it was called before
   */
  readonly alarms?: LmiEndpointAlarms;

  /**
   * The rows, to replace some of them.
   *
   * @default - traffic, latency, saturation, accelerators and scaling
   */
  readonly rows?: LmiDashboardRows;
}

/** The rows of the dashboard of an endpoint. To replace a row, extend this class, override the method and pass an instance to `addDashboard`. */
export class LmiDashboardRows {
  /**
   * @param metrics the metrics of the endpoint, such as `endpoint.metrics`
   * @param alarms alarms whose thresholds are shown; without them, no thresholds are shown
   */
  public constructor(public readonly metrics: LmiMetrics, public readonly alarms?: LmiEndpointAlarms) {}

  /** Requests and errors. */
  public traffic(): cloudwatch.IWidget[] {
    return this.row('traffic');
  }

  /** How long responses and the first chunks of streamed responses take; on an asynchronous endpoint also how long requests wait. */
  public latency(): cloudwatch.IWidget[] {
    return this.row('latency');
  }

  /** Concurrent requests; on an asynchronous endpoint the backlog. */
  public saturation(): cloudwatch.IWidget[] {
    return this.row('saturation');
  }

  /** GPUs, CPU, memory and disk. */
  public accelerators(): cloudwatch.IWidget[] {
    return this.row('accelerators');
  }

  /** Metrics for scaling. */
  public scaling(): cloudwatch.IWidget[] {
    return this.row('scaling');
  }

  /** All rows in order, each below its heading. */
  public all(): cloudwatch.IWidget[][] {
    const rows: { [row in DashboardRow]: cloudwatch.IWidget[] } = {
      traffic: this.traffic(),
      latency: this.latency(),
      saturation: this.saturation(),
      accelerators: this.accelerators(),
      scaling: this.scaling(),
    };
    return Object.entries(rows).filter(([, widgets]) => widgets.length > 0).flatMap(([row, widgets]) => [[heading(row as DashboardRow)], widgets]);
  }

  private row(row: DashboardRow): cloudwatch.IWidget[] {
    const fact: DashboardRowFact = DASHBOARD_ROWS[row];
    const widgets = this.metrics.isAsync ? fact.async : fact.realTime;
    return widgets.map((widget) => this.graph(widget, DASHBOARD_GRID.width / widgets.length));
  }

  private graph(widget: DashboardWidgetFact, width: number): cloudwatch.GraphWidget {
    const { left, right } = this.annotations(widget);
    return new cloudwatch.GraphWidget({
      title: widget.title,
      width,
      height: DASHBOARD_GRID.height,
      left: widget.metrics.map((key) => this.metrics._of(key)),
      right: (widget.right ?? []).map((key) => this.metrics._of(key)),
      leftYAxis: { min: 0 },
      leftAnnotations: left,
      rightAnnotations: right,
    });
  }

  private annotations(widget: DashboardWidgetFact): { left: cloudwatch.HorizontalAnnotation[]; right: cloudwatch.HorizontalAnnotation[] } {
    const lines: { readonly [metric in EndpointMetricKey]?: cloudwatch.HorizontalAnnotation } = this.alarms?._lines ?? {};
    const of = (keys: readonly EndpointMetricKey[] = []) => keys.flatMap((key) => lines[key] ?? []);
    return { left: of(widget.metrics), right: of(widget.right) };
  }
}

/** Kinds of the options of a dashboard. */
export const DASHBOARD_KINDS: PropKinds<LmiDashboardOptions> = {
  ...ownChecks('dashboardName', 'defaultInterval', 'start', 'end', 'periodOverride', 'variables'),
  alarms: ENDPOINT_ALARMS,
  rows: instanceOf(LmiDashboardRows, 'pass an object of LmiDashboardRows or of a class that extends it'),
  widgets: LIST,
};

function heading(row: DashboardRow): cloudwatch.IWidget {
  return new cloudwatch.TextWidget({
    markdown: `## ${DASHBOARD_ROWS[row].title}`,
    width: DASHBOARD_GRID.width,
    height: DASHBOARD_GRID.headingHeight,
    background: cloudwatch.TextWidgetBackground.TRANSPARENT,
  });
}
