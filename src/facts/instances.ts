import { AcceleratorName } from './accelerators';

/**
 * Accelerated instance types of SageMaker real-time hosting, by constant name.
 *
 * Sources: the enum ProductionVariantInstanceType of @aws-sdk/client-sagemaker 3.1142.0 (2026-09-29); EC2
 * DescribeInstanceTypes (moto copy of 2026-08-02) for accelerators, memory, vCPUs and NVMe; regions from the
 * hosting price list (cfn-lint data of 2026-08-19), omitted if it has none. From memory: dl1, p6e-gb200. The SageMaker Python SDK's rule
 * for NVMe is based on names and misses g7*, p6* and trn2; the table is based on the disks.
 */
export interface InstanceFact {
  readonly name: string;
  readonly accelerator: AcceleratorName;
  /** Number of accelerator devices; for Neuron the chips, not their cores. */
  readonly count: number;
  readonly vcpus: number;
  readonly memoryGib: number;
  /** Size of local NVMe disks; types that have them support neither a volume size nor a KMS key for it. */
  readonly nvmeGb?: number;
  /** Index into HOSTING_REGIONS. */
  readonly regions?: number;
  /** Whether the host is Arm64; the images are x86-64. */
  readonly arm64?: boolean;
}

/**
 * Names of hosting types without an accelerator: the burstable, general-purpose, compute and memory families of the same enum. Accelerated
 * families begin with other letters.
 */
export const CPU_INSTANCE = /^ml\.[cmrt]\d/;

/** Sets of regions with the same instance types. */
export const HOSTING_REGIONS: readonly (readonly string[])[] = [
  ['af-south-1', 'ap-east-1', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2', 'ca-central-1', 'cn-north-1', 'cn-northwest-1', 'eu-central-1', 'eu-north-1', 'eu-south-1', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'me-south-1', 'sa-east-1', 'us-east-1', 'us-east-2', 'us-gov-east-1', 'us-gov-west-1', 'us-west-1', 'us-west-2'],
  ['ap-northeast-1', 'ap-northeast-2', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3', 'ca-central-1', 'cn-north-1', 'eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-2', 'il-central-1', 'me-central-1', 'sa-east-1', 'us-east-1', 'us-east-2', 'us-west-2'],
  ['ap-northeast-1', 'ap-northeast-2', 'ap-south-1', 'ap-southeast-2', 'ap-southeast-5', 'ca-central-1', 'eu-central-1', 'eu-central-2', 'eu-north-1', 'eu-south-2', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'sa-east-1', 'us-east-1', 'us-east-2', 'us-gov-east-1', 'us-gov-west-1', 'us-west-2'],
  ['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'eu-central-1', 'eu-south-2', 'us-east-1', 'us-east-2', 'us-west-2'],
  ['us-east-1', 'us-east-2', 'us-west-2'],
  ['ap-northeast-1', 'ap-northeast-2', 'eu-central-1', 'eu-south-2', 'eu-west-2', 'us-east-1', 'us-east-2', 'us-west-2'],
  ['af-south-1', 'ap-east-1', 'ap-northeast-1', 'ap-northeast-2', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2', 'ca-central-1', 'cn-northwest-1', 'eu-central-1', 'eu-north-1', 'eu-south-1', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'me-south-1', 'sa-east-1', 'us-east-1', 'us-east-2', 'us-gov-east-1', 'us-gov-west-1', 'us-west-1', 'us-west-2'],
  ['ap-east-1', 'ap-northeast-1', 'ap-northeast-2', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2', 'ca-central-1', 'cn-northwest-1', 'eu-central-1', 'eu-north-1', 'eu-south-1', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'me-south-1', 'sa-east-1', 'us-east-1', 'us-east-2', 'us-gov-east-1', 'us-gov-west-1', 'us-west-1', 'us-west-2'],
  ['ap-northeast-1', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2', 'eu-central-1', 'eu-north-1', 'eu-south-2', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'sa-east-1', 'us-east-1', 'us-east-2', 'us-west-2'],
  ['ap-northeast-1', 'ap-northeast-2', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2', 'ca-central-1', 'eu-central-1', 'eu-west-1', 'eu-west-2', 'sa-east-1', 'us-east-1', 'us-east-2', 'us-gov-west-1', 'us-west-2'],
  ['ap-northeast-1', 'eu-central-1', 'us-east-1', 'us-west-2'],
  ['ap-northeast-1', 'ap-south-1', 'eu-west-2', 'sa-east-1'],
  ['ap-southeast-2', 'ca-central-1', 'eu-west-2', 'sa-east-1', 'us-east-1', 'us-east-2', 'us-west-2'],
  ['ap-northeast-1', 'ap-south-1', 'ap-southeast-3', 'eu-north-1', 'eu-south-2', 'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2'],
  ['us-east-1'],
  ['us-east-1', 'us-west-2'],
  ['us-east-1', 'us-east-2'],
];

export const INSTANCES = {
  DL1_24XLARGE: { name: 'ml.dl1.24xlarge', accelerator: 'GAUDI', count: 8, vcpus: 96, memoryGib: 768, nvmeGb: 4000 },
  G4DN_XLARGE: { name: 'ml.g4dn.xlarge', accelerator: 'T4', count: 1, vcpus: 4, memoryGib: 16, nvmeGb: 125, regions: 0 },
  G4DN_2XLARGE: { name: 'ml.g4dn.2xlarge', accelerator: 'T4', count: 1, vcpus: 8, memoryGib: 32, nvmeGb: 225, regions: 0 },
  G4DN_4XLARGE: { name: 'ml.g4dn.4xlarge', accelerator: 'T4', count: 1, vcpus: 16, memoryGib: 64, nvmeGb: 225, regions: 0 },
  G4DN_8XLARGE: { name: 'ml.g4dn.8xlarge', accelerator: 'T4', count: 1, vcpus: 32, memoryGib: 128, nvmeGb: 900, regions: 0 },
  G4DN_12XLARGE: { name: 'ml.g4dn.12xlarge', accelerator: 'T4', count: 4, vcpus: 48, memoryGib: 192, nvmeGb: 900, regions: 0 },
  G4DN_16XLARGE: { name: 'ml.g4dn.16xlarge', accelerator: 'T4', count: 1, vcpus: 64, memoryGib: 256, nvmeGb: 900, regions: 0 },
  G5_XLARGE: { name: 'ml.g5.xlarge', accelerator: 'A10G', count: 1, vcpus: 4, memoryGib: 16, nvmeGb: 250, regions: 1 },
  G5_2XLARGE: { name: 'ml.g5.2xlarge', accelerator: 'A10G', count: 1, vcpus: 8, memoryGib: 32, nvmeGb: 450, regions: 1 },
  G5_4XLARGE: { name: 'ml.g5.4xlarge', accelerator: 'A10G', count: 1, vcpus: 16, memoryGib: 64, nvmeGb: 600, regions: 1 },
  G5_8XLARGE: { name: 'ml.g5.8xlarge', accelerator: 'A10G', count: 1, vcpus: 32, memoryGib: 128, nvmeGb: 900, regions: 1 },
  G5_12XLARGE: { name: 'ml.g5.12xlarge', accelerator: 'A10G', count: 4, vcpus: 48, memoryGib: 192, nvmeGb: 3800, regions: 1 },
  G5_16XLARGE: { name: 'ml.g5.16xlarge', accelerator: 'A10G', count: 1, vcpus: 64, memoryGib: 256, nvmeGb: 1900, regions: 1 },
  G5_24XLARGE: { name: 'ml.g5.24xlarge', accelerator: 'A10G', count: 4, vcpus: 96, memoryGib: 384, nvmeGb: 3800, regions: 1 },
  G5_48XLARGE: { name: 'ml.g5.48xlarge', accelerator: 'A10G', count: 8, vcpus: 192, memoryGib: 768, nvmeGb: 7600, regions: 1 },
  G6_XLARGE: { name: 'ml.g6.xlarge', accelerator: 'L4', count: 1, vcpus: 4, memoryGib: 16, nvmeGb: 250, regions: 2 },
  G6_2XLARGE: { name: 'ml.g6.2xlarge', accelerator: 'L4', count: 1, vcpus: 8, memoryGib: 32, nvmeGb: 450, regions: 2 },
  G6_4XLARGE: { name: 'ml.g6.4xlarge', accelerator: 'L4', count: 1, vcpus: 16, memoryGib: 64, nvmeGb: 600, regions: 2 },
  G6_8XLARGE: { name: 'ml.g6.8xlarge', accelerator: 'L4', count: 1, vcpus: 32, memoryGib: 128, nvmeGb: 900, regions: 2 },
  G6_12XLARGE: { name: 'ml.g6.12xlarge', accelerator: 'L4', count: 4, vcpus: 48, memoryGib: 192, nvmeGb: 3760, regions: 2 },
  G6_16XLARGE: { name: 'ml.g6.16xlarge', accelerator: 'L4', count: 1, vcpus: 64, memoryGib: 256, nvmeGb: 1880, regions: 2 },
  G6_24XLARGE: { name: 'ml.g6.24xlarge', accelerator: 'L4', count: 4, vcpus: 96, memoryGib: 384, nvmeGb: 3760, regions: 2 },
  G6_48XLARGE: { name: 'ml.g6.48xlarge', accelerator: 'L4', count: 8, vcpus: 192, memoryGib: 768, nvmeGb: 7520, regions: 2 },
  G6E_XLARGE: { name: 'ml.g6e.xlarge', accelerator: 'L40S', count: 1, vcpus: 4, memoryGib: 32, nvmeGb: 250, regions: 3 },
  G6E_2XLARGE: { name: 'ml.g6e.2xlarge', accelerator: 'L40S', count: 1, vcpus: 8, memoryGib: 64, nvmeGb: 450, regions: 3 },
  G6E_4XLARGE: { name: 'ml.g6e.4xlarge', accelerator: 'L40S', count: 1, vcpus: 16, memoryGib: 128, nvmeGb: 600, regions: 3 },
  G6E_8XLARGE: { name: 'ml.g6e.8xlarge', accelerator: 'L40S', count: 1, vcpus: 32, memoryGib: 256, nvmeGb: 900, regions: 3 },
  G6E_12XLARGE: { name: 'ml.g6e.12xlarge', accelerator: 'L40S', count: 4, vcpus: 48, memoryGib: 384, nvmeGb: 3800, regions: 3 },
  G6E_16XLARGE: { name: 'ml.g6e.16xlarge', accelerator: 'L40S', count: 1, vcpus: 64, memoryGib: 512, nvmeGb: 1900, regions: 3 },
  G6E_24XLARGE: { name: 'ml.g6e.24xlarge', accelerator: 'L40S', count: 4, vcpus: 96, memoryGib: 768, nvmeGb: 3800, regions: 3 },
  G6E_48XLARGE: { name: 'ml.g6e.48xlarge', accelerator: 'L40S', count: 8, vcpus: 192, memoryGib: 1536, nvmeGb: 7600, regions: 3 },
  G7_2XLARGE: { name: 'ml.g7.2xlarge', accelerator: 'RTX_PRO_4500', count: 1, vcpus: 8, memoryGib: 32, nvmeGb: 440, regions: 4 },
  G7_4XLARGE: { name: 'ml.g7.4xlarge', accelerator: 'RTX_PRO_4500', count: 1, vcpus: 16, memoryGib: 64, nvmeGb: 875, regions: 4 },
  G7_8XLARGE: { name: 'ml.g7.8xlarge', accelerator: 'RTX_PRO_4500', count: 1, vcpus: 32, memoryGib: 128, nvmeGb: 930, regions: 4 },
  G7_12XLARGE: { name: 'ml.g7.12xlarge', accelerator: 'RTX_PRO_4500', count: 2, vcpus: 48, memoryGib: 192, nvmeGb: 1900, regions: 4 },
  G7_24XLARGE: { name: 'ml.g7.24xlarge', accelerator: 'RTX_PRO_4500', count: 4, vcpus: 96, memoryGib: 384, nvmeGb: 3800, regions: 4 },
  G7_48XLARGE: { name: 'ml.g7.48xlarge', accelerator: 'RTX_PRO_4500', count: 8, vcpus: 192, memoryGib: 768, nvmeGb: 7600, regions: 4 },
  G7E_2XLARGE: { name: 'ml.g7e.2xlarge', accelerator: 'RTX_PRO_6000', count: 1, vcpus: 8, memoryGib: 64, nvmeGb: 1900, regions: 5 },
  G7E_4XLARGE: { name: 'ml.g7e.4xlarge', accelerator: 'RTX_PRO_6000', count: 1, vcpus: 16, memoryGib: 128, nvmeGb: 1900, regions: 5 },
  G7E_8XLARGE: { name: 'ml.g7e.8xlarge', accelerator: 'RTX_PRO_6000', count: 1, vcpus: 32, memoryGib: 256, nvmeGb: 1900, regions: 5 },
  G7E_12XLARGE: { name: 'ml.g7e.12xlarge', accelerator: 'RTX_PRO_6000', count: 2, vcpus: 48, memoryGib: 512, nvmeGb: 3800, regions: 5 },
  G7E_24XLARGE: { name: 'ml.g7e.24xlarge', accelerator: 'RTX_PRO_6000', count: 4, vcpus: 96, memoryGib: 1024, nvmeGb: 7600, regions: 5 },
  G7E_48XLARGE: { name: 'ml.g7e.48xlarge', accelerator: 'RTX_PRO_6000', count: 8, vcpus: 192, memoryGib: 2048, nvmeGb: 15200, regions: 5 },
  INF1_XLARGE: { name: 'ml.inf1.xlarge', accelerator: 'INFERENTIA1', count: 1, vcpus: 4, memoryGib: 8, regions: 6 },
  INF1_2XLARGE: { name: 'ml.inf1.2xlarge', accelerator: 'INFERENTIA1', count: 1, vcpus: 8, memoryGib: 16, regions: 6 },
  INF1_6XLARGE: { name: 'ml.inf1.6xlarge', accelerator: 'INFERENTIA1', count: 4, vcpus: 24, memoryGib: 48, regions: 6 },
  INF1_24XLARGE: { name: 'ml.inf1.24xlarge', accelerator: 'INFERENTIA1', count: 16, vcpus: 96, memoryGib: 192, regions: 7 },
  INF2_XLARGE: { name: 'ml.inf2.xlarge', accelerator: 'INFERENTIA2', count: 1, vcpus: 4, memoryGib: 16, regions: 8 },
  INF2_8XLARGE: { name: 'ml.inf2.8xlarge', accelerator: 'INFERENTIA2', count: 1, vcpus: 32, memoryGib: 128, regions: 8 },
  INF2_24XLARGE: { name: 'ml.inf2.24xlarge', accelerator: 'INFERENTIA2', count: 6, vcpus: 96, memoryGib: 384, regions: 8 },
  INF2_48XLARGE: { name: 'ml.inf2.48xlarge', accelerator: 'INFERENTIA2', count: 12, vcpus: 192, memoryGib: 768, regions: 8 },
  P2_XLARGE: { name: 'ml.p2.xlarge', accelerator: 'K80', count: 1, vcpus: 4, memoryGib: 61 },
  P2_8XLARGE: { name: 'ml.p2.8xlarge', accelerator: 'K80', count: 8, vcpus: 32, memoryGib: 488 },
  P2_16XLARGE: { name: 'ml.p2.16xlarge', accelerator: 'K80', count: 16, vcpus: 64, memoryGib: 732 },
  P3_2XLARGE: { name: 'ml.p3.2xlarge', accelerator: 'V100', count: 1, vcpus: 8, memoryGib: 61 },
  P3_8XLARGE: { name: 'ml.p3.8xlarge', accelerator: 'V100', count: 4, vcpus: 32, memoryGib: 244 },
  P3_16XLARGE: { name: 'ml.p3.16xlarge', accelerator: 'V100', count: 8, vcpus: 64, memoryGib: 488 },
  P4D_24XLARGE: { name: 'ml.p4d.24xlarge', accelerator: 'A100_40', count: 8, vcpus: 96, memoryGib: 1152, nvmeGb: 8000, regions: 9 },
  P4DE_24XLARGE: { name: 'ml.p4de.24xlarge', accelerator: 'A100_80', count: 8, vcpus: 96, memoryGib: 1152, nvmeGb: 8000, regions: 10 },
  P5_4XLARGE: { name: 'ml.p5.4xlarge', accelerator: 'H100', count: 1, vcpus: 16, memoryGib: 256, nvmeGb: 3800, regions: 11 },
  P5_48XLARGE: { name: 'ml.p5.48xlarge', accelerator: 'H100', count: 8, vcpus: 192, memoryGib: 2048, nvmeGb: 30400, regions: 12 },
  P5E_48XLARGE: { name: 'ml.p5e.48xlarge', accelerator: 'H200', count: 8, vcpus: 192, memoryGib: 2048, nvmeGb: 30400 },
  P5EN_48XLARGE: { name: 'ml.p5en.48xlarge', accelerator: 'H200', count: 8, vcpus: 192, memoryGib: 2048, nvmeGb: 30400, regions: 13 },
  P6_B200_48XLARGE: { name: 'ml.p6-b200.48xlarge', accelerator: 'B200', count: 8, vcpus: 192, memoryGib: 2048, nvmeGb: 30400, regions: 14 },
  P6_B300_48XLARGE: { name: 'ml.p6-b300.48xlarge', accelerator: 'B300', count: 8, vcpus: 192, memoryGib: 4096, nvmeGb: 30400 },
  P6E_GB200_36XLARGE: { name: 'ml.p6e-gb200.36xlarge', accelerator: 'B200', count: 4, vcpus: 144, memoryGib: 960, nvmeGb: 22500, arm64: true },
  TRN1_2XLARGE: { name: 'ml.trn1.2xlarge', accelerator: 'TRAINIUM1', count: 1, vcpus: 8, memoryGib: 32, nvmeGb: 474, regions: 15 },
  TRN1_32XLARGE: { name: 'ml.trn1.32xlarge', accelerator: 'TRAINIUM1', count: 16, vcpus: 128, memoryGib: 512, nvmeGb: 7600, regions: 15 },
  TRN1N_32XLARGE: { name: 'ml.trn1n.32xlarge', accelerator: 'TRAINIUM1', count: 16, vcpus: 128, memoryGib: 512, nvmeGb: 7600, regions: 16 },
  TRN2_48XLARGE: { name: 'ml.trn2.48xlarge', accelerator: 'TRAINIUM2', count: 16, vcpus: 192, memoryGib: 2048, nvmeGb: 7600 },
} as const satisfies { readonly [constant: string]: InstanceFact };

export type InstanceName = keyof typeof INSTANCES;
