import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';

/** Options of asynchronous inference. */
export interface LmiAsyncInferenceOptions {
  /**
   * Prefix for responses.
   *
   * @default 'async-output/'
   */
  readonly prefix?: string;

  /**
   * Prefix for the errors of failed requests.
   *
   * @default 'async-failure/'
   */
  readonly failurePrefix?: string;

  /**
   * Prefix for requests, which are uploaded before the endpoint is invoked with their location. The execution role can read it, and every grantee
   * of `grantInvoke` can write to it.
   *
   * @default 'async-input/'
   */
  readonly inputPrefix?: string;

  /**
   * Bucket for requests.
   *
   * @default - the bucket of the responses
   */
  readonly inputBucket?: s3.IBucket;

  /**
   * Topic that is notified of every response. The execution role can publish to it, and use its key if it is encrypted.
   *
   * @default - no notifications
   */
  readonly successTopic?: sns.ITopic;

  /**
   * Topic that is notified of every failed request. The execution role can publish to it, and use its key if it is encrypted.
   *
   * @default - no notifications
   */
  readonly errorTopic?: sns.ITopic;

  /**
   * Whether notifications include the response itself if it is small enough, in addition to its location.
   *
   * @default false
   */
  readonly includeResponse?: boolean;

  /**
   * Maximum number of concurrent requests for each instance: 1 to 1,000. A number slightly above the batch size of the engine keeps it busy.
   *
   * @default - chosen by SageMaker
   */
  readonly maxConcurrentInvocationsPerInstance?: number;

  /**
   * Key that encrypts responses.
   *
   * @default - the encryption of the bucket
   */
  readonly encryptionKey?: kms.IKey;
}
