import { ImageFamily } from './lmi-releases';

/**
 * The ECR registries with the `djl-inference` repository, by region.
 *
 * Sources, all read 2026-08-21: sagemaker-python-sdk image_uri_config/djl-*.json (which image families and DJL versions a region
 * has), aws/deep-learning-containers docs/reference/region_availability.md, aws-cdk-lib 2.276.0 DLC_REPOSITORY_ACCOUNT and
 * DOMAIN_SUFFIX, botocore 1.43.11 partitions.json. No two sources give a region different accounts. The SDK knows NeuronX
 * only up to DJL 0.29.0; if it lists every version, we assume the later one too. `unconfirmed` marks a registry that one
 * list has although the SDK's own tests count its images as missing. us-iso-west-1 and us-isob-west-1 have no account in
 * any source; me-west-1 has an account, but no list says that it has an LMI image.
 */

/** DNS suffix of the registry host by partition. */
export const DNS_SUFFIXES: { readonly [partition: string]: string } = {
  'aws': 'amazonaws.com',
  'aws-cn': 'amazonaws.com.cn',
  'aws-us-gov': 'amazonaws.com',
  'aws-eusc': 'amazonaws.eu',
  'aws-iso': 'c2s.ic.gov',
  'aws-iso-b': 'sc2s.sgov.gov',
  'aws-iso-e': 'cloud.adc-e.uk',
  'aws-iso-f': 'csp.hci.ic.gov',
};

/** The DJL versions of an image family that a registry has; `true` for all. */
type ImageFamilyAvailability = { readonly [imageFamily in ImageFamily]?: true | readonly string[] };

export interface RegistryFact {
  readonly account: string;
  readonly partition: string;
  readonly has: ImageFamilyAvailability;
  readonly unconfirmed?: boolean;
}

const GPU: ImageFamilyAvailability = { 'djl-deepspeed': true, 'djl-lmi': true, 'djl-tensorrtllm': true };
const EVERY: ImageFamilyAvailability = { ...GPU, 'djl-neuronx': true };
const LATE_NEURON: ImageFamilyAvailability = { ...GPU, 'djl-neuronx': ['0.26.0', '0.27.0', '0.28.0', '0.29.0'] };
const LMI_ONLY: ImageFamilyAvailability = { 'djl-lmi': true };
const ISOLATED: ImageFamilyAvailability = {
  'djl-lmi': ['0.28.0', '0.33.0', '0.34.0', '0.35.0', '0.36.0', '0.38.0'],
  'djl-neuronx': ['0.29.0'],
};

export const REGISTRIES: { readonly [region: string]: RegistryFact } = {
  'af-south-1': { account: '626614931356', partition: 'aws', has: GPU },
  'ap-east-1': { account: '871362719292', partition: 'aws', has: GPU },
  'ap-east-2': { account: '975050140332', partition: 'aws', has: LMI_ONLY, unconfirmed: true },
  'ap-northeast-1': { account: '763104351884', partition: 'aws', has: EVERY },
  'ap-northeast-2': { account: '763104351884', partition: 'aws', has: GPU },
  'ap-northeast-3': { account: '364406365360', partition: 'aws', has: GPU },
  'ap-south-1': { account: '763104351884', partition: 'aws', has: EVERY },
  'ap-south-2': { account: '772153158452', partition: 'aws', has: EVERY },
  'ap-southeast-1': { account: '763104351884', partition: 'aws', has: EVERY },
  'ap-southeast-2': { account: '763104351884', partition: 'aws', has: EVERY },
  'ap-southeast-3': { account: '907027046896', partition: 'aws', has: GPU },
  'ap-southeast-4': { account: '457447274322', partition: 'aws', has: EVERY },
  'ap-southeast-5': { account: '550225433462', partition: 'aws', has: EVERY },
  'ap-southeast-6': { account: '633930458069', partition: 'aws', has: LMI_ONLY },
  'ap-southeast-7': { account: '590183813437', partition: 'aws', has: EVERY },
  'ca-central-1': { account: '763104351884', partition: 'aws', has: GPU },
  'ca-west-1': { account: '204538143572', partition: 'aws', has: EVERY },
  'cn-north-1': { account: '727897471807', partition: 'aws-cn', has: EVERY },
  'cn-northwest-1': { account: '727897471807', partition: 'aws-cn', has: EVERY },
  'eu-central-1': { account: '763104351884', partition: 'aws', has: EVERY },
  'eu-central-2': { account: '380420809688', partition: 'aws', has: EVERY },
  'eu-isoe-west-1': { account: '371248457586', partition: 'aws-iso-e', has: ISOLATED },
  'eu-north-1': { account: '763104351884', partition: 'aws', has: LATE_NEURON },
  'eu-south-1': { account: '692866216735', partition: 'aws', has: GPU },
  'eu-south-2': { account: '503227376785', partition: 'aws', has: EVERY },
  'eu-west-1': { account: '763104351884', partition: 'aws', has: EVERY },
  'eu-west-2': { account: '763104351884', partition: 'aws', has: LATE_NEURON },
  'eu-west-3': { account: '763104351884', partition: 'aws', has: EVERY },
  'eusc-de-east-1': { account: '204133271717', partition: 'aws-eusc', has: LMI_ONLY },
  'il-central-1': { account: '780543022126', partition: 'aws', has: EVERY },
  'me-central-1': { account: '914824155844', partition: 'aws', has: GPU },
  'me-south-1': { account: '217643126080', partition: 'aws', has: GPU },
  'me-west-1': { account: '124382933778', partition: 'aws', has: {} },
  'mx-central-1': { account: '637423239942', partition: 'aws', has: EVERY },
  'sa-east-1': { account: '763104351884', partition: 'aws', has: EVERY },
  'us-east-1': { account: '763104351884', partition: 'aws', has: EVERY },
  'us-east-2': { account: '763104351884', partition: 'aws', has: EVERY },
  'us-gov-east-1': { account: '446045086412', partition: 'aws-us-gov', has: EVERY },
  'us-gov-west-1': { account: '442386744353', partition: 'aws-us-gov', has: EVERY },
  'us-iso-east-1': { account: '886529160074', partition: 'aws-iso', has: ISOLATED },
  'us-isob-east-1': { account: '094389454867', partition: 'aws-iso-b', has: ISOLATED },
  'us-isof-east-1': { account: '303241398832', partition: 'aws-iso-f', has: ISOLATED },
  'us-isof-south-1': { account: '454834333376', partition: 'aws-iso-f', has: ISOLATED },
  'us-west-1': { account: '763104351884', partition: 'aws', has: GPU },
  'us-west-2': { account: '763104351884', partition: 'aws', has: EVERY },
};
