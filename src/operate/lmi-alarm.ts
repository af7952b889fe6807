import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/** What an alarm of an endpoint watches. */
export enum LmiAlarmKind {
  /** Share of requests that get a response other than 2xx. */
  SERVER_ERRORS = 'SERVER_ERRORS',
  /** The 90th percentile of the time that an answer takes. */
  LATENCY = 'LATENCY',
  /** Concurrent requests of the busiest instance against what its batches hold. */
  SATURATION = 'SATURATION',
  /** GPU memory in use. */
  GPU_MEMORY = 'GPU_MEMORY',
  /** Age of the oldest asynchronous request that waits. */
  ASYNC_AGE = 'ASYNC_AGE',
  /** Requests wait while the endpoint has nothing to serve them. */
  NO_CAPACITY = 'NO_CAPACITY',
  /** Instances or copies run, and nobody asks them anything. */
  IDLE = 'IDLE',
}

/** An alarm with the line that shows its threshold in a graph. */
export interface LmiAlarm {
  /** The alarm. */
  readonly alarm: cloudwatch.Alarm;

  /** A line at the threshold, in the unit of the metric. */
  readonly annotation: cloudwatch.HorizontalAnnotation;
}
