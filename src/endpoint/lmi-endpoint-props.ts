import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { LmiAsyncInference } from './lmi-async-inference';
import { LmiDataCapture } from './lmi-data-capture';
import { LmiDeploymentPolicy } from './lmi-deployment-policy';
import { LmiHostingProps } from './lmi-hosting-props';
import { LmiVariantProps } from './lmi-variant-props';

/** Props of `LmiEndpoint`: those of its first variant, and what holds for the whole endpoint. */
export interface LmiEndpointProps extends LmiVariantProps, LmiHostingProps {
  /**
   * How updates reach the instances.
   *
   * @default - SageMaker moves all traffic to a new fleet at once and removes the old one; with `rollbackAlarms`, it keeps the old one for 10 minutes
   */
  readonly deploymentPolicy?: LmiDeploymentPolicy;

  /**
   * Alarms that roll an update back: at most 10. An empty list means none.
   *
   * @default - with a `deploymentPolicy`, alarms on server errors and model latency of each production variant are made; otherwise none
   */
  readonly rollbackAlarms?: cloudwatch.IAlarm[];

  /**
   * Makes the endpoint asynchronous: it takes requests from S3 through a queue, and no real-time calls. One variant; it may scale to zero.
   *
   * @default - a real-time endpoint
   */
  readonly asyncInference?: LmiAsyncInference;

  /**
   * Keeps requests and answers in S3.
   *
   * @default - nothing is kept
   */
  readonly dataCapture?: LmiDataCapture;
}
