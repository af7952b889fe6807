import { IConstruct } from 'constructs';
import { LmiBackendConfig } from '../backend/lmi-backend';
import { Problems } from '../checks/problems';
import { isLiteral, isUnresolved } from '../checks/tokens';
import { warn } from '../checks/warnings';
import { Container } from '../container/container';
import { AcceleratorKind } from '../facts/accelerators';
import { hostFailure, HOST_IMAGE_BY_CUDA, HOST_IMAGES } from '../facts/host-drivers';
import { cudaOf, ImageFact, ImageFamily, LMI_RELEASES } from '../facts/lmi-releases';
import { LmiInstanceType } from '../instance/lmi-instance-type';

/** Checks the host image of a variant against its accelerators, and warns if the container image is reported to fail on the driver. */
export function checkHostImage(
  scope: IConstruct, problems: Problems, ami: string | undefined, instanceTypes: readonly LmiInstanceType[], container: Container,
): void {
  const fact = HOST_IMAGES.find((candidate) => candidate.name === ami);
  if (isLiteral(ami)) {
    problems.pattern('inferenceAmiVersion', ami, /^\S+$/, 'the name of a host image', `pass one such as ${HOST_IMAGE_BY_CUDA[13]}`);
    const isForGpus = fact?.cuda !== undefined;
    const wrong = fact && instanceTypes.find(({ accelerator }) => accelerator && (accelerator.kind === AcceleratorKind.GPU) !== isForGpus);
    if (wrong) {
      const fitting = HOST_IMAGES.filter((candidate) => (candidate.cuda !== undefined) !== isForGpus).map(({ name }) => name);
      problems.add(`inferenceAmiVersion is ${ami}, which is for ${isForGpus ? 'GPUs' : 'Inferentia and Trainium'}, but ${wrong.name} has `
        + `${wrong.accelerator!.name}. Use ${fitting.join(' or ')}, or omit it.`);
    } else if (!fact) {
      warn(scope, 'unknown-host-image', `inferenceAmiVersion is ${ami}, which is not one of ${HOST_IMAGES.map(({ name }) => name).join(', ')}. Check that it exists.`);
    }
  }
  // Not for an unknown host image, whose driver is not known.
  if (!isUnresolved(ami) && (ami === undefined || fact)) {
    instanceTypes.forEach((type) => warnOfDriver(scope, type, container, fact?.name));
  }
}

function warnOfDriver(scope: IConstruct, instanceType: LmiInstanceType, container: Container, ami: string | undefined): void {
  const cuda = cudaOf(publishedImage(container.backend));
  const advised = cuda === undefined ? undefined : HOST_IMAGE_BY_CUDA[Math.floor(cuda / 10)];
  const failure = hostFailure(instanceType.name, { cuda, hostImage: ami, usesAwq: usesAwq(container) });
  if (failure && cuda !== undefined) {
    const where = ami === undefined ? `on the host image that ${instanceType.name} has by default` : `on ${ami}`;
    warn(scope, 'host-driver', `the image of the container is built for CUDA ${cuda / 10} and runs ${where}, but ${failure.report}`
      + `${advised === undefined ? '' : `. Set inferenceAmiVersion to ${advised}`}.`);
  }
}

/** Whether the weights are known to be quantized with AWQ. */
function usesAwq({ options, model }: Container): boolean {
  return (options.literal('OPTION_QUANTIZE') ?? model.architecture?._geometry.quantizationMethod ?? '').startsWith('awq');
}

/** The published image of a backend; undefined if its version is unknown. */
function publishedImage({ image, imageFamily }: LmiBackendConfig): ImageFact | undefined {
  return LMI_RELEASES.find(({ ordinal }) => ordinal === image.version?._ordinal)?.images[imageFamily as ImageFamily];
}
