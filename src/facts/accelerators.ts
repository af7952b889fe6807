/**
 * Accelerators of the SageMaker hosting instance types.
 *
 * `memoryGib` is the memory that the device reports to a process, which is less than the nominal size. Sources: engine start-up logs for
 * T4, A10G, L4, L40S, A100, H100, H200, RTX PRO 6000, B200 and B300 (vLLM issue threads and others, collected 2026-11); EC2 DescribeInstanceTypes (moto copy
 * of 2026-08-02) for the other GPUs and the Neuron devices; from memory: Gaudi, the B200 of p6e-gb200, 96 GiB of
 * Trainium2 (the EC2 data says 512 GiB a device, which no product page supports). Compute capability: developer.nvidia.com/cuda-gpus;
 * data types of Neuron devices: from memory of the Neuron documentation. `year` is when the device was announced, from
 * memory, and only orders otherwise equal instance types.
 */

/** Kinds of accelerators, which determine the container image. */
export enum AcceleratorKind {
  /** An NVIDIA GPU (CUDA). */
  GPU = 'gpu',
  /** AWS Inferentia or Trainium (Neuron SDK). */
  NEURON = 'neuron',
  /** Intel Gaudi. No LMI image serves it. */
  GAUDI = 'gaudi',
}

export interface AcceleratorFact {
  readonly name: string;
  readonly kind: AcceleratorKind;
  readonly memoryGib: number;
  readonly year: number;
  readonly bf16: boolean;
  readonly fp8: boolean;
  /** CUDA compute capability. */
  readonly computeCapability?: number;
  /** Number of NeuronCores of one device, which share its memory. */
  readonly cores?: number;
}

export const ACCELERATORS = {
  GAUDI: { name: 'Gaudi', kind: AcceleratorKind.GAUDI, memoryGib: 32, year: 2019, bf16: true, fp8: false },
  T4: { name: 'T4', kind: AcceleratorKind.GPU, memoryGib: 14.7, year: 2018, bf16: false, fp8: false, computeCapability: 7.5 },
  A10G: { name: 'A10G', kind: AcceleratorKind.GPU, memoryGib: 22, year: 2021, bf16: true, fp8: false, computeCapability: 8.6 },
  L4: { name: 'L4', kind: AcceleratorKind.GPU, memoryGib: 22, year: 2023, bf16: true, fp8: true, computeCapability: 8.9 },
  L40S: { name: 'L40S', kind: AcceleratorKind.GPU, memoryGib: 44.4, year: 2023, bf16: true, fp8: true, computeCapability: 8.9 },
  RTX_PRO_4500: { name: 'RTX PRO 4500', kind: AcceleratorKind.GPU, memoryGib: 32, year: 2025, bf16: true, fp8: true, computeCapability: 12 },
  RTX_PRO_6000: { name: 'RTX PRO 6000', kind: AcceleratorKind.GPU, memoryGib: 95, year: 2025, bf16: true, fp8: true, computeCapability: 12 },
  INFERENTIA1: { name: 'Inferentia1', kind: AcceleratorKind.NEURON, memoryGib: 8, year: 2018, bf16: true, fp8: false, cores: 4 },
  INFERENTIA2: { name: 'Inferentia2', kind: AcceleratorKind.NEURON, memoryGib: 32, year: 2022, bf16: true, fp8: true, cores: 2 },
  K80: { name: 'K80', kind: AcceleratorKind.GPU, memoryGib: 12, year: 2014, bf16: false, fp8: false, computeCapability: 3.7 },
  V100: { name: 'V100', kind: AcceleratorKind.GPU, memoryGib: 16, year: 2017, bf16: false, fp8: false, computeCapability: 7 },
  A100_40: { name: 'A100-40', kind: AcceleratorKind.GPU, memoryGib: 39.5, year: 2020, bf16: true, fp8: false, computeCapability: 8 },
  A100_80: { name: 'A100-80', kind: AcceleratorKind.GPU, memoryGib: 79.2, year: 2020, bf16: true, fp8: false, computeCapability: 8 },
  H100: { name: 'H100', kind: AcceleratorKind.GPU, memoryGib: 79.2, year: 2022, bf16: true, fp8: true, computeCapability: 9 },
  H200: { name: 'H200', kind: AcceleratorKind.GPU, memoryGib: 139.8, year: 2024, bf16: true, fp8: true, computeCapability: 9 },
  B200: { name: 'B200', kind: AcceleratorKind.GPU, memoryGib: 178.3, year: 2024, bf16: true, fp8: true, computeCapability: 10 },
  B300: { name: 'B300', kind: AcceleratorKind.GPU, memoryGib: 267.7, year: 2025, bf16: true, fp8: true, computeCapability: 10.3 },
  TRAINIUM1: { name: 'Trainium1', kind: AcceleratorKind.NEURON, memoryGib: 32, year: 2020, bf16: true, fp8: true, cores: 2 },
  TRAINIUM2: { name: 'Trainium2', kind: AcceleratorKind.NEURON, memoryGib: 96, year: 2023, bf16: true, fp8: true, cores: 8 },
} as const satisfies { readonly [constant: string]: AcceleratorFact };

export type AcceleratorName = keyof typeof ACCELERATORS;
