import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/** Kinds of alarms. */
export enum LmiAlarmKind {
  /** Requests with a response other than 2xx. */
  SERVER_ERRORS = 'SERVER_ERRORS',
  /** The 90th percentile of the response time. */
  LATENCY = 'LATENCY',
  /** Concurrent requests of the busiest instance relative to its batch size. */
  SATURATION = 'SATURATION',
  /** GPU memory in use. */
  GPU_MEMORY = 'GPU_MEMORY',
  /** Age of the oldest asynchronous request in the queue. */
  ASYNC_AGE = 'ASYNC_AGE',
  /** Requests wait, but there is no instance or copy to serve them. */
  NO_CAPACITY = 'NO_CAPACITY',
  /** Instances or copies run, but receive no requests. */
  IDLE = 'IDLE',
}

/** An alarm with a line for its threshold in a graph. */
export interface LmiAlarm {
  /** The alarm. */
  readonly alarm: cloudwatch.Alarm;

  /** A line at the threshold, in the unit of the metric. */
  readonly annotation: cloudwatch.HorizontalAnnotation;
}
