/** Endpoint details that metrics need and that cannot be derived from its name. */
export interface LmiEndpointDetails {
  /**
   * The production variant whose metrics are used by default; each method has an option for another one.
   *
   * @default 'AllTraffic'
   */
  readonly variantName?: string;

  /**
   * Whether the endpoint is asynchronous, which has its own metrics.
   *
   * @default false
   */
  readonly isAsync?: boolean;
}
