import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';

/** Options of asynchronous inference. */
export interface LmiAsyncInferenceOptions {
  /**
   * Prefix that answers are written under.
   *
   * @default 'async-output/'
   */
  readonly prefix?: string;

  /**
   * Prefix that errors are written under, for requests that failed.
   *
   * @default 'async-failure/'
   */
  readonly failurePrefix?: string;

  /**
   * Prefix that requests are put under before the endpoint is invoked with their place. The endpoint may read it, and who may invoke the
   * endpoint may write to it.
   *
   * @default 'async-input/'
   */
  readonly inputPrefix?: string;

  /**
   * Bucket that requests are put into.
   *
   * @default - the bucket of the answers
   */
  readonly inputBucket?: s3.IBucket;

  /**
   * Topic that hears of every answer. The role may publish to it, and use its key when it is encrypted.
   *
   * @default - nobody is told
   */
  readonly successTopic?: sns.ITopic;

  /**
   * Topic that hears of every failed request. The role may publish to it, and use its key when it is encrypted.
   *
   * @default - nobody is told
   */
  readonly errorTopic?: sns.ITopic;

  /**
   * Whether the messages carry the answer itself when it is small enough, besides its place.
   *
   * @default false
   */
  readonly includeResponse?: boolean;

  /**
   * Requests that an instance gets at once: 1 to 1,000. A little above what the engine batches keeps it busy.
   *
   * @default - SageMaker chooses
   */
  readonly maxConcurrentInvocationsPerInstance?: number;

  /**
   * Key that answers are encrypted with.
   *
   * @default - the encryption of the bucket
   */
  readonly encryptionKey?: kms.IKey;
}
