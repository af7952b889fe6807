import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CfnEndpointConfig } from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import { LmiCaptureMode, LmiDataCaptureOptions } from './lmi-data-capture-options';
import { Problems } from '../checks/problems';
import { BUCKET, checkedProps, instanceOf, KEY, listOf, needed, NUMBER, PropKinds, STRING, wordOf } from '../checks/prop-kinds';
import { LIMITS } from '../facts/limits';
import { grantKey } from '../model/grants';
import { S3Prefix } from '../model/s3-prefix';

const BUCKET_KINDS = { bucket: needed(BUCKET, 'pass the bucket for the captured data') };
const OPTION_KINDS: PropKinds<LmiDataCaptureOptions> = {
  prefix: STRING,
  samplingPercentage: NUMBER,
  captures: wordOf(LmiCaptureMode),
  encryptionKey: KEY,
  jsonContentTypes: listOf(STRING, 'a list of content types'),
};

/**
 * Stores requests and responses in S3, for monitoring and training. They may contain personal data: choose a bucket whose readers and retention you
 * control.
 */
export class LmiDataCapture {
  /**
   * Writes captured data to a bucket.
   *
   * @param bucket the bucket, in the region of the endpoint
   * @param options what to capture, and how
   */
  public static toBucket(bucket: s3.IBucket, options: LmiDataCaptureOptions = {}): LmiDataCapture {
    return new LmiDataCapture(bucket, options ?? {});
  }

  private constructor(private readonly bucket: s3.IBucket, private readonly options: LmiDataCaptureOptions) {}

  /**
   * The property of the endpoint config. Allows the execution role to write to the bucket.
   *
   * @internal
   */
  public _render(scope: Construct, grantee: iam.IGrantable): CfnEndpointConfig.DataCaptureConfigProperty {
    const problems = new Problems(scope);
    const { bucket } = checkedProps(problems, { bucket: this.bucket }, BUCKET_KINDS);
    const { prefix, samplingPercentage, captures, encryptionKey, jsonContentTypes } = checkedProps(problems, this.options, OPTION_KINDS);
    problems.number('samplingPercentage', samplingPercentage, LIMITS.samplingPercentage, 'pass a percentage of the invocations');
    problems.number('the number of jsonContentTypes', jsonContentTypes?.length, LIMITS.captureContentTypes, 'pass that many');
    jsonContentTypes?.forEach((type) => problems.pattern(
      'an entry of jsonContentTypes', type, LIMITS.contentType.pattern, LIMITS.contentType.allowed, 'name one such as application/jsonlines'));
    const place = new S3Prefix(problems, 'prefix', bucket, prefix ?? 'data-capture/');
    problems.throwIfAny();
    place.allowWrite(scope, grantee);
    grantKey(encryptionKey, grantee, ['kms:Decrypt', 'kms:GenerateDataKey']);
    const isBoth = captures === undefined || captures === LmiCaptureMode.INPUT_AND_OUTPUT;
    return {
      enableCapture: true,
      destinationS3Uri: place.uri,
      initialSamplingPercentage: samplingPercentage ?? 100,
      captureOptions: (isBoth ? [LmiCaptureMode.INPUT, LmiCaptureMode.OUTPUT] : [captures]).map((captureMode) => ({ captureMode })),
      captureContentTypeHeader: { jsonContentTypes: jsonContentTypes ?? ['application/json'] },
      kmsKeyId: encryptionKey?.keyArn,
    };
  }
}

/** Kind of a prop that takes data capture. */
export const DATA_CAPTURE = instanceOf(LmiDataCapture, 'create it with LmiDataCapture.toBucket');
