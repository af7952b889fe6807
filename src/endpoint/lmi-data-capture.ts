import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { LmiCaptureMode, LmiDataCaptureConfig, LmiDataCaptureOptions } from './lmi-data-capture-options';
import { Problems } from '../checks/problems';
import { BUCKET, checkedProps, instanceOf, KEY, listOf, needed, NUMBER, PropKinds, STRING, wordOf } from '../checks/prop-kinds';
import { LIMITS } from '../facts/limits';
import { grantKey } from '../model/grants';
import { S3Prefix } from '../model/s3-prefix';

/**
 * Keeps requests and answers in S3, for monitoring and for training. They may hold personal data: choose a bucket whose readers and lifetime you
 * know.
 */
export abstract class LmiDataCapture {
  /**
   * Captured data goes to a bucket.
   *
   * @param bucket the bucket, in the region of the endpoint
   * @param options what is captured, and how
   */
  public static toBucket(bucket: s3.IBucket, options: LmiDataCaptureOptions = {}): LmiDataCapture {
    return new BucketCapture(bucket, options ?? {});
  }

  /**
   * Resolves the place and grants the execution role to write there.
   *
   * @param scope the endpoint
   * @param grantee the execution role
   */
  public abstract bind(scope: Construct, grantee: iam.IGrantable): LmiDataCaptureConfig;
}

/** What a prop that takes one has to be. */
export const DATA_CAPTURE = instanceOf(LmiDataCapture, 'create it with LmiDataCapture.toBucket');

const OPTION_KINDS: PropKinds = {
  bucket: needed(BUCKET, 'give the bucket for the captured data'),
  prefix: STRING,
  samplingPercentage: NUMBER,
  captures: wordOf(LmiCaptureMode),
  encryptionKey: KEY,
  jsonContentTypes: listOf(STRING, 'a list of content types'),
};

class BucketCapture extends LmiDataCapture {
  public constructor(private readonly bucket: s3.IBucket, private readonly options: LmiDataCaptureOptions) {
    super();
  }

  public bind(scope: Construct, grantee: iam.IGrantable): LmiDataCaptureConfig {
    const problems = new Problems(scope);
    const { bucket, prefix, samplingPercentage, captures, encryptionKey, jsonContentTypes }
      = checkedProps(problems, { ...this.options, bucket: this.bucket }, OPTION_KINDS);
    problems.number('samplingPercentage', samplingPercentage, LIMITS.samplingPercentage, 'give a share of the invocations');
    problems.number('the number of jsonContentTypes', jsonContentTypes?.length, LIMITS.captureContentTypes, 'name so many');
    jsonContentTypes?.forEach((type) => problems.pattern(
      'an entry of jsonContentTypes', type, LIMITS.contentType.pattern, LIMITS.contentType.allowed, 'name one such as application/jsonlines'));
    const place = new S3Prefix(problems, 'prefix', bucket, prefix ?? 'data-capture/');
    problems.throwIfAny();
    place.allowWrite(scope, grantee);
    grantKey(encryptionKey, grantee, ['kms:Decrypt', 'kms:GenerateDataKey']);
    return {
      destination: place.uri,
      samplingPercentage: samplingPercentage ?? 100,
      captures: captures ?? LmiCaptureMode.INPUT_AND_OUTPUT,
      encryptionKeyArn: encryptionKey?.keyArn,
      jsonContentTypes: jsonContentTypes ?? ['application/json'],
    };
  }
}
