import * as kms from 'aws-cdk-lib/aws-kms';

/** What data capture stores. */
export enum LmiCaptureMode {
  /** Requests. */
  INPUT = 'Input',
  /** Responses. */
  OUTPUT = 'Output',
  /** Requests and responses. */
  INPUT_AND_OUTPUT = 'InputAndOutput',
}

/** Options of data capture. */
export interface LmiDataCaptureOptions {
  /**
   * Prefix for the captured data.
   *
   * @default 'data-capture/'
   */
  readonly prefix?: string;

  /**
   * Percentage of invocations to capture: 0 to 100. With 0, capture stays configured but stores nothing.
   *
   * @default 100
   */
  readonly samplingPercentage?: number;

  /**
   * Whether to store requests, responses, or both.
   *
   * @default - both
   */
  readonly captures?: LmiCaptureMode;

  /**
   * Key that encrypts the captured data.
   *
   * @default - the encryption of the bucket
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Content types to store as JSON: 1 to 10. Others are stored as base64.
   *
   * @default - application/json
   */
  readonly jsonContentTypes?: string[];
}
