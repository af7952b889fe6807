import { LmiVariantProps } from './lmi-variant-props';
import { LmiHostingProps } from '../hosting/lmi-hosting-props';

/** Props of `LmiEndpoint`: those of its first variant, and what holds for the whole endpoint. */
export interface LmiEndpointProps extends LmiVariantProps, LmiHostingProps {
}
