import { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as events from 'aws-cdk-lib/aws-events';
import * as s3 from 'aws-cdk-lib/aws-s3';

/** Request schemas of LMI. */
export enum LmiBenchmarkSchema {
  /** LMI's own: `inputs` and `parameters`. */
  LMI = 'lmi',
  /** Chat completions: `messages`. The model needs a chat template. */
  CHAT = 'chat',
  /** Completions: `prompt`. LMI V15 and later, where vLLM serves asynchronously. */
  COMPLETIONS = 'completions',
}

/** Load, schedule and cost limits of a benchmark. */
export interface LmiBenchmarkProps {
  /**
   * Closed-loop loads: numbers of clients, each of which sends its next request after the response to the last one. From 1 to 256 each, at most 10
   * loads.
   *
   * @default - 1, 4 and 16; no closed-loop loads with `rate`
   */
  readonly concurrency?: number[];

  /**
   * Open-loop loads: average numbers of requests per second, sent whether or not earlier ones have responses. Greater than 0 and at most 100 each,
   * at most 10 loads.
   *
   * @default - only closed-loop loads
   */
  readonly rate?: number[];

  /**
   * Approximate number of tokens in each prompt. From 1 to 1,000,000.
   *
   * @default 256
   */
  readonly inputTokens?: number;

  /**
   * Maximum number of tokens in each response. From 1 to 1,000,000.
   *
   * @default 128
   */
  readonly outputTokens?: number;

  /**
   * Schema of the requests.
   *
   * @default LmiBenchmarkSchema.LMI
   */
  readonly schema?: LmiBenchmarkSchema;

  /**
   * Schedule of automatic runs.
   *
   * @default - on demand, and after deployments with `afterDeployment`
   */
  readonly schedule?: events.Schedule;

  /**
   * Whether to run when the endpoint is in service with a different endpoint config than in the last run. Scaling does not start a run. An error
   * for inference components.
   *
   * @default false
   */
  readonly afterDeployment?: boolean;

  /**
   * Bucket for the reports.
   *
   * @default - a new bucket, which is retained when the stack is deleted
   */
  readonly bucket?: s3.IBucket;

  /**
   * Prefix of the reports in the bucket, without a trailing slash.
   *
   * @default - the path of the construct
   */
  readonly prefix?: string;

  /**
   * Duration of each load. From 5 seconds to 1 hour.
   *
   * @default - 1 minute
   */
  readonly duration?: Duration;

  /**
   * Maximum number of requests for each load, which ends when they are sent or after `duration`. From 1 to 1,000,000.
   *
   * @default 10000
   */
  readonly maxRequests?: number;

  /**
   * Time after which a run is stopped. From 5 minutes to 8 hours, and longer than all loads together, otherwise an error.
   *
   * @default - 30 minutes
   */
  readonly timeout?: Duration;

  /**
   * Maximum cost of instance time for one run, in US dollars; for a component, the cost of its copies. It lowers `timeout`. An error if the price is
   * unknown or the timeout would be shorter than 5 minutes or than the loads.
   *
   * @default - limited only by `timeout`
   */
  readonly maxCost?: number;

  /**
   * Percentage by which a metric can be worse than in the last run before the alarm goes off. Greater than 0.
   *
   * @default 20
   */
  readonly slowdownPercentage?: number;

  /**
   * VPC to run in, for endpoints that can only be reached through interface endpoints. It must be able to reach SageMaker Runtime, S3, CloudWatch
   * and CloudWatch Logs.
   *
   * @default - outside your VPCs
   */
  readonly vpc?: ec2.IVpc;

  /**
   * Subnets of `vpc` to run in.
   *
   * @default - private subnets
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * Security groups for the runs.
   *
   * @default - a new one
   */
  readonly securityGroups?: ec2.ISecurityGroup[];
}
