import * as kms from 'aws-cdk-lib/aws-kms';

/** What a data capture keeps. */
export enum LmiCaptureMode {
  /** Requests. */
  INPUT = 'Input',
  /** Answers. */
  OUTPUT = 'Output',
  /** Requests and answers. */
  INPUT_AND_OUTPUT = 'InputAndOutput',
}

/** Options of data capture. */
export interface LmiDataCaptureOptions {
  /**
   * Prefix that the captured data is written under.
   *
   * @default 'data-capture/'
   */
  readonly prefix?: string;

  /**
   * Share of the invocations that is captured, in percent: 0 to 100. 0 captures nothing, but keeps the capture in place.
   *
   * @default 100
   */
  readonly samplingPercentage?: number;

  /**
   * Whether requests, answers or both are kept.
   *
   * @default - both
   */
  readonly captures?: LmiCaptureMode;

  /**
   * Key that the captured data is encrypted with.
   *
   * @default - the encryption of the bucket
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Content types that are kept as JSON; others are kept in base64. 1 to 10.
   *
   * @default - application/json
   */
  readonly jsonContentTypes?: string[];
}
