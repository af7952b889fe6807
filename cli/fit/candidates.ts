import { Library } from '../library';
import type { LmiInstanceType } from 'cdk-sagemaker-lmi';

/** Why a type is left out although its accelerators are known. */
export const NO_IMAGE = 'the NeuronX image runs on Inferentia2 and Trainium only';

/** The types with known accelerators that an LMI image runs on. */
export function candidates(library: Library): LmiInstanceType[] {
  return Object.values(library.LmiInstanceType._known).filter((type) => type.coreCount !== undefined && !isWithoutImage(type));
}

/** The types with known accelerators that no LMI image runs on. */
export function leftOut(library: Library): LmiInstanceType[] {
  return Object.values(library.LmiInstanceType._known).filter(isWithoutImage);
}

function isWithoutImage({ accelerator }: LmiInstanceType): boolean {
  return accelerator?.name === 'Inferentia1';
}
