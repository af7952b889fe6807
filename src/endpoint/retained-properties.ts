import { CfnEndpoint } from 'aws-cdk-lib/aws-sagemaker';
import { LmiVariantProperty } from './lmi-hosting-props';

/** Makes updates keep the variant properties that scaling changes, and take the excluded ones from the template. */
export function retainVariantProperties(endpoint: CfnEndpoint, excluded: readonly LmiVariantProperty[]): void {
  endpoint.retainAllVariantProperties = true;
  endpoint.excludeRetainedVariantProperties = excluded.length === 0 ? undefined : excluded.map((variantPropertyType) => ({ variantPropertyType }));
}
