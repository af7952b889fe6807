import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { LmiAsyncInference } from './lmi-async-inference';
import { LmiDataCapture } from './lmi-data-capture';
import { LmiDeploymentPolicy } from './lmi-deployment-policy';
import { LmiHostingProps } from './lmi-hosting-props';
import { LmiVariantProps } from './lmi-variant-props';

/** Props of `LmiEndpoint`: those of its first variant, and those of the whole endpoint. */
export interface LmiEndpointProps extends LmiVariantProps, LmiHostingProps {
  /**
   * How updates are rolled out to the instances.
   *
   * @default - SageMaker moves all traffic to a new fleet at once and removes the old fleet; with `rollbackAlarms`, it keeps the old fleet for 10
   * minutes
   */
  readonly deploymentPolicy?: LmiDeploymentPolicy;

  /**
   * Alarms that roll back an update: at most 10. Pass an empty list for none.
   *
   * @default - with a `deploymentPolicy`, alarms on errors and model latency of each production variant; otherwise none
   */
  readonly rollbackAlarms?: cloudwatch.IAlarm[];

  /**
   * Makes the endpoint asynchronous: it reads requests from S3 through a queue, and accepts no real-time calls. It has one variant and can scale to
   * zero.
   *
   * @default - a real-time endpoint
   */
  readonly asyncInference?: LmiAsyncInference;

  /**
   * Stores requests and responses in S3.
   *
   * @default - nothing is stored
   */
  readonly dataCapture?: LmiDataCapture;
}
