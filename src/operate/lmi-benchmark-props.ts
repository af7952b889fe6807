import { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as events from 'aws-cdk-lib/aws-events';
import * as s3 from 'aws-cdk-lib/aws-s3';

/** The words of the requests that LMI takes. */
export enum LmiBenchmarkSchema {
  /** LMI's own: `inputs` and `parameters`. */
  LMI = 'lmi',
  /** Chat completions: `messages`. The model needs a chat template. */
  CHAT = 'chat',
  /** Completions: `prompt`. LMI V15 and later, where vLLM serves asynchronously. */
  COMPLETIONS = 'completions',
}

/** A load, when it is put on the endpoint, and what it may cost. */
export interface LmiBenchmarkProps {
  /**
   * Loads in a closed loop: so many clients, each of which sends its next request when the last one is answered. From 1 to 256 each, at most 10 loads.
   *
   * @default - 1, 4 and 16; without any when `rate` is given
   */
  readonly concurrency?: number[];

  /**
   * Loads in an open loop: so many requests a second on average, which arrive whether or not earlier ones are answered. Above 0, at most 100 each,
   * at most 10 loads.
   *
   * @default - closed loops only
   */
  readonly rate?: number[];

  /**
   * Tokens of each prompt, about. From 1 to 1,000,000.
   *
   * @default 256
   */
  readonly inputTokens?: number;

  /**
   * Tokens of each response, at most. From 1 to 1,000,000.
   *
   * @default 128
   */
  readonly outputTokens?: number;

  /**
   * What the requests look like.
   *
   * @default LmiBenchmarkSchema.LMI
   */
  readonly schema?: LmiBenchmarkSchema;

  /**
   * When it runs by itself.
   *
   * @default - on demand, and as `afterDeployment` says
   */
  readonly schedule?: events.Schedule;

  /**
   * Whether it runs when the endpoint is in service with another endpoint config than the one that was measured last. Scaling does not start it. Not for
   * inference components: an error.
   *
   * @default false
   */
  readonly afterDeployment?: boolean;

  /**
   * Bucket for the reports.
   *
   * @default - a new bucket that is kept when the stack is deleted
   */
  readonly bucket?: s3.IBucket;

  /**
   * Prefix of the reports in the bucket, without a slash at its end.
   *
   * @default - the path of the construct
   */
  readonly prefix?: string;

  /**
   * Time for each load. From 5 seconds to 1 hour.
   *
   * @default - 1 minute
   */
  readonly duration?: Duration;

  /**
   * Maximum number of requests for each load; it ends when they are sent, or after `duration`. From 1 to 1,000,000.
   *
   * @default 10000
   */
  readonly maxRequests?: number;

  /**
   * Time after which a run is stopped, whatever it does. From 5 minutes to 8 hours.
   *
   * @default - 30 minutes
   */
  readonly timeout?: Duration;

  /**
   * US dollars of instance time that one run may take at most. The time limit is lowered to it; where the price of the instances is not known, or the
   * time would be shorter than 5 minutes, it raises an error.
   *
   * @default - as much as `timeout` allows
   */
  readonly maxCost?: number;

  /**
   * Share by which a figure may be worse than in the last run before the alarm goes off, in percent. Above 0.
   *
   * @default 20
   */
  readonly slowdownPercentage?: number;

  /**
   * VPC to run in, for endpoints that are reached through interface endpoints only. It needs a way to SageMaker runtime, S3, CloudWatch and CloudWatch
   * Logs.
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
   * Security groups of the run.
   *
   * @default - a new one
   */
  readonly securityGroups?: ec2.ISecurityGroup[];
}
