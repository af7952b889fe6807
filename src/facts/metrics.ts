/**
 * The CloudWatch metrics of SageMaker hosting that matter to an LMI endpoint.
 *
 * Sources: SageMaker developer guide, "Amazon SageMaker AI metrics in Amazon CloudWatch", "Alarms and logs for tracking metrics from
 * asynchronous endpoints", "Metric name mapping: legacy to OTel" and the page on scaling to zero, read 2026-11.
 */

/** What a metric is counted for, which decides its dimensions. */
export enum MetricScope {
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
export const INSTANCE_NAMESPACE = '/aws/sagemaker/Endpoints';
export const COMPONENT_NAMESPACE = '/aws/sagemaker/InferenceComponents';

/** Latencies are published in microseconds. */
export const MICROSECONDS_PER_SECOND = 1_000_000;

/** One metric. */
export interface MetricFact {
  readonly name: string;
  readonly namespace: string;
  readonly scope: MetricScope;
  readonly unit: 'Count' | 'Percent' | 'Microseconds' | 'Milliseconds' | 'Seconds';
  /** The statistic that answers the question that the metric is looked up for. */
  readonly statistic: string;
  readonly meaning: string;
  /** A remark of the documentation that changes how the metric is to be read. */
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

const ERROR_NOTE = 'Each request counts as 1 or 0, so the sum is the number of errors and the average is their share.';
const PERCENT_OF_EACH = 'Each accelerator counts up to 100, so that four of them reach 400.';
const NOT_ASYNC = 'Asynchronous endpoints do not publish it.';
const STREAM = 'Published for answers that are streamed.';

/** Metrics of an endpoint, by the name of the method without `metric`. */
export const ENDPOINT_METRICS = {
  invocations: variant('Invocations', 'Count', 'Sum', 'Requests to the variant.', NOT_ASYNC),
  invocationsPerInstance: variant('InvocationsPerInstance', 'Count', 'Sum', 'Requests to each instance of the variant.', NOT_ASYNC),
  invocation4xxErrors: variant('Invocation4XXErrors', 'Count', 'Sum', 'Requests that the model answered with a 4xx status.', ERROR_NOTE),
  invocation5xxErrors: variant('Invocation5XXErrors', 'Count', 'Sum', 'Requests that the model answered with a 5xx status.', ERROR_NOTE),
  modelErrors: variant('InvocationModelErrors', 'Count', 'Sum',
    'Requests that the container did not answer with a 2xx status: errors, broken connections, malformed answers and time-outs.', ERROR_NOTE),
  midStreamErrors: variant('MidStreamErrors', 'Count', 'Sum', 'Streams that broke after their first part was sent.', STREAM),
  modelLatency: variant('ModelLatency', 'Microseconds', 'p90',
    'Time that the container took to answer, with the way between SageMaker and the container.'),
  overheadLatency: variant('OverheadLatency', 'Microseconds', 'Average',
    'Time that SageMaker added to that of the container.', `The documentation names no percentiles for it. ${NOT_ASYNC}`),
  timeToFirstByte: variant('FirstChunkLatency', 'Microseconds', 'p90', 'Time from a request to the first part of a streamed answer.', STREAM),
  modelTimeToFirstByte: variant('FirstChunkModelLatency', 'Microseconds', 'p90',
    'The part of the container in the time to the first part of a streamed answer.', STREAM),
  overheadTimeToFirstByte: variant('FirstChunkOverheadLatency', 'Microseconds', 'Average',
    'The part of SageMaker in the time to the first part of a streamed answer.', STREAM),
  concurrentRequests: variant('ConcurrentRequestsPerModel', 'Count', 'Maximum',
    'Requests that an instance is serving or holds in its queue.', 'Published every 10 seconds; only minimum and maximum mean something.'),
  gpuUtilization: instance('GPUUtilization', 'Share of the GPUs that compute.', PERCENT_OF_EACH),
  gpuMemoryUtilization: instance('GPUMemoryUtilization', 'Share of the GPU memory in use.',
    `${PERCENT_OF_EACH} An engine that reserves its KV cache at start holds it all the time.`),
  cpuUtilization: instance('CPUUtilization', 'Share of the CPU cores in use.', 'Each core counts up to 100.'),
  memoryUtilization: instance('MemoryUtilization', 'Share of the host memory in use.'),
  diskUtilization: instance('DiskUtilization', 'Share of the disk space in use.'),
  asyncBacklog: endpoint('ApproximateBacklogSize', 'Count', 'Average', 'Asynchronous requests that wait or are being served.'),
  asyncBacklogPerInstance: endpoint('ApproximateBacklogSizePerInstance', 'Count', 'Average',
    'Asynchronous requests that wait or are being served, for each instance.'),
  asyncOldestRequestAge: endpoint('ApproximateAgeOfOldestRequest', 'Seconds', 'Maximum', 'Age of the oldest asynchronous request that waits.'),
  asyncBacklogWithoutCapacity: endpoint('HasBacklogWithoutCapacity', 'Count', 'Maximum',
    '1 while asynchronous requests wait and the endpoint has no instance, otherwise 0.'),
  asyncInvocationFailures: variant('InvocationFailures', 'Count', 'Sum', 'Asynchronous requests that failed.'),
  asyncInvocationsProcessed: variant('InvocationsProcessed', 'Count', 'Sum', 'Asynchronous requests that were served.'),
  asyncExpiredRequests: variant('ExpiredRequests', 'Count', 'Sum', 'Asynchronous requests that waited longer than they may live.'),
  asyncTimeInBacklog: variant('TimeInBacklog', 'Microseconds', 'Average', 'Time that asynchronous requests waited.'),
  asyncProcessingTime: variant('TotalProcessingTime', 'Milliseconds', 'Average',
    'Time from the arrival of an asynchronous request to its answer in S3.'),
} as const satisfies { readonly [method: string]: MetricFact };

/** Metrics of an inference component, by the name of the method without `metric`. */
export const COMPONENT_METRICS = {
  invocations: component('Invocations', 'Count', 'Sum', 'Requests to the component.'),
  invocationsPerCopy: component('InvocationsPerCopy', 'Count', 'Sum', 'Requests to each copy of the component.'),
  invocation4xxErrors: component('Invocation4XXErrors', 'Count', 'Sum', 'Requests that the model answered with a 4xx status.', ERROR_NOTE),
  invocation5xxErrors: component('Invocation5XXErrors', 'Count', 'Sum', 'Requests that the model answered with a 5xx status.', ERROR_NOTE),
  modelErrors: component('InvocationModelErrors', 'Count', 'Sum',
    'Requests that the container did not answer with a 2xx status: errors, broken connections, malformed answers and time-outs.', ERROR_NOTE),
  modelLatency: component('ModelLatency', 'Microseconds', 'p90',
    'Time that the container took to answer, with the way between SageMaker and the container.'),
  overheadLatency: component('OverheadLatency', 'Microseconds', 'Average', 'Time that SageMaker added to that of the container.'),
  concurrentRequests: component('ConcurrentRequestsPerCopy', 'Count', 'Maximum',
    'Requests that a copy is serving or holds in its queue.', 'Published every 10 seconds; only minimum and maximum mean something.'),
  noCapacityFailures: component('NoCapacityInvocationFailures', 'Count', 'Sum', 'Requests that were refused because there was no copy to serve them.'),
  gpuUtilization: copy('GPUUtilizationNormalized', 'Average', 'Share of the GPUs of a copy that compute: 0 to 100.'),
  gpuMemoryUtilization: copy('GPUMemoryUtilizationNormalized', 'Average', 'Share of the GPU memory of a copy in use: 0 to 100.'),
  cpuUtilization: copy('CPUUtilizationNormalized', 'Average', 'Share of the CPU cores of a copy in use: 0 to 100.'),
  memoryUtilization: copy('MemoryUtilizationNormalized', 'Average', 'Share of the host memory of a copy in use: 0 to 100.'),
  copies: copy('CPUUtilizationNormalized', 'SampleCount', 'Copies that run.',
    'Every copy reports its CPU once a minute, so the number of samples in a minute is the number of copies.'),
} as const satisfies { readonly [method: string]: MetricFact };

/** The name of a metric of an endpoint in this library. */
export type EndpointMetricKey = keyof typeof ENDPOINT_METRICS;

/** The name of a metric of an inference component in this library. */
export type ComponentMetricKey = keyof typeof COMPONENT_METRICS;

/** The name that SageMaker's own tools give to a single production variant, and this library with them. */
export const DEFAULT_VARIANT_NAME = 'AllTraffic';
