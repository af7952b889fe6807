/**
 * The CloudWatch metrics of SageMaker hosting that matter to an LMI endpoint.
 *
 * Sources: SageMaker developer guide, "Amazon SageMaker AI metrics in Amazon CloudWatch", "Alarms and logs for tracking metrics from
 * asynchronous endpoints", "Metric name mapping: legacy to OTel" and the page on scaling to zero, read 2026-11.
 */

/** What a metric is counted for, which decides its dimensions. */
enum MetricScope {
  VARIANT = 'VARIANT',
  ENDPOINT = 'ENDPOINT',
  COMPONENT = 'COMPONENT',
}

/** Dimensions of the metrics of a scope. */
export const METRIC_DIMENSIONS = {
  [MetricScope.VARIANT]: ['EndpointName', 'VariantName'],
  [MetricScope.ENDPOINT]: ['EndpointName'],
  [MetricScope.COMPONENT]: ['InferenceComponentName'],
} as const;

/** Namespaces. */
export const INVOCATION_NAMESPACE = 'AWS/SageMaker';
const INSTANCE_NAMESPACE = '/aws/sagemaker/Endpoints';
const COMPONENT_NAMESPACE = '/aws/sagemaker/InferenceComponents';

/** Latencies are published in microseconds. */
export const MICROSECONDS_PER_SECOND = 1_000_000;

/** One metric. */
export interface MetricFact {
  readonly name: string;
  readonly namespace: string;
  readonly scope: MetricScope;
  readonly unit: 'Count' | 'Percent' | 'Microseconds' | 'Milliseconds' | 'Seconds';
  /** The statistic that is usually wanted. */
  readonly statistic: string;
  readonly meaning: string;
  /** A remark in the documentation that changes how to read the metric. */
  readonly note?: string;
}

const variant = (name: string, unit: MetricFact['unit'], statistic: string, meaning: string, note?: string): MetricFact =>
  ({ name, namespace: INVOCATION_NAMESPACE, scope: MetricScope.VARIANT, unit, statistic, meaning, note });
const instance = (name: string, meaning: string, note?: string): MetricFact =>
  ({ name, namespace: INSTANCE_NAMESPACE, scope: MetricScope.VARIANT, unit: 'Percent', statistic: 'Average', meaning, note });
const endpoint = (name: string, unit: MetricFact['unit'], statistic: string, meaning: string, note?: string): MetricFact =>
  ({ name, namespace: INVOCATION_NAMESPACE, scope: MetricScope.ENDPOINT, unit, statistic, meaning, note });
const component = (name: string, unit: MetricFact['unit'], statistic: string, meaning: string, note?: string): MetricFact =>
  ({ name, namespace: INVOCATION_NAMESPACE, scope: MetricScope.COMPONENT, unit, statistic, meaning, note });
const copy = (name: string, statistic: string, meaning: string, note?: string): MetricFact =>
  ({ name, namespace: COMPONENT_NAMESPACE, scope: MetricScope.COMPONENT, unit: 'Percent', statistic, meaning, note });

const ERROR_NOTE = 'Each request counts as 1 or 0: the sum is the number of errors, the average is the error rate.';
const PERCENT_OF_EACH = 'Each accelerator counts up to 100, so four of them reach 400.';
const NOT_ASYNC = 'Not published by asynchronous endpoints.';
const STREAM = 'Published for streamed responses.';

/** Metrics of an endpoint, by the name of the method without `metric`. */
export const ENDPOINT_METRICS = {
  invocations: variant('Invocations', 'Count', 'Sum', 'Requests to the variant.', NOT_ASYNC),
  invocationsPerInstance: variant('InvocationsPerInstance', 'Count', 'Sum', 'Requests to each instance of the variant.', NOT_ASYNC),
  invocation4xxErrors: variant('Invocation4XXErrors', 'Count', 'Sum', 'Requests for which the model returned a 4xx status.', ERROR_NOTE),
  invocation5xxErrors: variant('Invocation5XXErrors', 'Count', 'Sum', 'Requests for which the model returned a 5xx status.', ERROR_NOTE),
  modelErrors: variant('InvocationModelErrors', 'Count', 'Sum',
    'Requests for which the container did not return a 2xx status: errors, broken connections, malformed responses and timeouts.', ERROR_NOTE),
  midStreamErrors: variant('MidStreamErrors', 'Count', 'Sum', 'Streams that broke after the first chunk was sent.', STREAM),
  modelLatency: variant('ModelLatency', 'Microseconds', 'p90',
    'Time the container took to respond, including the network time between SageMaker and the container.'),
  overheadLatency: variant('OverheadLatency', 'Microseconds', 'Average',
    'Time that SageMaker added to the model latency.', `The documentation lists no percentiles for it. ${NOT_ASYNC}`),
  timeToFirstByte: variant('FirstChunkLatency', 'Microseconds', 'p90', 'Time from a request to the first chunk of a streamed response.', STREAM),
  modelTimeToFirstByte: variant('FirstChunkModelLatency', 'Microseconds', 'p90',
    'Time the container took to return the first chunk of a streamed response.', STREAM),
  overheadTimeToFirstByte: variant('FirstChunkOverheadLatency', 'Microseconds', 'Average',
    'Time that SageMaker added before the first chunk of a streamed response.', STREAM),
  concurrentRequests: variant('ConcurrentRequestsPerModel', 'Count', 'Maximum',
    'Requests that an instance is serving or has queued.', 'Published every 10 seconds; only minimum and maximum are meaningful.'),
  gpuUtilization: instance('GPUUtilization', 'GPU utilization in percent.', PERCENT_OF_EACH),
  gpuMemoryUtilization: instance('GPUMemoryUtilization', 'GPU memory in use, in percent.',
    `${PERCENT_OF_EACH} An engine that reserves its KV cache at startup keeps it reserved.`),
  cpuUtilization: instance('CPUUtilization', 'CPU utilization in percent.', 'Each core counts up to 100.'),
  memoryUtilization: instance('MemoryUtilization', 'Host memory in use, in percent.'),
  diskUtilization: instance('DiskUtilization', 'Disk space in use, in percent.'),
  asyncBacklog: endpoint('ApproximateBacklogSize', 'Count', 'Average', 'Asynchronous requests that are queued or being processed.'),
  asyncBacklogPerInstance: endpoint('ApproximateBacklogSizePerInstance', 'Count', 'Average',
    'Asynchronous requests that are queued or being processed, per instance.'),
  asyncOldestRequestAge: endpoint('ApproximateAgeOfOldestRequest', 'Seconds', 'Maximum', 'Age of the oldest asynchronous request in the queue.'),
  asyncBacklogWithoutCapacity: endpoint('HasBacklogWithoutCapacity', 'Count', 'Maximum',
    '1 while asynchronous requests are queued and the endpoint has no instance, otherwise 0.'),
  asyncInvocationFailures: variant('InvocationFailures', 'Count', 'Sum', 'Asynchronous requests that failed.'),
  asyncInvocationsProcessed: variant('InvocationsProcessed', 'Count', 'Sum', 'Asynchronous requests that were processed.'),
  asyncExpiredRequests: variant('ExpiredRequests', 'Count', 'Sum', 'Asynchronous requests that expired in the queue.'),
  asyncTimeInBacklog: variant('TimeInBacklog', 'Microseconds', 'Average', 'Time that asynchronous requests spent in the queue.'),
  asyncProcessingTime: variant('TotalProcessingTime', 'Milliseconds', 'Average',
    'Time from the arrival of an asynchronous request to its response in S3.'),
} as const satisfies { readonly [method: string]: MetricFact };

/** Metrics of an inference component, by the name of the method without `metric`. */
export const COMPONENT_METRICS = {
  invocations: component('Invocations', 'Count', 'Sum', 'Requests to the component.'),
  invocationsPerCopy: component('InvocationsPerCopy', 'Count', 'Sum', 'Requests to each copy of the component.'),
  invocation4xxErrors: component('Invocation4XXErrors', 'Count', 'Sum', 'Requests for which the model returned a 4xx status.', ERROR_NOTE),
  invocation5xxErrors: component('Invocation5XXErrors', 'Count', 'Sum', 'Requests for which the model returned a 5xx status.', ERROR_NOTE),
  modelErrors: component('InvocationModelErrors', 'Count', 'Sum',
    'Requests for which the container did not return a 2xx status: errors, broken connections, malformed responses and timeouts.', ERROR_NOTE),
  modelLatency: component('ModelLatency', 'Microseconds', 'p90',
    'Time the container took to respond, including the network time between SageMaker and the container.'),
  overheadLatency: component('OverheadLatency', 'Microseconds', 'Average', 'Time that SageMaker added to the model latency.'),
  concurrentRequests: component('ConcurrentRequestsPerCopy', 'Count', 'Maximum',
    'Requests that a copy is serving or has queued.', 'Published every 10 seconds; only minimum and maximum are meaningful.'),
  noCapacityFailures: component('NoCapacityInvocationFailures', 'Count', 'Sum', 'Requests that were rejected because no copy was running.'),
  gpuUtilization: copy('GPUUtilizationNormalized', 'Average', 'GPU utilization of a copy: 0 to 100 percent.'),
  gpuMemoryUtilization: copy('GPUMemoryUtilizationNormalized', 'Average', 'GPU memory in use by a copy: 0 to 100 percent.'),
  cpuUtilization: copy('CPUUtilizationNormalized', 'Average', 'CPU utilization of a copy: 0 to 100 percent.'),
  memoryUtilization: copy('MemoryUtilizationNormalized', 'Average', 'Host memory in use by a copy: 0 to 100 percent.'),
  copies: copy('CPUUtilizationNormalized', 'SampleCount', 'Running copies.',
    'Every copy reports its CPU once a minute, so the number of samples per minute is the number of copies.'),
} as const satisfies { readonly [method: string]: MetricFact };

/** The name of a metric of an endpoint in this library. */
export type EndpointMetricKey = keyof typeof ENDPOINT_METRICS;

/** The name of a metric of an inference component in this library. */
export type ComponentMetricKey = keyof typeof COMPONENT_METRICS;

/** The metrics that `LmiEndpoint` and imported endpoints have as methods of their own; `metrics` has all. */
export const ENDPOINT_SHORTCUTS: readonly EndpointMetricKey[] = [
  'invocations', 'invocation4xxErrors', 'invocation5xxErrors', 'modelErrors', 'modelLatency', 'overheadLatency', 'timeToFirstByte', 'concurrentRequests',
  'gpuUtilization', 'gpuMemoryUtilization', 'cpuUtilization', 'memoryUtilization', 'diskUtilization', 'asyncBacklog', 'asyncOldestRequestAge',
];

/** The same for inference components. */
export const COMPONENT_SHORTCUTS: readonly ComponentMetricKey[] = [
  'invocations', 'invocationsPerCopy', 'invocation4xxErrors', 'invocation5xxErrors', 'modelLatency', 'concurrentRequests', 'noCapacityFailures',
  'gpuUtilization', 'gpuMemoryUtilization', 'copies',
];

/** The name that SageMaker's own tools give to a single production variant, and this library with them. */
export const DEFAULT_VARIANT_NAME = 'AllTraffic';
