import * as iam from 'aws-cdk-lib/aws-iam';

/** The endpoint or component to benchmark, as far as it is known. */
export interface BenchmarkedEndpoint {
  readonly endpointName: string;
  readonly inferenceComponentName?: string;
  /** Whether it has inference components, so that every request must name one. */
  readonly needsComponent?: boolean;
  readonly isAsync: boolean;
  readonly instanceType?: string;
  readonly instanceCount?: number;
  /** Number of copies of an inference component. */
  readonly copies?: number;
  /** Price of all instances, or of the share that the copies take. */
  readonly hourlyPrice?: number;
  /** Number of requests that an instance or a copy serves at once. */
  readonly maxBatch?: number;
  /** Number of tokens in its KV cache. */
  readonly kvCacheTokens?: number;
  readonly grantInvoke: (grantee: iam.IGrantable) => iam.Grant;
}
