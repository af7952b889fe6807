import { EndpointMetricKey } from './metrics';

/** The layout of an endpoint's dashboard, which both the dashboard and its picture in the documentation are drawn from. */
export interface DashboardWidgetFact {
  readonly title: string;
  readonly metrics: readonly EndpointMetricKey[];
  /** Metrics on the right axis. */
  readonly right?: readonly EndpointMetricKey[];
}

/** A row, named after the method that creates it. */
export interface DashboardRowFact {
  readonly title: string;
  readonly realTime: readonly DashboardWidgetFact[];
  readonly async: readonly DashboardWidgetFact[];
}

/** Width and height in CloudWatch's units: a row has 24. */
export const DASHBOARD_GRID = { width: 24, height: 6, headingHeight: 1 } as const;

const ERRORS: DashboardWidgetFact = {
  title: 'Errors', metrics: ['invocation4xxErrors', 'invocation5xxErrors', 'modelErrors'],
};
const ACCELERATORS: readonly DashboardWidgetFact[] = [
  { title: 'Accelerators', metrics: ['gpuUtilization', 'gpuMemoryUtilization'] },
  { title: 'Host', metrics: ['cpuUtilization', 'memoryUtilization', 'diskUtilization'] },
];

export const DASHBOARD_ROWS = {
  traffic: {
    title: 'Traffic',
    realTime: [
      { title: 'Requests', metrics: ['invocations'] },
      ERRORS,
    ],
    async: [
      { title: 'Requests served', metrics: ['asyncInvocationsProcessed', 'asyncInvocationFailures', 'asyncExpiredRequests'] },
      ERRORS,
    ],
  },
  latency: {
    title: 'Latency',
    realTime: [
      { title: 'Response', metrics: ['modelLatency', 'overheadLatency'] },
      { title: 'First chunk of a stream', metrics: ['timeToFirstByte', 'modelTimeToFirstByte'], right: ['midStreamErrors'] },
    ],
    async: [
      { title: 'Response', metrics: ['modelLatency'] },
      { title: 'Queue and processing', metrics: ['asyncTimeInBacklog'], right: ['asyncProcessingTime'] },
    ],
  },
  saturation: {
    title: 'Saturation',
    realTime: [
      { title: 'Concurrent requests of the busiest instance', metrics: ['concurrentRequests'] },
    ],
    async: [
      { title: 'Backlog', metrics: ['asyncBacklog'], right: ['asyncOldestRequestAge'] },
    ],
  },
  accelerators: { title: 'Accelerators and host', realTime: ACCELERATORS, async: ACCELERATORS },
  scaling: {
    title: 'Scaling',
    realTime: [
      { title: 'Load of an instance', metrics: ['invocationsPerInstance'], right: ['concurrentRequests'] },
    ],
    async: [
      { title: 'Load of an instance', metrics: ['asyncBacklogPerInstance'], right: ['asyncBacklogWithoutCapacity'] },
    ],
  },
} as const satisfies { readonly [row: string]: DashboardRowFact };

export type DashboardRow = keyof typeof DASHBOARD_ROWS;
