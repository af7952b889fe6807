/** Endpoint details that metrics need and that cannot be derived from its name. */
export interface LmiEndpointDetails {
  /**
   * The production variant whose metrics are used by default; each method takes another one as an option.
   *
   * @default 'AllTraffic'
   */
  readonly variantName?: string;

  /**
   * Whether the endpoint accepts asynchronous invocations only, which have metrics of their own.
   *
   * @default false
   */
  readonly isAsync?: boolean;
}
