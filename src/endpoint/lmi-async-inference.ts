import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CfnEndpointConfig } from 'aws-cdk-lib/aws-sagemaker';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { LmiAsyncInferenceOptions } from './lmi-async-inference-options';
import { Problems } from '../checks/problems';
import { BUCKET, checkedProps, FLAG, instanceOf, KEY, needed, NUMBER, PropKinds, STRING, TOPIC } from '../checks/prop-kinds';
import { withoutNulls } from '../checks/without-nulls';
import { LIMITS } from '../facts/limits';
import { grantKey } from '../model/grants';
import { S3Prefix } from '../model/s3-prefix';

/** Where requests and responses are stored. */
interface Locations {
  readonly input: S3Prefix;
  readonly output: S3Prefix;
  readonly failure: S3Prefix;
}

const BUCKET_KINDS = { bucket: needed(BUCKET, 'pass the bucket for the responses of asynchronous inference') };
const OPTION_KINDS: PropKinds<LmiAsyncInferenceOptions> = {
  prefix: STRING,
  failurePrefix: STRING,
  inputPrefix: STRING,
  inputBucket: BUCKET,
  successTopic: TOPIC,
  errorTopic: TOPIC,
  includeResponse: FLAG,
  maxConcurrentInvocationsPerInstance: NUMBER,
  encryptionKey: KEY,
};

/**
 * Asynchronous inference: requests are queued, and requests and responses are stored in S3.
 *
 * Use it for requests that take longer than the 60 seconds of a real-time call (up to an hour) or are larger than 6 MB (up to 1 GB), and for
 * endpoints that scale to zero when idle. An asynchronous endpoint does not accept real-time calls and has one variant.
 */
export class LmiAsyncInference {
  /**
   * Writes responses and errors to a bucket.
   *
   * @param bucket the bucket, in the region of the endpoint
   * @param options prefixes, topics, concurrency and key
   */
  public static toBucket(bucket: s3.IBucket, options: LmiAsyncInferenceOptions = {}): LmiAsyncInference {
    return new LmiAsyncInference(bucket, withoutNulls(options));
  }

  private constructor(private readonly bucket: s3.IBucket, private readonly options: LmiAsyncInferenceOptions) {}

  /**
   * The property of the endpoint config. Grants the execution role access to the bucket, the topics and the key.
   *
   * @internal
   */
  public _render(scope: Construct, grantee: iam.IGrantable): CfnEndpointConfig.AsyncInferenceConfigProperty {
    const { input, output, failure } = this.locations(scope);
    const { successTopic, errorTopic, includeResponse, maxConcurrentInvocationsPerInstance, encryptionKey } = this.options;
    input.allowRead(scope, grantee);
    output.allowWrite(scope, grantee);
    failure.allowWrite(scope, grantee);
    grantKey(encryptionKey, grantee, ['kms:Decrypt', 'kms:GenerateDataKey']);
    for (const topic of new Set([successTopic, errorTopic])) {
      allowPublish(grantee, topic);
    }
    const topics = [...successTopic ? ['SUCCESS_NOTIFICATION_TOPIC'] : [], ...errorTopic ? ['ERROR_NOTIFICATION_TOPIC'] : []];
    return {
      clientConfig: maxConcurrentInvocationsPerInstance === undefined ? undefined : { maxConcurrentInvocationsPerInstance },
      outputConfig: {
        s3OutputPath: output.uri,
        s3FailurePath: failure.uri,
        kmsKeyId: encryptionKey?.keyArn,
        notificationConfig: topics.length === 0 ? undefined : {
          successTopic: successTopic?.topicArn,
          errorTopic: errorTopic?.topicArn,
          includeInferenceResponseIn: includeResponse ? topics : undefined,
        },
      },
    };
  }

  /**
   * Allows a caller of the endpoint to store requests and to read responses.
   *
   * @internal
   */
  public _grantCaller(scope: Construct, grantee: iam.IGrantable): iam.Grant {
    const { input, output, failure } = this.locations(scope);
    grantKey(this.inputBucket.encryptionKey, grantee, ['kms:Decrypt', 'kms:GenerateDataKey']);
    grantKey(this.bucket.encryptionKey, grantee, ['kms:Decrypt']);
    grantKey(this.options.encryptionKey, grantee, ['kms:Decrypt']);
    return input.grant(grantee, 's3:PutObject', 's3:GetObject')
      .combine(output.grant(grantee, 's3:GetObject'))
      .combine(failure.grant(grantee, 's3:GetObject'));
  }

  private get inputBucket(): s3.IBucket {
    return this.options.inputBucket ?? this.bucket;
  }

  private locations(scope: Construct): Locations {
    const problems = new Problems(scope);
    const { bucket } = checkedProps(problems, { bucket: this.bucket }, BUCKET_KINDS);
    const { inputBucket, prefix, failurePrefix, inputPrefix, maxConcurrentInvocationsPerInstance, includeResponse, successTopic, errorTopic }
      = checkedProps(problems, this.options, OPTION_KINDS);
    problems.number('maxConcurrentInvocationsPerInstance', maxConcurrentInvocationsPerInstance, LIMITS.asyncConcurrency, 'pass the number of requests that one instance serves at once');
    if (includeResponse && !successTopic && !errorTopic) {
      problems.add('includeResponse is true, but there is no topic for the messages. Pass successTopic or errorTopic, or omit it.');
    }
    const locations = {
      input: new S3Prefix(problems, 'inputPrefix', inputBucket ?? bucket, inputPrefix ?? 'async-input/'),
      output: new S3Prefix(problems, 'prefix', bucket, prefix ?? 'async-output/'),
      failure: new S3Prefix(problems, 'failurePrefix', bucket, failurePrefix ?? 'async-failure/'),
    };
    problems.throwIfAny();
    return locations;
  }
}

/** Kind of a prop that takes asynchronous inference. */
export const ASYNC_INFERENCE = instanceOf(LmiAsyncInference, 'create it with LmiAsyncInference.toBucket');

/** In older CDK releases that we support, `ITopic.grantPublish` does not grant access to the key. */
function allowPublish(grantee: iam.IGrantable, topic: sns.ITopic | undefined): void {
  if (topic) {
    grantee.grantPrincipal.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['sns:Publish'], resources: [topic.topicArn] }));
    grantKey(topic.masterKey, grantee, ['kms:Decrypt', 'kms:GenerateDataKey*']);
  }
}
