/**
 * NVIDIA drivers of the hosts, and where sources report that an image fails on them.
 *
 * Sources, all read 2026-11: CreateEndpointConfig API reference and developer guide "inference-gpu-drivers" for the values and the default
 * drivers. No source states a driver that an LMI release requires: its images carry CUDA's compatibility libraries, and CUDA 13.0 images of LMI
 * are reported to run on ml.g5 as it comes. So only what is reported to fail is listed: djl-serving#2987 (LMI V18, AWQ kernels, ml.p5.48xlarge with
 * driver 535) and sagemaker-python-sdk#6141 (LMI images cannot start on ml.g4dn.xlarge, and do on ml.g6.2xlarge).
 */

export interface HostImageFact {
  readonly name: string;
  /** CUDA that the driver supports by itself, times ten; absent on hosts for Inferentia and Trainium. */
  readonly cuda?: number;
}

/** Values of InferenceAmiVersion. */
export const HOST_IMAGES: readonly HostImageFact[] = [
  { name: 'al2-ami-sagemaker-inference-gpu-2', cuda: 122 },
  { name: 'al2-ami-sagemaker-inference-gpu-2-1', cuda: 122 },
  { name: 'al2-ami-sagemaker-inference-gpu-3-1', cuda: 124 },
  { name: 'al2023-ami-sagemaker-inference-gpu-4-1', cuda: 130 },
  { name: 'al2-ami-sagemaker-inference-neuron-2' },
];

/** The newest host image for GPUs. */
export const NEWEST_GPU_HOST_IMAGE = 'al2023-ami-sagemaker-inference-gpu-4-1';

export interface HostFailureFact {
  /** Family of instance types. */
  readonly family: string;
  /** First CUDA of the image that is reported to fail, times ten. */
  readonly imageCuda: number;
  /** CUDA of the driver that such a host has by default, times ten. */
  readonly defaultCuda: number;
  readonly report: string;
}

export const HOST_FAILURES: readonly HostFailureFact[] = [
  { family: 'p5', imageCuda: 128, defaultCuda: 122, report: 'AWQ kernels are reported to fail there (djl-serving#2987)' },
  { family: 'g4dn', imageCuda: 128, defaultCuda: 114, report: 'containers are reported not to start there (sagemaker-python-sdk#6141)' },
];
