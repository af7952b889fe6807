import { ComponentHost } from './component-host';
import { Problems } from '../checks/problems';
import { Container } from '../container/container';
import { LIMITS } from '../facts/limits';

/** Path of the model server's Prometheus page, on the port for requests (djl-serving 0.36.0-lmi27-dlc: ManagementRequestHandler.java and prometheus/README.md, read 2026-11). */
const SERVER_METRICS = '/server/metrics';

/** A container and the user's options for its metrics. */
interface ContainerMetricsRequest {
  readonly container: Container;
  readonly metricsEndpointPath?: string;
  /** Whether the container is defined in a SageMaker model, which supports a page in the API but not in CloudFormation (resource reference, read 2026-11). */
  readonly isInModel: boolean;
}

/**
 * The page that detailed observability collects: the user's, or the model server's if it has one. Undefined leaves the choice to SageMaker. aws-cdk-lib has types for it
 * from 2.276.0 at the latest.
 */
export function containerMetrics(problems: Problems, { observability }: ComponentHost, request: ContainerMetricsRequest): object | undefined {
  const { metricsEndpointPath: given, container: { options }, isInModel } = request;
  const { detailedObservability, metricsFrequency } = observability;
  const { pattern, allowed } = LIMITS.metricsEndpointPath;
  problems.pattern('metricsEndpointPath', given, pattern, allowed, 'pass the path of the Prometheus page');
  if (given !== undefined && detailedObservability === false) {
    problems.add('metricsEndpointPath is set, but detailedObservability of the fleet is false, so nothing collects the page. Omit one of them.');
  }
  if (given !== undefined && isInModel) {
    problems.add('metricsEndpointPath is set, but the container is defined in a SageMaker model, for which CloudFormation has no such setting. Omit it, or use LmiModel.fromTarball or '
      + 'fromHuggingFace.');
  }
  const path = given ?? (options.isOn('SERVING_PROMETHEUS') ? SERVER_METRICS : undefined);
  return path === undefined || isInModel || detailedObservability === false ? undefined : {
    MetricsEndpoints: [{
      MetricsEndpointPath: path,
      ...metricsFrequency !== undefined && { MetricPublishFrequencyInSeconds: metricsFrequency.toSeconds() },
    }],
  };
}
