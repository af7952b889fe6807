import { CfnEndpoint } from 'aws-cdk-lib/aws-sagemaker';
import { LmiVariantProperty } from './lmi-variant-property';

/** Lets an update keep what scaling has reached, and take the rest from the template. */
export function retainVariantProperties(endpoint: CfnEndpoint, excluded: readonly LmiVariantProperty[]): void {
  endpoint.retainAllVariantProperties = true;
  endpoint.excludeRetainedVariantProperties = excluded.length === 0 ? undefined : excluded.map((variantPropertyType) => ({ variantPropertyType }));
}
