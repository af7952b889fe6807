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

/** Asynchronous inference, ready for an endpoint config. */
export interface LmiAsyncInferenceConfig {
  /** S3 URI that answers are written under. */
  readonly outputPath: string;

  /**
   * S3 URI that errors are written under.
   *
   * @default - errors are not written
   */
  readonly failurePath?: string;

  /**
   * ARN of the topic that hears of answers.
   *
   * @default - none
   */
  readonly successTopicArn?: string;

  /**
   * ARN of the topic that hears of errors.
   *
   * @default - none
   */
  readonly errorTopicArn?: string;

  /**
   * Whether the messages carry the answer.
   *
   * @default false
   */
  readonly includeResponse?: boolean;

  /**
   * Requests that an instance gets at once.
   *
   * @default - SageMaker chooses
   */
  readonly maxConcurrentInvocationsPerInstance?: number;

  /**
   * ARN of the key for answers.
   *
   * @default - the encryption of the bucket
   */
  readonly encryptionKeyArn?: string;
}
