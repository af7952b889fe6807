/**
 * NVIDIA drivers of the hosts, and cases in which an image is reported to fail on them.
 *
 * Sources, all read 2026-11: CreateEndpointConfig API reference and developer guide "inference-gpu-drivers" for the values and the default
 * drivers. No source states a driver that an LMI release requires: its images contain CUDA's compatibility libraries, and CUDA 13.0 images of LMI
 * are reported to run on ml.g5 with the default driver. So only reported failures are listed: djl-serving#2987 (LMI V18, AWQ kernels, ml.p5.48xlarge with
 * driver 535), sagemaker-python-sdk#6141 (LMI images cannot start on ml.g4dn.xlarge, and do on ml.g6.2xlarge) and deep-learning-containers#6187 (images for CUDA 12 do not
 * start on gpu-4-1; those that it names are not LMI images). The label of LMI images asks for driver 535 if the default of the family is older.
 */

interface HostImageFact {
  readonly name: string;
  /** CUDA version that the driver itself supports, times ten; undefined for hosts with Inferentia and Trainium. */
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

/** The host image that AWS's own tests use for each CUDA major version (deep-learning-containers `test/test_utils/constants.py`, read 2026-11). */
export const HOST_IMAGE_BY_CUDA: { readonly [major: number]: string } = {
  12: 'al2-ami-sagemaker-inference-gpu-3-1',
  13: 'al2023-ami-sagemaker-inference-gpu-4-1',
};

/** A case in which a container is reported to fail to start. */
interface HostFailureFact {
  /** Families of instance types. */
  readonly families?: readonly string[];
  /** Host images that fail. Default: the default of the family. */
  readonly hostImages?: readonly string[];
  /** CUDA version of the container images that fail, times ten. */
  readonly imageCuda: { readonly from: number; readonly to?: number };
  /** Whether only kernels for AWQ weights are reported to fail. */
  readonly awqOnly?: boolean;
  readonly report: string;
}

const HOST_FAILURES: readonly HostFailureFact[] = [
  {
    families: ['p5'], hostImages: ['al2-ami-sagemaker-inference-gpu-2', 'al2-ami-sagemaker-inference-gpu-2-1'], imageCuda: { from: 128 }, awqOnly: true,
    report: 'AWQ kernels are reported to fail on its driver 535 (djl-serving#2987); whether driver 550 is enough for CUDA 12.8 is not known, so test it',
  },
  {
    families: ['p5'], imageCuda: { from: 128 }, awqOnly: true,
    report: 'AWQ kernels are reported to fail on its driver 535 (djl-serving#2987); whether driver 550 is enough for CUDA 12.8 is not known, so test it',
  },
  { families: ['g4dn'], imageCuda: { from: 120 }, report: 'containers are reported not to start there (sagemaker-python-sdk#6141)' },
  {
    hostImages: ['al2023-ami-sagemaker-inference-gpu-4-1'], imageCuda: { from: 120, to: 129 },
    report: 'containers for CUDA 12 are reported not to start on that host image, without a log (deep-learning-containers#6187)',
  },
];

/** A container image and the host image that it runs on. */
interface HostedImage {
  /** CUDA version of the container image, times ten. */
  readonly cuda?: number;
  /** Default: the default of the family of the instance type. */
  readonly hostImage?: string;
  readonly usesAwq: boolean;
}

/** The case in which a container is reported to fail to start on an instance type; undefined if there is none, or the image has no known CUDA version. */
export function hostFailure(instanceType: string, { cuda, hostImage, usesAwq }: HostedImage): HostFailureFact | undefined {
  return HOST_FAILURES.find(({ families, hostImages, imageCuda: { from, to = Infinity }, awqOnly }) => cuda !== undefined
    && cuda >= from && cuda <= to
    && (families === undefined || families.some((family) => instanceType.startsWith(`ml.${family}.`)))
    && (hostImages === undefined ? hostImage === undefined : hostImage !== undefined && hostImages.includes(hostImage))
    && (awqOnly !== true || usesAwq));
}
