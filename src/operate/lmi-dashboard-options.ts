import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { LmiDashboardRows } from './lmi-dashboard-rows';
import { LmiEndpointAlarms } from './lmi-endpoint-alarms';

/** Options of the dashboard of an endpoint. */
export interface LmiDashboardOptions extends cloudwatch.DashboardProps {
  /**
   * Alarms whose thresholds are drawn in. Given with `rows` it raises an error, because those have alarms of their own.
   *
   * @default - those that `addAlarms` made for the first variant, if it was called before
   */
  readonly alarms?: LmiEndpointAlarms;

  /**
   * The rows, for dashboards that replace some of them.
   *
   * @default - traffic, latency, saturation, accelerators and scaling
   */
  readonly rows?: LmiDashboardRows;
}
