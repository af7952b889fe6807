/** What is to be known of an endpoint besides its name. */
export interface LmiMetricsOptions {
  /**
   * The production variant whose metrics are taken unless a method is told another one.
   *
   * @default 'AllTraffic'
   */
  readonly variantName?: string;

  /**
   * Whether the endpoint takes asynchronous invocations only, which have metrics of their own.
   *
   * @default false
   */
  readonly isAsync?: boolean;
}
