import { IConstruct } from 'constructs';
import { LmiBackendConfig } from '../backend/lmi-backend';
import { Problems } from '../checks/problems';
import { isLiteral, isUnresolved } from '../checks/tokens';
import { warn } from '../checks/warnings';
import { AcceleratorKind } from '../facts/accelerators';
import { HOST_FAILURES, HOST_IMAGES, NEWEST_GPU_HOST_IMAGE } from '../facts/host-drivers';
import { ImageFamily, LMI_RELEASES } from '../facts/lmi-releases';
import { LmiInstanceType } from '../instance/lmi-instance-type';

/** Checks the host image of a variant against its accelerators, and warns where the image of the container is reported to fail on the driver. */
export function checkHostImage(
  scope: IConstruct, problems: Problems, ami: string | undefined, instanceTypes: readonly LmiInstanceType[], backend: LmiBackendConfig,
): void {
  const fact = HOST_IMAGES.find((candidate) => candidate.name === ami);
  if (isLiteral(ami)) {
    problems.pattern('inferenceAmiVersion', ami, /^\S+$/, 'the name of a host image', `give one such as ${NEWEST_GPU_HOST_IMAGE}`);
    const isForGpus = fact?.cuda !== undefined;
    const wrong = fact && instanceTypes.find(({ accelerator }) => accelerator && (accelerator.kind === AcceleratorKind.GPU) !== isForGpus);
    if (wrong) {
      const fitting = HOST_IMAGES.filter((candidate) => (candidate.cuda !== undefined) !== isForGpus).map(({ name }) => name);
      problems.add(`inferenceAmiVersion is ${ami}, which is for ${isForGpus ? 'GPUs' : 'Inferentia and Trainium'}, but ${wrong.name} has `
        + `${wrong.accelerator!.name}: use ${fitting.join(' or ')}, or leave it out`);
    } else if (!fact) {
      warn(scope, 'unknown-host-image', `inferenceAmiVersion is ${ami}, which is none of ${HOST_IMAGES.map(({ name }) => name).join(', ')}: check that it exists`);
    }
  }
  // What the host image is, or which driver it brings, is not known.
  if (!isUnresolved(ami) && (ami === undefined || fact)) {
    instanceTypes.forEach((type) => warnOfDriver(scope, type, backend, fact?.cuda));
  }
}

function warnOfDriver(scope: IConstruct, instanceType: LmiInstanceType, backend: LmiBackendConfig, hostCuda: number | undefined): void {
  const imageCuda = cudaOf(backend);
  const failure = HOST_FAILURES.find(({ family }) => instanceType.name.startsWith(`ml.${family}.`));
  if (failure && imageCuda !== undefined && imageCuda >= failure.imageCuda && (hostCuda ?? failure.defaultCuda) < imageCuda) {
    warn(scope, 'host-driver', `the image is built for CUDA ${imageCuda / 10}, but the driver of ${instanceType.name} supports CUDA ${(hostCuda ?? failure.defaultCuda) / 10} `
      + `by itself, and ${failure.report}: set inferenceAmiVersion to ${NEWEST_GPU_HOST_IMAGE}`);
  }
}

/** CUDA of a published image, times ten, as its tag says. */
function cudaOf(backend: LmiBackendConfig): number | undefined {
  const release = LMI_RELEASES.find(({ ordinal }) => ordinal === backend.image.version?._ordinal);
  const match = release?.images[backend.imageFamily as ImageFamily]?.tag.match(/-cu(\d+)$/);
  return match ? Number(match[1]) : undefined;
}
